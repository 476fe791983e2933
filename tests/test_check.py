import re
from fractions import Fraction
from math import inf, log10, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import _check, _limits

steady = settings(deadline=None, derandomize=True)  # the same cases on every machine


def test_an_error_names_argument_rule_and_value():
    with pytest.raises(ValueError, match=r"^breadth must be small, got \[9\]$"):
        _check.require(False, "breadth", "small", [9])
    assert _check.require(True, "breadth", "small", [1]) is None


@pytest.mark.parametrize("value", [2, np.int64(2), np.uint8(2)])
def test_whole_numbers_of_any_type_become_ints(value):
    assert _check.integer("n", value, 2, 2) == 2
    assert type(_check.integer("n", value, 2)) is int


@pytest.mark.parametrize("value", [1, 4, 2.0, True, "2", None, nan, Fraction(2), 2 + 0j])
def test_what_is_no_whole_number_in_range_is_refused(value):
    with pytest.raises(ValueError, match=r"^n must be an integer from 2 to 3, got "):
        _check.integer("n", value, 2, 3)


def test_without_an_upper_bound_the_rule_says_so():
    with pytest.raises(ValueError, match=r"^n must be an integer >= 1, got 0$"):
        _check.integer("n", 0, 1)
    assert _check.integer("n", 10**40, 1) == 10**40


@pytest.mark.parametrize("value", [0, 1, 0.5, Fraction(1, 3), np.float64(0.25)])
def test_a_share_becomes_a_float(value):
    found = _check.share("share", value)
    assert (found, type(found)) == (float(value), float)


@pytest.mark.parametrize("value", [-0.1, 1.1, nan, Fraction(4, 3), "0.5", None, 0.5j])
def test_what_is_no_share_is_refused(value):
    with pytest.raises(ValueError, match=r"^share must be a number from 0 to 1, got "):
        _check.share("share", value)


def test_a_size_at_the_limit_fits_and_one_more_does_not():
    assert _limits.fits("a table", 2**20, 2**20) is None
    with pytest.raises(ValueError, match=r"^a table would need 1,025 rows, the limit is 1,024$"):
        _limits.fits("a table", 1025, 1024, "rows")


@steady
@given(st.integers(0, 10**15 - 1))
def test_a_magnitude_below_a_quadrillion_is_written_out(size):
    assert int(_limits.magnitude(size).replace(",", "")) == size


@steady
@given(st.integers(10**15, 10**300))
def test_a_larger_magnitude_is_its_power_of_ten_within_one(size):
    power = int(_limits.magnitude(size).removeprefix("about 10^"))
    assert abs(power - log10(size)) <= 1


@pytest.mark.parametrize("value", [1, 0.5, 1e-300, 1e300, Fraction(1, 3), np.float64(2)])
def test_a_positive_number_becomes_a_float(value):
    found = _check.positive("width", value)
    assert (found, type(found)) == (float(value), float)


@pytest.mark.parametrize("value", [0, -1, nan, inf, -inf, True, "1", None, 1j, [1]])
def test_what_is_no_positive_number_is_refused(value):
    with pytest.raises(ValueError, match=r"^width must be a finite number > 0, got "):
        _check.positive("width", value)


@pytest.mark.parametrize("value", [1, 1.0, 1e-300, Fraction(1, 3)])
def test_a_positive_share_becomes_a_float(value):
    found = _check.positive_share("p", value)
    assert (found, type(found)) == (float(value), float)


@pytest.mark.parametrize("value", [0, -0.1, 1.0000001, nan, inf, True, "1", None])
def test_what_is_no_positive_share_is_refused(value):
    with pytest.raises(ValueError, match=r"^p must be a number > 0 and <= 1, got "):
        _check.positive_share("p", value)


@pytest.mark.parametrize(
    "values", [[1], [0.25, 0.75], (0, 1), np.array([0.5, 0.5, 0]), [Fraction(1, 3)] * 3, [0.1] * 10]
)
def test_weights_become_an_array_of_the_same_numbers(values):
    found = _check.weights("shares", values, len(values))
    assert isinstance(found, np.ndarray)
    assert found.dtype == float
    assert found.tolist() == [float(value) for value in values]


@pytest.mark.parametrize(
    "values",
    [
        [0.5, 0.5],  # too few
        [0.25] * 4,  # too many
        [0.5, 0.5, 0.5],
        [0.3, 0.3, 0.3],
        [0.5, 0.5, 1e-6],  # nearly
        [-0.5, 0.5, 1.0],  # of sum 1
        [0.0, 0.0, 0.0],
        [nan, 0.5, 0.5],
        [nan, nan, nan],
        [inf, 0.0, 0.0],
        [inf, -inf, 1.0],
        [[0.5, 0.25, 0.25]],
        [[1.0], [0.0], [0.0]],
        [],
        1.0,
    ],
)
def test_what_are_no_weights_is_refused(values):
    with pytest.raises(ValueError, match=r"^shares must be 3 numbers >= 0 of sum 1, got ") as error:
        _check.weights("shares", values, 3)
    assert str(error.value).endswith(repr(values))


def test_weights_forgive_rounding_and_no_more():
    assert _check.weights("shares", [0.5, 0.5 + 5e-10], 2).sum() > 1
    with pytest.raises(ValueError, match=r"^shares must be 2 numbers >= 0 of sum 1, got "):
        _check.weights("shares", [0.5, 0.5 + 2e-9], 2)


@pytest.mark.parametrize(
    "values", [[1], (0, -2.5), range(3), np.array([1e300, -0.0]), [Fraction(1, 2)]]
)
def test_finite_numbers_become_an_array_of_the_same(values):
    found = _check.finite("niches", values)
    assert found.dtype == float
    assert found.tolist() == [float(value) for value in values]


@pytest.mark.parametrize(
    "values", [[], [nan], [1.0, nan], [inf, 0.0], [0.0, -inf], 1.0, [[0.0, 1.0]], [[0.0], [1.0]]]
)
def test_what_are_no_finite_numbers_is_refused(values):
    rule = r"^niches must be one or more finite numbers, got "
    with pytest.raises(ValueError, match=rule) as error:
        _check.finite("niches", values)
    assert str(error.value).endswith(repr(values))


# Sizes that are not computed ------------------------------------------------------------------


@steady
@given(st.integers(1, 9), st.integers(0, 70), st.integers(1, 10**6), st.integers(1, 2**70))
def test_a_power_is_refused_iff_it_exceeds_the_limit(base, power, times, limit):
    if times * base**power <= limit:
        assert _limits.fits_power("a table", base, power, limit, times=times) is None
    else:
        with pytest.raises(ValueError, match=r"^a table would need .* bytes, the limit is "):
            _limits.fits_power("a table", base, power, limit, times=times)


@pytest.mark.parametrize(
    ("power", "said"), [(10**6, "10^301029 "), (10**400, "10^(more than floats hold) ")]
)
def test_a_power_too_large_to_compute_is_told_by_its_logarithm(power, said):
    with pytest.raises(ValueError, match=re.escape(f"a table would need about {said}rows")):
        _limits.fits_power("a table", 2, power, 100, "rows")
    assert _limits.fits_power("a table", 1, power, 100) is None


# What an error shows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10**5000, "about 10^5000"),
        (-(10**5000), "-about 10^5000"),
        ([10**5000], "a list with an integer too long to write"),
        (np.array([[1, 2]]), "[[1, 2]]"),
        (np.zeros(10**6), f"{np.zeros(10**6)!r}"),
        ("x" * 999, "'" + "x" * 149 + " ... " + "x" * 44 + "'"),
    ],
    ids=["long", "negative", "within a list", "small array", "large array", "text"],
)
def test_an_error_shows_its_value_in_a_line_or_two(value, shown):
    with pytest.raises(ValueError, match=f"^n must be small, got {re.escape(shown)}$"):
        _check.require(False, "n", "small", value)


# Values of other kinds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [[1, 2], (1, 2), np.array([1, 2]), np.array([1, 2], dtype=np.uint8), [Fraction(1), 2]]
)
def test_numbers_of_any_type_become_floats(value):
    found = _check.array("x", value)
    assert (found.tolist(), found.dtype) == ([1, 2], float)


@pytest.mark.parametrize(
    "value",
    [["1"], [True], None, "12", [1j], [[1], [1, 2]], [None], np.ma.array([1.0], mask=[True])],
)
def test_what_are_no_numbers_is_refused(value):
    with pytest.raises(ValueError, match=r"^x must be finite numbers, got "):
        _check.array("x", value)


@pytest.mark.parametrize("value", [0.5, np.float32(0.5), Fraction(1, 2)])
def test_a_number_becomes_the_fraction_it_is(value):
    found = _check.exact("share", value, "a share", lambda x: 0 <= x <= 1)
    assert (found, type(found)) == (Fraction(1, 2), Fraction)


@pytest.mark.parametrize("value", ["1/2", True, nan, inf, None, 2, 0.5j])
def test_what_is_no_fraction_in_range_is_refused(value):
    with pytest.raises(ValueError, match=r"^share must be a share, got "):
        _check.exact("share", value, "a share", lambda x: 0 <= x <= 1)


@pytest.mark.parametrize("value", [0, 1, "yes", None, [True]])
def test_only_true_and_false_are_flags(value):
    with pytest.raises(ValueError, match=r"^repeats must be True or False, got "):
        _check.flag("repeats", value)
    assert _check.flag("repeats", np.True_) is True


def test_whole_numbers_stay_what_they_are_however_large():
    assert _check.whole("x", [2**70, 1], "integers").tolist() == [2**70, 1]
    for bad in ([1.0], ["1"], [True], [[1], [1, 2]], None):
        with pytest.raises(ValueError, match=r"^x must be integers, got "):
            _check.whole("x", bad, "integers")
