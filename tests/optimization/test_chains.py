from fractions import Fraction
from itertools import product
from math import comb, e, exp

import numpy as np
import pytest

from nflsim.optimization import chains, landscapes

# What is exact in Fractions must come out to rounding: sums and systems of some hundred floats
# of error 1e-16 each, the systems without subtraction.
CLOSE = 1e-9


def close(value, exact):
    return abs(value - exact) <= CLOSE * abs(exact)


# The whole chain on all 2**n strings, in plain Python -----------------------------------------


def step(x, y, value, rate):
    """Return the chance that y is the next parent after x, unless y is x."""
    if value[y] < value[x]:
        return 0
    apart, n = sum(a != b for a, b in zip(x, y)), len(x)
    if rate is None:
        return Fraction(apart == 1, n)
    return rate**apart * (1 - rate) ** (n - apart)


def whole_chain(value, rate):
    """Return {string: {another string: chance}} and the optima, for values {string: value}."""
    moves = {x: {y: p for y in value if y != x and (p := step(x, y, value, rate))} for x in value}
    return moves, {x for x, f in value.items() if f == max(value.values())}


def mean_time(value, rate):
    """Return E[T], the first string included, by elimination of one string after another."""
    moves, optima = whole_chain(value, rate)
    # From x: leave(x) time(x) = 1 + sum over y of move(x, y) time(y).
    rows = {
        x: ({y: p for y, p in moves[x].items() if y not in optima}, sum(moves[x].values()), 1)
        for x in value
        if x not in optima
    }
    done = []
    while rows:
        x, (out, leave, cost) = rows.popitem()
        done.append((x, out, leave, cost))
        for z, (into, away, price) in rows.items():
            if share := into.pop(x, 0):
                for y, p in out.items():
                    if y != z:
                        into[y] = into.get(y, 0) + share * p / leave
                rows[z] = (into, away - share * out.get(z, 0) / leave, price + share * cost / leave)
    time = dict.fromkeys(optima, 0)
    for x, out, leave, cost in reversed(done):
        time[x] = (cost + sum(p * time[y] for y, p in out.items())) / leave
    return 1 + Fraction(1, len(value)) * sum(time.values())


def found_curve(value, rate, budget):
    """Return P(T <= m) for m = 1..budget, one step of all strings after another."""
    moves, optima = whole_chain(value, rate)
    at, curve = {x: Fraction(1, len(value)) for x in value}, []
    for _ in range(budget):
        curve.append(sum(at[x] for x in optima))
        following = dict.fromkeys(value, Fraction(0))
        for x, p in at.items():
            going = {} if x in optima else moves[x]
            following[x] += p * (1 - sum(going.values()))
            for y, share in going.items():
                following[y] += p * share
        at = following
    return curve


def by_ones(profile):
    n = len(profile) - 1
    return {x: profile[sum(x)] for x in product((0, 1), repeat=n)}


def leading(n):
    return {x: [*x, 0].index(0) for x in product((0, 1), repeat=n)}


PROFILES = [
    [0, 1],
    [1, 0],
    [0, 1, 2],
    [0, 1, 2, 3, 4],
    [0, 0, 0, 1],
    [4, 1, 2, 3],
    [2, 3, 4, 1, 6],
    [0, 2, 2, 1, 2],
    [3, 1, 3, 0, 3],  # several optima
    [1, 1, 1, 1],
]
RATES = [Fraction(1, 4), Fraction(1, 2), Fraction(2, 3)]


def reachable(value, rate):
    """Return whether the optimum is reached from every string."""
    moves, inside = whole_chain(value, rate)
    while more := [x for x in value if x not in inside and inside & moves[x].keys()]:
        inside = inside | set(more)
    return len(inside) == len(value)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("rate", [None, *RATES])
def test_the_chain_of_ones_is_the_chain_of_all_strings(profile, rate):
    value, landscape = by_ones(profile), landscapes.by_ones(profile)
    chain = chains.ones_chain(landscape, rate=None if rate is None else float(rate))
    if reachable(value, rate):
        assert close(chains.expected(chain), mean_time(value, rate))
    else:
        with pytest.raises(ValueError, match=r"^chain must be one that finds the optimum"):
            chains.expected(chain)
    curve = found_curve(value, rate, 12)
    # Chances are sums of a few products: 1e-13 absolute is a thousand roundings.
    assert np.allclose(chains.found_by(chain, budget=12), np.array(curve, float), 0, 1e-13)
    for m in (1, 2, 3, 7, 12):
        assert abs(chains.missed_within(chain, m) - (1 - curve[m - 1])) < 1e-13


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("rate", [None, *RATES])
def test_the_chain_of_leading_ones_is_the_chain_of_all_strings(n, rate):
    """The bits after the first zero stay uniform: otherwise n + 1 states would not do."""
    value = leading(n)
    chain = chains.leading_chain(n=n, rate=None if rate is None else float(rate))
    assert close(chains.expected(chain), mean_time(value, rate))
    curve = found_curve(value, rate, 10)
    assert np.allclose(chains.found_by(chain, budget=10), np.array(curve, float), 0, 1e-13)
    assert abs(chains.missed_within(chain, 9) - (1 - curve[8])) < 1e-13


@pytest.mark.parametrize("rate", [None, 0.05, 1 / 6, 0.6])
@pytest.mark.parametrize(
    ("value", "chain"),
    [
        (by_ones(range(7)), lambda r: chains.ones_chain(landscapes.one_max(n=6), rate=r)),
        (
            by_ones([0] * 6 + [1]),
            lambda r: chains.ones_chain(landscapes.needle(n=6), rate=r),
        ),
        (
            by_ones([1, 2, 3, 4, 5, 6, 7]),
            lambda r: chains.ones_chain(landscapes.jump(n=6, k=1), rate=r),
        ),
        (by_ones([0, 1, 2, 2, 3, 3, 4]), lambda r: chains.ones_chain(STAIRS, rate=r)),
        (leading(6), lambda r: chains.leading_chain(n=6, rate=r)),
    ],
)
def test_six_bits_in_floats(value, chain, rate):
    assert close(chains.expected(chain(rate)), float(mean_time(value, rate)))


STAIRS = landscapes.by_ones([0, 1, 2, 2, 3, 3, 4])


@pytest.mark.parametrize("k", [2, 3, 5])
@pytest.mark.parametrize("rate", [0.1, 1 / 6, 0.5])
def test_jumps_and_traps_of_six_bits_in_floats(k, rate):
    profile = [k + z if z <= 6 - k or z == 6 else 6 - z for z in range(7)]
    chain = chains.ones_chain(landscapes.jump(n=6, k=k), rate=rate)
    assert close(chains.expected(chain), float(mean_time(by_ones(profile), rate)))
    trap = chains.ones_chain(landscapes.trap(n=6), rate=rate)
    assert close(chains.expected(trap), float(mean_time(by_ones([7, 1, 2, 3, 4, 5, 6]), rate)))


# Chains by themselves -------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 7, 40])
@pytest.mark.parametrize("rate", [None, 1e-3, 0.5, 1.0])
def test_every_row_is_a_distribution(n, rate):
    for chain in (
        chains.ones_chain(landscapes.one_max(n=n), rate=rate),
        chains.ones_chain(landscapes.needle(n=n), rate=rate),
        chains.leading_chain(n=n, rate=rate),
    ):
        assert chain.step.shape == (n + 1, n + 1)
        assert chain.start.shape == chain.found.shape == (n + 1,)
        # Sums of up to 41 chances.
        assert np.allclose(chain.step.sum(axis=1), 1, 0, 1e-12)
        assert chain.step.min() >= -1e-12
        assert abs(chain.start.sum() - 1) < 1e-12
        assert chain.found.tolist() == [False] * n + [True]


def test_a_step_of_the_chain_of_ones_by_hand():
    """OneMax, n=3, p=1/4, from one 1 and two 0s, by what flips."""
    chain = chains.ones_chain(landscapes.one_max(n=3), rate=0.25)
    both, one, none = (1 / 4) ** 2, 2 * (1 / 4) * (3 / 4), (3 / 4) ** 2  # of the two 0s
    to_two = one * 3 / 4 + both * 1 / 4
    to_three = both * 3 / 4
    assert none + one + both == 1
    expected = [0, 1 - to_two - to_three, to_two, to_three]
    # Logarithms of factorials and back: a few roundings of 1e-16.
    assert np.allclose(chain.step[1], expected, 0, 1e-14)
    assert chain.start.round(12).tolist() == [0.125, 0.375, 0.375, 0.125]


def test_found_by_and_missed_within_agree_far_out():
    chain = chains.ones_chain(landscapes.jump(n=10, k=3), rate=0.1)
    curve = chains.found_by(chain, budget=3000)
    assert curve.shape == (3000,)
    assert (np.diff(curve) >= 0).all()
    for m in (1, 2, 3, 64, 1000, 2999, 3000):
        # Ten states, thousands of steps of rounding 1e-16 each.
        assert abs(chains.missed_within(chain, m) - (1 - curve[m - 1])) < 1e-11


@pytest.mark.parametrize("rate", [None, 0.1, 0.4])
def test_the_mean_is_the_sum_of_the_chances_not_to_be_done(rate):
    chain = chains.ones_chain(landscapes.one_max(n=8), rate=rate)
    curve = chains.found_by(chain, budget=5000)
    assert curve[-1] > 1 - 1e-10
    assert close(1 + (1 - curve).sum(), chains.expected(chain))


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5])
def test_a_chain_made_by_hand_starts_where_it_is_told(n, rate):
    """From the local optimum of a trap all bits must flip at once: p**-n steps."""
    chain = chains.ones_chain(landscapes.trap(n=n), rate=rate)
    stuck = chains.Chain(np.eye(n + 1)[n], chain.step, chain.found)
    assert close(chains.expected(stuck) - 1, rate**-n)
    done = chains.Chain(np.eye(n + 1)[0], chain.step, chain.found)
    assert chains.expected(done) == 1
    assert chains.found_by(done, budget=3).tolist() == [1, 1, 1]


def test_the_first_time_counts_even_if_the_optimum_is_left_again():
    """Two states that change places: the second is found at the second evaluation."""
    swap = chains.Chain(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0]]), np.arange(2) == 1)
    assert chains.found_by(swap, budget=4).tolist() == [0, 1, 1, 1]
    assert [chains.missed_within(swap, m) for m in (1, 2, 3)] == [1, 0, 0]
    assert chains.expected(swap) == 2


@pytest.mark.parametrize(("n", "k"), [(6, 2), (10, 3), (20, 4), (9, 8)])
def test_from_the_edge_of_a_jump_its_bits_must_flip_together(n, k):
    for rate in (1 / n, k / n, 0.5):
        chain = chains.ones_chain(landscapes.jump(n=n, k=k), rate=rate)
        edge = chains.Chain(np.eye(n + 1)[n - k], chain.step, chain.found)
        assert close(chains.expected(edge) - 1, 1 / (rate**k * (1 - rate) ** (n - k)))


def test_a_trap_is_left_in_n_to_the_n():
    for n in (4, 6, 8, 10, 12, 14, 16):
        chain = chains.ones_chain(landscapes.trap(n=n), rate=1 / n)
        stuck = chains.Chain(np.eye(n + 1)[n], chain.step, chain.found)
        assert close(chains.expected(stuck) - 1, n**n)


# Published values, which count the iterations after the first string ------------------------


def iterations(chain):
    return chains.expected(chain) - 1


def ones(make, n, rate=None, **more):
    return iterations(chains.ones_chain(make(n=n, **more), rate=rate))


@pytest.mark.parametrize(
    ("n", "published", "digits"),
    [
        (2, 7 / 4, 12),
        (4, 269 / 48, 12),
        (8, 435479 / 26880, 12),
        (10, 22.3590339782, 10),
        (100, 449.4230337080, 10),
    ],
)
def test_published_times_of_local_search_on_one_max(n, published, digits):
    assert abs(ones(landscapes.one_max, n) - published) < max(10.0**-digits, CLOSE * published)


@pytest.mark.parametrize(
    ("n", "published", "digits"),
    [
        (2, 3, 12),
        (5, 16.106365841, 9),
        (10, 47.986593907, 9),
        (100, 1069.538497260, 9),
        (1000, 16894.689, 3),
    ],
)
def test_published_times_of_evolution_on_one_max(n, published, digits):
    found = ones(landscapes.one_max, n, 1 / n)
    assert abs(found - published) < max(10.0**-digits, CLOSE * published)


@pytest.mark.parametrize(
    ("n", "rate", "published"), [(10, 0.1, 84.058739586), (100, 0.01, 8573.395180824)]
)
def test_published_times_of_evolution_on_leading_ones(n, rate, published):
    assert close(iterations(chains.leading_chain(n=n, rate=rate)), published)


@pytest.mark.parametrize("n", [1, 2, 5, 10, 33, 100])
def test_local_search_on_leading_ones_takes_half_of_n_squared(n):
    assert close(iterations(chains.leading_chain(n=n)), n**2 / 2)


def test_published_times_on_the_needle():
    # Four printed decimals.
    assert abs(ones(landscapes.needle, 8) - 301.2048) < 5e-5
    assert abs(ones(landscapes.needle, 10) - 1171.8948) < 5e-5
    assert abs(ones(landscapes.needle, 16, 1 / 16) / 2**16 - 1.59751) < 5e-6


def test_published_times_on_the_trap():
    # As printed, to three decimals and to one.
    assert abs(ones(landscapes.trap, 4, 1 / 4) - 202.926) < 5e-4
    assert abs(ones(landscapes.trap, 6, 1 / 6) - 44579.5) < 5e-2


def test_the_needle_by_a_classical_formula():
    """RLS on a plateau is the walk of Ehrenfest: its mean time to one corner, from any string.

    By the eigenvalues 1 - 2 j/n of the walk on the cube, the mean over uniform starts is
    sum_j C(n, j) n / (2 j).
    """
    for n in range(1, 16):
        exact = sum(Fraction(comb(n, j) * n, 2 * j) for j in range(1, n + 1))
        assert close(ones(landscapes.needle, n), exact)


def test_evolution_on_the_needle_by_the_same_formula():
    """With rate p the eigenvalues are (1 - 2 p)**j: sum_j C(n, j) / (1 - (1 - 2 p)**j)."""
    for n, rate in ((5, 0.1), (8, 0.25), (16, 1 / 16), (10, 0.5)):
        exact = sum(comb(n, j) / (1 - (1 - 2 * rate) ** j) for j in range(1, n + 1))
        assert close(ones(landscapes.needle, n, rate), exact)


def test_evolution_on_leading_ones_tends_to_its_limit():
    """(e - 1)/2 n**2 at p = 1/n; the rest is of the order of n, here below 1/n relative."""
    n = 400
    found = iterations(chains.leading_chain(n=n, rate=1 / n)) / n**2
    assert abs(found - (e - 1) / 2) < 1 / n


def test_evolution_on_one_max_at_rate_one_half_is_blind_search():
    for n in range(1, 8):
        assert close(chains.expected(chains.ones_chain(landscapes.one_max(n=n), rate=0.5)), 2**n)


def test_needle_found_by_at_rate_one_half_is_geometric():
    curve = chains.found_by(chains.ones_chain(landscapes.needle(n=5), rate=0.5), budget=40)
    assert np.allclose(curve, [1 - (31 / 32) ** m for m in range(1, 41)], 0, 1e-13)


@pytest.mark.parametrize("m", [1, 2, 100, 10_000])
def test_tiny_chances_to_miss_keep_their_digits(m):
    """Draws miss one of 2**n strings with (1 - 2**-n)**m; m roundings of 1e-16, relative."""
    chain = chains.ones_chain(landscapes.needle(n=5), rate=0.5)
    assert close(chains.missed_within(chain, m), (31 / 32) ** m)


def test_missing_two_bits_by_hand():
    """RLS on OneMax, n=2: 00 goes to 10 or 01, and these to 11 with chance 1/2 at each step."""
    chain = chains.ones_chain(landscapes.one_max(n=2))
    exact = [3 / 4] + [1 / 2 * 2.0 ** (1 - m) + 1 / 4 * 2.0 ** (2 - m) for m in range(2, 60)]
    assert all(close(chains.missed_within(chain, m), p) for m, p in enumerate(exact, start=1))


def test_rare_steps_keep_their_digits():
    """From the edge of a wide jump: p**-12 (1-p)**-18 is about 1e18, far beyond 1 / 2**-53."""
    chain = chains.ones_chain(landscapes.jump(n=30, k=12), rate=1 / 30)
    edge = chains.Chain(np.eye(31)[18], chain.step, chain.found)
    assert close(chains.expected(edge), 30.0**12 * exp(18 * -np.log1p(-1 / 30)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *[
            (
                lambda rate=rate: chains.ones_chain(landscapes.one_max(n=3), rate=rate),
                r"^rate must be a number > 0 and <= 1, got ",
            )
            for rate in (0, -0.5, 1.01, float("nan"), True, "1", 1j)
        ],
        *[
            (
                lambda rate=rate: chains.leading_chain(n=3, rate=rate),
                r"^rate must be a number > 0 and <= 1, got ",
            )
            for rate in (0, -0.5, 1.01, float("nan"), True)
        ],
        (lambda: chains.leading_chain(n=0), r"^n must be an integer >= 1, got 0"),
        (
            lambda: chains.ones_chain(landscapes.leading_ones(n=3)),
            r"^landscape must be a function of the number of ones, got ",
        ),
        (
            lambda: chains.ones_chain(landscapes.planted(landscapes.one_max(n=3), [0, 1, 0])),
            r"^landscape must be a function of the number of ones, got ",
        ),
        (lambda: chains.found_by(CHAIN, budget=0), r"^budget must be an integer >= 1, got 0"),
        (lambda: chains.found_by(CHAIN, budget=1.5), r"^budget must be .* >= 1, got 1.5"),
        (lambda: chains.missed_within(CHAIN, 0), r"^m must be an integer >= 1, got 0"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()


CHAIN = chains.ones_chain(landscapes.one_max(n=2))


@pytest.mark.parametrize(
    ("profile", "rate"),
    [
        ([5, 1, 2, 3, 4], None),  # the trap
        ([2, 3, 4, 1, 6], None),  # the jump
        ([0, 1, 1, 1, 1, 0, 5], None),  # a plateau on which the search walks for ever
        ([0, 1, 2, 3, 4], 1.0),  # all bits flip, every time
        ([0, 0, 0, 0, 1], 1.0),
    ],
)
def test_a_search_that_may_never_end_has_no_mean_but_has_its_chances(profile, rate):
    chain = chains.ones_chain(landscapes.by_ones(profile), rate=rate)
    with pytest.raises(ValueError, match=r"^chain must be one that finds the optimum from every"):
        chains.expected(chain)
    curve = found_curve(by_ones(profile), None if rate is None else 1, 9)
    assert np.allclose(chains.found_by(chain, budget=9), np.array(curve, float), 0, 1e-13)
    # More than one start in ten leads where there is no way out.
    assert chains.missed_within(chain, 10**6) > 0.1
