"""Payoffs of checked input, for loops in which a check would take longer than the sum."""

import numpy as np


def log_payoffs(x, niches, width):
    """Return log W in each niche, shape (niches, ...): sums over bodies or niches are quick so."""
    return -(((x - niches.reshape(-1, *(1,) * x.ndim)) / width) ** 2) / 2


def payoffs(x, niches, width):
    return np.exp(log_payoffs(x, niches, width))
