"""An address holds a state: presets, Back and Forward, copied links, and links that are wrong."""

import re
from collections import Counter

import pytest

import book

INSIDE = """slug => {
  const box = document.querySelector(`figure[data-explorer="${slug}"]`).getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight / 2;
}"""


def preset(tab, slug, number):
    return book.figure(tab, slug).locator(".explorer-presets a").nth(number)


@pytest.mark.parametrize(("slug", "way"), book.WAYS)
def test_each_preset_sets_its_state_and_back_and_forward_walk_through_them(reader, slug, way):
    page, explorer = book.shown()[slug], book.declared()[slug]
    tab = reader.open(page, way=way)
    book.wait_loaded(tab, *book.on_page(page))
    past = {other: book.declared()[other].default for other in book.on_page(page)}
    for other in past:
        past[other] = book.step(tab, book.declared()[other], book.declared()[other].controls[1])
    trail = [past]
    for number, entry in enumerate(explorer.presets):
        preset(tab, slug, number).click()
        trail.append(trail[-1] | {slug: explorer.default | dict(entry.state)})
        book.wait_state(tab, explorer, trail[-1][slug])
        book.wait_address(tab, book.link(explorer, entry.state))
        assert tab.evaluate(INSIDE, slug)
        shows(tab, trail[-1])
    for states in trail[-2::-1]:
        tab.evaluate("history.back()")
        book.wait_state(tab, explorer, states[slug])
        shows(tab, states)
    for states in trail[1:]:
        tab.evaluate("history.forward()")
        book.wait_state(tab, explorer, states[slug])
        shows(tab, states)


def shows(tab, states):
    for slug, state in states.items():
        book.check(book.declared()[slug], state, book.look(tab, slug))


@pytest.mark.parametrize("slug", book.KINDS)
def test_back_to_the_page_as_it_came_restores_the_default_state(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    number = next(
        i
        for i, entry in enumerate(explorer.presets)
        if explorer.default | dict(entry.state) != explorer.default
    )
    preset(tab, slug, number).click()
    book.wait_state(tab, explorer, explorer.presets[number].state)
    tab.evaluate("history.back()")
    book.wait_state(tab, explorer, explorer.default)
    book.check(explorer, explorer.default, book.look(tab, slug))


@pytest.mark.parametrize(
    ("slug", "way", "motion"),
    [(slug, way, "reduce") for slug in book.KINDS for way in ("http", "file")]
    + [(book.KINDS[0], "http", "no-preference")],
)
def test_a_copied_link_restores_the_state_and_brings_the_figure_into_view(
    reader, slug, way, motion
):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug, way=way)
    for control in explorer.controls:
        state = book.step(tab, explorer, control)
    book.wait_address(tab, book.link(explorer, state))
    copied = tab.evaluate("location.hash")
    fresh = reader.open(book.shown()[slug], copied, way=way, reduced_motion=motion)
    book.wait_state(fresh, explorer, state)
    fresh.wait_for_function(INSIDE, arg=slug)
    fresh.wait_for_function("slug => window.nflsimGrids?.[slug]", arg=slug)
    book.check(explorer, state, book.look(fresh, slug))


@pytest.mark.parametrize("slug", book.KINDS)
def test_reloading_keeps_the_state_in_the_address(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    state = book.step(tab, explorer, explorer.controls[0])
    book.wait_address(tab, book.link(explorer, state))
    tab.reload()
    book.wait_loaded(tab, slug)
    book.wait_state(tab, explorer, state)
    book.check(explorer, state, book.look(tab, slug))


@pytest.mark.parametrize("page", book.PAGES)
def test_an_id_names_one_element(page):
    text = (book.HTML / page).read_text(encoding="utf-8")
    again = Counter(re.findall(r'\sid="([^"]*)"', text))
    assert [name for name, times in again.items() if times > 1] == []


def bad_links(explorer):
    """Return links that are wrong, each with the state that must come of it; Node reads more."""
    slug, control = explorer.slug, explorer.controls[0]
    near = {control.name: control.values[1]}
    return [
        (f"#{slug}?{control.name}={control.values[1]}abc", explorer.default | near),
        (f"#{slug}", explorer.default),
        ("#constructor?budget=1", explorer.default),
        ('#"><svg onload=window.hacked=1>?a=1', explorer.default),
    ]


@pytest.mark.parametrize("slug", book.KINDS)
def test_a_page_opened_with_a_bad_link_works(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.new()
    for link, wanted in bad_links(explorer):
        tab.goto("about:blank")
        tab.goto(reader.url(book.shown()[slug]) + link)
        book.wait_loaded(tab, slug)
        book.wait_state(tab, explorer, wanted)
        book.check(explorer, wanted, book.look(tab, slug))
        assert tab.evaluate("window.hacked") is None, link
        moved = book.step(tab, explorer, explorer.controls[0])
        book.wait_address(tab, book.link(explorer, moved))
