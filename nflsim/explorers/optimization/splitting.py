"""Explorer of a budget split over several tasks."""

from fractions import Fraction
from functools import cache

import numpy as np

from nflsim import allocation
from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.optimization import performance

TASKS, NEED, POINTS, Q = 6, 4, 16, 4
BUDGETS = tuple(range(1, 25))
KINDS = {
    "threshold": ("done or not", f"done after {NEED} evaluations, not before"),
    "needle": ("a needle", f"one needle among {POINTS} points"),
    "best-of-m": (
        "best of m",
        "the best value of a random function as a share of the largest possible",
    ),
}


def split_the_budget() -> Explorer:
    """Return the explorer *Split the budget*."""
    return Explorer(
        slug="split-the-budget",
        title="Split the budget",
        summary=(
            "Line plot of the result over six tasks, 0 to 6, against the number of tasks that "
            "share the budget, 1 to 6. With twelve evaluations the curve rises to three tasks and "
            "falls to nothing; it is level for needles and rises for the best of m."
        ),
        source="optimization.split_the_budget",
        controls=(
            Control("budget", BUDGETS, default=12, words=lambda b: counted(b, "evaluation")),
            Control(
                "breadth",
                tuple(range(1, TASKS + 1)),
                default=6,
                words=lambda k: f"{k} of {TASKS} tasks",
            ),
            Control(
                "kind",
                tuple(KINDS),
                label="Kind of task",
                default="threshold",
                words=lambda kind: KINDS[kind][0],
                kind="select",
            ),
        ),
        model=_split,
        figure=figure(
            line("narrow", "All on one task", "specialist", (1, TASKS)),
            line("wide", "Over all six", "generalist", (1, TASKS)),
            line(
                "total", "Split over k tasks, as evenly as can be", "adaptive", range(1, TASKS + 1)
            ),
            cursor((0, TASKS)),
            x=Axis("breadth k (tasks that get a share)", 0.8, TASKS + 0.2, range(1, TASKS + 1)),
            y=Axis("result, sum over six tasks", -0.15, TASKS + 0.15, range(TASKS + 1)),
        ),
        reading=_read_split,
        table={
            "breadth k": "breadths",
            "largest share": "most",
            "smallest share": "least",
            "result": "total",
        },
        presets=(
            Preset(
                label="Thin everywhere",
                state={"budget": 12, "breadth": 6, "kind": "threshold"},
                see="two evaluations each and nothing done; three tasks with four each are done",
            ),
            Preset(
                label="Neutral",
                state={"budget": 12, "breadth": 3, "kind": "needle"},
                see="every split finds the same, exactly: returns in proportion to what is spent",
            ),
            Preset(
                label="Breadth wins",
                state={"budget": 12, "breadth": 6, "kind": "best-of-m"},
                see="each further look at one function brings less, so spread",
                generalist_wins=True,
            ),
            Preset(
                label="Enough for all",
                state={"budget": 24, "breadth": 6, "kind": "threshold"},
                see="a budget that meets every need: breadth is free, narrowness wastes it",
                generalist_wins=True,
            ),
        ),
        facts={"short": _short},
    )


@cache
def _returns(kind):
    """Return what 0, 1, ... evaluations bring to one task, exactly, at most 1."""
    most = BUDGETS[-1]
    if kind == "threshold":
        return allocation.threshold(most, need=NEED)
    if kind == "needle":
        return [Fraction(min(b, POINTS), POINTS) for b in range(most + 1)]
    best = (performance.expected_best(b, q=Q) for b in range(1, most + 1))
    return [Fraction(0), *(value / (Q - 1) for value in best)]


def _split(budget, breadth, kind):
    breadths, returns = np.arange(1, TASKS + 1), _returns(kind)
    totals = np.array(
        [
            Fraction(allocation.total(returns, budget=budget, breadth=int(k), tasks=TASKS))
            for k in breadths
        ]
    )
    return {
        "total": totals,
        "narrow": totals[[0, 0]],
        "wide": totals[[-1, -1]],
        "breadths": breadths,
        "most": -(-budget // breadths),
        "least": budget // breadths,
        "cursor.x": [breadth, breadth],
    }


def _short(arrays, breadth, **_):
    return f"{float(max(arrays['total']) - arrays['total'][breadth - 1]):.3g}"


def _read_split(arrays, budget, breadth, kind):
    total, peak = arrays["total"], max(arrays["total"])
    lead = (
        f"{counted(budget, 'evaluation')} over {breadth} of {TASKS} tasks, each {KINDS[kind][1]}:"
    )
    if not peak:
        return f"{lead} too few for any task, at every breadth."
    best = [k for k, value in zip(arrays["breadths"], total) if value == peak]
    widths = "every breadth"
    if len(best) < TASKS:
        joint = " or " if len(best) == 2 else " to "
        widths = f"breadth {joint.join(map(str, sorted({best[0], best[-1]})))}"
    here, narrow, wide, top = (float(x) for x in (total[breadth - 1], total[0], total[-1], peak))
    return (
        f"{lead} together {here:.3g}; all on one task {narrow:.3g}, over all six {wide:.3g}; "
        f"the best even split, {top:.3g}, has {widths}."
    )
