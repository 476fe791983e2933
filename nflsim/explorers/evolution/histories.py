"""Watch it split: populations, generation by generation."""

from functools import cache

import numpy as np

from nflsim.evolution import fitness_sets, lattice, population
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import SHARES, Axis, figure, heatmap, line

SIZES = (30, 100, 300, 1000, 10_000, 100_000)
DISTANCES = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
RATES = (0.01, 0.03, 0.1, 0.3)
SITES = np.linspace(-3.05, 3.05, 123)  # three to a row of the picture
ROWS = SITES.reshape(-1, 3).mean(axis=1)
GENERATIONS = tuple(range(0, 601, 15))
JUMP = 0.05
WIDTH = 1.0
SEED = 1953
SHADES = 15
EVEN = (0.5, 0.5)
COMMON = {"width": WIDTH, "jump": JUMP, "generations": GENERATIONS}


def watch_it_split() -> Explorer:
    """Return the explorer *Watch it split*."""
    half = (ROWS[1] - ROWS[0]) / 2
    step = (GENERATIONS[1] - GENERATIONS[0]) / 2
    return Explorer(
        slug="watch-it-split",
        title="Watch it split",
        summary=(
            "Map of a simulated population: the share at each phenotype, -3 to 3, over 600 "
            "generations, with lines where theory has it rest. One band that stays in the "
            "middle where the niches are near, a fork where they are far."
        ),
        source="evolution.watch_it_split",
        controls=(
            Control("budget", SIZES, default=1000, words=lambda n: f"{n:,} bodies"),
            Control("breadth", DISTANCES, default=3.0, words=lambda d: f"niches {d:g} apart"),
            Control("mutation", RATES, default=0.1, words=lambda rate: f"{rate:.0%} of children"),
        ),
        model=_histories,
        figure=figure(
            heatmap(
                "shares",
                "share, square root",
                (0, 1),
                list(GENERATIONS),
                ROWS.tolist(),
                SHARES,
            ),
            line("upper", "Where theory has it rest", "specialist", [0, GENERATIONS[-1]]),
            line("lower", "Where theory has it rest", "specialist", [0, GENERATIONS[-1]]).update(
                showlegend=False
            ),
            x=Axis("generation", -step, GENERATIONS[-1] + step, (0, 100, 200, 300, 400, 500, 600)),
            y=Axis("phenotype", ROWS[0] - half, ROWS[-1] + half, (-3, -2, -1, 0, 1, 2, 3)),
        ),
        reading=_read_histories,
        table={
            "generation": "generations",
            "mean phenotype": "mean",
            "variance": "variance",
            "variance, infinite population": "endless",
        },
        presets=(
            Preset(
                label="A fork",
                state={"budget": 1000, "breadth": 3.0, "mutation": 0.1},
                see="nobody decides it: the population stands in a valley and leaves it both ways",
            ),
            Preset(
                label="No fork",
                state={"budget": 1000, "breadth": 1.5, "mutation": 0.1},
                see="niches within reach of one body: a population of generalists stays one",
                generalist_wins=True,
            ),
            Preset(
                label="Slow mutation",
                state={"budget": 1000, "breadth": 3.0, "mutation": 0.01},
                see="fewer mutants: after 600 generations the branches are half way",
            ),
            Preset(
                label="A handful",
                state={"budget": 30, "breadth": 3.0, "mutation": 0.1},
                see="thirty bodies have too few mutants to leave the valley in time",
            ),
        ),
        facts={
            "bodies": lambda arrays, budget, **_: f"{budget:,}",
            "reached": lambda arrays, **_: f"{arrays['variance'][-1] / arrays['endless'][-1]:.0%}",
        },
    )


@cache
def _endless(apart, rate):
    """Return the variance of an infinite population at each of the generations."""
    shares = population.recursion(SITES, (-apart / 2, apart / 2), EVEN, rate=rate, **COMMON)
    return lattice.variance(SITES, shares)


def _histories(budget, breadth, mutation):
    niches, z = (-breadth / 2, breadth / 2), fitness_sets.specialist(breadth / 2, width=WIDTH)
    rng = np.random.default_rng(_seed(budget, breadth, mutation))
    (counts,) = population.counts(
        SITES, niches, EVEN, size=budget, rate=mutation, replicates=1, rng=rng, **COMMON
    )
    rows = counts.reshape(len(GENERATIONS), -1, 3).sum(axis=2).T / budget
    shades = np.rint(np.sqrt(rows) * SHADES) / SHADES
    return {
        "shares": shades,
        "upper": [z, z],
        "lower": [-z, -z],
        "mean": counts @ SITES / budget,
        "variance": lattice.variance(SITES, counts),
        "endless": _endless(breadth, mutation),
        "bands": _bands(shades[:, -1], counts[-1]),
        "generations": GENERATIONS,
    }


def _bands(shades, counts):
    """Return the mean phenotypes below and above the widest gap seen; twice the mean if none."""
    seen = np.flatnonzero(shades)
    gaps = np.diff(seen)
    if gaps.max(initial=1) == 1:
        return [counts @ SITES / counts.sum()] * 2
    cut = 3 * (seen[gaps.argmax()] + 1)
    return [
        counts[side] @ SITES[side] / counts[side].sum() for side in (slice(cut), slice(cut, None))
    ]


def _seed(size, apart, rate):
    """Return the seed of a state: the year of the model and its place on the three controls."""
    return SEED, SIZES.index(size), DISTANCES.index(apart), RATES.index(rate)


def _read_histories(arrays, budget, breadth, mutation):
    z, (low, high) = float(arrays["upper"][0]), arrays["bands"]
    lead = (
        f"{budget:,} bodies, niches {breadth:g} apart, {mutation:.0%} mutants, "
        f"seed {[*_seed(budget, breadth, mutation)]}: after {GENERATIONS[-1]} "
        "generations"
    )
    theory = f"in theory two specialists rest at -{z:.2f} and {z:.2f}"
    if not z:
        theory = "in theory the generalist stays"
    if low == high:
        return (
            f"{lead} still one band, its mean at {_tidy(low)} and its variance "
            f"{arrays['variance'][-1]:.3f}; {theory}."
        )
    at_rest = z and max(abs(low + z), abs(high - z)) < z / 10
    kind = "two branches at rest, at" if at_rest else "two bands, at"
    return f"{lead} {kind} {_tidy(low)} and {_tidy(high)}; {theory}."


def _tidy(number):
    return f"{round(float(number), 2) + 0.0:.2f}"  # no minus before a zero
