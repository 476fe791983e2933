from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.market import spatial

steady = settings(deadline=None, derandomize=True, max_examples=60)

QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)


def golden(f, low, high):
    """Return where f is largest between low and high, by golden section."""
    share = (sqrt(5) - 1) / 2
    for _ in range(80):
        a, b = high - share * (high - low), low + share * (high - low)
        low, high = (a, high) if f(a) < f(b) else (low, b)
    return (low + high) / 2


# A circle ------------------------------------------------------------------------------------


def distance(x, y):
    return min(abs(x - y), 1 - abs(x - y))


def demand(price, others, n, travel, power):
    """Return the share of the circle that goes to firm 0, at 0, if all the others charge `others`.

    How much dearer it is than the cheapest other only grows with the distance up to 1/2: bisect.
    """

    def dearer(x):
        rival = min(distance(x, i / n) ** power for i in range(1, n))
        return price + travel * x**power - others - travel * rival

    low, high = 0.0, 0.5
    if dearer(low) >= 0 or dearer(high) <= 0:
        return float(dearer(high) <= 0)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if dearer(middle) < 0 else (low, middle)
    return low + high


@pytest.mark.parametrize("quadratic", [False, True])
@pytest.mark.parametrize(("n", "travel", "cost"), [(2, 1.0, 0.0), (3, 1.0, 2.0), (5, 0.3, 0.5)])
def test_nobody_on_the_circle_gains_by_another_price(n, travel, cost, quadratic):
    """The best reply to a symmetric price is that price, by search, also to undercut a rival.

    A search sees a maximum to the root of rounding in profits, 1e-6 of the margin here.
    """
    found = spatial.circle_price(n, travel=travel, cost=cost, quadratic=quadratic)

    def profit(price):
        return (price - cost) * demand(price, found, n, travel, 1 + quadratic)

    margin = found - cost
    assert abs(demand(found, found, n, travel, 1 + quadratic) - 1 / n) < 1e-12
    best = golden(profit, cost + 0.5 * margin, cost + 1.5 * margin)
    assert abs(best - found) < 1e-6 * margin
    for price in np.linspace(cost, cost + 3 * margin, 301):
        assert profit(price) <= profit(found) + 1e-12 * margin


def test_prices_of_three_firms():
    assert spatial.circle_price(3, travel=1.0) == 1 / 3
    assert abs(spatial.circle_price(3, travel=1.0, cost=2.0, quadratic=True) - 19 / 9) < 1e-15


def profit(n, size, fixed, travel, quadratic):
    return size / n * spatial.circle_price(n, travel=travel, quadratic=quadratic) - fixed


MARKETS = [(1.0, 0.01, 1.0), (30.0, 0.2, 0.7), (1.0, 0.001, 0.25), (500.0, 3.0, 2.0)]


@pytest.mark.parametrize("quadratic", [False, True])
@pytest.mark.parametrize(("size", "fixed", "travel"), MARKETS)
def test_firms_enter_until_profit_is_zero(size, fixed, travel, quadratic):
    here = {"size": size, "fixed": fixed, "travel": travel, "quadratic": quadratic}
    n = spatial.free_entry(**here)
    assert abs(profit(n, **here)) < 1e-12 * fixed
    whole = int(n + 1e-9)
    assert profit(whole, **here) >= -1e-12 * fixed
    assert profit(whole + 1, **here) < 0


def burden(n, size, fixed, travel, quadratic):
    """Return fixed costs and travel of all, the nearest of n firms being at most 1/2n away."""
    far = (np.arange(4000) + 0.5) / 4000 / (2 * n)
    return n * fixed + size * travel * (far ** (1 + quadratic)).mean()


@pytest.mark.parametrize("quadratic", [False, True])
@pytest.mark.parametrize(("size", "fixed", "travel"), MARKETS)
def test_the_planner_makes_all_costs_smallest(size, fixed, travel, quadratic):
    """By search; the mean over 4000 buyers misses that of all by less than 1e-7, relative."""
    here = {"size": size, "fixed": fixed, "travel": travel, "quadratic": quadratic}
    n = spatial.planned(**here)
    best = golden(lambda n: -burden(n, **here), n / 3, 3 * n)
    assert abs(best - n) < 1e-6 * n
    ratio = 6 ** (1 / 3) if quadratic else 2
    assert abs(spatial.free_entry(**here) / n - ratio) < 1e-12


def test_entry_of_ten_and_a_plan_of_five():
    here = {"size": 1.0, "fixed": 0.01, "travel": 1.0}
    assert (spatial.free_entry(**here), spatial.planned(**here)) == (10, 5)
    assert abs(6 ** (1 / 3) - 1.817) < 5e-4
    # Four times the buyers: half the width for each firm, twice its sales.
    assert spatial.free_entry(**here | {"size": 4.0}) == 20


@pytest.mark.parametrize(("size", "fixed", "travel"), MARKETS)
def test_the_circle_is_served_whole_from_the_value_in_the_docstring(size, fixed, travel):
    """The farthest buyer is half a segment away and pays the price, t/n, and t/2n for travel."""
    n = spatial.free_entry(size=size, fixed=fixed, travel=travel)
    farthest = spatial.circle_price(n, travel=travel) + travel / (2 * n)
    assert abs(farthest - 3 / 2 * sqrt(travel * fixed / size)) < 1e-12 * farthest


# A taste for variety -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "fixed", "sigma"), [(400.0, 1.0, 4.0), (90.0, 0.5, 1.5), (1000.0, 7.0, 11.0)]
)
@pytest.mark.parametrize("unit", [1.0, 0.2])
def test_variety_is_what_entry_leaves_and_a_planner_chooses(size, fixed, sigma, unit):
    """Wage 1: a firm needs F + c x of labour. Rivals' prices are given, so x goes as p**-sigma.

    Entry: L buyers spend L/n on each, of which the margin must pay F. The planner makes
    n**(1/rho) x largest, rho = 1 - 1/sigma, with n (F + c x) = L.
    """
    found = spatial.variety(size=size, fixed=fixed, elasticity=sigma)
    price = golden(lambda p: (p - unit) * p**-sigma, unit, 20 * unit)
    assert abs(size / found * (1 - unit / price) / fixed - 1) < 1e-6
    rho = 1 - 1 / sigma
    best = golden(lambda n: n ** (1 / rho) * (size / n - fixed) / unit, 1e-3, size / fixed)
    assert abs(best / found - 1) < 1e-6


def test_krugmans_hundred_varieties():
    assert spatial.variety(size=400, fixed=1, elasticity=4) == 100


# A line --------------------------------------------------------------------------------------


def visitors(places, parts):
    """Return shares by asking buyers in the middle of the cells that no border divides.

    Places are multiples of 1/parts, borders of 1/2parts, buyers odd multiples of 1/4parts.
    """
    spots, counts = [int(4 * parts * place) for place in places], [Fraction(0)] * len(places)
    for buyer in range(1, 4 * parts, 2):
        far = [abs(buyer - spot) for spot in spots]
        nearest = [i for i, each in enumerate(far) if each == min(far)]
        for i in nearest:
            counts[i] += Fraction(1, 2 * parts * len(nearest))
    return counts


def best_place(places, firm, parts):
    """Return the best share of a firm elsewhere, also as near as one likes to another.

    Between two neighbours a share is linear in the place, so that two places h and 2h from an
    end show its limit there.
    """
    others = [place for i, place in enumerate(places) if i != firm]
    h = Fraction(1, 4 * parts)

    def share(x):
        return visitors([x, *others], 4 * parts)[0]

    stops = sorted({0, 1, *others})
    limits = [share(x) for x in stops]
    for a, b in pairwise(stops):
        limits += [2 * share(a + h) - share(a + 2 * h), 2 * share(b - h) - share(b - 2 * h)]
    return max(limits)


crowds = st.lists(st.integers(0, 6), min_size=1, max_size=5)


@steady
@given(crowds)
def test_shares_match_buyers_asked_one_by_one(crowd):
    places = [Fraction(i, 6) for i in crowd]
    shares = spatial.line_shares(places)
    assert shares == visitors(places, 6)
    assert sum(shares) == 1
    assert spatial.line_shares([1 - place for place in places]) == shares
    assert spatial.line_shares(places[::-1]) == shares[::-1]


@settings(steady, max_examples=25)
@given(crowds.filter(lambda crowd: len(crowd) > 1))
def test_the_best_move_matches_all_places_and_their_limits(crowd):
    places = [Fraction(i, 6) for i in crowd]
    found = [spatial.best_move(places, firm) for firm in range(len(places))]
    assert found == [best_place(places, firm, 6) for firm in range(len(places))]
    resting = all(best <= share for best, share in zip(found, visitors(places, 6)))
    assert spatial.nobody_moves(places) == resting


def sixths(*parts):
    return [Fraction(part, 6) for part in parts]


@pytest.mark.parametrize(
    ("places", "shares"),
    [
        ([HALF] * 2, [HALF] * 2),
        ([QUARTER] * 2 + [3 * QUARTER] * 2, [QUARTER] * 4),
        (sixths(1, 1, 3, 5, 5), sixths(1, 1, 2, 1, 1)),
    ],
)
def test_the_known_places_of_two_four_and_five_are_at_rest(places, shares):
    assert spatial.nobody_moves(places)
    assert spatial.line_shares(places) == shares


def at_rest(firms, parts):
    """Return all places at rest, among multiples of 1/parts."""
    every = combinations_with_replacement([Fraction(i, parts) for i in range(parts + 1)], firms)
    return [list(places) for places in every if spatial.nobody_moves(places)]


def test_on_a_grid_two_rest_in_the_middle_and_three_nowhere():
    assert at_rest(2, 12) == [[HALF] * 2]
    assert at_rest(3, 12) == []
    assert at_rest(4, 8) == [[QUARTER] * 2 + [3 * QUARTER] * 2]


def test_one_firm_of_three_in_the_middle_or_apart_moves():
    assert not spatial.nobody_moves([HALF] * 3)
    assert not spatial.nobody_moves(sixths(1, 3, 5))


def test_six_rest_in_a_continuum_of_ways():
    """Pairs at a and 1 - a, one at 3a and one at 1 - 3a, at rest for a from 1/8 to 1/6.

    A pair shares [0, 2a], a each. An inner one has 1/2 - 2a >= a if a <= 1/6; the gap between
    the two, 1 - 6a, would give half of it to another, at most a if a >= 1/8.
    """
    for i in range(81):
        a = Fraction(i, 480) + Fraction(1, 24)
        places = [a, a, 3 * a, 1 - 3 * a, 1 - a, 1 - a]
        assert spatial.nobody_moves(places) == (Fraction(1, 8) <= a <= Fraction(1, 6))


# What is refused -----------------------------------------------------------------------------

ENTRY = {"size": 1.0, "fixed": 0.01, "travel": 1.0}
OUTSIDE = r"places must be one or more numbers from 0 to 1, got "
PAIR = OUTSIDE.replace("one", "two")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *(
            (
                lambda call=call, k=k, bad=bad: call(**ENTRY | {k: bad}),
                f"{k} must be .* > 0, got {bad!r}",
            )
            for call in (spatial.free_entry, spatial.planned)
            for k in ENTRY
            for bad in (0, -1.0, nan, inf, "1")
        ),
        *(
            (lambda bad=bad: spatial.circle_price(bad, travel=1.0), f"n must be .*>= 2, got {bad}")
            for bad in (1.9, 0, -3, nan)
        ),
        (lambda: spatial.circle_price(2, travel=0), "travel must be a finite number > 0, got 0"),
        (lambda: spatial.circle_price(2, travel=1.0, cost=-1), "cost must be .*>= 0, got -1"),
        (lambda: spatial.circle_price(2, travel=1.0, cost=nan), "cost must be .*>= 0, got nan"),
        (lambda: spatial.variety(size=0, fixed=1, elasticity=2), "size must be .* > 0, got 0"),
        (lambda: spatial.variety(size=1, fixed=0, elasticity=2), "fixed must be .* > 0, got 0"),
        *(
            (
                lambda bad=bad: spatial.variety(size=1, fixed=1, elasticity=bad),
                f"elasticity must be .*> 1, got {bad}",
            )
            for bad in (1, 0.5, nan)
        ),
        *(
            (lambda bad=bad: spatial.line_shares(bad), OUTSIDE)
            for bad in ([], [2], [0.5, -0.1], [nan], [HALF, "x"])
        ),
        (lambda: spatial.best_move([HALF, 2], 0), PAIR),
        (lambda: spatial.best_move([HALF, 2], 1), PAIR),
        (lambda: spatial.best_move([HALF] * 2, 2), "firm must be an integer from 0 to 1, got 2"),
        (lambda: spatial.best_move([HALF], 0), PAIR),
        (lambda: spatial.nobody_moves([HALF]), PAIR),
        (lambda: spatial.nobody_moves([HALF, 2]), PAIR),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
