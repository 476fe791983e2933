"""The division of labour: limited by the extent of the market, and by coordination.

A model in the spirit of [becker1992]_: n workers share a continuum of tasks, each doing 1/n of
them. Doing fewer tasks makes each worker better at them; coordinating n workers costs each.

Notation
--------
n          workers of a team, a real number >= 1; each does a share 1/n of the tasks
skill      theta > 0: output per head grows as n**theta
knowledge  H > 0, which enters as H**gamma
cost       lambda > 0: coordination takes lambda n**beta per head
steepness  beta > theta of coordination
market     N >= 1: nobody can team up with more than there are
"""

from math import exp, inf, log, log1p

import numpy as np

from nflsim import _check

LARGEST = 1e300  # teams beyond it are inf
LOGS = 690  # of a gain


def per_head(
    n: np.ndarray,
    *,
    knowledge: float = 1.0,
    cost: float,
    skill: float = 0.5,
    steepness: float = 1.5,
    gamma: float = 0.5,
    scale: float = 2.0,
) -> np.ndarray:
    """Return output per head of a team of n, same shape as n.

    A H**gamma n**theta - lambda n**beta with A = d theta**theta (1 + theta)**-(1 + theta), the
    best split of a worker's time between learning and doing.

    Parameters
    ----------
    n : numbers >= 1, any shape.
    knowledge, cost, skill, gamma, scale : numbers > 0.
    steepness : number > skill.

    Examples
    --------
    >>> per_head(4.0, cost=0.1).round(4).item()
    0.7396
    """
    n = _check.array("n", n, "finite and >= 1", lambda n: (n >= 1) & (n < inf))
    gain, cost, skill, steepness = _numbers(knowledge, cost, skill, steepness, gamma, scale)
    with np.errstate(over="ignore", invalid="ignore"):
        found = gain * n**skill - cost * n**steepness
    return _check.result("n", found, n)


def best_team(
    *,
    knowledge: float = 1.0,
    cost: float,
    skill: float = 0.5,
    steepness: float = 1.5,
    gamma: float = 0.5,
    scale: float = 2.0,
    market: float = inf,
) -> float:
    """Return how many should share the work: the smaller of n* and the market, at least 1.

    n* = (theta A H**gamma / (lambda beta))**(1 / (beta - theta)), where one more worker adds as
    much skill as it costs coordination.

    Parameters
    ----------
    knowledge, cost, skill, steepness, gamma, scale : as in `per_head`.
    market : number >= 1, or inf.

    Examples
    --------
    >>> round(best_team(cost=0.1), 6), best_team(cost=0.1, market=2)
    (2.566001, 2.0)
    """
    market = _check.real("market", market, ">= 1", lambda n: n >= 1)
    gain, cost, skill, steepness = _numbers(knowledge, cost, skill, steepness, gamma, scale)
    log_free = log(skill) + log(gain) - log(cost) - log(steepness)
    log_free /= steepness - skill
    within = log_free < log(min(market, LARGEST))
    team = max(1.0, exp(max(log_free, 0)) if within else market)
    return _check.result("cost", team, cost)


def _numbers(knowledge, cost, skill, steepness, gamma, scale):
    """Return the gain A H**gamma, and the numbers that it does not hold."""
    knowledge, cost = _check.positive("knowledge", knowledge), _check.positive("cost", cost)
    skill, gamma = _check.positive("skill", skill), _check.positive("gamma", gamma)
    scale, rule = _check.positive("scale", scale), f"above the skill, {skill}"
    steepness = _check.real("steepness", steepness, rule, lambda x: skill < x < inf)
    log_gain = log(scale) + skill * log(skill) - (1 + skill) * log1p(skill)
    log_gain += gamma * log(knowledge)
    fine = abs(log_gain) < LOGS
    _check.require(fine, "knowledge", "moderate: the gain is beyond all floats", knowledge)
    return exp(log_gain), cost, skill, steepness
