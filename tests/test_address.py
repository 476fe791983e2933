"""The repository's address: one line of configuration, or what GitHub Actions sets."""

from pathlib import Path

import pytest
import yaml

from book_ext import address

ROOT = Path(__file__).resolve().parent.parent

ACTIONS = {
    "GITHUB_REPOSITORY": "Some-One/the.book",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": "0123abc",
}


@pytest.fixture
def config(tmp_path):
    """Return a function that writes a configuration with an address."""

    def write(url):
        path = tmp_path / "_config.yml"
        path.write_text(yaml.safe_dump({"repository": {"url": url}}), encoding="utf-8")
        return path

    return write


def test_an_empty_line_is_no_address(config):
    assert address.find({}, config("")) is None


def test_the_book_has_exactly_one_line_for_it():
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["repository"].keys() == {"url", "branch"}
    assert text.count("github.com") == text.count("github.com/OWNER/NAME")


def test_a_configured_address_leads_to_main(config):
    where = address.find({}, config("https://github.com/someone/book.git"))
    assert where == address.Address("someone", "book", "main")
    assert where.repository == "https://github.com/someone/book"
    assert where.book == "https://someone.github.io/book/"


def test_a_run_of_actions_names_its_own_repository_and_commit(config):
    where = address.find(ACTIONS, config("https://github.com/someone/book"))
    assert where == address.Address("Some-One", "the.book", "0123abc")
    assert where.book == "https://some-one.github.io/the.book/"
    assert where.requirement.endswith("git+https://github.com/Some-One/the.book@0123abc")
    assert where.binder("part/one.ipynb") == (
        "https://mybinder.org/v2/gh/Some-One/the.book/0123abc"
        "?urlpath=lab/tree/notebooks/part/one.ipynb"
    )
    assert where.colab("part/one.ipynb") == (
        "https://colab.research.google.com/github/Some-One/the.book/blob/gh-pages"
        "/notebooks/part/one.ipynb"
    )


def test_a_run_on_another_server_does_not_count(config):
    elsewhere = ACTIONS | {"GITHUB_SERVER_URL": "https://git.example.org"}
    assert address.find(elsewhere, config("")) is None


def test_an_owners_own_page_is_served_at_the_root():
    assert address.parse("https://github.com/Me/me.github.io").book == "https://me.github.io/"


@pytest.mark.parametrize(
    "url",
    [
        "github.com/a/b",
        "https://github.com/a",
        "https://gitlab.com/a/b",
        "https://github.com/a/b/c",
    ],
)
def test_what_is_no_address_of_a_repository_is_refused_by_name(url):
    with pytest.raises(ValueError, match=r"repository\.url must be https://github.com/OWNER/NAME"):
        address.parse(url)
