"""How broad to be when demand swings between two states: reserves, spells, payouts, ruin.

A firm gains in its own state of demand and loses in the other. It pays out what exceeds its
reserves and is gone once they are 0 or less: a dividend problem of the kind that goes back to
[avanzi2016]_, with two states.

Notation
--------
gain, loss   what a step in the own state adds, and a step in the other takes: whole units
reserves     R, the most a firm keeps; it begins with all of them
spell        L, mean length of a spell of one state, in steps; each step ends it with chance 1/L
discount     what a unit paid out a step later is worth now
step         first the income of the present state, then payout or ruin, then perhaps a switch
"""

from math import gcd, inf

import numpy as np

from nflsim import _absorbing, _check, _limits

UNITS = 3  # of a unit of income, so that breadths between the ends have whole incomes
LIMIT = 2000  # states of the chain
STEPS, TURNS = 10**7, 10**9
LARGEST = 10**12  # units of income


def income(breadth: int) -> tuple[int, int]:
    """Return gain and loss at a breadth, in thirds of a unit: from (12, 6) to (3, 0).

    The specialist, breadth 0, gains 4 units or loses 2; the generalist, breadth 3, gains 1 and
    never loses. Narrowness pays more on average, 1 unit a step against a half.

    Parameters
    ----------
    breadth : int from 0 to 3.

    Examples
    --------
    >>> [income(breadth) for breadth in range(4)]
    [(12, 6), (9, 4), (6, 2), (3, 0)]
    """
    breadth = _check.integer("breadth", breadth, 0, 3)
    return 12 - 3 * breadth, 6 - 2 * breadth


def value(
    *, gain: int, loss: int, reserves: int, spell: float, discount: float = 0.99
) -> tuple[float, float]:
    """Return the expected discounted payout of a firm with full reserves, exactly.

    Beginning in its own state, and in the other: payouts + discount P v = v on the states
    (reserves, state of demand), a chain that ends with ruin.

    Parameters
    ----------
    gain, loss : ints >= 0, not both 0.
    reserves : int >= 1.
    spell : number >= 1, mean length in steps.
    discount : from 0 to below 1.

    Examples
    --------
    >>> [round(v, 2) for v in value(gain=4, loss=2, reserves=24, spell=2)]
    [102.69, 96.68]
    """
    step, payout = _chain(gain, loss, reserves, spell)
    discount = _discount(discount)
    # Worth less tomorrow by a share is worth the same with that chance that there is none.
    ends = (1 - discount) + discount * _ruin(step)
    worth = _absorbing.mean_sum(discount * step, ends, payout)
    return float(worth[len(step) // 2 - 1]), float(worth[-1])


def mean_life(*, gain: int, loss: int, reserves: int, spell: float) -> float:
    """Return how many steps a firm lives on average, from full reserves in its own state.

    Infinite if it cannot be ruined (it loses nothing, or each loss is made good at once) or if
    it lives longer than floats can say.

    Parameters
    ----------
    gain, loss, reserves, spell : as in `value`.

    Examples
    --------
    >>> round(mean_life(gain=4, loss=2, reserves=6, spell=2), 1)
    15.0
    """
    step, _ = _chain(gain, loss, reserves, spell)
    if not loss or (spell == 1 and gain >= loss and reserves > loss):
        return float("inf")
    with np.errstate(over="ignore", invalid="ignore"):
        life = float(_absorbing.mean_steps(step, _ruin(step))[len(step) // 2 - 1])
    return life if np.isfinite(life) else float("inf")


def survival(*, gain: int, loss: int, reserves: int, spell: float, steps: int) -> np.ndarray:
    """Return the chance to be alive after 0, 1, ..., steps, shape (steps + 1,).

    Parameters
    ----------
    gain, loss, reserves, spell : as in `value`.
    steps : int >= 0.

    Examples
    --------
    >>> survival(gain=4, loss=2, reserves=2, spell=2, steps=2).tolist()
    [1.0, 1.0, 0.5]
    """
    step, _ = _chain(gain, loss, reserves, spell)
    steps = _check.integer("steps", steps, 0)
    _limits.fits("the chances", steps, STEPS, "steps")
    at, alive = np.zeros(len(step)), np.empty(steps + 1)
    at[len(step) // 2 - 1] = 1
    for t in range(len(alive)):
        alive[t] = min(at.sum(), 1)  # the sum of many roundings may exceed it
        at = at @ step
    return alive


def simulate(
    *,
    gain: int,
    loss: int,
    reserves: int,
    spell: float,
    steps: int,
    firms: int,
    rng: np.random.Generator,
    discount: float = 0.99,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the discounted payout of each of many firms, and the step of its ruin (0: none).

    Parameters
    ----------
    gain, loss, reserves, spell, discount : as in `value`.
    steps, firms : ints >= 1.
    rng : draws the switches of demand, for each firm its own.

    Examples
    --------
    >>> paid, ruined = simulate(gain=1, loss=0, reserves=6, spell=2, steps=50, firms=3,
    ...     rng=np.random.default_rng(1))
    >>> paid.shape, ruined.tolist()
    ((3,), [0, 0, 0])
    """
    _chain(gain, loss, reserves, spell)
    gain, loss, reserves = int(gain), int(loss), int(reserves)
    spell, discount, rng = float(spell), _discount(discount), _check.generator("rng", rng)
    steps, firms = _check.integer("steps", steps, 1), _check.integer("firms", firms, 1)
    _limits.fits("the firms", firms, STEPS, "bodies")
    _limits.fits("the turns", steps * firms, TURNS, "turns")
    have, own = np.full(firms, reserves), np.ones(firms, dtype=bool)
    paid, ruined, alive = np.zeros(firms), np.zeros(firms, dtype=int), np.ones(firms, dtype=bool)
    for t in range(steps):
        have = have + np.where(own, gain, -loss)
        ruined[alive & (have <= 0)] = t + 1
        alive &= have > 0
        paid += alive * np.maximum(have - reserves, 0) * discount**t
        have = np.minimum(have, reserves)
        own ^= rng.random(firms) < 1 / spell
    return paid, ruined


def _discount(discount):
    return _check.real("discount", discount, "from 0 to below 1", lambda x: 0 <= x < 1)


def _ruin(step):
    """Return the chance of each state to be the last: it is either safe or certain ruin."""
    return np.rint(1 - step.sum(axis=1))


def _chain(gain, loss, reserves, spell):
    """Return the chances of the next state and the payouts: the own state's, by reserves, first."""
    gain, loss = _check.integer("gain", gain, 0), _check.integer("loss", loss, 0)
    _check.require(gain or loss, "gain", "above 0 where the loss is 0", gain)
    reserves = _check.integer("reserves", reserves, 1)
    _limits.fits("the chain", 2 * reserves, LIMIT, "states")
    spell = _check.real("spell", spell, "a number of steps >= 1", lambda x: 1 <= x < inf)
    for name, units in (("gain", gain), ("loss", loss)):
        _check.require(units < LARGEST, name, f"below {LARGEST:,}", units)
    # A firm only ever holds multiples of what divides all three.
    unit = gcd(gain, loss, reserves)
    gain, loss, reserves = gain // unit, loss // unit, reserves // unit
    step, payout = np.zeros((2 * reserves, 2 * reserves)), np.zeros(2 * reserves)
    for state, income in ((0, gain), (1, -loss)):
        for have in range(1, reserves + 1):
            here, then = state * reserves + have - 1, have + income
            if then <= 0:
                continue
            payout[here] = unit * max(then - reserves, 0)
            left = min(then, reserves) - 1
            step[here, state * reserves + left] += 1 - 1 / spell
            step[here, (1 - state) * reserves + left] += 1 / spell
    return step, payout
