"""A page without the book's theme: explorers and what they need, nothing else."""

import shutil
from pathlib import Path

import book
from nflsim.explorer import page, script

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
    '<link rel="stylesheet" href="explorer.css"><script defer src="explorer.js"></script></head>'
)
SLUGS = ("pin-factory", "regime-map", "split-the-budget")
PINS, MAP, SPLIT = (book.declared()[slug] for slug in SLUGS)
TEXT = (  # a term that lights a curve up, a number that follows a slider, and room to scroll
    f'<p><a class="explorer-term" href="#pin-factory" data-curve="{PINS.figure.data[0].uid}">'
    "a curve</a></p>"
    '<p><span class="explorer-now" data-of="pin-factory" data-part="budget">'
    f"{PINS.controls[0].token(PINS.controls[0].default)}</span></p>"
    '<p style="height:3000px"></p>'
)
WAIT = "() => new Promise((done) => setTimeout(done, 400))"  # longer than a control takes to rest
PLOTLY = book.ROOT / "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"


def write(folder: Path, *explorers, text: str = "") -> Path:
    """Write a page with explorers and some text after them; return its folder."""
    script.written(folder)
    shutil.copy(PLOTLY, folder / "plotly.min.js")
    figures = "".join(page.publish(explorer, folder / "grids") for explorer in explorers)
    body = f"<body><main><h1>Bare</h1>{figures}{text}</main></body></html>"
    (folder / "index.html").write_text(HEAD + body, encoding="utf-8")
    return folder


def check(tab, explorer, state):
    """Check that a figure shows a state, all over."""
    book.check(explorer, explorer.default | state, book.look(tab, explorer.slug))


def steps(tab, explorer) -> dict:
    """Move two controls by a step each, check what is shown, and return the state."""
    for control in explorer.controls[:2]:
        state = book.step(tab, explorer, control)
    check(tab, explorer, state)
    return state
