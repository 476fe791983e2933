from itertools import combinations, product
from math import sqrt

import numpy as np
import pytest

from nflsim.optimization import landscapes
from nflsim.optimization.landscapes import Landscape


def jump_value(x, k):
    ones, n = sum(x), len(x)
    return k + ones if ones <= n - k or ones == n else n - ones


def road_value(x, size):
    return sum(size for at in range(0, len(x), size) if all(x[at : at + size]))


# landscape -> its value in one line of plain Python, and its largest value
DEFINED = [
    pair
    for n in range(1, 7)
    for pair in [
        (landscapes.one_max(n=n), sum, n),
        (landscapes.needle(n=n), lambda x: int(all(x)), 1),
        (landscapes.leading_ones(n=n), lambda x: "".join(map(str, (*x, 0))).index("0"), n),
        (
            landscapes.by_ones([7, -2, 9, 9, 0, 3, 1][: n + 1]),
            lambda x: [7, -2, 9, 9, 0, 3, 1][sum(x)],
            7 if n == 1 else 9,
        ),
    ]
]
DEFINED += [(landscapes.trap(n=n), lambda x: sum(x) or len(x) + 1, n + 1) for n in range(2, 7)]
DEFINED += [
    (landscapes.jump(n=n, k=k), lambda x, k=k: jump_value(x, k), n + k)
    for n in range(2, 7)
    for k in range(1, n)
]
DEFINED += [
    (landscapes.royal_road(blocks=b, size=s), lambda x, s=s: road_value(x, s), b * s)
    for b, s in [(1, 1), (1, 6), (6, 1), (2, 3), (3, 2), (2, 2)]
]


@pytest.mark.parametrize(("landscape", "define", "best"), DEFINED)
def test_every_string_has_the_value_of_the_definition(landscape, define, best):
    every = list(product((0, 1), repeat=landscape.n))
    assert landscape(every).tolist() == [define(x) for x in every]
    assert landscape.best == best == max(define(x) for x in every)


@pytest.mark.parametrize(("landscape", "define", "best"), DEFINED)
def test_the_profile_is_the_value_by_the_number_of_ones_where_nothing_else_matters(
    landscape, define, best
):
    values = {}
    for x in product((0, 1), repeat=landscape.n):
        values.setdefault(sum(x), set()).add(define(x))
    profile = landscape.profile
    if profile is not None:
        assert [set(each) for each in values.values()] == [{value} for value in profile]


def test_who_has_a_profile_and_who_has_none():
    with_one = [landscapes.one_max(n=3), landscapes.needle(n=3), landscapes.trap(n=3)]
    assert all(each.profile for each in [*with_one, landscapes.jump(n=3, k=2)])
    without = [landscapes.leading_ones(n=3), landscapes.royal_road(blocks=1, size=3)]
    without += [landscapes.planted(with_one[0], [0, 1, 0]), random_nk(3, 1, 1)]
    assert [each.profile for each in without] == [None] * 4


def test_special_values():
    for n in range(2, 9):
        assert landscapes.trap(n=n)([0] * n) == n + 1
        assert landscapes.trap(n=n)([1] * n) == n
        assert landscapes.jump(n=n, k=1).profile == tuple(z + 1 for z in range(n + 1))
    # Worked on paper: jump of 8 bits, gap 3: up to 5 ones, then down, then the optimum.
    assert landscapes.jump(n=8, k=3).profile == (3, 4, 5, 6, 7, 8, 2, 1, 11)
    road = landscapes.royal_road(blocks=8, size=8)
    assert (road.n, road.best, road([1] * 64).item(), road([1] * 15 + [0] * 49)) == (64, 64, 64, 8)


SOME = [
    landscapes.one_max(n=6),
    landscapes.trap(n=6),
    landscapes.leading_ones(n=6),
    landscapes.royal_road(blocks=2, size=3),
    landscapes.nk(n=6, k=2, rng=np.random.default_rng(3)),
    landscapes.planted(landscapes.jump(n=6, k=2), [1, 0, 1, 0, 0, 1]),
]


@pytest.mark.parametrize("landscape", SOME)
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, bool])
def test_a_batch_of_any_shape_layout_and_type_is_the_strings_one_by_one(landscape, dtype):
    strings = np.random.default_rng(5).integers(2, size=(4, 5, 6)).astype(dtype)
    alone = [[landscape([int(bit) for bit in x]).item() for x in row] for row in strings]
    assert landscape(strings).tolist() == alone
    assert landscape(strings).shape == (4, 5)
    assert landscape(np.asfortranarray(strings)).tolist() == alone
    assert landscape(strings.transpose(1, 0, 2)).tolist() == [list(row) for row in zip(*alone)]
    assert landscape(strings[1]).tolist() == alone[1]
    assert landscape(strings[1].T.copy().T).tolist() == alone[1]
    assert landscape(strings[0, ::-2]).tolist() == alone[0][::-2]
    assert np.shape(landscape(strings[0, 0])) == ()
    assert landscape(strings[:0]).shape == (0, 5)


@pytest.mark.parametrize("landscape", SOME)
def test_strings_are_left_as_they_were(landscape):
    strings = np.random.default_rng(6).integers(2, size=(50, 6)).astype(np.uint8)
    before = strings.copy()
    landscape(strings)
    assert np.array_equal(strings, before)


def test_a_thousand_bits_are_evaluated_without_tables():
    n, rng = 1000, np.random.default_rng(8)
    strings = (rng.random((20, n)) < np.linspace(0.9, 1, 20)[:, None]).astype(np.uint8)
    plain = strings.tolist()
    assert landscapes.one_max(n=n)(strings).tolist() == [sum(x) for x in plain]
    assert landscapes.needle(n=n)(strings).tolist() == [0] * 19 + [1]
    assert landscapes.trap(n=n)(1 - strings).tolist() == [n - sum(x) or n + 1 for x in plain]
    assert landscapes.jump(n=n, k=9)(strings).tolist() == [jump_value(x, 9) for x in plain]
    leading = [[*x, 0].index(0) for x in plain]
    assert landscapes.leading_ones(n=n)(strings).tolist() == leading
    road = landscapes.royal_road(blocks=100, size=10)
    assert road(strings).tolist() == [road_value(x, 10) for x in plain]


@pytest.mark.parametrize("n", [127, 128, 255, 256, 257])
def test_counts_of_ones_do_not_wrap_around(n):
    strings = np.tril(np.ones((n + 1, n), dtype=np.uint8), -1)
    for batch in (strings, strings.astype(bool), strings.astype(int)):
        assert landscapes.one_max(n=n)(batch).tolist() == list(range(n + 1))
        assert landscapes.leading_ones(n=n)(batch).tolist() == list(range(n + 1))
    assert landscapes.trap(n=n)(strings)[[0, 1, -1]].tolist() == [n + 1, 1, n]


def random_nk(n, k, seed, adjacent=False):
    return landscapes.nk(n=n, k=k, rng=np.random.default_rng(seed), adjacent=adjacent)


def walsh(landscape):
    """Return how much each set of bits matters beyond its parts, by plain sums over all strings."""
    n = landscape.n
    value = {x: landscape(x).item() for x in product((0, 1), repeat=n)}
    sets = [each for size in range(n + 1) for each in combinations(range(n), size)]
    return {
        bits: sum(f * (-1) ** sum(x[i] for i in bits) for x, f in value.items()) / 2**n
        for bits in sets
    }


# Rounding leaves sums of 64 numbers below 1 off by less than 64 * 64 * 2**-53 < 1e-12; a true
# effect below this has a chance under one in a million for each of the few hundred effects here.
NOTHING = 1e-12


@pytest.mark.parametrize(("n", "k"), [(1, 0), (5, 0), (5, 1), (6, 2), (5, 3), (5, 4)])
def test_adjacent_bits_interact_exactly_within_their_windows(n, k):
    """A set of bits has an effect of its own iff some share depends on all of it."""
    windows = [{(i + step) % n for step in range(k + 1)} for i in range(n)]
    for bits, effect in walsh(random_nk(n, k, 1, adjacent=True)).items():
        assert (abs(effect) > NOTHING) == any(window >= set(bits) for window in windows)


@pytest.mark.parametrize(("n", "k"), [(5, 0), (5, 1), (6, 2), (5, 3), (5, 4)])
def test_random_bits_interact_within_windows_of_k_others_for_each_bit(n, k):
    for seed in range(5):
        effects = walsh(random_nk(n, k, seed))
        real = [set(bits) for bits, effect in effects.items() if abs(effect) > NOTHING]
        largest = [bits for bits in real if not any(bits < other for other in real)]
        assert {len(bits) for bits in largest} == {k + 1}
        assert len(largest) <= n
        assert set().union(*largest) == set(range(n))
        whole = [set(b) for b in effects if any(set(b) <= window for window in largest)]
        assert all(bits in real for bits in whole)


def test_random_neighbours_are_uniform():
    """n=4, k=1: bits i and j meet unless neither picks the other, 1 - (2/3)**2 = 5/9."""
    met = dict.fromkeys(combinations(range(4), 2), 0)
    for seed in range(500):
        effects = walsh(random_nk(4, 1, seed))
        for pair in met:
            met[pair] += abs(effects[pair]) > NOTHING
    assert all(abs(count / 500 - 5 / 9) < 4 * sqrt(5 / 9 * 4 / 9 / 500) for count in met.values())


def test_flipping_one_bit_of_many_moves_only_shares_that_depend_on_it():
    """Far bits add up, near bits do not: n=1000, k=3, windows around the end."""
    n, rng = 1000, np.random.default_rng(2)
    landscape, x = random_nk(n, 3, 4, adjacent=True), rng.integers(2, size=n)

    def interaction(i, j):
        flips = np.zeros((4, n), dtype=int)
        flips[[1, 3], i] ^= 1
        flips[[2, 3], j] ^= 1
        return landscape(x ^ flips) @ [1, -1, -1, 1]

    # Sums of 1000 numbers below 1/1000 are off by less than 1000 * 2**-53, about 1e-13.
    for i in (0, 1, 500, 997, 999):
        near = [(i + step) % n for step in (-3, -2, -1, 1, 2, 3)]
        assert all(abs(interaction(i, j)) > NOTHING for j in near)
        assert all(abs(interaction(i, (i + step) % n)) < NOTHING for step in (-4, 4, 100, 500))


def test_without_other_bits_the_value_is_a_sum_over_bits():
    landscape = random_nk(7, 0, 9)
    ground, units = landscape([0] * 7), landscape(np.eye(7, dtype=int))
    for x in product((0, 1), repeat=7):
        parts = sum(units[i] - ground for i in range(7) if x[i])
        assert abs(landscape(x) - ground - parts) < NOTHING


@pytest.mark.parametrize("adjacent", [False, True])
def test_with_all_other_bits_the_values_of_all_strings_are_independent(adjacent):
    """n=3, k=2: mean 1/2, variance 1/(12 n) and no correlation, over 3000 landscapes."""
    runs, n = 3000, 3
    every = list(product((0, 1), repeat=n))
    values = np.array([random_nk(n, n - 1, seed, adjacent)(every) for seed in range(runs)])
    scaled = (values - 1 / 2) * sqrt(12 * n)
    assert (abs(scaled.mean(axis=0)) < 4 / sqrt(runs)).all()
    products = scaled.T @ scaled / runs
    # A mean of three uniforms: fourth moment 3 - 6/5/3 = 2.6, so a square has variance 1.6.
    assert (abs(np.diag(products) - 1) < 4 * sqrt(1.6 / runs)).all()
    assert (abs(products - np.diag(np.diag(products))) < 4 / sqrt(runs)).all()


def test_shares_are_uniform():
    """n=1: the value of either string is one share. Tenths are equally frequent."""
    runs = 4000
    values = np.array([random_nk(1, 0, seed)([[0], [1]]) for seed in range(runs)])
    assert values.min() >= 0
    assert values.max() < 1
    for column in values.T:
        counts = np.histogram(column, bins=10, range=(0, 1))[0]
        assert (abs(counts - runs / 10) < 4 * sqrt(runs * 0.1 * 0.9)).all()


def test_the_best_of_a_smooth_landscape_is_two_thirds():
    """k=0: each bit takes the larger of two uniforms, mean 2/3 and variance 1/18."""
    n, runs = 10, 400
    every = np.array(list(product((0, 1), repeat=n)))
    best = [random_nk(n, 0, seed)(every).max() for seed in range(runs)]
    assert abs(np.mean(best) - 2 / 3) < 4 * sqrt(1 / 18 / n / runs)


def test_the_largest_value_of_an_nk_landscape_is_not_known():
    assert all(random_nk(5, 2, seed).best is None for seed in range(3))


@pytest.mark.parametrize(
    "landscape",
    [
        landscapes.one_max(n=4),
        landscapes.leading_ones(n=3),
        landscapes.trap(n=4),
        landscapes.royal_road(blocks=2, size=2),
        landscapes.planted(landscapes.needle(n=3), [0, 0, 1]),
    ],
)
def test_a_planted_needle_changes_one_string_and_is_worth_one_more_than_the_best(landscape):
    every = list(product((0, 1), repeat=landscape.n))
    before = landscape(every).tolist()
    for place, at in enumerate(every):
        changed = landscapes.planted(landscape, at)
        expected = [*before[:place], max(before) + 1, *before[place + 1 :]]
        assert changed(every).tolist() == expected
        assert changed.best == max(before) + 1


def rng():
    return np.random.default_rng(1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: landscapes.one_max(n=0), r"^n must be an integer >= 1, got 0"),
        (lambda: landscapes.one_max(n=2.0), r"^n must be an integer >= 1, got 2.0"),
        (lambda: landscapes.needle(n=-1), r"^n must be an integer >= 1, got -1"),
        (lambda: landscapes.trap(n=1), r"^n must be an integer >= 2, got 1"),
        (lambda: landscapes.jump(n=1, k=1), r"^n must be an integer >= 2, got 1"),
        (lambda: landscapes.jump(n=4, k=0), r"^k must be an integer from 1 to 3, got 0"),
        (lambda: landscapes.jump(n=4, k=4), r"^k must be an integer from 1 to 3, got 4"),
        (lambda: landscapes.leading_ones(n=0), r"^n must be an integer >= 1, got 0"),
        (lambda: landscapes.royal_road(blocks=0, size=2), r"^blocks must be .* >= 1, got 0"),
        (lambda: landscapes.royal_road(blocks=2, size=0), r"^size must be .* >= 1, got 0"),
        (lambda: landscapes.by_ones([3]), r"^profile must be two values or more, got \(3,\)"),
        (lambda: landscapes.by_ones([0, 0.5]), r"^profile must be integers .*, got \(0, 0.5\)"),
        (
            lambda: landscapes.by_ones([0, 2**31]),
            r"^profile must be .* below 2\*\*31, got \(0, 2147",
        ),
        (lambda: landscapes.nk(n=0, k=0, rng=rng()), r"^n must be an integer >= 1, got 0"),
        (lambda: landscapes.nk(n=3, k=3, rng=rng()), r"^k must be an integer from 0 to 2, got 3"),
        (lambda: landscapes.nk(n=3, k=-1, rng=rng()), r"^k must be an .* from 0 to 2, got -1"),
        # 24 rows of 2**24 shares of 8 bytes.
        (
            lambda: landscapes.nk(n=24, k=23, rng=rng()),
            r"NK .* n=24, k=23 would need 3,221,225,472 bytes, the limit is 268,435,456",
        ),
        # Its shares are few, but drawing the bits takes three tables of n * n numbers.
        (lambda: landscapes.nk(n=5000, k=0, rng=rng()), r"n=5,000, k=0 would need 600,000,000"),
        (
            lambda: landscapes.planted(landscapes.one_max(n=2), [1]),
            r"^at must be 2 bits, got \[1\]",
        ),
        (
            lambda: landscapes.planted(landscapes.one_max(n=2), [2, 0]),
            r"^at must be 2 bits, got \[2, 0\]",
        ),
        (
            lambda: landscapes.planted(landscapes.one_max(n=2), [-1, 0]),
            r"^at must be 2 bits, got \[-1, 0\]",
        ),
        (
            lambda: landscapes.planted(landscapes.one_max(n=2), [0.5, 0]),
            r"^at must be 2 bits, got \[0.5, 0",
        ),
        (
            lambda: landscapes.planted(random_nk(2, 1, 1), [0, 0]),
            r"^landscape must be of known largest value, got ",
        ),
        (lambda: landscapes.one_max(n=3)([1, 0]), r"^strings must be of shape \(\.\.\., 3\)"),
        (lambda: landscapes.one_max(n=3)([[1], [0], [1]]), r"^strings must be .*, got \(3, 1\)"),
        (lambda: landscapes.one_max(n=1)(1), r"^strings must be of shape \(\.\.\., 1\), got \(\)"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_values_are_kept_up_to_the_limit():
    landscape = landscapes.by_ones([1 - 2**31, 2**31 - 1])
    assert landscape([[0], [1]]).tolist() == [1 - 2**31, 2**31 - 1]


def test_a_landscape_can_be_made_by_hand():
    landscape = Landscape(2, 6, lambda x: 4 * x[..., 0] + 2 * x[..., 1])
    assert landscape([[0, 1], [1, 1]]).tolist() == [2, 6]
    assert (landscape.n, landscape.best, landscape.profile) == (2, 6, None)
