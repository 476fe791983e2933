"""CITATION.cff says what the package says of itself, and the page says what it says."""

import tomllib
from pathlib import Path

import pytest
import yaml

from book_ext import address
from book_ext.publishing import citation

ROOT = Path(__file__).resolve().parent.parent

FILE = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))


def test_authors_version_title_and_keywords_are_those_of_package_and_book():
    assert FILE["authors"] == PROJECT["authors"]
    assert FILE["version"] == PROJECT["version"]
    assert FILE["keywords"] == PROJECT["keywords"]
    assert FILE["title"] == CONFIG["title"]


def test_it_has_the_keys_that_the_format_demands():
    assert FILE.keys() >= {"cff-version", "message", "title", "authors"}
    assert FILE["cff-version"] == "1.2.0"


@pytest.mark.parametrize("known", [True, False])
def test_the_line_names_author_year_title_version_and_where_it_is_if_that_is_known(
    monkeypatch, known
):
    where = address.Address("a", "b") if known else None
    monkeypatch.setattr(address, "find", lambda: where)
    assert "".join(citation.parts("2026")) == (
        "The nflsim contributors (2026). Why Specialization Is Inevitable, and when it is not. "
        f"Version {PROJECT['version']}." + " https://a.github.io/b/" * known
    )
