"""What the chapter *When demand swings* asks."""

import numpy as np

from nflsim.explorer import Answer, Pick
from nflsim.explorers.market import ride_it_out

__all__ = ["longer_spells"]
KINDS = {True: "specialist", False: "generalist"}


def longer_spells() -> Pick:
    """Return the bet of the chapter: who is worth more as spells of demand get longer."""
    longest = {"budget": 12, "breadth": 0, "spell": 64.0}
    found = ride_it_out().at(**longest).arrays
    ahead = found["narrow"] > found["broad"]
    turns = [bool(ahead[0]), *ahead[1:][np.diff(ahead)].tolist()]
    orders = {
        (True, False): "it is so up to a point; then one good spell pays for all",
        (False, True): "spells that end at once never use a firm's cash up",
        (True, False, True): "Short spells end before the cash does. Longer ones ruin the "
        "specialist. In very long ones a single good spell brings more than a generalist earns.",
        (True,): "in between, a bad spell outlasts the cash",
    }
    return Pick(
        slug="longer-spells",
        setting=(
            "Demand alternates at random between two states. In the one a specialist gains 4 a "
            "step, in the other it loses 2; a generalist gains 1 in the first and loses nothing "
            "in the second. Both hold cash of at most 12, pay out the rest, and are gone when "
            "nothing is left. A firm is worth all it pays out, each step later counting a "
            "hundredth less. Now let the spells get longer, from 1.5 steps to 64 on average."
        ),
        question="Who is worth more?",
        explorer=ride_it_out(),
        state=longest,
        seen="of the two the specialist wins",
        answers=tuple(
            Answer(
                ", then the ".join(["The " + KINDS[first], *(KINDS[each] for each in rest)])
                + (", throughout" if not rest else ""),
                turns == [first, *rest],
                why,
            )
            for (first, *rest), why in orders.items()
        ),
    )
