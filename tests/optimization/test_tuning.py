from math import gamma, log, sqrt

import numpy as np
import pytest

from nflsim.optimization import runtimes, tuning

# Two classes of 20 bits: LeadingOnes, and the jump of 3 bits from its edge; steps after the
# first string. The dial is the mutation rate, in steps of 1e-5.
RATES = np.arange(0.01, 0.4, 1e-5)
TWO = np.array(
    [runtimes.leading_ones(n=20, rate=RATES) - 1, runtimes.jump_across(n=20, k=3, rate=RATES)]
)


def naive_losses(times):
    return [[t / min(row) for t in row] for row in times]


def random_times(seed):
    rng = np.random.default_rng(seed)
    shape = rng.integers(1, 6, size=2)
    return rng.lognormal(0, 2, size=shape)


@pytest.mark.parametrize("seed", range(40))
def test_losses_and_choices_by_plain_python(seed):
    times = random_times(seed)
    losses = naive_losses(times.tolist())
    assert tuning.losses(times).tolist() == losses
    assert tuning.losses(times.tolist()).tolist() == losses
    assert tuning.specialists(times).tolist() == [row.index(1) for row in losses]
    dials = range(times.shape[1])
    even = tuning.even_generalist(times)
    assert type(even) is int
    sums = [sum(log(row[d]) for row in losses) for d in dials]
    # The least of random numbers that differ by far more than rounding.
    assert even == sums.index(min(sums))
    worst = [max(row[d] for row in losses) for d in dials]
    assert tuning.minimax_generalist(times) == worst.index(min(worst))
    assert type(tuning.minimax_generalist(times)) is int


def test_units_of_time_do_not_matter():
    """A class measured in other units is the same class: powers of two leave no rounding."""
    for seed in range(10):
        times = random_times(seed)
        other = times * 2.0 ** np.arange(len(times))[:, None]
        assert tuning.losses(other).tolist() == tuning.losses(times).tolist()
        assert tuning.minimax_generalist(other) == tuning.minimax_generalist(times)


def test_three_choices_worked_by_hand():
    """Losses 1 2 4 8 and 9 3 2 1: products 9, 6, 8, 8 and worst 9, 3, 4, 8."""
    times = [[1, 2, 4, 8], [9, 3, 2, 1]]
    assert tuning.specialists(times).tolist() == [0, 3]
    assert tuning.even_generalist(times) == 1
    assert tuning.minimax_generalist(times) == 1
    # Products 16, 12, 10, 8 and worst 16, 6, 5, 8: they part.
    apart = [[1, 2, 5, 8], [16, 6, 2, 1]]
    assert tuning.even_generalist(apart) == 3
    assert tuning.minimax_generalist(apart) == 2
    assert tuning.losses([[7]]).tolist() == [[1]]


def test_each_class_has_its_own_best_rate():
    """Published .07666 and .15000, to five decimals; the grid is 1e-5 wide."""
    best = RATES[tuning.specialists(TWO)]
    assert np.allclose(best, [0.07666, 0.15], 0, 1.5e-5)


def test_the_even_generalist_of_two_classes():
    dial = tuning.even_generalist(TWO)
    assert abs(RATES[dial] - 0.11676) < 1.5e-5
    assert np.allclose(tuning.losses(TWO)[:, dial], [1.152, 1.105], 0, 5e-4)


def test_the_minimax_generalist_of_two_classes():
    dial = tuning.minimax_generalist(TWO)
    assert abs(RATES[dial] - 0.11353) < 1.5e-5
    worst = tuning.losses(TWO)[:, dial]
    # Both lose the same, as printed; on the grid up to one step of slope below 10 per unit.
    assert np.allclose(worst, [1.1292, 1.1292], 0, 1.5e-4)


def test_what_tuning_is_worth_on_jumps_and_costs_on_leading_ones():
    """n=20: the best rate of a jump is k/n. Speed-ups and costs as printed."""
    speed_ups = [
        runtimes.jump_across(n=20, k=k, rate=1 / 20) / runtimes.jump_across(n=20, k=k, rate=k / 20)
        for k in (2, 3, 4)
    ]
    assert np.abs(np.array(speed_ups) - [1.511, 4.076, 16.37]).max() < 5e-3
    assert np.allclose(speed_ups[:2], [1.511, 4.076], 0, 5e-4)
    costs = [runtimes.leading_ones(n=20, rate=k / 20) - 1 for k in (2, 3, 4)]
    assert np.allclose(costs, [325.1, 468.4, 857.4], 0, 5e-2)
    assert abs(TWO[0].min() - 308.7) < 5e-2


# Copies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("copies", [1, 2, 3, 8])
def test_copies_worked_by_hand(copies):
    # k**(1 - 1/c): exponents -1, 0, 1/2 and -3; a power is exact to a few roundings.
    cases = {0.5: 1 / copies, 1: 1, 2: sqrt(copies), 0.25: copies**-3}
    for tail, expected in cases.items():
        assert abs(tuning.copies_ratio(copies=copies, tail=tail) / expected - 1) < 1e-15 * 4
    assert abs(tuning.copies_ratio(copies=8, tail=4) - 4.757) < 5e-4


@pytest.mark.parametrize("tail", [0.5, 0.8, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("copies", [1, 2, 5, 8])
def test_copies_by_simulation(copies, tail):
    """k times the least of k Weibull times, over their mean gamma(1 + 1/c)."""
    runs = 40_000
    rng = np.random.default_rng(round(100 * tail) + copies)
    total = copies * rng.weibull(tail, size=(runs, copies)).min(axis=1)
    ratio = total / gamma(1 + 1 / tail)
    error = ratio.std() / sqrt(runs)
    assert abs(ratio.mean() - tuning.copies_ratio(copies=copies, tail=tail)) < 4 * error


@pytest.mark.parametrize("tail", [0.5, 1.0, 4.0])
@pytest.mark.parametrize("copies", [1, 3, 8])
@pytest.mark.parametrize("scale", [1.0, 7.0])
def test_chances_by_simulation(copies, tail, scale):
    """At a total time t each of k copies has had t/k."""
    runs = 40_000
    rng = np.random.default_rng(round(10 * tail) + copies)
    first = scale * rng.weibull(tail, size=(runs, copies)).min(axis=1)
    times = scale * np.array([[0.0, 0.01, 0.1], [0.5, 1.0, 2.0], [4.0, 8.0, 100.0]])
    found = tuning.found_by(times, copies=copies, tail=tail, scale=scale)
    assert found.shape == (3, 3)
    for chance, t in zip(found.ravel(), times.ravel()):
        share = (first <= t / copies).mean()
        # 1 / runs: one run more or less, where the chance is next to 0 or 1.
        assert abs(share - chance) <= 4 * sqrt(chance * (1 - chance) / runs) + 1 / runs


@pytest.mark.parametrize("tail", [0.5, 0.7, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("copies", [2, 8])
def test_mean_times_are_the_integrals_of_the_chances_not_to_be_done(copies, tail):
    """In log t the integrand is smooth and dies out on both sides: a plain sum does."""
    log_t = np.linspace(-60, 12, 20_001)
    step, times = log_t[1] - log_t[0], np.exp(log_t)
    means = [
        ((1 - tuning.found_by(times, copies=k, tail=tail)) * times).sum() * step
        for k in (1, copies)
    ]
    # 1 - found_by takes digits: 1e-16 of each of 20,001 terms up to exp(12).
    assert abs(means[0] / gamma(1 + 1 / tail) - 1) < 1e-9
    assert abs(means[1] / means[0] / tuning.copies_ratio(copies=copies, tail=tail) - 1) < 1e-9


def test_the_scale_is_the_time_by_which_one_copy_is_done_with_chance_1_minus_1_over_e():
    for tail in (0.3, 1, 5):
        found = tuning.found_by(np.array([6.0]), copies=1, tail=tail, scale=6)
        assert abs(found.item() - (1 - np.exp(-1))) < 1e-15
    assert tuning.found_by(np.array([]), copies=1, tail=1).shape == (0,)
    assert tuning.found_by(np.array([0.0]), copies=4, tail=0.5).tolist() == [0]
    # Tiny chances keep their digits: 1 - exp(-x) is x up to x/2 relative.
    tiny = tuning.found_by(np.array([1e-20]), copies=2, tail=1)
    assert abs(tiny.item() / 1e-20 - 1) < 1e-15


# Bad input -----------------------------------------------------------------------------------

DIALS = [tuning.losses, tuning.specialists, tuning.even_generalist, tuning.minimax_generalist]
ONE = np.array([1.0])


@pytest.mark.parametrize("call", DIALS)
@pytest.mark.parametrize(
    ("times", "message"),
    [
        ([], r"^times must be of shape \(classes, dials\), neither empty, got \(0,\)"),
        ([[]], r"^times must be of shape \(classes, dials\), neither empty, got \(1, 0\)"),
        (np.zeros((0, 3)), r"^times must be of shape .*, got \(0, 3\)"),
        ([1, 2], r"^times must be of shape .*, got \(2,\)"),
        ([[[1]]], r"^times must be of shape .*, got \(1, 1, 1\)"),
        ([[1, 0]], r"^times must be finite and > 0, got \[\[1, 0\]\]"),
        ([[1, -2]], r"^times must be finite and > 0, got "),
        ([[1, float("nan")]], r"^times must be finite and > 0, got "),
        ([[1, float("inf")]], r"^times must be finite and > 0, got "),
    ],
)
def test_times_that_are_none_are_refused(call, times, message):
    with pytest.raises(ValueError, match=message):
        call(times)


@pytest.mark.parametrize(
    "call",
    [tuning.copies_ratio, lambda **more: tuning.found_by(ONE, **more)],
)
@pytest.mark.parametrize(
    ("copies", "tail", "message"),
    [
        (0, 1, r"^copies must be an integer >= 1, got 0"),
        (1.5, 1, r"^copies must be an integer >= 1, got 1.5"),
        (True, 1, r"^copies must be an integer >= 1, got True"),
        (2, 0, r"^tail must be a finite number > 0, got 0"),
        (2, -1, r"^tail must be a finite number > 0, got -1"),
        (2, float("nan"), r"^tail must be a finite number > 0, got nan"),
        (2, float("inf"), r"^tail must be a finite number > 0, got inf"),
        (2, True, r"^tail must be a finite number > 0, got True"),
    ],
)
def test_copies_that_are_none_are_refused(call, copies, tail, message):
    with pytest.raises(ValueError, match=message):
        call(copies=copies, tail=tail)


@pytest.mark.parametrize(
    ("times", "scale", "message"),
    [
        (ONE, 0, r"^scale must be a finite number > 0, got 0"),
        (ONE, float("nan"), r"^scale must be a finite number > 0, got nan"),
        (-ONE, 1, r"^times must be >= 0, got "),
        (np.array([1.0, np.nan]), 1, r"^times must be >= 0, got "),
    ],
)
def test_bad_input_names_argument_rule_and_value(times, scale, message):
    with pytest.raises(ValueError, match=message):
        tuning.found_by(times, copies=2, tail=1, scale=scale)
