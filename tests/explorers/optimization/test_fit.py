"""Tilt and home-and-away against brute force, and their sentences against their arrays.

Tilt is worked out on all 81 functions, one by one, in Fractions. Home and away is worked out on
all 1,024 strings, by two closed forms, and by a simulation; none of it knows of lumped chains.
"""

import math
import re
from fractions import Fraction
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import optimization

N, Q, CLASS = 4, 3, 15
FUNCTIONS = list(product(range(Q), repeat=N))
ALL = len(FUNCTIONS)
BITS, STRINGS = 10, 1024
ORDER = ["OneMax", "LeadingOnes", "Jump 2", "Jump 3", "Needle", "Trap"]
# Sums of some thousand products of chances, each with errors of some 1e-16.
CLOSE = 1e-10


@pytest.fixture(scope="module")
def tilt():
    return optimization.tilt_the_world()


@pytest.fixture(scope="module")
def away():
    return optimization.home_and_away()


# Tilt the world -------------------------------------------------------------------------------


def members(breadth):
    """Return the steepest functions that never fall, by sorting alone."""

    def slope(f):
        return sum((2 * x - N + 1) * y for x, y in enumerate(f))

    home = [f for f in FUNCTIONS if list(f) == sorted(f)]
    return sorted(home, key=lambda f: (-slope(f), f))[:breadth]


@cache
def finds(m):
    """Return what each searcher finds on each function: {name: {function: best value}}."""
    draws = list(combinations(range(N), m))
    return {
        "fitted": {f: max(f[N - m :]) for f in FUNCTIONS},
        "mirror": {f: max(f[:m]) for f in FUNCTIONS},
        "blind": {
            f: Fraction(sum(max(f[x] for x in draw) for draw in draws), len(draws))
            for f in FUNCTIONS
        },
    }


def weight(f, home, tenths):
    """Return the weight of a function: all functions share the rest, the class the tilt."""
    tilt = Fraction(tenths, 10)
    return (1 - tilt) / ALL + (tilt / len(home) if f in home else 0)


@cache
def plain_tilt(m, breadth):
    """Return {name: leads over blind search at tilt 0, 0.1, ..., 1}, and what blind finds."""
    found, home = finds(m), set(members(breadth))
    means = {
        name: [
            sum(weight(f, home, tenths) * best for f, best in each.items()) for tenths in range(11)
        ]
        for name, each in found.items()
    }
    blind = means["blind"]
    leads = {name: [a - b for a, b in zip(mean, blind)] for name, mean in means.items()}
    return leads | {"found": blind}


def lead(f, m, name="fitted"):
    return finds(m)[name][f] - finds(m)["blind"][f]


def test_every_tilt_matches_all_functions_one_by_one(tilt):
    for state, arrays, _ in rows(tilt):
        expected = plain_tilt(state["budget"], state["breadth"])
        assert {name: arrays[name].tolist() for name in expected} == expected
        assert arrays["tilts"].tolist() == [tenths / 10 for tenths in range(11)]
        assert arrays["cursor.x"].tolist() == [state["tilt"]] * 2


def test_every_number_of_the_tilt_is_exact(tilt):
    for name in ("fitted", "mirror", "blind", "found", "gain"):
        assert {type(value) for value in tilt.grid[0][name].ravel()} == {Fraction}


def test_every_line_is_exactly_straight(tilt):
    for _, arrays, _ in rows(tilt):
        for name in ("fitted", "mirror", "blind", "found"):
            assert len(set(np.diff(arrays[name]))) == 1


def test_without_tilt_nobody_leads(tilt):
    for _, arrays, _ in rows(tilt):
        assert arrays["fitted"][0] == arrays["mirror"][0] == arrays["blind"][0] == 0
    view = preset(tilt, "No tilt")
    assert view.state["tilt"] == 0
    assert len(set(weight(f, set(members(15)), 0) for f in FUNCTIONS)) == 1


def test_any_tilt_makes_a_lead_and_a_loss_unless_nobody_can_miss(tilt):
    """With three looks nobody misses both twos of 0022, with four looks nobody misses anything."""
    for state, arrays, _ in rows(tilt):
        easy = state["budget"] == 4 or (state["budget"], state["breadth"]) == (3, 1)
        assert (arrays["fitted"][1:] > 0).all() == (not easy)
        assert (arrays["mirror"][1:] < 0).all() == (not easy)
        if easy:
            assert not any(arrays["fitted"]) | any(arrays["mirror"])
        assert not any(arrays["blind"])


def test_the_advantages_over_all_functions_sum_to_zero():
    for m in range(1, N + 1):
        for name in ("fitted", "mirror"):
            assert sum(lead(f, m, name) for f in FUNCTIONS) == 0


def test_the_others_pay_what_the_class_gains(tilt):
    for state, arrays, reading in rows(tilt):
        m, home = state["budget"], members(state["breadth"])
        others = [f for f in FUNCTIONS if f not in home]
        gain = sum(lead(f, m) for f in home) / Fraction(len(home))
        loss = -sum(lead(f, m) for f in others) / Fraction(len(others))
        assert arrays["gain"] == gain == arrays["fitted"][10]
        assert gain * len(home) == loss * len(others)
        if gain:
            assert re.search(rf"gains {gain} on average .*loses {loss} on average", reading)
            assert f"the {len(others)} other functions" in reading
        else:
            assert "gains" not in reading


def test_the_tilt_reading_weighs_the_other_functions_rightly(tilt):
    for state, arrays, reading in rows(tilt):
        home, tenths = set(members(state["breadth"])), round(10 * state["tilt"])
        rest = sum(weight(f, home, tenths) for f in FUNCTIONS if f not in home)
        if not arrays["gain"]:
            assert "this world" not in reading
        elif rest:
            assert f"{float(rest):.1%} of this world" in reading
        else:
            assert state["tilt"] == 1
            assert "never occur" in reading


def signed(text):
    """Return the lead that words like `13/48 more than blind search` state."""
    if text == "as much as":
        return Fraction(0)
    number, side = text.split()[:2]
    return Fraction(number) * {"more": 1, "less": -1}[side]


def test_tilt_readings_say_what_the_arrays_say(tilt):
    how = r"(as much as|\S+ more than|\S+ less than) blind search"
    for state, arrays, reading in rows(tilt):
        place = round(10 * state["tilt"])
        assert reading.startswith(f"Budget {state['budget']} of 4, ")
        assert f" {state['breadth']} of 15 class functions" in reading
        assert f" {state['tilt']:.0%} " in reading
        fitted, mirror = arrays["fitted"][place], arrays["mirror"][place]
        pair = re.search(rf"fitted searcher finds {how}, its mirror image {how}[.,;]", reading)
        if pair:
            assert (signed(pair[1]), signed(pair[2])) == (fitted, mirror) != (0, 0)
        else:
            assert "fitted searcher and its mirror image find as much as blind" in reading
            assert fitted == mirror == 0


def test_half_a_tilt_is_half_the_lead_and_half_the_loss(tilt):
    arrays = preset(tilt, "The whole class").arrays
    for name, whole in (("fitted", Fraction(4, 15)), ("mirror", Fraction(-8, 15))):
        assert (arrays[name][5], arrays[name][10]) == (whole / 2, whole)


def test_a_little_tilt_and_blind_search_beats_the_mirror_image(tilt):
    (wins,) = [each for each in tilt.presets if each.generalist_wins]
    view = tilt.at(**wins.state)
    place = round(10 * view.state["tilt"])
    assert 0 < view.state["tilt"] < 0.5
    assert view.arrays["mirror"][place] < 0 == view.arrays["blind"][place]
    mirror = [f[::-1] for f in members(view.state["breadth"])]
    m = view.state["budget"]
    assert sum(lead(f, m, "mirror") for f in mirror) > 0, "built for the mirror class"


def test_no_searcher_loses_more_than_on_one_steep_function(tilt):
    """With two looks the mirror image sees both lowest points of 0022."""
    view = preset(tilt, "The largest loss")
    losses = {
        (state["budget"], state["breadth"]): arrays["mirror"][10] for state, arrays, _ in rows(tilt)
    }
    largest = min(losses, key=losses.get)
    assert largest == (view.state["budget"], view.state["breadth"]) == (2, 1)
    assert view.state["tilt"] == 1
    assert view.arrays["mirror"][10] == Fraction(-5, 3)
    assert sorted(losses.values())[1] > Fraction(-5, 3)
    ((steep,), m) = members(1), view.state["budget"]
    assert finds(m)["mirror"][steep] == min(steep) == 0


def test_the_summary_of_the_tilt_knows_its_axis(tilt):
    low, high = (
        bound(bound(arrays[name]) for _, arrays, _ in rows(tilt) for name in ("fitted", "mirror"))
        for bound in (min, max)
    )
    stated = re.search(r"mean best value, (\S+) to (\S+), against", tilt.summary)
    assert float(stated[1]) <= low < 0 < high <= float(stated[2])


def test_the_fitted_rises_and_the_mirror_image_falls(tilt):
    for _, arrays, _ in rows(tilt):
        assert (np.diff(arrays["fitted"]) >= 0).all()
        assert (np.diff(arrays["mirror"]) <= 0).all()
        assert arrays["blind"].tolist() == [0] * 11


def test_nobody_finds_less_with_a_larger_budget(tilt):
    """Blind search and the others in the same world; what is found is its lead and blind's."""
    for breadth in range(1, CLASS + 1):
        worlds = [tilt.at(budget=m, breadth=breadth).arrays for m in range(1, N + 1)]
        for name in ("fitted", "mirror", "blind"):
            found = np.array([arrays[name] + arrays["found"] for arrays in worlds])
            assert (np.diff(found, axis=0) >= 0).all()
            assert len({tuple(row) for row in found}) > 1


def test_the_default_tilt_makes_the_point(tilt):
    arrays, place = tilt.at().arrays, round(10 * tilt.default["tilt"])
    assert arrays["fitted"][place] > 0 > arrays["mirror"][place]


def test_what_each_finds_of_what_blind_search_finds(tilt):
    """From all functions; nobody who is fitted finds less, and no mirror image more."""
    for i, state in enumerate(tilt.states):
        plain, place = plain_tilt(state["budget"], state["breadth"]), round(10 * state["tilt"])
        for fact, name in (("fit", "fitted"), ("misfit", "mirror")):
            said = tilt.known[fact][i]
            exact = 100 * (plain[name][place] / plain["found"][place] + 1)
            assert re.fullmatch(r"\d+\.\d%", said)
            assert abs(float(said[:-1]) - float(exact)) <= 0.05 + CLOSE
    assert tilt.at(tilt=0.0).facts == {"fit": "100.0%", "misfit": "100.0%"}


# Home and away --------------------------------------------------------------------------------


def string_values(name):
    """Return the value of each of the 1,024 strings, from its bits."""
    values = []
    for bits in product((0, 1), repeat=BITS):
        ones = sum(bits)
        if name == "OneMax":
            values.append(ones)
        elif name == "LeadingOnes":
            values.append((*bits, 0).index(0))
        elif name.startswith("Jump"):
            low = BITS - int(name[-1]) < ones < BITS
            values.append(BITS - ones if low else int(name[-1]) + ones)
        elif name == "Needle":
            values.append(int(ones == BITS))
        else:
            values.append(ones or BITS + 1)
    return np.array(values)


def mutate(chances, searcher):
    """Return chances of the children, where those of the parents have shape (..., 32, 32).

    Mutation acts on each half of a string alone, so 5 bits need one table of 32 by 32.
    """
    half = np.arange(32)
    apart = np.bitwise_count(half[:, None] ^ half)
    if searcher == "narrow":
        flip = (apart == 1) / BITS
        return flip @ chances + chances @ flip
    flip = (1 / BITS) ** apart * (1 - 1 / BITS) ** (BITS // 2 - apart)
    return flip @ chances @ flip


def string_chain(name, searcher):
    """Return P(T <= m) for m = 1..1024 from the chain on all strings."""
    value = string_values(name).reshape(32, 32)
    levels = np.unique(value)[:, None, None]
    at, welcome = value == levels, value >= levels
    turned_back = 1 - (at * mutate(welcome.astype(float), searcher)).sum(axis=0)
    missing, found = (value < value.max()) / STRINGS, []
    for _ in range(STRINGS):
        found.append(1 - missing.sum())
        children = (welcome * mutate(at * missing, searcher)).sum(axis=0)
        missing = (children + missing * turned_back) * (value < value.max())
    return np.array(found)


@cache
def plain_curves(name):
    """Return {searcher: P(T <= m) for m = 1..1024} on one landscape."""
    curves = {searcher: string_chain(name, searcher) for searcher in ("narrow", "wide")}
    return curves | {"blind": np.arange(1, STRINGS + 1) / STRINGS}


def the_order(start, breadth):
    return (ORDER if start == "home" else ORDER[::-1])[:breadth]


def test_every_chance_matches_the_chain_on_all_strings(away):
    for state, arrays, _ in rows(away):
        names = the_order(state["start"], state["breadth"])
        places = arrays["budgets"] - 1
        for searcher in ("narrow", "wide", "blind"):
            expected = sum(plain_curves(name)[searcher][places] for name in names) / len(names)
            assert np.abs(arrays[searcher] - expected).max() < CLOSE
        assert arrays["cursor.x"].tolist() == [math.log2(state["budget"])] * 2


def test_budgets_on_the_axis(away):
    budgets = away.grid[0]["budgets"]
    assert (budgets == budgets[0]).all()
    assert budgets[0][0] == 1
    assert budgets[0][-1] == STRINGS
    assert (np.diff(budgets[0]) > 0).all()
    assert list(away.controls[0].values) == budgets[0].tolist()


def test_local_search_on_one_max_collects_coupons(away):
    """Each bit is 1 from the start or flipped since: inclusion and exclusion over the bits."""
    arrays = away.at(breadth=1, start="home").arrays
    for m, chance in zip(arrays["budgets"].tolist(), arrays["narrow"]):
        exact = sum(
            (-1) ** i * math.comb(BITS, i) * Fraction(1, 2**i) * (1 - Fraction(i, BITS)) ** (m - 1)
            for i in range(BITS + 1)
        )
        assert abs(chance - exact) < CLOSE


def test_local_search_on_the_trap_has_two_chances_and_no_third(away):
    """It starts at the optimum, or one bit from it and flips that bit at once; or never."""
    chances = away.at(breadth=1, start="away").arrays["narrow"]
    assert np.abs(chances - np.array([1] + [2] * (len(chances) - 1)) / STRINGS).max() < CLOSE


@pytest.mark.parametrize("name", ["LeadingOnes", "Jump 2", "Needle"])
def test_a_simulation_agrees(away, name):
    """Runs of the (1+1) EA and of local search, within four standard errors at each budget."""
    rng, runs, longest = np.random.default_rng(1997), 4000, 256
    value = string_values(name)
    powers = 2 ** np.arange(BITS)[::-1]
    place = ORDER.index(name)
    both = [away.at(breadth=j, start="home").arrays for j in (place, place + 1)]
    budgets = both[0]["budgets"]
    for searcher in ("narrow", "wide"):
        at = rng.integers(STRINGS, size=runs)
        times = np.where(value[at] == value.max(), 1, longest + 1)
        for m in range(2, longest + 1):
            if searcher == "wide":
                flips = (rng.random((runs, BITS)) < 1 / BITS) @ powers
            else:
                flips = powers[rng.integers(BITS, size=runs)]
            child = at ^ flips
            at = np.where(value[child] >= value[at], child, at)
            times = np.where((times > m) & (value[at] == value.max()), m, times)
        # The mean over j landscapes and over j + 1 give the chance on the last alone.
        alone = both[1][searcher] * (place + 1) - both[0][searcher] * place
        for m, chance in zip(budgets.tolist(), alone):
            if m <= longest:
                error = math.sqrt(chance * (1 - chance) / runs)
                assert abs((times <= m).mean() - chance) < 4 * error


def test_chances_are_chances_and_never_fall_with_the_budget(away):
    for _, arrays, _ in rows(away):
        for searcher in ("narrow", "wide", "blind"):
            assert (arrays[searcher] > 0).all()
            assert (arrays[searcher] <= 1).all()
            assert (np.diff(arrays[searcher]) >= -1e-15).all()


def test_all_find_the_first_string_alike(away):
    for _, arrays, _ in rows(away):
        for searcher in ("narrow", "wide", "blind"):
            assert abs(arrays[searcher][0] - 1 / STRINGS) < 1e-15


def test_blind_search_does_not_care_about_the_landscape(away):
    for _, arrays, _ in rows(away):
        assert (arrays["blind"] == arrays["budgets"] / STRINGS).all()


def test_with_all_landscapes_it_does_not_matter_where_one_starts(away):
    home, trap = (away.at(breadth=6, start=start).arrays for start in ("home", "away"))
    for searcher in ("narrow", "wide", "blind"):
        assert np.abs(home[searcher] - trap[searcher]).max() < 1e-15


def chances(view):
    place = view.arrays["budgets"].tolist().index(view.state["budget"])
    return [view.arrays[searcher][place] for searcher in ("narrow", "wide", "blind")]


def test_at_home_the_narrowest_is_done_first(away):
    view = preset(away, "At home")
    narrow, wide, blind = chances(view)
    assert narrow > 2 * wide > 4 * blind
    arrays = view.arrays
    assert (arrays["narrow"] >= arrays["wide"]).all()
    assert (arrays["narrow"] >= arrays["blind"]).all()
    sure = [(arrays[name] > 0.99).argmax() for name in ("narrow", "wide", "blind")]
    assert sure == sorted(set(sure)), "local search, then the EA, then blind search"


def test_the_default_state_of_home_and_away_makes_its_point(away):
    narrow, wide, blind = chances(away.at())
    assert narrow > wide > blind


def test_away_is_far_below_blind_search_and_budget_does_not_help(away):
    view = preset(away, "Away")
    narrow, wide, blind = chances(view)
    assert max(narrow, wide) < blind / 50
    for searcher in ("narrow", "wide"):
        assert view.arrays[searcher][-1] < blind / 50
    later = view.arrays["budgets"] >= 4
    assert (view.arrays["blind"] > view.arrays["wide"])[later].all()
    assert (view.arrays["blind"] > view.arrays["narrow"])[later].all()


def test_stuck_on_the_trap(away):
    """Local search never leaves; the EA gains less than a thousandth of what blind gains."""
    arrays = preset(away, "Away").arrays
    start = arrays["budgets"].tolist().index(32)
    narrow, wide, blind = (
        arrays[name][-1] - arrays[name][start] for name in ("narrow", "wide", "blind")
    )
    assert abs(narrow) < 1e-15
    assert 0 < wide < blind / 1000


def test_one_jump_in_the_world_puts_the_ea_ahead(away):
    view = preset(away, "Three landscapes")
    assert [name for name in the_order("home", 3) if "Jump" in name] == ["Jump 2"]
    narrow, wide, blind = chances(view)
    assert wide > narrow > blind
    narrow, wide, _ = chances(away.at(**(view.state | {"breadth": 2})))
    assert narrow > wide


def test_a_budget_as_large_as_the_world(away):
    narrow, wide, blind = chances(preset(away, "A budget as large as the world"))
    assert blind == 1 > wide > narrow
    for state, arrays, _ in rows(away):
        if state["budget"] == STRINGS:
            assert arrays["blind"][-1] == 1


def test_home_readings_say_what_the_arrays_say(away):
    for state, arrays, reading in rows(away):
        place = arrays["budgets"].tolist().index(state["budget"])
        s, several = "s" * (state["budget"] > 1), state["breadth"] > 1
        assert reading.startswith(
            f"{state['budget']:,} evaluation{s} in a space of 1,024 strings, "
        )
        where = " and ".join(", ".join(the_order(state["start"], state["breadth"])).rsplit(", ", 1))
        assert f", {'on average over ' * several}{where}: local search" in reading
        numbers = re.search(
            r"local search has found the optimum with chance ([\d.]+), the \(1\+1\) EA with "
            r"([\d.]+), blind search with ([\d.]+)\.$",
            reading,
        ).groups()
        shown = [f"{arrays[searcher][place]:.3f}" for searcher in ("narrow", "wide", "blind")]
        assert list(numbers) == shown


def test_chances_over_those_of_blind_search(away):
    """Blind search has a chance of m in 1,024; three digits of the ratio are said."""
    for i, (state, arrays, _) in enumerate(rows(away)):
        place = arrays["budgets"].tolist().index(state["budget"])
        for fact, name in (("local", "narrow"), ("ea", "wide")):
            exact = arrays[name][place] * STRINGS / state["budget"]
            said = away.known[fact][i]
            assert re.fullmatch(r"\d+(\.\d+)?", said)
            assert abs(float(said) / exact - 1) < 0.0051
    one_look = away.at(budget=1, breadth=1).facts
    assert one_look == {"local": "1", "ea": "1"}
