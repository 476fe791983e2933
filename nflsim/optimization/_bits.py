"""What is counted on batches of strings, shape (..., n)."""

import numpy as np


def ones(x):
    """Return the number of ones."""
    return x.sum(axis=-1, dtype=np.min_scalar_type(x.shape[-1]))  # the narrowest is fastest


def leading(x):
    """Return the number of ones before the first zero."""
    count, unbroken = np.zeros(x.shape[:-1], dtype=np.int32), np.ones(x.shape[:-1], dtype=bool)
    for bit in range(x.shape[-1]):
        unbroken &= x[..., bit] == 1
        if not unbroken.any():
            break
        count += unbroken
    return count
