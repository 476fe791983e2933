"""The built book, a browser, and a watch over what pages ask for and complain about."""

from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

import book
from tools.browser import launch_options
from tools.serve import serve

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
    with serve(book.HTML, 0) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser():
    """Return a browser that knows no other host."""
    options = launch_options()
    options["args"] = [*options["args"], f"--host-resolver-rules={HERE}"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(**options)
        yield running
        running.close()


@pytest.fixture
def reader(browser, server):
    """Return a reader whose pages must not complain, nor ask another host."""
    one = Reader(browser, server)
    yield one
    assert one.close() == []
