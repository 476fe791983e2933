"""The one pass over the finished pages: tidied, bundled, and told what they may do."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from book_ext.pages import bundle, fonts, policy, tidy

# Written into each page before any other script.
FIRST = [Path(__file__).with_name(name) for name in ("guard.js", "search.js")]


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
    pages = {
        path: tidy.tidied(path.read_text(encoding="utf-8"))
        for path in sorted(out.rglob("*.html"))
        if static not in path.parents
    }
    fonts.lighten(static, "".join(pages.values()))
    pages = bundle.bundled(pages, static)
    host = urlsplit(app.config.html_baseurl)
    origin = f"{host.scheme}://{host.netloc}" if host.netloc else ""
    first = "".join(path.read_text(encoding="utf-8") for path in FIRST)
    for path, page in pages.items():
        path.write_text(policy.stated(page, first, origin), encoding="utf-8")


def setup(app):
    """Register with Sphinx, after whatever else changes a finished page."""
    app.connect("build-finished", finish, priority=900)
