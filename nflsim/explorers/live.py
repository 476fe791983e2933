"""An explorer in a kernel: ipywidgets controls, a FigureWidget, and the model at every move."""

from html import escape

import ipywidgets as widgets
import plotly.graph_objects as go

from nflsim.explorers import svg


def widget(explorer) -> widgets.VBox:
    """Return the live explorer: each move runs the model, nothing is computed before."""
    figure = go.FigureWidget(explorer.figure)
    reading = widgets.HTML()
    inputs = {control.name: _input(control) for control in explorer.controls}

    def show(_=None):
        view = explorer.at(**{name: field.value for name, field in inputs.items()})
        with figure.batch_update():
            # A FigureWidget gives its traces names of its own; the declared ones are ours.
            for trace, declared in zip(figure.data, explorer.figure.data):
                main = "z" if trace.type == "heatmap" else "y"
                for attribute, name in ((main, declared.uid), ("x", f"{declared.uid}.x")):
                    if name in view.arrays:
                        trace[attribute] = view.arrays[name].astype(float)
        reading.value = f'<p aria-live="polite">{escape(view.reading)}</p>'

    for field in inputs.values():
        field.observe(show, names="value")
    show()
    title = widgets.HTML(f"<strong>{escape(explorer.title)}</strong>")
    presets = [_preset(preset, explorer, inputs) for preset in explorer.presets]
    row = widgets.HBox(presets, layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([title, *inputs.values(), _legend(explorer), figure, reading, row])


def _input(control):
    kind = widgets.SelectionSlider if control.kind == "range" else widgets.Dropdown
    return kind(
        options=[(control.words(value), value) for value in control.values],
        value=control.default,
        description=control.label,
        style={"description_width": "16em"},
        layout=widgets.Layout(width="100%", max_width="46em"),
    )


def _legend(explorer):
    entries = [
        f"{svg.swatch(trace)} {escape(trace.name)}"
        for trace in explorer.figure.data
        if trace.showlegend is not False and trace.type != "heatmap"
    ]
    return widgets.HTML(" &emsp; ".join(entries))


def _preset(preset, explorer, inputs):
    button = widgets.Button(description=preset.label, tooltip=preset.see)

    def choose(_):
        for name, value in (explorer.default | dict(preset.state)).items():
            inputs[name].value = value

    button.on_click(choose)
    return button
