from decimal import Decimal, getcontext
from math import exp, fsum, inf, log, nan, sqrt

import numpy as np
import pytest

from nflsim.evolution import adaptive, bet_hedging

getcontext().prec = 50


def payoff(x, mu, width):
    return exp(-((x - mu) ** 2) / (2 * width**2))


def invading(y, x, niches, shares, width):
    """Return a mutant's log growth factor, niche by niche."""
    return log(
        fsum(c * payoff(y, mu, width) / payoff(x, mu, width) for mu, c in zip(niches, shares))
    )


def random_patches(cases, seed=1):
    """Yield niches, shares and a width, two to five niches."""
    rng = np.random.default_rng(seed)
    for _ in range(cases):
        size = rng.integers(2, 6)
        yield rng.uniform(-2, 2, size), rng.dirichlet(np.ones(size)), rng.uniform(0.5, 1.6)


# Mutants among residents ---------------------------------------------------------------------


def test_invasion_niche_by_niche():
    rng = np.random.default_rng(2)
    for niches, shares, width in random_patches(50):
        y, x = rng.uniform(-2, 2, size=(2, 3))
        found = adaptive.invasion_fitness(y, x, niches, shares, width=width)
        exact = [invading(a, b, niches, shares, width) for a, b in zip(y, x)]
        # Ratios up to exp(32).
        assert np.allclose(found, exact, 1e-12, 1e-13)
        # One resident is several of one kind, or one of parts.
        for residents, parts in (([x[0]], [1.0]), ([x[0]] * 2, [0.25, 0.75])):
            one = adaptive.rare_growth(y, residents, parts, niches, shares, width=width)
            exact = [invading(each, x[0], niches, shares, width) for each in y]
            assert np.allclose(one, exact, 1e-12, 1e-13)


def test_a_mutant_among_two_residents_by_hand():
    niches, shares, residents, parts = [-1.0, 2.0], [0.25, 0.75], [-0.5, 1.0], [0.375, 0.625]
    (found,) = adaptive.rare_growth([0.5], residents, parts, niches, shares, width=1.25)
    grows = 0
    for mu, c in zip(niches, shares):
        mean = sum(q * payoff(x, mu, 1.25) for x, q in zip(residents, parts))
        grows += c * payoff(0.5, mu, 1.25) / mean
    assert abs(found - log(grows)) < 1e-14


def test_shapes_are_broadcast():
    y, x = np.linspace(-1, 1, 6).reshape(3, 2), np.linspace(-1, 1, 4)[:, None, None]
    found = adaptive.invasion_fitness(y, x, [-1, 1], [0.5, 0.5], width=1.0)
    assert found.shape == (4, 3, 2)
    assert adaptive.rare_growth(y, [0.0], [1.0], [-1, 1], [0.5, 0.5], width=1.0).shape == (3, 2)


@pytest.mark.parametrize("width", [0.2, 0.05, 0.03])
@pytest.mark.parametrize(("y", "x"), [(1.0, -1.0), (0.9, 0.0), (0.0, 1.0), (-0.3, -0.9)])
def test_narrow_bodies_are_compared_by_logarithms(y, x, width):
    """Ratios of payoffs beyond the range of floats, by Decimals."""
    grows = Decimal(0)
    for mu in (-1, 1):
        exponent = (Decimal(x) - mu) ** 2 - (Decimal(y) - mu) ** 2
        grows += (exponent / (2 * Decimal(width) ** 2)).exp() / 2
    exact = float(grows.ln())
    here = {"niches": [-1, 1], "shares": [0.5, 0.5], "width": width}
    assert abs(adaptive.invasion_fitness(y, x, **here) - exact) < 1e-12 * abs(exact)
    assert abs(adaptive.rare_growth(y, [x], [1.0], **here) - exact) < 1e-12 * abs(exact)


def test_the_map_holds_every_mutant_against_every_resident():
    x, niches, shares = [-1.5, -0.2, 0.0, 0.7, 2.0], [-1.0, 0.5, 2.0], [0.25, 0.5, 0.25]
    found = adaptive.invasion_map(x, niches, shares, width=0.9)
    assert (np.diag(found) == 0).all()
    for i, y in enumerate(x):
        for j, resident in enumerate(x):
            assert abs(found[i, j] - invading(y, resident, niches, shares, 0.9)) < 1e-12


# Where evolution leads, and what it does there -----------------------------------------------


def slope(x, *here, h=1e-5):
    return (invading(x + h, x, *here) - invading(x - h, x, *here)) / (2 * h)


def bend(x, *here, h=1e-3):
    return (invading(x + h, x, *here) + invading(x - h, x, *here)) / h**2


def test_selection_leads_to_the_mean_niche_from_anywhere():
    """The gradient is (sum c mu - x) / s**2, by central differences: error h**2, noise 1e-16/h."""
    rng = np.random.default_rng(3)
    for niches, shares, width in random_patches(100):
        rest = adaptive.singular_point(niches, shares)
        assert abs(rest - fsum(c * mu for c, mu in zip(shares, niches))) < 1e-14
        for x in (rest, *rng.uniform(-3, 3, size=4)):
            found = slope(x, niches, shares, width)
            assert abs(found - (rest - x) / width**2) < 1e-6


def test_small_mutants_invade_only_towards_the_mean_niche():
    for niches, shares, width in random_patches(40, seed=4):
        rest = adaptive.singular_point(niches, shares)
        for x in (rest - 1, rest - 0.1, rest + 0.1, rest + 1):
            step = 1e-3 * np.sign(rest - x)
            toward, away = adaptive.invasion_fitness(
                [x + step, x - step], x, niches, shares, width=width
            )
            assert toward > 0 > away


def test_the_bend_is_a_second_difference():
    for niches, shares, width in random_patches(100):
        rest = adaptive.singular_point(niches, shares)
        found = adaptive.bends_up(niches, shares, width=width)
        # h**2/12 of a fourth derivative, up to (range / s**2)**4 = 16**4, and 1e-16 / h**2.
        assert abs(found - bend(rest, niches, shares, width)) < 1e-6 / 12 * 16**4


def test_a_point_branches_iff_mutants_on_both_sides_invade():
    kinds = set()
    for niches, shares, width in random_patches(300, seed=5):
        rest = adaptive.singular_point(niches, shares)
        both = [invading(rest + h, rest, niches, shares, width) for h in (-1e-3, 1e-3)]
        variance = fsum(c * (mu - rest) ** 2 for c, mu in zip(shares, niches))
        branches = adaptive.is_branching_point(niches, shares, width=width)
        assert branches == (variance > width**2)
        if abs(variance / width**2 - 1) > 0.01:  # beside a threshold 1e-3 is not small
            assert [each > 0 for each in both] == [branches] * 2
        kinds.add(branches)
    assert kinds == {False, True}


def test_two_niches_branch_beyond_two_widths_and_three_beyond_a_root():
    for width in (1.0, 0.5, 4.0):
        edge = sqrt(3 / 2)
        for far, branches in ((1 - 1e-9, False), (1 + 1e-9, True)):
            two, three = width * far, width * far * edge
            assert adaptive.is_branching_point([-two, two], [0.5, 0.5], width=width) == branches
            third = [1 / 3] * 3
            assert adaptive.is_branching_point([-three, 0, three], third, width=width) == branches
        assert not adaptive.is_branching_point([-width, width], [0.5, 0.5], width=width)


@pytest.mark.parametrize("niches", [[0.0], [1.0, 1.0], [-0.5, 0.0, 0.5]])
def test_what_is_narrower_than_a_body_does_not_branch(niches):
    shares = [1 / len(niches)] * len(niches)
    assert not adaptive.is_branching_point(niches, shares, width=1.0)
    assert adaptive.bends_up(niches, shares, width=1.0) < 0


@pytest.mark.parametrize(
    ("m", "share", "variance", "far", "gain"),
    [(1.5, 0.9, 0.81, -1.49, 1.35), (1.25, 0.85, 0.797, -1.17, 0.39)],
)
def test_a_far_mutant_may_invade_where_near_ones_do_not(m, share, variance, far, gain):
    """Unequal niches whose variance is below s**2, with the published gain of a far mutant."""
    here = {"niches": [-m, m], "shares": [1 - share, share], "width": 1.0}
    assert abs(4 * share * (1 - share) * m**2 - variance) < 5e-4
    rest = adaptive.singular_point(here["niches"], here["shares"])
    assert not adaptive.is_branching_point(**here)
    near = rest + np.array([-0.1, -0.01, 0.01, 0.1])
    assert (adaptive.invasion_fitness(near, rest, **here) < 0).all()
    assert abs(adaptive.invasion_fitness(far, rest, **here) - gain) < 5e-3
    # Two are at rest together: nobody gains among them, and each of them among the other does.
    (low, high), parts = bet_hedging.best_mixture(m, p=share, width=1.0)
    y = np.linspace(-3, 3, 6001)
    assert adaptive.rare_growth(y, [low, high], parts, **here).max() < 1e-12
    assert adaptive.invasion_fitness(low, high, **here) > 0
    assert adaptive.invasion_fitness(high, low, **here) > 0


@pytest.mark.parametrize("p", [0.5, 0.3, 0.58, 0.85])
@pytest.mark.parametrize(("m", "width"), [(1.25, 1.0), (1.5, 1.0), (2.0, 1.0), (1.0, 0.4)])
def test_nobody_invades_the_pair(m, width, p):
    """rare_growth <= 0 on a fine grid, to rounding, and 0 for the two themselves."""
    pair, parts = bet_hedging.best_mixture(m, p=p, width=width)
    assert len(pair) == 2
    here = {"niches": [-m, m], "shares": [1 - p, p], "width": width}
    y = np.linspace(-2 * m, 2 * m, 8001)
    growth = adaptive.rare_growth(y, pair, parts, **here)
    assert growth.max() < 1e-13
    assert abs(adaptive.rare_growth(pair, pair, parts, **here)).max() < 1e-13
    # With other shares, or from a place a little off, somebody does.
    other = [parts[0] + 0.02, parts[1] - 0.02]
    assert adaptive.rare_growth(y, pair, other, **here).max() > 1e-4
    off = [x + 0.05 * width for x in pair]
    assert adaptive.rare_growth(y, off, parts, **here).max() > 1e-4


# Two clones, two alleles ---------------------------------------------------------------------


def clones(x, w, shares):
    """Return the next frequency of clones with payoffs w against 1, in soft selection."""
    return sum(c * x * each / (x * each + 1 - x) for each, c in zip(w.T, shares.T))


def alleles(x, u, v, shares):
    """Return the next frequency of an allele: u, 1 and v are the payoffs of AA, Aa and aa."""
    y, following = 1 - x, 0
    for a, b, c in zip(u.T, v.T, shares.T):
        whole = x * x * a + 2 * x * y + y * y * b
        following = following + c * (x * x * a + x * y) / whole
    return following


RARE = 1e-8


def random_payoffs(seed, cases=2000):
    rng = np.random.default_rng(seed)
    size = 3
    u, v = np.exp(rng.normal(0, 0.5, size=(2, cases, size)))
    return u, v, rng.dirichlet(np.ones(size), size=cases)


def test_clones_coexist_iff_each_grows_when_rare():
    """One generation from rare on either side, 2000 random cases of three niches."""
    w, _, shares = random_payoffs(6)
    rare = np.full(len(w), RARE)
    gain, loss = clones(rare, w, shares) / rare - 1, (1 - clones(1 - rare, w, shares)) / rare - 1
    # Nobody so near the threshold that RARE, or the 1e-16 / RARE of a difference from 1, decides.
    assert min(abs(gain).min(), abs(loss).min()) > 1e-6
    found = [adaptive.coexist(a, c) for a, c in zip(w, shares)]
    assert found == ((gain > 0) & (loss > 0)).tolist()
    assert 100 < sum(found) < 1900


def test_clones_that_coexist_meet_from_both_sides_and_others_take_over():
    w, _, shares = random_payoffs(7)
    sides = np.full(len(w), 1e-3), np.full(len(w), 1 - 1e-3)
    clear = np.ones(len(w), dtype=bool)
    for side, x in enumerate(sides):
        near = abs(x - side)
        clear &= abs(abs(clones(x, w, shares) - side) / near - 1) > 0.01
    for _ in range(4000):
        sides = [clones(x, w, shares) for x in sides]
    inside = (sides[0] > 1e-3) & (sides[1] < 1 - 1e-3)
    found = np.array([adaptive.coexist(a, c) for a, c in zip(w, shares)])
    assert clear.mean() > 0.9
    assert (found == inside)[clear].all()
    assert abs(sides[0] - sides[1])[clear].max() < 1e-9


def test_alleles_coexist_iff_each_grows_when_rare():
    u, v, shares = random_payoffs(8)
    rare = np.full(len(u), RARE)
    gain = alleles(rare, u, v, shares) / rare - 1
    loss = alleles(rare, v, u, shares) / rare - 1
    assert min(abs(gain).min(), abs(loss).min()) > 1e-6
    found = [adaptive.alleles_coexist(a, b, c) for a, b, c in zip(u, v, shares)]
    assert found == ((gain > 0) & (loss > 0)).tolist()
    assert 100 < sum(found) < 1900


def test_equal_clones_do_not_protect_each_other():
    assert not adaptive.coexist([1.0, 1.0], [0.5, 0.5])
    assert not adaptive.alleles_coexist([1.0, 1.0], [1.0, 1.0], [0.5, 0.5])
    # Heterozygotes that are best everywhere protect both; worst, neither.
    assert adaptive.alleles_coexist([0.5, 0.9], [0.9, 0.5], [0.5, 0.5])
    assert not adaptive.alleles_coexist([1.1, 1.2], [1.2, 1.1], [0.5, 0.5])


def test_only_one_of_two_alleles_may_be_protected():
    assert not adaptive.alleles_coexist([0.5, 0.5], [2.0, 2.0], [0.5, 0.5])
    assert not adaptive.alleles_coexist([2.0, 2.0], [0.5, 0.5], [0.5, 0.5])


# What is refused -----------------------------------------------------------------------------

HERE = {"niches": [-1, 1], "shares": [0.5, 0.5], "width": 1.0}
CALLS = {
    "invasion_fitness": {"mutant": 0.5, "resident": 0.0, **HERE},
    "rare_growth": {"mutant": 0.5, "residents": [0.0], "parts": [1.0], **HERE},
    "bends_up": HERE,
    "is_branching_point": HERE,
    "invasion_map": {"phenotypes": [0.0, 1.0], **HERE},
    "singular_point": {key: HERE[key] for key in ("niches", "shares")},
}
WEIGHTS = "must be 2 numbers >= 0 of sum 1, got "


BAD = [
    *(
        ({"width": bad}, f"width must be a finite number > 0, got {bad}")
        for bad in (0, -1.0, nan, inf)
    ),
    *(
        ({"shares": bad}, f"shares {WEIGHTS}")
        for bad in ([0.5, 0.6], [1.5, -0.5], [1.0], [nan, 1.0])
    ),
    *(({"niches": bad}, "niches must be ") for bad in ([nan, 1.0], [-1.0, inf])),
]


@pytest.mark.parametrize(
    ("call", "change", "message"),
    [
        (call, change, message)
        for call, arguments in CALLS.items()
        for change, message in BAD
        if change.keys() <= arguments.keys()
    ],
)
def test_bad_niches_are_refused_by_name(call, change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(adaptive, call)(**CALLS[call] | change)


@pytest.mark.parametrize(
    ("call", "arguments", "message"),
    [
        (
            "rare_growth",
            CALLS["rare_growth"] | {"parts": [0.5, 0.5]},
            "parts must be 1 numbers >= 0 of sum 1, got",
        ),
        (
            "rare_growth",
            CALLS["rare_growth"] | {"parts": [0.9]},
            "parts must be 1 numbers >= 0 of sum 1, got",
        ),
        *(
            ("coexist", {"w": bad, "shares": [0.5, 0.5]}, "w must be .*> 0.*, got")
            for bad in ([1.0, 0.0], [1.0, -1.0], [nan, 1.0], [inf, 1.0])
        ),
        ("coexist", {"w": [1.0, 2.0], "shares": [0.5, 0.6]}, f"shares {WEIGHTS}"),
        ("coexist", {"w": [1.0], "shares": [0.5, 0.5]}, "shares must be 1 numbers"),
        *(
            (
                "alleles_coexist",
                {"u": [1.0, 1.0], "v": [1.0, 1.0], "shares": [0.5, 0.5]} | {key: bad},
                f"{key} must be .*> 0.*, got",
            )
            for key in ("u", "v")
            for bad in ([1.0, 0.0], [nan, 1.0], [inf, 1.0])
        ),
        (
            "alleles_coexist",
            {"u": [1.2, 0.5], "v": [0.5], "shares": [0.5, 0.5]},
            "v must be ",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, arguments, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        getattr(adaptive, call)(**arguments)
