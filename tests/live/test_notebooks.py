"""Each chapter's notebook reads as its page, in plain Markdown, and runs from top to bottom."""

import re
from pathlib import Path

import nbclient
import nbformat
import pytest

BUILT = Path(__file__).resolve().parents[2] / "_build/notebooks"
CHAPTERS = BUILT.parents[1] / "chapters"
NAMES = sorted(path.relative_to(BUILT).as_posix() for path in BUILT.glob("*/*.ipynb"))
LEFT = {
    "a role": r"\{[a-z:]+\}`",
    "a fence": r"^[ >]*(:::|```\{)",
    "a state or a key in brackets": r"<(?!/?(?:details|summary|b)>)[a-z-]+[?:>]",
    "a target": r"^\([a-z-]+\)=",
    "a letter spelt in TeX": r"""\{\\['"`^~]""",
}
SOLUTION = re.compile(r"<b>Solution.*</details>$", flags=re.DOTALL)
every_notebook = pytest.mark.parametrize("name", NAMES)


def read(name):
    return nbformat.read(BUILT / name, as_version=4)


def prose(name):
    return "\n\n".join(c.source for c in read(name).cells if c.cell_type == "markdown")


def test_each_chapter_has_one():
    named = sorted(path.relative_to(CHAPTERS).as_posix() for path in CHAPTERS.glob("*/*.md"))
    assert [name.replace(".ipynb", ".md") for name in NAMES] == named


@every_notebook
def test_nothing_of_myst_is_left_in_its_text(name):
    for what, pattern in LEFT.items():
        assert re.findall(pattern, prose(name), flags=re.MULTILINE) == [], what


@every_notebook
def test_it_says_what_the_chapter_says(name):
    """Numbers filled in, works with an address, answers folded, figures named by code."""
    text, source = prose(name), (CHAPTERS / name).with_suffix(".md").read_text(encoding="utf-8")
    assert text.count("<details>") == text.count("</details>") > 3
    assert source.count("{solution-start}") + source.count("```{solution}") <= text.count(
        "Solution"
    )
    assert len(re.findall(r"\(https://doi\.org/10\.|\(https?://", text)) >= 3
    glued = set(re.findall(r"\{glue:text\}`([^`]+)`", source))
    assert glued
    assert not [key for key in glued if key in text]
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", source, flags=re.DOTALL), re.M)
    assert len(re.findall(r"^#+ ", text, flags=re.MULTILINE)) == len(headings)
    assert ".at(" in text or "github.io" in text


@every_notebook
def test_links_lead_to_notebooks_that_are_there(name):
    for target in re.findall(r"\]\(([^)#:]+\.ipynb)", prose(name)):
        assert (BUILT / name).parent.joinpath(target).is_file()


@every_notebook
def test_code_that_the_page_folds_is_folded(name):
    text = ""
    for cell in read(name).cells:
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        if cell.cell_type == "code":
            assert folded == cell.source.startswith("# @title ") == ("cellView" in cell.metadata)
            assert folded or not (cell.metadata.get("tags") or SOLUTION.search(text))
        else:
            text = cell.source


@every_notebook
def test_it_runs_from_top_to_bottom(name, tmp_path):
    notebook = read(name)
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [
        kind
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        for kind in output.get("data", ())
    ]
    assert "application/vnd.jupyter.widget-view+json" in shown
