from fractions import Fraction
from math import log10, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import _check

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
def test_a_share_is_returned_as_it_is(value):
    assert _check.share("share", value) is value


@pytest.mark.parametrize("value", [-0.1, 1.1, nan, Fraction(4, 3), "0.5", None, 0.5j])
def test_what_is_no_share_is_refused(value):
    with pytest.raises(ValueError, match=r"^share must be a number from 0 to 1, got "):
        _check.share("share", value)


def test_a_size_at_the_limit_fits_and_one_more_does_not():
    assert _check.fits("a table", 2**20, 2**20) is None
    with pytest.raises(ValueError, match=r"^a table would need 1,025 rows, the limit is 1,024$"):
        _check.fits("a table", 1025, 1024, "rows")


@steady
@given(st.integers(0, 10**15 - 1))
def test_a_magnitude_below_a_quadrillion_is_written_out(size):
    assert int(_check.magnitude(size).replace(",", "")) == size


@steady
@given(st.integers(10**15, 10**300))
def test_a_larger_magnitude_is_its_power_of_ten_within_one(size):
    power = int(_check.magnitude(size).removeprefix("about 10^"))
    assert abs(power - log10(size)) <= 1
