"""Explorer of the chapter on one exponent: for how many tasks a budget is best spent."""

from functools import cache

import numpy as np

from nflsim import exponent
from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import REGIMES, Axis, figure, heatmap, spot

STEEPNESS = 3.0
BUDGETS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.66, 8.0, 11.3, 16.0, 22.6, 32.0)
TASKS = tuple(range(2, 21))
SPILL = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2)
COLUMNS = [-2 + eighth / 8 for eighth in range(57)]  # log2 of the budget
ONE, SOME, ALL = 0, 1, 2
MEANS = ("one task is best", "some of them are", "all of them are")


def regime_map() -> Explorer:
    """Return the explorer *One task, some, or all?*."""
    return Explorer(
        slug="regime-map",
        title="One task, some, or all?",
        summary=(
            "Map of the best breadth over the budget, a quarter to 32, and the tasks there are, 2 "
            "to 20, in three colours: one task on the left, some of them above a slanting edge, "
            "all below it. Spillover moves that edge to the left, and little is left between."
        ),
        source="synthesis.regime_map",
        controls=(
            Control(
                "budget",
                BUDGETS,
                default=4.0,
                words=lambda b: f"{counted(b, 'unit')}, one for an even chance",
            ),
            Control("breadth", TASKS, default=12, words=lambda k: f"{k} tasks to choose from"),
            Control(
                "spill",
                SPILL,
                label="Spillover",
                default=0.0,
                words=lambda rho: f"{rho:.0%} of every effort serves all",
            ),
        ),
        model=_regimes,
        figure=figure(
            heatmap("best", "best to serve", (0, 2), COLUMNS, TASKS, REGIMES, MEANS),
            spot("point", "the point chosen"),
            x=Axis(
                "budget (1: an even chance)",
                -2 - 1 / 16,
                5 + 1 / 16,
                range(-2, 6),
                ("1/4", "1/2", "1", "2", "4", "8", "16", "32"),
            ),
            y=Axis("tasks to choose from", 1.5, 20.5, (2, 5, 10, 15, 20)),
        ),
        reading=_read_regimes,
        table={"tasks": "tasks", "best to serve": "served", "brings": "brings"},
        presets=(
            Preset(
                label="Too little for two",
                state={"budget": 1.4, "breadth": 12, "spill": 0.0},
                see="a budget that one task can use up: all for one",
            ),
            Preset(
                label="A few",
                state={"budget": 4.0, "breadth": 12, "spill": 0.0},
                see="neither end: the budget feeds as many tasks as it can feed well",
            ),
            Preset(
                label="Plenty",
                state={"budget": 16.0, "breadth": 12, "spill": 0.0},
                see="more than the tasks need one by one: all of them",
                generalist_wins=True,
            ),
            Preset(
                label="What serves one serves all",
                state={"budget": 4.0, "breadth": 12, "spill": 0.2},
                see="the same budget, and a fifth of every effort spills over: all of them",
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={"served": _served, "brings": _brings},
    )


@cache
def _best(budget, tasks, rho):
    """Return the best breadth and what it brings."""
    rules = {"budget": budget, "tasks": tasks, "steepness": STEEPNESS, "relatedness": rho}
    best = exponent.best_breadth(**rules)
    return best, exponent.hill_values(**rules)[best - 1]


@cache
def _map(rho):
    """Return the regime for each number of tasks and each budget."""
    rows = [[_best(2**place, tasks, rho)[0] for place in COLUMNS] for tasks in TASKS]
    best, whole = np.array(rows), np.array(TASKS)[:, None]
    return np.where(best == 1, ONE, np.where(best == whole, ALL, SOME)).astype(float)


def _regimes(budget, breadth, spill):
    served, brings = zip(*(_best(budget, tasks, spill) for tasks in TASKS))
    return {
        "best": _map(spill),
        "point": [float(breadth)],
        "point.x": [np.log2(budget)],
        "served": served,
        "brings": brings,
        "tasks": TASKS,
    }


def _served(arrays, budget, breadth, spill):
    return str(int(arrays["served"][TASKS.index(breadth)]))


def _brings(arrays, budget, breadth, spill):
    return f"{arrays['brings'][TASKS.index(breadth)]:.2f}"


def _read_regimes(arrays, budget, breadth, spill):
    common = {"budget": budget, "tasks": breadth, "steepness": STEEPNESS, "relatedness": spill}
    best, values = exponent.best_breadth(**common), exponent.hill_values(**common)
    lead = f"Budget {budget:g}, {breadth} tasks, {spill:.0%} spillover:"
    whole = "both" if breadth == 2 else f"all {breadth}"
    which = "one task" if best == 1 else whole if best == breadth else f"{best} of them"
    ends = [f"one brings {values[0]:.4f}"] if best > 1 else []
    ends += [f"{whole} bring {values[-1]:.4f}"] if best < breadth else []
    lead = f"{lead} best for {which}, which brings {values[best - 1]:.4f} successes;"
    return f"{lead} {', '.join(ends)}."
