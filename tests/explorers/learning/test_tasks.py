"""Risks against the variance that matrices leave, and what the summary and the links promise."""

import re
from itertools import product

import numpy as np
import pytest
from states import rows

from nflsim.explorers import learning

CLOSE = 1e-12  # of 16 equations whose condition is 1601 at most
LINES = ("alone", "split", "free", "all")  # as a reading tells them


@pytest.fixture(scope="module")
def tasks():
    return learning.second_task()


def here(view):
    """Return each line where the slider of breadth stands."""
    at = view.arrays["tasks"].tolist().index(view.state["breadth"])
    return {name: float(view.arrays[name][at]) for name in LINES}


def left(k, rho, noise, seen):
    """Return the variance left of each of k tasks after the first `seen` are seen with noise."""
    prior = (1 - rho) * np.eye(k) + rho * np.ones((k, k))
    known = prior[:seen, :seen] + noise * np.eye(seen)
    return np.diag(prior) - np.diag(prior[:, :seen] @ np.linalg.solve(known, prior[:seen]))


def test_every_risk_matches_the_variance_left_by_matrices(tasks):
    (budgets, breadths, alike), expected = (c.values for c in tasks.controls), {}
    for data, rho in product(budgets, alike):
        expected[data, rho] = {
            "alone": [left(1, rho, 1 / data, 1)[0] for _ in breadths],
            "split": [left(k, rho, k / data, k)[0] for k in breadths],
            "free": [left(k, rho, 1 / data, k)[0] for k in breadths],
            "all": [left(k, rho, 1 / data, 1).mean() for k in breadths],
            "tasks": list(breadths),
        }
    for state, arrays, _ in rows(tasks):
        lines = expected[state["budget"], state["relatedness"]]
        assert arrays.keys() == lines.keys() | {"cursor.x"}
        assert arrays["cursor.x"].tolist() == [state["breadth"]] * 2
        for name, values in lines.items():
            assert np.abs(arrays[name] - values).max() < CLOSE


def test_the_split_is_as_good_in_every_task(tasks):
    """So in its own task and marked on all it has one risk, and one line is enough."""
    for k, rho in ((2, 0.5), (8, 0.25), (16, 1.0)):
        assert np.ptp(left(k, rho, k / 20, k)) < CLOSE


def test_every_point_has_its_place(tasks):
    lines = {trace.uid: list(trace.x) for trace in tasks.figure.data if trace.uid != "cursor"}
    assert set(lines) == set(LINES)
    assert all(x == list(tasks.controls[1].values) for x in lines.values())


def test_each_control_moves_what_it_should_and_nothing_else(tasks):
    moves = {
        "budget": set(LINES),
        "breadth": {"cursor.x"},
        "relatedness": {"split", "free", "all"},
    }
    for control in tasks.controls:
        views = [tasks.at(**{control.name: value}) for value in control.values]
        first, *rest = [view.arrays for view in views]
        moved = {name for name in first if any((row[name] != first[name]).any() for row in rest)}
        assert moved == moves[control.name]
        assert len({view.reading for view in views}) == len(views)
        assert len({control.words(value) for value in control.values}) == len(views)


# What the second task does --------------------------------------------------------------------


def test_with_something_in_common_a_split_hurts_free_data_helps_and_the_one_alone_is_worst(tasks):
    for state, arrays, _ in rows(tasks):
        if 0 < state["relatedness"] < 1:
            assert (np.diff(arrays["split"]) > CLOSE).all()
            assert (np.diff(arrays["free"]) < -CLOSE).all()
            others = [arrays[name][1:] for name in ("split", "free", "alone")]
            assert (arrays["all"][1:] > np.max(others, axis=0) + CLOSE).all()


def test_strangers_give_nothing_and_twins_take_nothing(tasks):
    for state, arrays, _ in rows(tasks):
        if state["relatedness"] == 0:
            assert np.abs(arrays["free"] - arrays["alone"]).max() < CLOSE
            assert (np.diff(arrays["split"]) > CLOSE).all()
        if state["relatedness"] == 1:  # one task with several names
            assert np.abs(arrays["split"] - arrays["alone"]).max() < CLOSE
            assert np.abs(arrays["all"] - arrays["alone"]).max() < CLOSE
            free = 1 / (1 + state["budget"] * arrays["tasks"])
            assert np.abs(arrays["free"] - free).max() < CLOSE


def test_one_task_is_one_task_however_it_is_called(tasks):
    first = np.array([tasks.grid[0][name][:, 0] for name in LINES])
    assert np.ptp(first, axis=0).max() < CLOSE
    budgets = np.array([state["budget"] for state in tasks.states])
    assert np.abs(first - 1 / (1 + budgets)).max() < CLOSE


def test_worked_out_before(tasks):
    """Eight tasks of 20 observations: own-task risk of the split over that of one alone."""
    over = {0: 6.0, 0.25: 5.710, 0.5: 5.048, 0.75: 3.814, 0.9: 2.465, 0.99: 1.179, 1: 1.0}
    for rho, ratio in over.items():
        risk = here(tasks.at(budget=20, breadth=8, relatedness=rho))
        assert abs(risk["split"] / risk["alone"] - ratio) < 5e-4
        assert (risk["split"] < risk["all"] - CLOSE) == (rho < 1)
    risk = here(tasks.at(budget=20, breadth=8, relatedness=0.5))
    assert [round(risk[name], 3) for name in ("split", "all")] == [0.240, 0.673]


# Presets and words ----------------------------------------------------------------------------


def test_every_link_shows_what_it_says_and_no_two_the_same(tasks):
    risks = {each.label: here(tasks.at(**each.state)) for each in tasks.presets}
    assert risks["One budget"]["split"] > 4 * risks["One budget"]["alone"]
    assert risks["Marked on all"]["split"] < risks["Marked on all"]["all"]
    assert risks["Free data"]["free"] < risks["Free data"]["alone"] / 2
    assert abs(risks["Strangers"]["free"] - risks["Strangers"]["alone"]) < CLOSE
    wins = [each.label for each in tasks.presets if each.generalist_wins]
    assert wins == ["Marked on all", "Free data"]
    assert len({str(each.state) for each in tasks.presets}) == len(tasks.presets)
    (one,) = [each for each in tasks.presets if each.label == "One budget"]
    assert (one.state["breadth"], "seven eighths" in one.see) == (8, True)


def test_readings_say_what_the_arrays_say(tasks):
    for state, arrays, reading in rows(tasks):
        n, k, rho = (state[control.name] for control in tasks.controls)
        seen = "1 observation" if n == 1 else f"{n} observations"
        assert reading.startswith(f"{seen}, correlation {rho:g}: one task alone has a risk of ")
        shown = re.findall(r"\d\.\d{3}", reading)
        assert len(shown) == (1 if k == 1 else 4)
        at = arrays["tasks"].tolist().index(k)
        for number, name in zip(shown, LINES):
            assert abs(float(number) - arrays[name][at]) <= 0.0005 + CLOSE
        assert (f"split over {k}, " in reading) == (f"marked on all {k}, " in reading) == (k > 1)


def test_facts_are_what_the_arrays_say(tasks):
    """Two decimals of a ratio from 0 to 17, or of a risk from 0 to 1."""
    for i, (state, arrays, _) in enumerate(rows(tasks)):
        at = arrays["tasks"].tolist().index(state["breadth"])
        split, free, alone, everything = (arrays[n][at] for n in ("split", "free", "alone", "all"))
        known = {name: values[i] for name, values in tasks.known.items()}
        k = state["breadth"]
        assert known.pop("together") == ("one task" if k == 1 else f"{k} tasks")
        said = {name: float(value) for name, value in known.items()}
        exact = {"factor": split / alone, "kept": free / alone}
        exact |= {"shared": split, "everywhere": everything}
        assert said.keys() == exact.keys()
        assert all(abs(said[name] - exact[name]) <= 0.005 + CLOSE for name in exact)


def test_words_and_summary_know_their_numbers(tasks):
    budget, breadth, _ = tasks.controls
    assert [budget.words(n) for n in (1, 2)] == ["1 observation", "2 observations"]
    assert [breadth.words(k) for k in (1, 2)] == ["one task alone", "2 tasks together"]
    assert (min(breadth.values), max(breadth.values)) == (1, 16)
    assert "1 to 16" in tasks.summary
    assert tasks.table.keys() == {
        "tasks",
        "budget split",
        "others' data free",
        "alone",
        "alone, on all",
    }
