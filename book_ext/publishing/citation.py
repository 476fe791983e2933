"""The directive {citation}: how to cite the book, as CITATION.cff says it."""

from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from book_ext import address

FILE = Path(__file__).resolve().parents[2] / "CITATION.cff"


def parts(year: str) -> tuple[str, str, str]:
    """Return what stands before the title, the title, and what stands after it."""
    entry = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    names = ", ".join(author["name"] for author in entry["authors"])
    where = address.find()
    after = f" Version {entry['version']}." + (f" {where.book}" if where else "")
    return f"{names[0].upper()}{names[1:]} ({year}). ", f"{entry['title']}.", after


class Citation(SphinxDirective):
    """Print the line to cite."""

    def run(self):
        """Return the line as a paragraph."""
        self.env.note_dependency(str(FILE))
        before, title, after = parts(self.config.copyright)
        line = nodes.paragraph("", before, nodes.emphasis("", title), nodes.Text(after))
        return [line]


def setup(app):
    """Register with Sphinx."""
    app.add_directive("citation", Citation)
