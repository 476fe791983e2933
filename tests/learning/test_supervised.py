from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import finite
from nflsim.learning import supervised

steady = settings(deadline=None, derandomize=True, max_examples=30)

# n, m, q and the published number of learners.
ALL = [(3, 2, 2, 16), (3, 1, 2, 16), (4, 2, 2, 256), (4, 3, 2, 256), (3, 2, 3, 19683)]


def worked(learner, train, n, q):
    """Return the wrong labels on every target, in plain Python: rows and targets in order."""
    rows = {seen: row for row, seen in enumerate(product(range(q), repeat=len(train)))}
    wrong = []
    for target in product(range(q), repeat=n):
        said = iter(learner[rows[tuple(target[point] for point in train)]])
        wrong.append(sum(next(said) != target[x] for x in range(n) if x not in train))
    return wrong


def random_learner(rng, n, m, q, many=()):
    return rng.integers(q, size=(*many, q**m, n - m))


# Every learner on every target ---------------------------------------------------------------


@pytest.mark.parametrize(("n", "m", "q", "count"), [*ALL, (2, 0, 3, 9), (2, 1, 1, 1)])
def test_learners_are_all_rules_each_once(n, m, q, count):
    table = supervised.learners(n=n, m=m, q=q)
    assert supervised.count_learners(n=n, m=m, q=q) == count
    assert table.shape == (count, q**m, n - m)
    found = {tuple(row) for row in table.reshape(count, -1).tolist()}
    assert found == set(product(range(q), repeat=q**m * (n - m)))


@pytest.mark.parametrize(("n", "m", "q", "count"), ALL)
def test_all_learners_have_one_histogram_of_errors(n, m, q, count):
    """Each row of labels seen is followed once by each row of others: q**m C(n-m, e) (q-1)**e."""
    expected = [q**m * comb(n - m, e) * (q - 1) ** e for e in range(n - m + 1)]
    for train in combinations(range(n), m):
        found = supervised.errors(supervised.learners(n=n, m=m, q=q), train=train, n=n, q=q)
        assert found.shape == (count, q**n)
        for e, targets in enumerate(expected):
            assert ((found == e).sum(axis=1) == targets).all()
        share = Fraction(int(found[0].sum()), (n - m) * q**n)
        assert share == supervised.uniform_error(q) == 1 - Fraction(1, q)


@pytest.mark.parametrize(("n", "m", "q"), [(1, 0, 2), (3, 0, 2), (3, 1, 3), (4, 3, 2), (4, 2, 3)])
def test_errors_match_targets_one_by_one_in_any_order_of_training(n, m, q):
    rng = np.random.default_rng(1)
    for train in permutations(range(n), m):
        learner = random_learner(rng, n=n, m=m, q=q)
        found = supervised.errors(learner, train=train, n=n, q=q)
        assert found.tolist() == worked(learner.tolist(), train, n, q)


def test_a_copy_of_one_label_by_hand():
    """Seen: the labels of 2, then of 0. Said of 1: the label of 2. Targets 000, 001, ..., 111."""
    copy = [[0], [0], [1], [1]]
    found = supervised.errors(copy, train=[2, 0], n=3, q=2)
    assert found.tolist() == [0, 1, 1, 0, 0, 1, 1, 0]
    # In the other order the same rows say the label of 0.
    assert supervised.errors(copy, train=[0, 2], n=3, q=2).tolist() == [0, 0, 1, 1, 1, 1, 0, 0]


def test_many_learners_at_once_are_each_as_alone():
    many = random_learner(np.random.default_rng(2), n=4, m=2, q=3, many=(2, 5))
    found = supervised.errors(many, train=[3, 1], n=4, q=3)
    assert found.shape == (2, 5, 81)
    for i, j in np.ndindex(2, 5):
        assert found[i, j].tolist() == worked(many[i, j].tolist(), [3, 1], 4, 3)


@steady
@given(st.permutations(range(4)), st.integers(0, 3), st.integers(0, 2**32))
def test_points_may_be_renamed(names, m, seed):
    """Training points, test points and targets alike: point x becomes names[x]."""
    rng, off = np.random.default_rng(seed), range(m, 4)
    learner = random_learner(rng, n=4, m=m, q=2)
    before = supervised.errors(learner, train=range(m), n=4, q=2)
    # Test points stand in rising order of their new names.
    renamed = learner[:, np.argsort([names[x] for x in off])]
    after = supervised.errors(renamed, train=[names[x] for x in range(m)], n=4, q=2)
    table = finite.functions(n=4, q=2)
    moved = np.empty_like(table)
    moved[:, names] = table
    assert (after[finite.number(moved, q=2)] == before).all()


# Targets that are not alike ------------------------------------------------------------------


@pytest.mark.parametrize("m", [0, 1, 2])
def test_expected_error_matches_fractions(m):
    rng = np.random.default_rng(3)
    for train in permutations(range(3), m):
        learner, here = random_learner(rng, n=3, m=m, q=3), {"train": train, "n": 3, "q": 3}
        above, below = rng.integers(0, 5, size=27).tolist(), rng.integers(1, 7, size=27).tolist()
        weights = [Fraction(a, b) for a, b in zip(above, below)]
        found = supervised.expected_error(learner, weights, **here)
        wrong = worked(learner.tolist(), train, 3, 3)
        assert isinstance(found, Fraction)
        assert found == sum(w * e for w, e in zip(weights, wrong)) / sum(weights) / (3 - m)
        even = supervised.expected_error(learner, [1] * 27, **here)
        assert even == supervised.uniform_error(3)


def fair(members, train):
    """Return whether each label off the training set is as often 0 as 1, given the labels seen."""
    targets = [target for f, target in enumerate(product((0, 1), repeat=3)) if f in members]
    for seen in product((0, 1), repeat=len(train)):
        fits = [target for target in targets if tuple(target[x] for x in train) == seen]
        off = [x for x in range(3) if x not in train]
        if any(2 * sum(target[x] for target in fits) != len(fits) for x in off):
            return False
    return True


@pytest.mark.parametrize(("m", "classes", "closed"), [(0, 17, 5), (1, 15, 3), (2, 15, 1)])
def test_learners_tie_on_a_class_iff_what_is_seen_tells_nothing(m, classes, closed):
    """All 255 classes of targets of 3 bits, all learners; closure under permutation is not enough.

    Nothing seen: sets of corners of a cube around its middle. Pairs of opposite corners make
    2**4 - 1, and there are two tetrahedra. One label: either half of the targets holds none,
    all, {00, 11} or {01, 10}: 4 * 4 - 1. Two: each row seen has none or both: 2**4 - 1.
    Closed, by the numbers of ones admitted: 02, 03, 12, 13, 0123; then 02, 13, 0123; then 0123.
    """
    train, ties, shut = list(range(m)), 0, 0
    table = supervised.errors(supervised.learners(n=3, m=m, q=2), train=train, n=3, q=2)
    for members in (np.flatnonzero(row) for row in finite.functions(n=8, q=2)[1:]):
        totals = table[:, members].sum(axis=1)
        assert fair(members, train) == (totals == totals[0]).all()
        ties += fair(members, train)
        shut += fair(members, train) and finite.is_closed(members, n=3, q=2)
    assert (ties, shut) == (classes, closed)


def test_one_label_is_enough_on_a_class_closed_under_permutation():
    """One of three points has label 1. Whoever sees two labels knows the third."""
    members = finite.closure([1], n=3, q=2)
    assert members.tolist() == [1, 2, 4]
    weights = finite.indicator(members, n=3, q=2)
    knows, fool = [[1], [0], [0], [0]], [[0], [1], [1], [1]]
    for train in combinations(range(3), 2):
        here = {"train": train, "n": 3, "q": 2}
        assert supervised.expected_error(knows, weights, **here) == 0
        assert supervised.expected_error(fool, weights, **here) == 1


def test_equal_means_do_not_make_equal_histograms():
    """Even numbers of ones, one label seen: the others are 00 or 11 after 0, 01 or 10 after 1."""
    weights = finite.indicator([0b000, 0b011, 0b101, 0b110], n=3, q=2)
    inside = np.array(weights, dtype=bool)
    bold, safe = [[0, 0], [0, 1]], [[0, 1], [0, 0]]
    for learner, histogram in ((bold, [0, 0, 2, 2]), (safe, [1, 1, 1, 1])):
        found = supervised.errors(learner, train=[0], n=3, q=2)
        assert sorted(found[inside].tolist()) == histogram
        half = supervised.expected_error(learner, weights, train=[0], n=3, q=2)
        assert half == Fraction(1, 2)


# The trap ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "m", "q"), [(4, 3, 2), (3, 2, 3), (2, 4, 2), (3, 0, 2), (1, 0, 3), (1, 2, 3), (2, 3, 1)]
)
def test_memoriser_matches_all_draws_of_training_and_test(n, m, q):
    """Whatever it says of a point not seen: here the last label seen, or 0."""
    wrong = cases = 0
    for target in product(range(q), repeat=n):
        for *seen, test in product(range(n), repeat=m + 1):
            label = target[test] if test in seen else target[seen[-1]] if seen else 0
            wrong, cases = wrong + (label != target[test]), cases + 1
    assert supervised.memoriser_error(n=n, m=m, q=q) == Fraction(wrong, cases)


def test_the_published_memoriser_beats_all_off_the_training_set():
    assert supervised.memoriser_error(n=4, m=3, q=2) == Fraction(27, 128) < Fraction(1, 2)


# What is refused -----------------------------------------------------------------------------

HERE = {"learner": [[0], [1]], "train": [0], "n": 2, "q": 2}
SIZES = {"n": 3, "m": 1, "q": 2}


@pytest.mark.parametrize("call", ["count_learners", "learners", "memoriser_error"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        *(({"n": bad}, f"n must be an integer >= 1, got {bad}") for bad in (0, 2.0)),
        *(({"q": bad}, f"q must be an integer .*1.*, got {bad}") for bad in (0, True)),
        *(({"m": bad}, f"m must be an integer .*0.*, got {bad}") for bad in (-1, 1.5)),
    ],
)
def test_bad_sizes_are_refused_by_name(call, change, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        getattr(supervised, call)(**SIZES | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"train": [2]}, "train must be an integer from 0 to 1, got 2$"),
        ({"train": [0.0]}, r"train must be an integer from 0 to 1, got 0\.0$"),
        ({"train": [0, 0]}, r"train must be fewer than 2, different, got \[0, 0\]$"),
        ({"train": [0, 1]}, r"train must be fewer than 2, different, got \[0, 1\]$"),
        ({"learner": [0, 1]}, r"learner must be labels of shape \(\.\.\., 2, 1\), got \(2,\)$"),
        ({"learner": [[0, 1]]}, r"learner must be .* of shape \(\.\.\., 2, 1\), got \(1, 2\)$"),
        # A learner of the right shape and wrong labels is not told that its shape is right.
        *(
            ({"learner": [[0], [bad]]}, r"learner must be .*, got (?!\(2, 1\)$)")
            for bad in (2, -1, 0.5, float("nan"))
        ),
    ],
)
def test_bad_input_is_refused_by_name(change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        supervised.errors(**HERE | change)
    with pytest.raises(ValueError, match=f"^{message}"):
        supervised.expected_error(weights=[1] * 4, **HERE | change)


def test_other_bad_input_is_refused_by_name():
    for bad, message in (([1] * 3, "4 numbers, got 3"), ([0] * 4, ">= 0 and not all 0, got")):
        with pytest.raises(ValueError, match=f"^weights must be {message}"):
            supervised.expected_error(weights=bad, **HERE)
    with pytest.raises(ValueError, match=r"^q must be an integer >= 1, got 0$"):
        supervised.uniform_error(0)
    with pytest.raises(ValueError, match=r"^m must be an integer from 0 to 2, got 3$"):
        supervised.count_learners(n=3, m=3, q=2)
    with pytest.raises(ValueError, match=r"^all learners for n=4, m=3, q=3 would need 205,891,"):
        supervised.learners(n=4, m=3, q=3)
    many = np.zeros((2**17, 4, 8), dtype=np.uint8)
    with pytest.raises(ValueError, match=r"^the errors would need [0-9,]+ bytes, the limit is"):
        supervised.errors(many, train=[0, 1], n=10, q=2)
    with pytest.raises(ValueError, match=r"^learner must be .*, got "):
        supervised.expected_error(weights=[1] * 4, **HERE | {"learner": [[[0], [1]]] * 4})
