"""One body and sow or wait against bell curves and years written out in plain Python.

The best body is where the slope changes sign, the best share of seeds where one seed more held
back gains nothing; both by halving an interval. Years are also drawn, one by one.
"""

import math
import re
from functools import cache

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import evolution

SURVIVES = 0.9  # a seed in the ground, each year
# A few operations on numbers of size 1 to 5, each with an error of some 1e-16.
CLOSE = 1e-12


@pytest.fixture(scope="module")
def body():
    return evolution.one_body()


@pytest.fixture(scope="module")
def seeds():
    return evolution.sow_or_wait()


def crossing(rising, low, high):
    """Return where `rising` turns from true to false, to the last digit."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) else (low, middle)
    return low


def test_every_hover_and_table_knows_its_place(body, seeds):
    """What the table prints in its first column is where the curves are drawn."""
    for explorer, places, first in ((body, "places", 1.6), (seeds, "held", 0.0)):
        for trace in explorer.figure.data[:2]:
            for row in explorer.grid[0][places]:
                assert list(trace.x) == row.tolist()
        assert abs(explorer.grid[0][places][0][0]) == first


# One body, two niches -------------------------------------------------------------------------


def bell(x, mu, width):
    return math.exp(-(((x - mu) / width) ** 2) / 2)


def width_of(area):
    """Return the width of a bell of height 1 with this area: area = width sqrt(2 pi)."""
    return area / math.sqrt(2 * math.pi)


def worth(x, width, payoffs):
    left, right = bell(x, -1, width), bell(x, 1, width)
    return (left + right) / 2 if payoffs == "add" else math.sqrt(left * right)


@cache
def best_body(width, payoffs):
    """Return how far from the middle the best body stands, from the slope of the sum."""
    if payoffs == "multiply" or width >= 1:
        return 0.0
    return crossing(lambda x: (1 - x) * bell(x, 1, width) > (1 + x) * bell(x, -1, width), 1e-6, 1.0)


def test_every_payoff_in_plain_python(body):
    places = [place / 20 for place in range(-32, 33)]
    for state, arrays, _ in rows(body):
        width, payoffs = width_of(state["budget"]), state["payoffs"]
        stands, best = state["breadth"] - 1, best_body(width, payoffs)
        expected = {
            "fitness": [worth(x, width, payoffs) for x in places],
            "tolerance": [bell(x, stands, width) for x in places],
            "niche": [worth(1, width, payoffs)],
            "middle": [worth(0, width, payoffs)],
            "best": [worth(best, width, payoffs)],
            "places": places,
            "cursor.x": [stands] * 2,
        }
        for name, values in expected.items():
            assert np.abs(arrays[name] - values).max() < CLOSE
        # The slope changes sign within its own error of 1e-16 over a curvature of 0.01 or more.
        assert abs(abs(arrays["best.x"][0]) - best) < 1e-9
        assert set(expected) | {"best.x"} == set(arrays)


def test_the_budget_is_the_area_under_the_curve(body):
    """Height is capped at 1: the curve reaches it where the body stands, and nowhere else."""
    step = 0.05
    far = np.arange(-400, 401) * step
    for state, arrays, _ in rows(body):
        width, stands = width_of(state["budget"]), state["breadth"] - 1
        # Sums of a bell at steps of an eighth of its width or less are exact to all digits.
        area = step * sum(bell(x, stands, width) for x in far)
        assert abs(area - state["budget"]) < 1e-9
        assert arrays["tolerance"].max() == 1
        assert arrays["places"][arrays["tolerance"].argmax()] == pytest.approx(stands, abs=1e-9)


def test_the_best_body_is_at_least_as_good_as_any_other(body):
    fine = np.linspace(-3, 3, 6001)
    for area in body.controls[0].values:
        for payoffs in ("add", "multiply"):
            arrays = body.at(budget=area, payoffs=payoffs).arrays
            width = width_of(area)
            most = max(worth(x, width, payoffs) for x in fine)
            assert most - CLOSE <= arrays["best"][0] < most + 1e-6
            assert arrays["best"][0] >= max(arrays["fitness"].max(), arrays["niche"][0]) - CLOSE


def test_narrow_bodies_have_two_peaks_and_wide_ones_one(body):
    for state, arrays, _ in rows(body):
        rises = np.diff(arrays["fitness"]) > 0
        peaks = int((rises[:-1] & ~rises[1:]).sum())
        narrow = width_of(state["budget"]) < 1 and state["payoffs"] == "add"
        assert peaks == (2 if narrow else 1)
        # "It appears at 2s, and never reaches the niches."
        assert (0 < abs(arrays["best.x"][0]) < 1) == narrow
        assert (arrays["best.x"][0] == 0) == (not narrow)
        if not narrow:
            assert arrays["best"][0] == arrays["middle"][0] == arrays["fitness"].max()


def test_a_summary_that_puts_peaks_near_the_niches_means_the_narrowest(body):
    """At a width just below 1 the two peaks stand at an eighth: not near the niches."""
    assert abs(body.at(budget=2.5).arrays["best.x"][0]) < 0.14
    found = re.search(r"(\w+) bodies have two peaks near the niches", body.summary)
    assert found is None or found[1] != "Narrow"


def test_the_summary_of_one_body_knows_its_axes(body):
    assert "two niches at -1 and 1, from 0 to 1," in body.summary
    assert "-1.6 to 1.6" in body.summary
    assert tuple(body.figure.layout.xaxis.range) == (-1.6, 1.6)
    fitness = body.grid[0]["fitness"]
    assert 0 <= fitness.min() < fitness.max() <= 1
    assert body.grid[0]["places"].min() == -1.6 == -body.grid[0]["places"].max()


def test_narrow_in_the_middle_is_the_worst_place_between_the_niches(body):
    view = preset(body, "Narrow, in the middle")
    assert view.state == body.default
    assert f"{width_of(view.state['budget']):.1f}" == "0.7"
    between = [
        value for x, value in zip(view.arrays["places"], view.arrays["fitness"]) if abs(x) <= 1
    ]
    assert min(between) == view.arrays["middle"][0]
    assert between.count(min(between)) == 1
    assert view.arrays["cursor.x"][0] == 0


def test_narrow_in_the_niche_gives_up_one_and_earns_more(body):
    view = preset(body, "Narrow, in the niche")
    width = width_of(view.state["budget"])
    assert view.arrays["cursor.x"][0] == -1
    assert bell(-1, 1, width) < 0.02 < bell(0, 1, width)
    assert view.arrays["niche"][0] > view.arrays["middle"][0]


def test_a_larger_budget_makes_the_middle_best(body):
    view = preset(body, "A larger budget")
    assert width_of(view.state["budget"]) > 1
    assert view.arrays["cursor.x"][0] == view.arrays["best.x"][0] == 0
    best = {area: body.at(budget=area, payoffs="add").arrays for area in body.controls[0].values}
    middle = [area for area, arrays in best.items() if arrays["best.x"][0] == 0]
    assert middle == [area for area in best if width_of(area) > 1]
    assert min(middle) == 2.75
    assert all(best[a]["middle"][0] > best[a]["niche"][0] for a in middle)


def test_where_payoffs_multiply_the_middle_is_best_at_any_width(body):
    view = preset(body, "Payoffs multiply")
    assert view.state == preset(body, "Narrow, in the middle").state | {"payoffs": "multiply"}
    for state, arrays, _ in rows(body):
        if state["payoffs"] == "multiply":
            assert arrays["best.x"][0] == 0
            others = np.delete(arrays["fitness"], 32)
            assert (others < arrays["middle"][0]).all()


def test_the_generalist_of_one_body_wins_where_it_says(body):
    for each in body.presets:
        view = body.at(**each.state)
        wins = view.arrays["middle"][0] > view.arrays["niche"][0]
        assert wins == each.generalist_wins
        if wins:
            assert view.arrays["cursor.x"][0] == 0


def test_body_readings_say_what_the_arrays_say(body):
    for state, arrays, reading in rows(body):
        number = r"(-?\d+\.\d+)"
        found = re.fullmatch(
            rf"A budget of (\S+) buys a width of {number}\. Where payoffs (add|multiply), this "
            rf"body, at {number}, earns {number}; one in a niche {number}, one in the middle "
            rf"{number}\. The best stands (in the middle|at {number} on either side) and earns "
            rf"{number}\.",
            reading,
        )
        width, stands = width_of(state["budget"]), state["breadth"] - 1
        assert (float(found[1]), found[3]) == (state["budget"], state["payoffs"])
        assert found[2] == f"{width:.2f}"
        assert abs(float(found[4]) - stands) < 1e-9
        assert "-0.00" not in reading
        shown = [float(found[i]) for i in (5, 6, 7, 10)]
        exact = [
            worth(stands, width, state["payoffs"]),
            arrays["niche"][0],
            arrays["middle"][0],
            arrays["best"][0],
        ]
        assert np.abs(np.subtract(shown, exact)).max() < 0.0005 + CLOSE
        if found[9] is None:
            assert arrays["best.x"][0] == 0
        else:
            assert abs(float(found[9]) - abs(arrays["best.x"][0])) < 0.005 + CLOSE
            assert arrays["best.x"][0] != 0


def test_widths_apart_and_what_a_niche_earns_over_the_middle(body):
    """In three digits; where payoffs add, more than two widths are said where two peaks are."""
    for i, state in enumerate(body.states):
        width, payoffs = width_of(state["budget"]), state["payoffs"]
        ratio = worth(-1, width, payoffs) / worth(0, width, payoffs)
        assert body.known["ratio"][i] == f"{ratio:.3g}"
        said = body.known["apart"][i]
        assert abs(float(said) - 2 / width) <= 0.005 + CLOSE
        if payoffs == "add":
            assert (float(said) > 2) == (best_body(width, payoffs) > 0)


def test_words_on_the_sliders_of_one_body(body):
    area, way, payoffs = body.controls
    for value in area.values:
        shown = re.fullmatch(r"area (\S+): width (\S+)", area.words(value))
        assert float(shown[1]) == value
        assert shown[2] == f"{width_of(value):.2f}"
    for value in way.values:
        assert float(re.match(r"(\d+)% to the middle$", way.words(value))[1]) == round(100 * value)
    assert [payoffs.words(value) for value in payoffs.values] == ["add", "multiply"]


# Sow or wait ----------------------------------------------------------------------------------


def yearly(held, rich, good):
    """Return [(chance, factor)] of good and of bad years."""
    kept = held * SURVIVES
    years = [(good, (1 - held) * rich + kept)]
    return years + [(1 - good, kept)] * (good < 1)


def mean_year(held, rich, good):
    return sum(chance * factor for chance, factor in yearly(held, rich, good))


def long_run(held, rich, good):
    """Return the geometric mean of the factors."""
    return math.prod(factor**chance for chance, factor in yearly(held, rich, good))


@cache
def best_held(rich, good):
    """Return the share to hold back at which one seed more sown gains as much as it loses."""
    if good == 1:
        return 0.0

    def more_sown(g):
        gain = good * (rich - SURVIVES) / (g * rich + (1 - g) * SURVIVES)
        return gain > (1 - good) / (1 - g)

    return 1 - crossing(more_sown, 0.0, 1 - 1e-12) if more_sown(0.0) else 1.0


def here(view):
    """Return the place on the axis of the share that a state holds back."""
    return view.arrays["held"].tolist().index(pytest.approx(view.state["breadth"]))


def bends(arrays, name):
    """Return by how much the slope changes, from each pair of neighbours to the next."""
    return np.diff(np.diff(arrays[name]) / np.diff(arrays["held"]))


def test_every_growth_in_plain_python(seeds):
    held = seeds.grid[0]["held"][0].tolist()
    assert (held[0], held[-1]) == (0, 1)
    assert max(np.diff(held)) < 0.026
    assert all(any(abs(h - value) < CLOSE for h in held) for value in seeds.controls[1].values)
    for state, arrays, _ in rows(seeds):
        rich, good = state["budget"], state["good"]
        expected = {
            "mean": [mean_year(h, rich, good) for h in held],
            "growth": [long_run(h, rich, good) for h in held],
            "held": held,
            "level": [1, 1],
            "best.x": [best_held(rich, good)] * 2,
            "cursor.x": [state["breadth"]] * 2,
        }
        for name, values in expected.items():
            assert np.abs(arrays[name] - values).max() < CLOSE
        assert set(arrays) == set(expected)


@pytest.mark.parametrize("held", [0.3, 0.55, 0.9])
def test_years_one_by_one(seeds, held):
    """The log of the product of many years, over their number, within four standard errors."""
    rng, years = np.random.default_rng(1966), 20_000
    view = seeds.at(breadth=held)
    rich, good = view.state["budget"], view.state["good"]
    kept = held * SURVIVES
    logs = np.log(kept + (rng.random(years) < good) * (1 - held) * rich)
    error = 4 * logs.std() / math.sqrt(years)
    assert abs(logs.mean() - math.log(view.arrays["growth"][here(view)])) < error


def test_no_share_beats_the_best_share(seeds):
    fine = [place / 1000 for place in range(1001)]
    for rich in seeds.controls[0].values:
        for good in seeds.controls[2].values:
            best = best_held(rich, good)
            top = max(long_run(h, rich, good) for h in fine)
            assert top <= long_run(best, rich, good) + CLOSE


def test_the_mean_year_is_a_straight_line_and_never_below_the_long_run(seeds):
    for state, arrays, _ in rows(seeds):
        # Slopes over steps of a thousandth have errors of some 1e-13.
        assert np.abs(bends(arrays, "mean")).max() < 1e-10
        assert (arrays["mean"] >= arrays["growth"] - CLOSE).all()
        both = np.abs(arrays["mean"] - arrays["growth"]).max() < CLOSE
        assert both == (state["good"] == 1)


def test_the_growth_in_the_long_run_bends_down(seeds):
    """A geometric mean of straight lines: one hump, or a part of one."""
    for state, arrays, _ in rows(seeds):
        assert (bends(arrays, "growth") < 1e-10).all()
        assert (arrays["growth"][0] == 0) == (state["good"] < 1)


def test_the_summary_of_the_seeds_holds_where_it_says(seeds):
    """The mean falls if a sown seed yields more than a kept one; a bad year must be possible."""
    falls, humps = [], []
    for state, arrays, _ in rows(seeds):
        fall = bool((np.diff(arrays["mean"]) < -CLOSE).all())
        assert fall == (state["good"] * state["budget"] > SURVIVES + CLOSE)
        falls.append(fall)
        humps.append(
            0 < arrays["growth"].argmax() < len(arrays["held"]) - 1 and arrays["growth"][0] == 0
        )
    assert not all(falls)
    assert not all(humps)
    first = seeds.index(seeds.default)
    assert falls[first]
    assert humps[first]
    for claim in ("a straight line that falls,", "a hump that is 0 where nothing is held back."):
        assert claim not in seeds.summary
    low, high = seeds.grid[0]["growth"].min(), seeds.grid[0]["mean"].max()
    assert (low, high) == (0, 5)
    assert "0 to 5," in seeds.summary


def test_sow_all_is_the_best_mean_year_and_certain_extinction(seeds):
    view = preset(seeds, "Sow all")
    assert view.state == seeds.default
    assert view.arrays["cursor.x"][0] == 0
    assert view.arrays["mean"].argmax() == 0
    assert view.arrays["mean"][0] > 1
    assert view.arrays["growth"][0] == 0
    # The factor of a bad year, when nothing is held back.
    assert yearly(0.0, view.state["budget"], view.state["good"])[1][1] == 0


def test_hold_back_is_a_worse_mean_year_and_the_only_way_to_grow(seeds):
    view = preset(seeds, "Hold back")
    rich, held, good = view.state.values()
    arrays, place = view.arrays, here(view)
    assert arrays["mean"][place] < arrays["mean"][0]
    assert arrays["growth"][place] > 1 > arrays["growth"][0]
    # Nobody grows who holds back next to nothing.
    assert arrays["held"][arrays["growth"] > 1].min() > 0.001
    # The slider has no better share than this one.
    sliders = {h: long_run(h, rich, good) for h in seeds.controls[1].values}
    assert max(sliders, key=sliders.get) == held


def test_with_half_the_yield_more_is_held_back_and_the_line_grows_a_little(seeds):
    rich, lean = preset(seeds, "Hold back"), preset(seeds, "A lean good year")
    assert lean.state["budget"] == rich.state["budget"] / 2
    assert lean.state["good"] == rich.state["good"]
    assert lean.state["breadth"] > rich.state["breadth"]
    assert lean.arrays["best.x"][0] > rich.arrays["best.x"][0]
    assert 1 < lean.arrays["growth"][here(lean)] < 1.05 < rich.arrays["growth"][here(rich)]


def test_without_bad_years_holding_back_is_waste(seeds):
    view = preset(seeds, "No bad years")
    assert view.state["good"] == 1
    for state, arrays, reading in rows(seeds):
        if state["good"] == 1:
            assert (np.diff(arrays["growth"]) < 0).all()
            assert arrays["best.x"].tolist() == [0, 0]
            assert "hold back 0%" in reading


def test_never_sow_a_larger_share_than_the_chance_of_a_good_year(seeds):
    """The chapter: the best share to sow stays below p however large the yield."""
    for good in (0.3, 0.6, 0.9):
        for rich in (*seeds.controls[0].values, 1e3, 1e9):
            assert 1 - best_held(rich, good) <= good + 1e-9
    for state, arrays, _ in rows(seeds):
        assert 1 - arrays["best.x"][0] < state["good"] + CLOSE


def test_the_generalist_of_the_seeds_wins_where_it_says(seeds):
    for each in seeds.presets:
        view = seeds.at(**each.state)
        grown = view.arrays["growth"][here(view)]
        assert (grown > view.arrays["growth"][0]) == each.generalist_wins


def test_seed_readings_say_what_the_arrays_say(seeds):
    for state, _, reading in rows(seeds):
        rich, held, good = state.values()
        # Without bad years there are no other years.
        years = f"in {good:.0%} of years and none in the others" if good < 1 else "every year"
        number = r"(\d\.\d{3})"
        found = re.fullmatch(
            rf"A seed sown gives {rich:g} {years}; (\d+)% are held back\. A mean year multiplies "
            rf"by {number}, the long run by {number} a year, so the line [a-z ]+\. Best for the "
            rf"long run is to hold back (\d+)%, for a factor of {number}\.",
            reading,
        )
        assert int(found[1]) == round(100 * held)
        best = best_held(rich, good)
        assert abs(int(found[4]) - 100 * best) <= 0.5 + 1e-9
        exact = (
            mean_year(held, rich, good),
            long_run(held, rich, good),
            long_run(best, rich, good),
        )
        for text, value in zip((found[2], found[3], found[5]), exact):
            assert abs(float(text) - value) < 0.0005 + CLOSE


def test_what_the_long_run_keeps_of_a_mean_year(seeds):
    """Nothing if all is sown and a year may be bad, all of it if no year is, never more."""
    for i, state in enumerate(seeds.states):
        world = state["breadth"], state["budget"], state["good"]
        said = seeds.known["kept"][i]
        assert re.fullmatch(r"\d+%", said)
        assert abs(int(said[:-1]) - 100 * long_run(*world) / mean_year(*world)) <= 0.5 + CLOSE
        assert int(said[:-1]) <= 100
        if state["good"] == 1 or state["breadth"] == 1:
            assert said == "100%"
        elif not state["breadth"]:
            assert said == "0%"


def test_the_fate_of_the_line_goes_with_the_number_beside_it(seeds):
    """It grows beside a number above 1, dies out beside one below 1; what stays, stays at 1."""
    for _, _, reading in rows(seeds):
        growth = float(re.search(r"the long run by (\d\.\d+)", reading)[1])
        fate = re.search(r"so the line ([a-z ]+)\.", reading)[1]
        assert (fate == "grows") == (growth > 1)
        assert (fate == "dies out") == (growth < 1)


def test_words_on_the_sliders_of_the_seeds(seeds):
    rich, held, good = seeds.controls
    for value in rich.values:
        assert re.match(r"\S+ seeds a good year", rich.words(value))
        assert float(rich.words(value).split()[0]) == value
    for value in held.values:
        assert held.words(value) == f"{round(100 * value)}% of seeds held back"
    for value in good.values:
        assert str(round(100 * value)) in good.words(value) or value == 1
