"""Bets against bad years: what to sow, what to stake, and which mixture of bodies grows.

Notation
--------
p          chance of each kind of year
growth     mean of the log growth factor over years; the population multiplies by exp(growth)
           a year in the long run
shares     how a genotype divides its offspring, or its stake, their sum 1
"""

from collections.abc import Sequence

import numpy as np

from nflsim import _check
from nflsim.evolution import fitness_sets


def seed_growth(sown: np.ndarray, *, p: float, good: float, dormant: float) -> np.ndarray:
    """Return the growth of seeds of which a share is sown, same shape as `sown`.

    p log(g Y + (1 - g) s) + (1 - p) log((1 - g) s): in a bad year nothing sown survives
    [cohen1966]_. It is -inf where all is sown and years can be bad.

    Parameters
    ----------
    sown : g, numbers from 0 to 1, any shape.
    p : chance of a good year, in (0, 1].
    good : Y > 0, seeds from one sown seed in a good year.
    dormant : s in (0, 1], the chance of a seed held back to survive the year.

    Examples
    --------
    >>> seed_growth(np.array([0.0, 1.0]), p=1.0, good=2.0, dormant=1.0).round(4).tolist()
    [0.0, 0.6931]
    """
    sown = _check.array("sown", sown, "from 0 to 1", lambda g: (g >= 0) & (g <= 1))
    p, dormant = _check.positive_share("p", p), _check.positive_share("dormant", dormant)
    kept = (1 - sown) * dormant
    good = _check.positive("good", good)
    with np.errstate(divide="ignore", under="ignore"):
        growth = p * np.log(sown * good + kept)
        return growth if p == 1 else growth + (1 - p) * np.log(kept)


def best_sown(*, p: float, good: float, dormant: float) -> float:
    """Return the share to sow for the largest growth: (p Y - s)/(Y - s), kept within 0 and 1.

    Parameters
    ----------
    p : chance of a good year, in (0, 1].
    good : Y > 0.
    dormant : s in (0, 1].

    Examples
    --------
    >>> round(best_sown(p=0.5, good=3.0, dormant=1.0), 12)
    0.25
    """
    p, dormant = _check.positive_share("p", p), _check.positive_share("dormant", dormant)
    good = _check.positive("good", good)
    if p * good <= dormant:
        return 0.0
    return min((p * good - dormant) / (good - dormant), 1.0)


def stake_growth(shares: Sequence, p: Sequence, odds: Sequence) -> float:
    """Return the growth of money staked on all outcomes at once: sum_i p_i log(b_i o_i).

    Largest at b = p, whatever the odds; staked otherwise it is less by exactly the divergence
    of b from p, `divergence(p, shares)` [kelly1956]_.

    Parameters
    ----------
    shares : b, one for each outcome, their sum 1.
    p : chance of each outcome, their sum 1.
    odds : what one unit on an outcome pays, numbers > 0.

    Examples
    --------
    >>> round(stake_growth([0.5, 0.5], [0.5, 0.5], [2, 2]), 12)
    0.0
    """
    p = _chances("p", p)
    shares, rule = _check.weights("shares", shares, len(p)), f"{len(p)} finite numbers > 0"
    odds = _check.array("odds", odds, rule, lambda o: (o > 0) & (o < np.inf))
    _check.require(odds.shape == p.shape, "odds", rule, odds)
    return _weighted_log(p, shares) + _weighted_log(p, odds)


def divergence(p: Sequence, shares: Sequence) -> float:
    """Return the Kullback-Leibler divergence sum_i p_i log(p_i / b_i), the growth lost by b.

    Parameters
    ----------
    p, shares : of one length, each of sum 1.

    Examples
    --------
    >>> round(divergence([1.0, 0.0], [0.5, 0.5]), 6)
    0.693147
    """
    p = _chances("p", p)
    shares = _check.weights("shares", shares, len(p))
    return _weighted_log(p, p) - _weighted_log(p, shares)


def effective_breadth(shares: Sequence) -> float:
    """Return on how many things a division is spread: exp of its entropy.

    Parameters
    ----------
    shares : numbers of sum 1.

    Examples
    --------
    >>> round(effective_breadth([0.25] * 4), 12)
    4.0
    """
    shares = _chances("shares", shares)
    return float(np.exp(-_weighted_log(shares, shares)))


def mixture_growth(
    phenotypes: Sequence, shares: Sequence, niches: Sequence, weights: Sequence, *, width: float
) -> float:
    """Return the growth of a genotype whose offspring differ, one niche a year.

    sum_i c_i log(sum_j q_j W_i(x_j)): payoffs add within a year and multiply over years, so a
    mixture of two specialists may outgrow the body in the middle.

    Parameters
    ----------
    phenotypes : x_j, numbers.
    shares : q_j, one for each phenotype, their sum 1.
    niches : where the niches are.
    weights : c_i, the chance of each niche to be the year's, their sum 1.
    width : s > 0, of a body's tolerance.

    Examples
    --------
    >>> round(mixture_growth([0.0], [1.0], [-1.5, 1.5], [0.5, 0.5], width=1.0), 12)
    -1.125
    """
    phenotypes, niches = _check.finite("phenotypes", phenotypes), _check.finite("niches", niches)
    shares = _check.weights("shares", shares, len(phenotypes))
    weights = _check.weights("weights", weights, len(niches))
    logs = fitness_sets.log_payoffs(phenotypes, niches, width=width)
    return float(weights @ fitness_sets.log_mean(logs.T, shares))


def best_mixture(m: float, *, p: float, width: float) -> tuple[list[float], list[float]]:
    """Return the phenotypes and shares that grow most between niches at -m and m, one a year.

    With p the chance of the niche at m: if |2 p - 1| < z / m, z as in
    `fitness_sets.specialist`, the phenotypes -z and z with the share 1/2 + (p - 1/2) m / z at
    z; otherwise the single phenotype (2 p - 1) m. Soft selection in two niches of shares 1 - p
    and p comes to rest at the same two.

    Parameters
    ----------
    m : number > 0.
    p : from 0 to 1.
    width : s > 0.

    Examples
    --------
    >>> best_mixture(1.0, p=0.75, width=2.0)
    ([0.5], [1.0])
    >>> [round(share, 4) for share in best_mixture(1.5, p=0.7, width=1.0)[1]]
    [0.295, 0.705]
    """
    m, p = _check.positive("m", m), _check.share("p", p)
    z = fitness_sets.specialist(m, width=width)
    if abs(2 * p - 1) * m >= z:
        return [(2 * p - 1) * m], [1.0]
    share = 0.5 + (p - 0.5) * m / z
    return [-z, z], [1 - share, share]


def _chances(argument, values):
    return _check.weights(argument, values, len(_check.finite(argument, values)))


def _weighted_log(weights, values):
    """Return sum of w log v; what has no weight counts for nothing, whatever its value."""
    some = weights > 0
    with np.errstate(divide="ignore"):
        return float(weights[some] @ np.log(values[some]))
