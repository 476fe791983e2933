"""A portfolio: several copies of a searcher share the time."""

from math import log, log2

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.optimization import tuning

TIMES = (0.125, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)  # scale 1
PLACES = [log2(time) for time in TIMES]
TICKS = ("1/8", "1/4", "1/2", "1", "2", "4", "8")
COPIES = (1, 2, 3, 4, 6, 8, 12, 16)
TAILS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0, 4.0)


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
            Control("budget", TIMES, default=1.0, words=lambda t: f"total time {t:.3g}, scale 1"),
            Control(
                "breadth",
                COPIES,
                default=4,
                words=lambda k: f"{k} copies in turn" if k > 1 else "1 run",
            ),
            Control("tail", TAILS, default=2.0, words=_tail_words),
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
