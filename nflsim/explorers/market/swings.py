"""Explorer of the chapter on swings: how broad to be when demand alternates."""

from functools import cache

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.market import swings

RESERVES = (3, 6, 9, 12, 16, 24, 36)
SPELLS = (1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
PLACES = [float(np.log2(spell)) for spell in SPELLS]
KINDS = ("the specialist", "nearly the specialist", "nearly the generalist", "the generalist")


def ride_it_out() -> Explorer:
    """Return the explorer *Ride it out*."""
    return Explorer(
        slug="ride-it-out",
        title="Ride it out",
        summary=(
            "Line plot of the value of a firm, 0 to 180, against the mean length of a spell of "
            "demand, 1.5 to 64 steps, for three breadths. The generalist's is nearly level; with "
            "middling reserves the specialist's is high at short and very long spells, low between."
        ),
        source="market.ride_it_out",
        controls=(
            Control("budget", RESERVES, default=12, words=lambda r: f"reserves of {r}"),
            Control("breadth", (0, 1, 2, 3), default=1, words=lambda b: KINDS[b]),
            Control(
                "spell", SPELLS, default=4.0, words=lambda spell: f"{spell:g} steps on average"
            ),
        ),
        model=_values,
        figure=figure(
            line("narrow", "The specialist: +4 or -2", "specialist", PLACES),
            line("broad", "The generalist: +1 or 0", "generalist", PLACES),
            line("chosen", "As broad as chosen", "adaptive", PLACES),
            cursor((0, 180)),
            x=Axis(
                "mean length of a spell (steps)",
                0.4,
                6.2,
                range(1, 7),
                tuple(["2", "4", "8", "16", "32", "64"]),
            ),
            y=Axis("value (discounted payouts)", -3, 183, (0, 60, 120, 180)),
        ),
        reading=_read_values,
        table={
            "mean spell": "spells",
            "specialist": "narrow",
            "generalist": "broad",
            "as chosen": "chosen",
        },
        presets=(
            Preset(
                label="Short spells",
                state={"budget": 12, "breadth": 0, "spell": 1.5},
                see="swings too quick to ruin it soon: the specialist's higher mean counts",
            ),
            Preset(
                label="Spells that ruin",
                state={"budget": 12, "breadth": 3, "spell": 4.0},
                see="long enough to use up the reserves: the generalist is worth more",
                generalist_wins=True,
            ),
            Preset(
                label="Long good spells",
                state={"budget": 12, "breadth": 0, "spell": 64.0},
                see="one good spell brings more than twice what the generalist ever earns",
            ),
            Preset(
                label="In between",
                state={"budget": 24, "breadth": 1, "spell": 4.0},
                see="neither end: a firm nearly as narrow as the specialist is worth most",
            ),
        ),
        digits=2,
        facts={
            "ahead": _ahead,
            "ratio": _ratio,
            "kind": lambda arrays, breadth, **_: KINDS[breadth],
        },
    )


@cache
def _worth(reserves, breadth):
    """Return what a firm is worth at each spell."""
    gain, loss = swings.income(breadth)
    rules = {"gain": gain, "loss": loss, "reserves": swings.UNITS * reserves}
    return [swings.value(spell=spell, **rules)[0] / swings.UNITS for spell in SPELLS]


def _values(budget, breadth, spell):
    return {
        "narrow": _worth(budget, 0),
        "broad": _worth(budget, 3),
        "chosen": _worth(budget, breadth),
        "spells": SPELLS,
        "cursor.x": np.log2([spell, spell]),
    }


def _ahead(arrays, **_):
    return f"{(arrays['narrow'] > arrays['broad']).sum()} of {len(SPELLS)}"


def _ratio(arrays, spell, **_):
    narrow, broad, chosen = (arrays[n][SPELLS.index(spell)] for n in ("narrow", "broad", "chosen"))
    return f"{chosen / max(narrow, broad):.2f}"


def _read_values(arrays, budget, breadth, spell):
    place = SPELLS.index(spell)
    narrow, broad, chosen = (arrays[name][place] for name in ("narrow", "broad", "chosen"))
    leader = "the specialist" if narrow > broad else "the generalist"
    gain, loss = swings.income(0)
    life = swings.mean_life(gain=gain, loss=loss, reserves=swings.UNITS * budget, spell=spell)
    return (
        f"Reserves {budget}, spells of {spell:g} steps: the specialist is worth {narrow:.2f} and "
        f"lives {life:,.0f} steps on average, the generalist is worth {broad:.2f} and cannot be "
        f"ruined; of the two {leader} wins. As chosen, {KINDS[breadth]}: {chosen:.2f}."
    )
