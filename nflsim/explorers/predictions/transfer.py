"""What the chapter *Does the second task hurt?* asks."""

from nflsim.explorer import Place
from nflsim.explorers.learning import second_task

__all__ = ["eight_for_one"]


def eight_for_one() -> Place:
    """Return the bet of the chapter: what sharing its data costs a learner in its own task."""
    tasks = {"budget": 20, "breadth": 8, "relatedness": 0.5}
    view = second_task().at(**tasks)
    found, place = view.arrays, view.arrays["tasks"].tolist().index(8)
    alone, split, free = (float(found[name][place]) for name in ("alone", "split", "free"))
    return Place(
        slug="eight-for-one",
        setting=(
            "Eight tasks are related: any two have a correlation of a half. One learner has twenty "
            "observations for one task. Another splits the same twenty evenly over all eight, and "
            "knows how the tasks are related. Both are marked on that one task."
        ),
        question="How many times as large is the second learner's error?",
        explorer=second_task(),
        state=tasks,
        seen=f"one task alone has a risk of {alone:.3f}, {split:.3f} if the budget is split over 8",
        low=0.5,
        high=10,
        step=0.5,
        words="{} times",
        truth=round(split / alone, 2),
        near=1,
        why="Each of the eight tasks gets two and a half observations, and what the others tell "
        "makes up for little. If the other tasks brought data of their own, the second learner "
        f"would be ahead: {free:.3f} against {alone:.3f}.",
    )
