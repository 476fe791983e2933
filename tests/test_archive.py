"""The book as one file: the same bytes for the same book, and what opens without a server."""

import os
import zipfile
from pathlib import Path

import pytest

from tools import archive

ROOT = Path(__file__).resolve().parent.parent

NAMES = ["index.html", "_static/b.css", "_static/a.css", "chapters/one.html"]
LEFT_OUT = [".stamp", "_static/.hidden", "404.html", "sitemap.xml", "_sources/index.md"]


@pytest.fixture
def book(tmp_path):
    """Return a book in small."""
    for name in NAMES + LEFT_OUT:
        path = tmp_path / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "html"


def test_it_holds_the_book_in_one_folder_and_nothing_that_needs_a_server(book, tmp_path):
    archive.pack(book, tmp_path / "book.zip")
    with zipfile.ZipFile(tmp_path / "book.zip") as packed:
        assert packed.namelist() == [f"{archive.NAME}/{name}" for name in sorted(NAMES)]
        assert packed.read(f"{archive.NAME}/index.html") == b"index.html"


def test_the_same_book_gives_the_same_bytes_whenever_and_by_whomever_it_was_built(book, tmp_path):
    archive.pack(book, tmp_path / "one.zip")
    for path in book.rglob("*.html"):
        os.utime(path, (0, 0))
        path.chmod(0o600)
    archive.pack(book, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
