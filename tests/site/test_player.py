"""The player where browsers and networks are not as one would like them."""

import pytest
from bare import MAP, PINS, SLUGS, check, steps
from looks import SETTLED

import book

OTHER = {control.name: control.values[-1] for control in PINS.controls}
REFUSED = """() => { throw new DOMException("refused", "SecurityError"); }"""
CANVAS = "HTMLCanvasElement.prototype"

# Newer than Chrome 100, Firefox 100 or Safari 15.4, which the book supports.
NEWER = """
for (const name of ["with", "toSorted", "toReversed", "toSpliced", "findLast", "findLastIndex"]) {
  delete Array.prototype[name];
  delete Object.getPrototypeOf(Int8Array.prototype)[name];
}
for (const [owner, names] of [
  [Object, ["groupBy"]], [Map, ["groupBy"]], [Array, ["fromAsync"]], [URL, ["canParse", "parse"]],
  [Promise, ["withResolvers", "try"]], [AbortSignal, ["any"]],
  [String.prototype, ["isWellFormed", "toWellFormed"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]],
  [Element.prototype, ["checkVisibility"]],
  [HTMLElement.prototype, ["showPopover", "hidePopover", "togglePopover"]],
  [Uint8Array, ["fromBase64"]], [Uint8Array.prototype, ["toBase64"]],
]) for (const name of names) delete owner[name];
delete window.structuredClone; delete window.scheduler; delete window.navigation;
delete window.Iterator; delete document.startViewTransition;
"""


def test_a_browser_of_2022_moves_and_draws(opened):
    tab = opened(NEWER)
    assert tab.evaluate("[].with === undefined && window.structuredClone === undefined")
    book.wait_loaded(tab, *SLUGS)
    steps(tab, PINS)
    state = steps(tab, MAP)
    book.point_at(tab, MAP.slug)
    book.check_plotly(MAP, state, book.plotly_data(tab, MAP.slug))


@pytest.mark.parametrize(
    "canvas",
    [
        f"{CANVAS}.toDataURL = {CANVAS}.getContext = {REFUSED}",
        f"{CANVAS}.toDataURL = () => 'data:image/png;base64,iVBORw0KGgo='",
    ],
)
def test_a_heat_map_needs_no_canvas(opened, canvas):
    tab = opened(canvas)
    book.wait_loaded(tab, MAP.slug)
    first = book.look(tab, MAP.slug)["marks"]["best"]["image"]
    tab.evaluate("link => { location.hash = link }", book.link(MAP, {"spill": 0.2}))
    book.wait_state(tab, MAP, {"spill": 0.2})
    second = book.look(tab, MAP.slug)["marks"]["best"]["image"]
    assert first != second
    assert second.startswith("data:image/bmp;base64,")
    assert tab.evaluate(
        "async (href) => { const one = new Image(); one.src = href; await one.decode();"
        " return [one.naturalHeight, one.naturalWidth]; }",
        second,
    ) == list(MAP.grid[0]["best"].shape[1:])


def test_a_closed_table_is_not_filled_and_an_open_one_is(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    data = book.figure(tab, PINS.slug).locator(".explorer-data")
    data.evaluate(
        """data => {
          window.writes = 0;
          const kinds = { subtree: true, childList: true, characterData: true, attributes: true };
          new MutationObserver((all) => { window.writes += all.length }).observe(data, kinds);
        }"""
    )
    book.step(tab, PINS, PINS.controls[0])
    tab.evaluate(SETTLED)
    assert tab.evaluate("window.writes") == 0
    data.locator("summary").click()
    tab.wait_for_function("window.writes > 100")
    check(tab, PINS, book.state_of(tab, PINS))


@pytest.mark.parametrize("moves", ["address", "keyboard"])
def test_before_its_numbers_come_a_figure_is_its_first_state_all_over(opened, reader, moves):
    """And once they come it is the state asked for, all over."""
    tab, hold = reader.new(), []
    tab.route("**/grids/pin-factory.js*", lambda route: hold.append(route))
    link = book.link(PINS, OTHER) if moves == "address" else ""
    tab.goto(reader.url("index.html") + link, wait_until="domcontentloaded")
    while not hold:
        tab.wait_for_timeout(50)
    wanted = OTHER
    if moves == "keyboard":
        field = book.field(tab, PINS, PINS.controls[0])
        book.press(tab, field, forward=False)
        values = PINS.controls[0].values
        wanted = {"budget": values[values.index(PINS.controls[0].default) - 1]}
    figure = book.figure(tab, PINS.slug)
    assert figure.locator(".explorer-reading").inner_text() == PINS.at().reading
    words = [control.words(control.default) for control in PINS.controls]
    assert figure.locator("output").all_inner_texts() == words
    if moves == "address":
        assert book.state_of(tab, PINS) == PINS.default
    assert tab.locator(".explorer-now").inner_text() == PINS.controls[0].token(
        PINS.default["budget"]
    )
    hold[0].continue_()
    tab.wait_for_function("window.nflsimGrids?.['pin-factory']")
    check(tab, PINS, wanted)
    assert tab.locator(".explorer-now").inner_text() == PINS.controls[0].token(
        (PINS.default | wanted)["budget"]
    )


def test_without_its_numbers_a_figure_shows_its_first_state_and_its_table_and_tries_again(
    opened, reader
):
    tab = reader.new()
    reader.broken.append("grids/pin-factory.js*")
    tab.route("**/grids/pin-factory.js*", lambda route: route.abort())
    tab.goto(reader.url("index.html") + book.link(PINS, OTHER))
    figure = book.figure(tab, PINS.slug)
    figure.locator(".explorer-note button").wait_for()
    assert figure.locator(".explorer-reading").inner_text() == PINS.at().reading
    assert book.state_of(tab, PINS) == PINS.default
    assert figure.locator(".explorer-fallback").is_visible()
    tab.unroute("**/grids/pin-factory.js*")
    figure.locator(".explorer-note button").click()
    book.wait_loaded(tab, PINS.slug)
    assert not figure.locator(".explorer-note").is_visible()
    assert not figure.locator(".explorer-fallback").is_visible()
    check(tab, PINS, OTHER)
    steps(tab, PINS)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_comes_in_place_of_its_numbers_is_not_taken_for_them(opened, reader, slug):
    """A network that wants a login first answers every request, and not with an error."""
    tab, explorer = reader.new(), book.declared()[slug]
    tab.route(f"**/grids/{slug}.js*", lambda route: route.fulfill(body="window.portal = 1"))
    tab.goto(reader.url("index.html"))
    book.wait_loaded(tab, *(other for other in SLUGS if other != slug))
    figure = book.figure(tab, slug)
    figure.scroll_into_view_if_needed()
    figure.locator(".explorer-note button").wait_for()
    tab.unroute(f"**/grids/{slug}.js*")
    figure.locator(".explorer-note button").click()
    book.wait_loaded(tab, slug)
    steps(tab, explorer)
