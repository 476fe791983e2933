"""What the chapter *The division of labour* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.market import pin_factory

__all__ = ["dearer_talk"]


def dearer_talk() -> Pick:
    """Return the bet of the chapter: how the best team shrinks as coordination gets dearer."""
    shop = {"budget": 20, "breadth": 8}
    costs = (0.05, 0.1, 0.2)
    before, after, later = (
        float(pin_factory().at(**shop, coordination=cost).arrays["best.x"][0]) for cost in costs
    )
    return Pick(
        slug="dearer-talk",
        setting=(
            f"Twenty people share their work in teams, best in teams of about {before:.0f}. "
            "Whoever does less learns it better, but everybody must be told what the others do. "
            "Now all that talk gets twice as dear."
        ),
        question="To what does the best team shrink?",
        explorer=pin_factory(),
        state=shop | {"coordination": costs[1]},
        seen=f"best is a team of {after:.2f}",
        answers=(
            Answer(
                "To about a half",
                0.4 < after / before < 0.6,
                f"From {before:.2f} to {after:.2f} workers: the dearer the talk, the fewer who "
                "talk.",
            ),
            Answer(
                "To about a quarter",
                0.15 < after / before < 0.35,
                f"talk must get four times as dear for that: then {later:.2f} are best",
            ),
            Answer("To one", after < 1.5, "talk must be dearer still before everybody works alone"),
        ),
    )
