"""`make links` tells a link that is alive from one that is broken, moved or silent."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
SETTINGS = {name: value for name, value in CONFIG.items() if name.startswith("linkcheck_")}


class Outside(BaseHTTPRequestHandler):
    """Answers like the web: well, elsewhere, not at all, or only after some retries."""

    over = threading.Event()
    asked: list[str] = []  # noqa: RUF012, what the requests have in common

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/silent":
            self.over.wait(30)
        moved, shaky = (
            self.path == "/moved",
            self.path == "/shaky" and self.asked.count("/shaky") < 4,
        )
        self.send_response(
            301 if moved else 200 if self.path in ("/good", "/shaky") and not shaky else 404
        )
        self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, format, *args):
        """Say nothing."""


@pytest.fixture
def outside():
    """Return the address of a small web."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        Outside.over.set()
        server.shutdown()


def checked(folder, *links):
    """Return the exit status of a check of a page with these links, and what it says of each."""
    settings = {"extensions": ["book_ext.pages.links"]} | SETTINGS | {"linkcheck_timeout": 1}
    lines = [f"{name} = {value!r}" for name, value in settings.items()]
    lines = ["import sys", f"sys.path.insert(0, {str(ROOT)!r})", *lines]
    (folder / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    (folder / "index.rst").write_text("\n".join(["Links", "=====", "", *links]), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "linkcheck", folder, folder / "out"]
    status = subprocess.run(command, capture_output=True).returncode
    found = map(json.loads, (folder / "out/output.json").read_text(encoding="utf-8").splitlines())
    return status, {each["uri"]: each["status"] for each in found}


def test_good_and_moved_links_pass_and_one_that_fails_at_first_is_tried_again(tmp_path, outside):
    links = [f"{outside}/{name}" for name in ("good", "moved", "shaky")]
    status, said = checked(tmp_path, *links)
    assert said == dict(zip(links, ("working", "redirected", "working"), strict=True))
    assert status == 0


@pytest.mark.parametrize(("name", "verdict"), [("gone", "broken"), ("silent", "broken")])
def test_a_broken_link_and_a_silent_one_fail(tmp_path, outside, name, verdict):
    status, said = checked(tmp_path, f"{outside}/{name}")
    assert said == {f"{outside}/{name}": verdict}
    assert status != 0


def test_a_doi_is_asked_of_the_registry_and_not_of_the_publisher():
    from book_ext.pages import links

    assert links.ask(None, "https://doi.org/10.1/a(b)") == "https://doi.org/api/handles/10.1/a(b)"
    assert links.ask(None, "https://example.org/10.1/a") is None
