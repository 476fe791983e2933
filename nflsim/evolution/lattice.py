"""Phenotypes on a lattice: sites, mutation between them, and what a distribution looks like.

Notation
--------
sites      evenly spaced phenotypes, rising
counts     how many live at each site, or the share of the population that does
"""

from collections.abc import Sequence

import numpy as np

from nflsim import _check, _limits

LIMIT = 2**28  # bytes


def checked(sites: np.ndarray, niches: Sequence) -> np.ndarray:
    """Return the sites as an array; raise unless they are evenly spaced and cover the niches.

    Parameters
    ----------
    sites : two or more numbers, rising.
    niches : numbers.

    Examples
    --------
    >>> checked([-1, 0, 1], [0.5]).tolist()
    [-1.0, 0.0, 1.0]
    """
    rule = "two or more numbers, rising in even steps"
    sites, niches = _check.array("sites", sites, rule, ndim=1), _check.finite("niches", niches)
    steps = np.diff(sites)
    even = len(steps) and steps[0] > 0 and np.allclose(steps, steps[0], rtol=1e-6, atol=0)
    _check.require(even, "sites", rule, sites)
    low, high = niches.min(), niches.max()
    covered = sites[0] <= low and high <= sites[-1]
    rule = f"from {low:g} or less to {high:g} or more"
    _check.require(covered, "sites", rule, sites[[0, -1]].tolist())
    return sites


def mutation(sites: np.ndarray, *, rate: float, jump: float) -> np.ndarray:
    """Return the chance that a parent at a site has its child at another, [parent, child].

    With chance `rate` a normal step of standard deviation `jump`, rounded to sites; beyond
    either end it is drawn anew. Steps are weighed by the normal density at the sites, which has
    the right variance to six digits where `jump` is a spacing or more.

    Parameters
    ----------
    sites : evenly spaced phenotypes.
    rate : from 0 to 1.
    jump : number >= the spacing of the sites.

    Examples
    --------
    >>> mutation(np.array([0.0, 1.0]), rate=0.5, jump=1.0).round(3).tolist()
    [[0.811, 0.189], [0.189, 0.811]]
    """
    sites = checked(sites, np.ravel(_check.array("sites", sites))[:1])
    _limits.fits("the chances", 8 * len(sites) ** 2, LIMIT)
    rate, spacing = _check.share("rate", rate), sites[1] - sites[0]
    jump = _check.positive("jump", jump)
    fine = jump >= spacing * (1 - 1e-9)
    _check.require(fine, "jump", f">= the spacing of the sites, {spacing:g}", jump)
    steps = np.exp(-(((sites[:, None] - sites) / jump) ** 2) / 2)
    return (1 - rate) * np.eye(len(sites)) + rate * steps / steps.sum(axis=1, keepdims=True)


def variance(sites: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the unbiased variance of phenotypes, shape (...,) for counts of shape (..., sites).

    sum n (x - mean)**2 / (N - 1); shares of an infinite population, whose sum is 1, are divided
    by 1 instead.

    Parameters
    ----------
    sites : phenotypes, shape (sites,).
    counts : numbers >= 0, shape (..., sites), not all 0 in any row.

    Examples
    --------
    >>> variance(np.array([0.0, 1.0]), np.array([[1, 1], [0, 5]])).tolist()
    [0.5, 0.0]
    """
    sites, counts = _placed(sites, counts)
    whole = counts.sum(axis=-1)
    _check.require((whole > 0).all(), "counts", "above 0 somewhere in every row", counts)
    mean = counts @ sites / whole
    square = (counts * (sites - mean[..., None]) ** 2).sum(axis=-1)
    return square / (np.maximum(whole - 1, 1) if counts.dtype.kind in "iu" else whole)


def branches(sites: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the mean phenotype below and above 0, shape (..., 2); nan where nobody lives.

    Parameters
    ----------
    sites : phenotypes, shape (sites,).
    counts : numbers >= 0, shape (..., sites).

    Examples
    --------
    >>> branches(np.array([-1.0, 0.0, 2.0]), np.array([3, 4, 1])).tolist()
    [-1.0, 2.0]
    """
    sites, counts = _placed(sites, counts)
    sides = np.stack([sites < 0, sites > 0])
    living = counts @ sides.T
    with np.errstate(invalid="ignore"):
        return counts @ (sides * sites).T / living


def _placed(sites, counts):
    """Return sites and counts as arrays that go together; whole counts stay whole."""
    sites = _check.finite("sites", sites)
    rule = f"finite numbers >= 0 of shape (..., {len(sites)})"
    numbers = _check.array("counts", counts, rule, lambda n: (n >= 0) & (n < np.inf))
    fine = numbers.ndim and numbers.shape[-1] == len(sites)
    _check.require(fine, "counts", rule, numbers)
    counts = np.asarray(counts)
    return sites, counts if counts.dtype.kind in "iuf" else numbers
