import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote

import numpy as np
import pytest

from nflsim import explorers
from nflsim.explorer import Preset, grid, page

MAKERS = [explorers.optimization.every_searcher, explorers.optimization.all_searchers]
made = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
HOSTILE = """<script>alert("1")</script> & 'quoted' {state}"""


def find(tree, tag, **attributes):
    """Return the elements of a tag whose attributes hold the given words."""
    wanted = {name.rstrip("_"): word for name, word in attributes.items()}
    return [
        element
        for element in tree.iter(tag)
        if all(word in element.get(name, "").split() for name, word in wanted.items())
    ]


def text(element):
    return "".join(element.itertext())


@made
def test_the_figure_is_one_element_on_one_line(make, read):
    """Markdown would end the block of HTML at an empty line."""
    written = page.html(make(), "grid.js")
    assert "\n\n" not in written
    (figure,) = list(read(written))
    assert figure.tag == "figure"
    assert figure.get("class") == "explorer"
    assert figure.get("id") == figure.get("data-explorer") == make().slug
    assert figure.get("data-grid") == "grid.js"


@made
def test_no_two_elements_have_one_id(make, read):
    ids = [e.get("id") for e in read(page.html(make(), "grid.js")).iter() if e.get("id")]
    assert len(ids) == len(set(ids))


@made
def test_the_first_state_is_read_without_a_script(make, read):
    explorer = make()
    tree = read(page.html(explorer, "grid.js"))
    (reading,) = find(tree, "p", class_="explorer-reading")
    assert text(reading) == explorer.at().reading
    assert reading.get("aria-live") is None  # else each step of a slider would be spoken
    (said,) = find(tree, "p", class_="explorer-said")
    assert (said.get("role"), text(said)) == ("status", "")
    (title,) = find(tree, "p", class_="explorer-title")
    assert text(title) == explorer.title
    (drawing,) = find(tree, "svg", class_="explorer-svg")
    assert drawing.get("aria-label") == explorer.summary


@made
def test_every_control_has_a_label_an_output_and_words(make, read):
    explorer = make()
    tree = read(page.html(explorer, "grid.js"))
    fields = find(tree, "input", type="range")
    assert [c.name for c in explorer.controls] == [field.get("name") for field in fields]
    for control, field in zip(explorer.controls, fields):
        place = control.values.index(control.default)
        assert (field.get("min"), field.get("step")) == ("0", "1")
        assert field.get("max") == str(len(control.values) - 1)
        assert field.get("value") == str(place)
        assert field.get("aria-valuetext") == control.words(control.default)
        (label,) = find(tree, "label", for_=field.get("id"))
        (output,) = find(tree, "output", for_=field.get("id"))
        assert text(label) == control.label
        assert text(output) == control.words(control.default)


def test_a_select_offers_each_value_and_chooses_the_default(declare, declare_controls, read):
    tilt = {
        "kind": "select",
        "values": ("add", "multiply"),
        "default": "multiply",
        "words": str.title,
    }
    numbers = {"add": 0.0, "multiply": 1.0}
    model = declare().model

    def chosen(budget, breadth, tilt):
        return model(budget, breadth, numbers[tilt])

    explorer = declare(
        controls=declare_controls(tilt=tilt),
        model=chosen,
        reading=lambda arrays, **state: str(state),
        presets=(Preset(label="a", state={"tilt": "add"}, see="b", generalist_wins=True),),
    )
    tree = read(page.html(explorer, "grid.js"))
    (select,) = find(tree, "select")
    assert [text(option) for option in select] == ["Add", "Multiply"]
    assert [option.get("value") for option in select] == ["0", "1"]
    assert ["selected" in option.attrib for option in select] == [False, True]
    assert find(tree, "label", for_=select.get("id"))
    (figure,) = find(tree, "figure")
    assert json.loads(figure.get("data-controls"))[2] == {
        "name": "tilt",
        "tokens": ["add", "multiply"],
        "words": ["Add", "Multiply"],
        "start": 1,
        "quoted": True,
    }
    (link,) = [a for a in find(tree, "a") if text(a) == "a"]
    assert link.get("href") == "#toy-figure?budget=2&breadth=1&tilt=add"


@made
def test_the_player_is_told_every_value_and_its_words(make, read):
    explorer = make()
    (figure,) = find(read(page.html(explorer, "grid.js")), "figure")
    told = json.loads(figure.get("data-controls"))
    for control, each in zip(explorer.controls, told, strict=True):
        assert each["name"] == control.name
        assert [float(token) for token in each["tokens"]] == list(control.values)
        assert each["words"] == [control.words(value) for value in control.values]
        assert control.values[each["start"]] == control.default
        assert each["quoted"] is False


@made
def test_a_preset_is_a_link_to_its_whole_state(make, read):
    explorer = make()
    (presets,) = find(read(page.html(explorer, "grid.js")), "div", class_="explorer-presets")
    items = list(presets.iter("li"))
    for preset, item in zip(explorer.presets, items, strict=True):
        (link,) = item.iter("a")
        slug, _, query = link.get("href").partition("?")
        state = {name: float(value) for name, (value,) in parse_qs(query).items()}
        assert slug == f"#{explorer.slug}"
        assert state == explorer.default | dict(preset.state)
        assert text(link) == preset.label
        assert text(item).endswith(preset.see)
        assert ("Where the generalist wins:" in text(item)) == preset.generalist_wins


@made
def test_without_a_script_the_presets_readings_are_there(make, read):
    explorer = make()
    (table,) = find(read(page.html(explorer, "grid.js")), "table", class_="explorer-fallback")
    rows = [[text(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [[each.label, explorer.at(**each.state).reading] for each in explorer.presets]


@made
def test_the_legend_names_each_trace_that_is_not_a_mere_mark(make, read):
    explorer = make()
    (legend,) = find(read(page.html(explorer, "grid.js")), "ul", class_="explorer-legend")
    named = [trace.name for trace in explorer.figure.data if trace.showlegend is not False]
    assert [text(item) for item in legend] == named


@made
def test_the_table_and_the_csv_hold_the_first_state(make, read):
    explorer = make()
    view = explorer.at()
    (details,) = find(read(page.html(explorer, "grid.js")), "details", class_="explorer-data")
    rows = [[text(cell) for cell in row] for row in details.iter("tr")]
    assert rows[0] == list(explorer.table)
    for label, column in zip(explorer.table, zip(*rows[1:])):
        array = view.arrays[explorer.table[label]]
        if array.dtype.kind == "f":
            assert [f"{value:.{explorer.digits}f}" for value in array] == list(column)
        else:
            assert [grid.written_exactly(value) for value in array] == list(column)
    (link,) = find(details, "a")
    head, body = link.get("href").split(",", 1)
    assert head == "data:text/csv;charset=utf-8"
    assert list(csv.reader(io.StringIO(unquote(body)))) == rows
    assert link.get("download") == f"{explorer.slug}.csv"


@made
def test_the_code_shown_gives_the_state_shown(make, read):
    explorer = make()
    tree = read(page.html(explorer, "grid.js"))
    (details,) = find(tree, "details", class_="explorer-code")
    lines = text(next(details.iter("code"))).splitlines()
    assert len(lines) == 3
    names = {}
    exec("\n".join(lines[:2]), names)
    view = eval(lines[2], names)
    assert view.state == explorer.default
    (reading,) = find(tree, "p", class_="explorer-reading")
    assert view.reading == text(reading)


@made
def test_the_code_can_be_filled_in_for_any_state(make, read):
    """The player writes the tokens of the controls in the place of {state}."""
    (figure,) = find(read(page.html(make(), "grid.js")), "figure")
    template, told = figure.get("data-code"), json.loads(figure.get("data-controls"))
    assert template == page.code(make())
    keywords = ", ".join(f"{each['name']}={each['tokens'][-1]}" for each in told)
    lines, names = template.replace("{state}", keywords).splitlines(), {}
    exec("\n".join(lines[:2]), names)
    assert eval(lines[2], names).state == make().states[-1]


@made
def test_the_legend_the_plot_and_the_scrolling_table_have_names(make, read):
    tree = read(page.html(make(), "grid.js"))
    assert all(group.get("aria-label") for group in find(tree, "div", role="group"))
    assert all(drawing.get("aria-label") for drawing in find(tree, "svg", role="img"))
    assert all(cell.get("scope") in ("col", "row") for cell in tree.iter("th"))


def test_hostile_text_stays_text(declare, declare_controls, read):
    explorer = declare(
        title=HOSTILE,
        summary=HOSTILE,
        reading=lambda arrays, **state: f"{HOSTILE} {sorted(state.items())}",
        controls=declare_controls(
            budget={"label": HOSTILE, "words": lambda value: f"{HOSTILE} {value}"}
        ),
        table={HOSTILE: "exact", "place": "places"},
        presets=(Preset(label=HOSTILE, state={}, see=HOSTILE, generalist_wins=True),),
    )
    for trace in explorer.figure.data:
        trace.name = HOSTILE
    explorer.figure.layout.xaxis.title.text = HOSTILE
    explorer.figure.layout.yaxis.ticktext = [HOSTILE] * 4
    written = page.html(explorer, "grid.js")
    tree = read(written)
    assert "<script" not in written
    assert find(tree, "script") == []
    (title,) = find(tree, "p", class_="explorer-title")
    assert text(title) == HOSTILE
    (reading,) = find(tree, "p", class_="explorer-reading")
    assert text(reading) == explorer.at().reading
    (figure,) = find(tree, "figure")
    assert json.loads(figure.get("data-controls"))[0]["words"][0] == f"{HOSTILE} 1"
    assert HOSTILE in [text(label) for label in find(tree, "label")]
    assert HOSTILE in [text(cell) for cell in find(tree, "th")]
    assert HOSTILE in [text(link) for link in find(tree, "a")]
    assert HOSTILE in [text(mark) for mark in find(tree, "text")]
    (drawing,) = find(tree, "svg", class_="explorer-svg")
    assert drawing.get("aria-label") == HOSTILE


def test_a_quotation_mark_in_a_heading_leaves_the_csv_readable(declare, read):
    explorer = declare(table={'the "place", so to speak': "places", "exact": "exact"})
    (link,) = find(read(page.html(explorer, "grid.js")), "a", class_="explorer-csv")
    rows = list(csv.reader(io.StringIO(unquote(link.get("href").split(",", 1)[1]))))
    assert rows[0] == list(explorer.table)


def test_the_legend_of_a_heat_map_tells_the_ends_of_its_scale(declare_map, read):
    explorer = declare_map()
    (legend,) = find(read(page.html(explorer, "grid.js")), "ul", class_="explorer-legend")
    (trace,) = (each for each in explorer.figure.data if each.type == "heatmap")
    assert f"{trace.name}, {trace.zmin:g} to {trace.zmax:g}" in [text(item) for item in legend]
    (swatch,) = find(legend[0], "svg")
    assert [rect.get("fill") for rect in swatch] == [color for _, color in trace.colorscale]


def test_publish_writes_one_whole_file_and_names_its_version(declare, read, tmp_path):
    folder = tmp_path / "new" / "grids"
    written = page.publish(declare(), folder)
    assert [path.name for path in folder.iterdir()] == ["toy-figure.js"]
    assert (folder / "toy-figure.js").read_text(encoding="utf-8") == grid.script(declare())
    (figure,) = find(read(written), "figure")
    assert re.fullmatch(r"toy-figure\.js\?v=[0-9a-f]{8}", figure.get("data-grid"))
    assert page.publish(declare(), folder) == written


def test_another_grid_gets_another_version(declare, tmp_path):
    before = page.publish(declare(), tmp_path)
    other = declare(reading=lambda arrays, **state: f"Now {sorted(state.items())}.")
    versions = [re.search(r"v=(\w+)", each)[1] for each in (before, page.publish(other, tmp_path))]
    assert len(set(versions)) == 2


def test_a_failed_write_leaves_the_old_file_whole(declare, tmp_path, monkeypatch):
    page.publish(declare(), tmp_path)
    before = (tmp_path / "toy-figure.js").read_text(encoding="utf-8")
    write = Path.write_text

    def broken(path, data, **options):
        write(path, data[: len(data) // 2], **options)
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", broken)
    with pytest.raises(OSError, match="no space left"):
        page.publish(declare(reading=lambda arrays, **state: f"New {state}."), tmp_path)
    assert (tmp_path / "toy-figure.js").read_text(encoding="utf-8") == before


def test_a_bad_explorer_writes_nothing(declare, tmp_path):
    def wild(**state):
        return {"narrow": np.full(4, 99.0)}

    with pytest.raises(ValueError, match="array narrow leaves its axis"):
        page.publish(declare(model=wild), tmp_path)
    assert list(tmp_path.iterdir()) == []
