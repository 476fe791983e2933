"""Which of the 256 targets fit the labels seen, and what they say of the other points."""

import numpy as np

from nflsim import _check, finite

POINTS, TARGETS = 8, 256


def labels(train, seen):
    """Return the labels on the training points, checked."""
    train = _check.listed("train", train, f"different points below {POINTS}")
    train = [_check.integer("train", point, 0, POINTS - 1) for point in train]
    rule = f"bits of shape ({TARGETS}, {len(train)})"
    seen = _check.bits("seen", seen, rule) if train else np.empty((TARGETS, 0), dtype=np.uint8)
    _check.require(seen.shape == (TARGETS, len(train)), "seen", rule, seen)
    return seen


def _groups(seen):
    """Return which targets have the same labels on the training set, shape (groups, 256)."""
    code = finite.number(seen, q=2) if seen.shape[1] else np.zeros(TARGETS, dtype=int)
    return code, (code == np.unique(code)[:, None]).astype(float)


def chance_of_one(seen, weight):
    """Return the weighted share of ones at each point among the targets that fit."""
    code, same = _groups(seen)
    total = same @ weight
    ones = (same * weight) @ finite.functions(n=POINTS, q=2)
    share = np.where(total[:, None] > 0, ones / np.where(total, total, 1)[:, None], 0.5)
    return share[code]


def extreme(seen, size):
    """Return the guess by a target drawn from those of the least size that fit the labels."""
    code, same = _groups(seen)
    least = np.where(same > 0, size, TARGETS).min(axis=1)
    return chance_of_one(seen, (size == least[code]).astype(float))
