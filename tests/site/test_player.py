"""The player where browsers and networks are not as one would like them."""

import pytest
from bare import MAP, PINS, SLUGS, SPLIT, WAIT, check, steps
from looks import HOLD, LIT, SETTLED

import book
from tools.browser import launch_options

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


@pytest.mark.parametrize("name", ["replaceState", "pushState"])
def test_an_address_that_may_not_be_written_stops_nothing(opened, name):
    tab = opened(f"history.{name} = {REFUSED}")
    book.wait_loaded(tab, *SLUGS)
    steps(tab, PINS)
    preset = PINS.presets[1]
    book.figure(tab, PINS.slug).locator(".explorer-presets a").nth(1).click()
    book.wait_state(tab, PINS, preset.state)
    check(tab, PINS, dict(preset.state))


def test_after_a_thousand_moves_the_address_says_the_last_one(playwright, opened, reader):
    """Without the switch of test drivers that lifts Chromium's limit of 200 writes in 10 s."""
    options = launch_options() | {"ignore_default_args": ["--disable-ipc-flooding-protection"]}
    browser = playwright.chromium.launch(**options)
    tab = browser.new_page()
    tab.goto(reader.url("index.html"))
    book.wait_loaded(tab, PINS.slug)
    field = book.field(tab, PINS, PINS.controls[1])
    count = field.evaluate(
        """async (field) => {
          const write = history.replaceState;
          let writes = 0;
          history.replaceState = (...all) => { writes++; write.apply(history, all); };
          for (let move = 0; move < 1000; move++) {
            field.value = move % 7;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
          await new Promise((done) => setTimeout(done, 600));
          return writes;
        }"""
    )
    breadth = PINS.controls[1].values[999 % 7]
    assert tab.evaluate("location.hash") == book.link(PINS, {"breadth": breadth})
    assert count == 1
    browser.close()


def test_scrolling_under_a_resting_pointer_and_tabbing_by_ask_for_no_plotly(reader, opened):
    tab = opened()
    book.wait_loaded(tab, *SLUGS)
    tab.evaluate("scrollTo(0, 0)")
    tab.mouse.move(640, 450)
    for turn in range(40):
        tab.mouse.wheel(0, 60)
        tab.mouse.move(640 + turn % 3, 450 - turn % 2)  # a hand that turns a wheel trembles
        tab.evaluate(SETTLED)
    for slug in SLUGS:
        book.figure(tab, slug).locator(".explorer-plot").focus()
    tab.evaluate(WAIT)
    assert [url for url in reader.requests if "plotly" in url] == []
    tab.keyboard.press("Enter")
    book.wait_plotly(tab, SLUGS[-1])


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


@pytest.mark.parametrize("how", ["reload", "back"])
def test_all_three_are_where_they_were_after_a_reload_and_on_coming_back(opened, how):
    """Though the theme's script writes over what the history holds, as here."""
    tab = opened("addEventListener('DOMContentLoaded', () => history.replaceState({}, ''))")
    book.wait_loaded(tab, *SLUGS)
    states = {explorer.slug: steps(tab, explorer) for explorer in (PINS, MAP, SPLIT)}
    book.wait_address(tab, book.link(SPLIT, states[SPLIT.slug]))
    for _ in range(2):
        if how == "reload":
            tab.reload()
        else:
            tab.goto("about:blank")
            tab.go_back()
        book.wait_loaded(tab, *SLUGS)
        for explorer in (PINS, MAP, SPLIT):
            book.wait_state(tab, explorer, states[explorer.slug])
            check(tab, explorer, states[explorer.slug])


def test_a_page_left_before_a_control_came_to_rest_is_found_as_it_was_left(opened):
    tab = opened()
    book.wait_loaded(tab, *SLUGS)
    state = book.step(tab, PINS, PINS.controls[0])
    tab.goto("about:blank")
    tab.go_back()
    book.wait_loaded(tab, *SLUGS)
    book.wait_state(tab, PINS, state)
    check(tab, PINS, state)


def test_back_from_a_preset_finds_all_as_they_were_though_a_control_had_not_come_to_rest(opened):
    tab = opened()
    book.wait_loaded(tab, *SLUGS)
    turned = book.step(tab, MAP, MAP.controls[0])
    link = book.figure(tab, PINS.slug).locator(".explorer-presets a").nth(1)
    link.evaluate(
        """(link, slug) => {
          const field = document.querySelector(`[data-explorer="${slug}"] [name="budget"]`);
          field.value = 0;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          link.click();
        }""",
        SPLIT.slug,
    )
    before = [(PINS, {}), (MAP, turned), (SPLIT, {"budget": SPLIT.controls[0].values[0]})]
    after = [(PINS, dict(PINS.presets[1].state)), *before[1:]]
    tab.evaluate(WAIT)
    for states, last, go in ((after, 0, "back"), (before, 2, "forward"), (after, 0, "")):
        book.wait_state(tab, *states[0])
        book.wait_address(tab, book.link(*states[last]))
        for explorer, state in states:
            check(tab, explorer, state)
        tab.evaluate("go => history[go]?.()", go)


def test_where_there_is_a_finger_plotly_takes_none_of_its_swipes(opened):
    """Also where a mouse is there as well, and is the first of the pointers."""
    tab = opened(
        """const real = matchMedia;
        window.matchMedia = (query) => query === "(any-pointer: coarse)" ? { matches: true } :
          query === "(pointer: coarse)" ? { matches: false } : real(query);"""
    )
    book.wait_loaded(tab, PINS.slug)
    book.point_at(tab, PINS.slug)
    plot = book.figure(tab, PINS.slug).locator(".explorer-plotly")
    assert plot.evaluate("plot => plot.layout.dragmode") is False


def test_a_drawing_that_fails_is_told_and_leaves_the_picture(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    book.point_at(tab, PINS.slug)
    book.step(tab, PINS, PINS.controls[0])
    tab.evaluate(
        """() => {
          window.asked = 0;
          window.Plotly.react = () => { asked++; return Promise.reject(new Error("no memory")); };
        }"""
    )
    figure = book.figure(tab, PINS.slug)
    figure.locator(".explorer-plot").press("Enter")
    figure.locator(".explorer-note").wait_for()
    assert figure.locator(".explorer-svg").is_visible()
    steps(tab, PINS)
    figure.locator(".explorer-plot").press("Enter")
    tab.evaluate(SETTLED)
    assert tab.evaluate("asked") == 1


def test_plotlys_own_buttons_take_their_keys(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    book.point_at(tab, PINS.slug)
    plot = book.figure(tab, PINS.slug).locator(".explorer-plotly")
    plot.locator(".modebar-btn[aria-label=Pan]").press("Enter")
    assert plot.evaluate("plot => plot.layout.dragmode") == "pan"


@pytest.mark.parametrize("change", ["theme", "term"])
def test_a_drawing_that_ends_late_does_not_cover_what_changed_since(opened, change):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    book.point_at(tab, PINS.slug)
    book.step(tab, PINS, PINS.controls[0])
    tab.evaluate(HOLD)
    plot = book.figure(tab, PINS.slug).locator(".explorer-plot")
    for x in (150, 170):
        plot.hover(position={"x": x, "y": 150})
    tab.wait_for_function("window.begun")
    if change == "theme":
        tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    else:
        tab.locator(".explorer-term").focus()
        assert book.figure(tab, PINS.slug).evaluate(LIT)[0] == [PINS.figure.data[0].uid]
    tab.evaluate(SETTLED)
    tab.evaluate("window.release()")
    tab.evaluate(WAIT)
    assert plot.locator(".explorer-svg").is_visible()
    assert not plot.locator(".explorer-plotly").is_visible()
