"""What a page weighs, and how long a move takes until it is seen."""

from statistics import median

import pytest

import book

COLD, MEDIAN, SLOW = 100, 33, 66  # ms
ROUNDS = 8  # other work on the machine only ever adds time: the page is judged by its best round

# From the time of the input event to just after the frame that shows what it changed.
WATCH = """(slug) => {
  const reading = document.querySelector(`figure[data-explorer="${slug}"] .explorer-reading`);
  window.times = [];
  addEventListener("input", (event) => {
    const before = window.seen ?? reading.textContent;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      window.seen = reading.textContent;
      window.times.push(performance.now() - event.timeStamp);
    };
    const painted = () => reading.textContent === before
      ? requestAnimationFrame(painted) : port2.postMessage(0);
    requestAnimationFrame(painted);
  }, true);
}"""


@pytest.mark.parametrize("slug", book.SLUGS)
def test_the_first_move_on_a_new_page_is_seen_within_100_ms(reader, slug):
    explorer = book.declared()[slug]
    times = []
    while len(times) < ROUNDS and min(times, default=COLD + 1) > COLD:
        tab = reader.open(book.shown()[slug])
        field = book.field(tab, explorer, explorer.controls[1])
        field.scroll_into_view_if_needed()
        tab.evaluate(WATCH, slug)
        book.press(tab, field, forward=can_go_on(explorer.controls[1]))
        tab.wait_for_function("() => window.times.length === 1")
        times += tab.evaluate("window.times")
    assert min(times) <= COLD, times


@pytest.mark.parametrize("slug", book.SLUGS)
def test_moves_are_seen_within_33_ms_half_of_the_time_and_66_ms_nearly_always(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    control = explorer.controls[1]
    field, place = book.field(tab, explorer, control), control.values.index(control.default)
    forward = can_go_on(control)
    tab.evaluate(WATCH, slug)
    rounds = []
    while len(rounds) < ROUNDS and not any(map(within, rounds)):
        tab.evaluate("window.times = []")
        for number in range(1, 41):
            if not 0 <= place + (1 if forward else -1) < len(control.values):
                forward = not forward
            place += 1 if forward else -1
            book.press(tab, field, forward)
            tab.wait_for_function("number => window.times.length === number", arg=number)
        rounds.append(sorted(tab.evaluate("window.times")))
    assert any(map(within, rounds)), rounds


def within(times):
    return median(times) <= MEDIAN and times[37] <= SLOW


def can_go_on(control):
    return control.default != control.values[-1]
