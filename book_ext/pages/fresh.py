"""Pages are made anew when the package changed: their cells would give other figures."""

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "nflsim"


def fingerprint() -> str:
    """Return a hash of the code that the chapters' cells run."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def outdated(app, env, added, changed, removed):
    """Name all pages if the package is another: Sphinx knows only when a page changed."""
    now, before = fingerprint(), getattr(env, "nflsim_fingerprint", None)
    env.nflsim_fingerprint = now
    return [] if now == before else sorted(env.found_docs)


def setup(app):
    """Register with Sphinx."""
    app.connect("env-get-outdated", outdated)
