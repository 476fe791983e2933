"""The claims page from data: {ledger} prints the summary, the claims or the errata."""

from collections import Counter
from pathlib import Path

import yaml
from sphinx.util.docutils import SphinxDirective

from nflsim import explorers

FOLDER = Path(__file__).resolve().parents[2] / "chapters/synthesis"
VERDICTS = ("holds", "holds if", "contested", "fails as stated", "not testable here")
HEADS = {
    "essay": "In the essay",
    "paper": "In the paper",
    "both": "In both",
    "ours": "Remarks of ours, no errors of theirs",
}
SECTIONS = {
    "E0": "The essay: its frame",
    "E1": "The essay: an algorithm wins by fitting its target",
    "E2": "The essay: what biology and markets already know",
    "E3": "The essay: machine learning keeps rediscovering specialization",
    "E4": "The essay: what scaling does not change",
    "E5": "The essay: its close",
    "P": "The paper",
}


def read(name: str) -> dict:
    """Return a file of the ledger."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def summary() -> str:
    """Return how many claims have each verdict, and which, as Markdown."""
    claims = read("ledger")
    count = Counter(claim["verdict"] for claim in claims.values())
    lines = ["| verdict | claims | which |", "|---|---|---|"]
    for verdict in VERDICTS:
        links = [f"[{n}](#claim-{slug(n)})" for n, c in claims.items() if c["verdict"] == verdict]
        lines.append(f"| {verdict} | {count[verdict]} | {', '.join(links)} |")
    return "\n".join(lines)


def claims() -> str:
    """Return all claims as Markdown, by the sections of the texts."""
    parts = []
    for name, entry in read("ledger").items():
        section = name.partition(".")[0] if name.startswith("E") else "P"
        heading = f"## {SECTIONS[section]}"
        parts += [heading] * (heading not in parts) + [claim(name, entry)]
    return "\n\n".join(parts)


def claim(name: str, entry: dict) -> str:
    """Return one claim as Markdown."""
    verdict, why = entry["verdict"], entry["why"]
    joined = (
        f"**Holds if** {why}" if verdict == "holds if" else f"**{verdict.capitalize()}.** {why}"
    )
    if "cite" in entry:
        joined += f" {{cite:p}}`{','.join(entry['cite'])}`"
    parts = [f"(claim-{slug(name)})=", f"### {name}", "", entry["says"], "", joined]
    if "see" in entry:
        parts += ["", *(f"- {shown(state)}" for state in entry["see"])]
    if "tests" in entry:
        parts += ["", f"Tested by {', '.join(f'`{test}`' for test in entry['tests'])}."]
    return "\n".join(parts)


def shown(state: str) -> str:
    """Return a link to a state of a figure, and what the figure says there, as Markdown."""
    slug, _, query = state.partition("?")
    explorer = explorers.every()[slug]
    values = explorer.state(query)
    return f"{{explore}}`{explorer.title} <{state}>`\\\n  {explorer.at(**values).reading}"


def errata() -> str:
    """Return the errata as Markdown."""
    parts = []
    for head, entries in read("errata").items():
        parts += [f"**{HEADS[head]}**", ""]
        parts += [f"- *{name}.* {text}" for name, text in entries.items()] + [""]
    return "\n".join(parts)


def slug(name: str) -> str:
    """Return a claim's name as an anchor writes it."""
    return name.lower().replace(".", "-")


class Ledger(SphinxDirective):
    """Print a part of the ledger."""

    required_arguments = 1

    def run(self):
        """Return what the part's Markdown says."""
        for name in ("ledger", "errata"):
            self.env.note_dependency(str(FOLDER / f"{name}.yml"))
        text = {"summary": summary, "claims": claims, "errata": errata}[self.arguments[0]]()
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def setup(app):
    """Register with Sphinx."""
    app.add_directive("ledger", Ledger)
