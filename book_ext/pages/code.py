"""One switch a page for its code: folded until a reader asks for it, and remembered.

Folded with it are the outputs that only bear the text out. Code in the solution of an exercise is
part of the answer and stays.
"""

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

SWITCH = (
    '<p class="code-switch"><label><input type="checkbox" autocomplete="off"> '
    "Show the code on this page</label></p>"
)
SHOWN = ('<figure class="explorer"', '<form class="prediction"')


def fold(app, doctree, docname):
    """Mark what stands behind the switch; take MyST-NB's bar off each cell."""
    if app.builder.format != "html":
        return
    for cell in doctree.findall(cell_of_code):
        cell[:] = [
            part
            for child in cell.children
            for part in (child.children if isinstance(child, HideCodeCellNode) else [child])
        ]
        if inside_an_answer(cell):
            continue
        behind = [part for part in cell.children if not shows(part)]
        for node in behind if len(behind) < len(cell.children) else [cell]:
            node["classes"].append("behind-switch")


def cell_of_code(node) -> bool:
    """Tell whether a node is a cell of code."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def inside_an_answer(node) -> bool:
    """Tell whether a node is folded away with a text."""
    while node := node.parent:
        if "dropdown" in node.get("classes", ()):
            return True
    return False


def shows(part) -> bool:
    """Tell whether a part of a cell holds something for a reader's eye and hand."""
    return any(one in raw.astext() for raw in part.findall(nodes.raw) for one in SHOWN)


def add(app, pagename, templatename, context, doctree):
    """Put the switch under the title of a page with code behind it."""
    if doctree and any(
        "behind-switch" in node["classes"] for node in doctree.findall(nodes.Element)
    ):
        context["body"] = context["body"].replace("</h1>", f"</h1>{SWITCH}", 1)


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-resolved", fold)
    app.connect("html-page-context", add)
