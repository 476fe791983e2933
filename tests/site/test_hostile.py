"""Ten thousand random and hostile addresses: no error, no markup, never a state that is none."""

import json
import random
from functools import cache
from urllib.parse import quote

import pytest

import book

ADDRESSES, OPENED = 10_000, 3  # in all, and on each page as the first address it sees
MARKUP = (
    "<img src=x onerror=window.hacked=1>",
    "\"'><svg onload=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "javascript:window.hacked=1",
    "' onfocus='window.hacked=1' autofocus='",
    "${window.hacked=1}",
)
ODD = (
    "%",
    "%zz",
    "%E0%A4%A",
    "%00",
    "\0",
    "\n",
    "\\",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udfff\ud8ff",
)
ODD += ("\u0665", "\u00bd", "\U0001f4a5", "e\u0301", "\u212a", "\ufeff", " ", "+", "", "#", "?")
NAMES = ("__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "length", "with")
NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 400, "0x10", "-0", "1e-320")
NUMBERS += (".", "-", "1_000", "0.1.2", "1e", "2abc", "null", "undefined", "true", "[]", "{}")
SELECTORS = ("body *", "main", ":root", "a:not(", "[name=", "search", "page-top", "*", "#", ".x")
HOSTILE = MARKUP + ODD + NAMES + NUMBERS + SELECTORS


def one_of(rng, page):
    """Return a maker of parts of an address, slug, name and value, most of which mean something."""
    explorer = book.declared()[rng.choice(book.on_page(page) if rng.random() < 0.8 else book.SLUGS)]
    control = rng.choice(explorer.controls)
    means = (explorer.slug, control.name, control.token(rng.choice(control.values)))
    return lambda part: means[part] if rng.random() < 0.8 else rng.choice(HOSTILE)


def address(rng, page):
    """Return what a reader, a broken program or an enemy might write after an address."""
    pieces = [one_of(rng, page) for _ in range(rng.choice((1, 1, 2, 3, 9)))]
    pairs = [f"{piece(1)}{rng.choice('======&[')}{piece(2)}" for piece in pieces]
    slug = pieces[0](0)
    if rng.random() < 0.1:
        slug = rng.choice(
            (slug.upper(), slug[:-1], quote(slug[:1], errors="replace") + slug[1:], f" {slug}", "/")
        )
    text = rng.choice(("#", "#", "#", "", "##")) + slug + rng.choice("???????#&%") + "&".join(pairs)
    if rng.random() < 0.2:
        cut = rng.randrange(len(text) + 1)
        text = text[:cut] + rng.choice(HOSTILE) + text[cut:]
    if rng.random() < 0.1:
        text = "".join(
            f"%{rng.choice('0123457')}{rng.choice('0aFg')}" if c == "a" else c for c in text
        )
    if rng.random() < 0.005:
        text += rng.choice(("x", "&", "=", "%", "%41", "&a=1", "\u202e")) * (100_000 // 4)
    return text


# Elements and the names of their attributes: all that an address must never change. Scripts are
# left out, because the player adds one for the numbers of a figure that comes into view, and
# classes, because the theme marks the part of the page that is in view.
SKELETON = """() => [...document.querySelectorAll("*:not(script)")].map((one) =>
  [one.localName, ...one.getAttributeNames().filter((name) => name !== "class").sort()].join(" "))
  .join("\\n")"""
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
    addresses = [address(rng, page) for _ in range(-(-ADDRESSES // len(book.EXPLORER_PAGES)))]
    tab = reader.open(page)
    book.wait_loaded(tab, *slugs)
    plain = tab.evaluate(SKELETON)
    shown = tab.evaluate(VISIT, json.dumps(addresses))
    for where, figures in zip(addresses, shown, strict=True):
        for slug, (places, reading) in zip(slugs, figures, strict=True):
            assert reading == said(slug, tuple(places)), where[:300]
    assert tab.evaluate(SKELETON) == plain
    assert len({str(figures) for figures in shown}) > 50, "the addresses hardly move the page"
    book.step(tab, book.declared()[slugs[0]], book.declared()[slugs[0]].controls[0])


@pytest.mark.parametrize("page", book.EXPLORER_PAGES)
def test_a_page_opened_at_any_address_is_the_page(reader, page):
    rng, tab = random.Random(f"open {page}"), reader.open(page)
    tab.wait_for_load_state("networkidle")
    plain = tab.evaluate(SKELETON)
    for _ in range(OPENED):
        where = address(rng, page).encode("utf-8", "replace").decode()
        tab.goto("about:blank")
        tab.goto(reader.url(page) + "#" + where.removeprefix("#"))
        book.wait_loaded(tab, *book.on_page(page))
        assert tab.evaluate("window.hacked") is None
        assert tab.evaluate(SKELETON) == plain, where[:300]
        for slug in book.on_page(page):
            explorer = book.declared()[slug]
            book.check(explorer, book.state_of(tab, explorer), book.look(tab, slug))
