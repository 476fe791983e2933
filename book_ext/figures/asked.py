"""Predictions on pages, and {predictions}: the list of all that the book asks."""

import re
from html import escape, unescape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from book_ext.figures import places, states
from nflsim.explorer import form
from nflsim.explorers import predictions

FORM = re.compile(r'<form class="prediction" id="predict-([^"]+)"')
LINK = re.compile(r'<a class="explore" href="#([^"]+)"')
LIST = (
    '<p class="prediction-sum" role="status"></p><ol class="prediction-list">{entries}</ol>'
    '<p><button type="button" class="prediction-forget" hidden>Forget them all</button></p>'
)


class Predictions(SphinxDirective):
    """List all predictions, with what the reader said if the browser remembers it."""

    def run(self):
        """Return a place for the list: where each is asked is known when all pages are read."""
        return [prediction_list()]


class prediction_list(nodes.General, nodes.Element):
    """The list, not yet written."""


def resolve(app, doctree, docname):
    """Write the list; let an answer lead to its figure, on whatever page that is."""
    for raw in list(doctree.findall(nodes.raw)):
        if not FORM.search(raw.astext()):
            continue

        def led(match, raw=raw):
            uri = states.found(app, docname, unescape(match[1]), raw)
            return f'<a class="explore" href="{escape(uri or "")}"'

        raw.replace_self(nodes.raw("", LINK.sub(led, raw.astext()), format="html"))
    for place in list(doctree.findall(prediction_list)):
        order = app.env.toctree_includes[app.config.root_doc].index
        pages = sorted(app.env.predictions.items(), key=lambda item: order(item[1]))
        entries = "".join(
            entry(predictions.every()[slug], places.uri(app, docname, page)) for slug, page in pages
        )
        place.replace_self(nodes.raw("", LIST.format(entries=entries), format="html"))


def entry(prediction, uri: str) -> str:
    """Return one entry of the list: the question, a link to it, and room for what was said."""
    return (
        f'<li data-asked="{form.kept(prediction)}">{escape(prediction.setting)} '
        f'<a href="{uri}#{form.anchor(prediction)}">'
        f'{escape(prediction.question)}</a> <span class="prediction-told"></span></li>'
    )


def setup(app):
    """Register with Sphinx, after the explorers' pages are known."""
    app.add_node(prediction_list)
    app.add_directive("predictions", Predictions)
    places.noted(app, "predictions", FORM)
    app.connect("doctree-resolved", resolve)
