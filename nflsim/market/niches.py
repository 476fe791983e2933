"""How narrow a firm: effort spread over niches, each shared in proportion to effort**g.

Every niche is worth 1. A firm has one unit of effort (or `effort` units) and spreads it evenly
over its breadth. A niche goes to those in it in proportion to effort**g [skaperdas1996]_, and
an outsider with weight w0 takes part everywhere.

Notation
--------
k          niches, on a ring; a firm's niches are neighbours
firms      N of them
breadth    j, niches that a firm is in, 1 to k
g          winner-take-all strength > 0: 0 shares alike, large g gives all to the strongest
outside    w0 >= 0, the weight of the outsider in every niche
"""

from numbers import Integral

import numpy as np

from nflsim import _check, _halving

MANY = 10**15  # niches, or firms in a closed form
RIVALS = 10**5  # firms where each number of rivals has its chance
FIRMS = 10_000  # of a market with free entry
ROUNDING = 1e-9  # of a fee: who earns it but for rounding earns it
PACKED = {  # share of space that the densest known packing of equal balls fills
    1: 1.0,
    2: np.pi / 12**0.5,
    3: np.pi / 18**0.5,
    4: np.pi**2 / 16,
    5: np.pi**2 * 2**0.5 / 30,
    6: np.pi**3 * 3**0.5 / 144,
    7: np.pi**3 / 105,
    8: np.pi**4 / 384,
    24: np.pi**12 / 479_001_600,
}


def against_generalists(
    narrowness: np.ndarray, *, firms: int, g: float, effort: float = 1.0
) -> np.ndarray:
    """Return what a narrow firm earns among generalists, over an even share, same shape.

    N x**(g - 1) e**g / (x**g e**g + N - 1): it is in k / x niches with x times the effort there,
    and N - 1 rivals of effort 1 are in all.

    Parameters
    ----------
    narrowness : x >= 1, k over the breadth, any shape.
    firms : N >= 2.
    g : number > 0.
    effort : e > 0, the firm's effort over a rival's.

    Examples
    --------
    >>> against_generalists([1.0, 2.0], firms=5, g=2.0).tolist()
    [1.0, 1.25]
    """
    rule = "finite and >= 1"
    x = _check.array("narrowness", narrowness, rule, lambda x: (x >= 1) & (x < np.inf))
    firms, g = _check.integer("firms", firms, 2, limit=MANY), _check.positive("g", g)
    effort = _check.positive("effort", effort)
    with np.errstate(over="ignore", under="ignore"):  # rivals who weigh nothing, or everything
        return firms / x / (1 + (firms - 1) * (x * effort) ** -g)


def best_narrowness(*, firms: int, g: float, effort: float = 1.0) -> float:
    """Return the best narrowness among generalists: ((N - 1)(g - 1))**(1/g) / e, at least 1.

    Above 1 iff g exceeds 1 + e**g / (N - 1), which for equal efforts is N / (N - 1). It is not
    monotone in g: where the winner takes all, a little more effort everywhere is enough.

    Parameters
    ----------
    firms, g, effort : as in `against_generalists`.

    Examples
    --------
    >>> best_narrowness(firms=5, g=2.0), best_narrowness(firms=5, g=1.2)
    (2.0, 1.0)
    """
    firms, g = _check.integer("firms", firms, 2, limit=MANY), _check.positive("g", g)
    effort = _check.positive("effort", effort)
    best = max(1.0, ((firms - 1) * (g - 1)) ** (1 / g) / effort) if g > 1 else 1.0
    return _check.result("effort", best, effort)


def even_breadth(*, niches: int, firms: int, g: float) -> float:
    """Return the breadth at which evenly packed firms rest: (k/N) g/(g - 1), from 1 to k.

    Then g/(g - 1) firms share each niche; with g <= N/(N - 1) all are generalists.

    Parameters
    ----------
    niches, firms : k and N, ints >= 1.
    g : number > 0.

    Examples
    --------
    >>> even_breadth(niches=200, firms=50, g=2.0)
    8.0
    """
    niches = _check.integer("niches", niches, 1, limit=MANY)
    firms = _check.integer("firms", firms, 1, limit=MANY)
    g = _check.positive("g", g)
    if g <= 1:
        return float(niches)
    return min(float(niches), max(1.0, niches / firms * g / (g - 1)))


def random_breadth(*, niches: int, firms: int, g: float, outside: float = 0.0) -> float:
    """Return the breadth at which firms rest whose places are drawn at random.

    With M ~ Bin(N - 1, j/k) rivals of the same breadth in a niche and u = w0 j**g, the share is
    s = 1/(1 + M + u), and no small step pays where g E[s(1 - s)] = E[s]; k if breadth pays
    everywhere below it, 1 if it does not even there. A best reply to small steps only: a niche
    with nobody else in it is cheap to take, so where the outsider is weak for its g, or there is
    none, covering much more may pay better still.

    Parameters
    ----------
    niches, firms : k and N, ints >= 1.
    g : number > 0.
    outside : w0 >= 0.

    Examples
    --------
    >>> round(random_breadth(niches=200, firms=60, g=1.5), 2)
    13.05
    """
    niches = _check.integer("niches", niches, 1, limit=MANY)
    firms = _check.integer("firms", firms, 1, limit=RIVALS)
    g, outside = _check.positive("g", g), _check.not_negative("outside", outside)

    def pull(j):
        chance, s = _shares(j, niches, firms, g, outside)
        mean = chance @ s
        return 1 - g * (chance @ (s * (1 - s))) / mean if mean else 1 - g

    low, high = 1.0, float(niches)
    if pull(high) >= 0:
        return high
    return low if pull(low) <= 0 else _halving.change(lambda j: pull(j) > 0, low, high)


def random_payoff(
    breadth: float, *, niches: int, firms: int, g: float, outside: float = 0.0
) -> float:
    """Return what each firm expects where all are of one breadth and places are random.

    j E[1/(1 + M + u)], M and u as in `random_breadth`.

    Parameters
    ----------
    breadth : j, number from 1 to `niches`.
    niches, firms, g, outside : as in `random_breadth`.

    Examples
    --------
    >>> random_payoff(200, niches=200, firms=60, g=1.5) * 60
    200.0
    """
    niches = _check.integer("niches", niches, 1, limit=MANY)
    firms = _check.integer("firms", firms, 1, limit=RIVALS)
    breadth = _check.between("breadth", breadth, 1, niches)
    g, outside = _check.positive("g", g), _check.not_negative("outside", outside)
    chance, s = _shares(breadth, niches, firms, g, outside)
    return float(breadth * (chance @ s))


def free_entry(*, niches: int, fee: float, g: float, outside: float = 0.0) -> int:
    """Return how many firms enter until one more, with all at `random_breadth`, earns no fee.

    0 if not even one earns it.

    Parameters
    ----------
    niches, g, outside : as in `random_breadth`.
    fee : number > 0.

    Examples
    --------
    >>> free_entry(niches=200, fee=4.0, g=0.5)
    50
    """
    niches = _check.integer("niches", niches, 1, limit=MANY)
    fee = _check.positive("fee", fee)
    g, outside = _check.positive("g", g), _check.not_negative("outside", outside)
    _check.require(niches / fee <= FIRMS, "fee", f"at least {niches / FIRMS:g}", fee)
    fee *= 1 - ROUNDING
    most = int(niches / fee)

    def pays(firms):
        common = {"niches": niches, "firms": firms, "g": g, "outside": outside}
        return random_payoff(random_breadth(**common), **common) >= fee

    low, high = 0, most + 1
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if pays(middle) else (low, middle)
    return low


def uncovered(dimensions: int) -> float:
    """Return the share of space that round niches of one size leave empty at best.

    Balls packed as densely as is known, in 1 to 8 or 24 dimensions; optimal among all packings
    in 1, 2, 3, 8 and 24 [cohn2016]_, among lattices in 4 to 7.

    Parameters
    ----------
    dimensions : int from 1 to 8, or 24.

    Examples
    --------
    >>> [round(uncovered(d), 4) for d in (1, 2, 3)]
    [0.0, 0.0931, 0.2595]
    """
    known = isinstance(dimensions, Integral) and dimensions is not True and dimensions in PACKED
    _check.require(known, "dimensions", "from 1 to 8, or 24", dimensions)
    return 1 - float(PACKED[dimensions])


def _shares(breadth, niches, firms, g, outside):
    """Return the chances of 0, 1, ... rivals in a niche, and a firm's share with each."""
    share, rivals = breadth / niches, np.arange(firms)
    if share == 1:
        chance = (rivals == firms - 1).astype(float)
    else:
        ways = np.concatenate([[0.0], np.cumsum(np.log(rivals[1:][::-1] / rivals[1:]))])
        chance = np.exp(ways + rivals * np.log(share) + (firms - 1 - rivals) * np.log1p(-share))
    with np.errstate(over="ignore"):  # an outsider who weighs everything
        outsider = outside * np.float64(breadth) ** g if outside else 0.0
    return chance, 1 / (1 + rivals + outsider)
