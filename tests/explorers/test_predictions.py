"""What the book asks: the truth is the model's, and the figure shows it."""

import inspect

import pytest

from nflsim import exponent
from nflsim.explorer import Pick
from nflsim.explorers import predictions
from nflsim.explorers.evolution import histories
from nflsim.explorers.learning import lean
from nflsim.explorers.market import firms, trade
from nflsim.explorers.market import swings as spells
from nflsim.explorers.optimization import _searchers, landscapes, splitting
from nflsim.explorers.synthesis import regimes
from nflsim.market import swings

ALL = predictions.every()
every = pytest.mark.parametrize("asked", ALL.values(), ids=list(ALL))


@every
def test_the_question_does_not_tell_the_answer(asked):
    given = f"{asked.setting} {asked.question}"
    if isinstance(asked, Pick):
        assert asked.answers[asked.truth].text.lower() not in given.lower()
    else:
        assert asked.words.format(asked.truth) not in given


def test_the_right_answer_does_not_always_stand_in_the_same_place():
    picks = [each for each in ALL.values() if isinstance(each, Pick)]
    assert len({each.truth for each in picks}) >= 3


@every
def test_the_figure_says_what_settles_the_question_there_and_not_everywhere(asked):
    assert asked.seen in asked.explorer.at(**asked.state).reading
    readings = asked.explorer.grid[1]
    assert sum(asked.seen in each for each in readings) < len(readings)


@every
def test_what_is_said_to_a_guess_quotes_it(asked):
    if isinstance(asked, Pick):
        for place, answer in enumerate(asked.answers):
            assert f"“{answer.text}”" in asked.said(place)
            assert asked.said(place).endswith("so it is.") == answer.holds
    else:
        assert "close" in asked.said(asked.truth)
        assert "close" not in asked.said(asked.high if asked.truth < asked.high / 2 else asked.low)


def test_the_numbers_that_a_setting_gives_are_the_models():
    """What is written out there, in the order of the book."""
    state = {slug: asked.explorer.default | dict(asked.state) for slug, asked in ALL.items()}
    assert (_searchers.N, state["shuffled-half-the-time"]["budget"]) == (4, 2)
    assert state["shuffled-half-the-time"]["spread"] == 0.5
    assert (landscapes.BITS, state["on-the-trap"]["budget"]) == (10, 128)
    home = ALL["on-the-trap"].explorer.at(budget=128, breadth=1, start="home").arrays
    assert home["narrow"][home["budgets"].tolist().index(128)] > 0.999
    assert 2**landscapes.BITS == state["patience-on-the-trap"]["budget"] == 1024
    assert (splitting.TASKS, splitting.Q, splitting.NEED, splitting.POINTS) == (6, 4, 4, 16)
    assert {state[slug]["budget"] for slug in ("twelve-looks", "no-matter-how")} == {12}
    assert (state["one-dial-for-two"]["breadth"], state["eight-at-once"]["breadth"]) == (2, 8)
    crowd = state["one-cluster-or-two"]
    assert (crowd["budget"], crowd["breadth"], histories.WIDTH) == (1000, 2.5, 1.0)
    assert histories.GENERATIONS[-1] == 600
    assert all(there < here for there, here in zip(trade.PORTUGAL, trade.ENGLAND, strict=True))
    assert state["a-small-partner"] == {"budget": 0.25, "breadth": 1.0, "closeness": 0.0}
    assert state["dearer-talk"]["budget"] == 20
    assert state["dearer-talk"]["coordination"] == 2 * 0.05
    assert (firms.FIRMS, firms.NICHES, state["winner-takes-more"]["strength"]) == (5, 60, 10)
    assert [swings.income(breadth) for breadth in (0, 3)] == [
        (4 * swings.UNITS, 2 * swings.UNITS),
        (1 * swings.UNITS, 0),
    ]
    assert inspect.signature(swings.value).parameters["discount"].default == 0.99
    assert (spells.SPELLS[0], spells.SPELLS[-1], state["longer-spells"]["budget"]) == (1.5, 64, 12)
    assert (lean.SEEN, state["one-gate-or-two"]) == (
        tuple(range(8)),
        {"budget": 4, "breadth": 2, "lean": 0.0},
    )
    assert state["eight-for-one"] == {"budget": 20, "breadth": 8, "relatedness": 0.5}
    assert state["a-fifth-for-all"] == {"budget": 4.0, "breadth": 12, "spill": 0.2}
    assert exponent.hill(1.0, steepness=regimes.STEEPNESS) == 0.5
