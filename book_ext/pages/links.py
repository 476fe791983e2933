"""Which address tells whether a link is alive, for `make links`."""

import re

DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)")


def ask(app, uri):
    """Return where to ask for a DOI, or None to follow the link itself.

    Publishers turn programs away with an error, though the DOI is right and readers get in.
    """
    if doi := DOI.fullmatch(uri):
        return f"https://doi.org/api/handles/{doi[1]}"


def setup(app):
    """Register with Sphinx."""
    app.connect("linkcheck-process-uri", ask)
