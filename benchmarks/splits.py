"""One run of the phase diagram: a population between two niches, and whether it became two.

A file of its own, because the processes that a sweep runs on must be able to import the model.
"""

import numpy as np

from nflsim.evolution import population

SITES = np.linspace(-3, 3, 121)
WIDTH, RATE, JUMP = 1.0, 0.1, 0.05  # bodies, share of mutants, and how far they step
GENERATIONS = 2000
NEAR, LEAST = 5, 0.1  # sites that count as one place; the least that counts as a part


def splits(*, distance: float, size: int, rng: np.random.Generator) -> dict:
    """Return whether `size` bodies between niches at a distance end as two heaps."""
    seen = population.counts(
        SITES,
        (-distance / 2, distance / 2),
        (0.5, 0.5),
        width=WIDTH,
        size=size,
        rate=RATE,
        jump=JUMP,
        generations=[GENERATIONS],
        replicates=1,
        rng=rng,
    )
    return {"split": two_heaps(seen[0, 0])}


def two_heaps(counts: np.ndarray) -> bool:
    """Return whether some place, with a tenth of all or more on either side, is a valley.

    In a valley live less than half as many as at the fullest place on its left, and on its right.
    """
    near = np.convolve(counts, np.ones(NEAR), "same")
    left = np.maximum.accumulate(near)
    right = np.maximum.accumulate(near[::-1])[::-1]
    below = counts.cumsum() / counts.sum()
    parted = (below >= LEAST) & (below <= 1 - LEAST)
    return bool((parted & (near < np.minimum(left, right) / 2)).any())
