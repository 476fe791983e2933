"""Splitting one budget over several tasks: what the whole returns, for any shape of returns.

Notation
--------
B          budget, a whole number of evaluations
k          breadth: tasks that get a share
tasks      tasks there are; those without a share return r(0)
r          returns of one task: r[b] is what b evaluations bring, for b = 0, 1, ..., B
"""

from collections.abc import Sequence
from math import isfinite, log2

from nflsim import _check, _limits

LIMIT = 10**6  # evaluations of a budget
LONGEST = 10**15  # tasks
STEPS = 10**7  # of the search for the best split


def power(budget: int, *, exponent: float) -> list[float]:
    """Return r[b] = b**exponent for b = 0..budget.

    Below 1 returns diminish, at 1 they are linear, above 1 they grow.

    Parameters
    ----------
    budget : int >= 1.
    exponent : number > 0.

    Examples
    --------
    >>> power(4, exponent=0.5)
    [0.0, 1.0, 1.4142135623730951, 1.7320508075688772, 2.0]
    """
    budget = _check.integer("budget", budget, 1, limit=LIMIT)
    exponent = _check.positive("exponent", exponent)
    most = exponent * log2(budget)
    _check.require(most < 1000, "exponent", f"small enough for {budget}**exponent", exponent)
    return [float(b) ** exponent for b in range(budget + 1)]


def threshold(budget: int, *, need: int) -> list[int]:
    """Return r[b] = 1 if b >= need, otherwise 0, for b = 0..budget.

    Parameters
    ----------
    budget : int >= 1.
    need : int >= 1, evaluations that a task needs before it returns anything.

    Examples
    --------
    >>> threshold(4, need=3)
    [0, 0, 0, 1, 1]
    """
    need = _check.integer("need", need, 1)
    return [int(b >= need) for b in range(_check.integer("budget", budget, 1, limit=LIMIT) + 1)]


def even_split(budget: int, *, breadth: int) -> list[int]:
    """Return the shares of `breadth` tasks, as even as whole numbers allow, the larger first.

    Parameters
    ----------
    budget : int >= 1.
    breadth : int >= 1.

    Examples
    --------
    >>> even_split(8, breadth=3)
    [3, 3, 2]
    """
    breadth = _check.integer("breadth", breadth, 1)
    _limits.fits("the shares", breadth, LIMIT, "tasks")
    whole, more = divmod(_check.integer("budget", budget, 1), breadth)
    return [whole + 1] * more + [whole] * (breadth - more)


def total(returns: Sequence, *, budget: int, breadth: int, tasks: int):
    """Return the sum over all tasks when the budget is split evenly over some of them.

    sum of r over the shares of `breadth` tasks, and r(0) for each of the others; exact for
    returns that are ints or Fractions.

    Parameters
    ----------
    returns : r[0], ..., r[budget] or more, numbers.
    budget : int >= 1.
    breadth : int from 1 to `tasks`.
    tasks : int >= 1.

    Examples
    --------
    >>> [total(threshold(8, need=4), budget=8, breadth=k, tasks=3) for k in (1, 2, 3)]
    [1, 2, 0]
    """
    tasks = _check.integer("tasks", tasks, 1)
    breadth = _check.integer("breadth", breadth, 1, tasks)
    budget = _check.integer("budget", budget, 1, limit=LIMIT)
    _limits.fits("the sum", tasks, LONGEST, "tasks")
    shares = even_split(budget, breadth=breadth)
    returns = _returns(returns, max(shares))
    return sum(returns[share] for share in shares) + (tasks - breadth) * returns[0]


def best_split(returns: Sequence, *, budget: int, tasks: int) -> tuple:
    """Return the largest sum over all tasks of any split, and its shares, largest first.

    Every split into whole numbers is weighed, one task after another.

    Parameters
    ----------
    returns : r[0], ..., r[budget] or more, numbers.
    budget : int >= 1.
    tasks : int >= 1.

    Examples
    --------
    >>> best_split(threshold(8, need=4), budget=8, tasks=3)
    (2, [4, 4, 0])
    """
    budget = _check.integer("budget", budget, 1, limit=LIMIT)
    tasks = _check.integer("tasks", tasks, 1)
    _limits.fits("the search for the best split", tasks * budget**2 // 2, STEPS, "steps")
    returns = _returns(returns, budget)
    best, given = returns[: budget + 1], []
    for _ in range(tasks - 1):
        more = [
            max((returns[b] + best[left - b], -b) for b in range(left + 1))
            for left in range(budget + 1)
        ]
        best = [value for value, _ in more]
        given.append([-b for _, b in more])
    shares, left = [], budget
    for share in reversed(given):
        shares.append(share[left])
        left -= share[left]
    return best[budget], sorted([*shares, left], reverse=True)


def _returns(returns, last):
    """Return r up to `last`, ints and Fractions as they are."""
    rule = f"given up to r({last})"
    returns = _check.listed("returns", returns, rule)
    for each in returns:
        _check.real("returns", each, "finite numbers", isfinite)
    _check.require(len(returns) > last, "returns", rule, len(returns))
    return returns
