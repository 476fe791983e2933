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

import numpy as np

from nflsim import _check

TINY = 1e-100  # an order as good as 0


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
    x = _check.array("x", x, "from 0 to 1", lambda x: (x >= 0) & (x <= 1))
    curvature = _check.positive("curvature", curvature)
    return np.stack([(1 - x) ** curvature, x**curvature], axis=-1)


def power_mean(payoffs: np.ndarray, weights: Sequence, *, order: float) -> np.ndarray:
    """Return what payoffs are worth together, shape (...,) for (..., k).

    (sum_i w_i v_i**order)**(1/order); the product of v_i**w_i at order 0, the smallest payoff
    that has weight at -inf. To thirteen digits, whatever the payoffs, weights and order.

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
    rule = "finite numbers >= 0 of shape (..., k)"
    payoffs = _check.array("payoffs", payoffs, rule, lambda v: (v >= 0) & (v < inf))
    _check.require(payoffs.ndim, "payoffs", rule, payoffs)
    weights = _check.weights("weights", weights, payoffs.shape[-1])
    order = _check.real("order", order, "a number below inf", lambda x: x < inf)
    payoffs, weights = payoffs[..., weights > 0], weights[weights > 0] / weights.sum()
    if order == -inf:
        return payoffs.min(axis=-1)
    if order == 1:
        return payoffs @ weights
    with np.errstate(divide="ignore", over="ignore"):  # log 0 is -inf, and exp of it 0 again
        logs = np.log(payoffs)
        # Taken out first, the largest (or smallest) payoff keeps all powers within 0 and 1.
        base = logs.max(axis=-1) if order > 0 else logs.min(axis=-1)
        base = np.where(np.isneginf(base), 0, base)
        gaps = logs - base[..., None]
        if abs(order) < TINY:
            return np.exp(base + gaps @ weights)
        # Of a mean of powers near 1 the distance from 1 has the digits, of any other the mean.
        near, mean = np.expm1(order * gaps) @ weights, np.exp(order * gaps) @ weights
        log_mean = np.where(abs(near) < 0.5, np.log1p(np.maximum(near, -0.5)), np.log(mean))
        return np.exp(base + log_mean / order)
