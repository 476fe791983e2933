"""The directive {checked}: what the last run of the tests passed, and what the pages assert."""

import ast
import json
import re
from pathlib import Path

import jupytext
from sphinx.util.docutils import SphinxDirective

from book_ext.figures.ledger import read
from nflsim import explorers

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / ".figures"
RUNS = {
    "unit": "of the package and the chapters",
    "site": "of the built pages, in a browser without a network",
    "budgets": "of what pages weigh and how fast they answer",
    "live": "of the figures in JupyterLab",
}


def runs() -> str:
    """Return what the last run passed, as Markdown; nothing if no run is on record."""
    rows = []
    for name, what in RUNS.items():
        path = FIGURES / f"{name}.json"
        if path.is_file():
            passed = json.loads(path.read_text(encoding="utf-8"))["passed"]
            rows.append(f"| {what} | {passed:,} |")
    if not rows:
        return ""
    return "\n".join(["| tests | passed |", "|---|---|", *rows])


def pages() -> str:
    """Return what the pages assert, as Markdown."""
    asserts = sum(map(assertions, sorted((ROOT / "chapters").glob("*/*.md"))))
    bib = (ROOT / "chapters/references.bib").read_text(encoding="utf-8")
    states = sum(len(each.states) for each in explorers.every().values())
    named = {test for claim in read("ledger").values() for test in claim.get("tests", ())}
    rows = {
        "assertions in the chapters, run whenever a page is made": asserts,
        "states of figures, each with numbers and a sentence of its own": states,
        "figures": len(explorers.every()),
        "tests that verdicts on claims rest on": len(named),
        "works cited, each with an address": len(re.findall(r"^@", bib, flags=re.MULTILINE)),
    }
    lines = [f"| {what} | {number:,} |" for what, number in rows.items()]
    return "\n".join(["| on the pages | how many |", "|---|---|", *lines])


def assertions(path: Path) -> int:
    """Return how many assertions a chapter's cells hold."""
    cells = jupytext.read(path).cells
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    return sum(isinstance(node, ast.Assert) for tree in trees for node in ast.walk(tree))


class Checked(SphinxDirective):
    """Print the figures of the tests or of the pages."""

    required_arguments = 1

    def run(self):
        """Return the table."""
        for name in RUNS:
            self.env.note_dependency(str(FIGURES / f"{name}.json"))
        text = {"runs": runs, "pages": pages}[self.arguments[0]]()
        if not text:
            return []
        return self.parse_text_to_nodes(text)


def setup(app):
    """Register with Sphinx."""
    app.add_directive("checked", Checked)
