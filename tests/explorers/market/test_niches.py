"""How narrow a firm against shares summed niche by niche and the best of many breadths tried."""

import re
from itertools import product

import numpy as np
import pytest
from states import rows

from nflsim.explorers import market


@pytest.fixture(scope="module")
def narrow():
    return market.how_narrow()


def row(explorer, **state):
    """Return the arrays and the reading of one state, from the grid."""
    place = explorer.index(state)
    arrays, readings = explorer.grid
    return {name: array[place] for name, array in arrays.items()}, readings[place]


def test_every_point_has_its_place(narrow):
    places = {trace.uid: list(trace.x) for trace in narrow.figure.data}
    assert places["earned"] == narrow.grid[0]["breadths"][0].tolist()
    assert places["broad"] == [60]


def test_each_control_moves_what_it_should_and_nothing_else(narrow):
    """Between equals a niche shared by all is even at any strength: `broad` stays at 1."""
    moves = [{"earned", "broad", "best.x"}, {"cursor.x"}, {"earned", "best.x"}]
    for control, expected in zip(narrow.controls, moves):
        places = [narrow.index({control.name: value}) for value in control.values]
        moved = {
            key
            for key, array in narrow.grid[0].items()
            if key in narrow.spans and (array[places] != array[places[0]]).any()
        }
        assert moved == expected
        assert len({narrow.grid[1][place] for place in places}) == len(places)


def earned(breadth, effort, g):
    """Return what a firm gets of 60 niches, over a fifth of them; a rival puts 1 in each."""
    own = (effort * 60 / breadth) ** g
    return breadth * own / (own + 4) / (60 / 5)


def test_every_earning_niche_by_niche(narrow):
    breadths = np.arange(3, 61)
    fine = np.linspace(3, 60, 57_001)
    best = {
        (e, g): fine[earned(fine, e, g).argmax()]
        for e, g in product(narrow.controls[0].values, narrow.controls[2].values)
    }
    assert len(narrow.states) == 7 * 12 * 9
    for state, arrays, _ in rows(narrow):
        e, g = state["budget"], state["strength"]
        assert np.abs(arrays["earned"] - earned(breadths, e, g)).max() < 1e-12
        assert abs(arrays["broad"][0] - 5 * e**g / (e**g + 4)) < 1e-12
        assert arrays["breadths"].tolist() == breadths.tolist()
        assert arrays["even"].tolist() == [1, 1]
        assert arrays["cursor.x"].tolist() == [state["breadth"]] * 2
        # At steps of a thousandth, the top is within one step or as flat as rounding.
        assert np.abs(arrays["best.x"] - best[e, g]).max() < 0.002


def test_the_broadest_firm_is_best_up_to_a_threshold_and_never_above_it(narrow):
    """g > 1 + e**g / (N - 1): for equal efforts N / (N - 1) = 1.25."""
    for state, arrays, _ in rows(narrow):
        e, g = state["budget"], state["strength"]
        assert (arrays["best.x"][0] < 60) == (g > 1 + e**g / 4)
        if e == 1:
            assert (arrays["best.x"][0] < 60) == (g > 1.25)
        if g <= 1:
            assert (np.diff(arrays["earned"]) >= 0).all()
    assert 1.25 in narrow.controls[2].values


def test_a_firm_with_more_effort_is_best_broader_in_proportion(narrow):
    for g in narrow.controls[2].values:
        weak = row(narrow, budget=0.25, strength=g)[0]["best.x"][0]
        for e in narrow.controls[0].values:
            best = row(narrow, budget=e, strength=g)[0]["best.x"][0]
            assert best == pytest.approx(min(60, 4 * e * weak), abs=1e-9) or weak == 60
            assert g > 1 or best == 60


def test_stronger_competition_is_not_always_narrower(narrow):
    best = [row(narrow, budget=1.0, strength=g)[0]["best.x"][0] for g in (1.5, 2.0, 3.0, 5.0, 10.0)]
    assert 60 > best[0] > best[1] < best[3] < best[4] < 60
    assert best[1] == pytest.approx(best[2])


def test_presets_of_how_narrow_show_what_they_say(narrow):
    strong, weak, nearly_all, stronger = narrow.presets
    assert narrow.at(**strong.state).arrays["earned"][30 - 3] == 1.25
    assert narrow.at(**weak.state).arrays["best.x"][0] == 60
    arrays = narrow.at(**nearly_all.state).arrays
    assert 0.9 < arrays["earned"][nearly_all.state["breadth"] - 3] * 12 / 40 < 1
    assert arrays["best.x"][0] > narrow.at(**strong.state).arrays["best.x"][0]
    assert narrow.at(**stronger.state).arrays["broad"][0] > 0.9 * 5
    for each in narrow.presets:
        arrays = narrow.at(**each.state).arrays
        assert each.generalist_wins == (arrays["broad"][0] == arrays["earned"].max())


def test_readings_of_how_narrow_say_what_the_arrays_say(narrow):
    number = r"(\d\.\d{3})"
    for state, arrays, reading in rows(narrow):
        e, breadth, g = state.values()
        effort = "as much effort as" if e == 1 else f"{e:g} times the effort of"
        found = re.fullmatch(
            rf"A firm with {effort} each of four rivals, in {breadth} of 60 niches, earns {number} "
            rf"times an even share where shares go as effort to the power {g:g}; in all niches "
            rf"{number}\. Best are (\d+\.\d) niches, with {number}\.",
            reading,
        )
        best = arrays["best.x"][0]
        exact = [earned(breadth, e, g), earned(60, e, g), earned(best, e, g)]
        assert np.abs(np.subtract([float(found[i]) for i in (1, 2, 4)], exact)).max() < 0.000501
        assert abs(float(found[3]) - best) < 0.0501


def test_what_the_best_breadth_gains_and_takes(narrow):
    """At the best of many breadths: g - 1 of g parts of a niche, unless all niches are best."""
    fine = np.linspace(3, 60, 57_001)
    for i, (state, _, _) in enumerate(rows(narrow)):
        e, _, g = state.values()
        gain, part = (narrow.known[name][i] for name in ("gain", "part"))
        top = earned(fine, e, g)
        assert abs(float(gain) - (top.max() - earned(60, e, g))) <= 0.005 + 1e-6
        inside = g > 1 + e**g / 4
        exact = 1 - 1 / g if inside else e**g / (e**g + 4)
        assert abs(float(part[:-1]) - 100 * exact) <= 0.5 + 1e-6
        assert part[-1] == "%"
        assert inside or gain == "0.00"
