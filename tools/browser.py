"""The browser of the site and live tests: find one, or install one.

Run as a script it makes sure that there is one and prints where it is.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import lru_cache

NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]
REMEDY = (
    "tests: no browser to test with. Install Chromium or Google Chrome "
    "(Debian: apt install chromium; macOS: brew install --cask google-chrome), "
    "or set CHROMIUM to the path of one, then run the same command again."
)


def run(command, seconds, **env):
    """Run a command without a terminal; return its exit status and what it said."""
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**os.environ, **env},
                start_new_session=True,  # so that a timeout ends its children too
            )
        except OSError as error:
            return 127, str(error)
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = 124
        said.seek(0)
        return status, said.read()


def works(path):
    """Tell whether a browser starts: some systems ship a stub that only prints advice."""
    return run([path, "--version"], 30)[0] == 0


def playwrights_own():
    """Return where Playwright keeps its own Chromium, or None without Playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@lru_cache(maxsize=1)
def find():
    """Return the path of a Chromium-like browser that starts, or None."""
    if wanted := os.environ.get("CHROMIUM"):
        if (path := shutil.which(wanted)) and works(path):
            return path
        raise SystemExit(f"tests: CHROMIUM is '{wanted}', which is no browser that starts here")
    for name in NAMES:
        if (path := shutil.which(name)) and works(path):
            return path
    path = playwrights_own()
    return path if path and os.path.exists(path) and works(path) else None


def is_root():
    """Tell whether this is the superuser (there is none on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def ensure():
    """Return a browser, installing one where that is possible without asking."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    ways = [("Playwright's Chromium", [own], 120)]
    if is_root() and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends"]
        install += ["chromium", "fonts-liberation"]
        ways.append(("the system's Chromium", [["apt-get", "update"], install], 600))
    said = ""
    for name, commands, seconds in ways:
        if path := find():
            return path
        print(f"tests: no browser found, installing {name}", file=sys.stderr, flush=True)
        for command in commands:
            status, said = run(command, seconds, DEBIAN_FRONTEND="noninteractive")
            if status:
                print(f"tests: '{' '.join(command)}' exited {status}", file=sys.stderr)
        find.cache_clear()
    if path := find():
        return path
    raise SystemExit(f"{said[-2000:]}\n{REMEDY}".strip())


def launch_options():
    """Return the arguments of Playwright's `chromium.launch`."""
    if not (path := find()):
        raise SystemExit(REMEDY)
    return {
        "executable_path": path,
        "headless": True,
        "args": [
            *(["--no-sandbox"] if is_root() else []),  # Chromium's sandbox refuses the superuser
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


if __name__ == "__main__":
    print(f"browser: {ensure()}")
