"""Plotly takes the SVG's place when the reader turns to the plot, and nothing jumps."""

from itertools import cycle

import pytest
from looks import HOLD

import book

TURN = {
    "pointing": lambda tab, plot: [plot.hover(position={"x": x, "y": 120}) for x in (150, 170)],
    "pressing": lambda tab, plot: plot.press("Enter"),
    "tapping": lambda tab, plot: plot.tap(),
}


def asked_plotly(reader):
    return [url for url in reader.requests if "plotly" in url]


@pytest.mark.parametrize(
    ("how", "slug", "way"),
    [(how, slug, way) for how, slug, way in zip(TURN, cycle(book.KINDS), cycle(("http", "file")))]
    + [("pressing", slug, way) for slug, way in zip(book.KINDS, cycle(("file", "http")))],
)
def test_turning_to_the_plot_draws_it_with_plotly_and_a_move_brings_the_picture_back(
    reader, slug, how, way
):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug, way=way, has_touch=how == "tapping")
    figure = book.figure(tab, slug)
    state = book.step(tab, explorer, explorer.controls[0])
    assert asked_plotly(reader) == []
    TURN[how](tab, figure.locator(".explorer-plot"))
    book.wait_plotly(tab, slug)
    assert not figure.locator(".explorer-svg").is_visible()
    book.check_plotly(explorer, state, book.plotly_data(tab, slug))
    state = book.step(tab, explorer, explorer.controls[1])
    figure.locator(".explorer-svg").wait_for()
    assert not figure.locator(".explorer-plotly").is_visible()
    book.check(explorer, state, book.look(tab, slug))
    assert len(asked_plotly(reader)) == 1


@pytest.mark.parametrize("slug", book.KINDS)
def test_a_slider_moved_while_plotly_draws_never_leaves_an_old_state_in_view(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    figure = book.figure(tab, slug)
    book.point_at(tab, slug)
    book.step(tab, explorer, explorer.controls[0])
    tab.evaluate(HOLD)
    for x in (150, 170):
        figure.locator(".explorer-plot").hover(position={"x": x, "y": 150})
    tab.wait_for_function("() => window.begun")
    state = book.step(tab, explorer, explorer.controls[1])
    tab.evaluate("window.release()")
    tab.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    if figure.locator(".explorer-plotly").is_visible():
        book.check_plotly(explorer, state, book.plotly_data(tab, slug))
    else:
        assert figure.locator(".explorer-svg").is_visible()
    book.check(explorer, state, book.look(tab, slug))
    book.point_at(tab, slug, 5)
    book.check_plotly(explorer, state, book.plotly_data(tab, slug))
