"""Many style sheets become one, and scripts wait until the page is read."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "_ext"))

import bundle  # noqa: E402

SHEETS = {
    "basic.css": "a{color:red}",
    "deep/theme.css": '@charset "UTF-8";\n@import "../basic.css";\nb{color:blue}',
    "deep/font.css": "@font-face{src:url(fonts/one.woff2) format(\"woff2\"),url('fonts/one.ttf')}",
    "icon.css": "i{background:url(\"data:image/svg+xml;charset=utf-8,%3Csvg url='x'\") url(#mask)}",
}


def test_one_sheet_says_what_all_said_in_their_order_and_finds_their_files(tmp_path):
    for name, text in SHEETS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = ("deep/theme.css", "deep/font.css", "icon.css")
    one = (tmp_path / bundle.written(names, tmp_path)).read_text(encoding="utf-8")
    assert "".join(one.split("\n")) == (
        '@charset "UTF-8";a{color:red}b{color:blue}'
        '@font-face{src:url(deep/fonts/one.woff2) format("woff2"),url(deep/fonts/one.ttf)}'
        + SHEETS["icon.css"]
    )


def test_the_name_of_the_sheet_tells_its_content(tmp_path):
    names = []
    for text in ("a{}", "a{}", "b{}"):
        (tmp_path / "a.css").write_text(text, encoding="utf-8")
        names.append(bundle.written(("a.css",), tmp_path))
    assert names[0] == names[1] != names[2]


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
