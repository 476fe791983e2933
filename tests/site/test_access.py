"""For every reader: with a screen reader, on a small screen, in the dark, without motion."""

import pytest

import book

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
