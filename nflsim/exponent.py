"""One task or many: the exponent that decides, and returns with which no exponent does.

A budget B is split over k tasks, b_i for each. What a share brings is raised, contested and
averaged; where each of these is a power the three exponents multiply, and the product says
whether to concentrate.

Notation
--------
budget        B > 0
tasks         k of them; breadth m is how many get a share
exponent      of returns b**a: below 1 they diminish, above 1 they grow
steepness     h > 0 of Hill returns b**h / (half**h + b**h): growing at first, then diminishing
relatedness   rho from 0 to 1, share of every effort that serves all tasks alike
"""

from collections.abc import Sequence
from math import exp, log

import numpy as np

from nflsim import _check, _tangent

LIMIT = 10**7  # tasks
ROUNDING = 1e-12  # breadths that bring the same but for rounding are a tie


def effective(*, returns: float, contest: float = 1.0, averaging: float = 1.0) -> float:
    """Return g = a gamma eta: above 1 one task is best, below 1 an even split, at 1 all tie.

    Shares b bring b**a; rivals turn what is brought into success as its power gamma; success
    in k equal tasks is averaged by a power mean of order eta, where eta < 0 asks for the worst.
    Powers only, equal tasks, no spillover and no fixed costs: else g does not decide.

    Parameters
    ----------
    returns, contest : a and gamma, numbers > 0.
    averaging : eta, any finite number.

    Examples
    --------
    >>> effective(returns=2.0, averaging=0.3), effective(returns=0.5, averaging=3.0)
    (0.6, 1.5)
    """
    returns, contest = _check.positive("returns", returns), _check.positive("contest", contest)
    averaging = _check.number("averaging", averaging)
    return _check.result("returns", returns * contest * averaging, returns)


def power_split(
    *, budget: float, exponent: float, weights: Sequence[float]
) -> tuple[np.ndarray, float]:
    """Return the best shares for weighted power returns, and what they bring.

    Largest sum of p_i b_i**a: b_i in proportion to p_i**(1/(1 - a)), worth
    B**a (sum p_i**(1/(1 - a)))**(1 - a); from a = 1 on all for the first of the heaviest.

    Parameters
    ----------
    budget : number > 0.
    exponent : a > 0.
    weights : p, numbers > 0.

    Examples
    --------
    >>> shares, value = power_split(budget=10, exponent=0.5, weights=[0.4, 0.3, 0.2, 0.1])
    >>> shares.round(3).tolist(), round(value, 6)
    ([5.333, 3.0, 1.333, 0.333], 1.732051)
    """
    budget, exponent = _check.positive("budget", budget), _check.positive("exponent", exponent)
    weights = _check.positives("weights", weights, "numbers > 0")
    if exponent >= 1:
        shares = np.where(np.arange(len(weights)) == weights.argmax(), float(budget), 0.0)
    else:
        pull = (weights / weights.max()) ** (1 / (1 - exponent))
        shares = budget * pull / pull.sum()
    with np.errstate(over="ignore", under="ignore"):
        return shares, _check.result("budget", float(weights @ shares**exponent), budget)


def effective_breadth(shares: Sequence[float]) -> float:
    """Return over how many tasks a budget is spread: 1 over the sum of squared shares.

    Simpson's index turned round: k for k equal shares, 1 for one task.

    Parameters
    ----------
    shares : numbers >= 0, not all 0.

    Examples
    --------
    >>> effective_breadth([5, 5, 0]), effective_breadth([1, 0, 0])
    (2.0, 1.0)
    """
    rule = "numbers >= 0, not all 0"
    shares = _check.array("shares", shares, rule, lambda x: (x >= 0) & (x < np.inf), ndim=1)
    _check.require(shares.any(), "shares", rule, shares)
    parts = shares / shares.max()
    parts /= parts.sum()
    return float(1 / (parts**2).sum())


def hill(b: np.ndarray, *, steepness: float, half: float = 1.0) -> np.ndarray:
    """Return b**h / (half**h + b**h), same shape: a half at b = half.

    Parameters
    ----------
    b : numbers >= 0, any shape.
    steepness : h > 0.
    half : number > 0.

    Examples
    --------
    >>> hill([0.0, 1.0, 3.0], steepness=2.0).round(3).tolist()
    [0.0, 0.5, 0.9]
    """
    b = _check.array("b", b, "finite and >= 0", lambda b: (b >= 0) & (b < np.inf))
    half, steepness = _check.positive("half", half), _check.positive("steepness", steepness)
    with np.errstate(divide="ignore", over="ignore"):  # nothing spent brings nothing
        return 1 / (1 + (half / b) ** steepness)


def best_share(*, steepness: float, half: float = 1.0) -> float:
    """Return the share that brings most for each unit: half (h - 1)**(1/h), or 0 if h <= 1.

    Parameters
    ----------
    steepness, half : as in `hill`.

    Examples
    --------
    >>> best_share(steepness=2.0)
    1.0
    """
    steepness, half = _check.positive("steepness", steepness), _check.positive("half", half)
    share = half * (steepness - 1) ** (1 / steepness) if steepness > 1 else 0.0
    return _check.result("half", share, half)


def hill_values(
    *, budget: float, tasks: int, steepness: float, half: float = 1.0, relatedness: float = 0.0
) -> np.ndarray:
    """Return what an even split over m of k tasks brings, for m = 1..k, shape (k,).

    m r((1 - rho) B/m + rho B) + (k - m) r(rho B): a share rho of the budget serves every task.

    Parameters
    ----------
    budget : number > 0.
    tasks : int >= 1.
    steepness, half : as in `hill`.
    relatedness : from 0 to 1.

    Examples
    --------
    >>> hill_values(budget=2, tasks=3, steepness=2.0).round(3).tolist()
    [0.8, 1.0, 0.923]
    """
    budget = _check.positive("budget", budget)
    tasks = _check.integer("tasks", tasks, 1, limit=LIMIT)
    rho, m = _check.share("relatedness", relatedness), np.arange(1, tasks + 1)
    shape = {"steepness": steepness, "half": half}
    served = hill((1 - rho) * budget / m + rho * budget, **shape)
    return m * served + (tasks - m) * hill(rho * budget, **shape)


def best_breadth(
    *, budget: float, tasks: int, steepness: float, half: float = 1.0, relatedness: float = 0.0
) -> int:
    """Return over how many of k tasks an even split brings most, the fewest on a tie.

    Without spillover a whole number beside B over `best_share`, from 1 to k.

    Parameters
    ----------
    budget, tasks, steepness, half, relatedness : as in `hill_values`.

    Examples
    --------
    >>> best_breadth(budget=10, tasks=20, steepness=3.0)
    8
    """
    common = {"steepness": steepness, "half": half, "relatedness": relatedness}
    values = hill_values(budget=budget, tasks=tasks, **common)
    return int(np.argmax(values >= values.max() * (1 - ROUNDING))) + 1


def real_breadth(
    *, budget: float, tasks: int, steepness: float, half: float = 1.0, relatedness: float = 0.0
) -> float:
    """Return the breadth, a real number from 1 to k, at which an even split brings most.

    m = (1 - rho) B / (e - rho B), e where a line from what spillover alone brings touches the
    curve: r'(e)(e - rho B) = r(e) - r(rho B). k where returns only diminish from there on.

    Parameters
    ----------
    budget, tasks, steepness, half, relatedness : as in `hill_values`.

    Examples
    --------
    >>> [round(real_breadth(budget=4, tasks=9, steepness=3, relatedness=r), 3) for r in (0, 0.1)]
    [3.175, 5.791]
    """
    budget, half = _check.positive("budget", budget), _check.positive("half", half)
    tasks = _check.integer("tasks", tasks, 1, limit=LIMIT)
    h, rho = _check.positive("steepness", steepness), _check.share("relatedness", relatedness)
    free, own = rho * budget / half, (1 - rho) * budget / half
    if (share := _tangent.from_point(free, steepness=h)) is None:
        return float(tasks)
    return min(max(own / (share - free), 1.0), float(tasks))


def guess_threshold(*, tasks: int, exponent: float) -> float:
    """Return from which chance on all for the likeliest task beats an even split: k**-a.

    One of k tasks will be asked for, nobody knows which; of these two plans only.

    Parameters
    ----------
    tasks : int >= 1.
    exponent : a > 0.

    Examples
    --------
    >>> guess_threshold(tasks=4, exponent=0.5)
    0.5
    """
    tasks, exponent = _check.integer("tasks", tasks, 1), _check.positive("exponent", exponent)
    return tasks**-exponent if tasks < 2**1000 else exp(-exponent * log(tasks))


def fixed_cost_breadth(*, budget: float, exponent: float, cost: float) -> float:
    """Return the best breadth where each task has a fixed cost: (1 - a) B/cost, at least 1.

    A real number; with returns that grow, from a = 1 on, it is 1.

    Parameters
    ----------
    budget, cost : numbers > 0.
    exponent : a > 0.

    Examples
    --------
    >>> fixed_cost_breadth(budget=20, exponent=0.5, cost=1.0)
    10.0
    """
    budget, cost = _check.positive("budget", budget), _check.positive("cost", cost)
    _check.require(cost < budget, "cost", f"below the budget, {budget}", cost)
    breadth = max(1.0, (1 - _check.positive("exponent", exponent)) * (budget / cost))
    return _check.result("cost", breadth, cost)
