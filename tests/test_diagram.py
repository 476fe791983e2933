"""The phase diagram: its rows are what its script makes, and the page tells what they say."""

import json
from pathlib import Path

import numpy as np
import phase_diagram
import pytest
import splits

from book_ext.figures import diagram
from nflsim.evolution import adaptive
from nflsim.sweep import sweep

ROOT = Path(__file__).resolve().parent.parent

DISTANCES, SIZES, SPLIT = diagram.shares()
# Cells whose replicates all agree: with other processors the last digits of a population differ,
# and near the edge that may turn a run.
SURE = [(1.5, 10), (1.5, 1000), (1.8, 10_000), (2.3, 1000), (3.0, 100), (3.0, 10_000)]


def again(path):
    """Sweep as the script does, with a file."""
    how = {"replicates": phase_diagram.REPLICATES, "seed": phase_diagram.SEED, "progress": False}
    return sweep(splits.splits, phase_diagram.GRID, path=path, **how)


def test_the_file_is_the_whole_sweep_of_the_script(monkeypatch, tmp_path):
    """Nothing is missing: parameters, replicates and seeds are those that the script asks for."""
    monkeypatch.delattr(splits, "population")
    path = tmp_path / "rows"
    path.write_bytes(diagram.ROWS.read_bytes())
    rows = again(path)
    assert path.read_bytes() == diagram.ROWS.read_bytes()
    assert sorted(map(json.dumps, rows)) == sorted(path.read_text("utf-8").splitlines()[1:])


def test_rows_taken_out_of_the_file_come_back_the_same(tmp_path):
    path, lines = tmp_path / "rows", diagram.ROWS.read_text("utf-8").splitlines(keepends=True)
    out = [
        line
        for line in lines[1:]
        if (row := json.loads(line))["replicate"] == 7 and (row["distance"], row["size"]) in SURE
    ]
    assert len(out) == len(SURE)
    path.write_text("".join(line for line in lines if line not in out), encoding="utf-8")
    again(path)
    assert path.read_text("utf-8").splitlines(keepends=True)[-len(out) :] == out


@pytest.mark.parametrize(
    ("counts", "heaps"),
    [
        ([0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0], 1),
        ([0, 1, 4, 9, 9, 9, 9, 9, 9, 9, 4, 1, 0], 1),
        ([9, 9, 9, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9], 2),
        ([9, 9, 9, 9, 8, 7, 6, 6, 7, 8, 9, 9, 9, 9], 1),
        ([9, 9, 9, 9, 1, 1, 1, 1, 1, 9, 9, 9, 9], 2),
        ([9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 1], 1),
        ([0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0], 1),
    ],
)
def test_two_heaps_are_parted_by_a_valley_and_neither_is_a_straggler(counts, heaps):
    assert splits.two_heaps(np.array(counts)) == (heaps == 2)
    assert splits.two_heaps(np.array(counts[::-1])) == (heaps == 2)


def test_the_line_of_the_map_is_the_edge_of_the_closed_form():
    for distance in DISTANCES:
        niches = (-distance / 2, distance / 2)
        branching = adaptive.is_branching_point(niches, (0.5, 0.5), width=splits.WIDTH)
        assert branching == (distance > diagram.EDGE)


def test_what_the_page_says_of_the_map():
    """Many bodies follow the closed form, few do not, and the edge is not left of it."""
    assert (splits.RATE, splits.GENERATIONS, splits.LEAST) == (0.1, 2000, 0.1)
    near = np.array(DISTANCES) <= diagram.EDGE
    many = np.array(SIZES) >= 1000
    assert SPLIT[many][:, near].mean() < 0.05
    assert SPLIT[many][:, np.array(DISTANCES) >= 2.3].all()
    assert SPLIT[SIZES.index(10)].mean() < 0.05
    assert SPLIT[SIZES.index(30), np.array(DISTANCES) <= 2.5].mean() < 0.2
    assert SPLIT[SIZES.index(100), near].mean() > 0.1
    endless = np.isin(DISTANCES, diagram.told()["endless"])
    assert not endless[near].any()
    assert phase_diagram.endless() == diagram.told()["endless"]
    assert 0 <= np.argmax(endless) - np.argmin(near) <= 1


def test_the_map_shows_every_cell_and_says_so_in_words():
    html = diagram.picture()
    assert html.count("<image") == 1
    assert 'aria-label="Map of the share of replicates that end as two heaps' in html
    assert "10,000" in html


@pytest.mark.parametrize(
    ("held", "text"),
    [([0, 0, 0], "not up to 3"), ([0, 1, 0], "not up to 3"), ([1, 0, 1], "3"), ([1, 1, 1], "1")],
)
def test_the_distance_from_which_on_something_holds(held, text):
    assert diagram.first([1.0, 2.0, 3.0], np.array(held, dtype=bool)) == text


def test_the_tables_say_what_the_files_hold():
    seconds = diagram.told()["seconds"]
    assert f"| serially | {seconds['serially']:.0f} | 1.00 |" in diagram.times()
    assert diagram.times().startswith(f"{SPLIT.size * phase_diagram.REPLICATES:,} runs, ")
    assert len(diagram.edges().splitlines()) == 2 + len(SIZES) + 1
