"""Explorers of the chapter on fitness sets: two niches for one body, and two kinds of year."""

from math import pi, sqrt

import numpy as np

from nflsim.evolution import bet_hedging, fitness_sets
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, line, rule

NICHES, EVEN = (-1.0, 1.0), (0.5, 0.5)
AREAS = tuple(quarter / 4 for quarter in range(4, 21))
STEPS = tuple(twentieth / 20 for twentieth in range(21))
PLACES = [place / 20 for place in range(-32, 33)]
ORDERS = {"add": 1.0, "multiply": 0.0}

YIELDS = tuple(half / 2 for half in range(3, 11))
CHANCES = tuple(tenth / 10 for tenth in range(3, 11))
DORMANT = 0.9
HELD = [0.0, 0.001, 0.004, 0.01, *(place / 40 for place in range(1, 41))]


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
                name="budget",
                label="Budget",
                values=AREAS,
                default=1.75,
                words=lambda area: f"area {area:g}: width {area / sqrt(2 * pi):.2f}",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=STEPS,
                default=1.0,
                words=lambda way: f"{way:.0%} to the middle",
            ),
            Control(
                name="payoffs",
                label="Payoffs",
                values=tuple(ORDERS),
                default="add",
                words=str,
                kind="select",
            ),
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


def sow_or_wait() -> Explorer:
    """Return the explorer *Sow or wait*."""
    return Explorer(
        slug="sow-or-wait",
        title="Sow or wait",
        summary=(
            "Line plot of the factor by which seeds multiply in a year, 0 to 5, against the share "
            "held back, 0 to 1: the mean over years is a straight line; where some years are bad, "
            "the growth in the long run is a curve below it that begins at 0."
        ),
        source="evolution.sow_or_wait",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=YIELDS,
                default=5.0,
                words=lambda y: f"{y:g} seeds a good year",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=STEPS,
                default=0.0,
                words=lambda held: f"{held:.0%} of seeds held back",
            ),
            Control(
                name="good",
                label="Good years",
                values=CHANCES,
                default=0.6,
                words=lambda p: f"{p:.0%} of years",
            ),
        ),
        model=_seeds,
        figure=figure(
            curve("mean", "Mean year", "specialist", HELD),
            curve("growth", "Growth in the long run", "generalist", HELD),
            curve("level", "Neither grows nor shrinks", "blind", [0, 1]),
            rule("best", "Best share for the long run", "adaptive", (0, 5)),
            cursor((0, 5)),
            x=Axis("share held back", -0.03, 1.03, (0, 0.25, 0.5, 0.75, 1)),
            y=Axis("factor a year", 0, 5.1, (0, 1, 2, 3, 4, 5)),
        ),
        reading=_read_seeds,
        table={"held back": "held", "mean year": "mean", "growth factor": "growth"},
        presets=(
            Preset(
                label="Sow all",
                state={"budget": 5.0, "breadth": 0.0, "good": 0.6},
                see="the best mean year, and certain extinction: the first bad year takes all",
            ),
            Preset(
                label="Hold back",
                state={"budget": 5.0, "breadth": 0.5, "good": 0.6},
                see="a worse mean year, and holding some back is the only way to grow",
                generalist_wins=True,
            ),
            Preset(
                label="No bad years",
                state={"budget": 5.0, "breadth": 0.0, "good": 1.0},
                see="without bad years both lines are one, and holding back is waste",
            ),
            Preset(
                label="A lean good year",
                state={"budget": 2.5, "breadth": 0.65, "good": 0.6},
                see="half the yield: hold back more, and grow a little",
                generalist_wins=True,
            ),
        ),
        facts={"kept": _kept},
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


def _seeds(budget, breadth, good):
    held = np.array(HELD)
    best = 1 - bet_hedging.best_sown(p=good, good=budget, dormant=DORMANT)
    return {
        "growth": np.exp(bet_hedging.seed_growth(1 - held, p=good, good=budget, dormant=DORMANT)),
        "mean": good * budget * (1 - held) + DORMANT * held,
        "best.x": [best, best],
        "held": held,
        "level": [1.0, 1.0],
        "cursor.x": [breadth, breadth],
    }


def _kept(arrays, breadth, **_):
    place = HELD.index(breadth)
    return f"{arrays['growth'][place] / arrays['mean'][place]:.0%}"


def _read_seeds(arrays, budget, breadth, good):
    best = float(arrays["best.x"][0])
    growth = [
        float(np.exp(bet_hedging.seed_growth(1 - held, p=good, good=budget, dormant=DORMANT)))
        for held in (breadth, best)
    ]
    mean = good * budget * (1 - breadth) + DORMANT * breadth
    pace = round(growth[0], 3)
    fate = "dies out" if pace < 1 else "grows" if pace > 1 else "just about holds"
    years = "every year" if good == 1 else f"in {good:.0%} of years and none in the others"
    return (
        f"A seed sown gives {budget:g} {years}; {breadth:.0%} are held back. A mean year "
        f"multiplies by {mean:.3f}, the long run by {growth[0]:.3f} a year, so the line {fate}. "
        f"Best for the long run is to hold back {best:.0%}, for a factor of {growth[1]:.3f}."
    )
