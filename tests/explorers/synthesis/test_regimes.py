"""The map against Fractions tried one by one, and its colours against what is said of them."""

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from states import rows

from nflsim.explorers import synthesis
from nflsim.explorers.synthesis import regimes

CLOSE = 1e-12  # a sum of 20 numbers from 0 to 1
ONE, SOME, ALL = 0, 1, 2


@pytest.fixture(scope="module")
def where():
    return synthesis.regime_map()


@pytest.fixture(scope="module")
def maps(where):
    """Return the map at each spillover."""
    spill = where.controls[2].values
    return {rho: where.at(spill=rho).arrays["best"] for rho in spill}


def brings(m, budget, tasks, rho):
    """Return what an even split over m tasks brings, each b**3 / (1 + b**3); any numbers."""
    served, below = ((1 - rho) * budget / m + rho * budget) ** 3, (rho * budget) ** 3
    return m * served / (1 + served) + (tasks - m) * below / (1 + below)


@cache
def tried(budget, tasks, rho):
    """Return the best breadth, the fewest on a tie, and what it, one and all bring, exactly."""
    exact = Fraction(str(budget)), tasks, Fraction(str(rho))
    values = [brings(m, *exact) for m in range(1, tasks + 1)]
    best = values.index(max(values))
    return best + 1, float(values[best]), float(values[0]), float(values[-1])


def regime(best, tasks):
    return ONE if best == 1 else ALL if best == tasks else SOME


def test_every_number_matches_fractions_tried_one_by_one(where):
    for state, arrays, _ in rows(where):
        rest = state["budget"], state["spill"]
        best = [tried(rest[0], k, rest[1]) for k in where.controls[1].values]
        assert arrays["tasks"].tolist() == list(where.controls[1].values)
        assert arrays["served"].tolist() == [each[0] for each in best]
        assert np.abs(arrays["brings"] - [each[1] for each in best]).max() < CLOSE
        assert arrays["point"].tolist() == [state["breadth"]]
        assert abs(arrays["point.x"][0] - np.log2(state["budget"])) < CLOSE


def test_every_colour_is_that_of_a_best_breadth(where, maps):
    heat, tasks = where.figure.data[0], where.controls[1].values
    budgets = 2.0 ** np.array(heat.x)
    for rho, cells in maps.items():
        assert cells.shape == (len(tasks), len(budgets))
        for row, k in zip(cells, tasks):
            values = np.array([brings(m, budgets, k, rho) for m in range(1, k + 1)])
            best = values >= values.max(axis=0) - CLOSE
            some = best[1:-1].any(axis=0)
            assert np.choose(row.astype(int), [best[0], some, best[-1]]).all()


def test_the_point_stands_on_the_colour_that_its_reading_names(where):
    heat = where.figure.data[0]
    for state, arrays, _ in rows(where):
        column = np.abs(np.array(heat.x) - arrays["point.x"][0]).argmin()
        row = list(heat.y).index(state["breadth"])
        best, *_ = tried(state["budget"], state["breadth"], state["spill"])
        assert arrays["best"][row, column] == regime(best, state["breadth"]), state


def test_cells_are_whole(where):
    layout, heat = where.figure.layout, where.figure.data[0]
    for places, axis in ((heat.x, layout.xaxis), (heat.y, layout.yaxis)):
        assert len(set(np.diff(places))) == 1
        assert min(places) <= min(axis.tickvals) < max(axis.tickvals) <= max(places)
    ticks = [float(Fraction(text)) for text in layout.xaxis.ticktext]
    assert ticks == [2.0**place for place in layout.xaxis.tickvals]
    assert list(heat.y) == list(where.controls[1].values)
    budgets = np.log2(where.controls[0].values)
    assert heat.x[0] <= budgets.min() < budgets.max() <= heat.x[-1]
    assert set(np.unique(where.grid[0]["best"])) == {ONE, SOME, ALL} == {*range(3)}
    assert (heat.zmin, heat.zmax, heat.meta["means"]) == (0, 2, regimes.MEANS)


def test_each_control_moves_what_it_should_and_nothing_else(where):
    moves = {
        "budget": {"point.x", "served", "brings"},
        "breadth": {"point"},
        "spill": {"best", "served", "brings"},
    }
    for control in where.controls:
        views = [where.at(**{control.name: value}) for value in control.values]
        first, *rest = [view.arrays for view in views]
        moved = {name for name in first if any((row[name] != first[name]).any() for row in rest)}
        assert moved == moves[control.name]
        assert len({view.reading for view in views}) == len(views)
        assert len({control.words(value) for value in control.values}) == len(views)


# What the summary and the links say -----------------------------------------------------------


def test_one_task_on_the_left_some_above_the_edge_all_below_it(maps):
    for cells in maps.values():
        assert (cells[:, 0] == ONE).all()
        assert (np.diff(cells, axis=1) >= 0).all()  # from one to some to all as budgets grow
        for column in cells[:, (cells != ONE).all(axis=0)].T:
            assert (np.diff(column) <= 0).all()  # from all to some as tasks grow in number
            assert column[0] == ALL


def test_spillover_moves_the_edge_to_the_left_and_leaves_little_between(maps):
    order = sorted(maps)
    for less, more in pairwise(order):
        assert (maps[more] >= maps[less]).all()
        assert (maps[more] == SOME).sum() < (maps[less] == SOME).sum()
    between = [(maps[rho] == SOME).mean() for rho in (order[0], order[-1])]
    assert between[1] < 0.15 < 0.3 < between[0]


def test_links_show_what_they_say(where):
    states = {each.label: where.at(**each.state).state for each in where.presets}
    best = {label: tried(*state.values())[0] for label, state in states.items()}
    assert best == {
        "Too little for two": 1,
        "A few": 3,
        "Plenty": 12,
        "What serves one serves all": 12,
    }
    for each in where.presets:
        assert each.generalist_wins == (best[each.label] == each.state["breadth"])
    share = 2 ** (1 / 3)  # the best for each unit, so that 12 tasks want no more than 12 of it
    assert states["Too little for two"]["budget"] < 2 * share
    assert states["Plenty"]["budget"] > 12 * share
    few, spilled = states["A few"], states["What serves one serves all"]
    assert spilled == few | {"spill": 0.2}  # the same budget, a fifth of every effort


def test_between_some_and_all_on_the_slider(where):
    """Twelve tasks, no spillover: 15 units are twelve shares that bring most for each."""
    budgets = where.controls[0].values
    last = max(b for b in budgets if 1 < tried(b, 12, 0.0)[0] < 12)
    assert last < 12 * 2 ** (1 / 3) < budgets[budgets.index(last) + 1]
    assert tried(budgets[budgets.index(last) + 1], 12, 0.0)[0] == 12


def test_readings_say_what_the_arrays_say(where):
    for state, _, reading in rows(where):
        budget, k, rho = state.values()
        best, most, one, everything = tried(budget, k, rho)
        whole = "both" if k == 2 else f"all {k}"
        which = {ONE: "one task", SOME: f"{best} of them", ALL: whole}[regime(best, k)]
        lead = f"Budget {budget:g}, {k} tasks, {round(100 * rho)}% spillover: best for {which}, "
        assert reading.startswith(f"{lead}which brings ")
        shown = re.findall(r"(both|one|which|all \d+) brings? (\d+\.\d{3,})", reading)
        assert reading.count(" successes;") == 1
        expected = [("which", most)]
        expected += [("one", one)] * (best > 1) + [(whole, everything)] * (best < k)
        assert [name for name, _ in shown] == [name for name, _ in expected]
        for (_, number), (_, value) in zip(shown, expected):
            assert abs(float(number) - value) <= 0.0005 + CLOSE
        assert not re.search(r"one bring |(both|all \d+) brings", reading)


def test_nothing_that_is_worse_is_printed_as_good_as_the_best(where):
    for _, _, reading in rows(where):
        shown = re.findall(r"brings? (\d+\.\d+)", reading)
        assert len(set(shown)) == len(shown), reading


def test_facts_are_the_best_breadth_and_what_it_brings(where):
    served, brings = (where.known[name] for name in ("served", "brings"))
    for i, state in enumerate(where.states):
        best, most, *_ = tried(state["budget"], state["breadth"], state["spill"])
        assert served[i] == str(best)
        assert abs(float(brings[i]) - most) <= 0.005 + CLOSE


def test_summary_and_words_know_their_axes(where):
    tasks, budgets = where.controls[1].values, where.controls[0].values
    assert (budgets[0], budgets[-1]) == (0.25, 32)
    assert "a quarter to 32" in where.summary
    assert f"{tasks[0]} to {tasks[-1]}," in where.summary
    assert [where.controls[1].words(k) for k in (2, 3)] == [
        f"{k} tasks to choose from" for k in (2, 3)
    ]
    assert [where.controls[0].words(b).split(",")[0] for b in (0.25, 1)] == ["0.25 units", "1 unit"]
    assert where.controls[2].words(0.02) == "2% of every effort serves all"
