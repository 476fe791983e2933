"""Tasks that resemble each other: when data of another task helps, and when it takes one's own.

Each of k tasks has a number to be learned, with mean 0, variance 1, and correlation rho between
any two. It is seen with noise: s is the variance of the noise in a task's mean of its data.
Risks are mean squared errors.

Notation
--------
k        breadth, tasks learned together
rho      relatedness, from 0 to 1
noise    s > 0, variance of the noise over the observations of a task
raw      means as they are, not shrunk; the Bayes learners know rho and s
"""

from math import cbrt, exp, log

import numpy as np

from nflsim import _check

LARGEST = 10**15  # tasks, or samples
LOGS = 700  # of a float


def alone(*, noise: float, bayes: bool = True) -> float:
    """Return the risk of learning a task from its own data: s/(1 + s), or s raw.

    Parameters
    ----------
    noise : s > 0.
    bayes : False for the raw mean.

    Examples
    --------
    >>> alone(noise=0.5), alone(noise=0.5, bayes=False)
    (0.3333333333333333, 0.5)
    """
    noise, bayes = _check.positive("noise", noise), _check.flag("bayes", bayes)
    return 1 / (1 + 1 / noise) if bayes else noise


def pooled(*, breadth: int, relatedness: float, noise: float) -> float:
    """Return the risk of the raw mean over the data of k tasks: (1 - rho)(1 - 1/k) + s/k.

    Below the raw risk alone, s, iff s > 1 - rho, whatever k > 1.

    Parameters
    ----------
    breadth : k, int >= 1.
    relatedness : rho from 0 to 1.
    noise : s > 0.

    Examples
    --------
    >>> pooled(breadth=2, relatedness=0.5, noise=1.0)
    0.75
    """
    k, rho, s = _checked(breadth, relatedness, noise)
    return (1 - rho) * (1 - 1 / k) + s / k


def joint(*, breadth: int, relatedness: float, noise: float) -> float:
    """Return the risk of the Bayes learner of all k tasks, each with noise s.

    (1/k)(l s/(l + s) + (k - 1)(1 - rho) s/(1 - rho + s)) with l = 1 + (k - 1) rho: what the
    tasks share and where they differ are learned each at its own rate. It never rises with k.

    Parameters
    ----------
    breadth, relatedness, noise : as in `pooled`.

    Examples
    --------
    >>> [round(joint(breadth=k, relatedness=0.8, noise=0.5), 4) for k in (1, 4, 16)]
    [0.3333, 0.2161, 0.164]
    """
    k, rho, s = _checked(breadth, relatedness, noise)
    shared, own = 1 + (k - 1) * rho, 1 - rho
    return (_rate(shared, s) + (k - 1) * _rate(own, s)) / k


def split(*, budget: int, breadth: int, relatedness: float, unit: float = 1.0) -> float:
    """Return the risk in a task whose budget of data is split evenly over k tasks.

    The Bayes learner of all k, each with budget/k observations of noise `unit`: s = unit k/B.

    Parameters
    ----------
    budget : B > 0, observations in all.
    breadth, relatedness : as in `pooled`.
    unit : variance of one observation, > 0.

    Examples
    --------
    >>> one = split(budget=20, breadth=1, relatedness=0.5)
    >>> round(split(budget=20, breadth=8, relatedness=0.5) / one, 3)
    5.048
    """
    budget, unit = _check.positive("budget", budget), _check.positive("unit", unit)
    breadth = _check.integer("breadth", breadth, 1, limit=LARGEST)
    noise = _check.result("unit", unit * (breadth / budget), unit)
    _check.require(noise > 0, "unit", "large enough for the budget", unit)
    return joint(breadth=breadth, relatedness=relatedness, noise=noise)


def on_all(*, budget: int, breadth: int, relatedness: float, unit: float = 1.0) -> float:
    """Return the risk of a specialist in one task, averaged over all k.

    It has all data of its own task and none of the others, which it predicts through rho:
    (s/(1 + s) + (k - 1)(1 - rho**2/(1 + s)))/k with s = unit/B.

    Parameters
    ----------
    budget, breadth, relatedness, unit : as in `split`.

    Examples
    --------
    >>> round(on_all(budget=20, breadth=8, relatedness=0.5), 3)
    0.673
    """
    unit, budget = _check.positive("unit", unit), _check.positive("budget", budget)
    noise = _check.result("unit", unit / budget, unit)
    _check.require(noise > 0, "unit", "large enough for the budget", unit)
    k, rho, s = _checked(breadth, relatedness, noise)
    return (1 / (1 + 1 / s) + (k - 1) * (1 - rho**2 / (1 + s))) / k


def shared_rank(*, breadth: int, relatedness: float, rank: int) -> float:
    """Return the error of k tasks that must share a space of r dimensions: (k - r)(1 - rho)/k.

    Tasks are unit vectors with inner products rho. The direction common to all always fits, so
    as k grows the error tends to 1 - rho, not to 1.

    Parameters
    ----------
    breadth : k, int >= 1.
    relatedness : rho from 0 to 1.
    rank : r, int from 1 to k.

    Examples
    --------
    >>> shared_rank(breadth=4, relatedness=0.5, rank=2)
    0.25
    """
    breadth = _check.integer("breadth", breadth, 1, limit=LARGEST)
    rank = _check.integer("rank", rank, 1, breadth)
    return (breadth - rank) * (1 - _check.share("relatedness", relatedness)) / breadth


def experts_risk(m: np.ndarray, *, samples: int, slope: float = 1.0, noise: float) -> np.ndarray:
    """Return the risk of m constant experts, each for a part of [0, 1], on a line; same shape.

    a**2/(12 m**2) + (sigma**2 + a**2/(12 m**2)) m/N: what a constant misses of the slope, and
    what N/m samples each leave of the noise. A line fitted to all has about 2 sigma**2/N, less
    unless the slope is lost in the noise.

    Parameters
    ----------
    m : numbers from 1 to `samples`.
    samples : N >= 1.
    slope, noise : a and sigma, numbers > 0.

    Examples
    --------
    >>> experts_risk([1, 6], samples=100, noise=0.3).round(4).tolist()
    [0.0851, 0.0079]
    """
    samples = _check.integer("samples", samples, 1, limit=LARGEST)
    rule = f"from 1 to {samples}"
    m = _check.array("m", m, rule, lambda m: (m >= 1) & (m <= samples))
    slope, noise = _check.positive("slope", slope), _check.positive("noise", noise)
    with np.errstate(over="ignore", under="ignore"):
        missed = (slope / m) ** 2 / 12
        risk = missed + (np.square(noise) + missed) * m / samples
    return _check.result("slope", risk, slope)


def best_experts(*, samples: int, slope: float = 1.0, noise: float) -> float:
    """Return the best number of constant experts, nearly: (a**2 N/(6 sigma**2))**(1/3).

    Nearly where its square is well below N; never below 1 or above N.

    Parameters
    ----------
    samples, slope, noise : as in `experts_risk`.

    Examples
    --------
    >>> round(best_experts(samples=1000, noise=0.3), 2)
    12.28
    """
    samples = _check.integer("samples", samples, 1, limit=LARGEST)
    slope, noise = _check.positive("slope", slope), _check.positive("noise", noise)
    steep = exp(min(2 / 3 * (log(slope) - log(noise)), LOGS))
    return min(max(steep * cbrt(samples / 6), 1.0), float(samples))


def _rate(variance, noise):
    """Return what is left of a variance after it was seen with noise: v s/(v + s)."""
    small, large = sorted((variance, noise))
    return small / (1 + small / large)


def _checked(breadth, relatedness, noise):
    breadth = _check.integer("breadth", breadth, 1, limit=LARGEST)
    return breadth, _check.share("relatedness", relatedness), _check.positive("noise", noise)
