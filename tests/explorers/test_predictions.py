"""What the book asks: the truth is the model's, and the figure shows it."""

import pytest

from nflsim.explorer import Pick
from nflsim.explorers import predictions

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
def test_the_figure_says_what_settles_the_question_there_and_nowhere_near_it(asked):
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
