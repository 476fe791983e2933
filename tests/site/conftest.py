"""The built book, a browser, and a watch over what pages ask for and complain about."""

import bare
import pytest
from playwright.sync_api import sync_playwright

import book
from tools.browser import launch
from tools.serve import serving

HERE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no other host has an address


class Reader:
    """Opens pages and remembers every complaint and every request to another host."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.contexts, self.requests, self.complaints, self.broken = [], [], [], []

    def url(self, page, way="http"):
        """Return where a page of the book is."""
        return f"{self.address}/{page}" if way == "http" else (book.HTML / page).as_uri()

    def new(self, **options):
        """Return an empty page of its own; options are those of a browser's context."""
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        context = self.browser.new_context(**options)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._heard)
        context.on("weberror", lambda event: self.complaints.append(str(event.error)))
        return context.new_page()

    def open(self, page, link="", way="http", **options):
        """Return a page of the book, loaded."""
        tab = self.new(**options)
        tab.goto(self.url(page, way) + link)
        return tab

    def without(self, pattern, page, **options):
        """Return a page of the book whose files that match `pattern` are missing."""
        tab = self.new(**options)
        self.broken.append(pattern)
        tab.route(f"**/{pattern}*", lambda route: route.abort())
        tab.goto(self.url(page))
        return tab

    def _heard(self, message):
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def close(self):
        """Close all pages and return what went wrong on them."""
        for context in self.contexts:
            context.close()
        local = (self.address, "file:", "data:", "blob:", "about:", "chrome-error:")
        asked = [url for url in self.requests if not url.startswith(local)]
        missed = [pattern.partition("*")[0] for pattern in self.broken]
        heard = [text for text in self.complaints if not any(part in text for part in missed)]
        return asked + heard


@pytest.fixture(scope="session")
def server():
    """Return the address of the book, served as a host would serve it."""
    if not (book.HTML / "index.html").is_file():
        raise pytest.UsageError("there is no book in _build/html yet; run `make book` first")
    with serving(book.HTML) as address:
        yield address


@pytest.fixture(scope="session")
def playwright():
    """Return what drives browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright):
    """Return a browser that knows no other host."""
    running = launch(playwright, [f"--host-resolver-rules={HERE}"])
    yield running
    running.close()


@pytest.fixture
def reader(browser, server):
    """Return a reader whose pages must not complain, nor ask another host."""
    one = Reader(browser, server)
    yield one
    assert one.close() == []


@pytest.fixture(scope="session")
def bare_server(tmp_path_factory):
    """Return the address of a page with three explorers and nothing of the book's theme."""
    explorers = (bare.PINS, bare.MAP, bare.SPLIT)
    folder = bare.write(tmp_path_factory.mktemp("bare"), *explorers, text=bare.TEXT)
    with serving(folder) as address:
        yield address


@pytest.fixture
def opened(reader, bare_server):
    """Return a function that opens that page in a browser which a script has spoiled."""

    def open_page(script="", **options):
        reader.address = bare_server
        tab = reader.new(**options)
        tab.add_init_script(script)
        tab.goto(reader.url("index.html"))
        return tab

    reader.address = bare_server
    return open_page
