from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest

from nflsim.optimization import landscapes, ruggedness
from nflsim.optimization.landscapes import Landscape


def tabled(values):
    """Return the landscape with these values, in the order of the strings as binary numbers."""
    values = np.array(values)
    n = len(values).bit_length() - 1
    return Landscape(n, None, lambda x: values[x.astype(int) @ 2 ** np.arange(n)[::-1]])


def random_integers(n, seed, low, high):
    return tabled(np.random.default_rng(seed).integers(low, high, size=2**n))


def random_nk(n, k, seed, adjacent=False):
    return landscapes.nk(n=n, k=k, rng=np.random.default_rng(seed), adjacent=adjacent)


WHOLE = [
    *[landscapes.one_max(n=n) for n in (1, 2, 5)],
    landscapes.trap(n=5),
    landscapes.jump(n=6, k=3),
    landscapes.needle(n=4),
    landscapes.leading_ones(n=6),
    landscapes.royal_road(blocks=2, size=3),
    landscapes.planted(landscapes.one_max(n=4), [0, 1, 1, 0]),
    *[random_integers(n, n, -9, 9) for n in (1, 2, 3, 4, 5, 6)],
    # Plateaus everywhere.
    *[random_integers(5, seed, 0, 2) for seed in range(5)],
    tabled([3] * 16),
]
BROKEN = [random_nk(5, k, 7 + k) for k in range(5)]


def walk(landscape):
    """Return the value of every string and the values beside it, by plain Python."""
    n = landscape.n
    value = {x: landscape(x).item() for x in product((0, 1), repeat=n)}
    flip = lambda x, j: (*x[:j], 1 - x[j], *x[j + 1 :])  # noqa: E731
    return [(f, [value[flip(x, j)] for j in range(n)]) for x, f in value.items()]


def test_the_table_of_strings_counts_in_binary():
    for n in range(1, 8):
        expected = [list(x) for x in product((0, 1), repeat=n)]
        assert ruggedness.strings(n=n).tolist() == expected
    assert ruggedness.strings(n=3).dtype == np.uint8


@pytest.mark.parametrize("landscape", WHOLE + BROKEN)
def test_the_table_has_the_value_of_each_string(landscape):
    expected = [landscape(x) for x in product((0, 1), repeat=landscape.n)]
    assert ruggedness.table(landscape).tolist() == expected


@pytest.mark.parametrize("landscape", WHOLE + BROKEN)
def test_local_optima_are_the_strings_that_no_neighbour_beats(landscape):
    expected = sum(all(f >= other for other in beside) for f, beside in walk(landscape))
    assert ruggedness.local_optima(landscape) == expected


def test_local_optima_of_known_landscapes():
    assert [ruggedness.local_optima(landscapes.one_max(n=n)) for n in range(1, 9)] == [1] * 8
    assert [ruggedness.local_optima(landscapes.leading_ones(n=n)) for n in range(1, 9)] == [1] * 8
    assert ruggedness.local_optima(tabled([3] * 32)) == 32
    # Jump: the edge, C(7, 2) strings with 5 ones, and the optimum.
    assert ruggedness.local_optima(landscapes.jump(n=7, k=2)) == 21 + 1
    # Royal Road 2 x 3: an unfinished block must not be one bit short: 4 of its 7 states are not.
    assert ruggedness.local_optima(landscapes.royal_road(blocks=2, size=3)) == (4 + 1) ** 2


@pytest.mark.parametrize("landscape", WHOLE)
def test_covariance_and_variance_are_exact(landscape):
    size, rows = 2**landscape.n, walk(landscape)
    mean = Fraction(sum(f for f, _ in rows), size)
    variance = sum((f - mean) ** 2 for f, _ in rows) / size
    pairs = [(f - mean) * (other - mean) for f, beside in rows for other in beside]
    covariance = sum(pairs) / len(pairs)
    assert ruggedness.neighbour_covariance(landscape) == (covariance, variance)
    assert all(type(x) is Fraction for x in ruggedness.neighbour_covariance(landscape))
    if variance:
        assert ruggedness.neighbour_correlation(landscape) == covariance / variance


@pytest.mark.parametrize("landscape", BROKEN)
def test_covariance_and_variance_of_real_values(landscape):
    """Within 1e-12 relative: a hundred values of rounding 1e-16 each."""
    size, rows = 2**landscape.n, walk(landscape)
    mean = sum(f for f, _ in rows) / size
    variance = sum((f - mean) ** 2 for f, _ in rows) / size
    pairs = [(f - mean) * (other - mean) for f, beside in rows for other in beside]
    covariance = sum(pairs) / len(pairs)
    found = ruggedness.neighbour_covariance(landscape)
    assert abs(found[0] - covariance) < 1e-12 * variance
    assert abs(found[1] - variance) < 1e-12 * variance
    assert abs(ruggedness.neighbour_correlation(landscape) - covariance / variance) < 1e-12


def test_a_large_offset_costs_no_digits_and_large_values_do_not_overflow():
    # Worked on paper: 2e9 at 00, 01, 10 and one less at 11; mean 2e9 - 1/4, variance 3/16,
    # covariance of neighbours: two of four pairs are (1/4)(1/4), two (1/4)(-3/4): -1/16.
    flat = landscapes.by_ones([2 * 10**9, 2 * 10**9, 2 * 10**9 - 1])
    assert ruggedness.neighbour_covariance(flat) == (Fraction(-1, 16), Fraction(3, 16))
    wide = landscapes.by_ones([1 - 2**31] + [2**31 - 1] * 10)
    narrow = landscapes.by_ones([0] + [1] * 10)
    ratio = (2**32 - 2) ** 2
    expected = tuple(ratio * each for each in ruggedness.neighbour_covariance(narrow))
    assert ruggedness.neighbour_covariance(wide) == expected


@pytest.mark.parametrize("n", range(1, 13))
def test_one_max_loses_two_nths_at_each_step(n):
    assert ruggedness.neighbour_correlation(landscapes.one_max(n=n)) == 1 - Fraction(2, n)


@pytest.mark.parametrize("n", range(2, 9))
def test_the_needle_by_hand(n):
    """1 at one of N = 2**n strings: variance (N-1)/N**2, covariance -1/N**2."""
    landscape = landscapes.needle(n=n)
    assert ruggedness.neighbour_correlation(landscape) == Fraction(-1, 2**n - 1)


@pytest.mark.parametrize("adjacent", [False, True])
@pytest.mark.parametrize(("n", "k"), [(7, 0), (7, 1), (7, 2), (6, 4), (5, 4)])
def test_neighbours_on_nk_landscapes_covary_as_the_theory_says(n, k, adjacent):
    """Two closed forms over 400 landscapes, each within four standard errors of the sample.

    About the mean of all landscapes, 1/2: a flip redraws (k + 1)/n of the shares, so the
    covariance is (1 - (k + 1)/n) / (12 n), the value of Weinberger. About the mean of each
    landscape: a share's variance is the same on each of its 2**(k+1) - 1 sets of bits, and a
    set of s bits has correlation 1 - 2 s/n, so the ratio is
    1 - (2/n) (k + 1) 2**k / (2**(k + 1) - 1).
    """
    runs, every = 400, np.array(list(product((0, 1), repeat=n)))
    flips = np.arange(2**n)[:, None] ^ 2 ** np.arange(n)
    about_half, ratio = [], 1 - 2 / n * (k + 1) * 2**k / (2 ** (k + 1) - 1)
    about_own = []
    for seed in range(runs):
        landscape = random_nk(n, k, seed, adjacent)
        values = landscape(every) - 1 / 2
        about_half.append((values[:, None] * values[flips]).mean())
        covariance, variance = ruggedness.neighbour_covariance(landscape)
        about_own.append(covariance - ratio * variance)
    # For k = 0 the second form holds for each landscape, to rounding.
    for sample, expected in ((about_half, (1 - (k + 1) / n) / (12 * n)), (about_own, 0)):
        assert abs(np.mean(sample) - expected) < 4 * np.std(sample) / sqrt(runs) + 1e-15


def test_a_smooth_landscape_has_one_local_optimum():
    assert {ruggedness.local_optima(random_nk(8, 0, seed)) for seed in range(50)} == {1}


@pytest.mark.parametrize("adjacent", [False, True])
def test_a_random_landscape_has_its_share_of_local_optima(adjacent):
    """n=10, k=9: a string beats its ten neighbours with chance 1/11, so 2**10 / 11 = 93.09."""
    runs = 300
    found = [ruggedness.local_optima(random_nk(10, 9, seed, adjacent)) for seed in range(runs)]
    assert abs(np.mean(found) - 2**10 / 11) < 4 * np.std(found) / sqrt(runs)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ruggedness.strings(n=0), r"^n must be an integer >= 1, got 0"),
        (
            lambda: ruggedness.strings(n=24),
            r"strings of 24 bits would need 402,653,184 bytes, the limit is 268,435,456",
        ),
        (lambda: ruggedness.table(landscapes.one_max(n=40)), r"of 40 bits would need 43,980,"),
        (lambda: ruggedness.local_optima(landscapes.one_max(n=100)), r"about 10\^32 bytes"),
        (lambda: ruggedness.neighbour_covariance(landscapes.one_max(n=24)), r"of 24 bits"),
        (lambda: ruggedness.neighbour_correlation(landscapes.one_max(n=24)), r"of 24 bits"),
        (
            lambda: ruggedness.neighbour_correlation(landscapes.by_ones([5, 5, 5])),
            r"^landscape must be not constant, got ",
        ),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
