import inspect
from collections import Counter
from itertools import pairwise, permutations, product
from math import exp, sqrt

import numpy as np
import pytest

from nflsim.optimization import _draws, chains, landscapes, runtimes, search
from nflsim.optimization.landscapes import Landscape

SEARCHERS = [
    search.blind,
    search.local_search,
    search.evolutionary,
    search.annealing,
    search.hill_climbing,
]


def rng(seed=1):
    return np.random.default_rng(seed)


def logged(landscape):
    """Return the landscape, and the list of the batches of strings it is asked for."""
    asked = []

    def values(x):
        if x.ndim == 2:  # a single string of zeros is asked for to learn the type of the values
            asked.append(x.copy())
        return landscape(x)

    return Landscape(landscape.n, landscape.best, values), asked


def watched(searcher, landscape, **arguments):
    """Return what a searcher sees and the strings it evaluates, shape (budget, runs, n)."""
    landscape, asked = logged(landscape)
    seen = searcher(landscape, **arguments)
    return seen, np.array(asked)


def tabled(values):
    """Return the landscape with these values, in the order of the strings as binary numbers."""
    values = np.array(values)
    n = len(values).bit_length() - 1
    return Landscape(n, max(values), lambda x: values[x.astype(int) @ 2 ** np.arange(n)[::-1]])


def codes(strings):
    return strings.astype(int) @ 2 ** np.arange(strings.shape[-1])[::-1]


def assert_uniform(counts, cells):
    """Chi-square against equal chances: mean cells - 1, variance 2 (cells - 1) at the most."""
    counts = np.append(counts, np.zeros(cells - len(counts)))
    each = counts.sum() / cells
    assert len(counts) == cells
    assert ((counts - each) ** 2).sum() / each < cells - 1 + 4 * sqrt(2 * (cells - 1))


def frequencies(items):
    return list(Counter(items).values())


RANDOM = tabled(np.random.default_rng(11).integers(0, 6, size=2**5))
RUGGED = landscapes.nk(n=6, k=3, rng=np.random.default_rng(12))
PLACES = [
    landscapes.one_max(n=4),
    landscapes.needle(n=4),
    landscapes.trap(n=5),
    landscapes.by_ones([1, 1, 1, 1]),
    RANDOM,
    RUGGED,
]


def test_all_searchers_are_called_alike():
    """One budget, one number of runs, one generator; what else there is has a default."""
    for searcher in SEARCHERS:
        parameters = list(inspect.signature(searcher).parameters.values())
        assert [p.name for p in parameters[:4]] == ["landscape", "budget", "runs", "rng"]
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters[1:])
        assert all(p.default is p.empty for p in parameters[:4])
        assert all(p.default is not p.empty for p in parameters[4:])
    public = [f for _, f in inspect.getmembers(search, inspect.isfunction)]
    own = [f for f in public if f.__module__ == search.__name__ and f.__name__[0] != "_"]
    assert set(own) == set(SEARCHERS)


@pytest.mark.parametrize("searcher", SEARCHERS)
@pytest.mark.parametrize("landscape", PLACES)
@pytest.mark.parametrize(("budget", "runs"), [(1, 1), (1, 5), (2, 1), (2, 3), (8, 7), (16, 2)])
def test_what_is_seen_are_the_values_of_the_strings_evaluated(searcher, landscape, budget, runs):
    budget = min(budget, 2**landscape.n)
    seen, asked = watched(searcher, landscape, budget=budget, runs=runs, rng=rng())
    assert seen.shape == (runs, budget)
    assert seen.dtype.kind == ("f" if landscape is RUGGED else "i")
    assert asked.shape == (budget, runs, landscape.n)
    assert asked.max() <= 1
    assert seen.T.tolist() == [[landscape(x).item() for x in batch] for batch in asked]


@pytest.mark.parametrize("searcher", SEARCHERS)
def test_one_bit_is_enough(searcher):
    seen = searcher(landscapes.one_max(n=1), budget=2, runs=50, rng=rng())
    # The second string is the other one, whoever searches: the default rate is 1/1.
    assert {tuple(row) for row in seen.tolist()} == {(0, 1), (1, 0)}


@pytest.mark.parametrize("searcher", [*SEARCHERS])
def test_the_first_string_is_uniform(searcher):
    _, asked = watched(searcher, landscapes.trap(n=4), budget=2, runs=8000, rng=rng(2))
    assert_uniform(np.bincount(codes(asked[0])), 16)


@pytest.mark.parametrize("searcher", SEARCHERS)
def test_runs_are_independent(searcher):
    """No correlation between a run and the next one, nor the one after: 4 / sqrt(runs)."""
    runs = 20_000
    seen = searcher(landscapes.one_max(n=6), budget=12, runs=runs, rng=rng(3)).astype(float)
    for column in seen.T:
        # Where nearly all runs stand at the same value there is nothing left to correlate.
        if column.std() > 0.05:
            z = (column - column.mean()) / column.std()
            for lag in (1, 2, 5):
                assert abs((z[lag:] * z[:-lag]).mean()) < 4 / sqrt(runs - lag)


# Blind search ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "budget"), [(1, 2), (3, 2), (3, 4), (3, 5), (3, 8), (6, 32), (6, 33), (6, 64), (12, 90)]
)
def test_blind_search_without_repeats_never_looks_twice(n, budget):
    _, asked = watched(search.blind, landscapes.one_max(n=n), budget=budget, runs=300, rng=rng(4))
    assert all(len(set(run)) == budget for run in codes(asked).T.tolist())


@pytest.mark.parametrize(
    ("n", "budget", "places"),
    [
        (2, 1, (0,)),  # few of many: numbers drawn again are drawn anew
        (2, 2, (0, 1)),
        (3, 4, (0, 1, 2)),
        (3, 4, (3, 1)),
        (4, 3, (0, 1, 2)),
        (4, 8, (0, 7)),
        (4, 8, (6, 7)),
        (2, 3, (0, 1, 2)),  # most of them: the beginning of a permutation
        (2, 4, (0, 1, 2, 3)),
        (3, 8, (7, 0)),
    ],
)
def test_blind_search_draws_every_sequence_equally_often(n, budget, places):
    """The strings at some of the steps: all ordered choices of distinct strings, by chi-square."""
    cells = len(list(permutations(range(2**n), len(places))))
    runs = max(20 * cells, 6000)
    _, asked = watched(search.blind, landscapes.one_max(n=n), budget=budget, runs=runs, rng=rng(5))
    assert_uniform(frequencies(map(tuple, codes(asked)[list(places)].T.tolist())), cells)


def test_all_twelve_pairs_of_two_bits_are_equally_frequent():
    """Each within four standard errors of 1/12."""
    runs = 24_000
    _, asked = watched(search.blind, landscapes.one_max(n=2), budget=2, runs=runs, rng=rng(6))
    pairs = Counter(map(tuple, codes(asked).T.tolist()))
    assert set(pairs) == set(permutations(range(4), 2))
    error = sqrt(1 / 12 * 11 / 12 / runs)
    assert all(abs(count / runs - 1 / 12) < 4 * error for count in pairs.values())


def test_with_repeats_strings_are_drawn_independently():
    runs = 24_000
    _, asked = watched(
        search.blind, landscapes.one_max(n=2), budget=3, runs=runs, rng=rng(7), repeats=True
    )
    assert_uniform(frequencies(map(tuple, codes(asked).T.tolist())), 64)
    seen = search.blind(landscapes.one_max(n=1), budget=50, runs=9, rng=rng(), repeats=True)
    assert seen.shape == (9, 50)


@pytest.mark.parametrize("n", [61, 62, 63, 64, 200])
def test_blind_search_on_long_strings_draws_each_bit_evenly(n):
    runs, budget = 400, 10
    _, asked = watched(search.blind, landscapes.one_max(n=n), budget=budget, runs=runs, rng=rng(8))
    strings = asked.reshape(-1, n)
    assert len({tuple(x) for x in strings.tolist()}) == runs * budget
    # 200 bits at four standard errors would fail by chance once in 80 times: five, in 8000.
    assert (abs(strings.mean(axis=0) - 0.5) < 5 * 0.5 / sqrt(runs * budget)).all()


# Parents and children ----------------------------------------------------------------------


def follow(seen, asked):
    """Yield (step, run, parent, child, kept): a child replaces its parent unless it is worse."""
    for run in range(len(seen)):
        parent, value = asked[0, run], seen[run, 0]
        for step in range(1, seen.shape[1]):
            child, new = asked[step, run], seen[run, step]
            yield step, run, parent, child, new >= value
            if new >= value:
                parent, value = child, new


@pytest.mark.parametrize("landscape", PLACES)
def test_local_search_flips_one_uniform_bit_of_the_parent(landscape):
    seen, asked = watched(search.local_search, landscape, budget=60, runs=100, rng=rng(9))
    flips = [parent ^ child for _, _, parent, child, _ in follow(seen, asked)]
    assert {int(flip.sum()) for flip in flips} == {1}
    assert_uniform(np.sum(flips, axis=0), landscape.n)


def test_flipped_bits_of_local_search_do_not_hang_together():
    """Pairs of bits flipped at two steps in a row, and by two runs side by side."""
    flat = landscapes.by_ones([0] * 6)
    _, asked = watched(search.local_search, flat, budget=201, runs=200, rng=rng(10))
    bits = (asked[1:] ^ asked[:-1]).argmax(axis=2)
    for here, there in ((bits[1:], bits[:-1]), (bits[:, 1:], bits[:, :-1])):
        assert_uniform(np.bincount((5 * here + there).ravel()), 25)


@pytest.mark.parametrize("landscape", PLACES)
@pytest.mark.parametrize("rate", [None, 0.1, 0.6])
def test_evolution_flips_each_bit_of_the_parent_with_its_rate(landscape, rate):
    seen, asked = watched(
        search.evolutionary, landscape, budget=40, runs=150, rng=rng(11), rate=rate
    )
    flips = np.array([parent ^ child for _, _, parent, child, _ in follow(seen, asked)])
    p, n = rate or 1 / landscape.n, landscape.n
    error = sqrt(p * (1 - p) / len(flips))
    assert (abs(flips.mean(axis=0) - p) < 4 * error).all()
    # Products of two bits have mean p**2; bits of a wrong parent would hang together.
    pairs = flips.T.astype(float) @ flips / len(flips)
    apart = ~np.eye(n, dtype=bool)
    assert (abs(pairs[apart] - p**2) < 4 * sqrt(p**2 * (1 - p**2) / len(flips))).all()


@pytest.mark.parametrize(("n", "rate", "budget"), [(5, 0.5, 401), (8, 0.1, 1601), (20, 0.9, 101)])
def test_flips_of_evolution_are_binomial_and_independent(n, rate, budget):
    """On a flat landscape every child becomes the parent, so steps show the flips themselves.

    Long enough for several blocks of draws.
    """
    runs = 1000
    flat = landscapes.by_ones([0] * (n + 1))
    _, asked = watched(search.evolutionary, flat, budget=budget, runs=runs, rng=rng(12), rate=rate)
    flips = asked[1:] ^ asked[:-1]
    assert flips.sum() > 3 * 2**18
    counts = flips.sum(axis=2).ravel()
    size, variance = counts.size, n * rate * (1 - rate)
    assert abs(counts.mean() - n * rate) < 4 * sqrt(variance / size)
    fourth = variance * (1 + 3 * variance * (1 - 2 / n))
    error = sqrt((fourth - variance**2) / size)
    assert abs(((counts - n * rate) ** 2).mean() - variance) < 4 * error
    standard = (flips - rate) / sqrt(rate * (1 - rate))
    assert (abs(standard.mean(axis=(0, 1))) < 4 / sqrt(size)).all()
    for here, there in (
        (standard[1:], standard[:-1]),  # one step and the next
        (standard[:, 1:], standard[:, :-1]),  # one run and its neighbour
        (standard[:, :, 1:], standard[:, :, :-1]),  # one bit and the next
        (standard[1:, 0, 0], standard[:-1, -1, -1]),  # the end of a step and the next beginning
    ):
        assert abs((here * there).mean()) < 4 / sqrt(here.size)


@pytest.mark.parametrize(("n", "runs", "budget", "rate"), [(4, 1, 3, 0.05), (3, 2, 2, 0.3)])
def test_few_flips_in_few_steps_have_their_rate_at_every_place(n, runs, budget, rate):
    """The first and the last bit of a short search are as likely to be flipped as the others."""
    flat, times = landscapes.by_ones([0] * (n + 1)), 3000
    total = np.zeros((budget - 1, runs, n))
    for seed in range(times):
        _, asked = watched(
            search.evolutionary, flat, budget=budget, runs=runs, rng=rng(seed), rate=rate
        )
        total += asked[1:] ^ asked[:-1]
    assert (abs(total / times - rate) < 4 * sqrt(rate * (1 - rate) / times)).all()


def test_mutations_have_their_rate_at_every_place_of_every_step():
    """Five steps of ten bits: most such blocks have no flip at all."""
    total, times = np.zeros((5, 10)), 3000
    for seed in range(times):
        flips = _draws.mutations(10, 0.01, 5, rng(seed))
        for step in range(5):
            total[step, next(flips)] += 1
    # 50 places at four standard errors, of counts of mean 30.
    assert (abs(total / times - 0.01) < 4 * sqrt(0.01 * 0.99 / times)).all()


@pytest.mark.parametrize("rate", [1e-12, 1e-17, 1e-19, 1e-100, 5e-324])
def test_a_rate_next_to_nothing_flips_nothing(rate):
    seen, asked = watched(
        search.evolutionary, landscapes.one_max(n=6), budget=100, runs=20, rng=rng(), rate=rate
    )
    assert (asked == asked[0]).all()
    assert (seen == seen[:, :1]).all()


def test_a_rate_of_one_flips_all_bits():
    seen, asked = watched(
        search.evolutionary, landscapes.trap(n=5), budget=30, runs=200, rng=rng(), rate=1
    )
    for _, _, parent, child, _ in follow(seen, asked):
        assert (parent ^ child).all()


# Annealing ---------------------------------------------------------------------------------


def accepted(asked):
    """Return which children became parents, shape (budget - 2, runs).

    Parent and child differ in one bit, so the next child, one bit from whichever was kept, is an
    odd number of bits from that one and an even number from the other.
    """
    states, kept = asked[0], []
    for child, following in pairwise(asked[1:]):
        assert ((states ^ child).sum(axis=1) == 1).all()
        odd = (child ^ following).sum(axis=1) % 2 == 1
        states = np.where(odd[:, None], child, states)
        kept.append(odd)
    assert ((states ^ asked[-1]).sum(axis=1) == 1).all()
    return np.array(kept)


def worsenings(asked, landscape):
    """Return by how much each child but the last is worse than its parent, and what was kept."""
    kept, state, worse = accepted(asked), asked[0], []
    for child, keep in zip(asked[1:-1], kept):
        worse.append(landscape(state).astype(float) - landscape(child))
        state = np.where(keep[:, None], child, state)
    return np.array(worse), kept


@pytest.mark.parametrize("temperature", [0.5, 2.0, 10.0])
def test_annealing_accepts_a_loss_of_d_with_chance_exp_minus_d_over_t(temperature):
    hilly = landscapes.by_ones([0, 1, 3, 6, 5, 3, 0])
    _, asked = watched(
        search.annealing,
        hilly,
        budget=60,
        runs=1500,
        rng=rng(13),
        hot=temperature,
        cold=temperature,
    )
    worse, kept = worsenings(asked, hilly)
    assert kept[worse <= 0].all()
    for d in (1, 2, 3):
        trials, chance = kept[worse == d], exp(-d / temperature)
        assert len(trials) > 1000
        assert abs(trials.mean() - chance) < 4 * sqrt(chance * (1 - chance) / len(trials))


def test_annealing_accepts_what_is_as_good():
    flat = landscapes.by_ones([2] * 5)
    _, asked = watched(search.annealing, flat, budget=50, runs=50, rng=rng(14), hot=1e-9, cold=1e-9)
    assert accepted(asked).all()
    assert_uniform((asked[1:] ^ asked[:-1]).sum(axis=(0, 1)), 4)


@pytest.mark.parametrize(("hot", "cold"), [(2.0, 0.1), (0.3, 3.0)])
def test_the_temperature_falls_geometrically_from_the_first_child_to_the_last(hot, cold):
    """Every second level is worth 1: a step from there is worse by 1 whatever bit is flipped."""
    comb, budget, runs = landscapes.by_ones([0, 1, 0, 1, 0, 1]), 12, 8000
    _, asked = watched(
        search.annealing, comb, budget=budget, runs=runs, rng=rng(15), hot=hot, cold=cold
    )
    worse, kept = worsenings(asked, comb)
    for step in range(budget - 2):
        trials = kept[step][worse[step] == 1]
        chance = exp(-1 / (hot * (cold / hot) ** (step / (budget - 2))))
        assert len(trials) > 1000
        assert abs(trials.mean() - chance) < 4 * sqrt(chance * (1 - chance) / len(trials))


def test_annealing_is_hot_at_2_and_cold_at_a_tenth_unless_told():
    arguments = {"budget": 30, "runs": 40}
    told = search.annealing(RANDOM, **arguments, rng=rng(), hot=2.0, cold=0.1)
    assert search.annealing(RANDOM, **arguments, rng=rng()).tolist() == told.tolist()


# Hill climbing -----------------------------------------------------------------------------


def reenact(asked, landscape):
    """Follow hill climbing string by string; return its restarts and the orders it tried.

    Every string that is no restart is checked: one bit from the parent, in a fixed order of the
    bits that goes round and round, and none of them twice since the parent was found.
    """
    n, starts, orders = landscape.n, [], []
    for run in asked.transpose(1, 0, 2).tolist():
        parent, value, order, streak = run[0], landscape(run[0]).item(), [], []
        for string in run[1:]:
            if len(streak) == n:
                assert sorted(streak) == list(range(n))
                beside = [[bit ^ (i == j) for i, bit in enumerate(parent)] for j in range(n)]
                assert max(landscape(beside).tolist()) <= value
                starts.append(tuple(string))
                orders.append(tuple(order[:n]))
                parent, value, order, streak = string, landscape(string).item(), [], []
                continue
            flipped = [i for i in range(n) if parent[i] != string[i]]
            assert len(flipped) == 1
            order += flipped
            streak += flipped
            assert order[-1] not in order[-n:-1]
            assert len(order) <= n or order[-1] == order[-1 - n]
            if (new := landscape(string).item()) > value:
                parent, value, streak = string, new, []
    return starts, orders


@pytest.mark.parametrize("landscape", PLACES)
def test_hill_climbing_tries_every_neighbour_once_and_restarts_only_at_local_optima(landscape):
    _, asked = watched(search.hill_climbing, landscape, budget=120, runs=60, rng=rng(16))
    starts, _ = reenact(asked, landscape)
    assert len(starts) > 100


def test_restarts_and_orders_are_uniform_and_independent():
    """Where nothing is better every start takes 1 + n evaluations: n = 3."""
    flat = landscapes.by_ones([0] * 4)
    _, asked = watched(search.hill_climbing, flat, budget=41, runs=1000, rng=rng(17))
    starts, orders = reenact(asked, flat)
    # The restart at the last string counts with the order before it.
    assert len(starts) == len(orders) == 10 * 1000
    assert_uniform(frequencies(starts), 8)
    assert_uniform(frequencies(orders), 6)
    following = [(starts[i], orders[i + 1]) for i in range(len(starts)) if i % 10 < 9]
    assert_uniform(frequencies(following), 48)
    pairs = [(starts[i], starts[i + 1]) for i in range(len(starts)) if i % 10 < 9]
    assert_uniform(frequencies(pairs), 64)
    # Every start draws an order of its own.
    twice = [(orders[i], orders[i + 1]) for i in range(len(orders)) if i % 10 < 9]
    assert_uniform(frequencies(twice), 36)
    aside = [(starts[i], starts[i + 10]) for i in range(len(starts) - 10)]
    assert_uniform(frequencies(aside), 64)


def test_hill_climbing_on_two_bits_worked_by_hand():
    """OneMax, n=2: from 00 any flip helps, then the other bit: 11 at the third evaluation.

    From 11 both neighbours fail. From 01 or 10 either bit comes first with chance 1/2.
    """
    seen = search.hill_climbing(landscapes.one_max(n=2), budget=4, runs=4000, rng=rng(18))
    shapes = Counter(map(tuple, seen[:, :3].tolist()))
    chances = {(0, 1, 2): 1 / 4, (2, 1, 1): 1 / 4, (1, 2, 1): 1 / 4, (1, 0, 2): 1 / 4}
    assert set(shapes) == set(chances)
    for shape, chance in chances.items():
        assert abs(shapes[shape] / 4000 - chance) < 4 * sqrt(chance * (1 - chance) / 4000)


# Against the exact chains ------------------------------------------------------------------

NAMED = {
    "one_max": landscapes.one_max(n=10),
    "jump": landscapes.jump(n=6, k=2),
    "needle": landscapes.needle(n=5),
    "trap": landscapes.trap(n=4),
    "plateaus": landscapes.by_ones([0, 2, 2, 1, 2, 3, 3]),
}


def times(searcher, landscape, budget, runs, seed, **arguments):
    """Return when each run has its optimum, the budget + 1 where it has not."""
    seen = searcher(landscape, budget=budget, runs=runs, rng=rng(seed), **arguments)
    hit = seen == landscape.best
    return np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, budget + 1)


def agree(sample, exact, budget):
    """Check simulated times T, cut at budget + 1, against P(T <= m) for m = 1..budget.

    E[min(T, budget + 1)] is the sum of P(T > m) for m = 0..budget. The curve is looked at in ten
    places, each within four standard errors of a share.
    """
    runs = len(sample)
    mean = 1 + (1 - exact).sum()
    assert abs(sample.mean() - mean) < 4 * sample.std() / sqrt(runs)
    for m in np.linspace(1, budget, 10).astype(int):
        chance = exact[m - 1]
        error = sqrt(max(chance * (1 - chance), 0) / runs)
        # 1e-12: rounding, where the chance is 0 or 1.
        assert abs((sample <= m).mean() - chance) <= 4 * error + 1e-12


@pytest.mark.parametrize(
    ("name", "rate", "budget"),
    [
        ("one_max", None, 150),
        ("one_max", 0.1, 300),
        ("one_max", 0.3, 300),
        ("jump", 1 / 6, 300),
        ("jump", 0.4, 300),
        ("needle", None, 200),
        ("needle", 0.2, 200),
        ("needle", 0.5, 200),
        ("trap", 0.25, 500),
        ("trap", 0.7, 200),
        ("plateaus", 0.15, 200),
        ("plateaus", 0.5, 100),
    ],
)
def test_simulated_times_agree_with_the_chain_of_ones(name, rate, budget):
    landscape = NAMED[name]
    searcher, options = (search.evolutionary, {"rate": rate}) if rate else (search.local_search, {})
    sample = times(searcher, landscape, budget, 4000, 19, **options)
    agree(sample, chains.found_by(chains.ones_chain(landscape, rate=rate), budget=budget), budget)


@pytest.mark.parametrize("rate", [None, 0.05, 0.125, 0.3])
def test_simulated_times_agree_with_the_chain_of_leading_ones(rate):
    landscape = landscapes.leading_ones(n=8)
    searcher, options = (search.evolutionary, {"rate": rate}) if rate else (search.local_search, {})
    sample = times(searcher, landscape, 250, 4000, 20, **options)
    agree(sample, chains.found_by(chains.leading_chain(n=8, rate=rate), budget=250), 250)


def mean_of_ones(landscape, rate=None):
    return chains.expected(chains.ones_chain(landscape, rate=rate))


@pytest.mark.parametrize(
    ("landscape", "rate", "mean", "budget"),
    [
        (landscapes.one_max(n=20), None, mean_of_ones, 500),
        (landscapes.one_max(n=12), 1 / 12, mean_of_ones, 900),
        (landscapes.needle(n=4), None, mean_of_ones, 400),
        (landscapes.jump(n=5, k=2), 0.3, mean_of_ones, 800),
        (landscapes.trap(n=3), 0.5, mean_of_ones, 300),
        (
            landscapes.leading_ones(n=8),
            None,
            lambda place, rate: chains.expected(chains.leading_chain(n=8)),
            400,
        ),
        (
            landscapes.leading_ones(n=8),
            0.2,
            lambda place, rate: runtimes.leading_ones(n=8, rate=rate),
            900,
        ),
        (
            landscapes.royal_road(blocks=3, size=3),
            None,
            lambda place, rate: runtimes.royal_road(blocks=3, size=3),
            900,
        ),
    ],
)
def test_simulated_means_agree_with_the_exact_ones(landscape, rate, mean, budget):
    """All runs have ended, so the mean is that of T itself."""
    searcher, options = (search.evolutionary, {"rate": rate}) if rate else (search.local_search, {})
    sample = times(searcher, landscape, budget, 3000, 21, **options)
    assert sample.max() <= budget
    assert abs(sample.mean() - mean(landscape, rate)) < 4 * sample.std() / sqrt(len(sample))


@pytest.mark.parametrize("repeats", [False, True])
def test_blind_times_agree_with_the_closed_form(repeats):
    sample = times(search.blind, landscapes.needle(n=6), 64, 6000, 22, repeats=repeats)
    agree(sample, runtimes.blind_found_by(n=6, budget=64, repeats=repeats), 64)


def test_on_a_needle_searchers_that_look_twice_are_slower_than_blind_search():
    needle = landscapes.needle(n=5)
    blind = times(search.blind, needle, 32, 4000, 23)
    for searcher in SEARCHERS[1:]:
        assert times(searcher, needle, 32, 4000, 24).mean() > blind.mean() + 1


# Bad input ---------------------------------------------------------------------------------

GOOD = {"budget": 3, "runs": 2}


@pytest.mark.parametrize("searcher", SEARCHERS)
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"budget": 0}, r"^budget must be an integer >= 1, got 0"),
        ({"budget": 2.0}, r"^budget must be an integer >= 1, got 2.0"),
        ({"budget": True}, r"^budget must be an integer >= 1, got True"),
        ({"runs": 0}, r"^runs must be an integer >= 1, got 0"),
        ({"runs": -3}, r"^runs must be an integer >= 1, got -3"),
        ({"runs": None}, r"^runs must be an integer >= 1, got None"),
        # 2**15 * 2**14 values of 4 bytes.
        (
            {"budget": 2**15, "runs": 2**14},
            r"^what 16,384 runs of 32,768 evaluations see would need 2,147,483,648 bytes",
        ),
    ],
)
def test_every_searcher_refuses_the_same_by_name(searcher, bad, message):
    with pytest.raises(ValueError, match=message):
        searcher(landscapes.one_max(n=20), **GOOD | bad, rng=rng())


@pytest.mark.parametrize(
    ("searcher", "bad", "message"),
    [
        (search.blind, {"budget": 9}, r"^budget must be at most 2\*\*n = 8 without repeats, got 9"),
        *[
            (search.evolutionary, {"rate": rate}, r"^rate must be a number > 0 and <= 1, got ")
            for rate in (0, -0.1, 1.5, float("nan"), True, "0.1", 0.1j)
        ],
        *[
            (search.annealing, {name: value}, rf"^{name} must be a finite number > 0, got ")
            for name in ("hot", "cold")
            for value in (0, -1, float("nan"), float("inf"), True, None)
        ],
    ],
)
def test_bad_input_names_argument_rule_and_value(searcher, bad, message):
    with pytest.raises(ValueError, match=message):
        searcher(landscapes.one_max(n=3), **GOOD | bad, rng=rng())


def test_blind_search_refuses_draws_that_would_not_fit():
    """2**23 of the 2**24 strings for 20 runs fit in the answer, but not in the drawing."""
    with pytest.raises(ValueError, match=r"distinct numbers below 16,777,216 would need .* bytes"):
        search.blind(landscapes.one_max(n=24), budget=2**23 + 1, runs=20, rng=rng())


def test_every_string_of_six_bits_is_seen_once():
    seen = search.blind(landscapes.one_max(n=6), budget=64, runs=20, rng=rng())
    expected = sorted(sum(x) for x in product((0, 1), repeat=6))
    assert np.sort(seen, axis=1).tolist() == [expected] * 20
