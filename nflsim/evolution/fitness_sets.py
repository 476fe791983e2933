"""Two niches, one body: Levins' fitness set, and how wide a tolerance should be.

Notation
--------
mu         the niches: where each is on the axis of phenotypes
s          width of a body's tolerance, in the units of mu
W          payoff of a body at x in a niche: exp(-(x - mu)**2 / (2 s**2)), at most 1
weights    how often each niche is met, their sum 1
order      how payoffs go together, as in `nflsim.tradeoff`: 1 added, 0 multiplied
m          half the distance of two niches at -m and m
"""

from collections.abc import Sequence
from math import cosh, exp, factorial, hypot, log1p, pi, sqrt, tanh

import numpy as np

from nflsim import _check, _halving, tradeoff
from nflsim.evolution import _bells

LARGE = 1e150  # whose square is a float


def payoffs(x: np.ndarray, niches: Sequence, *, width: float) -> np.ndarray:
    """Return W of bodies at x in each niche, shape (..., niches).

    Parameters
    ----------
    x : phenotypes, any shape.
    niches : numbers, one or more.
    width : s > 0.

    Examples
    --------
    >>> payoffs(0.0, [-1, 1], width=1.0).round(4).tolist()
    [0.6065, 0.6065]
    """
    return np.exp(log_payoffs(x, niches, width=width))


def log_payoffs(x: np.ndarray, niches: Sequence, *, width: float) -> np.ndarray:
    """Return log W of bodies at x in each niche, shape (..., niches), where W may be too small.

    Parameters
    ----------
    x, niches, width : as in `payoffs`.

    Examples
    --------
    >>> log_payoffs(0.0, [-100, 1], width=1.0).tolist()
    [-5000.0, -0.5]
    """
    width, niches = _check.positive("width", width), _check.finite("niches", niches)
    x = _check.array("x", x)
    with np.errstate(over="ignore"):
        logs = _bells.log_payoffs(x, niches, width)
    return np.moveaxis(_check.result("width", logs, width), 0, -1)


def log_mean(logs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return log of the weighted mean of exp(logs) over the last axis, without overflow.

    Parameters
    ----------
    logs : numbers, shape (..., k).
    weights : k numbers >= 0 of sum 1.

    Examples
    --------
    >>> log_mean(np.array([1000.0, 1000.0]), np.array([0.5, 0.5])).item()
    1000.0
    """
    rule = "finite numbers of shape (..., k)"
    logs = _check.array("logs", logs, rule)
    _check.require(logs.ndim and logs.shape[-1], "logs", rule, logs)
    weights = _check.weights("weights", weights, logs.shape[-1])
    logs, weights = logs[..., weights > 0], weights[weights > 0] / weights.sum()
    top = logs.max(axis=-1)
    with np.errstate(over="ignore", under="ignore"):
        gaps = np.exp(logs - top[..., None])
    return top + np.log(gaps @ weights)


def fitness(
    x: np.ndarray, niches: Sequence, weights: Sequence, *, width: float, order: float
) -> np.ndarray:
    """Return what the niches are worth together to bodies at x, same shape as x.

    Parameters
    ----------
    x : phenotypes, any shape.
    niches : numbers, one or more.
    weights : one for each niche, their sum 1.
    width : s > 0.
    order : of the power mean, below inf.

    Examples
    --------
    >>> fitness(0.0, [-1, 1], [0.5, 0.5], width=1.0, order=0).round(4).item()
    0.6065
    """
    return tradeoff.power_mean(payoffs(x, niches, width=width), weights, order=order)


def specialist(m: float, *, width: float) -> float:
    """Return where the best body stands between niches at -m and m met equally often, added.

    z = m tanh(m z / s**2): 0, the middle, for m <= s, and otherwise the positive solution (its
    mirror image is as good). The middle is best exactly while it is where each niche's payoff
    still bends down, within s of the niche.

    Parameters
    ----------
    m : number > 0.
    width : s > 0.

    Examples
    --------
    >>> specialist(1.0, width=1.0), round(specialist(1.5, width=1.0), 5)
    (0.0, 1.46324)
    """
    m, width = _check.positive("m", m), _check.positive("width", width)
    if m <= width:
        return 0.0
    if m > 5 * width:  # of the tanh there, 1 is all that floats can say
        return m
    # With u = m z / s**2 it is (m**2 / s**2 - 1) tanh u = u - tanh u, whose digits stay near m = s.
    more = (m - width) / width * ((m + width) / width)
    u = _halving.change(lambda u: more * tanh(u) > _beyond_tanh(u), 0.0, more + 2)
    return min(u * (width / m) * width, m)


def cusp(distance: float, *, width: float) -> float:
    """Return how unequal two niches may be before one of two best bodies is lost.

    The largest |log(p / (1 - p))| with two local optima of added payoffs, p the weight of a
    niche: 2 log(D - sqrt(D**2 - 1)) + 2 D sqrt(D**2 - 1), D = distance / (2 s); 0 for D <= 1.

    Parameters
    ----------
    distance : of the niches, > 0.
    width : s > 0.

    Examples
    --------
    >>> round(cusp(3.0, width=1.0), 6)
    1.429255
    """
    distance, width = _check.positive("distance", distance), _check.positive("width", width)
    more = (distance - 2 * width) / width / 2  # D - 1, with its digits
    _check.require(more < LARGE, "distance", f"below {LARGE:g} widths", distance)
    # With x = 2 acosh D it is sinh x - x.
    x = 2 * log1p(more + sqrt(more) * sqrt(2 + more)) if more > 0 else 0.0
    if x > 1:
        return 2 * (1 + more) * sqrt(more) * sqrt(2 + more) - x
    return sum(x ** (2 * k + 1) / factorial(2 * k + 1) for k in range(1, 12))


def tolerance_fitness(variance: float, *, spread: float, order: float, bias: float = 0.0) -> float:
    """Return what a tolerance curve of area 1 is worth when the environment varies.

    The payoff in environment E is the normal density of variance V at E; E is normal with mean
    `bias`, b, and standard deviation `spread`, e. Added it is the density of variance V + e**2
    at b, largest at V = max(0, b**2 - e**2); multiplied, as geometric mean, it is
    (2 pi V)**-1/2 exp(-(e**2 + b**2) / (2 V)), largest at V = e**2 + b**2.

    Parameters
    ----------
    variance : V > 0, the squared width of the tolerance.
    spread : e > 0.
    order : 1 (added) or 0 (multiplied).
    bias : b, how far the mean environment is from the middle of the curve.

    Examples
    --------
    >>> values = {v: tolerance_fitness(v, spread=1.0, order=0) for v in (0.5, 1.0, 2.0)}
    >>> max(values, key=values.get)
    1.0
    """
    v, e = _check.positive("variance", variance), _check.positive("spread", spread)
    order = _check.real("order", order, "0 or 1", lambda x: x in (0, 1))
    bias = _check.number("bias", bias)
    under = sqrt(v + e * e) if order else sqrt(v)
    far = bias / under if order else hypot(bias, e) / under
    density = exp(-(min(far, LARGE) ** 2) / 2) / under / sqrt(2 * pi)
    return _check.result("variance", density, variance)


def _beyond_tanh(u):
    """Return u - tanh u; near 0 as a sum over cosh u, since the difference has no digits there."""
    if u > 1:
        return u - tanh(u)
    return sum(2 * k * u ** (2 * k + 1) / factorial(2 * k + 1) for k in range(1, 12)) / cosh(u)
