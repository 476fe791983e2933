"""Each chapter as a notebook that reads as its page does, in plain Markdown.

Made from the document that the page is made from, its cells run: numbers are filled in, and
nothing is left of MyST's roles and directives, which most programs show as they stand.
"""

from functools import partial
from itertools import groupby
from pathlib import Path

import nbformat
from docutils import nodes

from book_ext.pages.code import cell_of_code
from book_ext.publishing.markdown import Markdown

FOLDED = {"hide-input", "hide-cell"}
FORM = "# @title Show the code behind this\n"  # a cell's title in Colab; its first line elsewhere
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def convert(env, docname: str):
    """Return a chapter as a notebook without outputs."""
    return nbformat.v4.new_notebook(
        cells=list(Chapter(env, docname).cells()), metadata={"kernelspec": KERNEL}
    )


class Chapter(Markdown):
    """A chapter's text, cut where a cell of code stands."""

    def cells(self):
        """Yield the cells, numbered: random ids would make every copy differ from the last."""
        parts = self.parts(self.env.get_doctree(self.docname))
        for number, cell in enumerate(joined(parts, nbformat.v4.new_markdown_cell)):
            cell["id"] = f"cell-{number}"
            yield cell

    def parts(self, node, folded: bool = False):
        """Yield blocks of Markdown, and code cells where they stand."""
        for child in self.inner(node):
            if cell_of_code(child):
                yield code_cell(child, folded)
                yield from (f"*{self.inline(each)}*" for each in child.findall(nodes.caption))
            elif child.next_node(cell_of_code) is None:
                if block := self.block(child):
                    yield block
            elif isinstance(child, nodes.section):
                self.depth += 1
                yield from self.parts(child, folded)
                self.depth -= 1
            else:  # a frame has no room for a cell: the text before it and after it has one each
                parts = self.parts(child, folded or "dropdown" in child["classes"])
                yield from joined(parts, partial(self.wrapped, child))


def joined(parts, make):
    """Yield parts in their order, with what is made of each run of text in its place."""
    for is_text, run in groupby(parts, lambda part: isinstance(part, str)):
        if is_text:
            yield make("\n\n".join(run))
        else:
            yield from run


def code_cell(node, folded: bool):
    """Return a cell of code, folded where the page folds it: by itself or with an answer."""
    source = node.next_node(nodes.literal_block).astext()
    tags = set(node["cell_metadata"].get("tags", ()))
    metadata = {"tags": sorted(tags)} if tags else {}
    shows_figure = any(True for _ in node.findall(nodes.figure))
    if folded or tags & FOLDED or shows_figure:
        metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
        source = FORM + source
    return nbformat.v4.new_code_cell(source, metadata=metadata)


def write(app, exception):
    """Write the notebooks beside the pages."""
    if exception or app.builder.name != "html":
        return
    folder = Path(app.outdir).parent / "notebooks"
    for docname in sorted(app.env.found_docs):
        if docname.count("/") != 2:  # chapters/<part>/<name>
            continue
        target = folder / f"{docname.removeprefix('chapters/')}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = nbformat.writes(convert(app.env, docname), version=4)
        target.write_text(text + "\n", encoding="utf-8")


def setup(app):
    """Register with Sphinx."""
    app.connect("build-finished", write)
