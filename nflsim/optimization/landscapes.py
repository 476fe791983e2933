"""Landscapes on bit strings: easy, deceptive, flat and rugged ones, for batches of strings.

Notation
--------
n          bits of a string
x          a string: n entries 0 or 1; a batch has shape (..., n)
ones       |x|, the number of ones of x
value      f(x), to be made large
optimum    a string of the largest value
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nflsim import _check, _limits
from nflsim.optimization import _bits

NK_LIMIT = 2**28  # bytes of the shares of an NK landscape, or of drawing its bits
LONGEST = 2**20  # bits
CHUNK = 2**14  # strings evaluated at a time, so that scratch memory stays small


@dataclass(frozen=True)
class Landscape:
    """A function on strings of n bits; call it with a batch of strings for their values.

    Parameters
    ----------
    n : bits, at least 1.
    best : the largest value, None where only a table of all strings can tell.
    values : called with strings, shape (..., n), returns their values, shape (...,).
    profile : the value for 0, 1, ..., n ones where nothing else matters, otherwise None.
    """

    n: int
    best: float | None
    values: Callable[[np.ndarray], np.ndarray]
    profile: tuple | None = None

    def __call__(self, strings: np.ndarray) -> np.ndarray:
        """Return the values of strings, shape (...,) for (..., n)."""
        rule = f"of shape (..., {self.n})"
        strings = _check.bits("strings", strings, "of bits")
        fit = strings.ndim and strings.shape[-1] == self.n
        _check.require(fit, "strings", rule, strings.shape)
        return self.values(strings)


def by_ones(profile: Sequence[int]) -> Landscape:
    """Return the landscape whose value depends only on the number of ones.

    Parameters
    ----------
    profile : two or more integers, the values for 0, 1, ..., n ones.

    Examples
    --------
    >>> by_ones([0, 5, 1])([[0, 0], [0, 1], [1, 1]]).tolist()
    [0, 5, 1]
    """
    profile = tuple(_check.listed("profile", profile, "two values or more"))
    _check.require(len(profile) >= 2, "profile", "two values or more", profile)
    values = _check.whole("profile", profile, "integers below 2**31", lambda v: abs(v) < 2**31)
    values, profile = values.astype(np.int32), tuple(values.tolist())
    return Landscape(len(profile) - 1, max(profile), lambda x: values[_bits.ones(x)], profile)


def one_max(*, n: int) -> Landscape:
    """Return OneMax: the number of ones, the landscape on which every step up is a good one.

    Parameters
    ----------
    n : int >= 1, bits.

    Examples
    --------
    >>> one_max(n=3)([1, 0, 1]).item()
    2
    """
    return by_ones(range(_check.integer("n", n, 1, limit=LONGEST) + 1))


def needle(*, n: int) -> Landscape:
    """Return the needle: 1 at all ones and 0 elsewhere, so that nothing points anywhere.

    Parameters
    ----------
    n : int >= 1, bits.

    Examples
    --------
    >>> needle(n=2)([[1, 0], [1, 1]]).tolist()
    [0, 1]
    """
    return by_ones([0] * _check.integer("n", n, 1, limit=LONGEST) + [1])


def trap(*, n: int) -> Landscape:
    """Return the trap: the number of ones, except that all zeros is worth n + 1.

    Parameters
    ----------
    n : int >= 2, bits.

    Examples
    --------
    >>> trap(n=3)([[0, 0, 0], [1, 1, 1]]).tolist()
    [4, 3]
    """
    n = _check.integer("n", n, 2, limit=LONGEST)
    return by_ones([n + 1, *range(1, n + 1)])


def jump(*, n: int, k: int) -> Landscape:
    """Return the jump: climbing ends k bits below the optimum, and the way across leads down.

    k + |x| for |x| <= n - k and for |x| = n, otherwise n - |x| [doerr2017]_.

    Parameters
    ----------
    n : int >= 2, bits.
    k : int from 1 to n - 1, the width of the gap; k = 1 is OneMax plus 1.

    Examples
    --------
    >>> jump(n=4, k=2).profile
    (2, 3, 4, 1, 6)
    """
    n = _check.integer("n", n, 2, limit=LONGEST)
    k = _check.integer("k", k, 1, n - 1)
    return by_ones([k + z if z <= n - k or z == n else n - z for z in range(n + 1)])


def leading_ones(*, n: int) -> Landscape:
    """Return LeadingOnes: the number of ones before the first zero.

    Parameters
    ----------
    n : int >= 1, bits.

    Examples
    --------
    >>> leading_ones(n=4)([[1, 1, 0, 1], [0, 1, 1, 1]]).tolist()
    [2, 0]
    """
    n = _check.integer("n", n, 1, limit=LONGEST)
    return Landscape(n, n, _bits.leading)


def royal_road(*, blocks: int, size: int) -> Landscape:
    """Return Royal Road R1: `size` for each block of neighbouring bits that are all ones.

    Parameters
    ----------
    blocks, size : ints >= 1; the string has blocks * size bits [mitchell1993]_.

    Examples
    --------
    >>> royal_road(blocks=2, size=2)([1, 1, 0, 1]).item()
    2
    """
    blocks, size = _check.integer("blocks", blocks, 1), _check.integer("size", size, 1)
    _limits.fits("a string", blocks * size, LONGEST, "bits")

    def values(x):
        whole = x.reshape(*x.shape[:-1], blocks, size).all(axis=-1)
        return np.int32(size) * whole.sum(axis=-1, dtype=np.int32)

    return Landscape(blocks * size, blocks * size, values)


def nk(*, n: int, k: int, rng: np.random.Generator, adjacent: bool = False) -> Landscape:
    """Return a random NK landscape: each bit's share of the value depends on k other bits.

    f(x) = (1/n) sum_i u_i(x_i, and the k bits that i depends on), each u_i(...) a uniform draw
    from [0, 1) [kauffman1989]_. k = 0 is smooth, k = n - 1 random.

    Parameters
    ----------
    n : int >= 1, bits.
    k : int from 0 to n - 1, other bits on which each share depends.
    rng : draws the shares and, unless `adjacent`, the bits.
    adjacent : whether bit i depends on the k bits that follow it, around the end.

    Examples
    --------
    >>> smooth = nk(n=4, k=0, rng=np.random.default_rng(1))
    >>> 0 < smooth([1, 0, 0, 1]).item() < 1
    True
    """
    n = _check.integer("n", n, 1)
    k = _check.integer("k", k, 0, n - 1)
    what = f"an NK landscape{_limits.named(n=n, k=k)}"
    _limits.fits_power(what, 2, k + 4, NK_LIMIT, times=n)
    _limits.fits(what, 24 * n * n, NK_LIMIT)
    rng, adjacent = _check.generator("rng", rng), _check.flag("adjacent", adjacent)
    others = np.tile(np.arange(1, n), (n, 1))
    if not adjacent:
        others = rng.permuted(others, axis=1)
    bits = (np.arange(n)[:, None] + np.hstack([np.zeros((n, 1), int), others[:, :k]])) % n
    shares, size = (rng.random((n, 2 ** (k + 1))) / n).ravel(), 2 ** (k + 1)
    places = np.zeros((n, n))  # column i turns a string into the place of bit i's share, exactly
    np.put_along_axis(places, bits.T, 2.0 ** np.arange(k, -1, -1)[:, None], axis=0)

    def values(x):
        flat = x.reshape(-1, n)
        total = np.empty(len(flat))
        for start in range(0, len(flat), CHUNK):
            codes = flat[start : start + CHUNK] @ places + size * np.arange(n)
            total[start : start + CHUNK] = shares[codes.astype(np.int64)].sum(axis=1)
        return total.reshape(x.shape[:-1])

    return Landscape(n, None, values)


def planted(landscape: Landscape, at: Sequence[int]) -> Landscape:
    """Return the landscape with a needle in it: one string is worth more than all others.

    Everywhere else nothing has changed, so no searcher can tell until it looks there: the
    idea behind almost no free lunch [droste2002]_.

    Parameters
    ----------
    landscape : its largest value must be known.
    at : n entries 0 or 1, the string to raise to the largest value plus 1.

    Examples
    --------
    >>> planted(one_max(n=2), [0, 0])([[0, 0], [1, 1]]).tolist()
    [3, 2]
    """
    known = isinstance(landscape, Landscape) and landscape.best is not None
    _check.require(known, "landscape", "of known largest value", landscape)
    rule = f"{landscape.n} bits"
    at = _check.bits("at", at, rule)
    _check.require(at.shape == (landscape.n,), "at", rule, at)
    top = landscape.best + 1
    return Landscape(
        landscape.n, top, lambda x: np.where((x == at).all(axis=-1), top, landscape(x))
    )
