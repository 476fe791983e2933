"""What a reader sees in Chromium, a reader in Firefox and in Safari's engine sees as well."""

import json
from functools import partial

import pytest
from drivers import KEYS

import book
from nflsim.explorers import predictions

FIGURE = """document.querySelector('figure[data-explorer="%s"]')"""
FIELD = FIGURE + """.querySelector('[name="%s"]')"""
UNTIL = """const until = async (test) => {
  for (const end = performance.now() + 15000; !test();) {
    if (performance.now() > end) throw new Error(`waited in vain: ${test}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};
"""
LOADED = (
    UNTIL
    + """for (const slug of %s) {
  const figure = () => document.querySelector(`figure[data-explorer="${slug}"]`);
  await until(figure);
  figure().scrollIntoView();
  await until(() => window.nflsimGrids?.[slug]);
}"""
)
WATCH = """
window.wrong = [];
addEventListener("error", (event) => wrong.push(String(event.message)));
addEventListener("unhandledrejection", (event) => wrong.push(String(event.reason)));
document.addEventListener("securitypolicyviolation",
  (event) => wrong.push(`${event.effectiveDirective} ${event.blockedURI}`));"""
ELSEWHERE = """return performance.getEntriesByType("resource").map((one) => one.name)
  .filter((name) => !name.startsWith(location.origin) && !name.startsWith("data:"));"""
# What each element of a formula must hold: an engine refuses any other number of children.
CHILDREN = {"mover": 2, "munder": 2, "msub": 2, "msup": 2, "mfrac": 2, "mroot": 2}
CHILDREN |= {"munderover": 3, "msubsup": 3}
FORMULAS = f"""const wanted = {json.dumps(CHILDREN)};
return [...document.querySelectorAll(Object.keys(wanted).join())]
  .filter((one) => one.children.length !== wanted[one.localName]).map((one) => one.outerHTML);"""
REST = "await new Promise((done) => setTimeout(done, 400));"


def look(engine, slug):
    return engine.run(f"return await ({book.LOOK})({FIGURE % slug});")


def key(engine, name):
    strokes = [{"type": kind, "value": KEYS[name]} for kind in ("keyDown", "keyUp")]
    engine.act([{"type": "key", "id": "keys", "actions": strokes}])


def check(engine, explorer, state):
    book.check(explorer, explorer.default | state, look(engine, explorer.slug))


def drawn_along(engine, slug, control, value, kind):
    """Draw a slider from a value to its far end; return what it must stand at."""
    if control.kind != "range":
        return {}
    x, y, width, height = engine.run(
        f"const field = {FIELD % (slug, control.name)};"
        "field.scrollIntoView({ block: 'center' }); const b = field.getBoundingClientRect();"
        "return [b.x, b.y, b.width, b.height].map(Math.round);"
    )
    share = control.values.index(value) / (len(control.values) - 1)
    start = x + 10 + round(share * (width - 20))
    end = x + 4 if share > 0.5 else x + width - 4
    move = partial(dict, type="pointerMove", y=y + height // 2)
    pointer = [move(x=start), {"type": "pointerDown", "button": 0}]
    pointer += [move(x=(start + end) // 2), move(x=end), {"type": "pointerUp", "button": 0}]
    how = {"id": kind, "parameters": {"pointerType": kind}}
    engine.act([{"type": "pointer", "actions": pointer} | how])
    return {control.name: control.values[0 if share > 0.5 else -1]}


@pytest.mark.parametrize("page", book.EXPLORER_PAGES)
def test_each_control_moves_its_figure_by_key_and_finger_and_presets_go_where_they_say(
    engine, server, page
):
    slugs = book.on_page(page)
    engine.open(f"{server}/{page}")
    engine.run(WATCH)
    engine.run(LOADED % json.dumps(slugs))
    for slug in slugs:
        explorer = book.declared()[slug]
        state = explorer.default
        check(engine, explorer, state)
        for control in explorer.controls:
            place = control.values.index(control.default)
            forward = place + 1 < len(control.values)
            field = FIELD % (slug, control.name)
            engine.run(f"{field}.focus();")
            if control.kind == "range":
                key(engine, ("ArrowLeft", "ArrowRight")[forward])
            else:  # some engines open a list of their own, which is not of the page
                step = 1 if forward else -1
                engine.run(
                    f"const one = {field}; one.selectedIndex += {step};"
                    'one.dispatchEvent(new Event("input", { bubbles: true }));'
                )
            state = state | {control.name: control.values[place + (1 if forward else -1)]}
            check(engine, explorer, state)
        for control in explorer.controls:
            state = state | drawn_along(engine, slug, control, state[control.name], "touch")
            check(engine, explorer, state)
        engine.run(REST)
        assert engine.run("return location.hash;") == book.link(explorer, state)
        engine.run(f"{FIGURE % slug}.querySelectorAll('.explorer-presets a')[1].click();")
        check(engine, explorer, dict(explorer.presets[1].state))
    assert engine.run(FORMULAS) == []
    assert engine.run(ELSEWHERE) == []
    assert engine.run("return window.wrong;") == []
    assert list(engine.complaints) == []


@pytest.mark.parametrize("slug", book.KINDS)
def test_a_mouse_draws_its_sliders_along(engine, server, slug):
    explorer, state = book.declared()[slug], {}
    engine.open(f"{server}/{book.shown()[slug]}")
    engine.run(LOADED % json.dumps([slug]))
    for control in explorer.controls:
        state |= drawn_along(engine, slug, control, control.default, "mouse")
        check(engine, explorer, state)


def test_plotly_draws_when_the_reader_turns_to_the_plot(engine, server):
    slug = book.KINDS[0]
    explorer = book.declared()[slug]
    engine.open(f"{server}/{book.shown()[slug]}")
    engine.run(LOADED % json.dumps([slug]))
    engine.run(f"{FIGURE % slug}.querySelectorAll('.explorer-presets a')[1].click();")
    engine.run(f"{FIGURE % slug}.querySelector('.explorer-plot').click();")
    engine.run(
        UNTIL
        + f"await until(() => 'plotly' in {FIGURE % slug}.querySelector('.explorer-plot').dataset);"
    )
    drawn = engine.run(
        f"return ({book.PLOTLY})({FIGURE % slug}.querySelector('.explorer-plotly'));"
    )
    book.check_plotly(explorer, explorer.default | dict(explorer.presets[1].state), drawn)


PRINTED = """for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
  if (rule.media?.mediaText === "print") rule.media.mediaText = "all";
}
const seen = (selector) => [...document.querySelectorAll(`figure.explorer :is(${selector})`)]
  .filter((one) => one.getClientRects().length > 0).length;
return [seen(".explorer-svg"), seen(".explorer-fallback"), seen("input, select, details")];"""


def test_on_paper_there_are_pictures_and_tables_and_nothing_to_press(engine, server):
    """Not every driver prints: what the sheets say of paper is tried on the screen."""
    page = book.shown()[book.KINDS[0]]
    engine.open(f"{server}/{page}")
    count = len(book.on_page(page))
    assert engine.run(PRINTED) == [count, count, 0]


def test_in_a_sandboxed_frame_figures_move_and_icons_are_no_boxes(engine, server, platform):
    slug = book.KINDS[0]
    explorer, control = book.declared()[slug], book.declared()[slug].controls[0]
    engine.open(platform(f"{server}/{book.shown()[slug]}"))
    engine.run(REST)
    inside = partial(engine.run, inside=True)
    inside(LOADED % json.dumps([slug]))
    other = next(place for place, value in enumerate(control.values) if value != control.default)
    inside(
        f"const one = {FIELD % (slug, control.name)}; one.value = {other};"
        'one.dispatchEvent(new Event("input", { bubbles: true }));'
    )
    reading = inside(f"return {FIGURE % slug}.querySelector('.explorer-reading').textContent;")
    assert reading == explorer.at(**{control.name: control.values[other]}).reading
    icons = inside(
        "await document.fonts.ready; return [...document.fonts]"
        ".filter((font) => font.family.includes('Awesome')).map((font) => font.status);"
    )
    assert "loaded" in icons
    assert "error" not in icons


BET = """const form = document.querySelector("#predict-%s");
form.querySelectorAll("[name=guess]")[%s].click();
const button = form.querySelector("button");
button.scrollIntoView({ block: "center" });
const box = button.getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);"""
TOLD = (
    UNTIL
    + """const told = () => document.querySelector("#predict-%s .prediction-told").textContent;
await until(() => told());
return told();"""
)


@pytest.mark.parametrize("slug", ["shuffled-half-the-time", "twelve-looks"])
def test_a_bet_is_answered_shown_and_remembered_and_the_code_switched_on(engine, server, slug):
    asked = predictions.every()[slug]
    page = book.shown()[asked.explorer.slug]
    engine.open(f"{server}/chapters/predictions.html")
    engine.run("await document.fonts.ready; localStorage.clear();")
    engine.open(f"{server}/{page}")
    engine.run(WATCH)
    engine.run(LOADED % json.dumps([asked.explorer.slug]))
    x, y = engine.run(BET % (slug, 0))
    press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
    click = [{"type": "pointerMove", "x": x, "y": y}, *press]
    engine.act([{"type": "pointer", "id": "mouse", "actions": click}])
    assert engine.run(TOLD % slug) == asked.said(0)
    check(engine, asked.explorer, dict(asked.state))
    engine.run("await document.fonts.ready; document.querySelector('.code-switch input').click();")
    assert engine.run("return localStorage['nflsim-code'];") == "shown"
    engine.open(f"{server}/chapters/predictions.html")
    assert engine.run("return document.querySelector('.prediction-sum').textContent;").startswith(
        "You made 1 of"
    )
    assert list(engine.complaints) == []
