from fractions import Fraction
from itertools import combinations, product
from math import comb, log10

import numpy as np
import pytest

from nflsim import finite
from nflsim.optimization import enumeration

SMALL = [(1, 1), (1, 3), (2, 2), (3, 2), (4, 2), (2, 3), (3, 3), (3, 4), (4, 3)]
COUNTS = {
    (3, 2): 12,
    (4, 2): 576,
    (3, 3): 24,
    (3, 4): 48,
    (4, 3): 55_296,
    (5, 2): 1_658_880,
    (4, 4): 21_233_664,
}


def naive_trees(points, q):
    """Yield every searcher on `points` as (point, one subtree a value), by plain recursion."""
    if not points:
        yield None
    for x in points:
        rest = [p for p in points if p != x]
        for branches in product(*[list(naive_trees(rest, q))] * q):
            yield x, branches


def naive_trace(tree, f):
    seen = []
    while tree is not None:
        x, branches = tree
        seen.append(f[x])
        tree = branches[f[x]]
    return tuple(seen)


@pytest.mark.parametrize(("n", "q"), [(2, 2), (3, 2), (4, 2), (2, 3), (3, 3), (3, 4)])
def test_traces_match_a_plain_recursion(n, q):
    functions = list(product(range(q), repeat=n))
    expected = [
        [functions.index(naive_trace(tree, f)) for f in functions]
        for tree in naive_trees(list(range(n)), q)
    ]
    assert expected == enumeration.traces(n=n, q=q).tolist()


@pytest.mark.parametrize(("n", "q"), SMALL)
def test_every_searcher_is_a_bijection_at_every_budget(n, q):
    table = enumeration.traces(n=n, q=q)
    assert enumeration.are_bijections(table).all()
    for m in range(1, n + 1):
        assert (enumeration.trace_histogram(table, m, n=n, q=q) == q ** (n - m)).all()
        histogram = [(k + 1) ** m - k**m for k in range(q)]
        expected = [count * q ** (n - m) for count in histogram]
        assert (enumeration.best_histogram(table, m, n=n, q=q) == expected).all()
        mean = sum(Fraction(k * c, q**m) for k, c in enumerate(histogram))
        assert mean == enumeration.expected_best(m, q=q)


def test_all_1658880_searchers_of_five_points_are_bijections():
    table = enumeration.traces(n=5, q=2)
    assert table.shape == (1_658_880, 32)
    assert table.nbytes < 500 * 2**20
    assert enumeration.are_bijections(table).all()


def test_a_broken_row_is_no_bijection():
    table = enumeration.traces(n=3, q=2).copy()
    table[5, 3] = table[5, 4]
    assert np.flatnonzero(~enumeration.are_bijections(table)).tolist() == [5]


def test_counts_match_the_enumeration_and_the_formula():
    for (n, q), count in COUNTS.items():
        assert count == enumeration.count_searchers(n=n, q=q)
        assert abs(log10(count) - enumeration.log10_searchers(n=n, q=q)) < 1e-12
    assert all(len(enumeration.traces(n=n, q=q)) == COUNTS[n, q] for n, q in [(4, 2), (4, 3)])
    assert enumeration.count_searchers(n=6, q=2) == 6 * 5**2 * 4**4 * 3**8 * 2**16
    assert enumeration.count_searchers(n=5, q=3) == 5 * 4**3 * 3**9 * 2**27


def test_all_55296_searchers_behave_differently():
    assert len(np.unique(enumeration.traces(n=4, q=3), axis=0)) == 55_296


def test_expected_best_matches_published_values():
    values = {
        2: ["1/2", "3/4", "7/8", "15/16"],
        3: ["1", "13/9", "5/3", "145/81", "151/81"],
        5: ["2", "14/5", "16/5"],
    }
    for q, row in values.items():
        expected = [Fraction(text) for text in row]
        assert expected == [enumeration.expected_best(m + 1, q=q) for m in range(len(row))]


def test_best_over_all_subsets_of_ten_points():
    """n=10, q=4, m=4: what four points find over all 1,048,576 functions."""
    table = finite.functions(n=10, q=4)
    for points in [(0, 1, 2, 3), (9, 2, 5, 7)]:
        found = table[:, points].max(axis=1)
        assert np.bincount(found).tolist() == [4096, 61440, 266240, 716800]


def test_a_row_and_its_searcher_agree():
    table = enumeration.traces(n=4, q=3)
    for index in np.random.default_rng(7).integers(len(table), size=100).tolist():
        rule = enumeration.searcher(index, n=4, q=3)
        assert (enumeration.trace(rule, n=4, q=3) == table[index]).all()


@pytest.mark.parametrize("repeats", [False, True])
@pytest.mark.parametrize(("n", "q"), [(3, 3), (4, 2), (4, 3)])
def test_blind_matches_brute_force_over_all_draws(n, q, repeats):
    functions = finite.functions(n=n, q=q)
    weights = [(7 * i) % 5 for i in range(len(functions))]
    for m, value in enumerate(enumeration.blind(weights, n=n, q=q, repeats=repeats), start=1):
        draws = list(product(range(n), repeat=m) if repeats else combinations(range(n), m))
        total = sum(
            w * max(f[list(draw)].tolist()) for w, f in zip(weights, functions) for draw in draws
        )
        assert Fraction(total, len(draws) * sum(weights)) == value


def test_blind_is_the_mean_of_all_searchers_on_any_weighting():
    n, q, weights = 3, 2, [3, 0, 1, 4, 1, 5, 9, 2]
    rows = [enumeration.performance(row, weights, n=n, q=q) for row in enumeration.traces(n=n, q=q)]
    means = [sum(column) / len(rows) for column in zip(*rows)]
    assert means == enumeration.blind(weights, n=n, q=q)


def test_repeats_break_the_theorem():
    value = enumeration.blind([1] * 16, n=4, q=2, repeats=True)[3]
    assert value == Fraction(939, 512) - 1
    assert value < enumeration.expected_best(4, q=2) == Fraction(31, 16) - 1


def test_home_class_gives_the_worked_fractions():
    home = finite.indicator(finite.nondecreasing(n=4, q=3), n=4, q=3)
    fitted = {0: "8/5", Fraction(1, 2): "22/15", 1: "4/3"}
    mirror = {0: "4/5", Fraction(1, 2): "16/15", 1: "4/3"}
    for order, row in (([3, 2, 1, 0], fitted), ([0, 1, 2, 3], mirror)):
        codes = enumeration.trace(enumeration.in_order(order), n=4, q=3)
        for share, value in row.items():
            weights = finite.spread(home, share, n=4, q=3)
            assert Fraction(value) == enumeration.performance(codes, weights, n=4, q=3)[1]
    assert enumeration.blind(home, n=4, q=3) == [1, Fraction(4, 3), Fraction(3, 2), Fraction(8, 5)]


def test_orbit_constant_weights_make_all_searchers_equal_and_others_do_not():
    n, q, table = 3, 2, enumeration.traces(n=3, q=2)
    uneven = [1, 0, 2, 5, 0, 1, 1, 3]
    level = finite.spread(uneven, 1, n=n, q=q)
    assert len({tuple(enumeration.performance(r, level, n=n, q=q)) for r in table}) == 1
    assert len({tuple(enumeration.performance(r, uneven, n=n, q=q)) for r in table}) > 1


def test_a_hand_worked_run():
    """Look at point 1; on a 0 look at 0 next, else at 2. Worked on paper for n=3, q=2."""

    def rule(points, values):
        if not points:
            return 1
        left = [0, 2] if values[0] == 0 else [2, 0]
        return left[len(points) - 1]

    #      f:  000 001 010 011 100 101 110 111, trace as f(1) then the order above
    expected = ["000", "001", "100", "110", "010", "011", "101", "111"]
    codes = enumeration.trace(rule, n=3, q=2).tolist()
    assert [int(text, 2) for text in expected] == codes


def test_a_revisiting_rule_is_refused_unless_asked_for():
    def stuck(points, values):
        return 0

    with pytest.raises(ValueError, match=r"rule must be free of repeats, got \(0, 0\)"):
        enumeration.trace(stuck, n=2, q=2)
    assert enumeration.trace(stuck, n=2, q=2, revisits=True).tolist() == [0, 0, 3, 3]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: enumeration.traces(n=4, q=4), r"would need 5,435,817,984 bytes, the limit is 268"),
        (lambda: enumeration.traces(n=6, q=2), r"would need about 10\^15 bytes, the limit is 268"),
        (lambda: enumeration.traces(n=30, q=3), r"would need over 10\^.* bytes, the limit is 268"),
        (lambda: enumeration.traces(n=0, q=2), r"n must be an integer >= 1, got 0"),
        (lambda: enumeration.count_searchers(n=12, q=3), r"the limit is 10,000; use log10"),
        (
            lambda: enumeration.searcher(12, n=3, q=2),
            r"an integer from 0 to 11, got 12",
        ),
        (lambda: enumeration.best(np.array([0]), 5, n=4, q=2), r"m must be an integer from 1 to 4"),
        (
            lambda: enumeration.trace(lambda p, v: 9, n=2, q=2),
            r"rule must be an integer",
        ),
        (lambda: enumeration.expected_best(0, q=2), r"m must be an integer >= 1, got 0"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_draws_are_counted():
    counts = [count for _, count in enumeration.blind_draws(n=4, q=2)]
    assert counts == [comb(4, m) for m in range(1, 5)]
