"""One dial: a searcher tuned to one job, or to all."""

from functools import cache

import numpy as np

from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, curve, figure, line, rule
from nflsim.optimization import chains, runtimes

BITS = 20
JOBS = ("LeadingOnes", "Jump 3", "Jump 2", "Jump 4")
WITHIN = (100, 200, 300, 500, 1000, 3000, 10_000, 30_000, 100_000)
FLIPS = tuple(tenth / 10 for tenth in range(5, 61))  # bits flipped on average, n p


def one_dial() -> Explorer:
    """Return the explorer *One dial, k jobs*."""
    return Explorer(
        slug="one-dial",
        title="One dial, k jobs",
        summary=(
            "Line plot of the chance to solve a job over that of the specialists, 0 to 1, "
            "against the bits flipped per child, 0.5 to 6: a hump for one dial on all jobs, below "
            "the level line at 1 for specialists with a dial each. Geometric mean over the jobs; "
            "a jump starts at the edge of its gap."
        ),
        source="optimization.one_dial",
        controls=(
            Control("budget", WITHIN, default=300, words=lambda b: f"{b:,} evaluations a job"),
            Control(
                "breadth",
                tuple(range(1, len(JOBS) + 1)),
                default=2,
                words=lambda k: counted(k, "job"),
            ),
            Control("dial", FLIPS, default=1.5, words=lambda flips: f"{flips:g} of {BITS} bits"),
        ),
        model=_dial,
        figure=figure(
            line("team", "A dial for each job", "specialist", (FLIPS[0], FLIPS[-1])),
            curve("one", "One dial for all jobs", "generalist", FLIPS),
            rule("best", "Best single dial", "adaptive", (0, 1)),
            cursor((0, 1)),
            x=Axis("dial (bits flipped on average)", 0.4, 6.1, range(1, 7)),
            y=Axis("chance to solve, over specialists", -0.03, 1.03, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_dial,
        table={"dial": "dials", "chance": "chance", "over the specialists'": "one"},
        presets=(
            Preset(
                label="The wrong job's dial",
                state={"budget": 300, "breadth": 2, "dial": 1.5},
                see="tuned to LeadingOnes, poor at the jump",
            ),
            Preset(
                label="The best compromise",
                state={"budget": 300, "breadth": 2, "dial": 2.2},
                see="the best single dial still pays for serving two masters",
            ),
            Preset(
                label="More masters",
                state={"budget": 300, "breadth": 4, "dial": 2.5},
                see="four jobs: the hump is lower",
            ),
            Preset(
                label="The harder job's dial",
                state={"budget": 3000, "breadth": 2, "dial": 3.0},
                see=(
                    "ten times the budget, and the easier job is solved at the other's dial too: "
                    "breadth costs nothing that could be seen"
                ),
                generalist_wins=True,
            ),
            Preset(
                label="Budget to spare",
                state={"budget": 30_000, "breadth": 2, "dial": 2.4},
                see="far above the need of both jobs: breadth costs next to nothing",
                generalist_wins=True,
            ),
        ),
        facts={"near": lambda arrays, **_: f"{(arrays['one'] >= 0.9).mean():.0%}"},
    )


@cache
def _solved(within):
    """Return the log chance to solve each job within a budget at each dial, (jobs, dials)."""
    rates = np.array(FLIPS) / BITS
    rows = []
    for job in JOBS:
        if job == "LeadingOnes":
            walks = [chains.leading_chain(n=BITS, rate=rate) for rate in rates]
            missed = [chains.missed_within(walk, within) for walk in walks]
        else:
            across = runtimes.jump_across(n=BITS, k=int(job[-1]), rate=rates)
            missed = np.exp(within * np.log1p(-1 / across))
        rows.append(np.log1p(-np.array(missed)))
    return np.array(rows)


def _dial(budget, breadth, dial):
    solved = _solved(budget)[:breadth]
    chance, team = np.exp(solved.mean(axis=0)), np.exp(solved.max(axis=1).mean())
    best = _best_dials(chance)[0]
    return {
        "one": np.minimum(chance / team, 1),
        "team": [1.0, 1.0],
        "chance": chance,
        "specialists": team,
        "best.x": [best, best],
        "dials": FLIPS,
        "cursor.x": [dial, dial],
    }


def _best_dials(chances):
    """Return the dials that are as good as the best, to a millionth: where all is won, many."""
    return [f for f, chance in zip(FLIPS, chances) if chance >= max(chances) * (1 - 1e-6)]


def _read_dial(arrays, budget, breadth, dial):
    chance, team = arrays["chance"], arrays["specialists"]
    here, peak, best = chance[FLIPS.index(dial)], chance.max(), _best_dials(chance)
    which = f"the best dial, {best[0]:g} bits,"
    if len(best) > 1:
        which = f"the best dials, {best[0]:g} to {best[-1]:g} bits,"
    if breadth == 1:
        return (
            f"{budget:,} evaluations for one job, {JOBS[0]}: this dial, {dial:g} bits, solves it "
            f"with chance {here:.3f}, {which} with {peak:.3f}; with one job that is the specialist."
        )
    return (
        f"{budget:,} evaluations for each of {breadth} jobs ({', '.join(JOBS[:breadth])}), chances "
        f"in the geometric mean: specialists with a dial each solve a job with {team:.3f}; this "
        f"dial, {dial:g} bits, with {here:.3f}, {here / team:.1%} of that; {which} with "
        f"{peak:.3f}, {peak / team:.1%}."
    )
