"""Explorers of the chapter on no free lunch for learners: one learner, and all of them."""

from fractions import Fraction
from functools import cache

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, bars, cursor, figure, line, rule
from nflsim.learning import simplicity, supervised

SEEN = tuple(range(8))
LARGEST = (1, 2, 3, 4)
LEANS = (0.0, 0.5, 1.0, 2.0, 4.0)
LINES = {
    "narrow": ("Specialist: expects one gate at most", "specialist"),
    "broad": ("Generalist: the fewer gates the likelier", "generalist"),
    "nearest": ("Nearest neighbour", "adaptive"),
    "opposite": ("Its opposite", "misfit"),
}

TIE = 1e-9

POINTS = 4
LABELS = (1, 2, 3)
CHANGES = (0, 1, 2, 3)
SPREADS = (0.0, 0.25, 0.5, 0.75, 1.0)
FINE = 40
BINS = [part / FINE for part in range(FINE + 1)]


def many_worlds() -> Explorer:
    """Return the explorer *One learner, many worlds*."""
    return Explorer(
        slug="many-worlds",
        title="One learner, many worlds",
        summary=(
            "Line plot of the error off the training set, 0 to 1, against the number of labels "
            "seen, 0 to 7 of 8, for four learners. All lie at a half where every target is "
            "admitted and none preferred; elsewhere they fan out, the opposite above the nearest."
        ),
        source="learning.many_worlds",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=SEEN,
                default=4,
                words=lambda m: f"{m} of 8 labels",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=LARGEST,
                default=3,
                words=lambda size: f"targets of up to {size} gate{'s' * (size > 1)}",
            ),
            Control(
                name="lean",
                label="Lean to the simple",
                values=LEANS,
                default=1.0,
                words=lambda lean: f"{2**lean:.3g} times rarer for each gate" if lean else "none",
            ),
        ),
        model=_worlds,
        figure=figure(
            *(line(name, label, role, SEEN) for name, (label, role) in LINES.items()),
            cursor((0, 1)),
            x=Axis("labels seen, of 8", -0.2, 7.2, SEEN),
            y=Axis("error off the training set", -0.02, 1.02, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_worlds,
        table={
            "labels": "seen",
            "specialist": "narrow",
            "generalist": "broad",
            "nearest": "nearest",
            "opposite": "opposite",
        },
        presets=(
            Preset(
                label="All alike",
                state={"budget": 4, "breadth": 4, "lean": 0.0},
                see="every target, none preferred: all four learners at a half, whatever they saw",
            ),
            Preset(
                label="At home",
                state={"budget": 4, "breadth": 1, "lean": 0.0},
                see="the world that the specialist expects",
            ),
            Preset(
                label="One gate more",
                state={"budget": 4, "breadth": 2, "lean": 0.0},
                see="the world has grown, and the learner for all targets is ahead",
                generalist_wins=True,
            ),
            Preset(
                label="A simple world",
                state={"budget": 6, "breadth": 4, "lean": 4.0},
                see="all targets admitted, the simple ones likely: one learner for everything",
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={"specialist": _error("narrow"), "generalist": _error("broad")},
    )


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
                name="budget",
                label="Budget",
                values=LABELS,
                default=2,
                words=lambda m: f"{m} label{'s' * (m > 1)} of {POINTS}",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=CHANGES,
                default=1,
                words=lambda c: f"at most {c} change{'s' * (c != 1)} along the line",
            ),
            Control(
                name="spread",
                label="Spread over all",
                values=SPREADS,
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
def _learners():
    """Return each learner's errors by target for 0, 1, ..., 7 labels, shape (8, 256)."""
    made = {
        "narrow": simplicity.bayes(simplicity.weights(0.0, largest=1)),
        "broad": simplicity.bayes(simplicity.weights(1.0)),
        "nearest": simplicity.nearest,
        "opposite": simplicity.opposite,
    }
    return {
        name: np.array([simplicity.errors(learner, m=m) for m in SEEN])
        for name, learner in made.items()
    }


def _worlds(budget, breadth, lean):
    world = simplicity.weights(lean, largest=breadth)
    return {name: errors @ world for name, errors in _learners().items()} | {
        "seen": SEEN,
        "cursor.x": [float(budget), float(budget)],
    }


def _error(name):
    """Return the fact of one learner's error at the labels seen."""
    return lambda arrays, budget, breadth, lean: f"{arrays[name][budget]:.3f}"


def _read_worlds(arrays, budget, breadth, lean):
    errors = {name: float(arrays[name][budget]) for name in LINES}
    world = f"targets of up to {breadth} gate{'s' * (breadth > 1)}"
    liking = f"{2**lean:.3g} times rarer for each gate" if lean else "all equally likely"
    lead = f"{budget} of 8 labels seen, {world}, {liking}:"
    if np.ptp(list(errors.values())) < TIE:
        return f"{lead} all four learners err at a rate of {errors['narrow']:.3f}."
    narrow, broad = errors["narrow"], errors["broad"]
    order = (
        "level with" if abs(narrow - broad) < TIE else "ahead of" if narrow < broad else "behind"
    )
    if order != "level with" and f"{narrow:.3f}" == f"{broad:.3f}":
        order = f"just {order}"
    return (
        f"{lead} the specialist errs at a rate of {narrow:.3f}, {order} the generalist with "
        f"{broad:.3f}; the nearest neighbour at {errors['nearest']:.3f}, its opposite at "
        f"{errors['opposite']:.3f}."
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
        f"{budget} label{'s' * (budget > 1)} of {POINTS}, targets with at most {breadth} "
        f"change{'s' * (breadth != 1)}, {spread:.0%} of the weight spread over all:"
    )
    if low == arrays["high"]:
        return f"{lead} all {total} learners err at a rate of exactly {low}, one bar."
    best = f"{arrays['best']} of {total} learners {'are' if arrays['best'] > 1 else 'is'} best"
    return f"{lead} errors from {low} to {arrays['high']}, a half on average; {best}."
