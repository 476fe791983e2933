"""Every learner on every target, exactly: errors off the training set [wolpert1996]_.

Notation
--------
n, q       points and labels; a target is a function, as in `nflsim.finite`
train      points whose labels are seen, fixed and different
off        the other points, in rising order; only they are tested
learner    what is predicted off the training set for each row of labels seen, as integers of
           shape (q**len(train), len(off)); rows in the order of `finite.functions`
errors     labels off the training set that a learner gets wrong on a target
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from nflsim import _check, _limits, finite

LIMIT = 2**28  # bytes of one table
DIGITS = 10**6  # of a count
BITS = 10**7  # of a Fraction


def count_learners(*, n: int, m: int, q: int) -> int:
    """Return how many learners see m of n points: q**((n - m) q**m).

    Parameters
    ----------
    n, q : ints, points >= 1 and labels >= 1.
    m : int from 0 to n - 1.

    Examples
    --------
    >>> count_learners(n=4, m=2, q=2)
    256
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    m = _check.integer("m", m, 0, n - 1)
    _limits.fits_power("the number of learners", q, m, DIGITS, "digits", times=n - m)
    digits = (n - m) * q**m * q.bit_length() * 0.30103
    _limits.fits("the number of learners", int(digits), DIGITS, "digits")
    return q ** ((n - m) * q**m)


def learners(*, n: int, m: int, q: int) -> np.ndarray:
    """Return all learners, shape (learners, q**m, n - m), dtype uint8.

    Parameters
    ----------
    n, m, q : as in `count_learners`.

    Examples
    --------
    >>> learners(n=2, m=1, q=2)[:, :, 0].tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    count = count_learners(n=n, m=m, q=q)
    n, m, q = int(n), int(m), int(q)
    rows, off = q**m, n - m
    _limits.fits(f"all learners for n={n}, m={m}, q={q}", count * rows * off, LIMIT)
    return finite.functions(n=rows * off, q=q).reshape(count, rows, off)


def errors(learner: np.ndarray, *, train: Sequence[int], n: int, q: int) -> np.ndarray:
    """Return how many labels off the training set are wrong on every target.

    Of shape (..., q**n) for one learner or for many: integers from 0 to the number of points
    off the training set.

    Parameters
    ----------
    learner : integers from 0 to q - 1, shape (..., q**len(train), n - len(train)).
    train : different points from 0 to n - 1, fewer than n.
    n, q : ints >= 1.

    Examples
    --------
    >>> always_0 = np.zeros((2, 1), dtype=int)
    >>> errors(always_0, train=[0], n=2, q=2).tolist()
    [0, 1, 0, 1]
    """
    table, train = finite.functions(n=n, q=q), _points(train, n)
    off = [point for point in range(n) if point not in train]
    n, q = int(n), int(q)
    shape = (q ** len(train), len(off))
    learner = _check.whole("learner", learner, f"integers below {q}", lambda x: (x >= 0) & (x < q))
    fits = learner.shape[-2:] == shape
    _check.require(fits, "learner", f"labels of shape (..., {shape[0]}, {shape[1]})", learner.shape)
    _limits.fits("the errors", learner[..., 0, 0].size * len(table) * len(off), LIMIT)
    seen = finite.number(table[:, train], q=q) if train else np.zeros(len(table), dtype=int)
    return (learner[..., seen, :] != table[:, off]).sum(axis=-1)


def uniform_error(q: int) -> Fraction:
    """Return the share of wrong labels off the training set, targets counted alike: 1 - 1/q.

    The same for every learner, and so is the whole histogram of its errors.

    Parameters
    ----------
    q : int >= 1, labels.

    Examples
    --------
    >>> uniform_error(2)
    Fraction(1, 2)
    """
    q = _check.integer("q", q, 1)
    return 1 - Fraction(1, q)


def memoriser_error(*, n: int, m: int, q: int) -> Fraction:
    """Return the error of a memoriser on a point drawn like its m training points.

    (1 - 1/q)(1 - 1/n)**m, targets counted alike: the trap. This is no off-training-set error:
    the test point may be one whose label was seen, and a learner that forgets does worse.

    Parameters
    ----------
    n, q : ints, points >= 1 and labels >= 1.
    m : int >= 0, training points drawn with replacement.

    Examples
    --------
    >>> memoriser_error(n=4, m=3, q=2)
    Fraction(27, 128)
    """
    n, m = _check.integer("n", n, 1), _check.integer("m", m, 0)
    _limits.fits("the exact error", m * n.bit_length(), BITS, "bits")
    return uniform_error(q) * (1 - Fraction(1, n)) ** m


def expected_error(learner: np.ndarray, weights: Sequence, *, train, n: int, q: int) -> Fraction:
    """Return the share of wrong labels off the training set over targets weighted as given.

    Parameters
    ----------
    learner, train, n, q : one learner, as in `errors`.
    weights : one non-negative int or Fraction a target, not all 0.

    Examples
    --------
    >>> always_0 = np.zeros((2, 1), dtype=int)
    >>> expected_error(always_0, [2, 1, 0, 0], train=[0], n=2, q=2)
    Fraction(1, 3)
    """
    wrong = errors(learner, train=train, n=n, q=q)
    _check.require(wrong.ndim == 1, "learner", "a single one", np.shape(learner))
    return finite.average(wrong.tolist(), weights) / (n - len(train))


def _points(train, n):
    train = _check.listed("train", train)
    train = [_check.integer("train", point, 0, n - 1) for point in train]
    _check.require(len(set(train)) == len(train) < n, "train", f"fewer than {n}, different", train)
    return train
