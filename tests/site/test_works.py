"""A citation tells authors, title, venue and address on hover and on focus."""

import re

import pytest

import book

CITING = [
    page
    for page in book.PAGES
    if page != "chapters/references.html"
    and re.search(r'href="[^"]*references\.html#', (book.HTML / page).read_text(encoding="utf-8"))
]
LINKS = "a[href*='references.html#id']"
OPEN = ".work-card:popover-open"


def card(tab):
    return tab.locator(OPEN)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_pointer_may_cross_to_the_card_and_it_stays_on_the_screen(reader, width):
    tab = reader.open(CITING[0], viewport={"width": width, "height": 700})
    for link in tab.locator(LINKS).all()[:4]:
        link.hover()
        box = card(tab).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        card(tab).locator("a").first.hover()
        tab.wait_for_timeout(400)  # longer than a pointer may linger outside
        assert card(tab).is_visible()
        tab.mouse.move(width - 1, 699)
        card(tab).wait_for(state="hidden")


def test_the_keyboard_reaches_the_address_and_escape_gives_the_focus_back(reader):
    tab = reader.open(CITING[0])
    link = tab.locator(LINKS).first
    link.focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate(f"document.activeElement.closest('{OPEN}') !== null")
    tab.keyboard.press("Escape")
    assert card(tab).count() == 0
    assert link.evaluate("link => link === document.activeElement")
    link.blur()
    link.focus()
    assert card(tab).count() == 1
    link.blur()
    assert card(tab).count() == 0


def test_a_tap_follows_the_link(reader):
    tab = reader.open(CITING[0], has_touch=True, viewport={"width": 360, "height": 700})
    tab.locator(LINKS).first.tap()
    tab.wait_for_url("**/references.html#*")


def test_without_scripts_the_title_is_still_there(reader):
    tab = reader.open(CITING[0], java_script_enabled=False)
    assert all(link.get_attribute("title") for link in tab.locator(LINKS).all())


@pytest.mark.parametrize("color", ["light", "dark"])
def test_axe_finds_nothing_in_the_card(reader, color):
    tab = reader.open(CITING[0], color_scheme=color)
    tab.locator(LINKS).first.focus()
    assert card(tab).count() == 1
    assert book.violations(tab) == []
