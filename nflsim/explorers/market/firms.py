"""How narrow a firm should be."""

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, line, rule
from nflsim.market import niches

FIRMS = 5
NICHES = 60
EVEN = NICHES / FIRMS
EFFORTS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
BREADTHS = (3, 4, 5, 6, 10, 12, 15, 20, 30, 40, 50, 60)
STRENGTHS = (0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
CURVE = list(range(3, NICHES + 1))


def how_narrow() -> Explorer:
    """Return the explorer *How narrow a firm*."""
    return Explorer(
        slug="how-narrow",
        title="How narrow a firm",
        summary=(
            "Line plot of what a firm earns over an even share, against its breadth, 3 to 60 "
            "niches, among four rivals who are in all 60. With weak competition, or a firm much "
            "stronger than they, the curve rises to the broadest; else its top is narrower."
        ),
        source="market.how_narrow",
        controls=(
            Control(
                "budget",
                EFFORTS,
                default=1.0,
                words=lambda e: "as much as a rival" if e == 1 else f"{e:g} times a rival's effort",
            ),
            Control("breadth", BREADTHS, default=60, words=lambda j: f"{j} of {NICHES} niches"),
            Control(
                "strength",
                STRENGTHS,
                label="Winner takes",
                default=2.0,
                words=lambda g: f"share as effort to the power {g:g}",
            ),
        ),
        model=_firms,
        figure=figure(
            curve("earned", "This firm", "adaptive", CURVE),
            line("even", "An even share", "blind", [CURVE[0], NICHES]),
            line("broad", "In all niches", "generalist", [NICHES]),
            rule("best", "Best breadth", "specialist", (0, 5)),
            cursor((0, 5)),
            x=Axis("breadth (niches, of 60)", 1, 62, (10, 20, 30, 40, 50, 60)),
            y=Axis("earned, over an even share", 0, 5.05, (0, 1, 2, 3, 4, 5)),
        ),
        reading=_read_firms,
        table={"breadth": "breadths", "over an even share": "earned"},
        presets=(
            Preset(
                label="Strong competition",
                state={"budget": 1.0, "breadth": 30, "strength": 2.0},
                see="half the niches, twice the effort in each: a quarter more than an even share",
            ),
            Preset(
                label="Weak competition",
                state={"budget": 1.0, "breadth": 60, "strength": 1.25},
                see="at N/(N-1) the broadest firm is still best",
                generalist_wins=True,
            ),
            Preset(
                label="Winner takes nearly all",
                state={"budget": 1.0, "breadth": 40, "strength": 10.0},
                see="a firm a third narrower wins nearly all of each: stronger is not narrower",
            ),
            Preset(
                label="A little stronger",
                state={"budget": 1.5, "breadth": 60, "strength": 10.0},
                see="half as much effort again is enough to win everywhere at once",
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={
            "effort": _effort,
            "gain": lambda arrays, **_: f"{arrays['top'] - arrays['broad'][0]:.2f}",
            "part": lambda arrays, **_: f"{arrays['top'] * EVEN / arrays['best.x'][0]:.0%}",
        },
    )


def _firms(budget, breadth, strength):
    rules = {"firms": FIRMS, "g": strength, "effort": budget}
    earned = niches.against_generalists(NICHES / np.array(CURVE), **rules)
    best = NICHES / niches.best_narrowness(**rules)
    return {
        "earned": earned,
        "even": [1.0, 1.0],
        "broad": earned[-1:],
        "best.x": [best, best],
        "top": niches.against_generalists(NICHES / best, **rules),
        "breadths": CURVE,
        "cursor.x": [float(breadth), float(breadth)],
    }


def _effort(arrays, budget, **_):
    return "as much effort as" if budget == 1 else f"{budget:g} times the effort of"


def _read_firms(arrays, budget, breadth, strength):
    best = float(arrays["best.x"][0])
    here = float(arrays["earned"][CURVE.index(breadth)])
    effort = _effort(arrays, budget)
    return (
        f"A firm with {effort} each of four rivals, in {breadth} of "
        f"{NICHES} niches, earns {here:.3f} times an even share where shares go as effort to the "
        f"power {strength:g}; in all niches {arrays['broad'][0]:.3f}. Best are {best:.1f} niches, "
        f"with {arrays['top']:.3f}."
    )
