"""What a page shows once the address is known, and that it shows none of it before."""

import hashlib
import re
import shutil
import xml.etree.ElementTree as ET

import pytest
import small
from PIL import Image

import book
from book_ext import address
from book_ext.publishing import card
from tools.serve import serving

ACTIONS = {
    "GITHUB_REPOSITORY": "Some-One/the.book",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": "0123abc",
}
BASE = "https://some-one.github.io/the.book/"
SERVICES = ("mybinder.org", "colab.research", "github.io", 'class="launch"', 'rel="canonical"')
PAGE = f"{small.CHAPTER}.html"
CHAPTERS = [page for page in book.PAGES if page.count("/") == 2]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Return a small book that knows its address."""
    return small.build(tmp_path_factory.mktemp("known"), **ACTIONS)


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """Return the same book while nobody knows its address."""
    return small.build(tmp_path_factory.mktemp("unknown"))


def text(folder, page):
    return (folder / page).read_text(encoding="utf-8")


def tags(folder, page):
    return dict(
        re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text(folder, page))
    )


def test_without_an_address_nothing_leads_to_one(unknown):
    for page in unknown.rglob("*.html"):
        assert [each for each in SERVICES if each in page.read_text(encoding="utf-8")] == []
    assert [
        name
        for name in ("404.html", "sitemap.xml", "_static/card.png")
        if (unknown / name).exists()
    ] == []
    assert tags(unknown, "index.html").keys() == {
        "og:type",
        "og:site_name",
        "og:title",
        "og:description",
    }


def test_the_built_book_shows_buttons_on_its_chapters_if_its_address_is_known_and_nowhere_else():
    launched = [page for page in book.PAGES if 'class="launch"' in text(book.HTML, page)]
    assert launched == (CHAPTERS if address.find() else [])


def test_a_page_describes_itself_to_those_who_link_to_it(known):
    front, page = tags(known, "index.html"), tags(known, PAGE)
    assert front["og:url"] == BASE + "index.html"
    assert front["og:site_name"] == "A book"
    assert front["og:image"] == BASE + "_static/card.png"
    assert (front["og:type"], page["og:type"]) == ("website", "article")
    assert (front["og:title"], page["og:title"]) == ("The front", "One")
    assert front["og:description"] == "What it is &quot;about&quot; &amp; more."
    assert f'<link rel="canonical" href="{BASE}{PAGE}" />' in text(known, PAGE)
    assert '<meta name="twitter:card" content="summary_large_image">' in text(known, PAGE)


def test_the_sitemap_names_every_page_with_text(known):
    root = ET.fromstring(text(known, "sitemap.xml"))
    assert [entry[0].text for entry in root] == [BASE + PAGE, BASE + "index.html"]


def test_the_card_is_a_picture_of_the_size_that_is_told_and_the_same_each_time(known, tmp_path):
    with Image.open(known / "_static/card.png") as picture:
        assert picture.size == card.SIZE == (1200, 630)
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 4
    again = tmp_path / "card.png"
    card.draw("A book", again)
    first = (known / "_static/card.png").read_bytes()
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(first).digest()
    assert len(first) < 100_000


def test_the_buttons_open_this_chapter_at_this_commit(known):
    links = re.findall(r'href="(https://(?:mybinder|colab)[^"]*)"', text(known, PAGE))
    where = address.find(ACTIONS)
    assert links == [where.binder("part/one.ipynb"), where.colab("part/one.ipynb")]
    assert "git clone https://github.com/Some-One/the.book\ncd the.book\nmake lab" in text(
        known, PAGE
    )


@pytest.fixture
def host(known, tmp_path):
    """Return the address of the small book, served where Pages would serve it."""
    shutil.copytree(known, tmp_path / "the.book")
    with serving(tmp_path) as where:
        yield f"{where}/the.book"


@pytest.fixture
def pages(host, reader):
    """Return a reader of the small book."""
    reader.address = host
    return reader


# The rest of this page is the theme's, which the real book tidies.
AXE_ON_OURS = """axe.run({ include: [[".launch"], ["a.btn[href*='github.com']"]] })
  .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"""


@pytest.mark.parametrize("color", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_buttons_suit_every_reader(pages, color, width):
    tab = pages.open(PAGE, color_scheme=color, viewport={"width": width, "height": 900})
    tab.locator(".launch summary").click()
    targets = tab.locator(".launch a, .launch summary")
    assert [target.bounding_box()["height"] >= 44 for target in targets.all()] == [True] * 3
    tab.locator("article h1").click()
    reached = []
    for _ in range(12):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.textContent"))
    for name in ("Run on Binder", "Open in Colab", "Run it yourself"):
        assert name in reached
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.add_script_tag(path=book.AXE)
    assert tab.evaluate(AXE_ON_OURS) == []


def test_the_page_for_lost_readers_works_at_any_depth(pages, known):
    lost, asked = pages.new(), []
    lost.on("response", lambda answer: asked.append((answer.status, answer.url)))
    address_of_nothing = f"{pages.address}/a/b/nothing"
    lost.route(address_of_nothing, lambda route: route.fulfill(path=known / "404.html"))
    lost.goto(address_of_nothing)
    assert len(asked) > 5
    assert [one for one in asked if one[0] != 200] == []
    lost.get_by_role("link", name="the front page").click()
    assert lost.locator("h1").first.inner_text().startswith("The front")
