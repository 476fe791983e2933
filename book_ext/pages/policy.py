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
TAG = '<meta http-equiv="Content-Security-Policy"'
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# On a disk no two files share an origin, so 'self' need not match there; from a web host nothing
# can load a file: address, so naming it opens nothing. In a sandboxed frame Safari lets 'self'
# match nothing: there the book's own address helps, where it is known.
HERE = "'self' file:"
SOURCES = {
    "default-src": "'none'",
    "script-src": "{here} {scripts}",
    # KaTeX and the figures place things by style attributes, hundreds a page, and Plotly writes
    # style elements: hashes cannot name what is computed.
    "style-src": "{here} 'unsafe-inline'",
    "img-src": "{here} data: blob:",
    "font-src": "{here} data:",
    "connect-src": "{here}",
    "form-action": "{here}",
    "base-uri": "'none'",
}


def policy(page: str, origin: str = "") -> str:
    """Return the policy of a page, given its HTML and the origin of the book, if known."""
    scripts = " ".join(sorted({digest(text) for text in INLINE.findall(page)}))
    here = f"{HERE} {origin}".strip()
    return "; ".join(
        f"{what} {where.format(here=here, scripts=scripts)}" for what, where in SOURCES.items()
    )


def digest(script: str) -> str:
    """Return the source that allows one inline script."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def stated(page: str, first: str = "", origin: str = "") -> str:
    """Return a page that states its policy before anything loads, and runs `first` right after."""
    if CHARSET not in page:
        raise ExtensionError(f"a page must have {CHARSET!r}, where its policy goes")
    page = page.replace(CHARSET, f"{CHARSET}<script>{first}</script>" if first else CHARSET, 1)
    tag = f'{TAG} content="{policy(page, origin)}" />'
    return page.replace(CHARSET, CHARSET + tag, 1)
