"""The same explorers in a real JupyterLab: a slider moves, the model runs, the figure follows."""

import json
import re
from functools import cache
from pathlib import Path

import jupytext
import numpy as np
import pytest
from nflsim import explorers
from nflsim.explorers.core import Explorer

CHAPTERS = Path(__file__).resolve().parents[2] / "chapters"
CALL = re.compile(r"\b(\w+)\.(\w+)\(\)")


@cache
def calls(chapter: Path) -> list[Explorer]:
    """Return the explorers that a chapter shows, in its order."""
    notebook = jupytext.reads(chapter.read_text(encoding="utf-8"), fmt="md:myst")
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    made = [
        getattr(getattr(explorers, part), name)()
        for part, name in dict.fromkeys(CALL.findall(code))
        if part in explorers.__all__
    ]
    return [each for each in made if isinstance(each, Explorer)]


CHAPTERS_WITH_EXPLORERS = {
    path.relative_to(CHAPTERS).with_suffix("").as_posix(): path
    for path in sorted(CHAPTERS.rglob("*.md"))
    if not any(part.startswith(".") for part in path.relative_to(CHAPTERS).parts) and calls(path)
}

IDLE = """() => {
  const prompts = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell .jp-InputPrompt")];
  return prompts.length && prompts.every((prompt) => /\\[\\d+\\]/.test(prompt.textContent));
}"""
DATA = """(plot) => plot.data.map(({ uid, x, y, z }) => {
  const plain = (values) => values && Array.from(
    values, (value) => value?.length === undefined ? value : Array.from(value));
  return { uid, x: plain(x), y: plain(y), z: plain(z) };
})"""


def box(tab, explorer):
    """Return the widget of an explorer."""
    title = tab.locator(".widget-html").filter(has_text=explorer.title)
    return tab.locator(".jp-OutputArea-output").filter(has=title)


def wait_drawn(widget, explorer, view):
    """Wait until the figure shows a state; fail with what it shows instead."""
    plot = widget.locator(".js-plotly-plot")
    reading = widget.locator(".widget-html p[aria-live]")
    reading.filter(has_text=view.reading).wait_for()
    order = json.dumps([trace.uid for trace in explorer.figure.data], separators=(",", ":"))
    widget.page.wait_for_function(
        "([plot, wanted]) => JSON.stringify(plot.data.map((trace) => trace.uid)) === wanted",
        arg=[plot.element_handle(), order],
    )
    return plot


def check_data(explorer, view, data):
    """Compare what the figure holds with the arrays of a state."""
    drawn = {trace["uid"]: trace for trace in data}
    for trace in explorer.figure.data:
        main = "z" if trace.type == "heatmap" else "y"
        for axis, name in ((main, trace.uid), ("x", f"{trace.uid}.x")):
            wanted = np.array(view.arrays.get(name, trace[axis]), dtype=float)
            np.testing.assert_allclose(np.array(drawn[trace.uid][axis], dtype=float), wanted)


def test_some_chapter_shows_an_explorer():
    assert CHAPTERS_WITH_EXPLORERS


@pytest.mark.parametrize("name", CHAPTERS_WITH_EXPLORERS)
def test_a_chapter_runs_in_jupyterlab_and_its_sliders_move_the_figures(lab, browser, name):
    context = browser.new_context(viewport={"width": 1400, "height": 1400})
    context.set_default_timeout(60_000)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(f"{lab}/lab/tree/notebooks/{name}.ipynb?reset")
    tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    tab.get_by_text("| Idle").first.wait_for()
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    tab.wait_for_function(IDLE)
    assert tab.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts() == []
    assert tab.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    for explorer in calls(CHAPTERS_WITH_EXPLORERS[name]):
        check_sliders(tab, explorer)
    context.close()
    local = (lab, lab.replace("http:", "ws:"), "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(local)] == []


def check_sliders(tab, explorer):
    """Move each slider of an explorer and compare its figure with the model."""
    widget = box(tab, explorer)
    widget.scroll_into_view_if_needed()
    widget.locator(".js-plotly-plot .nsewdrag").first.wait_for()
    state, handles = explorer.default, widget.locator(".noUi-handle")
    data = wait_drawn(widget, explorer, explorer.at(**state)).evaluate(DATA)
    check_data(explorer, explorer.at(**state), data)
    ranges = [control for control in explorer.controls if control.kind == "range"]
    assert handles.count() == len(ranges)
    for number, control in enumerate(ranges):
        before, place = data, control.values.index(state[control.name])
        forward = place + 1 < len(control.values)
        state = state | {control.name: control.values[place + (1 if forward else -1)]}
        handles.nth(number).focus()
        tab.keyboard.press("ArrowRight" if forward else "ArrowLeft")
        view = explorer.at(**state)
        data = wait_drawn(widget, explorer, view).evaluate(DATA)
        check_data(explorer, view, data)
        assert data != before, f"{control.name} moves nothing"
