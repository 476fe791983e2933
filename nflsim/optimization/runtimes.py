"""Exact expected runtimes in closed form: how many evaluations until the optimum.

All times count evaluations, the first string included, as `budget` does everywhere. Papers
often count the iterations after it: subtract 1 to compare.

Notation
--------
n          bits
rate       mutation rate p of the (1+1) evolutionary algorithm
T          evaluations until the optimum is evaluated
"""

from fractions import Fraction
from math import comb

import numpy as np

from nflsim import _check, _limits

BITS = 10**6  # of a string, where the time is a whole number of so many bits
LONGEST = 10**15
EXACT_BITS = 2000  # where it is a sum of as many Fractions
LIMIT = 2**28


def blind(*, n: int, repeats: bool = False) -> Fraction:
    """Return E[T] of blind search for one optimum among 2**n strings, exactly.

    (2**n + 1)/2 without repeats, for every searcher that gets no hint; 2**n with them.

    Parameters
    ----------
    n : int >= 1, bits.
    repeats : whether a string may be drawn again.

    Examples
    --------
    >>> blind(n=4), blind(n=4, repeats=True)
    (Fraction(17, 2), Fraction(16, 1))
    """
    n, repeats = _check.integer("n", n, 1, limit=BITS), _check.flag("repeats", repeats)
    size = 2**n
    return Fraction(size) if repeats else Fraction(size + 1, 2)


def blind_found_by(*, n: int, budget: int, repeats: bool = False) -> np.ndarray:
    """Return P(T <= m) of blind search for m = 1..budget, shape (budget,).

    m / 2**n without repeats, at most 1; 1 - (1 - 2**-n)**m with them.

    Parameters
    ----------
    n, budget : ints >= 1.
    repeats : whether a string may be drawn again.

    Examples
    --------
    >>> blind_found_by(n=2, budget=5).tolist()
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """
    share = 2.0 ** -min(_check.integer("n", n, 1), 2000)  # too small for floats, and so 0
    budget, repeats = _check.integer("budget", budget, 1), _check.flag("repeats", repeats)
    _limits.fits("the chances", 8 * budget, LIMIT)
    m = np.arange(1, budget + 1)
    return -np.expm1(m * np.log1p(-share)) if repeats else np.minimum(m * share, 1)


def one_max_local_search(*, n: int) -> Fraction:
    """Return E[T] of random local search on OneMax, exactly.

    1 + sum_z C(n, z) 2**-n n H_z, z the zeros of the first string and H_z = 1 + ... + 1/z;
    this is n H_(n/2) + 1/2 and a rest that vanishes [doerr2016]_.

    Parameters
    ----------
    n : int >= 1, bits.

    Examples
    --------
    >>> one_max_local_search(n=2)
    Fraction(11, 4)
    """
    n = _check.integer("n", n, 1, limit=EXACT_BITS)
    harmonic = Fraction(0)
    total = Fraction(0)
    for z in range(1, n + 1):
        harmonic += Fraction(1, z)
        total += comb(n, z) * n * harmonic
    return 1 + total / 2**n


def leading_ones(*, n: int, rate: float | np.ndarray | Fraction) -> float | np.ndarray | Fraction:
    """Return E[T] of the (1+1) evolutionary algorithm on LeadingOnes, exactly for a Fraction.

    1 + ((1 - p)**(1 - n) - (1 - p)) / (2 p**2) [bottcher2010]_.

    Parameters
    ----------
    n : int >= 2, bits.
    rate : mutation rates in (0, 1), one or an array of any shape.

    Examples
    --------
    >>> leading_ones(n=2, rate=Fraction(1, 2))
    Fraction(4, 1)
    """
    n, rate = _check.integer("n", n, 2, limit=LONGEST), _rates(rate, n)
    if isinstance(rate, Fraction):
        return 1 + ((1 - rate) ** (1 - n) - (1 - rate)) / (2 * rate**2)
    with np.errstate(over="ignore"):
        time = 1 + (1 - rate) * (np.expm1(-n * np.log1p(-rate)) / rate) / (2 * rate)
    return _check.result("rate", time, rate)


def jump_across(*, n: int, k: int, rate: float | np.ndarray | Fraction):
    """Return the expected evaluations to cross the gap of a jump, from its edge.

    1 / (p**k (1 - p)**(n - k)): k bits must flip together and the others stay.

    Parameters
    ----------
    n : int >= 2, bits.
    k : int from 1 to n - 1, the width of the gap.
    rate : mutation rates in (0, 1), one or an array of any shape.

    Examples
    --------
    >>> jump_across(n=3, k=2, rate=Fraction(1, 2))
    Fraction(8, 1)
    """
    n = _check.integer("n", n, 2, limit=LONGEST)
    k, rate = _check.integer("k", k, 1, n - 1), _rates(rate, n)
    if isinstance(rate, Fraction):
        return 1 / (rate**k * (1 - rate) ** (n - k))
    with np.errstate(over="ignore"):
        time = np.power(1 / rate, k) * np.power(1 / (1 - rate), n - k)
    return _check.result("rate", time, rate)


def royal_road(*, blocks: int, size: int) -> float:
    """Return E[T] of random local search on Royal Road R1.

    Let the steps come at random times, one a unit of time on average. Then the blocks are
    independent; a block is unfinished at time t with chance S(t), a sum of exponentials; and
    E[T] = 1 + integral of 1 - (1 - S(t))**blocks dt. [mitchell1993]_ approximate it.

    Parameters
    ----------
    blocks : int >= 1.
    size : int from 1 to 20, bits of a block.

    Examples
    --------
    >>> round(royal_road(blocks=4, size=4), 3)
    149.894
    """
    blocks = _check.integer("blocks", blocks, 1)
    _limits.fits("the road", blocks, 10**9, "blocks")
    size = _check.integer("size", size, 1, 20)
    z = np.arange(size)
    beside = np.sqrt((size - z[:-1]) * z[1:]) / size  # the walk on ones, in symmetric form
    speeds, modes = np.linalg.eigh(np.eye(size) - np.diag(beside, 1) - np.diag(beside, -1))
    weights = (np.sqrt([comb(size, ones) / 2**size for ones in z]) @ modes) ** 2
    # In log t the integrand dies out on both sides: there the plain sum is exact to rounding.
    log_t = np.linspace(-40, np.log(60 * blocks / speeds[0]), 4001)
    unfinished = np.exp(-np.outer(np.exp(log_t), speeds / blocks)) @ weights
    integrand = -np.expm1(blocks * np.log1p(-unfinished)) * np.exp(log_t)
    return 1 + float(integrand.sum() * (log_t[1] - log_t[0]))


def _rates(rate, n):
    """Return mutation rates, a Fraction as it is, others as floats."""
    rule = "> 0 and < 1"
    if isinstance(rate, Fraction):
        _check.require(0 < rate < 1, "rate", rule, rate)
        size = n * rate.denominator.bit_length()
        _limits.fits("the exact time", size, LIMIT, "bits")
        return rate
    fine = _check.array("rate", rate, rule, lambda p: (p > 0) & (p < 1))
    return fine if fine.ndim else np.float64(fine)
