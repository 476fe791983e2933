"""For each function of optimization: arguments, and for each parameter a change that shows."""

from fractions import Fraction

import numpy as np

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


def follow(points, values):
    """Look at the first point not seen, whatever was seen."""
    return next(x for x in range(9) if x not in points)


def stay(points, values):
    return 0


MODELS = {
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
            "n": {"n": 4, "table": np.zeros(16, dtype=int)},
            "q": {"q": 3, "table": np.zeros(27, dtype=int)},
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
            "n": {"n": 4, "table": np.zeros(16, dtype=int)},
            "q": {"q": 3, "table": np.zeros(27, dtype=int)},
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
}
