"""Who can invade whom: soft selection in several niches, followed mutant by mutant.

Each niche sends the same share of the next generation whatever happens in it (soft selection
[levene1953]_), so a phenotype is measured against those it meets there.

Notation
--------
mu, c      niches and the shares of the next generation that they send, sum 1
s          width of a body's tolerance
W_i(x)     payoff of phenotype x in niche i, as in `nflsim.evolution.fitness_sets`
resident   the phenotypes that are there, and their shares
mutant     one that is still rare
"""

from collections.abc import Sequence

import numpy as np

from nflsim import _check, _limits
from nflsim.evolution import fitness_sets

MAP_LIMIT = 2**28  # bytes


def invasion_fitness(
    mutant: np.ndarray, resident: np.ndarray, niches: Sequence, shares: Sequence, *, width: float
) -> np.ndarray:
    """Return the log growth factor of a rare mutant among residents of one phenotype.

    log sum_i c_i W_i(y) / W_i(x), shape of mutant and resident broadcast against each other:
    above 0 the mutant invades [geritz1998]_.

    Parameters
    ----------
    mutant, resident : phenotypes y and x, any shapes that go together.
    niches : mu, numbers.
    shares : c, one for each niche, their sum 1.
    width : s > 0.

    Examples
    --------
    >>> invasion_fitness(0.5, 0.0, [-2, 2], [0.5, 0.5], width=1.0).round(4).item()
    0.3088
    """
    niches = _check.finite("niches", niches)
    shares = _check.weights("shares", shares, len(niches))
    mutant, resident = _check.array("mutant", mutant), _check.array("resident", resident)
    _check.together("resident", resident, mutant)
    y, x = (fitness_sets.log_payoffs(each, niches, width=width) for each in (mutant, resident))
    return fitness_sets.log_mean(y - x, shares)


def rare_growth(
    mutant: np.ndarray,
    residents: Sequence,
    parts: Sequence,
    niches: Sequence,
    shares: Sequence,
    *,
    width: float,
) -> np.ndarray:
    """Return the log growth factor of a rare mutant among several resident phenotypes.

    log sum_i c_i W_i(y) / sum_j q_j W_i(x_j), same shape as mutant.

    Parameters
    ----------
    mutant : phenotypes, any shape.
    residents : x_j, numbers.
    parts : q_j, the share of the population of each, their sum 1.
    niches, shares, width : as in `invasion_fitness`.

    Examples
    --------
    >>> here = {"niches": [-2, 2], "shares": [0.5, 0.5], "width": 1.0}
    >>> abs(rare_growth(1.9, [1.9], [1.0], **here).item()) < 1e-12
    True
    """
    niches, residents = _check.finite("niches", niches), _check.finite("residents", residents)
    shares = _check.weights("shares", shares, len(niches))
    parts, mutant = _check.weights("parts", parts, len(residents)), _check.array("mutant", mutant)
    there = fitness_sets.log_payoffs(residents, niches, width=width)
    means = fitness_sets.log_mean(there.T, parts)
    return fitness_sets.log_mean(
        fitness_sets.log_payoffs(mutant, niches, width=width) - means, shares
    )


def singular_point(niches: Sequence, shares: Sequence) -> float:
    """Return where selection on a single phenotype comes to rest: the mean niche, sum c mu.

    The selection gradient is (sum c mu - x) / s**2, so evolution leads there from anywhere.

    Parameters
    ----------
    niches, shares : mu and c, of one length.

    Examples
    --------
    >>> singular_point([0.0, 4.0], [0.75, 0.25])
    1.0
    """
    niches = _check.finite("niches", niches)
    return float(_check.weights("shares", shares, len(niches)) @ niches)


def bends_up(niches: Sequence, shares: Sequence, *, width: float) -> float:
    """Return the second derivative of invasion fitness at the singular point.

    (Var_c(mu) / s**2 - 1) / s**2. Above 0 the point is a minimum for mutants on both sides,
    though all of evolution leads there: a branching point [geritz1998]_.

    Parameters
    ----------
    niches, shares : mu and c, of one length.
    width : s > 0.

    Examples
    --------
    >>> bends_up([-1, 1], [0.5, 0.5], width=1.0), bends_up([-2, 2], [0.5, 0.5], width=1.0)
    (0.0, 3.0)
    """
    width, mean = _check.positive("width", width), singular_point(niches, shares)
    niches = _check.finite("niches", niches)
    shares = _check.weights("shares", shares, len(niches))
    with np.errstate(over="ignore", invalid="ignore"):
        bend = (shares @ ((niches - mean) / width) ** 2 - 1) / width / width
    return float(_check.result("width", bend, width))


def is_branching_point(niches: Sequence, shares: Sequence, *, width: float) -> bool:
    """Return whether a population at the singular point splits: iff Var_c(mu) > s**2.

    Parameters
    ----------
    niches, shares : mu and c, of one length.
    width : s > 0.

    Examples
    --------
    >>> is_branching_point([-1.1, 1.1], [0.5, 0.5], width=1.0)
    True
    """
    return bends_up(niches, shares, width=width) > 0


def invasion_map(
    phenotypes: Sequence, niches: Sequence, shares: Sequence, *, width: float
) -> np.ndarray:
    """Return the invasion fitness of every mutant against every resident, [mutant, resident].

    The pairwise invasibility plot: zero on the diagonal, and its sign elsewhere says who
    replaces whom.

    Parameters
    ----------
    phenotypes : numbers, shape (k,), used for both.
    niches, shares, width : as in `invasion_fitness`.

    Examples
    --------
    >>> invasion_map([0.0, 1.0], [-2, 2], [0.5, 0.5], width=1.0).round(2).tolist()
    [[0.0, 1.83], [0.83, 0.0]]
    """
    x = _check.finite("phenotypes", phenotypes)
    _limits.fits("the map", 8 * len(x) ** 2, MAP_LIMIT)
    return invasion_fitness(x[:, None], x[None, :], niches, shares, width=width)


def coexist(w: Sequence, shares: Sequence) -> bool:
    """Return whether two clones protect each other: each grows when it is rare.

    sum c w > 1 and sum c / w > 1, w the payoff of one over that of the other in each niche.

    Parameters
    ----------
    w : numbers > 0, one for each niche.
    shares : c, their sum 1.

    Examples
    --------
    >>> coexist([2.0, 0.6], [0.5, 0.5]), coexist([2.0, 0.9], [0.5, 0.5])
    (True, False)
    """
    w = _check.positives("w", w)
    shares = _check.weights("shares", shares, len(w))
    with np.errstate(over="ignore"):
        return bool(shares @ w > 1 and shares @ (1 / w) > 1)


def alleles_coexist(u: Sequence, v: Sequence, shares: Sequence) -> bool:
    """Return whether two alleles protect each other in a diploid: sum c/u > 1 and sum c/v > 1.

    u and v are the payoffs of the two homozygotes over that of the heterozygote [levene1953]_.

    Parameters
    ----------
    u, v : numbers > 0, one for each niche.
    shares : c, their sum 1.

    Examples
    --------
    >>> alleles_coexist([1.2, 0.5], [0.5, 1.2], [0.5, 0.5])
    True
    """
    u, v = _check.positives("u", u), _check.positives("v", v)
    shares = _check.weights("shares", shares, len(u))
    _check.require(len(v) == len(u), "v", f"{len(u)} numbers", v)
    with np.errstate(over="ignore"):
        return bool(shares @ (1 / u) > 1 and shares @ (1 / v) > 1)
