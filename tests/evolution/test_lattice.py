from fractions import Fraction
from math import erf, exp, fsum, inf, nan, pi, sqrt
from statistics import variance as variance_of_a_list

import numpy as np
import pytest

from nflsim.evolution import lattice

# Sites ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sites", "niches"),
    [
        ([0, 1], [0.5]),
        ([-1, 0, 1], [-1, 1]),
        (range(5), [4, 0, 2]),
        (np.linspace(-3, 3, 301), [-1.5, 1.5]),
        (np.arange(-30, 31) * 0.1, [3.0, -3.0]),
        ([1e-6, 2e-6, 3e-6], [2e-6]),
    ],
)
def test_even_sites_that_cover_the_niches_are_taken(sites, niches):
    found = lattice.checked(sites, niches)
    assert found.dtype == float
    assert found.tolist() == [float(site) for site in sites]


@pytest.mark.parametrize(
    "sites",
    [
        [],
        [0.0],
        0.0,
        [[0.0, 1.0], [2.0, 3.0]],
        [1.0, 0.0],
        [0.0, 0.0],
        [0.0, 1.0, 3.0],
        [0.0, 1.0, 1.999],
        [0.0, 1.0, 0.0],
        [0.0, nan, 2.0],
        [nan, nan],
        [0.0, 1.0, inf],
        [-inf, 0.0, inf],
        [-inf, inf],
    ],
)
def test_uneven_sites_are_refused(sites):
    with pytest.raises(ValueError, match=r"^sites must be two or more .*even steps, got "):
        lattice.checked(sites, [0.5])


@pytest.mark.parametrize("niches", [[-1.01], [1.01], [0, 2], [-9, 9]])
def test_sites_that_do_not_cover_the_niches_are_refused(niches):
    with pytest.raises(ValueError, match=r"^sites must be from .* or less to .* or more, got "):
        lattice.checked([-1, 0, 1], niches)


@pytest.mark.parametrize("niches", [[nan], [0.0, inf], [], 0.5])
def test_niches_that_are_nowhere_are_refused(niches):
    with pytest.raises(ValueError, match=r"^niches must be one or more finite numbers, got "):
        lattice.checked([-1, 0, 1], niches)


# Mutation ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0, 0.01, 0.5, 1])
@pytest.mark.parametrize("jump", [0.1, 0.15, 1.0, 50.0])
def test_every_parent_has_a_child_somewhere(rate, jump):
    found = lattice.mutation(np.linspace(-2, 2, 41), rate=rate, jump=jump)
    assert found.shape == (41, 41)
    assert found.min() >= 0
    # Sums of 41 chances.
    assert abs(found.sum(axis=1) - 1).max() < 1e-14


def test_without_mutation_children_are_their_parents():
    assert (lattice.mutation(np.arange(7), rate=0, jump=1.0) == np.eye(7)).all()


def test_three_sites_by_hand():
    one, two = exp(-1 / 2), exp(-2)
    edge, middle = 1 + one + two, 1 + 2 * one
    steps = [
        [1 / edge, one / edge, two / edge],
        [one / middle, 1 / middle, one / middle],
        [two / edge, one / edge, 1 / edge],
    ]
    for rate in (1, 0.25):
        found = lattice.mutation([0, 2, 4], rate=rate, jump=2.0)
        exact = rate * np.array(steps) + (1 - rate) * np.eye(3)
        assert np.allclose(found, exact, 1e-14, 0)


@pytest.mark.parametrize("spacing", [1.0, 0.05])
@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 2.0, 5.0])
def test_away_from_the_ends_a_step_has_the_variance_of_its_jump(ratio, spacing):
    """Short by the share 8 pi**2 r**2 exp(-2 pi**2 r**2), r jumps a spacing, by Poisson's sum.

    That is 2.1e-7 at r = 1, six digits, and below 1e-11 from r = 1.25 on.
    """
    n = 101
    sites, jump = np.arange(n) * spacing, ratio * spacing
    row = lattice.mutation(sites, rate=1, jump=jump)[n // 2]
    steps = sites - sites[n // 2]
    assert abs(row @ steps) < 1e-14
    error = (row @ steps**2) / jump**2 - 1
    assert abs(error) < (1e-11 if ratio > 1.2 else 2.2e-7)
    exact = -8 * pi**2 * ratio**2 * exp(-2 * pi**2 * ratio**2)
    # The next term is of the order of the square; and rounding.
    assert abs(error - exact) < 100 * exact**2 + 1e-12


def test_rare_mutants_spread_by_rate_times_variance():
    sites = np.linspace(-3, 3, 121)
    row = lattice.mutation(sites, rate=0.03, jump=0.2)[60]
    # Fifteen jumps to the ends: nothing is lost there.
    assert abs(row @ sites**2 / (0.03 * 0.04) - 1) < 1e-12
    assert row[60] > 0.97


def test_steps_beyond_an_end_are_drawn_anew():
    """At an end half of the normal is left: a half-normal of mean 0.8 jumps, on a fine lattice."""
    sites = np.arange(1001) * 0.004
    row = lattice.mutation(sites, rate=1, jump=0.5)[0]
    # A sum in place of an integral, its first term counted whole: off by half a spacing or so.
    assert abs(row @ sites - 0.5 * sqrt(2 / pi)) < 0.004
    assert abs(row[:126].sum() - erf(1 / sqrt(2))) < 0.004


# What a distribution looks like --------------------------------------------------------------


def random_counts(seed=1, rows=20, sites=7):
    return np.random.default_rng(seed).integers(0, 5, size=(rows, sites))


def test_variance_is_that_of_the_list_of_bodies():
    sites = np.linspace(-1.5, 1.5, 7)
    counts = random_counts()
    found = lattice.variance(sites, counts)
    for row, value in zip(counts, found):
        bodies = [x for x, n in zip(sites.tolist(), row) for _ in range(n)]
        assert abs(value - variance_of_a_list(bodies)) < 1e-14


def test_variance_of_shares_is_that_of_an_infinite_population():
    sites, thirds = [0, 1, 5], [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    mean = sum(p * x for p, x in zip(thirds, sites))
    exact = sum(p * (x - mean) ** 2 for p, x in zip(thirds, sites))
    assert lattice.variance(sites, np.array([0.5, 0.25, 0.25])) == float(exact)


def test_variance_by_hand():
    sites = [0, 1, 2]
    assert lattice.variance(sites, [1, 0, 1]) == 2
    assert lattice.variance(sites, [1, 1, 1]) == 1
    assert lattice.variance(sites, [0, 9, 0]) == 0
    assert lattice.variance(sites, [0, 1, 0]) == 0  # one body
    assert lattice.variance(sites, [[[2, 0, 0], [1, 0, 3]]]).tolist() == [[0, 1]]


def test_branches_are_the_means_on_both_sides():
    sites = np.array([-2.0, -1.0, 0.0, 1.0, 3.0])
    counts = np.array([[1, 3, 7, 1, 1], [0, 0, 5, 0, 2], [4, 0, 0, 0, 0], [0, 0, 3, 0, 0]])
    found = lattice.branches(sites, counts)
    assert np.array_equal(
        found, [[-1.25, 2.0], [nan, 3.0], [-2.0, nan], [nan, nan]], equal_nan=True
    )
    assert lattice.branches(sites, counts.reshape(2, 2, 5)).shape == (2, 2, 2)
    shares = counts[0] / counts[0].sum()
    assert np.allclose(lattice.branches(sites, shares), [-1.25, 2.0], 1e-15, 0)


def test_branches_and_variance_fit_together():
    """Within and between: the total variance of two sides by their means, by hand."""
    sites, shares = np.array([-1.0, 1.0]), np.array([0.25, 0.75])
    low, high = lattice.branches(sites, shares)
    mean = fsum([0.25 * low, 0.75 * high])
    assert lattice.variance(sites, shares) == 0.25 * (low - mean) ** 2 + 0.75 * (high - mean) ** 2


# What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sites": [0.0, 1.0, 3.0]}, "sites must be two or more numbers, rising in even steps"),
        *(
            ({"rate": bad}, f"rate must be a number from 0 to 1, got {bad}")
            for bad in (-0.1, 1.1, nan)
        ),
        *(
            ({"jump": bad}, f"jump must be a finite number > 0, got {bad}")
            for bad in (0, -1.0, nan, inf)
        ),
        ({"jump": 0.4}, "jump must be >= the spacing of the sites, 0.5, got 0.4"),
    ],
)
def test_bad_mutation_is_refused_by_name(change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        lattice.mutation(**{"sites": [0.0, 0.5, 1.0], "rate": 0.1, "jump": 0.5} | change)


def test_a_jump_of_one_spacing_is_taken_whatever_the_rounding():
    for spacing in (0.1, 0.3, 0.02, 1 / 3):
        sites = np.arange(-20, 21) * spacing
        assert lattice.mutation(sites, rate=0.5, jump=spacing).shape == (41, 41)
        assert lattice.mutation(np.linspace(-2, 2, 41), rate=0.5, jump=0.1).shape == (41, 41)


@pytest.mark.parametrize("counts", [[0, 0], [[1, 2], [0, 0]], [0.0, 0.0]])
def test_nobody_has_no_variance(counts):
    with pytest.raises(ValueError, match=r"^counts must be above 0 somewhere in every row, got "):
        lattice.variance([0, 1], counts)
