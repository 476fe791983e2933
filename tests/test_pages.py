"""What makes pages: where it stops, where it goes on, and what it leaves out."""

import socket
import subprocess
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError
from sphinxcontrib import katex

from book_ext.pages import assets, finish, formulas, policy, tidy
from book_ext.publishing import metadata

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """Return a root with a lock file and nothing installed."""
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "MODULES", tmp_path / "node_modules")
    return tmp_path / "node_modules"


def npm(status, asked):
    def run(arguments, **_):
        asked.append(arguments[0])
        return SimpleNamespace(returncode=status)

    return run


def test_what_pages_load_is_fetched_once_and_again_when_the_pins_change(modules, monkeypatch):
    asked = []
    monkeypatch.setattr(assets, "npm", npm(0, asked))
    assets.fetch()
    assets.fetch()
    assert asked == ["ci"]
    (modules.parent / "package-lock.json").write_text('{"new": 1}')
    assets.fetch()
    assert asked == ["ci", "ci"]


def test_without_a_network_a_build_stops_with_a_sentence_and_a_later_one_tries_again(
    modules, monkeypatch
):
    asked = []
    monkeypatch.setattr(assets, "npm", npm(1, asked))
    for _ in range(2):
        with pytest.raises(ExtensionError, match="with a network, the same command goes on"):
            assets.fetch()
    assert asked == ["ci", "ci"]


def test_formulas_go_through_a_socket_in_a_folder_that_may_not_listen_yet(tmp_path, monkeypatch):
    """It is refused at first: there, but nobody listens."""
    place = tmp_path / "katex.sock"
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    bound.bind(str(place))

    def listen():
        time.sleep(0.2)
        bound.listen()

    monkeypatch.setattr(katex.KaTeXServer, "build_command", lambda **_: ["sleep", "30"])
    thread = threading.Thread(target=listen)
    thread.start()
    process, connection = formulas.start(tmp_path, 10)
    thread.join()
    assert connection.family == socket.AF_UNIX
    for each in (connection, bound, process.stdin, process.stdout):
        each.close()
    process.kill()
    process.wait()


def test_a_server_of_formulas_that_never_answers_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(katex.KaTeXServer, "build_command", lambda **_: ["sleep", "30"])
    with pytest.raises(katex.KaTeXError):
        formulas.start(tmp_path, 0.1)


def test_a_page_without_the_place_of_its_policy_is_refused():
    with pytest.raises(ExtensionError, match="where its policy goes"):
        policy.stated('<head><meta charset="UTF-8"></head>')


def test_what_a_page_runs_first_is_allowed_by_its_hash_and_the_books_own_host_by_name():
    page = policy.stated(f"<head>{policy.CHARSET}</head>", "let a = 1;", "https://a.example")
    assert page.index("Content-Security-Policy") < page.index("let a = 1;")
    assert policy.digest("let a = 1;") in page
    assert "script-src 'self' file: https://a.example 'sha256-" in page


def test_no_browser_is_asked_to_fetch_what_the_policy_refuses():
    assert tidy.tidied('<head><link rel="next" title="b" href="b.html" /></head>') == (
        "<head></head>"
    )


def test_a_page_that_does_not_describe_itself_is_named():
    doctree = SimpleNamespace(findall=lambda kind: [])
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl="", root_doc="index"))
    with pytest.raises(ExtensionError, match=r"^chapters/a: html_meta must hold a description"):
        metadata.tags(app, "chapters/a", "page.html", {"title": "A"}, doctree)


def test_every_file_in_the_repository_has_the_ends_of_lines_that_unix_knows():
    """A clone on Windows has them too: what runs in a shell must not end its lines otherwise."""
    listed = subprocess.check_output(["git", "ls-files", "--eol"], cwd=ROOT, text=True)
    assert len(listed.splitlines()) > 200
    for line in listed.splitlines():
        text = line.startswith(("i/lf", "i/none")) and "attr/text=auto eol=lf" in line
        assert text or line.startswith("i/-text"), line


def test_a_page_of_an_older_build_is_named_and_one_kept_is_taken_as_sphinx_wrote_it(tmp_path):
    page, kept = tmp_path / "page.html", tmp_path / "kept/page.written"
    raw = f"<head>{policy.CHARSET}</head>"
    page.write_text(policy.stated(raw))
    with pytest.raises(ExtensionError, match="older build: remove _build and build again"):
        finish.as_written(page, kept)
    page.write_text(raw)
    assert finish.as_written(page, kept) == raw
    page.write_text(policy.stated(raw))
    assert finish.as_written(page, kept) == raw
