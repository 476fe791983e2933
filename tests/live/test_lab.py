"""The same explorers in a real JupyterLab: a slider moves, the model runs, the figure follows."""

import numpy as np
import pytest
from playwright.sync_api import TimeoutError

from nflsim import explorers
from nflsim.explorer import Pick
from nflsim.explorers import predictions

# A folded cell shows no number: whether the last of them ran, the kernel's own sign tells.
IDLE = """() => {
  const prompts = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell .jp-InputPrompt")];
  const told = prompts.map((prompt) => prompt.textContent).filter(Boolean);
  const sign = document.querySelector(".jp-Notebook-ExecutionIndicator");
  return told.length && told.every((text) => /\\[\\d+\\]/.test(text))
    && sign?.dataset.status === "idle";
}"""
DATA = """(plot) => {
  const plain = (values) => Array.from(values ?? [], (row) => row?.length ? [...row] : row).flat();
  return plot._fullData.map((trace) => {
    const main = trace.type === "heatmap" ? "z" : "y";
    return { x: plain(trace.x), [main]: plain(trace[main]) };
  });
}"""
AGREE = f"""([plot, wanted]) => {{
  const drawn = ({DATA})(plot);
  return wanted.every((trace, i) => Object.entries(trace).every(([axis, values]) =>
    values.length === drawn[i][axis].length
    && values.every((value, j) => Math.abs(value - drawn[i][axis][j]) < 1e-9)));
}}"""


def wanted(explorer, state):
    """Return what each trace must hold at a state, and the sentence."""
    view = explorer.at(**state)
    traces = []
    for trace in explorer.figure.data:
        main = "z" if trace.type == "heatmap" else "y"
        arrays = {main: view.arrays.get(trace.uid, trace[main])}
        arrays["x"] = view.arrays.get(f"{trace.uid}.x", trace.x)
        flat = {axis: np.array(each, dtype=float).ravel() for axis, each in arrays.items()}
        traces.append({axis: values.tolist() for axis, values in flat.items()})
    return traces, view.reading


def box(tab, explorer):
    """Return the widget of an explorer."""
    title = tab.locator(".widget-html").filter(has_text=explorer.title)
    return tab.locator(".jp-OutputArea-output").filter(has=title)


def wait_drawn(widget, explorer, state):
    """Wait until sentence and figure show a state, and return what the figure holds."""
    traces, reading = wanted(explorer, state)
    said = widget.get_by_text(reading, exact=True)
    said.wait_for()
    plot = widget.locator(".js-plotly-plot").element_handle()
    try:
        widget.page.wait_for_function(AGREE, arg=[plot, traces], timeout=20_000)
    except TimeoutError:
        assert plot.evaluate(DATA) == traces  # says what differs
        raise
    return plot.evaluate(DATA)


@pytest.mark.parametrize(
    ("name", "slugs", "bets"),
    [
        ("learning/transfer", ["second-task"], ["eight-for-one"]),
        ("optimization/fit", [], ["who-falls-behind", "on-the-trap", "twice-the-tilt"]),
        ("every/figure", list(explorers.every()), []),
    ],
)
def test_a_notebook_runs_in_jupyterlab_and_its_sliders_move_the_figures(
    lab, browser, name, slugs, bets
):
    """Two chapters, read without any extension for its text; and all figures in one kernel."""
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
    for slug in slugs:
        check_sliders(tab, explorers.every()[slug])
    for slug in bets:
        check_bet(tab, predictions.every()[slug])
    context.close()
    local = (lab, lab.replace("http:", "ws:"), "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(local)] == []


def check_sliders(tab, explorer):
    """Move each slider of an explorer and compare its figure with the model."""
    widget = box(tab, explorer)
    widget.scroll_into_view_if_needed()
    widget.locator(".js-plotly-plot .nsewdrag").first.wait_for()
    state, handles = explorer.default, widget.locator(".noUi-handle")
    data = wait_drawn(widget, explorer, state)
    ranges = [control for control in explorer.controls if control.kind == "range"]
    assert handles.count() == len(ranges)
    for number, control in enumerate(ranges):
        before, place = data, control.values.index(state[control.name])
        forward = place + 1 < len(control.values)
        state = state | {control.name: control.values[place + (1 if forward else -1)]}
        handles.nth(number).focus()
        tab.keyboard.press("ArrowRight" if forward else "ArrowLeft")
        data = wait_drawn(widget, explorer, state)
        assert data != before, f"{control.name} moves nothing"


def check_bet(tab, asked):
    """Take a guess and read what it is told, not before."""
    question = tab.locator(".widget-html").filter(has_text=asked.question)
    widget = tab.locator(".widget-vbox").filter(has=question).last
    widget.scroll_into_view_if_needed()
    guess = 0 if isinstance(asked, Pick) else asked.middle
    said = widget.get_by_text(asked.said(guess), exact=True)
    assert said.count() == 0
    if isinstance(asked, Pick):
        widget.locator("input[type=radio]").first.check()
    widget.get_by_role("button", name="This is my bet").click()
    said.wait_for()
    assert widget.get_by_text(asked.reading).count() == 1
