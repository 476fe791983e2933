"""The address and the history: written when a control rests, and read by who comes back."""

import pytest
from bare import MAP, PINS, SLUGS, SPLIT, WAIT, check, steps

import book
from tools.browser import launch

REFUSED = """() => { throw new DOMException("refused", "SecurityError"); }"""


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
    browser = launch(playwright, ignore_default_args=["--disable-ipc-flooding-protection"])
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
