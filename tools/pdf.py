"""Print the whole built book into one PDF: its pages joined in the order of the contents.

A browser prints them as it would print each page: figures in their first state, with reading and
table. Links inside the book stay inside the PDF.
"""

import posixpath
import sys
from pathlib import Path
from urllib.parse import urldefrag

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from book_ext.publishing import citation
from tools.browser import launch

ROOT = Path(__file__).resolve().parent.parent
BOOK, TARGET = ROOT / "_build/html", ROOT / "_build/why-specialization.pdf"
# What is of no use on paper: code that is folded on the page, its buttons, links to headings.
SCREEN = ".behind-switch, .code-switch, .launch, .headerlink, script, .copybtn, .docutils.footer"
REFERRING = ("for", "aria-labelledby", "aria-describedby", "headers")
TOGETHER = ".explorer-title, .explorer-legend, .explorer-plot"  # on one sheet of paper
STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm; }
html { font-size: 13.5px; background: none; font-variant-ligatures: none; }
body { display: block; }
.sheet { break-before: page; }
.cover { height: 230mm; display: flex; flex-direction: column; justify-content: center; }
.cover h1 { font-size: 2.6rem; }
.part { font-weight: 600; margin: 1rem 0 0.2rem; }
.toc-list { list-style: none; margin: 0; padding: 0; }
h1, h2, h3, caption { break-after: avoid; }
h1 { font-size: 1.9rem; }
.toc-list li { display: flex; justify-content: space-between; }
.admonition, tr, .together, .highlight { break-inside: avoid; }
.explorer { break-inside: auto; }
pre, code { white-space: pre-wrap; overflow-wrap: anywhere; }
"""
FOOT = (
    '<div style="width:100%;text-align:center;font:9px sans-serif;color:#555">'
    '<span class="pageNumber"></span></div>'
)


def contents(toc: dict) -> list[tuple[str, list[str]]]:
    """Return the parts of the book with their pages, the front page first."""
    parts = [
        (part["caption"], [each["file"] for each in part["chapters"]]) for part in toc["parts"]
    ]
    return [("", [toc["root"]]), *parts]


def anchor(page: str, place: str = "") -> str:
    """Return the name of a place of a page in the joined document."""
    return f"{page.replace('/', '-')}--{place}"


def article(book: Path, page: str, pages: set[str]):
    """Return a page's text, with names of its own and links that lead where they led."""
    soup = BeautifulSoup((book / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    text = soup.select_one("article.bd-article")
    for each in text.select(SCREEN):
        each.decompose()
    for each in text.select("details"):  # paper does not unfold
        each["open"] = ""
    for each in text.select("[id]"):
        each["id"] = anchor(page, each["id"])
    for name in REFERRING:
        for each in text.select(f"[{name}]"):
            names = each[name] if isinstance(each[name], list) else each[name].split()
            each[name] = " ".join(anchor(page, one) for one in names)
    for each in text.select("a[href]"):
        each["href"] = inside(each["href"], page, pages)
    for each in text.select("img[src]"):
        each["src"] = posixpath.join(book.as_uri(), posixpath.dirname(page), each["src"])
    for figure in text.select("figure.explorer"):
        group = soup.new_tag("div", attrs={"class": "together"})
        group.extend(figure.select(TOGETHER))
        figure.insert(0, group)
    text.name, text["class"], text["id"] = "section", "bd-article sheet", anchor(page)
    return text


def inside(link: str, page: str, pages: set[str]) -> str:
    """Return a link of a page as the joined document has it."""
    if ":" in link.partition("?")[0].partition("#")[0]:
        return link
    url, place = urldefrag(link)
    target = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), url)) if url else page + ".html"
    )
    target, place = target.removesuffix(".html"), place.partition("?")[0]  # no states on paper
    return f"#{anchor(target, place)}" if target in pages else f"#{anchor(page)}"


def join(book: Path, parts: list, cite: tuple[str, str, str], numbers: dict[str, int]) -> str:
    """Return the whole book as one page, its contents with the numbers of sheets known so far."""
    pages = {page for _, files in parts for page in files}
    texts = {page: article(book, page, pages) for _, files in parts for page in files}
    front = BeautifulSoup((book / "index.html").read_text(encoding="utf-8"), "html.parser")
    sheets = "".join(
        f'<link rel="stylesheet" href="{book.as_uri()}/{link["href"].partition("?")[0]}">'
        for link in front.select('link[rel="stylesheet"]')
    )
    before, title, after = cite
    heading = title.removesuffix(".")
    listed = "".join(
        f'<p class="part">{caption}</p><ul class="toc-list">'
        + "".join(
            f'<li><a href="#{anchor(page)}">{name(texts[page])}</a>'
            f"<span>{numbers.get(anchor(page), '')}</span></li>"
            for page in files
        )
        + "</ul>"
        for caption, files in parts
    )
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{heading}</title>{sheets}<style>{STYLE}</style></head><body>"
        f'<section class="cover"><h1>{heading}</h1><p>{before}<em>{title}</em>{after}</p>'
        "<p>The text is licensed under CC BY 4.0, the code under the MIT licence.</p></section>"
        f'<section class="sheet"><h1>Contents</h1>{listed}</section>'
        f"{''.join(map(str, texts.values()))}</body></html>"
    )


def name(text) -> str:
    """Return the title of a page."""
    return text.h1.get_text().strip()


def write(html: str, target: Path, browser):
    """Print a page into a PDF, with page numbers and an outline."""
    source = target.with_suffix(".html")
    source.write_text(html, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(source.as_uri())
    tab.pdf(
        path=target,
        prefer_css_page_size=True,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOT,
        outline=True,
        tagged=True,
    )
    tab.close()
    source.unlink()


def sheets(pdf: Path) -> dict[str, int]:
    """Return on which sheet each place stands that a link leads to."""
    reader = PdfReader(pdf)
    places = reader.named_destinations.items()
    return {
        name.removeprefix("/"): reader.get_destination_page_number(place) + 1
        for name, place in places
    }


def make(book: Path, target: Path, browser):
    """Print a book, twice: the first print tells the numbers that the contents name."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    year = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["copyright"]
    numbers = {}
    for _ in range(2):
        write(join(book, contents(toc), citation.parts(year), numbers), target, browser)
        numbers = sheets(target)


def main():
    """Print the book that `make book` built."""
    if not (BOOK / "index.html").is_file():
        sys.exit("pdf: there is no book in _build/html yet; run make book first")
    with sync_playwright() as playwright:
        make(BOOK, TARGET, launch(playwright))
    print(f"_build/{TARGET.name}")


if __name__ == "__main__":
    main()
