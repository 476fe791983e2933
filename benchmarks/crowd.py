"""How fast a crowd of firms is, as ratios measured in one run, and how its cost grows.

Yardsticks: the same market in a plain Python loop, and the least that a move must do: for each
of two breadths a sum of one quotient per niche.
"""

import random
from statistics import median
from time import perf_counter

import numpy as np

from nflsim.market import crowd

G, OUTSIDE, START = 1.5, 10**-1.5, 8
REPEATS = 3


def naive(niches, firms, moves):
    """Return the breadths after some moves, in plain Python."""
    breadth, place = [START] * firms, [random.randrange(niches) for _ in range(firms)]
    weight = [OUTSIDE] * niches

    def add(firm, sign):
        own = sign * breadth[firm] ** -G
        for niche in range(place[firm], place[firm] + breadth[firm]):
            weight[niche % niches] += own

    def expected(width):
        own = width**-G
        return width * sum([own / (rest + own) for rest in weight])

    for firm in range(firms):
        add(firm, 1)
    for _ in range(moves):
        firm = random.randrange(firms)
        add(firm, -1)
        old = breadth[firm]
        new = old + random.choice((-1, 1)) * max(1, round(old / 10))
        new = min(max(new, 1), niches)
        if expected(new) > expected(old):
            breadth[firm] = new
        place[firm] = random.randrange(niches)
        add(firm, 1)
    return breadth


def run(niches, firms, rounds, replicates):
    rng = np.random.default_rng(1)
    crowd.breadths(
        niches=niches,
        firms=firms,
        g=G,
        outside=OUTSIDE,
        rounds=rounds,
        replicates=replicates,
        rng=rng,
        start=START,
    )


def quotients(niches, firms, rounds, replicates):
    """Form as many quotients as the moves do, and nothing else."""
    others, own = np.ones((replicates, niches)), np.full((replicates, 1), 0.5)
    for _ in range(2 * firms * rounds):
        (1 / (others + own)).sum(axis=1)


def seconds(work):
    """Return the median of the seconds that some work takes."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    for niches, firms in ((200, 60), (200, 15), (200, 240), (50, 15), (800, 240)):
        base = 1000 / seconds(lambda k=niches, n=firms: naive(k, n, 1000))
        print(f"k={niches}, N={firms}: plain Python {base:,.0f} firm-moves/s")
        for replicates in (1, 16, 64, 256):
            rounds = max(1, 60_000 // (firms * replicates))
            size = niches, firms, rounds, replicates
            speed = firms * rounds * replicates / seconds(lambda size=size: run(*size))
            floor = firms * rounds * replicates / seconds(lambda size=size: quotients(*size))
            print(
                f"  {replicates:4} at once: {speed:10,.0f} firm-moves/s, x{speed / base:.0f}, "
                f"{floor / speed:.1f} times its quotients"
            )
