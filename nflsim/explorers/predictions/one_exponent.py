"""What the chapter *One exponent, one map* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.synthesis import regime_map

__all__ = ["a_fifth_for_all"]


def a_fifth_for_all() -> Pick:
    """Return the bet of the chapter: how many tasks once effort spills over."""
    four = {"budget": 4.0, "breadth": 12}
    before, after = (regime_map().at(**four, spill=spill) for spill in (0.0, 0.2))
    kept, served = int(before.facts["served"]), int(after.facts["served"])
    return Pick(
        slug="a-fifth-for-all",
        setting=(
            "Twelve tasks, four units of effort. A task succeeds half of the time if one unit is "
            "spent on it; much less, and it hardly ever does; much more is wasted. It is best to "
            f"serve {kept} of the twelve. Now let a fifth of every effort serve all tasks alike."
        ),
        question="How many should be served now?",
        explorer=regime_map(),
        state=four | {"spill": 0.2},
        seen="best for all 12",
        answers=(
            Answer("Two", served == 2, "what spills over is no reason to serve fewer"),
            Answer(
                "As many as before",
                served == kept,
                "what spills over carries the others past their slow start",
            ),
            Answer("Six", served == 6, "then serving the other six as well would bring still more"),
            Answer(
                "All twelve",
                served == 12,
                "What spills over carries every task past the slow start, and beyond it returns "
                f"fade: {after.facts['brings']} succeed on average, {before.facts['brings']} "
                "before.",
            ),
        ),
    )
