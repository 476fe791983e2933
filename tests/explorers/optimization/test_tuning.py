"""One dial and the portfolio against closed forms and simulations.

LeadingOnes is a sum of independent waits. Its distribution is written in partial fractions with
90 decimals, where no digit of the chance to fail is lost; no chain is stepped.
"""

import math
import re
from decimal import Decimal, localcontext
from functools import cache

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import optimization

BITS = 20
JOBS = ("LeadingOnes", "Jump 3", "Jump 2", "Jump 4")
FLIPS = [tenths / 10 for tenths in range(5, 61)]
TIMES = [0.125, 0.18, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8]
CLOSE = 1e-9


@pytest.fixture(scope="module")
def dial():
    return optimization.one_dial()


@pytest.fixture(scope="module")
def copies():
    return optimization.portfolio()


# One dial -------------------------------------------------------------------------------------


@cache
def partial_fractions(tenths):
    """Return terms (a, r) with P(LeadingOnes needs more than m evaluations) = sum of a r**m.

    Behind i leading ones the next bit is 0 with chance 1/2, and then it takes a geometric time
    of chance s = p (1 - p)**i, r = 1 - s. So E[x**(T-1)] is the product over i of
    (1 + s x / (1 - r x)) / 2 = (1 - (2 r - 1) x) / (1 - r x) / 2, and it has simple poles.
    """
    p = Decimal(tenths) / 10 / BITS
    stays = [1 - p * (1 - p) ** i for i in range(BITS)]
    terms = []
    for i, r in enumerate(stays):
        x, a = 1 / r, Decimal(1) / 2**BITS
        for j, other in enumerate(stays):
            a *= 1 - (2 * other - 1) * x
            if j != i:
                a /= 1 - other * x
        terms.append((a / (1 - r), r))
    return terms


@cache
def missed(job, tenths, within):
    """Return the chance to miss a job within a budget, with all its digits."""
    with localcontext() as context:
        context.prec = 90
        if job == "LeadingOnes":
            return sum(a * r**within for a, r in partial_fractions(tenths))
        p, k = Decimal(tenths) / 10 / BITS, int(job[-1])
        return (1 - p**k * (1 - p) ** (BITS - k)) ** within


@cache
def solved(job, within):
    """Return the log chances to solve a job within a budget, one for each dial."""
    return np.array([math.log1p(-missed(job, round(10 * f), within)) for f in FLIPS])


def plain_dial(within, breadth):
    each = np.array([solved(job, within) for job in JOBS[:breadth]])
    return np.exp(each.mean(axis=0)), math.exp(sum(row.max() for row in each) / breadth)


def reach(dial, budget, breadth=2):
    arrays = dial.at(budget=budget, breadth=breadth).arrays
    return arrays["chance"].max() / arrays["specialists"]


def test_leading_ones_in_fractions_by_hand():
    """One look finds the string with chance 2**-20, two with that and one bit to go."""
    with localcontext() as context:
        context.prec = 90
        p = Decimal(15) / 10 / BITS
        ends = Decimal(1) / 2**BITS
        assert abs(1 - missed("LeadingOnes", 15, 1) - ends) < 1e-60
        # From any string that lacks j ones all j bits must flip and the others stay.
        second = sum(math.comb(BITS, j) * p**j * (1 - p) ** (BITS - j) for j in range(1, BITS + 1))
        assert abs(1 - missed("LeadingOnes", 15, 2) - ends * (1 + second)) < 1e-60


def test_every_dial_matches_closed_forms(dial):
    assert list(dial.controls[2].values) == FLIPS
    for state, arrays, _ in rows(dial):
        one, team = plain_dial(state["budget"], state["breadth"])
        assert np.abs(arrays["chance"] / one - 1).max() < CLOSE
        assert abs(arrays["specialists"] / team - 1) < CLOSE
        assert np.abs(arrays["one"] - one / team).max() < CLOSE
        assert arrays["team"].tolist() == [1, 1]
        assert arrays["dials"].tolist() == FLIPS
        assert arrays["cursor.x"].tolist() == [state["dial"]] * 2


def test_the_best_dial_is_a_best_dial(dial):
    """The first of those that cannot be told from the best by a millionth."""
    for state, arrays, _ in rows(dial):
        one, _ = plain_dial(state["budget"], state["breadth"])
        first = FLIPS[int((one >= one.max() * (1 - 1e-6)).argmax())]
        assert arrays["best.x"].tolist() == [first] * 2


@pytest.mark.parametrize(("job", "flips"), [("LeadingOnes", 1.5), ("Jump 2", 2.5)])
def test_a_simulation_of_the_ea_agrees(dial, job, flips):
    """Within four standard errors, from random strings or from the edge of the gap."""
    rng, runs, within = np.random.default_rng(2007), 3000, 300
    if job == "LeadingOnes":
        at = rng.random((runs, BITS)) < 0.5
    else:
        at = np.tile(np.arange(BITS) < BITS - 2, (runs, 1))

    def value(strings):
        ones = strings.sum(axis=1)
        if job == "LeadingOnes":
            return np.where(ones == BITS, BITS, strings.argmin(axis=1))
        return np.where((ones <= BITS - 2) | (ones == BITS), ones, -1)

    # The first string counts as an evaluation; on the edge of a gap it is given.
    for _ in range(within - (job == "LeadingOnes")):
        child = at ^ (rng.random((runs, BITS)) < flips / BITS)
        at = np.where((value(child) >= value(at))[:, None], child, at)
    chance = float(np.exp(solved(job, within)[FLIPS.index(flips)]))
    error = math.sqrt(chance * (1 - chance) / runs)
    assert abs((at.sum(axis=1) == BITS).mean() - chance) < 4 * error
    if job == "LeadingOnes":
        shown = dial.at(budget=within, breadth=1).arrays["chance"][FLIPS.index(flips)]
        assert abs(shown - chance) < CLOSE


def test_chances_are_chances_and_never_fall_with_the_budget(dial):
    for breadth in range(1, len(JOBS) + 1):
        views = [dial.at(budget=b, breadth=breadth).arrays for b in dial.controls[0].values]
        for name in ("chance", "specialists"):
            grid = np.array([arrays[name] for arrays in views])
            assert (grid > 0).all()
            assert (grid <= 1).all()
            assert (np.diff(grid, axis=0) >= -1e-12).all()


def test_one_dial_never_beats_a_dial_for_each(dial):
    for state, arrays, _ in rows(dial):
        share = arrays["chance"].max() / arrays["specialists"]
        assert share < 1 + 1e-12
        assert arrays["one"].max() <= 1
        if state["breadth"] == 1:
            assert abs(share - 1) < 1e-12


def test_each_curve_is_one_hump(dial):
    for _, arrays, _ in rows(dial):
        rises = np.diff(arrays["one"])
        top = int(arrays["one"].argmax())
        assert (rises[:top] > -1e-9).all()
        assert (rises[top:] < 1e-9).all()


@pytest.mark.parametrize(
    ("budget", "share"),
    [(100, 0.90), (200, 0.86), (300, 0.86), (500, 0.90), (1000, 0.99), (3000, 1.00)],
)
def test_what_one_dial_for_two_jobs_reaches(dial, budget, share):
    assert round(reach(dial, budget), 2) == share


def test_two_jobs_cost_most_at_three_hundred(dial):
    shares = {b: reach(dial, b) for b in dial.controls[0].values}
    assert min(shares, key=shares.get) == 300
    assert all(share > 0.99999 for b, share in shares.items() if b >= 3000)


def test_a_dial_for_leading_ones_is_poor_at_the_jump(dial):
    view = preset(dial, "The wrong job's dial")
    place, within = FLIPS.index(view.state["dial"]), view.state["budget"]
    assert JOBS[: view.state["breadth"]] == ("LeadingOnes", "Jump 3")
    first, second = (np.exp(solved(job, within)) for job in JOBS[:2])
    assert first[place] > 0.99 * first.max()
    assert second[place] < 0.6 * second.max()


def test_the_best_compromise_still_pays(dial):
    view = preset(dial, "The best compromise")
    assert view.arrays["best.x"][0] == view.state["dial"]
    assert view.arrays["one"].max() < 0.9


def test_more_masters_lower_the_hump(dial):
    view = preset(dial, "More masters")
    fewer = dial.at(**(view.state | {"breadth": 2})).arrays
    assert view.state["breadth"] == 4
    assert view.arrays["best.x"][0] == view.state["dial"]
    for name in ("one", "chance", "specialists"):
        assert view.arrays[name].max() < fewer[name].max()


def test_the_easier_job_is_solved_at_the_harder_jobs_dial(dial):
    view, less = preset(dial, "The harder job's dial"), preset(dial, "The best compromise")
    place, within = FLIPS.index(view.state["dial"]), view.state["budget"]
    assert within == 10 * less.state["budget"]
    assert int(solved("Jump 3", within).argmax()) == place
    assert missed("LeadingOnes", 30, within) < 1e-6 < 0.5 < missed("Jump 3", 30, within)
    assert view.arrays["one"][place] > 0.999999


def test_far_above_need_a_compromise_loses_next_to_nothing(dial):
    view = preset(dial, "Budget to spare")
    place, within = FLIPS.index(view.state["dial"]), view.state["budget"]
    own = [FLIPS[int(solved(job, 300).argmax())] for job in JOBS[:2]]
    assert own[0] < view.state["dial"] < own[1]
    assert all(missed(job, 24, within) < 0.01 for job in JOBS[:2])
    assert view.arrays["one"][place] > 0.999


@pytest.mark.parametrize("k", [2, 3, 4])
def test_a_jump_wants_as_many_flips_as_its_gap_is_wide(k):
    for within in (100, 300, 3000):
        assert FLIPS[int(solved(f"Jump {k}", within).argmax())] == k


def test_dial_readings_say_what_the_arrays_say(dial):
    for state, arrays, reading in rows(dial):
        budget, breadth, place = state["budget"], state["breadth"], FLIPS.index(state["dial"])
        here, peak, team = arrays["chance"][place], arrays["chance"].max(), arrays["specialists"]
        named = ", ".join(JOBS[:breadth])
        jobs = f"one job, {named}:" if breadth == 1 else f"each of {breadth} jobs ({named}), "
        assert reading.startswith(f"{budget:,} evaluations for {jobs}")
        own, shown, which, top = re.search(
            r"this dial, ([\d.]+) bits, (?:solves it with chance|with) ([\d.]+), .*"
            r"the best dials?, ([\d. to]+) bits, with ([\d.]+)[,;]",
            reading,
        ).groups()
        assert (float(own), shown, top) == (state["dial"], f"{here:.3f}", f"{peak:.3f}")
        one, _ = plain_dial(budget, breadth)
        best = [f for f, chance in zip(FLIPS, one) if chance >= one.max() * (1 - 1e-6)]
        assert best == FLIPS[FLIPS.index(best[0]) : FLIPS.index(best[-1]) + 1], "no gap"
        ends = [f"{f:g}" for f in ({best[0], best[-1]} if len(best) == 1 else (best[0], best[-1]))]
        assert which == " to ".join(ends)
        assert ("best dials," in reading) == (len(best) > 1)
        if breadth > 1:
            assert f"specialists with a dial each solve a job with {team:.3f};" in reading
            assert f"with {here:.3f}, {here / team:.1%} of that;" in reading
            assert reading.endswith(f"with {peak:.3f}, {peak / team:.1%}.")
            assert "geometric mean" in reading
        else:
            assert "specialists" not in reading
            assert "1 job" not in reading


def test_how_many_dials_come_near_the_specialists(dial):
    """The share of the slider that reaches nine tenths of them; all of it only where all is won."""
    for i, state in enumerate(dial.states):
        one, team = plain_dial(state["budget"], state["breadth"])
        reach = sum(chance >= 0.9 * team for chance in one)
        assert dial.known["near"][i] == f"{reach / len(FLIPS):.0%}"
    shares = [int(dial.at(budget=b, breadth=2).facts["near"][:-1]) for b in (300, 3000, 30_000)]
    assert shares[0] == 0 < shares[1] < shares[2]


def test_the_default_dial_pays(dial):
    arrays, place = dial.at().arrays, FLIPS.index(dial.default["dial"])
    assert arrays["one"][place] < arrays["one"].max() < 1


# Portfolio ------------------------------------------------------------------------------------


def finished(total, k, tail):
    """Return the chance that one of k copies is done: each has had total / k, none has luck."""
    still_running = math.exp(-((total / k) ** tail))
    return 1 - still_running**k


def mean_ratio(k, tail):
    """Return k E[smallest of k] / E[one], each a sum of the chance to be still running."""
    grid = np.linspace(-60 / tail, math.log(50) / tail + 1, 40_001)

    def mean(number):
        return np.sum(np.exp(grid - number * np.exp(tail * grid)))

    return k * mean(k) / mean(1)


def test_every_chance_to_have_finished(copies):
    for state, arrays, _ in rows(copies):
        k, tail = state["breadth"], state["tail"]
        assert np.allclose(arrays["times"], TIMES, rtol=1e-12, atol=0)
        for name, number in (("single", 1), ("copies", k)):
            expected = [finished(total, number, tail) for total in TIMES]
            assert np.allclose(arrays[name], expected, rtol=0, atol=1e-12)
        assert np.allclose(arrays["cursor.x"], math.log2(state["budget"]), atol=1e-12)


@pytest.mark.parametrize("tail", [0.25, 0.5, 1.0, 2.0, 4.0])
def test_a_simulation_of_copies_agrees(copies, tail):
    """Draw runtimes, take the smallest of k times k; within four standard errors throughout."""
    rng, runs = np.random.default_rng(1997), 20_000
    for k in (1, 4, 16):
        arrays = copies.at(breadth=k, tail=tail).arrays
        total = k * rng.weibull(tail, (runs, k)).min(axis=1)
        for time, chance in zip(arrays["times"], arrays["copies"]):
            error = math.sqrt(chance * (1 - chance) / runs)
            # A chance so near 0 or 1 that no run is expected leaves less than one run of room.
            assert abs((total <= time).mean() - chance) < 4 * error + 1 / runs


def test_at_shape_one_copies_change_nothing_at_all(copies):
    assert preset(copies, "Exactly neutral").state["tail"] == 1
    seen = 0
    for state, arrays, reading in rows(copies):
        if state["tail"] == 1:
            seen += 1
            assert (arrays["copies"] == arrays["single"]).all()
            assert state["breadth"] == 1 or "takes as long as a single run." in reading
    assert seen == 13 * 8


def test_copies_lie_above_for_long_tails_and_below_for_short_ones(copies):
    for state, arrays, _ in rows(copies):
        above, open_ = arrays["copies"] - arrays["single"], arrays["single"] < 1 - 1e-9
        if state["breadth"] == 1 or state["tail"] == 1:
            assert (above == 0).all()
        elif state["tail"] < 1:
            assert (above >= 0).all()
            assert (above[open_] > 0).all()
        else:
            assert (above <= 0).all()
            assert (above[open_] < 0).all()


def test_more_copies_move_the_curve_further(copies):
    numbers = copies.controls[1].values
    for tail in copies.controls[2].values:
        grid = np.array([copies.at(breadth=k, tail=tail).arrays["copies"] for k in numbers])
        steps = np.diff(grid, axis=0)
        assert (steps >= 0).all() if tail <= 1 else (steps <= 0).all()


def test_chances_to_have_finished_never_fall_with_time(copies):
    for _, arrays, _ in rows(copies):
        for name in ("single", "copies"):
            assert (arrays[name] >= 0).all()
            assert (arrays[name] <= 1).all()
            assert (np.diff(arrays[name]) >= 0).all()


def test_one_run_has_finished_by_the_scale_at_every_shape(copies):
    for _, arrays, _ in rows(copies):
        assert abs(arrays["single"][6] - (1 - math.exp(-1))) < 1e-12


def test_alike_runs_should_be_finished_one_by_one(copies):
    view = preset(copies, "Alike runs")
    place = view.arrays["times"].tolist().index(view.state["budget"])
    assert view.state["tail"] > 1
    assert view.arrays["copies"][place] < view.arrays["single"][place] / 2


def test_with_a_long_tail_copies_win(copies):
    view = preset(copies, "Long tail")
    place = view.arrays["times"].tolist().index(view.state["budget"])
    assert view.state["tail"] < 1
    assert view.arrays["copies"][place] > 0.9 > view.arrays["single"][place]
    assert mean_ratio(view.state["breadth"], view.state["tail"]) == pytest.approx(1 / 8)


def test_portfolio_readings_say_what_the_arrays_say(copies):
    ratios = {
        (k, tail): mean_ratio(k, tail)
        for k in copies.controls[1].values
        for tail in copies.controls[2].values
    }
    for state, arrays, reading in rows(copies):
        k, tail = state["breadth"], state["tail"]
        place = arrays["times"].tolist().index(state["budget"])
        single, first = arrays["single"][place], arrays["copies"][place]
        assert reading.startswith(
            f"By a total time of {state['budget']:.3g} (scale 1), at shape {tail:g}, one "
            f"run has finished with chance {single:.3f}"
        )
        if k == 1:
            assert "nothing to compare" in reading
            assert "copies" not in reading
            assert "1 in turn" not in reading
            continue
        assert f" of {k} in turn with {first:.3f};" in reading
        stated = re.search(r"takes (?:([\d.]+) times )?as long as a single run\.$", reading)[1]
        assert (stated is None) == (tail == 1)
        # Three digits are shown: half a unit of the third.
        assert abs(float(stated or 1) / ratios[k, tail] - 1) < 0.0051
        assert tail == 1 or (float(stated) < 1) == (tail < 1)


def test_by_when_half_have_finished(copies):
    """Half of all: where the chance to have finished is a half, to the two digits that are said."""
    for i, state in enumerate(copies.states):
        for fact, k in (("half", 1), ("halves", state["breadth"])):
            said = copies.known[fact][i]
            assert re.fullmatch(r"\d+\.\d+", said)
            first = re.search("[1-9]", said.replace(".", "")).start()
            digits = len(said.replace(".", "")) - first
            assert digits == 2
            unit = 10.0 ** -len(said.partition(".")[2])
            low, high = float(said) - 0.501 * unit, float(said) + 0.501 * unit
            assert finished(low, k, state["tail"]) < 0.5 < finished(high, k, state["tail"])


def test_words_of_the_knobs(dial, copies):
    one = {control.name: control.words for control in dial.controls}
    assert [one["breadth"](k) for k in (1, 2, 4)] == ["1 job", "2 jobs", "4 jobs"]
    assert one["dial"](3.0) == "3 of 20 bits"
    words = {control.name: control.words for control in copies.controls}
    assert words["breadth"](1) == "1 run"
    assert words["breadth"](2) == "2 copies in turn"
    kinds = {tail: words["tail"](tail) for tail in copies.controls[2].values}
    for tail, text in kinds.items():
        assert text.startswith(f"shape {tail:g}, ")
        kind = "long tail" if tail < 1 else "short tail" if tail > 1 else "no memory"
        assert text.endswith(kind)
