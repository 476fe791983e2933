"""A page without scripts it never runs, and with names and roles that fit its parts."""

import re

TIDY = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The icon font makes this script, the heaviest file of a page, superfluous.
        (r"\s*<(?:script|link)[^>]*fontawesome\.js[^>]*>(?:</script>)?", ""),
        # Firefox would fetch the next page in advance, and the policy of the pages refuse it.
        (r'\s*<link rel="next"[^>]*>', ""),
        # A label that hides the visible text from those who speak to their machine.
        (r'(<button class="btn search-button-field[^"]*")[^>]*>', r"\1>"),
        (r'(<summary) aria-label="Toggle hidden content">', r"\1>"),
        # Content outside all landmarks, and a role that no longer exists.
        (
            r'(<div class="sidebar-primary-items__start[^"]*")>',
            r'\1 role="region" aria-label="Site">',
        ),
        (r'role="doc-biblioentry"', 'role="listitem"'),
    )
]
SEARCH = re.compile(
    r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js"></script>'
)


def tidied(page: str) -> str:
    """Return a page made lighter and easier to use."""
    if 'id="search-results"' not in page:
        page = SEARCH.sub("", page)
    for pattern, replacement in TIDY:
        page = pattern.sub(replacement, page)
    return page
