from fractions import Fraction
from itertools import count, pairwise, product
from math import comb, fsum, gamma, inf, log2, nan, pi, sqrt

import numpy as np
import pytest

from nflsim.market import niches


def share(own, *others):
    return own / (own + sum(others))


# A narrow firm among generalists -------------------------------------------------------------


def test_a_narrow_firm_among_generalists_niche_by_niche():
    """Five niches: effort e/j in each of j, against N - 1 times 1/5; an even share is 5/N."""
    for breadth, firms, g, e in product(range(1, 6), (2, 3, 7), (1, 2, 3), (1, Fraction(3, 2))):
        rivals = [Fraction(1, 5) ** g] * (firms - 1)
        exact = sum(share((Fraction(e) / breadth) ** g, *rivals) for _ in range(breadth))
        found = niches.against_generalists(5 / breadth, firms=firms, g=g, effort=float(e))
        assert abs(found / (exact / Fraction(5, firms)) - 1) < 1e-14
    assert niches.against_generalists([[1.0, 2.0], [4.0, 8.0]], firms=5, g=2.0).shape == (2, 2)


@pytest.mark.parametrize("effort", [0.5, 1.0, 1.7])
@pytest.mark.parametrize("firms", [2, 3, 5, 10, 100])
@pytest.mark.parametrize("g", [0.5, 1.0, 1.02, 1.2, 1.5, 2.0, 3.0, 8.0])
def test_best_narrowness_matches_a_fine_grid(g, firms, effort):
    """Steps of 1e-4; there it earns N (g - 1) / (g x) even shares, whatever the effort."""
    best = niches.best_narrowness(firms=firms, g=g, effort=effort)
    x = 1 + np.arange(10_000 * (firms + 4)) * 1e-4
    pays = firms * (x * effort) ** g / x / ((x * effort) ** g + firms - 1)
    assert abs(best - x[pays.argmax()]) <= 1e-4
    if best > 1:
        found = niches.against_generalists(best, firms=firms, g=g, effort=effort)
        assert abs(found - firms * (g - 1) / g / best) < 1e-12 * firms


@pytest.mark.parametrize(
    ("firms", "g", "narrow", "pays"),
    [(5, 2, 2, 1.25), (10, 3, 2.6207, 2.5438), (100, 1.02, 1.9537, 1.0039)],
)
def test_published_narrowness(firms, g, narrow, pays):
    """The last payoff is ours: 100 * .02 / (1.02 * 1.9537)."""
    found = niches.best_narrowness(firms=firms, g=g)
    assert abs(found - narrow) <= 5e-5
    pays = pays if g > 1.02 else 2 / 1.02 / 1.9537
    assert abs(niches.against_generalists(found, firms=firms, g=g) - pays) <= 5e-5


@pytest.mark.parametrize("firms", [2, 3, 5, 17, 65])
def test_narrowness_begins_at_a_threshold(firms):
    """N / (N - 1) for equal efforts. Else where (N - 1)(g - 1) > e**g, which may end again."""
    threshold = firms / (firms - 1)
    for effort in (0.5, 1.0, 2.0):
        for g in (threshold - 1e-9, threshold + 1e-9, *np.linspace(1.005, 8, 300)):
            narrow = niches.best_narrowness(firms=firms, g=g, effort=effort) > 1
            assert narrow == (g > 1 + effort**g / (firms - 1))
            assert narrow == (g > threshold) or effort != 1


def test_narrowness_rises_and_falls_with_g():
    found = [niches.best_narrowness(firms=10, g=g) for g in np.linspace(1.2, 60, 600)]
    steps = np.sign(np.diff(found)).tolist()
    assert steps == sorted(steps, reverse=True)
    assert {*steps} == {-1, 1}
    assert niches.best_narrowness(firms=10, g=1e4) < 1.01 < max(found) / 2


def test_one_of_two_niches_pays_beyond_a_published_threshold():
    """x = 2 earns more than an even share iff g > 1 + log2((N - 1)/(N - 2)); never for N = 2."""
    for firms, threshold in ((3, 2.0), (4, 1.584963), (9, 1 + log2(8 / 7)), (2, 99)):
        for g in (1.01, 1.3, threshold - 1e-5, min(threshold + 1e-5, 30), 30):
            found = niches.against_generalists(2.0, firms=firms, g=g)
            assert (found > 1) == (g > threshold)


# Even packing --------------------------------------------------------------------------------


@pytest.mark.parametrize("apart", [1, 3, 7])
@pytest.mark.parametrize("each", [2, 3, 4, 5, 11])
def test_packed_firms_are_at_rest_on_a_ring(each, apart):
    """One firm each `apart` niches, m in each niche, g = m/(m - 1), from 1.1 to 2.

    Whoever leaves its place finds m - 1 rivals of weight j**-g there and m elsewhere: all
    breadths and places, one by one, and none pays as much as staying.
    """
    firms, g, j = 2 * each + 1, each / (each - 1), apart * each
    k = apart * firms
    assert abs(niches.even_breadth(niches=k, firms=firms, g=g) - j) < 1e-12 * k
    rivals, ring, pays = np.zeros(k), np.arange(k), np.zeros((k + 1, k))
    for firm in range(1, firms):
        rivals[(firm * apart + ring[:j]) % k] += j**-g
    for b in range(1, k + 1):
        earned = b**-g / (b**-g + rivals)
        pays[b] = [earned[(place + ring[:b]) % k].sum() for place in ring]
    assert np.unravel_index(pays.argmax(), pays.shape) == (j, 0)
    assert abs(pays.max() - k / firms) < 1e-9


@pytest.mark.parametrize("g", [1.1, 1.25, 1.7, 2.0, 2.5, 3.0])
def test_even_packing_is_its_own_best_reply(g):
    """A grid of replies to rivals of breadth j, N j / k - 1 of them in each niche."""
    k, firms = 200, 50
    j = niches.even_breadth(niches=k, firms=firms, g=g)
    assert abs(firms * j / k - g / (g - 1)) < 1e-12
    replies = j * np.exp(np.linspace(-1, 1, 20_001))
    for common, side in ((j, 0), (0.9 * j, 1), (1.1 * j, -1)):
        pays = replies / (1 + (firms * common / k - 1) * (replies / common) ** g)
        best = replies[pays.argmax()]
        assert abs(best / j - 1) < 2e-4 if side == 0 else side * (best - common) > 0


def test_packed_firms_are_all_generalists_up_to_a_threshold():
    for firms, g in ((5, 1.25), (5, 1.2), (5, 1.0), (5, 0.3), (1, 9.0), (2, 2.0), (50, 50 / 49)):
        assert niches.even_breadth(niches=200, firms=firms, g=g) == pytest.approx(200, rel=1e-12)
    assert niches.even_breadth(niches=200, firms=5, g=1.26) < 199


# Random places -------------------------------------------------------------------------------


def binomial(firms, p):
    return [comb(firms - 1, m) * p**m * (1 - p) ** (firms - 1 - m) for m in range(firms)]


def reply(b, j, k, firms, g, outside):
    """Return what a firm of breadth b expects where all others are of breadth j."""
    own, rival = b**-g, j**-g
    chances = enumerate(binomial(firms, j / k))
    return b * fsum(p * share(own, m * rival, outside) for m, p in chances)


@pytest.mark.parametrize("outside", [Fraction(0), Fraction(1, 10), Fraction(2)])
@pytest.mark.parametrize(("k", "firms"), [(4, 3), (5, 4), (1, 3), (6, 1), (3, 5)])
def test_random_payoff_matches_all_placements(k, firms, outside):
    """One firm in j niches from 0 on, all places of the others in turn, in Fractions."""
    for j, g in product(range(1, k + 1), (1, 2, 3)):
        own, exact = Fraction(1, j) ** g, 0
        for *places, niche in product(*[range(k)] * (firms - 1), range(j)):
            others = sum((niche - place) % k < j for place in places)
            exact += share(own, others * own, outside) / k ** (firms - 1)
        found = niches.random_payoff(j, niches=k, firms=firms, g=g, outside=float(outside))
        assert abs(found / exact - 1) < 1e-13


@pytest.mark.parametrize(("j", "g", "outside"), [(3, 1.5, 0.0), (7, 1.2, 0.05), (1, 2.0, 0.4)])
def test_random_payoff_matches_random_placements(j, g, outside):
    """4000 markets of 9 firms on 20 niches; four standard errors."""
    place = np.random.default_rng(1).integers(20, size=(4000, 9, 1))
    inside = (np.arange(20) - place) % 20 < j
    weight = inside.sum(axis=1) * j**-g + outside
    earned = (inside[:, 0] * j**-g / np.where(weight > 0, weight, 1)).sum(axis=1)
    found = niches.random_payoff(j, niches=20, firms=9, g=g, outside=outside)
    assert abs(earned.mean() - found) < 4 * earned.std() / 4000**0.5


def test_without_an_outsider_all_that_is_covered_is_shared():
    """N firms earn k (1 - (1 - j/k)**N) together, whatever g is."""
    for firms, j, g in product((1, 2, 60, 3000), (1, 8.5, 200), (0.5, 1.7)):
        found = niches.random_payoff(j, niches=200, firms=firms, g=g) * firms
        assert abs(found / (200 * (1 - (1 - j / 200) ** firms)) - 1) < 1e-11


@pytest.mark.parametrize(
    ("g", "weak", "published", "error"),
    [(1.1, 0, 39.64, 0.005), (1.2, 0, 23.56, 0.005), (1.5, 0, 13.05, 0.005),
     (1.2, 1, 15.403, 5e-4), (1.5, 1, 8.010, 5e-4), (2, 1, 5.543, 5e-4), (3, 1, 4.211, 5e-4)],
)  # fmt: skip
def test_published_random_breadths(g, weak, published, error):
    found = niches.random_breadth(niches=200, firms=60, g=g, outside=weak * 10**-g)
    assert abs(found - published) <= error


@pytest.mark.parametrize(("k", "firms"), [(200, 60), (50, 7), (60, 60)])
@pytest.mark.parametrize(
    ("g", "outside"),
    [*product((Fraction(5, 4), Fraction(3, 2), 4), [0]), *product((2, 3), (0, 0.001, 0.1))],
)
def test_random_breadth_solves_its_equation_in_fractions(k, firms, g, outside):
    """E[s] - g E[s(1 - s)] changes sign within 1e-9 of what is found."""
    found = niches.random_breadth(niches=k, firms=firms, g=float(g), outside=outside)

    def pull(j):
        s = [1 / (1 + m + (outside and Fraction(outside) * j**g)) for m in range(firms)]
        return sum(p * (x - g * x * (1 - x)) for p, x in zip(binomial(firms, j / k), s))

    assert 1 < found < k
    below, above = (pull(Fraction(found) + Fraction(step, 10**9)) for step in (-1, 1))
    assert below > 0 > above


@pytest.mark.parametrize("outside", [0.0, 0.01, 1.0])
@pytest.mark.parametrize(("k", "firms"), [(200, 60), (20, 5), (60, 150)])
@pytest.mark.parametrize("g", [1.3, 1.5, 2.0, 4.0])
def test_random_breadth_is_a_best_reply_to_small_steps(k, firms, g, outside):
    """The slope by differences: those of the third order are 1e-8 of payoff over breadth."""
    here = {"niches": k, "firms": firms, "g": g, "outside": outside}
    j = niches.random_breadth(**here)
    less, fewer, stays, more, most = (
        reply(j * (1 + step), j, k, firms, g, outside) for step in (-1e-3, -1e-4, 0, 1e-4, 1e-3)
    )
    assert abs(stays - niches.random_payoff(j, **here)) < 1e-12
    assert most < stays or j == k
    assert less < stays or j == 1
    assert abs(more - fewer) / 2e-4 < 1e-6 * stays or j in (1, k)


@pytest.mark.parametrize("g", [1.5, 2.0, 2.5, 3.0, 10.0])
def test_one_and_two_firms_in_closed_form(g):
    """Alone against the outsider: u = 1/(g - 1). Two without: 1 - p/2 = g p/4, p = 4/(2 + g)."""
    found = niches.random_breadth(niches=500, firms=1, g=g, outside=1e-3)
    assert abs(found - (1e-3 * (g - 1)) ** (-1 / g)) < 1e-9
    found = niches.random_breadth(niches=300, firms=2, g=g)
    assert abs(found - 300 * min(1, 4 / (2 + g))) < 1e-9


def test_at_the_ends_all_cover_everything_or_one_niche():
    for g, firms in ((0.95, 60), (1.0, 2), (60 / 59 - 1e-9, 60), (2.0, 1)):
        assert niches.random_breadth(niches=200, firms=firms, g=g) == 200
    assert niches.random_breadth(niches=200, firms=60, g=60 / 59 + 1e-3) < 200
    assert niches.random_breadth(niches=9, firms=60, g=5.0, outside=1.0) == 1
    assert niches.random_breadth(niches=1, firms=3, g=2.0) == 1


@pytest.mark.parametrize(
    ("k", "g", "outside", "best"),
    [
        (200, 1.378, 0.0, 16),  # without an outsider covering everything pays from 1.3785 on
        *((200, g, 0.0, 200) for g in (1.379, 3.0)),
        *((200, g, 10**-g, j) for g, j in ((1.2, 15), (1.5, 8), (2, 6), (3, 4), (4, 7))),
        *((60, g, 10**-g, j) for g, j in ((2, 2), (3, 8))),  # a weak outsider is not enough
    ],
)
def test_the_best_of_all_breadths_is_near_or_far(k, g, outside, best):
    """60 firms; the whole breadth next to the rest pays less than the rest, one far away more."""
    j = niches.random_breadth(niches=k, firms=60, g=g, outside=outside)
    pays = [reply(b, j, k, 60, g, outside) for b in range(1, k + 1)]
    assert 1 + int(np.argmax(pays)) == best
    assert (pays[best - 1] > reply(j, j, k, 60, g, outside)) == (abs(best - j) > 1)


def test_a_generalist_joins_specialists_below_a_published_number():
    """m specialists in each niche are an outsider of weight m: (k - 1)/(k**g - k), 2.10676."""

    def joins(m, k, g):
        here = {"niches": k, "firms": 1, "g": g, "outside": m}
        return niches.random_payoff(k, **here) > niches.random_payoff(1, **here)

    assert (joins(2.106755, 5, 1.2), joins(2.106765, 5, 1.2)) == (True, False)
    for k, g in ((3, 1.5), (10, 2.0), (7, 1.01)):
        edge = (k - 1) / (k**g - k)
        assert (joins(edge - 1e-6, k, g), joins(edge + 1e-6, k, g)) == (True, False)
    assert all(joins(m, 5, 0.9) for m in (1, 100, 1e4))


# Free entry ----------------------------------------------------------------------------------


@pytest.mark.parametrize("outside", [0.0, 0.03, 1.0])
@pytest.mark.parametrize("g", [0.8, 1.2, 2.0, 4.0])
@pytest.mark.parametrize(("k", "fee"), [(40, 0.9), (200, 5.3), (10, 9.99), (10, 10.01)])
def test_firms_enter_one_by_one_until_one_more_earns_no_fee(k, fee, g, outside):
    def pays(n):
        j = niches.random_breadth(niches=k, firms=n, g=g, outside=outside)
        return reply(j, j, k, n, g, outside)

    n = niches.free_entry(niches=k, fee=fee, g=g, outside=outside)
    assert n == next(n for n in count() if pays(n + 1) < fee)
    assert n == 0 or pays(n) >= fee


@pytest.mark.parametrize("g", [0.3, 1.0])
@pytest.mark.parametrize("k", [3, 7, 49, 200])
def test_generalists_enter_until_the_fees_take_all(k, g):
    """k/fee of them, where that is a whole number as well, whatever the rounding of k/n."""
    for n in range(1, 80):
        assert niches.free_entry(niches=k, fee=k / n, g=g) == n
        assert niches.free_entry(niches=k, fee=k / (n + 0.5), g=g) == n
    assert niches.free_entry(niches=k, fee=k * 1.001, g=g) == 0


def test_numbers_of_firms_measured_in_crowds():
    found = [
        niches.free_entry(niches=200, fee=200 / 60, g=g, outside=10**-g)
        for g in (1.1, 1.2, 1.5, 2, 3)
    ]
    assert found == [35, 32, 28, 27, 31]


# Round niches --------------------------------------------------------------------------------


def root_lattice(d):
    """Return the products of a basis: a chain, and from four dimensions on one branch."""
    bonds = [*pairwise(range(d if d < 4 else d - 1))]
    if d >= 4:
        bonds.append((d - 1, 2 if d > 5 else d - 3))
    products = 2 * np.eye(d)
    for a, b in bonds:
        products[a, b] = products[b, a] = -1
    return products


@pytest.mark.parametrize(
    ("d", "det", "published"),
    [(1, 2, 0), (2, 3, 0.0931), (3, 4, 0.2595), (4, 4, 0.3831), (5, 4, 0.5347), (6, 3, 0.6271),
     (7, 2, 0.7047), (8, 1, 0.7463), (24, 1, 0.998)],
)  # fmt: skip
def test_uncovered_space_matches_the_lattices(d, det, published):
    """Roots A1-A3, D4, D5, E6-E8: whole even squares, the least is 2, so the radius 1/sqrt(2).

    In 24 dimensions the least square is 4.
    """
    assert d == 24 or round(np.linalg.det(root_lattice(d))) == det
    ball = pi ** (d / 2) / gamma(d / 2 + 1) * (1 if d == 24 else 0.5 ** (d / 2))
    found = niches.uncovered(d)
    assert abs(found - (1 - ball / sqrt(det))) < 1e-12
    assert abs(found - published) <= (5e-4 if d == 24 else 5e-5)


@pytest.mark.parametrize("d", [2, 3, 4])
def test_uncovered_space_matches_random_points(d):
    """40,000 points of one cell, all the centres near; four standard errors."""
    basis, far = np.linalg.cholesky(root_lattice(d)), inf
    points = np.random.default_rng(2).random((40_000, d))
    for centre in product((-1, 0, 1, 2), repeat=d):
        far = np.minimum(far, (((points - centre) @ basis) ** 2).sum(axis=1))
    exact = niches.uncovered(d)
    assert abs((far > 0.5).mean() - exact) < 4 * sqrt(exact * (1 - exact) / 40_000)


# What is refused -----------------------------------------------------------------------------

HERE = {"niches": 20, "firms": 5, "g": 1.5, "outside": 0.1}
CALLS = {
    "against_generalists": {"narrowness": [2.0], "firms": 5, "g": 1.5, "effort": 1.0},
    "best_narrowness": {"firms": 5, "g": 1.5, "effort": 1.0},
    "even_breadth": {"niches": 20, "firms": 5, "g": 1.5},
    "random_breadth": HERE,
    "random_payoff": HERE | {"breadth": 4.0},
    "free_entry": {"niches": 20, "fee": 2.0, "g": 1.5, "outside": 0.1},
    "uncovered": {"dimensions": 2},
}
BAD = [
    *(("niches", bad, "an integer >= 1") for bad in (0, -5, 2.5, True)),
    *(("firms", bad, "an integer >= [12]") for bad in (0, 2.5, True)),
    *(
        (name, bad, "a finite number > 0")
        for name in ("g", "effort", "fee")
        for bad in (0, -1, nan, inf)
    ),
    ("fee", 1e-3, "at least 0.002"),
    ("fee", 5e-324, "at least 0.002"),
    *(("outside", bad, "a finite number >= 0") for bad in (-0.1, nan, inf)),
    *(("breadth", bad, "a number from 1 to 20") for bad in (0.5, 21, nan, True, "x")),
    *(("narrowness", bad, "finite and >= 1") for bad in (0.5, nan, inf)),
    *(
        ("dimensions", bad, "(from 1 to 8, or 24|an integer >= 1)")
        for bad in (0, 9, 23, 2.0, True, nan)
    ),
]


@pytest.mark.parametrize(
    ("call", "argument", "bad", "rule"),
    [(call, *bad) for call, here in CALLS.items() for bad in BAD if bad[0] in here],
)
@pytest.mark.parametrize("g", [0.5, 1.5])
def test_bad_input_is_refused_by_name(call, argument, bad, rule, g):
    """Whether or not the other arguments make the answer plain."""
    here = CALLS[call] | ({"g": g} if "g" in CALLS[call] else {}) | {argument: bad}
    with pytest.raises(ValueError, match=rf"^{argument} must be {rule}, got .*{bad}"):
        getattr(niches, call)(**here)


def test_the_strongest_take_all_for_any_g():
    assert niches.against_generalists([4.0], firms=3, g=1000.0).tolist() == [0.75]
    assert niches.random_payoff(200, niches=200, firms=60, g=500.0) == pytest.approx(200 / 60)
    assert 1 <= niches.random_breadth(niches=200, firms=60, g=500.0, outside=0.1) < 10
