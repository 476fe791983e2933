from fractions import Fraction
from itertools import chain, combinations, permutations, product
from math import comb, factorial

import pytest

from nflsim import finite
from nflsim.optimization import enumeration

SIZES = [(1, 1), (1, 3), (2, 2), (3, 2), (2, 3), (4, 3), (5, 2)]


@pytest.mark.parametrize(("n", "q"), SIZES)
def test_functions_match_itertools(n, q):
    assert [tuple(f) for f in finite.functions(n=n, q=q).tolist()] == list(
        product(range(q), repeat=n)
    )
    assert finite.number(finite.functions(n=n, q=q), q=q).tolist() == list(range(q**n))


@pytest.mark.parametrize(("n", "q"), SIZES)
def test_orbits_match_brute_permutation(n, q):
    rows = list(product(range(q), repeat=n))
    for f, orbit in zip(rows, finite.orbits(n=n, q=q).tolist()):
        closed = {rows.index(tuple(f[i] for i in order)) for order in permutations(range(n))}
        assert set(finite.closure([rows.index(f)], n=n, q=q).tolist()) == closed
        assert rows[orbit] == tuple(sorted(f))


def subsets(size):
    return chain.from_iterable(combinations(range(size), k) for k in range(1, size + 1))


@pytest.mark.parametrize(("n", "q", "closed"), [(2, 2, 7), (3, 2, 15), (2, 3, 63)])
def test_closed_classes_are_those_on_which_all_searchers_tie(n, q, closed):
    """Sharpened no free lunch by brute force: every class, every searcher, whole histograms."""
    table = enumeration.traces(n=n, q=q)
    count = 0
    for members in subsets(q**n):
        tie = len({tuple(sorted(row)) for row in table[:, list(members)].tolist()}) == 1
        assert finite.is_closed(members, n=n, q=q) == tie
        count += tie
    assert count == closed
    assert finite.closed_fraction(n=n, q=q) == Fraction(closed, 2 ** (q**n) - 1)


def test_closed_fraction_matches_published_values():
    assert finite.closed_fraction(n=2, q=2) == Fraction(7, 15)
    assert finite.closed_fraction(n=3, q=2) == Fraction(1, 17)
    assert finite.closed_fraction(n=2, q=3) == Fraction(9, 73)
    assert finite.closed_fraction(n=4, q=2) == Fraction(31, 65535)
    assert [round(finite.log2_closed_fraction(n=n, q=q)) for n, q in [(8, 2), (4, 4), (16, 2)]] == [
        -247,
        -221,
        -65519,
    ]


@pytest.mark.parametrize(("n", "q"), SIZES)
def test_nondecreasing_has_one_function_an_orbit_and_falls_in_slope(n, q):
    members = finite.nondecreasing(n=n, q=q)
    rows = finite.functions(n=n, q=q)[members].tolist()
    assert all(row == sorted(row) for row in rows)
    assert len(set(members)) == comb(n + q - 1, n)
    slopes = [sum((2 * x - n + 1) * y for x, y in enumerate(row)) for row in rows]
    assert slopes == sorted(slopes, reverse=True)


def test_spread_matches_averaging_over_all_permutations():
    n, q, weights = 3, 2, [5, 0, 2, 1, 0, 7, 1, 3]
    rows = list(product(range(q), repeat=n))
    everywhere = [
        sum(
            Fraction(weights[rows.index(tuple(f[i] for i in order))])
            for order in permutations(range(n))
        )
        / factorial(n)
        for f in rows
    ]
    for share in (Fraction(0), Fraction(1, 3), Fraction(1)):
        expected = [(1 - share) * w + share * e for w, e in zip(weights, everywhere)]
        assert expected == finite.spread(weights, share, n=n, q=q)
        assert sum(expected) == sum(weights)


def test_average_is_exact_and_columnwise():
    assert finite.average([[1, 4], [2, 0]], [Fraction(1, 3), Fraction(2, 3)]) == [
        Fraction(5, 3),
        Fraction(4, 3),
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: finite.functions(n=0, q=2), r"n must be an integer >= 1, got 0"),
        (lambda: finite.functions(n=2.0, q=2), r"n must be an integer >= 1, got 2.0"),
        (lambda: finite.functions(n=2, q=257), r"q must be an integer from 1 to 256, got 257"),
        (lambda: finite.functions(n=40, q=2), r"n=40, q=2 would need .* bytes, the limit is"),
        (lambda: finite.functions(n=400, q=2), r"about 10\^12\d bytes, the limit is"),
        (lambda: finite.number([0, 3], q=3), r"table must be values from 0 to 2, got \[0, 3\]"),
        (lambda: finite.closure([4], n=2, q=2), r"members must be an integer from 0 to 3, got 4"),
        (lambda: finite.indicator([-1], n=2, q=2), r"members must be an integer from 0 to 3"),
        (lambda: finite.spread([1, 1], 0, n=2, q=2), r"weights must be 4 numbers, got 2"),
        (lambda: finite.spread([1] * 4, 2, n=2, q=2), r"share must be a number from 0 to 1, got 2"),
        (lambda: finite.average([1, 2], [0, 0]), r"weights must be >= 0 and not all 0"),
        (lambda: finite.average([1, 2], [1]), r"weights must be 2 numbers, got 1"),
        (lambda: finite.closed_fraction(n=64, q=2), r"the limit is 1,048,576"),
        (lambda: finite.log2_closed_fraction(n=0, q=2), r"n must be an integer >= 1, got 0"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
