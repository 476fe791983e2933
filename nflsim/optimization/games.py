"""Where no free lunch is silent: head-to-head races, and champions against an opponent.

Notation
--------
n, q       points and values, as in `nflsim.finite`
m          budget: evaluations made
champion   the move played in the end; its payoff is the worst over the opponent's replies
"""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import numpy as np

from nflsim import _check, _limits
from nflsim.optimization import _traces, performance

STATES = 2**18  # of what is known of a game: each payoff unseen, or one of q


def differences(a: np.ndarray, b: np.ndarray, m: int, *, n: int, q: int) -> dict[int, int]:
    """Return on how many functions searcher a finds so much more than searcher b.

    {best_m(a) - best_m(b): functions}, smallest difference first. Equal histograms of values
    do not make this one symmetric: one of two searchers may win by little often and lose by
    much seldom [wolpert1997]_.

    Parameters
    ----------
    a, b : traces of two searchers, shape (q**n,).
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> differences(np.array([0, 1, 2, 3]), np.array([0, 2, 1, 3]), 1, n=2, q=2)
    {-1: 1, 0: 2, 1: 1}
    """
    both = (_traces.one_searcher(name, each, n, q) for name, each in (("a", a), ("b", b)))
    found = [performance.best(codes, m, n=n, q=q).astype(int) for codes in both]
    return dict(sorted(Counter((found[0] - found[1]).tolist()).items()))


def champion_range(m: int, *, moves: int, replies: int, q: int) -> tuple[Fraction, Fraction]:
    """Return what champions are worth on average: worst and best way to look at m payoffs.

    The payoff of each (move, reply) is uniform on 0..q-1. A searcher looks at m different
    payoffs, one after another, then plays the move whose worst payoff is expected to be the
    largest. The mean is over all games; that the two ends differ is a free lunch: a look at
    the reply that settles a move is worth more than another [wolpert2005]_.

    Parameters
    ----------
    m : int from 0 to moves * replies, payoffs looked at.
    moves, replies : ints >= 1.
    q : int >= 1, payoffs 0..q-1; (q + 1)**(moves * replies) at most `STATES`.

    Examples
    --------
    >>> champion_range(2, moves=2, replies=2, q=2)
    (Fraction(3, 8), Fraction(7, 16))
    """
    m, *game = _game(m, moves, replies, q)

    def value(seen, pick):
        if m == len(seen) - seen.count(None):
            return _worth(seen, *game)
        free = [cell for cell, payoff in enumerate(seen) if payoff is None]
        return pick(
            sum(follow((*seen[:cell], payoff, *seen[cell + 1 :]), pick) for payoff in range(q)) / q
            for cell in free
        )

    follow = cache(value)
    nothing = (None,) * (moves * replies)
    return Fraction(follow(nothing, min)), Fraction(follow(nothing, max))


def champion(rule: Callable, m: int, *, moves: int, replies: int, q: int) -> Fraction:
    """Return what one searcher's champions are worth on average over all games, exactly.

    Parameters
    ----------
    rule : called with the cells and the payoffs seen so far, returns the next cell, as in
        `enumeration`; cell = move * replies + reply.
    m, moves, replies, q : as in `champion_range`.

    Examples
    --------
    >>> champion(lambda cells, payoffs: len(cells), 2, moves=2, replies=2, q=2)
    Fraction(7, 16)
    """
    m, *game = _game(m, moves, replies, q)
    _check.instance("rule", rule, Callable, "a function of cells and payoffs")

    def value(cells, payoffs):
        if len(cells) == m:
            seen = [None] * (moves * replies)
            for cell, payoff in zip(cells, payoffs):
                seen[cell] = payoff
            return _worth(tuple(seen), *game)
        cell = _check.integer("rule", rule(cells, payoffs), 0, moves * replies - 1)
        _check.require(cell not in cells, "rule", "free of repeats", (*cells, cell))
        return sum(value((*cells, cell), (*payoffs, payoff)) for payoff in range(q)) / q

    return Fraction(value((), ()))


def _game(m, moves, replies, q):
    moves, replies = _check.integer("moves", moves, 1), _check.integer("replies", replies, 1)
    cells, q = moves * replies, _check.integer("q", q, 1)
    m = _check.integer("m", m, 0, cells)
    said = [_limits.magnitude(size) for size in (moves, replies, q)]
    what = f"a game of {said[0]} moves, {said[1]} replies and {said[2]} payoffs"
    _limits.fits_power(what, q + 1, cells, STATES, "states")
    return m, replies, q


def _worth(seen, replies, q):
    """Return the largest expected worst payoff of a move, given the payoffs seen."""
    rows = [seen[start : start + replies] for start in range(0, len(seen), replies)]
    return max(
        # A worst payoff is the number of thresholds 1..q-1 that all payoffs of the move reach.
        sum(
            all(payoff is None or payoff >= level for payoff in row)
            * Fraction(q - level, q) ** row.count(None)
            for level in range(1, q)
        )
        for row in rows
    )
