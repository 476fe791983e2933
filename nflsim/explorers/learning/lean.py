"""Many worlds: learners, and a world that leans to simple targets."""

from functools import cache

import numpy as np

from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.learning import simplicity

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
            Control("budget", SEEN, default=4, words=lambda m: f"{m} of 8 labels"),
            Control(
                "breadth",
                LARGEST,
                default=3,
                words=lambda size: f"targets of up to {counted(size, 'gate')}",
            ),
            Control(
                "lean",
                LEANS,
                label="Lean to the simple",
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
    world = f"targets of up to {counted(breadth, 'gate')}"
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
