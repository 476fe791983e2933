"""Firms on a circle, on a line, and for a taste for variety: how many, and where.

Notation
--------
size       L > 0, buyers, spread evenly
fixed      F > 0, what a firm costs before it sells anything
travel     t > 0, what distance costs a buyer: t d (linear) or t d**2 (quadratic)
n          firms, a real number; each serves a segment of 1/n
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import cbrt, sqrt

from nflsim import _check


def circle_price(n: float, *, travel: float, cost: float = 0.0, quadratic: bool = False) -> float:
    """Return the price on a circle of n firms: cost + t/n, or cost + t/n**2 if quadratic.

    Parameters
    ----------
    n : number >= 2.
    travel : t > 0.
    cost : of a unit, >= 0.
    quadratic : whether distance costs its square.

    Examples
    --------
    >>> circle_price(4, travel=1.0, cost=2.0)
    2.25
    """
    n, cost = _check.at_least("n", n, 2), _check.not_negative("cost", cost)
    travel, quadratic = _check.positive("travel", travel), _check.flag("quadratic", quadratic)
    return _check.result("cost", cost + (travel / n / n if quadratic else travel / n), cost)


def free_entry(*, size: float, fixed: float, travel: float, quadratic: bool = False) -> float:
    """Return how many firms enter the circle until none earns more than its fixed cost.

    sqrt(t L / F), or (t L / F)**(1/3) if quadratic. The circle must be served whole: linear, the
    buyers' value must exceed the cost by at least 3/2 sqrt(t F / L) [salop1979]_.

    Parameters
    ----------
    size, fixed, travel : numbers > 0.
    quadratic : whether distance costs its square.

    Examples
    --------
    >>> free_entry(size=1.0, fixed=0.01, travel=1.0)
    10.0
    """
    return _firms(size, fixed, travel, cbrt if _check.flag("quadratic", quadratic) else sqrt)


def planned(*, size: float, fixed: float, travel: float, quadratic: bool = False) -> float:
    """Return how many firms make fixed costs and travel together smallest.

    sqrt(t L / 4 F), half of `free_entry`, or (t L / 6 F)**(1/3) if quadratic.

    Parameters
    ----------
    size, fixed, travel : numbers > 0.
    quadratic : whether distance costs its square.

    Examples
    --------
    >>> planned(size=1.0, fixed=0.01, travel=1.0)
    5.0
    """
    quadratic = _check.flag("quadratic", quadratic)
    return _firms(size, fixed, travel, cbrt if quadratic else sqrt) / (cbrt(6) if quadratic else 2)


def variety(*, size: float, fixed: float, elasticity: float) -> float:
    """Return how many varieties a taste for variety supports: L / (sigma F).

    Monopolistic competition in one sector, as in [krugman1980]_; a planner would choose the
    same number.

    Parameters
    ----------
    size, fixed : numbers > 0.
    elasticity : sigma > 1.

    Examples
    --------
    >>> variety(size=400.0, fixed=1.0, elasticity=4.0)
    100.0
    """
    elasticity, size = _check.above("elasticity", elasticity, 1), _check.positive("size", size)
    fixed = _check.positive("fixed", fixed)
    return _check.result("fixed", size / elasticity / fixed, fixed)


def line_shares(places: Sequence) -> list[Fraction]:
    """Return the share of the line [0, 1] that each firm serves when all charge the same.

    Each buyer goes to the nearest firm; firms at one place share its buyers equally.

    Parameters
    ----------
    places : numbers from 0 to 1, one for each firm.

    Examples
    --------
    >>> [str(share) for share in line_shares([Fraction(1, 4), Fraction(1, 4), Fraction(1)])]
    ['5/16', '5/16', '3/8']
    """
    places = _places(places, 1)
    stops = sorted(set(places))
    edges = [Fraction(0), *((a + b) / 2 for a, b in pairwise(stops)), Fraction(1)]
    width = {stop: edges[i + 1] - edges[i] for i, stop in enumerate(stops)}
    return [width[place] / places.count(place) for place in places]


def best_move(places: Sequence, firm: int) -> Fraction:
    """Return the share that a firm could come as near to as it likes by moving elsewhere.

    The supremum over all places: half a gap between two others, or all beyond the outermost.
    To join another firm is no better: it halves what its two sides offer together.

    Parameters
    ----------
    places : as in `line_shares`, two or more.
    firm : int from 0 to the number of firms - 1.

    Examples
    --------
    >>> best_move([Fraction(1, 2), Fraction(1, 2)], 0)
    Fraction(1, 2)
    """
    places = _places(places, 2)
    del places[_check.integer("firm", firm, 0, len(places) - 1)]
    stops = sorted(set(places))
    gaps = [(b - a) / 2 for a, b in pairwise(stops)]
    return max([stops[0], 1 - stops[-1], *gaps])


def nobody_moves(places: Sequence) -> bool:
    """Return whether firms on the line are at rest: none could gain by moving.

    Parameters
    ----------
    places : as in `line_shares`, two or more.

    Examples
    --------
    >>> nobody_moves([Fraction(1, 2), Fraction(1, 2)]), nobody_moves([Fraction(1, 2)] * 3)
    (True, False)
    """
    places = _places(places, 2)
    return all(best_move(places, firm) <= share for firm, share in enumerate(line_shares(places)))


def _places(places, least):
    rule = f"{'one' if least == 1 else 'two'} or more numbers from 0 to 1"
    places = _check.listed("places", places, rule)
    _check.require(len(places) >= least, "places", rule, places)
    return [_check.exact("places", each, rule, lambda x: 0 <= x <= 1) for each in places]


def _firms(size, fixed, travel, root):
    """Return the root of t L / F, taken of each: their product may leave the floats."""
    numbers = {"size": size, "fixed": fixed, "travel": travel}
    size, fixed, travel = (root(_check.positive(name, value)) for name, value in numbers.items())
    return travel * size / fixed
