from itertools import pairwise, product
from math import exp, inf, log, nan, pi, sqrt

import numpy as np
import pytest

from nflsim.evolution import competition


def alpha(difference, reach):
    return exp(-(difference**2) / (2 * reach**2))


def carried(x, spread):
    return exp(-(x**2) / (2 * spread**2))


# One resident --------------------------------------------------------------------------------


def test_competition_by_hand():
    found = competition.kernel([0.0, 1.0, -2.0], reach=0.5)
    assert np.allclose(found, [1, exp(-2), exp(-8)], 1e-15, 0)
    assert found[0] == 1


def test_a_mutant_meets_the_resident_at_its_carrying_capacity():
    rng = np.random.default_rng(1)
    for reach, spread in rng.uniform(0.3, 2, size=(20, 2)):
        y, x = rng.uniform(-1, 1, size=(2, 3, 1))
        found = competition.invasion_fitness(y, x.T, reach=reach, spread=spread)
        assert found.shape == (3, 3)
        for i, j in product(range(3), repeat=2):
            a, b = y[i, 0], x[j, 0]
            exact = 1 - alpha(a - b, reach) * carried(b, spread) / carried(a, spread)
            # Ratios up to exp(6).
            assert abs(found[i, j] - exact) < 1e-12
        # Nobody gains against its own kind.
        assert abs(competition.invasion_fitness(x, x, reach=reach, spread=spread)).max() < 1e-15


def test_selection_leads_to_the_richest_resource():
    """The slope at a resident x is -x / sK**2, by central differences of error h**2."""
    h = 1e-4
    for x, reach, spread in product((-1.0, -0.2, 0.0, 0.7), (0.5, 1.5), (0.8, 1.0)):
        up, down = competition.invasion_fitness([x + h, x - h], x, reach=reach, spread=spread)
        assert abs((up - down) / (2 * h) + x / spread**2) < 1e-6


@pytest.mark.parametrize("spread", [1.0, 0.3])
@pytest.mark.parametrize("ratio", [0.3, 0.9, 0.999, 1.0, 1.001, 1.1, 3.0])
def test_it_is_a_branching_point_iff_mutants_on_both_sides_invade(ratio, spread):
    near = np.array([-1e-2, 1e-2]) * spread
    gain = competition.invasion_fitness(near, 0.0, reach=ratio * spread, spread=spread)
    invaded = bool((gain > 1e-12).all())
    assert competition.is_branching_point(reach=ratio * spread, spread=spread) == invaded
    assert invaded == (ratio < 1)


# Two residents -------------------------------------------------------------------------------


def against(y, residents, reach, spread):
    """Return a mutant's growth rate among residents at their Lotka-Volterra equilibrium."""
    meet = [[alpha(a - b, reach) for b in residents] for a in residents]
    n = np.linalg.solve(meet, [carried(a, spread) for a in residents])
    return 1 - sum(alpha(y - b, reach) * each for b, each in zip(residents, n)) / carried(y, spread)


@pytest.mark.parametrize(
    ("reach", "place", "total"),
    [
        (0.3, 0.370779, 1.78312),
        (0.4, 0.442027, 1.66875),
        (0.5, 0.493192, 1.54960),
        (0.7, 0.525107, 1.31553),
        (0.9, 0.394706, 1.10082),
    ],
)
def test_the_published_pairs_are_at_rest_but_not_for_good(reach, place, total):
    z, together = competition.pair(reach=reach, spread=1.0)
    # As printed, to six decimals and, the last one not always rounded well, to five.
    assert abs(z - place) < 5e-7
    assert abs(together - total) < 1e-5
    # At the equilibrium of two: n (1 + alpha(2 z)) = K(z) each.
    assert abs(together / 2 * (1 + alpha(2 * z, reach)) - carried(z, 1.0)) < 1e-14
    # Nobody near gains by a small step either way (error of a difference: h**2), but the slope
    # vanishes where the growth rate is least: mutants on both sides invade.
    h = 1e-4
    for x in (-z, z):
        low, at, high = (against(x + t, [-z, z], reach, 1.0) for t in (-h, 0.0, h))
        assert abs(at) < 1e-14
        assert abs(high - low) / (2 * h) < 1e-6
        assert min(low, high) > 1e-12
    # The slope changes its sign there: pulled outward from within, inward from without.
    for factor, way in ((0.9, 1), (1.1, -1)):
        x = factor * z
        low, high = (against(x + t, [-x, x], reach, 1.0) for t in (-h, h))
        assert way * (high - low) > 1e-7


def test_pairs_scale_with_the_spread():
    for reach in (0.3, 0.6, 0.95):
        z, total = competition.pair(reach=reach, spread=1.0)
        wide, same = competition.pair(reach=4 * reach, spread=4.0)
        assert abs(wide / (4 * z) - 1) < 1e-14
        assert abs(same - total) < 1e-14
        assert competition.continuum(reach=4 * reach, spread=4.0)[1] == 1 / reach


# All phenotypes ------------------------------------------------------------------------------


@pytest.mark.parametrize(("reach", "spread"), [(0.4, 1.0), (0.7, 1.0), (0.9, 1.0), (0.3, 0.5)])
def test_in_the_continuum_everybody_feels_just_what_is_carried(reach, spread):
    """Sum over y of alpha(x - y) n(y) = K(x), an integral of Gaussians by even steps."""
    deviation, total = competition.continuum(reach=reach, spread=spread)
    y, step = np.linspace(-12, 12, 24001, retstep=True)
    n = total * np.exp(-((y / deviation) ** 2) / 2) / (deviation * sqrt(2 * pi)) * step
    for x in (-1.3, 0.0, 0.4, 2.0):
        felt = np.exp(-(((x - y) / reach) ** 2) / 2) @ n
        assert abs(felt / carried(x, spread) - 1) < 1e-12


def test_published_numbers_of_the_continuum():
    for reach, total, deviation in ((0.4, 2.5, 0.917), (0.7, 1.429, 0.714), (0.9, 1.111, 0.436)):
        found = competition.continuum(reach=reach, spread=1.0)
        assert abs(found[0] - deviation) < 5e-4
        assert abs(found[1] - total) < 5e-4


# Three on a line -----------------------------------------------------------------------------


def between(d):
    """Return the growth rate of a third between two at -d and d, use of width 1, all of one K."""
    a = np.array([[exp(-((x - y) ** 2) / 4) for y in (-d, 0, d)] for x in (-d, 0, d)])
    n = np.linalg.solve(a[np.ix_([0, 2], [0, 2])], [1, 1])
    return 1 - a[1, [0, 2]] @ n


def test_published_rates_around_the_least_distance():
    # Four printed decimals.
    assert abs(between(1.55) - -0.0059) < 5e-5
    assert abs(between(1.57) - 0.0047) < 5e-5


@pytest.mark.parametrize("width", [1.0, 0.5, 3.0])
def test_the_third_grows_beyond_the_least_distance(width):
    least = competition.least_distance(width=width)
    assert abs(least / width - 1.561253168) < 5e-10
    assert between(least / width * (1 - 1e-9)) < 0 < between(least / width * (1 + 1e-9))


def between_unequal(d, carried):
    """Return the rates of a third and the numbers of its neighbours, use of width 1."""
    places, k = np.array([-d, 0, d]), np.array(carried, dtype=float)
    a = np.exp(-((places[:, None] - places) ** 2) / 4)
    n = np.linalg.solve(a[np.ix_([0, 2], [0, 2])], k[[0, 2]])
    return 1 - a[1, [0, 2]] @ n / k[1], n


@pytest.mark.parametrize(
    "carried", [(1, 1, 1), (3, 2, 3), (1, 0.01, 1), (1, 2, 1.5), (2, 1, 1), (1, 1.3, 1), (5, 9, 1)]
)
def test_between_unequal_neighbours_all_three_live_from_the_least_distance_on(carried):
    least = competition.least_distance(width=1.0, carried=carried)
    for d in least * (1 + np.array([1e-6, 0.01, 0.1, 1, 3])) + 1e-6:
        rate, n = between_unequal(d, carried)
        assert rate > 0
        assert (n > 0).all()
    if least > 0:
        rate, n = between_unequal(least * (1 - 1e-6), carried)
        assert rate < 0 or n.min() < 0
    mirrored = competition.least_distance(width=2.0, carried=carried[::-1])
    assert abs(mirrored - 2 * least) < 1e-12


def test_a_third_that_carries_much_more_lives_as_near_as_one_likes():
    """2 a < part (1 + a**4) for all a iff part > (3/2)**(3/4) / 2**(1/4) = 1.1397."""
    edge = 1.5**0.75 / 2**0.25
    assert competition.least_distance(width=1.0, carried=[1, edge * (1 + 1e-9), 1]) == 0
    assert competition.least_distance(width=1.0, carried=[1, edge * (1 - 1e-9), 1]) > 1


def test_three_live_together_beyond_the_least_distance_only():
    """Lotka-Volterra in small steps, the middle one rare at first."""
    least = competition.least_distance(width=1.0)
    for d, stays in ((0.97 * least, False), (1.03 * least, True)):
        x = np.array([-d, 0, d])
        a, n = np.exp(-((x[:, None] - x) ** 2) / 4), np.array([0.9, 1e-3, 0.9])
        for _ in range(20_000):
            n = n * np.exp(0.1 * (1 - a @ n))
        assert (n[1] > 0.05) == stays
        assert n[1] < 1e-3 or stays


# The community -------------------------------------------------------------------------------


def rng(seed=1):
    return np.random.default_rng(seed)


SMALL = {
    "sites": np.linspace(-1, 1, 21),
    "reach": 0.5,
    "spread": 1.0,
    "size": 20,
    "rate": 0.2,
    "jump": 0.1,
    "times": [1, 4],
    "replicates": 5,
}
SHARE = 1 - exp(-0.1)  # of those of load 1 that die in a step, and children of one in a step


def one_site(size, steps, limit):
    """Return the exact chances of 0..limit bodies on a site of their own, begun at `size`.

    A step: binomial deaths of chance 1 - exp(-0.1 n / size), and Poisson births.
    """
    move = np.zeros((limit + 1, limit + 1))
    for n in range(limit + 1):
        stay, live = exp(-0.1 * n / size), np.zeros(n + 1)
        live[0] = (1 - stay) ** n  # nobody lives on
        for k in range(n):
            live[k + 1] = live[k] * (n - k) / (k + 1) * stay / (1 - stay)
        born, mean = np.zeros(limit + 1), SHARE * n
        born[0] = exp(-mean)
        for k in range(limit):
            born[k + 1] = born[k] * mean / (k + 1)
        move[n] = np.convolve(live, born)[: limit + 1]
    # What would go beyond the limit is next to nothing.
    at = np.eye(limit + 1)[size] @ np.linalg.matrix_power(move, steps)
    assert 1 - at.sum() < 1e-9
    return at


@pytest.mark.parametrize(("size", "limit"), [(1, 20), (3, 30), (12, 60)])
@pytest.mark.parametrize("time", [0.1, 0.5, 3, 30])
def test_without_mutants_numbers_are_those_of_a_chain(size, limit, time):
    """Mean, variance and extinction within four standard errors, all from the exact chances."""
    replicates = 20_000
    chances, n = one_site(size, round(10 * time), limit), np.arange(limit + 1)
    mean = chances @ n
    moments = [chances @ (n - mean) ** k for k in (2, 4)]
    world = {"sites": [-1, 0, 1], "jump": 1.0, "rate": 0, "size": size, "times": [time]}
    seen = competition.community(**SMALL | world | {"replicates": replicates}, rng=rng(2))
    assert not seen[..., [0, 2]].any()
    found = seen[:, 0, 1]
    assert abs(found.mean() - mean) < 4 * sqrt(moments[0] / replicates)
    error = sqrt((moments[1] - moments[0] ** 2) / replicates)
    assert abs(((found - mean) ** 2).mean() - moments[0]) < 4 * error
    gone = chances[0]
    assert abs((found == 0).mean() - gone) <= 4 * sqrt(gone * (1 - gone) / replicates)


def step_by_bodies(x, sites, reach, spread, size, rate, jump, step, draw):
    """Return the sites of the bodies after a step: everybody dies and gives birth by itself."""
    load = [
        sum(alpha(sites[a] - sites[b], reach) for b in x) / (size * carried(sites[a], spread))
        for a in x
    ]
    following = [a for a, felt in zip(x, load) if draw.random() < exp(-step * felt)]
    for a in x:
        for _ in range(draw.poisson(1 - exp(-step))):
            following.append(mutated(a, sites, rate, jump, draw))
    return following


def mutated(a, sites, rate, jump, draw):
    """Return the site of a child: normal steps are drawn until one ends at a site of all."""
    if draw.random() >= rate:
        return a
    steps = [exp(-((site - sites[a]) ** 2) / (2 * jump**2)) for site in sites]
    at = draw.random() * sum(steps)
    for b, each in enumerate(steps):
        at -= each
        if at < 0:
            return b
    return len(sites) - 1


def looks(counts, sites):
    """Return what two accounts of a process are compared by: numbers, sums and squares."""
    pairs = counts**2
    return np.stack(
        [counts.sum(-1), counts @ sites, counts @ sites**2, counts @ sites**4, pairs.sum(-1)], -1
    ).astype(float)


def assert_alike(a, b):
    """Means over replicates agree within four standard errors, and so do variances."""
    for x, y in ((a, b), ((a - a.mean(0)) ** 2, (b - b.mean(0)) ** 2)):
        error = np.sqrt(x.var(axis=0, ddof=1) / len(x) + y.var(axis=0, ddof=1) / len(y))
        assert (abs(x.mean(axis=0) - y.mean(axis=0)) < 4 * error).all()


def test_communities_of_counts_are_communities_of_bodies():
    """The same process, body by body, in other words; 300 communities of some ten bodies."""
    sites = [-1.0, -0.5, 0.0, 0.5, 1.0]
    world = {"reach": 0.6, "spread": 1.0, "size": 6, "rate": 0.4, "jump": 0.5}
    draw, seen = rng(3), np.zeros((300, 2, len(sites)))
    for community in seen:
        x = [2] * world["size"]
        for time in range(30):
            x = step_by_bodies(x, sites, step=0.1, draw=draw, **world)
            if time in (4, 29):
                np.add.at(community[int(time > 4)], x, 1)
    found = competition.community(sites, times=[0.5, 3], replicates=6000, rng=rng(4), **world)
    assert_alike(looks(found, np.array(sites)), looks(seen, np.array(sites)))


def test_in_short_steps_communities_follow_the_waiting_times_of_their_events(monkeypatch):
    """Births and deaths one by one (Gillespie), against steps a twentieth as long.

    A step of 0.005 has births of rate 0.9975 in place of 1: one per cent is allowed for steps.
    """
    monkeypatch.setattr(competition, "STEP", 0.005)
    sites, end = np.array([-1.0, -0.5, 0.0, 0.5, 1.0]), 4.0
    world = {"reach": 0.6, "spread": 1.0, "size": 8, "rate": 0.4, "jump": 0.5}
    load = [
        [alpha(a - b, 0.6) / (8 * carried(a, 1.0)) for b in sites.tolist()] for a in sites.tolist()
    ]
    draw, seen = rng(5), np.zeros((500, len(sites)))
    for n in seen:
        n[2], now = 8, 0.0
        while n.any():
            rates = [*n, *(each * (row @ n) for each, row in zip(n, np.array(load)))]
            now += draw.exponential(1 / sum(rates))
            if now > end:
                break
            event = int(np.searchsorted(np.cumsum(rates), draw.random() * sum(rates)))
            if event < 5:
                n[mutated(event, sites.tolist(), 0.4, 0.5, draw)] += 1
            else:
                n[event - 5] -= 1
    found = competition.community(sites, times=[end], replicates=4000, rng=rng(6), **world)[:, 0]
    for a, b in zip(looks(found, sites).T[:4], looks(seen, sites).T[:4]):
        error = sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
        assert abs(a.mean() - b.mean()) < 4 * error + 0.01 * abs(b.mean())


def mean_field(sites, reach, spread, rate, jump, steps, start):
    """Return the numbers over K0 without chance, one array for each step."""
    difference = sites[:, None] - sites
    load = np.exp(-((difference / reach) ** 2) / 2) / np.exp(-((sites / spread) ** 2) / 2)[:, None]
    moves = np.exp(-((difference / jump) ** 2) / 2)
    moves = rate * moves / moves.sum(axis=0) + (1 - rate) * np.eye(len(sites))  # to x, from y
    n = start
    for _ in range(steps):
        n = n * np.exp(-0.1 * (load @ n)) + SHARE * (moves @ n)
        yield n


@pytest.mark.parametrize("reach", [0.4, 0.7, 1.4])
def test_large_communities_do_what_is_expected_of_them(reach):
    """Ten million bodies against none at all: within four standard errors of 30 replicates.

    While one cloud spreads; once it splits, what the first few bodies far out did is amplified.
    """
    sites, world = np.linspace(-2, 2, 41), {"spread": 1.0, "rate": 0.1, "jump": 0.1}
    found = competition.community(
        sites, reach=reach, size=10**7, times=[1, 5, 10], replicates=30, rng=rng(7), **world
    )
    exact = list(mean_field(sites, reach, steps=100, start=np.eye(41)[20], **world))
    for seen, n in zip(found.transpose(1, 0, 2), (exact[9], exact[49], exact[99])):
        for what in (np.ones(41), sites**2, sites**4):
            values, mean = seen @ what / 1e7, n @ what
            assert abs(values.mean() - mean) < 4 * values.std(ddof=1) / sqrt(30)


def spread_of(n, sites):
    """Return the numbers and the standard deviations of phenotypes, shape (...,) each."""
    total = n.sum(axis=-1)
    mean = n @ sites / total
    return total, np.sqrt((n * (sites - mean[..., None]) ** 2).sum(axis=-1) / total)


def test_a_wide_reach_keeps_one_cloud_at_rest():
    """Against the mean field after 150 units of time, within four standard errors of 20 runs.

    10,000 bodies: drift takes 1/N of the variance a generation, for the 1 / (2 c V) = 20
    generations that V remembers: 0.2 per cent, a fraction of that error.
    """
    sites, world = np.linspace(-2.4, 2.4, 49), {"reach": 1.4, "spread": 1.0, "rate": 0.1}
    seen = competition.community(
        sites, size=10**4, jump=0.1, times=[150], replicates=20, rng=rng(8), **world
    )[:, 0]
    *_, n = mean_field(sites, jump=0.1, steps=1500, start=np.eye(49)[24], **world)
    (found, wide), (total, deviation) = spread_of(seen, sites), spread_of(n, sites)
    assert abs(found.mean() / 1e4 - total) < 4 * found.std(ddof=1) / 1e4 / sqrt(20)
    assert abs(wide.mean() - deviation) < 4 * wide.std(ddof=1) / sqrt(20)
    # A normal cloud rests at the variance sqrt(v / c), v of mutation, c the bend of growth.
    assert abs(deviation**2 / sqrt(0.001 / (1 - 1 / 1.96)) - 1) < 0.1
    assert deviation < 0.25


@pytest.mark.parametrize("reach", [0.3, 0.4, 0.5])
def test_large_communities_fill_the_continuum(reach):
    """A million: the mean field within four standard errors of 20 runs, and near the continuum.

    Reaches for which the mean field rests by then; what is still on its way depends on the few
    bodies far out. Mutation of variance 0.05 * 0.1**2 widens the rest by less than 1 in 1000.
    """
    sites, world = np.linspace(-3.6, 3.6, 73), {"spread": 1.0, "rate": 0.05, "jump": 0.1}
    *_, n = mean_field(sites, reach, steps=3000, start=np.eye(73)[36], **world)
    seen = competition.community(
        sites, reach=reach, size=10**6, times=[300], replicates=20, rng=rng(13), **world
    )[:, 0]
    rest, most = competition.continuum(reach=reach, spread=1.0)
    (found, wide), (total, deviation) = spread_of(seen / 1e6, sites), spread_of(n, sites)
    for values, exact, limit in ((found, total, most), (wide, deviation, rest)):
        assert abs(values.mean() - exact) < 4 * values.std(ddof=1) / sqrt(20)
        assert abs(exact / limit - 1) < 1e-3


@pytest.mark.parametrize("reach", [0.4, 0.7])
def test_few_hold_more_than_two_would_and_less_than_all(reach):
    """Of 1000, by means of 20 runs; published too, for another rate: 2.43 and 1.36."""
    seen = competition.community(
        np.linspace(-2.4, 2.4, 49), reach=reach, spread=1.0, size=1000, rate=0.05, jump=0.1,
        times=[300], replicates=20, rng=rng(8),
    )[:, 0]  # fmt: skip
    found, wide = spread_of(seen / 1000, np.linspace(-2.4, 2.4, 49))
    z, two = competition.pair(reach=reach, spread=1.0)
    rest, most = competition.continuum(reach=reach, spread=1.0)
    for values, low, high in ((found, two, most), (wide, z, rest)):
        error = values.std(ddof=1) / sqrt(20)
        assert low + 4 * error < values.mean() < high + 4 * error


def test_who_has_died_out_stays_out():
    seen = competition.community(
        **SMALL | {"size": 1, "times": np.arange(0, 80, 2), "replicates": 300}, rng=rng(9)
    )
    alive = seen.any(axis=2)
    assert all((later <= now).all() for now, later in pairwise(alive.T))
    assert alive[:, 0].all()
    assert not alive[:, -1].all()
    assert alive[:, 1].any()


@pytest.mark.parametrize("far", [3.0, 10.0, 30.0])
def test_a_start_where_nothing_is_carried_ends_at_zero(far):
    seen = competition.community(
        [-far, far], reach=0.5, spread=1.0, size=50, rate=0.1, jump=2 * far, times=[0, 20],
        replicates=10, rng=rng(10),
    )  # fmt: skip
    assert seen[:, 0].tolist() == [[50, 0]] * 10
    assert not seen[:, 1].any()


def test_sites_that_carry_less_than_a_float_are_refused():
    with pytest.raises(ValueError, match=r"^spread must be wide enough for the sites, got 0\.1$"):
        competition.community(**SMALL | {"sites": np.linspace(-4, 4, 81), "spread": 0.1}, rng=rng())


def test_looking_changes_nothing():
    often = competition.community(**SMALL | {"times": [0, 0.5, 1, 1, 3.1]}, rng=rng(12))
    for place, time in enumerate([0, 0.5, 1, 1, 3.1]):
        once = competition.community(**SMALL | {"times": [time]}, rng=rng(12))
        assert (often[:, place] == once[:, 0]).all()
    assert often[:, 0].sum(axis=1).tolist() == [20] * 5
    assert (often[:, 0, 10] == 20).all()
    assert often.dtype.kind == "i"


def test_times_are_rounded_to_whole_steps():
    """Every tenth of a unit is a step of its own, whichever float it is."""
    looks = [np.arange(41) * 0.1, np.arange(41) / 10, np.arange(41) * 0.1 + 0.04]
    looks.append([0, *(np.arange(1, 41) * 0.1 - 0.04)])
    first, *others = (competition.community(**SMALL | {"times": t}, rng=rng(14)) for t in looks)
    assert all((first == other).all() for other in others)
    assert (first[:, 1:] != first[:, :-1]).any(axis=(0, 2)).all()


def test_all_begin_at_the_site_nearest_to_the_richest_resource():
    sites = np.linspace(-0.97, 2.03, 31)
    seen = competition.community(**SMALL | {"sites": sites, "times": [0]}, rng=rng())
    assert (seen[:, 0].argmax(axis=1) == abs(sites).argmin()).all()


# What is refused -----------------------------------------------------------------------------

POSITIVE = "must be a finite number > 0, got"
BOTH = {"reach": 0.5, "spread": 1.0}


@pytest.mark.parametrize(
    ("call", "arguments", "message"),
    [
        *(
            (call, arguments | {key: bad}, f"{key} {POSITIVE} {bad}")
            for call, arguments in (
                ("kernel", {"difference": 0.0, "reach": 0.5}),
                ("invasion_fitness", {"mutant": 0.1, "resident": 0.0, **BOTH}),
                ("is_branching_point", BOTH),
                ("pair", BOTH),
                ("continuum", BOTH),
                ("least_distance", {"width": 1.0}),
                ("community", SMALL | {"rng": None}),
            )
            for key in ("reach", "spread", "width")
            if key in arguments
            for bad in (0, -0.5, nan, inf)
        ),
        *(
            (call, {"reach": bad, "spread": 1.0}, f"reach must be below the spread, 1.0, got {bad}")
            for call in ("pair", "continuum")
            for bad in (1.0, 1.5)
        ),
        *(
            ("community", SMALL | {key: bad, "rng": None}, f"{key} must be an integer >= 1, got ")
            for key in ("size", "replicates")
            for bad in (0, -1, 1.5, 10.0, nan, True)
        ),
        *(
            ("community", SMALL | {"rate": bad, "rng": None}, "rate must be a number from 0 to 1")
            for bad in (-0.1, 1.1, nan)
        ),
        ("community", SMALL | {"jump": 0.05, "rng": None}, "jump must be >= the spacing of the"),
        ("community", SMALL | {"jump": nan, "rng": None}, f"jump {POSITIVE} nan"),
        *(
            ("community", SMALL | {"times": bad, "rng": None}, "times must be ")
            for bad in ([], [-1], [2, 1], [-0.04], [1, 0.97], [nan], [0, inf], [0, nan])
        ),
        *(
            ("community", SMALL | {"sites": bad, "rng": None}, "sites must be ")
            for bad in ([0.0], [0.0, 1.0, 3.0], [1.0, 2.0, 3.0], [0.0, nan], [1.0, 0.0, -1.0])
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, arguments, message):
    if "rng" in arguments:
        arguments = arguments | {"rng": rng()}
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(competition, call)(**arguments)


def test_published_pair_by_logarithms():
    """z**2 = sa**2 / 2 log(2 sK**2 / sa**2 - 1), where two kernels' slopes cancel."""
    for reach, spread in ((0.3, 1.0), (0.6, 0.9)):
        z, _ = competition.pair(reach=reach, spread=spread)
        assert abs(z**2 - reach**2 / 2 * log(2 * spread**2 / reach**2 - 1)) < 1e-14
