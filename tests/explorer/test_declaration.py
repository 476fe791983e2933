import numpy as np
import pytest
from tqdm import tqdm

from nflsim.explorer import DeclarationError, Preset, declaration, figures

WINS = Preset(label="Broad", state={}, see="it wins", generalist_wins=True)


def refused(message):
    return pytest.raises(DeclarationError, match=message)


@pytest.mark.parametrize("slug", ["Toy", "toy figure", "toy_figure", "-toy", "toy--x", "", "toy?"])
def test_a_slug_that_is_no_address_is_refused(declare, slug):
    with refused(rf"^explorer {slug.replace('?', '.')}: slug must be lower case words"):
        declare(slug=slug)


def test_a_default_outside_its_values_is_refused(declare, declare_controls):
    controls = declare_controls(budget={"default": 9})
    with refused(r"^explorer toy-figure: default of budget is not one of its values at 9$"):
        declare(controls=controls)


def test_a_control_with_one_value_is_refused(declare, declare_controls):
    for values in [(2,), (2, 2), ()]:
        with refused(r"^explorer toy-figure: control budget must have two values or more$"):
            declare(controls=declare_controls(budget={"values": values}))


def test_values_that_an_address_cannot_tell_apart_or_would_lose_are_refused(
    declare, declare_controls
):
    with refused(r"^explorer toy-figure: control budget has two values of one address$"):
        declare(controls=declare_controls(budget={"values": (2, 2.0000001)}))
    with refused(r"control budget has a value that its address loses at 1\.41421356$"):
        declare(controls=declare_controls(budget={"values": (2, 1.41421356)}))


def test_an_unknown_kind_of_control_is_refused(declare, declare_controls):
    with refused(r"^explorer toy-figure: control tilt must be a range or a select$"):
        declare(controls=declare_controls(tilt={"kind": "dial"}))


def test_controls_of_one_name_and_none_at_all_are_refused(declare, declare_controls):
    budget, breadth, _ = declare_controls()
    for controls in [(budget, breadth, breadth), ()]:
        with refused(r"^explorer toy-figure: controls must be one or more, each of its own name"):
            declare(controls=controls)


def test_a_preset_with_an_unknown_control_is_refused(declare):
    wrong = Preset(label="a", state={"grain": 1}, see="b")
    with refused(r"^explorer toy-figure: unknown control grain at \{'grain': 1\}$"):
        declare(presets=(WINS, wrong))


def test_a_preset_with_a_value_that_its_control_lacks_is_refused(declare):
    wrong = Preset(label="a", state={"tilt": 0.7}, see="b")
    with refused(r"^explorer toy-figure: tilt must be one of \(0.0, 0.5, 1.0\) at .*'tilt': 0.7"):
        declare(presets=(WINS, wrong))


def changed(declare, change):
    """Return the toy with its arrays passed through `change(arrays, state)`."""
    model = declare().model
    return declare(model=lambda **state: change(model(**state), state))


def set_where(name, row, value):
    """Return a change that puts `value` into an array where budget is 3 and tilt is 1."""

    def change(arrays, state):
        array = np.array(arrays[name], dtype=float)
        if state["budget"] == 3 and state["tilt"] == 1:
            array[row] = value
        return arrays | {name: array}

    return change


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused_and_its_state_named(declare, value):
    explorer = changed(declare, set_where("narrow", 2, value))
    where = r"at \{'budget': 3, 'breadth': 1, 'tilt': .*1.0.*\}$"
    with refused(r"^explorer toy-figure: array narrow is not finite " + where):
        _ = explorer.grid
    with refused(r"^explorer toy-figure: array narrow is not finite"):
        explorer.at(budget=3, tilt=1.0)
    assert explorer.at(budget=2, tilt=1.0).state["budget"] == 2


@pytest.mark.parametrize(
    ("name", "value", "span"),
    [
        ("narrow", 3.001, "0 to 3"),
        ("height", -0.001, "0 to 3"),
        ("cursor.x", 4.6, "0.5 to 4.5"),
    ],
)
def test_an_array_that_leaves_its_axis_is_refused_and_its_state_named(declare, name, value, span):
    explorer = changed(declare, set_where(name, 0, value))
    rule = rf"^explorer toy-figure: array {name} leaves its axis, {span} at .*'budget': 3, "
    with refused(rule):
        _ = explorer.grid


def test_a_heat_map_is_held_to_its_own_range(declare_map):
    map_ = figures.heatmap("z", "Height", (0, 0.9), [1, 2, 3], [1, 2])
    figure = declare_map().figure
    narrow = figures.figure(
        map_,
        x=figures.Axis("east (km)", *figure.layout.xaxis.range, (1, 2)),
        y=figures.Axis("north (km)", *figure.layout.yaxis.range, (1, 2)),
    )
    with refused(r"^explorer toy-map: array z leaves its axis, 0 to 0.9 at .*3, 'breadth': 2"):
        _ = declare_map(figure=narrow).grid


def test_a_shape_that_changes_is_refused_and_its_state_named(declare):
    def ragged(arrays, state):
        return arrays | {"narrow": arrays["narrow"][: 3 if state["budget"] == 3 else 4]}

    with refused(r"^explorer toy-figure: array narrow changes its shape at \{'budget': 3, "):
        _ = changed(declare, ragged).grid


@pytest.mark.parametrize("late", [False, True])
def test_an_array_that_some_states_lack_is_refused(declare, late):
    def sometimes(arrays, state):
        return arrays | ({"extra": 1} if (state["budget"] > 1) == late else {})

    where = r"is not there at every state at \{'budget': 2, "
    with refused(rf"^explorer toy-figure: array extra {where}"):
        _ = changed(declare, sometimes).grid


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("budget=9", "budget=9"),
        ("grain=1", "grain=1"),
        ("budget=2&tilt=", "tilt="),
        ("tilt", "tilt="),
    ],
)
def test_an_address_that_names_no_state_is_refused(declare, query, wrong):
    with refused(rf"^explorer toy-figure: {wrong} is no state of it$"):
        declare().state(query)


def test_every_state_comes_back_from_its_address(declare):
    explorer = declare()
    for state in explorer.states:
        slug, _, query = explorer.address(state).partition("?")
        assert slug == explorer.slug
        assert explorer.state(query) == state
    assert explorer.address({"tilt": 1.0}) == "toy-figure?budget=2&breadth=1&tilt=1"


@pytest.mark.parametrize("dead", ["budget", "breadth", "tilt"])
def test_a_control_that_changes_nothing_in_the_figure_is_refused(declare, dead):
    model, start = declare().model, {"budget": 1, "breadth": 1, "tilt": 0.0}[dead]

    def deaf(**state):
        return model(**state | {dead: start})

    with refused(rf"^explorer toy-figure: control {dead} changes nothing in the figure$"):
        _ = declare(model=deaf).grid


def test_a_change_in_the_table_alone_does_not_keep_a_control_alive(declare):
    model = declare().model

    def deaf(**state):
        return model(**state | {"tilt": 0.0}) | {"tilts": [state["tilt"]] * 4}

    with refused(r"control tilt changes nothing in the figure"):
        _ = declare(model=deaf, table={"tilt": "tilts"}).grid


def test_a_table_with_a_missing_array_is_refused(declare):
    with refused(r"^explorer toy-figure: table needs arrays of one size.*missing \['absent'\]"):
        _ = declare(table={"place": "places", "gone": "absent"}).grid


def test_a_table_of_unequal_columns_is_refused(declare):
    with refused(r"^explorer toy-figure: table needs arrays of one size, got .*'cursor.x': 2"):
        _ = declare(table={"place": "places", "cursor": "cursor.x"}).grid


def test_a_state_asked_for_with_a_bad_value_or_name_is_refused(declare):
    explorer = declare()
    with refused(r"^explorer toy-figure: budget must be one of \(1, 2, 3\) at \{'budget': 4"):
        explorer.at(budget=4)
    with refused(r"^explorer toy-figure: unknown control grain at \{'grain': 1\}$"):
        explorer.at(grain=1)


def test_a_state_left_out_is_the_default(declare):
    explorer = declare()
    assert explorer.at().state == explorer.default == {"budget": 2, "breadth": 1, "tilt": 0.5}
    assert explorer.at(tilt=1.0).state == {"budget": 2, "breadth": 1, "tilt": 1.0}


def test_a_state_worked_by_hand(declare):
    """Budget 3, breadth 2, tilt 1: 3 / (2 x) halved, 3 x / 12 + 2/8, and 3 / (4 x)."""
    view = declare().at(budget=3, breadth=2, tilt=1.0)
    assert view.arrays["narrow"].tolist() == [0.75, 0.375, 0.25, 0.1875]
    assert [str(value) for value in view.arrays["exact"]] == ["1/2", "3/4", "1", "5/4"]
    assert view.arrays["height"].tolist() == [0.75, 0.375, 0.25, 0.1875]
    assert view.arrays["cursor.x"].tolist() == [3, 3]
    assert view.reading == "Budget 3, breadth 2, tilt 1: the first is 1/2."


def test_states_run_with_the_last_control_fastest(declare):
    explorer = declare()
    assert explorer.shape == (3, 2, 3)
    assert [tuple(state.values()) for state in explorer.states[:4]] == [
        (1, 1, 0.0),
        (1, 1, 0.5),
        (1, 1, 1.0),
        (1, 2, 0.0),
    ]
    assert [explorer.index(state) for state in explorer.states] == list(range(18))


def test_spans_are_the_axes_and_a_heat_maps_own_range(declare, declare_map):
    spans = declare().spans
    assert spans["narrow"] == spans["exact"] == spans["height"] == (0, 3)
    assert spans["cursor.x"] == (0.5, 4.5)
    assert declare_map().spans["z"] == (0, 1)


def test_no_progress_bar_off_a_terminal(declare, monkeypatch, capfd):
    """Even without the delay that keeps it away from a reader of short sweeps."""

    def at_once(states, **options):
        return tqdm(states, **options | {"delay": 0})

    monkeypatch.setattr(declaration, "tqdm", at_once)
    _ = declare().grid
    assert tuple(capfd.readouterr()) == ("", "")


def test_a_token_is_short_and_read_back_as_the_same_value(declare):
    assert [declare().controls[2].token(value) for value in (0.0, 0.5, 1.0)] == ["0", "0.5", "1"]
    assert declare().controls[0].token(3) == "3"
    assert declare().controls[0].token("add") == "add"


def test_a_control_with_two_values_of_one_address_is_refused(declare, declare_controls):
    """Addresses keep six digits, so two values closer than that could not be told apart."""
    controls = declare_controls(tilt={"values": (0.1, 0.10000001), "default": 0.1})
    with refused(r"^explorer toy-figure: control tilt"):
        declare(controls=controls, presets=(WINS,))


def test_a_declaration_cannot_be_changed(declare):
    with pytest.raises(AttributeError):
        declare().slug = "other"
