"""Sow or wait: how many seeds to keep back."""

import numpy as np

from nflsim.evolution import bet_hedging
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, rule

STEPS = tuple(twentieth / 20 for twentieth in range(21))
YIELDS = tuple(half / 2 for half in range(3, 11))
CHANCES = tuple(tenth / 10 for tenth in range(3, 11))
DORMANT = 0.9
HELD = [0.0, 0.001, 0.004, 0.01, *(place / 40 for place in range(1, 41))]


def sow_or_wait() -> Explorer:
    """Return the explorer *Sow or wait*."""
    return Explorer(
        slug="sow-or-wait",
        title="Sow or wait",
        summary=(
            "Line plot of the factor by which seeds multiply in a year, 0 to 5, against the share "
            "held back, 0 to 1: the mean over years is a straight line; where some years are bad, "
            "the growth in the long run is a curve below it that begins at 0."
        ),
        source="evolution.sow_or_wait",
        controls=(
            Control("budget", YIELDS, default=5.0, words=lambda y: f"{y:g} seeds a good year"),
            Control(
                "breadth", STEPS, default=0.0, words=lambda held: f"{held:.0%} of seeds held back"
            ),
            Control(
                "good",
                CHANCES,
                label="Good years",
                default=0.6,
                words=lambda p: f"{p:.0%} of years",
            ),
        ),
        model=_seeds,
        figure=figure(
            curve("mean", "Mean year", "specialist", HELD),
            curve("growth", "Growth in the long run", "generalist", HELD),
            curve("level", "Neither grows nor shrinks", "blind", [0, 1]),
            rule("best", "Best share for the long run", "adaptive", (0, 5)),
            cursor((0, 5)),
            x=Axis("share held back", -0.03, 1.03, (0, 0.25, 0.5, 0.75, 1)),
            y=Axis("factor a year", 0, 5.1, (0, 1, 2, 3, 4, 5)),
        ),
        reading=_read_seeds,
        table={"held back": "held", "mean year": "mean", "growth factor": "growth"},
        presets=(
            Preset(
                label="Sow all",
                state={"budget": 5.0, "breadth": 0.0, "good": 0.6},
                see="the best mean year, and certain extinction: the first bad year takes all",
            ),
            Preset(
                label="Hold back",
                state={"budget": 5.0, "breadth": 0.5, "good": 0.6},
                see="a worse mean year, and holding some back is the only way to grow",
                generalist_wins=True,
            ),
            Preset(
                label="No bad years",
                state={"budget": 5.0, "breadth": 0.0, "good": 1.0},
                see="without bad years both lines are one, and holding back is waste",
            ),
            Preset(
                label="A lean good year",
                state={"budget": 2.5, "breadth": 0.65, "good": 0.6},
                see="half the yield: hold back more, and grow a little",
                generalist_wins=True,
            ),
        ),
        facts={"kept": _kept},
    )


def _seeds(budget, breadth, good):
    held = np.array(HELD)
    best = 1 - bet_hedging.best_sown(p=good, good=budget, dormant=DORMANT)
    return {
        "growth": np.exp(bet_hedging.seed_growth(1 - held, p=good, good=budget, dormant=DORMANT)),
        "mean": good * budget * (1 - held) + DORMANT * held,
        "best.x": [best, best],
        "held": held,
        "level": [1.0, 1.0],
        "cursor.x": [breadth, breadth],
    }


def _kept(arrays, breadth, **_):
    place = HELD.index(breadth)
    return f"{arrays['growth'][place] / arrays['mean'][place]:.0%}"


def _read_seeds(arrays, budget, breadth, good):
    best = float(arrays["best.x"][0])
    growth = [
        float(np.exp(bet_hedging.seed_growth(1 - held, p=good, good=budget, dormant=DORMANT)))
        for held in (breadth, best)
    ]
    mean = good * budget * (1 - breadth) + DORMANT * breadth
    pace = round(growth[0], 3)
    fate = "dies out" if pace < 1 else "grows" if pace > 1 else "just about holds"
    years = "every year" if good == 1 else f"in {good:.0%} of years and none in the others"
    return (
        f"A seed sown gives {budget:g} {years}; {breadth:.0%} are held back. A mean year "
        f"multiplies by {mean:.3f}, the long run by {growth[0]:.3f} a year, so the line {fate}. "
        f"Best for the long run is to hold back {best:.0%}, for a factor of {growth[1]:.3f}."
    )
