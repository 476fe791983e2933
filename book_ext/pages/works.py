"""Citations tell authors, title, venue and address on hover and on focus.

The text is the title that sphinxcontrib-bibtex gives each link, which browsers show to a mouse
alone; works.js shows it to everybody.
"""

import shutil
from pathlib import Path

from docutils import nodes

SCRIPT = Path(__file__).with_suffix(".js")


def copy(app):
    """Put the script where pages find it."""
    target = Path(app.outdir) / "_static/works"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SCRIPT, target / SCRIPT.name)


def load(app, pagename, templatename, context, doctree):
    """Load the script on pages that cite."""
    links = doctree.findall(nodes.reference) if doctree else ()
    if any("references.html#" in link.get("refuri", "") for link in links):
        app.add_js_file(f"works/{SCRIPT.name}", loading_method="defer")


def setup(app):
    """Register with Sphinx."""
    app.connect("builder-inited", copy)
    app.connect("html-page-context", load, priority=400)
