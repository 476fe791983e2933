"""One dial for several classes of problems, and several copies of one searcher.

Notation
--------
dial       a parameter of a searcher, the same on every class, such as its mutation rate
times      expected runtimes, shape (classes, dials): one row a class
loss       a class's time at a dial over its time at its own best dial, at least 1
copies     runs of one searcher that share the budget evenly, step by step in turn
tail       shape c of a Weibull runtime, P(T > t) = exp(-(t/scale)**c): below 1 the tail is
           heavy, at 1 the runtime has no memory, above 1 runtimes are alike
"""

from math import exp, log

import numpy as np

from nflsim import _check, _limits

TINY = 1e-300  # a tail as good as 0
COPIES = 10**15


def losses(times: np.ndarray) -> np.ndarray:
    """Return each class's loss at each dial, shape (classes, dials): T / min over dials of T.

    Parameters
    ----------
    times : numbers > 0, shape (classes, dials), one class or more.

    Examples
    --------
    >>> losses([[2, 4], [9, 3]]).tolist()
    [[1.0, 2.0], [3.0, 1.0]]
    """
    times = _check.array("times", times, "finite and > 0", lambda t: (t > 0) & (t < np.inf))
    shaped = times.ndim == 2 and times.size
    _check.require(shaped, "times", "of shape (classes, dials), neither empty", times.shape)
    with np.errstate(over="ignore"):
        return _check.result("times", times / times.min(axis=1, keepdims=True), times)


def specialists(times: np.ndarray) -> np.ndarray:
    """Return for each class the place of its own best dial, shape (classes,).

    Parameters
    ----------
    times : numbers > 0, shape (classes, dials).

    Examples
    --------
    >>> specialists([[2, 4], [9, 3]]).tolist()
    [0, 1]
    """
    return losses(times).argmin(axis=1)


def even_generalist(times: np.ndarray) -> int:
    """Return the place of the dial with the smallest mean of log loss over the classes.

    Parameters
    ----------
    times : numbers > 0, shape (classes, dials).

    Examples
    --------
    >>> even_generalist([[1, 2, 9], [9, 3, 1]])
    1
    """
    return int(np.log(losses(times)).mean(axis=0).argmin())


def minimax_generalist(times: np.ndarray) -> int:
    """Return the place of the dial whose largest loss over the classes is smallest.

    Parameters
    ----------
    times : numbers > 0, shape (classes, dials).

    Examples
    --------
    >>> minimax_generalist([[1, 2, 9], [9, 3, 1]])
    1
    """
    return int(losses(times).max(axis=0).argmin())


def copies_ratio(*, copies: int, tail: float) -> float:
    """Return the mean time of copies in turn over the mean time of a single one.

    k E[min of k] / E[T] = k**(1 - 1/c): below 1 copies pay, at c = 1 they change nothing.

    Parameters
    ----------
    copies : int >= 1.
    tail : shape c > 0 of the runtimes.

    Examples
    --------
    >>> copies_ratio(copies=4, tail=0.5), copies_ratio(copies=4, tail=1)
    (0.25, 1.0)
    """
    copies = _check.integer("copies", copies, 1)
    power = 1 - 1 / max(_check.positive("tail", tail), TINY)
    return copies**power if copies < 2**1000 else exp(power * log(copies))


def found_by(times: np.ndarray, *, copies: int, tail: float, scale: float = 1.0) -> np.ndarray:
    """Return the chance that one of several copies has finished, same shape as `times`.

    At a total time t each copy has had t/k: 1 - exp(-k (t/(k scale))**c).

    Parameters
    ----------
    times : total times >= 0 spent on all copies together.
    copies : int >= 1.
    tail : shape c > 0 of the runtimes.
    scale : number > 0; a single copy has finished by then with chance 1 - 1/e.

    Examples
    --------
    >>> found_by(np.array([0.0, 1.0]), copies=3, tail=1.0).round(3).tolist()
    [0.0, 0.632]
    """
    copies = _check.integer("copies", copies, 1)
    tail, scale = _check.positive("tail", tail), _check.positive("scale", scale)
    _limits.fits("the copies", copies, COPIES, "runs")
    times = _check.array("times", times, ">= 0", lambda t: t >= 0)
    with np.errstate(over="ignore", under="ignore"):
        return -np.expm1(-copies * (times / scale / copies) ** tail)
