"""How fast the batch searchers are, as ratios measured in one run.

Two yardsticks: the same search in a plain Python loop, on the same landscape with the same budget,
and the time that drawing its random numbers takes, which no way of searching can beat.
"""

import random
from statistics import median
from time import perf_counter

import numpy as np

from nflsim.optimization import _draws, chains, landscapes, measures, search

N, BUDGET = 100, 1000
RUNS, NAIVE_RUNS = 5000, 5
REPEATS = 3


def naive_one_max(x):
    return sum(x)


def naive_leading_ones(x):
    return next((i for i, bit in enumerate(x) if not bit), len(x))


def naive_search(value_of, mutate):
    """Return the values that one run sees, in plain Python."""
    parent = [random.randrange(2) for _ in range(N)]
    value = value_of(parent)
    seen = [value]
    for _ in range(BUDGET - 1):
        child = mutate(parent)
        new = value_of(child)
        seen.append(new)
        if new >= value:
            parent, value = child, new
    return seen


def flip_one(x):
    child = x[:]
    child[random.randrange(N)] ^= 1
    return child


def flip_each(x):
    return [bit ^ (random.random() < 1 / N) for bit in x]


def seconds(work, repeats=REPEATS):
    """Return the median of the seconds that some work takes, and its last result."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        result = work()
        times.append(perf_counter() - start)
    return median(times), result


def draw_one(rng):
    for _ in range(BUDGET):
        rng.integers(N, size=RUNS)


def draw_each(rng):
    flips = _draws.mutations(N * RUNS, 1 / N, BUDGET, rng)
    for _ in range(BUDGET):
        next(flips)


def compare(name, searcher, mutate, draws, landscape, naive_value):
    """Print evaluations a second of a batch searcher, of plain Python, and of the draws alone."""
    rng = np.random.default_rng(1)
    fast, seen = seconds(lambda: searcher(landscape, budget=BUDGET, runs=RUNS, rng=rng))
    slow, naive = seconds(lambda: [naive_search(naive_value, mutate) for _ in range(NAIVE_RUNS)])
    floor, _ = seconds(lambda: draws(rng))
    rate, naive_rate = RUNS * BUDGET / fast, NAIVE_RUNS * BUDGET / slow
    best, naive_best = seen.max(axis=1).mean(), np.mean([max(run) for run in naive])
    print(f"{name}, n={N}, {BUDGET} evaluations a run")
    print(f"  plain Python {naive_rate:12,.0f} evaluations/s, mean best {naive_best:.1f}")
    print(f"  batch        {rate:12,.0f} evaluations/s, mean best {best:.1f}, {RUNS:,} runs")
    print(f"  ratio        {rate / naive_rate:12.0f} times faster")
    print(f"  draws alone  {RUNS * BUDGET / floor:12,.0f} evaluations/s, {fast / floor:.1f} times")


if __name__ == "__main__":
    one_max, leading = landscapes.one_max(n=N), landscapes.leading_ones(n=N)
    for name, landscape, value in (
        ("OneMax", one_max, naive_one_max),
        ("LeadingOnes", leading, naive_leading_ones),
    ):
        compare(f"(1+1) EA on {name}", search.evolutionary, flip_each, draw_each, landscape, value)
        compare(
            f"local search on {name}", search.local_search, flip_one, draw_one, landscape, value
        )
    found = measures.found_by(
        search.local_search(one_max, budget=BUDGET, runs=RUNS, rng=np.random.default_rng(2)),
        target=N,
    )[-1]
    exact = 1 - chains.missed_within(chains.ones_chain(one_max), BUDGET)
    print(f"local search has found the top of OneMax: simulated {found:.4f}, exact {exact:.4f}")
