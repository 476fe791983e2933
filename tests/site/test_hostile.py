"""Random and hostile addresses: no error, no markup, never a state that is none.

Ten thousand meet the reader of addresses in Node (`tests/explorer/test_view.py`); some meet a page.
"""

import json
import random
from functools import cache

import pytest
from hostile import address

import book

ADDRESSES, OPENED = 25, 1  # on each page, and as the first address it sees
# Elements and the names of their attributes: all that an address must never change. Scripts are
# left out, because the player adds one for the numbers of a figure that comes into view, and
# the theme's marks of the part of the page that is in view: classes and aria-current.
SKELETON = """() => {
  const named = (one) => one.getAttributeNames().filter((name) => !MARKS.includes(name)).sort();
  const MARKS = ["class", "aria-current"];
  return [...document.querySelectorAll("*:not(script)")]
    .map((one) => [one.localName, ...named(one)].join(" ")).join("\\n");
}"""
VISIT = """async (list) => {
  const figures = [...document.querySelectorAll("figure.explorer")];
  const count = () => document.querySelectorAll("*").length;
  const before = count();
  const shown = [];
  for (const address of JSON.parse(list)) {
    const from = location.href;
    location.hash = address;
    if (location.href !== from) {
      await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    }
    if (window.hacked || count() !== before) throw new Error("broken: " + address.slice(0, 300));
    shown.push(figures.map((figure) => [
      [...figure.querySelectorAll("input, select")].map((field) => Number(field.value)),
      figure.querySelector(".explorer-reading").textContent,
    ]));
  }
  return shown;
}"""


@cache
def said(slug, places):
    """Return the reading that Python gives for the places of an explorer's controls."""
    explorer = book.declared()[slug]
    state = {c.name: c.values[at] for c, at in zip(explorer.controls, places, strict=True)}
    return explorer.at(**state).reading


@pytest.mark.parametrize("page", book.EXPLORER_PAGES)
def test_no_address_breaks_a_page_or_leaves_the_states_of_its_figures(reader, page):
    rng, slugs = random.Random(page), book.on_page(page)
    near = [book.declared()[slug] for slug in slugs]
    addresses = [address(rng, near) for _ in range(ADDRESSES)]
    tab = reader.open(page)
    book.wait_loaded(tab, *slugs)
    plain = tab.evaluate(SKELETON)
    shown = tab.evaluate(VISIT, json.dumps(addresses))
    for where, figures in zip(addresses, shown, strict=True):
        for slug, (places, reading) in zip(slugs, figures, strict=True):
            assert reading == said(slug, tuple(places)), where[:300]
    assert tab.evaluate(SKELETON) == plain
    assert len({str(figures) for figures in shown}) > 2, "the addresses hardly move the page"
    book.step(tab, book.declared()[slugs[0]], book.declared()[slugs[0]].controls[0])


@pytest.mark.parametrize("page", book.EXPLORER_PAGES)
def test_a_page_opened_at_any_address_is_the_page(reader, page):
    rng, tab = random.Random(f"open {page}"), reader.open(page)
    near = [book.declared()[slug] for slug in book.on_page(page)]
    tab.wait_for_load_state("networkidle")
    plain = tab.evaluate(SKELETON)
    for _ in range(OPENED):
        where = address(rng, near).encode("utf-8", "replace").decode()
        tab.goto("about:blank")
        tab.goto(reader.url(page) + "#" + where.removeprefix("#"))
        book.wait_loaded(tab, *book.on_page(page))
        assert tab.evaluate("window.hacked") is None
        assert tab.evaluate(SKELETON) == plain, where[:300]
        for slug in book.on_page(page):
            explorer = book.declared()[slug]
            book.check(explorer, book.state_of(tab, explorer), book.look(tab, slug))
