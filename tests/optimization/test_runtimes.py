from fractions import Fraction
from itertools import permutations, product
from math import comb, e, log

import numpy as np
import pytest

from nflsim.optimization import runtimes

# Closed forms in floats, against exact values: a few operations of relative error 1e-16 each.
CLOSE = 1e-12


def close(value, exact, within=CLOSE):
    return abs(value - exact) <= within * abs(exact)


def solve(rows, right):
    """Return the solution of a linear system by Gauss elimination, exactly for Fractions."""
    rows = [[*row, value] for row, value in zip(rows, right)]
    size = len(rows)
    for i in range(size):
        pivot = next(j for j in range(i, size) if rows[j][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for j in range(size):
            if j != i and rows[j][i]:
                factor = rows[j][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i])]
    return [row[-1] for row in rows]


def times_of_all_strings(n, value, rate):
    """Return {string: expected steps to the optimum}: all 2**n strings, one linear system."""
    every = list(product((0, 1), repeat=n))
    top = max(map(value, every))
    open_ = [x for x in every if value(x) < top]

    def move(x, y):
        if value(y) < value(x):
            return Fraction(0)
        apart = sum(a != b for a, b in zip(x, y))
        return Fraction(apart == 1, n) if rate is None else rate**apart * (1 - rate) ** (n - apart)

    rows = []
    for x in open_:
        away = sum(move(x, y) for y in every if y != x)
        rows.append([away if y == x else -move(x, y) for y in open_])
    return dict.fromkeys(every, Fraction(0)) | dict(zip(open_, solve(rows, [1] * len(open_))))


def mean(times):
    """Return E[T] from a uniform string, which is an evaluation itself."""
    return 1 + sum(times.values()) / len(times)


def leading(x):
    return [*x, 0].index(0)


# Blind search --------------------------------------------------------------------------------


def test_blind_search_over_all_orders_of_four_strings():
    orders = list(permutations(range(4)))
    for optimum in range(4):
        total = sum(order.index(optimum) + 1 for order in orders)
        assert runtimes.blind(n=2) == Fraction(total, len(orders))
        curve = [sum(optimum in order[:m] for order in orders) / 24 for m in (1, 2, 3, 4, 4)]
        assert runtimes.blind_found_by(n=2, budget=5).tolist() == curve


def test_published_blind_times():
    assert runtimes.blind(n=4) == Fraction(17, 2)
    assert runtimes.blind(n=6) == Fraction(65, 2)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8])
def test_a_walk_through_all_strings_finds_the_optimum_at_each_place_equally_often(n):
    assert runtimes.blind(n=n) == Fraction(sum(range(1, 2**n + 1)), 2**n)
    curve = runtimes.blind_found_by(n=n, budget=2**n + 3)
    assert curve.tolist() == [min(m, 2**n) / 2**n for m in range(1, 2**n + 4)]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8])
def test_with_repeats_each_draw_hits_with_the_same_chance(n):
    assert runtimes.blind(n=n, repeats=True) == 2**n
    miss = 1 - Fraction(1, 2**n)
    curve = runtimes.blind_found_by(n=n, budget=60, repeats=True)
    assert all(close(found, 1 - miss**m) for m, found in enumerate(curve.tolist(), start=1))


def test_blind_search_by_all_sequences_of_draws():
    draws = list(product(range(4), repeat=3))
    curve = [sum(0 in draw[:m] for draw in draws) / len(draws) for m in (1, 2, 3)]
    found = runtimes.blind_found_by(n=2, budget=3, repeats=True)
    assert np.allclose(found, curve, CLOSE, 0)


def test_tiny_chances_keep_their_digits():
    for repeats in (False, True):
        found = runtimes.blind_found_by(n=200, budget=3, repeats=repeats)
        assert np.allclose(found * 2.0**200, [1, 2, 3], CLOSE, 0)
    assert runtimes.blind_found_by(n=3000, budget=2).tolist() == [0, 0]
    assert runtimes.blind(n=200) * 2 == 2**200 + 1


# OneMax --------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_local_search_on_one_max_over_all_strings(n):
    assert runtimes.one_max_local_search(n=n) == mean(times_of_all_strings(n, sum, None))


def test_published_times_of_local_search_on_one_max():
    """Published are the steps after the first string."""
    exact = {2: Fraction(7, 4), 4: Fraction(269, 48), 8: Fraction(435479, 26880)}
    for n, published in exact.items():
        assert runtimes.one_max_local_search(n=n) - 1 == published
    # As printed, to ten decimals.
    assert abs(runtimes.one_max_local_search(n=10) - 1 - 22.3590339782) < 1e-10
    assert abs(runtimes.one_max_local_search(n=100) - 1 - 449.4230337080) < 1e-10


@pytest.mark.parametrize("n", [50, 100, 400])
def test_local_search_on_one_max_tends_to_its_expansion(n):
    """n H_(n/2) - 1/2 + 1/(4 n) steps and a rest of the order of 1/n**2."""
    harmonic = sum(1 / i for i in range(1, n // 2 + 1))
    steps = float(runtimes.one_max_local_search(n=n) - 1)
    assert abs(steps - (n * harmonic - 1 / 2 + 1 / (4 * n))) < 1 / n**2


# LeadingOnes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [Fraction(1, 5), Fraction(1, 2), Fraction(3, 4)])
@pytest.mark.parametrize("n", [2, 3, 4])
def test_leading_ones_over_all_strings(n, rate):
    assert runtimes.leading_ones(n=n, rate=rate) == mean(times_of_all_strings(n, leading, rate))


def test_published_times_on_leading_ones():
    """Published are the steps after the first string, to nine decimals."""
    assert abs(runtimes.leading_ones(n=10, rate=0.1) - 1 - 84.058739586) < 1e-9
    assert close(runtimes.leading_ones(n=100, rate=0.01) - 1, 8573.395180824, 1e-12)
    tenth, hundredth = Fraction(1, 10), Fraction(1, 100)
    assert abs(runtimes.leading_ones(n=10, rate=tenth) - 1 - Fraction("84.058739586")) < 1e-9
    assert abs(runtimes.leading_ones(n=100, rate=hundredth) - 8574.395180824) < 1e-9


def test_leading_ones_tends_to_its_limits():
    """At p = c/n, n to infinity: (exp(c) - 1) / (2 c**2) n**2, smallest at c = 1.593624.

    The rest is of relative order 1/n; rounding takes 2**-52 / p from the numerator.
    """
    n = 10**6
    assert abs(runtimes.leading_ones(n=n, rate=1 / n) / n**2 - (e - 1) / 2) < 3 / n
    assert abs((e - 1) / 2 - 0.859141) < 5e-7
    grid = np.arange(1.59, 1.60, 1e-6)
    times = runtimes.leading_ones(n=n, rate=grid / n) / n**2
    # c in steps of 1e-6 and flat at its minimum: rounding of 1e-10 moves it by 1e-5 at most.
    assert abs(grid[times.argmin()] - 1.593624) < 2e-5
    assert abs(times.min() - 0.772069) < 5e-6


def test_local_search_needs_less_than_evolution_at_its_best_rate():
    """n**2/2 steps of local search, .772 n**2 at the best rate of the other."""
    rates = np.linspace(0.001, 0.2, 2000)
    for n in (10, 50, 100):
        assert runtimes.leading_ones(n=n, rate=rates).min() > 1.4 * n**2 / 2


# Jump ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "k"), [(2, 1), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3)])
@pytest.mark.parametrize("rate", [Fraction(1, 4), Fraction(2, 3)])
def test_a_jump_from_its_edge_over_all_strings(n, k, rate):
    def value(x):
        return k + sum(x) if sum(x) <= n - k or sum(x) == n else n - sum(x)

    times = times_of_all_strings(n, value, rate)
    edge = {time for x, time in times.items() if sum(x) == n - k}
    assert edge == {runtimes.jump_across(n=n, k=k, rate=rate)}


@pytest.mark.parametrize("call", [runtimes.leading_ones, runtimes.jump_across])
def test_an_array_of_rates_gives_the_times_one_by_one(call):
    more = {"k": 3} if call is runtimes.jump_across else {}
    rates = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.9]])
    found = call(n=7, **more, rate=rates)
    assert found.shape == (2, 3)
    for i, j in np.ndindex(2, 3):
        exact = call(n=7, **more, rate=Fraction(float(rates[i, j])))
        assert type(exact) is Fraction
        assert close(found[i, j], exact)
        assert close(call(n=7, **more, rate=float(rates[i, j])), exact)


# Royal Road ----------------------------------------------------------------------------------


def blocks_value(size):
    return lambda x: sum(size for at in range(0, len(x), size) if all(x[at : at + size]))


@pytest.mark.parametrize(("blocks", "size"), [(1, 1), (2, 1), (1, 2), (2, 2), (4, 1), (1, 4)])
def test_royal_road_over_all_strings(blocks, size):
    times = times_of_all_strings(blocks * size, blocks_value(size), None)
    # Ten digits: the integral is summed on a grid, said to be exact to rounding.
    assert close(runtimes.royal_road(blocks=blocks, size=size), mean(times), 1e-10)


def road_by_counts(blocks, size):
    """Return E[T] from the chain on how many blocks have 0, 1, ..., size ones.

    A step takes a uniform bit; a finished block does not let go.
    """
    states = [s for s in product(range(blocks + 1), repeat=size + 1) if sum(s) == blocks]
    place = {s: i for i, s in enumerate(s for s in states if s[size] < blocks)}
    system, n = np.zeros((len(place), len(place))), blocks * size
    for state, i in place.items():
        for z in range(size):
            for to, bits in ((z + 1, size - z), (z - 1, z)):
                if state[z] and bits:
                    chance = state[z] * bits / n
                    after = list(state)
                    after[z] -= 1
                    after[to] += 1
                    system[i, i] += chance
                    if after[size] < blocks:
                        system[i, place[tuple(after)]] -= chance
    times = np.linalg.solve(system, np.ones(len(place)))
    total = 1.0
    for state, i in place.items():
        ways, left = 1, blocks
        for z, count in enumerate(state):
            ways *= comb(left, count) * comb(size, z) ** count
            left -= count
        total += ways / 2**n * times[i]
    return total


@pytest.mark.parametrize(
    ("blocks", "size"), [(3, 1), (3, 2), (2, 3), (3, 3), (4, 4), (6, 2), (2, 8), (3, 6), (10, 1)]
)
def test_royal_road_by_the_chain_of_block_counts(blocks, size):
    # Systems of some hundred states, of condition below 1e5: 1e-9 is safe for both.
    assert close(runtimes.royal_road(blocks=blocks, size=size), road_by_counts(blocks, size), 1e-9)


def test_published_times_on_royal_road():
    # Steps after the first string, as printed: to two, three and four decimals.
    assert abs(runtimes.royal_road(blocks=8, size=8) - 1 - 6570.06) < 5e-3
    assert abs(runtimes.royal_road(blocks=1, size=8) - 1 - 301.2048) < 5e-5
    assert abs(runtimes.royal_road(blocks=4, size=4) - 1 - 148.894) < 5e-4


def test_royal_road_of_single_bits_is_one_max_and_of_one_block_the_needle():
    for n in (1, 2, 7, 30, 200, 600):
        exact = sum(Fraction(comb(n, z), 2**n) * n * h for z, h in enumerate(harmonic(n))) + 1
        assert close(runtimes.royal_road(blocks=n, size=1), exact, 1e-9)
    for n in range(1, 21):
        # The walk on a plateau of the cube: sum_j C(n, j) n / (2 j) steps from a uniform start.
        exact = 1 + sum(Fraction(comb(n, j) * n, 2 * j) for j in range(1, n + 1))
        assert close(runtimes.royal_road(blocks=1, size=n), exact, 1e-9)


def harmonic(n):
    """Return H_0, H_1, ..., H_n: floats do, each sum is exact to 1e-13."""
    return [Fraction(h) for h in np.append(0, np.cumsum(1 / np.arange(1, n + 1))).tolist()]


def test_many_blocks_take_as_long_as_the_slowest():
    """Independent blocks with exponential tails: doubling their number adds about ln 2 / speed."""
    size = 4
    one = runtimes.royal_road(blocks=1, size=size) - 1
    per_block = [(runtimes.royal_road(blocks=b, size=size) - 1) / b for b in (1000, 2000, 4000)]
    steps = np.diff(per_block)
    # Both differences are ln 2 over the same slowest speed, up to terms of the order of 1/1000.
    assert abs(steps[1] / steps[0] - 1) < 1e-3
    assert log(2) * one < steps[1] < log(2) * one * 1.5


# Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: runtimes.blind(n=0), r"^n must be an integer >= 1, got 0"),
        (lambda: runtimes.blind_found_by(n=0, budget=1), r"^n must be an integer >= 1, got 0"),
        (lambda: runtimes.blind_found_by(n=2, budget=0), r"^budget must be an integer >= 1, got 0"),
        (lambda: runtimes.one_max_local_search(n=0), r"^n must be an integer >= 1, got 0"),
        (lambda: runtimes.one_max_local_search(n=2.5), r"^n must be an integer >= 1, got 2.5"),
        (lambda: runtimes.leading_ones(n=1, rate=0.5), r"^n must be an integer >= 2, got 1"),
        *[
            (
                lambda rate=rate: runtimes.leading_ones(n=3, rate=rate),
                r"^rate must be > 0 and < 1, got ",
            )
            for rate in (0, 1, -0.1, float("nan"), Fraction(1), np.array([0.1, 1.0]))
        ],
        *[
            (
                lambda rate=rate: runtimes.jump_across(n=3, k=2, rate=rate),
                r"^rate must be > 0 and < 1, got ",
            )
            for rate in (0, 1, 2, float("nan"), np.array([0.0, 0.1]))
        ],
        (lambda: runtimes.jump_across(n=1, k=1, rate=0.5), r"^n must be an integer >= 2, got 1"),
        (lambda: runtimes.jump_across(n=3, k=0, rate=0.5), r"^k must be .* from 1 to 2, got 0"),
        (lambda: runtimes.jump_across(n=3, k=3, rate=0.5), r"^k must be .* from 1 to 2, got 3"),
        (lambda: runtimes.royal_road(blocks=0, size=2), r"^blocks must be .* >= 1, got 0"),
        (lambda: runtimes.royal_road(blocks=2, size=0), r"^size must be .* from 1 to 20, got 0"),
        (lambda: runtimes.royal_road(blocks=2, size=21), r"^size must be .* from 1 to 20, got 21"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
