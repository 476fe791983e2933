"""A chapter as a notebook: where it does not find nflsim, its first cell knows where to get it."""

import json
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from tools import notebooks

ROOT = Path(__file__).resolve().parent.parent

CELLS = [("markdown", "# One"), ("code", "1 + 1")]
WHERE = "nflsim[chapters] @ git+https://example.org/book@abc"


@pytest.fixture
def chapters(tmp_path):
    """Return a folder with one chapter, as a build leaves it."""
    (tmp_path / "built/part").mkdir(parents=True)
    cells = [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in CELLS]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "built/part/one.ipynb").write_text(json.dumps(whole))
    return tmp_path / "built"


def cells(chapters, requirement):
    text = notebooks.installing((chapters / "part/one.ipynb").read_text(), requirement)
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]


def test_without_an_address_a_notebook_is_the_chapter_and_no_more(chapters):
    assert cells(chapters, None) == CELLS


def test_with_an_address_a_cell_stands_before_it(chapters):
    first, *rest = cells(chapters, WHERE)
    assert rest == cells(chapters, None)
    assert f'%pip install --quiet "{WHERE}"' in first[1]


@pytest.mark.parametrize("missing", [True, False])
def test_the_cell_installs_where_the_package_is_missing_and_does_nothing_elsewhere(
    chapters, monkeypatch, missing
):
    installed = []
    shell = InteractiveShell()
    shell.register_magic_function(installed.append, magic_name="pip")
    find = "importlib.util.find_spec"
    monkeypatch.setattr(find, lambda name: None if missing and name == "nflsim" else object())
    shell.run_cell(cells(chapters, WHERE)[0][1]).raise_error()
    assert installed == [f'install --quiet "{WHERE}"'] * missing


def test_a_notebook_is_made_anew_when_its_address_changes_and_kept_when_nothing_does(chapters):
    made = chapters.parent / "notebooks"
    assert notebooks.make(chapters, made, WHERE) == ["part/one.ipynb made"]
    assert notebooks.make(chapters, made, WHERE) == []
    assert notebooks.make(chapters, made, None) == ["part/one.ipynb made"]
    assert notebooks.edited(made) == []
