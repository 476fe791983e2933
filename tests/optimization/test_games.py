from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest

from nflsim.optimization import enumeration, games

# Head to head --------------------------------------------------------------------------------


def two_looks(first, second):
    """Return the rule that looks at `first`, then at second[value], then at the rest in order."""

    def rule(points, values):
        if not points:
            return first
        if len(points) == 1:
            return second[values[0]]
        return min(x for x in range(len(second) + 9) if x not in points)

    return rule


def all_trees(n, q):
    """Return every (first point, second point for each value): n (n - 1)**q of them."""
    return [
        (x, second)
        for x in range(n)
        for second in product([y for y in range(n) if y != x], repeat=q)
    ]


def best_of_two(tree, f):
    x, second = tree
    return max(f[x], f[second[f[x]]])


def codes(tree, n, q):
    return enumeration.trace(two_looks(*tree), n=n, q=q)


def test_a_duel_worked_by_hand():
    """n=2, q=2, m=1: f(1) - f(0) over 00, 01, 10, 11."""
    a = enumeration.trace(enumeration.in_order([1, 0]), n=2, q=2)
    b = enumeration.trace(enumeration.in_order([0, 1]), n=2, q=2)
    assert games.differences(a, b, 1, n=2, q=2) == {-1: 1, 0: 2, 1: 1}
    assert games.differences(a, b, 2, n=2, q=2) == {0: 4}
    assert games.differences(b, b, 1, n=2, q=2) == {0: 4}


def test_the_published_duel_is_won_more_often_by_one_and_by_nobody_on_average():
    """n=4, q=3, m=2. A: points 0, 1. B: point 2, then 0, 3, 0 after 0, 1, 2."""
    a, b = codes((0, (1, 1, 1)), 4, 3), codes((2, (0, 3, 0)), 4, 3)
    table = games.differences(a, b, 2, n=4, q=3)
    assert table == {-2: 4, -1: 14, 0: 44, 1: 16, 2: 3}
    assert list(table) == [-2, -1, 0, 1, 2]
    assert sum(d * count for d, count in table.items()) == 0
    assert table[1] + table[2] == 19
    assert table[-1] + table[-2] == 18


def duels(n, q):
    """Return the table of differences of all ordered pairs, by plain Python, and the pairs."""
    trees = all_trees(n, q)
    functions = list(product(range(q), repeat=n))
    found = [[best_of_two(tree, f) for f in functions] for tree in trees]
    tables = [[Counter(x - y for x, y in zip(a, b)) for b in found] for a in found]
    return trees, tables


def mirrored(table):
    return all(table.get(-d, 0) == count for d, count in table.items())


def test_3024_of_all_11664_pairs_are_asymmetric():
    trees, tables = duels(4, 3)
    assert len(trees) == 108
    all_codes = [codes(tree, 4, 3) for tree in trees]
    asymmetric = 0
    for a, row in zip(all_codes, tables):
        for b, expected in zip(all_codes, row):
            table = games.differences(a, b, 2, n=4, q=3)
            assert table == expected
            assert list(table) == sorted(table)
            asymmetric += not mirrored(table)
    assert asymmetric == 3024


@pytest.mark.parametrize(("n", "q"), [(3, 3), (4, 2)])
def test_no_pair_is_asymmetric_in_smaller_worlds(n, q):
    trees, tables = duels(n, q)
    all_codes = [codes(tree, n, q) for tree in trees]
    for a, row in zip(all_codes, tables):
        for b, expected in zip(all_codes, row):
            table = games.differences(a, b, 2, n=n, q=q)
            assert table == expected
            assert mirrored(table)


@pytest.mark.parametrize("m", [1, 2, 3])
def test_any_two_searchers_differ_by_nothing_on_average(m):
    table = enumeration.traces(n=3, q=4)
    for i, j in np.random.default_rng(3).integers(len(table), size=(60, 2)).tolist():
        counts = games.differences(table[i], table[j], m, n=3, q=4)
        assert sum(counts.values()) == 4**3
        assert sum(d * count for d, count in counts.items()) == 0


# Champions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "m", "low", "high"),
    [
        (2, 0, "1/4", "1/4"),
        (3, 0, "5/9", "5/9"),
        (2, 2, "3/8", "7/16"),
        (3, 2, "7/9", "70/81"),
        (3, 3, "68/81", "8/9"),
    ],
)
def test_published_champions(q, m, low, high):
    found = games.champion_range(m, moves=2, replies=2, q=q)
    assert found == (Fraction(low), Fraction(high))
    assert all(type(end) is Fraction for end in found)


@pytest.mark.parametrize("m", [0, 1, 3, 4])
def test_with_two_payoffs_one_or_three_looks_are_alike(m):
    low, high = games.champion_range(m, moves=2, replies=2, q=2)
    assert low == high


def play(rule, m, moves, replies, q):
    """Return the mean payoff of champions: every game is played, and the champion is chosen by
    the mean of what its worst reply pays in all games that look alike so far."""
    plays = list(product(range(q), repeat=moves * replies))

    def looks(game):
        cells, payoffs = (), ()
        while len(cells) < m:
            cell = rule(cells, payoffs)
            cells, payoffs = (*cells, cell), (*payoffs, game[cell])
        return cells, payoffs

    alike = {}
    for game in plays:
        alike.setdefault(looks(game), []).append(game)

    def worst(game, move):
        return min(game[move * replies : (move + 1) * replies])

    total = 0
    for group in alike.values():
        chosen = max(range(moves), key=lambda move: sum(worst(game, move) for game in group))
        total += sum(worst(game, chosen) for game in group)
    return Fraction(total, len(plays))


def test_all_576_searchers_of_four_cells():
    """Each one's champions by playing all 16 games; the ends are those of the range."""
    rules = [enumeration.searcher(i, n=4, q=2) for i in range(576)]
    for m in range(5):
        values = []
        for rule in rules:
            rule = cache(rule)
            values.append(games.champion(rule, m, moves=2, replies=2, q=2))
            assert values[-1] == play(rule, m, 2, 2, 2)
        assert (min(values), max(values)) == games.champion_range(m, moves=2, replies=2, q=2)


def test_all_108_ways_to_look_twice_at_three_payoffs():
    values = []
    for tree in all_trees(4, 3):
        values.append(games.champion(two_looks(*tree), 2, moves=2, replies=2, q=3))
        assert values[-1] == play(two_looks(*tree), 2, 2, 2, 3)
    assert (min(values), max(values)) == games.champion_range(2, moves=2, replies=2, q=3)


def naive_range(m, moves, replies, q, pick):
    """Return the worst or best mean payoff by recursion over the games that are still possible."""
    cells = moves * replies

    def value(possible, free, left):
        if not left:
            worst = [
                sum(min(g[move * replies : (move + 1) * replies]) for g in possible)
                for move in range(moves)
            ]
            return max(worst)
        return pick(
            sum(
                value([g for g in possible if g[cell] == payoff], free - {cell}, left - 1)
                for payoff in range(q)
            )
            for cell in free
        )

    total = value(list(product(range(q), repeat=cells)), frozenset(range(cells)), m)
    return Fraction(total, q**cells)


@pytest.mark.parametrize(
    ("moves", "replies", "q"),
    [(1, 1, 4), (1, 3, 2), (3, 1, 2), (3, 1, 3), (2, 2, 2), (2, 2, 3), (2, 3, 2), (3, 2, 2)],
)
@pytest.mark.parametrize("m", range(5))
def test_the_range_by_plain_recursion_over_all_games(m, moves, replies, q):
    if m > moves * replies:
        with pytest.raises(ValueError, match=rf"^m must be .* from 0 to {moves * replies}, got"):
            games.champion_range(m, moves=moves, replies=replies, q=q)
        return
    found = games.champion_range(m, moves=moves, replies=replies, q=q)
    expected = tuple(naive_range(m, moves, replies, q, pick) for pick in (min, max))
    assert found == expected


def test_champions_of_larger_games_lie_in_the_range():
    """In order of the cells and against it: the range holds them, whatever the shape."""
    for moves, replies, q, m in [(2, 3, 3, 4), (3, 2, 3, 3), (2, 2, 5, 2), (4, 2, 2, 4)]:
        low, high = games.champion_range(m, moves=moves, replies=replies, q=q)
        for order in (range(moves * replies), reversed(range(moves * replies))):
            rule = enumeration.in_order(order)
            value = games.champion(rule, m, moves=moves, replies=replies, q=q)
            assert low <= value <= high
            assert value == play(rule, m, moves, replies, q)


def test_one_payoff_is_worth_nothing():
    assert games.champion_range(1, moves=2, replies=2, q=1) == (0, 0)


def test_seeing_everything_is_worth_the_best_of_worst_payoffs():
    """P(max of moves of min of replies >= level) = 1 - (1 - ((q-level)/q)**replies)**moves."""
    for moves, replies, q in [(2, 2, 2), (2, 3, 3), (3, 2, 3), (1, 4, 3), (4, 1, 3)]:
        exact = sum(1 - (1 - Fraction(q - level, q) ** replies) ** moves for level in range(1, q))
        every = games.champion_range(moves * replies, moves=moves, replies=replies, q=q)
        assert every == (exact, exact)


EASY = {"moves": 2, "replies": 2, "q": 2}
A = np.arange(4)


def champion_in_order(m, **game):
    return games.champion(lambda cells, payoffs: len(cells), m, **game)


@pytest.mark.parametrize("call", [games.champion_range, champion_in_order])
@pytest.mark.parametrize(
    ("m", "bad", "message"),
    [
        (5, {}, r"^m must be an integer from 0 to 4, got 5"),
        (-1, {}, r"^m must be an integer from 0 to 4, got -1"),
        (1.0, {}, r"^m must be an integer from 0 to 4, got 1.0"),
        (1, {"moves": 0}, r"^moves must be an integer >= 1, got 0"),
        (1, {"replies": 0}, r"^replies must be an integer >= 1, got 0"),
        (1, {"q": 0}, r"^q must be an integer >= 1, got 0"),
        (
            1,
            {"moves": 6, "replies": 5},
            r"6 moves, 5 replies and 2 payoffs would need 205,891,132,",
        ),
        (12, {"moves": 3, "replies": 4, "q": 5}, r"would need 2,176,782,336 states, the limit is"),
        (1, {"moves": 10**6, "replies": 10**6}, r"would need about 10\^\d+ states"),
    ],
)
def test_games_are_refused_by_name(call, m, bad, message):
    with pytest.raises(ValueError, match=message):
        call(m, **EASY | bad)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: games.champion(lambda c, p: 0, 2, **EASY),
            r"^rule must be free of repeats, got \(0",
        ),
        (lambda: games.champion(lambda c, p: 4, 2, **EASY), r"^rule must be .* from 0 to 3, got 4"),
        (lambda: games.champion(lambda c, p: None, 2, **EASY), r"^rule must be .*, got None"),
        (lambda: games.differences(A, A, 0, n=2, q=2), r"^m must be an integer from 1 to 2, got 0"),
        (lambda: games.differences(A, A, 3, n=2, q=2), r"^m must be an integer from 1 to 2, got 3"),
        (lambda: games.differences(A, A, 1, n=0, q=2), r"^m must be|^n must be"),
    ],
)
def test_bad_input_names_argument_rule_and_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
