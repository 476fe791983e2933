from fractions import Fraction
from itertools import product
from math import inf, nan
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.market import _simplex, trade

steady = settings(deadline=None, derandomize=True, max_examples=40)

RICARDO, HOURS = [[100, 120], [90, 80]], [220, 170]
SIZES = [(1, 1), (1, 4), (4, 1), (2, 2), (2, 5), (3, 3), (5, 3), (3, 7), (7, 2)]


def economies(times, seed, *, holes=False):
    """Yield random costs, labour and bundle of several sizes, with goods nobody wants."""
    random = Random(seed)
    for m, k in SIZES * times:
        costs = [[random.randint(1, 30) for _ in range(k)] for _ in range(m)]
        for i, g in product(range(m), range(k)):
            if holes and i != g % m and random.random() < 0.3:
                costs[i][g] = None
        bundle = [random.choice([0, 1, 2, 3]) for _ in range(k)]
        bundle[random.randrange(k)] = 1
        yield costs, [random.randint(1, 20) for _ in range(m)], bundle


def wages(costs, prices):
    """Return what an hour of each maker earns at best: its dual price."""
    return [
        max([p / a for p, a in zip(prices, row) if a is not None], default=Fraction(0))
        for row in costs
    ]


def total(made):
    return [sum(column) for column in zip(*made)]


def active(made):
    return [sum(x > 0 for x in row) for row in made]


# The most bundles ----------------------------------------------------------------------------


@pytest.mark.parametrize("holes", [False, True])
def test_nobody_could_do_better_by_the_prices(holes):
    """A plan and prices of the same value prove each other: the duality of linear programs.

    With wages u_i >= p_g / a_ig and sum p_g w_g = 1, any plan's z = sum p_g z w_g <=
    sum p_g x_ig <= sum u_i a_ig x_ig <= sum u_i L_i. Equality makes it the best.
    """
    for costs, labour, bundle in economies(5, 1, holes=holes):
        level, made, prices = trade.world(costs, labour, bundle)
        for row, cost, own in zip(made, costs, labour):
            assert all(x >= 0 if a is not None else x == 0 for x, a in zip(row, cost))
            assert sum(x * a for x, a in zip(row, cost) if a is not None) <= own
        assert all(have >= level * want for have, want in zip(total(made), bundle))
        assert all(price >= 0 for price in prices)
        assert sum(price * want for price, want in zip(prices, bundle)) == 1
        pay = wages(costs, prices)
        assert level == sum(wage * own for wage, own in zip(pay, labour)) > 0
        # Nobody makes what does not pay, and what is worth something is not left over.
        for row, cost, wage in zip(made, costs, pay):
            assert all(p == wage * a for x, p, a in zip(row, prices, cost) if x)
        assert all(
            not price or have == level * want
            for price, have, want in zip(prices, total(made), bundle)
        )


def test_two_goods_match_the_chain_of_comparative_advantage():
    """Sort by cost ratio: the first make good 0, the last good 1, and one may share its labour."""
    random = Random(2)
    for m in (1, 2, 3, 6) * 8:
        costs = [[random.randint(1, 50), random.randint(1, 50)] for _ in range(m)]
        labour, (v, w) = [random.randint(1, 9) for _ in range(m)], random.choices(range(1, 5), k=2)
        chain = sorted(zip(costs, labour), key=lambda each: Fraction(*each[0]))
        best = 0
        for i, ((a, b), own) in enumerate(chain):
            before = sum(Fraction(L, cost[0]) for cost, L in chain[:i])
            after = sum(Fraction(L, cost[1]) for cost, L in chain[i + 1 :])
            # (before + s L / a) / v = (after + (1 - s) L / b) / w, s within 0 and 1.
            s = (v * (after + Fraction(own, b)) - w * before) / (
                Fraction(w * own, a) + Fraction(v * own, b)
            )
            s = min(max(s, 0), 1)
            best = max(best, min((before + s * own / a) / v, (after + (1 - s) * own / b) / w))
        assert trade.world(costs, labour, [v, w])[0] == best


def test_ricardos_cloth_and_wine():
    assert trade.autarky(RICARDO, HOURS, [1, 1]) == [1, 1]
    assert trade.output(RICARDO, HOURS, [0, 1]) == [Fraction(11, 5), Fraction(17, 8)]
    assert trade.output(RICARDO, HOURS, [1, 0]) == [Fraction(17, 9), Fraction(11, 6)]
    assert trade.output(RICARDO, HOURS, [1, 1]) == [0, Fraction(11, 6) + Fraction(17, 8)]
    assert trade.terms_of_trade(*RICARDO) == (Fraction(5, 6), Fraction(9, 8))
    # Portugal makes wine only, 17/8; England's hours 100 x + 120 (x - 17/8) = 220 give x = 95/44.
    x = Fraction(95, 44)
    level, made, prices = trade.world(RICARDO, HOURS, [1, 1])
    assert (level, made) == (x, [[x, x - Fraction(17, 8)], [0, Fraction(17, 8)]])
    assert prices == [Fraction(100, 220), Fraction(120, 220)]


def test_unequal_needs_and_labour_on_its_own_by_hand():
    """A bundle of 2 and 3 costs 2 * 4 + 3 * 1 = 11 and 2 * 1 + 3 * 5 = 17 hours."""
    assert trade.autarky([[4, 1], [1, 5]], [22, 1], [2, 3]) == [2, Fraction(1, 17)]
    assert trade.autarky([[4, None], [1, 5]], [22, 1], [2, 0]) == [Fraction(11, 4), Fraction(1, 2)]
    # What nobody wants, nobody need be able to make.
    assert trade.world([[4, None]], [22], [2, 0])[:2] == (Fraction(11, 4), [[Fraction(11, 2), 0]])


def test_a_price_is_what_a_gift_of_the_good_would_be_worth():
    """A maker of nothing else, with hours for h units of good g: the level rises by p_g h.

    Not at a corner of the plan, where fewer pairs are active and prices are not unique.
    """
    tried = 0
    for costs, labour, bundle in economies(2, 3):
        level, made, prices = trade.world(costs, labour, bundle)
        if sum(active(made)) == len(labour) + sum(want > 0 for want in bundle) - 1:
            for g, price in enumerate(prices):
                gift, h = [None] * len(bundle), Fraction(1, 10**9)
                gift[g] = 1
                assert trade.world([*costs, gift], [*labour, h], bundle)[0] == level + price * h
                tried += 1
    assert tried > 20


# What trade is worth -------------------------------------------------------------------------


def test_trade_gains_unless_the_costs_are_proportional():
    """Never below the sum of what all have alone; equal iff all cost rows have the same ratios."""
    random, kinds = Random(4), set()
    for m, k in [(2, 2), (3, 2), (2, 3), (3, 4)] * 8:
        one = [random.randint(1, 4) for _ in range(k)]
        costs = [[a * random.choice([1, 1, 1, 2]) for a in one] for _ in range(m)]
        bundle = [1, *(random.randint(0, 3) for _ in range(k - 1))]
        labour = [random.randint(1, 9) for _ in range(m)]
        wanted = [[a for a, want in zip(row, bundle) if want] for row in costs]
        alike = all(
            a * wanted[0][0] == b * row[0] for row in wanted for a, b in zip(row, wanted[0])
        )
        level, alone = trade.world(costs, labour, bundle)[0], trade.autarky(costs, labour, bundle)
        assert level == sum(alone) if alike else level > sum(alone)
        kinds.add(alike)
    assert kinds == {False, True}


def all_richer_by(loss, costs, labour, bundle):
    """Return by how much everybody's own level can be multiplied, if 1 - loss arrives.

    Largest z with x_ig - s_ig + (1 - loss) s_jg >= z alone_i w_g, a linear program of its own:
    x made, s sent away by two makers i and j, of goods g = 0 and 1.
    """
    alone, pairs = trade.autarky(costs, labour, bundle), list(product(range(2), range(2)))
    names = ["z", *(("x", *pair) for pair in pairs), *(("s", *pair) for pair in pairs)]
    rows = [
        {("x", i, g): -1, ("s", i, g): 1, ("s", 1 - i, g): loss - 1, "z": alone[i] * bundle[g]}
        for i, g in pairs
    ]
    rows += [{("x", i, g): costs[i][g] for g in range(2)} for i in range(2)]
    table = [[row.get(name, 0) for name in names] for row in rows]
    return _simplex.largest(table, [0] * 4 + labour, [1] + [0] * 8)[0]


@pytest.mark.parametrize(
    ("costs", "bundle"),
    [
        (RICARDO, [1, 1]),
        (RICARDO[::-1], [1, 5]),
        ([[1, 9], [7, 2]], [2, 3]),
        ([[3, 5]] * 2, [1, 1]),
    ],
)
def test_trade_pays_both_up_to_the_greatest_loss(costs, bundle):
    """(1 - loss)**2 high > low: by a linear program with what is lost on the way, both sides."""
    low, high = trade.terms_of_trade(*costs)
    found, tiny = trade.greatest_loss(*costs), Fraction(1, 10**6)
    assert abs((1 - found) ** 2 * high - low) < 1e-15 * high
    below, above = Fraction(found) - tiny, Fraction(found) + tiny
    assert all_richer_by(above, costs, [220, 170], bundle) == 1
    if low < high:
        assert all_richer_by(below, costs, [220, 170], bundle) > 1
    else:
        assert found == 0
        assert all_richer_by(0, costs, [220, 170], bundle) == 1


def test_both_gain_at_the_terms_of_trade_and_nowhere_else():
    """An hour sells for p / a or 1 / b of good 1: both gain if they sell different goods."""
    for costs in ([[100, 120], [90, 80]], [[1, 4], [3, 2]], [[2, 3], [4, 6]]):
        low, high = trade.terms_of_trade(*costs)
        assert trade.terms_of_trade(*costs[::-1]) == (low, high)
        for p in (Fraction(i, 120) for i in range(1, 360)):
            sells = [max((p / a, 0), (Fraction(1, b), 1))[1] for a, b in costs]
            gains = all(p / a != Fraction(1, b) for a, b in costs)
            assert (low < p < high) == (gains and sells[0] != sells[1])
        # The world's own prices are within, at an end where a maker makes both.
        prices = trade.world(costs, [10, 10], [1, 1])[2]
        assert low <= prices[0] / prices[1] <= high


# Who makes more than one good ----------------------------------------------------------------


def test_at_most_k_less_1_makers_are_generalists():
    for costs, labour, bundle in economies(5, 5, holes=True):
        made = trade.world(costs, labour, bundle)[1]
        m, k = len(costs), len(bundle)
        assert sum(active(made)) <= m + k - 1
        assert sum(goods > 1 for goods in active(made)) <= min(m, k - 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("m", "k", "breadth"),
    [(2, 2, 1.5), (5, 3, 1.4), (3, 10, 4.0), (20, 5, 1.2), (100, 5, 1.04)],
)
def test_mean_breadth_of_unrelated_costs(m, k, breadth):
    """No ties among costs of many digits: all m + k - 1 pairs are needed."""
    random = Random(6)
    for _ in range(2 if m < 100 else 1):
        costs = [[random.randint(1, 10**6) for _ in range(k)] for _ in range(m)]
        made = trade.world(costs, random.choices(range(500, 999), k=m), [1] * k)[1]
        assert abs(sum(active(made)) / m - breadth) < 1e-12


@pytest.mark.parametrize(
    ("hours", "goods"), [(1, [2, 1]), (175, [2, 1]), (176, [1, 1]), (177, [1, 2])]
)
def test_a_partner_too_small_leaves_the_large_one_making_both(hours, goods):
    """England's 220 hours are 11/5 cloth; Portugal matches that in wine from 80 * 11/5 = 176."""
    level, made, prices = trade.world(RICARDO, [220, hours], [1, 1])
    assert active(made) == goods
    if hours < 176:
        assert level == Fraction(220 + Fraction(120 * hours, 80), 220)
        # Prices are England's costs, and it gains nothing; all gains are Portugal's.
        pay = wages(RICARDO, prices)
        assert [220 * pay[0], hours * pay[1]] == [1, Fraction(120 * hours, 80 * 220)]
        assert hours * pay[1] > trade.autarky(RICARDO, [220, hours], [1, 1])[1]


# What changes nothing ------------------------------------------------------------------------

numbers = st.integers(1, 12)


@steady
@given(st.data(), st.integers(1, 3), st.integers(1, 3), st.fractions(1, 9, max_denominator=7))
def test_units_and_names_do_not_matter(data, m, k, factor):
    """More labour for all, finer hours, another unit of a good, other orders: the same economy."""
    costs = [[data.draw(numbers) for _ in range(k)] for _ in range(m)]
    labour, bundle = [data.draw(numbers) for _ in range(m)], [data.draw(numbers) for _ in range(k)]
    level, _, prices = trade.world(costs, labour, bundle)
    assert trade.world(costs, [factor * own for own in labour], bundle)[0] == factor * level
    assert trade.world(costs, labour, [factor * want for want in bundle])[0] == level / factor
    dear = [[factor * row[0], *row[1:]] for row in costs]
    assert trade.world(dear, labour, [bundle[0] / factor, *bundle[1:]])[0] == level
    first = [[factor * a for a in costs[0]], *costs[1:]]
    assert trade.world(first, [factor * labour[0], *labour[1:]], bundle)[0] == level
    goods = data.draw(st.permutations(range(k)))
    makers = data.draw(st.permutations(range(m)))
    shuffled = [[costs[i][g] for g in goods] for i in makers]
    labour, bundle = [labour[i] for i in makers], [bundle[g] for g in goods]
    assert trade.world(shuffled, labour, bundle)[0] == level
    assert sum(p * bundle[goods.index(g)] for g, p in enumerate(prices)) == 1


def test_numbers_are_the_fractions_they_are():
    exact = trade.world([[Fraction(1, 2), 3], [2, Fraction(1, 4)]], [1, Fraction(3, 2)], [1, 2])
    assert trade.world([[0.5, 3], [2.0, 0.25]], [1.0, 1.5], [1, 2.0]) == exact
    assert trade.world([[10**400, 1]], [10**400 + 1], [1, 1])[0] == 1


# The simplex method --------------------------------------------------------------------------


def test_a_program_known_to_go_round_in_a_circle_ends():
    """Beale's example: with the steepest column first the method never ends. Best is 1/20."""
    rows = [[Fraction(1, 4), -60, Fraction(-1, 25), 9], [Fraction(1, 2), -90, Fraction(-1, 50), 3]]
    goal = [Fraction(3, 4), -150, Fraction(1, 50), -6]
    value, x, prices = _simplex.largest([*rows, [0, 0, 1, 0]], [0, 0, 1], goal)
    assert (value, x) == (Fraction(1, 20), [Fraction(1, 25), 0, 1, 0])
    assert prices == [0, Fraction(3, 2), Fraction(1, 20)]


def test_ties_go_to_the_first_in_the_basis():
    """Found by a random search: with ties to the last the method goes round in a circle."""
    rows, goal = [[-1, 5, 5, -1, 2, -2], [-1, 0, 2, -1, 4, -3], [1] * 6], [-1, -5, 4, -1, -4, 2]
    value, x, prices = _simplex.largest(rows, [0, 0, 1], goal)
    assert (value, x) == (Fraction(18, 7), [0, 0, Fraction(2, 7), 0, 0, Fraction(5, 7)])
    assert prices == [Fraction(2, 7), 0, Fraction(18, 7)]
    assert all(sum(p * row[j] for p, row in zip(prices, rows)) >= goal[j] for j in range(6))


def test_a_program_without_bounds_is_refused():
    with pytest.raises(ValueError, match=r"^the program must be bounded$"):
        _simplex.largest([[1, -1]], [1], [1, 1])


# What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("call", [trade.autarky, trade.world])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        *(
            (change, f"{argument} must be numbers {rule}, got {bad!r}$")
            for bad in (-1, -0.5, True, "a", None, nan, inf)
            for argument, change, rule in (
                ("costs", {"costs": [[bad, 1], [1, 1]]}, "> 0"),
                ("labour", {"labour": [1, bad]}, "> 0"),
                ("bundle", {"bundle": [bad, 1]}, ">= 0"),
            )
            if (argument, bad) != ("costs", None)
        ),
        ({"labour": [0, 1]}, "labour must be numbers > 0, got 0$"),
        ({"costs": [[0, 1], [1, 1]]}, "costs must be numbers > 0, got 0$"),
        ({"bundle": [0, 0]}, "bundle must be >= 0 and not all 0, got "),
        ({"costs": [[1, 2], [1]]}, r"costs must be rows of 2 numbers, got \[\[1, 2\], \[1\]\]$"),
        ({"costs": []}, r"costs must be rows of 2 numbers, got \[\]$"),
        ({"labour": [1]}, r"labour must be 2 numbers, got \[1\]$"),
        ({"costs": [[1, None], [1, None]]}, "costs must be given .*every good of the bundle, got "),
    ],
)
def test_a_bad_economy_is_refused_by_name(call, change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call(**{"costs": RICARDO, "labour": HOURS, "bundle": [1, 1]} | change)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: trade.autarky([[1, None], [1, 1]], [1, 1], [1, 1]),
            "costs must be given for every ",
        ),
        (
            lambda: trade.output(RICARDO, HOURS, [0, 2]),
            "makes must be an integer from 0 to 1, got 2",
        ),
        (lambda: trade.output(RICARDO, HOURS, [0]), r"makes must be 2 goods, got \[0\]"),
        (
            lambda: trade.output([[1, None], [1, 1]], HOURS, [1, 0]),
            r"makes must be goods that their makers can make, got \[1, 0\]",
        ),
        (lambda: trade.output([], [], []), "costs must be "),
        (lambda: trade.output([[]], [1], [0]), "costs must be "),
        (
            lambda: trade.terms_of_trade([1, 2, 3], [1, 2]),
            r"first must be two numbers, got \[1, 2, 3\]",
        ),
        (lambda: trade.terms_of_trade([1, 2], [1, None]), "second must be numbers > 0, got None"),
        (lambda: trade.greatest_loss([1, 0], [1, 2]), "first must be numbers > 0, got 0"),
        (
            lambda: trade.world([[1] * (trade.LIMIT + 1)], [1], [1] * (trade.LIMIT + 1)),
            "the program would need [0-9,]+ pairs of a maker and a good, the limit is ",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
