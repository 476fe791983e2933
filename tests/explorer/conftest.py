"""A small explorer to declare well or badly, and a reader of HTML that refuses bad nesting."""

from fractions import Fraction
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from nflsim.explorer import Control, Explorer, Preset, figures

VOID = {"input", "br", "img", "meta", "link", "hr"}
PLACES = (1, 2, 3, 4)


def toy_model(budget, breadth, tilt):
    """Two arrays of floats, one of Fractions, one of integers and a cursor."""
    share = budget / (breadth * np.array(PLACES))
    steps = round(2 * tilt)
    exact = [Fraction(budget * place, 6 * breadth) + Fraction(steps, 8) for place in PLACES]
    return {
        "narrow": share * (1 - tilt / 2),
        "exact": exact,
        "height": share / 2,
        "places": PLACES,
        "cursor.x": [budget, budget],
    }


def toy_reading(arrays, budget, breadth, tilt):
    return f"Budget {budget}, breadth {breadth}, tilt {tilt:g}: the first is {arrays['exact'][0]}."


def toy_controls(**changes):
    """Return budget, breadth and tilt; a keyword replaces parts of the control it names."""
    declared = {
        "budget": {"values": (1, 2, 3), "default": 2, "words": str},
        "breadth": {"values": (1, 2), "default": 1, "words": str},
        "tilt": {
            "values": (0.0, 0.5, 1.0),
            "default": 0.5,
            "words": lambda tilt: f"{tilt:.0%} of the way",
        },
    }
    return tuple(Control(n, **(d | changes.get(n, {}))) for n, d in declared.items())


def toy(**changes):
    """Return a good explorer; a keyword replaces one part of it."""
    parts = {
        "slug": "toy-figure",
        "title": "A toy",
        "summary": "Line plot of nothing in particular. It falls.",
        "source": "optimization.no_such_thing",
        "controls": toy_controls(),
        "model": toy_model,
        "figure": figures.figure(
            figures.line("narrow", "Narrow", "specialist", PLACES),
            figures.curve("exact", "Exact", "adaptive", PLACES),
            figures.bars("height", "Height", "generalist", PLACES, 0.5),
            figures.cursor((0, 3)),
            x=figures.Axis("effort (hours)", 0.5, 4.5, PLACES),
            y=figures.Axis("yield (kg)", 0, 3, (0, 1, 2, 3)),
        ),
        "reading": toy_reading,
        "table": {"place": "places", "exact value": "exact", "narrow value": "narrow"},
        "presets": (
            Preset(label="Begin", state={"budget": 1}, see="little is spent"),
            Preset(
                label="Broad",
                state={"budget": 3, "breadth": 2, "tilt": 1.0},
                see="breadth pays here",
                generalist_wins=True,
            ),
        ),
    }
    return Explorer(**(parts | changes))


def toy_map(**changes):
    """Return an explorer whose figure is a heat map, three cells wide and two high."""

    def model(budget, breadth):
        cells = np.arange(6).reshape(2, 3)
        return {"z": budget * breadth * cells / 30, "sum": budget * breadth}

    parts = {
        "slug": "toy-map",
        "controls": toy_controls()[:2],
        "model": model,
        "figure": figures.figure(
            figures.heatmap("z", "Height", (0, 1), [1, 2, 3], [1, 2]),
            x=figures.Axis("east (km)", 0.5, 3.5, (1, 2, 3)),
            y=figures.Axis("north (km)", 0.5, 2.5, (1, 2)),
        ),
        "reading": lambda arrays, budget, breadth: f"Highest: {arrays['z'].max():.2f}.",
        "table": {"sum": "sum"},
        "presets": (
            Preset(label="Broad", state={"breadth": 2}, see="it rises", generalist_wins=True),
        ),
    }
    return toy(**(parts | changes))


class Reader(HTMLParser):
    """Build a tree; an element closed that was not open, or left open, is an error."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.builder, self.open = ElementTree.TreeBuilder(), ["page"]
        self.builder.start("page", {})

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.builder.end(tag)

    def handle_data(self, data):
        self.builder.data(data)


def read_html(text):
    """Return the tree of some HTML, under an element `page`."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == ["page"]
    reader.builder.end("page")
    return reader.builder.close()


@pytest.fixture
def declare():
    return toy


@pytest.fixture
def declare_map():
    return toy_map


@pytest.fixture
def declare_controls():
    return toy_controls


@pytest.fixture
def read():
    return read_html
