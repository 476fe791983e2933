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


def forget(app, env, docname):
    """Forget the explorers of a page that is read again."""
    known = getattr(env, "explorers", {})
    env.explorers = {slug: page for slug, page in known.items() if page != docname}


def collect(app, doctree):
    """Note which explorers a page shows."""
    env = app.env
    for raw in doctree.findall(nodes.raw):
        for slug in FIGURE.findall(raw.astext()):
            if slug in env.explorers:
                logger.warning(
                    "explorer %s stands on %s too", slug, env.explorers[slug], location=raw
                )
            env.explorers[slug] = env.docname


def resolve(app, doctree, docname):
    """Turn links to states into links, and refuse those that lead nowhere."""
    for link in list(doctree.findall(explore_link)):
        slug, _, query = link["state"].partition("?")
        page = app.env.explorers.get(slug)
        try:
            state = page and explorers.every()[slug].state(query)
        except ValueError as error:
            logger.warning("no such state: %s: %s", link["state"], error, location=link)
            state = None
        else:
            if not state:
                logger.warning("no such state: %s", link["state"], location=link)
        if not state:
            link.replace_self(nodes.Text(link.astext()))
            continue
        uri = "" if page == docname else app.builder.get_relative_uri(docname, page)
        new = nodes.reference("", link.astext(), refuri=f"{uri}#{link['state']}", internal=True)
        new["classes"].append("explore")
        link.replace_self(new)


def setup(app):
    """Register with Sphinx; the environment variables reach the kernels that run the cells."""
    os.environ["EXPLORER_MODE"] = "static"
    os.environ["EXPLORER_GRIDS"] = str(Path(app.outdir).parent / "explorers")
    app.add_node(explore_link)
    app.add_role("explore", ExploreRole())
    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", collect)
    app.connect("doctree-resolved", resolve)
