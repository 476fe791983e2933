"""Ride it out against steps counted backwards, sums by hand and lives in Fractions."""

import re
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import market

SPELLS = [1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0]
RESERVES = [3, 6, 9, 12, 16, 24, 36]
INCOMES = [(12, 6), (9, 4), (6, 2), (3, 0)]  # gain and loss in thirds, by breadth
STEPS = 2000
# What comes after so many steps is at most 4 a step: 400 * 0.99**2000 in all.
CLOSE = 1e-6


@pytest.fixture(scope="module")
def ride():
    return market.ride_it_out()


def lines(ride, reserves):
    """Return what each breadth is worth at each spell, shape (4, 12)."""
    places = [ride.index({"budget": reserves, "breadth": breadth}) for breadth in range(4)]
    return ride.grid[0]["chosen"][places]


@cache
def counted(reserves, breadth):
    """Return what full reserves in the own state are worth at each spell, from the end backwards.

    After income each firm holds from 1 to its reserves; what exceeds them is paid out.
    """
    gain, loss = INCOMES[breadth]
    go, full = 1 / np.array(SPELLS)[:, None], 3 * reserves
    have = np.arange(full + 1)
    rich, paid = np.minimum(have + gain, full), np.maximum(have + gain - full, 0)
    poor = np.maximum(have - loss, 0)
    own, other = np.zeros((2, len(SPELLS), full + 1))  # by reserves held; 0 is ruin
    for _ in range(STEPS):
        next_own = paid + 0.99 * ((1 - go) * own[:, rich] + go * other[:, rich])
        next_other = 0.99 * ((1 - go) * other[:, poor] + go * own[:, poor])
        own, other = next_own, next_other
        own[:, 0] = other[:, 0] = 0
    return own[:, full] / 3


@cache
def life(reserves, spell):
    """Return how long the specialist lives, +4 or -2, exactly.

    Lives from full reserves downwards, in steps of two, each a + b c with c the life sought: the
    life in the other state follows from the own one above it, and ruin at the bottom fixes c.
    """
    spell = Fraction(spell)
    go, stay = 1 / spell, 1 - 1 / spell
    own = {reserves: (Fraction(0), Fraction(1))}
    other = {reserves: (-spell, Fraction(1))}  # c = 1 + stay c + go other
    here = reserves
    while here > 2:
        below = here - 2
        up = min(below + 4, reserves)
        own[below] = tuple(one + stay * a + go * b for one, a, b in zip((1, 0), own[up], other[up]))
        other[below] = tuple(
            (a - one - go * b) / stay for one, a, b in zip((1, 0), other[here], own[below])
        )
        here = below
    a, b = other[here]  # one more step is the last: a + b c = 1
    return (1 - a) / b


def broad_by_hand(spell):
    """Return the sum of .99**t P(own at t), which is (1 + (1 - 2/L)**t) / 2: two geometric sums."""
    return (1 / 0.01 + 1 / (1 - 0.99 * (1 - 2 / spell))) / 2


def test_every_value_matches_steps_counted_backwards(ride):
    assert len(ride.states) == len(RESERVES) * 4 * len(SPELLS)
    for state, arrays, _ in rows(ride):
        budget, breadth, spell = state.values()
        expected = {
            "narrow": counted(budget, 0),
            "broad": [broad_by_hand(each) for each in SPELLS],
            "chosen": counted(budget, breadth) if breadth < 3 else counted(3, 3),
            "spells": SPELLS,
            "cursor.x": [np.log2(spell)] * 2,
        }
        assert set(arrays) == set(expected)
        for name, values in expected.items():
            assert np.abs(arrays[name] - values).max() < CLOSE


@pytest.mark.parametrize(
    ("reserves", "spell", "narrow", "broad"),
    [
        (24, 2, "102.69", "50.50"),
        (24, 8, "72.21", "51.94"),
        (6, 2, "21.81", "50.50"),
        (6, 4, "24.51", "50.99"),
        (6, 8, "37.24", "51.94"),
        (6, 64, "159.97", "62.21"),
    ],
)
def test_the_published_values_stand_in_the_readings(ride, reserves, spell, narrow, broad):
    reading = ride.at(budget=reserves, breadth=0, spell=float(spell)).reading
    assert f"the specialist is worth {narrow} " in reading
    assert f"the generalist is worth {broad} " in reading


def test_every_point_has_its_place(ride):
    for trace in ride.figure.data:
        if trace.uid != "cursor":
            assert list(trace.x) == np.log2(SPELLS).tolist()
    axis = ride.figure.layout.xaxis
    printed = dict(zip(axis.tickvals, axis.ticktext))
    assert printed == {place: f"{2**place}" for place in range(1, 7)}


def test_each_control_moves_what_it_should_and_nothing_else(ride):
    """Reserves do not matter to a generalist, who never touches them."""
    moves = {"budget": {"narrow", "chosen"}, "breadth": {"chosen"}, "spell": {"cursor.x"}}
    for control in ride.controls:
        places = [ride.index({control.name: value}) for value in control.values]
        assert len({ride.grid[1][place] for place in places}) == len(places)
        moved = {
            name
            for name, array in ride.grid[0].items()
            if np.abs(array[places] - array[places[0]]).max() > CLOSE
        }
        assert moved == moves[control.name]


# Who wins -------------------------------------------------------------------------------------


def ahead(ride, reserves):
    """Return at which spells the specialist is worth more than the generalist."""
    values = lines(ride, reserves)
    return [spell for spell, narrow, broad in zip(SPELLS, values[0], values[3]) if narrow > broad]


def test_with_middling_reserves_the_specialist_wins_at_both_ends(ride):
    """R = 12: up to 2 steps and from 12 on. The generalist wins between."""
    assert ahead(ride, 12) == [1.5, 2, 12, 16, 24, 32, 48, 64]
    assert ahead(ride, 9) == [1.5, 12, 16, 24, 32, 48, 64]


def test_small_reserves_never_outlast_short_spells_and_large_ones_always_do(ride):
    for reserves in (3, 6):
        assert ahead(ride, reserves) == [16, 24, 32, 48, 64]
    for reserves in (16, 24, 36):
        assert ahead(ride, reserves) == SPELLS


def test_between_the_ends_is_sometimes_best_but_not_with_much_or_little(ride):
    best = {reserves: lines(ride, reserves).argmax(axis=0).tolist() for reserves in RESERVES}
    assert best[3] == [3] * 7 + [0] * 5
    assert best[6] == [2, 2, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0]
    assert best[12] == [0, 1, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0]
    assert best[24] == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert best[36] == [0] * 12


def test_more_reserves_are_never_worth_less(ride):
    values = np.array([lines(ride, reserves) for reserves in RESERVES])
    assert (np.diff(values, axis=0) >= -CLOSE).all()
    assert (np.diff(values[:, :3], axis=0) > -CLOSE).all()
    assert np.ptp(values[:, 3], axis=0).max() < CLOSE


def test_the_generalist_is_nearly_level_and_the_specialist_has_a_valley(ride):
    for reserves in RESERVES:
        values = lines(ride, reserves)
        assert np.ptp(values[3]) < 12 < 60 < np.ptp(values[0])
        # Down, then up: between two spells the specialist is worth least.
        falls = np.diff(values[0]) < 0
        assert not (~falls[:-1] & falls[1:]).any() or reserves == 36
    lowest = [SPELLS[lines(ride, reserves)[0].argmin()] for reserves in RESERVES]
    assert lowest == sorted(lowest), "the longer reserves last, the longer the worst spell"


# Presets and words ----------------------------------------------------------------------------


def test_short_spells_let_the_higher_mean_count(ride):
    view = preset(ride, "Short spells")
    assert (view.state["budget"], view.state["spell"]) == (12, 1.5)
    assert view.arrays["narrow"][0] > view.arrays["broad"][0]
    assert "anybody" not in dict((p.label, p.see) for p in ride.presets)["Short spells"]
    assert life(12, 1.5) < 500, "in the end it is ruined all the same"


def test_spells_that_ruin_use_up_the_reserves(ride):
    """-2 for more than five steps is ruin; so long last a quarter of the spells of four steps."""
    view = preset(ride, "Spells that ruin")
    place = SPELLS.index(view.state["spell"])
    assert view.arrays["broad"][place] > view.arrays["narrow"][place]
    assert 0.2 < (1 - 1 / 4) ** 5 < 0.25
    assert life(12, 4) < 30


def test_one_long_good_spell_brings_more_than_the_generalist_ever_earns(ride):
    """4 a step while a spell lasts is worth 4 / (1 - 0.99 (1 - 1/L)) on average."""
    view = preset(ride, "Long good spells")
    assert view.state["spell"] == 64
    assert view.arrays["broad"][-1] < 4 / (1 - 0.99 * 63 / 64)
    assert view.arrays["narrow"][-1] > 2.5 * view.arrays["broad"][-1]


def test_in_between_neither_end_is_worth_most(ride):
    view = preset(ride, "In between")
    values = lines(ride, view.state["budget"])[:, SPELLS.index(view.state["spell"])]
    assert values.argmax() == view.state["breadth"]
    assert 0 < view.state["breadth"] < 3


def test_where_the_generalist_wins_it_is_worth_more_than_the_specialist(ride):
    for each in ride.presets:
        view = ride.at(**each.state)
        place = SPELLS.index(view.state["spell"])
        wins = view.arrays["broad"][place] > view.arrays["narrow"][place]
        assert wins == each.generalist_wins, each.label


def test_readings_say_what_the_arrays_say(ride):
    kinds = ("the specialist", "nearly the specialist", "nearly the generalist", "the generalist")
    for state, arrays, reading in rows(ride):
        budget, breadth, spell = state.values()
        place = SPELLS.index(spell)
        narrow, broad, chosen = (arrays[name][place] for name in ("narrow", "broad", "chosen"))
        assert reading.startswith(f"Reserves {budget}, spells of {spell:g} steps: ")
        assert f"the specialist is worth {narrow:.2f} " in reading
        assert f"the generalist is worth {broad:.2f} and cannot be ruined" in reading
        winner = "specialist" if narrow > broad else "generalist"
        assert f"of the two the {winner} wins" in reading
        assert reading.endswith(f"As chosen, {kinds[breadth]}: {chosen:.2f}.")
        lives = int(re.search(r"lives ([\d,]+) steps on average", reading)[1].replace(",", ""))
        # Half a step of rounding, and what solving for many millions of steps may lose.
        assert abs(lives - life(budget, spell)) < 0.5 + 1e-9 * lives
        assert ride.controls[1].words(breadth) == kinds[breadth]


def test_lengths_at_which_the_specialist_is_ahead_and_the_chosen_over_the_better_end(ride):
    for i, state in enumerate(ride.states):
        budget, breadth, spell = state.values()
        narrow, broad = counted(budget, 0), [broad_by_hand(each) for each in SPELLS]
        ahead = sum(a > b for a, b in zip(narrow, broad))
        assert ride.known["ahead"][i] == f"{ahead} of {len(SPELLS)}"
        at = SPELLS.index(spell)
        chosen = counted(budget, breadth)[at] if breadth < 3 else broad[at]
        ratio = chosen / max(narrow[at], broad[at])
        assert abs(float(ride.known["ratio"][i]) - ratio) <= 0.005 + CLOSE


def test_lives_by_hand():
    """Reserves 2 end in the first bad step: L steps and one. Reserves 6 at L = 2 live 15 steps."""
    assert [life(2, spell) for spell in (1.5, 2, 64)] == [2.5, 3, 65]
    assert life(6, 2) == 15
    assert life(3, 2) > life(2, 2)


def test_the_summary_knows_its_ranges(ride):
    assert "0 to 180" in ride.summary
    assert "1.5 to 64 steps" in ride.summary
    assert "with middling reserves" in ride.summary
    drawn = [ride.grid[0][name] for name in ("narrow", "broad", "chosen")]
    assert 0 < min(each.min() for each in drawn) < max(each.max() for each in drawn) < 180
