"""Trade-offs between two tasks, and what several payoffs are worth together.

Notation
--------
x          breadth of a body: 0 is all for the first task, 1 all for the second
curvature  below 1 the curve of payoffs bulges outward, above 1 it bends inward
order      of a power mean: 1 adds payoffs, 0 multiplies them, -inf counts the worst only
weights    how often each payoff comes, non-negative, their sum 1
"""

from collections.abc import Sequence
from math import inf
from numbers import Real

import numpy as np

from nflsim import _check


def power_curve(x: np.ndarray, *, curvature: float) -> np.ndarray:
    """Return the payoffs of bodies in both tasks, shape (..., 2): (1 - x)**c and x**c.

    Parameters
    ----------
    x : numbers from 0 to 1, any shape.
    curvature : number > 0.

    Examples
    --------
    >>> power_curve(0.5, curvature=2).tolist()
    [0.25, 0.25]
    """
    x, curvature = np.asarray(x, dtype=float), _check.positive("curvature", curvature)
    _check.require(((x >= 0) & (x <= 1)).all(), "x", "from 0 to 1", x.tolist())
    return np.stack([(1 - x) ** curvature, x**curvature], axis=-1)


def power_mean(payoffs: np.ndarray, weights: Sequence, *, order: float) -> np.ndarray:
    """Return what payoffs are worth together, shape (...,) for (..., k).

    (sum_i w_i v_i**order)**(1/order); the product of v_i**w_i at order 0, the smallest payoff
    that has weight at -inf.

    Parameters
    ----------
    payoffs : numbers >= 0, shape (..., k).
    weights : k numbers >= 0 of sum 1.
    order : number from -inf up to, not including, inf.

    Examples
    --------
    >>> [power_mean([1.0, 4.0], [0.5, 0.5], order=order).item() for order in (1, 0, -float("inf"))]
    [2.5, 2.0, 1.0]
    """
    payoffs = np.asarray(payoffs, dtype=float)
    _check.require(payoffs.ndim, "payoffs", "of shape (..., k)", payoffs.tolist())
    weights = _check.weights("weights", weights, payoffs.shape[-1])
    fine = (payoffs >= 0).all() and np.isfinite(payoffs).all()
    _check.require(fine, "payoffs", "finite and >= 0", payoffs.tolist())
    _check.require(isinstance(order, Real) and order < inf, "order", "a number below inf", order)
    payoffs, weights = payoffs[..., weights > 0], weights[weights > 0]
    if order == -inf:
        return payoffs.min(axis=-1)
    with np.errstate(divide="ignore", over="ignore"):  # log 0 is -inf, and exp of it 0 again
        logs = np.log(payoffs)
        # Taken out first, the largest (or smallest) payoff keeps all powers within 0 and 1.
        base = logs.max(axis=-1) if order > 0 else logs.min(axis=-1)
        base = np.where(np.isneginf(base), 0, base)
        gaps = logs - base[..., None]
        if order == 0:
            return np.exp(base + gaps @ weights)
        return np.exp(base + np.log1p(np.expm1(order * gaps) @ weights) / order)
