"""A document as plain Markdown: what any program shows that knows no role and no directive."""

import posixpath
import re
from functools import cache
from pathlib import Path

from docutils import nodes
from pybtex.database import parse_file
from sphinx.errors import ExtensionError

from book_ext import address
from book_ext.figures import joins, states
from nflsim import explorers

BIBLIOGRAPHY = Path(__file__).resolve().parents[2] / "chapters/references.bib"
AROUND = {nodes.strong: "**", nodes.emphasis: "*"}
SKIPPED = (nodes.target, nodes.comment, nodes.meta, nodes.raw)
SPECIAL = re.compile(r"[\\`*_$<]")
HEADS = ("title", "exercise_title", "solution_title")


@cache
def work(key: str) -> tuple[str, str, str]:
    """Return the authors of a work, its year, and its address."""
    entry = parse_file(str(BIBLIOGRAPHY)).entries[key]
    people = entry.persons.get("author") or entry.persons["editor"]
    names = [" ".join(map(str, each.rich_prelast_names + each.rich_last_names)) for each in people]
    who = " and ".join(names)
    if len(names) > 2 or names[-1] == "others":
        who = f"{names[0]} et al."
    doi = entry.fields.get("doi")
    uri = f"https://doi.org/{doi}" if doi else entry.fields["url"]
    return who, entry.fields["year"], uri.replace("(", "%28").replace(")", "%29")


class Markdown:
    """Turns the nodes of one page into Markdown; other chapters are linked as notebooks."""

    def __init__(self, env, docname: str):
        self.env, self.docname, self.depth = env, docname, 0

    def block(self, node) -> str:
        """Return a block, or nothing for what a reader does not see."""
        name = type(node).__name__
        if isinstance(node, SKIPPED):
            return ""
        if isinstance(node, nodes.paragraph):
            return self.inline(node)
        if isinstance(node, nodes.section):
            self.depth += 1
            text = self.blocks(node)
            self.depth -= 1
            return text
        if name == "title":
            return f"{'#' * self.depth} {self.inline(node)}"
        if isinstance(node, nodes.math_block):
            return f"$$\n{node.astext().strip()}\n$$"
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            return self.list(node)
        if isinstance(node, nodes.literal_block):
            return f"```\n{node.astext()}\n```"
        if isinstance(node, nodes.Admonition | nodes.admonition) or name in (
            "exercise_enumerable_node",
            "solution_node",
        ):
            return self.wrapped(node, self.blocks(node))
        raise ExtensionError(f"{self.docname}: a notebook has no words for a {name}")

    def blocks(self, node) -> str:
        """Return what a node holds, block by block, without the head that its frame bears."""
        return "\n\n".join(filter(None, map(self.block, self.inner(node))))

    def inner(self, node) -> list:
        """Return what a node holds beside the head that its frame bears."""
        framed = not isinstance(node, nodes.section | nodes.document)
        return [each for each in node.children if not (framed and type(each).__name__ in HEADS)]

    def wrapped(self, node, text: str) -> str:
        """Return a text in a frame: folded if the page folds it, else as a quotation."""
        head = self.head(node)
        if "dropdown" in node["classes"]:
            return f"<details><summary><b>{head}</b></summary>\n\n{text}\n\n</details>"
        return "\n".join(f"> {line}".rstrip() for line in f"**{head}**\n\n{text}".splitlines())

    def head(self, node) -> str:
        """Return the title of a frame."""
        label = node.get("target_label") or node.get("label")
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get("exercise", {}).get(label)
        number = ".".join(map(str, numbers)) if numbers else ""
        if type(node).__name__ == "solution_node":
            return f"Solution to exercise {number}".rstrip()
        title = next((each for each in node.children if type(each).__name__ in HEADS), None)
        if type(node).__name__ != "exercise_enumerable_node":
            return self.inline(title) if title else type(node).__name__.capitalize()
        what = [each.astext() for each in title.children if not isinstance(each, nodes.Text)]
        return f"Exercise {number}".rstrip() + f" ({what[0]})" * bool(what)

    def list(self, node) -> str:
        """Return a list, each entry indented under its mark."""
        entries = []
        for number, item in enumerate(node.children, 1):
            mark = "- " if isinstance(node, nodes.bullet_list) else f"{number}. "
            lines = self.blocks(item).splitlines()
            rest = [" " * len(mark) + line if line else "" for line in lines[1:]]
            entries.append("\n".join([mark + lines[0], *rest]))
        return "\n".join(entries)

    def inline(self, node) -> str:
        """Return what stands in a line."""
        return "".join(map(self.word, node.children))

    def word(self, node) -> str:
        """Return one part of a line."""
        if isinstance(node, nodes.Text):
            return SPECIAL.sub(r"\\\g<0>", node.astext())
        if isinstance(node, nodes.math):
            return f"${node.astext()}$"
        if isinstance(node, nodes.literal):
            return f"`{node.astext()}`"
        if around := AROUND.get(type(node)):
            return f"{around}{self.inline(node)}{around}"
        if isinstance(node, states.explore_link):
            return self.state(node)
        if isinstance(node, joins.join):
            return node["said"]
        if isinstance(node, nodes.reference):
            return f"[{self.inline(node)}]({node['refuri']})"
        if type(node).__name__ == "pending_xref":
            return self.cited(node) if node["refdomain"] == "cite" else self.linked(node)
        if isinstance(node, nodes.target | nodes.raw):
            return ""
        if isinstance(node, nodes.inline | nodes.container):
            return self.inline(node)
        raise ExtensionError(f"{self.docname}: a notebook has no words for {type(node).__name__}")

    def state(self, node) -> str:
        """Return a link to the state on the published page, or the code that shows it."""
        slug, _, query = node["state"].partition("?")
        if where := address.find():
            page = f"{where.book}{self.env.explorers[slug]}.html"
            return f"[{self.inline(node)}]({page}#{node['state']})"
        explorer = explorers.every()[slug]
        given = ", ".join(f"{name}={value!r}" for name, value in explorer.state(query).items())
        return f"{self.inline(node)} (`{explorer.source}().at({given})`)"

    def cited(self, node) -> str:
        """Return authors and year of works, each a link to where it is."""
        works = [work(key.strip()) for key in node["reftarget"].split(",")]
        if node["reftype"] == "t":
            return ", ".join(f"[{who} ({year})]({uri})" for who, year, uri in works)
        return f"({'; '.join(f'[{who}, {year}]({uri})' for who, year, uri in works)})"

    def linked(self, node) -> str:
        """Return a link to another chapter's notebook, or to a page where its address is known."""
        target, place, head = node["reftarget"], "", ""
        if node["refdomain"] == "doc":  # [a link](to.md), which MyST has looked up
            page = target
        elif node["reftype"] == "doc":
            folder = posixpath.dirname(self.docname)
            page = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        else:
            known = self.env.domains["std"]
            page, place, head = known.labels.get(target) or (*known.anonlabels[target], "")
        whole = self.env.titles[page].astext()
        title = self.inline(node) if node["refexplicit"] else head or whole
        if page.count("/") == 2:  # chapters/<part>/<name>
            uri = posixpath.relpath(page, posixpath.dirname(self.docname)) + ".ipynb"
            place = head.replace(" ", "-") if head != whole else ""  # as JupyterLab names headings
        elif where := address.find():
            uri = f"{where.book}{page}.html"
        else:
            return title
        return f"[{title}]({uri}{f'#{place}' if place else ''})"
