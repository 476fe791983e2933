"""What of the book a reader plays with, and on which page it stands."""

import re

from docutils import nodes
from sphinx.util import logging

PLAYED = re.compile(
    r'<(?:figure class="explorer"|form class="prediction"|ol class="prediction-list")'
)
logger = logging.getLogger(__name__)


def played(node) -> bool:
    """Tell whether a part of a page holds something to play with."""
    return any(PLAYED.search(raw.astext()) for raw in node.findall(nodes.raw))


def noted(app, kind: str, pattern: re.Pattern):
    """Keep as `env.<kind>` on which page each name that `pattern` finds in HTML stands."""

    def forget(app, env, docname):
        known = getattr(env, kind, {})
        setattr(env, kind, {name: page for name, page in known.items() if page != docname})

    def collect(app, doctree):
        known = getattr(app.env, kind)
        for raw in doctree.findall(nodes.raw):
            for name in pattern.findall(raw.astext()):
                if name in known:
                    logger.warning("%s: %s stands on %s too", kind, name, known[name], location=raw)
                known[name] = app.env.docname

    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", collect)


def uri(app, docname: str, page: str) -> str:
    """Return how one page links to another, or to a place of its own."""
    return "" if page == docname else app.builder.get_relative_uri(docname, page)
