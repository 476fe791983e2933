"""Where a lunch comes from: worlds that prefer some functions, and searchers that fit them.

Notation
--------
n, q       points and values, as in `nflsim.finite`
m          budget: evaluations made, 1 to n
trace      the values a searcher sees on f, as in `nflsim.optimization.enumeration`
world      weights of the functions; the even world gives all the same
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from nflsim import _check, _limits
from nflsim.optimization import _traces, enumeration

ROOM = 2**62  # between a value and what an integer holds
TABLE_LIMIT = 2**28  # bytes


def tilted(weights: Sequence, share) -> list[Fraction]:
    """Return the world that is even but for a share that prefers as `weights` do, total 1.

    p(f) = (1 - share) / q**n + share w(f) / sum_f w(f). All that searchers find on average is
    linear in p, so every advantage is linear in the share.

    Parameters
    ----------
    weights : non-negative ints or Fractions, one a function, not all zero.
    share : int or Fraction from 0 to 1.

    Examples
    --------
    >>> tilted([0, 1, 0, 1], Fraction(1, 2))
    [Fraction(1, 8), Fraction(3, 8), Fraction(1, 8), Fraction(3, 8)]
    """
    share = _check.exact("share", share, "a number from 0 to 1", lambda x: 0 <= x <= 1)
    weights = _check.exact_weights("weights", weights)
    _check.require(any(weights), "weights", ">= 0 and not all 0", weights)
    even, whole = (1 - share) / len(weights), sum(weights)
    return [even + share * w / whole for w in weights]


def alignments(codes: np.ndarray, weights: Sequence, m: int, *, n: int, q: int) -> list[Fraction]:
    """Return the chance of each sequence of m values, q**m Fractions in the order of their codes.

    P(sequence) = v . p, v the 0-1 vector of the functions on which the searcher sees it: a
    searcher fits a world as far as its vectors of good sequences point along p [wolpert1997]_.

    Parameters
    ----------
    codes : the searcher's traces, shape (q**n,).
    weights : q**n non-negative ints or Fractions, not all zero.
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> alignments(np.array([0, 2, 1, 3]), [0, 1, 0, 1], 1, n=2, q=2)
    [Fraction(0, 1), Fraction(1, 1)]
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    m = _check.integer("m", m, 1, n)
    codes = _traces.one_searcher("codes", codes, n, q)
    world = tilted(weights, 1)
    chances = [Fraction(0)] * q**m
    _check.require(len(world) == len(codes), "weights", f"{len(codes)} numbers", len(world))
    for code, weight in zip(codes.tolist(), world):
        chances[code // q ** (n - m)] += weight
    return chances


def squared_cosines(codes: np.ndarray, m: int, *, n: int, q: int) -> list[Fraction]:
    """Return cos**2 of the angle between the even world and each sequence's vector, exactly.

    Each of the q**m vectors has q**(n - m) ones, so every cosine is q**(-m/2): all searchers
    stand at the same angle to the even world [wolpert1997]_.

    Parameters
    ----------
    codes : a searcher's traces, shape (q**n,).
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> squared_cosines(np.array([0, 2, 1, 3]), 1, n=2, q=2)
    [Fraction(1, 2), Fraction(1, 2)]
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    ones = enumeration.trace_histogram(_traces.one_searcher("codes", codes, n, q), m, n=n, q=q)
    return [Fraction(int(count), q**n) for count in ones]


def plant_needle(values: Sequence[int]) -> np.ndarray:
    """Return the functions that agree with `values` but for one point, raised above all.

    One row for each point, shape (n, n). No searcher can tell them apart before it looks at
    the point that was raised: the idea behind almost no free lunch [droste2002]_.

    Parameters
    ----------
    values : a function, n integers.

    Examples
    --------
    >>> plant_needle([0, 1]).tolist()
    [[2, 1], [0, 2]]
    """
    rule = "n integers"
    values = _check.whole("values", values, rule, lambda v: (v > -ROOM) & (v < ROOM), ndim=1)
    _check.require(values.size, "values", rule, values)
    _limits.fits("the functions", 8 * len(values) ** 2, TABLE_LIMIT)
    rows = np.tile(values.astype(np.int64), (len(values), 1))
    np.fill_diagonal(rows, rows.max() + 1)
    return rows


def hit_times(rule: Callable, functions: np.ndarray) -> np.ndarray:
    """Return on each function which look of a searcher is the first at a largest value.

    Parameters
    ----------
    rule : a searcher that never looks twice, as in `enumeration`.
    functions : rows of values, shape (functions, n).

    Examples
    --------
    >>> hit_times(enumeration.in_order([1, 0]), plant_needle([0, 1])).tolist()
    [2, 1]
    """
    found, times = _check.array("functions", functions), []
    table = found.ndim == 2 and found.size
    _check.require(table, "functions", "of shape (functions, n)", found.shape)
    _check.instance("rule", rule, Callable, "a function of points and values")
    for row in np.asarray(functions).tolist():
        points, values = [], []
        while max(row) not in values:
            x = _check.integer("rule", rule(tuple(points), tuple(values)), 0, len(row) - 1)
            _check.require(x not in points, "rule", "free of repeats", (*points, x))
            points.append(x)
            values.append(row[x])
        times.append(len(points))
    return np.array(times)
