"""How fast the populations are, as ratios measured in one run, and how their cost grows with N.

Yardsticks: the same population in a plain Python loop, and the time that drawing the next
generation takes (multinomial draws on the lattice; for each body two draws and a search).
"""

import random
from bisect import bisect
from itertools import accumulate
from math import exp
from statistics import median
from time import perf_counter

import numpy as np

from nflsim.evolution import population

NICHES, SHARES, WIDTH, RATE, JUMP = (-1.5, 1.5), (0.5, 0.5), 1.0, 0.1, 0.05
SITES = np.linspace(-3, 3, 121)
REPEATS = 3


def naive(size, generations):
    """Return the bodies after some generations, in plain Python."""
    bodies = [0.0] * size
    for _ in range(generations):
        lines = [
            list(accumulate(exp(-((x - mu) ** 2) / (2 * WIDTH**2)) for x in bodies))
            for mu in NICHES
        ]
        children = []
        for _ in range(size):
            line = lines[0] if random.random() < SHARES[0] else lines[1]
            child = bodies[bisect(line, random.random() * line[-1])]
            if random.random() < RATE:
                child += random.gauss(0, JUMP)
            children.append(child)
        bodies = children
    return bodies


def seconds(work):
    """Return the median of the seconds that some work takes."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def run(kind, size, generations, replicates):
    common = {
        "width": WIDTH,
        "size": size,
        "rate": RATE,
        "jump": JUMP,
        "generations": [generations],
        "replicates": replicates,
        "rng": np.random.default_rng(1),
    }
    if kind == "counts":
        return population.counts(SITES, NICHES, SHARES, **common)
    return population.individuals(NICHES, SHARES, **common)


def draws(kind, size, generations, replicates):
    """Draw as many next generations, from an even distribution."""
    rng = np.random.default_rng(1)
    if kind == "counts":
        p = np.full((replicates, len(SITES)), 1 / len(SITES))
        for _ in range(generations):
            rng.multinomial(size, p)
        return
    shape = replicates * size
    for _ in range(generations):
        rng.standard_exponential(shape).cumsum().searchsorted(rng.random(shape).cumsum())


if __name__ == "__main__":
    base = 1000 * 30 / seconds(lambda: naive(1000, 30))
    print(f"plain Python, N=1,000: {base:,.0f} body-generations/s")
    for kind, size, generations, replicates in (
        ("individuals", 50, 1000, 1),
        ("individuals", 1000, 200, 1),
        ("individuals", 1000, 50, 64),
        ("counts", 1000, 500, 1),
        ("counts", 1000, 100, 64),
        ("counts", 10_000, 500, 1),
        ("counts", 100_000, 500, 1),
        ("counts", 1_000_000, 500, 1),
    ):
        took = seconds(lambda: run(kind, size, generations, replicates))  # noqa: B023
        rate = size * generations * replicates / took
        line = f"{kind}, N={size:,} x {replicates}: {rate:,.0f} body-generations/s, "
        line += f"{rate / base:,.1f} times, {1e6 * took / generations / replicates:.0f} us each"
        floor = seconds(lambda: draws(kind, size, generations, replicates))  # noqa: B023
        print(f"{line}, {took / floor:.1f} times the draws")
