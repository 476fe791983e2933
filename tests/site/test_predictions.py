"""A prediction on a page: asked, kept, quoted back, and shown in the figure."""

import json
import re
from html import unescape

import pytest

import book
from nflsim.explorer import Pick
from nflsim.explorers import predictions

ALL = predictions.every()
WHERE = {
    slug: page
    for page in book.PAGES
    for slug in re.findall(
        r'<form class="prediction" id="predict-([^"]+)"', (book.HTML / page).read_text("utf-8")
    )
}
LIST = "chapters/predictions.html"
ONE = "shuffled-half-the-time"
IN_SIGHT = """part => {
  const { top, bottom } = document.querySelector(part).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""
OPEN = """one => {
  for (let up = one; (up = up.closest("details")); up = up.parentElement) up.open = true;
}"""


def form(tab, slug):
    found = tab.locator(f"#predict-{slug}")
    found.evaluate(OPEN)  # where it is folded away
    return found


def told(tab, slug):
    return form(tab, slug).locator(".prediction-told").text_content()


def truth(tab, slug):
    return form(tab, slug).locator(".prediction-truth")


def bet(tab, slug, steps):
    """Make a guess by keyboard alone, some steps from where the focus begins; return it."""
    asked = form(tab, slug)
    field = asked.locator("[name=guess]").first
    field.focus()
    if isinstance(ALL[slug], Pick):
        tab.keyboard.press("Space")
    for _ in range(steps):
        tab.keyboard.press("ArrowRight")
    chosen = "[name=guess]:checked" if isinstance(ALL[slug], Pick) else "[name=guess]"
    guess = float(asked.locator(chosen).input_value())
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    return int(guess) if isinstance(ALL[slug], Pick) else guess


def test_every_prediction_of_the_book_stands_on_a_page():
    assert sorted(WHERE) == sorted(ALL)


@pytest.mark.parametrize("slug", ALL)
def test_a_guess_by_keyboard_is_quoted_back_and_the_figure_shows_why(reader, slug):
    asked, tab = ALL[slug], reader.open(WHERE[slug])
    assert not truth(tab, slug).is_visible()
    # What is to be spoken must be there, empty, before it is filled.
    spoken = form(tab, slug).locator(".prediction-told[role=status]")
    assert spoken.evaluate("one => getComputedStyle(one).display") == "block"
    guess = bet(tab, slug, steps=1)
    assert told(tab, slug) == asked.said(guess)
    assert truth(tab, slug).is_visible()
    focused = "one => one === document.activeElement"
    assert truth(tab, slug).locator("summary").evaluate(focused)
    assert unescape(asked.reading) in truth(tab, slug).text_content()
    link = truth(tab, slug).locator("a.explore")
    if asked.explorer.slug in book.on_page(WHERE[slug]):
        book.wait_loaded(tab, asked.explorer.slug)
        book.wait_state(tab, asked.explorer, asked.state)
        book.check(
            asked.explorer,
            asked.explorer.default | dict(asked.state),
            book.look(tab, asked.explorer.slug),
        )
    link.click()
    tab.wait_for_url(f"**#{asked.address}")
    book.wait_loaded(tab, asked.explorer.slug)
    book.check(
        asked.explorer,
        asked.explorer.default | dict(asked.state),
        book.look(tab, asked.explorer.slug),
    )


def guesses(asked):
    """Return some guesses: every answer, or numbers from end to end of the scale."""
    if isinstance(asked, Pick):
        return range(len(asked.answers))
    return (asked.low, asked.low + 3 * asked.step, asked.truth, asked.high)


def test_every_answer_and_many_numbers_are_told_what_python_says(reader):
    tab = reader.open(LIST)
    for turn in range(5):
        made = {slug: [*guesses(asked)][turn % len(guesses(asked))] for slug, asked in ALL.items()}
        tab.evaluate("all => { localStorage['nflsim-predictions'] = all }", json.dumps(made))
        tab.reload()
        said = tab.locator(".prediction-list li").evaluate_all(
            "all => all.map((one) => [JSON.parse(one.dataset.asked).slug,"
            " one.querySelector('.prediction-told').textContent])"
        )
        assert dict(said) == {slug: ALL[slug].said(guess) for slug, guess in made.items()}


def test_the_figure_out_of_sight_is_shown_and_the_way_back_leads_to_the_text(reader):
    asked, tab = ALL[ONE], reader.open(WHERE[ONE])
    bet(tab, ONE, steps=0)
    link, back = truth(tab, ONE).locator("a.explore"), tab.locator(".explorer-back")
    assert back.count() == 0
    link.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        "slug => document.getElementById(slug).getBoundingClientRect().top < 200",
        arg=asked.explorer.slug,
    )
    assert back.bounding_box()["height"] >= 44
    back.click()
    assert not back.is_visible()
    assert link.evaluate("one => one === document.activeElement")
    tab.wait_for_function(IN_SIGHT, arg=f"#predict-{ONE} a.explore")


def test_a_figure_in_sight_answers_where_it_is(reader):
    slug = "home-and-away"
    tab = reader.open(book.shown()[slug], viewport={"width": 1280, "height": 1600})
    book.wait_loaded(tab, slug)
    link = tab.locator(f"main a.explore[href^='#{slug}?budget=128&breadth=1&start=away']").last
    state = {"budget": 128, "breadth": 1, "start": "away"}
    plot = tab.locator(f"#{slug} .explorer-plot")
    tab.evaluate("slug => document.querySelector(`#${slug} .explorer-plot`).scrollIntoView()", slug)
    tab.evaluate("scrollBy(0, -200)")
    before = plot.bounding_box()["y"]
    link.evaluate("one => one.click()")
    book.wait_state(tab, book.declared()[slug], state)
    assert plot.bounding_box()["y"] == before
    assert not tab.locator(".explorer-back").is_visible()


def test_back_leaves_the_answer_in_the_figure(reader):
    asked, tab = ALL[ONE], reader.open(WHERE[ONE])
    book.figure(tab, asked.explorer.slug).scroll_into_view_if_needed()
    book.wait_loaded(tab, asked.explorer.slug)
    bet(tab, ONE, steps=0)
    book.wait_state(tab, asked.explorer, asked.state)
    tab.go_back()
    book.wait_state(tab, asked.explorer, asked.explorer.default)


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_guess_is_kept_listed_and_forgotten(reader, way):
    tab = reader.open(WHERE[ONE], way=way)
    guess = bet(tab, ONE, steps=2)
    tab.reload()
    assert told(tab, ONE) == ALL[ONE].said(guess)
    assert form(tab, ONE).locator("fieldset").evaluate("one => one.disabled")
    tab.goto(reader.url(LIST, way))
    total = f"You made 1 of {len(ALL)} predictions and were right in 0."
    surprise = f" What surprised you most: {ALL[ONE].question}"
    assert tab.locator(".prediction-sum").text_content() == total + surprise
    entry = tab.locator(".prediction-list li", has=tab.locator(f'a[href$="#predict-{ONE}"]'))
    assert entry.locator(".prediction-told").text_content() == ALL[ONE].said(guess)
    tab.locator(".prediction-forget").click()
    assert not tab.locator(".prediction-forget").is_visible()
    entry.locator("a").click()
    tab.wait_for_selector(f"#predict-{ONE}[data-live]")
    assert not truth(tab, ONE).is_visible()


@pytest.mark.parametrize("kept", ["", "null", "7", {ONE: 9}, {ONE: "1"}, {ONE: 1.5}])
def test_what_somebody_else_wrote_there_is_no_guess(reader, kept):
    text = kept if isinstance(kept, str) else json.dumps(kept)
    tab = reader.new()
    tab.add_init_script(f"sessionStorage.seen ??= localStorage['nflsim-predictions'] = {text!r}")
    tab.goto(reader.url(WHERE[ONE]))
    assert not truth(tab, ONE).is_visible()
    guess = bet(tab, ONE, steps=0)
    assert told(tab, ONE) == ALL[ONE].said(guess)


def test_where_nothing_is_kept_a_guess_is_answered_all_the_same(reader):
    tab = reader.new()
    tab.add_init_script(book.REFUSED)
    tab.goto(reader.url(WHERE[ONE]))
    guess = bet(tab, ONE, steps=1)
    assert told(tab, ONE) == ALL[ONE].said(guess)


def test_nothing_is_committed_before_something_is_chosen(reader):
    tab = reader.open(WHERE[ONE])
    form(tab, ONE).locator("button").click()
    assert not truth(tab, ONE).is_visible()


def test_without_scripts_there_is_nothing_to_press_and_the_answer_is_folded(reader):
    tab = reader.open(WHERE[ONE], java_script_enabled=False)
    asked = tab.locator(f"#predict-{ONE}")
    assert not asked.locator("button, input").first.is_visible()
    assert asked.locator("summary").is_visible()


@pytest.mark.parametrize("slug", ALL)
def test_targets_are_as_high_as_a_finger(reader, slug):
    tab = reader.open(WHERE[slug], viewport={"width": 320, "height": 700})
    asked = form(tab, slug)
    for target in asked.locator("label:has(input), input[type=range], button").all():
        assert target.bounding_box()["height"] >= 44
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
