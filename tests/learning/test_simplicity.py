from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb, inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim.learning import simplicity

A, B, C = 0b00001111, 0b00110011, 0b01010101  # the inputs at points abc = 000, 001, ..., 111
TABLE = list(product((0, 1), repeat=8))
HALF, OTHERS = Fraction(1, 2), ("simplest", "most_complex", "nearest", "opposite", "majority")
NAMED = {name: getattr(simplicity, name) for name in OTHERS}


def searched():
    """Return the sizes by growing formulas, all 16 gates by their truth tables, in plain Python."""
    layers, size = [{0, 255, A, B, C}], {}
    while layers[-1]:
        size |= {f: len(layers) - 1 for f in layers[-1]}
        grown = set()
        for i in range(len(layers)):
            for x, y in product(layers[i], layers[len(layers) - 1 - i]):
                cells = (~x & ~y & 255, ~x & y & 255, x & ~y & 255, x & y)
                for gate in range(16):
                    grown.add(sum(cell for k, cell in enumerate(cells) if gate >> k & 1))
        layers.append(grown - size.keys())
    return [size[f] for f in range(256)]


SIZES = searched()


# Sizes ---------------------------------------------------------------------------------------


def test_sizes_match_a_search_over_all_gates():
    simplicity.sizes()[:] = 9  # of a copy
    assert simplicity.sizes().tolist() == SIZES
    assert [SIZES.count(size) for size in range(5)] == [5, 33, 114, 80, 24]
    choice, majority = A & B | ~A & C, A & B | A & C | B & C
    assert [SIZES[f] for f in (A ^ C, A & B & C, A ^ B ^ C, choice, majority)] == [1, 2, 2, 3, 4]


def test_sizes_do_not_depend_on_the_names_of_inputs_and_gates_negate_for_nothing():
    size, table, cube = simplicity.sizes(), np.array(TABLE), np.arange(8).reshape(2, 2, 2)
    for order in permutations(range(3)):
        renamed = np.packbits(table[:, cube.transpose(order).ravel()], axis=1).ravel()
        assert (size[renamed] == size).all()
    bare = [A, B, C, 255 - A, 255 - B, 255 - C]
    assert set(np.flatnonzero(size[::-1] != size)) == set(bare)
    for axis in range(3):
        negated = np.packbits(table[:, np.flip(cube, axis).ravel()], axis=1).ravel()
        assert set(np.flatnonzero(size[negated] != size)) == {bare[axis], bare[axis + 3]}
    assert size[bare].tolist() == [0] * 3 + [1] * 3


def test_weights_match_their_definition():
    for lean, largest in product((0, 1, 2.5), range(5)):
        exact = np.array([2.0 ** (-lean * size) * (size <= largest) for size in SIZES])
        found = simplicity.weights(lean, largest=largest)
        assert np.allclose(found, exact / exact.sum(), 1e-14, 0)


# Errors --------------------------------------------------------------------------------------


def share(votes):
    """Return the weighted share of ones among votes, (weight, label), or a half without any."""
    votes = list(votes)
    total = sum(weight for weight, _ in votes)
    return Fraction(sum(weight * label for weight, label in votes), total) if total else HALF


def said(name, prior, seen, fits, x):
    """Return a learner's chance to say 1 at x, given labels by points and the targets that fit."""
    if name == "opposite":
        return 1 - said("nearest", prior, seen, fits, x)
    if name == "nearest":
        far = {p: (p ^ x).bit_count() for p in seen}
        return share((1, seen[p]) for p in seen if far[p] == min(far.values()))
    if name in ("simplest", "most_complex"):
        extreme = (min if name == "simplest" else max)(SIZES[f] for f in fits)
        return share((1, TABLE[f][x]) for f in fits if SIZES[f] == extreme)
    labels = [(1, label) for label in seen.values()]
    ones = share([(prior[f], TABLE[f][x]) for f in fits] if name == "bayes" else labels)
    return HALF if ones == HALF else Fraction(ones > HALF)


def worked(name, prior, m):
    """Return a learner's error off the training set on every target: all sets, all rows."""
    wrong = [Fraction(0)] * 256
    for train in combinations(range(8), m):
        rows = {}
        for f in range(256):
            rows.setdefault(tuple(TABLE[f][p] for p in train), []).append(f)
        for x in set(range(8)) - set(train):
            for labels, fits in rows.items():
                one = said(name, prior, dict(zip(train, labels)), fits, x)
                for f in fits:
                    wrong[f] += 1 - one if TABLE[f][x] else one
    return [each / comb(8, m) / (8 - m) for each in wrong]


@pytest.mark.parametrize("name", ["bayes", *NAMED])
@pytest.mark.parametrize("m", [0, 1, 6, 7])
def test_errors_match_plain_python(name, m):
    """A world of any weights; a prior that excludes most of what it meets, and has ties."""
    rng = np.random.default_rng(m)
    world, prior = rng.integers(0, 9, size=256), rng.integers(0, 3, size=256)
    prior[rng.random(256) < (0.97 if m > 2 else 0.5)] = 0
    learner = NAMED.get(name) or simplicity.bayes(prior / prior.sum())
    exact = worked(name, prior.tolist(), m)
    assert np.allclose(simplicity.errors(learner, m=m), np.array(exact, dtype=float), 0, 1e-13)
    mean = sum(w * each for w, each in zip(world.tolist(), exact)) / int(world.sum())
    assert abs(simplicity.error(learner, world / world.sum(), m=m) - mean) < 1e-13


PUBLISHED = {
    (1, 4): (0.426887, 0.438458, 0.535981, 0.448548, 0.551452, 0.468351),
    (2, 4): (0.332996, 0.348713, 0.574615, 0.388448, 0.611552, 0.439044),
    (4, 4): (0.144511, 0.153643, 0.633154, 0.275213, 0.724787, 0.397864),
    (4, 6): (0.072059, 0.072754, 0.687707, 0.270258, 0.729742, 0.416942),
}


@pytest.mark.parametrize(("lean", "m"), PUBLISHED)
def test_the_published_table(lean, m):
    world = simplicity.weights(lean)
    for learner, error in zip((simplicity.bayes(world), *NAMED.values()), PUBLISHED[lean, m]):
        assert round(simplicity.error(learner, world, m=m), 6) == error


@pytest.mark.parametrize("m", range(8))
def test_all_errors_are_a_half_where_all_targets_weigh_alike(m):
    flat = simplicity.weights(0)
    priors = (flat, simplicity.weights(4), simplicity.weights(0, largest=1))
    for learner in (*map(simplicity.bayes, priors), *NAMED.values(), tabled(m)):
        assert abs(simplicity.error(learner, flat, m=m) - 0.5) < 1e-12


def tabled(seed):
    """Return a learner that says anything at all: chances from a table, by the labels seen."""

    def guess(train, seen):
        rows = (seen @ (1 << np.arange(len(train)))).astype(int)
        return np.random.default_rng([seed, *train]).random((2 ** len(train), 8))[rows]

    return guess


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.integers(0, 2**32), st.sampled_from([0, 1, 2, 3, 5, 6, 7]), st.floats(0, 0.99))
def test_nobody_beats_bayes_in_its_own_world(seed, m, gone):
    rng = np.random.default_rng(seed)
    world = rng.random(256) * (rng.random(256) >= gone) + 1e-9
    world /= world.sum()
    best = simplicity.error(simplicity.bayes(world), world, m=m)
    for learner in (tabled(seed), *NAMED.values()):
        assert best <= simplicity.error(learner, world, m=m) + 1e-12


@pytest.mark.parametrize("lean", [1e-6, 1e-5, 1e-4, 0.01])
def test_a_small_lean_is_no_tie(lean):
    """The simplest gains lean/20 on a world nearly flat; Bayes gains as much or more."""
    world = simplicity.weights(lean)
    simple = simplicity.error(simplicity.simplest, world, m=4)
    best = simplicity.error(simplicity.bayes(world), world, m=4)
    assert best - 1e-12 <= simple < 0.5 - lean / 20


def test_specialist_and_generalist_cross_nearly_touch_and_meet():
    """Rows: who knows the class, L <= 0, ..., 4; who knows L <= 1; who leans by 1."""
    worlds = [simplicity.weights(0, largest=largest) for largest in range(5)]
    pairs = [(world, world) for world in worlds]
    pairs += [(prior, w) for prior in (worlds[1], simplicity.weights(1)) for w in worlds[1:]]
    found = [simplicity.error(simplicity.bayes(prior), world, m=4) for prior, world in pairs]
    assert [round(each, 3) for each in found[:5]] == [0.026, 0.295, 0.429, 0.466, 0.5]
    assert [round(each, 4) for each in found[5:9]] == [0.2947, 0.4526, 0.4813, 0.5]
    assert [round(each, 4) for each in found[9:]] == [0.3075, 0.4331, 0.4815, 0.5]


def test_coins_are_tossed_on_ties_and_where_nothing_fits():
    """By a prior that admits 0, 1, a, b and c."""
    few, table = simplicity.bayes(simplicity.weights(0, largest=0)), np.array(TABLE)
    guess = few([0, 7], table[:, [0, 7]])  # labels 0, 1: a, b or c; labels 1, 0: none
    assert guess[0b00000001].tolist() == [0, 0, 0, 1, 0, 1, 1, 1]
    assert (guess[0b10000000] == 0.5).all()
    guess = few([0, 4, 7], table[:, [0, 4, 7]])  # labels 0, 0, 1: b or c
    assert guess[0b00000001].tolist() == [0, 0.5, 0.5, 1, 0, 0.5, 0.5, 1]


def test_learners_may_answer_in_whole_numbers():
    for kind in (np.uint8, bool, int, float):
        found = simplicity.errors(lambda *_, kind=kind: np.zeros((256, 8), dtype=kind), m=4)
        assert np.allclose(found, np.sum(TABLE, axis=1) / 8, 0, 1e-13)


# What is refused -----------------------------------------------------------------------------

HERE = {
    "weights": {"lean": 1, "largest": 4},
    "error": {"learner": simplicity.nearest, "world": simplicity.weights(0), "m": 4},
    "errors": {"learner": simplicity.nearest, "m": 4},
}
BAD = {
    ("weights", "lean", "a finite number >= 0"): (-1, nan, inf),
    ("weights", "largest", "an integer from 0 to 4"): (-1, 5, 2.0),
    ("errors", "m", "an integer from 0 to 7"): (-1, 8, 4.0),
}


@pytest.mark.parametrize(("call", "name", "rule"), BAD)
def test_bad_input_is_refused_by_name(call, name, rule):
    for bad in BAD[call, name, rule]:
        with pytest.raises(ValueError, match=f"^{name} must be {rule}, got {bad}$"):
            getattr(simplicity, call)(**HERE[call] | {name: bad})
    for bad in ([1.0], np.ones(256), np.full(256, nan)):
        with pytest.raises(ValueError, match=r"^world must be 256 numbers >= 0 of sum 1, got "):
            simplicity.error(**HERE["error"] | {"world": bad})
        with pytest.raises(ValueError, match=r"^prior must be 256 numbers >= 0 of sum 1, got "):
            simplicity.bayes(bad)
