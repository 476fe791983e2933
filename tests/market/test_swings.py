from fractions import Fraction
from itertools import product
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.market import swings

steady = settings(deadline=None, derandomize=True, max_examples=60)

SPECIALIST, GENERALIST = {"gain": 4, "loss": 2}, {"gain": 1, "loss": 0}


def worked(gain, loss, reserves, states):
    """Return payouts, step by step, and whether the firm is ruined, in the states given."""
    have, paid = reserves, []
    for own in states:
        have += gain if own else -loss
        if have <= 0:
            return paid, True
        paid.append(max(have - reserves, 0))
        have = min(have, reserves)
    return paid, False


def every(steps, spell, own=True):
    """Yield all sequences of states and their chances, from a state of demand."""
    for switches in product((False, True), repeat=steps - 1):
        states, chance = [own], Fraction(1)
        for switch in switches:
            states.append(states[-1] ^ switch)
            chance *= 1 / spell if switch else 1 - 1 / spell
        yield states, chance


SMALL = [
    (4, 2, 2, Fraction(2)),
    (4, 2, 3, Fraction(3)),
    (3, 1, 2, Fraction(7, 2)),
    (1, 0, 4, Fraction(5)),
    (0, 2, 3, Fraction(4)),
    (2, 5, 4, Fraction(3, 2)),
    (5, 1, 1, Fraction(1)),
]


# What a firm is worth ------------------------------------------------------------------------


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(("gain", "loss", "reserves", "spell"), SMALL)
def test_value_matches_all_sequences_of_demand(gain, loss, reserves, spell, own):
    """The first ten steps in Fractions; what comes later is at most gain d**10 / (1 - d)."""
    d, exact = Fraction(1, 20), 0
    for states, chance in every(10, spell, own):
        paid, _ = worked(gain, loss, reserves, states)
        exact += chance * sum(each * d**t for t, each in enumerate(paid))
    here = {"gain": gain, "loss": loss, "reserves": reserves, "spell": float(spell)}
    found = swings.value(**here, discount=0.05)[0 if own else 1]
    assert abs(found - exact) < 1e-13 + gain * d**10 / (1 - d)


def iterated(gain, loss, reserves, spell, discount, steps=4000):
    """Return the value in either state by working backwards from an end far away."""
    own, other = [0.0] * (reserves + 1), [0.0] * (reserves + 1)  # by reserves; 0 is ruin
    stay, go = 1 - 1 / spell, 1 / spell
    for _ in range(steps):
        before = own, other
        own, other = [0.0], [0.0]
        for have in range(1, reserves + 1):
            rest = min(have + gain, reserves)
            own.append(
                have + gain - rest + discount * (stay * before[0][rest] + go * before[1][rest])
            )
            rest = max(have - loss, 0)
            other.append(discount * (go * before[0][rest] + stay * before[1][rest]))
    return own[-1], other[-1]


@pytest.mark.parametrize(
    ("reserves", "spell", "narrow", "broad"),
    [
        (24, 2, 102.69, 50.50),
        (24, 8, 72.21, 51.94),
        (6, 2, 21.81, 50.50),
        (6, 4, 24.51, 50.99),
        (6, 8, 37.24, 51.94),
        (6, 64, 159.97, 62.21),
    ],
)
def test_the_published_values_match_a_far_horizon(reserves, spell, narrow, broad):
    """4000 steps of discount .99 leave 4 * 0.99**4000 / 0.01 = 1e-15."""
    for firm, published in ((SPECIALIST, narrow), (GENERALIST, broad)):
        found = swings.value(**firm, reserves=reserves, spell=spell)
        assert abs(found[0] - published) <= 0.005
        # Income in thirds of units, as breadths have it, is three times the same.
        thirds = swings.value(
            gain=3 * firm["gain"], loss=3 * firm["loss"], reserves=3 * reserves, spell=spell
        )
        assert np.allclose(thirds, [3 * each for each in found], 1e-11, 0)
    exact = iterated(4, 2, reserves, spell, 0.99)
    assert np.allclose(swings.value(**SPECIALIST, reserves=reserves, spell=spell), exact, 1e-10, 0)


@pytest.mark.parametrize("spell", [1, 1.5, 2, 8, 64])
@pytest.mark.parametrize("discount", [0.0, 0.5, 0.99])
def test_a_generalist_is_paid_whenever_its_state_comes(spell, discount):
    """P(own at t) = (1 +- (1 - 2/L)**t) / 2: two geometric sums."""
    even, odd = 1 / (1 - discount), 1 / (1 - discount * (1 - 2 / spell))
    found = swings.value(gain=3, loss=0, reserves=5, spell=spell, discount=discount)
    assert np.allclose(found, [3 / 2 * (even + odd), 3 / 2 * (even - odd)], 1e-12, 1e-12)


def test_spells_of_one_step_by_hand():
    """+4, -2, +4, -2: reserves 6 pay 4, then 2 every other step. Reserves 2 end at the first -2."""
    d = 0.9
    first, second = swings.value(**SPECIALIST, reserves=6, spell=1, discount=d)
    assert abs(first - (4 + 2 * d**2 / (1 - d**2))) < 1e-12
    assert abs(second - 2 * d / (1 - d**2)) < 1e-12
    assert swings.value(**SPECIALIST, reserves=2, spell=1, discount=d) == (4, 0)


def test_who_counts_today_alone_takes_the_first_gain():
    assert swings.value(**SPECIALIST, reserves=2, spell=3, discount=0) == (4, 0)
    assert swings.value(gain=1, loss=7, reserves=1, spell=1, discount=0) == (1, 0)


@steady
@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 8), st.floats(1, 50), st.integers(2, 5))
def test_value_grows_with_reserves_and_the_unit_does_not_matter(gain, loss, reserves, spell, unit):
    if gain or loss:
        value = swings.value(gain=gain, loss=loss, reserves=reserves, spell=spell)
        large = swings.value(
            gain=unit * gain, loss=unit * loss, reserves=unit * reserves, spell=spell
        )
        assert np.allclose(large, [unit * each for each in value], 1e-9, 1e-9)
        more = swings.value(gain=gain, loss=loss, reserves=reserves + 1, spell=spell)
        assert all(b >= a - 1e-9 for a, b in zip(value, more))


def test_breadths_go_from_the_specialist_to_the_generalist_on_a_line():
    assert [swings.income(b) for b in range(4)] == [(12, 6), (9, 4), (6, 2), (3, 0)]
    means = [Fraction(gain - loss, 2) for gain, loss in map(swings.income, range(4))]
    assert [6 * mean / swings.UNITS for mean in means] == [6, 5, 4, 3]


# How long it lives ---------------------------------------------------------------------------


@pytest.mark.parametrize(("gain", "loss", "reserves", "spell"), SMALL)
def test_survival_matches_all_sequences_of_demand(gain, loss, reserves, spell):
    here = {"gain": gain, "loss": loss, "reserves": reserves, "spell": float(spell)}
    exact = [1] + [
        sum(
            chance
            for states, chance in every(t, spell)
            if not worked(gain, loss, reserves, states)[1]
        )
        for t in range(1, 10)
    ]
    assert np.allclose(swings.survival(**here, steps=9), [float(p) for p in exact], 0, 1e-14)


def solved(gain, loss, reserves, spell):
    """Return the mean life in Fractions, states in the order of the reserves: Gauss's method."""
    size = 2 * reserves
    rows = [[Fraction(int(i == j)) for j in range(size)] + [Fraction(1)] for i in range(size)]
    for have, own in product(range(1, reserves + 1), (0, 1)):
        rest = min(have + (gain if own else -loss), reserves)
        if rest > 0:
            rows[2 * have - 2 + own][2 * rest - 2 + own] -= 1 - Fraction(1) / spell
            rows[2 * have - 2 + own][2 * rest - 1 - own] -= Fraction(1) / spell
    for i in range(size):
        pivot = next(j for j in range(i, size) if rows[j][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [each / rows[i][i] for each in rows[i]]
        for j in range(size):
            if j != i and rows[j][i]:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i])]
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("gain", "loss", "reserves", "spell"),
    [
        (4, 2, 6, 2),
        (4, 2, 6, 8),
        (4, 2, 24, 2),
        (2, 3, 9, 5),
        (0, 2, 3, 4),
        (2, 3, 4, 1),
        (9, 4, 20, 3),
    ],
)
def test_mean_life_matches_fractions(gain, loss, reserves, spell):
    found = swings.mean_life(gain=gain, loss=loss, reserves=reserves, spell=spell)
    exact = solved(gain, loss, reserves, spell)
    # Rounding of 1e-16 for every state, as much larger as a life is long.
    assert abs(found / exact - 1) < 1e-15 * 2 * reserves * max(1, found)


def test_mean_life_by_hand():
    """Reserves 2 of 4 and -2: the own state, again and again, then one step of the other.

    A spell of L steps begins, L - 1 of which remain: mean life L + 1.
    """
    for spell in (1, 2, 5, 10):
        found = swings.mean_life(**SPECIALIST, reserves=2, spell=spell)
        assert abs(found - (spell + 1)) < 1e-12
    assert abs(swings.mean_life(**SPECIALIST, reserves=6, spell=2) - 15) < 1e-12


@pytest.mark.parametrize(
    ("gain", "loss", "reserves", "spell"), [(4, 2, 6, 2), (3, 2, 5, 6), (1, 1, 4, 3)]
)
def test_mean_life_is_the_sum_of_survival(gain, loss, reserves, spell):
    """1500 steps leave less than 1e-12 alive; the rest of the sum is as small."""
    here = {"gain": gain, "loss": loss, "reserves": reserves, "spell": spell}
    alive = swings.survival(**here, steps=1500)
    assert alive[-1] < 1e-12
    assert abs(swings.mean_life(**here) / alive.sum() - 1) < 1e-9


@pytest.mark.parametrize(
    "firm",
    [GENERALIST | {"spell": 3}, SPECIALIST | {"spell": 1}, {"gain": 2, "loss": 2, "spell": 1}],
)
def test_who_cannot_be_ruined_lives_for_ever(firm):
    """It never loses, or gains as much between any two losses: spells of one step."""
    assert swings.survival(**firm, reserves=6, steps=50)[-1] == pytest.approx(1, abs=1e-13)
    assert swings.mean_life(**firm, reserves=6) == inf


@pytest.mark.parametrize("reserves", [3, 12, 24, 60, 200])
def test_long_lives_keep_their_digits(reserves):
    """Spells of 2 are a coin thrown anew: E(h) = 1 + E(min(h + 2, R)) / 2 + E(h - 1) / 2.

    With E(h) = E(R) - c(h) that gives c from the top down, in whole numbers, and E(0) = 0 gives
    E(R) = c(0). The first step is a gain for certain: one step more. 14, 1944, ..., 10**41.
    """
    c = {reserves: 0}
    for h in range(reserves, 0, -1):
        c[h - 1] = 2 * c[h] + 2 - c[min(h + 2, reserves)]
    found = swings.mean_life(gain=2, loss=1, reserves=reserves, spell=2)
    assert abs(found / (c[0] + 1) - 1) < 1e-9


def test_a_life_beyond_floats_is_infinite():
    """A switch, then 299 stays of chance 1/1001 each, in a row: about 10**897 steps."""
    assert swings.mean_life(gain=5, loss=1, reserves=300, spell=1.001) == inf


# Many firms ----------------------------------------------------------------------------------


def test_every_simulated_firm_lives_as_worked_one_by_one():
    """One row of draws a step, one for each firm: below 1/L demand switches."""
    here = {"gain": 4, "loss": 3, "reserves": 7, "spell": 2.5}
    paid, ruined = swings.simulate(
        **here, steps=30, firms=200, discount=0.9, rng=np.random.default_rng(1)
    )
    for switches, one, end in zip(
        np.random.default_rng(1).random((30, 200)).T < 1 / 2.5, paid, ruined
    ):
        states = np.cumsum([0, *switches[:-1]]) % 2 == 0
        payouts, gone = worked(4, 3, 7, states.tolist())
        assert end == (len(payouts) + 1 if gone else 0)
        assert abs(one - sum(each * 0.9**t for t, each in enumerate(payouts))) < 1e-12
    assert 0 < (ruined > 0).sum() < 200


def test_a_simulated_run_by_hand():
    """+4, -2, +4, -2: reserves 3 become 3 and pay 4, 1, 3 and pay 2, 1; reserves 2 end at 2."""
    here = {"steps": 4, "firms": 2, "spell": 1, "discount": 0.5, "rng": np.random.default_rng(2)}
    paid, ruined = swings.simulate(**SPECIALIST, reserves=3, **here)
    assert (paid.tolist(), ruined.tolist()) == ([4.5, 4.5], [0, 0])
    paid, ruined = swings.simulate(**SPECIALIST, reserves=2, **here)
    assert (paid.tolist(), ruined.tolist()) == ([4, 4], [2, 2])


@pytest.mark.parametrize(("firm", "spell"), [(SPECIALIST, 2), (SPECIALIST, 8), (GENERALIST, 4)])
def test_many_firms_are_paid_and_ruined_as_expected(firm, spell):
    """Within 4 standard errors of n = 4000; 200 steps leave 4 * 0.9**200 / 0.1, 3e-8, unpaid."""
    n, here = 4000, firm | {"reserves": 6, "spell": spell}
    paid, ruined = swings.simulate(
        **here, steps=200, firms=n, discount=0.9, rng=np.random.default_rng(3)
    )
    exact, _ = swings.value(**here, discount=0.9)
    assert abs(paid.mean() - exact) < 4 * paid.std() / n**0.5 + 1e-7
    alive = swings.survival(**here, steps=200)
    for t in (5, 20, 80, 200):
        share, p = ((ruined == 0) | (ruined > t)).mean(), min(alive[t], 1)
        assert abs(share - p) <= 4 * (p * (1 - p) / n) ** 0.5 + 1e-12


# What is refused -----------------------------------------------------------------------------

HERE = {"gain": 4, "loss": 2, "reserves": 6, "spell": 2}
MORE = {
    "value": {"discount": 0.9},
    "mean_life": {},
    "survival": {"steps": 3},
    "simulate": {"discount": 0.9, "steps": 3, "firms": 2, "rng": np.random.default_rng(4)},
}
BAD = [
    *(("gain", bad, "an integer >= 0") for bad in (-1, 1.5, True, nan)),
    *(("loss", bad, "an integer >= 0") for bad in (-1, 0.5, None)),
    *(("reserves", bad, "an integer >= 1") for bad in (0, 2.0)),
    *(("spell", bad, "a number of steps >= 1") for bad in (0.9, 0, nan, inf)),
    *(("discount", bad, "from 0 to below 1") for bad in (1, -0.1, nan, 1.5)),
    *(("steps", bad, "an integer >= [01]") for bad in (-1, 1.5)),
    ("firms", 0, "an integer >= 1"),
]


@pytest.mark.parametrize(
    ("call", "argument", "bad", "rule"),
    [(call, *bad) for call, more in MORE.items() for bad in BAD if bad[0] in {**HERE, **more}],
)
def test_bad_input_is_refused_by_name(call, argument, bad, rule):
    with pytest.raises(ValueError, match=f"^{argument} must be {rule}, got {bad}$"):
        getattr(swings, call)(**HERE | MORE[call] | {argument: bad})


@pytest.mark.parametrize("call", MORE)
def test_a_firm_without_income_and_a_chain_too_long_are_refused(call):
    here = HERE | MORE[call]
    with pytest.raises(ValueError, match=r"^gain must be above 0 where the loss is 0, got 0$"):
        getattr(swings, call)(**here | {"gain": 0, "loss": 0})
    with pytest.raises(ValueError, match=r"^the chain would need 2,002 states, the limit is 2,000"):
        getattr(swings, call)(**here | {"reserves": 1001})


@pytest.mark.parametrize("bad", [-1, 4, 1.0])
def test_a_breadth_between_or_beyond_is_refused(bad):
    with pytest.raises(ValueError, match=rf"^breadth must be an integer from 0 to 3, got {bad}$"):
        swings.income(bad)
