"""Plotly figures with one theme: the same role looks the same in every chapter.

A builder takes arrays and returns a trace or a figure; nothing here knows a model.
Colours have a contrast of 3:1 or more on white and on the dark page, so one palette serves
both; dash and symbol carry the same information as colour.
"""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from plotly.colors import hex_to_rgb

HEIGHT = 360  # px
MARGIN = {"l": 62, "r": 18, "t": 14, "b": 54}  # px; fixed, so that axes never jump
FONT_SIZE = 14  # px
MARKER_SIZE = 9  # px
CLEAR = "rgba(0,0,0,0)"
RAMP = [[0, "#0072B2"], [0.2, "#3F93B8"], [0.4, "#8AB0A8"], [0.6, "#C9B27C"], [0.8, "#DF8A3C"]]
RAMP += [[1, "#D55E00"]]  # low to high
SIGNED = [[0, "#0072B2"], [0.5, "#B7D4E8"], [0.5, "#F5CDAE"], [1, "#D55E00"]]  # a break at zero
SHARES = [[0, "#4D5663"], [0.5, "#B08D57"], [1, "#FFD166"]]  # from nothing to all
REGIMES = [[0, "#D55E00"], [0.5, "#E3B778"], [1, "#0072B2"]]  # one task, some, all


@dataclass(frozen=True)
class Role:
    """How one part in the argument is drawn: colour, dash and marker symbol."""

    color: str
    dash: str
    symbol: str


ROLES = {
    "specialist": Role("#D55E00", "solid", "circle"),
    "misfit": Role("#B8568C", "longdashdot", "diamond"),
    "generalist": Role("#0072B2", "dash", "square"),
    "adaptive": Role("#008F68", "dashdot", "triangle-up"),
    "blind": Role("#767676", "dot", "x"),
    "broken": Role("#927400", "longdash", "cross"),
}


@dataclass(frozen=True)
class Axis:
    """An axis with a fixed range: title with its unit, low, high, and the ticks to print."""

    title: str
    low: float
    high: float
    ticks: tuple
    labels: tuple[str, ...] | None = None


def line(uid: str, name: str, role: str, x: list) -> go.Scatter:
    """Return a line with a marker at each point; `uid` names the array of its y values."""
    style = ROLES[role]
    return go.Scatter(
        uid=uid,
        name=name,
        x=list(x),
        y=[None] * len(x),
        mode="lines+markers",
        line={"color": style.color, "dash": style.dash, "width": 2.5},
        marker={"color": style.color, "symbol": style.symbol, "size": MARKER_SIZE},
    )


def curve(uid: str, name: str, role: str, x: list) -> go.Scatter:
    """Return a line without markers, for many points; `uid` names the array of its y values."""
    return line(uid, name, role, x).update(mode="lines")


def spot(uid: str, name: str) -> go.Scatter:
    """Return one marker that shows on a heat map; the arrays `uid` and `uid`.x hold its place."""
    rim = {"color": "#000000", "size": 1.3 * MARKER_SIZE, "line": {"color": "#FFFFFF", "width": 2}}
    return line(uid, name, "specialist", [0]).update(mode="markers", marker=rim)


def rule(uid: str, name: str, role: str, y: tuple[float, float]) -> go.Scatter:
    """Return a vertical line from y[0] to y[1]; the array `uid`.x holds its place, twice."""
    return curve(uid, name, role, [None, None]).update(y=list(y), hoverinfo="x+name")


def cursor(y: tuple[float, float]) -> go.Scatter:
    """Return the thin line that marks where the x axis's slider stands; array `cursor.x`."""
    thin = rule("cursor", "slider", "blind", y)
    return thin.update(line={"width": 1, "dash": "solid"}, hoverinfo="skip", showlegend=False)


def bars(uid: str, name: str, role: str, x: list, width: float) -> go.Bar:
    """Return bars of one width centred on `x`; `uid` names the array of their heights."""
    return go.Bar(
        uid=uid,
        name=name,
        x=list(x),
        y=[None] * len(x),
        width=width,
        marker={"color": ROLES[role].color, "opacity": 0.75},
    )


def heatmap(
    uid: str,
    name: str,
    z_range: tuple[float, float],
    x: list,
    y: list,
    steps: list[list] = RAMP,
    means: tuple[str, ...] | None = None,
) -> go.Heatmap:
    """Return a heat map over evenly spaced `x` and `y`; `uid` names the array z[y, x].

    `steps` is its colour scale, RAMP, SIGNED, SHARES or REGIMES: places from 0 to 1 and their
    colours; `means` says in words what the lowest and the highest mean, or each of the colours.
    """
    return go.Heatmap(
        uid=uid,
        name=name,
        x=list(x),
        y=list(y),
        z=[[None] * len(x)] * len(y),
        zmin=z_range[0],
        zmax=z_range[1],
        colorscale=steps,
        showscale=False,
        meta={"palette": palette(steps), "means": means or [f"{end:g}" for end in z_range]},
    )


def palette(steps: list) -> list[list[int]]:
    """Return the red, green and blue of a colour scale at 256 even steps, low to high."""
    places = [place for place, _ in steps]
    parts = zip(*(hex_to_rgb(color) for _, color in steps))
    at = np.linspace(0, 1, 256)
    return np.rint([np.interp(at, places, part) for part in parts]).astype(int).T.tolist()


def figure(*traces, x: Axis, y: Axis) -> go.Figure:
    """Return a figure of `traces` on two fixed axes in the book's theme."""
    layout = go.Layout(
        template=go.layout.Template(),
        height=HEIGHT,
        margin=MARGIN,
        autosize=True,
        showlegend=False,
        bargap=0,
        hovermode="closest",
        font={"size": FONT_SIZE, "color": "#767676"},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        modebar={
            "bgcolor": CLEAR,
            "color": ROLES["blind"].color,
            "activecolor": ROLES["generalist"].color,
            "remove": ["select2d", "lasso2d", "autoScale2d"],
        },
        xaxis=_axis(x),
        yaxis=_axis(y),
    )
    return go.Figure(data=list(traces), layout=layout)


def _axis(axis):
    return {
        "title": {"text": axis.title, "standoff": 12, "font": {"size": FONT_SIZE}},
        "range": [axis.low, axis.high],
        "tickvals": list(axis.ticks),
        "ticks": "",  # where there is a heat map, Plotly would draw them and move the labels
        "ticktext": list(axis.labels or (f"{tick:g}" for tick in axis.ticks)),
        "gridcolor": "rgba(128,128,128,0.25)",
        "zeroline": False,
        "automargin": False,
        "showline": False,
    }
