from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from nflsim import finite
from nflsim.optimization import enumeration, performance, worlds

SHARES = [Fraction(0), Fraction(1, 7), Fraction(1, 2), Fraction(9, 10), Fraction(1)]


def trace_of(order, n, q):
    return enumeration.trace(enumeration.in_order(order), n=n, q=q)


def naive_trace(rule, f):
    points, values = (), ()
    while len(points) < len(f):
        x = rule(points, values)
        points, values = (*points, x), (*values, f[x])
    return values


# Tilted worlds -------------------------------------------------------------------------------


@pytest.mark.parametrize("share", SHARES)
def test_a_tilted_world_is_a_mixture(share):
    weights = [3, 0, 1, 4, 1, 5, 9, 2]
    world = worlds.tilted(weights, share)
    assert world == [(1 - share) * Fraction(1, 8) + share * Fraction(w, 25) for w in weights]
    assert sum(world) == 1
    assert all(type(p) is Fraction for p in world)
    assert world == worlds.tilted([Fraction(w, 7) for w in weights], share)


@pytest.mark.parametrize("share", SHARES)
def test_the_advantages_at_home_grow_with_the_share(share):
    """The 15 nondecreasing functions of n=4, q=3, m=2: +4/15 and -8/15 times the share."""
    home = [int(list(f) == sorted(f)) for f in product(range(3), repeat=4)]
    assert sum(home) == 15
    world = worlds.tilted(home, share)
    blind = performance.blind(world, n=4, q=3)[1]
    found = [
        performance.expected(trace_of(order, 4, 3), world, n=4, q=3)[1]
        for order in ([3, 2, 1, 0], [0, 1, 2, 3])
    ]
    assert [each - blind for each in found] == [share * Fraction(4, 15), -share * Fraction(8, 15)]
    if share == 1:
        assert (*found, blind) == (Fraction(8, 5), Fraction(4, 5), Fraction(4, 3))
    if share == 0:
        assert {*found, blind} == {Fraction(13, 9)}


@pytest.mark.parametrize(("n", "q"), [(3, 2), (2, 3), (3, 3), (4, 2)])
def test_every_searchers_advantage_is_linear_in_the_share(n, q):
    rng = np.random.default_rng(4)
    table = enumeration.traces(n=n, q=q)
    weights = rng.integers(0, 9, size=q**n).tolist()
    for row in rng.integers(len(table), size=6).tolist():

        def advantage(share, codes=table[row]):
            world = worlds.tilted(weights, share)
            found = performance.expected(codes, world, n=n, q=q)
            return [a - b for a, b in zip(found, performance.blind(world, n=n, q=q))]

        whole = advantage(Fraction(1))
        for share in SHARES:
            assert advantage(share) == [share * each for each in whole]


def test_in_the_even_world_everybody_is_alike():
    world = worlds.tilted([5] + [0] * 26, 0)
    values = {
        tuple(performance.expected(row, world, n=3, q=3)) for row in enumeration.traces(n=3, q=3)
    }
    assert values == {tuple(performance.blind(world, n=3, q=3))}


# Geometry ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "q"), [(1, 3), (2, 2), (3, 2), (4, 2), (2, 3), (3, 3), (2, 5)])
def test_all_searchers_stand_at_the_same_angle_to_the_even_world(n, q):
    table = enumeration.traces(n=n, q=q)
    rows = np.random.default_rng(5).integers(len(table), size=min(40, len(table)))
    for codes in table[rows]:
        for m in range(1, n + 1):
            assert worlds.squared_cosines(codes, m, n=n, q=q) == [Fraction(1, q**m)] * q**m


def test_a_searcher_that_looks_twice_stands_at_other_angles():
    def stay(points, values):
        return 0

    codes = enumeration.trace(stay, n=3, q=2, revisits=True)
    assert worlds.squared_cosines(codes, 1, n=3, q=2) == [Fraction(1, 2)] * 2
    # 00 on the four functions of f(0) = 0: cosine**2 = 4**2 / (4 * 8); 01 and 10 are never seen.
    assert worlds.squared_cosines(codes, 2, n=3, q=2) == [Fraction(1, 2), 0, 0, Fraction(1, 2)]


def test_squared_cosines_by_scalar_products():
    def rule(points, values):
        """Look at 1; stay there on a 0."""
        return (1, 1, 2)[len(points)] if not values or values[0] == 0 else (1, 0, 2)[len(points)]

    functions = list(product(range(2), repeat=3))
    codes = enumeration.trace(rule, n=3, q=2, revisits=True)
    for m in (1, 2, 3):
        expected = []
        for sequence in product(range(2), repeat=m):
            v = [int(naive_trace(rule, f)[:m] == sequence) for f in functions]
            length = sum(x * x for x in v) * len(functions)
            expected.append(Fraction(sum(v) ** 2, length) if length else 0)
        assert worlds.squared_cosines(codes, m, n=3, q=2) == expected


@pytest.mark.parametrize(("n", "q"), [(3, 2), (2, 3), (3, 3)])
def test_alignments_are_the_chances_of_sequences(n, q):
    rng, functions = np.random.default_rng(6), list(product(range(q), repeat=n))
    count = enumeration.count_searchers(n=n, q=q)
    weights = rng.integers(0, 9, size=len(functions)).tolist()
    for index in rng.integers(count, size=5).tolist():
        rule = enumeration.searcher(index, n=n, q=q)
        codes = enumeration.trace(rule, n=n, q=q)
        for m in range(1, n + 1):
            expected = [
                Fraction(
                    sum(w for f, w in zip(functions, weights) if naive_trace(rule, f)[:m] == seq),
                    sum(weights),
                )
                for seq in product(range(q), repeat=m)
            ]
            found = worlds.alignments(codes, weights, m, n=n, q=q)
            assert found == expected
            assert sum(found) == 1


def test_alignments_give_the_mean_best_value():
    """What is found on average is the best of each sequence times its chance."""
    home = finite.indicator(finite.nondecreasing(n=4, q=3), n=4, q=3)
    codes = trace_of([2, 0, 3, 1], 4, 3)
    for m in range(1, 5):
        chances = worlds.alignments(codes, home, m, n=4, q=3)
        mean = sum(p * max(s) for p, s in zip(chances, product(range(3), repeat=m)))
        assert mean == performance.expected(codes, home, n=4, q=3)[m - 1]


# Planted needles -----------------------------------------------------------------------------


def test_one_point_of_each_function_is_raised():
    values = [4, 0, 4, -2, 1]
    rows = worlds.plant_needle(values)
    expected = [[5 if x == y else values[x] for x in range(5)] for y in range(5)]
    assert rows.tolist() == expected
    assert worlds.plant_needle([7]).tolist() == [[8]]
    assert worlds.plant_needle(np.array([255, 0], dtype=np.uint8)).tolist() == [
        [256, 0],
        [255, 256],
    ]
    assert values == [4, 0, 4, -2, 1]


ONES = [bin(x).count("1") for x in range(64)]


def climb(points, values):
    """Look beside the best point seen so far, at the lowest bit first; then anywhere."""
    if not points:
        return 21
    for _, x in sorted(zip(values, points), reverse=True):
        beside = [x ^ (1 << bit) for bit in range(6) if x ^ (1 << bit) not in points]
        if beside:
            return beside[0]
    return min(set(range(64)) - set(points))


def descend(points, values):
    """Look beside the worst point seen so far."""
    for _, x in sorted(zip(values, points)):
        beside = [x ^ (1 << bit) for bit in range(6) if x ^ (1 << bit) not in points]
        if beside:
            return beside[-1]
    return 0


def gamble(points, values):
    """Look anywhere, by a number made of everything seen."""
    left = sorted(set(range(64)) - set(points))
    return left[hash((points, values)) % len(left)]


@pytest.mark.parametrize(
    "rule",
    [
        climb,
        descend,
        gamble,
        enumeration.in_order(range(64)),
        enumeration.in_order(range(63, -1, -1)),
        enumeration.in_order(np.random.default_rng(7).permutation(64).tolist()),
    ],
)
def test_no_searcher_finds_a_planted_needle_sooner_than_another(rule):
    """OneMax on 64 points: within m looks on exactly m of the 64 functions."""
    times = worlds.hit_times(rule, worlds.plant_needle(ONES))
    assert sorted(times.tolist()) == list(range(1, 65))
    shares = [Fraction(int((times <= m).sum()), 64) for m in (8, 16, 32)]
    assert shares == [Fraction(1, 8), Fraction(1, 4), Fraction(1, 2)]


def test_climbing_does_pay_where_nothing_is_planted():
    assert worlds.hit_times(climb, [ONES]) < 64 / 2 < worlds.hit_times(descend, [ONES])


@pytest.mark.parametrize("index", [0, 1, 77, 4000])
def test_hit_times_by_the_trace(index):
    rule = enumeration.searcher(index, n=4, q=3)
    functions = list(product(range(3), repeat=4))
    expected = [naive_trace(rule, f).index(max(f)) + 1 for f in functions]
    assert worlds.hit_times(rule, functions).tolist() == expected


# Bad input -----------------------------------------------------------------------------------

CODES = np.arange(4)
EVEN = [1, 1, 1, 1]
FIRST = enumeration.in_order([0, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *[
            (lambda s=s: worlds.tilted([1, 2], s), r"^share must be a number from 0 to 1, got ")
            for s in (-0.1, 1.5, float("nan"), "1", True)
        ],
        (lambda: worlds.tilted([], 1), r"^weights must be >= 0 and not all 0, got \[\]"),
        (lambda: worlds.tilted([0, 0], 1), r"^weights must be >= 0 and not all 0, got "),
        (lambda: worlds.tilted([1, -1], 0), r"^weights must be >= 0 and not all 0, got "),
        (lambda: worlds.alignments(CODES, EVEN, 0, n=2, q=2), r"^m must be .* 1 to 2, got 0"),
        (lambda: worlds.alignments(CODES, EVEN, 3, n=2, q=2), r"^m must be .* 1 to 2, got 3"),
        (lambda: worlds.alignments(CODES, [1], 1, n=2, q=2), r"^weights must be 4 numbers, got 1"),
        (lambda: worlds.alignments(CODES, [0] * 4, 1, n=2, q=2), r"^weights must be >= 0 and not"),
        (
            lambda: worlds.alignments(CODES[:2], [1, 1], 1, n=2, q=2),
            r"^codes must be of shape \(\.\.\., 4\), got \(2,\)",
        ),
        (
            lambda: worlds.alignments(np.array([0, 1, 2, 9]), EVEN, 1, n=2, q=2),
            r"^codes must be traces from 0 to 3, got \[0, 1, 2, 9\]",
        ),
        (
            lambda: worlds.alignments(np.array([0, 1, 2, -1]), EVEN, 1, n=2, q=2),
            r"^codes must be traces from 0 to 3, got \[0, 1, 2, -1\]",
        ),
        (lambda: worlds.squared_cosines(CODES, 0, n=2, q=2), r"^m must be .* 1 to 2, got 0"),
        (
            lambda: worlds.squared_cosines(CODES, 1, n=3, q=2),
            r"^codes must be of shape \(\.\.\., 8\)",
        ),
        (lambda: worlds.plant_needle([]), r"^values must be n integers, got \[\]"),
        (lambda: worlds.plant_needle([[1, 2]]), r"^values must be n integers, got \[\[1, 2\]\]"),
        (lambda: worlds.plant_needle([0.5, 1]), r"^values must be n integers, got \[0.5, 1\]"),
        (lambda: worlds.hit_times(FIRST, [0, 1]), r"^functions must be of shape \(functions, n\)"),
        (lambda: worlds.hit_times(FIRST, np.zeros((2, 0))), r"^functions must be .*, got \(2, 0\)"),
        (lambda: worlds.hit_times(lambda p, v: 0, [[0, 1]]), r"^rule must be free of repeats"),
        (lambda: worlds.hit_times(lambda p, v: 2, [[0, 1]]), r"^rule must be .* 0 to 1, got 2"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
