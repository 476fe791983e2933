"""For each function of learning: arguments, and for each parameter a change that shows."""

import numpy as np

from nflsim import finite
from nflsim.learning import simplicity

UNEVEN = [3, 0, 1, 4, 1, 5, 9, 2]
TASKS = {"breadth": 4, "relatedness": 0.5, "noise": 0.6}
TASKED = {
    "breadth": {"breadth": 5},
    "relatedness": {"relatedness": 0.25},
    "noise": {"noise": 0.75},
}
SPLIT = {"budget": 20, "breadth": 4, "relatedness": 0.5}
SPLITTED = {
    "budget": {"budget": 10},
    "breadth": {"breadth": 5},
    "relatedness": {"relatedness": 0.25},
    "unit": {"unit": 2.0},
}
LEARNER = np.array([[0, 0], [0, 1]])
SEEN_LABELS = {"train": [0, 1], "seen": finite.functions(n=8, q=2)[:, [0, 1]]}
LABELLED = {
    "train": {"train": [0, 2]},
    "seen": {"seen": finite.functions(n=8, q=2)[:, [6, 7]]},
}

MODELS = {
    "learning.supervised.count_learners": (
        {"n": 4, "m": 2, "q": 2},
        {"n": {"n": 3}, "m": {"m": 3, "n": 5}, "q": {"q": 3}},
    ),
    "learning.supervised.learners": (
        {"n": 3, "m": 1, "q": 2},
        {"n": {"n": 4}, "m": {"m": 2}, "q": {"q": 3}},
    ),
    "learning.supervised.errors": (
        {"learner": LEARNER, "train": [0], "n": 3, "q": 2},
        {
            "learner": {"learner": 1 - LEARNER},
            "train": {"train": [1]},
            "n": {"n": 2, "learner": [[0], [1]]},
            "q": {"q": 3, "learner": [[0, 1]] * 3},
        },
    ),
    "learning.supervised.uniform_error": ({"q": 2}, {"q": {"q": 3}}),
    "learning.supervised.memoriser_error": (
        {"n": 4, "m": 3, "q": 2},
        {"n": {"n": 5}, "m": {"m": 2}, "q": {"q": 3}},
    ),
    "learning.supervised.expected_error": (
        {"learner": LEARNER, "weights": UNEVEN, "train": [0], "n": 3, "q": 2},
        {
            "learner": {"learner": 1 - LEARNER},
            "weights": {"weights": UNEVEN[::-1]},
            "train": {"train": [1]},
            "n": {"n": 2, "learner": [[0], [1]], "weights": UNEVEN[:4]},
            "q": {"q": 3, "learner": [[0, 1]] * 3, "weights": [*range(27)]},
        },
    ),
    "learning.simplicity.sizes": ({}, {}),
    "learning.simplicity.weights": (
        {"lean": 1.0},
        {"lean": {"lean": 2.0}, "largest": {"largest": 2}},
    ),
    "learning.simplicity.errors": (
        {"learner": simplicity.nearest, "m": 4},
        {"learner": {"learner": simplicity.majority}, "m": {"m": 3}},
    ),
    "learning.simplicity.error": (
        {"learner": simplicity.nearest, "world": simplicity.weights(1.0), "m": 4},
        {
            "learner": {"learner": simplicity.majority},
            "world": {"world": simplicity.weights(2.0)},
            "m": {"m": 3},
        },
    ),
    "learning.simplicity.bayes": (
        {"prior": simplicity.weights(1.0)},
        {"prior": {"prior": simplicity.weights(1.0)[::-1]}},
    ),
    "learning.simplicity.simplest": (SEEN_LABELS, LABELLED),
    "learning.simplicity.most_complex": (SEEN_LABELS, LABELLED),
    "learning.simplicity.nearest": (SEEN_LABELS, LABELLED),
    "learning.simplicity.opposite": (SEEN_LABELS, LABELLED),
    "learning.simplicity.majority": (SEEN_LABELS, LABELLED),
    "learning.perceptron.ones": (
        {"bits": 2, "draws": 50, "rng": 1},
        {"bits": {"bits": 3}, "draws": {"draws": 60}, "rng": {"rng": 2}},
    ),
    "learning.transfer.alone": (
        {"noise": 0.5},
        {"noise": {"noise": 0.6}, "bayes": {"bayes": False}},
    ),
    "learning.transfer.pooled": (TASKS, TASKED),
    "learning.transfer.joint": (TASKS, TASKED),
    "learning.transfer.split": (SPLIT, SPLITTED),
    "learning.transfer.on_all": (SPLIT, SPLITTED),
    "learning.transfer.shared_rank": (
        {"breadth": 4, "relatedness": 0.5, "rank": 2},
        {
            "breadth": {"breadth": 5},
            "relatedness": {"relatedness": 0.25},
            "rank": {"rank": 3},
        },
    ),
    "learning.transfer.experts_risk": (
        {"m": [1, 6], "samples": 100, "noise": 0.3},
        {
            "m": {"m": [1, 5]},
            "samples": {"samples": 200},
            "slope": {"slope": 2.0},
            "noise": {"noise": 0.4},
        },
    ),
    "learning.transfer.best_experts": (
        {"samples": 100, "noise": 0.3},
        {"samples": {"samples": 200}, "slope": {"slope": 2.0}, "noise": {"noise": 0.4}},
    ),
}
