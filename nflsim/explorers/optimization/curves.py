"""Every searcher: four of them, and their mean over all functions."""

from functools import partial

import numpy as np

from nflsim.explorer import Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.explorers.optimization._searchers import (
    BUDGETS,
    NAMES,
    ROLES,
    N,
    Q,
    controls,
    means_found,
    weighted,
    where,
)

SHORT = {"fitted": "the fitted searcher", "mirror": "its mirror image", "climber": "the climber"}


def every_searcher() -> Explorer:
    """Return the explorer *Every searcher, every function*."""
    return Explorer(
        slug="every-searcher",
        title="Every searcher, every function",
        summary=(
            "Line plot of the mean best value found, 0 to 2, against the budget, 1 to 4 "
            "evaluations, for five searchers. The curves fan out on the home class and fall onto "
            "one curve as the weight is spread."
        ),
        source="optimization.every_searcher",
        controls=controls(BUDGETS),
        model=_performance,
        figure=figure(
            *(line(name, NAMES[name], ROLES[name], BUDGETS) for name in NAMES),
            cursor((0, Q - 1)),
            x=Axis("budget m (evaluations)", 0.8, N + 0.2, BUDGETS),
            y=Axis("mean best value found", 0, Q - 1 + 0.1, (0, 0.5, 1, 1.5, 2)),
        ),
        reading=_read_performance,
        table={"budget m": "budgets"} | {title: name for name, title in NAMES.items()},
        presets=(
            Preset(
                label="Home",
                state={"budget": 2, "breadth": 15, "spread": 0.0},
                see="the searcher that fits the class leads, its mirror image trails",
            ),
            Preset(
                label="Everybody ties",
                state={"budget": 2, "breadth": 15, "spread": 1.0},
                see="all weight spread over the orbits: no free lunch, exactly",
            ),
            Preset(
                label="The wrong specialist",
                state={"budget": 1, "breadth": 4, "spread": 0.2},
                see="blind search beats the searcher built for the mirror image of this class",
                generalist_wins=True,
            ),
            Preset(
                label="Out of points",
                state={"budget": 4, "breadth": 8, "spread": 0.0},
                see="with every point seen nobody can differ: a tie that is not the theorem",
            ),
        ),
        facts={"ahead": partial(_rivals, 1), "behind": partial(_rivals, -1)},
    )


def _performance(budget, breadth, spread):
    weights = weighted(breadth, spread)
    means = {name: np.array(means_found(name, weights)) for name in NAMES}
    return means | {"budgets": BUDGETS, "cursor.x": [budget, budget]}


def _rivals(side, arrays, budget, **_):
    level = arrays["blind"][budget - 1]
    return str(sum(side * arrays[name][budget - 1] > side * level for name in NAMES))


def _read_performance(arrays, budget, breadth, spread):
    found = {name: arrays[name][budget - 1] for name in NAMES}
    lead = where(budget, breadth, spread)
    forgetful = f"the forgetful one, which may look twice, finds {found.pop('forgetful')}"
    if len(set(found.values())) == 1:
        why = "here they happen to agree"
        if spread == 1:
            why = "no free lunch"
        if budget == N:
            why = "they have seen every point, a tie that is not the theorem"
        tie = f"all four that never look twice find exactly {found['blind']}"
        return f"{lead} {tie}: {why}; {forgetful}."
    blind = found.pop("blind")
    gaps = [f"{SHORT[name]} {value} ({_gap(value - blind)})" for name, value in found.items()]
    return f"{lead} blind search finds {blind} on average, {', '.join(gaps)}; {forgetful}."


def _gap(difference):
    if not difference:
        return "level with blind"
    return f"{abs(difference)} {'more' if difference > 0 else 'less'} than blind"
