"""Invasion and splitting against ratios in plain Python and a second run of every population.

Growth is the ratio of payoffs itself, no logarithms of means. The populations are run again from
the seeds that their readings name, all states side by side, with selection and mutation written
out here; every picture must come out the same, cell by cell.
"""

import math
import re
from functools import cache

import numpy as np
import pytest
from states import preset, rows

from nflsim.explorers import evolution

CLOSE = 1e-12


@pytest.fixture(scope="module")
def invade():
    return evolution.who_invades_whom()


@pytest.fixture(scope="module")
def split():
    return evolution.watch_it_split()


def test_every_cell_is_whole_and_the_colours_reach_both_ends(invade, split):
    """The first and the last cell end where the axes end; no cell is lost or cut."""
    for explorer, name, ends in ((invade, "growth", (-1, 1)), (split, "shares", (0, 1))):
        (trace,) = [each for each in explorer.figure.data if each.type == "heatmap"]
        layout, grid = explorer.figure.layout, explorer.grid[0][name]
        assert grid.shape[1:] == (len(trace.y), len(trace.x))
        for places, axis in ((trace.x, layout.xaxis), (trace.y, layout.yaxis)):
            steps = np.diff(places)
            assert np.abs(steps - steps[0]).max() < 1e-9
            assert abs(places[0] - steps[0] / 2 - axis.range[0]) < 1e-9
            assert abs(places[-1] + steps[0] / 2 - axis.range[1]) < 1e-9
            assert axis.range[0] <= min(axis.tickvals) < max(axis.tickvals) <= axis.range[1]
        assert (trace.zmin, trace.zmax) == (grid.min(), grid.max()) == ends


# Who can invade whom --------------------------------------------------------------------------

PHENOTYPES = [tenth / 10 for tenth in range(-20, 21)]


def factor(y, x, state):
    """Return by what a rare mutant y multiplies among residents x."""
    width, apart, right = state["budget"], state["breadth"], state["share"]
    total = 0
    for mu, share in ((-apart / 2, 1 - right), (apart / 2, right)):
        ratio = math.exp(((x - mu) ** 2 - (y - mu) ** 2) / (2 * width**2))
        total += share * ratio
    return total


def rests(state):
    """Return the mean niche."""
    return (2 * state["share"] - 1) * state["breadth"] / 2


@cache
def around(*values):
    """Return [(step, log growth)] of mutants around rest, near ones first, out to 8."""
    state = dict(zip(("budget", "breadth", "share"), values))
    steps = [sign * k / 100 for k in range(1, 801) for sign in (-1, 1)]
    rest = rests(state)
    return [(step, math.log(factor(rest + step, rest, state))) for step in steps]


def near(state, reach=0.1):
    """Return the growth of near mutants below rest, and above."""
    below = [v for step, v in around(*state.values()) if -reach - 1e-9 <= step < 0]
    above = [v for step, v in around(*state.values()) if 0 < step <= reach + 1e-9]
    assert len(below) == len(above) == round(100 * reach)
    return below, above


def test_every_growth_in_plain_python(invade):
    """Growth is shown in steps of a fifth, rounded away from zero: every cell tells its sign."""
    for state, arrays, _ in rows(invade):
        growth = np.array([[math.log(factor(y, x, state)) for x in PHENOTYPES] for y in PHENOTYPES])
        shown = arrays["growth"]
        assert np.abs(5 * shown - np.rint(5 * shown)).max() < CLOSE
        beyond = np.abs(shown) - np.abs(growth).clip(0, 1)
        assert beyond.min() > -1e-8
        assert beyond.max() < 0.2
        assert (np.sign(shown) == np.sign(np.where(np.abs(growth) > 2e-9, growth, 0))).all()
        assert not shown.diagonal().any()
        assert arrays["rest.x"] == pytest.approx([rests(state)] * 2, abs=CLOSE)
        expected = [math.log(factor(y, rests(state), state)) for y in PHENOTYPES]
        assert np.abs(arrays["at_rest"] - expected).max() < 1e-10
        assert np.abs(arrays["mutants"] - PHENOTYPES).max() < CLOSE


def test_the_line_of_those_who_are_alike_is_the_diagonal(invade):
    layout, (same,) = invade.figure.layout, [t for t in invade.figure.data if t.uid == "same"]
    for axis in (layout.xaxis, layout.yaxis):
        assert tuple(same.x) == tuple(axis.range)
    assert (invade.grid[0]["same"] == list(same.x)).all()


def test_small_steps_lead_to_rest_from_everywhere(invade):
    for state in invade.states:
        for x in PHENOTYPES:
            toward = math.copysign(1e-4, rests(state) - x)
            if abs(rests(state) - x) > 1e-3:
                assert factor(x + toward, x, state) > 1 > factor(x - toward, x, state)


def test_what_is_capped_is_said(invade):
    """Growth lies far beyond the scale; the summary says so."""
    assert max(arrays["at_rest"].max() for _, arrays, _ in rows(invade)) > 10
    assert "-1 or less to 1 or more" in invade.summary
    assert "both -2 to 2" in invade.summary
    # What the readings name as best is inside the map: nobody beyond its edges grows more.
    for state, arrays, _ in rows(invade):
        most = max(value for _, value in around(*state.values()))
        assert arrays["at_rest"].max() > most - max(0.05, 0.05 * most)


def kind(reading):
    """Return which of the sentences this is."""
    kinds = {
        "both": "mutants on both sides invade",
        "nobody": "nobody invades",
        "far": "no near mutant invades",
        "edge": "mutants on the left invade",
    }
    (found,) = [name for name, words in kinds.items() if words in reading]
    assert ("the population splits" in reading) == (found == "both")
    assert ("the generalist stays" in reading) == (found == "nobody")
    assert ("safe from small steps only" in reading) == (found == "far")
    return found


def test_who_invades_at_rest_is_true_on_both_sides(invade):
    """Near is up to 0.1, two steps of the populations below."""
    seen = {}
    for state, _, reading in rows(invade):
        below, above = near(state)
        growth = [value for _, value in around(*state.values())]
        found = kind(reading)
        seen[found] = seen.get(found, 0) + 1
        if found == "both":
            assert min(below) > 0
            assert min(above) > 0
        elif found == "nobody":
            assert max(growth) < 0
        elif found == "edge":
            assert min(below) > 0 > max(above)
        else:
            assert max(below + above) < 0 < max(growth)
    assert set(seen) >= {"both", "nobody", "far"}


def test_it_splits_exactly_if_the_niches_vary_by_more_than_the_squared_width(invade):
    """In whole numbers: widths and distances in twentieths, shares in tenths."""
    for state, _, reading in rows(invade):
        width, apart, tenths = (
            round(state[name] * scale)
            for name, scale in (("budget", 20), ("breadth", 20), ("share", 10))
        )
        excess = tenths * (10 - tenths) * apart**2 - 100 * width**2
        found = kind(reading)
        assert (found == "both") == (excess > 0)
        if excess == 0:
            assert found == ("nobody" if tenths == 5 else "edge")


def test_how_much_the_niches_vary_over_the_squared_width(invade):
    """From deviations; rounded, it is above 1 exactly where the reading has a split."""
    for i, (state, _, reading) in enumerate(rows(invade)):
        places, shares = (0, state["breadth"]), (1 - state["share"], state["share"])
        mean = sum(c * mu for c, mu in zip(shares, places))
        variance = sum(c * (mu - mean) ** 2 for c, mu in zip(shares, places))
        said = float(invade.known["ratio"][i])
        assert abs(said - variance / state["budget"] ** 2) <= 0.005 + CLOSE
        assert (said > 1) == (kind(reading) == "both")


def test_invasion_readings_say_what_the_arrays_say(invade):
    for state, arrays, reading in rows(invade):
        assert reading.startswith(
            f"Bodies of width {state['budget']:g}, niches {state['breadth']:g} apart, "
        )
        assert f" {state['share']:.0%}" in reading
        lead = re.search(r"small steps lead to (-?\d\.\d\d), and there", reading)
        assert abs(float(lead[1]) - rests(state)) < 0.005 + CLOSE
        assert "-0.0" not in reading
        best = re.search(r"at (-?\d\.\d)(?: and (-?\d\.\d))? \(growth (\d+\.\d\d)\)", reading)
        assert (best is None) == (kind(reading) == "nobody")
        if best:
            top = arrays["at_rest"].max()
            assert abs(float(best[3]) - top) < 0.005 + CLOSE
            named = [float(place) for place in best.groups()[:2] if place]
            for place in named:
                grown = math.log(factor(place, rests(state), state))
                assert abs(grown - top) < 1e-9
            # Of two mirror images both are named.
            assert len(named) == (2 if state["share"] == 0.5 else 1)
            assert state["share"] > 0.5 or named[0] == -named[1]


def test_orange_above_and_below_at_the_line_is_the_split(invade):
    """The caption, read off the two cells that touch the diagonal in the column of the line."""
    on_the_map = 0
    for state, arrays, reading in rows(invade):
        place = 20 + 10 * rests(state)
        if abs(place - round(place)) < 1e-6:
            below, here, above = arrays["growth"][round(place) - 1 :][:3, round(place)]
            assert here == 0
            assert (below > 0 and above > 0) == (kind(reading) == "both")
            on_the_map += 1
    assert on_the_map > 90


def test_a_summary_that_has_mutants_on_both_sides_go_together_says_for_which(invade):
    """At very unequal niches those below grow where those above shrink."""
    arrays = preset(invade, "Safe from neighbours only").arrays
    rest = rests(preset(invade, "Safe from neighbours only").state)
    below = arrays["at_rest"][arrays["mutants"] < rest - 1e-9]
    above = arrays["at_rest"][arrays["mutants"] > rest + 1e-9]
    assert max(below) > 0 > max(above)
    together = re.search(r"[^.]*(?:mutants|those)[^.]*together[^.]*", invade.summary)
    assert together is None or re.search(r"\b(near|equal)", together[0])


def test_equal_niches_let_mutants_on_both_sides_grow_or_neither(invade):
    for state, arrays, _ in rows(invade):
        if state["share"] == 0.5:
            assert np.abs(arrays["at_rest"] - arrays["at_rest"][::-1]).max() < 1e-9
            below, above = near(state)
            assert min(below + above) > 0 or max(below + above) < 0


def test_a_valley_and_a_peak(invade):
    valley, peak = preset(invade, "A valley"), preset(invade, "A peak")
    assert valley.state == invade.default
    assert peak.state["budget"] > valley.state["budget"]
    assert {**peak.state, "budget": 0} == {**valley.state, "budget": 0}
    middle = PHENOTYPES.index(0)
    column = valley.arrays["growth"][:, middle]
    assert (column[[middle - 5, middle + 5]] > 0).all()
    assert (peak.arrays["growth"][:, middle] <= 0).all()
    assert (kind(valley.reading), kind(peak.reading)) == ("both", "nobody")


def test_safe_from_neighbours_only(invade):
    view = preset(invade, "Safe from neighbours only")
    below, above = near(view.state, reach=0.5)
    assert max(below + above) < 0
    far = [step for step, value in around(*view.state.values()) if value > 0]
    assert max(far) < -0.5
    assert kind(view.reading) == "far"
    # It is to be seen on the map, and only to the left.
    column = view.arrays["growth"][:, PHENOTYPES.index(round(rests(view.state), 1))]
    assert column[: PHENOTYPES.index(0)].max() > 0
    assert column[PHENOTYPES.index(0.5) :].max() <= 0


def test_the_generalist_stays_where_the_preset_says(invade):
    for each in invade.presets:
        assert (kind(invade.at(**each.state).reading) == "nobody") == each.generalist_wins


# Watch it split -------------------------------------------------------------------------------

SITES = np.array([(k - 61) / 20 for k in range(123)])
PICTURE = np.array([(k - 20) * 0.15 for k in range(41)])
LOOKS = 41


def world(apart, rates):
    """Return the chances of a child at each site, as a function of who lives where.

    A place draws a niche, each sends half; then a parent by its payoff among those there; a
    mutant child stands a normal step of 0.05 away, on the sites.
    """
    steps = np.array([math.exp(-(k**2) / 2) for k in range(-122, 123)])
    steps = np.array([steps[122 - k : 245 - k] for k in range(123)])
    steps /= steps.sum(axis=1, keepdims=True)
    apart, rates = np.array(apart)[:, None], np.array(rates)[:, None]
    payoffs = [np.exp(-((SITES - side * apart / 2) ** 2) / 2) for side in (-1, 1)]

    def children(n):
        parents = 0
        for payoff in payoffs:
            there = n * payoff
            parents = parents + there / there.sum(axis=1, keepdims=True) / 2
        born = (1 - rates) * parents + rates * (parents @ steps)
        return born / born.sum(axis=1, keepdims=True)

    return children


def history(start, step):
    """Return what there is at generations 0, 15, ..., 600, everybody at 0 at first."""
    now = np.zeros((len(start), 123), dtype=np.asarray(start).dtype)
    now[:, 61] = start
    seen = [now]
    for _ in range(LOOKS - 1):
        for _ in range(15):
            now = step(now)
        seen.append(now)
    return np.array(seen)


@pytest.fixture(scope="module")
def again(split):
    """Every population run a second time, from the seed in its reading."""
    states, readings = split.states, split.grid[1]
    seeds = [
        [int(part) for part in re.search(r"seed \[(\d+(?:, \d+)+)\]:", text)[1].split(",")]
        for text in readings
    ]
    assert len(set(map(tuple, seeds))) == len(seeds)
    sizes, apart, rates = (
        [state[name] for state in states] for name in ("budget", "breadth", "mutation")
    )
    draw, children = [np.random.default_rng(seed) for seed in seeds], world(apart, rates)

    def born(n):
        return np.array([r.multinomial(*each) for r, *each in zip(draw, sizes, children(n))])

    return history(sizes, born)


@pytest.fixture(scope="module")
def endless(split):
    """The shares of the infinite population, [look, distance and rate, site]."""
    distances, rates = (control.values for control in split.controls[1:])
    pairs = [(apart, rate) for apart in distances for rate in rates]
    return history([1.0] * len(pairs), world(*zip(*pairs)))


@cache
def specialist(apart):
    """Return where the sum of two bells of width 1 has its peak, from its slope."""
    m, low = apart / 2, 1e-6
    if m <= 1:
        return 0.0
    high = m
    for _ in range(200):
        z = (low + high) / 2
        rising = (m - z) * math.exp(-((z - m) ** 2) / 2) > (m + z) * math.exp(-((z + m) ** 2) / 2)
        low, high = (z, high) if rising else (low, z)
    return low


def test_every_population_again_from_the_seed_in_its_reading(split, again):
    arrays = split.grid[0]
    for i, state in enumerate(split.states):
        n = again[:, i]
        share = np.add.reduceat(n, range(0, 123, 3), axis=1).T / state["budget"]
        assert np.abs(15 * arrays["shares"][i] - np.rint(15 * np.sqrt(share))).max() < 1e-9
        mean = (n * SITES).sum(axis=1) / state["budget"]
        square = (n * (SITES - mean[:, None]) ** 2).sum(axis=1) / (state["budget"] - 1)
        assert np.abs(arrays["mean"][i] - mean).max() < 1e-10
        assert np.abs(arrays["variance"][i] - square).max() < 1e-10


def test_the_seed_is_the_place_on_the_controls(split):
    for state, _, reading in rows(split):
        place = [control.values.index(state[control.name]) for control in split.controls]
        assert f"seed {[1953, *place]}:" in reading


def test_the_infinite_population_in_plain_arrays(split, endless):
    for i in range(len(split.states)):
        p = endless[:, i % endless.shape[1]]
        expected = p @ SITES**2 - (p @ SITES) ** 2
        assert np.abs(split.grid[0]["endless"][i] - expected).max() < 1e-9


def test_how_much_of_its_variance_a_population_has_at_the_end(split, again, endless):
    for i in range(len(split.states)):
        n, p = again[-1, i], endless[-1, i % endless.shape[1]]
        variance = np.cov(SITES, fweights=n)
        share = 100 * float(variance) / (p @ SITES**2 - (p @ SITES) ** 2)
        said = split.known["reached"][i]
        assert re.fullmatch(r"\d+%", said)
        assert abs(int(said[:-1]) - share) <= 0.5 + 1e-6
    assert 95 < share < 105, "the last has a hundred thousand bodies"


def test_the_infinite_population_knows_no_size_and_never_narrows(split):
    variance = split.grid[0]["endless"].reshape(*split.shape, LOOKS)
    assert (variance == variance[:1]).all()
    assert (np.diff(variance, axis=-1) > -1e-9).all()
    assert not variance[..., 0].any()


def test_nobody_is_lost_in_any_column(split):
    """From the picture alone: shades are square roots of shares, to the nearest fifteenth."""
    for _, arrays, _ in rows(split):
        shade = arrays["shares"]
        low = np.maximum(shade - 1 / 30, 0) ** 2
        high = np.minimum(shade + 1 / 30, 1) ** 2
        assert (low.sum(axis=0) <= 1 + 1e-9).all()
        assert (high.sum(axis=0) >= 1 - 1e-9).all()


def test_mean_and_variance_are_those_of_the_picture(split):
    """To within the rounding of shades and the height of a row."""
    for state, arrays, _ in rows(split):
        shade = arrays["shares"]
        low = np.maximum(shade - 1 / 30, 0) ** 2
        high = np.minimum(shade + 1 / 30, 1) ** 2
        for name, power in (("mean", 1), ("variance", 2)):
            moment = arrays["mean"]
            if power == 2:
                unbiased = (state["budget"] - 1) / state["budget"]
                moment = arrays["variance"] * unbiased + arrays["mean"] ** 2
            sites = np.stack([(PICTURE + step) ** power for step in (-0.05, 0, 0.05)])
            least = np.minimum(sites.min(axis=0), 0)[:, None] * high
            least += np.maximum(sites.min(axis=0), 0)[:, None] * low
            most = np.maximum(sites.max(axis=0), 0)[:, None] * high
            most += np.minimum(sites.max(axis=0), 0)[:, None] * low
            assert (least.sum(axis=0) <= moment + 1e-9).all(), name
            assert (moment <= most.sum(axis=0) + 1e-9).all(), name


def test_nobody_comes_near_the_edges_of_the_picture(split, again, endless):
    """So that no phenotype is cut off by the last sites; both specialists rest inside."""
    assert not again[:, :, [0, 1, 2, -3, -2, -1]].any()
    assert endless[:, :, [0, 1, 2, -3, -2, -1]].sum(axis=-1).max() < 1e-3
    assert max(specialist(apart) for apart in split.controls[1].values) < 3


def test_everybody_starts_in_the_middle(split):
    for _, arrays, _ in rows(split):
        assert arrays["shares"][:, 0].tolist() == [0] * 20 + [1] + [0] * 20
        assert arrays["mean"][0] == arrays["variance"][0] == 0
        assert arrays["generations"].tolist() == list(range(0, 601, 15))


def test_the_lines_are_where_the_best_single_bodies_stand(split):
    for state, arrays, reading in rows(split):
        z = specialist(state["breadth"])
        assert np.abs(arrays["upper"] - z).max() < 1e-9
        assert arrays["lower"].tolist() == (-arrays["upper"]).tolist()
        assert 0 <= z < state["breadth"] / 2
        if z:
            assert f"-{z:.2f} and {z:.2f}" in reading.split(";")[1]
        else:
            assert "in theory the generalist stays" in reading.split(";")[1]


def bands(counts, shade):
    """Return [(mean, bodies)] of the runs of coloured rows in one column, low to high.

    Those whom the picture does not show belong to nobody here.
    """
    found, members = [], []
    for row in range(42):
        if row < 41 and shade[row]:
            members += range(3 * row, 3 * row + 3)
        elif members:
            n = counts[members]
            found.append(((n @ SITES[members]) / n.sum(), int(n.sum())))
            members = []
    return found


def ends(split, again):
    """Yield every state with its reading and the bands of its last column."""
    for i, (state, arrays, reading) in enumerate(rows(split)):
        yield state, arrays, reading, bands(again[-1, i], arrays["shares"][:, -1])


def test_still_one_band_is_one_band(split, again):
    said = 0
    for _, arrays, reading, found in ends(split, again):
        one = re.search(r"still one band, its mean at (\S+) and its variance (\d\.\d+);", reading)
        assert (one is not None) == (len(found) == 1) == ("two b" not in reading)
        if one:
            said += 1
            assert abs(float(one[1]) - arrays["mean"][-1]) < 0.005 + CLOSE
            assert abs(float(one[2]) - arrays["variance"][-1]) < 0.0005 + CLOSE
    assert 50 < said < 118


def test_two_bands_are_two_and_stand_where_the_reading_says(split, again):
    """Below and above the widest gap of the picture, whatever crumbs lie on either side."""
    for state, arrays, reading in rows(split):
        two = re.search(r"two (branches|bands)\D* at (-?\d\.\d\d) and (-?\d\.\d\d);", reading)
        if two is None:
            continue
        i = split.index(state)
        n, seen = again[-1, i], np.flatnonzero(arrays["shares"][:, -1])
        gap = int(np.diff(seen).argmax())
        cut = 3 * (seen[gap] + 1)
        assert np.diff(seen)[gap] > 1
        for text, side in ((two[2], slice(cut)), (two[3], slice(cut, None))):
            assert n[side].sum() > 0.02 * state["budget"]
            assert abs(float(text) - n[side] @ SITES[side] / n[side].sum()) < 0.01
        z = specialist(state["breadth"])
        if two[1] == "branches":
            assert z
            assert float(two[2]) < 0 < float(two[3])
        if "at rest" in reading:
            assert z
            assert max(abs(float(two[2]) + z), abs(float(two[3]) - z)) < z / 10 + 0.005


def test_whoever_is_at_rest_or_on_the_move_is(split):
    """Over the last hundred generations the spread grows, or it has done with growing."""
    for state, arrays, reading in rows(split):
        spread = np.sqrt(arrays["variance"])
        if "on the move" in reading:
            assert spread[-1] > spread[-8]
        if "at rest" in reading:
            assert spread[-1] - spread[-8] < 0.15 * specialist(state["breadth"])


def test_history_readings_begin_with_the_state(split):
    for state, _, reading in rows(split):
        n, apart, rate = state.values()
        assert reading.startswith(f"{n:,} bodies, niches {apart:g} apart, {rate:.0%} mutants, seed")
        assert "after 600 generations" in reading
        assert "-0.00" not in reading
        assert reading.endswith(".")


def test_a_fork_and_no_fork(split, again):
    """Both ways, about half of the bodies each; and a distance that one body can reach."""
    fork, none = preset(split, "A fork"), preset(split, "No fork")
    assert fork.state == split.default
    n = again[-1, split.index(fork.state)]
    z = specialist(fork.state["breadth"])
    for side in (SITES < 0, SITES > 0):
        # Each niche sends half: a binomial of 1000, four deviations, and some in the other niche.
        assert abs(n[side].sum() - 500) < 4 * math.sqrt(250) + 50
        assert abs(abs(n[side] @ SITES[side] / n[side].sum()) - z) < z / 10
    assert not n[np.abs(SITES) < 0.5].any()
    assert "two branches at rest" in fork.reading
    assert none.state["breadth"] < 2
    assert "still one band" in none.reading
    assert none.arrays["variance"].max() < 0.1
    assert not none.arrays["upper"].any()


def test_near_niches_stay_one_band_and_far_ones_fork(split):
    """The summary, where bodies are many: it is chance that decides among few."""
    for state, arrays, reading in rows(split):
        if state["budget"] >= 1000 and state["breadth"] <= 2:
            assert "still one band" in reading
            assert np.abs(arrays["mean"]).max() < 0.25
        if state["budget"] >= 1000 and state["breadth"] >= 3:
            assert "two b" in reading
        # Mutation and selection alone never make two of niches that one body can reach.
        if state["breadth"] <= 2:
            assert arrays["endless"][-1] < 0.2


def test_slow_mutation_is_half_way(split, again):
    view = preset(split, "Slow mutation")
    i = split.index(view.state)
    assert view.state["mutation"] < split.default["mutation"]
    (low, _), (high, _) = bands(again[-1, i], view.arrays["shares"][:, -1])
    z = specialist(view.state["breadth"])
    assert 0.35 * z < -low < 0.65 * z
    assert 0.35 * z < high < 0.65 * z
    assert view.arrays["variance"][-1] < preset(split, "A fork").arrays["variance"][-1] / 2


def test_a_handful_stands_in_the_valley_in_time(split):
    """While the infinite population has long left it."""
    view = preset(split, "A handful")
    assert view.state["budget"] == 30
    assert view.arrays["variance"].max() < 0.1
    assert view.arrays["endless"][-1] > 2
    assert np.abs(view.arrays["mean"]).max() < 0.5


def test_the_answer_of_the_chapter_two_near_their_place(split):
    view = split.at(budget=1000, breadth=2.5, mutation=0.1)
    assert "two branches at rest" in view.reading
    assert f"{specialist(2.5):.2f}" == "1.10"


def test_the_generalist_of_the_populations_wins_where_it_says(split):
    for each in split.presets:
        view = split.at(**each.state)
        stays = view.arrays["upper"][0] == 0 and "still one band" in view.reading
        assert stays == each.generalist_wins


def test_words_on_the_sliders(invade, split):
    for explorer in (invade, split):
        for control in explorer.controls:
            for value in control.values:
                words = control.words(value)
                number = float(re.search(r"[\d,.]+", words)[0].replace(",", ""))
                assert number == pytest.approx(100 * value if "%" in words else value)
