"""Searchers on bit strings: many independent runs advance together.

Every searcher is called as `searcher(landscape, *, budget, runs, rng, ...)` and returns what it
saw: the value of each string it evaluated, in order, shape (runs, budget). What that is worth
is measured by `nflsim.optimization.measures`.

Notation
--------
budget     evaluations of one run, the first string included
parent     the string that a run stands on; the first one is uniform
child      the string evaluated next, made from the parent
"""

from collections.abc import Iterator

import numpy as np

from nflsim import _check, _limits
from nflsim.optimization import _draws
from nflsim.optimization.landscapes import Landscape

SEEN_LIMIT = 2**30  # bytes of what all runs see
CODE_BITS = 62  # strings of up to so many bits are told apart by their number


def blind(
    landscape: Landscape,
    *,
    budget: int,
    runs: int,
    rng: np.random.Generator,
    repeats: bool = False,
) -> np.ndarray:
    """Return what blind search sees, shape (runs, budget): each string is drawn uniformly.

    Parameters
    ----------
    landscape : of n bits.
    budget : int >= 1, at most 2**n unless `repeats`.
    runs : int >= 1.
    rng : draws the strings.
    repeats : whether a string may be drawn again. Beyond 62 bits the chance of that is below
        budget**2 / 2**63 and it is not looked for.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import needle
    >>> blind(needle(n=2), budget=4, runs=3, rng=np.random.default_rng(1)).sum(axis=1).tolist()
    [1, 1, 1]
    """
    seen, repeats = _seen(landscape, budget, runs, rng), _check.flag("repeats", repeats)
    (runs, budget), n, codes = seen.shape, landscape.n, None
    if not repeats and n <= CODE_BITS:
        _check.require(budget <= 2**n, "budget", f"at most 2**n = {2**n} without repeats", budget)
        codes = _draws.distinct(2**n, budget, runs, rng)
    for t in range(budget):
        if codes is None:
            strings = _draws.strings(n, runs, rng)
        else:
            strings = (codes[:, t] >> np.arange(n)[:, None] & 1).astype(np.uint8).T
        seen[:, t] = landscape.values(strings)
    return seen


def local_search(
    landscape: Landscape, *, budget: int, runs: int, rng: np.random.Generator
) -> np.ndarray:
    """Return what random local search sees, shape (runs, budget).

    A child has one uniform bit flipped; it replaces the parent unless it is worse.

    Parameters
    ----------
    landscape : of n bits.
    budget, runs : ints >= 1.
    rng : draws the strings and the bits.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> seen = local_search(one_max(n=5), budget=60, runs=2, rng=np.random.default_rng(1))
    >>> seen.max(axis=1).tolist()
    [5, 5]
    """
    seen = _seen(landscape, budget, runs, rng)
    runs = len(seen)
    everyone = np.arange(runs)

    def flips():
        while True:
            yield rng.integers(landscape.n, size=runs) * runs + everyone, everyone

    return _climb(landscape, seen, flips(), rng)


def evolutionary(
    landscape: Landscape,
    *,
    budget: int,
    runs: int,
    rng: np.random.Generator,
    rate: float | None = None,
) -> np.ndarray:
    """Return what the (1+1) evolutionary algorithm sees, shape (runs, budget).

    A child has each bit flipped with chance `rate`; it replaces the parent unless it is worse.
    A child equal to its parent is evaluated too.

    Parameters
    ----------
    landscape : of n bits.
    budget, runs : ints >= 1.
    rng : draws the strings and the flips.
    rate : mutation rate in (0, 1]; 1/n by default.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> flip_all = evolutionary(
    ...     one_max(n=3), budget=2, runs=4, rng=np.random.default_rng(1), rate=1.0)
    >>> flip_all.sum(axis=1).tolist()
    [3, 3, 3, 3]
    """
    seen = _seen(landscape, budget, runs, rng)
    rate = 1 / landscape.n if rate is None else _check.positive_share("rate", rate)
    runs, budget = seen.shape
    flips = ((c, c % runs) for c in _draws.mutations(landscape.n * runs, rate, budget, rng))
    return _climb(landscape, seen, flips, rng)


def annealing(
    landscape: Landscape,
    *,
    budget: int,
    runs: int,
    rng: np.random.Generator,
    hot: float = 2.0,
    cold: float = 0.1,
) -> np.ndarray:
    """Return what simulated annealing sees, shape (runs, budget).

    A child has one uniform bit flipped; one that is worse by d replaces the parent with chance
    exp(-d / T), and T falls geometrically from `hot` at the first child to `cold` at the last.

    Parameters
    ----------
    landscape : of n bits.
    budget, runs : ints >= 1.
    rng : draws the strings, the bits and who is accepted.
    hot, cold : temperatures > 0, in units of the landscape's values.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> seen = annealing(one_max(n=4), budget=80, runs=2, rng=np.random.default_rng(1))
    >>> seen.max(axis=1).tolist()
    [4, 4]
    """
    hot, cold = _check.positive("hot", hot), _check.positive("cold", cold)
    seen = _seen(landscape, budget, runs, rng)
    runs, budget = seen.shape
    x = _draws.strings(landscape.n, runs, rng)
    value, cells, everyone = landscape.values(x), x.T.reshape(-1), np.arange(runs)
    seen[:, 0] = value
    for t, temperature in enumerate(np.geomspace(hot, cold, budget - 1), start=1):
        flipped = rng.integers(landscape.n, size=runs) * runs + everyone
        cells[flipped] ^= 1
        seen[:, t] = new = landscape.values(x)
        with np.errstate(over="ignore"):  # hot enough to keep everything
            kept = new - value >= temperature * np.log1p(-rng.random(runs))
        cells[flipped[~kept]] ^= 1
        value = np.where(kept, new, value)
    return seen


def hill_climbing(
    landscape: Landscape, *, budget: int, runs: int, rng: np.random.Generator
) -> np.ndarray:
    """Return what hill climbing with restarts sees, shape (runs, budget).

    The neighbours are tried one after another, in an order drawn at each start; one that is
    better replaces the parent. After n in a row that are not, the parent is a local optimum
    and the run starts again at a uniform string.

    Parameters
    ----------
    landscape : of n bits.
    budget, runs : ints >= 1.
    rng : draws the strings and the orders.

    Examples
    --------
    >>> from nflsim.optimization.landscapes import one_max
    >>> seen = hill_climbing(one_max(n=4), budget=5, runs=2, rng=np.random.default_rng(1))
    >>> seen.max(axis=1).tolist()
    [4, 4]
    """
    seen, n = _seen(landscape, budget, runs, rng), landscape.n
    runs, budget = seen.shape
    x, everyone = _draws.strings(n, runs, rng), np.arange(runs)
    cells, value = x.T.reshape(-1), landscape.values(x)
    orders = rng.permuted(np.tile(np.arange(n), (runs, 1)), axis=1)
    tried, failures = np.zeros(runs, dtype=np.int64), np.zeros(runs, dtype=np.int64)
    seen[:, 0] = value
    for t in range(1, budget):
        restart = np.flatnonzero(failures == n)
        flipped = orders[everyone, tried % n] * runs + everyone
        cells[flipped] ^= 1
        x[restart] = _draws.strings(n, len(restart), rng)
        orders[restart] = rng.permuted(orders[restart], axis=1)
        seen[:, t] = new = landscape.values(x)
        kept = new > value
        kept[restart] = True
        cells[flipped[~kept]] ^= 1
        value = np.where(kept, new, value)
        failures = np.where(kept, 0, failures + 1)
        tried += 1
    return seen


def _climb(landscape, seen, flips: Iterator[tuple[np.ndarray, np.ndarray]], rng):
    """Fill `seen` with a search whose children replace their parents unless they are worse.

    `flips` yields for each step the cells of memory to flip and the run of each.
    """
    runs, budget = seen.shape
    x = _draws.strings(landscape.n, runs, rng)
    value, cells = landscape.values(x), x.T.reshape(-1)
    seen[:, 0] = value
    for t, (flipped, run) in zip(range(1, budget), flips):
        cells[flipped] ^= 1
        seen[:, t] = new = landscape.values(x)
        cells[flipped] ^= (new < value)[run]
        value = np.maximum(value, new)
    return seen


def _seen(landscape, budget, runs, rng):
    """Return memory for what is seen, shape (runs, budget), step by step in memory."""
    _check.instance("landscape", landscape, Landscape, "a Landscape")
    _check.generator("rng", rng)
    budget, runs = _check.integer("budget", budget, 1), _check.integer("runs", runs, 1)
    dtype = landscape.values(np.zeros(landscape.n, dtype=np.uint8)).dtype
    what = f"what {_limits.magnitude(runs)} runs of {_limits.magnitude(budget)} evaluations see"
    _limits.fits(what, budget * runs * dtype.itemsize, SEEN_LIMIT)
    _limits.fits("the strings of all runs", runs * landscape.n, SEEN_LIMIT)
    return np.empty((budget, runs), dtype=dtype).T
