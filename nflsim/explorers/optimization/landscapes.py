"""Home and away: searchers on six landscapes."""

from functools import cache, partial
from math import log2

import numpy as np

from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.optimization import chains, landscapes

BITS = 10
BUDGETS = (1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
PLACES = [log2(m) for m in BUDGETS]
LANDSCAPES = ("OneMax", "LeadingOnes", "Jump 2", "Jump 3", "Needle", "Trap")
SEARCHERS = {
    "narrow": "Local search, one bit at a time",
    "wide": "(1+1) EA, any bits",
    "blind": "Blind search",
}


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
            Control("budget", BUDGETS, default=64, words=lambda m: counted(m, "evaluation")),
            Control(
                "breadth",
                tuple(range(1, len(LANDSCAPES) + 1)),
                default=1,
                words=lambda j: counted(j, "landscape"),
            ),
            Control(
                "start",
                ("home", "away"),
                label="Take landscapes from",
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
        f"{counted(budget, 'evaluation')} in a space of 1,024 strings, {where}: local "
        f"search has found the optimum with chance {found['narrow']:.3f}, the (1+1) EA with "
        f"{found['wide']:.3f}, blind search with {found['blind']:.3f}."
    )
