"""Split the budget against sums done by hand, and its sentences against its arrays.

Shares are dealt one evaluation at a time, returns are counted from all outcomes, in Fractions.
"""

import re
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import optimization

TASKS, NEED, POINTS, Q = 6, 4, 16, 4
KINDS = ("threshold", "needle", "best-of-m")
BUDGETS = range(1, 25)


@pytest.fixture(scope="module")
def split():
    return optimization.split_the_budget()


def dealt(budget, breadth):
    """Return the shares of all tasks: evaluations are dealt one by one to some of them."""
    shares = [0] * TASKS
    for evaluation in range(budget):
        shares[evaluation % breadth] += 1
    return shares


def earns(kind, share):
    """Return what a share earns on one task worth 1 at most."""
    if kind == "threshold":
        return Fraction(share >= NEED)
    if kind == "needle":
        return Fraction(min(share, POINTS), POINTS)
    # All new points have independent values; at most v with chance (v + 1) / 4 each.
    at_most = [Fraction(v + 1, Q) ** share if share else Fraction(1) for v in range(Q)]
    mean = sum(v * (at_most[v] - (at_most[v - 1] if v else 0)) for v in range(Q))
    return mean / (Q - 1)


def plain(budget, kind):
    return [sum(earns(kind, s) for s in dealt(budget, k)) for k in range(1, TASKS + 1)]


def totals(split, budget, kind):
    return split.at(budget=budget, kind=kind).arrays["total"].tolist()


@pytest.mark.parametrize("share", range(7))
def test_the_mean_best_of_random_values_from_all_outcomes(share):
    bests = [max(values, default=0) for values in product(range(Q), repeat=share)]
    assert earns("best-of-m", share) == Fraction(sum(bests), (Q - 1) * len(bests))


def test_the_chance_to_find_a_needle_from_all_its_places():
    for share in range(21):
        found = sum(place in range(share) for place in range(POINTS))
        assert earns("needle", share) == Fraction(found, POINTS)


def test_every_total_matches_sums_by_hand(split):
    assert len(split.states) == len(BUDGETS) * TASKS * len(KINDS)
    for state, arrays, _ in rows(split):
        expected = plain(state["budget"], state["kind"])
        assert arrays["total"].tolist() == expected
        assert arrays["narrow"].tolist() == [expected[0]] * 2
        assert arrays["wide"].tolist() == [expected[-1]] * 2
        assert arrays["cursor.x"].tolist() == [state["breadth"]] * 2
        assert arrays["breadths"].tolist() == list(range(1, TASKS + 1))
        shares = [dealt(state["budget"], k)[:k] for k in range(1, TASKS + 1)]
        assert arrays["most"].tolist() == [max(each) for each in shares]
        assert arrays["least"].tolist() == [min(each) for each in shares]


def test_every_total_is_exact_and_within_the_axis(split):
    flat = split.grid[0]["total"].ravel().tolist()
    assert {type(value) for value in flat} == {Fraction}
    assert 0 == min(flat) < max(flat) == TASKS


def test_nobody_earns_less_with_a_larger_budget(split):
    for kind in KINDS:
        grid = np.array([totals(split, b, kind) for b in BUDGETS])
        assert (np.diff(grid, axis=0) >= 0).all()


def test_twelve_evaluations_done_or_not(split):
    view = preset(split, "Thin everywhere")
    assert view.arrays["total"].tolist() == [1, 2, 3, 0, 0, 0]
    assert dealt(12, 6) == [2] * 6
    assert dealt(12, 3)[:3] == [NEED] * 3


def test_with_a_threshold_the_best_breadth_is_the_budget_over_the_need(split):
    for budget in BUDGETS:
        values = totals(split, budget, "threshold")
        assert max(values) == budget // NEED
        if budget >= NEED:
            assert values[budget // NEED - 1] == budget // NEED
            assert all(values[k - 1] == k for k in range(1, budget // NEED + 1))
            assert values.index(max(values)) + 1 == budget // NEED


def test_with_a_needle_every_split_ties_up_to_its_number_of_points(split):
    assert preset(split, "Neutral").state["budget"] <= POINTS
    for budget in BUDGETS:
        values = totals(split, budget, "needle")
        assert (len(set(values)) == 1) == (budget <= POINTS)
        if budget <= POINTS:
            assert values[0] == Fraction(budget, POINTS)
        else:
            assert values[0] == 1
            assert set(values[1:]) == {Fraction(budget, POINTS)}


def test_with_best_of_m_spreading_wins_until_everybody_has_one(split):
    view = preset(split, "Breadth wins")
    values = view.arrays["total"].tolist()
    assert values == sorted(set(values))
    for budget in BUDGETS:
        values = totals(split, budget, "best-of-m")
        reach = min(budget, TASKS)
        assert values[:reach] == sorted(set(values[:reach]))
        assert set(values[reach - 1 :]) == {max(values)}
    gains = np.diff([earns("best-of-m", share) for share in range(25)])
    assert (np.diff(gains) < 0).all(), "each further look at one function brings less"


def test_a_budget_that_meets_every_need(split):
    view = preset(split, "Enough for all")
    values = view.arrays["total"].tolist()
    assert view.state["budget"] == NEED * TASKS
    assert values == [1, 2, 3, 4, 5, 6]


def test_the_default_state_makes_its_point(split):
    view = split.at()
    assert view.arrays["wide"][0] == 0 < view.arrays["narrow"][0] < max(view.arrays["total"])


def test_no_uneven_split_beats_the_best_even_one(split):
    """Of twelve evaluations, over all ways to give them away."""
    for kind in KINDS:
        best = max(
            sum(earns(kind, share) for share in shares)
            for shares in combinations_with_replacement(range(13), TASKS)
            if sum(shares) == 12
        )
        assert best == max(totals(split, 12, kind))


def test_the_curves_have_the_shapes_of_the_summary(split):
    first, needle, best = (totals(split, 12, kind) for kind in KINDS)
    assert first.index(max(first)) == 2
    assert first[3:] == [0, 0, 0]
    assert len(set(needle)) == 1
    assert best == sorted(set(best))


def breadths_in(words):
    """Return the breadths that `every breadth`, `breadth 5 or 6` or `breadth 2 to 6` names."""
    if words == "every breadth":
        return list(range(1, TASKS + 1))
    numbers = [int(number) for number in re.findall(r"\d", words)]
    assert re.fullmatch(r"breadth \d((, \d)* or \d| to \d)?", words)
    return list(range(numbers[0], numbers[1] + 1)) if " to " in words else numbers


def test_split_readings_say_what_the_arrays_say(split):
    for state, arrays, reading in rows(split):
        budget, breadth, total = state["budget"], state["breadth"], arrays["total"]
        s = "s" * (budget > 1)
        assert reading.startswith(f"{budget} evaluation{s} over {breadth} of 6 tasks, each ")
        if not max(total):
            assert state["kind"] == "threshold"
            assert budget < NEED
            assert "too few" in reading
            continue
        here, narrow, wide, peak, has = re.search(
            r"together ([\d.]+); all on one task ([\d.]+), over all six ([\d.]+); "
            r"the best even split, ([\d.]+), has (.+)\.$",
            reading,
        ).groups()
        values = (total[breadth - 1], total[0], total[-1], max(total))
        assert [here, narrow, wide, peak] == [f"{float(value):.3g}" for value in values]
        best = [k for k in range(1, TASKS + 1) if total[k - 1] == max(total)]
        assert breadths_in(has) == best == list(range(best[0], best[-1] + 1))


def test_a_unit_that_readings_name_is_the_unit_of_the_arrays(split):
    """No task is worth more than 1, so no sentence may speak of values up to 3 beside totals."""
    for state, _, reading in rows(split):
        if state["kind"] == "best-of-m":
            assert "0 to 3" not in reading
        if state["kind"] == "needle":
            assert f"among {POINTS} points" in reading
        if state["kind"] == "threshold":
            assert f"after {NEED} evaluations" in reading


def test_what_the_split_chosen_falls_short_of_the_best(split):
    for i, state in enumerate(split.states):
        results = plain(state["budget"], state["kind"])
        short = float(max(results) - results[state["breadth"] - 1])
        assert split.known["short"][i] == f"{short:.3g}"
    assert {split.at(budget=12, breadth=k, kind="needle").facts["short"] for k in (1, 6)} == {"0"}
