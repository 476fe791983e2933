"""One switch a page for its code: folded until a reader asks for it, and remembered.

Folded with it are the outputs that only bear the text out. Code in the solution of an exercise is
part of the answer and stays.
"""

from docutils import nodes

from book_ext.figures import places

SWITCH = (
    '<p class="code-switch"><label><input type="checkbox" autocomplete="off"> '
    "Show the code on this page</label></p>"
)
BEHIND = "behind-switch"


def unwrap(app, doctree):
    """Let MyST-NB put no bar of its own above a cell."""
    for cell in doctree.findall(cell_of_code):
        cell.attributes.pop("hide_mode", None)


def fold(app, doctree, docname):
    """Mark what stands behind the switch."""
    for cell in doctree.findall(cell_of_code):
        if not inside_an_answer(cell):
            behind = [part for part in cell.children if not places.played(part)]
            for node in behind if len(behind) < len(cell.children) else [cell]:
                node["classes"].append(BEHIND)


def cell_of_code(node) -> bool:
    """Tell whether a node is a cell of code."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def inside_an_answer(node) -> bool:
    """Tell whether a node is folded away with a text."""
    while node := node.parent:
        if "dropdown" in node.get("classes", ()):
            return True
    return False


def add(app, pagename, templatename, context, doctree):
    """Put the switch under the title of a page with code behind it."""
    parts = doctree.findall(nodes.container) if doctree else ()
    if any(BEHIND in part["classes"] for part in parts):
        context["body"] = context["body"].replace("</h1>", f"</h1>{SWITCH}", 1)


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-read", unwrap)
    app.connect("doctree-resolved", fold)
    app.connect("html-page-context", add)
