"""No icon is an empty box: the fonts that the pages get hold every character that is shown."""

import pytest
from fontTools.ttLib import TTFont

import book

SHOWN = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["::before", "::after"].map((part) => getComputedStyle(element, part).content))
  .join("").match(/[\\uf000-\\uf8ff]/g) ?? []"""


@pytest.fixture(scope="module")
def glyphs():
    """Return the code points that the icon fonts of the site can draw."""
    fonts = (book.HTML / "_static/vendor/fontawesome/webfonts").glob("*.woff2")
    return {code for path in fonts for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("page", ["index.html", *book.EXPLORER_PAGES])
def test_every_icon_shown_is_in_a_font(reader, glyphs, page):
    shown = {ord(one) for one in reader.open(page).evaluate(SHOWN)}
    assert shown
    assert shown <= glyphs


@pytest.mark.parametrize("path", sorted((book.HTML / "_static/katex/fonts").glob("*.woff2")))
def test_a_cut_font_keeps_the_date_of_its_source_so_that_builds_do_not_differ(path):
    source = book.ROOT / "node_modules/katex/dist/fonts" / path.name
    assert TTFont(path)["head"].modified == TTFont(source)["head"].modified
