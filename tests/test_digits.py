"""Closed forms keep their digits: each against high precision, arguments over many decades."""

from math import inf

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf

from nflsim import exponent, tradeoff
from nflsim.evolution import bet_hedging, competition, fitness_sets
from nflsim.learning import transfer
from nflsim.market import labour, niches, spatial, swings
from nflsim.optimization import chains, landscapes, runtimes, tuning

DRAWS, DIGITS = 200, 1e-12

decades = (1e-6, 1e6)
share = (1e-12, 1 - 1e-12)


def whole(low, high):
    return ("int", low, high)


def drawn(rng, ranges):
    """Return arguments: numbers drawn evenly in their logarithm, ints for a range that says so."""
    found = {}
    for name, (*kind, low, high) in ranges.items():
        value = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        found[name] = min(max(round(value), low), high) if kind else min(max(value, low), high)
    return found


def tanh_gap(m, width):
    """Return z = m tanh(m z / s**2) above 0, which exists for m > s."""
    m, width = mpf(m), mpf(width)
    low, high = m * mpf(10) ** -40, m
    for _ in range(300):
        z = (low + high) / 2
        low, high = (z, high) if m * mp.tanh(m * z / width**2) > z else (low, z)
    return z


def hill(b, steepness, half=1):
    return 1 / (1 + (mpf(half) / b) ** steepness)


def joint(breadth, relatedness, noise):
    k, rho, s = mpf(breadth), mpf(relatedness), mpf(noise)
    shared, own = 1 + (k - 1) * rho, 1 - rho
    return (shared * s / (shared + s) + (k - 1) * own * s / (own + s)) / k


def gain(scale, skill, knowledge, gamma):
    skill = mpf(skill)
    return scale * skill**skill * (1 + skill) ** -(1 + skill) * mpf(knowledge) ** gamma


# function, the same in mpmath, ranges of its arguments
FORMS = [
    (
        runtimes.leading_ones,
        lambda n, rate: 1 + ((1 - mpf(rate)) ** (1 - n) - (1 - mpf(rate))) / (2 * mpf(rate) ** 2),
        {"n": whole(2, 600), "rate": (1e-12, 0.5)},
    ),
    (
        runtimes.jump_across,
        lambda n, k, rate: 1 / (mpf(rate) ** k * (1 - mpf(rate)) ** (n - k)),
        {"n": whole(21, 300), "k": whole(1, 20), "rate": (1e-12, 0.5)},
    ),
    (
        lambda n, budget: runtimes.blind_found_by(n=n, budget=budget, repeats=True)[-1],
        lambda n, budget: -mp.expm1(budget * mp.log1p(-(mpf(2) ** -n))),
        {"n": whole(1, 900), "budget": whole(1, 10**5)},
    ),
    (
        lambda times, **rest: tuning.found_by(times, **rest).item(),
        lambda times, copies, tail: -mp.expm1(-copies * (mpf(times) / copies) ** mpf(tail)),
        {"times": (1e-3, 1e3), "copies": whole(1, 100), "tail": (0.01, 40.0)},
    ),
    (
        tuning.copies_ratio,
        lambda copies, tail: mpf(copies) ** (1 - 1 / mpf(tail)),
        {"copies": whole(1, 10**6), "tail": (0.05, 1e6)},
    ),
    (
        lambda difference, reach: competition.kernel(difference, reach=reach).item(),
        lambda difference, reach: mp.exp(-((mpf(difference) / reach) ** 2) / 2),
        {"difference": (1e-6, 20.0), "reach": (1.0, 1e6)},
    ),
    (
        lambda y, x, **rest: competition.invasion_fitness(y, x, **rest).item(),
        lambda y, x, reach, spread: (
            -mp.expm1(
                (mpf(y) ** 2 - mpf(x) ** 2) / (2 * mpf(spread) ** 2)
                - (mpf(y) - mpf(x)) ** 2 / (2 * mpf(reach) ** 2)
            )
        ),
        {"y": (1e-6, 1e-3), "x": (1e-2, 3.0), "reach": (0.5, 1e6), "spread": (0.3, 0.4)},
    ),
    (
        lambda reach, more: competition.pair(reach=reach, spread=reach * (1 + more))[0],
        lambda reach, more: (
            reach * mp.sqrt(mp.log(2 * (mpf(reach * (1 + more)) / reach) ** 2 - 1) / 2)
        ),
        {"reach": (0.5, 1e6), "more": (1e-3, 1e9)},
    ),
    (
        lambda reach, more: competition.continuum(reach=reach, spread=reach * (1 + more))[0],
        lambda reach, more: mp.sqrt(mpf(reach * (1 + more)) ** 2 - mpf(reach) ** 2),
        {"reach": decades, "more": (1e-15, 1e9)},
    ),
    (
        lambda more, width: fitness_sets.specialist(width * (1 + more), width=width),
        lambda more, width: tanh_gap(width * (1 + more), width),
        {"more": (1e-13, 20.0), "width": decades},
    ),
    (
        lambda d, width: fitness_sets.cusp(2 * d * width, width=width),
        lambda d, width: (
            2 * (q := mpf(2 * d * width) / (2 * mpf(width))) * mp.sqrt(q * q - 1) - 2 * mp.acosh(q)
        ),
        {"d": (1.0, 1e6), "width": decades},
    ),
    (
        lambda v, e, b: fitness_sets.tolerance_fitness(v, spread=e, order=1, bias=b),
        lambda v, e, b: (
            mp.exp(-(mpf(b) ** 2) / (2 * (v + mpf(e) ** 2)))
            / mp.sqrt(2 * mp.pi * (v + mpf(e) ** 2))
        ),
        {"v": decades, "e": decades, "b": (1e-6, 1e-2)},
    ),
    (
        lambda g, **rest: bet_hedging.seed_growth(g, **rest).item(),
        lambda g, p, good, dormant: (
            p * mp.log(mpf(g) * good + (1 - mpf(g)) * dormant)
            + (1 - mpf(p)) * mp.log((1 - mpf(g)) * dormant)
        ),
        {"g": (1e-6, 0.5), "p": (1e-3, 0.5), "good": (1e-6, 1e-2), "dormant": (1e-6, 0.1)},
    ),
    (
        lambda x, firms, g: niches.against_generalists(x, firms=firms, g=g).item(),
        lambda x, firms, g: firms * mpf(x) ** (mpf(g) - 1) / (mpf(x) ** g + firms - 1),
        {"x": (1.0, 1e6), "firms": whole(2, 10**6), "g": (1e-3, 10.0)},
    ),
    (
        niches.best_narrowness,
        lambda firms, g, effort: max(mpf(1), ((firms - 1) * (mpf(g) - 1)) ** (1 / mpf(g)) / effort),
        {"firms": whole(2, 10**6), "g": (1.1, 100.0), "effort": decades},
    ),
    (
        lambda j, **rest: niches.random_payoff(j, niches=100, **rest),
        lambda j, firms, g, outside: (
            j
            * sum(
                mp.binomial(firms - 1, rivals)
                * (mpf(j) / 100) ** rivals
                * (1 - mpf(j) / 100) ** (firms - 1 - rivals)
                / (1 + rivals + outside * mpf(j) ** g)
                for rivals in range(firms)
            )
        ),
        {"j": (1.0, 99.0), "firms": whole(1, 60), "g": (0.1, 10.0), "outside": decades},
    ),
    (
        lambda n, **rest: labour.per_head(n, cost=1e-9, **rest).item(),
        lambda n, skill, knowledge, gamma: (
            gain(2, skill, knowledge, gamma) * mpf(n) ** skill - mpf(1e-9) * mpf(n) ** mpf(1.5)
        ),
        {"n": (1.0, 100.0), "skill": (1e-3, 1.4), "knowledge": (1e-3, 1e6), "gamma": (0.01, 1.0)},
    ),
    (
        labour.best_team,
        lambda cost, skill, knowledge: max(
            mpf(1),
            (mpf(skill) * gain(2, skill, knowledge, 0.5) / (mpf(cost) * mpf(1.5)))
            ** (1 / (mpf(1.5) - mpf(skill))),
        ),
        {"cost": decades, "skill": (1e-3, 1.0), "knowledge": decades},
    ),
    (
        spatial.free_entry,
        lambda size, fixed, travel: mp.sqrt(mpf(travel) * size / fixed),
        dict.fromkeys(("size", "fixed", "travel"), (1e-150, 1e150)),
    ),
    (
        transfer.joint,
        joint,
        {"breadth": whole(1, 10**6), "relatedness": share, "noise": (1e-12, 1e12)},
    ),
    (
        transfer.pooled,
        lambda breadth, relatedness, noise: (
            (1 - mpf(relatedness)) * (1 - 1 / mpf(breadth)) + mpf(noise) / breadth
        ),
        {"breadth": whole(1, 10**6), "relatedness": (1e-12, 0.9), "noise": (1e-12, 1e12)},
    ),
    (
        lambda m, samples, noise: transfer.experts_risk(m, samples=samples, noise=noise).item(),
        lambda m, samples, noise: (
            (q := 1 / (12 * mpf(m) ** 2)) + (mpf(noise) ** 2 + q) * m / samples
        ),
        {"m": (1.0, 1e3), "samples": whole(1000, 10**6), "noise": decades},
    ),
    (
        transfer.best_experts,
        lambda samples, noise: min(
            max((samples / (6 * mpf(noise) ** 2)) ** (mpf(1) / 3), mpf(1)), mpf(samples)
        ),
        {"samples": whole(1, 10**12), "noise": decades},
    ),
    (
        lambda b, steepness, half: exponent.hill(b, steepness=steepness, half=half).item(),
        hill,
        {"b": decades, "steepness": (0.01, 10.0), "half": decades},
    ),
    (
        exponent.best_share,
        lambda steepness, half: half * (mpf(steepness) - 1) ** (1 / mpf(steepness)),
        {"steepness": (1.001, 1e6), "half": decades},
    ),
    (
        exponent.guess_threshold,
        lambda tasks, exponent: mpf(tasks) ** -mpf(exponent),
        {"tasks": whole(1, 10**6), "exponent": (1e-6, 10.0)},
    ),
]


@pytest.mark.parametrize("place", range(len(FORMS)))
def test_a_closed_form_has_its_digits(place):
    form, exact, ranges = FORMS[place]
    rng = np.random.default_rng([12, place])
    with mp.workdps(60):
        for _ in range(DRAWS):
            at = drawn(rng, ranges)
            truth, found = exact(**at), form(**at)
            assert abs(mpf(float(found)) - truth) <= DIGITS * abs(truth), at


ORDERS = [1, 2, -1, 0.5, 1e-3, -1e-3, 1e-9, -1e-9, 1e-30, 300, -300, 0]


@pytest.mark.parametrize("order", ORDERS)
def test_a_power_mean_has_its_digits(order):
    """Payoffs over twelve decades, and others a billionth apart; weights down to a billionth."""
    rng = np.random.default_rng(13)
    with mp.workdps(60):
        for draw in range(DRAWS):
            spread = 12 if draw % 2 else 1e-9
            payoffs = 10.0 ** (spread * rng.uniform(-0.5, 0.5, 4))
            weights = 10.0 ** rng.uniform(-9, 0, 4)
            weights /= weights.sum()
            parts = [mpf(w) / sum(map(mpf, weights)) for w in weights]
            if order:
                mean = sum(w * mpf(v) ** mpf(order) for w, v in zip(parts, payoffs))
                truth = mean ** (1 / mpf(order))
            else:
                truth = mp.exp(sum(w * mp.log(v) for w, v in zip(parts, payoffs)))
            found = tradeoff.power_mean(payoffs, weights, order=order).item()
            assert abs(found - truth) <= 1e-13 * truth


def missed(profile, rate, m):
    """Return P(T > m) of a search on the number of ones, at sixty digits."""
    n = len(profile) - 1
    step = mp.zeros(n + 1)
    for z in range(n + 1):
        for a in range(n - z + 1):
            for b in range(z + 1):
                if rate is None:
                    chance = mpf(a == 1 and not b) * (n - z) / n + mpf(b == 1 and not a) * z / n
                else:
                    p = mpf(rate)
                    chance = mp.binomial(n - z, a) * mp.binomial(z, b) * p ** (a + b)
                    chance *= (1 - p) ** (n - a - b)
                child = z + a - b
                step[z, child if profile[child] >= profile[z] else z] += chance
    best = max(profile)
    left = [z for z in range(n + 1) if profile[z] < best]
    inner = mpmath.matrix([[step[x, y] for y in left] for x in left]) ** (m - 1)
    start = [mp.binomial(n, z) / mpf(2) ** n for z in left]
    return sum(start[i] * inner[i, j] for i in range(len(left)) for j in range(len(left)))


@pytest.mark.parametrize(
    ("profile", "rate"),
    [
        ([9, 0, 2, 2, 2, 0, 0], None),
        ([7, 1, 2, 3, 4, 5, 6], 1 / 6),
        ([0] * 6 + [1], None),
        ([2, 3, 4, 5, 6, 1, 8], 0.01),
        ([0, 1, 2, 3, 4], 1e-9),
    ],
)
def test_the_chance_to_have_missed_has_its_digits_for_any_budget(profile, rate):
    chain = chains.ones_chain(landscapes.by_ones(profile), rate=rate)
    with mp.workdps(60):
        for m in (1, 2, 3, 10, 10**3, 10**6, 10**9, 10**12, 10**15, 10**18, 10**21):
            truth, found = missed(profile, rate, m), chains.missed_within(chain, m)
            if truth > 1e-290:
                assert abs(found - truth) <= 1e-10 * truth, m
            else:
                assert found <= 1e-289


def paid(gain, loss, reserves, spell, discount):
    """Return what a firm with full reserves in its own state pays out, by a solve at 60 digits."""
    size, d, switch = 2 * reserves, mpf(discount), 1 / mpf(spell)
    left, right = mp.eye(size), mp.zeros(size, 1)
    for state, income in ((0, gain), (1, -loss)):
        for have in range(1, reserves + 1):
            here, then = state * reserves + have - 1, have + income
            if then > 0:
                right[here] = max(then - reserves, 0)
                for other, chance in ((state, 1 - switch), (1 - state, switch)):
                    left[here, other * reserves + min(then, reserves) - 1] -= d * chance
    return mpmath.lu_solve(left, right)[reserves - 1]


@pytest.mark.parametrize("away", [0.5, 1e-2, 1e-6, 1e-10, 1e-14])
@pytest.mark.parametrize(("gain", "loss", "reserves"), [(4, 2, 6), (3, 0, 4), (1, 5, 7), (2, 1, 9)])
def test_what_firms_pay_has_its_digits_however_little_they_discount(gain, loss, reserves, away):
    with mp.workdps(60):
        for spell in (1, 1.0001, 3.0, 1e6):
            at = {"gain": gain, "loss": loss, "reserves": reserves, "spell": spell}
            truth, found = paid(**at, discount=1 - away), swings.value(**at, discount=1 - away)[0]
            assert abs(found - truth) <= 1e-10 * abs(truth)


def test_published_chances_to_have_missed():
    """Four digits each, worked out elsewhere; the first was 1.4e13 once."""
    for name, rate, m, known in (
        ({"n": 60}, None, 10**18, 0.4264),
        ({"n": 50}, None, 10**15, 0.4191),
    ):
        chain = chains.ones_chain(landscapes.needle(**name), rate=rate)
        assert abs(chains.missed_within(chain, m) - known) < 5e-5
    trap = chains.ones_chain(landscapes.trap(n=16), rate=1 / 16)
    assert abs(chains.missed_within(trap, 10**19) - 0.58151) < 5e-6


def test_what_once_came_out_wrong():
    """Zeros, factors of inf and 0, breadths below 1: each gave a wrong number or none."""
    assert tradeoff.power_mean([0, 0, 0], [0.33, 0.56, 0.11], order=1) == 0
    assert tradeoff.power_mean([0] * 6, [1 / 6] * 6, order=1) == 0
    assert abs(tradeoff.power_mean([0, 1], [1 - 1e-10, 1e-10], order=1) - 1e-10) < 1e-22
    assert abs(tradeoff.power_mean([0, 1], [1, 1e-12], order=1) - 1e-12) < 1e-23
    assert fitness_sets.fitness(60.0, [0, 1, 2], [0.33, 0.56, 0.11], width=1.0, order=1) == 0
    assert competition.invasion_fitness(4, 0, reach=0.05, spread=0.1) == 1
    assert tuning.found_by([10.0], copies=10, tail=400.0).round(5) == 0.99995
    assert niches.even_breadth(niches=10, firms=100, g=5.0) == 1
    assert labour.best_team(cost=1e-300, market=inf) > 1e290


def test_integers_of_numpy_are_numbers_like_others():
    """Unsigned ones wrapped, small ones overflowed."""
    two = np.uint8(2)
    assert tuning.found_by([1.0], copies=3, tail=two) == tuning.found_by([1.0], copies=3, tail=2)
    assert exponent.fixed_cost_breadth(budget=20, exponent=two, cost=1.0) == 1
    assert transfer.alone(noise=np.int8(127)) == 127 / 128
    assert exponent.guess_threshold(tasks=4, exponent=np.int64(1)) == 0.25
