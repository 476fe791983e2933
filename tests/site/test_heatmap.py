"""A heat map with a choice among words, on a page without the book's theme."""

import io
import struct
import zlib
from functools import cache
from urllib.parse import urlencode

import bare
import numpy as np
import pytest

import book
from nflsim.explorer import Control, Explorer, Preset
from nflsim.explorer.figures import Axis, figure, heatmap

SLUG = "heat-map"
X, Y = [0.5, 1.5, 2.5, 3.5, 4.5], [0.5, 1.5, 2.5]
SHAPES = ("a ramp", "a wave & a <hill>", "flat")


def model(budget, breadth, shape):
    """Return a surface that is lopsided, so that no mirrored picture passes for it."""
    x, y = np.meshgrid(np.array(X) / 5, np.array(Y) / 3)
    surfaces = {"a ramp": x + 2 * y, "a wave & a <hill>": np.sin(5 * x) + y**2, "flat": x * 0}
    z = 1.5 + budget * 0.3 * surfaces[shape] + breadth * 0.07 * y
    return {"z": z, "cells": np.arange(x.size)}


@cache
def heat_map() -> Explorer:
    return Explorer(
        slug=SLUG,
        title="A heat map",
        summary="Heat map of a surface over two places.",
        source="here.heat_map",
        controls=(
            Control("budget", (1, 2, 3), default=2, words=lambda m: f"{m} units"),
            Control("breadth", (0.5, 1.0, 1.5, 2.0), default=1.0, words=lambda j: f"{j:g} tasks"),
            Control(
                "shape",
                SHAPES,
                default="a ramp",
                words=lambda shape: shape.capitalize(),
                kind="select",
            ),
        ),
        model=model,
        figure=figure(
            heatmap("z", "height", (0, 5), X, Y),
            x=Axis("x", 0, 5, (0, 1, 2, 3, 4, 5)),
            y=Axis("y", 0, 3, (0, 1, 2, 3)),
        ),
        reading=lambda arrays, budget, breadth, shape: (
            f"Budget {budget}, breadth {breadth:g}, {shape}: up to {arrays['z'].max():.6f}."
        ),
        table={"cell": "cells", 'the "height"': "z"},
        presets=(
            Preset(
                label="Flat",
                state={"shape": "flat"},
                see="no difference",
                generalist_wins=True,
            ),
            Preset(label="A hill", state={"shape": SHAPES[1], "budget": 3}, see="a hill"),
        ),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a page that holds the heat map and all it needs."""
    return bare.write(tmp_path_factory.mktemp("bare page"), heat_map())


@pytest.fixture
def tab(reader, folder):
    """Return the bare page, opened as a file, with its numbers loaded."""
    tab = reader.new()
    tab.goto((folder / "index.html").as_uri())
    book.wait_loaded(tab, SLUG)
    return tab


PIXELS = """async (href) => {
  const picture = new Image();
  picture.src = href;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return [canvas.height, canvas.width, [...data]];
}"""


def check_picture(tab, state):
    """Compare the colours in view, within one step of the palette, with a state."""
    z, trace = heat_map().at(**state).arrays["z"], heat_map().figure.data[0]
    href = book.look(tab, SLUG)["marks"]["z"]["image"]
    height, width, data = tab.evaluate(PIXELS, href)
    assert (height, width) == z.shape
    colors = np.array(data).reshape(height, width, 4)[::-1, :, :3]  # a picture starts at the top
    palette = np.array(trace.meta["palette"])
    steps = np.abs(colors[:, :, None, :] - palette).sum(axis=3)
    assert (steps.min(axis=2) == 0).all()
    wanted = (z - trace.zmin) / (trace.zmax - trace.zmin) * (len(palette) - 1)
    distance = np.abs(np.arange(len(palette)) - wanted[..., None])
    assert np.where(steps == 0, distance, np.inf).min(axis=2).max() <= 1
    return href


def check(tab, state):
    """Compare everything in view with a state; the code cannot import a test."""
    explorer, seen = heat_map(), book.look(tab, SLUG)
    view = explorer.at(**state)
    assert seen["reading"] == view.reading
    words = [control.words(view.state[control.name]) for control in explorer.controls]
    assert seen["outputs"] == seen["spoken"] == words
    book.check_table(explorer, view, seen)
    call = seen["code"].splitlines()[-1]
    names = {"explorer": explorer}
    assert eval(call, names).reading == view.reading
    return check_picture(tab, state)


def test_the_picture_that_python_wrote_has_the_colours_of_its_numbers(reader, folder):
    tab = reader.new()
    text = (folder / "index.html").read_text("utf-8")
    still = text.replace('<script defer src="explorer.js"></script>', "")
    (folder / "still.html").write_text(still, "utf-8")
    tab.goto((folder / "still.html").as_uri())
    check(tab, heat_map().default)


def test_each_control_changes_the_picture_by_keyboard(tab):
    explorer, pictures = heat_map(), []
    for control in explorer.controls:
        for _ in range(2):
            state = book.step(tab, explorer, control)
            book.wait_address(tab, address(state))
            pictures.append(check(tab, state))
    assert len(set(pictures[:4])) == 4
    assert pictures[-1] not in pictures[:-1]


def address(state):
    tokens = state | {"breadth": f"{state['breadth']:g}"}
    return f"#{SLUG}?{urlencode(tokens)}"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_choice_in_an_address_is_restored_and_plotly_draws_its_numbers(reader, folder, shape):
    explorer, tab = heat_map(), reader.new()
    state = {"budget": 3, "breadth": 1.5, "shape": shape}
    tab.goto((folder / "index.html").as_uri() + address(state))
    book.wait_loaded(tab, SLUG)
    book.wait_state(tab, explorer, state)
    check(tab, state)
    book.point_at(tab, SLUG)
    book.check_plotly(explorer, state, book.plotly_data(tab, SLUG))


def test_a_choice_that_does_not_exist_falls_back_to_the_default(tab):
    for text in ("a", "A RAMP", "", "__proto__", "0", "1", "<b>", "%00"):
        tab.evaluate("link => { location.hash = link }", f"#{SLUG}?budget=3&shape={text}")
        book.wait_state(tab, heat_map(), {"budget": 3})
        check(tab, heat_map().default | {"budget": 3})
        tab.evaluate("link => { location.hash = link }", address(heat_map().default))
        book.wait_state(tab, heat_map(), {})


def test_presets_choose_words_with_signs_in_them(tab):
    explorer = heat_map()
    for number, preset in enumerate(explorer.presets):
        book.figure(tab, SLUG).locator(".explorer-presets a").nth(number).click()
        book.wait_state(tab, explorer, preset.state)
        check(tab, explorer.default | dict(preset.state))


def test_axe_finds_nothing_on_a_page_with_a_choice(tab):
    book.step(tab, heat_map(), heat_map().controls[2])
    for summary in book.figure(tab, SLUG).locator("summary").all():
        summary.click()
    book.point_at(tab, SLUG)
    assert book.violations(tab) == []


def test_the_picture_is_a_png_that_any_program_reads(tab, folder):
    """Read the first picture with nothing of the browser's: signature, size, rows."""
    text = (folder / "index.html").read_text("utf-8")
    stream = io.BytesIO(book.png(text.partition('href="data:image/png')[2].partition('"')[0]))
    assert stream.read(8) == b"\x89PNG\r\n\x1a\n"
    chunks = {}
    while head := stream.read(8):
        size, kind = struct.unpack(">I4s", head)
        data = stream.read(size)
        assert struct.unpack(">I", stream.read(4))[0] == zlib.crc32(kind + data)
        chunks[kind] = data
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (len(X), len(Y))
    assert len(zlib.decompress(chunks[b"IDAT"])) == len(Y) * (1 + 3 * len(X))
    assert b"IEND" in chunks
