"""What the explorers of searchers share: the class, the searchers, the controls."""

from fractions import Fraction
from functools import cache
from math import lcm

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, counted
from nflsim.optimization import enumeration, performance

N = 4
Q = 3
BUDGETS = tuple(range(1, N + 1))
SPREADS = tuple(tenth / 10 for tenth in range(11))
NAMES = {
    "fitted": "Fitted to the class",
    "mirror": "Its mirror image",
    "climber": "Climber (adaptive)",
    "blind": "Blind search",
    "forgetful": "Forgetful (may look twice)",
}
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


def controls(budgets):
    return (
        Control("budget", budgets, default=2, words=lambda m: f"{counted(m, 'evaluation')} of {N}"),
        Control(
            "breadth",
            tuple(range(1, len(home_and_level()[0]) + 1)),
            default=15,
            words=lambda j: f"{j} of 15 home functions",
        ),
        Control(
            "spread",
            SPREADS,
            label="Spread over orbits",
            default=0.0,
            words=lambda r: f"{r:.0%} of each weight",
        ),
    )


@cache
def home_and_level():
    """Return the home class of each breadth and its level version, as integer weights."""
    members = finite.nondecreasing(n=N, q=Q)
    _, sizes = np.unique(finite.orbits(n=N, q=Q), return_counts=True)
    scale = lcm(*sizes.tolist())
    ladder = [finite.indicator(members[:j], n=N, q=Q) for j in range(1, len(members) + 1)]
    level = [finite.spread(weights, 1, n=N, q=Q) for weights in ladder]
    return np.array(ladder) * scale, np.array([[int(w * scale) for w in row] for row in level])


@cache
def means_by_function():
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


def weighted(breadth, spread):
    home, level = (weights[breadth - 1] for weights in home_and_level())
    tenths = round(10 * spread)
    return (10 - tenths) * home + tenths * level


def means_found(name, weights):
    sums, draws = means_by_function()[name]
    whole = int(weights.sum())
    return [
        Fraction(total, whole * count) for total, count in zip((weights @ sums).tolist(), draws)
    ]


def where(budget, breadth, spread):
    return f"Budget {budget} of {N}, breadth {breadth} of 15, {spread:.0%} of the weight spread:"
