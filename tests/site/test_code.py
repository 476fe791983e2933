"""Code stands behind one switch a page, and outputs that only bear the text out with it."""

import pytest

import book

CHAPTERS = [page for page in book.PAGES if page.count("/") == 2]
SWITCH = ".code-switch input"
# Code in the solution of an exercise is part of the answer.
SEEN = """() => [...document.querySelectorAll("main .cell_input")]
  .filter((one) => one.checkVisibility() && !one.closest(".admonition")).length"""


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_shows_no_code_until_asked_and_then_all_of_it(reader, page):
    tab = reader.open(page)
    assert tab.evaluate(SEEN) == 0
    assert tab.locator("main .cell_output").evaluate_all(
        "all => all.every((one) => !one.checkVisibility() || one.closest('.admonition')"
        " || one.querySelector('.explorer, .prediction'))"
    )
    assert tab.locator("details.hide").count() == 0
    tab.locator(SWITCH).focus()
    tab.keyboard.press("Space")
    hidden = tab.locator("main .cell:not(.admonition .cell) .cell_input").count()
    assert tab.evaluate(SEEN) == hidden - tab.locator("details:not([open]) .cell_input").count()
    assert hidden > 3


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_switch_is_remembered_on_the_next_page_and_turned_back(reader, way):
    tab = reader.open(CHAPTERS[0], way=way)
    tab.locator(SWITCH).check()
    tab.goto(reader.url(CHAPTERS[1], way))
    assert tab.locator(SWITCH).is_checked()
    assert tab.evaluate(SEEN) > 3
    tab.locator(SWITCH).uncheck()
    tab.reload()
    assert tab.evaluate(SEEN) == 0


def test_where_nothing_is_remembered_the_switch_works(reader):
    tab = reader.new()
    tab.add_init_script(book.REFUSED)
    tab.goto(reader.url(CHAPTERS[0]))
    tab.locator(SWITCH).check()
    assert tab.evaluate(SEEN) > 3


def test_without_scripts_the_code_stands_there_and_no_switch_does(reader):
    tab = reader.open(CHAPTERS[0], java_script_enabled=False)
    assert not tab.locator(SWITCH).is_visible()
    assert tab.locator(".cell_input").first.is_visible()


def test_a_page_without_code_has_no_switch(reader):
    assert reader.open("index.html").locator(SWITCH).count() == 0
