"""The pin factory against workers who split their time by trial, and slopes that change sign."""

import re
from functools import cache

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import market

TASKS = 24
CLOSE = 1e-12  # a few operations on numbers of size 1 to 50


@pytest.fixture(scope="module")
def pins():
    return market.pin_factory()


@cache
def made_alone():
    """Return the most that a worker makes: 2 sqrt(x) (1 - x), with a share x spent on learning."""
    return max(2 * (x / 300_000) ** 0.5 * (1 - x / 300_000) for x in range(300_001))


def per_head(n, cost):
    """Return what each of n makes: n times the time for each task, and coordination to pay."""
    return made_alone() * n**0.5 - cost * n * n**0.5


@cache
def free_team(cost):
    """Return where one more worker adds as much skill as it costs, by halving; 1 if none does."""

    def rises(n):
        return made_alone() / (2 * n**0.5) > 1.5 * cost * n**0.5

    low, high = 1.0, 1e3
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) else (low, middle)
    return low if rises(1.0) else 1.0


def best_team(cost, budget):
    return min(free_team(cost), float(budget))


def test_what_a_worker_makes_alone_is_the_best_of_all_splits_of_its_time():
    """A third of the time on learning: 2 sqrt(1/3) 2/3."""
    assert abs(made_alone() - 4 / 27**0.5) < CLOSE


def test_every_number_in_plain_python(pins):
    places = [1 + quarter / 4 for quarter in range(4 * (TASKS - 1) + 1)]
    assert len(pins.states) == 9 * 8 * 6
    for state, arrays, _ in rows(pins):
        cost, budget = state["coordination"], state["budget"]
        heads = [per_head(n, cost) for n in places]
        best = best_team(cost, budget)
        expected = {
            "output": [max(0, y) for y in heads],
            "exact": heads,
            "solo": heads[:1],
            "market.x": [budget] * 2,
            "best.x": [best] * 2,
            "teams": places,
            "cursor.x": [TASKS / state["breadth"]] * 2,
        }
        assert set(arrays) == set(expected)
        for name, values in expected.items():
            assert np.abs(arrays[name] - values).max() < 1e-11


def test_no_team_of_the_market_beats_the_best(pins):
    for state, arrays, _ in rows(pins):
        cost, best = state["coordination"], arrays["best.x"][0]
        fine = np.linspace(1, state["budget"], 2001)
        assert 1 <= best <= state["budget"]
        assert per_head(fine, cost).max() <= per_head(best, cost) + CLOSE


def test_every_point_has_its_place(pins):
    places = {trace.uid: list(trace.x) for trace in pins.figure.data}
    assert places["output"] == pins.grid[0]["teams"][0].tolist()
    assert places["solo"] == [1]


def test_each_control_moves_what_it_should_and_nothing_else(pins):
    """A larger market moves the best team only while it binds; breadth moves the slider's line."""
    moves = {
        "budget": {"market.x", "best.x"},
        "breadth": {"cursor.x"},
        "coordination": {"output", "exact", "solo", "best.x"},
    }
    for control in pins.controls:
        views = [pins.at(**{control.name: value}) for value in control.values]
        moved = {
            name
            for name, first in views[0].arrays.items()
            if any((view.arrays[name] != first).any() for view in views)
        }
        assert moved == moves[control.name]
        assert len({view.reading for view in views}) > 1


def test_every_breadth_divides_the_tasks(pins):
    for tasks in pins.controls[1].values:
        assert TASKS % tasks == 0
        assert re.match(rf"{tasks} of {TASKS} tasks?\b", pins.controls[1].words(tasks))


# What stops the division ----------------------------------------------------------------------


def test_the_smaller_of_market_and_coordination_stops_the_division(pins):
    for state, arrays, reading in rows(pins):
        free, budget, best = free_team(state["coordination"]), state["budget"], arrays["best.x"][0]
        assert ("the cost of coordination" in reading) == (free <= budget)
        assert ("the extent of the market" in reading) == (free > budget)
        assert best == (budget if free > budget else free) or abs(best - free) < 1e-9
        # Nobody teams up, be it for want of others or of gain.
        assert ("What forbids any division is" in reading) == (best == 1)
        assert ("What stops the division is" in reading) == (best > 1)


def test_a_larger_market_helps_until_coordination_stops_the_division(pins):
    budgets = pins.controls[0].values
    for cost in pins.controls[2].values:
        best = [pins.at(budget=n, coordination=cost).arrays["best.x"][0] for n in budgets]
        tops = [per_head(n, cost) for n in best]
        for here, (budget, after) in enumerate(zip(budgets[1:], tops[1:])):
            assert (after > tops[here] + CLOSE) == (budgets[here] < free_team(cost)), budget


def test_the_top_moves_left_as_coordination_gets_dearer(pins):
    """As 4 / (9 sqrt(3) cost), until it is below one worker: at a cost of 0.4."""
    tops = [pins.at(budget=20, coordination=c).arrays["best.x"][0] for c in (0.02, 0.05, 0.1, 0.2)]
    assert np.allclose(tops, [4 / (9 * 3**0.5 * c) for c in (0.02, 0.05, 0.1, 0.2)], 1e-9, 0)
    assert tops == sorted(tops, reverse=True)
    assert [c for c in pins.controls[2].values if free_team(c) == 1] == [0.4]


def test_output_has_one_hump(pins):
    for _, arrays, _ in rows(pins):
        rises = np.diff(arrays["exact"]) > 0
        assert not (~rises[:-1] & rises[1:]).any()
        assert not rises[-1]


def test_teams_that_make_less_than_nothing_are_drawn_at_0_and_printed_as_they_are(pins):
    for _, arrays, _ in rows(pins):
        below = arrays["exact"] < 0
        assert (arrays["output"][below] == 0).all()
        assert (arrays["output"] == arrays["exact"])[~below].all()
    assert pins.table["output per head"] == "exact"


# Presets and words ----------------------------------------------------------------------------


def test_smith_more_workers_would_do_better_and_there_are_none(pins):
    view = preset(pins, "Smith")
    cost, budget = view.state["coordination"], view.state["budget"]
    assert view.arrays["best.x"][0] == view.arrays["cursor.x"][0] == budget == 3
    beyond = view.arrays["exact"][view.arrays["teams"] > budget]
    assert beyond.max() > per_head(budget, cost)
    assert "extent of the market" in view.reading


def test_coordination_stops_the_division_before_the_market_does(pins):
    view = preset(pins, "A large market")
    cost, budget = view.state["coordination"], view.state["budget"]
    assert abs(view.arrays["best.x"][0] - 2.566001) < 1e-6 < budget
    assert per_head(budget, cost) < per_head(view.arrays["best.x"][0], cost)
    assert "cost of coordination" in view.reading


def test_where_the_generalist_wins_doing_everything_oneself_is_best(pins):
    for each in pins.presets:
        arrays = pins.at(**each.state).arrays
        assert each.generalist_wins == (arrays["best.x"][0] == 1)
        assert each.generalist_wins == (arrays["solo"][0] > arrays["exact"][1:].max())
    assert preset(pins, "Dear coordination").arrays["cursor.x"][0] == 1


def test_readings_say_what_the_arrays_say(pins):
    for state, arrays, reading in rows(pins):
        number = r"(-?\d+\.\d+)"
        found = re.search(
            rf"With (\d+) of 24 tasks each, (\d+ workers|one worker)"
            rf"(, more than the market has, would)? makes? {number} a head; "
            rf"best is a team of {number}, which makes {number}\.",
            reading,
        )
        team, cost = TASKS // state["breadth"], state["coordination"]
        words = f"{team} workers" if team > 1 else "one worker"
        assert (int(found[1]), found[2]) == (state["breadth"], words)
        assert bool(found[3]) == (team > state["budget"])
        assert abs(float(found[4]) - per_head(team, cost)) <= 0.0005 + CLOSE
        assert abs(float(found[5]) - arrays["best.x"][0]) <= 0.005 + CLOSE
        assert abs(float(found[6]) - per_head(arrays["best.x"][0], cost)) <= 0.0005 + CLOSE
        assert "-0.000" not in reading


def test_one_worker_makes_several_make_and_those_who_are_not_there_would(pins):
    for state, _, reading in rows(pins):
        team = TASKS // state["breadth"]
        assert ("one worker makes " in reading) == (team == 1)
        assert (f"{team} workers make " in reading) == (1 < team <= state["budget"])
        assert ("would make " in reading) == (team > state["budget"])


def test_what_the_best_team_makes_over_one_alone(pins):
    for i, state in enumerate(pins.states):
        cost, budget = state["coordination"], state["budget"]
        gain = per_head(best_team(cost, budget), cost) / per_head(1, cost)
        said = pins.known["gain"][i]
        assert abs(float(said) - gain) <= 0.005 + CLOSE
        assert float(said) >= 1
        assert (said == "1.00") == (best_team(cost, budget) == 1)


def test_the_summary_knows_its_axes(pins):
    """Output from 0 up to what the axis holds, workers from 1 to 24."""
    low, high = pins.figure.layout.yaxis.range
    assert f"output per head, {low:g} to {high:g}," in pins.summary
    assert "1 to 24" in pins.summary
    assert pins.grid[0]["output"].min() == 0 < pins.grid[0]["output"].max() < high
    assert [pins.controls[0].words(n) for n in (1, 2)] == [
        "a market for 1 worker",
        "a market for 2 workers",
    ]
