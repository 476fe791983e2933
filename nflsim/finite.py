"""Every function from a finite set to a finite set, as a table, and averages over them.

Notation
--------
n          number of points, X = {0, ..., n-1}
q          number of values, Y = {0, ..., q-1}
f          a function X -> Y: one row of a table of shape (q**n, n);
           its number is its row, read as n digits in base q, f(0) first
orbit      all functions that permuting the points makes of one: same values, other places
weights    one non-negative int or Fraction a function, shape (q**n,)
class      some of the functions, given by their numbers
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb, log2

import numpy as np

from nflsim import _check, _limits

TABLE_LIMIT = 2**25  # bytes of one table: some seconds


def functions(*, n: int, q: int) -> np.ndarray:
    """Return all q**n functions, one a row, shape (q**n, n), dtype uint8.

    Parameters
    ----------
    n, q : ints, points >= 1 and values from 1 to 256.

    Raises
    ------
    ValueError
        If an argument is out of range or the table would exceed `TABLE_LIMIT` bytes.

    Examples
    --------
    >>> functions(n=2, q=2).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1, 256)
    _limits.fits_power(f"all functions{_limits.named(n=n, q=q)}", q, n, TABLE_LIMIT, times=n)
    rows, table = np.arange(q**n), np.empty((q**n, n), dtype=np.uint8)
    for x in range(n):
        table[:, x] = rows // q ** (n - 1 - x) % q
    return table


def number(table: Sequence | np.ndarray, *, q: int) -> np.ndarray:
    """Return the numbers of functions given as rows of values, shape (...,) for (..., n).

    Parameters
    ----------
    table : integers from 0 to q-1, shape (..., n).
    q : int from 1 to 256, values.

    Examples
    --------
    >>> int(number([0, 0, 2, 2], q=3))
    8
    """
    q = _check.integer("q", q, 1, 256)
    rule = f"values from 0 to {q - 1}"
    table = _check.whole("table", table, rule, lambda x: x.ndim and x.size and (x >= 0) & (x < q))
    _limits.fits_power("the numbers of functions", q, table.shape[-1], 2**62, "values")
    return table.astype(np.int64) @ q ** np.arange(table.shape[-1] - 1, -1, -1, dtype=np.int64)


def orbits(*, n: int, q: int) -> np.ndarray:
    """Return the orbit of each function as the number of its sorted row, shape (q**n,).

    Two functions have the same entry iff a permutation of the points turns one into the other.

    Parameters
    ----------
    n, q : ints, points >= 1 and values from 1 to 256.

    Examples
    --------
    >>> orbits(n=2, q=2).tolist()
    [0, 1, 1, 3]
    """
    return number(np.sort(functions(n=n, q=q), axis=1), q=q)


def indicator(members: Iterable[int], *, n: int, q: int) -> list[int]:
    """Return the weights of a class: 1 for each of its functions, 0 for all others.

    Parameters
    ----------
    members : numbers of functions, each from 0 to q**n - 1.
    n, q : points and values.

    Examples
    --------
    >>> indicator([1, 2], n=2, q=2)
    [0, 1, 1, 0]
    """
    size = len(orbits(n=n, q=q))
    members = _check.listed("members", members)
    members = {_check.integer("members", member, 0, size - 1) for member in members}
    return [int(f in members) for f in range(size)]


def nondecreasing(*, n: int, q: int) -> list[int]:
    """Return the numbers of the functions with f(0) <= ... <= f(n-1), steepest first.

    Steepness is the least-squares slope of f over its points; equal slopes keep the order of
    their numbers. Each orbit has exactly one such function, so there are C(n+q-1, n).

    Parameters
    ----------
    n, q : points and values.

    Examples
    --------
    >>> functions(n=2, q=2)[nondecreasing(n=2, q=2)].tolist()
    [[0, 1], [0, 0], [1, 1]]
    """
    members = np.unique(orbits(n=n, q=q))
    slopes = functions(n=n, q=q)[members].astype(np.int64) @ (2 * np.arange(n) - n + 1)
    return members[np.argsort(-slopes, kind="stable")].tolist()


def closure(members: Iterable[int], *, n: int, q: int) -> np.ndarray:
    """Return the numbers of the smallest class closed under permutation that holds `members`.

    Parameters
    ----------
    members : numbers of functions, each from 0 to q**n - 1.
    n, q : points and values.

    Examples
    --------
    >>> closure([1], n=2, q=2).tolist()
    [1, 2]
    """
    orbit = orbits(n=n, q=q)
    inside = np.array(indicator(members, n=n, q=q), dtype=bool)
    return np.flatnonzero(np.isin(orbit, orbit[inside]))


def is_closed(members: Iterable[int], *, n: int, q: int) -> bool:
    """Return whether a class is closed under permutation: the condition for no free lunch.

    No free lunch holds on a class iff this is true [schumacher2001]_.

    Parameters
    ----------
    members : numbers of functions, each from 0 to q**n - 1.
    n, q : points and values.

    Examples
    --------
    >>> is_closed([1], n=2, q=2), is_closed([1, 2], n=2, q=2)
    (False, True)
    """
    members = _check.listed("members", members)
    return len(closure(members, n=n, q=q)) == len(set(members))


def closed_fraction(*, n: int, q: int) -> Fraction:
    """Return the share of non-empty classes that are closed under permutation, exactly.

    (2**C(n+q-1, n) - 1) / (2**(q**n) - 1), [igel2003]_: a closed class is a union of orbits.
    It counts classes; it is not the chance that a class met in practice is closed.

    Parameters
    ----------
    n, q : points and values, with q**n at most 2**20 (see `log2_closed_fraction`).

    Examples
    --------
    >>> closed_fraction(n=4, q=2)
    Fraction(31, 65535)
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    _limits.fits_power(f"the count of classes{_limits.named(n=n, q=q)}", q, n, 2**20, "bits")
    return Fraction(2 ** comb(n + q - 1, n) - 1, 2 ** (q**n) - 1)


def log2_closed_fraction(*, n: int, q: int) -> float:
    """Return log2 of `closed_fraction`, for sizes whose exact count would not fit.

    Parameters
    ----------
    n, q : points and values, each at least 1, with q**n at most 2**1000.

    Examples
    --------
    >>> round(log2_closed_fraction(n=16, q=2))
    -65519
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    _limits.fits_power(f"the logarithm{_limits.named(n=n, q=q)}", q, n, 2**1000, "values")
    bits = comb(n + q - 1, n), q**n
    closed, classes = (log2(2**b - 1) if b < 50 else float(b) for b in bits)
    return closed - classes


def spread(weights: Sequence, share, *, n: int, q: int) -> list[Fraction]:
    """Return the weights after a share of each is spread evenly over its function's orbit.

    w'(f) = (1 - share) w(f) + share * (mean of w over the orbit of f), exactly.
    At share = 1 the weights are constant on orbits, the condition under which every
    searcher does equally well [igel2004]_.

    Parameters
    ----------
    weights : q**n non-negative ints or Fractions.
    share : int or Fraction from 0 to 1.
    n, q : points and values.

    Examples
    --------
    >>> spread([0, 1, 0, 0], Fraction(1, 2), n=2, q=2)
    [Fraction(0, 1), Fraction(3, 4), Fraction(1, 4), Fraction(0, 1)]
    """
    share = _check.exact("share", share, "a number from 0 to 1", lambda x: 0 <= x <= 1)
    orbit = orbits(n=n, q=q).tolist()
    weights = _check.exact_weights("weights", weights, len(orbit))
    sizes, sums = Counter(orbit), Counter()
    for key, weight in zip(orbit, weights):
        sums[key] += weight
    return [(1 - share) * w + share * sums[key] / sizes[key] for key, w in zip(orbit, weights)]


def average(values: Sequence | np.ndarray, weights: Sequence) -> Fraction | list[Fraction]:
    """Return the weighted mean of integer values over functions, exactly.

    sum_f w(f) v(f) / sum_f w(f); one Fraction for shape (q**n,), a list for shape (q**n, k).

    Parameters
    ----------
    values : integers, shape (q**n,) or (q**n, k).
    weights : q**n non-negative ints or Fractions, not all zero.

    Examples
    --------
    >>> average([0, 1, 5], [1, 1, 0])
    Fraction(1, 2)
    """
    values = _check.whole("values", values, "integers on 1 or 2 axes", lambda v: v.ndim in (1, 2))
    weights = _check.exact_weights("weights", weights, len(values))
    _check.require(any(weights), "weights", ">= 0 and not all 0", weights)
    if values.ndim == 2:
        return [average(column, weights) for column in values.T]
    return sum(w * int(v) for w, v in zip(weights, values) if w) / sum(weights)
