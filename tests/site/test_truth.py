"""What the page shows at a state is what Python returns for it, in every place it shows it."""

import book
import pytest

STATES = 25


@pytest.mark.parametrize("slug", book.SLUGS)
def test_random_states_show_what_python_returns(reader, slug):
    explorer = book.declared()[slug]
    tab = book.open_explorer(reader, slug)
    for number, state in enumerate(book.states(explorer, STATES, f"truth {slug}")):
        tab.evaluate("link => { location.hash = link }", book.link(explorer, state))
        book.wait_state(tab, explorer, state)
        book.check(explorer, state, book.look(tab, slug))
        book.point_at(tab, slug, number)
        book.check_plotly(explorer, state, book.plotly_data(tab, slug))


@pytest.mark.parametrize("slug", book.SLUGS)
def test_the_first_picture_and_the_player_draw_the_same_marks(reader, slug):
    explorer = book.declared()[slug]
    before = book.look(reader.open(book.shown()[slug], java_script_enabled=False), slug)
    tab = book.open_explorer(reader, slug)
    state = book.step(tab, explorer, explorer.controls[0])
    book.field(tab, explorer, explorer.controls[0]).press(
        "ArrowLeft" if state[explorer.controls[0].name] > explorer.controls[0].default else "ArrowRight"
    )
    book.wait_state(tab, explorer, explorer.default)
    after = book.look(tab, slug)
    for part in ("reading", "head", "rows", "csv", "code", "outputs", "spoken"):
        assert after[part] == before[part]
