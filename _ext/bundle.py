"""Less to wait for before a page is seen: one style sheet, and no script that holds the page up.

To a phone each file in the head costs a share of a round trip: the theme's thirteen style sheets
and seven scripts put the first paint off by more than a second.
"""

import re
from hashlib import sha256
from os.path import relpath
from pathlib import Path

from sphinx.util import logging

LINK = re.compile(
    r'\s*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*_static/)([^"?]+)[^>]*>'
)
IMPORT = re.compile(r'@import "([^"]+)";')
CHARSET = re.compile(r'@charset "[^"]+";')
URL = re.compile(r"""url\((["']?)(?!["']?(?:data:|#))([^"')]+)\1\)""")
SCRIPT = re.compile(r'<script src="')
OPTIONS = re.compile(r'<script src="[^"]*documentation_options\.js[^"]*"></script>')
logger = logging.getLogger(__name__)


def finish(app, exception):
    """Give every page the one style sheet, and let its scripts wait until it is read."""
    if exception or app.builder.name != "html":
        return
    out, sheets = Path(app.outdir), {}
    static = out / "_static"
    options = (static / "documentation_options.js").read_text(encoding="utf-8")
    for path in (path for path in out.rglob("*.html") if static not in path.parents):
        page = path.read_text(encoding="utf-8")
        links = LINK.findall(page)
        names = tuple(name for _, name in links)
        if names not in sheets:
            sheets[names] = written(names, static)
        start = LINK.search(page).start()
        link = f'\n  <link rel="stylesheet" href="{links[0][0]}{sheets[names]}" />'
        page = page[:start] + link + LINK.sub("", page[start:])
        path.write_text(waiting(page, options), encoding="utf-8")
    if len(sheets) > 1:
        logger.warning("pages need %d different style sheets: readers load each", len(sheets))


def written(names: tuple[str, ...], static: Path) -> str:
    """Return the name of a style sheet that says what those named say, in their order."""
    text = "\n".join(sheet(static / name, static) for name in names)
    name = f"sheet.{sha256(text.encode()).hexdigest()[:8]}.css"
    (static / name).write_text(f'@charset "UTF-8";\n{text}', encoding="utf-8")
    return name


def sheet(path: Path, static: Path) -> str:
    """Return a style sheet as it reads from the folder `static`, with those it imports."""
    text = CHARSET.sub("", path.read_text(encoding="utf-8"))
    text = URL.sub(lambda found: f"url({relpath(path.parent / found[2], static)})", text)
    return IMPORT.sub(lambda found: sheet(path.parent / found[1], static), text)


def waiting(page: str, options: str) -> str:
    """Return a page whose scripts run once it is read, in their order, as they expect."""
    # Short, and scripts in the page itself need it: those cannot wait.
    page = OPTIONS.sub(lambda _: f"<script>{options}</script>", page, count=1)
    return SCRIPT.sub('<script defer src="', page)


def setup(app):
    """Register with Sphinx: after the pages are tidied, before their policy is written."""
    app.connect("build-finished", finish, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
