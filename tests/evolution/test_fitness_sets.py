import signal
from contextlib import contextmanager
from decimal import Decimal, getcontext
from math import exp, inf, log, nan, nextafter, pi, prod, sqrt, tanh

import numpy as np
import pytest

from nflsim.evolution import fitness_sets

getcontext().prec = 50


@contextmanager
def at_most(seconds):
    """Raise a TimeoutError in what does not end."""

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# Payoffs and what they are worth together ----------------------------------------------------


def test_payoffs_by_hand():
    found = fitness_sets.payoffs([0.0, 3.0], [-1, 3, 7], width=2.0)
    exact = [[exp(-1 / 8), exp(-9 / 8), exp(-49 / 8)], [exp(-2), 1, exp(-2)]]
    # One exponential each.
    assert np.allclose(found, exact, 1e-15, 0)
    assert found[1, 1] == 1


def test_payoffs_depend_on_distances_in_widths_alone():
    rng = np.random.default_rng(1)
    x, niches = rng.normal(size=(2, 3, 4)), rng.normal(size=5)
    found = fitness_sets.payoffs(x, niches, width=0.5)
    assert found.shape == (2, 3, 4, 5)
    assert (found == fitness_sets.payoffs(8 * x, 8 * niches, width=4.0)).all()
    assert (found == fitness_sets.payoffs(-x, -niches, width=0.5)).all()


def test_logarithms_of_payoffs_go_where_payoffs_cannot():
    """W = exp(-5e9) is no float; binary fractions are exact."""
    found = fitness_sets.log_payoffs([0.0, 100.0], [-1, 100.5], width=0.0078125)
    exact = [[-(128.0**2) / 2, -((100.5 * 128) ** 2) / 2], [-((101 * 128.0) ** 2) / 2, -2048.0]]
    assert found.tolist() == exact
    near = fitness_sets.log_payoffs([0.3, -1.2], [-1, 0.5], width=0.7)
    # One exponential and one logarithm.
    assert np.allclose(np.log(fitness_sets.payoffs([0.3, -1.2], [-1, 0.5], width=0.7)), near, 1e-15)


@pytest.mark.parametrize("base", [0.0, -5000.0, 1234.5])
def test_means_of_exponentials_by_their_logarithms(base):
    """log sum w exp(base + l) = base + log sum w exp(l), in Decimals."""
    logs, weights = np.array([[0.25, -3.0, 2.0], [-800.0, 0.0, 0.5]]), np.array([0.5, 0.125, 0.375])
    found = fitness_sets.log_mean(logs + base, weights)
    for row, value in zip(logs.tolist(), found):
        exact = sum(Decimal(w) * Decimal(each).exp() for w, each in zip(weights.tolist(), row)).ln()
        # One rounding of the base, a few of a number below 10.
        assert abs(Decimal(float(value)) - Decimal(base) - exact) < Decimal(
            2e-16 * abs(base) + 1e-15
        )


def test_what_has_no_weight_is_not_in_a_mean():
    found = fitness_sets.log_mean(np.array([9000.0, 1.0, 1.0]), np.array([0.0, 0.5, 0.5]))
    assert found == 1


MEANS = {
    1: lambda values, weights: sum(v * w for v, w in zip(values, weights)),
    0: lambda values, weights: prod(v**w for v, w in zip(values, weights)),
    -1: lambda values, weights: 1 / sum(w / v for v, w in zip(values, weights)),
    2: lambda values, weights: sqrt(sum(w * v * v for v, w in zip(values, weights))),
    -inf: lambda values, weights: min(v for v, w in zip(values, weights) if w),
}


@pytest.mark.parametrize("order", MEANS)
def test_niches_together_are_a_power_mean(order):
    x, niches, weights = [-1.5, 0.0, 0.25, 2.0], [-1, 0.5, 2], [0.5, 0.375, 0.125]
    found = fitness_sets.fitness(x, niches, weights, width=0.8, order=order)
    for place, worth in zip(x, found):
        values = [exp(-((place - mu) ** 2) / 2 / 0.64) for mu in niches]
        assert abs(worth / MEANS[order](values, weights) - 1) < 1e-13


def test_multiplied_the_best_body_stands_at_the_mean_niche():
    """Whatever the distance: log fitness is a parabola about sum p mu."""
    rng, x = np.random.default_rng(2), np.linspace(-6, 6, 12001)
    for _ in range(20):
        size = rng.integers(2, 5)
        niches, weights = rng.uniform(-4, 4, size), rng.dirichlet(np.ones(size))
        worth = fitness_sets.fitness(x, niches, weights, width=rng.uniform(0.5, 3), order=0)
        # The nearest point of a grid of spacing 0.001.
        assert abs(x[worth.argmax()] - niches @ weights) <= 0.0005 + 1e-12


# The best body between two niches ------------------------------------------------------------


@pytest.mark.parametrize(
    ("d", "published"),
    [(2.02, 0.24362), (2.1, 0.53357), (2.5, 1.09967), (3, 1.46324), (4, 1.99865)],
)
def test_published_places_of_specialists(d, published):
    """Five printed decimals, at any width."""
    for width in (1.0, 0.3, 7.0):
        found = fitness_sets.specialist(d / 2 * width, width=width)
        assert abs(found / width - published) < 5e-6


@pytest.mark.parametrize("width", [0.25, 0.5, 0.8, 1.0, 1.7, 3.0])
def test_specialists_stand_where_added_payoffs_are_largest(width):
    for ratio in (0.3, 0.7, 0.99, 1.0, 1.02, 1.1, 1.25, 1.5, 2.0, 3.0, 6.0):
        m = ratio * width
        x, step = np.linspace(0, 1.2 * m, 24001, retstep=True)
        worth = np.exp(-(((x - m) / width) ** 2) / 2) + np.exp(-(((x + m) / width) ** 2) / 2)
        z = fitness_sets.specialist(m, width=width)
        if ratio <= 1:
            assert z == 0
            assert worth.argmax() == 0
            assert (np.diff(worth) <= 0).all()
        else:
            # The nearest point but one: near an optimum rounding may move the largest.
            assert abs(x[worth.argmax()] - z) <= step
            assert 0 < z <= m


def fixed_point(ratio):
    """Return the positive solution of u = ratio**2 tanh(u), and it over the ratio, in Decimals."""
    low, high = Decimal("1e-12"), Decimal(ratio) ** 2
    for _ in range(170):
        u = (low + high) / 2
        grown = (2 * u).exp()
        rises = Decimal(ratio) ** 2 * (grown - 1) / (grown + 1) > u
        low, high = (u, high) if rises else (low, u)
    return low / Decimal(ratio)


@pytest.mark.parametrize("ratio", [1.000001, 1.0001, 1.01, 1.1, 1.5, 2.0, 4.0])
def test_specialists_to_fifty_digits(ratio):
    """z solves z = m tanh(m z); a rounding of m moves z by 1 / (m**2 - 1) roundings."""
    found = fitness_sets.specialist(ratio, width=1.0)
    error = 8 * 2.0**-53 / (ratio**2 - 1) + 8 * 2.0**-53
    assert abs(Decimal(found) / fixed_point(ratio) - 1) < Decimal(error)


@pytest.mark.parametrize("excess", [0.1, 0.03, 0.01, 1e-3, 1e-4, 1e-5])
def test_specialists_leave_the_middle_as_a_square_root(excess):
    """With q = m**2 - 1: z = sqrt(3 q) (1 - 2 q / 5 + ...), by the series of tanh."""
    z = fitness_sets.specialist(sqrt(1 + excess), width=1.0)
    assert abs(z / sqrt(3 * excess) - (1 - 0.4 * excess)) < excess**2 + 1e-15 / excess


def test_specialists_scale_with_the_width():
    for m in (1.0001, 1.3, 2.5):
        z = fitness_sets.specialist(m, width=1.0)
        assert fitness_sets.specialist(4 * m, width=4.0) == 4 * z
        assert fitness_sets.specialist(m / 8, width=0.125) == z / 8


def test_the_search_ends_a_rounding_beyond_the_threshold():
    """m one to five floats above s: z is below 1e-7 widths, and found at once."""
    rng = np.random.default_rng(3)
    with at_most(20):
        for width in [1.0, 2.0, 0.1, 0.3, *rng.uniform(0.01, 10, size=500).tolist()]:
            m = width
            assert fitness_sets.specialist(m, width=width) == 0
            for _ in range(5):
                m = nextafter(m, inf)
                assert 0 <= fitness_sets.specialist(m, width=width) <= 1e-7 * width
        # Where nothing is left of the other niche, the niche itself.
        assert fitness_sets.specialist(50.0, width=1.0) == 50
        assert abs(fitness_sets.specialist(1e100, width=1.0) / 1e100 - 1) < 1e-15


def test_specialists_in_the_niches_beat_the_middle_beyond_a_published_distance():
    """d = 2.207945 s, where (1 + exp(-d**2 / 2)) / 2 = exp(-d**2 / 8)."""
    for width in (1.0, 0.6):
        for d, better in ((2.0, False), (2.207944, False), (2.207946, True), (3.0, True)):
            m = d / 2 * width
            ends, middle = fitness_sets.fitness([m, 0.0], [-m, m], [0.5, 0.5], width=width, order=1)
            assert (ends > middle) == better


def corner(x, m, width, h):
    """Return twice the area of the triangle of three bodies in the plane of payoffs."""
    a, b, c = (fitness_sets.payoffs(x + t, [-m, m], width=width) for t in (-h, 0.0, h))
    return np.linalg.det(np.stack([b - a, c - b], axis=-2))


@pytest.mark.parametrize(("m", "width"), [(1.25, 1.0), (1.5, 1.0), (2.0, 1.0), (1.0, 0.5)])
def test_the_fitness_set_is_dented_in_its_middle(m, width):
    """It bends inward for |x| < sqrt(m**2 - s**2), and outward beyond: towards both ends."""
    edge, h = sqrt(m**2 - width**2), 1e-3
    x = np.linspace(-1.5 * m, 1.5 * m, 400)
    x = x[abs(abs(x) - edge) > 2 * h]
    # From the first task's corner to the second's: a left turn is a bulge, a right turn a dent.
    outward = corner(x, m, width, h) > 0
    assert (outward == (abs(x) > edge)).all()
    assert outward.any()
    assert not outward.all()


@pytest.mark.parametrize("m", [0.3, 0.9, 1.0])
def test_close_niches_make_no_dent(m):
    x = np.linspace(-2, 2, 200)
    assert (corner(x, m, 1.0, 1e-3) > 0).all()


# Unequal niches ------------------------------------------------------------------------------


def optima(distance, ratio, width):
    """Count the local optima of added payoffs with weights of this log ratio, on a fine grid."""
    p = 1 / (1 + exp(-ratio))
    # Two optima just within the cusp are about sqrt(0.01) s apart, a hundred points.
    x = np.arange(-3 * width, distance + 3 * width, width / 1000)
    gap = np.exp(-((x / width) ** 2) / 2), np.exp(-(((x - distance) / width) ** 2) / 2)
    rises = np.diff((1 - p) * gap[0] + p * gap[1]) > 0
    return int((rises[:-1] & ~rises[1:]).sum())


@pytest.mark.parametrize("width", [1.0, 0.4])
@pytest.mark.parametrize("ratio", [2.1, 2.4, 3.0, 3.5, 4.0, 5.0])
def test_the_cusp_is_where_one_of_two_optima_is_lost(ratio, width):
    edge = fitness_sets.cusp(ratio * width, width=width)
    assert edge > 0
    for side in (1, -1):
        assert optima(ratio * width, side * edge * 0.99, width) == 2
        assert optima(ratio * width, side * edge * 1.01, width) == 1
    assert optima(ratio * width, 0, width) == 2


@pytest.mark.parametrize(
    ("half", "published"), [(1.05, 0.042479), (1.2, 0.347255), (1.5, 1.429255), (2, 4.294287)]
)
def test_published_cusps(half, published):
    for width in (1.0, 0.7, 3.0):
        assert abs(fitness_sets.cusp(2 * half * width, width=width) - published) < 5e-7
        # The same by logarithms instead of an inverse cosine.
        root = sqrt(half**2 - 1)
        other = 2 * log(half - root) + 2 * half * root
        assert abs(fitness_sets.cusp(2 * half * width, width=width) - other) < 1e-12


@pytest.mark.parametrize("distance", [0.5, 1.9, 2.0])
def test_close_niches_have_one_optimum_however_unequal(distance):
    assert fitness_sets.cusp(distance, width=1.0) == 0
    assert {optima(distance, ratio, 1.0) for ratio in (-5, -1, -0.01, 0.02, 1, 5)} == {1}


# Tolerance -----------------------------------------------------------------------------------

SWINGS = [(0.5, 0.0), (1.0, 0.0), (2.0, 0.0), (1.0, 0.7), (0.5, 2.0), (1.5, -1.6)]


def density(x, mean, variance):
    return np.exp(-((x - mean) ** 2) / (2 * variance)) / np.sqrt(2 * pi * variance)


@pytest.mark.parametrize(("spread", "bias"), SWINGS)
@pytest.mark.parametrize("variance", [0.2, 1.0, 3.7])
def test_tolerance_by_integration_over_environments(spread, bias, variance):
    """Sums of a Gaussian's values at even steps are its integral, to all digits."""
    environment, step = np.linspace(bias - 12 * spread, bias + 12 * spread, 4001, retstep=True)
    often = density(environment, bias, spread**2) * step
    log_payoff = -(environment**2) / (2 * variance) - log(2 * pi * variance) / 2
    for order, exact in ((1, often @ np.exp(log_payoff)), (0, exp(often @ log_payoff))):
        found = fitness_sets.tolerance_fitness(variance, spread=spread, order=order, bias=bias)
        assert abs(found / exact - 1) < 1e-12


@pytest.mark.parametrize(("spread", "bias"), SWINGS)
def test_the_best_tolerance_on_a_grid(spread, bias):
    grid = np.arange(1, 4001) * 0.002
    for order, best in ((0, spread**2 + bias**2), (1, max(0, bias**2 - spread**2))):
        worth = [
            fitness_sets.tolerance_fitness(float(v), spread=spread, order=order, bias=bias)
            for v in grid
        ]
        assert abs(grid[np.argmax(worth)] - max(best, grid[0])) <= 0.001 + 1e-9


def test_without_bias_the_best_width_is_the_spread_or_none():
    """Published: V* = e**2 when payoffs multiply, V* -> 0 when they add."""
    for spread in (0.5, 1.0, 2.0):
        at = [
            fitness_sets.tolerance_fitness(v * spread**2, spread=spread, order=0)
            for v in (0.9999, 1.0, 1.0001)
        ]
        assert max(at) == at[1]
        added = [fitness_sets.tolerance_fitness(10.0**-k, spread=spread, order=1) for k in range(9)]
        assert added == sorted(added)


# What is refused -----------------------------------------------------------------------------

TOLERANCE = {"variance": 1.0, "spread": 1.0, "order": 0}
TWO = {"x": 0.0, "niches": [-1, 1], "width": 1.0}
POSITIVE = "must be a finite number > 0, got"


@pytest.mark.parametrize(
    ("call", "arguments", "message"),
    [
        *(
            (name, arguments | {key: bad}, f"{key} {POSITIVE} {bad}")
            for name, arguments, keys in (
                ("payoffs", TWO, ["width"]),
                ("specialist", {"m": 1.5, "width": 1.0}, ["m", "width"]),
                ("cusp", {"distance": 3.0, "width": 1.0}, ["distance", "width"]),
                ("tolerance_fitness", TOLERANCE, ["variance", "spread"]),
            )
            for key in keys
            for bad in (0, -1.5, nan, inf)
        ),
        *(
            ("payoffs", TWO | {"niches": bad}, r"niches must be one or more finite numbers, got ")
            for bad in ([], [nan, 1.0], [0.0, inf], 1.0, [[0.0, 1.0]])
        ),
        *(
            ("tolerance_fitness", TOLERANCE | {"order": bad}, f"order must be 0 or 1, got {bad}")
            for bad in (0.5, -1, 2, nan)
        ),
        *(
            (
                "tolerance_fitness",
                TOLERANCE | {"bias": bad},
                f"bias must be a finite number, got {bad}",
            )
            for bad in (nan, inf, -inf)
        ),
        (
            "fitness",
            TWO | {"weights": [0.5, 0.6], "order": 1},
            r"weights must be 2 numbers >= 0 of sum 1, got \[0\.5, 0\.6\]",
        ),
        (
            "fitness",
            TWO | {"weights": [1.0], "order": 1},
            r"weights must be 2 numbers >= 0 of sum 1, got \[1\.0\]",
        ),
        (
            "fitness",
            TWO | {"weights": [0.5, 0.5], "order": inf},
            "order must be a number below inf, got inf",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, arguments, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(fitness_sets, call)(**arguments)


def test_the_fixed_point_is_the_magnet_equation():
    """Between the two ends of the last interval z = m tanh(m z) changes sign."""
    for m in (1.05, 1.4, 2.2):
        z = fitness_sets.specialist(m, width=1.0)
        assert m * tanh(m * z * (1 - 1e-9)) > z * (1 - 1e-9)
        assert m * tanh(m * z * (1 + 1e-9)) < z * (1 + 1e-9)
