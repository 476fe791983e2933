"""Fonts cut down to what some page or the theme's script shows."""

import html
import re
from base64 import b64encode
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ICON_RULE = re.compile(r'(?:\.fa-[a-z0-9-]+:before,?)+\{content:"\\(?P<code>[0-9a-f]+)"\}')
FORMULA = re.compile(r'<span class="katex-html".*?</span></span></span>', re.DOTALL)
ICONS = "vendor/fontawesome/webfonts"
FACE = re.compile(r"url\((?:[^)]*/)?(fa-[a-z]+-[0-9]+\.woff2)\) format\(\"woff2\"\),[^;}]*")


def lighten(static: Path, pages: str):
    """Cut the theme's icons and KaTeX's fonts down to what the pages show."""
    sheet = static / "styles/pydata-sphinx-theme.css"
    scripts = [static / "scripts/pydata-sphinx-theme.js", static / "scripts/sphinx-book-theme.js"]
    sources = pages + "".join(path.read_text(encoding="utf-8") for path in scripts)
    icons = set(re.findall(r"\bfa-[a-z0-9-]+", sources))

    def keep(rule):
        used = icons & set(re.findall(r"fa-[a-z0-9-]+", rule[0]))
        return rule[0] if used else ""

    css = ICON_RULE.sub(keep, sheet.read_text(encoding="utf-8"))
    sheet.write_text(css, encoding="utf-8")
    codes = icon_codes(static)
    for path in (static / ICONS).glob("*.woff2"):
        subset_font(path, codes)
    characters = set(map(ord, html.unescape("".join(FORMULA.findall(pages)))))
    for path in (static / "katex/fonts").glob("*.woff2"):
        subset_font(path, characters)


def icon_codes(static: Path) -> set[int]:
    """Return the code points of all icons that the style sheets name, escaped or as they are."""
    css = "".join(
        path.read_text(encoding="utf-8")
        for path in static.rglob("*.css")
        if "vendor" not in path.parts
    )
    escaped = re.findall(r"\\(f[0-9a-f]{3})\b", css)
    return {int(code, 16) for code in escaped} | {
        ord(one) for one in re.findall(r"[\uf000-\uf8ff]", css)
    }


def subset_font(path: Path, codes: set[int]):
    """Keep in a font the characters given."""
    font = TTFont(path, recalcTimestamp=False)  # the time of the build would make each differ
    maker = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
    maker.populate(unicodes=codes & set(font.getBestCmap()))
    maker.subset(font)
    font.flavor = "woff2"
    font.save(path)


def inlined(css: str, static: Path) -> str:
    """Return a style sheet that carries its icons: a page in a sandboxed frame loads no font."""

    def written(face):
        font = b64encode((static / ICONS / face[1]).read_bytes()).decode()
        return f'url(data:font/woff2;base64,{font}) format("woff2")'

    return FACE.sub(written, css)
