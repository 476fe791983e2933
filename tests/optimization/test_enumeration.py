from fractions import Fraction
from itertools import product
from math import log10

import numpy as np
import pytest

from nflsim.optimization import enumeration, performance

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
        assert (performance.best_histogram(table, m, n=n, q=q) == expected).all()
        mean = sum(Fraction(k * c, q**m) for k, c in enumerate(histogram))
        assert mean == performance.expected_best(m, q=q)


def test_all_1658880_searchers_of_five_points_are_bijections():
    table = enumeration.traces(n=5, q=2)
    assert table.shape == (1_658_880, 32)
    assert table.nbytes < 500 * 2**20
    assert enumeration.are_bijections(table).all()


def test_a_broken_row_is_no_bijection():
    table = enumeration.traces(n=3, q=2).copy()
    table[5, 3] = table[5, 4]
    assert np.flatnonzero(~enumeration.are_bijections(table)).tolist() == [5]


@pytest.mark.parametrize("code", [-1, 4])
def test_a_code_that_is_no_trace_is_refused(code):
    with pytest.raises(ValueError, match=r"table must be traces from 0 to 3, got \["):
        enumeration.are_bijections(np.array([[0, 1, 2, code]]))


def test_counts_match_the_enumeration_and_the_formula():
    for (n, q), count in COUNTS.items():
        assert count == enumeration.count_searchers(n=n, q=q)
        assert abs(log10(count) - enumeration.log10_searchers(n=n, q=q)) < 1e-12
    assert all(len(enumeration.traces(n=n, q=q)) == COUNTS[n, q] for n, q in [(4, 2), (4, 3)])
    assert enumeration.count_searchers(n=6, q=2) == 6 * 5**2 * 4**4 * 3**8 * 2**16
    assert enumeration.count_searchers(n=5, q=3) == 5 * 4**3 * 3**9 * 2**27


def test_all_55296_searchers_behave_differently():
    assert len(np.unique(enumeration.traces(n=4, q=3), axis=0)) == 55_296


def test_a_row_and_its_searcher_agree():
    table = enumeration.traces(n=4, q=3)
    for index in np.random.default_rng(7).integers(len(table), size=100).tolist():
        rule = enumeration.searcher(index, n=4, q=3)
        assert (enumeration.trace(rule, n=4, q=3) == table[index]).all()


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
        (lambda: enumeration.count_searchers(n=12, q=3), r"digits, the limit is 10,000"),
        (
            lambda: enumeration.searcher(12, n=3, q=2),
            r"an integer from 0 to 11, got 12",
        ),
        (
            lambda: enumeration.trace(lambda p, v: 9, n=2, q=2),
            r"rule must be an integer",
        ),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
