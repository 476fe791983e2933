"""For each function of the ground: arguments, and for each parameter a change that shows."""

from fractions import Fraction

SIZES = {"n": 3, "q": 2}
GROWING = [0, 1, 4, 9, 16, 25, 36]
HILL = {"budget": 4.0, "tasks": 6, "steepness": 3.0}
HILLED = {
    "budget": {"budget": 6.0},
    "tasks": {"budget": 20.0, "tasks": 7},
    "steepness": {"steepness": 1.2},
    "half": {"half": 2.0},
    "relatedness": {"relatedness": 0.1},
}

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
    "exponent.real_breadth": (
        HILL,
        HILLED | {"tasks": {"steepness": 1.1, "tasks": 7, "budget": 90.0}},
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
