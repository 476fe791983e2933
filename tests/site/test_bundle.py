"""Many style sheets become one without what nothing uses, and scripts wait for the page."""

import re

import pytest

import book
from book_ext.pages import bundle

PAGE = '<p><a class="used"><b></b></a></p>'
SHEETS = {
    "basic.css": "a{color:red}",
    "book.css": ".unused[data-set-by-script]{top:0}",
    "deep/theme.css": '@charset "UTF-8";\n@import "../basic.css";\nb{color:blue}',
    "deep/font.css": "@font-face{src:url(fonts/one.woff2) format(\"woff2\"),url('fonts/one.ttf')}",
    "icon.css": "p{background:url(\"data:image/svg+xml;charset=utf-8,%3Csvg url='x'\") url(#mask)}",
    "styles/theme.css": ".unused{top:1}.used{top:2}.unused .used{top:3}.from-script{top:4}",
}
ONE = (
    '@charset "UTF-8";a{color:red}b{color:blue}'
    '@font-face{src:url(deep/fonts/one.woff2) format("woff2"),url(deep/fonts/one.ttf)}'
    + SHEETS["icon.css"]
    + ".used{top:2}.from-script{top:4}"
    + SHEETS["book.css"]
)


@pytest.fixture
def static(tmp_path):
    folder = tmp_path / "_static"
    for part in ("deep", "styles"):
        (folder / part).mkdir(parents=True)
    for name, text in SHEETS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "script.js").write_text("node.classList.add('from-script')", encoding="utf-8")
    return folder


def test_one_sheet_says_what_all_said_in_their_order_and_finds_their_files(static):
    name = bundle.written(
        ("deep/theme.css", "deep/font.css", "icon.css", "styles/theme.css", "book.css"),
        static,
        PAGE,
    )
    assert "".join((static / name).read_text(encoding="utf-8").split("\n")) == ONE


def test_the_name_of_the_sheet_tells_its_content_and_no_older_one_stays(static):
    first, again = (bundle.written(("basic.css",), static, PAGE) for _ in range(2))
    other = bundle.written(("deep/theme.css",), static, PAGE)
    assert first == again != other
    assert [path.name for path in static.glob("sheet*")] == [other]


def test_scripts_wait_but_the_options_that_scripts_in_the_page_need_are_there():
    page = (
        '<script src="_static/documentation_options.js?v=1"></script>'
        '<script src="_static/doctools.js"></script>'
        '<script defer src="a.js"></script>'
        "<script>OPTIONS.pagename = 1</script>"
    )
    assert bundle.waiting(page, "const OPTIONS = {};") == (
        "<script>const OPTIONS = {};</script>"
        '<script defer src="_static/doctools.js"></script>'
        '<script defer src="a.js"></script>'
        "<script>OPTIONS.pagename = 1</script>"
    )


@pytest.mark.parametrize("page", book.PAGES)
def test_a_page_is_seen_after_one_style_sheet_and_no_script(page):
    head, _, rest = (book.HTML / page).read_text(encoding="utf-8").partition("</head>")
    (sheet,) = re.findall(r'rel="stylesheet"[^>]*href="([^"]+)"', head)
    assert 'rel="stylesheet"' not in rest
    assert re.findall(r"<script(?! defer)[^>]*\bsrc=", head + rest) == []
    path = (book.HTML / page).parent / sheet
    wanted = re.findall(r"url\(([^\"):]+\.woff2)\)", path.read_text(encoding="utf-8"))
    assert wanted
    assert all((path.parent / font).is_file() for font in wanted)
