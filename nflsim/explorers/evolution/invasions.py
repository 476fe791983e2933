"""Who invades whom: the sign of invasion fitness."""

import numpy as np

from nflsim.evolution import adaptive
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import SIGNED, Axis, curve, figure, heatmap, rule

WIDTHS = (0.5, 0.6, 0.75, 1.0, 1.25, 1.5)
APART = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
SENDS = (0.5, 0.6, 0.7, 0.8, 0.9)
PHENOTYPES = [twentieth * 0.1 for twentieth in range(-20, 21)]
LEVELS = 5  # shades on each side of zero
EDGE = 1e-9


def who_invades_whom() -> Explorer:
    """Return the explorer *Who can invade whom*."""
    low, high = PHENOTYPES[0] - 0.05, PHENOTYPES[-1] + 0.05
    ticks = (-2, -1, 0, 1, 2)
    return Explorer(
        slug="who-invades-whom",
        title="Who can invade whom",
        summary=(
            "Map of the growth of a rare mutant, -1 or less to 1 or more, over the phenotype of "
            "the residents and of the mutant, both -2 to 2, zero on the diagonal. Where small "
            "steps lead, equal niches let mutants on both sides grow, or neither."
        ),
        source="evolution.who_invades_whom",
        controls=(
            Control("budget", WIDTHS, default=0.75, words=lambda s: f"bodies of width {s:g}"),
            Control("breadth", APART, default=2.5, words=lambda d: f"niches {d:g} apart"),
            Control(
                "share",
                SENDS,
                label="Right niche",
                default=0.5,
                words=lambda c: f"sends {c:.0%} of all",
            ),
        ),
        model=_invasions,
        figure=figure(
            heatmap("growth", "growth of the mutant", (-1, 1), PHENOTYPES, PHENOTYPES, SIGNED),
            curve("same", "Mutant like the residents", "blind", (low, high)),
            rule("rest", "Where small steps lead", "adaptive", (low, high)),
            x=Axis("residents", low, high, ticks),
            y=Axis("mutant", low, high, ticks),
        ),
        reading=_read_invasions,
        table={"mutant": "mutants", "growth where small steps lead": "at_rest"},
        presets=(
            Preset(
                label="A valley",
                state={"budget": 0.75, "breadth": 2.5, "share": 0.5},
                see="small steps lead to the middle, and there mutants on both sides invade",
            ),
            Preset(
                label="A peak",
                state={"budget": 1.5, "breadth": 2.5, "share": 0.5},
                see="wider bodies, the same niches: in the middle nobody invades",
                generalist_wins=True,
            ),
            Preset(
                label="Safe from neighbours only",
                state={"budget": 1.0, "breadth": 2.5, "share": 0.9},
                see="unequal niches: no near mutant invades at rest, one far to the left does",
            ),
        ),
        digits=3,
        facts={"ratio": _ratio},
    )


def _invasions(budget, breadth, share):
    niches, shares = (-breadth / 2, breadth / 2), (1 - share, share)
    rest = adaptive.singular_point(niches, shares)
    growth = adaptive.invasion_map(PHENOTYPES, niches, shares, width=budget)
    # Away from zero: the shade of the least growth still tells its sign.
    shade = np.ceil(np.clip(abs(growth), 0, 1) * LEVELS - EDGE) / LEVELS
    mutants = np.array(PHENOTYPES)
    return {
        "growth": np.sign(growth) * np.where(abs(growth) > EDGE, shade, 0),
        "rest.x": [rest, rest],
        "at_rest": adaptive.invasion_fitness(mutants, rest, niches, shares, width=budget),
        "mutants": mutants,
        "same": [PHENOTYPES[0] - 0.05, PHENOTYPES[-1] + 0.05],
    }


def _ratio(arrays, budget, breadth, share):
    return f"{share * (1 - share) * (breadth / budget) ** 2:.2f}"


def _read_invasions(arrays, budget, breadth, share):
    niches, shares = (-breadth / 2, breadth / 2), (1 - share, share)
    rest, growth = float(arrays["rest.x"][0]), arrays["at_rest"]
    top = float(growth.max())
    best = [y for y, value in zip(PHENOTYPES, growth) if value > top - 1e-9]
    where = f"at {' and '.join(f'{y:.1f}' for y in best)} (growth {top:.2f})"
    lead = (
        f"Bodies of width {budget:g}, niches {breadth:g} apart, the right one sends {share:.0%}: "
        f"small steps lead to {rest:.2f}, and there"
    )
    bend = adaptive.bends_up(niches, shares, width=budget)
    if bend > EDGE:
        return f"{lead} mutants on both sides invade, most of all {where}: the population splits."
    if top <= EDGE:
        return f"{lead} nobody invades: the generalist stays."
    if bend > -EDGE:
        return f"{lead}, just on the edge, mutants on the left invade, most of all {where}."
    return (
        f"{lead} no near mutant invades; a far one does, most of all {where}: the generalist is "
        "safe from small steps only."
    )
