"""What the theme does that this book has to mend."""

import book

PAGE = book.EXPLORER_PAGES[0]


def test_where_nothing_may_be_stored_the_theme_still_switches_and_figures_move(reader):
    tab = reader.new()
    tab.add_init_script(book.REFUSED)
    tab.goto(reader.url(PAGE))
    tab.locator(".theme-switch-button").locator("visible=true").first.click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tab.evaluate("localStorage.getItem('mode')") == "dark"
    slug = book.on_page(PAGE)[0]
    book.wait_loaded(tab, slug)
    book.step(tab, book.declared()[slug], book.declared()[slug].controls[0])


def test_what_may_be_stored_is_stored_by_the_browser(reader):
    tab = reader.open(PAGE)
    tab.locator(".theme-switch-button").locator("visible=true").first.click()
    tab.goto(reader.url("index.html"))
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"


def test_after_the_search_dialog_the_focus_is_where_it_was(reader):
    tab = reader.open(PAGE)
    link = tab.locator("article a[href]").locator("visible=true").first
    link.focus()
    tab.keyboard.press("Control+k")
    tab.locator("#pst-search-dialog input").wait_for()
    tab.keyboard.press("Escape")
    tab.locator("#pst-search-dialog").wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")
    button = tab.locator(".search-button__button").locator("visible=true").first
    button.click()
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement !== document.body")
