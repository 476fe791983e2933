"""Searches as Markov chains: exact times to the optimum, and the chance to have it by each budget.

All times count evaluations, the first string included, as `budget` does everywhere. Papers
often count the iterations after it: subtract 1 to compare.

Notation
--------
n, z       bits; a state of the search: the number of ones, or of leading ones
rate       mutation rate of the (1+1) evolutionary algorithm, in (0, 1]; None is random local
           search, which flips exactly one bit
T          evaluations until the optimum is evaluated
"""

from dataclasses import dataclass

import numpy as np

from nflsim import _absorbing, _check, _limits
from nflsim.optimization.landscapes import Landscape

STATES = 2000  # of a chain
LONGEST = 10**7  # evaluations, one after another


@dataclass(frozen=True)
class Chain:
    """Where a search starts, where each step takes it, and where it has found the optimum.

    Parameters
    ----------
    start : chance of each state at the first evaluation, shape (states,).
    step : step[a, b] is the chance to go from a to b, shape (states, states).
    found : whether a state is the optimum, shape (states,).
    """

    start: np.ndarray
    step: np.ndarray
    found: np.ndarray


def ones_chain(landscape: Landscape, *, rate: float | None = None) -> Chain:
    """Return the chain of a search on a landscape that depends on the number of ones only.

    From z ones a child has z + a - b, where a of the n - z zeros and b of the z ones are
    flipped; it replaces the parent unless it is worse.

    Parameters
    ----------
    landscape : with a `profile`.
    rate : mutation rate in (0, 1]; None flips exactly one bit.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> ones_chain(one_max(n=2)).step.tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]
    """
    fine = isinstance(landscape, Landscape) and landscape.profile is not None
    _check.require(fine, "landscape", "a function of the number of ones", landscape)
    profile, n = landscape.profile, landscape.n
    _limits.fits("the chain", n + 1, STATES, "states")
    values, z = np.array(profile), np.arange(n + 1)
    if rate is None:
        step = np.diag((n - z[:-1]) / n, 1) + np.diag(z[1:] / n, -1)
    else:
        rate = _check.positive_share("rate", rate)
        flips = [_binomial(size, rate) for size in range(n + 1)]
        step = np.array([np.convolve(flips[n - ones], flips[ones][::-1]) for ones in z])
    step = np.where(values[None, :] >= values[:, None], step, 0)
    return Chain(_binomial(n, 0.5), _rest_stays(step), values == values.max())


def leading_chain(*, n: int, rate: float | None = None) -> Chain:
    """Return the chain of a search on LeadingOnes, on the number of leading ones.

    The bits after the first zero are uniform whatever has happened. So the first zero is the
    one flipped, with the ones before it kept, and each bit after it is then 1 with chance 1/2.

    Parameters
    ----------
    n : int >= 1, bits.
    rate : mutation rate in (0, 1]; None flips exactly one bit.

    Examples
    --------
    >>> leading_chain(n=2).step.tolist()
    [[0.5, 0.25, 0.25], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]
    """
    n = _check.integer("n", n, 1, limit=STATES)
    rate = None if rate is None else _check.positive_share("rate", rate)
    start = np.append(0.5 ** np.arange(1, n + 1), 0.5**n)
    step = np.zeros((n + 1, n + 1))
    for z in range(n):
        better = 1 / n if rate is None else rate * (1 - rate) ** z
        step[z, z + 1 :] = better * start[: n - z] * np.append(np.ones(n - z - 1), 2)
    return Chain(start, _rest_stays(step), np.arange(n + 1) == n)


def expected(chain: Chain) -> float:
    """Return E[T] of a chain.

    1 + start (I - Q)^-1 1, Q the steps among states that are not the optimum.

    Parameters
    ----------
    chain : from each state of which the optimum can be reached, in fewer than 1e308 steps.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> round(expected(ones_chain(one_max(n=2), rate=0.5)), 9)
    4.0
    """
    _chain(chain)
    reaches, more = chain.found, chain.found | ((chain.step > 0) @ chain.found)
    while (more != reaches).any():
        reaches, more = more, more | ((chain.step > 0) @ more)
    _check.require(reaches.all(), "chain", "one that finds the optimum from every state", reaches)
    on = ~chain.found
    goal = chain.step[np.ix_(on, ~on)].sum(axis=1)
    with np.errstate(all="ignore"):
        time = _absorbing.mean_steps(chain.step[np.ix_(on, on)], goal)
    rule = "one that finds the optimum within 1e308 steps on average"
    _check.require(np.isfinite(time).all(), "chain", rule, chain)
    return 1 + float(chain.start[on] @ time)


def found_by(chain: Chain, *, budget: int) -> np.ndarray:
    """Return P(T <= m) for m = 1..budget, shape (budget,).

    Parameters
    ----------
    chain : of a search.
    budget : int >= 1.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> found_by(ones_chain(one_max(n=2)), budget=3).tolist()
    [0.25, 0.5, 0.75]
    """
    _chain(chain)
    budget = _check.integer("budget", budget, 1, limit=LONGEST)
    step = np.where(chain.found[:, None], np.eye(len(chain.step)), chain.step)
    at, found = chain.start, np.empty(budget)
    for m in range(budget):
        found[m] = at[chain.found].sum()
        at = at @ step
    return np.minimum(found, 1)  # the sum of many roundings may exceed it


def missed_within(chain: Chain, m: int) -> float:
    """Return P(T > m) for one budget, however large, also where it is tiny.

    To ten digits wherever it is above 1e-300: squares of squares of the steps, in which each row
    is kept at 1 minus its chance to have arrived, itself a sum of positive numbers.

    Parameters
    ----------
    chain : of a search.
    m : int >= 1, budget.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> missed_within(ones_chain(one_max(n=2)), 3)
    0.25
    """
    _chain(chain)
    left, on = _check.integer("m", m, 1) - 1, ~chain.found
    step = chain.step[np.ix_(on, on)]
    arrived, at = chain.step[np.ix_(on, ~on)].sum(axis=1), chain.start[on]
    while left and at.any():
        slow = arrived < 0.5  # the rest of such a row is far from 0, and known best as 1 minus this
        step[slow] *= ((1 - arrived[slow]) / step[slow].sum(axis=1))[:, None]
        if left % 2:
            at = at @ step
        arrived, step, left = np.minimum(arrived + step @ arrived, 1), step @ step, left // 2
    return float(at.sum())


def _chain(chain):
    _check.instance("chain", chain, Chain, "a Chain")


def _binomial(size, rate):
    """Return the chance of 0, 1, ..., size hits in `size` trials."""
    if rate == 1:
        return np.eye(size + 1)[size]
    logs = np.append(0, np.cumsum(np.log(np.arange(1, size + 1))))
    hits = np.arange(size + 1)
    ways = logs[size] - logs - logs[::-1]
    return np.exp(ways + hits * np.log(rate) + (size - hits) * np.log1p(-rate))


def _rest_stays(step):
    """Return chances to move on, with the rest of each row on the diagonal."""
    off = np.where(np.eye(len(step), dtype=bool), 0, step)
    return off + np.diag(1 - off.sum(axis=1))
