"""A figure's first state as an inline SVG that stretches to any width without scaling its text.

Lines, bars and heat maps are drawn on a square of 1000 units that is stretched over the axes;
symbols, ticks and titles sit at percentages of it and keep their size. The player moves the
same marks by the same map.
"""

import base64
import struct
import zlib
from html import escape

import numpy as np

UNITS = 1000
DASHES = {
    "solid": "",
    "dash": "9 6",
    "dot": "2 4",
    "dashdot": "9 4 2 4",
    "longdash": "15 6",
    "longdashdot": "15 5 2 5",
}
SYMBOLS = {
    "circle": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
    "square": "M-4.5 -4.5h9v9h-9z",
    "diamond": "M0 -6.3L6.3 0L0 6.3L-6.3 0z",
    "triangle-up": "M0 -5.2L5.2 4.2L-5.2 4.2z",
    "x": "M-4.7 -3.2l1.5 -1.5L0 -1.5L3.2 -4.7l1.5 1.5L1.5 0L4.7 3.2l-1.5 1.5L0 1.5"
    "L-3.2 4.7l-1.5 -1.5L-1.5 0z",
    "cross": "M-1.3 -5h2.6v3.7h3.7v2.6h-3.7v3.7h-2.6v-3.7h-3.7v-2.6h3.7z",
}


def draw(figure, arrays: dict, label: str) -> str:
    """Return the SVG of a figure with the arrays of one state."""
    layout = figure.layout
    marks, symbols = [], []
    for trace in figure.data:
        x = arrays.get(f"{trace.uid}.x", trace.x)
        if trace.type == "heatmap":
            shares = _share(arrays[trace.uid], (trace.zmin, trace.zmax))
            marks.append(_image(trace, shares))
            continue
        fx = _share(x, layout.xaxis.range)
        fy = _share(arrays.get(trace.uid, trace.y), layout.yaxis.range)
        if trace.type == "bar":
            half = trace.width / (layout.xaxis.range[1] - layout.xaxis.range[0]) / 2
            marks.append(_bars(trace, fx, fy, half))
        else:
            if "lines" in trace.mode:
                marks.append(_line(trace, fx, fy))
            if "markers" in trace.mode:
                symbols.append(_symbols(trace, fx, fy))
    stretched = (
        f'<svg viewBox="0 0 {UNITS} {UNITS}" preserveAspectRatio="none" width="100%" height="100%">'
        f"{''.join(marks)}</svg>"
    )
    return (
        f'<svg class="explorer-svg" role="img" aria-label="{escape(label)}">'
        f"{_axes(layout)}{stretched}{''.join(symbols)}</svg>"
    )


def legend(figure) -> list[tuple[str, str]]:
    """Return the entries of a figure's legend: a small picture and its words."""
    shown = [trace for trace in figure.data if trace.showlegend is not False]
    return [entry for trace in shown for entry in entries(trace)]


def entries(trace) -> list[tuple[str, str]]:
    """Return one entry of the legend for a trace, or one for each colour that has a meaning."""
    if trace.type != "heatmap":
        return [(_swatch(_sample(trace)), trace.name)]
    colors, means = [color for _, color in trace.colorscale], trace.meta["means"]
    if len(means) == len(colors) > 2:
        return [(_swatch(_stripes([color])), text) for color, text in zip(colors, means)]
    low, high = means
    return [(_swatch(_stripes(colors)), f"{trace.name}, {low} to {high}")]


def _swatch(shape):
    return f'<svg width="30" height="14" aria-hidden="true">{shape}</svg>'


def _stripes(colors):
    wide = 30 / len(colors)
    return "".join(
        f'<rect x="{wide * i:g}" width="{wide:g}" height="14" fill="{color}"/>'
        for i, color in enumerate(colors)
    )


def _sample(trace):
    if trace.type == "bar":
        return f'<rect x="8" width="14" height="14" fill="{trace.marker.color}" opacity="0.75"/>'
    shape = ""
    if "lines" in trace.mode:
        shape = (
            f'<line x2="30" y1="7" y2="7" stroke="{trace.line.color}" stroke-width="2.5" '
            f'stroke-dasharray="{DASHES[trace.line.dash]}"/>'
        )
    if "markers" in trace.mode:
        path = SYMBOLS[trace.marker.symbol]
        shape += f'<path transform="translate(15 7)" d="{path}" {_painted(trace.marker)}/>'
    return shape


def _share(values, span):
    low, high = span
    return (np.array(values, dtype=float) - low) / (high - low)


def _line(trace, fx, fy):
    points = "L".join(f"{UNITS * x:.2f} {UNITS - UNITS * y:.2f}" for x, y in zip(fx, fy))
    return (
        f'<path data-uid="{trace.uid}" d="M{points}" fill="none" stroke="{trace.line.color}" '
        f'stroke-width="{trace.line.width:g}" stroke-dasharray="{DASHES[trace.line.dash]}" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _symbols(trace, fx, fy):
    path = SYMBOLS[trace.marker.symbol]
    places = "".join(
        f'<svg x="{100 * x:.3f}%" y="{100 - 100 * y:.3f}%"><path d="{path}"/></svg>'
        for x, y in zip(fx, fy)
    )
    return f'<g data-uid="{trace.uid}" {_painted(trace.marker)}>{places}</g>'


def _painted(marker):
    rim = marker.line
    stroke = (
        f' stroke="{rim.color}" stroke-width="{2 * rim.width:g}" paint-order="stroke"'
        if rim.width
        else ""
    )
    return f'fill="{marker.color}"{stroke}'


def _bars(trace, fx, fy, half):
    rects = "".join(
        f'<rect x="{UNITS * (x - half):.2f}" width="{2 * UNITS * half:.2f}" '
        f'y="{UNITS - UNITS * y:.2f}" height="{UNITS * y:.2f}"/>'
        for x, y in zip(fx, fy)
    )
    marker = trace.marker
    return (
        f'<g data-uid="{trace.uid}" fill="{marker.color}" opacity="{marker.opacity:g}">{rects}</g>'
    )


def _image(trace, shares):
    colors = np.array(trace.meta["palette"], dtype=np.uint8)
    pixels = colors[np.rint(shares * (len(colors) - 1)).astype(int)][
        ::-1
    ]  # a picture starts at the top
    return (
        f'<image data-uid="{trace.uid}" width="{UNITS}" height="{UNITS}" '
        'preserveAspectRatio="none" style="image-rendering:pixelated" '
        f'href="data:image/png;base64,{base64.b64encode(_png(pixels)).decode()}"/>'
    )


def _png(pixels):
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _axes(layout):
    parts = []
    for at, text in zip(_share(layout.xaxis.tickvals, layout.xaxis.range), layout.xaxis.ticktext):
        parts.append(f'<line class="grid" x1="{100 * at:g}%" x2="{100 * at:g}%" y2="100%"/>')
        parts.append(f'<text x="{100 * at:g}%" y="100%" dy="16">{escape(text)}</text>')
    for at, text in zip(_share(layout.yaxis.tickvals, layout.yaxis.range), layout.yaxis.ticktext):
        y = f"{100 - 100 * at:g}%"
        parts.append(f'<line class="grid" x2="100%" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="y" x="0" dx="-2" y="{y}" dy="5">{escape(text)}</text>')
    parts.append(f'<text x="50%" y="100%" dy="39">{escape(layout.xaxis.title.text)}</text>')
    left = 22 - layout.margin.l
    parts.append(
        f'<svg x="0" y="50%"><text transform="translate({left} 0) rotate(-90)">'
        f"{escape(layout.yaxis.title.text)}</text></svg>"
    )
    return "".join(parts)
