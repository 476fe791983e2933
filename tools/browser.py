"""The browser of tests and PDF: find one, or install one.

Run as a script it makes sure that there is one and prints which.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
REMEDY = (
    "browser: none to test with. Install Chromium or Google Chrome "
    "(Debian: apt install chromium; macOS: brew install --cask google-chrome), "
    "or set CHROMIUM to the path of one, then run the same command again."
)


def is_root() -> bool:
    """Tell whether this is the superuser (there is none on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def candidates() -> list[dict]:
    """Return the browsers to try, as options of `launch`: the one wanted, or all in order."""
    if wanted := os.environ.get("CHROMIUM"):
        return [{"executable_path": shutil.which(wanted) or wanted}]
    paths = filter(None, map(shutil.which, NAMES))
    return [
        *({"executable_path": path} for path in paths),
        *({"channel": name} for name in ("chrome", "msedge")),
        {},  # Playwright's own
    ]


def launch(playwright: Playwright, args=(), **options) -> Browser:
    """Return the first browser that starts: some systems have a stub that only prints advice.

    Raises
    ------
    SystemExit
        If none does; it says what to install.
    """
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    quiet += ["--no-sandbox"] * is_root()  # Chromium's sandbox refuses the superuser
    for candidate in candidates():
        try:
            return playwright.chromium.launch(**candidate, args=[*quiet, *args], **options)
        except Error as error:
            said = error
    if wanted := os.environ.get("CHROMIUM"):
        raise SystemExit(f"browser: CHROMIUM is '{wanted}', which does not start here") from said
    raise SystemExit(REMEDY) from said


def install(*packages: str) -> bool:
    """Install packages of Debian's where that needs no question; tell whether it was tried."""
    sudo = shutil.which("sudo") if os.environ.get("CI") else None
    if not shutil.which("apt-get") or not (is_root() or sudo):
        return False
    print(f"browser: installing {' and '.join(packages)}", file=sys.stderr, flush=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "timeout": 600}
    apt = [] if is_root() else [sudo, "--non-interactive"]
    apt += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run([*apt, "update"], **quiet)
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], **quiet)
    return True


def install_playwrights_own() -> bool:
    """Let Playwright fetch its Chromium; tell whether it could."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    print("browser: none found, fetching Playwright's Chromium", file=sys.stderr, flush=True)
    try:
        return not subprocess.run(command, stdout=subprocess.DEVNULL, timeout=300).returncode
    except subprocess.TimeoutExpired:
        return False


def main():
    """Print which browser starts here, if need be after installing one."""
    with sync_playwright() as playwright:
        try:
            running = launch(playwright)
        except SystemExit:
            if os.environ.get("CHROMIUM"):
                raise
            install_playwrights_own() or install("chromium", "fonts-liberation")
            running = launch(playwright)
        print(f"browser: Chromium {running.version}")
        running.close()


if __name__ == "__main__":
    main()
