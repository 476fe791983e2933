"""What cannot be had is said, what is there is kept, and nothing that does nothing is shown."""

import pytest

import book

LIVE = ".explorer-controls, .explorer-controls *, .explorer-presets, .explorer-presets *"


def visible(tab, slug, selector):
    """Return what of a selection a reader can see."""
    return (
        book.figure(tab, slug)
        .locator(selector)
        .evaluate_all(
            "all => all.filter((one) => one.checkVisibility({ visibilityProperty: true }))"
            ".map((one) => one.outerHTML)"
        )
    )


@pytest.mark.parametrize("slug", book.KINDS)
def test_without_plotly_the_page_says_so_and_the_sliders_work(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.without("plotly.min.js", book.shown()[slug])
    book.wait_loaded(tab, slug)
    figure = book.figure(tab, slug)
    assert not figure.locator(".explorer-note").is_visible()
    figure.locator(".explorer-plot").click()
    figure.locator(".explorer-note").wait_for()
    assert figure.locator(".explorer-note").inner_text()
    for control in explorer.controls:
        state = book.step(tab, explorer, control)
        book.check(explorer, state, book.look(tab, slug))
    assert figure.locator(".explorer-svg").is_visible()


@pytest.mark.parametrize("slug", book.KINDS)
def test_without_its_numbers_an_explorer_says_so_and_stays_as_it_is(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.without("grids/*.js", book.shown()[slug])
    figure = book.figure(tab, slug)
    figure.scroll_into_view_if_needed()
    figure.locator(".explorer-note").wait_for()
    assert figure.locator(".explorer-note").inner_text()
    assert visible(tab, slug, LIVE) == []
    assert visible(tab, slug, ".explorer-svg, .explorer-reading, .explorer-data summary")
    book.check(explorer, explorer.default, book.look(tab, slug))


@pytest.mark.parametrize("slug", book.KINDS)
def test_without_the_player_no_control_is_shown(reader, slug):
    explorer = book.declared()[slug]
    tab = reader.without("explorer.js", book.shown()[slug])
    assert visible(tab, slug, LIVE) == []
    assert visible(tab, slug, ".explorer-svg")
    assert visible(tab, slug, ".explorer-reading")
    book.check(explorer, explorer.default, book.look(tab, slug))


def check_paper(tab, explorer):
    """Check what is left where nothing can be moved."""
    slug = explorer.slug
    assert visible(tab, slug, "input, select, output, .explorer-presets a, .explorer-csv") == []
    assert visible(tab, slug, ".explorer-svg")
    assert visible(tab, slug, ".explorer-reading")
    table = book.figure(tab, slug).locator(".explorer-fallback")
    assert table.is_visible()
    rows = [text.split("\t") for text in table.locator("tr").all_inner_texts()]
    wanted = [[each.label, explorer.at(**each.state).reading] for each in explorer.presets]
    assert rows == wanted


@pytest.mark.parametrize(("slug", "way"), book.WAYS)
def test_without_javascript_a_table_of_presets_stands_for_the_controls(reader, slug, way):
    tab = reader.open(book.shown()[slug], way=way, java_script_enabled=False)
    check_paper(tab, book.declared()[slug])


@pytest.mark.parametrize("slug", book.KINDS)
def test_print_shows_the_picture_the_sentence_and_a_table_of_presets(reader, slug):
    tab = book.open_explorer(reader, slug)
    book.point_at(tab, slug)
    tab.emulate_media(media="print")
    check_paper(tab, book.declared()[slug])
    assert visible(tab, slug, ".explorer-plotly") == []
    assert tab.pdf().startswith(b"%PDF")
