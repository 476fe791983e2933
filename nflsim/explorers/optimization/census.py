"""All searchers: how many there are, by what they find."""

from fractions import Fraction
from functools import cache

import numpy as np

from nflsim.explorer import Explorer, Preset
from nflsim.explorer.figures import Axis, bars, figure, rule
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
from nflsim.optimization import enumeration, performance

BINS = [tenth / 10 for tenth in range(10 * (Q - 1) + 1)]  # centres, on the range of values


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
        controls=controls(BUDGETS[:-1]),
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


@cache
def _crowd(m):
    """Return the different rows of best values among all searchers, and how often each occurs."""
    table = performance.best(enumeration.traces(n=N, q=Q), m, n=N, q=Q)
    rows = table.view(f"V{table.shape[1]}").ravel()
    _, first, counts = np.unique(rows, return_index=True, return_counts=True)
    return table[first].astype(float), counts


def _census(budget, breadth, spread):
    weights, (table, crowd) = weighted(breadth, spread), _crowd(budget)
    marks = {name: means_found(name, weights)[budget - 1] for name in ("fitted", "mirror", "blind")}
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
    lead, total = where(budget, breadth, spread), int(arrays["counts"].sum())
    if arrays["different"] == 1:
        why = "no free lunch" if spread == 1 else "a tie that is not the theorem"
        return f"{lead} all {total:,} searchers stand at exactly {arrays['high']}, one bar: {why}."
    best = f"{arrays['top']:,} of {total:,} searchers ({arrays['top'] / total:.1%})"
    return (
        f"{lead} {arrays['different']:,} different results from {arrays['low']} to "
        f"{arrays['high']}; {best} share the best; blind search, at {arrays['blind.x'][0]}, "
        f"beats {arrays['below'] / total:.1%} of them."
    )
