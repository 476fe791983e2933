"""When a reader turns to a plot, Plotly draws it: neither before, nor over what changed since."""

import pytest
from bare import PINS, SLUGS, WAIT, steps
from looks import HOLD, LIT, SETTLED

import book


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
