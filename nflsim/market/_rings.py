"""Firms on rings of niches, turn by turn: one ring after another, or many rings at once.

What a firm weighs in a niche is a whole number of units so small that floats add them without
rounding: no order of moves leaves a trace in the weights, and no processor sums them otherwise.
"""

from dataclasses import dataclass

import numpy as np

STEP = 0.1  # of the breadth
UNIT = 2.0**-52  # of a float's largest digit
FEW = 6  # rings up to which one after another is faster


@dataclass
class Rules:
    """What rings are given: one value a ring where there may be several.

    `own` is what a firm of each breadth weighs, shape (niches + 1, rings).
    """

    places: int
    own: np.ndarray
    outside: np.ndarray
    start: np.ndarray
    fee: np.ndarray | None = None  # nobody comes or goes without one

    def __post_init__(self):
        breadths = np.arange(len(self.own))
        step = np.maximum(1, np.rint(STEP * breadths)).astype(np.int64)
        self.narrower = np.maximum(breadths - step, 1)
        self.broader = np.minimum(breadths + step, len(self.own) - 1)


def unit(total):
    """Return a power of 2 of which floats hold every multiple up to `total`, sums as well."""
    return np.ldexp(UNIT, np.frexp(total)[1])  # no logarithm: its last bit is each processor's own


class One:
    """One ring: its firms are lists, its weights a row."""

    def __init__(self, rules: Rules, row: int):
        self.niches, self.places = len(rules.own) - 1, rules.places
        self.row, self.own = row, rules.own[:, row].tolist()
        self.narrower, self.broader = rules.narrower.tolist(), rules.broader.tolist()
        self.start = int(rules.start[row])
        self.fee = None if rules.fee is None else float(rules.fee[row])
        self.weight = np.full(self.niches, rules.outside[row])
        self.firms, self.place = [], []
        self.pair, self.shares = np.empty((2, 1)), np.empty((2, self.niches))

    def begin(self, place):
        """Take a firm of the breadth that all have at first."""
        self._join(self.start, place)

    def round(self, drawn):
        """Take as many turns as there are rows of draws, one column a ring."""
        for which, up, where, like, last in drawn[:, :, self.row].tolist():
            self._turn(which, up, int(where * self.niches))
            if self.fee is not None:
                self._enter(like, last)

    def breadths(self):
        """Return the breadth at each place, 0 where there is nobody."""
        return self.firms + [0] * (self.places - len(self.firms))

    def _turn(self, which, up, where):
        firms = self.firms
        if not firms:
            return
        firm = int(which * len(firms))
        old = firms[firm]
        new = (self.broader if up < 0.5 else self.narrower)[old]
        self._add(old, self.place[firm], -self.own[old])
        before, after = self._expected(old, new)
        if self.fee is not None and max(before, after) < self.fee:
            firms[firm], self.place[firm] = firms[-1], self.place[-1]  # who was last moves up
            del firms[-1], self.place[-1]
            return
        if after > before:
            firms[firm] = old = new
        self.place[firm] = where
        self._add(old, where, self.own[old])

    def _enter(self, which, where):
        like = self.firms[int(which * len(self.firms))] if self.firms else self.start
        if len(self.firms) < self.places and self._expected(like)[0] >= self.fee:
            self._join(like, int(where * self.niches))

    def _join(self, breadth, place):
        self.firms.append(breadth)
        self.place.append(place)
        self._add(breadth, place, self.own[breadth])

    def _add(self, breadth, place, own):
        end = place + breadth
        part = self.weight[place:end]
        part += own
        if end > self.niches:
            part = self.weight[: end - self.niches]
            part += own

    def _expected(self, *breadths):
        """Return the mean payoff over all places of one or two breadths."""
        own, shares = self.pair[: len(breadths)], self.shares[: len(breadths)]
        for i, breadth in enumerate(breadths):
            own[i, 0] = self.own[breadth]
        np.add(self.weight, own, out=shares)
        np.divide(own, shares, out=shares)
        sums = np.add.reduce(shares, axis=1).tolist()
        return [breadth / self.niches * each for breadth, each in zip(breadths, sums)]


class Many:
    """Many rings at once, one a row: the first `number` places of each are taken."""

    def __init__(self, rules: Rules):
        self.rules, self.niches = rules, len(rules.own) - 1
        self.row = np.arange(len(rules.start))
        self.own = rules.own.T.copy()
        self.breadth = np.zeros((len(self.row), rules.places), dtype=np.int64)
        self.place, self.number = np.zeros_like(self.breadth), np.zeros_like(self.row)
        self.weight = np.tile(rules.outside[:, None], self.niches)
        self.shares = np.empty((2, *self.weight.shape))
        ring = np.arange(self.niches)
        ahead = (ring - ring[:, None]) % self.niches  # how far each niche is from each place
        self.ahead = ahead.astype(np.min_scalar_type(-self.niches - 1))  # small ones compare fast

    def begin(self, place):
        """Take a firm of the breadth that all have at first."""
        self._join(self.rules.start, place, np.ones(len(self.row), dtype=bool))

    def round(self, drawn):
        """Take as many turns as there are rows of draws, one column a ring."""
        places = (drawn * self.niches).astype(np.int64)
        for (which, up, _, like, _), (_, _, where, _, last) in zip(drawn, places):
            self._turn(which, up < 0.5, where)
            if self.rules.fee is not None:
                self._enter(like, last)

    def breadths(self):
        """Return the breadth at each place, 0 where there is nobody."""
        return self.breadth

    def _turn(self, which, up, where):
        rules, at = self.rules, self._drawn(which)
        old = self.breadth.take(at)
        new = np.where(up, rules.broader.take(old), rules.narrower.take(old))
        np.subtract(
            self.weight,
            self._own(old)[:, None],
            out=self.weight,
            where=self._inside(old, self.place.take(at)),
        )
        before, after = self._expected(old, new)
        chosen = np.where(after > before, new, old)
        if rules.fee is None:
            self._settle(at, chosen, where)
            return
        some = self.number > 0
        stays = some & (np.maximum(before, after) >= rules.fee)
        self._close(at, some & ~stays)
        self._settle(at, chosen * stays, where)

    def _enter(self, which, where):
        like = np.where(self.number > 0, self.breadth.take(self._drawn(which)), self.rules.start)
        earns = self._expected(like)[0] >= self.rules.fee
        self._join(like, where, earns & (self.number < self.rules.places))

    def _join(self, breadth, place, some):
        self._settle(self.row * self.rules.places + self.number, breadth * some, place)
        self.number += some

    def _settle(self, at, breadth, place):
        """Put a firm of each ring at a place of the ring; nobody if its breadth is 0."""
        inside = self._inside(breadth, place)
        np.add(self.weight, self._own(breadth)[:, None], out=self.weight, where=inside)
        if not breadth.all():
            at, breadth, place = at[breadth > 0], breadth[breadth > 0], place[breadth > 0]
        self.breadth.put(at, breadth)
        self.place.put(at, place)

    def _close(self, at, some):
        """Free a place of some rings: who was last moves up."""
        self.number -= some
        at, last = at[some], (self.row * self.rules.places + self.number)[some]
        for each in (self.breadth, self.place):
            each.put(at, each.take(last))
        self.breadth.put(last, 0)

    def _drawn(self, which):
        """Return where a firm of each ring is in the list; the first place where there is none."""
        return self.row * self.rules.places + (which * self.number).astype(np.int64)

    def _own(self, breadth):
        return self.own.take(self.row * (self.niches + 1) + breadth)

    def _inside(self, breadth, place):
        """Return in which niches a firm of each ring is: in none if its breadth is 0."""
        return self.ahead.take(place, axis=0) < breadth.astype(self.ahead.dtype)[:, None]

    def _expected(self, *breadths):
        """Return the mean payoff over all places of one or two breadths in each ring."""
        shares = self.shares[: len(breadths)]
        own = np.stack([self._own(breadth) for breadth in breadths])[..., None]
        np.add(self.weight, own, out=shares)
        np.divide(own, shares, out=shares)
        return np.stack(breadths) / self.niches * np.add.reduce(shares, axis=2)
