"""For every reader: with a screen reader, on a small screen, in the dark, without motion."""

import pytest

import book

SCREENS = [
    pytest.param(color, width, id=f"{color}-{width}")
    for color in ("light", "dark")
    for width in (1280, 360)
]


@pytest.mark.parametrize(("color", "width"), SCREENS)
@pytest.mark.parametrize("page", [page for page in book.PAGES if page not in book.EXPLORER_PAGES])
def test_axe_finds_nothing(reader, page, color, width):
    tab = reader.open(page, color_scheme=color, viewport={"width": width, "height": 900})
    assert book.violations(tab) == []


@pytest.mark.parametrize(("color", "width"), SCREENS)
@pytest.mark.parametrize("page", book.EXPLORER_PAGES)
def test_axe_finds_nothing_once_everything_is_open_and_drawn(reader, page, color, width):
    tab = reader.open(page, color_scheme=color, viewport={"width": width, "height": 900})
    for slug in book.on_page(page):
        book.wait_loaded(tab, slug)
        explorer = book.declared()[slug]
        for control in explorer.controls:
            book.step(tab, explorer, control)
        for summary in book.figure(tab, slug).locator("summary").all():
            summary.click()
        book.point_at(tab, slug)
    assert book.violations(tab) == []


@pytest.mark.parametrize("page", book.PAGES)
def test_a_screen_of_320_px_needs_no_sideways_scrolling(reader, page):
    tab = reader.open(page, viewport={"width": 320, "height": 640})
    for slug in book.on_page(page):
        book.wait_loaded(tab, slug)
        for summary in book.figure(tab, slug).locator("summary").all():
            summary.click()
        book.point_at(tab, slug)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


CUT = """(figure) => {
  const plot = figure.querySelector(".explorer-plot");
  const { left, right, top, bottom } = plot.getBoundingClientRect();
  const out = (box) => box.left < left || box.right > right || box.top < top || box.bottom > bottom;
  return [...plot.querySelectorAll("text")]
    .filter((text) => out(text.getBoundingClientRect())).map((text) => text.textContent);
}"""


@pytest.mark.parametrize("slug", book.SLUGS)
def test_no_word_of_a_figure_is_cut_off_on_a_screen_of_360_px(reader, slug):
    tab = book.open_explorer(reader, slug, viewport={"width": 360, "height": 780})
    assert book.figure(tab, slug).evaluate(CUT) == []


@pytest.mark.parametrize(
    ("slug", "width"),
    [(slug, 320) for slug in book.SLUGS] + [(slug, 1280) for slug in book.KINDS],
)
def test_what_is_pressed_is_at_least_44_px_high_and_named(reader, slug, width):
    tab = book.open_explorer(reader, slug, viewport={"width": width, "height": 900})
    targets = book.figure(tab, slug).locator("input, select, summary")
    for target in targets.all():
        assert target.bounding_box()["height"] >= 44
    for control in book.declared()[slug].controls:
        field = book.field(tab, book.declared()[slug], control)
        assert field.evaluate("field => field.labels[0].textContent") == control.label
        assert book.figure(tab, slug).get_by_text(control.label, exact=True).is_visible()


TOP = "figure => figure.getBoundingClientRect().top"
CLICK = """(figure) => {
  const top = () => figure.getBoundingClientRect().top;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  const before = top();
  figure.querySelector(".explorer-presets a").click();
  return [before, top()];
}"""


@pytest.mark.parametrize("slug", book.KINDS)
def test_who_wants_no_motion_is_taken_to_a_figure_at_once(reader, slug):
    tab = book.open_explorer(reader, slug, viewport={"width": 1280, "height": 400})
    before, after = book.figure(tab, slug).evaluate(CLICK)
    assert before != after
    assert 0 <= after < 200


LUMINANCE = """(element) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (rgb) => rgb.slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.push(rgba(getComputedStyle(at).backgroundColor));
    if (layers.at(-1)[3] === 255) break;
  }
  const ground = layers.reverse().reduce((under, over) =>
    under.map((part, i) => part + (over[i] - part) * over[3] / 255), [255, 255, 255]);
  const style = getComputedStyle(element);
  const ink = rgba(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
  return [luminance(ground), luminance(ink)];
}"""


@pytest.mark.parametrize("color", ["light", "dark"])
@pytest.mark.parametrize("slug", book.KINDS)
def test_texts_and_ticks_can_be_read(reader, slug, color):
    tab = book.open_explorer(reader, slug, color_scheme=color)
    figure = book.figure(tab, slug)
    for summary in figure.locator("summary").all():
        summary.click()
    places = [
        ".explorer-title",
        ".explorer-reading",
        ".explorer-control label",
        ".explorer-control output",
        ".explorer-legend li",
        ".explorer-presets p",
        ".explorer-data td",
        ".explorer-data th",
        ".explorer-code code",
        ".explorer-svg text",
    ]
    book.point_at(tab, slug)
    places += [".explorer-plotly .xtick text", ".explorer-plotly .ytick text"]
    for place in places:
        for text in figure.locator(place).all():
            ground, ink = text.evaluate(LUMINANCE)
            light, dark = max(ground, ink), min(ground, ink)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, place
            assert (ground < ink) == (color == "dark"), place


def test_the_search_finds_a_chapter_and_only_its_page_loads_the_index(reader):
    tab = reader.open("chapters/optimization/fit.html")
    assert not any("searchindex" in url for url in reader.requests)
    tab.locator(".search-button-field, .search-button__button").locator(
        "visible=true"
    ).first.click()
    field = tab.locator("input[type=search]").locator("visible=true").first
    field.fill("invasibility")
    field.press("Enter")
    results = tab.locator("#search-results a")
    results.first.wait_for()
    assert any("branching" in link.get_attribute("href") for link in results.all())
