"""What holds for each explorer of the book, whatever it shows."""

import gzip
import inspect
from pathlib import Path

import numpy as np
import pytest

from nflsim import explorers
from nflsim.explorer import Explorer, grid

ALL = explorers.every()
SMALL = 60_000  # bytes of a grid as it travels


@pytest.fixture(params=ALL)
def explorer(request):
    return ALL[request.param]


def all_explorers():
    """Yield every explorer that is offered, by its source."""
    for part in explorers.__all__:
        module = getattr(explorers, part)
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if inspect.signature(value).return_annotation is Explorer:
                yield f"{part}.{name}", value().slug


def test_every_explorer_says_where_it_comes_from():
    assert {each.source: slug for slug, each in ALL.items()} == dict(all_explorers())


def test_every_control_moves_the_figure_and_the_reading(explorer):
    arrays, readings = explorer.grid
    drawn = [array for key, array in arrays.items() if key in explorer.spans]
    for axis, control in enumerate(explorer.controls):
        moves = 0
        for here in np.ndindex(explorer.shape):
            if here[axis]:
                there = (*here[:axis], 0, *here[axis + 1 :])
                i, j = (int(np.ravel_multi_index(at, explorer.shape)) for at in (here, there))
                moves += readings[i] != readings[j] and any((a[i] != a[j]).any() for a in drawn)
        assert moves, f"{control.name} is ignored"


def test_the_model_asked_now_agrees_with_the_grid(explorer):
    """A state asked for by itself is the same, digit for digit, as its row of the whole grid."""
    arrays, readings = explorer.grid
    for place in np.random.default_rng(20).integers(len(readings), size=30).tolist():
        view = explorer.at(**explorer.states[place])
        assert view.state == explorer.states[place]
        assert view.reading == readings[place]
        assert set(view.arrays) == set(arrays)
        for key, array in arrays.items():
            assert np.array_equal(view.arrays[key], array[place])


def test_what_a_figure_brings_along_is_within_its_axes(explorer):
    """Ticks, places that no state changes, and cells to their outer edges; a grid sees the rest."""
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
        for name, own, axis in (
            (f"{trace.uid}.x", trace.x, layout.xaxis),
            (trace.uid, trace.y, layout.yaxis),
        ):
            size = arrays[name].shape[1] if name in arrays else len(own)
            assert size == len(trace.x)
            assert name in arrays or axis.range[0] <= min(own) <= max(own) <= axis.range[1]


def test_the_grid_is_small(explorer):
    assert len(gzip.compress(grid.script(explorer).encode())) < SMALL


def test_each_explorer_has_a_file_to_itself():
    folder = Path(explorers.__file__).parent
    made = [path.read_text(encoding="utf-8").count("Explorer(\n") for path in folder.rglob("*.py")]
    assert max(made) == 1
    assert sum(made) == len(ALL)
