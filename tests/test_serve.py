"""The server behind `make serve`: what a web host would send, and nothing beside the folder."""

import gzip
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tools.serve import serving

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def address(tmp_path):
    """Return the address of a folder that lies beside a secret."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "folder"
    (folder / "empty").mkdir(parents=True)
    (folder / "index.html").write_text("é" * 1000, encoding="utf-8")
    for name in ("a.js", "a.woff2", "a.css"):
        (folder / name).write_text("x" * 2000)
    with serving(folder) as where:
        yield where


def asked(url, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)


def test_text_comes_compressed_with_its_charset_and_is_asked_for_again(address):
    with asked(f"{address}/", **{"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(answer.read()).decode() == "é" * 1000
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    with pytest.raises(HTTPError, match="304"):
        asked(f"{address}/", **{"If-None-Match": answer.headers["Etag"]})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.woff2", "font/woff2"),
    ],
)
def test_a_browser_is_told_what_it_gets_whatever_the_machine_calls_it(address, name, kind):
    with asked(f"{address}/{name}") as answer:
        assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize(
    "path", ["empty/", "missing", "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt"]
)
def test_nothing_is_listed_and_nothing_beside_the_folder_is_served(address, path):
    with pytest.raises(HTTPError, match=r"403|404"):
        asked(f"{address}/{path}")


def test_a_port_in_use_is_told_and_the_next_one_taken():
    code = "import asyncio; from tools import serve\n"
    code += (
        "async def main(): print(await serve.listen_somewhere('.', {port}))\nasyncio.run(main())"
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", code.format(port=port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *told, found = done.stdout.splitlines()
    # Another program may hold the next port as well.
    tried = range(port, int(found))
    assert told == [f"serve: port {each} is in use, trying the next one" for each in tried]
    assert told


@pytest.mark.parametrize("port", ["-1", "65536", "٣", "a"])
def test_a_port_that_is_none_is_told(port):
    done = subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env=os.environ | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert f"PORT must be a whole number from 0 to 65535, not '{port}'" in done.stderr
