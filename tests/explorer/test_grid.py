import base64
import json
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nflsim import explorers
from nflsim.explorer import grid

steady = settings(deadline=None, derandomize=True)  # the same cases on every machine
SHAPES = st.tuples(*[st.integers(1, 4)] * 3)
MAKERS = [explorers.optimization.every_searcher, explorers.optimization.all_searchers]
made = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def unpacked(stored: dict) -> np.ndarray:
    """Return what `grid.packed` was given, as a flat array of int64."""
    if "levels" not in stored:
        planes = np.frombuffer(base64.b64decode(stored["code"]), dtype=np.uint8).reshape(2, -1)
        return np.cumsum(planes[0].astype(np.int64) * 256 + planes[1]) % 2**16
    letters = np.frombuffer(stored["code"].encode(), dtype=np.uint8)
    return np.array(stored["levels"], dtype=np.int64)[letters - grid.FIRST]


def test_encode_matches_a_hand_worked_run():
    """1, 258, 257 are the differences 1, 257 and -1: high bytes 0 1 255, low bytes 1 1 255."""
    assert base64.b64decode(grid.encode(np.array([1, 258, 257]))) == bytes([0, 1, 255, 1, 1, 255])
    assert grid.encode(np.array([1, 258, 257])) == "AAH/AQH/"


@steady
@given(st.lists(st.integers(0, 65535)))
def test_decode_gives_back_what_encode_was_given(integers):
    assert unpacked({"code": grid.encode(np.array(integers, dtype=np.int64))}).tolist() == integers


def test_few_levels_are_letters_of_a_hand_worked_run():
    """Levels 5, 7 and 900 in rising order are #, $ and %."""
    stored = grid.packed(np.array([900, 5, 5, 7]))
    assert stored == {"levels": [5, 7, 900], "code": "%##$"}


@pytest.mark.parametrize(("levels", "letters"), [(1, True), (57, True), (58, False)])
def test_packed_comes_back_and_needs_no_escape(levels, letters):
    integers = np.arange(200)[::-1] % levels * 1149
    stored = grid.packed(integers)
    assert ("levels" in stored) == letters
    assert len(json.dumps(stored["code"])) == len(stored["code"]) + 2
    assert unpacked(stored).tolist() == integers.tolist()


@steady
@given(st.data(), SHAPES, st.integers(1, 3), st.sets(st.integers(0, 2)))
def test_reduced_keeps_exactly_the_axes_that_matter(data, shape, size, alive):
    """Built so that the value is a code of the places on `alive`: it moves with those alone."""
    alive = {axis for axis in alive if shape[axis] > 1}
    places = np.indices((*shape, size))
    array = sum(10**axis * places[axis] for axis in (*alive, 3))
    axes, kept = grid.reduced(array.reshape(-1, size), shape)
    assert axes == sorted(alive)
    assert kept.shape == (*(n if a in alive else 1 for a, n in enumerate(shape)), size)
    assert (np.broadcast_to(kept, array.shape) == array).all()


@steady
@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.lists(st.floats(-50, 150), min_size=48, max_size=48),
)
def test_numbers_come_back_within_half_a_step(rows, columns, values):
    shape, low, high = (rows, columns), -50.0, 150.0
    array = np.array(values[: rows * columns * 3]).reshape(-1, 3)
    back = restored(grid.numbers(array, shape, low, high), shape)
    assert np.abs(back - array).max() <= (high - low) / 131070 * (1 + 1e-9)


@steady
@given(st.integers(1, 4), st.lists(st.floats(-0.03, 1.03), min_size=12, max_size=12))
def test_printed_numbers_are_rounded_once(digits, values):
    stored = grid.numbers(np.array(values).reshape(4, 3), (2, 2), -0.03, 1.03, digits)
    assert stored["steps"] == (106 * 10 ** (digits - 2) if digits > 2 else grid.STEPS)
    if digits > 2:
        written = [f"{value:.{digits}f}" for value in restored(stored, (2, 2)).ravel()]
        near = [abs(value * 10**digits % 1 - 0.5) < 1e-6 for value in values]
        assert all(
            float(a) == float(f"{b:.{digits}f}") or tie for a, b, tie in zip(written, values, near)
        )


def test_numbers_on_a_range_of_no_width_come_back_as_they_were():
    stored = grid.numbers(np.full((4, 2), 7.0), (2, 2), 7.0, 7.0)
    assert restored(stored, (2, 2)).tolist() == [[7.0, 7.0]] * 4
    assert stored["axes"] == []


@steady
@given(st.lists(st.text(max_size=5), min_size=6, max_size=6), SHAPES)
def test_texts_come_back_as_they_were(texts, shape):
    array = np.resize(np.array(texts, dtype=str), (*shape, 2)).reshape(-1, 2)
    stored = grid.texts(array, shape)
    assert (restored(stored, shape) == array).all()
    assert len(set(stored["texts"])) == len(stored["texts"])


def test_more_texts_than_a_code_can_number_are_refused():
    many = np.array([str(i) for i in range(2**16)])
    with pytest.raises(ValueError, match=r"at most 65535 different strings, got 65536$"):
        grid.texts(many, (2**16,))
    fits = grid.texts(many[:-1], (2**16 - 1,))
    assert (restored(fits, (2**16 - 1,))[:, 0] == many[:-1]).all()


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(8, 5), "8/5"), (Fraction(4, 2), "2"), (np.int64(-3), "-3"), (0, "0")],
)
def test_exact_numbers_are_written_exactly(value, text):
    assert grid.written_exactly(value) == text


def restored(stored, shape):
    """Return what the player reads: an array over all states from what is stored of it."""
    codes = unpacked(stored)
    sizes = [n if axis in stored["axes"] else 1 for axis, n in enumerate(shape)]
    if "texts" in stored:
        values = np.array(stored["texts"], dtype=object)[codes]
    else:
        values = stored["low"] + codes / stored["steps"] * (stored["high"] - stored["low"])
    whole = np.broadcast_to(values.reshape(*sizes, -1), (*shape, stored["size"]))
    return whole.reshape(-1, stored["size"])


@made
def test_every_number_of_the_figure_comes_back_within_half_a_step(make):
    explorer = make()
    arrays, _ = explorer.grid
    stored = grid.payload(explorer)["arrays"]
    assert {name for name in arrays if name in explorer.spans} <= set(stored)
    for name, each in stored.items():
        exact = arrays[name].astype(float).reshape(len(explorer.states), -1)
        gap = np.abs(restored(each, explorer.shape) - exact).max()
        assert gap <= (each["high"] - each["low"]) / each["steps"] / 2 * (1 + 1e-9)


@made
def test_arrays_of_the_figure_are_stored_in_axis_units(make):
    """Two draws of one axis share its range, so the player moves marks by one map."""
    explorer = make()
    for name, each in grid.payload(explorer)["arrays"].items():
        if name in explorer.spans:
            assert (each["low"], each["high"]) == explorer.spans[name]


@made
def test_every_reading_comes_back_as_it_was_written(make):
    explorer = make()
    back = restored(grid.payload(explorer)["readings"], explorer.shape)
    assert back[:, 0].tolist() == explorer.grid[1]


@made
def test_every_exact_number_of_the_table_comes_back_as_it_was_written(make):
    explorer = make()
    arrays, checked = explorer.grid[0], 0
    for column in grid.payload(explorer)["columns"]:
        assert explorer.table[column["label"]] == column["array"]
        array = arrays[column["array"]]
        if array.dtype.kind == "f":
            assert column["digits"] == explorer.digits
            assert column["array"] in grid.payload(explorer)["arrays"]
            continue
        back = restored(column, explorer.shape)
        assert [Fraction(text) for text in back.ravel()] == array.ravel().tolist()
        checked += 1
    assert checked


@made
def test_decimals_of_the_table_are_those_that_the_model_gives(make):
    """The player rounds numbers that were stored in steps; the digits shown must survive it."""
    explorer = make()
    arrays, payload = explorer.grid[0], grid.payload(explorer)
    for column in payload["columns"]:
        if "digits" in column:
            back = restored(payload["arrays"][column["array"]], explorer.shape).ravel()
            exact = arrays[column["array"]].ravel()
            half = 10.0 ** -column["digits"] / 2
            assert np.abs(back.round(column["digits"]) - exact).max() <= 1.2 * half


@made
def test_the_figure_keeps_the_names_of_its_traces(make):
    explorer = make()
    drawn = grid.payload(explorer)["figure"]["data"]
    assert [trace.uid for trace in explorer.figure.data] == [trace["uid"] for trace in drawn]


@made
def test_the_grid_is_the_same_bytes_when_made_twice(make):
    assert grid.script(make()) == grid.script(make())


def test_a_heat_map_is_stored_row_by_row(declare_map):
    explorer = declare_map()
    stored = grid.payload(explorer)["arrays"]["z"]
    assert stored["size"] == 6
    back = restored(stored, explorer.shape)[explorer.index({"budget": 3, "breadth": 2})]
    assert np.abs(back - np.arange(6) / 5).max() < 1 / 131000


def node():
    """Return where node is: it is installed with the book's requirements."""
    beside = Path(sys.executable).parent / "node"
    return str(beside) if beside.exists() else shutil.which("node")


def run_by_node(script, folder):
    path = Path(folder) / "grid.js"
    path.write_text(script, encoding="utf-8")
    code = (
        "globalThis.window = {}; require('vm').runInThisContext("
        "require('fs').readFileSync(process.argv[1], 'utf8'));"
        "process.stdout.write(JSON.stringify(window.nflsimGrids))"
    )
    done = subprocess.run(
        [node(), "-e", code, str(path)], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


@made
def test_a_browser_reads_the_script_as_the_payload(make, tmp_path):
    explorer = make()
    assert run_by_node(grid.script(explorer), tmp_path) == {
        explorer.slug: json.loads(json.dumps(grid.payload(explorer)))
    }


def test_hostile_text_in_a_reading_reaches_the_browser_as_text(declare, tmp_path):
    hostile = "</script><script>alert(1)</script> \u2028 \\ \" ' `${1}` \U0001f926"
    explorer = declare(reading=lambda arrays, **state: f"{hostile}{sorted(state.items())}")
    texts = run_by_node(grid.script(explorer), tmp_path)["toy-figure"]["readings"]["texts"]
    assert sorted(texts) == sorted(explorer.grid[1])
