from fractions import Fraction
from itertools import combinations, product
from math import comb

import numpy as np
import pytest

from nflsim import finite
from nflsim.optimization import enumeration, performance


def test_expected_best_matches_published_values():
    values = {
        2: ["1/2", "3/4", "7/8", "15/16"],
        3: ["1", "13/9", "5/3", "145/81", "151/81"],
        5: ["2", "14/5", "16/5"],
    }
    for q, row in values.items():
        expected = [Fraction(text) for text in row]
        assert expected == [performance.expected_best(m + 1, q=q) for m in range(len(row))]


def test_best_over_all_subsets_of_ten_points():
    """n=10, q=4, m=4: what four points find over all 1,048,576 functions."""
    table = finite.functions(n=10, q=4)
    for points in [(0, 1, 2, 3), (9, 2, 5, 7)]:
        found = table[:, points].max(axis=1)
        assert np.bincount(found).tolist() == [4096, 61440, 266240, 716800]


@pytest.mark.parametrize("repeats", [False, True])
@pytest.mark.parametrize(("n", "q"), [(3, 3), (4, 2), (4, 3)])
def test_blind_matches_brute_force_over_all_draws(n, q, repeats):
    functions = finite.functions(n=n, q=q)
    weights = [(7 * i) % 5 for i in range(len(functions))]
    for m, value in enumerate(performance.blind(weights, n=n, q=q, repeats=repeats), start=1):
        draws = list(product(range(n), repeat=m) if repeats else combinations(range(n), m))
        total = sum(
            w * max(f[list(draw)].tolist()) for w, f in zip(weights, functions) for draw in draws
        )
        assert Fraction(total, len(draws) * sum(weights)) == value


def test_blind_is_the_mean_of_all_searchers_on_any_weighting():
    n, q, weights = 3, 2, [3, 0, 1, 4, 1, 5, 9, 2]
    rows = [performance.expected(row, weights, n=n, q=q) for row in enumeration.traces(n=n, q=q)]
    means = [sum(column) / len(rows) for column in zip(*rows)]
    assert means == performance.blind(weights, n=n, q=q)


def test_repeats_break_the_theorem():
    value = performance.blind([1] * 16, n=4, q=2, repeats=True)[3]
    assert value == Fraction(939, 512) - 1
    assert value < performance.expected_best(4, q=2) == Fraction(31, 16) - 1


def test_home_class_gives_the_worked_fractions():
    home = finite.indicator(finite.nondecreasing(n=4, q=3), n=4, q=3)
    fitted = {0: "8/5", Fraction(1, 2): "22/15", 1: "4/3"}
    mirror = {0: "4/5", Fraction(1, 2): "16/15", 1: "4/3"}
    for order, row in (([3, 2, 1, 0], fitted), ([0, 1, 2, 3], mirror)):
        codes = enumeration.trace(enumeration.in_order(order), n=4, q=3)
        for share, value in row.items():
            weights = finite.spread(home, share, n=4, q=3)
            assert Fraction(value) == performance.expected(codes, weights, n=4, q=3)[1]
    assert performance.blind(home, n=4, q=3) == [1, Fraction(4, 3), Fraction(3, 2), Fraction(8, 5)]


def test_orbit_constant_weights_make_all_searchers_equal_and_others_do_not():
    n, q, table = 3, 2, enumeration.traces(n=3, q=2)
    uneven = [1, 0, 2, 5, 0, 1, 1, 3]
    level = finite.spread(uneven, 1, n=n, q=q)
    assert len({tuple(performance.expected(r, level, n=n, q=q)) for r in table}) == 1
    assert len({tuple(performance.expected(r, uneven, n=n, q=q)) for r in table}) > 1


def test_draws_are_counted():
    counts = [count for _, count in performance.blind_draws(n=4, q=2)]
    assert counts == [comb(4, m) for m in range(1, 5)]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: performance.best(np.array([0]), 5, n=4, q=2), r"m must be an integer from 1 to 4"),
        (lambda: performance.expected_best(0, q=2), r"m must be an integer >= 1, got 0"),
        (lambda: performance.blind([1], n=2, q=2), r"weights must be 4 numbers, got 1"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
