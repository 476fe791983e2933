"""The content security policy of every page: what it may load, and from where.

It stands in the page, so it holds on any host and in a file opened from a disk. Scripts written
into a page are allowed by their hashes, each page its own; any other is refused, whoever put it
there.
"""

import hashlib
import re
from base64 import b64encode

from sphinx.errors import ExtensionError

CHARSET = '<meta charset="utf-8" />'
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# On a disk no two files share an origin, so 'self' need not match there; from a web host nothing
# can load a file: address, so naming it opens nothing.
HERE = "'self' file:"
SOURCES = {
    "default-src": "'none'",
    "script-src": HERE,
    # KaTeX and the figures place things by style attributes, hundreds a page, and Plotly writes
    # style elements: hashes cannot name what is computed.
    "style-src": f"{HERE} 'unsafe-inline'",
    "img-src": f"{HERE} data: blob:",
    "font-src": f"{HERE} data:",
    "connect-src": HERE,
    "form-action": HERE,
    "base-uri": "'none'",
}


def policy(page: str) -> str:
    """Return the policy of a page, given its HTML."""
    scripts = sorted({digest(text) for text in INLINE.findall(page)})
    sources = SOURCES | {"script-src": " ".join([HERE, *scripts])}
    return "; ".join(f"{what} {where}" for what, where in sources.items())


def digest(script: str) -> str:
    """Return the source that allows one inline script."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def stated(page: str, first: str = "") -> str:
    """Return a page that states its policy before anything loads, and runs `first` right after."""
    if CHARSET not in page:
        raise ExtensionError(f"a page must have {CHARSET!r}, where its policy goes")
    page = page.replace(CHARSET, f"{CHARSET}<script>{first}</script>" if first else CHARSET, 1)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}" />'
    return page.replace(CHARSET, CHARSET + tag, 1)
