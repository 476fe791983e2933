"""The one pass over the finished pages: tidied, bundled, and told what they may do.

Sphinx writes only the pages that changed, and what all share follows from all of them: each page
is kept as Sphinx wrote it, and all are finished anew.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.errors import ExtensionError

from book_ext.pages import bundle, fonts, policy, tidy

# Written into each page before any other script.
FIRST = [Path(__file__).with_name(name) for name in ("guard.js", "search.js", "code.js")]


def finish(app, exception):
    """Write each page once as readers get it, and copy the grids that pages show."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    grids = static / "explorer/grids"
    shutil.rmtree(grids, ignore_errors=True)
    grids.mkdir(parents=True)
    for slug in app.env.explorers:
        shutil.copyfile(Path(os.environ["EXPLORER_GRIDS"]) / f"{slug}.js", grids / f"{slug}.js")
    written = [path for path in sorted(out.rglob("*.html")) if static not in path.parents]
    kept = {
        path: (Path(app.doctreedir) / "pages" / path.relative_to(out)).with_suffix(".written")
        for path in written
    }
    pages = {path: tidy.tidied(as_written(path, kept[path])) for path in written}
    fonts.lighten(static, "".join(pages.values()))
    pages = bundle.bundled(pages, static)
    host = urlsplit(app.config.html_baseurl)
    origin = f"{host.scheme}://{host.netloc}" if host.netloc else ""
    first = "".join(path.read_text(encoding="utf-8") for path in FIRST)
    for path, page in pages.items():
        path.write_text(policy.stated(page, first, origin), encoding="utf-8")


def as_written(path: Path, kept: Path) -> str:
    """Return a page as Sphinx wrote it, which is kept, whether this time or before."""
    page = path.read_text(encoding="utf-8")
    if policy.TAG in page:
        if not kept.is_file():
            raise ExtensionError(f"{path} is of an older build: remove _build and build again")
        return kept.read_text(encoding="utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(page, encoding="utf-8")
    return page


def setup(app):
    """Register with Sphinx, after whatever else changes a finished page."""
    app.connect("build-finished", finish, priority=900)
