"""For each function of market: arguments, and for each parameter a change that shows."""

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


def without(arguments, names):
    return {name: value for name, value in arguments.items() if name not in names}


MODELS = {
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
}
