"""Errors that name the argument, the rule and the value."""

from math import inf, isclose
from numbers import Integral, Real

import numpy as np


def require(condition, argument, rule, value):
    """Return nothing; raise a ValueError unless `condition` holds."""
    if not condition:
        raise ValueError(f"{argument} must be {rule}, got {value!r}")


def integer(argument, value, low, high=None):
    """Return `value` as an int; raise unless it is a whole number from `low` to `high`."""
    rule = f"an integer >= {low}" if high is None else f"an integer from {low} to {high}"
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    require(whole and value >= low and (high is None or value <= high), argument, rule, value)
    return int(value)


def between(argument, value, low, high):
    """Return `value`; raise unless it is a real number from `low` to `high`."""
    require(
        _real(value) and low <= value <= high, argument, f"a number from {low} to {high}", value
    )
    return value


def share(argument, value):
    """Return `value`; raise unless it is a real number from 0 to 1."""
    return between(argument, value, 0, 1)


def number(argument, value):
    """Return `value`; raise unless it is a finite real number."""
    require(_real(value) and -inf < value < inf, argument, "a finite number", value)
    return value


def positive(argument, value):
    """Return `value`; raise unless it is a finite real number above 0."""
    require(_real(value) and 0 < value < inf, argument, "a finite number > 0", value)
    return value


def not_negative(argument, value):
    """Return `value`; raise unless it is a finite real number, 0 or above."""
    require(_real(value) and 0 <= value < inf, argument, "a finite number >= 0", value)
    return value


def positive_share(argument, value):
    """Return `value`; raise unless it is a real number above 0 and at most 1."""
    require(_real(value) and 0 < value <= 1, argument, "a number > 0 and <= 1", value)
    return value


def weights(argument, values, size):
    """Return `values` as an array; raise unless they are `size` numbers >= 0 of sum 1."""
    array = np.asarray(values, dtype=float)
    fine = array.shape == (size,) and (array >= 0).all() and isclose(array.sum(), 1, abs_tol=1e-9)
    require(fine, argument, f"{size} numbers >= 0 of sum 1", values)
    return array


def finite(argument, values):
    """Return `values` as an array of one axis; raise unless they are one or more finite numbers."""
    array = np.asarray(values, dtype=float)
    fine = array.ndim == 1 and array.size and np.isfinite(array).all()
    require(fine, argument, "one or more finite numbers", values)
    return array


def fits(what, size, limit, unit="bytes"):
    """Return nothing; raise unless `size` is within `limit`."""
    if size > limit:
        raise ValueError(f"{what} would need {magnitude(size)} {unit}, the limit is {limit:,}")


def _real(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def magnitude(size):
    """Return an int in words: digits up to 10^15, a power of ten beyond."""
    if size < 10**15:
        return f"{size:,}"
    return f"about 10^{int(size.bit_length() * 0.30103)}"
