"""No icon is an empty box: the fonts that the pages get hold every character that is shown."""

import pytest
from fontTools.ttLib import TTFont

import book


@pytest.mark.parametrize("path", sorted((book.HTML / "_static/katex/fonts").glob("*.woff2")))
def test_a_cut_font_keeps_the_date_of_its_source_so_that_builds_do_not_differ(path):
    source = book.ROOT / "node_modules/katex/dist/fonts" / path.name
    assert TTFont(path)["head"].modified == TTFont(source)["head"].modified
