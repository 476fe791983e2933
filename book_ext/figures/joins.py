"""Prose joined to figures: terms that light a curve up, numbers that follow the sliders.

{curve}`the specialist <many-worlds:narrow>` is a link to the figure that lights its curve `narrow`.
{now}`12 <regime-map:breadth>` stands for where a control is, or for a fact of the explorer; the
text given is the first state's, and a build refuses any other. Both stand on the figure's page.
"""

from functools import cache
from html import escape

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from nflsim import explorers
from nflsim.explorer import svg

logger = logging.getLogger(__name__)


class join(nodes.Inline, nodes.TextElement):
    """A place in the text that belongs to a figure, not yet resolved."""


class JoinRole(ReferenceRole):
    """A text, and what it belongs to."""

    def run(self):
        """Return the unresolved join."""
        slug, _, part = self.target.partition(":")
        return [join("", self.title, kind=self.name, slug=slug, part=part, said=self.title)], []


def resolve(app, doctree, docname):
    """Turn joins into HTML, and refuse those to nothing or to something else."""
    for place in list(doctree.findall(join)):
        slug, part, kind = place["slug"], place["part"], place["kind"]
        # Only a term gets the curly quotes of prose: a fact is written as the player writes it.
        text = place.astext() if kind == "curve" else place["said"]
        html = None
        if app.env.explorers.get(slug) == docname:
            html = (curve if kind == "curve" else now)(text, slug, part)
        if html is None:
            what = f"{kind} `{text} <{slug}:{part}>`"
            logger.warning("no such %s on this page", what, location=place)
            html = escape(text)
        place.replace_self(nodes.raw("", html, format="html"))


def curve(text: str, slug: str, part: str) -> str | None:
    """Return a term with the sample of its curve, or nothing if there is no such curve."""
    samples = {trace.uid: trace for trace in explorers.every()[slug].figure.data}
    if part not in samples:
        return None
    picture, _ = svg.entries(samples[part])[0]
    return (
        f'<a class="explorer-term" href="#{slug}" data-curve="{part}">{picture}{escape(text)}</a>'
    )


def now(text: str, slug: str, part: str) -> str | None:
    """Return a number that follows the figure, or nothing if the first state has another."""
    if first(slug).get(part) != text:
        return None
    return f'<span class="explorer-now" data-of="{slug}" data-part="{part}">{escape(text)}</span>'


@cache
def first(slug: str) -> dict[str, str]:
    """Return what the text may repeat of an explorer's first state: controls and facts."""
    explorer = explorers.every()[slug]
    return {each.name: each.token(each.default) for each in explorer.controls} | explorer.at().facts


def setup(app):
    """Register with Sphinx."""
    app.add_node(join)
    for name in ("curve", "now"):
        app.add_role(name, JoinRole())
    app.connect("doctree-resolved", resolve)
