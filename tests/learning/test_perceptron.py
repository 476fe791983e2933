from math import atan2, pi

import numpy as np
import pytest

from nflsim.learning import perceptron


@pytest.mark.parametrize("bits", [1, 2, 3, 4, 5])
def test_perceptrons_say_one_at_any_number_of_points_alike(bits):
    """Within 4 standard errors of a share p = 2**-n of the draws, whatever t below 2**n."""
    draws, p = 40000, 2.0**-bits
    counts = perceptron.ones(bits=bits, draws=draws, rng=np.random.default_rng(1))
    assert (len(counts), counts[-1], counts.sum()) == (2**bits + 1, 0, draws)
    assert abs(counts[:-1] - draws * p).max() < 4 * (draws * p * (1 - p)) ** 0.5


def test_perceptrons_of_two_inputs_match_their_angles():
    """One row of normals a perceptron: the signs of w1, w2 and w1 + w2 hang on the angle alone."""
    ones = [0, 0, 1, 2, 3, 3, 2, 1]  # by eighths of the circle from -pi
    assert [ones.count(t) for t in range(4)] == [2] * 4
    drawn = np.random.default_rng(2).standard_normal((20000, 2)).tolist()
    says = [ones[int((atan2(w2, w1) + pi) / (pi / 4))] for w1, w2 in drawn]
    found = perceptron.ones(bits=2, draws=20000, rng=np.random.default_rng(2))
    assert found.tolist() == [says.count(t) for t in range(5)]


@pytest.mark.parametrize(
    ("name", "bad", "rule"),
    [
        ("bits", 0, "an integer from 1 to 10"),
        ("bits", 11, "an integer from 1 to 10"),
        ("draws", 0, "an integer >= 1"),
        ("draws", 1.5, "an integer >= 1"),
    ],
)
def test_bad_input_is_refused_by_name(name, bad, rule):
    with pytest.raises(ValueError, match=f"^{name} must be {rule}, got {bad}$"):
        perceptron.ones(**{"bits": 2, "draws": 1, "rng": np.random.default_rng(3)} | {name: bad})
