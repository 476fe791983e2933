"""An id names one element of a page.

sphinx-exercise gives the content of every exercise and solution the same one, which nothing uses.
"""

from docutils import nodes

REPEATED = {"exercise-content", "solution-content"}


def drop(app, doctree, docname):
    """Take the repeated ids away."""
    for section in doctree.findall(nodes.section):
        section["ids"] = [name for name in section["ids"] if name not in REPEATED]


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-resolved", drop)
