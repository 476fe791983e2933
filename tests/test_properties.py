"""What holds everywhere: shares, sums, symmetry, order, duality, two ways to one number.

Arguments come from hypothesis, over twelve decades where a number has no scale of its own.
"""

from fractions import Fraction
from math import isclose

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nflsim import allocation, exponent, finite, tradeoff
from nflsim.evolution import adaptive, bet_hedging, competition, fitness_sets, lattice
from nflsim.learning import supervised, transfer
from nflsim.market import labour, niches, spatial, swings, trade
from nflsim.optimization import (
    chains,
    enumeration,
    games,
    landscapes,
    performance,
    runtimes,
    tuning,
    worlds,
)

pytestmark = pytest.mark.slow
everywhere = settings(deadline=None, derandomize=True, max_examples=200)

numbers = st.floats(-6, 6).map(lambda power: 10.0**power)
shares = st.floats(0, 1)
places = st.floats(-10, 10)
small = st.integers(1, 12)


@st.composite
def splits(draw, least=1, most=6):
    """Draw weights of sum 1, some of them far smaller than others."""
    weights = np.array(draw(st.lists(numbers, min_size=least, max_size=most)))
    return weights / weights.sum()


@st.composite
def worlds_of(draw, n=3, q=2):
    """Draw a weight for each function, not all 0."""
    weights = draw(st.lists(st.integers(0, 9), min_size=q**n, max_size=q**n))
    assume(any(weights))
    return weights


# Trade-offs and allocation -------------------------------------------------------------------


@everywhere
@given(splits(), st.data(), st.floats(-300, 300), st.floats(-300, 300), numbers)
def test_a_power_mean_lies_between_rises_with_its_order_and_scales(weights, data, a, b, scale):
    payoffs = np.array([data.draw(numbers) for _ in weights])
    low, high = (tradeoff.power_mean(payoffs, weights, order=o) for o in sorted((a, b)))
    close = 1 + 1e-12
    assert payoffs.min() / close <= low <= high * close <= payoffs.max() * close**2
    scaled = tradeoff.power_mean(payoffs * scale, weights, order=a)
    assert isclose(scaled, scale * tradeoff.power_mean(payoffs, weights, order=a), rel_tol=1e-12)
    order = np.argsort(payoffs)
    again = tradeoff.power_mean(payoffs[order], weights[order], order=a)
    assert isclose(again, tradeoff.power_mean(payoffs, weights, order=a), rel_tol=1e-12)


@everywhere
@given(splits(2), st.data(), st.floats(0.01, 50))
def test_a_power_mean_of_minus_the_order_is_that_of_the_reciprocals(weights, data, order):
    payoffs = np.array([data.draw(numbers) for _ in weights])
    mean = tradeoff.power_mean(payoffs, weights, order=-order)
    dual = 1 / tradeoff.power_mean(1 / payoffs, weights, order=order)
    assert isclose(mean, dual, rel_tol=1e-11)


@everywhere
@given(st.integers(0, 64), numbers)
def test_a_curve_of_payoffs_is_its_own_mirror_image(part, curvature):
    x = part / 64  # so that 1 - x is exact
    here, there = (tradeoff.power_curve(each, curvature=curvature) for each in (x, 1 - x))
    assert np.allclose(here, there[::-1], 1e-12, 0)
    assert ((here >= 0) & (here <= 1)).all()


@everywhere
@given(st.integers(1, 40), small, st.integers(1, 8), st.floats(0.01, 3))
def test_no_even_split_beats_the_best_and_the_best_is_what_its_shares_bring(b, k, tasks, power):
    returns = allocation.power(b, exponent=power)
    value, given_ = allocation.best_split(returns, budget=b, tasks=tasks)
    assert sum(given_) == b
    assert given_ == sorted(given_, reverse=True)
    assert isclose(value, sum(returns[share] for share in given_), rel_tol=1e-12)
    breadth = min(k, tasks)
    even = allocation.total(returns, budget=b, breadth=breadth, tasks=tasks)
    assert even <= value * (1 + 1e-12)
    parts = allocation.even_split(b, breadth=k)
    assert sum(parts) == b
    assert max(parts) - min(parts) <= 1


# One exponent --------------------------------------------------------------------------------


@everywhere
@given(numbers, st.floats(0.01, 3), st.lists(numbers, min_size=1, max_size=6))
def test_a_split_spends_the_budget_and_no_moved_share_brings_more(budget, power, weights):
    taken, value = exponent.power_split(budget=budget, exponent=power, weights=weights)
    assert isclose(taken.sum(), budget, rel_tol=1e-12)
    assert (taken >= 0).all()
    for i in range(len(weights)):
        only = np.where(np.arange(len(weights)) == i, budget, 0.0)
        for part in (1e-3, 0.5, 1):
            moved = (1 - part) * taken + part * only
            assert np.array(weights) @ moved**power <= value * (1 + 1e-9)


@everywhere
@given(splits(), numbers)
def test_an_effective_breadth_is_from_one_to_all_and_knows_no_scale(parts, scale):
    for breadth in (exponent.effective_breadth(parts), bet_hedging.effective_breadth(parts)):
        assert 1 - 1e-12 <= breadth <= len(parts) * (1 + 1e-12)
    scaled = exponent.effective_breadth(scale * parts)
    assert isclose(scaled, exponent.effective_breadth(parts), rel_tol=1e-12)


@everywhere
@given(numbers, st.integers(1, 30), st.floats(0.05, 20), numbers, st.floats(0, 1))
def test_the_best_breadth_is_best_and_the_real_one_is_beside_it(budget, tasks, h, half, rho):
    common = {"budget": budget, "tasks": tasks, "steepness": h, "half": half, "relatedness": rho}
    values, best = exponent.hill_values(**common), exponent.best_breadth(**common)
    real = exponent.real_breadth(**common)
    assert values.max() <= values[best - 1] * (1 + 1e-11)
    beside = values[[int(np.floor(real)) - 1, int(np.ceil(real)) - 1]].max()
    assert beside >= values.max() * (1 - 1e-9)


@everywhere
@given(numbers, st.floats(0.05, 20), numbers, numbers)
def test_hills_curve_is_a_share_rises_and_turns_round(b, h, half, more):
    one, two = exponent.hill([b, b * (1 + more)], steepness=h, half=half)
    assert 0 <= one <= two <= 1
    turned = exponent.hill(half * (half / b), steepness=h, half=half)
    assert isclose(one + turned, 1, rel_tol=1e-9)


# Functions and searchers ---------------------------------------------------------------------


@everywhere
@given(worlds_of(), st.fractions(0, 1))
def test_a_spread_keeps_each_orbits_weight_and_at_one_nobody_leads(weights, part):
    orbit = finite.orbits(n=3, q=2)
    found = finite.spread(weights, part, n=3, q=2)
    for key in set(orbit.tolist()):
        inside = (orbit == key).tolist()
        assert sum(np.compress(inside, found)) == sum(np.compress(inside, weights))
    level = finite.spread(weights, 1, n=3, q=2)
    orders = [enumeration.trace(enumeration.in_order(o), n=3, q=2) for o in ([0, 1, 2], [2, 0, 1])]
    first, second = (performance.expected(codes, level, n=3, q=2) for codes in orders)
    assert first == second == performance.blind(level, n=3, q=2)


@everywhere
@given(worlds_of(), st.integers(1, 3), st.permutations(range(3)), st.fractions(0, 1))
def test_chances_of_what_is_seen_add_to_one_and_tilts_are_linear(weights, m, order, part):
    codes = enumeration.trace(enumeration.in_order(order), n=3, q=2)
    chances = worlds.alignments(codes, weights, m, n=3, q=2)
    assert sum(chances) == 1
    assert min(chances) >= 0
    ends = [performance.expected(codes, worlds.tilted(weights, t), n=3, q=2) for t in (0, 1)]
    found = performance.expected(codes, worlds.tilted(weights, part), n=3, q=2)
    assert found == [(1 - part) * a + part * b for a, b in zip(*ends)]


@everywhere
@given(st.permutations(range(3)), st.permutations(range(3)), st.integers(1, 3))
def test_races_count_every_function_once_and_turn_round(one, other, m):
    a, b = (enumeration.trace(enumeration.in_order(o), n=3, q=2) for o in (one, other))
    there, back = games.differences(a, b, m, n=3, q=2), games.differences(b, a, m, n=3, q=2)
    assert sum(there.values()) == 8
    assert there == {-gap: count for gap, count in back.items()}
    assert sum(gap * count for gap, count in there.items()) == 0  # no free lunch


@everywhere
@given(st.integers(2, 300), st.integers(1, 3))
def test_a_logarithm_is_that_of_the_count(n, q):
    assume(q**n < 2**60)
    logarithm = enumeration.log10_searchers(n=n, q=q)
    if logarithm < 300:
        count = enumeration.count_searchers(n=n, q=q)
        assert isclose(10 ** (logarithm % 1), count / 10 ** int(logarithm), rel_tol=1e-9)


# Searches ------------------------------------------------------------------------------------


@st.composite
def searches(draw):
    profile = draw(st.lists(st.integers(0, 5), min_size=3, max_size=7))
    assume(len(set(profile)) > 1)
    rate = draw(st.none() | st.floats(-6, 0).map(lambda power: 10.0**power))
    return chains.ones_chain(landscapes.by_ones(profile), rate=rate)


@everywhere
@given(searches(), st.integers(1, 60))
def test_found_and_missed_are_shares_of_one_and_found_never_falls(chain, m):
    found = chains.found_by(chain, budget=m)
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= -1e-12).all()
    assert isclose(1 - found[-1], chains.missed_within(chain, m), rel_tol=1e-9, abs_tol=1e-12)


@everywhere
@given(searches(), st.integers(0, 60), st.integers(0, 60))
def test_what_is_missed_never_rises_however_large_the_budget(chain, low, more):
    early, late = (chains.missed_within(chain, 2**power) for power in (low, low + more))
    assert 0 <= late <= early * (1 + 1e-10)
    assert early <= 1 + 1e-12


@everywhere
@given(st.integers(2, 40), st.floats(-6, -0.4).map(lambda power: 10.0**power))
def test_expected_times_agree_with_their_chains(n, rate):
    chain = chains.leading_chain(n=n, rate=rate)
    assert isclose(chains.expected(chain), runtimes.leading_ones(n=n, rate=rate), rel_tol=1e-10)


@everywhere
@given(st.integers(1, 30), st.floats(0.05, 20), numbers, numbers)
def test_copies_in_turn_are_a_smaller_or_larger_scale(copies, tail, time, scale):
    one = tuning.found_by(time, copies=copies, tail=tail, scale=scale)
    assert 0 <= one <= 1
    same = tuning.found_by(
        time, copies=1, tail=tail, scale=scale * tuning.copies_ratio(copies=copies, tail=tail)
    )
    assert isclose(one, same, rel_tol=1e-9, abs_tol=1e-300)


# Evolution -----------------------------------------------------------------------------------


@everywhere
@given(st.data(), splits(1, 4), places, places, numbers)
def test_invasion_is_zero_against_oneself_and_knows_no_mirror(data, c, x, y, width):
    width = max(width, 0.1)
    mu = [data.draw(places) for _ in c]
    assert abs(adaptive.invasion_fitness(x, x, mu, c, width=width)) < 1e-9
    there = adaptive.invasion_fitness(y, x, mu, c, width=width)
    mirror = adaptive.invasion_fitness(-y, -x, [-each for each in mu], c, width=width)
    assert isclose(there, mirror, rel_tol=1e-9, abs_tol=1e-9)
    among = adaptive.rare_growth(y, [x, x], [0.25, 0.75], mu, c, width=width)
    assert isclose(there, among, rel_tol=1e-9, abs_tol=1e-9)


@everywhere
@given(numbers, numbers, numbers)
def test_specialists_stand_between_the_middle_and_their_niche_in_any_unit(m, width, unit):
    z = fitness_sets.specialist(m, width=width)
    assert 0 <= z <= m
    assert (z > 0) == (m > width)
    scaled = fitness_sets.specialist(m * unit, width=width * unit)
    # Just beyond the width the place hangs on m - s, which the unit rounds.
    assume(m > 1.001 * width or m <= 0.999 * width)
    assert isclose(scaled, unit * z, rel_tol=1e-9)


@everywhere
@given(splits(2), st.data())
def test_a_stake_other_than_the_chances_loses_the_divergence(p, data):
    b = data.draw(splits(len(p), len(p)))
    odds = [data.draw(numbers) for _ in p]
    lost = bet_hedging.divergence(p, b)
    assert lost >= -1e-12
    best, other = (bet_hedging.stake_growth(each, p, odds) for each in (p, b))
    assert isclose(best - other, lost, rel_tol=1e-9, abs_tol=1e-9)


@everywhere
@given(st.floats(0.001, 1), numbers, st.floats(0.001, 1), shares)
def test_no_share_of_seeds_grows_faster_than_the_best(p, good, dormant, sown):
    best = bet_hedging.best_sown(p=p, good=good, dormant=dormant)
    assert 0 <= best <= 1
    common = {"p": p, "good": good, "dormant": dormant}
    most, other = (bet_hedging.seed_growth(g, **common) for g in (best, sown))
    assert other <= most + 1e-9 * max(1, abs(most))


@everywhere
@given(numbers, st.floats(1e-3, 1e6), places, places)
def test_a_pair_rests_where_neither_can_be_invaded_nearby(reach, more, x, y):
    spread = reach * (1 + more)
    z, number = competition.pair(reach=reach, spread=spread)
    assert 0 < z < 10 * spread
    assert 0.5 < number <= 2
    same = competition.invasion_fitness(x, x, reach=reach, spread=spread)
    assert same == 0
    assume(abs(x) < 20 * reach and abs(y) < 20 * reach)
    assert competition.invasion_fitness(y, x, reach=reach, spread=spread) <= 1


@everywhere
@given(numbers, st.lists(numbers, min_size=3, max_size=3))
def test_a_third_needs_more_room_the_less_it_carries(width, carried):
    left, third, right = carried
    least = competition.least_distance(width=width, carried=carried)
    more = competition.least_distance(width=width, carried=[left, 2 * third, right])
    turned = competition.least_distance(width=width, carried=[right, third, left])
    assert 0 <= more <= least * (1 + 1e-12)
    assert isclose(turned, least, rel_tol=1e-9, abs_tol=1e-9 * width)


@everywhere
@given(st.integers(2, 40), shares, st.floats(1, 10), numbers)
def test_children_have_a_place_for_certain(size, rate, jump, spacing):
    sites = spacing * np.arange(size)
    found = lattice.mutation(sites, rate=rate, jump=jump * spacing)
    assert (found >= 0).all()
    assert np.allclose(found.sum(axis=1), 1, 0, 1e-12)


# Markets -------------------------------------------------------------------------------------


@everywhere
@given(st.integers(2, 1000), st.floats(0.05, 20), numbers, st.floats(0, 6))
def test_no_narrowness_earns_more_than_the_best(firms, g, effort, power):
    common = {"firms": firms, "g": g, "effort": effort}
    best = niches.best_narrowness(**common)
    most, other = niches.against_generalists([best, 10.0**power], **common)
    assert other <= most * (1 + 1e-9)
    assert 0 <= other <= firms


@everywhere
@given(st.integers(1, 200), st.integers(1, 60), st.floats(0.05, 20), st.floats(0, 10))
def test_all_firms_together_earn_no_more_than_there_is(k, firms, g, outside):
    common = {"niches": k, "firms": firms, "g": g, "outside": outside}
    breadth = niches.random_breadth(**common)
    assert 1 <= breadth <= k
    assert 0 <= firms * niches.random_payoff(breadth, **common) <= k * (1 + 1e-9)
    even = niches.even_breadth(niches=k, firms=firms, g=g)
    assert 1 <= even <= k


@everywhere
@given(numbers, st.floats(0.01, 1.4), numbers, st.floats(1, 1e6))
def test_no_team_makes_more_a_head_than_the_best(cost, skill, knowledge, other):
    common = {"cost": cost, "skill": skill, "knowledge": knowledge}
    best = labour.best_team(**common)
    assume(best < 1e100)
    most, there = labour.per_head([best, other], **common)
    assert there <= most + 1e-9 * abs(most) + 1e-12 * (cost * other**1.5)


@everywhere
@given(numbers, numbers, numbers, st.booleans())
def test_a_planner_has_fewer_firms_and_prices_cover_what_they_cost(size, fixed, travel, quadratic):
    common = {"size": size, "fixed": fixed, "travel": travel, "quadratic": quadratic}
    free, planned = spatial.free_entry(**common), spatial.planned(**common)
    assert planned < free
    if free >= 2:
        price = spatial.circle_price(free, travel=travel, quadratic=quadratic)
        assert isclose(price * size / free, fixed, rel_tol=1e-9)


@everywhere
@given(st.lists(st.fractions(0, 1), min_size=1, max_size=6))
def test_the_line_is_served_whole_whoever_stands_where(places):
    shares_ = spatial.line_shares(places)
    assert sum(shares_) == 1
    mirrored = spatial.line_shares([1 - place for place in places])
    assert mirrored == shares_


costs = st.lists(st.lists(st.integers(1, 50), min_size=3, max_size=3), min_size=2, max_size=4)


@everywhere
@given(costs, st.data())
def test_trade_is_worth_at_least_what_all_make_alone_and_prices_say_so(table, data):
    own = [data.draw(st.integers(1, 100)) for _ in table]
    level, made, prices = trade.world(table, own, [1, 2, 1])
    assert level >= sum(trade.autarky(table, own, [1, 2, 1]))
    # Duality: labour at its worth costs what it makes, and the bundle costs one.
    assert sum(p * w for p, w in zip(prices, (1, 2, 1))) == 1
    worth = [max(p / a for p, a in zip(prices, row)) for row in table]
    assert sum(w * hours for w, hours in zip(worth, own)) == level
    for row, hours, makes in zip(table, own, made):
        assert sum(a * x for a, x in zip(row, makes)) <= hours


@everywhere
@given(
    st.integers(1, 6), st.integers(0, 6), st.integers(1, 12), st.floats(1, 100), st.floats(0, 0.99)
)
def test_a_firm_is_worth_no_more_than_its_gains_for_ever(gain, loss, reserves, spell, discount):
    common = {"gain": gain, "loss": loss, "reserves": reserves, "spell": spell}
    for worth in swings.value(**common, discount=discount):
        assert -1e-12 <= worth <= gain / (1 - discount) * (1 + 1e-9)
    alive = swings.survival(**common, steps=20)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert (np.diff(alive) <= 1e-12).all()
    assert swings.mean_life(**common) >= alive.sum() * (1 - 1e-9) - 1


# Learning ------------------------------------------------------------------------------------


@everywhere
@given(st.integers(1, 10**6), shares, numbers)
def test_who_knows_how_alike_tasks_are_never_loses_by_more(k, rho, noise):
    joint = transfer.joint(breadth=k, relatedness=rho, noise=noise)
    more = transfer.joint(breadth=k + 1, relatedness=rho, noise=noise)
    alone = transfer.alone(noise=noise)
    assert 0 <= more <= joint * (1 + 1e-12) <= alone * (1 + 1e-11)
    pooled = transfer.pooled(breadth=k, relatedness=rho, noise=noise)
    assert joint <= pooled * (1 + 1e-9)
    if k > 1 and abs(noise - (1 - rho)) > 1e-9 * noise:
        assert (pooled < noise) == (noise > 1 - rho)


@everywhere
@given(st.integers(1, 4), st.integers(2, 3), st.data())
def test_all_learners_together_are_wrong_as_often_as_a_guess(n, q, data):
    m = data.draw(st.integers(0, n - 1))
    assume(q ** ((n - m) * q**m) <= 4096)
    crowd = supervised.learners(n=n, m=m, q=q)
    wrong = supervised.errors(crowd, train=list(range(m)), n=n, q=q)
    means = [Fraction(int(total), q**n * (n - m)) for total in wrong.sum(axis=1)]
    assert set(means) == {supervised.uniform_error(q)}


def test_examples_are_drawn_at_all():
    """So that a number of examples can be told: each property, two hundred times."""
    properties = [f for name, f in globals().items() if hasattr(f, "hypothesis")]
    assert len(properties) > 30
    assert all(hasattr(each, "_hypothesis_internal_use_settings") for each in properties)


@pytest.mark.parametrize("q", [1, 2, 3])
def test_the_mean_best_value_is_that_of_all_functions(q):
    for m in range(1, 4):
        table = finite.functions(n=3, q=q)[:, :m].max(axis=1)
        assert performance.expected_best(m, q=q) == Fraction(int(table.sum()), q**3)
