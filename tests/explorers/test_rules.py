"""The rules of the book refuse what breaks them, and say which explorer does."""

from dataclasses import replace

import pytest

from nflsim import explorers
from nflsim.explorer import Control, DeclarationError
from nflsim.explorers import rules

GOOD = explorers.every()["one-dial"]
BUDGET, BREADTH = GOOD.controls[:2]


def extra(name):
    return Control(name, (0, 1), default=0, words=str)


def changed(**parts):
    return replace(GOOD, **parts)


@pytest.mark.parametrize(
    "controls",
    [
        (BREADTH, BUDGET),
        (BUDGET,),
        (BUDGET, extra("grain"), BREADTH),
        (BUDGET, BREADTH, extra("grain"), extra("knob")),
    ],
)
def test_controls_other_than_budget_breadth_and_one_knob_are_refused(controls):
    with pytest.raises(DeclarationError, match=r"^explorer one-dial: controls must be budget, br"):
        rules.kept(changed(controls=controls, presets=()))


def test_without_a_place_where_the_generalist_wins_it_is_refused():
    for presets in [(), (replace(GOOD.presets[0], generalist_wins=False),)]:
        with pytest.raises(DeclarationError, match=r"^explorer one-dial: one preset must show wh"):
            rules.kept(changed(presets=presets))


def test_every_explorer_of_the_book_has_been_held_to_them(monkeypatch):
    """The list of all explorers is where a rule is asked for, and the build asks for the list."""
    asked = []
    monkeypatch.setattr(rules, "kept", lambda explorer: asked.append(explorer.slug) or explorer)
    assert list(explorers.every.__wrapped__()) == asked
