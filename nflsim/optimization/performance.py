"""What a searcher, or blind search, finds on any weighting of the functions, exactly.

Notation
--------
n, q       points and values, as in `nflsim.finite`
m          budget: evaluations made, 1 to n
trace      the values a searcher sees on f, as in `nflsim.optimization.enumeration`
best       the largest value among the first m of a trace
blind      a new point drawn uniformly at random each time
weights    one non-negative int or Fraction a function; 0 and 1 for a class
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb

import numpy as np

from nflsim import _check, _limits, finite
from nflsim.optimization import _traces

EXACT_LIMIT = 10**8  # bits of a sum of Fractions


def best(table: np.ndarray, m: int, *, n: int, q: int) -> np.ndarray:
    """Return the best value among the first m of each trace, same shape, dtype uint8.

    Parameters
    ----------
    table : traces, any shape.
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> best(np.array([0, 1, 2, 3]), 1, n=2, q=2).tolist()
    [0, 0, 1, 1]
    """
    table = _traces.some("table", table, n, q)
    m = _check.integer("m", m, 1, int(n))
    return finite.functions(n=n, q=q)[:, :m].max(axis=1)[table]


def best_histogram(table: np.ndarray, m: int, *, n: int, q: int) -> np.ndarray:
    """Return on how many functions each value is the best found, shape (..., q).

    Parameters
    ----------
    table : traces, shape (..., q**n).
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> best_histogram(np.array([0, 2, 1, 3]), 2, n=2, q=2).tolist()
    [1, 3]
    """
    found = best(_traces.all_functions("table", table, n, q), m, n=n, q=q)
    return np.stack([(found == value).sum(axis=-1) for value in range(q)], axis=-1)


def expected_best(m: int, *, q: int) -> Fraction:
    """Return the mean best value after m evaluations, averaged over all functions.

    (q - 1) - sum_k (k/q)**m, k = 1..q-1: the same for every searcher that never looks twice.

    Parameters
    ----------
    m : int >= 1, budget, at most the number of points.
    q : int >= 1, values 0..q-1.

    Examples
    --------
    >>> expected_best(2, q=3)
    Fraction(13, 9)
    """
    m, q = _check.integer("m", m, 1), _check.integer("q", q, 1)
    _limits.fits("the exact mean", q * m * q.bit_length(), EXACT_LIMIT, "bits")
    return q - 1 - sum((Fraction(k, q) ** m for k in range(1, q)), Fraction(0))


def expected(codes: np.ndarray, weights: Sequence, *, n: int, q: int) -> list[Fraction]:
    """Return a searcher's mean best value at each budget m = 1..n, exactly.

    sum_f w(f) best_m(f) / sum_f w(f).

    Parameters
    ----------
    codes : the searcher's traces, shape (q**n,), from `enumeration`.
    weights : q**n non-negative ints or Fractions; 0 and 1 for a class (`finite.indicator`).
    n, q : points and values.

    Examples
    --------
    >>> expected(np.array([0, 2, 1, 3]), [0, 1, 0, 0], n=2, q=2)
    [Fraction(1, 1), Fraction(1, 1)]
    """
    codes = _traces.one_searcher("codes", codes, n, q)
    found = np.stack([best(codes, m, n=n, q=q) for m in range(1, n + 1)], axis=1)
    return finite.average(found, weights)


def blind_draws(*, n: int, q: int, repeats: bool = False) -> Iterator[tuple[np.ndarray, int]]:
    """Yield for m = 1..n the best value summed over all draws of m points, and their number.

    The i-th smallest value is the best of C(i-1, m-1) of the C(n, m) sets of m points, and of
    i**m - (i-1)**m of the n**m sequences with repeats.

    Parameters
    ----------
    n, q : points and values.
    repeats : whether a point may be drawn again.

    Examples
    --------
    >>> [(totals.tolist(), draws) for totals, draws in blind_draws(n=2, q=2)]
    [([0, 1, 1, 2], 2), ([0, 1, 1, 1], 1)]
    """
    ranked = np.sort(finite.functions(n=n, q=q), axis=1).astype(object)
    n, repeats = int(n), _check.flag("repeats", repeats)
    for m in range(1, n + 1):
        ways = [i**m - (i - 1) ** m if repeats else comb(i - 1, m - 1) for i in range(1, n + 1)]
        yield ranked @ np.array(ways, dtype=object), n**m if repeats else comb(n, m)


def blind(weights: Sequence, *, n: int, q: int, repeats: bool = False) -> list[Fraction]:
    """Return blind search's mean best value at each budget m = 1..n, exactly.

    Parameters
    ----------
    weights : q**n non-negative ints or Fractions.
    n, q : points and values.
    repeats : whether a point may be drawn again; this breaks the theorem's assumption.

    Examples
    --------
    >>> blind([0, 1, 0, 0], n=2, q=2), blind([0, 1, 0, 0], n=2, q=2, repeats=True)
    ([Fraction(1, 2), Fraction(1, 1)], [Fraction(1, 2), Fraction(3, 4)])
    """
    draws = blind_draws(n=n, q=q, repeats=repeats)
    return [finite.average(totals, weights) / count for totals, count in draws]
