"""The directive {emblem}: a figure of a chapter as a picture."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from nflsim import explorers
from nflsim.explorer import page


class Emblem(SphinxDirective):
    """Show an explorer's first state as a picture."""

    required_arguments = 1

    def run(self):
        """Return the picture as raw HTML."""
        shown = explorers.every()[self.arguments[0]]
        picture = page.still(shown.title, shown.figure, shown.at().arrays, shown.summary)
        return [nodes.raw("", picture, format="html")]


def setup(app):
    """Register with Sphinx."""
    app.add_directive("emblem", Emblem)
