"""A population in several niches, generation by generation: bodies, counts, and no chance at all.

Soft selection [levene1953]_. For each of N places in the next generation a niche is drawn by
its share, a parent by its payoff there, and the child may be a mutant. In this order:
selection, mutation, sampling.

Notation
--------
niches, shares, width    as in `nflsim.evolution.adaptive`
rate, jump               chance of a mutation and its standard deviation
sites                    phenotypes of a lattice, as in `nflsim.evolution.lattice`
generations              at which to look, rising; the start is generation 0
"""

from collections.abc import Sequence

import numpy as np

from nflsim import _check, _limits
from nflsim.evolution import _bells, fitness_sets, lattice

SEEN_LIMIT = 2**30  # bytes of what is looked at
STEPS = 10**11  # of all bodies or sites, generation by generation
FARTHEST = 1e100  # a step
LARGEST = 2**62  # bodies that can be counted


def individuals(
    niches: Sequence,
    shares: Sequence,
    *,
    width: float,
    size: int,
    rate: float,
    jump: float,
    generations: Sequence[int],
    replicates: int,
    rng: np.random.Generator,
    start: float = 0.0,
) -> np.ndarray:
    """Return the phenotype of everybody, shape (replicates, generations, size).

    Parameters
    ----------
    niches, shares : mu and c, of one length; the shares' sum is 1.
    width : s > 0.
    size : N, int >= 1.
    rate, jump : from 0 to 1, and >= 0.
    generations : ints >= 0, rising.
    replicates : int >= 1, independent populations.
    rng : draws niches, parents and mutations.
    start : the phenotype that all begin with.

    Examples
    --------
    >>> seen = individuals([-1, 1], [0.5, 0.5], width=1.0, size=50, rate=0.1, jump=0.1,
    ...     generations=[0, 9], replicates=2, rng=np.random.default_rng(1))
    >>> seen.shape, float(abs(seen[:, 0]).max())
    ((2, 2, 50), 0.0)
    """
    niches = _check.finite("niches", niches)
    shares = _check.weights("shares", shares, len(niches))
    size, replicates = _check.integer("size", size, 1), _check.integer("replicates", replicates, 1)
    rate, jump = _check.share("rate", rate), _check.not_negative("jump", jump)
    _check.require(jump <= FARTHEST, "jump", f"a finite number, at most {FARTHEST:g}", jump)
    generations = _generations(generations, replicates * size)
    start, rng = _check.number("start", start), _check.generator("rng", rng)
    x = np.full((replicates, size), start)
    seen = np.empty((replicates, len(generations), size))
    width = _check.positive("width", width)
    parents, now = _parents(x.shape, niches, shares, width, rng), 0
    for place, end in enumerate(generations):
        for _ in range(now, end):
            with np.errstate(over="ignore", under="ignore"):  # too far from a niche to live there
                x = x.ravel()[parents(x)]
            mutants = np.flatnonzero(rng.random(x.size) < rate)
            x[mutants] += jump * rng.standard_normal(len(mutants))
            x = x.reshape(replicates, size)
        seen[:, place], now = x, end
    return seen


def counts(
    sites: np.ndarray,
    niches: Sequence,
    shares: Sequence,
    *,
    width: float,
    size: int,
    rate: float,
    jump: float,
    generations: Sequence[int],
    replicates: int,
    rng: np.random.Generator,
    start: float = 0.0,
) -> np.ndarray:
    """Return how many live at each site, shape (replicates, generations, sites).

    The same population as `individuals`, with phenotypes rounded to sites. Its cost does not
    grow with N.

    Parameters
    ----------
    sites : evenly spaced phenotypes that cover the niches.
    niches, shares, width, size, rate, jump, generations, replicates : as in `individuals`, with
        `jump` a spacing of the sites or more.
    rng : draws the next generation.
    start : all begin at the site nearest to it.

    Examples
    --------
    >>> seen = counts(np.linspace(-2, 2, 41), [-1, 1], [0.5, 0.5], width=1.0, size=10**6,
    ...     rate=0.1, jump=0.1, generations=[0, 9], replicates=2, rng=np.random.default_rng(1))
    >>> seen.shape, seen[:, 1].sum(axis=1).tolist()
    ((2, 2, 41), [1000000, 1000000])
    """
    size = _check.integer("size", size, 1, limit=LARGEST)
    replicates, rng = _check.integer("replicates", replicates, 1), _check.generator("rng", rng)
    sites = lattice.checked(sites, niches)
    generations = _generations(generations, replicates * len(sites))
    follow = _selection(sites, niches, shares, width, rate, jump)
    # A single population is kept as one row of its own: NumPy draws it twice as fast.
    n = np.zeros((replicates, len(sites)) if replicates > 1 else len(sites), dtype=np.int64)
    n[..., _nearest(sites, start)] = size
    seen, now = np.empty((replicates, len(generations), len(sites)), dtype=np.int64), 0
    for place, end in enumerate(generations):
        for _ in range(now, end):
            n = rng.multinomial(size, follow(n))
        seen[:, place], now = n, end
    return seen


def recursion(
    sites: np.ndarray,
    niches: Sequence,
    shares: Sequence,
    *,
    width: float,
    rate: float,
    jump: float,
    generations: Sequence[int],
    start: float = 0.0,
) -> np.ndarray:
    """Return the share of an infinite population at each site, shape (generations, sites).

    What `counts` does without chance: the mean of large populations, and the only exact
    statement of how long branching takes.

    Parameters
    ----------
    sites, niches, shares, width, rate, jump, generations, start : as in `counts`.

    Examples
    --------
    >>> recursion(np.linspace(-2, 2, 41), [-1, 1], [0.5, 0.5], width=1.0, rate=0.1, jump=0.1,
    ...     generations=[0, 9]).sum(axis=1).round(12).tolist()
    [1.0, 1.0]
    """
    sites = lattice.checked(sites, niches)
    generations = _generations(generations, len(sites))
    follow = _selection(sites, niches, shares, width, rate, jump)
    p = np.zeros(len(sites))
    p[_nearest(sites, start)] = 1
    seen, now = np.empty((len(generations), len(sites))), 0
    for place, end in enumerate(generations):
        for _ in range(now, end):
            p = follow(p)
        seen[place], now = p, end
    return seen


def _parents(shape, niches, shares, width, rng):
    """Return the map from bodies to the parents of the next ones, places in all rows joined.

    A turn writes into the arrays of the last where it can: new ones take longer than the sums.
    """
    shares, niches = shares[:, None, None], np.asarray(niches, dtype=float)
    line, drawn = np.empty(shape), np.empty((shape[0], shape[1] + 1))
    rows = np.arange(shape[0])[:, None]
    last = (rows + 1) * shape[1] - 1

    def parents(x):
        payoffs = _bells.payoffs(x, niches, width)
        payoffs *= shares / _alive(payoffs.sum(axis=2, keepdims=True), width)
        # Each body's chance to be a parent, whichever niche asks; one line for all replicates.
        np.add.accumulate(payoffs.sum(axis=0), axis=1, out=line)
        # Uniforms in rising order, as shares of a sum of exponentials: quickly searched.
        np.add.accumulate(rng.standard_exponential(out=drawn), axis=1, out=drawn)
        for rising in (line, drawn):
            rising /= rising[:, -1:]
            rising += rows
        found = line.ravel().searchsorted(drawn[:, :-1].ravel(), side="right")
        return np.minimum(found.reshape(shape), last).ravel()

    return parents


def _selection(sites, niches, shares, width, rate, jump):
    """Return the map from numbers at the sites to each site's chance of a child."""
    niches = _check.finite("niches", niches)
    shares = _check.weights("shares", shares, len(niches))
    payoffs = fitness_sets.payoffs(sites, niches, width=width)
    mutation = lattice.mutation(sites, rate=rate, jump=jump)

    def follow(n):
        # No BLAS: its last bits are each processor's own, and a draw may hang on them.
        total = _alive(np.einsum("...s,sn->...n", n, payoffs), width)
        parents = n * np.einsum("...n,sn->...s", shares / total, payoffs)
        children = np.einsum("...s,st->...t", parents, mutation)
        return children / children.sum(axis=-1, keepdims=True)

    return follow


def _alive(total, width):
    """Return the payoffs of all together in each niche; raise if they are 0, too small to tell."""
    _check.require(total.all(), "width", "wide enough for somebody in every niche", width)
    return total


def _nearest(sites, start):
    start = _check.between("start", start, sites[0], sites[-1])
    return np.abs(sites - start).argmin()


def _generations(generations, numbers):
    rule = "rising integers >= 0, one or more"
    generations = _check.listed("generations", generations, rule)
    generations = [_check.integer("generations", each, 0) for each in generations]
    rising = generations and generations == sorted(generations)
    _check.require(rising, "generations", rule, generations)
    _limits.fits("what is looked at", 8 * len(generations) * numbers, SEEN_LIMIT)
    _limits.fits("the generations", generations[-1] * numbers, STEPS, "parents")
    return generations
