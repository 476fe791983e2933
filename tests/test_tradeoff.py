from decimal import Decimal, getcontext
from fractions import Fraction
from itertools import pairwise
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import tradeoff

steady = settings(deadline=None, derandomize=True)  # the same cases on every machine
getcontext().prec = 60

# Powers and logarithms of numbers within exp(-60) and exp(60) are off by 60 roundings of 1e-16,
# and roots of them are not worse.
CLOSE = 1e-13

# Curves --------------------------------------------------------------------------------------


@pytest.mark.parametrize("curvature", [1, 2, 3])
def test_whole_powers_are_exact(curvature):
    sixteenths = [Fraction(i, 16) for i in range(17)]
    found = tradeoff.power_curve([float(x) for x in sixteenths], curvature=curvature)
    assert found.tolist() == [
        [float((1 - x) ** curvature), float(x**curvature)] for x in sixteenths
    ]


@pytest.mark.parametrize("curvature", [0.1, 0.5, 1.0, 2.0, 7.5])
def test_the_ends_are_all_of_one_task(curvature):
    assert tradeoff.power_curve(0, curvature=curvature).tolist() == [1, 0]
    assert tradeoff.power_curve(1, curvature=curvature).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("curvature", "side"), [(0.25, 1), (0.8, 1), (1.0, 0), (1.5, -1), (4.0, -1)]
)
def test_the_curve_bulges_outward_below_curvature_one(curvature, side):
    """Against the straight line from one end to the other, where payoffs sum to 1."""
    inside = np.linspace(0.01, 0.99, 99)
    beyond = tradeoff.power_curve(inside, curvature=curvature).sum(axis=-1) - 1
    assert (abs(beyond) < 1e-15).all() if side == 0 else (side * beyond > 1e-3).all()


def test_bodies_of_any_shape_get_two_payoffs_each():
    x = np.array([[0.0, 0.25, 0.5], [0.75, 1.0, 0.5]])
    found = tradeoff.power_curve(x, curvature=2)
    assert found.shape == (2, 3, 2)
    assert found[1, 0].tolist() == [1 / 16, 9 / 16]
    assert x.tolist() == [[0.0, 0.25, 0.5], [0.75, 1.0, 0.5]]


# Means ---------------------------------------------------------------------------------------


def defined(payoffs, weights, order):
    """Return the power mean by its definition, to 60 digits; payoffs > 0."""
    pairs = [(Decimal(v), Decimal(w)) for v, w in zip(payoffs, weights) if w]
    if order == -inf:
        return min(v for v, _ in pairs)
    if abs(order) < 1e-16:  # and then M(r) differs from M(0) by r Var(log v) / 2 < 1e-13
        return sum(w * v.ln() for v, w in pairs).exp()
    return (sum(w * v ** Decimal(order) for v, w in pairs)) ** (1 / Decimal(order))


def close(value, exact):
    return abs(Decimal(float(value)) - exact) <= Decimal(CLOSE) * exact


# Binary fractions whose sum is exactly 1, with none, one or several zeros among them.
shared = st.lists(st.integers(1, 15), min_size=0, max_size=4, unique=True).map(
    lambda cuts: [(b - a) / 16 for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 16])]
)
some = st.tuples(shared, st.booleans()).map(lambda pair: pair[0] + [0.0] * pair[1])
ORDERS = [-inf, -50, -7.5, -2, -1, -0.5, -1e-3, -1e-10, -1e-17, 0, 1e-300, 1e-17, 1e-9]
ORDERS += [0.01, 1 / 3, 1, 2, 3, 11, 40]


@steady
@given(some, st.sampled_from(ORDERS), st.data())
def test_means_are_what_they_are_defined_to_be(weights, order, data):
    size = len(weights)
    numbers = st.floats(1e-12, 1e12)
    payoffs = data.draw(st.lists(numbers, min_size=size, max_size=size))
    assert close(
        tradeoff.power_mean(payoffs, weights, order=order), defined(payoffs, weights, order)
    )


@pytest.mark.parametrize(
    ("order", "exact"),
    [(1, "2.5"), (2, "8.5"), (-1, "1.6"), (0, "2"), (0.5, "2.25"), (-inf, "1"), (3, "32.5")],
)
def test_means_of_one_and_four_by_hand(order, exact):
    root = {2: 2, 3: 3}.get(order, 1)
    found = tradeoff.power_mean([1.0, 4.0], [0.5, 0.5], order=order)
    assert close(found**root, Decimal(exact))


@pytest.mark.parametrize("tiny", [1e-300, 1e-17, 2.8e-17, 1e-16, 1e-12, 1e-8])
def test_next_to_order_zero_stands_the_geometric_mean(tiny):
    """M(r) = M(0) (1 + r Var(log v) / 2 + ...), here Var(log v) = log(2)**2."""
    for order in (tiny, -tiny):
        found = tradeoff.power_mean([1.0, 4.0], [0.5, 0.5], order=order)
        assert abs(found / 2 - 1 - order * np.log(2) ** 2 / 2) < CLOSE


@pytest.mark.parametrize(
    ("payoffs", "order"),
    [
        ([1e-8, 1.0], -50),
        ([1e-200, 1.0], -2),
        ([1e10, 1.0], 40),
        ([1e200, 1.0], 3),
        ([1e-30, 1e-31], 20),
    ],
)
def test_powers_beyond_the_range_of_floats_have_means_within(payoffs, order):
    found = tradeoff.power_mean(payoffs, [0.5, 0.5], order=order)
    # Numbers up to exp(460): as many roundings.
    assert abs(Decimal(float(found)) / defined(payoffs, [0.5, 0.5], order) - 1) < Decimal("1e-12")


@pytest.mark.parametrize("order", [-inf, -60, -1, -0.001, 0])
def test_one_payoff_of_nothing_spoils_a_mean_of_order_zero_or_less(order):
    assert tradeoff.power_mean([0.0, 3.0, 5.0], [0.2, 0.3, 0.5], order=order) == 0
    assert tradeoff.power_mean([0.0, 0.0], [0.5, 0.5], order=order) == 0


@pytest.mark.parametrize("order", [1, 2, 0.5])
def test_and_only_lowers_one_of_positive_order(order):
    found = tradeoff.power_mean([0.0, 4.0], [0.75, 0.25], order=order)
    assert abs(found - 4 * 0.25 ** (1 / order)) < 1e-14
    assert tradeoff.power_mean([0.0, 0.0], [0.5, 0.5], order=order) == 0


@pytest.mark.parametrize("order", ORDERS)
def test_what_has_no_weight_counts_for_nothing(order):
    with_it = tradeoff.power_mean([0.0, 2.0, 5.0, 1e9], [0, 0.5, 0.5, 0], order=order)
    assert with_it == tradeoff.power_mean([2.0, 5.0], [0.5, 0.5], order=order)
    assert close(tradeoff.power_mean([0.0, 3.0], [0, 1], order=order), Decimal(3))


@steady
@given(st.lists(st.floats(1e-3, 1e3), min_size=3, max_size=3))
def test_means_rise_with_their_order_from_the_least_payoff(payoffs):
    found = [tradeoff.power_mean(payoffs, [0.5, 0.25, 0.25], order=order) for order in ORDERS]
    assert found[0] == min(payoffs)
    assert all(low <= high * (1 + CLOSE) for low, high in pairwise(found))
    assert found[-1] <= max(payoffs) * (1 + CLOSE)


@pytest.mark.parametrize("order", [-inf, -2, 0, 1, 2.5])
def test_every_row_of_payoffs_gets_its_own_mean(order):
    payoffs = np.random.default_rng(1).uniform(0.1, 2, size=(3, 4, 2))
    before = payoffs.copy()
    found = tradeoff.power_mean(payoffs, [0.25, 0.75], order=order)
    assert found.shape == (3, 4)
    assert (payoffs == before).all()
    for place in np.ndindex(3, 4):
        assert close(found[place], defined(payoffs[place].tolist(), [0.25, 0.75], order))


def test_the_neutral_curve_and_who_wins_beside_it():
    """Added payoffs of a straight curve tie; bulging favours the middle, a bend the ends."""
    x = np.linspace(0, 1, 101)
    for curvature, order, middle in ((1, 1, None), (0.5, 1, 1), (2, 1, 0), (3, 0, 1), (3, 0.2, 1)):
        payoffs = tradeoff.power_curve(x, curvature=curvature)
        worth = tradeoff.power_mean(payoffs, [0.5, 0.5], order=order)
        if middle is None:
            assert abs(worth - 0.5).max() < 1e-15
        else:
            assert (worth.argmax() == 50) == middle


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": -0.1}, r"x must be from 0 to 1, got -0\.1"),
        ({"x": [0.5, 1.1]}, r"x must be from 0 to 1, got \[0\.5, 1\.1\]"),
        ({"x": nan}, r"x must be from 0 to 1, got nan"),
        ({"curvature": 0}, r"curvature must be a finite number > 0, got 0"),
        ({"curvature": -1.0}, r"curvature must be a finite number > 0, got -1\.0"),
        ({"curvature": nan}, r"curvature must be a finite number > 0, got nan"),
        ({"curvature": inf}, r"curvature must be a finite number > 0, got inf"),
    ],
)
def test_bad_curves_are_refused_by_name(change, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        tradeoff.power_curve(**{"x": 0.5, "curvature": 1.0} | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"payoffs": [1.0, -1.0]}, r"payoffs must be .*>= 0.*, got \[1\.0, -1\.0\]"),
        ({"payoffs": [1.0, nan]}, r"payoffs must be .*>= 0.*, got \[1\.0, nan\]"),
        ({"weights": [0.5, 0.6]}, r"weights must be 2 numbers >= 0 of sum 1, got \[0\.5, 0\.6\]"),
        ({"weights": [1.5, -0.5]}, r"weights must be 2 numbers >= 0 of sum 1, got \[1\.5, -0\.5\]"),
        ({"weights": [1.0]}, r"weights must be 2 numbers >= 0 of sum 1, got \[1\.0\]"),
        ({"weights": [nan, 1.0]}, r"weights must be 2 numbers >= 0 of sum 1, got \[nan, 1\.0\]"),
        ({"order": inf}, r"order must be a number below inf, got inf"),
        ({"order": nan}, r"order must be a number below inf, got nan"),
    ],
)
def test_bad_means_are_refused_by_name(change, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        tradeoff.power_mean(**{"payoffs": [1.0, 2.0], "weights": [0.5, 0.5], "order": 1} | change)
