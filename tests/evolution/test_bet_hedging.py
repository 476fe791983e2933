from itertools import product
from math import exp, fsum, inf, log, nan, sqrt

import numpy as np
import pytest

from nflsim.evolution import bet_hedging, fitness_sets, population

# Seeds ---------------------------------------------------------------------------------------

PUBLISHED = [(0.6, 2.5, 1.0, 1 / 3), (0.5, 3.0, 1.0, 1 / 4), (0.7, 10.0, 0.8, 0.673913)]


def random_seeds(cases):
    rng = np.random.default_rng(1)
    return zip(rng.uniform(0.05, 1, cases), rng.uniform(0.2, 8, cases), rng.uniform(0.1, 1, cases))


@pytest.mark.parametrize(("p", "good", "dormant", "share"), PUBLISHED)
def test_published_shares_to_sow(p, good, dormant, share):
    # Six printed digits.
    assert abs(bet_hedging.best_sown(p=p, good=good, dormant=dormant) - share) < 5e-7


def test_the_best_share_is_the_largest_on_a_grid():
    grid, kinds = np.linspace(0, 1, 2001), set()
    for p, good, dormant in random_seeds(200):
        growth = bet_hedging.seed_growth(grid, p=p, good=good, dormant=dormant)
        best = bet_hedging.best_sown(p=p, good=good, dormant=dormant)
        # A concave function's best point of a grid is next to its best point, spacing 1/2000.
        assert abs(grid[growth.argmax()] - best) < 1 / 2000
        kinds.add(best > 0)
    assert kinds == {False, True}


def test_growth_of_seeds_by_hand():
    found = bet_hedging.seed_growth([0.0, 0.5, 1.0], p=0.25, good=3.0, dormant=0.5)
    exact = [log(0.5), 0.25 * log(1.75) + 0.75 * log(0.25)]
    assert np.allclose(found[:2], exact, 1e-15, 0)
    assert found[2] == -inf


def test_where_no_year_is_bad_all_is_sown_or_none():
    assert bet_hedging.seed_growth(1.0, p=1.0, good=3.0, dormant=1.0) == log(3.0)
    assert bet_hedging.best_sown(p=1.0, good=3.0, dormant=1.0) == 1
    assert bet_hedging.best_sown(p=1.0, good=0.5, dormant=1.0) == 0
    assert bet_hedging.best_sown(p=0.2, good=5.0, dormant=1.0) == 0  # p Y = s


@pytest.mark.parametrize(("p", "good", "dormant", "share"), PUBLISHED)
@pytest.mark.parametrize("more", [0.0, 0.2])
def test_long_runs_of_years_grow_at_the_rate(p, good, dormant, share, more):
    years, sown = 40_000, share + more
    seeds = 0.0  # in logarithms
    for fair in np.random.default_rng(2).random(years) < p:
        seeds += log(sown * (good if fair else 0) + (1 - sown) * dormant)
    factors = sown * good + (1 - sown) * dormant, (1 - sown) * dormant
    error = sqrt(p * (1 - p)) * (log(factors[0]) - log(factors[1])) / sqrt(years)
    growth = bet_hedging.seed_growth(sown, p=p, good=good, dormant=dormant)
    assert abs(seeds / years - growth) < 4 * error


# Stakes --------------------------------------------------------------------------------------


def loss(p, b):
    """Return the divergence, term by term."""
    return fsum(x * log(x / y) for x, y in zip(p, b) if x)


def test_the_best_stake_is_the_chance_whatever_the_odds():
    rng = np.random.default_rng(3)
    for _ in range(100):
        size = rng.integers(2, 6)
        p, b = rng.dirichlet(np.ones(size), size=2)
        odds = rng.uniform(0.5, 9, size=size)
        best, found = (bet_hedging.stake_growth(x, p, odds) for x in (p, b))
        exact = fsum(x * log(y * o) for x, y, o in zip(p, b, odds))
        # Sums of five terms below 10.
        assert abs(found - exact) < 1e-13
        assert found < best
        assert abs(best - found - loss(p, b)) < 1e-13
        assert abs(bet_hedging.divergence(p, b) - loss(p, b)) < 1e-13


def test_stakes_on_what_never_happens_and_nothing_on_what_does():
    assert bet_hedging.stake_growth([0.0, 1.0], [0.5, 0.5], [2, 2]) == -inf
    assert bet_hedging.divergence([0.5, 0.5], [0.0, 1.0]) == inf
    assert bet_hedging.stake_growth([1.0, 0.0], [1.0, 0.0], [3, 2]) == log(3)
    assert bet_hedging.divergence([1.0, 0.0], [1.0, 0.0]) == 0
    assert bet_hedging.divergence([1.0, 0.0], [0.25, 0.75]) == log(4)


def test_breadth_counts_what_a_division_is_spread_on():
    for size in (1, 2, 3, 7):
        shares = [1 / size] * size + [0.0, 0.0]
        assert abs(bet_hedging.effective_breadth(shares) - size) < 1e-13
    assert abs(bet_hedging.effective_breadth([0.9, 0.1]) - 1 / (0.9**0.9 * 0.1**0.1)) < 1e-14


def test_breadths_of_independent_divisions_multiply():
    rng = np.random.default_rng(4)
    for _ in range(20):
        a, b = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(4))
        both = bet_hedging.effective_breadth(np.outer(a, b).ravel())
        each = bet_hedging.effective_breadth(a) * bet_hedging.effective_breadth(b)
        assert abs(both / each - 1) < 1e-13


# Mixtures ------------------------------------------------------------------------------------


def by_hand(phenotypes, shares, niches, weights, width):
    years = [
        fsum(q * exp(-((x - mu) ** 2) / (2 * width**2)) for x, q in zip(phenotypes, shares))
        for mu in niches
    ]
    return fsum(c * log(year) for c, year in zip(weights, years))


def test_mixtures_by_hand():
    rng = np.random.default_rng(5)
    for _ in range(50):
        k, n = rng.integers(1, 5, size=2)
        phenotypes, niches = rng.normal(size=k), rng.normal(size=n)
        shares, weights = rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(n))
        found = bet_hedging.mixture_growth(phenotypes, shares, niches, weights, width=0.7)
        assert abs(found - by_hand(phenotypes, shares, niches, weights, 0.7)) < 1e-13


def test_published_growth_of_two_specialists_and_of_the_middle():
    here = {"niches": [-1.5, 1.5], "weights": [0.5, 0.5], "width": 1.0}
    assert abs(bet_hedging.mixture_growth([0.0], [1.0], **here) - -1.125) < 1e-14
    phenotypes, shares = bet_hedging.best_mixture(1.5, p=0.5, width=1.0)
    assert shares == [0.5, 0.5]
    # Six printed decimals.
    assert abs(bet_hedging.mixture_growth(phenotypes, shares, **here) - -0.681495) < 5e-7


def test_specialists_in_the_niches_outgrow_the_middle_beyond_a_published_distance():
    for d, better in ((2.207944, False), (2.207946, True)):
        m = d / 2
        here = {"niches": [-m, m], "weights": [0.5, 0.5], "width": 1.0}
        pure = bet_hedging.mixture_growth([-m, m], [0.5, 0.5], **here)
        assert (pure > bet_hedging.mixture_growth([0.0], [1.0], **here)) == better


def test_narrow_bodies_grow_by_their_distance():
    """W = exp(-1250) is no float, its logarithm is one."""
    found = bet_hedging.mixture_growth([0.0], [1.0], [-1.5, 1.5], [0.5, 0.5], width=0.03)
    assert abs(found / -1250 - 1) < 1e-13


def log_growth(x, q, m, p):
    """Return the growth of mixtures, phenotypes and shares along the last axis, of width 1."""
    away, at = (np.sum(q * np.exp(-((x - mu) ** 2) / 2), axis=-1) for mu in (-m, m))
    return (1 - p) * np.log(away) + p * np.log(at)


def ascent(x, q, m, p):
    """Return the growth reached by moving one phenotype or share at a time, and where."""
    x, q, step = np.array(x, dtype=float), np.array(q, dtype=float), 0.1
    best = log_growth(x, q, m, p)
    while step > 1e-7:
        moved = False
        for place in range(len(x)):
            for way in (step, -step):
                there = x.copy()
                there[place] += way
                more = q.copy()
                more[place] = max(more[place] + way, 0.0)
                for each in ((there, q), (x, more / more.sum() if more.sum() else q)):
                    value = log_growth(*each, m, p)
                    if value > best:
                        (x, q), best, moved = each, value, True
        if not moved:
            step /= 2
    return best, x, q


CASES = [(m, p) for m in (0.8, 1.1, 1.25, 1.5, 2.0) for p in (0.0, 0.05, 0.3, 0.5, 0.62, 0.9, 1.0)]


@pytest.mark.parametrize(("m", "p"), CASES)
def test_no_mixture_of_two_on_a_grid_grows_more(m, p):
    """All pairs of 61 phenotypes in 41 shares, then uphill from the best of them."""
    x, q = np.linspace(-1.2 * m, 1.2 * m, 61), np.linspace(0, 1, 41)
    first, second, share = np.meshgrid(x, x, q, indexing="ij")
    grown = log_growth(
        np.stack([first, second], axis=-1), np.stack([1 - share, share], axis=-1), m, p
    )
    i, j, k = np.unravel_index(grown.argmax(), grown.shape)
    reached, phenotypes, shares = ascent([x[i], x[j]], [1 - q[k], q[k]], m, p)
    best, parts = bet_hedging.best_mixture(m, p=p, width=1.0)
    growth = log_growth(np.array(best), np.array(parts), m, p)
    assert grown.max() <= growth + 1e-12
    # Uphill in steps of 1e-7, from within a basin: flat to the square of what is left.
    assert abs(reached - growth) < 1e-9
    if len(best) == 2 and abs(2 * p - 1) * m < 0.98 * best[1]:  # not at the edge, where it is flat
        order = np.argsort(phenotypes)
        assert np.allclose(phenotypes[order], best, 0, 1e-3)
        assert np.allclose(shares[order], parts, 0, 1e-3)


@pytest.mark.parametrize(("m", "p"), [(1.25, 0.5), (1.5, 0.7), (2.0, 0.9), (1.05, 0.55)])
def test_nor_does_one_of_three(m, p):
    best, parts = bet_hedging.best_mixture(m, p=p, width=1.0)
    growth, rng = log_growth(np.array(best), np.array(parts), m, p), np.random.default_rng(6)
    for _ in range(3):
        reached, _, _ = ascent(rng.uniform(-m, m, size=3), rng.dirichlet(np.ones(3)), m, p)
        assert reached <= growth + 1e-12
    x, q = rng.uniform(-1.2 * m, 1.2 * m, (20_000, 3)), rng.dirichlet(np.ones(3), 20_000)
    assert log_growth(x, q, m, p).max() <= growth + 1e-12


@pytest.mark.parametrize(("m", "p"), CASES)
def test_nor_any_mixture_at_all(m, p):
    """Growth is concave in the shares: best iff no phenotype gains by a little more of it."""
    best, parts = (np.array(each) for each in bet_hedging.best_mixture(m, p=p, width=1.0))
    y = np.linspace(-2 * m, 2 * m, 4001)
    gain = sum(
        c * np.exp(-((y - mu) ** 2) / 2) / (parts @ np.exp(-((best - mu) ** 2) / 2))
        for c, mu in ((1 - p, -m), (p, m))
    )
    assert gain.max() < 1 + 1e-12


@pytest.mark.parametrize("width", [1.0, 0.5, 2.0])
@pytest.mark.parametrize(("m", "limit"), [(1.5, 0.975496), (1.25, 0.879732), (1.01, 0.2412)])
def test_hedging_has_a_published_region(m, limit, width):
    """|2 p - 1| < z / m; the limits as printed, to six or four digits."""
    digits = 1e-6 if limit != 0.2412 else 1e-4
    for side in (1, -1):
        inside, outside = ((1 + side * (limit + far)) / 2 for far in (-digits, digits))
        assert len(bet_hedging.best_mixture(m * width, p=inside, width=width)[0]) == 2
        (x,), share = bet_hedging.best_mixture(m * width, p=outside, width=width)
        assert share == [1.0]
        assert abs(x - (2 * outside - 1) * m * width) < 1e-15


@pytest.mark.parametrize(
    ("m", "p", "share"),
    [(1.5, 0.7, 0.70502), (1.5, 0.9, 0.91005), (1.25, 0.75, 0.78418), (1.25, 0.85, 0.89785)],
)
def test_published_shares_of_two_specialists(m, p, share):
    """From 60,000 generations of soft selection, to five digits."""
    phenotypes, shares = bet_hedging.best_mixture(m, p=p, width=1.0)
    assert abs(shares[1] - share) < 5e-6
    assert abs(sum(shares) - 1) < 1e-15
    assert phenotypes[0] == -phenotypes[1]
    mirrored, other = bet_hedging.best_mixture(m, p=1 - p, width=1.0)
    assert mirrored == phenotypes
    assert np.allclose(other, shares[::-1], 0, 1e-15)


@pytest.mark.parametrize(("m", "p"), [(1.5, 0.5), (1.5, 0.75), (1.25, 0.7), (0.9, 0.3)])
def test_soft_selection_comes_to_rest_at_the_same_mixture(m, p):
    """Without end and nearly without mutants a population's log mean payoffs are the best growth.

    One child in 100,000 is a mutant, so the population carries 1e-5 of load at the most; the
    lattice costs up to its spacing squared, 1e-4, times a curvature of about one half.
    """
    sites = np.linspace(-2, 2, 201)
    (rest,) = population.recursion(
        sites, [-m, m], [1 - p, p], width=1.0, rate=1e-5, jump=0.1, generations=[12_000]
    )
    phenotypes, shares = bet_hedging.best_mixture(m, p=p, width=1.0)
    best = log_growth(np.array(phenotypes), np.array(shares), m, p)
    assert best - 6e-5 < log_growth(sites, rest, m, p) < best + 1e-12
    if len(shares) == 2:
        assert abs(rest[sites > 0].sum() - shares[1]) < 1e-3


# What is refused -----------------------------------------------------------------------------

SEEDS = {"p": 0.5, "good": 3.0, "dormant": 1.0}
STAKES = {"shares": [0.5, 0.5], "p": [0.5, 0.5], "odds": [2, 2]}
MIXED = {
    "phenotypes": [-1.0, 1.0],
    "shares": [0.5, 0.5],
    "niches": [-1.5, 1.5],
    "weights": [0.5, 0.5],
    "width": 1.0,
}
BEST = {"m": 1.5, "p": 0.5, "width": 1.0}
OPEN = "must be a number > 0 and <= 1, got"
POSITIVE = "must be a finite number > 0, got"
TWO = "must be 2 numbers >= 0 of sum 1, got"


@pytest.mark.parametrize(
    ("call", "arguments", "message"),
    [
        *(
            (call, base | {key: bad}, f"{key} {OPEN} {bad}")
            for call, base in (
                ("best_sown", SEEDS),
                ("seed_growth", SEEDS | {"sown": 0.5}),
            )
            for key, bad in product(("p", "dormant"), (0, -0.1, 1.1, nan))
        ),
        *(
            (call, base | {"good": bad}, f"good {POSITIVE} {bad}")
            for call, base in (("best_sown", SEEDS), ("seed_growth", SEEDS | {"sown": 0.5}))
            for bad in (0, -1.0, nan, inf)
        ),
        *(
            ("seed_growth", SEEDS | {"sown": bad}, "sown must be from 0 to 1, got ")
            for bad in (-0.1, [0.5, 1.1], nan)
        ),
        ("stake_growth", STAKES | {"shares": [0.5, 0.6]}, f"shares {TWO} "),
        ("stake_growth", STAKES | {"p": [0.5, 0.6]}, f"p {TWO} "),
        ("stake_growth", STAKES | {"shares": [1.0]}, f"shares {TWO} "),
        *(
            ("stake_growth", STAKES | {"odds": bad}, r"odds must be 2 .*numbers > 0, got ")
            for bad in ([2, 0], [2, -1], [2], [nan, 2], [inf, 2], [[2, 2]])
        ),
        ("divergence", {"p": [0.5, 0.6], "shares": [0.5, 0.5]}, f"p {TWO} "),
        ("divergence", {"p": [0.5, 0.5], "shares": [0.5, nan]}, f"shares {TWO} "),
        ("effective_breadth", {"shares": [0.5, 0.6]}, f"shares {TWO} "),
        ("mixture_growth", MIXED | {"shares": [0.5, 0.6]}, f"shares {TWO} "),
        ("mixture_growth", MIXED | {"shares": [1.0]}, f"shares {TWO} "),
        ("mixture_growth", MIXED | {"weights": [1.5, -0.5]}, f"weights {TWO} "),
        ("mixture_growth", MIXED | {"weights": [1.0]}, f"weights {TWO} "),
        ("mixture_growth", MIXED | {"niches": [nan, 1.0]}, "niches must be one or more finite "),
        ("mixture_growth", MIXED | {"width": 0}, f"width {POSITIVE} 0"),
        *(
            ("best_mixture", BEST | {key: bad}, f"{key} {POSITIVE} {bad}")
            for key, bad in product(("m", "width"), (0, -1.0, nan, inf))
        ),
        *(
            ("best_mixture", BEST | {"p": bad}, f"p must be a number from 0 to 1, got {bad}")
            for bad in (-0.1, 1.1, nan)
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, arguments, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(bet_hedging, call)(**arguments)


def test_the_two_stand_where_added_payoffs_put_a_specialist():
    for m, width in ((1.3, 1.0), (2.0, 1.5), (0.7, 0.3)):
        (low, high), _ = bet_hedging.best_mixture(m, p=0.55, width=width)
        assert high == -low == fitness_sets.specialist(m, width=width)
