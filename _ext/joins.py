"""Prose joined to figures: terms that light a curve up, numbers that follow the sliders.

{curve}`the specialist <many-worlds:narrow>` is a link to the figure that lights its curve `narrow`.
{now}`12 <regime-map:breadth>` stands for where a control is, or for a fact of the explorer; the
text given is the first state's, and a build refuses any other. Both stand on the figure's page.
"""

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
        page, controls, facts = app.env.explorers.get(place["slug"], (None, [], {}))
        slug, part = place["slug"], place["part"]
        # Only a term gets the curly quotes of prose: a fact is written as the player writes it.
        write, text = {"curve": (curve, place.astext()), "now": (now, place["said"])}[place["kind"]]
        html = write(text, slug, part, controls, facts) if page == docname else None
        if html is None:
            what = f"{place['kind']} `{text} <{slug}:{part}>`"
            logger.warning("no such %s on this page", what, location=place)
            html = escape(text)
        place.replace_self(nodes.raw("", html, format="html"))


def curve(text, slug, part, controls, facts) -> str | None:
    """Return a term with the sample of its curve, or nothing if there is no such curve."""
    samples = {trace.uid: trace for trace in explorers.every()[slug].figure.data}
    if part not in samples:
        return None
    picture, _ = svg.entries(samples[part])[0]
    return (
        f'<a class="explorer-term" href="#{slug}" data-curve="{part}">{picture}{escape(text)}</a>'
    )


def now(text, slug, part, controls, facts) -> str | None:
    """Return a number that follows the figure, or nothing if the first state has another."""
    first = {control["name"]: control["tokens"][control["start"]] for control in controls} | facts
    if first.get(part) != text:
        return None
    return f'<span class="explorer-now" data-of="{slug}" data-part="{part}">{escape(text)}</span>'


def setup(app):
    """Register with Sphinx."""
    app.add_node(join)
    for name in ("curve", "now"):
        app.add_role(name, JoinRole())
    app.connect("doctree-resolved", resolve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
