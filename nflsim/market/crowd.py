"""A crowd of firms that try out how broad to be, and come and go: many markets at once.

The niche market of `nflsim.market.niches`, firm by firm. At its turn a firm leaves its niches,
compares its breadth with one a step broader or narrower (a tenth, at least 1) by the mean payoff
over all places on the ring, keeps the better, and settles at a place drawn anew.

Notation
--------
k, g, w0     niches, winner-take-all strength, weight of the outsider, as in `niches`
round        as many turns as there are places for firms
fee          what a firm must expect to earn, or it leaves
"""

from functools import partial

import numpy as np

from nflsim import _check, _limits
from nflsim.market import _rings
from nflsim.market.niches import ROUNDING

SEEN_LIMIT = 2**30  # bytes of what is looked at
FINE = 2**16  # units in the weight of an effort
DRAWS = 5  # a turn: who, broader or narrower, where to; like whom another, and where to


def breadths(
    *,
    niches: int,
    firms: int,
    g: float,
    outside: float,
    rounds: int,
    replicates: int,
    rng: np.random.Generator,
    start: int = 1,
) -> np.ndarray:
    """Return the breadth of every firm after each round, shape (replicates, rounds + 1, firms).

    A fixed number of firms. Where that is several niches their mean comes to rest near
    `niches.random_breadth`, unless an unopposed niche pays nearly in full for any effort (no
    outsider or a weak one, and g well above 1).

    Parameters
    ----------
    niches, firms, rounds, replicates : ints >= 1.
    g : number > 0, or one for each replicate; niches**-g at least 3e-11 (firms + w0), so that
        weights are right to five digits.
    outside : w0 >= 0, or one for each replicate.
    rng : draws firms, trials and places.
    start : int from 1 to `niches`, the breadth of all at first, or one for each replicate.

    Examples
    --------
    >>> seen = breadths(niches=20, firms=5, g=1.5, outside=0.03, rounds=3, replicates=2,
    ...     rng=np.random.default_rng(1), start=4)
    >>> seen.shape, seen[:, 0].tolist()
    ((2, 4, 5), [[4, 4, 4, 4, 4], [4, 4, 4, 4, 4]])
    """
    firms = _check.integer("firms", firms, 1)
    rules = _rules(niches, firms, g, outside, rounds, replicates, start, rng)
    return _played(rules, int(rounds), rng, firms)


def entry_and_exit(
    *,
    niches: int,
    places: int,
    g: float,
    outside: float,
    fee: float,
    rounds: int,
    replicates: int,
    rng: np.random.Generator,
    start: int = 1,
) -> np.ndarray:
    """Return the breadth of every firm after each round, shape (replicates, rounds + 1, places).

    Zeros stand for places that nobody has taken. Begins with none. At each turn a firm that
    expects less than the fee with the better of its two breadths leaves; then one with the
    breadth of a firm drawn at random (`start` if there is none) enters if it may expect the fee.

    Parameters
    ----------
    niches, places, rounds, replicates : ints >= 1; at most `places` firms at a time.
    g, outside, rng, start : as in `breadths`.
    fee : number > 0, or one for each replicate.

    Examples
    --------
    >>> seen = entry_and_exit(niches=20, places=9, g=1.5, outside=0.03, fee=4.0, rounds=9, start=8,
    ...     replicates=2, rng=np.random.default_rng(1))
    >>> (seen[:, -1] > 0).sum(axis=1).tolist()
    [2, 2]
    """
    places = _check.integer("places", places, 1)
    rules = _rules(niches, places, g, outside, rounds, replicates, start, rng, fee)
    return _played(rules, int(rounds), rng)


def _rules(niches, places, g, outside, rounds, replicates, start, rng, fee=None):
    """Return the rules of as many rings as there are replicates, each of them checked."""
    niches, rng = _check.integer("niches", niches, 1), _check.generator("rng", rng)
    rounds = _check.integer("rounds", rounds, 1)
    replicates = _check.integer("replicates", replicates, 1)
    _limits.fits("the ring of niches", 8 * niches**2, SEEN_LIMIT)
    size = replicates * (places * (rounds + 1 + DRAWS) + 4 * niches)
    _limits.fits("the breadths looked at", 8 * size, SEEN_LIMIT)

    def each(argument, values, check):
        return _each(argument, values, replicates, check).astype(float)

    power, outside = each("g", g, _check.positive), each("outside", outside, _check.not_negative)
    unit = _rings.unit(places + outside)
    fine = (niches**-power >= FINE * unit).all()
    least = f"small enough for niches**-g >= {FINE * unit.max():.1e}"
    _check.require(fine, "g", least, g)
    breadths = np.maximum(np.arange(niches + 1.0), 1)[:, None]  # nobody's does not count
    if fee is not None:
        fee = each("fee", fee, _check.positive) * (1 - ROUNDING)
    return _rings.Rules(
        places=places,
        own=np.rint(breadths**-power / unit) * unit,
        outside=np.rint(outside / unit) * unit,
        start=each("start", start, partial(_check.integer, low=1, high=niches)).astype(int),
        fee=fee,
    )


def _played(rules, rounds, rng, firms=0):
    """Return the breadths at the start and after each round of turns, in every ring."""
    rows, niches = len(rules.start), len(rules.own) - 1
    few = rows <= _rings.FEW
    rings = [_rings.One(rules, row) for row in range(rows)] if few else [_rings.Many(rules)]
    seen = np.zeros((rows, rounds + 1, rules.places), dtype=np.int64)
    for places in rng.integers(niches, size=(firms, rows)):
        for ring in rings:
            ring.begin(places[ring.row])
    seen[:, 0, :firms] = rules.start[:, None]
    for now in range(1, rounds + 1):
        drawn = rng.random((rules.places, DRAWS, rows))
        for ring in rings:
            ring.round(drawn)
            seen[ring.row, now] = ring.breadths()
    return seen


def _each(argument, values, rows, check):
    """Return one value for each replicate, each of them checked."""
    if not hasattr(values, "__iter__") or not getattr(values, "ndim", 1):
        return np.full(rows, check(argument, values))
    values = _check.listed(argument, values)
    _check.require(len(values) == rows, argument, f"one number or {rows}, one a replicate", values)
    return np.array([check(argument, each) for each in values])
