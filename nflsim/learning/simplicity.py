"""Worlds that prefer simple targets: all 256 functions of three bits, weighed by their size.

Notation
--------
target      a function of three bits: a row of `finite.functions(n=8, q=2)`, point x = 4a + 2b + c
size        L, the fewest two-input gates of a formula for it; inputs and constants are free,
            every two-input gate costs 1
lean        lambda >= 0: a target weighs 2**(-lambda L)
train       points whose labels are seen
guess       a learner's chance to say 1 at each of the 8 points
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from math import comb

import numpy as np

from nflsim import _check, finite
from nflsim.learning import _fitting
from nflsim.learning._fitting import POINTS, TARGETS


@cache
def _sizes():
    """Return the sizes: formulas of size s are gates over formulas of sizes that add to s - 1."""
    size, whole = np.full(TARGETS, -1), TARGETS - 1
    columns = finite.functions(n=3, q=2).T
    known = [sorted({0, whole, *(int(finite.number(column, q=2)) for column in columns)})]
    size[known[0]] = 0
    while (size < 0).any():
        new = set()
        for left in range(len(known)):
            a, b = np.meshgrid(known[left], known[len(known) - 1 - left])
            for x in (a, whole - a):
                for y in (b, whole - b):
                    for gate in (x & y, x | y, x ^ y):
                        new.update(gate[size[gate] < 0].tolist())
        size[sorted(new)] = len(known)
        known.append(sorted(new))
    return size


def sizes() -> np.ndarray:
    """Return the size of every target, shape (256,).

    It hangs on what is free: with negated inputs free too, 3 targets of size 1 would have size 0.

    Examples
    --------
    >>> np.bincount(sizes()).tolist()
    [5, 33, 114, 80, 24]
    """
    return _sizes().copy()


def weights(lean: float, *, largest: int = 4) -> np.ndarray:
    """Return how much each target weighs, shape (256,), sum 1: 2**(-lambda L), or 0.

    Parameters
    ----------
    lean : lambda, number >= 0.
    largest : int from 0 to 4; larger targets weigh 0.

    Examples
    --------
    >>> weights(0.0, largest=0).max()
    np.float64(0.2)
    """
    lean = _check.not_negative("lean", lean)
    inside = _sizes() <= _check.integer("largest", largest, 0, 4)
    with np.errstate(over="ignore"):  # a lean so strong that nothing else is left
        weight = np.where(inside, 2.0 ** (-lean * _sizes()), 0.0)
    return weight / weight.sum()


def errors(learner: Callable, *, m: int) -> np.ndarray:
    """Return the mean error of a learner off the training set on every target, shape (256,).

    Over all sets of m training points alike, and over the other points alike.

    Parameters
    ----------
    learner : called with a training set and its labels on all targets, shape (256, m); returns
        the chance to say 1, shape (256, 8), that hangs on these labels only.
    m : int from 0 to 7.

    Examples
    --------
    >>> errors(majority, m=7)[:2].tolist()
    [0.0, 0.125]
    """
    m = _check.integer("m", m, 0, POINTS - 1)
    _check.instance("learner", learner, Callable, "a function of points and labels")
    table, wrong = finite.functions(n=POINTS, q=2), np.zeros(TARGETS)
    for train in combinations(range(POINTS), m):
        off = [point for point in range(POINTS) if point not in train]
        guess = np.asarray(learner(list(train), table[:, list(train)]))
        guess = guess.astype(float) if guess.dtype.kind == "b" else guess
        rule = f"one that returns numbers from 0 to 1 of shape ({TARGETS}, {POINTS})"
        guess = _check.array("learner", guess, rule, lambda g: (g >= 0) & (g <= 1))
        _check.require(guess.shape == (TARGETS, POINTS), "learner", rule, guess)
        wrong += np.abs(guess - table)[:, off].mean(axis=1)
    return wrong / comb(POINTS, m)


def error(learner: Callable, world: Sequence[float], *, m: int) -> float:
    """Return the mean error of a learner off the training set in a world of weighted targets.

    Parameters
    ----------
    learner, m : as in `errors`.
    world : 256 weights of sum 1.

    Examples
    --------
    >>> round(error(bayes(weights(1.0)), weights(1.0), m=4), 6)
    0.426887
    """
    world = _check.weights("world", world, TARGETS)
    return float(world @ errors(learner, m=m))


def bayes(prior: Sequence[float]) -> Callable:
    """Return the learner that says what is likelier under a prior; it tosses a coin on a tie.

    Where nothing that the prior admits fits the labels it tosses a coin as well.

    Parameters
    ----------
    prior : 256 weights of sum 1.

    Examples
    --------
    >>> round(error(bayes(weights(0.0, largest=1)), weights(0.0, largest=1), m=4), 3)
    0.295
    """
    prior = _check.weights("prior", prior, TARGETS)

    def guess(train, seen):
        ones = _fitting.chance_of_one(_fitting.labels(train, seen), prior)
        return np.where(np.isclose(ones, 0.5, rtol=0, atol=1e-12), 0.5, np.rint(ones))

    return guess


def simplest(train: Sequence[int], seen: np.ndarray) -> np.ndarray:
    """Return the guess by a target drawn from the smallest that fit the labels.

    Parameters
    ----------
    train, seen : training points and their labels on all targets, as `error` gives them.

    Examples
    --------
    >>> round(error(simplest, weights(1.0), m=4), 6)
    0.438458
    """
    return _fitting.extreme(_fitting.labels(train, seen), _sizes())


def most_complex(train: Sequence[int], seen: np.ndarray) -> np.ndarray:
    """Return the guess by a target drawn from the largest that fit the labels.

    Parameters
    ----------
    train, seen : as in `simplest`.

    Examples
    --------
    >>> round(error(most_complex, weights(1.0), m=4), 6)
    0.535981
    """
    return _fitting.extreme(_fitting.labels(train, seen), -_sizes())


def nearest(train: Sequence[int], seen: np.ndarray) -> np.ndarray:
    """Return the guess by the label of a training point drawn from the nearest.

    Nearest by the number of bits that differ; half a guess where nothing was seen.

    Parameters
    ----------
    train, seen : as in `simplest`.

    Examples
    --------
    >>> round(error(nearest, weights(1.0), m=4), 6)
    0.448548
    """
    seen, train = _fitting.labels(train, seen), list(train)
    if not train:
        return np.full((TARGETS, POINTS), 0.5)
    bits = finite.functions(n=3, q=2).astype(int)
    far = np.abs(bits[:, None] - bits[train]).sum(axis=2)
    closest = far == far.min(axis=1, keepdims=True)
    return seen @ (closest / closest.sum(axis=1, keepdims=True)).T


def opposite(train: Sequence[int], seen: np.ndarray) -> np.ndarray:
    """Return the guess against the nearest: 1 minus that of `nearest`.

    Parameters
    ----------
    train, seen : as in `simplest`.

    Examples
    --------
    >>> round(error(opposite, weights(1.0), m=4), 6)
    0.551452
    """
    return 1 - nearest(train, seen)


def majority(train: Sequence[int], seen: np.ndarray) -> np.ndarray:
    """Return the guess by the label seen more often; a half on a tie.

    Parameters
    ----------
    train, seen : as in `simplest`.

    Examples
    --------
    >>> round(error(majority, weights(1.0), m=4), 6)
    0.468351
    """
    seen = _fitting.labels(train, seen)
    ones = 2 * seen.sum(axis=1, dtype=int) - seen.shape[1]
    return np.tile(((np.sign(ones) + 1) / 2)[:, None], POINTS)
