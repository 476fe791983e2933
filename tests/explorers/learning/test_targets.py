"""Learners against a count in integers, and the census against sums of independent guesses."""

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, product
from math import comb

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import learning
from nflsim.learning import simplicity

HALF = Fraction(1, 2)
TABLE = np.array(list(product((0, 1), repeat=8)))
NAMES = ("narrow", "broad", "nearest", "opposite")
CLOSE = 1e-12  # a sum of 256 weights times errors


@pytest.fixture(scope="module")
def worlds():
    return learning.many_worlds()


@pytest.fixture(scope="module")
def census():
    return learning.all_learners()


@pytest.fixture(params=["worlds", "census"])
def each(request):
    return request.getfixturevalue(request.param)


@cache
def twelfths(m):
    """Return 12 times each learner's wrong labels on each target; the nearest are 1, 2 or 3."""
    size, wrong = simplicity.sizes(), {name: np.zeros(256, dtype=int) for name in NAMES}
    for train in combinations(range(8), m):
        off = [x for x in range(8) if x not in train]
        code = (TABLE[:, train] * 2 ** np.arange(m)).sum(axis=1).astype(int)
        for name, weight in (("narrow", size <= 1), ("broad", 2 ** (4 - size))):
            ones, total = np.zeros((2**m, 8), int), np.zeros(2**m, int)
            np.add.at(ones, code, weight[:, None] * TABLE)
            np.add.at(total, code, weight.astype(int))
            guess = 6 + 6 * np.sign(2 * ones - total[:, None])[code]
            wrong[name] += np.abs(guess - 12 * TABLE)[:, off].sum(axis=1)
        for x in off:
            far = [(x ^ seen).bit_count() for seen in train]
            near = [seen for seen, bits in zip(train, far) if bits == min(far)]
            guess = 12 * TABLE[:, near].sum(axis=1) // len(near) if near else np.full(256, 6)
            wrong["nearest"] += np.abs(guess - 12 * TABLE[:, x])
            wrong["opposite"] += np.abs(12 - guess - 12 * TABLE[:, x])
    return wrong


def changes(labels):
    return sum(a != b for a, b in pairwise(labels))


@cache
def spread_out(*, budget, breadth, spread):
    """Return how many learners have each mean error: what is said after each labels is free."""
    m, share = budget, Fraction(str(spread))
    targets = list(product((0, 1), repeat=4))
    inside = [changes(f) <= breadth for f in targets]
    weight = [(1 - share) * Fraction(one, sum(inside)) + share / 16 for one in inside]
    errors = Counter({Fraction(0): 1})
    for seen in product((0, 1), repeat=m):
        fits = [(f[m:], w) for f, w in zip(targets, weight) if f[:m] == seen]
        said = Counter(
            sum(w * Fraction(sum(a != b for a, b in zip(guess, off)), 4 - m) for off, w in fits)
            for guess in product((0, 1), repeat=4 - m)
        )
        more = Counter()
        for (old, ways), (new, times) in product(errors.items(), said.items()):
            more[old + new] += ways * times
        errors = more
    return errors


def test_each_control_moves_what_it_should_and_nothing_else(each):
    census = {"counts", "share", "low", "high", "best"}
    for control in each.controls:
        views = [each.at(**{control.name: value}) for value in control.values]
        first, *rest = [view.arrays for view in views]
        moved = {name for name in first if any(np.any(row[name] != first[name]) for row in rest)}
        lines = {"cursor.x"} if control.name == "budget" else set(NAMES)
        assert moved == (census if "bins" in first else lines)
        assert len({view.reading for view in views}) == len(views)
        assert len({control.words(value) for value in control.values}) == len(views)
    assert len({str(preset.state) for preset in each.presets}) == len(each.presets)


def test_every_error_matches_a_count_in_integers_and_at_home_nobody_is_ahead(worlds):
    size, homes = simplicity.sizes(), {(1, 0.0): "narrow", (4, 1.0): "broad"}
    for state, arrays, _ in rows(worlds):
        weight = np.where(size <= state["breadth"], np.exp(-np.log(2) * state["lean"] * size), 0)
        weight /= weight.sum()
        for name, m in product(NAMES, range(8)):
            error = weight @ twelfths(m)[name] / (12 * comb(8, m) * (8 - m))
            assert abs(arrays[name][m] - error) < CLOSE
        assert arrays["seen"].tolist() == list(range(8))
        assert arrays["cursor.x"].tolist() == [state["budget"]] * 2
        if home := homes.get((state["breadth"], state["lean"])):
            assert all((arrays[home] <= arrays[name] + CLOSE).all() for name in NAMES)


def test_all_are_level_where_all_targets_count_and_fan_out_elsewhere(worlds):
    """As the summary says; before a label is seen the nearest is as good as its opposite."""
    for state, arrays, reading in rows(worlds):
        lines = np.array([arrays[name] for name in NAMES])
        alike = (state["breadth"], state["lean"]) == (4, 0)
        assert (np.abs(lines - 0.5).max() < CLOSE) == alike
        assert alike or (np.ptp(lines, axis=0)[1:] > 0.02).all()
        assert alike or (arrays["opposite"] > arrays["nearest"] + 0.005)[1:].all()
        assert np.abs(arrays["opposite"] + arrays["nearest"] - 1).max() < CLOSE
        level = alike or (state["budget"] == state["lean"] == 0)
        assert ("all four learners err at a rate of 0.500." in reading) == level


def test_readings_of_the_worlds_say_what_the_arrays_say(worlds):
    orders = {-1: "(just )?ahead of", 0: "level with", 1: "(just )?behind"}
    for state, arrays, reading in rows(worlds):
        size, m = state["breadth"], state["budget"]
        gates = "1 gate" if size == 1 else f"{size} gates"
        assert reading.startswith(f"{m} of 8 labels seen, targets of up to {gates}, ")
        rarer = re.search(r"([\d.]+) times rarer for each gate", reading)
        assert ("all equally likely" in reading) == (state["lean"] == 0) == (rarer is None)
        assert rarer is None or abs(float(rarer[1]) - 2 ** state["lean"]) < 0.005
        here = {name: arrays[name][m] for name in NAMES}
        shown = [float(n) for n in re.findall(r"\d\.\d{3}", reading)]
        assert all(abs(n - here[name]) <= 0.0005 + CLOSE for n, name in zip(shown, NAMES))
        if "all four" in reading:
            assert np.ptp(list(here.values())) < CLOSE
            continue
        gap = here["narrow"] - here["broad"]
        order = orders[0 if abs(gap) < CLOSE else int(np.sign(gap))]
        assert re.search(rf"\d, {order} the generalist", reading)
        assert len(shown) == 4
        assert ("just" in reading) == (abs(gap) > CLOSE and shown[0] == shown[1])


def test_presets_of_the_worlds_show_what_they_say(worlds):
    for each in worlds.presets:
        view = worlds.at(**each.state)
        errors = {name: view.arrays[name][view.state["budget"]] for name in NAMES}
        ahead = errors["broad"] < errors["narrow"] - 0.01
        assert each.generalist_wins == ahead == ("behind" in view.reading)
    simple = preset(worlds, "A simple world").arrays
    assert min(NAMES, key=lambda name: simple[name][6]) == "broad"
    assert [round(float(simple[name][6]), 3) for name in ("broad", "nearest")] == [0.072, 0.27]
    home, next_door = (preset(worlds, label).arrays for label in ("At home", "One gate more"))
    assert [f"{home[name][4]:.3f}" for name in NAMES[:2]] == ["0.295", "0.308"]
    assert [f"{next_door[name][4]:.3f}" for name in NAMES[:2]] == ["0.453", "0.433"]


def test_every_bar_matches_sums_of_independent_guesses(census):
    for state, arrays, _ in rows(census):
        errors, bins = spread_out(**state), arrays["bins"]
        assert sum(errors.values()) == arrays["counts"].sum()
        assert (arrays["low"], arrays["high"]) == (min(errors), max(errors))
        assert arrays["best"] == errors[min(errors)]
        assert sum(error * ways for error, ways in errors.items()) == HALF * sum(errors.values())
        step = Fraction(1, len(bins) - 1)
        assert np.abs(bins - np.arange(len(bins)) / (len(bins) - 1)).max() < CLOSE
        for i, count in enumerate(arrays["counts"].tolist()):
            away = [(abs(error - i * step), ways) for error, ways in errors.items()]
            assert sum(w for d, w in away if d < step / 2) <= count
            assert count <= sum(w for d, w in away if d <= step / 2)
        assert np.abs(arrays["share"] - arrays["counts"] / arrays["counts"].sum()).max() < CLOSE
        assert arrays["half.x"].tolist() == [0.5, 0.5]


def test_bars_are_symmetric_and_a_single_one_where_the_summary_says_so(census):
    """Whoever says the opposite of all a learner says errs where it does not."""
    for state, arrays, _ in rows(census):
        assert arrays["counts"].tolist() == arrays["counts"][::-1].tolist(), state
        alike = state["spread"] == 1 or state["breadth"] == 3
        assert (arrays["low"] == arrays["high"] == HALF) == alike
        assert ((arrays["counts"] > 0).sum() == 1) == alike, state
    (bars,) = [trace for trace in census.figure.data if trace.type == "bar"]
    assert list(bars.x) == census.grid[0]["bins"][0].tolist()
    assert bars.width < bars.x[1] - bars.x[0]


def test_readings_of_the_census_say_what_the_arrays_say(census):
    for state, arrays, reading in rows(census):
        (m, most, spread), total = state.values(), arrays["counts"].sum()
        lead = f"{m} label{'s' * (m > 1)} of 4, targets with at most {most} "
        lead += f"change{'s' * (most != 1)}, {round(100 * spread)}% of the weight spread over all: "
        rest, best = f"all {total} learners err at a rate of exactly 1/2, one bar.", arrays["best"]
        if best < total:
            are = f"{best} of {total} learners {'is' if best == 1 else 'are'} best."
            rest = f"errors from {arrays['low']} to {arrays['high']}, a half on average; {are}"
        assert reading == lead + rest


def best_guesses(most):
    """Return, for each two labels seen, what is best said of the others: few changes alike."""
    few, best = [f for f in product((0, 1), repeat=4) if changes(f) <= most], {}
    for seen in product((0, 1), repeat=2):
        wrong = {
            guess: sum(a != b for f in few if f[:2] == seen for a, b in zip(f[2:], guess))
            for guess in product((0, 1), repeat=2)
        }
        best[seen] = [guess for guess in wrong if wrong[guess] == min(wrong.values())]
    return best


def test_presets_of_the_census_show_what_they_say(census):
    """The one best of few targets says that labels change once, whatever it has seen."""
    for seen, (best,) in best_guesses(1).items():
        assert changes(seen + best) == 1
    arrays = preset(census, "Few targets").arrays
    assert (arrays["best"], arrays["low"]) == (1, Fraction(1, 4))
    assert preset(census, "One bar").arrays["counts"].max() == 256
    wrong = preset(census, "The wrong expectation").state
    assert wrong["breadth"] == 0  # always 0: right on 0000, wrong on 1111
    assert spread_out(**wrong)[HALF] > 0 < spread_out(**wrong)[Fraction(1)]


def test_the_generalist_of_the_census_expects_more_changes_and_is_ahead(census):
    """The learner best for one change, in a world of two: at a half, and others are not."""
    (wins,) = [each for each in census.presets if each.generalist_wins]
    assert wins.state == {"budget": 2, "breadth": 2, "spread": 0.0}
    says = {seen: guess for seen, (guess,) in best_guesses(1).items()}
    wide = [f for f in product((0, 1), repeat=4) if changes(f) <= 2]
    off = [sum(a != b for a, b in zip(says[f[:2]], f[2:])) for f in wide]
    assert Fraction(sum(off), 2 * len(off)) == HALF > census.at(**wins.state).arrays["low"]
    ties = [len(guesses) for guesses in best_guesses(2).values()]
    assert np.prod(ties) == census.at(**wins.state).arrays["best"] == 16


def test_facts_are_what_the_readings_say(worlds, census):
    for explorer, names in ((worlds, ("specialist", "generalist")), (census, ("low", "high"))):
        assert set(names) <= set(explorer.facts)
    for (_, _, reading), *shown in zip(rows(worlds), *worlds.known.values()):
        numbers = re.findall(r"\d\.\d{3}", reading)
        assert shown == (numbers[:2] if len(numbers) > 1 else 2 * numbers)
    for (_, arrays, reading), total, low, high in zip(rows(census), *census.known.values()):
        assert f" {total} learners" in reading
        assert ("one bar" in reading) == (low == high)
        assert low == high == "1/2" or f"errors from {low} to {high}," in reading
        assert int(total) == arrays["counts"].sum()
