from fractions import Fraction
from itertools import product
from math import floor, fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import allocation
from nflsim.optimization import performance

steady = settings(deadline=None, derandomize=True)  # the same cases on every machine
fractions = st.fractions(-5, 5, max_denominator=12)


def all_splits(budget, tasks):
    """Return every way to share whole evaluations among tasks, in order, by brute force."""
    return [s for s in product(range(budget + 1), repeat=tasks) if sum(s) == budget]


def returns_for(budget):
    return st.lists(fractions, min_size=budget + 1, max_size=budget + 3)


cases = st.tuples(st.integers(1, 7), st.integers(1, 4)).flatmap(
    lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), returns_for(pair[0]))
)


# Shapes of returns ---------------------------------------------------------------------------


@steady
@given(st.integers(1, 30), st.integers(1, 40))
def test_a_threshold_pays_from_its_need_on(budget, need):
    expected = [0] * min(need, budget + 1) + [1] * max(0, budget + 1 - need)
    assert allocation.threshold(budget, need=need) == expected


def test_powers_by_hand():
    assert allocation.power(4, exponent=1) == [0, 1, 2, 3, 4]
    assert allocation.power(3, exponent=2) == [0, 1, 4, 9]
    # A root is rounded once, its square again.
    roots = allocation.power(9, exponent=0.5)
    assert len(roots) == 10
    assert all(abs(root**2 - b) <= 4e-16 * b for b, root in enumerate(roots))
    assert allocation.power(2, exponent=Fraction(1))[2] == 2


# Even splits ---------------------------------------------------------------------------------


@steady
@given(st.integers(1, 60), st.integers(1, 70))
def test_an_even_split_uses_all_and_differs_by_one_at_most(budget, breadth):
    shares = allocation.even_split(budget, breadth=breadth)
    assert len(shares) == breadth
    assert sum(shares) == budget
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)
    assert all(type(share) is int for share in shares)


@steady
@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 3), st.data())
def test_the_total_is_what_the_tasks_return_one_by_one(budget, breadth, more, data):
    returns = data.draw(returns_for(budget))
    left, expected = budget, more * returns[0]
    for task in range(breadth):
        share = -(-left // (breadth - task))  # what is left, shared by who is left, rounded up
        left -= share
        expected += returns[share]
    found = allocation.total(returns, budget=budget, breadth=breadth, tasks=breadth + more)
    assert found == expected


def test_an_untouched_task_returns_what_nothing_buys():
    """Worked by hand: 5 = 3 + 2 over two of four tasks, r = 10, 1, 5, 7."""
    assert allocation.total([10, 1, 5, 7], budget=5, breadth=2, tasks=4) == 7 + 5 + 10 + 10


# Best splits ---------------------------------------------------------------------------------


@steady
@given(cases)
def test_the_best_split_is_the_best_of_all_compositions(case):
    budget, tasks, returns = case
    sums = {s: sum(returns[b] for b in s) for s in all_splits(budget, tasks)}
    value, shares = allocation.best_split(returns, budget=budget, tasks=tasks)
    assert value == max(sums.values())
    assert sums[tuple(shares)] == value
    assert shares == sorted(shares, reverse=True)


@steady
@given(cases)
def test_no_even_split_beats_the_best(case):
    budget, tasks, returns = case
    value, _ = allocation.best_split(returns, budget=budget, tasks=tasks)
    for breadth in range(1, tasks + 1):
        assert allocation.total(returns, budget=budget, breadth=breadth, tasks=tasks) <= value


@pytest.mark.parametrize("budget", [5, 6, 11])
@pytest.mark.parametrize("tasks", [2, 3, 4])
def test_growing_returns_want_one_task_and_diminishing_ones_all(budget, tasks):
    alone = [budget] + [0] * (tasks - 1)
    for exponent in (1.2, 2, 3):
        returns = allocation.power(budget, exponent=exponent)
        assert allocation.best_split(returns, budget=budget, tasks=tasks) == (
            returns[budget],
            alone,
        )
    whole, more = budget // tasks, budget % tasks
    even = [whole + 1] * more + [whole] * (tasks - more)
    for exponent in (0.2, 0.5, 0.9):
        returns = allocation.power(budget, exponent=exponent)
        value, shares = allocation.best_split(returns, budget=budget, tasks=tasks)
        assert shares == even
        # The same few numbers, added in another order.
        assert abs(value - fsum(returns[b] for b in even)) < 1e-14 * value


@pytest.mark.parametrize("tasks", [1, 2, 5])
def test_a_needle_is_linear_so_every_split_ties(tasks):
    """N strings: b evaluations find it with chance b/N, however they are shared."""
    budget, size = 8, 64
    returns = [Fraction(b, size) for b in range(budget + 1)]
    assert {sum(returns[b] for b in s) for s in all_splits(budget, min(tasks, 3))} == {
        Fraction(8, 64)
    }
    totals = [
        allocation.total(returns, budget=budget, breadth=k, tasks=tasks)
        for k in range(1, tasks + 1)
    ]
    assert set(totals) == {Fraction(1, 8)}
    assert allocation.best_split(returns, budget=budget, tasks=tasks)[0] == Fraction(1, 8)


@pytest.mark.parametrize("need", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("budget", [1, 7, 8, 12])
def test_with_a_threshold_as_many_tasks_are_done_as_the_budget_holds(budget, need):
    returns = allocation.threshold(budget, need=need)
    for tasks in (1, 3, 12):
        value, shares = allocation.best_split(returns, budget=budget, tasks=tasks)
        assert value == min(floor(budget / need), tasks)
        assert sum(shares) == budget
        assert sum(share >= need for share in shares) == value
        for breadth in range(1, tasks + 1):
            done = breadth if budget // breadth >= need else budget % breadth
            done *= -(-budget // breadth) >= need
            total = allocation.total(returns, budget=budget, breadth=breadth, tasks=tasks)
            assert total == done


def test_two_random_functions_share_six_looks():
    """q=4, values 1..4: 3 + 3 finds 6.875 in sum and 6 + 0 only 4.806, exactly."""
    returns = [Fraction(1)] + [1 + performance.expected_best(m, q=4) for m in range(1, 7)]
    naive = [
        Fraction(sum(max(v) for v in product(range(1, 5), repeat=m)), 4**m) for m in range(1, 7)
    ]
    assert returns[1:] == naive
    shared = allocation.total(returns, budget=6, breadth=2, tasks=2)
    single = allocation.total(returns, budget=6, breadth=1, tasks=2)
    assert shared == Fraction(55, 8)
    assert single == 5 - Fraction(1**6 + 2**6 + 3**6, 4**6)
    assert abs(single - Fraction("4.806")) < Fraction(1, 2000)
    assert allocation.best_split(returns, budget=6, tasks=2) == (shared, [3, 3])
    # With values 0..3 both are 2 less: each function's floor is 0.
    floors = [value - 1 for value in returns]
    assert allocation.total(floors, budget=6, breadth=2, tasks=2) == Fraction(39, 8)
    assert allocation.total(floors, budget=6, breadth=1, tasks=2) == single - 2


# Bad input -----------------------------------------------------------------------------------

LINE = [0, 1, 2, 3]
GOOD = {"budget": 3, "breadth": 1, "tasks": 2}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: allocation.power(0, exponent=1), r"^budget must be an integer >= 1, got 0"),
        (lambda: allocation.power(2.0, exponent=1), r"^budget must be an integer >= 1, got 2.0"),
        *[
            (
                lambda e=e: allocation.power(2, exponent=e),
                r"^exponent must be a finite number > 0, got ",
            )
            for e in (0, -1, float("nan"), float("inf"), True, "1")
        ],
        (lambda: allocation.threshold(0, need=1), r"^budget must be an integer >= 1, got 0"),
        (lambda: allocation.threshold(3, need=0), r"^need must be an integer >= 1, got 0"),
        (lambda: allocation.threshold(3, need=1.5), r"^need must be an integer >= 1, got 1.5"),
        (lambda: allocation.even_split(0, breadth=1), r"^budget must be an integer >= 1, got 0"),
        (lambda: allocation.even_split(3, breadth=0), r"^breadth must be an integer >= 1, got 0"),
        (lambda: allocation.total(LINE, **GOOD | {"budget": 0}), r"^budget must be .* >= 1, got 0"),
        (
            lambda: allocation.total(LINE, **GOOD | {"breadth": 3}),
            r"^breadth must be an integer from 1 to 2, got 3",
        ),
        (
            lambda: allocation.total(LINE, **GOOD | {"breadth": 0}),
            r"^breadth must be an integer from 1 to 2, got 0",
        ),
        (lambda: allocation.total(LINE, **GOOD | {"tasks": 0}), r"^tasks must be .* >= 1, got 0"),
        (
            lambda: allocation.total(LINE, **GOOD | {"budget": 4}),
            r"^returns must be given up to r\(4\), got 4",
        ),
        (
            lambda: allocation.total([], **GOOD),
            r"^returns must be given up to r\(3\), got 0",
        ),
        (
            lambda: allocation.best_split(LINE, budget=4, tasks=2),
            r"^returns must be given up to r\(4\), got 4",
        ),
        (lambda: allocation.best_split(LINE, budget=0, tasks=2), r"^budget must be .*, got 0"),
        (lambda: allocation.best_split(LINE, budget=3, tasks=0), r"^tasks must be .*, got 0"),
        (lambda: allocation.best_split([], budget=3, tasks=1), r"^returns must be .*, got 0"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
