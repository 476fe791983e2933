"""What other sites and search engines read: titles, a picture, where a page lives, a sitemap.

Absolute addresses, and the page for addresses that lead nowhere, need to know where the book
will be; without that they are left out.
"""

import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from markupsafe import Markup
from sphinx.errors import ExtensionError

from book_ext import address
from book_ext.publishing import card

CARD = "_static/card.png"
RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?!#|/|[a-z]+:)')
LOST = (
    "<h1>No such page</h1><p>There is nothing at this address. The contents are beside this text, "
    'and the search knows every page; or start at <a href="index.html">the front page</a>.</p>'
)


def locate(app, config):
    """Tell Sphinx and the theme where book and repository are, if anybody knows."""
    if where := address.find():
        config.html_baseurl = config.html_baseurl or where.book
        config.html_theme_options |= {
            "repository_url": where.repository,
            "use_repository_button": True,
        }


def tags(app, pagename, templatename, context, doctree):
    """Describe a page to those who link to it."""
    if not doctree:
        return
    base, front = app.config.html_baseurl, pagename == app.config.root_doc
    described = (
        m["content"] for m in doctree.findall(nodes.meta) if m.get("name") == "description"
    )
    if (description := next(described, None)) is None:
        raise ExtensionError(f"{pagename}: html_meta must hold a description, got none")
    facts = {
        "og:type": "website" if front else "article",
        "og:site_name": app.config.html_title,
        "og:title": Markup(context["title"]).striptags(),
        "og:description": description,
    }
    if base:
        facts |= {
            "og:url": context["pageurl"],
            "og:image": base + CARD,
            "og:image:width": card.SIZE[0],
            "og:image:height": card.SIZE[1],
            "og:image:alt": card.SUMMARY,
        }
    lines = [
        f'<meta property="{name}" content="{escape(str(is_))}">' for name, is_ in facts.items()
    ]
    kind = "summary_large_image" if base else "summary"
    lines.append(f'<meta name="twitter:card" content="{kind}">')
    context["metatags"] = "\n".join([context["metatags"], *lines])


def lost(app):
    """Add the page that Pages shows for addresses that lead nowhere."""
    if app.config.html_baseurl:
        yield "404", {"title": "No such page", "body": LOST}, "page.html"


def finish(app, exception):
    """Write what needs the book's address."""
    base, out = app.config.html_baseurl, Path(app.outdir)
    if exception or not base or app.builder.name != "html":
        return
    card.draw(app.config.html_title, out / CARD)
    urls = "".join(
        f"<url><loc>{base}{page}.html</loc></url>\n" for page in sorted(app.env.found_docs)
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{urls}</urlset>\n'
    (out / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    page = out / "404.html"
    page.write_text(rooted(page.read_text(encoding="utf-8"), urlsplit(base).path), encoding="utf-8")


def rooted(html: str, root: str) -> str:
    """Return a page whose relative addresses start at the site's root, so it works at any depth."""
    return RELATIVE.sub(lambda found: f'{found[1]}="{root}', html).replace(
        f'="{root}./', f'="{root}'
    )


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", locate)
    app.connect("html-page-context", tags)
    app.connect("html-collect-pages", lost)
    app.connect("build-finished", finish)
