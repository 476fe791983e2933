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

import numpy as np

from nflsim import _check
from nflsim.market.niches import ROUNDING

SEEN_LIMIT = 2**30  # bytes of what is looked at
LEAST = 1e-9  # of an effort's weight: well above the rounding of sums of weights
STEP = 0.1  # of the breadth


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
    g : number > 0 with niches**-g >= 1e-9, or one for each replicate.
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
    market = _Market(niches, firms, g, outside, rounds, replicates, rng, start)
    for _ in range(firms):
        market.enter(0.0)
    return market.watched(lambda: market.turn(0.0))


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
    market = _Market(niches, places, g, outside, rounds, replicates, rng, start)
    fee = _each("fee", fee, market.rows, _check.positive) * (1 - ROUNDING)

    def turn():
        market.turn(fee)
        market.enter(fee)

    return market.watched(turn)


class _Market:
    """Firms on rings of niches, one ring a replicate: the first `number` places are taken."""

    def __init__(self, niches, places, g, outside, rounds, replicates, rng, start):
        self.k, self.rng = _check.integer("niches", niches, 1), rng
        self.places, self.rounds = places, _check.integer("rounds", rounds, 1)
        replicates = _check.integer("replicates", replicates, 1)
        _check.fits("the ring of niches", 8 * self.k**2, SEEN_LIMIT)
        seen = 8 * replicates * max((self.rounds + 1) * places, self.k)
        _check.fits("the breadths looked at", seen, SEEN_LIMIT)
        self.rows = np.arange(replicates)
        self.g = _each("g", g, self.rows, _check.positive)
        fine = (self.k**-self.g >= LEAST).all()
        _check.require(fine, "g", f"small enough for niches**-g >= {LEAST:g}", g)
        self.outside = _each("outside", outside, self.rows, _check.not_negative)[:, None]
        self.start = _each("start", start, self.rows, self._breadth, int)
        self.breadth = np.zeros((len(self.rows), self.places), dtype=np.int64)  # 0: nobody
        self.place = np.zeros_like(self.breadth)
        self.number = np.zeros_like(self.rows)
        self.weight = np.tile(self.outside, self.k)
        ring = np.arange(self.k)
        self.ahead = (ring - ring[:, None]) % self.k  # how far each niche is from each place
        self.ahead = self.ahead.astype(
            np.min_scalar_type(-self.k - 1)
        )  # small numbers compare fast

    def _breadth(self, argument, value):
        return _check.integer(argument, value, 1, self.k)

    def watched(self, turn):
        """Return the breadths at the start and after each round of turns."""
        seen = np.empty((len(self.rows), self.rounds + 1, self.places), dtype=np.int64)
        seen[:, 0] = self.breadth
        for now in range(1, self.rounds + 1):
            for _ in range(self.places):
                turn()
            seen[:, now] = self.breadth
        return seen

    def turn(self, fee):
        """Let one firm of each ring compare two breadths and settle anew, or leave."""
        firm = self._drawn()
        old = self.breadth[self.rows, firm]
        np.subtract(
            self.weight,
            self._own(old),
            out=self.weight,
            where=self._inside(old, self.place[self.rows, firm]),
        )
        np.maximum(self.weight, self.outside, out=self.weight)  # against rounding
        step = np.maximum(1, np.rint(STEP * old)).astype(np.int64)
        new = np.where(self.rng.integers(2, size=len(self.rows)), old + step, old - step)
        new = np.clip(new, 1, self.k)
        before, after = self._expected(old), self._expected(new)
        stays = (self.number > 0) & (np.maximum(before, after) >= fee)
        self._settle(firm, np.where(after > before, new, old) * stays)
        gone = np.flatnonzero((self.number > 0) & ~stays)
        self.number[gone] -= 1
        for each in (self.breadth, self.place):  # the last firm takes the place that is free
            each[gone, firm[gone]] = each[gone, self.number[gone]]
        self.breadth[gone, self.number[gone]] = 0

    def enter(self, fee):
        """Let one firm enter each ring if there is room and it may expect the fee."""
        like = np.where(self.number > 0, self.breadth[self.rows, self._drawn()], self.start)
        enters = (self.number < self.places) & (self._expected(like) >= fee)
        self._settle(self.number, like * enters)
        self.number += enters

    def _drawn(self):
        """Return a firm of each ring, drawn at random; the first place where there is none."""
        return (self.rng.random(len(self.rows)) * self.number).astype(np.int64)

    def _own(self, breadth):
        """Return what a firm of each ring weighs in a niche that it is in."""
        return (np.maximum(breadth, 1) ** -self.g)[:, None]

    def _inside(self, breadth, place):
        """Return in which niches a firm of each ring is."""
        return self.ahead.take(place, axis=0) < breadth.astype(self.ahead.dtype)[:, None]

    def _expected(self, breadth):
        """Return the mean payoff over all places of a firm of each ring that comes to it."""
        own = self._own(breadth)
        shares = self.weight + own
        np.divide(own, shares, out=shares)
        return breadth / self.k * shares.sum(axis=1)

    def _settle(self, firm, breadth):
        """Let a firm of each ring settle at a place drawn at random; nobody if its breadth is 0."""
        place, some = self.rng.integers(self.k, size=len(self.rows)), breadth > 0
        inside = self._inside(breadth, place)
        np.add(self.weight, self._own(breadth), out=self.weight, where=inside)
        at = self.rows[some], firm[some]
        self.breadth[at], self.place[at] = breadth[some], place[some]


def _each(argument, values, rows, check, kind=float):
    """Return one value for each replicate, each of them checked."""
    values = np.asarray(values)
    fits = values.shape in ((), (len(rows),))
    _check.require(fits, argument, f"one number or {len(rows)}, one a replicate", values.tolist())
    return np.array(
        [check(argument, value) for value in np.broadcast_to(values, len(rows)).tolist()], kind
    )
