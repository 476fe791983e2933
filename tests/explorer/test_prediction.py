"""A prediction: what it must be, what it says to a guess, and its two lives."""

import ipywidgets
import pytest
from boxes import every

from nflsim import explorers
from nflsim.explorer import Answer, DeclarationError, Pick, Place, Recall, form, live

FIGURE = explorers.every()["every-searcher"]
COMMON = {
    "slug": "one",
    "setting": "It is <given>.",
    "question": "What follows?",
    "explorer": FIGURE,
    "state": {"spread": 1.0},
    "seen": "no free lunch",
}
YES, NO = Answer("Yes", True, "since it is"), Answer("No", False, "it is not")
SCALE = {"low": 0, "high": 100, "step": 5, "words": "{}%", "truth": 12.5, "near": 5, "why": "so"}


def pick(**changed):
    return Pick(**(COMMON | {"answers": (NO, YES)} | changed))


def place(**changed):
    return Place(**(COMMON | SCALE | changed))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"slug": "One"}, "slug must be lower case"),
        ({"seen": "a lead"}, "'a lead' is not what the figure says there: Budget 2"),
        ({"state": {"spread": 3}}, "spread must be one of"),
        ({"answers": (YES,)}, "answers must be two to five"),
        ({"answers": (YES, YES)}, "answers must be two to five, all different"),
        (
            {"answers": (NO, Answer("Perhaps", False, "no"))},
            r"exactly one answer must hold, got \[\]",
        ),
        ({"answers": (YES, Answer("Also", True, "too"))}, r"got \['Yes', 'Also'\]"),
    ],
)
def test_a_choice_that_would_mislead_is_refused(change, rule):
    with pytest.raises(DeclarationError, match=rule):
        pick(**change)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"truth": 101}, "truth must be on the scale, 0 to 100"),
        ({"near": 25}, "near must be more than 0 and less than a quarter"),
        ({"near": 0}, "near must be more than 0"),
    ],
)
def test_a_scale_that_would_mislead_is_refused(change, rule):
    with pytest.raises(DeclarationError, match=rule):
        place(**change)


def test_a_guess_is_quoted_beside_the_truth():
    assert pick().said(0) == "You said “No”. It is “Yes”."
    assert pick().said(1) == "You said “Yes”, and so it is."
    assert place().said(40) == "You said 40%. It is 12.5%."
    assert place().said(7.5) == "You said 7.5%. That is close: it is 12.5%."


@pytest.mark.parametrize("make", [pick, place])
def test_a_form_asks_first_and_keeps_its_answer_folded(make):
    text = form.html(make())
    assert text.index("What follows?") < text.index("<details") < text.index("See it in the figure")
    assert "It is &lt;given&gt;." in text
    assert "\n" not in text
    assert f'href="#{FIGURE.address({"spread": 1.0}).replace("&", "&amp;")}"' in text


def test_a_recall_folds_two_questions_and_has_them_in_a_notebook_under_a_title():
    again = Recall((pick(), place(slug="two")))
    text = form.folded(again)
    assert text.startswith('<details class="recall"><summary>Two questions on the chapter before')
    assert text.count('<form class="prediction"') == 2
    title, *asked = live.recalled(again).children
    assert "Two questions" in title.value
    assert len(asked) == 2
    with pytest.raises(DeclarationError, match="two questions, got 1"):
        Recall((pick(),))


def test_in_a_notebook_a_choice_is_answered_after_the_guess_and_not_before():
    box = live.asked(pick())
    (choices,), (button,) = every(box, ipywidgets.RadioButtons), every(box, ipywidgets.Button)
    answer = every(box, ipywidgets.HTML)[-1]
    assert (choices.value, button.disabled, answer.value) == (None, True, "")
    choices.value = 0
    button.click()
    assert "You said “No”. It is “Yes”." in answer.value
    assert all(reason in answer.value for reason in ("since it is", "it is not", "no free lunch"))
    assert choices.disabled


def test_in_a_notebook_a_number_is_answered_after_the_guess():
    box = live.asked(place())
    (slider,), (button,) = every(box, ipywidgets.FloatSlider), every(box, ipywidgets.Button)
    (words,) = every(box, ipywidgets.Label)
    assert words.value == "50%"
    slider.value = 40
    assert words.value == "40%"
    button.click()
    assert "You said 40%. It is 12.5%." in every(box, ipywidgets.HTML)[-1].value
