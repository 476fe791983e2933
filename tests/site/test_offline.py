"""The copies to read without a network: the zip from a folder of its own, the PDF page by page."""

import zipfile

import pytest
import yaml
from pypdf import PdfReader

import book
from nflsim import explorers
from nflsim.explorer import Pick
from nflsim.explorers import predictions
from tools import archive, pdf

PARTS = pdf.contents(yaml.safe_load((book.ROOT / "_toc.yml").read_text(encoding="utf-8")))
FILES = [page for _, files in PARTS for page in files]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Return the folder that the zip holds."""
    folder = tmp_path_factory.mktemp("zip")
    archive.pack(book.HTML, folder / "book.zip")
    with zipfile.ZipFile(folder / "book.zip") as packed:
        packed.extractall(folder)
    return folder / archive.NAME


def test_a_figure_of_the_zip_moves_without_a_server(reader, unpacked):
    slug = book.SLUGS[0]
    tab = reader.new()
    tab.goto((unpacked / book.shown()[slug]).as_uri())
    book.wait_loaded(tab, slug)
    explorer = book.declared()[slug]
    book.step(tab, explorer, explorer.controls[0])


def test_the_search_of_the_zip_finds_pages_without_a_server(reader, unpacked):
    reader.broken += ["file:", "Failed to fetch"]  # what a page says of a word needs a server
    tab = reader.new()
    tab.goto((unpacked / "search.html").as_uri() + "?q=invasibility")
    results = tab.locator("#search-results a")
    results.first.wait_for()
    assert any("branching" in link.get_attribute("href") for link in results.all())


@pytest.fixture(scope="module")
def paper(browser, tmp_path_factory):
    """Return the printed book."""
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pdf.make(book.HTML, target, browser)
    return PdfReader(target)


@pytest.fixture(scope="module")
def words(paper):
    """Return the text of each sheet, without line breaks."""
    return [" ".join(sheet.extract_text().split()) for sheet in paper.pages]


def test_the_contents_name_every_page_with_the_sheet_it_starts_on(paper, words):
    places = {name.removeprefix("/"): place for name, place in paper.named_destinations.items()}
    starts = [paper.get_destination_page_number(places[pdf.anchor(page)]) for page in FILES]
    assert starts == sorted(set(starts))
    assert starts[0] == 2
    for page, start in zip(FILES, starts, strict=True):
        soup = pdf.article(book.HTML, page, set(FILES))
        title = " ".join(pdf.name(soup).split())
        assert title in words[start]
        assert f"{title} {start + 1}" in words[1]


def test_every_figure_stands_in_it_with_its_reading_and_its_other_settings(words):
    sheets = [text.removesuffix(str(number + 1)) for number, text in enumerate(words)]
    text = "".join(sheets).replace(" ", "")
    for explorer in explorers.every().values():
        readings = [
            explorer.at().reading,
            *(explorer.at(**p.state).reading for p in explorer.presets),
        ]
        for reading in readings:
            assert reading.replace(" ", "") in text, explorer.slug


def test_every_question_stands_in_it_with_its_answer(words):
    sheets = [text.removesuffix(str(number + 1)) for number, text in enumerate(words)]
    text = "".join(sheets).replace(" ", "")
    for asked in predictions.every().values():
        told = [each.why for each in asked.answers] if isinstance(asked, Pick) else [asked.why]
        for said in (asked.question, *told):
            assert said.replace(" ", "") in text, asked.slug


def test_links_inside_the_book_stay_inside_and_lead_to_a_place_that_is_there(paper):
    places, inside, outside = {name for name in paper.named_destinations}, 0, 0
    for sheet in paper.pages:
        for link in sheet.get("/Annots") or []:
            link = link.get_object()
            if "/Dest" in link:
                assert link["/Dest"] in places
                inside += 1
            else:
                assert link["/A"]["/URI"].startswith(("https://", "http://", "data:"))
                outside += 1
    assert inside > 300
    assert outside > 100


def test_sheets_are_numbered_and_the_outline_has_the_chapters(paper, words):
    assert all(text.endswith(str(number + 1)) for number, text in enumerate(words))
    assert len(paper.outline) > len(FILES)
