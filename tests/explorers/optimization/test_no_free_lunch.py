"""The first two explorers against numbers worked elsewhere, and against a second computation.

The second computation shares no code with the package: functions are tuples, weights are
Fractions, and searchers are counted by convolving their subtrees, never listed.
"""

import math
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product

import numpy as np
import pytest
from states import rows

from nflsim.explorers import optimization
from nflsim.explorers.optimization._searchers import climber

N, Q, ALL = 4, 3, 55_296
FUNCTIONS = list(product(range(Q), repeat=N))
NEVER_TWICE = ("fitted", "mirror", "climber", "blind")
HALF = Fraction(1, 2)


@pytest.fixture(scope="module")
def searchers():
    return optimization.every_searcher()


@pytest.fixture(scope="module")
def census():
    return optimization.all_searchers()


@cache
def plain_weights(breadth, spread):
    """Return the world's weights as a dict, from permutations and sorting alone."""

    def slope(f):
        return sum((2 * x - N + 1) * y for x, y in enumerate(f))

    home = sorted((f for f in FUNCTIONS if list(f) == sorted(f)), key=lambda f: (-slope(f), f))
    share, weights = Fraction(round(10 * spread), 10), Counter()
    for f in home[:breadth]:
        orbit = set(permutations(f))
        weights[f] += 1 - share
        for each in orbit:
            weights[each] += share / len(orbit)
    return weights


def mean_best(weights, looks):
    """Return the weighted mean of what is found; `looks` maps a function to points seen."""
    found = sum(w * max(f[x] for x in looks(f)) for f, w in weights.items())
    return found / sum(weights.values())


def mean_over(weights, draws):
    draws = list(draws)
    return sum(mean_best(weights, lambda f, draw=draw: draw) for draw in draws) / len(draws)


def climb(f):
    return (1, 2, 3, 0) if f[2] >= f[1] else (1, 2, 0, 3)


def searchers_on(points):
    """Return how many searchers there are on some points: a first one, then one a value."""
    return 1 if points == 0 else points * searchers_on(points - 1) ** Q


def spectrum(weights, points, looks, best=0):
    """Return how many searchers reach each weighted sum of best values: Counter {sum: number}."""
    if not looks or not weights:
        return Counter({sum(weights.values()) * best: searchers_on(len(points))})
    total = Counter()
    for x in points:
        rest, sums = [p for p in points if p != x], Counter({Fraction(0): 1})
        for value in range(Q):
            seen = {f: w for f, w in weights.items() if f[x] == value}
            branch = spectrum(seen, rest, looks - 1, max(best, value))
            grown = Counter()
            for (a, times), (b, ways) in product(sums.items(), branch.items()):
                grown[a + b] += times * ways
            sums = grown
        total += sums
    return total


@pytest.mark.parametrize(
    ("spread", "fitted", "mirror"),
    [(0.0, "8/5", "4/5"), (0.5, "22/15", "16/15"), (1.0, "4/3", "4/3")],
)
def test_the_worked_fractions_of_the_home_class(searchers, spread, fitted, mirror):
    arrays = searchers.at(budget=2, breadth=15, spread=spread).arrays
    assert arrays["fitted"][1] == Fraction(fitted)
    assert arrays["mirror"][1] == Fraction(mirror)
    assert arrays["blind"].tolist() == [1, Fraction(4, 3), Fraction(3, 2), Fraction(8, 5)]


def test_every_curve_matches_a_plain_computation(searchers):
    states = np.random.default_rng(4).integers(len(searchers.states), size=12).tolist()
    for state in [searchers.default] + [searchers.states[i] for i in states]:
        weights = plain_weights(state["breadth"], state["spread"])
        arrays = searchers.at(**state).arrays
        for m in range(1, N + 1):
            expected = {
                "fitted": mean_best(weights, lambda f, m=m: (3, 2, 1, 0)[:m]),
                "mirror": mean_best(weights, lambda f, m=m: (0, 1, 2, 3)[:m]),
                "climber": mean_best(weights, lambda f, m=m: climb(f)[:m]),
                "blind": mean_over(weights, combinations(range(N), m)),
                "forgetful": mean_over(weights, product(range(N), repeat=m)),
            }
            assert {name: arrays[name][m - 1] for name in expected} == expected


def test_every_number_of_the_curves_is_exact(searchers):
    arrays, _ = searchers.grid
    for name in (*NEVER_TWICE, "forgetful"):
        assert {type(value) for value in arrays[name].ravel()} == {Fraction}


def test_all_that_never_look_twice_tie_when_all_weight_is_spread(searchers):
    """At every breadth and every budget, exactly."""
    level = [arrays for state, arrays, _ in rows(searchers) if state["spread"] == 1]
    assert len(level) == 15 * 4
    for arrays in level:
        assert len({tuple(arrays[name]) for name in NEVER_TWICE}) == 1


def test_all_that_never_look_twice_tie_when_every_point_is_seen(searchers):
    for _, arrays, _ in rows(searchers):
        assert len({arrays[name][N - 1] for name in NEVER_TWICE}) == 1


def test_short_of_full_spread_somebody_leads(searchers):
    for state, arrays, _ in rows(searchers):
        if state["spread"] < 1:
            assert len({tuple(arrays[name]) for name in NEVER_TWICE}) > 1


def test_looking_twice_costs_from_the_second_look_on(searchers):
    """Every breadth holds a function that is not constant, so the loss is always strict."""
    for _, arrays, _ in rows(searchers):
        assert arrays["forgetful"][0] == arrays["blind"][0]
        assert (arrays["forgetful"][1:] < arrays["blind"][1:]).all()


def test_blind_search_does_not_care_about_the_spread(searchers):
    by_breadth = {}
    for state, arrays, _ in rows(searchers):
        for name in ("blind", "forgetful"):
            by_breadth.setdefault((state["breadth"], name), set()).add(tuple(arrays[name]))
    assert len(by_breadth) == 30
    assert {len(curves) for curves in by_breadth.values()} == {1}


def test_a_lead_is_linear_in_the_spread(searchers):
    for breadth in range(1, 16):
        at = [searchers.at(breadth=breadth, spread=s / 10).arrays for s in range(11)]
        for name in ("fitted", "mirror", "climber"):
            leads = [arrays[name] - arrays["blind"] for arrays in at]
            for tenths, lead in enumerate(leads):
                assert (lead == leads[0] * Fraction(10 - tenths, 10)).all()


def test_nobody_finds_less_with_a_larger_budget(searchers):
    for _, arrays, _ in rows(searchers):
        for name in (*NEVER_TWICE, "forgetful"):
            assert (np.diff(arrays[name]) >= 0).all()


@pytest.mark.parametrize(("m", "different"), [(1, 4), (2, 12), (3, 7)])
def test_the_home_class_splits_all_searchers(census, m, different):
    arrays = census.at(budget=m, breadth=15, spread=0.0).arrays
    assert arrays["different"] == different
    assert arrays["counts"].sum() == ALL


def test_with_three_looks_half_of_all_searchers_share_the_best(census):
    arrays = census.at(budget=3, breadth=15, spread=0.0).arrays
    assert arrays["top"] == 27_744 > ALL / 2


def test_all_searchers_stand_in_one_bar_when_all_weight_is_spread(census):
    level = [arrays for state, arrays, _ in rows(census) if state["spread"] == 1]
    assert len(level) == 15 * 3
    for arrays in level:
        assert np.count_nonzero(arrays["counts"]) == 1
        assert arrays["different"] == 1
        assert arrays["low"] == arrays["high"] == arrays["blind.x"][0]


def test_short_of_full_spread_all_tie_in_one_case_only(census):
    """The steepest function, 0022, with three looks: nobody can miss both of its twos."""
    for state, arrays, _ in rows(census):
        easy = state["budget"] == 3 and state["breadth"] == 1
        assert (arrays["different"] == 1) == (state["spread"] == 1 or easy)
        if easy:
            assert arrays["low"] == 2


def test_no_searcher_is_lost_and_none_is_counted_twice(census):
    for _, arrays, _ in rows(census):
        assert arrays["counts"].sum() == ALL
        assert (arrays["share"] == arrays["counts"] / ALL).all()


@pytest.mark.parametrize("m", [1, 2, 3])
def test_the_census_matches_a_convolution_of_subtrees(census, m):
    """All 55,296 searchers at once, on the whole home class and on seeded other worlds."""
    worlds = np.random.default_rng(m).integers([1, 0], [16, 11], size=(12, 2)).tolist()
    for breadth, tenths in [(15, 0), (15, 5), (1, 0), *worlds]:
        state = {"budget": m, "breadth": breadth, "spread": tenths / 10}
        arrays, weights = census.at(**state).arrays, plain_weights(breadth, tenths / 10)
        whole = sum(weights.values())
        found = Counter()
        for total, number in spectrum(dict(weights), range(N), m).items():
            found[total / whole] += number
        assert found.total() == ALL
        bars = Counter()
        for mean, number in found.items():
            bars[math.floor(10 * mean + HALF)] += number
        assert arrays["counts"].tolist() == [bars[place] for place in range(10 * (Q - 1) + 1)]
        assert (arrays["low"], arrays["high"]) == (min(found), max(found))
        assert arrays["different"] == len(found)
        assert arrays["top"] == found[max(found)]
        blind = mean_over(weights, combinations(range(N), m))
        assert arrays["blind.x"].tolist() == [blind, blind]
        assert arrays["below"] == sum(found[mean] for mean in found if mean < blind)


def test_the_mean_of_all_searchers_is_blind_search():
    for m, (breadth, spread) in product((1, 2, 3), [(15, 0.0), (4, 0.2), (1, 0.0)]):
        weights = plain_weights(breadth, spread)
        found = spectrum(dict(weights), range(N), m)
        mean = sum(total * number for total, number in found.items()) / found.total()
        draws = combinations(range(N), m)
        assert mean / sum(weights.values()) == mean_over(weights, draws)


def test_the_lines_of_the_census_are_the_curves_of_the_searchers(searchers, census):
    for state, arrays, _ in rows(census):
        curves, place = searchers.grid[0], searchers.index(state)
        for name in ("fitted", "mirror", "blind"):
            assert arrays[f"{name}.x"].tolist() == [curves[name][place][state["budget"] - 1]] * 2
            assert arrays["low"] <= arrays[f"{name}.x"][0] <= arrays["high"]


def test_the_wrong_specialist_loses_to_blind_search(searchers):
    (preset,) = [each for each in searchers.presets if each.generalist_wins]
    view = searchers.at(**preset.state)
    place = view.state["budget"] - 1
    assert view.arrays["blind"][place] > view.arrays["mirror"][place]
    assert f"its mirror image {view.arrays['mirror'][place]} (" in view.reading
    assert "less than blind" in view.reading


def test_half_of_all_searchers_start_where_one_steep_function_is_lowest(census):
    (preset,) = [each for each in census.presets if each.generalist_wins]
    arrays = census.at(**preset.state).arrays
    assert arrays["counts"][0] == arrays["below"] == ALL / 2
    assert arrays["low"] == 0 < arrays["blind.x"][0]


def test_readings_say_what_the_arrays_say(searchers, census):
    for state, arrays, reading in rows(searchers):
        m = state["budget"]
        lead = f"Budget {m} of 4, breadth {state['breadth']} of 15, {state['spread']:.0%} of"
        assert reading.startswith(lead)
        tie = len({arrays[name][m - 1] for name in NEVER_TWICE}) == 1
        assert ("all four that never look twice find exactly" in reading) == tie
        assert ("no free lunch" in reading) == (tie and state["spread"] == 1 and m < N)
        assert f" {arrays['blind'][m - 1]}" in reading
        assert reading.endswith(f"finds {arrays['forgetful'][m - 1]}.")
    for _, arrays, reading in rows(census):
        assert ("one bar" in reading) == (arrays["different"] == 1)
        assert f"{arrays['high']}" in reading


def test_rivals_ahead_and_behind_are_counted_on_all_functions(searchers):
    """On seeded states, without the arrays: at full spread only the forgetful one is behind."""
    states = np.random.default_rng(8).integers(len(searchers.states), size=20).tolist()
    states = [searchers.states[i] for i in states] + [{"budget": 2, "breadth": 15, "spread": 1.0}]
    for state in [searchers.default, *states]:
        m, weights = state["budget"], plain_weights(state["breadth"], state["spread"])
        blind = mean_over(weights, combinations(range(N), m))
        rivals = [
            mean_best(weights, lambda f, m=m: (3, 2, 1, 0)[:m]),
            mean_best(weights, lambda f, m=m: (0, 1, 2, 3)[:m]),
            mean_best(weights, lambda f, m=m: climb(f)[:m]),
            mean_over(weights, product(range(N), repeat=m)),
        ]
        expected = {
            "ahead": str(sum(found > blind for found in rivals)),
            "behind": str(sum(found < blind for found in rivals)),
        }
        assert searchers.at(**state).facts == expected
    assert expected == {"ahead": "0", "behind": "1"}
    assert searchers.at().facts == {"ahead": "1", "behind": "3"}


def test_how_far_the_best_and_the_worst_of_all_are_from_blind_search(census):
    """All states by their arrays, which the convolution above checks; no gap has a sign."""
    for i, (_, arrays, _) in enumerate(rows(census)):
        best, worst = (float(census.known[name][i]) for name in ("best", "worst"))
        assert abs(best - float(arrays["high"] - arrays["blind.x"][0])) <= 0.0005 + 1e-12
        assert abs(worst - float(arrays["blind.x"][0] - arrays["low"])) <= 0.0005 + 1e-12
        assert (best == 0) == (worst == 0) == (arrays["different"] == 1)
        assert min(best, worst) >= 0
    (found,) = [spectrum(dict(plain_weights(15, 0.0)), range(N), 2)]
    ends = [Fraction(end(found), 15) - Fraction(4, 3) for end in (max, min)]
    assert [f"{float(abs(gap)):.3f}" for gap in ends] == list(census.at().facts.values())


def test_the_default_state_of_each_makes_its_point(searchers, census):
    arrays = searchers.at().arrays
    m = searchers.default["budget"] - 1
    assert arrays["fitted"][m] > arrays["blind"][m] > arrays["mirror"][m]
    assert census.at().arrays["different"] > 1


def test_the_climber_goes_on_to_the_side_of_the_larger_value():
    assert climber((), ()) == 1
    assert climber((1,), (0,)) == 2
    assert [climber((1, 2), seen) for seen in [(0, 1), (1, 1), (2, 1)]] == [3, 3, 0]
    assert climber((1, 2, 0), (2, 1, 0)) == 3
    assert climber((1, 2, 3), (1, 2, 0)) == 0
