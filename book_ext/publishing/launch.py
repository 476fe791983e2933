"""Buttons that open a chapter where its code runs; none while the repository has no address."""

from html import escape

from book_ext import address

BUTTONS = (
    '<div class="launch"><a href="{binder}">Run on Binder</a><a href="{colab}">Open in Colab</a>'
    "<details><summary>Run it yourself</summary>"
    "<p>Binder may take minutes to start, or hang. On your own machine, with Python 3.11 or newer, "
    "git and make, three lines do the same:</p>"
    '<pre tabindex="0">git clone {repository}\ncd {name}\nmake lab</pre></details></div>'
)


def buttons(where: address.Address, page: str) -> str:
    """Return the buttons of a chapter as HTML."""
    notebook = f"{page.removeprefix('chapters/')}.ipynb"
    links = {"binder": where.binder(notebook), "colab": where.colab(notebook)}
    parts = links | {"repository": where.repository, "name": where.name}
    return BUTTONS.format(**{name: escape(text) for name, text in parts.items()})


def add(app, pagename, templatename, context, doctree):
    """Put the buttons under a chapter's title."""
    where = address.find()
    if where and doctree and pagename.count("/") == 2:  # chapters/<part>/<name>
        context["body"] = context["body"].replace("</h1>", f"</h1>{buttons(where, pagename)}", 1)


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", add)
