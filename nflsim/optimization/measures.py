"""What a search is worth, from the values it saw.

Notation
--------
seen       the value of each string evaluated, in order, shape (runs, budget)
m          evaluations made, 1 to budget
target     a value; the optimum is found with the first value that reaches it
"""

import numpy as np

from nflsim import _check


def best_so_far(seen: np.ndarray) -> np.ndarray:
    """Return the best value among the first m, shape (runs, budget).

    Parameters
    ----------
    seen : values, shape (runs, budget).

    Examples
    --------
    >>> best_so_far(np.array([[1, 3, 2]])).tolist()
    [[1, 3, 3]]
    """
    return np.maximum.accumulate(_runs(seen), axis=1)


def hit_times(seen: np.ndarray, *, target: float) -> np.ndarray:
    """Return the evaluation that first reached the target, from 1, and 0 if none did.

    Parameters
    ----------
    seen : values, shape (runs, budget).
    target : the value to reach.

    Examples
    --------
    >>> hit_times(np.array([[1, 3, 3], [1, 1, 2]]), target=3).tolist()
    [2, 0]
    """
    hit = _runs(seen) >= _check.real("target", target, "a number", lambda x: True)
    return np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, 0)


def found_by(seen: np.ndarray, *, target: float) -> np.ndarray:
    """Return the share of runs that reached the target within m evaluations, shape (budget,).

    Parameters
    ----------
    seen : values, shape (runs, budget).
    target : the value to reach.

    Examples
    --------
    >>> found_by(np.array([[1, 3, 3], [1, 1, 2]]), target=3).tolist()
    [0.0, 0.5, 0.5]
    """
    runs, budget = _runs(seen).shape
    times = hit_times(seen, target=target)
    return np.cumsum(np.bincount(times, minlength=budget + 1)[1:]) / runs


def _runs(seen):
    numbers = _check.array("seen", seen)
    table = numbers.ndim == 2 and numbers.size
    _check.require(table, "seen", "of shape (runs, budget), neither 0", numbers.shape)
    seen = np.asarray(seen)
    return seen if seen.dtype.kind in "iuf" else numbers
