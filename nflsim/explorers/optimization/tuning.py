"""Explorers of one dial for several jobs, and of several copies of one searcher."""

from functools import cache
from math import log, log2

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, line, rule
from nflsim.optimization import chains, runtimes, tuning

BITS = 20
JOBS = ("LeadingOnes", "Jump 3", "Jump 2", "Jump 4")
WITHIN = (100, 200, 300, 500, 1000, 3000, 10_000, 30_000, 100_000)
FLIPS = tuple(tenth / 10 for tenth in range(5, 61))  # bits flipped on average, n p

TIMES = (0.125, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)  # scale 1
PLACES = [log2(time) for time in TIMES]
TICKS = ("1/8", "1/4", "1/2", "1", "2", "4", "8")
COPIES = (1, 2, 3, 4, 6, 8, 12, 16)
TAILS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0, 4.0)


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
            Control(
                name="budget",
                label="Budget",
                values=WITHIN,
                default=300,
                words=lambda b: f"{b:,} evaluations a job",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=tuple(range(1, len(JOBS) + 1)),
                default=2,
                words=lambda k: f"{k} job{'s' * (k > 1)}",
            ),
            Control(
                name="dial",
                label="Dial",
                values=FLIPS,
                default=1.5,
                words=lambda flips: f"{flips:g} of {BITS} bits",
            ),
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


def portfolio() -> Explorer:
    """Return the explorer *Portfolio*."""
    return Explorer(
        slug="portfolio",
        title="Portfolio",
        summary=(
            "Line plot of the chance to have finished, 0 to 1, against the total time, an eighth "
            "to eight times the scale, for one run and for several copies in turn. The copies' "
            "curve lies above for long tails, below for short ones, and on it at shape 1."
        ),
        source="optimization.portfolio",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=TIMES,
                default=1.0,
                words=lambda t: f"total time {t:.3g}, scale 1",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=COPIES,
                default=4,
                words=lambda k: f"{k} copies in turn" if k > 1 else "1 run",
            ),
            Control(
                name="tail",
                label="Tail",
                values=TAILS,
                default=2.0,
                words=_tail_words,
            ),
        ),
        model=_portfolio,
        figure=figure(
            line("single", "One run", "specialist", PLACES),
            line("copies", "Copies in turn", "generalist", PLACES),
            cursor((0, 1)),
            x=Axis("total time (scale = 1)", -3.2, 3.2, range(-3, 4), TICKS),
            y=Axis("chance to have finished", -0.03, 1.03, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_portfolio,
        table={"total time": "times", "one run": "single", "copies in turn": "copies"},
        digits=3,
        presets=(
            Preset(
                label="Alike runs",
                state={"budget": 1.0, "breadth": 4, "tail": 2.0},
                see="all runs take about as long: finish one before you start another",
            ),
            Preset(
                label="Exactly neutral",
                state={"budget": 1.0, "breadth": 16, "tail": 1.0},
                see="no memory, no difference: one curve, at every budget and every breadth",
            ),
            Preset(
                label="Long tail",
                state={"budget": 1.0, "breadth": 8, "tail": 0.5},
                see="some runs are lucky, some very long: do not stake all on one",
                generalist_wins=True,
            ),
        ),
        facts={
            "half": lambda arrays, tail, **_: _median(1, tail),
            "halves": lambda arrays, breadth, tail, **_: _median(breadth, tail),
        },
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


def _tail_words(tail):
    kind = "no memory" if tail == 1 else "long tail" if tail < 1 else "short tail"
    return f"shape {tail:g}, {kind}"


def _portfolio(budget, breadth, tail):
    return {
        "single": tuning.found_by(TIMES, copies=1, tail=tail),
        "copies": tuning.found_by(TIMES, copies=breadth, tail=tail),
        "times": TIMES,
        "cursor.x": np.log2([budget, budget]),
    }


def _median(copies, tail):
    total = log(2) ** (1 / tail) * tuning.copies_ratio(copies=copies, tail=tail)
    return np.format_float_positional(total, precision=2, fractional=False)


def _read_portfolio(arrays, budget, breadth, tail):
    place = TIMES.index(budget)
    single, copies = arrays["single"][place], arrays["copies"][place]
    lead = f"By a total time of {budget:.3g} (scale 1), at shape {tail:g}, one run has"
    if breadth == 1:
        return f"{lead} finished with chance {single:.3f}; one copy leaves nothing to compare."
    ratio = tuning.copies_ratio(copies=breadth, tail=tail)
    verdict = "as long as" if ratio == 1 else f"{ratio:.3g} times as long as"
    return (
        f"{lead} finished with chance {single:.3f} and the first of {breadth} in turn with "
        f"{copies:.3f}; on average that takes {verdict} a single run."
    )
