"""Explorer of the chapter on the division of labour: the pin factory."""

import numpy as np

from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, curve, figure, line, rule
from nflsim.market import labour

MARKETS = (1, 2, 3, 4, 6, 8, 12, 16, 20)
TASKS = 24
COSTS = (0.02, 0.03, 0.05, 0.1, 0.2, 0.4)
CURVE = [1 + place / 4 for place in range(93)]


def pin_factory() -> Explorer:
    """Return the explorer *The pin factory*."""
    return Explorer(
        slug="pin-factory",
        title="The pin factory",
        summary=(
            "Line plot of output per head, 0 to 2, against the number of workers who share the "
            "tasks, 1 to 24: a hump whose top moves left as coordination gets dearer, down to one "
            "worker, and a line at the extent of the market. Below 0 is drawn at 0."
        ),
        source="market.pin_factory",
        controls=(
            Control(
                "budget",
                MARKETS,
                default=20,
                words=lambda n: f"a market for {counted(n, 'worker')}",
            ),
            Control(
                "breadth",
                (1, 2, 3, 4, 6, 8, 12, 24),
                default=8,
                words=lambda tasks: f"{tasks} of {TASKS} tasks each",
            ),
            Control("coordination", COSTS, default=0.05, words=lambda cost: f"cost {cost:g}"),
        ),
        model=_teams,
        figure=figure(
            curve("output", "Output per head", "adaptive", CURVE),
            line("solo", "Everybody does all tasks", "generalist", [1]),
            rule("market", "Extent of the market", "blind", (0, 2)),
            rule("best", "Best team", "specialist", (0, 2)),
            cursor((0, 2)),
            x=Axis("workers who share the tasks", 0.5, 24.5, (1, 4, 8, 12, 16, 20, 24)),
            y=Axis("output per head", 0, 2, (0, 0.5, 1, 1.5, 2)),
        ),
        reading=_read_teams,
        table={"workers": "teams", "output per head": "exact"},
        presets=(
            Preset(
                label="Smith",
                state={"budget": 3, "breadth": 8, "coordination": 0.03},
                see="more workers would do better, and there are none to be had",
            ),
            Preset(
                label="A large market",
                state={"budget": 20, "breadth": 8, "coordination": 0.1},
                see="the costs of coordination stop the division before the market does",
            ),
            Preset(
                label="Dear coordination",
                state={"budget": 20, "breadth": 24, "coordination": 0.4},
                see="nobody specializes at all: doing everything oneself is best",
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={"gain": _gain},
    )


def _teams(budget, breadth, coordination):
    best, team = labour.best_team(cost=coordination, market=budget), TASKS / breadth
    output = labour.per_head(np.array(CURVE), cost=coordination)
    return {
        "output": np.clip(output, 0, 2),
        "exact": output,
        "solo": output[:1],
        "market.x": [float(budget), float(budget)],
        "best.x": [best, best],
        "teams": CURVE,
        "cursor.x": [team, team],
    }


def _gain(arrays, coordination, **_):
    best = labour.per_head(arrays["best.x"][0], cost=coordination)
    return f"{float(best / arrays['solo'][0]):.2f}"


def _read_teams(arrays, budget, breadth, coordination):
    best, team = float(arrays["best.x"][0]), TASKS / breadth
    free = labour.best_team(cost=coordination)
    here, top = (float(labour.per_head(n, cost=coordination)) for n in (team, best))
    limit = f"the cost of coordination, not the market for {budget}"
    if free > budget:
        limit = f"the extent of the market, {counted(budget, 'worker')}"
    stops = "stops the division" if free > 1 and budget > 1 else "forbids any division"
    workers = f"{team:g} workers" if team > 1 else "one worker"
    make = "makes" if team == 1 else "make" if team <= budget else "would make"
    missing = f", more than the market has, {make}" if team > budget else f" {make}"
    return (
        f"With {breadth} of {TASKS} tasks each, {workers}{missing} {here:.3f} a head; best is a "
        f"team of {best:.2f}, which makes {top:.3f}. "
        f"What {stops} is {limit}."
    )
