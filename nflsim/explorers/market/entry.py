"""Entry and exit: simulated markets, turn by turn."""

from functools import cache

import numpy as np

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import SHARES, Axis, figure, heatmap, line
from nflsim.market import crowd, niches

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
ROUNDS = 80
EVERY = 2
SEED = 1980
SHADES = 15
ROWS = [0.125 + quarter / 4 for quarter in range(28)]  # log2 of the breadth
LOOKS = list(range(0, ROUNDS + 1, EVERY))


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
                "budget",
                ROOM[::-1],  # more niches a firm to the right
                default=30,
                words=lambda n: f"{RING // n} niches a firm",
            ),
            Control("breadth", STARTS, default=120, words=lambda j: f"all begin with {j} niches"),
            Control("market", tuple(MARKETS), default="fixed-1.5", words=_words, kind="select"),
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
