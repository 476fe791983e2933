"""Explorers of the chapter on niches: how narrow a firm, and firms that come and go."""

from functools import cache

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import SHARES, Axis, cursor, curve, figure, heatmap, line, rule
from nflsim.market import crowd, niches

FIRMS, NICHES = 5, 60
EVEN = NICHES / FIRMS
EFFORTS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
BREADTHS = (3, 4, 5, 6, 10, 12, 15, 20, 30, 40, 50, 60)
STRENGTHS = (0.5, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
CURVE = list(range(3, NICHES + 1))

RING = 120  # niches of the simulated markets
ROOM = (24, 30, 40, 60)
STARTS = (6, 20, 120)
KINDS = {
    "fixed": "a fixed number of firms",
    "open": "firms come and go",
    "alone": "a fixed number, no outsider",
}
SHORT = {"fixed": "fixed number", "open": "come and go", "alone": "no outsider"}
TAKES = (0.8, 1.2, 1.5, 3.0)
MARKETS = {f"{kind}-{g:g}": (kind, g) for kind in KINDS for g in TAKES}
ROUNDS, EVERY, SEED, SHADES = 80, 2, 1980, 15
ROWS = [0.125 + quarter / 4 for quarter in range(28)]  # log2 of the breadth
LOOKS = list(range(0, ROUNDS + 1, EVERY))


def how_narrow() -> Explorer:
    """Return the explorer *How narrow a firm*."""
    return Explorer(
        slug="how-narrow",
        title="How narrow a firm",
        summary=(
            "Line plot of what a firm earns over an even share, against its breadth, 3 to 60 "
            "niches, among four rivals who are in all 60. With weak competition, or a firm much "
            "stronger than they, the curve rises to the broadest; else its top is narrower."
        ),
        source="market.how_narrow",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=EFFORTS,
                default=1.0,
                words=lambda e: "as much as a rival" if e == 1 else f"{e:g} times a rival's effort",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=BREADTHS,
                default=60,
                words=lambda j: f"{j} of {NICHES} niches",
            ),
            Control(
                name="strength",
                label="Winner takes",
                values=STRENGTHS,
                default=2.0,
                words=lambda g: f"share as effort to the power {g:g}",
            ),
        ),
        model=_firms,
        figure=figure(
            curve("earned", "This firm", "adaptive", CURVE),
            line("even", "An even share", "blind", [CURVE[0], NICHES]),
            line("broad", "In all niches", "generalist", [NICHES]),
            rule("best", "Best breadth", "specialist", (0, 5)),
            cursor((0, 5)),
            x=Axis("breadth (niches, of 60)", 1, 62, (10, 20, 30, 40, 50, 60)),
            y=Axis("earned, over an even share", 0, 5.05, (0, 1, 2, 3, 4, 5)),
        ),
        reading=_read_firms,
        table={"breadth": "breadths", "over an even share": "earned"},
        presets=(
            Preset(
                label="Strong competition",
                state={"budget": 1.0, "breadth": 30, "strength": 2.0},
                see="half the niches, twice the effort in each: a quarter more than an even share",
            ),
            Preset(
                label="Weak competition",
                state={"budget": 1.0, "breadth": 60, "strength": 1.25},
                see="at N/(N-1) the broadest firm is still best",
                generalist_wins=True,
            ),
            Preset(
                label="Winner takes nearly all",
                state={"budget": 1.0, "breadth": 40, "strength": 10.0},
                see="a firm a third narrower wins nearly all of each: stronger is not narrower",
            ),
            Preset(
                label="A little stronger",
                state={"budget": 1.5, "breadth": 60, "strength": 10.0},
                see="half as much effort again is enough to win everywhere at once",
                generalist_wins=True,
            ),
        ),
        digits=3,
        facts={
            "effort": _effort,
            "gain": lambda arrays, **_: f"{arrays['top'] - arrays['broad'][0]:.2f}",
            "part": lambda arrays, **_: f"{arrays['top'] * EVEN / arrays['best.x'][0]:.0%}",
        },
    )


def entry_and_exit() -> Explorer:
    """Return the explorer *Entry and exit*."""
    return Explorer(
        slug="entry-and-exit",
        title="Entry and exit",
        summary=(
            "Map of a simulated market: the share of firms at each breadth, 1 to 120 niches, over "
            "80 rounds, with a line where theory has them rest. All broad while competition is "
            "weak, a narrow band where it is strong, scattered at power 3 without an outsider, "
            "and empty where nobody can enter."
        ),
        source="market.entry_and_exit",
        controls=(
            Control(
                name="budget",
                label="Budget",
                values=ROOM[::-1],  # more niches a firm to the right
                default=30,
                words=lambda n: f"{RING // n} niches a firm",
            ),
            Control(
                name="breadth",
                label="Breadth",
                values=STARTS,
                default=120,
                words=lambda j: f"all begin with {j} niches",
            ),
            Control(
                name="market",
                label="Market",
                values=tuple(MARKETS),
                default="fixed-1.5",
                words=_words,
                kind="select",
            ),
        ),
        model=_markets,
        figure=figure(
            heatmap("shares", "share of firms, square root", (0, 1), LOOKS, ROWS, SHARES),
            line("theory", "Where theory has them rest", "specialist", [0, ROUNDS]),
            x=Axis("round", -EVERY / 2, ROUNDS + EVERY / 2, (0, 20, 40, 60, 80)),
            y=Axis(
                "breadth (niches)",
                0,
                7,
                (0, 1, 2, 3, 4, 5, 6, float(np.log2(RING))),
                ("1", "2", "4", "8", "16", "32", "64", f"{RING}"),
            ),
        ),
        reading=_read_markets,
        table={"round": "looks", "firms": "number", "mean breadth": "mean"},
        presets=(
            Preset(
                label="One narrow band",
                state={"budget": 30, "breadth": 120, "market": "fixed-1.5"},
                see="all begin in every niche, and each finds out alone that narrower pays",
            ),
            Preset(
                label="Weak competition",
                state={"budget": 30, "breadth": 6, "market": "fixed-0.8"},
                see="shares nearly alike whatever the effort: everybody goes everywhere",
                generalist_wins=True,
            ),
            Preset(
                label="They come and go",
                state={"budget": 60, "breadth": 20, "market": "open-1.5"},
                see="firms enter until one more would not pay, and rest near where theory says",
            ),
            Preset(
                label="A dual market",
                state={"budget": 24, "breadth": 6, "market": "alone-3"},
                see="no theory here: empty niches pay in full for any effort, and a few giants "
                "may expect more than the narrow",
                generalist_wins=True,
            ),
        ),
        digits=2,
        facts={"beside": lambda arrays, **_: f"{arrays['last'].sum() / RING:.1f}"},
    )


def _firms(budget, breadth, strength):
    rules = {"firms": FIRMS, "g": strength, "effort": budget}
    earned = niches.against_generalists(NICHES / np.array(CURVE), **rules)
    best = NICHES / niches.best_narrowness(**rules)
    return {
        "earned": earned,
        "even": [1.0, 1.0],
        "broad": earned[-1:],
        "best.x": [best, best],
        "top": niches.against_generalists(NICHES / best, **rules),
        "breadths": CURVE,
        "cursor.x": [float(breadth), float(breadth)],
    }


def _effort(arrays, budget, **_):
    return "as much effort as" if budget == 1 else f"{budget:g} times the effort of"


def _read_firms(arrays, budget, breadth, strength):
    best = float(arrays["best.x"][0])
    here = float(arrays["earned"][CURVE.index(breadth)])
    effort = _effort(arrays, budget)
    return (
        f"A firm with {effort} each of four rivals, in {breadth} of "
        f"{NICHES} niches, earns {here:.3f} times an even share where shares go as effort to the "
        f"power {strength:g}; in all niches {arrays['broad'][0]:.3f}. Best are {best:.1f} niches, "
        f"with {arrays['top']:.3f}."
    )


def _words(name):
    kind, g = MARKETS[name]
    return f"{SHORT[kind]}, g = {g:g}"


@cache
def _simulated(firms, entry):
    """Return the breadths at each look for every market of a kind and start, and the seed."""
    rows = [
        (name, start)
        for name, (kind, _) in MARKETS.items()
        if (kind == "open") == entry
        for start in STARTS
    ]
    rules = [MARKETS[name] for name, _ in rows]
    seed = [SEED, ROOM.index(firms), int(entry)]
    common = {
        "niches": RING,
        "g": [g for _, g in rules],
        "outside": [_outsider(kind, g) for kind, g in rules],
        "rounds": ROUNDS,
        "replicates": len(rows),
        "rng": np.random.default_rng(seed),
        "start": [start for _, start in rows],
    }
    if entry:
        seen = crowd.entry_and_exit(places=firms, fee=RING / firms, **common)
    else:
        seen = crowd.breadths(firms=firms, **common)
    return dict(zip(rows, seen[:, ::EVERY])), seed


def _outsider(kind, g):
    return 0.0 if kind == "alone" else 10**-g


@cache
def _expected(firms, kind, g):
    """Return number and breadth of the firms at rest in theory."""
    rules = {"niches": RING, "g": g, "outside": _outsider(kind, g)}
    if kind == "open":
        firms = niches.free_entry(fee=RING / firms, **rules)
    return firms, niches.random_breadth(firms=firms, **rules)


def _markets(budget, breadth, market):
    kind, g = MARKETS[market]
    markets, seed = _simulated(budget, kind == "open")
    seen = markets[market, breadth]
    number = (seen > 0).sum(axis=1)
    return {
        "shares": _shades(seen, number),
        "theory": [np.log2(_expected(budget, kind, g)[1])] * 2,
        "number": number,
        "mean": seen.sum(axis=1) / np.maximum(number, 1),
        "last": np.sort(np.append(seen[-1], [0] * (ROOM[-1] - budget))),
        "seed": seed,
        "looks": LOOKS,
    }


def _shades(seen, number):
    """Return the share of the firms in each row at each look, its square root in few shades."""
    rows = np.floor(4 * np.log2(np.maximum(seen, 1))).astype(int)
    inside = (rows == np.arange(len(ROWS))[:, None, None]) & (seen > 0)
    shares = inside.sum(axis=2) / np.maximum(number, 1)
    return np.rint(np.sqrt(shares) * SHADES) / SHADES


def _read_markets(arrays, budget, breadth, market):
    kind, g = MARKETS[market]
    firms, rest = _expected(budget, kind, g)
    last = [int(width) for width in arrays["last"] if width]
    lead = (
        f"Shares as effort to the power {g:g}, {KINDS[kind]}, all beginning with {breadth} of "
        f"{RING} niches, seed {arrays['seed'].tolist()}: after {ROUNDS} rounds"
    )
    if not last:
        return (
            f"{lead} nobody is there: a firm that begins so cannot earn {RING / budget:g} "
            f"niches' worth; in theory {firms} firms of {rest:.1f} could."
        )
    found = (
        f"{len(last)} firms of {np.mean(last):.1f} niches on average, the narrowest in {last[0]}, "
        f"the broadest in {last[-1]}"
    )
    if kind == "alone" and last[-1] > 4 * rest:
        return f"{lead} {found}: a dual market, which theory with its {rest:.1f} does not see."
    number = f"{firms} firms of " if kind == "open" else ""
    return f"{lead} {found}; in theory {number}{rest:.1f}."
