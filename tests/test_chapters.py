"""The rules of a chapter. Each is read as a reader's page is made: its cells are run, in order."""

import ast
import re
import time
from functools import cache
from pathlib import Path

import jupytext
import myst_nb
import pytest
import yaml

from nflsim import explorers
from nflsim.explorer import Explorer, Prediction, Recall
from nflsim.explorers import predictions as asked

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "chapters").glob("*/*.md"))
TAGS = {"hide-input", "hide-cell", "remove-cell", "claim", "raises-exception"}
FOLDED = {"hide-input", "hide-cell", "remove-cell"}
CELL_LINES, DEF_LINES, VISIBLE_LINES = 15, 5, 110
WORDS = range(1000, 2401)
SECONDS = 15

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def listed(entry):
    """Yield every file that a table of contents names."""
    if isinstance(entry, dict):
        yield from (value for key, value in entry.items() if key in ("root", "file"))
        entry = list(entry.values())
    if isinstance(entry, list):
        for each in entry:
            yield from listed(each)


TOC = list(listed(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))))
PAGES = [ROOT / f"{name}.md" for name in TOC]
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def source(path):
    return path.read_text(encoding="utf-8")


@cache
def cells(path):
    """Return the code cells of a page."""
    notebook = jupytext.reads(source(path), fmt="md:myst")
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", ()))


@cache
def run(path):
    """Run a chapter; return the value of each cell, what it glued, and the seconds it took."""
    glued, values, names, start = {}, [], {}, time.perf_counter()

    def keep(key, value, display=True):
        assert key not in glued, f"{key} is glued twice"
        glued[key] = value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(myst_nb, "glue", keep)
        for cell in cells(path):
            if "raises-exception" in tags(cell):
                values.append(failure(cell.source, names))
                assert values[-1], "a cell that is to show an error raises none"
            else:
                values.append(evaluate(cell.source, names))
    return values, glued, time.perf_counter() - start


def evaluate(code, names):
    """Run a cell as a notebook does; return the value of its last line, if it has one."""
    tree, last = ast.parse(code), None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(last, "<cell>", "eval"), names) if last else None


def failure(code, names):
    """Return the error that a cell raises, or None."""
    try:
        evaluate(code, names)
    except Exception as error:
        return error
    return None


def prose(path):
    """Return what stands outside the front matter and the code cells."""
    text = re.sub(r"\A---\n.*?\n---\n", "", source(path), flags=re.DOTALL)
    return re.sub(r"^(`{3,}){code-cell}.*?^\1\n", "", text, flags=re.DOTALL | re.MULTILINE)


def words(path):
    """Return the words of the prose: no formulas, addresses, directives or table rules."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", " ", prose(path), flags=re.DOTALL)
    text = re.sub(r"^(`{3,}|:{3,}).*$|^:\w[\w-]*:.*$|^\(.*\)=$", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*)(?:<[^`]*>)?`", r"\1", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)


def headings(path):
    return re.findall(r"^#+ (.+)$", prose(path), flags=re.MULTILINE)


def section(path, title):
    """Return the text under a heading, up to the next of its kind."""
    parts = re.split(r"^## (.+)$", prose(path), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))[title]


def states(text):
    """Return the states that links lead to: explorer, and its controls as tokens."""
    found = re.findall(r"\{explore\}`(?:[^`<]*<)?([^`>?]+)\?([^`>]+)>?`", text)
    return [(slug, dict(part.split("=") for part in query.split("&"))) for slug, query in found]


def citations(text):
    keys = re.findall(r"\{cite(?::[a-z]+)?\}`([^`]+)`", text)
    return {key.strip() for group in keys for key in group.split(",")}


@cache
def offered():
    """Return every explorer of the package by its slug."""
    return explorers.every()


def test_every_chapter_is_in_the_contents_and_the_contents_name_chapters_that_are_there():
    assert CHAPTERS
    named = [path for path in PAGES if path.parent.parent == ROOT / "chapters"]
    assert sorted(named) == CHAPTERS
    assert [path for path in PAGES if not path.is_file()] == []


@every_page
def test_a_page_describes_itself_to_those_who_search(path):
    front = yaml.safe_load(re.match(r"\A---\n(.*?)\n---\n", source(path), re.DOTALL)[1])
    assert 50 <= len(front["myst"]["html_meta"]["description"]) <= 160


@every_page
def test_links_to_states_lead_somewhere(path):
    for slug, state in states(prose(path)):
        tokens = {c.name: list(map(c.token, c.values)) for c in offered()[slug].controls}
        assert all(token in tokens[name] for name, token in state.items())
    assert len(states(prose(path))) == prose(path).count("{explore}")


@every_chapter
def test_a_chapter_has_a_label_and_one_title(path):
    lines = prose(path).strip().splitlines()
    assert lines[0] == f"(ch-{path.stem})="
    assert lines[1].startswith("# ")
    assert len(re.findall(r"^# ", prose(path), flags=re.MULTILINE)) == 1


@every_chapter
def test_a_chapter_has_its_closing_sections_in_order(path):
    expected = ["Where the generalist wins", "What this does not show"]
    at = [headings(path).index(title) for title in (*expected, "Exercises", "Check yourself")]
    assert max(at[:2]) < at[2] < at[3]


@every_chapter
def test_a_chapter_asks_for_a_guess_about_a_state_that_is_not_shown_first(path):
    """Before any figure; the answer is a link to the state."""
    values, _, _ = run(path)
    shown = [value for value in values if isinstance(value, Explorer | Prediction)]
    figures = [place for place, each in enumerate(shown) if isinstance(each, Explorer)]
    here = {shown[place].slug for place in figures}
    (bet,) = (each for each in shown[: figures[0]] if each.explorer.slug in here)
    assert bet.explorer.index(bet.state) != bet.explorer.index({})
    assert "Predict" not in prose(path)


@every_chapter
def test_the_answer_stands_below_the_figures_and_not_above_the_question(path):
    short = headings(path).index("The answer in short")
    assert headings(path)[short + 1] == "Where the generalist wins"
    assert "**The answer.**" not in prose(path)


def test_every_prediction_is_asked_once():
    values = [value for path in CHAPTERS for value in run(path)[0]]
    again = [each for value in values if isinstance(value, Recall) for each in value.questions]
    made = [each.slug for each in values + again if isinstance(each, Prediction)]
    assert sorted(made) == sorted(asked.every())


@every_chapter
def test_a_chapter_links_to_where_the_generalist_wins(path):
    assert states(section(path, "Where the generalist wins"))


@every_chapter
def test_a_chapter_lets_the_reader_check_common_misreadings(path):
    answers = re.findall(r"\{admonition\}", section(path, "Check yourself"))
    forms = source(path).partition("## Check yourself")[2].count("\nask.")
    assert len(answers) + forms >= 2
    assert section(path, "Check yourself").count(":class: dropdown") == len(answers)


@every_chapter
def test_every_exercise_has_its_solution(path):
    text = source(path)
    exercises = re.findall(r"\{exercise(?:-start)?\}[^\n]*\n(?::[^\n]*\n)*?:label: (\S+)", text)
    solutions = re.findall(r"\{solution(?:-start)?\} (\S+)", text)
    assert 2 <= len(exercises) <= 4
    assert exercises == solutions
    assert all(label.startswith(f"ex-{path.stem}") for label in exercises)


@every_chapter
def test_a_chapter_is_neither_a_note_nor_a_book(path):
    shown = sum(
        len(cell.source.strip().splitlines()) for cell in cells(path) if not tags(cell) & FOLDED
    )
    assert len(words(path)) in WORDS
    assert shown <= VISIBLE_LINES
    assert len(words(path)) >= 10 * shown


@every_chapter
def test_cells_are_short_and_carry_known_tags_only(path):
    for cell in cells(path):
        assert tags(cell) <= TAGS
        assert 1 <= len(cell.source.strip().splitlines()) <= CELL_LINES
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.end_lineno - node.lineno < DEF_LINES


@every_chapter
def test_a_claim_is_a_hidden_cell_that_asserts(path):
    claims = [cell for cell in cells(path) if "claim" in tags(cell)]
    assert claims
    for cell in claims:
        assert "hide-cell" in tags(cell)
        assert any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(cell.source)))


@every_chapter
def test_every_claim_holds_and_the_chapter_runs_in_time(path):
    values, _, seconds = run(path)
    assert len(values) == len(cells(path))
    assert seconds < SECONDS


@every_chapter
def test_what_is_glued_is_used_and_what_is_used_is_glued(path):
    used = re.findall(r"\{glue(?::\w+)?\}`([^`:]+)(?::[^`]*)?`", prose(path))
    _, glued, _ = run(path)
    assert set(glued) == set(used)
    assert all(key.startswith(f"{path.stem}-") for key in glued)
    assert [text for text in glued.values() if "(" in repr(text).strip("'")] == []


@every_chapter
def test_numbers_are_glued_where_they_are_asserted(path):
    for cell in cells(path):
        assert "glue(" not in cell.source or "claim" in tags(cell)


@every_chapter
def test_every_explorer_has_a_caption_and_a_name(path):
    values, _, _ = run(path)
    shown = [cell for cell, value in zip(cells(path), values) if isinstance(value, Explorer)]
    assert 1 <= len(shown) <= 3
    for cell in shown:
        figure = cell.metadata["mystnb"]["figure"]
        assert len(figure["caption"]) >= 40
        assert figure["name"].startswith(f"fig-{path.stem}-")
        assert "hide-input" in tags(cell)


def test_no_explorer_and_no_figure_name_stands_twice():
    shown, names = [], []
    for path in CHAPTERS:
        for cell, value in zip(cells(path), run(path)[0]):
            if isinstance(value, Explorer):
                shown.append(value.slug)
                names.append(cell.metadata["mystnb"]["figure"]["name"])
    assert len(set(names)) == len(names)
    assert sorted(shown) == sorted(offered())


def bibliography():
    """Return the entries of the bibliography: key and text."""
    text = source(ROOT / "chapters/references.bib")
    found = re.findall(r"^@\w+\{([^,]+),\n(.*?)^\}", text, flags=re.DOTALL | re.MULTILINE)
    assert len(found) == len(re.findall(r"^@", text, flags=re.MULTILINE))
    return found


def test_every_key_cited_is_in_the_bibliography_and_every_entry_is_cited():
    keys = [key for key, _ in bibliography()]
    package = "\n".join(map(source, sorted((ROOT / "nflsim").rglob("*.py"))))
    cited = set(re.findall(r"\[(\w+)\]_", package))
    cited |= {key for path in PAGES for key in citations(source(path))}
    assert len(set(keys)) == len(keys)
    assert cited == set(keys)


@pytest.mark.parametrize(("key", "entry"), bibliography(), ids=[key for key, _ in bibliography()])
def test_every_entry_can_be_followed_and_is_named_after_author_and_year(key, entry):
    assert re.search(r"^\s*(doi|url)\s*=", entry, flags=re.MULTILINE)
    assert re.fullmatch(r"[a-z]+(1[6-9]|20)\d\d[a-z]?", key)


def test_every_model_is_used_by_a_chapter():
    """A module that no chapter imports is one that no reader needs."""
    used = set()
    for path in CHAPTERS:
        for cell in cells(path):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.ImportFrom):
                    used |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    models = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "nflsim").rglob("*.py")
        if not file.stem.startswith("_")
    }
    assert {name for name in models if not name.startswith("nflsim.explorer")} <= used
