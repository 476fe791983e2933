"""The built book, and three engines to read it in."""

import shutil

import drivers
import pytest
from playwright.sync_api import sync_playwright

import book
from book_ext.pages import policy
from tools.serve import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Return the address of the book, whose pages know it as published ones do."""
    folder = tmp_path_factory.mktemp("published")
    with serving(folder) as address:
        shutil.copytree(book.HTML, folder, dirs_exist_ok=True)
        for page in book.PAGES:
            text = (folder / page).read_text(encoding="utf-8")
            head, policy_, rest = text.partition(policy.TAG)
            rest = rest.replace(policy.HERE, f"{policy.HERE} {address}")
            (folder / page).write_text(head + policy_ + rest, encoding="utf-8")
        yield address


@pytest.fixture
def platform(tmp_path):
    """Return a function that embeds a page as teaching platforms do, and returns where."""
    with serving(tmp_path) as address:

        def embed(url):
            frame = f'<iframe sandbox="allow-scripts" width="1200" height="800" src="{url}">'
            (tmp_path / "lesson.html").write_text(f"<!doctype html>{frame}</iframe>")
            return f"{address}/lesson.html"

        yield embed


@pytest.fixture(scope="session")
def playwright():
    """Return what drives Chromium, and others where it has its own."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request, playwright):
    """Return one engine after another."""
    with drivers.engine(request.param, playwright) as one:
        yield one


@pytest.fixture(autouse=True)
def quiet(engine):
    """Forget what the pages of the test before complained of."""
    if engine.complaints:
        engine.complaints.clear()
