"""What the chapter *Budget and breadth* asks."""

from nflsim.explorer import Answer, Pick, Place
from nflsim.explorers.optimization import one_dial, portfolio, split_the_budget
from nflsim.optimization import tuning

__all__ = ["eight_at_once", "no_matter_how", "one_dial_for_two", "twelve_looks"]
SPLITS = {1: "All twelve on one", 3: "Four on each of three", 6: "Two on each of six"}


def _totals(kind):
    return split_the_budget().at(budget=12, breadth=6, kind=kind).arrays["total"]


def twelve_looks() -> Pick:
    """Return the bet of the chapter: how to split twelve looks."""
    totals = _totals("best-of-m")
    why = {
        1: f"that earns {float(totals[0]):.3g}: there is little left to find after the first looks",
        3: f"that earns {float(totals[2]):.3g}; the last looks at each would find more elsewhere",
        6: f"That earns {float(totals[5]):.3g} of 6 on average. The third look at one function is "
        "worth less than the first look at another.",
    }
    return Pick(
        slug="twelve-looks",
        setting=(
            "Six functions, each with values drawn evenly from four. You may look twelve times and "
            "are paid the best value you saw of each function, as a share of the largest possible."
        ),
        question="How do you split your looks?",
        explorer=split_the_budget(),
        state={"budget": 12, "breadth": 6, "kind": "best-of-m"},
        seen=f"over all six {float(totals[5]):.3g}; the best even split",
        answers=tuple(
            Answer(text, totals[k - 1] == max(totals), why[k]) for k, text in SPLITS.items()
        ),
    )


def no_matter_how() -> Pick:
    """Return a check: for which kind of task no split is better than another."""
    level = {kind: len(set(_totals(kind))) == 1 for kind in ("threshold", "needle", "best-of-m")}
    return Pick(
        slug="no-matter-how",
        setting="Six tasks share twelve looks.",
        question="For which tasks is every even split as good as any other?",
        explorer=split_the_budget(),
        state={"budget": 12, "breadth": 3, "kind": "needle"},
        seen="has every breadth",
        answers=(
            Answer(
                "Each is done after four looks",
                level["threshold"],
                "two looks on each of six then do none of them",
            ),
            Answer(
                "Each hides one prize among sixteen places",
                level["needle"],
                "Each new look has the same chance of a prize, wherever it goes.",
            ),
            Answer(
                "Each pays the best value seen",
                level["best-of-m"],
                "there the first looks are worth most, so spread them",
            ),
        ),
    )


def one_dial_for_two() -> Place:
    """Return a check: how far one dial falls behind two."""
    two = {"budget": 300, "breadth": 2}
    found = one_dial().at(**two, dial=2.2).arrays
    share = 100 * float(found["chance"].max() / found["specialists"])
    return Place(
        slug="one-dial-for-two",
        setting=(
            "Two jobs want two settings of one dial. Two specialists, each with its own dial, "
            "solve a job with some chance. You set one dial for both jobs as well as can be."
        ),
        question="What share of the specialists' chance is left?",
        explorer=one_dial(),
        state=two | {"dial": 2.2},
        seen=f"{share:.1f}% of that",
        low=0,
        high=100,
        step=1,
        words="{}%",
        truth=round(share, 1),
        near=8,
        why="A compromise is poor at neither job here, and with budget to spare it loses next to "
        "nothing.",
    )


def eight_at_once() -> Pick:
    """Return a check: whether copies of one searcher help."""
    ratio = float(tuning.copies_ratio(copies=8, tail=0.5))
    return Pick(
        slug="eight-at-once",
        setting=(
            "Some runs of a search are lucky and short, some very long. You may run one to its "
            "end, or eight copies in turn until the first has finished, and you pay for all the "
            "time they take together."
        ),
        question="Which takes less time on average?",
        explorer=portfolio(),
        state={"budget": 1.0, "breadth": 8, "tail": 0.5},
        seen=f"{ratio:.3g} times as long as a single run",
        answers=(
            Answer("The one run", ratio > 1, "that is so where all runs take about as long"),
            Answer("They take as long", ratio == 1, "that is so where a run never ages"),
            Answer(
                "The eight copies",
                ratio < 1,
                f"They need {ratio:.3g} of the time. A run that has lasted long will last longer "
                "still, so do not stake all on one.",
            ),
        ),
    )
