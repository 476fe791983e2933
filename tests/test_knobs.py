"""Every knob turns something: no parameter and no control is ignored."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

import nflsim
from nflsim import explorers, finite
from nflsim.explorer import Explorer
from nflsim.learning import simplicity
from nflsim.optimization import chains, enumeration, landscapes

IN_ORDER = enumeration.trace(enumeration.in_order([2, 1, 0]), n=3, q=2)
OTHER = enumeration.trace(enumeration.in_order([0, 1, 2]), n=3, q=2)
TABLE = enumeration.traces(n=3, q=2)
SIZES = {"n": 3, "q": 2}
UNEVEN = [3, 0, 1, 4, 1, 5, 9, 2]
CLIMB, STEPS = landscapes.one_max(n=4), landscapes.jump(n=4, k=2)
SEARCH = {"landscape": CLIMB, "budget": 9, "runs": 5, "rng": 1}
SEARCHING = {
    "landscape": {"landscape": STEPS},
    "budget": {"budget": 8},
    "runs": {"runs": 4},
    "rng": {"rng": 2},
}
SEEN = np.array([[1, 3, 2], [0, 1, 1]])
CHAIN = chains.ones_chain(CLIMB, rate=0.2)
GAME = {"moves": 2, "replies": 2, "q": 2}
DIALS = [[1, 2, 9], [9, 3, 1]]
GROWING = [0, 1, 4, 9, 16, 25, 36]
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

RICARDO = {"costs": [[100, 120], [90, 80]], "labour": [220, 170], "bundle": [1, 1]}
RICARDIAN = {
    "costs": {"costs": [[100, 120], [90, 70]]},
    "labour": {"labour": [200, 170]},
    "bundle": {"bundle": [1, 2]},
}
TEAM = {
    "knowledge": {"knowledge": 2.0},
    "skill": {"skill": 0.6},
    "steepness": {"steepness": 1.4},
    "gamma": {"knowledge": 2.0, "gamma": 0.6},
    "scale": {"scale": 3.0},
    "cost": {"cost": 0.2},
}
CIRCLE = {"size": 1.0, "fixed": 0.01, "travel": 1.0}
CIRCLED = {
    "size": {"size": 2.0},
    "fixed": {"fixed": 0.02},
    "travel": {"travel": 2.0},
    "quadratic": {"quadratic": True},
}
PACKED = {"niches": 20, "firms": 8, "g": 1.5}
REPACKED = {"niches": {"niches": 24}, "firms": {"firms": 9}, "g": {"g": 1.4}}
CROWD = {"niches": 20, "g": 1.5, "outside": 0.03, "rounds": 12, "replicates": 2, "rng": 1}
CROWDED = {
    "niches": {"niches": 60},
    "g": {"g": 0.5},
    "outside": {"outside": 3.0},
    "rounds": {"rounds": 13},
    "replicates": {"replicates": 3},
    "rng": {"rng": 2},
    "start": {"start": 9},
}
FIRM = {"gain": 2, "loss": 3, "reserves": 9, "spell": 4.0}
FIRMED = {
    "gain": {"gain": 1},
    "loss": {"loss": 1},
    "reserves": {"reserves": 5},
    "spell": {"spell": 3.0},
}

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
HILL = {"budget": 4.0, "tasks": 6, "steepness": 3.0}
HILLED = {
    "budget": {"budget": 6.0},
    "tasks": {"budget": 20.0, "tasks": 7},
    "steepness": {"steepness": 1.2},
    "half": {"half": 2.0},
    "relatedness": {"relatedness": 0.1},
}


def follow(points, values):
    """Look at the first point not seen, whatever was seen."""
    return next(x for x in range(9) if x not in points)


def stay(points, values):
    return 0


def without(arguments, names):
    return {name: value for name, value in arguments.items() if name not in names}


# function -> base arguments, and for each parameter arguments that must change the result;
# a number for `rng` is the seed of a generator made anew for each call
MODELS = {
    "finite.functions": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.number": (
        {"table": [0, 1, 1], "q": 2},
        {"table": {"table": [1, 1, 1]}, "q": {"q": 3}},
    ),
    "finite.orbits": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.indicator": (
        {"members": [1, 2], **SIZES},
        {"members": {"members": [1]}, "n": {"n": 2}, "q": {"q": 3}},
    ),
    "finite.nondecreasing": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.closure": (
        {"members": [1], **SIZES},
        {"members": {"members": [3]}, "n": {"n": 2}, "q": {"q": 3}},
    ),
    "finite.is_closed": (
        {"members": [1, 2, 4], **SIZES},
        {"members": {"members": [1]}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "finite.closed_fraction": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.log2_closed_fraction": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.spread": (
        {"weights": [0, 1, 0, 0], "share": 1, "n": 2, "q": 2},
        {
            "weights": {"weights": [0, 1, 0, 2]},
            "share": {"share": Fraction(1, 2)},
            # Four weights fit one point of four values too, where nothing can be spread.
            "n": {"n": 1, "q": 4},
            "q": {"n": 1, "q": 4},
        },
    ),
    "finite.average": (
        {"values": [0, 1, 5], "weights": [1, 1, 0]},
        {"values": {"values": [0, 2, 5]}, "weights": {"weights": [1, 1, 1]}},
    ),
    "optimization.enumeration.log10_searchers": (SIZES, {"n": {"n": 4}, "q": {"q": 3}}),
    "optimization.enumeration.count_searchers": (SIZES, {"n": {"n": 4}, "q": {"q": 3}}),
    "optimization.enumeration.traces": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "optimization.enumeration.searcher": (
        {"index": 7, **SIZES},
        {"index": {"index": 1}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "optimization.enumeration.in_order": (
        {"points": [2, 0, 1]},
        {"points": {"points": [0, 2, 1]}},
    ),
    "optimization.enumeration.trace": (
        {"rule": follow, **SIZES},
        {
            "rule": {"rule": enumeration.in_order([2, 1, 0])},
            "n": {"n": 2},
            "q": {"q": 3},
            "revisits": {"rule": stay, "revisits": True},
        },
    ),
    "optimization.enumeration.are_bijections": (
        {"table": TABLE},
        {"table": {"table": np.zeros_like(TABLE)}},
    ),
    "optimization.enumeration.trace_histogram": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {
            "table": {"table": np.zeros_like(IN_ORDER)},
            "m": {"m": 1},
            "n": {"n": 4},
            "q": {"q": 3},
        },
    ),
    "optimization.performance.best": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {"table": {"table": OTHER}, "m": {"m": 1}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "optimization.performance.best_histogram": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {
            "table": {"table": np.zeros_like(IN_ORDER)},
            "m": {"m": 1},
            "n": {"n": 4},
            "q": {"q": 3},
        },
    ),
    "optimization.performance.expected_best": ({"m": 2, "q": 3}, {"m": {"m": 3}, "q": {"q": 2}}),
    "optimization.performance.expected": (
        {"codes": IN_ORDER, "weights": UNEVEN, **SIZES},
        {
            "codes": {"codes": OTHER},
            "weights": {"weights": UNEVEN[::-1]},
            # Eight weights fit one point of eight values too.
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
        },
    ),
    "optimization.performance.blind_draws": (
        SIZES,
        {"n": {"n": 2}, "q": {"q": 3}, "repeats": {"repeats": True}},
    ),
    "optimization.performance.blind": (
        {"weights": UNEVEN, **SIZES},
        {
            "weights": {"weights": UNEVEN[::-1]},
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
            "repeats": {"repeats": True},
        },
    ),
    "optimization.landscapes.by_ones": (
        {"profile": [0, 5, 1]},
        {"profile": {"profile": [0, 5, 2]}},
    ),
    "optimization.landscapes.one_max": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.landscapes.needle": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.landscapes.trap": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.landscapes.jump": ({"n": 4, "k": 2}, {"n": {"n": 5}, "k": {"k": 3}}),
    "optimization.landscapes.leading_ones": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.landscapes.royal_road": (
        {"blocks": 3, "size": 2},
        # Six bits, all the same.
        {"blocks": {"blocks": 2, "size": 3}, "size": {"blocks": 6, "size": 1}},
    ),
    "optimization.landscapes.nk": (
        {"n": 4, "k": 1, "rng": 1},
        {"n": {"n": 5}, "k": {"k": 2}, "rng": {"rng": 2}, "adjacent": {"adjacent": True}},
    ),
    "optimization.landscapes.planted": (
        {"landscape": CLIMB, "at": [0, 1, 0, 0]},
        {"landscape": {"landscape": STEPS}, "at": {"at": [1, 0, 0, 0]}},
    ),
    "optimization.ruggedness.strings": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.ruggedness.table": ({"landscape": CLIMB}, {"landscape": {"landscape": STEPS}}),
    "optimization.ruggedness.local_optima": (
        {"landscape": CLIMB},
        {"landscape": {"landscape": STEPS}},
    ),
    "optimization.ruggedness.neighbour_correlation": (
        {"landscape": CLIMB},
        {"landscape": {"landscape": STEPS}},
    ),
    "optimization.ruggedness.neighbour_covariance": (
        {"landscape": CLIMB},
        {"landscape": {"landscape": STEPS}},
    ),
    "optimization.search.blind": (SEARCH, SEARCHING | {"repeats": {"repeats": True}}),
    "optimization.search.local_search": (SEARCH, SEARCHING),
    "optimization.search.evolutionary": (SEARCH, SEARCHING | {"rate": {"rate": 0.6}}),
    "optimization.search.annealing": (
        SEARCH,
        SEARCHING | {"hot": {"hot": 50.0}, "cold": {"cold": 1.9}},
    ),
    "optimization.search.hill_climbing": (SEARCH, SEARCHING),
    "optimization.measures.best_so_far": ({"seen": SEEN}, {"seen": {"seen": SEEN[::-1]}}),
    "optimization.measures.hit_times": (
        {"seen": SEEN, "target": 2},
        {"seen": {"seen": SEEN[::-1]}, "target": {"target": 1}},
    ),
    "optimization.measures.found_by": (
        {"seen": SEEN, "target": 2},
        {"seen": {"seen": SEEN + 1}, "target": {"target": 1}},
    ),
    "optimization.chains.ones_chain": (
        {"landscape": CLIMB},
        {"landscape": {"landscape": STEPS}, "rate": {"rate": 0.25}},
    ),
    "optimization.chains.leading_chain": ({"n": 4}, {"n": {"n": 3}, "rate": {"rate": 0.25}}),
    "optimization.chains.expected": (
        {"chain": CHAIN},
        {"chain": {"chain": chains.leading_chain(n=4)}},
    ),
    "optimization.chains.found_by": (
        {"chain": CHAIN, "budget": 5},
        {"chain": {"chain": chains.leading_chain(n=4)}, "budget": {"budget": 4}},
    ),
    "optimization.chains.missed_within": (
        {"chain": CHAIN, "m": 5},
        {"chain": {"chain": chains.leading_chain(n=4)}, "m": {"m": 4}},
    ),
    "optimization.runtimes.blind": ({"n": 3}, {"n": {"n": 4}, "repeats": {"repeats": True}}),
    "optimization.runtimes.blind_found_by": (
        {"n": 3, "budget": 4},
        {"n": {"n": 4}, "budget": {"budget": 5}, "repeats": {"repeats": True}},
    ),
    "optimization.runtimes.one_max_local_search": ({"n": 3}, {"n": {"n": 4}}),
    "optimization.runtimes.leading_ones": (
        {"n": 3, "rate": 0.3},
        {"n": {"n": 4}, "rate": {"rate": 0.4}},
    ),
    "optimization.runtimes.jump_across": (
        {"n": 4, "k": 2, "rate": 0.3},
        {"n": {"n": 5}, "k": {"k": 3}, "rate": {"rate": 0.4}},
    ),
    "optimization.runtimes.royal_road": (
        {"blocks": 3, "size": 2},
        # Six bits, all the same.
        {"blocks": {"blocks": 2, "size": 3}, "size": {"blocks": 6, "size": 1}},
    ),
    "optimization.games.differences": (
        {"a": IN_ORDER, "b": OTHER, "m": 2, **SIZES},
        {
            "a": {"a": OTHER},
            "b": {"b": IN_ORDER},
            "m": {"m": 1},
            # Eight traces fit one point of eight values too.
            "n": {"n": 1, "q": 8, "m": 1},
            "q": {"n": 1, "q": 8, "m": 1},
        },
    ),
    "optimization.games.champion_range": (
        {"m": 2, **GAME},
        {"m": {"m": 3}, "moves": {"moves": 3}, "replies": {"replies": 3}, "q": {"q": 3}},
    ),
    "optimization.games.champion": (
        {"rule": follow, "m": 2, **GAME},
        {
            # The other reply of the same move is worth more than a reply of the other move.
            "rule": {"rule": enumeration.in_order([0, 2])},
            "m": {"m": 1},
            "moves": {"moves": 1},
            "replies": {"replies": 3},
            "q": {"q": 3},
        },
    ),
    "optimization.worlds.tilted": (
        {"weights": [0, 1, 0, 1], "share": 1},
        {"weights": {"weights": [1, 1, 0, 1]}, "share": {"share": Fraction(1, 2)}},
    ),
    "optimization.worlds.alignments": (
        {"codes": IN_ORDER, "weights": UNEVEN, "m": 1, **SIZES},
        {
            "codes": {"codes": OTHER},
            "weights": {"weights": UNEVEN[::-1]},
            "m": {"m": 2},
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
        },
    ),
    "optimization.worlds.squared_cosines": (
        {"codes": IN_ORDER, "m": 1, **SIZES},
        {
            "codes": {"codes": np.zeros_like(IN_ORDER)},
            "m": {"m": 2},
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
        },
    ),
    "optimization.worlds.plant_needle": ({"values": [0, 1]}, {"values": {"values": [1, 0]}}),
    "optimization.worlds.hit_times": (
        {"rule": follow, "functions": [[0, 1, 2]]},
        {
            "rule": {"rule": enumeration.in_order([2, 1, 0])},
            "functions": {"functions": [[0, 2, 1]]},
        },
    ),
    "optimization.tuning.losses": ({"times": DIALS}, {"times": {"times": DIALS[:1]}}),
    "optimization.tuning.specialists": ({"times": DIALS}, {"times": {"times": DIALS[:1]}}),
    "optimization.tuning.even_generalist": ({"times": DIALS}, {"times": {"times": DIALS[:1]}}),
    "optimization.tuning.minimax_generalist": ({"times": DIALS}, {"times": {"times": DIALS[:1]}}),
    "optimization.tuning.copies_ratio": (
        {"copies": 3, "tail": 0.5},
        {"copies": {"copies": 2}, "tail": {"tail": 2}},
    ),
    "optimization.tuning.found_by": (
        {"times": [0.5, 2], "copies": 3, "tail": 0.5},
        {
            "times": {"times": [0.5, 3]},
            "copies": {"copies": 2},
            "tail": {"tail": 2},
            "scale": {"scale": 2.0},
        },
    ),
    "allocation.power": (
        {"budget": 3, "exponent": 0.5},
        {"budget": {"budget": 4}, "exponent": {"exponent": 2}},
    ),
    "allocation.threshold": (
        {"budget": 3, "need": 2},
        {"budget": {"budget": 4}, "need": {"need": 3}},
    ),
    "allocation.even_split": (
        {"budget": 7, "breadth": 2},
        {"budget": {"budget": 8}, "breadth": {"breadth": 3}},
    ),
    "allocation.total": (
        {"returns": GROWING, "budget": 6, "breadth": 2, "tasks": 3},
        {
            "returns": {"returns": GROWING[::-1]},
            "budget": {"budget": 5},
            "breadth": {"breadth": 3},
            # An untouched task returns something here, and one more of them more.
            "tasks": {"returns": GROWING[::-1], "tasks": 4},
        },
    ),
    "allocation.best_split": (
        {"returns": GROWING, "budget": 6, "tasks": 2},
        {
            "returns": {"returns": [0, 2, 3, 4, 4, 4, 4]},
            "budget": {"budget": 5},
            "tasks": {"tasks": 3},
        },
    ),
    "tradeoff.power_curve": (
        {"x": 0.25, "curvature": 2.0},
        {"x": {"x": 0.5}, "curvature": {"curvature": 0.5}},
    ),
    "tradeoff.power_mean": (
        {"payoffs": [1.0, 4.0], "weights": [0.5, 0.5], "order": 1},
        {
            "payoffs": {"payoffs": [1.0, 3.0]},
            "weights": {"weights": [0.25, 0.75]},
            "order": {"order": 0},
        },
    ),
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
    "evolution.competition.least_distance": ({"width": 1.0}, {"width": {"width": 2.0}}),
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
    "market.trade.autarky": (RICARDO, RICARDIAN),
    "market.trade.world": (RICARDO, RICARDIAN),
    "market.trade.output": (
        without(RICARDO, ["bundle"]) | {"makes": [0, 1]},
        without(RICARDIAN, ["bundle"]) | {"makes": {"makes": [1, 0]}},
    ),
    "market.trade.terms_of_trade": (
        {"first": [100, 120], "second": [90, 80]},
        {"first": {"first": [100, 110]}, "second": {"second": [90, 70]}},
    ),
    "market.trade.greatest_loss": (
        {"first": [100, 120], "second": [90, 80]},
        {"first": {"first": [100, 110]}, "second": {"second": [90, 70]}},
    ),
    "market.labour.per_head": ({"n": 4.0, "cost": 0.1}, TEAM | {"n": {"n": 3.0}}),
    "market.labour.best_team": ({"cost": 0.1}, TEAM | {"market": {"market": 2}}),
    "market.spatial.circle_price": (
        {"n": 4, "travel": 1.0},
        {
            "n": {"n": 3},
            "travel": CIRCLED["travel"],
            "cost": {"cost": 1.0},
            "quadratic": CIRCLED["quadratic"],
        },
    ),
    "market.spatial.free_entry": (CIRCLE, CIRCLED),
    "market.spatial.planned": (CIRCLE, CIRCLED),
    "market.spatial.variety": (
        {"size": 1.0, "fixed": 0.01, "elasticity": 4.0},
        {"size": CIRCLED["size"], "fixed": CIRCLED["fixed"], "elasticity": {"elasticity": 3.0}},
    ),
    "market.spatial.line_shares": (
        {"places": [0.25, 0.5]},
        {"places": {"places": [0.25, 0.75]}},
    ),
    "market.spatial.best_move": (
        {"places": [0.25, 0.5], "firm": 0},
        {"places": {"places": [0.25, 0.25]}, "firm": {"firm": 1}},
    ),
    "market.spatial.nobody_moves": (
        {"places": [0.5, 0.5]},
        {"places": {"places": [0.25, 0.75]}},
    ),
    "market.niches.against_generalists": (
        {"narrowness": [1.0, 2.0], "firms": 5, "g": 2.0},
        {
            "narrowness": {"narrowness": [1.0, 3.0]},
            "firms": {"firms": 4},
            "g": {"g": 1.5},
            "effort": {"effort": 2.0},
        },
    ),
    "market.niches.best_narrowness": (
        {"firms": 5, "g": 2.5},
        {"firms": {"firms": 6}, "g": {"g": 2.0}, "effort": {"effort": 0.5}},
    ),
    "market.niches.even_breadth": (PACKED, REPACKED),
    "market.niches.random_breadth": (PACKED, REPACKED | {"outside": {"outside": 0.1}}),
    "market.niches.random_payoff": (
        PACKED | {"breadth": 5},
        REPACKED
        | {
            "breadth": {"breadth": 6},
            "outside": {"outside": 0.1},
            # Shares do not depend on the strength where there is no outsider.
            "g": {"outside": 0.1, "g": 1.4},
        },
    ),
    "market.niches.free_entry": (
        {"niches": 60, "fee": 2.0, "g": 1.5, "outside": 0.03},
        {
            "niches": {"niches": 80},
            "fee": {"fee": 3.0},
            "g": {"g": 0.5},
            "outside": {"outside": 0.5},
        },
    ),
    "market.niches.uncovered": ({"dimensions": 2}, {"dimensions": {"dimensions": 3}}),
    "market.crowd.breadths": (
        CROWD | {"firms": 5, "start": 6},
        CROWDED | {"firms": {"firms": 6}},
    ),
    "market.crowd.entry_and_exit": (
        CROWD | {"places": 9, "fee": 2.0, "start": 6},
        CROWDED | {"places": {"places": 8}, "fee": {"fee": 3.0}},
    ),
    "market.swings.income": ({"breadth": 1}, {"breadth": {"breadth": 2}}),
    "market.swings.value": (FIRM, FIRMED | {"discount": {"discount": 0.9}}),
    "market.swings.mean_life": (FIRM, FIRMED),
    "market.swings.survival": (FIRM | {"steps": 9}, FIRMED | {"steps": {"steps": 8}}),
    "market.swings.simulate": (
        FIRM | {"steps": 5, "firms": 5, "rng": 1},
        FIRMED
        | {
            "steps": {"steps": 9},
            "firms": {"firms": 6},
            "rng": {"rng": 2},
            "discount": {"discount": 0.9},
        },
    ),
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
    "exponent.effective": (
        {"returns": 2.0},
        {
            "returns": {"returns": 3.0},
            "contest": {"contest": 2.0},
            "averaging": {"averaging": 0.5},
        },
    ),
    "exponent.power_split": (
        {"budget": 10, "exponent": 0.5, "weights": [0.4, 0.6]},
        {
            "budget": {"budget": 9},
            "exponent": {"exponent": 0.4},
            "weights": {"weights": [0.5, 0.5]},
        },
    ),
    "exponent.effective_breadth": ({"shares": [1, 2]}, {"shares": {"shares": [1, 1]}}),
    "exponent.hill": (
        {"b": [1.0, 2.0], "steepness": 2.0},
        {"b": {"b": [1.0, 3.0]}, "steepness": {"steepness": 3.0}, "half": {"half": 2.0}},
    ),
    "exponent.best_share": (
        {"steepness": 3.0},
        {"steepness": {"steepness": 2.0}, "half": {"half": 2.0}},
    ),
    "exponent.hill_values": (HILL, HILLED),
    "exponent.best_breadth": (
        HILL,
        HILLED | {"tasks": {"tasks": 2}, "relatedness": {"relatedness": 0.3}},
    ),
    "exponent.guess_threshold": (
        {"tasks": 4, "exponent": 0.5},
        {"tasks": {"tasks": 5}, "exponent": {"exponent": 0.25}},
    ),
    "exponent.fixed_cost_breadth": (
        {"budget": 20, "exponent": 0.5, "cost": 1.0},
        {"budget": {"budget": 30}, "exponent": {"exponent": 0.25}, "cost": {"cost": 2.0}},
    ),
}


# What decides only whether the rest is refused.
REFUSALS = {("evolution.lattice.checked", "niches")}
# All learners are called alike; these need only the labels.
UNUSED = {
    ("learning.simplicity.simplest", "train"),
    ("learning.simplicity.most_complex", "train"),
    ("learning.simplicity.majority", "train"),
}


def call(name, arguments):
    """Call a function with a fresh generator where it takes one."""
    if "rng" in arguments:
        arguments = arguments | {"rng": np.random.default_rng(arguments["rng"])}
    return plain(FUNCTIONS[name](**arguments))


def plain(result):
    """Return a result as something that `==` compares whole; a rule as what it does."""
    if isinstance(result, landscapes.Landscape):
        every = list(product((0, 1), repeat=result.n))
        return result.n, result.best, result.profile, plain(result(every))
    if isinstance(result, chains.Chain):
        return [plain(each) for each in (result.start, result.step, result.found)]
    if callable(result) and list(inspect.signature(result).parameters) == ["train", "seen"]:
        return plain(result(**SEEN_LABELS))
    if callable(result):
        first = result((), ())
        return first, [result((first,), (value,)) for value in (0, 1)]
    if isinstance(result, Iterator):
        return [plain(each) for each in result]
    if isinstance(result, tuple | list):
        return [plain(each) for each in result]
    return result.tolist() if isinstance(result, np.ndarray | np.generic) else result


def model_functions():
    """Yield the public functions of the models: what stands below sweeps and figures."""
    for _, name, is_package in pkgutil.walk_packages(nflsim.__path__, "nflsim."):
        short = name.removeprefix("nflsim.")
        private = any(part.startswith("_") for part in short.split("."))
        if is_package or private or short.startswith(("explorer", "sweep")):
            continue
        module = importlib.import_module(name)
        for each, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == name and not each.startswith("_"):
                yield f"{short}.{each}", value


FUNCTIONS = dict(model_functions())


def test_every_function_and_every_parameter_has_an_entry():
    entries = {name: set(knobs) for name, (_, knobs) in MODELS.items()}
    signatures = {n: set(inspect.signature(f).parameters) for n, f in FUNCTIONS.items()}
    assert signatures == entries


@pytest.mark.parametrize("name", MODELS)
def test_every_parameter_changes_the_result(name):
    base, knobs = MODELS[name]
    before = call(name, base)
    for knob, change in knobs.items():
        if (name, knob) in REFUSALS:
            with pytest.raises(ValueError):
                call(name, base | change)
        else:
            used = (name, knob) not in UNUSED
            assert (call(name, base | change) != before) == used, f"{knob} is ignored"


@pytest.mark.parametrize("name", MODELS)
def test_the_same_arguments_and_the_same_seed_give_the_same_result(name):
    base, _ = MODELS[name]
    assert call(name, base) == call(name, base)


@pytest.mark.parametrize("name", [name for name, (base, _) in MODELS.items() if "rng" in base])
def test_every_seed_gives_a_result_of_its_own(name):
    base, _ = MODELS[name]
    results = [str(call(name, base | {"rng": seed})) for seed in range(20)]
    assert len(set(results)) == 20


def test_chance_enters_by_a_generator_that_is_required():
    for name, function in FUNCTIONS.items():
        parameters = inspect.signature(function).parameters
        assert not {"seed", "random_state"} & set(parameters)
        if "rng" in parameters:
            assert parameters["rng"].default is inspect.Parameter.empty
            assert "rng" in MODELS[name][0]


def all_explorers():
    """Yield every explorer that is offered, by its source."""
    for part in explorers.__all__:
        module = getattr(explorers, part)
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if inspect.signature(value).return_annotation is Explorer:
                yield f"{part}.{name}", value


SOURCES = dict(all_explorers())
EXPLORERS = {name: make() for name, make in SOURCES.items()}


def test_every_explorer_says_where_it_comes_from_and_has_an_address_of_its_own():
    assert EXPLORERS
    assert list(SOURCES) == [explorer.source for explorer in EXPLORERS.values()]
    assert len({explorer.slug for explorer in EXPLORERS.values()}) == len(EXPLORERS)


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_moves_the_figure_and_the_reading(name):
    explorer = EXPLORERS[name]
    arrays, readings = explorer.grid
    drawn = [array for key, array in arrays.items() if key in explorer.spans]
    for axis, control in enumerate(explorer.controls):
        moves = 0
        for here in np.ndindex(explorer.shape):
            if here[axis]:
                there = (*here[:axis], 0, *here[axis + 1 :])
                i, j = (int(np.ravel_multi_index(at, explorer.shape)) for at in (here, there))
                moves += readings[i] != readings[j] and any((a[i] != a[j]).any() for a in drawn)
        assert moves, f"{control.name} is ignored"


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_model_asked_now_agrees_with_the_grid(name):
    """A state asked for by itself is the same, digit for digit, as its row of the whole grid."""
    explorer = EXPLORERS[name]
    arrays, readings = explorer.grid
    for place in np.random.default_rng(20).integers(len(readings), size=30).tolist():
        view = explorer.at(**explorer.states[place])
        assert view.state == explorer.states[place]
        assert view.reading == readings[place]
        assert set(view.arrays) == set(arrays)
        for key, array in arrays.items():
            assert np.array_equal(view.arrays[key], array[place])
