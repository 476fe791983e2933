"""What a search is worth, from the values it saw.

Notation
--------
seen       the value of each string evaluated, in order, shape (runs, budget)
m          evaluations made, 1 to budget
target     a value; the optimum is found with the first value that reaches it
"""

import numpy as np


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
    return np.maximum.accumulate(seen, axis=1)


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
    hit = seen >= target
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
    times = hit_times(seen, target=target)
    return np.cumsum(np.bincount(times, minlength=seen.shape[1] + 1)[1:]) / len(seen)
