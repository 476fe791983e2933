"""What a Markov chain brings before it is absorbed, to the last digit."""

import numpy as np


def mean_steps(step, goal):
    """Return the mean number of steps from each state until the goal, which all can reach."""
    return mean_sum(step, goal, np.ones(len(step)))


def mean_sum(step, goal, gains):
    """Return the mean sum of what each visit to a state brings, from each state until the goal.

    `step` are the chances to go from state to state, `goal` those to be absorbed, which all can
    be. States are left out one after another, by sums and products of positive numbers only: a
    difference would lose the digits of a step so rare that absorption takes very long.
    """
    step, goal, gains = step.copy(), goal.copy(), np.array(gains, dtype=float)
    np.fill_diagonal(step, 0)
    leave, total = np.empty(len(step)), np.empty(len(step))
    for z in reversed(range(len(step))):
        # Who came to z goes on as z does, and gains what z brings.
        leave[z] = step[z, :z].sum() + goal[z]
        froms, tos = np.flatnonzero(step[:z, z]), np.flatnonzero(step[z, :z])
        share = step[froms, z] / leave[z]
        more = np.outer(share, step[z, tos])
        more[froms[:, None] == tos] = 0
        step[np.ix_(froms, tos)] += more
        goal[froms] += share * goal[z]
        gains[froms] += share * gains[z]
    for z in range(len(step)):
        total[z] = (gains[z] + step[z, :z] @ total[:z]) / leave[z]
    return total
