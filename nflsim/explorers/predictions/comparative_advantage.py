"""What the chapter *Comparative advantage* asks."""

from nflsim.explorer import Place
from nflsim.explorers.market import two_makers

__all__ = ["a_small_partner"]
SMALL = {"budget": 0.25, "breadth": 1.0, "closeness": 0.0}


def a_small_partner() -> Place:
    """Return the bet of the chapter: what is left when a partner is too small."""
    found = two_makers().at(**SMALL).arrays
    left = float(found["one"][found["sizes"].tolist().index(0.25)])
    best = float(found["best"][found["sizes"].tolist().index(0.25)])
    return Place(
        slug="a-small-partner",
        setting=(
            "Two countries want as much cloth as wine. The second is better at both, but each "
            "makes only what it is relatively better at, and together they have more than without "
            "trade. Now the second shrinks to a quarter of its size, and each still makes one good "
            "only."
        ),
        question="How much do the two have together, if what they have without trade is 100%?",
        explorer=two_makers(),
        state=SMALL,
        seen=f"one good each gives {left:.3f} times what there is without trade",
        low=0,
        high=200,
        step=1,
        words="{}%",
        truth=round(100 * left, 1),
        near=10,
        why="The small one cannot make wine for both, and cloth without wine is of no use here. "
        f"In the best plan the large one makes both goods, and they have {100 * best:.1f}%.",
    )
