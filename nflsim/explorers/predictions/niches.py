"""What the chapter *How narrow should a firm be?* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.market import how_narrow

__all__ = ["winner_takes_more"]


def winner_takes_more() -> Pick:
    """Return the bet of the chapter: whether stronger competition makes a firm narrower."""
    firm = {"budget": 1.0, "breadth": 40}
    mild, strong = (
        float(how_narrow().at(**firm, strength=g).arrays["best.x"][0]) for g in (2.0, 10.0)
    )
    return Pick(
        slug="winner-takes-more",
        setting=(
            "Five firms share sixty niches, and four of them are in every one. All have the same "
            "effort to spend. A niche is shared in proportion to the square of the effort in it, "
            f"and the fifth firm does best in {mild:.0f} niches. Now let the winner take far more: "
            "shares go as the tenth power of effort."
        ),
        question="In how many niches does the fifth firm do best now?",
        explorer=how_narrow(),
        state=firm | {"strength": 10.0},
        seen=f"Best are {strong:.1f} niches",
        answers=(
            Answer(
                "In fewer",
                strong < mild - 1,
                "that would be so if a niche took more effort to win; it takes less",
            ),
            Answer(
                "In as many",
                abs(strong - mild) <= 1,
                "a little more effort than the others' now wins far more",
            ),
            Answer(
                "In more",
                strong > mild + 1,
                f"In about {strong:.0f}. A little more effort than the others' now wins nearly all "
                "of a niche, so the firm can win in more of them at once.",
            ),
        ),
    )
