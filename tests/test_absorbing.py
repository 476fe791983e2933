from fractions import Fraction

import numpy as np
import pytest

from nflsim import _absorbing


def test_a_hand_worked_chain():
    """From 0 always to 1, from there to 0 or to the goal: T0 = 1 + T1 and T1 = 1 + T0 / 2."""
    step = np.array([[0.0, 1.0], [0.5, 0.0]])
    assert _absorbing.mean_steps(step, np.array([0.0, 0.5])).tolist() == [4.0, 3.0]


def test_waiting_in_place_is_counted_and_arguments_are_kept():
    step, goal = np.array([[0.75]]), np.array([0.25])
    assert _absorbing.mean_steps(step, goal).tolist() == [4.0]
    assert (step[0, 0], goal[0]) == (0.75, 0.25)


@pytest.mark.parametrize("size", [2, 5, 40])
def test_a_chain_so_slow_that_differences_would_lose_all_digits(size):
    """Up with chance 1/9, else down: from z to z + 1 takes 9 + 8 times what the rung below took."""
    step, goal = np.zeros((size, size)), np.zeros(size)
    for z in range(size):
        step[z, max(z - 1, 0)] += 8 / 9
        if z + 1 < size:
            step[z, z + 1] = 1 / 9
    goal[-1] = 1 / 9
    climb, total = Fraction(0), Fraction(0)
    for _ in range(size):
        climb = 9 + 8 * climb
        total += climb
    assert _absorbing.mean_steps(step, goal)[0] == pytest.approx(float(total), rel=1e-12)
