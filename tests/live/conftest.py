"""A real JupyterLab with the chapters as notebooks, and a browser to open it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import sync_playwright

from book_ext.publishing.notebooks import KERNEL
from nflsim import explorers
from tools import notebooks
from tools.browser import launch

BUILT = Path(__file__).resolve().parents[2] / "_build/notebooks"
PATIENCE = 120  # seconds for the server to answer


def every_figure(path):
    """Write a notebook that shows every figure of the book."""
    path.parent.mkdir()
    cells = [nbformat.v4.new_code_cell("from nflsim import explorers")]
    cells += [nbformat.v4.new_code_cell(f'explorers.every()["{s}"]') for s in explorers.every()]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Return the address of a JupyterLab over a folder of the chapters' notebooks."""
    home = tmp_path_factory.mktemp("lab")
    notebooks.make(BUILT, home / "notebooks")
    every_figure(home / "notebooks/every/figure.ipynb")
    plain = home / "config/labconfig"
    plain.mkdir(parents=True)  # without the extension that reads MyST
    (plain / "page_config.json").write_text('{"disabledExtensions": {"jupyterlab-myst": true}}')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = home / "settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    said = (home / "lab.log").open("w+", encoding="utf-8")
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={home}"),
        *("--ServerApp.token=", "--ServerApp.password=", "--LabApp.news_url=None"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--LabApp.user_settings_dir={home / 'settings'}",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]
    mine = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "RUNTIME")}
    mine |= {"IPYTHONDIR": str(home / "ipython")}
    environment = {**os.environ, **mine}
    environment.pop("EXPLORER_MODE", None)
    server = subprocess.Popen(
        command, cwd=home, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment
    )
    try:
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + PATIENCE
        while not answers(f"{address}/api/status"):
            if server.poll() is not None or time.monotonic() > end:
                said.seek(0)
                pytest.fail(f"JupyterLab did not start:\n{said.read()[-3000:]}")
            time.sleep(0.2)
        yield address
        stop_kernels(address)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        said.close()


def answers(address):
    """Tell whether a server answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def stop_kernels(address):
    """Ask the server to end itself and its kernels, as its own menu does."""
    request = urllib.request.Request(f"{address}/api/shutdown", method="POST")
    try:
        urllib.request.urlopen(request, timeout=20).close()
    except OSError:
        return


@pytest.fixture(scope="session")
def browser():
    """Return a browser that knows no other host."""
    here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        running = launch(playwright, [here])
        yield running
        running.close()
