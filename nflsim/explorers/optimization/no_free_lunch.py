"""Explorers of the chapter on no free lunch: every searcher on every function."""

from fractions import Fraction
from functools import cache, partial
from math import lcm

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, bars, cursor, figure, line, rule
from nflsim.optimization import enumeration, performance

N, Q = 4, 3
BUDGETS = tuple(range(1, N + 1))
SPREADS = tuple(tenth / 10 for tenth in range(11))
BINS = [tenth / 10 for tenth in range(10 * (Q - 1) + 1)]  # centres, on the range of values

NAMES = {
    "fitted": "Fitted to the class",
    "mirror": "Its mirror image",
    "climber": "Climber (adaptive)",
    "blind": "Blind search",
    "forgetful": "Forgetful (may look twice)",
}
SHORT = {"fitted": "the fitted searcher", "mirror": "its mirror image", "climber": "the climber"}
ROLES = {
    "fitted": "specialist",
    "mirror": "misfit",
    "climber": "adaptive",
    "blind": "blind",
    "forgetful": "broken",
}


def climber(points: tuple[int, ...], values: tuple[int, ...]) -> int:
    """Return the next point of a searcher of four points that follows what it sees.

    It compares the two middle points and goes on to the side of the larger value.
    """
    if len(points) < 2:
        return (1, 2)[len(points)]
    right_first = values[1] >= values[0]
    return ((3, 0) if right_first else (0, 3))[len(points) - 2]


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
        controls=_controls(BUDGETS),
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


def all_searchers() -> Explorer:
    """Return the explorer *All searchers at once*."""
    return Explorer(
        slug="all-searchers",
        title="All searchers at once",
        summary=(
            "Bar chart of the share of all 55,296 searchers at each mean best value, 0 to 2 in "
            "steps of a tenth, with lines at blind search, the fitted searcher and its mirror "
            "image. Several bars on the home class, a single one when all weight is spread."
        ),
        source="optimization.all_searchers",
        controls=_controls(BUDGETS[:-1]),
        model=_census,
        figure=figure(
            bars("share", "Share of all searchers", "generalist", BINS, 0.09),
            *(
                rule(name, NAMES[name], ROLES[name], (0, 1))
                for name in ("fitted", "mirror", "blind")
            ),
            x=Axis("mean best value found", -0.1, Q - 1 + 0.1, (0, 0.5, 1, 1.5, 2)),
            y=Axis("share of all searchers", 0, 1, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_census,
        table={"mean best value": "bins", "searchers": "counts", "share": "share"},
        presets=(
            Preset(
                label="Home",
                state={"budget": 2, "breadth": 15, "spread": 0.0},
                see="who does well here was built for here, by design or by luck",
            ),
            Preset(
                label="One bar",
                state={"budget": 2, "breadth": 15, "spread": 1.0},
                see="the same searchers when all weight is spread",
            ),
            Preset(
                label="Half of them share the best",
                state={"budget": 3, "breadth": 15, "spread": 0.0},
                see="one evaluation more, and most of the spread is gone",
            ),
            Preset(
                label="Better blind",
                state={"budget": 1, "breadth": 1, "spread": 0.0},
                see=(
                    "half and half: one steep function, one look: half of all searchers start "
                    "where it is lowest, and blind search beats them all"
                ),
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={
            "best": lambda arrays, **_: f"{float(arrays['high'] - arrays['blind.x'][0]):.3f}",
            "worst": lambda arrays, **_: f"{float(arrays['blind.x'][0] - arrays['low']):.3f}",
        },
    )


def _controls(budgets):
    return (
        Control(
            name="budget",
            label="Budget",
            values=budgets,
            default=2,
            words=lambda m: f"{m} evaluation{'s' * (m > 1)} of {N}",
        ),
        Control(
            name="breadth",
            label="Breadth",
            values=tuple(range(1, len(_home()[0]) + 1)),
            default=15,
            words=lambda j: f"{j} of 15 home functions",
        ),
        Control(
            name="spread",
            label="Spread over orbits",
            values=SPREADS,
            default=0.0,
            words=lambda r: f"{r:.0%} of each weight",
        ),
    )


@cache
def _home():
    """Return the home class of each breadth and its level version, as integer weights."""
    members = finite.nondecreasing(n=N, q=Q)
    _, sizes = np.unique(finite.orbits(n=N, q=Q), return_counts=True)
    scale = lcm(*sizes.tolist())
    ladder = [finite.indicator(members[:j], n=N, q=Q) for j in range(1, len(members) + 1)]
    level = [finite.spread(weights, 1, n=N, q=Q) for weights in ladder]
    return np.array(ladder) * scale, np.array([[int(w * scale) for w in row] for row in level])


@cache
def _tables():
    """Return for each searcher the sums of best values, shape (functions, N), and the draws."""
    functions = {
        "fitted": enumeration.trace(enumeration.in_order(range(N)[::-1]), n=N, q=Q),
        "mirror": enumeration.trace(enumeration.in_order(range(N)), n=N, q=Q),
        "climber": enumeration.trace(climber, n=N, q=Q),
    }
    tables = {
        name: [(performance.best(codes, m, n=N, q=Q), 1) for m in BUDGETS]
        for name, codes in functions.items()
    }
    tables["blind"] = list(performance.blind_draws(n=N, q=Q))
    tables["forgetful"] = list(performance.blind_draws(n=N, q=Q, repeats=True))
    return {
        name: (np.stack([t for t, _ in columns], 1).astype(np.int64), [d for _, d in columns])
        for name, columns in tables.items()
    }


def _weights(breadth, spread):
    home, level = (weights[breadth - 1] for weights in _home())
    tenths = round(10 * spread)
    return (10 - tenths) * home + tenths * level


def _means(name, weights):
    sums, draws = _tables()[name]
    whole = int(weights.sum())
    return [
        Fraction(total, whole * count) for total, count in zip((weights @ sums).tolist(), draws)
    ]


def _performance(budget, breadth, spread):
    weights = _weights(breadth, spread)
    means = {name: np.array(_means(name, weights)) for name in NAMES}
    return means | {"budgets": BUDGETS, "cursor.x": [budget, budget]}


def _rivals(side, arrays, budget, **_):
    level = arrays["blind"][budget - 1]
    return str(sum(side * arrays[name][budget - 1] > side * level for name in NAMES))


def _read_performance(arrays, budget, breadth, spread):
    found = {name: arrays[name][budget - 1] for name in NAMES}
    lead = _where(budget, breadth, spread)
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


@cache
def _crowd(m):
    """Return the different rows of best values among all searchers, and how often each occurs."""
    table = performance.best(enumeration.traces(n=N, q=Q), m, n=N, q=Q)
    rows = table.view(f"V{table.shape[1]}").ravel()
    _, first, counts = np.unique(rows, return_index=True, return_counts=True)
    return table[first].astype(float), counts


def _census(budget, breadth, spread):
    weights, (table, crowd) = _weights(breadth, spread), _crowd(budget)
    marks = {name: _means(name, weights)[budget - 1] for name in ("fitted", "mirror", "blind")}
    # Floats hold integers below 2**53 exactly, and their product uses the fast library.
    totals, whole = (table @ weights).astype(np.int64), int(weights.sum())
    places = (20 * totals + whole) // (2 * whole)  # the nearest tenth, exactly
    values, counts = np.unique(totals), np.bincount(places, crowd, len(BINS)).astype(np.int64)
    level = int(marks["blind"] * whole)  # blind's mean over draws may fall between two integers
    below = totals < level if marks["blind"] * whole == level else totals <= level
    return {f"{name}.x": np.array([mean, mean]) for name, mean in marks.items()} | {
        "counts": counts,
        "share": counts / enumeration.count_searchers(n=N, q=Q),
        "bins": BINS,
        "low": Fraction(int(values[0]), whole),
        "high": Fraction(int(values[-1]), whole),
        "different": len(values),
        "top": int(crowd[totals == values[-1]].sum()),
        "below": int(crowd[below].sum()),
    }


def _read_census(arrays, budget, breadth, spread):
    lead, total = _where(budget, breadth, spread), int(arrays["counts"].sum())
    if arrays["different"] == 1:
        why = "no free lunch" if spread == 1 else "a tie that is not the theorem"
        return f"{lead} all {total:,} searchers stand at exactly {arrays['high']}, one bar: {why}."
    best = f"{arrays['top']:,} of {total:,} searchers ({arrays['top'] / total:.1%})"
    return (
        f"{lead} {arrays['different']:,} different results from {arrays['low']} to "
        f"{arrays['high']}; {best} share the best; blind search, at {arrays['blind.x'][0]}, "
        f"beats {arrays['below'] / total:.1%} of them."
    )


def _where(budget, breadth, spread):
    return f"Budget {budget} of {N}, breadth {breadth} of 15, {spread:.0%} of the weight spread:"


def _gap(difference):
    if not difference:
        return "level with blind"
    return f"{abs(difference)} {'more' if difference > 0 else 'less'} than blind"
