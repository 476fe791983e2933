"""What the tests of the built book share: its pages, its explorers, and what a page shows.

The numbers behind a figure are read from its marks and mapped to axis units by the ranges that
the explorer declares in Python; nothing is read from the files the player reads.
"""

import ast
import base64
import html
import os
import random
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlencode

import numpy as np
from fontTools.ttLib import TTFont

from nflsim import explorers
from nflsim.explorer import Explorer

ROOT = Path(__file__).resolve().parents[2]
HTML = Path(os.environ.get("BOOK_HTML") or ROOT / "_build/html").resolve()
AXE = ROOT / "node_modules/axe-core/axe.min.js"
STRETCHED, PERCENT = 0.005 / 1000, 0.0005 / 100  # rounding of the marks, as shares of the axis

PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    # The page for lost readers needs the book's own host: test_published.py gives it one.
    if not path.relative_to(HTML).parts[0].startswith("_") and path.name != "404.html"
)


# A browser that lets no page remember anything.
REFUSED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true,
    get() { throw new DOMException("refused", "SecurityError"); } });
}"""

declared = explorers.every  # by slug


@cache
def shown() -> dict[str, str]:
    """Return on which page each explorer stands, by slug."""
    figure = re.compile(r'<figure class="explorer"[^>]*data-explorer="([^"]+)"')
    return {
        slug: page
        for page in PAGES
        for slug in figure.findall((HTML / page).read_text(encoding="utf-8"))
    }


def on_page(page: str) -> list[str]:
    """Return the explorers of a page."""
    return [slug for slug, where in shown().items() if where == page]


def features(slug: str) -> set:
    """Return what of an explorer the player treats in its own way: marks and controls."""
    explorer = declared()[slug]
    marks = {(trace.type, getattr(trace, "mode", None)) for trace in explorer.figure.data}
    return marks | {control.kind for control in explorer.controls}


def cover(slugs: list[str]) -> list[str]:
    """Return a few explorers that have every feature of all, the richest first."""
    few, left = [], set().union(*map(features, slugs))
    while left:
        few.append(max(slugs, key=lambda slug: len(features(slug) & left)))
        left -= features(few[-1])
    return few


SLUGS = sorted(shown())
KINDS = cover(SLUGS)  # what holds for any explorer is tried on these
WAYS = [(slug, way) for slug in KINDS for way in ("http", "file")]
EXPLORER_PAGES = sorted(set(shown().values()))


def states(explorer: Explorer, count: int, seed: str) -> list[dict]:
    """Return `count` random states, or all if there are fewer."""
    count = min(count, len(explorer.states))
    return random.Random(seed).sample(explorer.states, count)


def link(explorer: Explorer, state: dict) -> str:
    """Return the address of a state, written anew from the design."""
    full = explorer.default | dict(state)
    tokens = {
        control.name: full[control.name]
        if isinstance(full[control.name], str)
        else f"{full[control.name]:g}"
        for control in explorer.controls
    }
    return f"#{explorer.slug}?{urlencode(tokens)}"


def figure(tab, slug):
    """Return an explorer on a page."""
    return tab.locator(f'figure.explorer[data-explorer="{slug}"]')


def wait_loaded(tab, *slugs):
    """Wait until the player has the numbers of explorers, going to each as a reader would."""
    for slug in slugs:
        figure(tab, slug).scroll_into_view_if_needed()
        tab.wait_for_function("slug => window.nflsimGrids && window.nflsimGrids[slug]", arg=slug)


def places(explorer: Explorer, state: dict) -> list[str]:
    """Return the values that the controls have at a state."""
    full = explorer.default | dict(state)
    return [str(control.values.index(full[control.name])) for control in explorer.controls]


def wait_state(tab, explorer, state):
    """Wait until the controls of an explorer stand at a state."""
    tab.wait_for_function(
        """([slug, wanted]) => {
          const figure = document.querySelector(`figure[data-explorer="${slug}"]`);
          const fields = [...figure.querySelectorAll("input, select")];
          return fields.map((field) => field.value).join() === wanted.join();
        }""",
        arg=[explorer.slug, places(explorer, state)],
    )


def state_of(tab, explorer) -> dict:
    """Return the state that the controls show."""
    fields = figure(tab, explorer.slug).locator("input, select")
    values = fields.evaluate_all("all => all.map((field) => Number(field.value))")
    return {c.name: c.values[i] for c, i in zip(explorer.controls, values, strict=True)}


LOOK = """async (figure) => {
  const data = figure.querySelector(".explorer-data");
  if ("live" in figure.dataset && !data.open) { // a closed table is not kept up
    const opened = new Promise((done) => data.addEventListener("toggle", done, { once: true }));
    data.open = true;
    await opened;
  }
  const marks = {};
  for (const mark of figure.querySelectorAll(".explorer-svg [data-uid]")) {
    const entry = (marks[mark.dataset.uid] ??= {});
    if (mark.localName === "path") entry.line = mark.getAttribute("d");
    if (mark.localName === "image") entry.image = mark.getAttribute("href");
    if (mark.localName !== "g") continue;
    const read = (names) => [...mark.children].map(
      (child) => names.map((name) => Number.parseFloat(child.getAttribute(name))));
    if (mark.querySelector("rect")) entry.bars = read(["x", "width", "y", "height"]);
    else entry.symbols = read(["x", "y"]);
  }
  const cells = (selector) => [...figure.querySelectorAll(selector)].map((row) =>
    [...row.cells].map((cell) => cell.textContent));
  const fields = [...figure.querySelectorAll("input, select")];
  return {
    marks,
    reading: figure.querySelector(".explorer-reading").textContent,
    head: cells(".explorer-data thead tr")[0],
    rows: cells(".explorer-data tbody tr"),
    csv: figure.querySelector(".explorer-csv").href,
    code: figure.querySelector(".explorer-code code").textContent,
    outputs: [...figure.querySelectorAll("output")].map((output) => output.textContent),
    spoken: fields.map((field) => field.localName === "select"
      ? field.selectedOptions[0].textContent : field.getAttribute("aria-valuetext")),
  };
}"""


def look(tab, slug) -> dict:
    """Return what an explorer shows: marks, reading, table, CSV, code, words of the controls."""
    return figure(tab, slug).evaluate(LOOK)


def check(explorer: Explorer, state: dict, seen: dict):
    """Compare everything that an explorer shows with what Python returns for a state."""
    view = explorer.at(**state)
    assert seen["reading"] == view.reading
    words = [control.words(view.state[control.name]) for control in explorer.controls]
    assert seen["outputs"] == words
    assert seen["spoken"] == words
    check_marks(explorer, view, seen["marks"])
    check_table(explorer, view, seen)
    assert run(seen["code"]) == (view.state, view.reading)


def check_marks(explorer, view, marks):
    """Compare the marks of the SVG with the arrays of a state, in axis units."""
    layout = explorer.figure.layout
    for trace in explorer.figure.data:
        mark = marks[trace.uid]
        if trace.type == "heatmap":
            assert re.match("data:image/(png|bmp);base64,", mark["image"])
            continue
        x = np.array(view.arrays.get(f"{trace.uid}.x", trace.x), dtype=float)
        y = np.array(view.arrays.get(trace.uid, trace.y), dtype=float)
        off, aside = (_half_step(explorer, n) for n in (trace.uid, f"{trace.uid}.x"))
        if "line" in mark:
            points = [pair.split() for pair in mark["line"].removeprefix("M").split("L")]
            at = np.array(points, dtype=float) / 1000
            _close(at[:, 0], x, layout.xaxis.range, STRETCHED, aside)
            _close(1 - at[:, 1], y, layout.yaxis.range, STRETCHED, off)
        if "symbols" in mark:
            at = np.array(mark["symbols"]) / 100
            _close(at[:, 0], x, layout.xaxis.range, PERCENT, aside)
            _close(1 - at[:, 1], y, layout.yaxis.range, PERCENT, off)
        if "bars" in mark:
            left, width, top, height = np.array(mark["bars"]).T / 1000
            _close(left + width / 2, x, layout.xaxis.range, 2 * STRETCHED, aside)
            _close(height, y, layout.yaxis.range, STRETCHED, off)
            np.testing.assert_allclose(top + height, 1, rtol=0, atol=2 * STRETCHED)
        lines = trace.type == "scatter" and "lines" in trace.mode
        kinds = {"bars"} if trace.type == "bar" else {"line"} if lines else set()
        kinds |= {"symbols"} if trace.type == "scatter" and "markers" in trace.mode else set()
        assert set(mark) == kinds


def _half_step(explorer, name):
    """Return by how much a stored number may be off: what is printed is stored in decimals."""
    low, high = explorer.spans[name]
    printed = 10.0**-explorer.digits if name in explorer.table.values() else 0
    return max((high - low) / (2**16 - 1), printed) / 2 + 1e-12


def _close(shares, wanted, span, rounding, half_step):
    low, high = span
    error = (high - low) * rounding + half_step
    np.testing.assert_allclose(low + shares * (high - low), wanted, rtol=0, atol=error)


def check_table(explorer, view, seen):
    """Compare table and CSV with a state: texts exactly, decimals as rounded from the number."""
    assert seen["head"] == list(explorer.table)
    columns = list(zip(*seen["rows"], strict=True))
    for name, column in zip(explorer.table.values(), columns, strict=True):
        wanted = view.arrays[name].ravel()
        if wanted.dtype.kind != "f":
            assert list(column) == [str(value) for value in wanted]
            continue
        error = 0.5 * 10**-explorer.digits * (1 + 1e-6)  # rounded once
        assert {len(cell.partition(".")[2]) for cell in column} == {explorer.digits}
        np.testing.assert_allclose(np.array(column, dtype=float), wanted, rtol=0, atol=error)
    head, *rows = unquote(seen["csv"].partition(",")[2]).splitlines()
    labels = [label.replace('"', '""') for label in explorer.table]
    assert head == ",".join(f'"{label}"' for label in labels)
    assert rows == [",".join(row) for row in seen["rows"]]


def run(code: str):
    """Run what *Show the code* says and return the state and the reading of its last line."""
    tree = ast.parse(code)
    last, names = tree.body.pop(), {}
    exec(compile(tree, "code", "exec"), names)
    view = eval(compile(ast.Expression(last.value), "code", "eval"), names)
    return view.state, view.reading


def check_plotly(explorer, state, data):
    """Compare the data that Plotly drew with the arrays of a state."""
    view = explorer.at(**state)
    drawn = {trace["uid"]: trace for trace in data}
    assert list(drawn) == [trace.uid for trace in explorer.figure.data]
    for trace in explorer.figure.data:
        main = "z" if trace.type == "heatmap" else "y"
        for axis, name in ((main, trace.uid), ("x", f"{trace.uid}.x")):
            wanted = view.arrays.get(name, trace[axis])
            np.testing.assert_allclose(
                np.array(drawn[trace.uid][axis], dtype=float),
                np.array(wanted, dtype=float),
                rtol=0,
                atol=_half_step(explorer, name),
            )


PLOTLY = """(target) => target.data.map(
  ({ uid, x, y, z }) => ({ uid, x, y, z: z && z.map((row) => [...row]) }))"""


def point_at(tab, slug, at=0):
    """Point at a plot as with a mouse and wait until Plotly has drawn it."""
    plot = figure(tab, slug).locator(".explorer-plot")
    for step in range(2):  # a pointer that only lies there turns to nothing
        plot.hover(position={"x": 100 + 7 * (at % 20) + 9 * step, "y": 120 + 5 * (at % 11)})
    wait_plotly(tab, slug)


def wait_plotly(tab, slug):
    """Wait until Plotly stands in the SVG's place."""
    figure(tab, slug).locator(".explorer-plot[data-plotly] .explorer-plotly").wait_for()


def plotly_data(tab, slug):
    """Return the data behind what Plotly drew."""
    return figure(tab, slug).locator(".explorer-plotly").evaluate(PLOTLY)


def press(tab, field, forward=True):
    """Move a control by one step with the keyboard."""
    field.focus()
    if field.evaluate("field => field.localName") == "select":
        tab.keyboard.press("ArrowDown" if forward else "ArrowUp")
    else:
        tab.keyboard.press("ArrowRight" if forward else "ArrowLeft")


def field(tab, explorer, control):
    """Return a control of an explorer on a page."""
    return figure(tab, explorer.slug).locator(f'[name="{control.name}"]')


def step(tab, explorer, control) -> dict:
    """Move a control by one step, to the right if it can, and return the new state."""
    state = state_of(tab, explorer)
    place = control.values.index(state[control.name])
    forward = place + 1 < len(control.values)
    press(tab, field(tab, explorer, control), forward)
    new = state | {control.name: control.values[place + (1 if forward else -1)]}
    wait_state(tab, explorer, new)
    return new


def open_explorer(reader, slug, link="", way="http", **options):
    """Return a page at an explorer whose numbers are there."""
    tab = reader.open(shown()[slug], link, way=way, **options)
    wait_loaded(tab, slug)
    return tab


def plain(markup: str) -> str:
    """Return what a reader sees of some HTML in one paragraph."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


@cache
def works() -> dict[str, str]:
    """Return the entries of the list of references, by their ids."""
    entry = r'<div class="citation" id="([^"]+)".*?<p>(.*?)</p>'
    page = HTML / "chapters/references.html"
    return dict(re.findall(entry, page.read_text(encoding="utf-8"), flags=re.DOTALL))


@cache
def glyphs() -> set[int]:
    """Return the code points that the icon fonts of the site can draw."""
    fonts = (HTML / "_static/vendor/fontawesome/webfonts").glob("*.woff2")
    return {code for path in fonts for code in TTFont(path).getBestCmap()}


def meant(link: str) -> tuple[str, dict]:
    """Return the explorer and the state that a link in the text names; it must name a state."""
    slug, _, query = link.removeprefix("#").partition("?")
    return slug, declared()[slug].state(query)


def wait_address(tab, link):
    """Wait until the address names a state: it is written when a control comes to rest."""
    tab.wait_for_function("link => location.hash === link", arg=link)


def told(explorer: Explorer, state: dict) -> dict:
    """Return what the text around a figure may repeat at a state: controls and facts."""
    view = explorer.at(**state)
    places = {each.name: each.token(view.state[each.name]) for each in explorer.controls}
    return places | view.facts


def png(href: str) -> bytes:
    """Return the bytes of a picture that stands in an address."""
    return base64.b64decode(html.unescape(href).partition(",")[2])


def violations(tab, *rules):
    """Return what axe finds, by all its rules or the ones named, in a line each."""
    if not tab.evaluate("'axe' in window"):  # the page's policy refuses a script element
        tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate(
        """(rules) => axe.run({
          preload: location.protocol !== "file:", ...(rules.length && { runOnly: rules }),
        }).then(({ violations }) => violations)""",
        rules,
    )
    return [
        f"{rule['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
