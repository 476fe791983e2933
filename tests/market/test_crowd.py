from math import fsum, inf, nan, sqrt

import numpy as np
import pytest

from nflsim.market import _rings, crowd, niches


def rng(seed=1):
    return np.random.default_rng(seed)


class Ring:
    """Firms (breadth, place) on a ring, in plain Python; weights from scratch, place by place."""

    def __init__(self, k, g, outside, start, fee=0.0):
        self.k, self.g, self.outside, self.start, self.fee = k, g, outside, start, fee
        self.firms = []

    def weights(self, left_out=None):
        found = [self.outside] * self.k
        for firm, (breadth, place) in enumerate(self.firms):
            if firm != left_out:
                for step in range(breadth):
                    found[(place + step) % self.k] += breadth**-self.g
        return found

    def expects(self, breadth, left_out=None):
        own, weights = breadth**-self.g, self.weights(left_out)
        share = [own / (own + weight) for weight in weights]
        return fsum(share[(a + b) % self.k] for a in range(self.k) for b in range(breadth)) / self.k

    def turn(self, chance, broader, place):
        if self.firms:
            firm = int(chance * len(self.firms))
            old = self.firms[firm][0]
            step = max(1, round(old / 10))
            new = min(max(old + step if broader else old - step, 1), self.k)
            stay, move = self.expects(old, firm), self.expects(new, firm)
            if max(stay, move) >= self.fee:
                self.firms[firm] = (new if move > stay else old, place)
            else:  # the last one takes its number
                self.firms[firm] = self.firms[-1]
                self.firms.pop()

    def enter(self, chance, place, most):
        like = self.firms[int(chance * len(self.firms))][0] if self.firms else self.start
        if len(self.firms) < most and self.expects(like) >= self.fee:
            self.firms.append((like, place))


def played(*, niches, rounds, replicates, rng, g, outside, start, firms=0, places=0, fee=0.0):
    """Return the breadths as in `crowd`, by rings that get the same draws."""
    rows, most = replicates, firms or places
    given = (np.broadcast_to(value, rows).tolist() for value in (g, outside, start, fee))
    rings = [Ring(niches, *one) for one in zip(*given)]

    def look():
        return [[b for b, _ in ring.firms] + [0] * (most - len(ring.firms)) for ring in rings]

    for row in rng.integers(niches, size=(firms, rows)).tolist():
        for ring, place in zip(rings, row):
            ring.firms.append((ring.start, place))
    seen = [look()]
    for _ in range(rounds):
        for drawn in rng.random((most, 5, rows)):
            for ring, (which, up, where, like, last) in zip(rings, drawn.T.tolist()):
                ring.turn(which, up < 0.5, int(where * niches))
                if places:
                    ring.enter(like, int(last * niches), most)
        seen.append(look())
    return np.array(seen).swapaxes(0, 1)


# Turn by turn --------------------------------------------------------------------------------

FIXED = [
    {"niches": 12, "firms": 4, "g": 1.5, "outside": 0.03, "start": 3, "rounds": 15},
    {"niches": 40, "firms": 3, "g": 0.7, "outside": 0.2, "start": 30, "rounds": 5},
    {"niches": 15, "firms": 5, "g": [0.9, 1.3, 3.1], "outside": [0, 0.1, 0.002],
     "start": [2, 15, 7], "rounds": 12},
    {"niches": 1, "firms": 2, "g": 2, "outside": 0, "start": 1, "rounds": 3},
]  # fmt: skip


@pytest.fixture(params=[0, 100], ids=["many at once", "one after another"])
def few(request, monkeypatch):
    """Play rings at once, or one after another, however many there are."""
    monkeypatch.setattr(_rings, "FEW", request.param)


@pytest.mark.parametrize("here", FIXED)
def test_a_fixed_crowd_matches_plain_python(few, here):
    here = here | {"replicates": 3}
    seen, exact = (f(**here, rng=rng(2)) for f in (crowd.breadths, played))
    assert seen.shape == (3, here["rounds"] + 1, here["firms"])
    assert (seen == exact).all()
    assert (seen[:, 0] == np.broadcast_to(here["start"], 3)[:, None]).all()


OPEN = [
    {"niches": 12, "places": 7, "g": 1.4, "outside": 0.05, "fee": 2.3, "start": 4, "rounds": 20},
    {"niches": 15, "places": 6, "g": [0.9, 1.7, 2.9], "outside": [0, 0.1, 0.002],
     "fee": [3.1, 1.7, 2.9], "start": [15, 3, 5], "rounds": 15},
    {"niches": 10, "places": 3, "g": 1.5, "outside": 0.1, "fee": 0.1, "start": 2, "rounds": 10},
    *({"niches": k, "places": 2, "g": 0.9, "outside": 0.0, "fee": 100, "start": k, "rounds": 1}
      for k in (127, 128, 129, 256)),  # the ends of small numbers
]  # fmt: skip


@pytest.mark.parametrize("here", OPEN)
def test_a_crowd_that_comes_and_goes_matches_plain_python(few, here):
    here = here | {"replicates": 3}
    seen, exact = (f(**here, rng=rng(3)) for f in (crowd.entry_and_exit, played))
    assert seen.shape == (3, here["rounds"] + 1, here["places"])
    assert (seen == exact).all()
    assert not seen[:, 0].any()
    # Some left where the fee is dear and time is long; and empty places are the last ones.
    assert (np.diff((seen > 0).sum(axis=2), axis=1) < 0).any() == (here["rounds"] > 10)
    assert ((seen[..., :-1] > 0) >= (seen[..., 1:] > 0)).all()


# By hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "broader"), [(1, 2), (5, 6), (14, 15), (26, 29), (30, 33), (84, 92), (99, 100)]
)
def test_a_firm_alone_is_broader_after_a_turn_on_one_side(start, broader):
    """Nobody else: a breadth of j earns j. A tenth or 1 more where a fair coin says so."""
    n = 2000
    seen = crowd.breadths(
        niches=100, firms=1, g=1.5, outside=0.0, rounds=1, replicates=n, rng=rng(4), start=start
    )[:, 1, 0]
    assert set(seen.tolist()) == {start, broader}
    assert abs((seen == broader).mean() - 1 / 2) < 4 * sqrt(1 / 4 / n)


@pytest.mark.parametrize("start", [1, 3, 10, 40, 100])
def test_a_firm_alone_against_the_outsider_finds_its_best_breadth(start):
    """j / (1 + w0 j**g) is largest at j = (w0 (g - 1))**(-1/g) = 10; steps of 1 up to 14."""
    seen = crowd.breadths(
        niches=100, firms=1, g=2.0, outside=0.01, rounds=200, replicates=20, rng=rng(5), start=start
    )
    assert (seen[:, -1] == 10).all()


@pytest.mark.parametrize(("g", "fee", "number"), [(0.5, 4.4, 4), (1.0, 10, 2), (0.5, 21, 0)])
def test_generalists_enter_until_the_fee_is_too_dear(g, fee, number):
    """All of breadth 20 earn 20/n; one more would not earn the fee, and narrower ones less."""
    seen = crowd.entry_and_exit(
        niches=20, places=6, g=g, outside=0.0, fee=fee, rounds=9, replicates=3, rng=rng(6), start=20
    )
    assert (seen[:, 1:] == [20] * number + [0] * (6 - number)).all()
    assert number == niches.free_entry(niches=20, fee=fee, g=g)


# The same draws ------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["breadths", "entry_and_exit"])
def test_rings_do_not_know_of_each_other_and_a_seed_repeats(call):
    """A ring of its own g, outsider, start, fee is one of many alike, draw by draw."""
    world = {"niches": 30, "rounds": 8, "replicates": 4}
    world |= {"firms": 6} if call == "breadths" else {"places": 9}
    rows = {"g": [0.8, 1.2, 2, 3], "outside": [0, 0.1, 0.01, 0.001], "start": [30, 9, 8, 9]}
    rows |= {"fee": [4, 3, 4, 4.5]} if call == "entry_and_exit" else {}
    both = [getattr(crowd, call)(**world, **rows, rng=rng(8)) for _ in range(2)]
    assert (both[0] == both[1]).all()
    for row in range(4):
        one = {name: values[row] for name, values in rows.items()}
        assert (getattr(crowd, call)(**world, **one, rng=rng(8))[row] == both[0][row]).all()
    assert (getattr(crowd, call)(**world, **rows, rng=rng(9)) != both[0]).any()


# At rest -------------------------------------------------------------------------------------

ROWS, WIDE = 12, {"niches": 200, "firms": 60}
STRENGTHS = (0.95, 1.2, 1.5, 2.0, 3.0)


@pytest.fixture(scope="module")
def rested():
    """Return breadths at rest by g, from three starts; rounds 30 to 60, with the outsider."""
    g = np.repeat(STRENGTHS, ROWS)
    start = np.tile(np.repeat([4, 8, 13], ROWS // 3), len(STRENGTHS))
    start[:ROWS] += 150  # generalists are a long way from there
    seen = crowd.breadths(
        **WIDE, g=g, outside=10**-g, rounds=60, replicates=len(g), rng=rng(11), start=start
    )
    return dict(zip(STRENGTHS, seen[:, 30:].reshape(len(STRENGTHS), ROWS, 31, 60)))


def mean_and_error(values):
    """Return the mean over rings and its standard error, each ring one independent unit."""
    values = values.reshape(len(values), -1).mean(axis=1)
    return values.mean(), values.std(ddof=1) / sqrt(len(values))


@pytest.mark.parametrize(
    ("g", "published", "gap"),
    [(1.2, 15.36, 0.01), (1.5, 8.04, 0.01), (2.0, 5.59, 0.01), (3.0, 4.31, 0.03)],
)
def test_a_crowd_with_an_outsider_rests_near_the_theory(rested, g, published, gap):
    """Within 4 standard errors and the gap of whole breadths, which differ among firms.

    Published are simulations, to 1 % of which these agree.
    """
    mean, error = mean_and_error(rested[g])
    assert error < 0.01 * mean
    assert abs(mean - published) < 4 * error + 0.01 * published
    exact = niches.random_breadth(**WIDE, g=g, outside=10**-g)
    assert abs(mean - exact) < 4 * error + gap * exact
    assert rested[g].max() < 3 * exact


def test_where_effort_pays_less_and_less_all_are_generalists(rested):
    assert rested[0.95][:, 15:].mean() > 0.99 * 200
    assert niches.random_breadth(**WIDE, g=0.95, outside=10**-0.95) == 200


def test_with_an_outsider_the_start_is_forgotten():
    """Given the same draws, two crowds from far apart become one, firm by firm."""
    g = np.repeat([1.5, 3.0], 6)
    rest = [
        crowd.breadths(
            niches=100, firms=30, g=g, outside=10**-g, rounds=60, replicates=12, rng=rng(12),
            start=start,
        )[:, -1]
        for start in (2, 25)
    ]  # fmt: skip
    assert (rest[0] == rest[1]).all(axis=1).sum() >= 10
    assert abs(rest[0].mean() / rest[1].mean() - 1) < 0.02


@pytest.mark.parametrize(("g", "start"), [(1.1, 40), (1.2, 24)])
def test_without_an_outsider_a_crowd_rests_below_the_theory_at_small_g(g, start):
    """By at most 5 %; published 39.14 of 39.64 and 22.85 of 23.56."""
    seen = crowd.breadths(
        **WIDE, g=g, outside=0.0, rounds=60, replicates=8, rng=rng(13), start=start
    )
    mean, error = mean_and_error(seen[:, 20:])
    exact = niches.random_breadth(**WIDE, g=g)
    assert 0.95 * exact - 4 * error < mean < exact + 4 * error


def test_without_an_outsider_some_are_broad_where_the_winner_takes_all():
    """A dual market: most near the theory, in each ring one more than four times as broad."""
    seen = crowd.breadths(
        **WIDE, g=3.0, outside=0.0, rounds=60, replicates=6, rng=rng(14), start=5
    )[:, -1]
    exact = niches.random_breadth(**WIDE, g=3.0)
    assert (seen.max(axis=1) > 4 * exact).all()
    assert (np.median(seen, axis=1) < 2 * exact).all()
    assert ((seen > 4 * exact).mean(axis=1) < 0.2).all()


# Entry and exit at rest ----------------------------------------------------------------------

FEE = 200 / 60
OPENED = {"niches": 200, "places": 60, "fee": FEE}


def test_as_many_are_at_rest_as_free_entry_says():
    """Within one firm and 4 standard errors, of 10 rings; each at any time within 35 %."""
    strengths = (1.1, 1.2, 1.5, 2.0, 3.0)
    g = np.repeat(strengths, 10)
    start = np.tile([6, 15], 25)
    seen = crowd.entry_and_exit(
        **OPENED, g=g, outside=10**-g, start=start, rounds=30, replicates=50, rng=rng(15)
    )
    numbers = (seen[:, 15:] > 0).sum(axis=2).reshape(5, 10, 16)
    for strength, number in zip(strengths, numbers):
        exact = niches.free_entry(niches=200, fee=FEE, g=strength, outside=10**-strength)
        mean, error = mean_and_error(number)
        assert abs(mean - exact) < 1 + 4 * error
        assert abs(number / exact - 1).max() < 0.35


@pytest.fixture(scope="module")
def settled():
    """Return markets after 15 rounds of entry and exit, and their rings in plain Python."""
    kept, g = [], np.repeat([1.2, 2.0, 3.0], 8)

    class Kept(_rings.Many):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            kept.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_rings, "Many", Kept)
        crowd.entry_and_exit(
            **OPENED, g=g, outside=10**-g, start=8, rounds=15, replicates=24, rng=rng(16)
        )
    (market,) = kept
    rings = [Ring(200, one, 10**-one, 8, FEE) for one in g.tolist()]
    for ring, number, *firms in zip(rings, market.number, market.breadth, market.place):
        ring.firms.extend(zip(*(each[:number].tolist() for each in firms)))
    return market, rings


def test_weights_are_those_of_the_firms_after_many_turns(settled):
    """Exactly, by the units that each effort is told in; nearly, by the efforts themselves."""
    market, rings = settled
    for row, ring in enumerate(rings):
        unit = _rings.unit(60 + ring.outside)
        whole = [round(market.rules.outside[row] / unit)] * 200
        for breadth, place in ring.firms:
            for niche in range(place, place + breadth):
                whole[niche % 200] += round(market.rules.own[breadth, row] / unit)
        assert (market.weight[row] / unit).tolist() == whole
    assert abs(market.weight - [ring.weights() for ring in rings]).max() < 1e-12
    assert ((market.breadth > 0) == (np.arange(60) < market.number[:, None])).all()


def spread_payoff(ring, breadth, left_out=None):
    own, weights = breadth**-ring.g, np.array(ring.weights(left_out))
    return breadth * (own / (own + weights)).mean()


def test_at_rest_one_more_would_not_earn_the_fee_and_those_inside_do(settled):
    """One firm of n more or less is 1/n of the rivals: payoffs are within 1/n of the fee.

    An entrant like those inside expects less on average: measured .991 +- .001 of the fee. Those
    inside expect it, with the best of their breadths: four standard errors, of 24 rings.
    """
    entrants, insiders = [], []
    for ring in settled[1]:
        n, best = len(ring.firms), []
        like = [spread_payoff(ring, breadth) / FEE for breadth, _ in ring.firms]
        for firm, (old, _) in enumerate(ring.firms):
            step = max(1, round(old / 10))
            tried = (max(1, old - step), old, old + step)
            best.append(max(spread_payoff(ring, b, firm) for b in tried) / FEE)
        assert max(like) < 1 + 1 / n
        assert min(best) > 1 - 1 / n
        entrants.append(np.mean(like))
        insiders.append(np.mean(best))
    mean, error = mean_and_error(np.array(entrants))
    assert mean + 4 * error < 1
    mean, error = mean_and_error(np.array(insiders))
    assert mean + 4 * error > 1


# What is refused -----------------------------------------------------------------------------

HERE = {"niches": 20, "g": 1.5, "outside": 0.03, "rounds": 2, "replicates": 2, "start": 4}
CALLS = {
    "breadths": HERE | {"firms": 5, "rng": rng()},
    "entry_and_exit": HERE | {"places": 9, "fee": 4.0, "rng": rng()},
}
WHOLE = ("niches", "firms", "places", "rounds", "replicates")
BAD = [
    *((name, bad, "an integer >= 1") for name in WHOLE for bad in (0, -1, 2.0, True, nan)),
    *((name, bad, "a finite number > 0") for name in ("g", "fee") for bad in (0, nan, inf, True)),
    *(("outside", bad, "a finite number >= 0") for bad in (-0.1, nan, inf, True)),
    *(("start", bad, "an integer from 1 to 20") for bad in (0, 21, 2.5, True)),
    *((name, [1, bad], ".*") for name in ("g", "fee", "outside", "start") for bad in (-1, nan)),
    *(
        (name, bad, "one number or 2, one a replicate")
        for name in ("g", "fee", "outside", "start")
        for bad in ([1], [1, 2, 3], [[1, 2]], [])
    ),
    *(("g", bad, r"small enough for niches\*\*-g >= .*") for bad in (8.0, [1.5, 8.0])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "argument", "bad", "rule"),
    [(call, *bad) for call, here in CALLS.items() for bad in BAD if bad[0] in here],
)
def test_bad_input_is_refused_by_name(call, argument, bad, rule):
    with pytest.raises(ValueError, match=rf"^{argument} must be {rule}, got .*"):
        getattr(crowd, call)(**CALLS[call] | {argument: bad})


def test_g_may_be_as_large_as_weights_are_kept_apart():
    """20**-6.9 is 1.06e-9, six times what is needed: 2**16 units, for up to 8 firms."""
    assert 8 * 2.0**-36 < 20**-6.9
    assert crowd.breadths(**CALLS["breadths"] | {"g": 6.9}).shape == (2, 3, 5)


@pytest.mark.parametrize("call", CALLS)
def test_too_much_to_look_at_is_refused_at_once(call):
    large = [(name, 10**9) for name in WHOLE if name in CALLS[call]]
    for name, size in [*large, ("niches", 20_000)]:  # a ring of 3.2 GB
        with pytest.raises(ValueError, match=r"would need .* bytes, the limit is"):
            getattr(crowd, call)(**CALLS[call] | {"g": 0.4, name: size})
