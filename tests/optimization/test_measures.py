import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.optimization import measures

steady = settings(deadline=None, derandomize=True)  # the same cases on every machine
tables = st.integers(1, 6).flatmap(
    lambda budget: st.lists(
        st.lists(st.integers(-3, 3), min_size=budget, max_size=budget), min_size=1, max_size=6
    )
)


@steady
@given(tables)
def test_the_best_so_far_is_the_best_of_each_beginning(seen):
    expected = [[max(row[: m + 1]) for m in range(len(row))] for row in seen]
    assert measures.best_so_far(np.array(seen)).tolist() == expected


@steady
@given(tables, st.integers(-4, 4))
def test_hit_times_count_from_one_and_zero_is_never(seen, target):
    expected = []
    for row in seen:
        times = [m for m, value in enumerate(row, start=1) if value >= target]
        expected.append(times[0] if times else 0)
    assert measures.hit_times(np.array(seen), target=target).tolist() == expected


@steady
@given(tables, st.integers(-4, 4))
def test_found_by_is_the_share_of_runs_that_have_seen_the_target(seen, target):
    budget = len(seen[0])
    expected = [sum(max(row[:m]) >= target for row in seen) for m in range(1, budget + 1)]
    found = measures.found_by(np.array(seen), target=target)
    assert found.tolist() == [count / len(seen) for count in expected]


def test_runs_worked_by_hand():
    seen = np.array([[0.5, 0.25, 2.0], [0.0, 0.0, 0.75], [1.0, 1.0, 1.0]])
    assert measures.best_so_far(seen).tolist() == [[0.5, 0.5, 2], [0, 0, 0.75], [1, 1, 1]]
    assert measures.hit_times(seen, target=0.75).tolist() == [3, 3, 1]
    assert measures.hit_times(seen, target=3).tolist() == [0, 0, 0]
    assert measures.found_by(seen, target=0.75).tolist() == [1 / 3, 1 / 3, 1]
    assert measures.found_by(seen, target=3).tolist() == [0, 0, 0]


def test_what_is_seen_stays_as_it_was():
    seen = np.array([[3, 1, 2]])
    measures.best_so_far(seen)
    measures.found_by(seen, target=2)
    assert seen.tolist() == [[3, 1, 2]]


CALLS = [
    measures.best_so_far,
    lambda seen: measures.hit_times(seen, target=1),
    lambda seen: measures.found_by(seen, target=1),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("seen", "shape"),
    [
        (np.array([1, 2]), r"\(2,\)"),
        (np.zeros((2, 2, 2)), r"\(2, 2, 2\)"),
        (np.zeros((0, 3)), r"\(0, 3\)"),
        (np.zeros((3, 0)), r"\(3, 0\)"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, seen, shape):
    with pytest.raises(
        ValueError, match=rf"^seen must be of shape \(runs, budget\).*, got {shape}"
    ):
        call(seen)
