"""For each function of evolution: arguments, and for each parameter a change that shows."""

import numpy as np

NICHES = {"niches": [-1.0, 1.5], "shares": [0.5, 0.5], "width": 1.0}
NICHED = {
    "niches": {"niches": [-1.0, 1.0]},
    "shares": {"shares": [0.25, 0.75]},
    "width": {"width": 0.8},
}
SITES = np.linspace(-2, 2, 21)
FINE = np.linspace(-2, 2, 41)
PEOPLE = {"size": 60, "rate": 0.5, "jump": 0.2, "generations": [1, 4], "replicates": 2, "rng": 1}
PEOPLED = {
    "size": {"size": 61},
    "rate": {"rate": 0.9},
    "jump": {"jump": 0.4},
    "generations": {"generations": [1, 5]},
    "replicates": {"replicates": 3},
    "rng": {"rng": 2},
    "start": {"start": 0.5},
}
CHANCELESS = ("size", "replicates", "rng")
RANGE = {"reach": 0.5, "spread": 1.0}
RANGED = {"reach": {"reach": 0.6}, "spread": {"spread": 1.2}}


def without(arguments, names):
    return {name: value for name, value in arguments.items() if name not in names}


MODELS = {
    "evolution.fitness_sets.payoffs": (
        {"x": 0.5, "niches": [-1.0, 1.5], "width": 1.0},
        {"x": {"x": 0.25}, "niches": NICHED["niches"], "width": NICHED["width"]},
    ),
    "evolution.fitness_sets.log_payoffs": (
        {"x": 0.5, "niches": [-1.0, 1.5], "width": 1.0},
        {"x": {"x": 0.25}, "niches": NICHED["niches"], "width": NICHED["width"]},
    ),
    "evolution.fitness_sets.log_mean": (
        {"logs": np.array([0.0, 1.0]), "weights": np.array([0.5, 0.5])},
        {"logs": {"logs": np.array([0.0, 2.0])}, "weights": {"weights": np.array([0.25, 0.75])}},
    ),
    "evolution.fitness_sets.fitness": (
        {"x": 0.5, "niches": [-1.0, 1.5], "weights": [0.5, 0.5], "width": 1.0, "order": 1},
        {
            "x": {"x": 0.25},
            "niches": NICHED["niches"],
            "weights": {"weights": [0.25, 0.75]},
            "width": NICHED["width"],
            "order": {"order": 0},
        },
    ),
    "evolution.fitness_sets.specialist": (
        {"m": 1.5, "width": 1.0},
        {"m": {"m": 1.25}, "width": NICHED["width"]},
    ),
    "evolution.fitness_sets.cusp": (
        {"distance": 3.0, "width": 1.0},
        {"distance": {"distance": 2.5}, "width": NICHED["width"]},
    ),
    "evolution.fitness_sets.tolerance_fitness": (
        {"variance": 1.0, "spread": 1.0, "order": 0},
        {
            "variance": {"variance": 2.0},
            "spread": {"spread": 0.5},
            "order": {"order": 1},
            "bias": {"bias": 0.5},
        },
    ),
    "evolution.bet_hedging.seed_growth": (
        {"sown": 0.25, "p": 0.5, "good": 3.0, "dormant": 0.9},
        {
            "sown": {"sown": 0.5},
            "p": {"p": 0.6},
            "good": {"good": 2.0},
            "dormant": {"dormant": 1.0},
        },
    ),
    "evolution.bet_hedging.best_sown": (
        {"p": 0.5, "good": 3.0, "dormant": 0.9},
        {"p": {"p": 0.6}, "good": {"good": 2.0}, "dormant": {"dormant": 1.0}},
    ),
    "evolution.bet_hedging.stake_growth": (
        {"shares": [0.5, 0.5], "p": [0.25, 0.75], "odds": [2, 3]},
        {
            "shares": {"shares": [0.25, 0.75]},
            "p": {"p": [0.5, 0.5]},
            "odds": {"odds": [3, 2]},
        },
    ),
    "evolution.bet_hedging.divergence": (
        {"p": [0.25, 0.75], "shares": [0.5, 0.5]},
        {"p": {"p": [0.5, 0.5]}, "shares": {"shares": [0.25, 0.75]}},
    ),
    "evolution.bet_hedging.effective_breadth": (
        {"shares": [0.5, 0.5]},
        {"shares": {"shares": [0.25, 0.75]}},
    ),
    "evolution.bet_hedging.mixture_growth": (
        {
            "phenotypes": [-1.0, 1.0],
            "shares": [0.5, 0.5],
            "niches": [-1.0, 1.5],
            "weights": [0.5, 0.5],
            "width": 1.0,
        },
        {"phenotypes": {"phenotypes": [0.0, 1.0]}, "weights": {"weights": [0.25, 0.75]}, **NICHED},
    ),
    "evolution.bet_hedging.best_mixture": (
        {"m": 1.5, "p": 0.6, "width": 1.0},
        {"m": {"m": 1.25}, "p": {"p": 0.5}, "width": NICHED["width"]},
    ),
    "evolution.adaptive.invasion_fitness": (
        {"mutant": 0.5, "resident": 0.0, **NICHES},
        {"mutant": {"mutant": 0.25}, "resident": {"resident": 0.25}, **NICHED},
    ),
    "evolution.adaptive.rare_growth": (
        {"mutant": 0.5, "residents": [-1.0, 1.0], "parts": [0.5, 0.5], **NICHES},
        {
            "mutant": {"mutant": 0.25},
            "residents": {"residents": [-1.0, 0.5]},
            "parts": {"parts": [0.25, 0.75]},
            **NICHED,
        },
    ),
    "evolution.adaptive.singular_point": (
        {"niches": [-1.0, 1.5], "shares": [0.5, 0.5]},
        {"niches": NICHED["niches"], "shares": NICHED["shares"]},
    ),
    "evolution.adaptive.bends_up": (NICHES, NICHED),
    "evolution.adaptive.is_branching_point": (
        {"niches": [-1.5, 1.5], "shares": [0.5, 0.5], "width": 1.0},
        {
            "niches": {"niches": [-0.5, 0.5]},
            "shares": {"shares": [0.05, 0.95]},
            "width": {"width": 2.0},
        },
    ),
    "evolution.adaptive.invasion_map": (
        {"phenotypes": [0.0, 0.5], **NICHES},
        {"phenotypes": {"phenotypes": [0.0, 0.25]}, **NICHED},
    ),
    "evolution.adaptive.coexist": (
        {"w": [2.0, 0.6], "shares": [0.5, 0.5]},
        {"w": {"w": [2.0, 0.9]}, "shares": {"shares": [0.1, 0.9]}},
    ),
    "evolution.adaptive.alleles_coexist": (
        {"u": [1.2, 0.5], "v": [0.5, 1.2], "shares": [0.5, 0.5]},
        {
            "u": {"u": [1.2, 1.3]},
            "v": {"v": [1.3, 1.2]},
            "shares": {"shares": [0.99, 0.01]},
        },
    ),
    "evolution.competition.kernel": (
        {"difference": 0.5, "reach": 0.5},
        {"difference": {"difference": 0.25}, "reach": RANGED["reach"]},
    ),
    "evolution.competition.invasion_fitness": (
        {"mutant": 0.5, "resident": 0.0, **RANGE},
        {"mutant": {"mutant": 0.25}, "resident": {"resident": 0.25}, **RANGED},
    ),
    "evolution.competition.is_branching_point": (
        RANGE,
        {"reach": {"reach": 2.0}, "spread": {"spread": 0.25}},
    ),
    "evolution.competition.pair": (RANGE, RANGED),
    "evolution.competition.continuum": (RANGE, RANGED),
    "evolution.competition.least_distance": (
        {"width": 1.0},
        {"width": {"width": 2.0}, "carried": {"carried": [1, 0.9, 1]}},
    ),
    "evolution.competition.community": (
        {
            "sites": SITES,
            "size": 60,
            "rate": 0.5,
            "jump": 0.2,
            "times": [0.5, 2],
            "replicates": 2,
            "rng": 1,
            **RANGE,
        },
        {
            "sites": {"sites": FINE},
            "size": {"size": 61},
            "rate": {"rate": 0.9},
            "jump": {"jump": 0.4},
            "times": {"times": [0.5, 3]},
            "replicates": {"replicates": 3},
            "rng": {"rng": 2},
            **RANGED,
        },
    ),
    "evolution.lattice.checked": (
        {"sites": [-1, 0, 1], "niches": [0.5]},
        {"sites": {"sites": [-2, 0, 2]}, "niches": {"niches": [1.5]}},
    ),
    "evolution.lattice.mutation": (
        {"sites": SITES, "rate": 0.5, "jump": 0.2},
        {"sites": {"sites": FINE}, "rate": {"rate": 0.25}, "jump": {"jump": 0.4}},
    ),
    "evolution.lattice.variance": (
        {"sites": [-1, 0, 1], "counts": [3, 4, 2]},
        {"sites": {"sites": [-2, 0, 2]}, "counts": {"counts": [3, 4, 3]}},
    ),
    "evolution.lattice.branches": (
        {"sites": [-2, -1, 1, 2], "counts": [3, 4, 2, 1]},
        {"sites": {"sites": [-3, -1, 1, 2]}, "counts": {"counts": [3, 4, 3, 1]}},
    ),
    "evolution.population.individuals": (PEOPLE | NICHES, PEOPLED | NICHED),
    "evolution.population.counts": (
        {"sites": SITES, **PEOPLE, **NICHES},
        {"sites": {"sites": FINE}, **PEOPLED, **NICHED},
    ),
    "evolution.population.recursion": (
        {"sites": SITES, **without(PEOPLE, CHANCELESS), **NICHES},
        {"sites": {"sites": FINE}, **without(PEOPLED, CHANCELESS), **NICHED},
    ),
}
