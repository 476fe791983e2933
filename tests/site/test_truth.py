"""What the page shows at a state is what Python returns for it, in every place it shows it."""

import pytest

import book

STATES = 15


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
