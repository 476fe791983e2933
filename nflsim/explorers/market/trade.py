"""Explorer of the chapter on comparative advantage: two makers, two goods."""

from fractions import Fraction
from functools import cache

from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, cursor, curve, figure, line
from nflsim.market import trade

ENGLAND, LABOUR = (100, 120), 220  # men for a year: cloth and wine, and all there are
PORTUGAL, MEN = (90, 80), 170
SIZES = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 4.0)
GOODS = tuple(tenth / 10 for tenth in range(10, 21))
CLOSE = tuple(tenth / 10 for tenth in range(11))


def two_makers() -> Explorer:
    """Return the explorer *Two makers*."""
    return Explorer(
        slug="two-makers",
        title="Two makers",
        summary=(
            "Line plot of what two makers have together over what they have alone, against the "
            "size of the second, a quarter to four times Ricardo's. The best plan is above 1 by up "
            "to a twelfth, or at 1 with equal ratios; one good each falls where sizes differ."
        ),
        source="market.two_makers",
        controls=(
            Control("budget", SIZES, default=1.0, words=lambda s: f"second maker {_size(s)}"),
            Control("breadth", GOODS, default=1.3, words=_goods),
            Control(
                "closeness",
                CLOSE,
                default=0.0,
                words=lambda c: f"{c:.0%} of the way to equal ratios",
            ),
        ),
        model=_gains,
        figure=figure(
            line("one", "One good each", "specialist", SIZES),
            curve("alone", "Both goods each, no trade", "generalist", [SIZES[0], SIZES[-1]]),
            line("best", "The best plan", "adaptive", SIZES),
            line("chosen", "As broad as chosen", "broken", SIZES),
            cursor((0, 1.15)),
            x=Axis("size of the second maker", 0.1, 4.15, (0.25, 1, 2, 3, 4)),
            y=Axis("both goods, over no trade", 0, 1.15, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_gains,
        table={"size": "sizes", "one good each": "one", "best plan": "best", "as chosen": "chosen"},
        presets=(
            Preset(
                label="Ricardo's numbers",
                state={"budget": 1.0, "breadth": 1.0, "closeness": 0.0},
                see="the second needs less labour for both goods, and still there is more of both",
            ),
            Preset(
                label="A small partner",
                state={"budget": 0.25, "breadth": 1.0, "closeness": 0.0},
                see="the large one must make both goods: one good each would leave too little",
                generalist_wins=True,
            ),
            Preset(
                label="Alike",
                state={"budget": 1.0, "breadth": 2.0, "closeness": 1.0},
                see="equal ratios: no plan beats making both, whoever is better at what",
                generalist_wins=True,
            ),
        ),
        facts={
            "gain": _gain,
            "reached": _reached,
            "size": lambda arrays, budget, **_: _size(budget),
            "back": lambda arrays, breadth, **_: f"{breadth - 1:.0%}",
            "near": lambda arrays, closeness, **_: f"{closeness:.0%}",
        },
    )


def _size(size):
    return "as large as Ricardo's" if size == 1 else f"{size:g} times Ricardo's"


def _goods(breadth):
    ends = {1.0: "one good each", 2.0: "both goods each"}
    return ends.get(breadth, f"{breadth - 1:.0%} of the way back to both")


@cache
def _costs(closeness):
    """Return the second maker's costs: its cloth moves until its ratio is the first's."""
    equal = Fraction(PORTUGAL[1] * ENGLAND[0], ENGLAND[1])
    share = Fraction(round(10 * closeness), 10)
    return (PORTUGAL[0] - share * (PORTUGAL[0] - equal), Fraction(PORTUGAL[1]))


@cache
def _plan(closeness):
    """Return for each size what trade makes of both goods, over what each makes alone."""
    second, rows = _costs(closeness), []
    for size in SIZES:
        labour = [LABOUR, MEN * Fraction(str(size))]
        alone = sum(trade.autarky([ENGLAND, second], labour, [1, 1]))
        best, made, prices = trade.world([ENGLAND, second], labour, [1, 1])
        rows.append((best / alone, alone, [all(row) for row in made], prices[0] / prices[1]))
    return rows


@cache
def _together(closeness, breadth):
    """Return, over no trade, what there is if each leans to its better good as far as chosen."""
    second, out = _costs(closeness), []
    lean = 2 - Fraction(round(10 * breadth), 10)  # 1: one good only; 0: as without trade
    for size, (_, alone, _, _) in zip(SIZES, _plan(closeness)):
        cloth = wine = Fraction(0)
        for costs, labour, better in ((ENGLAND, LABOUR, 0), (second, MEN * Fraction(str(size)), 1)):
            even = [Fraction(cost, 1) / sum(costs) for cost in costs]
            shares = [(1 - lean) * part + lean * (good == better) for good, part in enumerate(even)]
            cloth += shares[0] * labour / costs[0]
            wine += shares[1] * labour / costs[1]
        out.append(min(cloth, wine) / alone)
    return out


def _gains(budget, breadth, closeness):
    return {
        "one": _together(closeness, 1.0),
        "alone": [1.0, 1.0],
        "best": [row[0] for row in _plan(closeness)],
        "chosen": _together(closeness, breadth),
        "sizes": SIZES,
        "cursor.x": [budget, budget],
    }


def _gain(arrays, budget, **_):
    return f"{float(arrays['best'][SIZES.index(budget)] - 1):.1%}"


def _reached(arrays, budget, **_):
    place = SIZES.index(budget)
    return f"{float(arrays['chosen'][place] / arrays['best'][place]):.1%}"


def _read_gains(arrays, budget, breadth, closeness):
    place = SIZES.index(budget)
    low, high = trade.terms_of_trade(ENGLAND, _costs(closeness))
    best, one, chosen = (float(arrays[name][place]) for name in ("best", "one", "chosen"))
    _, _, both, price = _plan(closeness)[place]
    if low == high:
        who = f"Both cost ratios are {low}: nobody gains."
    else:
        large, small = ("first", "second") if both[0] else ("second", "first")
        who = (
            f"In the best plan the {large} makes both goods, so cloth trades at the {large}'s own "
            f"ratio, {price} of a wine, and the {small} has all the gain."
        )
    leaning = f", {_goods(breadth)} gives {chosen:.3f}" if breadth > 1 else ""
    return (
        f"The second maker is {_size(budget)}. Of both goods together, one good each gives "
        f"{one:.3f} times what there is without trade{leaning}, the best plan {best:.3f}. {who}"
    )
