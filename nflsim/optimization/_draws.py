"""Random strings, mutations and numbers for many runs at once."""

from collections.abc import Iterator

import numpy as np

from nflsim import _limits

DRAWS = 2**18  # mutations drawn at a time
LIMIT = 2**31  # bytes of scratch for drawing strings without repeats


def mutations(size, rate, steps, rng) -> Iterator[np.ndarray]:
    """Yield for each step which of `size` bits are flipped, each with chance `rate`.

    The distances between flipped bits are geometric: one draw a flip instead of one a bit.
    """
    chunk = max(1, int(min(steps, DRAWS / (size * rate))))
    while True:
        places, end = [np.empty(0, dtype=np.int64)], -1
        while end < chunk * size:
            expected = (chunk * size - end) * rate
            gaps = rng.geometric(rate, int(expected + 3 * expected**0.5) + 10)
            # All gaps that lead beyond the chunk are alike, and a short one cannot overflow.
            places.append(end + np.cumsum(np.minimum(gaps, chunk * size + 1)))
            end = places[-1][-1]
        places = np.concatenate(places)
        cuts = np.searchsorted(places, size * np.arange(chunk + 1))
        for step in range(chunk):
            yield places[cuts[step] : cuts[step + 1]] - step * size


def distinct(size, budget, runs, rng):
    """Return rows of distinct numbers below `size`, uniform among all such rows."""
    dense = 2 * budget > size
    dtype = np.min_scalar_type(size - 1) if dense else np.dtype(np.int64)
    what = f"{runs:,} rows of {budget:,} distinct numbers below {size:,}"
    _limits.fits(what, 3 * runs * (size if dense else budget) * dtype.itemsize, LIMIT)
    if dense:
        return rng.permuted(np.tile(np.arange(size, dtype=dtype), (runs, 1)), axis=1)[:, :budget]
    rows = rng.integers(size, size=(runs, budget))
    while True:
        # A number drawn again is drawn anew; the earliest in its row keeps it.
        order = np.argsort(rows, axis=1, kind="stable")
        ranked = np.take_along_axis(rows, order, axis=1)
        run, place = np.nonzero(ranked[:, 1:] == ranked[:, :-1])
        if not len(run):
            return rows
        rows[run, order[run, place + 1]] = rng.integers(size, size=len(run))


def strings(n, runs, rng):
    """Return uniform strings, shape (runs, n), bit by bit in memory: evaluation runs over runs."""
    return rng.integers(2, size=(n, runs), dtype=np.uint8).T
