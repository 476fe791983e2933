"""Moving a control: the figure, the sentence, the table and the address follow, as in Python."""

import pytest

import book


def test_the_book_shows_every_explorer_that_is_declared():
    assert set(book.shown()) == set(book.declared())


@pytest.mark.parametrize("slug", book.SLUGS)
def test_the_page_as_it_comes_shows_the_default_state(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.open(book.shown()[slug], java_script_enabled=False)
    book.check(explorer, explorer.default, book.look(tab, slug))


@pytest.mark.parametrize("slug", book.KINDS)
def test_each_control_moves_the_whole_explorer_in_a_file(reader, slug):
    """Over http every explorer is moved on its journey, and Node goes to every state."""
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug, way="file")
    for control in explorer.controls:
        state = book.step(tab, explorer, control)
        book.check(explorer, state, book.look(tab, slug))
        book.wait_address(tab, book.link(explorer, state))


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
