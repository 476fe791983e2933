import base64
import re
import struct
import zlib

import numpy as np
import plotly.graph_objects as go
import pytest

from nflsim import explorers
from nflsim.explorer import figures, svg

MAKERS = [explorers.optimization.every_searcher, explorers.optimization.all_searchers]
made = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


@pytest.fixture
def picture(read):
    """Return a function that draws an explorer's state: its tree, and its arrays."""

    def drawn(explorer, **state):
        view = explorer.at(**state)
        return read(svg.draw(explorer.figure, view.arrays, "label")), view.arrays

    return drawn


def marks(tree, tag, uid):
    return [each for each in tree.iter(tag) if each.get("data-uid") == uid]


def places(path, figure):
    """Return the x and y of a path on the square of 1000 units, in the units of the axes."""
    x, y = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", path), dtype=float).T
    return from_shares(x / 1000, 1 - y / 1000, figure)


def from_shares(fx, fy, figure):
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    return left + fx * (right - left), low + fy * (high - low)


def percents(group, figure):
    """Return the x and y of symbols, in the units of the axes."""
    share = [[float(e.get(name).rstrip("%")) / 100 for e in group] for name in "xy"]
    return from_shares(np.array(share[0]), 1 - np.array(share[1]), figure)


def steps(figure, shares):
    """Return how far a place may be off when a share of the axes is rounded by `shares`."""
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    return (right - left) * shares, (high - low) * shares


def assert_near(found, expected, off):
    """Assert that places agree but for the rounding: two digits of 1000, three of 100."""
    for each, exact, most in zip(found, expected, off):
        assert np.abs(each - np.array(exact, dtype=float)).max() <= most


def expected_places(trace, arrays):
    return arrays.get(f"{trace.uid}.x", trace.x), arrays.get(trace.uid, trace.y)


@made
@pytest.mark.parametrize("at", [{}, {"budget": 3, "breadth": 4, "spread": 0.3}])
def test_lines_and_symbols_stand_where_the_arrays_say(make, at, picture):
    explorer = make()
    tree, arrays = picture(explorer, **at)
    lines = [trace for trace in explorer.figure.data if trace.type == "scatter"]
    assert lines
    for trace in lines:
        (path,) = marks(tree, "path", trace.uid)
        exact = expected_places(trace, arrays)
        off = steps(explorer.figure, 0.51e-5)
        assert_near(places(path.get("d"), explorer.figure), exact, off)
        assert path.get("stroke") == trace.line.color
        assert path.get("stroke-dasharray") == svg.DASHES[trace.line.dash]
        groups = marks(tree, "g", trace.uid)
        assert len(groups) == ("markers" in trace.mode)
        for group in groups:
            assert_near(percents(group, explorer.figure), exact, off)
            assert group.get("fill") == trace.marker.color
            paths = {symbol.find("path").get("d") for symbol in group}
            assert paths == {svg.SYMBOLS[trace.marker.symbol]}


def assert_bars_stand(explorer, tree, arrays, uid):
    (trace,) = [trace for trace in explorer.figure.data if trace.uid == uid]
    (group,) = marks(tree, "g", uid)
    box = {
        name: np.array([float(rect.get(name)) for rect in group]) / 1000
        for name in ("x", "y", "width", "height")
    }
    figure, off = explorer.figure, steps(explorer.figure, 1.1e-5)
    centre, top = from_shares(box["x"] + box["width"] / 2, 1 - box["y"], figure)
    assert_near((centre, top), expected_places(trace, arrays), off)
    assert np.abs(box["y"] + box["height"] - 1).max() <= 1.1e-5
    span = np.ptp(figure.layout.xaxis.range)
    assert np.abs(box["width"] * span - trace.width).max() <= off[0]
    assert group.get("fill") == trace.marker.color


def test_bars_stand_where_the_arrays_say(picture, declare):
    census = explorers.optimization.all_searchers()
    for at in ({}, {"budget": 3, "breadth": 4, "spread": 0.3}):
        assert_bars_stand(census, *picture(census, **at), "share")
    assert_bars_stand(declare(), *picture(declare(), budget=3), "height")


def test_a_point_worked_by_hand(declare, picture):
    """Budget 3, breadth 1, tilt 0 puts 3, 3/2, 1 and 3/4 on an axis from 0 to 3."""
    tree, _ = picture(declare(), budget=3, tilt=0.0)
    (path,) = marks(tree, "path", "narrow")
    assert path.get("d") == "M125.00 0.00L375.00 500.00L625.00 666.67L875.00 750.00"
    (group,) = marks(tree, "g", "narrow")
    assert [(each.get("x"), each.get("y")) for each in group][:2] == [
        ("12.500%", "0.000%"),
        ("37.500%", "50.000%"),
    ]


def test_the_cursor_stands_at_the_slider_from_top_to_bottom(declare, picture):
    tree, _ = picture(declare(), budget=2)
    (path,) = marks(tree, "path", "cursor")
    assert path.get("d") == "M375.00 1000.00L375.00 0.00"


@made
def test_ticks_stand_at_their_values(make, picture):
    figure = make().figure
    tree, _ = picture(make())
    grid = [each for each in tree.iter("line") if each.get("class") == "grid"]
    upright = [float(each.get("x1").rstrip("%")) / 100 for each in grid if each.get("x1")]
    level = [1 - float(each.get("y1").rstrip("%")) / 100 for each in grid if each.get("y1")]
    found = from_shares(np.array(upright), np.array(level), figure)
    expected = figure.layout.xaxis.tickvals, figure.layout.yaxis.tickvals
    assert_near(found, expected, steps(figure, 1e-6))
    words = [each.text for each in tree.iter("text")]
    layout = figure.layout
    ticks = [*layout.xaxis.ticktext, *layout.yaxis.ticktext]
    assert words == [*ticks, layout.xaxis.title.text, layout.yaxis.title.text]


def read_png(data):
    """Return the pixels of a PNG of 8-bit colours whose rows are unfiltered."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind == [8, 2, 0, 0, 0]
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8)
    rows = rows.reshape(height, 1 + 3 * width)
    assert (rows[:, 0] == 0).all()
    return rows[:, 1:].reshape(height, width, 3)


def test_a_heat_map_is_a_picture_whose_top_row_is_the_last_y(declare_map, picture):
    """At budget 3 and breadth 2 the cells are 0, 1/5, ..., 1: the palette's six anchors."""
    tree, _ = picture(declare_map(), budget=3, breadth=2)
    (image,) = marks(tree, "image", "z")
    pixels = read_png(base64.b64decode(image.get("href").removeprefix("data:image/png;base64,")))
    anchors = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for _, color in figures.RAMP]
    assert pixels.tolist() == [anchors[3:], anchors[:3]]
    assert image.get("width") == image.get("height") == "1000"


def test_a_heat_map_at_its_lowest_and_highest_stays_in_the_palette(declare_map, picture):
    explorer = declare_map(
        model=lambda budget, breadth: {
            "z": (budget > 1) * np.ones((2, 3)) * (breadth - 1.0),
            "sum": budget,
        }
    )
    for at, anchor in (({"budget": 1}, 0), ({"budget": 3, "breadth": 2}, -1)):
        tree, _ = picture(explorer, **at)
        (image,) = marks(tree, "image", "z")
        pixels = read_png(base64.b64decode(image.get("href").split(",")[1]))
        color = [int(figures.RAMP[anchor][1][i : i + 2], 16) for i in (1, 3, 5)]
        assert (pixels == color).all()


@pytest.mark.parametrize("role", figures.ROLES)
def test_every_role_has_its_symbol_and_its_dash(role):
    style = figures.ROLES[role]
    assert re.fullmatch(r"M[-\d. a-zA-Z]+z", svg.SYMBOLS[style.symbol])
    assert re.fullmatch(r"(\d+( \d+)*)?", svg.DASHES[style.dash])


def test_no_two_symbols_and_no_two_dashes_look_alike():
    assert len(set(svg.SYMBOLS.values())) == len(svg.SYMBOLS)
    assert len(set(svg.DASHES.values())) == len(svg.DASHES)


def legend(trace):
    return "".join(f"{picture}<p>{text}</p>" for picture, text in svg.legend(go.Figure(trace)))


def test_a_heat_map_names_the_ends_of_its_scale_or_each_of_its_colours(read):
    def told(steps, means):
        tree = read(legend(figures.heatmap("u", "height", (0, 2), [1], [1], steps, means)))
        return [[r.get("fill") for r in one.iter("rect")] for one in tree.iter("svg")], [
            one.text for one in tree.iter("p")
        ]

    colors = [color for _, color in figures.REGIMES]
    assert told(figures.REGIMES, None) == ([colors], ["height, 0 to 2"])
    assert told(figures.REGIMES, ("low", "high")) == ([colors], ["height, low to high"])
    each = ("one", "some", "all")
    assert told(figures.REGIMES, each) == ([[color] for color in colors], list(each))


def test_a_spot_is_a_marker_with_a_rim_and_no_line(read):
    spot = figures.spot("u", "here")
    (symbol,) = read(legend(spot)).iter("path")
    assert (symbol.get("fill"), symbol.get("stroke")) == ("#000000", "#FFFFFF")
    assert not list(read(legend(spot)).iter("line"))


@pytest.mark.parametrize("role", figures.ROLES)
def test_a_swatch_shows_colour_dash_and_symbol(role, read):
    style = figures.ROLES[role]
    tree = read(legend(figures.line("u", "Name", role, [1])))
    (line,), (symbol,) = tree.iter("line"), tree.iter("path")
    assert (line.get("stroke"), symbol.get("fill")) == (style.color, style.color)
    assert line.get("stroke-dasharray") == svg.DASHES[style.dash]
    assert symbol.get("d") == svg.SYMBOLS[style.symbol]
    assert not list(read(legend(figures.curve("u", "Name", role, [1]))).iter("path"))
    (bar,) = read(legend(figures.bars("u", "Name", role, [1], 1))).iter("rect")
    assert bar.get("fill") == style.color


def test_the_square_is_stretched_and_its_lines_are_not(declare, picture):
    tree, _ = picture(declare())
    (square,) = [each for each in tree.iter("svg") if each.get("viewbox")]
    assert square.get("viewbox") == "0 0 1000 1000"
    assert square.get("preserveaspectratio") == "none"
    assert {path.get("vector-effect") for path in square.iter("path")} == {"non-scaling-stroke"}
