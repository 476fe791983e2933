"""What pages get from data: tables of checks, joins of prose and figure, a picture."""

import json
from pathlib import Path

import pytest

from book_ext.figures import checked, joins
from nflsim import explorers
from nflsim.explorer import page

ROOT = Path(__file__).resolve().parent.parent

FIGURE = explorers.every()["second-task"]
CONTROLS, FACTS = page.controls(FIGURE), FIGURE.at().facts


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Return a function that leaves a run's figures behind."""
    monkeypatch.setattr(checked, "FIGURES", tmp_path)
    return lambda name, passed: (tmp_path / f"{name}.json").write_text(
        json.dumps({"passed": passed})
    )


def test_without_a_run_on_record_the_page_shows_nothing(record):
    assert checked.runs() == ""


def test_the_page_prints_what_the_runs_passed_and_no_other(record):
    record("site", 321)
    record("unit", 4321)
    rows = [line for line in checked.runs().splitlines() if line.endswith("1 |")]
    assert [row.split("|")[2].strip() for row in rows] == ["4,321", "321"]
    assert "JupyterLab" not in checked.runs()


def test_assertions_of_a_chapter_are_counted_and_those_in_its_text_are_not(tmp_path):
    chapter = tmp_path / "chapter.md"
    cells = "assert 1 == 1\nfor i in (1, 2):\n    assert i"
    chapter.write_text(f"assert nothing\n\n```{{code-cell}} ipython3\n{cells}\n```\n")
    assert checked.assertions(chapter) == 2


def test_the_page_counts_figures_and_states():
    table = checked.pages()
    assert f"| figures | {len(explorers.every())} |" in table
    assert f"{sum(len(each.states) for each in explorers.every().values()):,} |" in table


def test_a_term_is_a_link_with_the_sample_of_its_curve():
    term = joins.curve("a budget & more", "second-task", "split")
    assert term.startswith('<a class="explorer-term" href="#second-task" data-curve="split"><svg')
    assert term.endswith("</svg>a budget &amp; more</a>")
    assert joins.curve("a", "second-task", "nothing") is None


@pytest.mark.parametrize("part", ["budget", "relatedness", "factor"])
def test_a_number_is_the_first_states_and_no_other(part):
    first = {"budget": "20", "relatedness": "0.5"} | FACTS
    place = joins.now(first[part], "second-task", part)
    assert place.endswith(f'data-of="second-task" data-part="{part}">{first[part]}</span>')
    assert joins.now(first[part] + "1", "second-task", part) is None
    assert joins.now(first[part], "second-task", "nothing") is None


def test_a_picture_of_a_figure_has_nothing_that_would_do_nothing():
    still = page.still(FIGURE.title, FIGURE.figure, FIGURE.at().arrays, FIGURE.summary)
    assert FIGURE.title in still
    assert FIGURE.summary[:40] in still
    assert not any(tag in still for tag in ("<input", "<select", "<a ", "tabindex", "<details"))
