"""What public functions are given: it comes out as the plain type that a model wants, or an error.

An error names the argument, the rule and the value.
"""

from fractions import Fraction
from math import inf, isclose, isfinite
from numbers import Integral, Rational, Real

import numpy as np

from nflsim import _limits

SHOWN = 200  # characters of a value in an error


def require(condition, argument, rule, value):
    """Return nothing; raise a ValueError unless `condition` holds."""
    if not condition:
        raise ValueError(f"{argument} must be {rule}, got {_shown(value)}")


# One value -----------------------------------------------------------------------------------


def integer(argument, value, low, high=None, limit=None):
    """Return `value` as an int; raise unless it is a whole number from `low` to `high`.

    What is beyond `limit` makes sense and would take too long, or too much memory.
    """
    rule = f"an integer >= {low}"
    if high is not None:
        rule = f"an integer from {low} to {_limits.magnitude(high)}"
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    require(whole and value >= low and (high is None or value <= high), argument, rule, value)
    if limit is not None:
        require(value <= limit, argument, f"at most {limit:,}, by its size", value)
    return int(value)


def real(argument, value, rule, holds):
    """Return `value` as a float; raise unless it is a real number, not nan, for which `holds`."""
    found = _float(value)
    require(found == found and holds(found), argument, rule, value)  # nan is not itself
    return found


def number(argument, value):
    """Return `value` as a float; raise unless it is a finite real number."""
    return real(argument, value, "a finite number", isfinite)


def positive(argument, value):
    """Return `value` as a float; raise unless it is a finite real number above 0."""
    return real(argument, value, "a finite number > 0", lambda x: 0 < x < inf)


def not_negative(argument, value):
    """Return `value` as a float; raise unless it is a finite real number, 0 or above."""
    return real(argument, value, "a finite number >= 0", lambda x: 0 <= x < inf)


def at_least(argument, value, low):
    """Return `value` as a float; raise unless it is a finite real number from `low` on."""
    return real(argument, value, f"a finite number >= {low:g}", lambda x: low <= x < inf)


def above(argument, value, low):
    """Return `value` as a float; raise unless it is a finite real number above `low`."""
    return real(argument, value, f"a finite number > {low:g}", lambda x: low < x < inf)


def between(argument, value, low, high):
    """Return `value` as a float; raise unless it is a real number from `low` to `high`."""
    return real(argument, value, f"a number from {low:g} to {high:g}", lambda x: low <= x <= high)


def share(argument, value):
    """Return `value` as a float; raise unless it is a real number from 0 to 1."""
    return between(argument, value, 0, 1)


def positive_share(argument, value):
    """Return `value` as a float; raise unless it is a real number above 0 and at most 1."""
    return real(argument, value, "a number > 0 and <= 1", lambda x: 0 < x <= 1)


def exact(argument, value, rule, holds):
    """Return `value` as a Fraction; raise unless it is a finite number for which `holds`."""
    known = isinstance(value, Rational | float | np.floating) and not isinstance(value, bool)
    if known and not isinstance(value, Rational):
        value, known = float(value), isfinite(value)
    found = Fraction(value) if known else None
    require(found is not None and holds(found), argument, rule, value)
    return found


def flag(argument, value):
    """Return `value` as a bool; raise unless it is one."""
    require(isinstance(value, bool | np.bool_), argument, "True or False", value)
    return bool(value)


def generator(argument, value):
    """Return `value`; raise unless it is a generator of random numbers."""
    fine = isinstance(value, np.random.Generator)
    require(fine, argument, "a numpy.random.Generator", value)
    return value


def instance(argument, value, kind, rule):
    """Return `value`; raise unless it is of a kind."""
    require(isinstance(value, kind), argument, rule, value)
    return value


def result(argument, found, value):
    """Return what was found; raise unless floats can say it, for the argument that is extreme."""
    require(np.isfinite(found).all(), argument, "moderate: the result is beyond all floats", value)
    return found


# Many values ---------------------------------------------------------------------------------


def array(argument, values, rule="finite numbers", holds=np.isfinite, ndim=None):
    """Return `values` as an array of floats; raise unless all are real numbers that hold.

    Any shape, or one of `ndim` axes that is not empty.
    """
    found = _array(values)
    fine = found is not None and (ndim is None or (found.ndim == ndim and found.size))
    with np.errstate(invalid="ignore"):
        require(fine and holds(found).all(), argument, rule, values)
    return found


def positives(argument, values, rule="one or more finite numbers > 0"):
    """Return `values` as an array of one axis; raise unless they are numbers above 0."""
    return array(argument, values, rule, lambda x: (x > 0) & (x < inf), ndim=1)


def finite(argument, values):
    """Return `values` as an array of one axis; raise unless they are one or more finite numbers."""
    return array(argument, values, "one or more finite numbers", ndim=1)


def whole(argument, values, rule, holds=lambda x: True, ndim=None):
    """Return `values` as an array of ints; raise unless all are whole numbers that hold."""
    found = _plain(values)
    # Python's own ints may be too large for any type of an array.
    own = found.dtype.kind == "O" and all(map(_own_int, found.flat))
    fine = (found.dtype.kind in "iu" or own) and (ndim is None or found.ndim == ndim)
    require(fine and np.all(holds(found)), argument, rule, values)
    return found


def bits(argument, values, rule):
    """Return `values` as an array of integers or bools; raise unless all are 0 or 1."""
    found = _plain(values)
    if found.dtype.kind == "b":
        return found.astype(np.uint8)
    return whole(argument, values, rule, lambda x: (x == 0) | (x == 1))


def weights(argument, values, size):
    """Return `values` as an array; raise unless they are `size` numbers >= 0 of sum 1."""
    found = _array(values)
    rule, inside = f"{size} numbers >= 0 of sum 1", False
    if found is not None and found.shape == (size,):
        inside = ((found >= 0) & (found < 2)).all()
    require(inside and isclose(found.sum(), 1, abs_tol=1e-9), argument, rule, values)
    return found


def exact_weights(argument, values, size=None):
    """Return `values` as a list of Fractions; raise unless all are numbers >= 0."""
    values, rule = listed(argument, values), ">= 0 and not all 0"
    require(size in (None, len(values)), argument, f"{size} numbers", len(values))
    return [exact(argument, each, rule, lambda w: w >= 0) for each in values]


def together(argument, values, others):
    """Return nothing; raise unless the shapes of two arrays go together."""
    try:
        np.broadcast_shapes(values.shape, others.shape)
    except ValueError:
        require(False, argument, f"of a shape that goes with {others.shape}", values.shape)


def listed(argument, values, rule="a sequence"):
    """Return `values` as a list; raise unless they are some, one after another."""
    none = str | bytes | dict | np.ma.MaskedArray
    fine = not isinstance(values, none) and hasattr(values, "__iter__")
    require(fine and getattr(values, "ndim", 1), argument, rule, values)
    return list(values)


def _plain(values):
    """Return values as an array as they are; of text where rows have several lengths."""
    if isinstance(values, np.ma.MaskedArray):  # whose gaps would pass for numbers
        return np.empty(0, dtype=str)
    try:
        return np.asarray(values)
    except ValueError:
        return np.empty(0, dtype=str)


def _own_int(value):
    return isinstance(value, Integral) and not isinstance(value, bool)


def _float(value):
    """Return a real number as a float, nan for whatever else, inf beyond all floats."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return float("nan")
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


def _array(values):
    """Return real numbers as an array of floats, None for whatever else."""
    found = _plain(values)
    if found.dtype.kind in "iuf":
        return found.astype(float)
    if found.dtype.kind == "O" and all(isinstance(each, Real) for each in found.flat):
        return np.array([_float(each) for each in found.flat]).reshape(found.shape)
    return None


def _shown(value):
    """Return a value as an error shows it."""
    if isinstance(value, Integral) and abs(value) >= 10**60:
        return ("-" if value < 0 else "") + _limits.magnitude(abs(int(value)))
    if isinstance(value, np.ndarray) and value.size < SHOWN:
        value = value.tolist()
    try:
        text = repr(value)
    except ValueError:  # Python writes no integer of more than 4300 digits
        text = f"a {type(value).__name__} with an integer too long to write"
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 50]} ... {text[-45:]}"
