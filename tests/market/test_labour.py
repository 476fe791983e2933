from math import inf, nan, sqrt

import numpy as np
import pytest

from nflsim.market import labour

TEXTBOOK = {"cost": 0.1}
CASES = [
    TEXTBOOK,
    {"cost": 0.1, "knowledge": 4.0},
    {"cost": 0.02, "skill": 0.25, "steepness": 0.75},
    {"cost": 0.05, "skill": 1.0, "steepness": 1.75, "gamma": 0.9, "knowledge": 2.0, "scale": 3.0},
    {"cost": 0.003, "skill": 0.4, "steepness": 2.5, "scale": 0.5},
]


def team_output(n, split, *, cost, knowledge=1.0, skill=0.5, steepness=1.5, gamma=0.5, scale=2.0):
    """Return output per head of n, where each task gets n units of time, `split` of it learning.

    A worker has one unit of time for a share 1/n of the tasks. What is learned, to the power
    theta, times the time that is left to do it is what comes of a task.
    """
    learning, doing = split * n, (1 - split) * n
    return scale * learning**skill * knowledge**gamma * doing / n - cost * n**steepness


@pytest.mark.parametrize("case", CASES)
def test_output_per_head_is_that_of_the_best_split_of_time(case):
    """By a grid of splits: the loss of a miss by h / 2 is about (h / 2)**2 curvature / 2."""
    skill, h = case.get("skill", 0.5), 1e-4
    split = np.arange(h, 1, h)
    for n in (1.0, 1.7, 4.0, 60.0):
        tries = team_output(n, split, **case)
        found, best = labour.per_head(n, **case), tries.max()
        gross = found + case["cost"] * n ** case.get("steepness", 1.5)
        assert -1e-12 * gross < found - best < h**2 * (1 + skill) ** 3 / skill * gross
        # Learning to doing as theta to 1.
        assert abs(split[tries.argmax()] - skill / (1 + skill)) <= h
        assert abs(team_output(n, skill / (1 + skill), **case) - found) < 1e-12 * gross


def test_output_of_many_team_sizes_has_their_shape():
    n = np.array([[1.0, 2.0, 3.0], [4.0, 5.5, 6.0]])
    found = labour.per_head(n, **TEXTBOOK)
    assert found.shape == (2, 3)
    assert found[1, 1] == labour.per_head(5.5, **TEXTBOOK)


def golden(f, low, high):
    """Return where f is largest between low and high, by golden section."""
    share = (sqrt(5) - 1) / 2
    for _ in range(100):
        a, b = high - share * (high - low), low + share * (high - low)
        low, high = (a, high) if f(a) < f(b) else (low, b)
    return (low + high) / 2


@pytest.mark.parametrize("case", CASES)
def test_the_best_team_matches_a_search(case):
    """A search sees a maximum to the root of rounding: 1e-8, relative."""
    best = labour.best_team(**case)
    assert best > 1
    found = golden(lambda n: labour.per_head(n, **case), 1.0, 10 * best)
    assert abs(found - best) < 1e-6 * best
    grid = np.geomspace(1, 100 * best, 20001)
    assert labour.per_head(best, **case) >= labour.per_head(grid, **case).max()


@pytest.mark.parametrize("case", CASES)
def test_one_more_adds_as_much_skill_as_it_costs_coordination(case):
    """The slope is 0 there, by a central difference; in units of either of the terms."""
    best, h = labour.best_team(**case), 1e-4
    before, after = labour.per_head([best * (1 - h), best * (1 + h)], **case)
    steepness = case.get("steepness", 1.5)
    costs = steepness * case["cost"] * best**steepness
    assert abs(after - before) / (2 * h) < 1e-6 * costs
    # The second difference is (theta - beta) times those costs: a maximum.
    bend = (after + before - 2 * labour.per_head(best, **case)) / h**2
    assert abs(bend / (costs * (case.get("skill", 0.5) - steepness)) - 1) < 1e-4


@pytest.mark.parametrize(("knowledge", "n"), [(1.0, 2.566001), (4.0, 5.132002)])
def test_the_published_sizes(knowledge, n):
    """A = 2 sqrt(1/2) (3/2)**-1.5, n* = A sqrt(H) / (2 * 0.1 * 1.5)."""
    best = labour.best_team(cost=0.1, knowledge=knowledge)
    assert abs(best - n) < 5e-7
    assert abs(best - 2 * sqrt(1 / 2) * 1.5**-1.5 * sqrt(knowledge) / 0.3) < 1e-12


def test_more_knowledge_narrows_the_work_and_more_coordination_widens_it():
    """n* grows as (H**gamma / lambda)**(1 / (beta - theta)), here with powers 1/2 and -1."""
    assert abs(labour.best_team(cost=0.1, knowledge=9.0) / labour.best_team(cost=0.1) - 3) < 1e-12
    assert abs(labour.best_team(cost=0.05) / labour.best_team(cost=0.1) - 2) < 1e-12


@pytest.mark.parametrize(
    ("cost", "market", "team"),
    [
        (0.1, 2, 2.0),  # the market binds
        (0.1, 2.566, 2.566),
        (0.1, 2.567, 2.5660011963983),  # coordination does
        (0.1, inf, 2.5660011963983),
        (0.3, 50, 1.0),  # one more costs more than it adds, from the first
        (0.001, 1, 1.0),
    ],
)
def test_the_narrower_limit_binds(cost, market, team):
    found = labour.best_team(cost=cost, market=market)
    assert abs(found - team) < 1e-12
    assert isinstance(found, float)
    grid = np.linspace(1, min(market, 20), 5001)
    assert labour.per_head(found, cost=cost) >= labour.per_head(grid, cost=cost).max() - 1e-15


def test_a_market_binds_a_team_too_large_for_floats():
    assert labour.best_team(cost=0.001, steepness=0.501, market=10) == 10


@pytest.mark.parametrize("call", [labour.best_team, lambda **rest: labour.per_head(2.0, **rest)])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        *(
            ({argument: bad}, f"{argument} must be a finite number > 0, got {bad!r}")
            for argument in ("knowledge", "cost", "skill", "gamma", "scale")
            for bad in (0, -1.0, nan, inf, "1")
        ),
        *(
            ({"steepness": bad}, f"steepness must be above the skill, 0.5, got {bad}")
            for bad in (0.5, 0.2, -1, nan)
        ),
        ({"skill": 2.0}, r"steepness must be above the skill, 2\.0, got 1\.5"),
    ],
)
def test_bad_parameters_are_refused_by_name(call, change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call(**TEXTBOOK | change)


@pytest.mark.parametrize("bad", [0.9, 0, -1, nan])
def test_a_team_or_a_market_of_less_than_one_is_refused(bad):
    with pytest.raises(ValueError, match=rf"^market must be >= 1, got {bad}"):
        labour.best_team(cost=0.1, market=bad)
    with pytest.raises(ValueError, match=rf"^n must be .*>= 1, got {bad}"):
        labour.per_head(bad, cost=0.1)


@pytest.mark.parametrize("bad", [[1.0, inf], [2.0, 0.5], [nan, 3.0]])
def test_one_bad_team_of_several_is_refused(bad):
    with pytest.raises(ValueError, match=r"^n must be .*>= 1, got \["):
        labour.per_head(bad, cost=0.1)
