"""Explorers on pages, and links to their states.

The role {explore}`text <slug?budget=2&breadth=15>` links to a state of an explorer on any page;
a link to no explorer, or to a state it does not have, fails a strict build.
"""

import os
import re
from pathlib import Path

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from book_ext.figures import places
from nflsim import explorers

FIGURE = re.compile(r'<figure class="explorer" id="([^"]+)"')
logger = logging.getLogger(__name__)


class ExploreRole(ReferenceRole):
    """A link to a state; where it leads is known only when all pages have been read."""

    def run(self):
        """Return the unresolved link."""
        return [explore_link("", self.title, state=self.target, **{"class": "explore"})], []


class explore_link(nodes.Inline, nodes.TextElement):
    """A link to a state of an explorer, not yet resolved."""


def resolve(app, doctree, docname):
    """Turn links to states into links, and refuse those that lead nowhere."""
    for link in list(doctree.findall(explore_link)):
        refuri = found(app, docname, link["state"], link)
        if refuri is None:
            link.replace_self(nodes.Text(link.astext()))
            continue
        new = nodes.reference("", link.astext(), refuri=refuri, internal=True)
        new["classes"].append("explore")
        link.replace_self(new)


def found(app, docname: str, state: str, location) -> str | None:
    """Return where a state is shown, or nothing, after a warning, if it is nowhere."""
    slug, _, query = state.partition("?")
    page = app.env.explorers.get(slug)
    try:
        known = page and explorers.every()[slug].state(query)
    except ValueError as error:
        logger.warning("no such state: %s: %s", state, error, location=location)
        return None
    if not known:
        logger.warning("no such state: %s", state, location=location)
        return None
    return f"{places.uri(app, docname, page)}#{state}"


def setup(app):
    """Register with Sphinx; the environment variables reach the kernels that run the cells."""
    os.environ["EXPLORER_MODE"] = "static"
    os.environ["EXPLORER_GRIDS"] = str(Path(app.outdir).parent / "explorers")
    app.add_node(explore_link)
    app.add_role("explore", ExploreRole())
    places.noted(app, "explorers", FIGURE)
    app.connect("doctree-resolved", resolve)
