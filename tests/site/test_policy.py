"""Every page works under its content security policy, and the policy refuses what it must."""

import re

import pytest

import book

POLICY = re.compile(r'<meta charset="utf-8" /><meta http-equiv="Content-Security-Policy" ')
SEEN = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
}"""
PICTURE = ".explorer-plotly .modebar-btn[data-title^='Download']"
OUTSIDE = "https://outside.invalid"
SCRIPT = "const script = document.createElement('script');"
INJECTED = {
    "inline": (f"{SCRIPT} script.text = 'window.hacked = 1'; document.head.append(script);", ""),
    "handler": ("document.body.setAttribute('onclick', 'window.hacked = 1');", ""),
    "address": ("location.href = 'javascript:window.hacked = 1';", ""),
    "eval": ("try { setTimeout('window.hacked = 1'); } catch { }", ""),
    "script": (f"{SCRIPT} script.src = '{OUTSIDE}/a.js'; document.head.append(script);", OUTSIDE),
    "data": (
        f"{SCRIPT} script.src = 'data:text/javascript,window.hacked=1';"
        "document.head.append(script);",
        "data",
    ),
    "picture": (f"new Image().src = '{OUTSIDE}/a.png';", OUTSIDE),
    "request": (f"fetch('{OUTSIDE}/a').catch(() => {{}});", OUTSIDE),
    "style": (
        "const link = document.createElement('link'); link.rel = 'stylesheet';"
        f"link.href = '{OUTSIDE}/a.css'; document.head.append(link);",
        OUTSIDE,
    ),
    "frame": (
        "const frame = document.createElement('iframe');"
        f"frame.src = '{OUTSIDE}'; document.body.append(frame);",
        OUTSIDE,
    ),
    "object": (
        "const object = document.createElement('object');"
        f"object.data = '{OUTSIDE}/a'; document.body.append(object);",
        OUTSIDE,
    ),
    "base": (
        "const base = document.createElement('base');"
        f"base.href = '{OUTSIDE}'; document.head.append(base);",
        OUTSIDE,
    ),
    "form": (
        "const form = document.createElement('form');"
        f"form.action = '{OUTSIDE}'; document.body.append(form); form.submit();",
        OUTSIDE,
    ),
}


def watched(reader, page, way):
    """Return a page that notes what its policy refuses, from its first line on."""
    tab = reader.new()
    tab.add_init_script(f"({SEEN})()")
    tab.goto(reader.url(page, way))
    return tab


@pytest.mark.parametrize("page", book.PAGES)
def test_the_policy_comes_before_anything_that_loads(page):
    text = (book.HTML / page).read_text(encoding="utf-8")
    first = re.search(r"<(?:script|link|style|img|noscript)\b", text)
    assert POLICY.search(text).start() < first.start()
    assert len(POLICY.findall(text)) == 1
    script = re.search(r"script-src ([^;]+)", text)[1]
    assert re.fullmatch(r"'self' file:(?: https://[\w.-]+)?(?: 'sha256-[\w+/]{43}=')+", script)


@pytest.mark.parametrize("page", sorted({book.shown()[slug] for slug in book.KINDS}))
def test_nothing_that_a_reader_does_in_a_file_is_refused(reader, page):
    tab = watched(reader, page, "file")
    theme = tab.evaluate("document.documentElement.dataset.mode")
    tab.locator(".theme-switch-button").locator("visible=true").first.click()
    assert tab.evaluate("document.documentElement.dataset.mode") != theme
    tab.locator(".toggle-hidden > .admonition-title").evaluate_all(
        "all => all.forEach((title) => title.click())"
    )
    for slug in book.on_page(page):
        book.wait_loaded(tab, slug)
        explorer, figure = book.declared()[slug], book.figure(tab, slug)
        for control in explorer.controls:
            book.step(tab, explorer, control)
        for summary in figure.locator("summary").all():
            summary.click()
        for button, suffix in ((".explorer-csv", "csv"), (PICTURE, "png")):
            if button == PICTURE:
                book.point_at(tab, slug)
            with tab.expect_download() as download:
                figure.locator(button).click()
            assert download.value.suggested_filename == f"{slug}.{suffix}"
    assert tab.evaluate("window.refused") == []


def test_the_search_and_its_excerpts_are_not_refused(reader):
    tab = watched(reader, "search.html", "http")
    field = tab.locator("input[type=search]").locator("visible=true").first
    field.fill("invasibility")
    field.press("Enter")
    tab.locator("#search-results .context").first.wait_for()
    assert tab.evaluate("window.refused") == []


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("what", INJECTED)
def test_what_somebody_else_puts_into_a_page_is_refused(reader, what, way):
    code, blocked = INJECTED[what]
    tab = watched(reader, "index.html", way)
    tab.evaluate(f"() => {{ {code} document.body.click(); }}")
    tab.wait_for_function("() => window.refused.length > 0")
    assert blocked in " ".join(tab.evaluate("window.refused"))
    assert tab.evaluate("window.hacked") is None
    assert reader.complaints  # a refusal is said aloud, so no other test overlooks one
    reader.complaints.clear()
    reader.requests.clear()


@pytest.mark.parametrize("slug", book.KINDS)
def test_no_tool_of_a_plot_sends_its_data_away(reader, slug):
    tab = book.open_explorer(reader, slug)
    book.point_at(tab, slug)
    names = (
        book.figure(tab, slug)
        .locator(".modebar-btn")
        .evaluate_all("all => all.map((button) => button.dataset.title)")
    )
    assert names[0].startswith("Download")
    assert [name for name in names if re.search("share|cloud|edit|send", name, re.I)] == []
