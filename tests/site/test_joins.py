"""Prose joined to figures: a term lights its curve up, a number follows the sliders."""

import re

import pytest
from looks import LIT, TERMS

import book


def joined(name):
    mark = f'class="explorer-{name}"'
    return [page for page in book.PAGES if mark in (book.HTML / page).read_text(encoding="utf-8")]


def lit(tab, slug):
    return book.figure(tab, slug).evaluate(LIT)


def test_every_chapter_has_terms_and_numbers():
    assert joined("term") == joined("now") == book.EXPLORER_PAGES


@pytest.mark.parametrize("page", joined("term")[:1])
def test_the_mouse_lights_a_curve_up_before_the_focus_does(reader, page):
    tab = reader.open(page)
    book.wait_loaded(tab, *book.on_page(page))
    (slug, first), (other, second) = tab.evaluate(TERMS)[:2]
    assert slug == other
    terms = tab.locator(".explorer-term")
    terms.nth(0).focus()
    terms.nth(1).hover()
    assert lit(tab, slug)[0] == [second]
    tab.mouse.move(0, 0)
    assert lit(tab, slug)[0] == [first]


@pytest.mark.parametrize("page", joined("term")[:1])
def test_a_lit_curve_is_seen_where_plotly_was(reader, page):
    tab = reader.open(page)
    book.wait_loaded(tab, *book.on_page(page))
    slug, uid = tab.evaluate(TERMS)[0]
    book.point_at(tab, slug)
    tab.locator(".explorer-term").first.focus()
    marks = book.figure(tab, slug).locator(f'.explorer-svg [data-uid="{uid}"]')
    assert marks.first.is_visible()


@pytest.mark.parametrize("page", joined("term")[:1])
def test_a_term_leads_to_its_figure_and_back(reader, page):
    tab = reader.open(page)
    book.wait_loaded(tab, *book.on_page(page))
    slug, _ = tab.evaluate(TERMS)[0]
    explorer = book.declared()[slug]
    state = book.step(tab, explorer, explorer.controls[0])
    book.wait_address(tab, book.link(explorer, state))
    tab.locator(".explorer-term").first.press("Enter")
    tab.wait_for_function("slug => location.hash === '#' + slug", arg=slug)
    book.check(explorer, state, book.look(tab, slug))
    tab.evaluate("history.back()")
    tab.wait_for_function("slug => location.hash.startsWith(`#${slug}?`)", arg=slug)
    book.check(explorer, state, book.look(tab, slug))


@pytest.mark.parametrize("page", joined("now"))
def test_without_scripts_the_text_says_the_first_state(reader, page):
    tab = reader.open(page, java_script_enabled=False)
    found = re.findall(
        r'class="explorer-now" data-of="([^"]+)" data-part="([^"]+)">([^<]+)<', tab.content()
    )
    assert found
    for slug, part, text in found:
        assert text == book.told(book.declared()[slug], {})[part]
