"""All learners: how many there are, by their error."""

from fractions import Fraction
from functools import cache

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, bars, figure, rule
from nflsim.learning import supervised

POINTS = 4
LABELS = (1, 2, 3)
CHANGES = (0, 1, 2, 3)
SPREADS = (0.0, 0.25, 0.5, 0.75, 1.0)
FINE = 40
BINS = [part / FINE for part in range(FINE + 1)]


def all_learners() -> Explorer:
    """Return the explorer *All learners*."""
    return Explorer(
        slug="all-learners",
        title="All learners",
        summary=(
            "Bar chart of the share of all learners at each mean error, to the nearest fortieth, 0 "
            "to 1, with a line at a half. Many bars where few targets count, a single one "
            "when all weight is spread or every target is admitted."
        ),
        source="learning.all_learners",
        controls=(
            Control(
                "budget", LABELS, default=2, words=lambda m: f"{counted(m, 'label')} of {POINTS}"
            ),
            Control(
                "breadth",
                CHANGES,
                default=1,
                words=lambda c: f"at most {counted(c, 'change')} along the line",
            ),
            Control(
                "spread",
                SPREADS,
                label="Spread over all",
                default=0.0,
                words=lambda r: f"{r:.0%} of the weight",
            ),
        ),
        model=_census,
        figure=figure(
            bars("share", "Share of all learners", "generalist", BINS, 0.022),
            rule("half", "A half", "blind", (0, 1)),
            x=Axis("mean error, to the nearest fortieth", -0.05, 1.05, (0, 0.25, 0.5, 0.75, 1)),
            y=Axis("share of all learners", 0, 1, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_census,
        table={"mean error to 1/40": "bins", "learners": "counts", "share": "share"},
        presets=(
            Preset(
                label="Few targets",
                state={"budget": 2, "breadth": 1, "spread": 0.0},
                see="the best learner here expects one change, and errs where there is none",
            ),
            Preset(
                label="One change more",
                state={"budget": 2, "breadth": 2, "spread": 0.0},
                see="the world has grown: the learner that was best is at a half, and those that "
                "expect up to two changes are ahead",
                generalist_wins=True,
            ),
            Preset(
                label="One bar",
                state={"budget": 2, "breadth": 3, "spread": 0.0},
                see="all sixteen targets: every learner at exactly a half",
            ),
            Preset(
                label="The wrong expectation",
                state={"budget": 2, "breadth": 0, "spread": 0.0},
                see="labels never change, and a learner that says the opposite of what it saw is "
                "always wrong; one that always says 0 is right half of the time",
            ),
        ),
        digits=3,
        facts={"learners": _learners_there, "low": _lowest, "high": _highest},
    )


@cache
def _wrong(m):
    """Return the wrong labels of each learner on each target, trained on the first m points."""
    every = supervised.learners(n=POINTS, m=m, q=2)
    return supervised.errors(every, train=range(m), n=POINTS, q=2)


def _weights(breadth, spread):
    changes = np.abs(np.diff(finite.functions(n=POINTS, q=2).astype(int), axis=1)).sum(axis=1)
    inside = (changes <= breadth).astype(int).tolist()
    share = Fraction(str(spread))
    return [(1 - share) * Fraction(one, sum(inside)) + share / len(inside) for one in inside]


def _census(budget, breadth, spread):
    weights = _weights(breadth, spread)
    whole = np.array([int(weight * 4480) for weight in weights])  # 4480: exact for all states
    totals, most = _wrong(budget) @ whole, 4480 * (POINTS - budget)
    # The nearest bin, exactly, and the same on both sides of a half.
    near = (2 * FINE * np.minimum(totals, most - totals) + most) // (2 * most)
    places = np.where(2 * totals <= most, near, FINE - near)
    counts = np.bincount(places, minlength=len(BINS))
    return {
        "counts": counts,
        "share": counts / counts.sum(),
        "low": Fraction(int(totals.min()), most),
        "high": Fraction(int(totals.max()), most),
        "best": int((totals == totals.min()).sum()),
        "half.x": [0.5, 0.5],
        "bins": BINS,
    }


def _learners_there(arrays, **state):
    return str(int(arrays["counts"].sum()))


def _lowest(arrays, **state):
    return str(arrays["low"])


def _highest(arrays, **state):
    return str(arrays["high"])


def _read_census(arrays, budget, breadth, spread):
    total, low = int(arrays["counts"].sum()), arrays["low"]
    lead = (
        f"{counted(budget, 'label')} of {POINTS}, targets with at most "
        f"{counted(breadth, 'change')}, {spread:.0%} of the weight spread over all:"
    )
    if low == arrays["high"]:
        return f"{lead} all {total} learners err at a rate of exactly {low}, one bar."
    best = f"{arrays['best']} of {total} learners {'are' if arrays['best'] > 1 else 'is'} best"
    return f"{lead} errors from {low} to {arrays['high']}, a half on average; {best}."
