"""One reader's way through each page, loaded once, under everything that must hold on the way."""

import re
from functools import partial

import numpy as np
import pytest
from looks import BOX, CENTRES, CUT, ICONS, LIT, NUMBERS, REACHED, SETTLED, TERMS

import book

FIRST, EVERYTHING = 150_000, 900_000  # bytes, as they come over the network
REFUSED = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));"""
PICTURE = ".explorer-plotly .modebar-btn[data-title^='Download']"


@pytest.mark.parametrize("page", book.PAGES)
def test_a_reader_goes_through_the_page(reader, page):
    tab, sizes = opened(reader, page)
    slugs = book.on_page(page)
    assert 5_000 < sum(sizes) <= FIRST
    assert {ord(one) for one in tab.evaluate(ICONS)} <= book.glyphs()
    citations_show_their_works(tab)
    every_control_moves_its_figure_alone(tab, slugs)
    presets_lead_to_their_states(tab, slugs)
    terms_light_their_curves(tab)
    if slugs:
        a_heading_leaves_the_figures_as_they_are(tab, slugs)
    links_lead_to_their_states(tab, slugs)
    assert [url for url in reader.requests if "plotly" in url] == []
    everything_opens(tab, slugs)
    assert book.violations(tab) == []
    for slug in slugs:
        plotly_draws_where_the_picture_was(tab, slug)
    if slugs:
        tab.wait_for_load_state("networkidle")
        assert 400_000 < sum(sizes) <= EVERYTHING
    the_page_fits_small_screens(tab, slugs)
    the_dark_can_be_read(tab)
    for slug in slugs:
        book.point_at(tab, slug)
        downloads(tab, book.figure(tab, slug).locator(PICTURE), f"{slug}.png")
    assert tab.evaluate("window.refused") == []


def opened(reader, page):
    """Return the page, and a list that grows by the bytes of each file it loads."""
    tab = reader.new()
    tab.add_init_script(REFUSED)
    sizes, session = [], tab.context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.goto(reader.url(page), wait_until="networkidle")
    return tab, sizes


def citations_show_their_works(tab):
    entries = book.works()
    for link in tab.locator("a[href*='references.html#id']").all():
        link.focus()
        card = tab.locator(".work-card:popover-open")
        shown = " ".join(card.inner_text().split())
        entry = entries[link.get_attribute("href").partition("#")[2]]
        assert shown == book.plain(entry)
        addresses = card.locator("a").evaluate_all("links => links.map((link) => link.href)")
        assert set(re.findall(r'href="([^"]+)"', book.html.unescape(entry))) <= set(addresses)
        assert " ".join(link.get_attribute("aria-description").split()) == shown
        link.blur()


def every_control_moves_its_figure_alone(tab, slugs):
    """Move each control by a step: figure, words, numbers in the text and address follow."""
    book.wait_loaded(tab, *slugs)
    states = {slug: book.declared()[slug].default for slug in slugs}
    seen = {slug: book.look(tab, slug) for slug in slugs}
    numbers_follow(tab, states)
    for slug in slugs:
        explorer, figures = book.declared()[slug], {str(seen[slug]["marks"])}
        for control in explorer.controls:
            states[slug] = book.step(tab, explorer, control)
            book.wait_address(tab, book.link(explorer, states[slug]))
            before, seen[slug] = seen[slug], book.look(tab, slug)
            book.check(explorer, states[slug], seen[slug])
            assert before["outputs"] != seen[slug]["outputs"]
            figures.add(str(seen[slug]["marks"]))
            numbers_follow(tab, states)
        assert len(figures) > 1
        assert {other: book.look(tab, other) for other in slugs} == seen


def presets_lead_to_their_states(tab, slugs):
    for slug in slugs:
        explorer, links = (
            book.declared()[slug],
            book.figure(tab, slug).locator(".explorer-presets a"),
        )
        assert links.count() == len(explorer.presets)
        for number, preset in enumerate(explorer.presets):
            links.nth(number).evaluate("link => link.click()")
            book.wait_address(tab, book.link(explorer, preset.state))
            book.wait_state(tab, explorer, preset.state)
            book.check(explorer, explorer.default | dict(preset.state), book.look(tab, slug))


def numbers_follow(tab, states):
    for slug, part, text in tab.evaluate(NUMBERS):
        assert text == book.told(book.declared()[slug], states[slug])[part]


def terms_light_their_curves(tab):
    for number, (slug, uid) in enumerate(tab.evaluate(TERMS)):
        uids = {trace.uid for trace in book.declared()[slug].figure.data}
        term, figure = tab.locator(".explorer-term").nth(number), book.figure(tab, slug)
        term.evaluate("term => term.focus()")
        assert figure.evaluate(LIT) == [[uid], sorted(uids - {uid})]
        term.evaluate("term => term.blur()")
        assert figure.evaluate(LIT) == [[], []]


def a_heading_leaves_the_figures_as_they_are(tab, slugs):
    before = [book.look(tab, slug) for slug in slugs]
    heading = tab.locator("h1 a.headerlink")
    heading.evaluate("link => link.click()")
    assert tab.evaluate("location.hash") == heading.get_attribute("href")
    tab.evaluate(SETTLED)
    assert [book.look(tab, slug) for slug in slugs] == before


def links_lead_to_their_states(tab, slugs):
    links = tab.locator("main a.explore[href^='#']")
    for number, link in enumerate(links.evaluate_all("all => all.map((link) => link.hash)")):
        slug, state = book.meant(link)
        for other in slugs:
            tab.evaluate("link => { location.hash = link }", book.link(book.declared()[other], {}))
        links.nth(number).evaluate("link => link.click()")  # some are folded away
        book.wait_state(tab, book.declared()[slug], state)
        book.check(book.declared()[slug], state, book.look(tab, slug))


def everything_opens(tab, slugs):
    tab.locator(".toggle-hidden > .admonition-title").evaluate_all(
        "all => all.forEach((title) => title.click())"
    )
    for slug in slugs:
        figure = book.figure(tab, slug)
        figure.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        downloads(tab, figure.locator(".explorer-csv"), f"{slug}.csv")
        targets = figure.locator("input, select, summary")
        for target in targets.all():
            assert target.bounding_box()["height"] >= 44
        for control in book.declared()[slug].controls:
            field = book.field(tab, book.declared()[slug], control)
            assert field.evaluate("field => field.labels[0].textContent") == control.label


def downloads(tab, button, name):
    with tab.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == name


def plotly_draws_where_the_picture_was(tab, slug):
    figure, close = book.figure(tab, slug), partial(np.testing.assert_allclose, rtol=0)
    explorer = book.declared()[slug]
    book.point_at(tab, slug)
    book.check_plotly(explorer, book.state_of(tab, explorer), book.plotly_data(tab, slug))
    area = figure.locator(".explorer-area").evaluate(BOX)
    close(figure.locator(".explorer-plotly .nsewdrag").evaluate(BOX), area, atol=2)
    points = figure.locator(".explorer-plotly .scatterlayer .trace").filter(
        has=tab.locator(".point")
    )
    dotted = [t for t in explorer.figure.data if t.type == "scatter" and "markers" in t.mode]
    assert points.count() == len(dotted)
    for number, trace in enumerate(dotted):
        symbols = figure.locator(f'.explorer-svg g[data-uid="{trace.uid}"] path')
        there = points.nth(number).locator(".point").evaluate_all(CENTRES)
        close(there, symbols.evaluate_all(CENTRES), atol=2)
    for ticks, texts in ((".xtick", "text:not(.y)"), (".ytick", "text.y")):
        drawn = figure.locator(f".explorer-plotly {ticks} text").evaluate_all(CENTRES)
        ours = figure.locator(f".explorer-svg > {texts}").evaluate_all(CENTRES)
        close(drawn, ours[: len(drawn)], atol=4)


def the_page_fits_small_screens(tab, slugs):
    tab.set_viewport_size({"width": 320, "height": 640})
    for slug in slugs:
        book.point_at(tab, slug)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.wait_for_function(REACHED)
    for slug in slugs:
        figure = book.figure(tab, slug).element_handle()
        tab.wait_for_function(f"figure => ({CUT})(figure).length === 0", arg=figure)  # Plotly's too
    assert book.violations(tab) == []


def the_dark_can_be_read(tab):
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.locator(".theme-switch-button").locator("visible=true").first.click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    for width in (1280, 360):
        tab.set_viewport_size({"width": width, "height": 900})
        assert book.violations(tab, "color-contrast") == []
