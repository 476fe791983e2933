"""Explorers of the chapter on fit: where a lunch comes from, and who pays for it."""

from fractions import Fraction
from functools import cache, partial
from math import log2

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.optimization import chains, enumeration, landscapes, performance, worlds

N, Q = 4, 3
LOOKS = tuple(range(1, N + 1))
TILTS = tuple(tenth / 10 for tenth in range(11))
BITS = 10
BUDGETS = (1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
PLACES = [log2(m) for m in BUDGETS]
LANDSCAPES = ("OneMax", "LeadingOnes", "Jump 2", "Jump 3", "Needle", "Trap")
SEARCHERS = {
    "narrow": "Local search, one bit at a time",
    "wide": "(1+1) EA, any bits",
    "blind": "Blind search",
}


def tilt_the_world() -> Explorer:
    """Return the explorer *Tilt the world*."""
    return Explorer(
        slug="tilt-the-world",
        title="Tilt the world",
        summary=(
            "Line plot of the advantage over blind search in mean best value, -1.8 to 1.2, against "
            "the tilt of the world, 0 to 1. Straight lines leave one point: the fitted searcher's "
            "rises, its mirror image's falls, blind search's is level."
        ),
        source="optimization.tilt_the_world",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=LOOKS,
                default=2,
                words=lambda m: f"{m} evaluation{'s' * (m > 1)} of {N}",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=tuple(range(1, len(_members()) + 1)),
                default=15,
                words=lambda j: f"{j} of 15 functions",
            ),
            Control(
                name="tilt",
                label="Tilt",
                values=TILTS,
                default=0.5,
                words=lambda tilt: f"{tilt:.0%} set on class",
            ),
        ),
        model=_tilt,
        figure=figure(
            line("fitted", "Fitted to the class", "specialist", TILTS),
            line("mirror", "Its mirror image", "misfit", TILTS),
            line("blind", "Blind search", "blind", TILTS),
            cursor((-1.8, 1.2)),
            x=Axis("tilt (share set on the class)", -0.04, 1.04, (0, 0.25, 0.5, 0.75, 1)),
            y=Axis("mean best value, over blind", -1.8, 1.2, (-1.5, -1, -0.5, 0, 0.5, 1)),
        ),
        reading=_read_tilt,
        table={
            "tilt": "tilts",
            "fitted, over blind": "fitted",
            "mirror image, over blind": "mirror",
            "blind search finds": "found",
        },
        presets=(
            Preset(
                label="The whole class",
                state={"budget": 2, "breadth": 15, "tilt": 0.5},
                see="half of the full lead, half of the full loss: both are linear in the tilt",
            ),
            Preset(
                label="No tilt",
                state={"budget": 2, "breadth": 15, "tilt": 0.0},
                see="all functions weigh the same: nobody leads",
            ),
            Preset(
                label="The largest loss",
                state={"budget": 2, "breadth": 1, "tilt": 1.0},
                see="one function is the whole world: the wrong searcher looks where it is lowest",
            ),
            Preset(
                label="Bent the wrong way",
                state={"budget": 1, "breadth": 8, "tilt": 0.3},
                see="a little tilt, and blind search beats the searcher built for the mirror class",
                generalist_wins=True,
            ),
        ),
        facts={"fit": partial(_percent, "fitted"), "misfit": partial(_percent, "mirror")},
    )


def home_and_away() -> Explorer:
    """Return the explorer *Home and away*."""
    return Explorer(
        slug="home-and-away",
        title="Home and away",
        summary=(
            "Line plot of the chance to have found the optimum, 0 to 1, against the budget, 1 to "
            "1024 evaluations on a doubling scale, for local search, the (1+1) EA and blind "
            "search, averaged over one to six landscapes."
        ),
        source="optimization.home_and_away",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=BUDGETS,
                default=64,
                words=lambda m: f"{m:,} evaluation{'s' * (m > 1)}",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=tuple(range(1, len(LANDSCAPES) + 1)),
                default=1,
                words=lambda j: f"{j} landscape{'s' * (j > 1)}",
            ),
            Control(
                name="start",
                label="Take landscapes from",
                values=("home", "away"),
                default="home",
                words={"home": "the smooth end", "away": "the trap"}.get,
                kind="select",
            ),
        ),
        model=_chances,
        figure=figure(
            line("narrow", SEARCHERS["narrow"], "specialist", PLACES),
            line("wide", SEARCHERS["wide"], "generalist", PLACES),
            line("blind", SEARCHERS["blind"], "blind", PLACES),
            cursor((0, 1)),
            x=Axis(
                "budget m (evaluations)",
                -0.2,
                BITS + 0.2,
                tuple(range(0, BITS + 1, 2)),
                tuple(f"{2**power:,}" for power in range(0, BITS + 1, 2)),
            ),
            y=Axis("chance to have found the optimum", -0.03, 1.03, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_chances,
        table={"budget m": "budgets"} | {title: name for name, title in SEARCHERS.items()},
        presets=(
            Preset(
                label="At home",
                state={"budget": 32, "breadth": 1, "start": "home"},
                see="every step up is a good one: the narrowest searcher is done first",
            ),
            Preset(
                label="Away",
                state={"budget": 128, "breadth": 1, "start": "away"},
                see="the same searcher on the trap: far below blind search, and stuck there",
            ),
            Preset(
                label="Three landscapes",
                state={"budget": 128, "breadth": 3, "start": "home"},
                see="one jump in the world, and the searcher that can flip any bits leads",
                generalist_wins=True,
            ),
            Preset(
                label="A budget as large as the world",
                state={"budget": 1024, "breadth": 6, "start": "home"},
                see="blind search has seen every string; both others look twice",
                generalist_wins=True,
            ),
        ),
        facts={"local": partial(_ratio, "narrow"), "ea": partial(_ratio, "wide")},
    )


@cache
def _members():
    return finite.nondecreasing(n=N, q=Q)


@cache
def _found(breadth):
    """Return for each searcher its mean best value at tilt 0 and at tilt 1, shape (2, N)."""
    home = finite.indicator(_members()[:breadth], n=N, q=Q)
    orders = {"fitted": range(N)[::-1], "mirror": range(N)}
    codes = {
        name: enumeration.trace(enumeration.in_order(points), n=N, q=Q)
        for name, points in orders.items()
    }
    ends = [worlds.tilted(home, share) for share in (0, 1)]
    found = {
        name: [performance.expected(code, world, n=N, q=Q) for world in ends]
        for name, code in codes.items()
    }
    found["blind"] = [performance.blind(world, n=N, q=Q) for world in ends]
    return {name: np.array(rows) for name, rows in found.items()}


def _tilt(budget, breadth, tilt):
    shares = np.array([Fraction(round(10 * share), 10) for share in TILTS])
    # What is found is linear in the tilt: two ends give the whole line, exactly.
    lines = {
        name: (1 - shares) * ends[0, budget - 1] + shares * ends[1, budget - 1]
        for name, ends in _found(breadth).items()
    }
    return {name: line - lines["blind"] for name, line in lines.items()} | {
        "found": lines["blind"],
        "gain": (lines["fitted"] - lines["blind"])[-1],
        "tilts": TILTS,
        "cursor.x": [tilt, tilt],
    }


def _percent(name, arrays, tilt, **_):
    place = TILTS.index(tilt)
    return f"{float(1 + arrays[name][place] / arrays['found'][place]):.1%}"


def _read_tilt(arrays, budget, breadth, tilt):
    place = TILTS.index(tilt)
    lead = (
        f"Budget {budget} of {N}, {breadth} of 15 class functions, {tilt:.0%} of the weight set on "
        f"{'them' if breadth > 1 else 'it'} and the rest even"
    )
    others = Q**N - breadth
    gain, away = arrays["gain"], Fraction(others, Q**N) * (1 - Fraction(round(10 * tilt), 10))
    fitted, mirror = arrays["fitted"][place], arrays["mirror"][place]
    gaps = "the fitted searcher and its mirror image find as much as blind search"
    if fitted or mirror:
        gaps = f"the fitted searcher finds {_over(fitted)}, its mirror image {_over(mirror)}"
    if not gain:
        return f"{lead}: {gaps}."
    payer = "which never occur" if tilt == 1 else f"{float(away):.1%} of this world"
    return (
        f"{lead}: {gaps}. Fit gains {gain} on average over the class and loses "
        f"{gain * breadth / others} on average over the {others} other functions, {payer}."
    )


def _over(difference):
    if not difference:
        return "as much as blind search"
    return f"{abs(difference)} {'more' if difference > 0 else 'less'} than blind search"


def _order(start):
    return LANDSCAPES if start == "home" else LANDSCAPES[::-1]


@cache
def _curves():
    """Return P(found within m) on each landscape, {searcher: shape (landscapes, budgets)}."""
    known = (
        landscapes.one_max(n=BITS),
        None,  # LeadingOnes has a chain of its own
        landscapes.jump(n=BITS, k=2),
        landscapes.jump(n=BITS, k=3),
        landscapes.needle(n=BITS),
        landscapes.trap(n=BITS),
    )
    curves = {
        name: np.array(
            [
                chains.found_by(
                    chains.leading_chain(n=BITS, rate=rate)
                    if landscape is None
                    else chains.ones_chain(landscape, rate=rate),
                    budget=BUDGETS[-1],
                )[np.array(BUDGETS) - 1]
                for landscape in known
            ]
        )
        for name, rate in (("narrow", None), ("wide", 1 / BITS))
    }
    curves["blind"] = np.tile(np.array(BUDGETS) / 2**BITS, (len(LANDSCAPES), 1))
    return curves


def _chances(budget, breadth, start):
    met = slice(breadth) if start == "home" else slice(-1, -breadth - 1, -1)
    return {name: rows[met].mean(axis=0) for name, rows in _curves().items()} | {
        "budgets": BUDGETS,
        "cursor.x": np.log2([budget, budget]),
    }


def _ratio(name, arrays, budget, **_):
    place = BUDGETS.index(budget)
    return f"{arrays[name][place] / arrays['blind'][place]:.3g}"


def _read_chances(arrays, budget, breadth, start):
    place = BUDGETS.index(budget)
    found = {name: arrays[name][place] for name in SEARCHERS}
    *rest, last = _order(start)[:breadth]
    where = f"on average over {', '.join(rest)} and {last}" if rest else last
    return (
        f"{budget:,} evaluation{'s' * (budget > 1)} in a space of 1,024 strings, {where}: local "
        f"search has found the optimum with chance {found['narrow']:.3f}, the (1+1) EA with "
        f"{found['wide']:.3f}, blind search with {found['blind']:.3f}."
    )
