from math import inf, nan, sqrt

import numpy as np
import pytest

from nflsim.evolution import fitness_sets, lattice, population


def rng(seed=1):
    return np.random.default_rng(seed)


HALF = [0.5, 0.5]
NEUTRAL = {"niches": [0.0], "shares": [1.0], "width": 1e9}  # nobody is worse than anybody


# The infinite population, in other words -----------------------------------------------------


def moved(sites, rate, jump):
    """Return [child, parent], the chance of a child there, by normal steps within the sites."""
    out = np.zeros((len(sites), len(sites)))
    for parent, x in enumerate(sites):
        steps = np.exp(-((sites - x) ** 2) / (2 * jump**2))
        out[:, parent] = rate * steps / steps.sum()
        out[parent, parent] += 1 - rate
    return out


def chances(x, n, niches, shares, width):
    """Return each parent's chance of a child, for phenotypes x in numbers n."""
    out = np.zeros(len(x))
    for mu, c in zip(niches, shares):
        there = n * np.exp(-((x - mu) ** 2) / (2 * width**2))
        out += c * there / there.sum()
    return out


def infinite(sites, niches, shares, width, rate, jump, generations, start=0.0):
    """Yield the shares of an infinite population, generation by generation."""
    n, moves = np.zeros(len(sites)), moved(sites, rate, jump)
    n[np.argmin(abs(sites - start))] = 1
    yield n
    for _ in range(generations):
        n = moves @ chances(sites, n, niches, shares, width)
        yield n


def spread_of(sites, n):
    mean = n @ sites
    return n @ (sites - mean) ** 2


@pytest.mark.parametrize(
    ("niches", "shares", "width", "start"),
    [
        ([-1.5, 1.5], HALF, 1.0, 0.0),
        ([-1.5, 1.5], [0.3, 0.7], 1.0, -0.6),
        ([-1.0, 0.25, 2.0], [0.25, 0.25, 0.5], 0.6, 1.0),
        ([1.0], [1.0], 0.8, -1.0),
    ],
)
@pytest.mark.parametrize("rate", [0, 0.1, 1])
def test_the_recursion_in_other_words(niches, shares, width, start, rate):
    sites, times = np.linspace(-2.5, 2.5, 51), [0, 1, 2, 7, 60]
    found = population.recursion(
        sites, niches, shares, width=width, rate=rate, jump=0.15, generations=times, start=start
    )
    exact = list(infinite(sites, niches, shares, width, rate, 0.15, 60, start))
    # Sixty generations of sums of 51 shares; growth of what is rare keeps relative errors.
    assert np.allclose(found, [exact[t] for t in times], 1e-11, 1e-14)


def test_one_niche_alone_keeps_a_normal_cloud():
    """All mutate: V' = V s**2 / (V + s**2) + j**2, and the mean by s**2 / (V + s**2)."""
    sites, width, jump, start = np.linspace(-4, 4, 401), 1.3, 0.1, 1.5
    found = population.recursion(
        sites, [0.0], [1.0], width=width, rate=1, jump=jump, generations=range(41), start=start
    )
    mean, v = start, 0.0
    for n in found:
        # Sums of normal densities at steps of a fifth of a deviation: exact to all digits.
        assert abs(n @ sites - mean) < 1e-12
        assert abs(spread_of(sites, n) - v) < 1e-12
        mean, v = mean * width**2 / (v + width**2), v * width**2 / (v + width**2) + jump**2
    (rest,) = population.recursion(
        sites, [0.0], [1.0], width=width, rate=1, jump=jump, generations=[500], start=start
    )
    # V**2 = j**2 (V + s**2) at rest.
    exact = (jump**2 + sqrt(jump**4 + 4 * jump**2 * width**2)) / 2
    assert abs(spread_of(sites, rest) - exact) < 1e-10


def first_beyond(variances, limits):
    """Return the first generation whose variance is at least each limit."""
    return [int((np.asarray(variances) >= limit).argmax()) for limit in limits]


@pytest.mark.parametrize(
    ("rate", "jump", "published"), [(1, 0.02, [23, 58, 78]), (0.01, 0.05, [117, 126, 132])]
)
@pytest.mark.parametrize("fine", [1, 2])
def test_published_times_of_branching(rate, jump, published, fine):
    """To a generation, whether a jump is one spacing of the sites or two."""
    sites = np.arange(-round(2.5 * fine / jump), round(2.5 * fine / jump) + 1) * (jump / fine)
    found = population.recursion(
        sites, [-1.5, 1.5], HALF, width=1.0, rate=rate, jump=jump, generations=range(151)
    )
    times = first_beyond(lattice.variance(sites, found), [0.01, 0.05, 0.2])
    assert all(abs(time - exact) <= 1 for time, exact in zip(times, published))


def test_branching_begins_at_the_rate_of_a_normal_cloud():
    """While all mutate and V is small: dV/dt = c V**2 + v, c = m**2 - 1, so V = sqrt(v/c) tan.

    Published: 22.8 generations to V = 0.01. The next terms are V times larger than these.
    """
    sites = np.arange(-125, 126) * 0.02
    found = population.recursion(
        sites, [-1.5, 1.5], HALF, width=1.0, rate=1, jump=0.02, generations=range(31)
    )
    v, c = 0.02**2, 1.25
    closure = sqrt(v / c) * np.tan(sqrt(v * c) * np.arange(31))
    found = lattice.variance(sites, found)
    assert (abs(found / np.maximum(closure, 1e-9) - 1) < 0.02 + 3 * closure)[1:].all()
    assert abs(np.arctan(0.01 * sqrt(c / v)) / sqrt(v * c) - 22.8) < 0.05


# Chance: one generation ----------------------------------------------------------------------


def assert_multinomial(seen, expected, size):
    """Numbers (rows, kinds) are draws of `size` with these chances, one row each or one for all.

    Pearson's X**2 has mean k - 1 and variance 2 (k-1) + (sum 1/p - k**2 - 2 k + 2) / size.
    """
    p = np.broadcast_to(expected, seen.shape)
    k = (p > 0).sum(axis=1)
    assert (seen.sum(axis=1) == size).all()
    assert not seen[p == 0].any()
    inverse = np.divide(1, p, out=np.zeros_like(p, dtype=float), where=p > 0)
    x = ((seen - size * p) ** 2 * inverse / size).sum(axis=1)
    variance = 2 * (k - 1) + (inverse.sum(axis=1) - k**2 - 2 * k + 2) / size
    assert abs((x - (k - 1)).sum()) < 4 * sqrt(variance.sum()) + 1e-9
    # Each kind: the mean over rows, four standard errors and one for many kinds.
    error = np.sqrt((size * p * (1 - p)).sum(axis=0))
    assert (abs((seen - size * p).sum(axis=0)) <= 5 * error + 1e-9).all()


WORLD = {"niches": [-0.8, 1.0], "shares": [0.3, 0.7], "width": 0.7}
FEW = np.linspace(-1, 1, 5)


@pytest.mark.parametrize("size", [1, 4, 50])
@pytest.mark.parametrize("rate", [0.3, 1])
def test_a_generation_of_counts_is_multinomial(size, rate):
    """The second given the first, which is spread out: selection, mutation, sampling, in turn.

    Wide jumps, so that no site is so rare that X**2 hangs on a few rows.
    """
    seen = population.counts(
        FEW, **WORLD, size=size, rate=rate, jump=1.0, generations=[0, 1, 2, 3], replicates=4000,
        rng=rng(2),
    )  # fmt: skip
    assert (seen[:, 0] == size * np.eye(5)[2]).all()
    moves = moved(FEW, rate, 1.0)
    assert_multinomial(seen[:, 1], moves[:, 2], size)
    for before, after in ((seen[:, 1], seen[:, 2]), (seen[:, 2], seen[:, 3])):
        expected = np.array([moves @ chances(FEW, n, **WORLD) for n in before])
        assert_multinomial(after, expected, size)


@pytest.mark.parametrize("size", [40])
def test_counts_have_the_covariance_of_a_multinomial(size):
    """-N p q between two sites, N p (1 - p) at one: by the products of deviations."""
    replicates = 20_000
    seen = population.counts(
        FEW, **WORLD, size=size, rate=1, jump=0.7, generations=[1], replicates=replicates,
        rng=rng(3),
    )[:, 0]  # fmt: skip
    p = moved(FEW, 1, 0.7)[:, 2]
    deviations = seen - size * p
    products = deviations[:, :, None] * deviations[:, None, :]
    exact = size * (np.diag(p) - np.outer(p, p))
    error = products.std(axis=0) / sqrt(replicates)
    # 15 different products: five standard errors where each would have four.
    assert (abs(products.mean(axis=0) - exact) < 5 * error).all()


@pytest.mark.parametrize("size", [1, 2, 6, 15])
def test_a_generation_of_bodies_draws_parents_by_their_payoffs(size):
    """Bodies that differ after one generation of mutants only: who are the parents of the next?

    Mutants of generation two stand at places of their own; the others stand where a parent did.
    """
    replicates, rate = 4000, 0.5
    seen = population.individuals(
        **WORLD, size=size, rate=rate, jump=0.5, generations=[4, 5], replicates=replicates,
        rng=rng(4),
    )  # fmt: skip
    mutants, rows, every = 0, [], []
    for before, after in seen:
        places = np.unique(before)
        p = chances(before, np.ones(size), **WORLD)
        old = np.isin(after, places)
        mutants += size - old.sum()
        every.append([p[before == x].sum() for x in places])
        rows.append([(after == x).sum() for x in places] + [size - old.sum()])
    error = sqrt(rate * (1 - rate) * size * replicates)
    assert abs(mutants - rate * size * replicates) < 4 * error
    kinds = size + 1  # all places, and mutants in the last column
    table, expected = np.zeros((2, replicates, kinds))
    for row, p, t, e in zip(rows, every, table, expected):
        t[: len(p)], t[-1] = row[:-1], row[-1]
        e[: len(p)], e[-1] = [(1 - rate) * each for each in p], rate
    assert_multinomial(table, expected, size)


def test_mutants_of_bodies_are_normal():
    """One parent at 0.25, 200,000 children: shares, mean, variance and fourth moment."""
    n, rate, jump = 200_000, 0.3, 0.2
    x = population.individuals(
        **WORLD, size=n, rate=rate, jump=jump, generations=[1], replicates=1, start=0.25, rng=rng(5)
    )[0, 0]
    z = (x[x != 0.25] - 0.25) / jump
    assert abs(len(z) / n - rate) < 4 * sqrt(rate * (1 - rate) / n)
    # Var z**k: 1, 2 and 96 for k = 1, 2, 4, and 15 for k = 3.
    for k, mean, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert abs((z**k).mean() - mean) < 4 * sqrt(variance / len(z))
    assert abs((abs(z) < 1).mean() - 0.6827) < 4 * sqrt(0.22 / len(z))


def correlation(a, b):
    return np.mean((a - a.mean()) * (b - b.mean())) / (a.std() * b.std())


def test_replicates_are_independent():
    """Means of a population and of the next one, after twenty generations: 4 / sqrt(pairs)."""
    world = {**WORLD, "size": 10, "rate": 0.5, "replicates": 4000, "generations": [20]}
    bodies = population.individuals(**world, jump=0.3, rng=rng(6))[:, 0].mean(axis=1)
    counted = population.counts(np.linspace(-2, 2, 17), **world, jump=0.3, rng=rng(7))
    for means in (bodies, counted[:, 0] @ np.linspace(-2, 2, 17)):
        assert abs(correlation(means[1:], means[:-1])) < 4 / sqrt(4000)


# Chance: drift -------------------------------------------------------------------------------


NEUTRAL_CASES = [
    (2, 1.0, 0.1, [1, 2, 20]),
    (10, 0.5, 0.1, [1, 5, 10, 100]),
    (25, 0.2, 0.2, [1, 5, 25, 100]),
]


@pytest.mark.parametrize(("size", "rate", "jump", "times"), NEUTRAL_CASES)
@pytest.mark.parametrize("kind", ["bodies", "counts"])
def test_without_selection_variance_rests_at_n_times_mutation(kind, size, rate, jump, times):
    """V' = (1 - 1/N) V + v, v = rate jump**2: N v (1 - (1 - 1/N)**t) at t.

    And the mean drifts: the mean square of a body's phenotype is t v, of which (1 - 1/N) V lies
    within populations. Four standard errors, from 1500 independent populations.
    """
    replicates, v = 1500, rate * jump**2
    world = {"size": size, "rate": rate, "jump": jump, "generations": times, **NEUTRAL}
    if kind == "bodies":
        x = population.individuals(**world, replicates=replicates, rng=rng(8))
        means, variances = x.mean(axis=2), x.var(axis=2, ddof=1)
    else:
        # Ends that nobody reaches: seven deviations of the steps of all generations.
        far = np.ceil(7 * sqrt(times[-1] * v) / jump)
        sites = np.arange(-far, far + 1) * jump
        n = population.counts(sites, **world, replicates=replicates, rng=rng(9))
        means, variances = n @ sites / size, lattice.variance(sites, n)
    for t, mean, variance in zip(times, means.T, variances.T):
        within = size * v * (1 - (1 - 1 / size) ** t)
        error = variance.std(ddof=1) / sqrt(replicates)
        assert abs(variance.mean() - within) < 4 * error
        assert abs(mean.mean()) < 4 * mean.std(ddof=1) / sqrt(replicates)
        drift = t * v - (1 - 1 / size) * within
        error = (mean**2).std(ddof=1) / sqrt(replicates)
        assert abs((mean**2).mean() - drift) < 4 * error
    # After ten N generations it rests.
    assert abs(within / (size * v) - 1) < 1e-3 or times[-1] < 10 * size


# Bodies and counts ---------------------------------------------------------------------------


def assert_alike(a, b):
    """Means over replicates within four standard errors of their difference."""
    error = np.sqrt(a.var(axis=0, ddof=1) / len(a) + b.var(axis=0, ddof=1) / len(b))
    assert (abs(a.mean(axis=0) - b.mean(axis=0)) < 4 * error).all()


@pytest.mark.parametrize(
    ("world", "size", "rate", "jump"),
    [
        ({"niches": [-1.5, 1.5], "shares": HALF, "width": 1.0}, 30, 0.5, 0.1),
        ({"niches": [-1.5, 1.5], "shares": [0.3, 0.7], "width": 1.0}, 80, 0.3, 0.15),
        ({"niches": [-1.0, 0.0, 1.2], "shares": [0.2, 0.3, 0.5], "width": 0.6}, 50, 0.3, 0.15),
    ],
)
def test_bodies_and_counts_are_the_same_population(world, size, rate, jump):
    """Mean, variance, fourth moment and their squares, at four times."""
    both = {**world, "size": size, "rate": rate, "jump": jump, "generations": [3, 10, 30, 60]}
    both |= {"start": 0.1}
    x = population.individuals(**both, replicates=500, rng=rng(10))
    sites = np.arange(-32, 33) * 0.1
    n = population.counts(sites, **both, replicates=1000, rng=rng(11))
    for a, b in (
        (x.mean(axis=2), n @ sites / size),
        (x.var(axis=2, ddof=1), lattice.variance(sites, n)),
        ((x**4).mean(axis=2), n @ sites**4 / size),
    ):
        assert_alike(a, b)
        assert_alike(a**2, b**2)


@pytest.mark.slow
@pytest.mark.parametrize("m", [1.25, 1.5, 2.0])
@pytest.mark.parametrize("kind", ["bodies", "counts"])
def test_both_sides_come_to_rest_near_the_specialists(kind, m):
    """Against the infinite population and against z: four standard errors.

    Mutation moves the rest of the infinite population by less than the variance of a branch, in
    widths; so bodies, which are slow, are compared with it under quick mutation. Both sides
    count, since they are mirror images.
    """
    quick = kind == "bodies"
    world = {"niches": [-m, m], "shares": HALF, "width": 1.0}
    world |= {"rate": 0.5 if quick else 0.1, "jump": 0.06 if quick else 0.03}
    sites = np.arange(-52, 53) * 0.06 if quick else np.arange(-104, 105) * 0.03
    (rest,) = population.recursion(sites, **world, generations=[3000])
    low, high = lattice.branches(sites, rest)
    z = fitness_sets.specialist(m, width=1.0)
    assert abs(high - z) < lattice.variance(sites[sites > 0], rest[sites > 0])
    assert abs(low + high) < 1e-9
    replicates = 30 if quick else 60
    looks = {"size": 2000, "replicates": replicates, "rng": rng(12)}
    if quick:
        x = population.individuals(**world, **looks, generations=[200, 250])
        means = [np.where(side, x, 0).sum(2) / side.sum(2) for side in (x < 0, x > 0)]
    else:
        n = population.counts(sites, **world, **looks, generations=[1600, 1800, 2000])
        means = np.moveaxis(lattice.branches(sites, n), -1, 0)
    places = (means[1] - means[0]).mean(axis=1) / 2
    error = places.std(ddof=1) / sqrt(replicates)
    assert abs(places.mean() - high) < 4 * error
    assert abs(places.mean() - z) < 4 * error + abs(high - z)
    assert error < 0.01  # so that this says something


def times_to(limits, variances):
    """Return the first generation beyond each limit, shape (replicates, limits)."""
    reached = variances[:, :, None] >= np.asarray(limits)
    assert reached.any(axis=1).all()
    return reached.argmax(axis=1)


LIMITS = [0.01, 0.05, 0.2]
SPLIT = {"niches": [-1.5, 1.5], "shares": HALF, "width": 1.0, "rate": 1, "jump": 0.02}


def test_large_populations_branch_when_the_infinite_one_does():
    """Ten millions as counts, and 100,000: published 23.7, 58.3 and 78.8 generations.

    A first generation is late by up to one; and four standard errors of 40 populations.
    """
    sites, world = np.arange(-125, 126) * 0.02, {"generations": range(101), "replicates": 40}
    for size, exact in ((10**7, [23, 58, 78]), (10**5, [23.7, 58.3, 78.8])):
        n = population.counts(sites, **SPLIT, **world, size=size, rng=rng(14))
        times = times_to(LIMITS, lattice.variance(sites, n))
        # The published means have errors of their own: of ten runs, at the most.
        error = times.std(axis=0, ddof=1) * sqrt(1 / 40 + (size == 10**5) / 10)
        late = 1 if size == 10**7 else 0
        assert (abs(times.mean(axis=0) - exact) < 4 * error + late).all()


@pytest.mark.slow
def test_small_populations_branch_later_and_bodies_as_late_as_counts():
    """Of 1000: published 23.2, 61.7 and 91.2, by means over runs whose number is not printed."""
    sites, times = np.arange(-125, 126) * 0.02, range(201)
    n = population.counts(sites, **SPLIT, size=1000, generations=times, replicates=80, rng=rng(15))
    x = population.individuals(**SPLIT, size=1000, generations=times, replicates=20, rng=rng(16))
    counted = times_to(LIMITS, lattice.variance(sites, n))
    bodies = times_to(LIMITS, x.var(axis=2, ddof=1))
    assert_alike(counted, bodies)
    # The published means have errors of their own: as large as those of ten runs, at the most.
    error = counted.std(axis=0, ddof=1)
    assert (abs(counted.mean(axis=0) - [23.2, 61.7, 91.2]) < 4 * error * sqrt(1 / 80 + 0.1)).all()
    assert counted[:, 2].mean() > 78 + 4 * error[2] / sqrt(80)


@pytest.mark.parametrize("niches", [[0.0], [-0.9, 0.9]])
def test_a_population_in_one_niche_or_two_near_ones_stays_one(niches):
    """Its variance is that of the infinite population, short of what 1/N takes."""
    shares = [1 / len(niches)] * len(niches)
    world = {"niches": niches, "shares": shares, "width": 1.0, "rate": 0.5, "jump": 0.05}
    sites = np.linspace(-2, 2, 81)
    (rest,) = population.recursion(sites, **world, generations=[1500])
    v = lattice.variance(sites, rest)
    assert v < 0.2
    # One hump: shares rise to the middle and fall from there.
    assert (np.diff(rest[:41]) > 0).all()
    assert (np.diff(rest[40:]) < 0).all()
    looks = {"size": 4000, "generations": [400], "replicates": 40, "start": 0.0}
    n = population.counts(sites, **world, **looks, rng=rng(17))[:, 0]
    found = lattice.variance(sites, n)
    error = found.std(ddof=1) / sqrt(40)
    # Drift takes V / N a generation and is made up for at V's rate of return, 2 v / V or slower.
    assert abs(found.mean() - v) < 4 * error + v * v / (2 * 0.5 * 0.0025) / 4000


def test_the_population_goes_where_more_niches_are():
    """From far off to the mean niche, at the pace of the infinite population, if it is large."""
    sites = np.linspace(-3, 3, 61)
    world = {"niches": [-0.5, 0.7], "shares": [0.25, 0.75], "width": 1.0, "rate": 1.0, "jump": 0.1}
    looks = {"generations": [5, 20, 60], "start": -2.0}
    exact = population.recursion(sites, **world, **looks) @ sites
    assert -2 < exact[0] < exact[1] < exact[2]
    assert abs(exact[2] - 0.4) < 0.01
    n = population.counts(sites, **world, **looks, size=10**7, replicates=40, rng=rng(18))
    means = n @ sites / 1e7
    assert (abs(means.mean(axis=0) - exact) < 4 * means.std(axis=0, ddof=1) / sqrt(40)).all()


# What does not change ------------------------------------------------------------------------

SMALL = {"size": 12, "rate": 0.5, "jump": 0.1, "replicates": 3, **WORLD}
SITES = np.linspace(-1.5, 1.5, 31)
RUNS = {
    "individuals": lambda **more: population.individuals(**(SMALL | more)),
    "counts": lambda **more: population.counts(**({"sites": SITES} | SMALL | more)),
    "recursion": lambda **more: population.recursion(
        **{
            key: value
            for key, value in ({"sites": SITES} | SMALL | more).items()
            if key not in ("size", "replicates", "rng")
        }
    ),
}


@pytest.mark.parametrize("run", RUNS)
def test_looking_changes_nothing(run):
    times = [0, 0, 1, 5, 5, 12]
    often = RUNS[run](generations=times, rng=rng(19))
    assert often.shape[-2:] == (6, 12 if run == "individuals" else 31)
    for place, time in enumerate(times):
        once = RUNS[run](generations=[time], rng=rng(19))
        assert (often[..., place, :] == once[..., 0, :]).all()


def test_all_begin_at_the_start():
    assert (RUNS["individuals"](generations=[0], start=0.33, rng=rng()) == 0.33).all()
    for start, site in ((0.33, 18), (-0.06, 14), (0.0, 15), (1.5, 30)):
        seen = RUNS["counts"](generations=[0], start=start, rng=rng())
        assert (seen[:, 0] == 12 * np.eye(31)[site]).all()
        shares = RUNS["recursion"](generations=[0], start=start)
        assert (shares[0] == np.eye(31)[site]).all()


@pytest.mark.parametrize("run", ["individuals", "counts"])
def test_without_mutation_nothing_new_appears(run):
    start, end = RUNS[run](generations=[0, 30], rate=0, rng=rng(20)).transpose(1, 0, 2)
    assert (start == end).all()


def test_one_body_is_followed_by_its_child():
    x = RUNS["individuals"](size=1, generations=range(40), rate=0.5, rng=rng(21))[..., 0]
    steps = np.diff(x, axis=1)
    assert abs((steps == 0).mean() - 0.5) < 4 * 0.5 / sqrt(steps.size)
    n = RUNS["counts"](size=1, generations=[0, 9], rng=rng(22))
    assert (n.sum(axis=2) == 1).all()


def test_each_replicate_follows_its_own_parents():
    before, after = np.moveaxis(
        RUNS["individuals"](generations=[1, 2], replicates=40, rate=0.5, rng=rng(23)), 1, 0
    )
    same = (after[:, :, None, None] == before).any(axis=3)
    # Whoever did not mutate is as a parent was: of the own row, or at the start as others are.
    own = np.where(after == 0, True, np.einsum("rir->ri", same))
    assert same.any(axis=2).mean() > 0.4
    assert (own == same.any(axis=2)).all()


def test_in_unequal_niches_each_sends_its_share():
    """Two kinds only, each at its own niche where the other cannot live: shares are the niches'."""
    sites = np.array([-3.0, 3.0])
    found = population.recursion(
        sites, [-3, 3], [0.2, 0.8], width=0.7, rate=0.5, jump=6.0, generations=[1, 2, 40]
    )
    # Mutants to the other site: rate times exp(-1/2) / (1 + exp(-1/2)) either way.
    to = 0.5 * np.exp(-0.5) / (1 + np.exp(-0.5))
    for shares in found[1:]:
        assert np.allclose(shares, [0.2 * (1 - to) + 0.8 * to, 0.8 * (1 - to) + 0.2 * to], 0, 1e-12)


# What is refused -----------------------------------------------------------------------------

ALL = ["individuals", "counts", "recursion"]
BAD = [
    *(
        (ALL, {"width": bad}, "width must be a finite number > 0, got ")
        for bad in (0, -1, nan, inf)
    ),
    *(
        (ALL, {"shares": bad}, "shares must be 2 numbers >= 0 of sum 1, got ")
        for bad in ([0.5, 0.6], [1.5, -0.5], [1.0], [nan, 1.0])
    ),
    *((ALL, {"niches": bad}, "niches must be ") for bad in ([nan, 1.0], [0.0, nan])),
    (ALL, {"niches": [], "shares": []}, "(niches|shares) must be "),
    *((ALL, {"rate": bad}, "rate must be a number from 0 to 1, got ") for bad in (-0.1, 1.1, nan)),
    *((ALL, {"jump": bad}, "jump must be a finite number ") for bad in (-0.1, nan, inf)),
    *(
        (ALL, {"generations": bad}, "generations must be ")
        for bad in ([], [-1], [3, 2], [1.0], [nan], [0, 2, 1])
    ),
    *((ALL, {"start": bad}, "start must be ") for bad in (nan, inf)),
    *(
        (ALL[:2], {key: bad}, f"{key} must be an integer >= 1, got ")
        for key in ("size", "replicates")
        for bad in (0, -3, 1.5, 10.0, nan, True)
    ),
    (ALL[1:], {"jump": 0}, "jump must be a finite number > 0, got 0"),
    (ALL[1:], {"jump": 0.05}, "jump must be >= the spacing of the sites, 0.1, got 0.05"),
    *(
        (ALL[1:], {"sites": bad}, "sites must be two or more .* even steps, got ")
        for bad in ([0.0], [-2.0, 0.0, 1.0], [1.0, 0.0, -1.0], [-1.0, nan, 1.0])
    ),
    (ALL[1:], {"sites": [-0.5, 0.5]}, r"sites must be from -0\.8 or less to 1(\.0)? or more, got "),
]


@pytest.mark.parametrize(
    ("run", "change", "message"),
    [(run, change, message) for runs, change, message in BAD for run in runs],
)
@pytest.mark.parametrize("generations", [[0], [2]])
def test_bad_input_is_refused_by_name(run, change, message, generations):
    with pytest.raises(ValueError, match=f"^{message}"):
        RUNS[run](**{"generations": generations, "rng": rng()} | change)


@pytest.mark.parametrize("run", ALL)
def test_more_than_can_be_looked_at_is_refused(run):
    many = {
        "individuals": {"size": 10**8},
        "counts": {"replicates": 10**6},
        "recursion": {"sites": np.linspace(-1.5, 1.5, 30_001)},
    }
    with pytest.raises(ValueError, match=r"^what is looked at would need .* bytes, the limit is "):
        RUNS[run](generations=[0] * 5000, rng=rng(), **many[run])


@pytest.mark.parametrize("run", ALL)
def test_niches_where_nobody_can_live_are_refused(run):
    """Payoffs below the range of floats: a ValueError that names the width, not 0 / 0."""
    with pytest.raises(ValueError, match=r"^width must be .*, got 0\.03$"):
        RUNS[run](niches=[-1.5, 1.5], shares=HALF, width=0.03, generations=[3], rng=rng())
