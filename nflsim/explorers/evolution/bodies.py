"""One body for two niches."""

from math import pi, sqrt

import numpy as np

from nflsim.evolution import fitness_sets
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, line

NICHES = (-1.0, 1.0)
EVEN = (0.5, 0.5)
AREAS = tuple(quarter / 4 for quarter in range(4, 21))
STEPS = tuple(twentieth / 20 for twentieth in range(21))
PLACES = [place / 20 for place in range(-32, 33)]
ORDERS = {"add": 1.0, "multiply": 0.0}


def one_body() -> Explorer:
    """Return the explorer *One body, two niches*."""
    return Explorer(
        slug="one-body",
        title="One body, two niches",
        summary=(
            "Line plot of what a body earns in two niches at -1 and 1, from 0 to 1, against where "
            "it stands, -1.6 to 1.6. Narrow bodies have two peaks off the middle where payoffs "
            "add; wide bodies, and all whose payoffs multiply, have one in the middle."
        ),
        source="evolution.one_body",
        controls=(
            Control(
                "budget",
                AREAS,
                default=1.75,
                words=lambda area: f"area {area:g}: width {area / sqrt(2 * pi):.2f}",
            ),
            Control("breadth", STEPS, default=1.0, words=lambda way: f"{way:.0%} to the middle"),
            Control("payoffs", tuple(ORDERS), default="add", words=str, kind="select"),
        ),
        model=_bodies,
        figure=figure(
            curve("fitness", "What a body standing here earns", "adaptive", PLACES),
            curve("tolerance", "This body's payoff in each place", "blind", PLACES),
            line("niche", "Body in a niche", "specialist", [NICHES[0]]),
            line("middle", "Body in the middle", "generalist", [0.0]),
            line("best", "Best body, or its mirror image", "adaptive", [None]),
            cursor((0, 1)),
            x=Axis("place (niches at ±1)", -1.6, 1.6, (-1, -0.5, 0, 0.5, 1)),
            y=Axis("payoff, at most 1", 0, 1.03, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_bodies,
        table={"place": "places", "both niches together": "fitness", "this body": "tolerance"},
        presets=(
            Preset(
                label="Narrow, in the middle",
                state={"budget": 1.75, "breadth": 1.0, "payoffs": "add"},
                see="a width of 0.7: a valley between the two niches",
            ),
            Preset(
                label="Narrow, in the niche",
                state={"budget": 1.75, "breadth": 0.0, "payoffs": "add"},
                see="it gives up one niche and earns more",
            ),
            Preset(
                label="A larger budget",
                state={"budget": 3.0, "breadth": 1.0, "payoffs": "add"},
                see="once the width exceeds half the distance of the niches, the middle is best",
                generalist_wins=True,
            ),
            Preset(
                label="Payoffs multiply",
                state={"budget": 1.75, "breadth": 1.0, "payoffs": "multiply"},
                see="the same narrow bodies: now the middle is best, at any width",
                generalist_wins=True,
            ),
        ),
        facts={
            "apart": lambda arrays, budget, **_: f"{2 * sqrt(2 * pi) / budget:.2f}",
            "ratio": lambda arrays, **_: f"{arrays['niche'][0] / arrays['middle'][0]:.3g}",
        },
    )


def _bodies(budget, breadth, payoffs):
    places, width = np.array(PLACES), budget / sqrt(2 * pi)
    best = fitness_sets.specialist(NICHES[1], width=width) if payoffs == "add" else 0.0

    def worth(x):
        return fitness_sets.fitness(np.array(x), NICHES, EVEN, width=width, order=ORDERS[payoffs])

    return {
        "fitness": worth(PLACES),
        "tolerance": fitness_sets.payoffs(places, [breadth - 1], width=width)[:, 0],
        "niche": worth([NICHES[0]]),
        "middle": worth([0.0]),
        "best": worth([best]),
        "best.x": [best],
        "places": places,
        "cursor.x": [breadth - 1, breadth - 1],
    }


def _read_bodies(arrays, budget, breadth, payoffs):
    width, best = budget / sqrt(2 * pi), arrays["best.x"][0]
    here = fitness_sets.fitness(breadth - 1, NICHES, EVEN, width=width, order=ORDERS[payoffs])
    where = "in the middle" if best == 0 else f"at {abs(best):.2f} on either side"
    return (
        f"A budget of {budget:g} buys a width of {width:.2f}. Where payoffs {payoffs}, this body, "
        f"at {breadth - 1:.2f}, earns {here:.3f}; one in a niche {arrays['niche'][0]:.3f}, one in "
        f"the middle {arrays['middle'][0]:.3f}. The best stands {where} and earns "
        f"{arrays['best'][0]:.3f}."
    )
