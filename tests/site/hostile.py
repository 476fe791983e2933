"""Addresses that a reader, a broken program or an enemy might write."""

from urllib.parse import quote

from nflsim import explorers

MARKUP = (
    "<img src=x onerror=window.hacked=1>",
    "\"'><svg onload=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "javascript:window.hacked=1",
    "' onfocus='window.hacked=1' autofocus='",
    "${window.hacked=1}",
)
ODD = (
    "%",
    "%zz",
    "%E0%A4%A",
    "%00",
    "\0",
    "\n",
    "\\",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udfff\ud8ff",
)
ODD += ("\u0665", "\u00bd", "\U0001f4a5", "e\u0301", "\u212a", "\ufeff", " ", "+", "", "#", "?")
NAMES = ("__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "length", "with")
NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 400, "0x10", "-0", "1e-320")
NUMBERS += (".", "-", "1_000", "0.1.2", "1e", "2abc", "null", "undefined", "true", "[]", "{}")
SELECTORS = ("body *", "main", ":root", "a:not(", "[name=", "search", "page-top", "*", "#", ".x")
HOSTILE = MARKUP + ODD + NAMES + NUMBERS + SELECTORS


def one_of(rng, near):
    """Return a maker of parts of an address, slug, name and value, most of which mean something."""
    explorer = rng.choice(near if rng.random() < 0.8 else list(explorers.every().values()))
    control = rng.choice(explorer.controls)
    means = (explorer.slug, control.name, control.token(rng.choice(control.values)))
    return lambda part: means[part] if rng.random() < 0.8 else rng.choice(HOSTILE)


def address(rng, near):
    """Return what a reader, a broken program or an enemy might write after a page's address.

    Most parts mean something to one of the explorers `near`.
    """
    pieces = [one_of(rng, near) for _ in range(rng.choice((1, 1, 2, 3, 9)))]
    pairs = [f"{piece(1)}{rng.choice('======&[')}{piece(2)}" for piece in pieces]
    slug = pieces[0](0)
    if rng.random() < 0.1:
        slug = rng.choice(
            (slug.upper(), slug[:-1], quote(slug[:1], errors="replace") + slug[1:], f" {slug}", "/")
        )
    text = rng.choice(("#", "#", "#", "", "##")) + slug + rng.choice("???????#&%") + "&".join(pairs)
    if rng.random() < 0.2:
        cut = rng.randrange(len(text) + 1)
        text = text[:cut] + rng.choice(HOSTILE) + text[cut:]
    if rng.random() < 0.1:
        text = "".join(
            f"%{rng.choice('0123457')}{rng.choice('0aFg')}" if c == "a" else c for c in text
        )
    if rng.random() < 0.005:
        text += rng.choice(("x", "&", "=", "%", "%41", "&a=1", "\u202e")) * (100_000 // 4)
    return text
