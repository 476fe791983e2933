"""How long a Markov chain goes on before it is absorbed, to the last digit."""

import numpy as np


def mean_steps(step, goal):
    """Return the mean number of steps from each state until the goal, which all can reach.

    `step` are the chances to go from state to state, `goal` those to be absorbed. States are
    left out one after another, by sums and products of positive numbers only: a difference would
    lose the digits of a step so rare that absorption takes very long.
    """
    step, goal = step.copy(), goal.copy()
    np.fill_diagonal(step, 0)
    cost, leave, time = np.ones(len(step)), np.empty(len(step)), np.empty(len(step))
    for z in reversed(range(len(step))):
        # Who came to z goes on as z does, and pays for its stay there.
        leave[z] = step[z, :z].sum() + goal[z]
        share = step[:z, z] / leave[z]
        more = np.outer(share, step[z, :z])
        np.fill_diagonal(more, 0)
        step[:z, :z] += more
        goal[:z] += share * goal[z]
        cost[:z] += share * cost[z]
    for z in range(len(step)):
        time[z] = (cost[z] + step[z, :z] @ time[:z]) / leave[z]
    return time
