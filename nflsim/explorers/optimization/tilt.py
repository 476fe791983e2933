"""Tilt the world: where a lunch comes from, and who pays for it."""

from fractions import Fraction
from functools import cache, partial

import numpy as np

from nflsim import finite
from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.optimization import enumeration, performance, worlds

N = 4
Q = 3
LOOKS = tuple(range(1, N + 1))
TILTS = tuple(tenth / 10 for tenth in range(11))


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
                "budget", LOOKS, default=2, words=lambda m: f"{counted(m, 'evaluation')} of {N}"
            ),
            Control(
                "breadth",
                tuple(range(1, len(_members()) + 1)),
                default=15,
                words=lambda j: f"{j} of 15 functions",
            ),
            Control("tilt", TILTS, default=0.5, words=lambda tilt: f"{tilt:.0%} set on class"),
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
