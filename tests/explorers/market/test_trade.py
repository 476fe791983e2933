"""Two makers against plans tried one by one and sums by hand, all of it in Fractions."""

import re
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import market
from nflsim.market import trade

CLOTH = (100, 120), 220  # Ricardo's England: men for a year
WINE = (90, 80), 170  # Ricardo's Portugal
EVEN = Fraction(88, 85)  # the size at which one good each leaves as much cloth as wine


@pytest.fixture(scope="module")
def makers():
    return market.two_makers()


def exact(value):
    """Return a slider's value, a decimal of few digits, as it is written."""
    return Fraction(str(value))


def cloth_cost(closeness):
    """Return what cloth costs the second: from 90 to 80 * 100 / 120, where the ratios are equal."""
    return 90 - exact(closeness) * (90 - Fraction(80 * 100, 120))


def alone(size, closeness):
    return 1 + 170 * exact(size) / (cloth_cost(closeness) + 80)


def one_each(size, closeness):
    return min(Fraction(220, 100), Fraction(170, 80) * exact(size)) / alone(size, closeness)


def tried(size, closeness):
    """Return the best of all plans, over no trade.

    A plan is the share of its labour that each maker gives to cloth, a point of a square. Both
    goods are linear in it, so the best is a corner, or a point of an edge with as much of both.
    """
    makers = [((100, 120), Fraction(220)), ((cloth_cost(closeness), 80), 170 * exact(size))]

    def made(plan):
        cloth = sum(a * labour / cost[0] for a, (cost, labour) in zip(plan, makers))
        wine = sum((1 - a) * labour / cost[1] for a, (cost, labour) in zip(plan, makers))
        return cloth, wine

    plans = list(product((Fraction(0), Fraction(1)), repeat=2))
    for mover, other in product((0, 1), repeat=2):
        ends = [[Fraction(other)] * 2 for _ in range(2)]
        ends[0][mover], ends[1][mover] = Fraction(0), Fraction(1)
        gap = [cloth - wine for cloth, wine in map(made, ends)]
        if gap[0] <= 0 <= gap[1]:
            ends[0][mover] = -gap[0] / (gap[1] - gap[0])
            plans.append(ends[0])
    return max(min(made(plan)) for plan in plans) / alone(size, closeness)


def by_hand(size, closeness):
    """Return the best plan's level: whoever is large makes both goods, the other its better."""
    s, cost = exact(size), cloth_cost(closeness)
    if s <= EVEN:
        level = (220 + 120 * Fraction(170, 80) * s) / 220
    else:
        level = (170 * s + cost * Fraction(220, 100)) / (cost + 80)
    return level / alone(size, closeness)


def test_every_line_matches_plans_tried_one_by_one(makers):
    sizes, _, closeness = (control.values for control in makers.controls)
    best = {c: [tried(s, c) for s in sizes] for c in closeness}
    one = {c: [one_each(s, c) for s in sizes] for c in closeness}
    assert len(makers.states) == len(list(rows(makers))) == 11**3
    for state, arrays, _ in rows(makers):
        lean = 2 - exact(state["breadth"])  # part of the way from no trade to one good each
        ones, c = one[state["closeness"]], state["closeness"]
        expected = {
            "one": ones,
            "alone": [1, 1],
            "best": best[c],
            "chosen": [1 + lean * (each - 1) for each in ones],
            "sizes": list(sizes),
            "cursor.x": [state["budget"]] * 2,
        }
        assert {name: array.tolist() for name, array in arrays.items()} == expected


def test_the_best_plan_matches_what_whoever_is_large_makes(makers):
    for size, _, closeness in product(*(control.values for control in makers.controls)):
        if closeness in (0.0, 0.3, 1.0):
            assert tried(size, closeness) == by_hand(size, closeness)


def test_every_number_is_exact(makers):
    for name in ("one", "best", "chosen"):
        assert {type(value) for value in makers.grid[0][name].ravel()} == {Fraction}


def test_every_point_has_its_place(makers):
    places = {trace.uid: list(trace.x) for trace in makers.figure.data}
    for name in ("one", "best", "chosen"):
        assert places[name] == list(makers.controls[0].values)


# Who gains ------------------------------------------------------------------------------------


def test_gains_vanish_exactly_where_the_ratios_are_equal(makers):
    for state, arrays, reading in rows(makers):
        equal = Fraction(100, 120) == cloth_cost(state["closeness"]) / 80
        assert equal == (state["closeness"] == 1)
        assert all(value == 1 for value in arrays["best"]) == equal
        assert all(value > 1 for value in arrays["best"]) == (not equal)
        assert ("nobody gains" in reading) == equal


def test_gains_shrink_as_the_ratios_come_closer(makers):
    best = np.array([makers.at(closeness=c).arrays["best"] for c in makers.controls[2].values])
    assert (np.diff(best, axis=0) < 0).all()


def test_no_plan_beats_the_best_and_no_lean_beats_both_of_its_ends(makers):
    for _, arrays, _ in rows(makers):
        for one, chosen, best in zip(arrays["one"], arrays["chosen"], arrays["best"]):
            assert best >= max(chosen, 1)
            assert min(one, 1) <= chosen <= max(one, 1)


def test_one_good_each_pays_between_two_sizes(makers):
    """min(11/5, 17 s/8) >= 1 + a s, where the second has a s on its own."""
    for state, arrays, _ in rows(makers):
        own = Fraction(170) / (cloth_cost(state["closeness"]) + 80)
        low, high = 1 / (Fraction(17, 8) - own), Fraction(6, 5) / own
        pays = [low <= exact(size) <= high for size in arrays["sizes"]]
        assert [value >= 1 for value in arrays["one"]] == pays
        if state["closeness"] == 0:
            assert (low, high) == (Fraction(8, 9), Fraction(6, 5))
            assert [s for s, yes in zip(arrays["sizes"], pays) if yes] == [0.9, 1.0, 1.1]
        if state["closeness"] == 1:
            assert low == high == EVEN


@pytest.mark.parametrize("closeness", [0.0, 0.5, 0.9])
def test_a_partner_too_small_leaves_the_large_one_making_both(closeness):
    near = Fraction(1, 1000)
    for size, both in ((EVEN - near, [0]), (EVEN, []), (EVEN + near, [1]), (4, [1])):
        costs = [(100, 120), (cloth_cost(closeness), 80)]
        _, made, _ = trade.world(costs, [220, 170 * size], [1, 1])
        assert [i for i, row in enumerate(made) if all(row)] == both


def test_the_maker_of_both_trades_at_its_own_price_and_the_other_gains(makers):
    """Below 88/85 of Ricardo's size the second's wine does not match the first's cloth.

    At price p of cloth in wine a maker of one good ends with as much of both; the maker of both
    goods gains nothing at its own.
    """
    for state, _, reading in rows(makers):
        size, cost = exact(state["budget"]), cloth_cost(state["closeness"])
        first_gains = Fraction(220, 100) / (1 + 80 / cost) - 1  # at the second's own price
        second_gains = size * (Fraction(170, 80) / (1 + Fraction(5, 6)) - 170 / (cost + 80))
        if state["closeness"] == 1:
            assert first_gains == second_gains == 0
            assert reading.endswith("Both cost ratios are 5/6: nobody gains.")
        elif size < Fraction(88, 85):
            assert second_gains > 0
            assert reading.endswith(
                "the first makes both goods, so cloth trades at the first's own ratio, 5/6 of a "
                "wine, and the second has all the gain."
            )
        else:
            assert first_gains > 0
            assert reading.endswith(
                "the second makes both goods, so cloth trades at the second's own ratio, "
                f"{cost / 80} of a wine, and the first has all the gain."
            )


# Presets and words ----------------------------------------------------------------------------


def test_ricardo_both_gain_though_the_second_needs_less_for_both(makers):
    view = preset(makers, "Ricardo's numbers")
    place = list(view.arrays["sizes"]).index(1.0)
    assert view.state == {"budget": 1.0, "breadth": 1.0, "closeness": 0.0}
    assert all(mine < yours for mine, yours in zip(WINE[0], CLOTH[0]))
    assert view.arrays["one"][place] == view.arrays["chosen"][place] == Fraction(17, 16)
    assert view.arrays["best"][place] == Fraction(95, 88)


def test_with_a_small_partner_one_good_each_leaves_too_little(makers):
    view = preset(makers, "A small partner")
    assert view.arrays["cursor.x"][0] == 0.25
    assert view.arrays["one"][0] == Fraction(17, 40) < 1 < view.arrays["best"][0]


def test_alike_there_is_nothing_to_gain(makers):
    view = preset(makers, "Alike")
    assert set(view.arrays["best"]) == set(view.arrays["chosen"]) == {1}
    assert max(view.arrays["one"]) < 1


def test_where_the_generalist_wins_one_good_each_is_less_than_no_trade(makers):
    for each in makers.presets:
        view = makers.at(**each.state)
        place = list(view.arrays["sizes"]).index(view.state["budget"])
        assert each.generalist_wins == (view.arrays["one"][place] < 1)


def test_each_control_moves_what_it_should_and_nothing_else(makers):
    """The size moves the slider's line and the sentence; all sizes are drawn at once."""
    moves = {
        "budget": {"cursor.x"},
        "breadth": {"chosen"},
        "closeness": {"one", "best", "chosen"},
    }
    for control in makers.controls:
        views = [makers.at(**{control.name: value}) for value in control.values]
        assert len({view.reading for view in views}) == len(views)
        moved = {
            name
            for name, first in views[0].arrays.items()
            if any((view.arrays[name] != first).any() for view in views)
        }
        assert moved == moves[control.name]


def test_readings_say_what_the_arrays_say(makers):
    for state, arrays, reading in rows(makers):
        place = list(arrays["sizes"]).index(state["budget"])
        best = re.search(r"the best plan (\d\.\d{3})\.", reading)
        one = re.search(r"one good each gives (\d\.\d{3}) times what there is w", reading)
        words = makers.controls[1].words(state["breadth"])
        found = [(best, "best"), (one, "one")]
        if state["breadth"] > 1:
            found.append((re.search(rf"{words} gives (\d\.\d{{3}})", reading), "chosen"))
        size = f"{state['budget']:g} times" if state["budget"] != 1 else "as large as"
        assert reading.startswith(f"The second maker is {size} Ricardo's. ")
        for shown, name in found:
            assert abs(Fraction(shown[1]) - arrays[name][place]) <= Fraction(1, 2000)


def test_the_gain_of_the_best_plan_and_what_is_reached_of_it(makers):
    """From plans by hand; a gain is said to be nothing exactly where the ratios are equal."""
    known = makers.known
    for i, state in enumerate(makers.states):
        size, breadth, closeness = state.values()
        best = by_hand(size, closeness)
        chosen = 1 + (2 - exact(breadth)) * (one_each(size, closeness) - 1)
        assert abs(float(known["gain"][i][:-1]) - float(100 * (best - 1))) <= 0.05 + 1e-9
        assert abs(float(known["reached"][i][:-1]) - float(100 * chosen / best)) <= 0.05 + 1e-9
        assert (known["gain"][i] == "0.0%") == (closeness == 1)
        assert known["gain"][i][-1] == known["reached"][i][-1] == "%"


def test_no_reading_says_the_same_twice(makers):
    for _, _, reading in rows(makers):
        assert reading.count("one good each gives") == 1


def test_words_on_the_slider_of_breadth(makers):
    words = [makers.controls[1].words(value) for value in makers.controls[1].values]
    between = [f"{percent}% of the way back to both" for percent in range(10, 100, 10)]
    assert words == ["one good each", *between, "both goods each"]


def test_the_summary_knows_the_size_of_the_second(makers):
    """1 is Ricardo's second, 170 against the first's 220: not a multiple of the first."""
    sizes = makers.controls[0].values
    assert (sizes[0], sizes[-1]) == (0.25, 4.0)
    assert "a quarter to four times" in makers.summary
    assert "four times the first's" not in makers.summary


def test_the_summary_knows_how_much_there_is_to_gain(makers):
    best = makers.grid[0]["best"]
    assert Fraction(1, 13) < best.max() - 1 == Fraction(7, 88) < Fraction(1, 12)
    assert "above 1 by up to a twelfth" in makers.summary
    assert best.min() == 1
