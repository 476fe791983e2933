"""Moving a control: the figure, the sentence, the table and the address follow, as in Python."""

import itertools

import pytest

import book

WALK = 8  # steps in each direction


def test_the_book_shows_every_explorer_that_is_declared():
    assert set(book.shown()) == set(book.declared())


@pytest.mark.parametrize("slug", book.SLUGS)
def test_the_page_as_it_comes_shows_the_default_state(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.open(book.shown()[slug], java_script_enabled=False)
    book.check(explorer, explorer.default, book.look(tab, slug))


@pytest.mark.parametrize(("slug", "way"), book.WAYS)
def test_each_control_moves_the_whole_explorer_by_keyboard(reader, slug, way):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug, way=way)
    tables = set()
    for control in explorer.controls:
        field, state, seen = book.field(tab, explorer, control), explorer.default, []
        first = control.values.index(control.default)
        last = min(len(control.values) - 1, first + WALK)
        lowest = max(0, first - WALK)
        for place in [*range(first + 1, last + 1), *range(last - 1, lowest - 1, -1)]:
            forward = place > control.values.index(state[control.name])
            state = state | {control.name: control.values[place]}
            book.press(tab, field, forward)
            book.wait_state(tab, explorer, state)
            assert tab.evaluate("location.hash") == book.link(explorer, state)
            seen.append(book.look(tab, slug))
            book.check(explorer, state, seen[-1])
        for before, after in itertools.pairwise(seen):
            assert before["outputs"] != after["outputs"]
            assert before["spoken"] != after["spoken"]
        assert len({str(look["marks"]) for look in seen}) > 1, f"{control.name} moves no mark"
        assert len({look["reading"] for look in seen}) > 1, f"{control.name} changes no reading"
        tables.add(len({str(look["rows"]) for look in seen}) > 1)
        tab.evaluate("hash => { location.hash = hash }", book.link(explorer, {}))
        book.wait_state(tab, explorer, explorer.default)
    assert True in tables, "no control changes the table"


@pytest.mark.parametrize("slug", book.KINDS)
def test_controls_can_be_reached_by_tab_in_their_order(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    book.field(tab, explorer, explorer.controls[0]).focus()
    reached = []
    for _ in explorer.controls:
        reached.append(tab.evaluate("document.activeElement.name"))
        tab.keyboard.press("Tab")
    assert reached == [control.name for control in explorer.controls]
    assert tab.evaluate("document.activeElement.className") == "explorer-plot"
