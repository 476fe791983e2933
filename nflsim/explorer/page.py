"""An explorer as HTML that already tells its story: the player only brings it to life."""

import hashlib
import json
from html import escape
from pathlib import Path
from urllib.parse import quote

from nflsim._rounding import settled
from nflsim.explorer import grid, svg


def publish(explorer, folder: str) -> str:
    """Return the HTML of an explorer after writing its grid, whole, to `folder`."""
    text = grid.script(explorer)
    target = Path(folder) / f"{explorer.slug}.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(target)
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    return html(explorer, f"{target.name}?v={version}")


def html(explorer, grid_file: str) -> str:
    """Return the figure in its first state, with its controls, readings, table and code."""
    arrays, readings = explorer.grid
    first = explorer.index({})
    arrays = {name: settled(array[first]) for name, array in arrays.items()}
    # One line: in Markdown an empty line or an indent would end the block of HTML.
    return "".join(
        [
            f'<figure class="explorer" id="{explorer.slug}" data-explorer="{explorer.slug}" ',
            f'data-grid="{grid_file}" data-code="{escape(code(explorer))}" ',
            f'data-controls="{escape(json.dumps(controls(explorer)))}">',
            f'<p class="explorer-title">{escape(explorer.title)}</p>',
            '<div class="explorer-controls explorer-live">',
            *(_control(explorer, control) for control in explorer.controls),
            "</div>",
            _legend(explorer.figure),
            '<div class="explorer-plot" role="group" tabindex="0" aria-keyshortcuts="Enter" ',
            f'aria-label="Plot: {escape(explorer.title)}" ',
            f"{_drawn(explorer.figure, arrays, explorer.summary)}</div>",
            _roomy(
                readings,
                f'<p class="explorer-reading">{escape(readings[first])}</p>',
            ),
            '<p class="explorer-said" role="status"></p>',
            '<p class="explorer-note" role="status" hidden></p>',
            _presets(explorer),
            _data(explorer, arrays),
            '<details class="explorer-code"><summary>Show the code</summary><pre><code>',
            escape(code(explorer).replace("{state}", _arguments(explorer))),
            "</code></pre></details>",
            _fallback(explorer, readings),
            "</figure>",
        ]
    )


def still(title: str, figure, arrays: dict, summary: str) -> str:
    """Return a figure as a picture: no controls, nothing to move."""
    plot = f'<div class="explorer-plot" {_drawn(figure, arrays, summary)}</div>'
    head = f'<p class="explorer-title">{escape(title)}</p>'
    return f'<figure class="explorer-still">{head}{_legend(figure)}{plot}</figure>'


def _drawn(figure, arrays, summary):
    layout, margin = figure.layout, figure.layout.margin
    return (
        f'style="height:{layout.height}px"><div class="explorer-area" '
        f'style="inset:{margin.t}px {margin.r}px {margin.b}px {margin.l}px">'
        f"{svg.draw(figure, arrays, summary)}</div>"
    )


def controls(explorer) -> list[dict]:
    """Return what the player must know of the controls before the grid is there."""
    return [
        {
            "name": control.name,
            "tokens": [control.token(value) for value in control.values],
            "words": [control.words(value) for value in control.values],
            "start": control.values.index(control.default),
            "quoted": isinstance(control.default, str),
        }
        for control in explorer.controls
    ]


def code(explorer) -> str:
    """Return three lines that reproduce a state; {state} stands for its keywords."""
    part, function = explorer.source.split(".")
    lines = [
        f"from nflsim.explorers import {part}",
        f"explorer = {part}.{function}()",
        "explorer.at({state})",
    ]
    return "\n".join(lines)


def _arguments(explorer):
    tokens = ((c.name, c.default, c.token(c.default)) for c in explorer.controls)
    return ", ".join(
        f"{name}={json.dumps(token) if isinstance(value, str) else token}"
        for name, value, token in tokens
    )


def _control(explorer, control):
    name, place = f"{explorer.slug}-{control.name}", control.values.index(control.default)
    words = escape(control.words(control.default))
    if control.kind == "select":
        options = "".join(
            f'<option value="{i}"{" selected" if i == place else ""}>'
            f"{escape(control.words(v))}</option>"
            for i, v in enumerate(control.values)
        )
        field = f'<select id="{name}" name="{control.name}" autocomplete="off">{options}</select>'
    else:
        field = (
            f'<input type="range" id="{name}" name="{control.name}" min="0" '
            f'max="{len(control.values) - 1}" step="1" value="{place}" '
            f'aria-valuetext="{words}" autocomplete="off">'
        )
    said = _roomy(
        map(control.words, control.values), f'<output for="{name}" aria-live="off">{words}</output>'
    )
    return (
        f'<div class="explorer-control"><label for="{name}">{escape(control.label)}</label>'
        f"{said}{field}</div>"
    )


def _roomy(texts, element):
    """Return an element in a box that has room for the longest of its texts: nothing jumps."""
    return (
        f'<div class="explorer-room" data-longest="{escape(max(texts, key=len))}">{element}</div>'
    )


def _legend(figure):
    entries = [f"<li>{picture}{escape(text)}</li>" for picture, text in svg.legend(figure)]
    return f'<ul class="explorer-legend">{"".join(entries)}</ul>' if entries else ""


def _presets(explorer):
    entries = []
    for preset in explorer.presets:
        wins = ' class="explorer-wins"' if preset.generalist_wins else ""
        mark = "<strong>Where the generalist wins:</strong> " if preset.generalist_wins else ""
        place = escape("#" + explorer.address(preset.state))
        link = f'<a href="{place}">{escape(preset.label)}</a>'
        entries.append(f"<li{wins}>{link}: {mark}{escape(preset.see)}</li>")
    return (
        '<div class="explorer-presets explorer-live"><p>Try this</p>'
        f"<ul>{''.join(entries)}</ul></div>"
    )


def _data(explorer, arrays):
    columns = [_cells(arrays[name], explorer.digits) for name in explorer.table.values()]
    rows = list(zip(*columns))
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in explorer.table)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    quoted = (label.replace('"', '""') for label in explorer.table)
    lines = [",".join(f'"{label}"' for label in quoted), *(",".join(r) for r in rows)]
    csv = quote("\n".join(lines) + "\n", safe="!'()*")  # as encodeURIComponent does
    return (
        '<details class="explorer-data"><summary>Show the data</summary>'
        '<div class="explorer-scroll" tabindex="0" role="group" aria-label="Data of this state">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p><a class="explorer-csv" download="{explorer.slug}.csv" '
        f'href="data:text/csv;charset=utf-8,{csv}">Save as CSV</a></p></details>'
    )


def _cells(array, digits):
    if array.dtype.kind == "f":
        return [f"{value:.{digits}f}" for value in array.ravel()]
    return [grid.written_exactly(value) for value in array.ravel()]


def _fallback(explorer, readings):
    rows = "".join(
        f'<tr><th scope="row">{escape(preset.label)}</th>'
        f"<td>{escape(readings[explorer.index(preset.state)])}</td></tr>"
        for preset in explorer.presets
    )
    return (
        '<table class="explorer-fallback"><caption>Other settings of this figure</caption>'
        f"<tbody>{rows}</tbody></table>"
    )
