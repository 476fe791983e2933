"""The live explorer, built and moved without a browser and without a kernel."""

import subprocess
import sys
from html import unescape

import ipywidgets
import numpy as np
import plotly.graph_objects as go
import pytest
from boxes import every

from nflsim import explorers
from nflsim.explorer import live, page

MAKERS = [explorers.optimization.every_searcher, explorers.optimization.all_searchers]
made = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def fields(box, explorer):
    found = every(box, ipywidgets.SelectionSlider | ipywidgets.Dropdown)
    assert [c.label for c in explorer.controls] == [field.description for field in found]
    return {control.name: field for control, field in zip(explorer.controls, found)}


def reading(box):
    (text,) = [each.value for each in every(box, ipywidgets.HTML) if "aria-live" in each.value]
    return unescape(text.removeprefix('<p aria-live="polite">').removesuffix("</p>"))


def assert_shows(box, explorer, **state):
    """Assert that every trace and the reading are those that the model gives at a state."""
    view = explorer.at(**state)
    (figure,) = every(box, go.FigureWidget)
    shown = set()
    for trace, declared in zip(figure.data, explorer.figure.data, strict=True):
        main = "z" if trace.type == "heatmap" else "y"
        for attribute, name in ((main, declared.uid), ("x", f"{declared.uid}.x")):
            if name in view.arrays:
                exact = view.arrays[name].astype(float)
                assert np.array_equal(np.array(trace[attribute], dtype=float), exact)
                shown.add(name)
            else:
                assert tuple(trace[attribute]) == tuple(declared[attribute])
    assert shown == {name for name in view.arrays if name in explorer.spans}
    assert reading(box) == view.reading
    words = [each.value for each in every(box, ipywidgets.Label)]
    sliders = [control for control in explorer.controls if control.kind == "range"]
    assert words == [control.words(view.state[control.name]) for control in sliders]


@made
def test_a_live_explorer_begins_at_its_default(make):
    explorer = make()
    box = live.widget(explorer)
    assert {name: f.value for name, f in fields(box, explorer).items()} == explorer.default
    assert_shows(box, explorer)


@made
def test_moving_a_control_moves_the_figure_and_the_reading(make):
    explorer = make()
    box = live.widget(explorer)
    state, moved = explorer.default, fields(box, explorer)
    for control in explorer.controls:
        before = reading(box)
        state[control.name] = next(v for v in control.values[::-1] if v != control.default)
        moved[control.name].value = state[control.name]
        assert_shows(box, explorer, **state)
        assert reading(box) != before


@made
def test_a_preset_button_sets_the_whole_state(make):
    explorer = make()
    box = live.widget(explorer)
    buttons = every(box, ipywidgets.Button)
    for preset, button in zip(explorer.presets, buttons, strict=True):
        for name, field in fields(box, explorer).items():
            field.value = explorer.states[-1][name]
        button.click()
        expected = explorer.default | dict(preset.state)
        assert {name: f.value for name, f in fields(box, explorer).items()} == expected
        assert_shows(box, explorer, **expected)
        assert (button.description, button.tooltip) == (preset.label, preset.see)


def test_a_preset_that_names_one_control_sets_the_others_to_their_default(declare):
    explorer = declare()
    box = live.widget(explorer)
    fields(box, explorer)["tilt"].value = 1.0
    every(box, ipywidgets.Button)[0].click()
    assert_shows(box, explorer, budget=1)


@made
def test_controls_offer_each_value_in_words(make):
    explorer = make()
    box = live.widget(explorer)
    for control, field in zip(explorer.controls, fields(box, explorer).values()):
        assert list(field.options) == [(control.words(v), v) for v in control.values]


@made
def test_the_axes_do_not_move(make):
    explorer = make()
    box = live.widget(explorer)
    (figure,) = every(box, go.FigureWidget)
    before = figure.layout.to_plotly_json()
    for name, field in fields(box, explorer).items():
        field.value = explorer.states[-1][name]
    assert figure.layout.to_plotly_json() == before == explorer.figure.layout.to_plotly_json()


def test_no_button_of_a_plot_sends_its_data_away(declare):
    (figure,) = every(live.widget(declare()), go.FigureWidget)
    assert figure._config["showSendToCloud"] is False


def test_moving_one_live_explorer_leaves_another_alone(declare):
    explorer = declare()
    one, other = live.widget(explorer), live.widget(explorer)
    fields(one, explorer)["budget"].value = 3
    assert_shows(one, explorer, budget=3)
    assert_shows(other, explorer)
    assert all(value is None for value in explorer.figure.data[0].y)


def test_all_kinds_of_traces_move(declare, declare_map):
    for explorer in (declare(), declare_map()):
        box = live.widget(explorer)
        assert_shows(box, explorer)
        fields(box, explorer)["budget"].value = 3
        fields(box, explorer)["breadth"].value = 2
        assert_shows(box, explorer, budget=3, breadth=2)


def test_hostile_text_stays_text_in_a_kernel(declare):
    hostile = "<script>alert(1)</script>"
    explorer = declare(title=hostile, reading=lambda arrays, **state: hostile)
    explorer.figure.data[0].name = hostile
    written = [each.value for each in every(live.widget(explorer), ipywidgets.HTML)]
    assert not [text for text in written if "<script" in text]
    assert reading(live.widget(explorer)) == hostile


def test_a_move_asks_the_model_for_one_state_only(declare):
    asked, model = [], declare().model

    def counted(**state):
        asked.append(state["budget"])
        return model(**state)

    explorer = declare(model=counted)
    box = live.widget(explorer)
    fields(box, explorer)["budget"].value = 3
    assert asked == [2, 3]


def test_in_a_kernel_the_display_is_a_widget(declare, monkeypatch):
    monkeypatch.delenv("EXPLORER_MODE", raising=False)
    bundle = declare()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_on_the_page_the_display_is_html_alone_and_no_widget_is_made(
    declare, monkeypatch, tmp_path
):
    def refuse(*_, **__):
        raise AssertionError("a widget was constructed")

    monkeypatch.setattr(ipywidgets.Widget, "__init__", refuse)
    monkeypatch.setattr(go.FigureWidget, "__init__", refuse)
    monkeypatch.setenv("EXPLORER_MODE", "static")
    monkeypatch.setenv("EXPLORER_GRIDS", str(tmp_path))
    bundle = declare()._repr_mimebundle_(include={"text/plain"}, exclude=None)
    assert bundle == {"text/html": page.publish(declare(), tmp_path)}
    assert [path.name for path in tmp_path.iterdir()] == ["toy-figure.js"]


def test_on_the_page_no_widget_library_is_loaded(tmp_path):
    code = (
        "import os, sys; from nflsim.explorers import optimization; "
        f"os.environ.update(EXPLORER_MODE='static', EXPLORER_GRIDS={str(tmp_path)!r}); "
        "optimization.every_searcher()._repr_mimebundle_(); "
        "print('ipywidgets' in sys.modules or 'anywidget' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
