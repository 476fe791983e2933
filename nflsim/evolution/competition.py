"""Competition for a range of resources: one phenotype or many, and how close two may stand.

A model of [dieckmann1999]_ with Gaussian kernels. How many branches it makes hangs on the exact
shape of the kernels [gyllenberg2005]_, so a number of species must not be read off it.

Notation
--------
x, y       phenotypes: where on the axis of resources one feeds
alpha      competition between y and x: exp(-(y - x)**2 / (2 sa**2)), sa its reach
K          what the resources at x carry: K0 exp(-x**2 / (2 sK**2)), sK their spread
"""

from collections.abc import Sequence
from math import log, log1p, sqrt

import numpy as np

from nflsim import _check, _halving, _limits
from nflsim.evolution import lattice

LARGEST = 10**12  # K0
SEEN_LIMIT = 2**30  # bytes of what is looked at
STEPS = 10**10  # of all sites of all communities
STEP = 0.1  # time units; births and deaths per unit of time are of order 1


def kernel(difference: np.ndarray, *, reach: float) -> np.ndarray:
    """Return alpha for phenotypes that differ by `difference`, same shape.

    Parameters
    ----------
    difference : y - x, any shape.
    reach : sa > 0.

    Examples
    --------
    >>> kernel(0.0, reach=0.5).item()
    1.0
    """
    difference = _check.array("difference", difference)
    with np.errstate(over="ignore", under="ignore"):
        return np.exp(-((difference / _check.positive("reach", reach)) ** 2) / 2)


def invasion_fitness(
    mutant: np.ndarray, resident: np.ndarray, *, reach: float, spread: float
) -> np.ndarray:
    """Return the growth rate of a rare mutant among residents of one phenotype at their K.

    1 - alpha(y - x) K(x) / K(y), the shapes of mutant and resident broadcast.

    Parameters
    ----------
    mutant, resident : phenotypes y and x.
    reach, spread : sa > 0 and sK > 0.

    Examples
    --------
    >>> invasion_fitness(0.3, 0.0, reach=0.5, spread=1.0).round(4).item()
    0.1263
    """
    y, x = _check.array("mutant", mutant), _check.array("resident", resident)
    _check.together("resident", x, y)
    reach, spread = _check.positive("reach", reach), _check.positive("spread", spread)
    # One exponent: of two factors one may be inf and the other 0.
    with np.errstate(all="ignore"):
        slope = (y + x) / spread / spread - (y - x) / reach / reach
        return _check.result("spread", -np.expm1((y - x) * slope / 2), spread)


def is_branching_point(*, reach: float, spread: float) -> bool:
    """Return whether a population at the richest resource splits: iff sa < sK [dieckmann1999]_.

    Parameters
    ----------
    reach, spread : sa > 0 and sK > 0.

    Examples
    --------
    >>> is_branching_point(reach=0.5, spread=1.0), is_branching_point(reach=1.5, spread=1.0)
    (True, False)
    """
    return _check.positive("reach", reach) < _check.positive("spread", spread)


def pair(*, reach: float, spread: float) -> tuple[float, float]:
    """Return where two phenotypes at -z and z rest, and their number together over K0.

    z**2 = (sa**2 / 2) log(2 sK**2 / sa**2 - 1) and 2 exp(-z**2 / (2 sK**2)) / (1 + alpha(2 z)).

    Parameters
    ----------
    reach, spread : 0 < sa < sK: without branching there is no pair.

    Examples
    --------
    >>> [round(value, 6) for value in pair(reach=0.5, spread=1.0)]
    [0.493192, 1.549599]
    """
    reach, spread = _branching(reach, spread)
    _check.result("reach", spread / reach, reach)
    # log(2 r**2 - 1), r the ratio, without its square, and with its digits where r is near 1.
    less = (spread - reach) / reach
    log_ratio = (
        log1p(2 * less * (2 + less))
        if less < 1
        else 2 * log(spread / reach) + log(2 - (reach / spread) ** 2)
    )
    z = reach * sqrt(log_ratio / 2)
    return z, 2 * float(kernel(z, reach=spread)) / (1 + float(kernel(2 * z, reach=reach)))


def continuum(*, reach: float, spread: float) -> tuple[float, float]:
    """Return the standard deviation and the number over K0 of the equilibrium of all phenotypes.

    A normal distribution of variance sK**2 - sa**2 and sK / sa times K0.

    Parameters
    ----------
    reach, spread : 0 < sa < sK.

    Examples
    --------
    >>> continuum(reach=0.6, spread=1.0)
    (0.8, 1.6666666666666667)
    """
    reach, spread = _branching(reach, spread)
    ratio = _check.result("reach", spread / reach, reach)
    return spread * sqrt((spread - reach) / spread * (1 + reach / spread)), ratio


def least_distance(*, width: float, carried: Sequence = (1, 1, 1)) -> float:
    """Return how far from each of two neighbours a third must stand to live between them.

    Residents at -d and d compete by a**4, a = exp(-d**2 / (4 w**2)). Both live if a**4 is below
    the ratio of their K, and then they number (K1 + K3) / (1 + a**4) together; the third between
    them grows iff a (K1 + K3) < K2 (1 + a**4), for equal K iff a + a**2 + a**3 < 1. From the
    distance returned on all three live; a third whose K is over 1.14 times the mean of its
    neighbours' lives wherever they both do, and the distance may be 0.

    Parameters
    ----------
    width : w > 0, of each one's use of the resources.
    carried : K1, K2, K3, numbers > 0 of the left neighbour, the third, and the right one.

    Examples
    --------
    >>> round(least_distance(width=1.0), 9), round(least_distance(width=1.0, carried=[3, 2, 3]), 6)
    (1.561253168, 2.083935)
    """
    width = _check.positive("width", width)
    carried = _check.positives("carried", carried, "three finite numbers > 0")
    _check.require(len(carried) == 3, "carried", "three finite numbers > 0", carried)
    left, third, right = (carried / carried.max()).tolist()
    part = third / ((left + right) / 2)
    # part (1 + a**4) - 2 a falls up to its lowest point, where it may still be above 0.
    lowest = min((1 / (2 * part)) ** (1 / 3), 1.0)
    grows = part * (1 + lowest**4) > 2 * lowest
    a = 1.0 if grows else _halving.change(lambda a: part * (1 + a**4) > 2 * a, 0.0, lowest)
    far = max(-log(a), -log(min(left, right) / max(left, right)) / 4)
    return _check.result("width", 2 * width * sqrt(far), width)


def community(
    sites: np.ndarray,
    *,
    reach: float,
    spread: float,
    size: int,
    rate: float,
    jump: float,
    times: Sequence[float],
    replicates: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return how many live at each site at each time, shape (replicates, times, sites).

    Everybody gives birth at rate 1 and dies at rate sum_y alpha(x - y) n(y) / K(x); a child is
    a mutant with chance `rate`. Time runs in steps of `STEP`: births are Poisson and deaths
    binomial, both with chances of the form 1 - exp(-rate STEP), which keeps equilibria in place
    and makes births, and so the clock, 5 % slow. Each community begins as `size` bodies on the
    site nearest to the richest resource; one that has died out stays at zero.

    Parameters
    ----------
    sites : evenly spaced phenotypes, rising, that cover 0.
    reach, spread : sa > 0 and sK > 0.
    size : K0, int >= 1.
    rate, jump : chance of a mutation, from 0 to 1, and its standard deviation > 0.
    times : at which to look, rising, >= 0.
    replicates : int >= 1, independent communities.
    rng : draws births, deaths and mutations.

    Examples
    --------
    >>> seen = community(np.linspace(-1, 1, 21), reach=0.5, spread=1.0, size=100, rate=0.1,
    ...     jump=0.1, times=[0, 1], replicates=2, rng=np.random.default_rng(1))
    >>> seen.shape, seen[:, 0].sum(axis=1).tolist()
    ((2, 2, 21), [100, 100])
    """
    sites = lattice.checked(sites, [0.0])
    size = _check.integer("size", size, 1, limit=LARGEST)
    replicates = _check.integer("replicates", replicates, 1)
    # As many as die in a step where the load is 1: a longer step moves no equilibrium.
    mutation, born = lattice.mutation(sites, rate=rate, jump=jump), -np.expm1(-STEP)
    rng, spread = _check.generator("rng", rng), _check.positive("spread", spread)
    carried = kernel(sites, reach=spread)
    _check.require(carried.min() > 1e-300, "spread", "wide enough for the sites", spread)
    # Column x of the load: competition felt at x, over what x carries.
    load = kernel(sites[:, None] - sites, reach=reach) / (size * carried)
    times = _check.finite("times", times)
    rising = times[0] >= 0 and (np.diff(times) >= 0).all() and times[-1] < LARGEST
    _check.require(rising, "times", f">= 0 and rising, below {LARGEST:g}", times.tolist())
    steps = int(times[-1] / STEP) * replicates * len(sites)
    _limits.fits("the steps", steps, STEPS, "births and deaths")
    _limits.fits("what is looked at", 8 * len(times) * replicates * len(sites), SEEN_LIMIT)
    ends = np.rint(times / STEP).astype(int)
    # Products by einsum, not by a BLAS, whose last bits are each processor's own.
    n = np.zeros((replicates, len(sites)), dtype=np.int64)
    n[:, np.abs(sites).argmin()] = size
    seen, now = np.empty((replicates, len(ends), len(sites)), dtype=np.int64), 0
    for place, end in enumerate(ends):
        for _ in range(now, end):
            felt, children = (np.einsum("rs,st->rt", n, each) for each in (load, mutation))
            deaths = rng.binomial(n, -np.expm1(-STEP * felt))
            n = n - deaths + rng.poisson(born * children)
        seen[:, place], now = n, end
    return seen


def _branching(reach, spread):
    branching = is_branching_point(reach=reach, spread=spread)
    _check.require(branching, "reach", f"below the spread, {spread}", reach)
    return float(reach), float(spread)
