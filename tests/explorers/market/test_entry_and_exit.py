"""Entry and exit against a market run anew, firm by firm, from the seed that the reading states.

What theory says is found by small steps of one firm among others, with binomial coefficients.
"""

import math
import re
from functools import cache
from itertools import product

import numpy as np
import pytest
from states import rows

from nflsim.explorers import market
from nflsim.explorers.market import entry

K, ROUNDS = 120, 80
ROOM, STARTS, POWERS = (24, 30, 40, 60), (6, 20, 120), (0.8, 1.2, 1.5, 3.0)


@pytest.fixture(scope="module")
def crowd():
    return market.entry_and_exit()


def row(explorer, **state):
    """Return the arrays and the reading of one state, from the grid."""
    place = explorer.index(state)
    arrays, readings = explorer.grid
    return {name: array[place] for name, array in arrays.items()}, readings[place]


def test_the_map_has_a_cell_for_each_look_and_quarter_of_a_doubling(crowd):
    layout, arrays = crowd.figure.layout, crowd.grid[0]
    heat, theory = crowd.figure.data
    assert (len(heat.y), len(heat.x)) == (28, 41)
    for places in (heat.x, heat.y):
        assert np.ptp(np.diff(places)) < 1e-12
    assert 0 == arrays["shares"].min() < arrays["shares"].max() == 1
    assert arrays["theory"].min() >= 0
    assert list(heat.x) == arrays["looks"][0].tolist()
    assert list(theory.x) == [0, ROUNDS]
    named = [int(text) for text in layout.yaxis.ticktext]
    assert [2**tick for tick in layout.yaxis.tickvals] == pytest.approx(named)


def test_each_control_moves_what_it_should_and_nothing_else(crowd):
    """Where all begin moves the map, never what theory says."""
    moves = [{"shares", "theory"}, {"shares"}, {"shares", "theory"}]
    for control, expected in zip(crowd.controls, moves):
        places = [
            crowd.index({"market": "open-1.5"} | {control.name: value}) for value in control.values
        ]
        moved = {
            key
            for key, array in crowd.grid[0].items()
            if key in crowd.spans and (array[places] != array[places[0]]).any()
        }
        assert moved == expected
        assert len({crowd.grid[1][place] for place in places}) == len(places)


def rings(entry):
    """Return kind, power and beginning of the markets that are run together."""
    kinds = ("open",) if entry else ("fixed", "alone")
    return list(product(kinds, POWERS, STARTS))


def rival(kind, g):
    return 0 if kind == "alone" else 10**-g


@cache
def run(places, kind, g, start):
    """Return the breadths after each round, firm by firm, and what the last firms expect.

    Draws are made for all the markets that share a generator, five numbers for each turn: who,
    which way, where to, like whom another, and where to. One market's are kept.
    """
    entry = kind == "open"
    rng = np.random.default_rng([1980, ROOM.index(places), int(entry)])
    many, here = len(rings(entry)), rings(entry).index((kind, g, start))
    ring = np.arange(2 * K) % K
    fee, efforts, firms = K / places * entry, np.full(K, float(rival(kind, g))), []

    def settle(breadth, place, sign):
        efforts[ring[place : place + breadth]] += sign * breadth**-g

    def expects(breadth):
        return breadth / K * (breadth**-g / (breadth**-g + efforts)).sum()

    def enter(chosen, place):
        like = firms[int(chosen * len(firms))][0] if firms else start
        if len(firms) < places and expects(like) >= fee:
            firms.append((like, place))
            settle(like, place, 1)

    def turn(chosen, wider, place):
        if not firms:
            return
        firm = int(chosen * len(firms))
        old = firms[firm][0]
        settle(*firms[firm], -1)
        np.maximum(efforts, rival(kind, g), out=efforts)
        step = max(1, round(old / 10))
        new = min(K, old + step) if wider else max(1, old - step)
        before, after = expects(old), expects(new)
        if max(before, after) >= fee:
            firms[firm] = (new if after > before else old, place)
            settle(*firms[firm], 1)
        else:
            firms[firm] = firms[-1]
            firms.pop()

    for place in rng.integers(K, size=(0 if entry else places, many))[:, here].tolist():
        firms.append((start, place))
        settle(start, place, 1)
    seen = [[breadth for breadth, _ in firms]]
    for _ in range(ROUNDS):
        for who, up, where, like, last in rng.random((places, 5, many))[:, :, here].tolist():
            turn(who, up < 1 / 2, int(where * K))
            if entry:
                enter(like, int(last * K))
        seen.append([breadth for breadth, _ in firms])
    expected = []
    for each in firms:
        settle(*each, -1)
        expected.append((each[0], expects(each[0])))
        settle(*each, 1)
    return seen, expected


def shades(breadths):
    """Return the share of firms in each quarter of a doubling, as fifteenths of its root."""
    counts = [sum((b**4).bit_length() - 1 == each for b in breadths) for each in range(28)]
    return [round(15 * math.sqrt(c / max(1, len(breadths)))) / 15 for c in counts]


# Each kind of market in each size and at each power once, the beginnings in turn. No choice in
# them is closer than 1e-8, far above rounding.
SAMPLE = [
    (places, kind, POWERS[i % 4], STARTS[(i + i // 3) % 3])
    for i, (places, kind) in enumerate(product(ROOM, ("fixed", "open", "alone")))
]


def test_a_market_run_anew_from_the_seed_in_the_reading_gives_the_picture(crowd):
    for places, kind, g, start in SAMPLE:
        arrays, reading = row(crowd, budget=places, breadth=start, market=f"{kind}-{g:g}")
        seen = run(places, kind, g, start)[0][::2]
        assert f"seed [1980, {ROOM.index(places)}, {int(kind == 'open')}]: after 80 " in reading
        assert np.abs(arrays["shares"] - np.transpose([shades(now) for now in seen])).max() < 1e-12
        assert arrays["number"].tolist() == [len(now) for now in seen]
        assert np.allclose(arrays["mean"], [np.mean(now or [0]) for now in seen], 1e-12, 0)
        assert [width for width in arrays["last"] if width] == sorted(seen[-1])
        assert arrays["looks"].tolist() == list(range(0, ROUNDS + 1, 2))


def reply(mine, others, firms, g, outside):
    """Return what a firm of one breadth expects among firms of another, at places at random."""
    p, own, total = others / K, mine**-g, 0
    for m in range(firms):
        chance = math.comb(firms - 1, m) * p**m * (1 - p) ** (firms - 1 - m)
        total += chance * own / (own + m * others**-g + outside)
    return mine * total


@cache
def rest(firms, g, outside):
    """Return where neither a slightly broader nor a narrower firm expects more, by halving."""
    low, high, step = 1.0, float(K), 1e-5
    for _ in range(40):
        j = (low + high) / 2
        pull = reply(j + step, j, firms, g, outside) - reply(j - step, j, firms, g, outside)
        low, high = (j, high) if pull > 0 else (low, j)
    return j


def test_theory_has_them_rest_where_no_small_step_pays(crowd):
    for (places, start), kind, g in product(
        zip(ROOM, STARTS * 2), ("fixed", "open", "alone"), POWERS
    ):
        arrays, reading = row(crowd, budget=places, breadth=start, market=f"{kind}-{g:g}")
        firms, outside = places, rival(kind, g)
        found = re.search(r"theory (?:with its |(\d+) firms of )?(\d+\.\d)", reading)
        if kind == "open":  # one more would not pay
            firms = int(found[1])
            one, more = ((n, rest(n, g, outside)) for n in (firms, firms + 1))
            assert reply(one[1], one[1], one[0], g, outside) >= K / places * (1 - 1e-9)
            assert reply(more[1], more[1], more[0], g, outside) < K / places
        # The slope over steps of 1e-5 is known to 1e-9; it changes by 1e-4 a niche or more.
        assert 2 ** arrays["theory"] == pytest.approx([rest(firms, g, outside)] * 2, abs=1e-4)
        assert abs(float(found[2]) - rest(firms, g, outside)) < 0.0501


def test_readings_of_markets_say_what_the_arrays_say(crowd):
    for state, arrays, reading in rows(crowd):
        places, start, (kind, g) = state["budget"], state["breadth"], state["market"].split("-")
        last = [int(width) for width in arrays["last"] if width]
        assert f"to the power {g}, " in reading
        assert f"all beginning with {start} of 120 niches" in reading
        # The first to enter finds nobody but the outsider.
        pays = start / (1 + rival(kind, float(g)) * start ** float(g)) >= K / places
        assert ("nobody is there" in reading) == (not last) == (kind == "open" and not pays)
        if last:
            assert f"{len(last)} firms of {np.mean(last):.1f} niches on average" in reading
            assert f"narrowest in {last[0]}, the broadest in {last[-1]}" in reading
        else:
            assert f"cannot earn {K // places} niches' worth" in reading
            assert not arrays["shares"].any()
        assert ("a dual market" in reading) == (state["market"] == "alone-3")
        # One band, four times as broad as narrow at most, but for giants among the narrow.
        if last and float(g) > 1:
            assert (last[-1] > 4 * last[0]) == (state["market"] == "alone-3")
        if last and g == "0.8":
            assert np.median(last) == K


def test_how_many_firms_there_are_in_a_niche_at_the_end(crowd):
    """Firms times their mean breadth over the ring, from the table; an empty market has none."""
    for i, (_, arrays, reading) in enumerate(rows(crowd)):
        said, each = crowd.known["beside"][i], arrays["number"][-1] * arrays["mean"][-1] / K
        assert abs(float(said) - each) <= 0.05 + 1e-9
        assert (said == "0.0") == ("nobody is there" in reading)
    for places, kind, g, start in SAMPLE:
        i = crowd.index({"budget": places, "breadth": start, "market": f"{kind}-{g:g}"})
        last = run(places, kind, g, start)[0][-1]
        assert abs(float(crowd.known["beside"][i]) - sum(last) / K) <= 0.05 + 1e-9


def test_presets_of_entry_and_exit_show_what_they_say(crowd):
    band, weak, come_and_go, dual = (crowd.at(**each.state) for each in crowd.presets)
    assert [each.generalist_wins for each in crowd.presets] == [False, True, False, True]
    last = [[int(w) for w in view.arrays["last"] if w] for view in (band, weak, come_and_go, dual)]
    assert band.arrays["mean"][0] == 120 > 12 * max(last[0][-1] - last[0][0], 1)
    assert band.arrays["theory"][0] == pytest.approx(np.log2(np.mean(last[0])), abs=0.1)
    assert weak.arrays["mean"][0] == 6 < 100 < min(last[1])
    assert come_and_go.arrays["number"][0] == 0
    firms = int(re.search(r"in theory (\d+) firms", come_and_go.reading)[1])
    assert abs(len(last[2]) / firms - 1) < 0.1
    assert abs(np.log2(np.mean(last[2])) - come_and_go.arrays["theory"][0]) < 0.1
    kind, g = dual.state["market"].split("-")
    _, expected = run(dual.state["budget"], kind, float(g), dual.state["breadth"])
    giants = [payoff for width, payoff in expected if width > 4 * np.median(last[3])]
    narrow = [payoff for width, payoff in expected if width <= 4 * np.median(last[3])]
    assert 1 < len(giants) < len(narrow) / 4
    assert min(giants) > np.mean(narrow)


def test_the_order_of_calls_changes_nothing(crowd):
    """Nothing kept from earlier calls: the last states of the smallest market come first."""
    states = [state for state in crowd.states if state["budget"] == 24][::-5]
    for kept in vars(entry).values():
        getattr(kept, "cache_clear", int)()
    for state in states:
        view, (arrays, reading) = crowd.at(**state), row(crowd, **state)
        assert view.reading == reading
        assert all((view.arrays[name] == arrays[name]).all() for name in arrays)
