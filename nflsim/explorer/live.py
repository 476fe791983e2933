"""An explorer in a kernel: ipywidgets controls, a FigureWidget, and the model at every move."""

from functools import partial
from html import escape

import ipywidgets as widgets
import numpy as np
import plotly.graph_objects as go

from nflsim.explorer import svg
from nflsim.explorer.prediction import Pick


def widget(explorer) -> widgets.VBox:
    """Return the live explorer: each move runs the model, nothing is computed before."""
    first = explorer.at()
    figure = go.FigureWidget(_filled(explorer, first))
    figure._config = {"showSendToCloud": False}  # a button that sends the data away
    reading = widgets.HTML(_spoken(first))
    inputs = {control.name: _input(control) for control in explorer.controls}

    def show(_):
        view = explorer.at(**{name: field.value for name, field in inputs.items()})
        with figure.batch_update():
            for trace, new in zip(figure.data, _filled(explorer, view).data):
                for attribute in ("x", "y", "z"):
                    if attribute in new:
                        trace[attribute] = new[attribute]
        reading.value = _spoken(view)

    for field in inputs.values():
        field.observe(show, names="value")
    title = widgets.HTML(f"<strong>{escape(explorer.title)}</strong>")
    presets = [_preset(preset, explorer, inputs) for preset in explorer.presets]
    row = widgets.HBox(presets, layout=widgets.Layout(flex_flow="row wrap"))
    rows = [_row(control, inputs[control.name]) for control in explorer.controls]
    return widgets.VBox([title, *rows, _legend(explorer), figure, reading, row])


def asked(prediction) -> widgets.VBox:
    """Return a prediction to make in a notebook: the answer comes after the guess."""
    if isinstance(prediction, Pick):
        options = [(answer.text, place) for place, answer in enumerate(prediction.answers)]
        field = widgets.RadioButtons(options=options, value=None, layout={"width": "auto"})
        told = "".join(f"<li>{escape(f'“{a.text}”: {a.why}')}</li>" for a in prediction.answers)
        why = f"<ul>{told}</ul>"
    else:
        ends = {"min": prediction.low, "max": prediction.high, "step": prediction.step}
        field = widgets.FloatSlider(prediction.middle, **ends, readout=False)
        why = f"<p>{escape(prediction.why)}</p>"
    button = widgets.Button(description="This is my bet", disabled=field.value is None)
    answer = widgets.HTML()
    field.observe(lambda change: setattr(button, "disabled", change.new is None), names="value")

    def tell(_):
        field.disabled = button.disabled = True
        said, shown = escape(prediction.said(field.value)), escape(prediction.reading)
        answer.value = f'<p aria-live="polite">{said}</p>{why}<p>The figure: {shown}</p>'

    button.on_click(tell)
    setting, asks = escape(prediction.setting), escape(prediction.question)
    question = widgets.HTML(f"<p>{setting}</p><strong>{asks}</strong>")
    shown = field if isinstance(prediction, Pick) else _worded(field, prediction.worded)
    return widgets.VBox([question, shown, button, answer])


def recalled(recall) -> widgets.VBox:
    """Return questions on the chapter before, under their title."""
    title = widgets.HTML(f"<strong>{escape(recall.title)}</strong>")
    return widgets.VBox([title, *map(asked, recall.questions)])


def _spoken(view):
    return f'<p aria-live="polite">{escape(view.reading)}</p>'


def _filled(explorer, view):
    """Return the figure with the arrays of a view; as arrays, since a widget loses plain lists."""
    figure = go.Figure(explorer.figure)
    for trace in figure.data:
        names = {"x": f"{trace.uid}.x", "z" if trace.type == "heatmap" else "y": trace.uid}
        for attribute in ("x", "y", "z"):
            if attribute in trace:
                shown = view.arrays.get(names.get(attribute), trace[attribute])
                trace[attribute] = np.array(shown, dtype=float)
    return figure


def _input(control):
    kind = partial(widgets.SelectionSlider, readout=False)
    return (kind if control.kind == "range" else widgets.Dropdown)(
        options=[(control.words(value), value) for value in control.values],
        value=control.default,
        description=control.label,
        style={"description_width": "11em"},
        layout=widgets.Layout(width="28em"),
    )


def _row(control, field):
    return _worded(field, control.words) if control.kind == "range" else field


def _worded(field, words):
    """Return a slider with its words beside it; those it would show itself are cut short."""
    said = widgets.Label(words(field.value))
    field.observe(lambda change: setattr(said, "value", words(change.new)), names="value")
    return widgets.HBox([field, said], layout=widgets.Layout(flex_flow="row wrap"))


def _legend(explorer):
    entries = [f"{picture} {escape(text)}" for picture, text in svg.legend(explorer.figure)]
    return widgets.HTML(" &emsp; ".join(entries))


def _preset(preset, explorer, inputs):
    fit = widgets.Layout(width="auto")
    button = widgets.Button(description=preset.label, tooltip=preset.see, layout=fit)

    def choose(_):
        for name, value in (explorer.default | dict(preset.state)).items():
            inputs[name].value = value

    button.on_click(choose)
    return button
