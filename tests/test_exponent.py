"""One exponent or none: every rule against all splits, a dynamic program or a fine grid."""

from fractions import Fraction
from itertools import product
from math import ceil, floor, inf, nan, sqrt

import numpy as np
import pytest

from nflsim import allocation, exponent, tradeoff
from nflsim.evolution import bet_hedging
from nflsim.market import niches

UNEQUAL = [0.4, 0.3, 0.2, 0.1]


def all_splits(budget, tasks):
    return [s for s in product(range(budget + 1), repeat=tasks) if sum(s) == budget]


def best_on_grid(tables):
    """Return the largest sum of tables[j][i_j] with whole i_j that add up to the last index."""
    best = np.array([0.0] + [-np.inf] * (len(tables[0]) - 1))
    for table in tables:
        best = np.array([(best[: n + 1] + table[n::-1]).max() for n in range(len(best))])
    return best[-1]


def test_the_exponent_decides_among_all_splits():
    for a, gamma, eta in product((0.3, 0.5, 1, 2), (0.5, 1, 3), (-2.0, 0, 0.3, 0.5, 1, 3)):
        g = exponent.effective(returns=a, contest=gamma, averaging=eta)
        splits = np.array(all_splits(6, 3), dtype=float)
        worth = tradeoff.power_mean((splits**a) ** gamma, [1 / 3] * 3, order=eta)
        best = {tuple(sorted(s)) for s in splits[worth >= worth.max() * (1 - 1e-12)]}
        assert len(best) == (7 if abs(g - 1) < 1e-12 else 1)  # of 7
        assert ((0, 0, 6) if g > 1 else (2, 2, 2)) in best
    assert {sum((b * b) ** 0.5 for b in s) for s in all_splits(12, 4)} == {12}  # no rounding


def test_spillover_keeps_the_winner_of_powers_and_shrinks_its_lead():
    for a, rho in product((0.3, 0.8, 1.2, 3.0), (0.0, 0.2, 0.6, 0.9)):
        arrives = [((1 - rho) * b + rho * 12) ** a for b in range(13)]
        _, shares = allocation.best_split(arrives, budget=12, tasks=3)
        assert shares == ([4, 4, 4] if exponent.effective(returns=a) < 1 else [12, 0, 0])
    rhos = [Fraction(tenth, 10) for tenth in (0, 2, 5, 8, 10)]
    leads = [(1 + 4 * r**2) / (5 * ((1 - r) / 5 + r) ** 2) for r in rhos]
    assert [round(float(lead), 3) for lead in leads] == [5.0, 1.790, 1.111, 1.009, 1.0]


def test_weighted_shares_match_a_dynamic_program():
    """On a grid nothing beats them, and they do hardly better rounded down to it."""
    breadths, steps = {0.3: 2.9561, 0.5: 2.5424, 0.8: 1.5244, 0.95: 1.0063, 1: 1, 2: 1}, 1000
    for a, breadth in breadths.items():
        found, value = exponent.power_split(budget=10, exponent=a, weights=UNEQUAL)
        assert a != 0.5 or np.abs(found - [5.333, 3.0, 1.333, 0.333]).max() < 5e-4
        assert abs(exponent.effective_breadth(found) - breadth) < 5e-5
        assert abs(found.sum() - 10) < 1e-12
        powers = sum(p ** (1 / (1 - a)) for p in UNEQUAL) ** (1 - a) if a < 1 else max(UNEQUAL)
        assert abs(value - (sqrt(3) if a == 0.5 else 10**a * powers)) < 1e-12
        grid = best_on_grid([p * (10 * np.arange(steps + 1) / steps) ** a for p in UNEQUAL])
        down = np.floor(found * steps / 10 + 1e-9)
        down[0] += steps - down.sum()
        assert UNEQUAL @ (down * 10 / steps) ** a - 1e-12 <= grid <= value + 1e-12
        assert value - grid < 1e-4


def test_no_random_split_beats_the_weighted_shares():
    rng = np.random.default_rng(1992)
    for a, k in product((0.1, 0.4, 0.7, 0.9, 0.99, 1.0, 1.3, 3.0), (1, 2, 5)):
        weights, budget = rng.uniform(0.1, 1, k), rng.uniform(0.5, 20)
        splits = budget * rng.dirichlet(np.full(k, 0.5), 2000)
        _, value = exponent.power_split(budget=budget, exponent=a, weights=weights)
        assert (splits**a @ weights).max() <= value * (1 + 1e-12)


def test_growing_returns_want_the_first_of_the_heaviest():
    for a, ties in ((1, 7), (1.5, 2), (2, 2)):
        worth = {s: sum(p * b**a for p, b in zip((2, 3, 3), s)) for s in all_splits(6, 3)}
        shares, value = exponent.power_split(budget=6, exponent=a, weights=[2, 3, 3])
        assert value == max(worth.values()) == worth[tuple(shares)]
        assert shares.tolist() == [0, 6, 0]
        assert sum(v == value for v in worth.values()) == ties


def test_kelly_is_the_line_where_the_exponent_is_0():
    p, odds, rng = [0.5, 0.3, 0.2], [2, 3, 4], np.random.default_rng(1956)
    for g, shares in {0.5: [0.658, 0.237, 0.105], 0.1: [0.519, 0.294, 0.187], 1e-9: p}.items():
        found, _ = exponent.power_split(budget=1, exponent=g, weights=p)
        assert np.abs(found - shares).max() < (5e-4 if g > 0.01 else 1e-8)
    growth = bet_hedging.stake_growth(found, p, odds)
    assert abs(growth - bet_hedging.stake_growth(p, p, odds)) < 1e-15
    for other in rng.dirichlet(np.ones(3), 500):
        assert bet_hedging.stake_growth(other, p, odds) < growth


def test_the_breadth_is_simpsons_by_fractions():
    for shares, scale in product(([1], [5, 5, 0], [1, 2, 3, 4], [7] * 5), (1, 0.25, 1e6)):
        exact = 1 / sum(Fraction(share, sum(shares)) ** 2 for share in shares)
        found = exponent.effective_breadth([share * scale for share in shares])
        assert abs(found - exact) < 1e-14 * len(shares)


def test_a_guess_pays_from_its_threshold_on_though_a_split_between_beats_both():
    for k, a in product((1, 2, 4, 7), (0.3, 0.5, 1.0, 2.0)):
        threshold, even = exponent.guess_threshold(tasks=k, exponent=a), (8 / k) ** a
        assert threshold * (1 - 1e-9) * 8**a < even < threshold * (1 + 1e-9) * 8**a
    shares, value = exponent.power_split(budget=1, exponent=0.5, weights=[1 / 2] + [1 / 6] * 3)
    assert np.abs(shares - [3 / 4, 1 / 12, 1 / 12, 1 / 12]).max() < 1e-12
    assert abs(value - 1 / sqrt(3)) < 1e-12


def test_fixed_costs_stop_short_of_all():
    for budget, a, cost, best in ((20, 0.5, 1, 10), (20, 0.5, 2, 5), (9, 0.75, 0.5, 4.5)):
        found = exponent.fixed_cost_breadth(budget=budget, exponent=a, cost=cost)
        m = np.arange(1, budget / cost, 1e-3)
        real = m[(m * ((budget - cost * m) / m) ** a).argmax()]
        assert abs(found - best) < 1e-12
        assert abs(real - best) < 1.1e-3
        steps = np.maximum(np.arange(2 * budget + 1) / 2 - cost, 0) ** a
        _, shares = allocation.best_split(steps.tolist(), budget=2 * budget, tasks=12)
        assert sum(share > 0 for share in shares) in {floor(best), ceil(best)}
    for dear in (0.96, 1, 2.5):
        assert exponent.fixed_cost_breadth(budget=20, exponent=dear, cost=1.0) == 1


def even_split(budget, m, tasks, h, rho=0):
    """Return what an even split over m tasks brings, m real or Fractions."""
    served, below = ((1 - rho) * budget / m + rho * budget) ** h, (rho * budget) ** h
    return m * served / (1 + served) + (tasks - m) * below / (1 + below)


def test_hill_and_even_splits_match_fractions():
    b = [Fraction(i, 7) for i in range(30)]
    for h, half in product((1, 2, 3, 5), (Fraction(1, 2), 1, Fraction(5, 4))):
        found = exponent.hill(np.array(b, float).reshape(6, 5), steepness=h, half=float(half))
        exact = [float(x**h / (half**h + x**h)) for x in b]
        assert np.abs(found.ravel() - exact).max() < 1e-15
    for h, rho in product((2, 3), (Fraction(0), Fraction(1, 4), Fraction(1))):
        exact = [even_split(Fraction(4), m, 5, h, rho) for m in range(1, 6)]
        rules = {"budget": 6, "tasks": 5, "steepness": h, "half": 1.5, "relatedness": float(rho)}
        assert np.abs(exponent.hill_values(**rules) - np.array(exact, float)).max() < 1e-14
        assert exponent.best_breadth(**rules) == exact.index(max(exact)) + 1
    assert exponent.hill([1e200, 0.0], steepness=2.0).tolist() == [1, 0]
    assert exponent.best_breadth(budget=1e200, tasks=3, steepness=2.0) == 3


@pytest.mark.parametrize("h", [0.5, 1, 1.2, 1.5, 2, 3, 6])
def test_the_best_share_and_breadth_match_grids(h):
    for half in (0.4, 1.0, 3.0):
        share, b = exponent.best_share(steepness=h, half=half), half * np.arange(1, 40001) / 1e4
        most = b[(exponent.hill(b, steepness=h, half=half) / b).argmax()]
        assert abs(most - share) <= half * 1.01e-4
    for budget in np.arange(1, 60) / 5:
        best = exponent.best_breadth(budget=budget, tasks=9, steepness=h)
        values = [even_split(budget, m, 9, h) for m in range(1, 10)]
        assert values[best - 1] >= max(values) - 1e-12
        near = budget / share * 3 if share else 9.0
        assert best in {min(max(m, 1), 9) for m in (near // 1, -(-near // 1))}


def test_breadths_worked_out_before():
    """And with returns as steep as a step, as many tasks as the budget carries over it."""
    cases = {(2, 5): 5, (3, 10): 8, (1.5, 8): 13, (200, 7.5): 7, (200, 1.5): 1}
    for (h, budget), best in cases.items():
        assert exponent.best_breadth(budget=budget, tasks=20, steepness=h) == best
    edges = {1.5: (1.400, 2.441, 3.458), 3: (1.442, 2.466, 3.476), 6: (1.521, 2.515, 3.511)}
    for h, (m, move) in product(edges, product((1, 2, 3), (-6e-4, 6e-4))):
        budget = (edges[h][m - 1] + move) * exponent.best_share(steepness=h)
        assert exponent.best_breadth(budget=budget, tasks=9, steepness=h) == m + (move > 0)


def test_the_edges_of_squares_are_exact_ties_and_go_to_the_fewer():
    for m, square in ((m, Fraction(m * (m + 1))) for m in range(1, 9)):
        assert len({square / n / (1 + square / n**2) for n in (m, m + 1)}) == 1
        for budget, best in ((sqrt(square), m), (sqrt(square) * (1 + 1e-6), m + 1)):
            assert exponent.best_breadth(budget=budget, tasks=9, steepness=2) == best


def test_no_unequal_split_beats_the_best_equal_one():
    nears = (0.3, 0.9, 1.4, 1.5, 2.3, 2.6, 3.4, 4.0, 5.6)
    for h, rho, near in product((1.5, 2, 3, 6), (0.0, 0.1, 0.3), nears):
        budget = near * exponent.best_share(steepness=h)
        arrives = (1 - rho) * budget * np.arange(61) / 60 + rho * budget
        grid = best_on_grid([exponent.hill(arrives, steepness=h)] * 6)
        rules = {"budget": budget, "tasks": 6, "steepness": h, "relatedness": rho}
        assert abs(grid - exponent.hill_values(**rules).max()) < 1e-12


def test_spillover_widens_the_best_breadth_of_hill_returns():
    """What was worked out are real numbers; the best whole one is next to each."""
    known = {0: 3.175, 0.02: 3.446, 0.05: 4.011, 0.08: 4.891, 0.1: 5.791, 0.15: 11.37, 0.16: 14.24}
    m, rules = np.arange(1, 20, 1e-3), {"budget": 4, "tasks": 20, "steepness": 3}
    for rho, best in known.items():
        real = m[even_split(4, m, 20, 3, rho).argmax()]
        assert abs(real - best) < (2e-3 if rho < 0.12 else 6e-3)
        assert exponent.best_breadth(**rules, relatedness=rho) in {floor(real), ceil(real)}
        effort, below = 4 * (1 - rho) / real + 4 * rho, 4 * rho
        more = effort**3 / (1 + effort**3) - below**3 / (1 + below**3)
        assert abs(3 * effort**2 / (1 + effort**3) ** 2 * (effort - below) - more) < 1e-3
        assert abs(exponent.real_breadth(**rules, relatedness=rho) - real) < 1e-3
    edge = [exponent.best_breadth(**rules, relatedness=r) for r in (0.17, 0.171, 0.172, 0.2)]
    assert edge == [19, 20, 20, 20]
    assert 0.19 * 4 < (2 / 4) ** (1 / 3) < 0.2 * 4  # returns fade from there on: all, for any k


def test_a_contest_is_hills_curve():
    cases = [(5, 2, 2, 1.25), (10, 3, 2.6207, 2.5438), (100, 1.02, 1.9537, 1.0036), (4, 1.3, 1, 1)]
    for firms, g, x, pays in cases:
        half, effort = (firms - 1) ** (1 / g), np.array([1, 1.5, 2, 7, x])
        share = exponent.best_share(steepness=g, half=half)
        assert abs(max(share, 1) - x) < 5e-5
        assert abs(max(share, 1) - niches.best_narrowness(firms=firms, g=g)) < 1e-12
        assert (share > 1) == (g > firms / (firms - 1))
        curve = firms / effort * exponent.hill(effort, steepness=g, half=half)
        assert np.abs(niches.against_generalists(effort, firms=firms, g=g) - curve).max() < 1e-12
        assert abs(curve[-1] - pays) < 5e-5


HILL = {"budget": 4, "tasks": 3, "steepness": 2}
SPLIT = {"budget": 10, "exponent": 0.5}
CALLS = [
    (exponent.effective, {"returns": 1.0, "contest": 1.0, "averaging": 0.5}),
    (exponent.power_split, SPLIT | {"weights": UNEQUAL}),
    (exponent.hill, {"b": [1.0], "steepness": 2, "half": 1}),
    (exponent.best_share, {"steepness": 2, "half": 1}),
    (exponent.hill_values, HILL | {"relatedness": 0.1}),
    (exponent.best_breadth, HILL | {"half": 1}),
    (exponent.guess_threshold, {"exponent": 1, "tasks": 3}),
    (exponent.fixed_cost_breadth, SPLIT | {"cost": 1}),
    (exponent.effective_breadth, {"shares": [1, 2]}),
]
RULES = {
    "averaging": ("a finite number", [nan, inf, "1", None]),
    "weights": ("(numbers > 0|one or more finite numbers)", [[1, 0], [], [[1]], [nan]]),
    "shares": ("(numbers >= 0, not all 0|one or more .*)", [[0, 0], [2, -1], [inf]]),
    "b": ("finite and >= 0", [[1, -1], [nan], [inf]]),
    "relatedness": ("a number from 0 to 1", [-0.1, 1.1, nan, "0"]),
    "tasks": ("an integer >= 1", [0, 1.5, True]),
}
ABOVE_0 = ("a finite number > 0", [0, -1.0, nan, inf, "1", True])


@pytest.mark.parametrize(("call", "good"), CALLS)
def test_bad_input_is_refused_by_name(call, good):
    call(**good)
    for name in good:
        rule, values = RULES.get(name, ABOVE_0)
        for bad in values:
            with pytest.raises(ValueError, match=f"^{name} must be {rule}, got "):
                call(**good | {name: bad})
