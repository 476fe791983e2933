"""Fingers, keys and ears at a figure."""

import pytest
from bare import PINS, WAIT, check
from looks import SETTLED

import book


def swipe(tab, field, dx, dy):
    """Drag a finger from the middle of a control, as the browser's own input does."""
    box = field.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = tab.context.new_cdp_session(tab)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x + dx * step / 10, "y": y + dy * step / 10})
        tab.wait_for_timeout(16)
    touch("touchEnd")
    tab.wait_for_timeout(200)


@pytest.mark.parametrize(("dx", "dy"), [(0, -150), (0, 150), (12, -150), (90, 0), (-90, 4)])
def test_a_finger_that_scrolls_changes_no_slider_and_one_that_slides_does(opened, dx, dy):
    tab = opened(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    book.wait_loaded(tab, PINS.slug)
    field = book.field(tab, PINS, PINS.controls[0])
    tab.evaluate("scrollTo(0, 120)")
    before, top = book.state_of(tab, PINS), tab.evaluate("scrollY")
    tab.evaluate(
        "() => { window.seen = new Set(); const p = document.querySelector('.explorer-reading');"
        " new MutationObserver(() => seen.add(p.textContent)).observe(p, { childList: true }) }"
    )
    swipe(tab, field, dx, dy)
    moved, scrolled = book.state_of(tab, PINS) != before, tab.evaluate("scrollY") - top
    if abs(dx) > abs(dy):
        assert moved
        check(tab, PINS, book.state_of(tab, PINS))
        return
    assert not moved
    assert tab.evaluate("window.seen.size") == 0
    assert abs(scrolled) > 50


def test_a_tap_on_a_slider_moves_it(opened):
    tab = opened(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    book.wait_loaded(tab, PINS.slug)
    field = book.field(tab, PINS, PINS.controls[0])
    box = field.bounding_box()
    tab.touchscreen.tap(box["x"] + 6, box["y"] + box["height"] / 2)
    first = {"budget": PINS.controls[0].values[0]}
    book.wait_state(tab, PINS, first)
    check(tab, PINS, first)


def test_a_screen_reader_hears_one_sentence_when_a_control_comes_to_rest(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    tab.evaluate(
        """() => {
          window.heard = [];
          const spoken = "[aria-live], [role=status], output"; // an output is one, unless told off
          for (const live of document.querySelectorAll(`:is(${spoken}):not([aria-live=off])`)) {
            new MutationObserver(() => heard.push(live.textContent))
              .observe(live, { childList: true, subtree: true, characterData: true });
          }
        }"""
    )
    book.field(tab, PINS, PINS.controls[0]).evaluate(  # at once: the keys of a slow machine rest
        """(field) => {
          for (let move = 0; move < 20; move++) {
            field.value = move % 3;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }"""
    )
    tab.wait_for_function("heard.length > 0")
    tab.evaluate(WAIT)
    said = book.figure(tab, PINS.slug).locator(".explorer-said")
    assert said.text_content() == PINS.at(**book.state_of(tab, PINS)).reading
    assert tab.evaluate("heard.length") == 1


def test_a_screen_reader_hears_where_a_preset_leads(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    book.figure(tab, PINS.slug).locator(".explorer-presets a").nth(1).click()
    said = book.figure(tab, PINS.slug).locator(".explorer-said")
    assert said.text_content() == PINS.at(**PINS.presets[1].state).reading


def test_words_beside_the_plot_stay_outside_it_in_a_text_from_right_to_left(opened):
    tab = opened(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })"
    )
    plot = book.figure(tab, PINS.slug).locator(".explorer-plot")
    left = plot.locator(".explorer-area").bounding_box()["x"]
    for text in plot.locator("text.y").all():
        box = text.bounding_box()
        assert box["x"] + box["width"] <= left


@pytest.mark.parametrize(
    "options", ["altKey: true", "ctrlKey: true", "shiftKey: true", "metaKey: true", "button: 1"]
)
def test_a_link_pressed_for_something_else_is_left_to_the_browser(opened, options):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    kept = tab.evaluate(
        f"""() => {{
          const link = document.querySelector(".explorer-presets a");
          addEventListener("click", (event) => {{ window.kept = !event.defaultPrevented;
            event.preventDefault(); }});
          const how = {{ bubbles: true, cancelable: true, {options} }};
          link.dispatchEvent(new MouseEvent("click", how));
          return window.kept;
        }}"""
    )
    assert kept
    check(tab, PINS, {})


def test_a_link_that_another_script_took_is_left_to_it(opened):
    tab = opened("addEventListener('click', (event) => event.preventDefault(), true)")
    book.wait_loaded(tab, PINS.slug)
    book.figure(tab, PINS.slug).locator(".explorer-presets a").nth(1).click()
    tab.evaluate(SETTLED)
    assert tab.evaluate("location.hash") == ""
    check(tab, PINS, {})


def test_a_link_to_the_same_file_asked_for_otherwise_leads_there(opened):
    tab = opened()
    book.wait_loaded(tab, PINS.slug)
    link = book.figure(tab, PINS.slug).locator(".explorer-presets a").nth(1)
    link.evaluate("link => { link.href = '?print' + link.hash }")
    link.click()
    tab.wait_for_url("**/index.html?print#**")
    book.wait_loaded(tab, PINS.slug)
    check(tab, PINS, dict(PINS.presets[1].state))


def test_in_a_sandboxed_frame_a_figure_moves(opened, reader):
    tab = opened()
    frame = f'<iframe sandbox="allow-scripts" width="900" src="{reader.url("index.html")}">'
    tab.set_content(frame)
    frame = tab.frame_locator("iframe")
    field = frame.locator('figure[data-explorer="pin-factory"] [name="budget"]')
    field.focus()
    reading = frame.locator('figure[data-explorer="pin-factory"] .explorer-reading')
    reading.wait_for()
    tab.keyboard.press("ArrowLeft")
    values = PINS.controls[0].values
    wanted = PINS.at(budget=values[values.index(PINS.default["budget"]) - 1]).reading
    tab.wait_for_timeout(600)
    assert reading.inner_text() == wanted
