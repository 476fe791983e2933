from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.learning import transfer

steady = settings(deadline=None, derandomize=True, max_examples=100)
BREADTHS, SHARES, NOISES = st.integers(1, 12), st.floats(0, 1), st.floats(1e-3, 50)
SOME = [(1, 0.3, 0.5), (5, 0.6, 0.7), (8, 0.0, 2.0), (8, 0.95, 0.1), (3, 1.0, 1.0)]
CASES = [(1, 20, 1, 0.3), (5, 20, 2, 0.3), (6, 3, 5, 0.1), (4, 1, 1, 1)]


def gram(k, rho):
    return (1 - rho) * np.eye(k) + rho * np.ones((k, k))


def left(prior, seen, noise):
    """Return the variance left, a mean over tasks, after some are seen with noise."""
    gain = np.linalg.solve(prior[np.ix_(seen, seen)] + noise * np.eye(len(seen)), prior[seen])
    return np.trace(prior - prior[:, seen] @ gain) / len(prior)


# Formulas against matrices -------------------------------------------------------------------


@steady
@given(BREADTHS, SHARES, NOISES, st.integers(1, 40), st.floats(0.1, 4))
def test_bayes_risks_match_the_variance_left_by_matrices(k, rho, s, budget, unit):
    """All tasks seen; their own one, of one; the budget split over all; one of them seen."""
    prior, everything = gram(k, rho), list(range(k))
    here = {"breadth": k, "relatedness": rho}
    assert abs(transfer.alone(noise=s) - left(np.eye(1), [0], s)) < 1e-13
    assert abs(transfer.joint(**here, noise=s) - left(prior, everything, s)) < 1e-11
    data = {"budget": budget, "unit": unit}
    assert abs(transfer.split(**here, **data) - left(prior, everything, unit * k / budget)) < 1e-11
    assert abs(transfer.on_all(**here, **data) - left(prior, [0], unit / budget)) < 1e-11


@steady
@given(BREADTHS, SHARES, NOISES)
def test_raw_means_match_matrices(k, rho, s):
    """The mean A = J/k of what is seen errs by (A - I) theta + A e."""
    mean = np.ones((k, k)) / k
    error = (mean - np.eye(k)) @ gram(k, rho) @ (mean - np.eye(k)) + s * mean @ mean
    found = transfer.pooled(breadth=k, relatedness=rho, noise=s)
    assert abs(found - np.trace(error) / k) < 1e-12 * (1 + s)
    assert transfer.alone(noise=s, bayes=False) == s


@pytest.mark.parametrize(("k", "rho", "s"), SOME)
def test_risks_match_simulated_tasks(k, rho, s):
    """Within 4 standard errors of 20000 worlds; Bayes shrinks the mean and the rest, each apart."""
    rng, worlds = np.random.default_rng(1), 20000
    common, own, noise = (rng.standard_normal((worlds, size)) for size in (1, k, k))
    tasks = rho**0.5 * common + (1 - rho) ** 0.5 * own
    seen = tasks + s**0.5 * noise
    mean = seen.mean(axis=1, keepdims=True)
    shared, rest = 1 + (k - 1) * rho, 1 - rho
    both = shared / (shared + s) * mean + rest / (rest + s) * (seen - mean)
    guesses = seen[:, :1] * np.array([1, *[rho] * (k - 1)]) / (1 + s)
    here = {"breadth": k, "relatedness": rho}
    for guess, risk in (
        (seen / (1 + s), transfer.alone(noise=s)),
        (seen, transfer.alone(noise=s, bayes=False)),
        (mean, transfer.pooled(**here, noise=s)),
        (both, transfer.joint(**here, noise=s)),
        (both, transfer.split(**here, budget=10, unit=10 * s / k)),
        (guesses, transfer.on_all(**here, budget=10, unit=10 * s)),
    ):
        errors = ((guess - tasks) ** 2).mean(axis=1)
        assert abs(errors.mean() - risk) < 4 * errors.std() / worlds**0.5


# When others help ----------------------------------------------------------------------------


@steady
@given(st.integers(2, 1000), SHARES, st.floats(1e-3, 3))
def test_raw_pooling_helps_iff_noise_exceeds_what_differs(k, rho, s):
    """s - pooled = (1 - 1/k)(s - (1 - rho)): the sign does not depend on k > 1."""
    gain = s - transfer.pooled(breadth=k, relatedness=rho, noise=s)
    assert abs(gain - (1 - 1 / k) * (s - (1 - rho))) < 1e-14
    assert (gain > 0) == (s > 1 - rho) or abs(s - (1 - rho)) < 1e-12
    assert abs(transfer.pooled(breadth=1, relatedness=rho, noise=s) - s) < 1e-15


def test_the_raw_threshold_is_none_against_a_specialist_who_shrinks():
    """At rho = 1/2 no noise lets a raw pool of 2 or 8 win; at rho = 0.8 some does, not all."""
    noises = np.geomspace(1e-3, 1e3, 400)
    for k, rho, ever in ((2, 0.5, False), (8, 0.5, False), (8, 0.8, True)):
        pools = [transfer.pooled(breadth=k, relatedness=rho, noise=s) for s in noises]
        wins = [pool < transfer.alone(noise=s) for pool, s in zip(pools, noises)]
        assert (any(wins), all(wins)) == (ever, False)


@steady
@given(st.integers(1, 200), SHARES, NOISES)
def test_more_tasks_never_harm_who_knows_how_they_differ(k, rho, s):
    here = {"relatedness": rho, "noise": s}
    fewer, more = transfer.joint(breadth=k, **here), transfer.joint(breadth=k + 1, **here)
    assert more <= fewer * (1 + 1e-13)
    others = transfer.alone(noise=s), transfer.pooled(breadth=k, **here)
    assert fewer <= min(others) * (1 + 1e-13)
    assert more < fewer or rho < 0.01


@steady
@given(st.integers(1, 50), NOISES)
def test_limits(k, s):
    alone = transfer.alone(noise=s)
    assert abs(transfer.joint(breadth=k, relatedness=0, noise=s) - alone) < 1e-14
    # One task under k names has k times the data.
    same = transfer.joint(breadth=k, relatedness=1, noise=s)
    assert abs(same - transfer.alone(noise=s / k)) < 1e-14
    for rho in (0.0, 0.3, 0.8):
        many = {"breadth": 10**9, "relatedness": rho}
        assert abs(transfer.joint(**many, noise=s) - (1 - rho) * s / (1 - rho + s)) < 1e-7
        assert abs(transfer.pooled(**many, noise=s) - (1 - rho)) < 1e-7
    assert abs(transfer.shared_rank(**many, rank=k) - (1 - rho)) < 1e-7


def test_published_risks_of_breadth_with_own_data_fixed():
    found = [transfer.joint(breadth=k, relatedness=0.8, noise=0.5) for k in (1, 4, 16, 10**9)]
    assert [round(each, 4) for each in found[:3]] == [0.3333, 0.2161, 0.1640]
    assert round(found[3], 6) == 0.142857


def test_published_ratios_of_a_budget_split_over_eight():
    """Bayes against Bayes, 6 to 1; raw means have 8 apart and 18.5 to 1 pooled."""
    rhos, specialist = (0, 0.25, 0.5, 0.75, 0.9, 0.99, 1), transfer.alone(noise=1 / 20)
    found = [transfer.split(budget=20, breadth=8, relatedness=rho) / specialist for rho in rhos]
    assert [round(each, 3) for each in found] == [6.000, 5.710, 5.048, 3.814, 2.465, 1.179, 1.000]
    found = [20 * transfer.pooled(breadth=8, relatedness=rho, noise=8 / 20) for rho in rhos]
    assert np.allclose(found, [18.5, 14.125, 9.75, 5.375, 2.75, 1.175, 1], 1e-12)


def test_over_all_tasks_an_even_split_wins_unless_they_are_one():
    """A specialist who answers 0 elsewhere, .881, is one who takes the tasks for unrelated."""
    rhos, both = (0, 0.25, 0.5, 0.9, 0.9999, 1), (transfer.split, transfer.on_all)
    broad, narrow = ([f(budget=20, breadth=8, relatedness=rho) for rho in rhos] for f in both)
    assert [round(each, 3) for each in (broad[2], narrow[2], narrow[0])] == [0.240, 0.673, 0.881]
    assert all(b < n for b, n in zip(broad[:5], narrow))
    assert np.allclose([broad[5], narrow[5]], 1 / 21, 1e-14)


# Room for fewer tasks than there are ---------------------------------------------------------


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.75, 1.0])
@pytest.mark.parametrize("k", [1, 4, 7])
def test_shared_rank_matches_the_best_projection_of_random_tasks(k, rho):
    rng = np.random.default_rng(k)
    value, vector = np.linalg.eigh(gram(k, rho))
    frame = np.linalg.qr(rng.standard_normal((12, k)))[0]
    tasks = frame @ (vector * np.maximum(value, 0) ** 0.5) @ vector.T  # columns
    assert np.allclose(tasks.T @ tasks, gram(k, rho), 0, 1e-12)
    for r in range(1, k + 1):
        found = transfer.shared_rank(breadth=k, relatedness=rho, rank=r)
        best = np.linalg.svd(tasks)[0][:, :r]
        other = np.linalg.qr(tasks @ rng.standard_normal((k, r)))[0]
        missed = [((tasks - u @ (u.T @ tasks)) ** 2).sum() / k for u in (best, other)]
        assert abs(found - missed[0]) < 1e-10
        assert found <= missed[1] + 1e-10


# Experts for parts of a line -----------------------------------------------------------------


@pytest.mark.parametrize(("m", "each", "slope", "noise"), CASES)
def test_experts_match_simulated_samples(m, each, slope, noise):
    """Samples stratified: N/m in every part, as the formula has it; places uniform in the part.

    Random counts cost more, as E(1/n) > 1/E(n). The router knows the parts. Within a part the
    mean errs by (mean - a centre)**2 and what a constant misses. Within 4 standard errors.
    """
    rng, runs = np.random.default_rng(2), 5000
    edges = np.arange(m)[:, None] / m
    x = edges + rng.random((runs, m, each)) / m
    said = (slope * x + noise * rng.standard_normal(x.shape)).mean(axis=2)
    at = edges[:, 0] + rng.random((runs, m)) / m  # one test point in every part
    errors = ((said - slope * at) ** 2).mean(axis=1)
    risk = transfer.experts_risk(m, samples=m * each, slope=slope, noise=noise)
    assert abs(errors.mean() - risk) < 4 * errors.std() / runs**0.5


def test_published_numbers_of_experts():
    best = [transfer.best_experts(samples=N, noise=0.3) for N in (100, 1000, 10000)]
    assert [round(each, 2) for each in best] == [5.70, 12.28, 26.46]
    assert round(float(transfer.experts_risk(6, samples=100, noise=0.3)), 5) == 0.00785


@pytest.mark.parametrize("samples", [100, 1000, 20000])
@pytest.mark.parametrize(("slope", "noise"), [(1, 0.3), (3, 0.5), (1, 1), (0.5, 0.1)])
def test_the_best_number_is_that_of_a_grid_within_one(samples, slope, noise):
    """Spread inside a part moves it by m**2 / (6 N): under a half here; a whole number, another."""
    best = transfer.best_experts(samples=samples, slope=slope, noise=noise)
    grid = np.arange(1, samples + 1)
    risks = transfer.experts_risk(grid, samples=samples, slope=slope, noise=noise)
    assert best**2 < 3 * samples
    assert abs(grid[risks.argmin()] - best) < 1


@pytest.mark.parametrize("samples", [100, 1000, 10000])
def test_a_line_fitted_to_all_beats_all_numbers_of_experts(samples):
    """Its risk is sigma**2 tr((X'X)^-1 M), M the mean of (1, x)(1, x)': 2 sigma**2/N, nearly.

    At the middles of N parts X'X/N differs from M by 1/(12 N**2), under 1/N**2 of the risk.
    """
    design = np.stack([np.ones(samples), (np.arange(samples) + 0.5) / samples])
    line = 0.3**2 * np.trace(np.linalg.inv(design @ design.T) @ [[1, 1 / 2], [1 / 2, 1 / 3]])
    assert abs(line / (2 * 0.3**2 / samples) - 1) < 1 / samples**2
    assert line < transfer.experts_risk(range(1, samples + 1), samples=samples, noise=0.3).min()


# What is refused -----------------------------------------------------------------------------

TASKS = {"breadth": 3, "relatedness": 0.5}
CALLS = {
    **dict.fromkeys(("pooled", "joint"), TASKS | {"noise": 1.0}),
    **dict.fromkeys(("split", "on_all"), TASKS | {"budget": 5, "unit": 1.0}),
    "alone": {"noise": 1.0},
    "shared_rank": TASKS | {"rank": 2},
    "experts_risk": {"m": [1.0], "samples": 5, "slope": 1.0, "noise": 1.0},
    "best_experts": {"samples": 5, "slope": 1.0, "noise": 1.0},
}
POSITIVE = ((0, -1.0, nan, inf, True), "a finite number > 0")
RULES = {
    **dict.fromkeys(("noise", "unit", "slope", "budget"), POSITIVE),
    **dict.fromkeys(("breadth", "samples"), ((0, 1.5), "an integer >= 1")),
    "relatedness": ((-0.1, 1.1, nan), "a number from 0 to 1"),
    "rank": ((0, 4, 1.0), "an integer from 1 to 3"),
}


@pytest.mark.parametrize("call", CALLS)
def test_bad_input_is_refused_by_name(call):
    for name in CALLS[call].keys() & RULES.keys():
        for bad, rule in ((bad, RULES[name][1]) for bad in RULES[name][0]):
            with pytest.raises(ValueError, match=f"^{name} must be {rule}, got {bad}$"):
                getattr(transfer, call)(**CALLS[call] | {name: bad})


def test_fewer_than_one_expert_and_more_than_samples_are_refused():
    for bad in (0.5, [1, 0], [nan], [-1], [6]):
        with pytest.raises(ValueError, match=r"^m must be from 1 to 5, got "):
            transfer.experts_risk(bad, samples=5, noise=1.0)
