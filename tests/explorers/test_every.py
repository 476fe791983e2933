"""What holds for each explorer of the book, whatever it shows."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from nflsim import explorers
from nflsim.explorer import grid

ALL = explorers.every()
SMALL = 60_000  # bytes of a grid as it travels


@pytest.fixture(params=ALL)
def explorer(request):
    return ALL[request.param]


def test_the_view_of_one_state_is_its_row_of_the_grid(explorer):
    arrays, readings = explorer.grid
    places = np.random.default_rng(1817).integers(len(explorer.states), size=20).tolist()
    for state in [explorer.default] + [explorer.states[i] for i in places]:
        view, place = explorer.at(**state), explorer.index(state)
        assert view.reading == readings[place]
        assert view.arrays.keys() == arrays.keys()
        for name, array in view.arrays.items():
            assert np.array_equal(array, arrays[name][place])


def test_nothing_leaves_its_axes(explorer):
    """Every number that is drawn, every tick, and every cell to its outer edge."""
    layout, arrays = explorer.figure.layout, explorer.grid[0]
    for axis in (layout.xaxis, layout.yaxis):
        assert axis.range[0] <= min(axis.tickvals) < max(axis.tickvals) <= axis.range[1]
    for trace in explorer.figure.data:
        if trace.type == "heatmap":
            for places, axis in ((trace.x, layout.xaxis), (trace.y, layout.yaxis)):
                half = np.diff(places).mean() / 2
                assert tuple(axis.range) == pytest.approx((places[0] - half, places[-1] + half))
            assert arrays[trace.uid].shape[1:] == (len(trace.y), len(trace.x))
            continue
        x = np.asarray(arrays.get(f"{trace.uid}.x", trace.x)).astype(float)
        y = np.asarray(arrays.get(trace.uid, trace.y)).astype(float)
        assert x.shape[-1] == y.shape[-1]
        for numbers, axis in ((x, layout.xaxis), (y, layout.yaxis)):
            assert axis.range[0] <= numbers.min() <= numbers.max() <= axis.range[1]


def test_the_grid_is_small(explorer):
    assert len(gzip.compress(grid.script(explorer).encode())) < SMALL


def test_each_explorer_has_a_file_to_itself():
    folder = Path(explorers.__file__).parent
    made = [path.read_text(encoding="utf-8").count("Explorer(\n") for path in folder.rglob("*.py")]
    assert max(made) == 1
    assert sum(made) == len(ALL)
