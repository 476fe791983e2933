"""Comparative advantage: who should make what, and what trade is worth, exactly.

Notation
--------
m, k       makers and goods
costs      labour that a unit of a good costs a maker, shape (m, k); None where it cannot be made
labour     what each maker has to spend, m numbers > 0
bundle     the proportions in which all goods are wanted, k numbers >= 0
level      how many bundles there are of everything
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from nflsim import _check, _limits
from nflsim.market import _simplex

LIMIT = 500  # pairs of a maker and a good: some seconds


def autarky(costs: Sequence, labour: Sequence, bundle: Sequence) -> list[Fraction]:
    """Return how many bundles each maker has on its own: labour over the cost of a bundle.

    Parameters
    ----------
    costs : m rows of k numbers > 0.
    labour : m numbers > 0.
    bundle : k numbers >= 0, not all 0.

    Examples
    --------
    >>> autarky([[100, 120], [90, 80]], [220, 170], [1, 1])
    [Fraction(1, 1), Fraction(1, 1)]
    """
    costs, labour, bundle = _economy(costs, labour, bundle)
    able = all(cost is not None for row in costs for cost, want in zip(row, bundle) if want)
    _check.require(able, "costs", "given for every good of the bundle", costs)
    return [
        own / sum(cost * want for cost, want in zip(row, bundle) if want)
        for row, own in zip(costs, labour)
    ]


def world(costs: Sequence, labour: Sequence, bundle: Sequence) -> tuple[Fraction, list, list]:
    """Return the most bundles the makers can have together, who makes what, and prices.

    The largest z with sum_i x_ig >= z w_g and sum_g a_ig x_ig <= L_i, x >= 0: a linear program,
    solved exactly by the simplex method. `made[i][g]` is how much maker i makes of good g: at
    most m + k - 1 of them are not 0, so at most k - 1 makers make more than one good.
    `prices[g]` is what a little more of good g would be worth, in bundles; with fewer than
    m + k - 1 pairs it is one of many such prices.

    Parameters
    ----------
    costs : m rows of k numbers > 0, None where a maker cannot make a good; each good of the
        bundle can be made by somebody.
    labour : m numbers > 0.
    bundle : k numbers >= 0, not all 0.

    Examples
    --------
    >>> level, made, prices = world([[100, 120], [90, 80]], [220, 170], [1, 1])
    >>> level, [[str(x) for x in row] for row in made]
    (Fraction(95, 44), [['95/44', '3/88'], ['0', '17/8']])
    """
    costs, labour, bundle = _economy(costs, labour, bundle)
    m, k = len(costs), len(bundle)
    able = all(any(row[g] is not None for row in costs) for g in range(k) if bundle[g])
    _check.require(able, "costs", "given by somebody for every good of the bundle", costs)
    pairs = [(i, g) for i in range(m) for g in range(k) if costs[i][g] is not None]
    _limits.fits("the program", len(pairs), LIMIT, "pairs of a maker and a good")
    rows = [[costs[i][g] * (i == maker) for i, g in pairs] + [0] for maker in range(m)]
    rows += [[-int(g == good) for _, g in pairs] + [bundle[good]] for good in range(k)]
    level, x, duals = _simplex.largest(rows, labour + [0] * k, [0] * len(pairs) + [1])
    made = [[Fraction(0)] * k for _ in range(m)]
    for (i, g), amount in zip(pairs, x):
        made[i][g] = amount
    return level, made, duals[m:]


def output(costs: Sequence, labour: Sequence, makes: Sequence[int]) -> list[Fraction]:
    """Return how much of each good there is if every maker makes one good only.

    Parameters
    ----------
    costs, labour : as in `world`.
    makes : the good that each maker makes, m ints from 0 to k - 1.

    Examples
    --------
    >>> [str(x) for x in output([[100, 120], [90, 80]], [220, 170], [0, 1])]
    ['11/5', '17/8']
    """
    rows = _check.listed("costs", costs, "rows of one number or more")
    goods = len(_check.listed("costs", rows[0], "rows of one number or more")) if rows else 0
    _check.require(goods, "costs", "rows of one number or more", costs)
    costs, labour, _ = _economy(rows, labour, [1] * goods)
    total, makes = [Fraction(0)] * goods, _check.listed("makes", makes)
    _check.require(len(makes) == len(costs), "makes", f"{len(costs)} goods", makes)
    for row, own, good in zip(costs, labour, makes):
        good = _check.integer("makes", good, 0, len(total) - 1)
        _check.require(row[good] is not None, "makes", "goods that their makers can make", makes)
        total[good] += own / row[good]
    return total


def terms_of_trade(first: Sequence, second: Sequence) -> tuple[Fraction, Fraction]:
    """Return between which prices of good 0 in units of good 1 two makers both gain by trade.

    The ratios of their own costs, the smaller first; equal ratios leave nothing to gain.

    Parameters
    ----------
    first, second : costs of the two goods, numbers > 0.

    Examples
    --------
    >>> terms_of_trade([100, 120], [90, 80])
    (Fraction(5, 6), Fraction(9, 8))
    """
    low, high = sorted((_ratio("first", first), _ratio("second", second)))
    return low, high


def greatest_loss(first: Sequence, second: Sequence) -> float:
    """Return the share lost on the way, each way, at which trade in two goods stops paying.

    1 - sqrt(low / high), low and high as in `terms_of_trade`: what is sent and what comes back
    are both cut, so trade pays as long as (1 - loss)**2 high > low.

    Parameters
    ----------
    first, second : costs of the two goods, numbers > 0.

    Examples
    --------
    >>> round(greatest_loss([100, 120], [90, 80]), 6)
    0.139337
    """
    low, high = terms_of_trade(first, second)
    return 1 - sqrt(low / high)


def _ratio(argument, costs):
    costs = _check.listed(argument, costs, "two numbers")
    _check.require(len(costs) == 2, argument, "two numbers", costs)
    cloth, wine = (_number(argument, cost) for cost in costs)
    return cloth / wine


def _economy(costs, labour, bundle):
    bundle = [_number("bundle", want, 0) for want in _check.listed("bundle", bundle)]
    _check.require(any(bundle), "bundle", ">= 0 and not all 0", bundle)
    rule = f"rows of {len(bundle)} numbers"
    costs = [_check.listed("costs", row, rule) for row in _check.listed("costs", costs, rule)]
    labour = _check.listed("labour", labour)
    fine = len(costs) and all(len(row) == len(bundle) for row in costs)
    _check.require(fine, "costs", f"rows of {len(bundle)} numbers", costs)
    rows = [[None if a is None else _number("costs", a) for a in row] for row in costs]
    _check.require(len(labour) == len(rows), "labour", f"{len(rows)} numbers", labour)
    return rows, [_number("labour", own) for own in labour], bundle


def _number(argument, value, low=None):
    rule = "numbers > 0" if low is None else "numbers >= 0"
    return _check.exact(argument, value, rule, lambda x: x > 0 or x == low)
