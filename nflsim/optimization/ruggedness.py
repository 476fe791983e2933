"""How rugged a landscape is, exactly, from the table of all its strings.

Notation
--------
n, x, f    bits, strings and values, as in `nflsim.optimization.landscapes`
neighbour  a string that differs in one bit
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from nflsim import _check, _limits
from nflsim.optimization.landscapes import Landscape

TABLE_LIMIT = 2**28  # bytes of a table of all strings


def strings(*, n: int) -> np.ndarray:
    """Return all 2**n strings, one a row, shape (2**n, n), dtype uint8; row i is i in binary.

    Parameters
    ----------
    n : int >= 1, bits; a table of more than `TABLE_LIMIT` bytes is refused.

    Examples
    --------
    >>> strings(n=2).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    n = _check.integer("n", n, 1)
    what = f"a table of all strings of {_limits.magnitude(n)} bits"
    _limits.fits_power(what, 2, n, TABLE_LIMIT, times=n)
    rows, bits = np.arange(2**n), np.empty((2**n, n), dtype=np.uint8)
    for place in range(n):
        bits[:, place] = rows >> (n - 1 - place) & 1
    return bits


def table(landscape: Landscape) -> np.ndarray:
    """Return the value of every string, shape (2**n,), in the order of `strings`.

    Parameters
    ----------
    landscape : with few enough bits for a table of all strings.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> table(one_max(n=2)).tolist()
    [0, 1, 1, 2]
    """
    _check.instance("landscape", landscape, Landscape, "a Landscape")
    return landscape.values(strings(n=landscape.n))


def local_optima(landscape: Landscape) -> int:
    """Return the number of strings that no neighbour beats; each string of a plateau counts.

    For NK with k = n - 1 it is 2**n / (n + 1) on average: of a string and its n neighbours each
    is as likely as the others to be the best.

    Parameters
    ----------
    landscape : with few enough bits for a table of all strings.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import needle, trap
    >>> local_optima(trap(n=4)), local_optima(needle(n=4))
    (2, 12)
    """
    values = table(landscape)
    unbeaten = np.ones(len(values), dtype=bool)
    for beside in _neighbours(values):
        unbeaten &= values >= beside
    return int(unbeaten.sum())


def neighbour_correlation(landscape: Landscape) -> Fraction | float:
    """Return the correlation of the values of neighbours, over all strings and their neighbours.

    Cov(f(x), f(y)) / Var f(x), x a uniform string and y a uniform neighbour of x; a Fraction
    where the values are integers.

    Parameters
    ----------
    landscape : not constant, with few enough bits for a table of all strings.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> neighbour_correlation(one_max(n=4))
    Fraction(1, 2)
    """
    covariance, variance = neighbour_covariance(landscape)
    _check.require(variance, "landscape", "not constant", landscape)
    return covariance / variance


def neighbour_covariance(landscape: Landscape) -> tuple:
    """Return Cov(f(x), f(y)) and Var f(x) for a uniform string x and a uniform neighbour y.

    Two Fractions where the values are integers, otherwise two floats. Averaged over NK
    landscapes the first is 1 - ((k + 1)/n) / (1 - 2**-(k + 1)) times the second; averages must
    be taken of these, not of their ratio. (With deviations from the mean of all landscapes in
    place of that of each, the factor is 1 - (k + 1)/n.)

    Parameters
    ----------
    landscape : with few enough bits for a table of all strings.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> neighbour_covariance(one_max(n=4))
    (Fraction(1, 2), Fraction(1, 1))
    """
    values = table(landscape)
    exact = values.dtype.kind == "i"
    if exact:  # squares of small values add up without overflow; others are Python's own ints
        values = values.astype(np.int64 if abs(values).max() < 2**20 else object)
    else:
        values = values - values.mean()
    size, number = len(values), (lambda x: Fraction(int(x))) if exact else float
    total, square = values.sum(), values @ values
    beside = sum(number(values @ other) for other in _neighbours(values))
    mean = number(total) / size
    covariance = beside / (size * landscape.n) - mean * mean
    return covariance, number(square) / size - mean * mean


def _neighbours(values) -> Iterator[np.ndarray]:
    """Yield the values of every string with one bit flipped, bit after bit."""
    rows = np.arange(len(values))
    for bit in range(len(values).bit_length() - 1):
        yield values[rows ^ (1 << bit)]
