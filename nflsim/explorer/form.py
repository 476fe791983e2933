"""A prediction as a form: its answer is folded, and the player opens it once a guess is made."""

import json
from html import escape

from nflsim.explorer.prediction import Pick, Prediction, Recall


def html(prediction: Prediction) -> str:
    """Return the form with the question, the answers, and what is told afterwards."""
    field = _choices(prediction) if isinstance(prediction, Pick) else _scale(prediction)
    told = _reasons(prediction) if isinstance(prediction, Pick) else _reason(prediction)
    described = f' aria-describedby="{anchor(prediction)}-setting"' if prediction.setting else ""
    # One line: in Markdown an empty line or an indent would end the block of HTML.
    return (
        f'<form class="prediction" id="{anchor(prediction)}" data-asked="{kept(prediction)}">'
        f"{_setting(prediction)}"
        f"<fieldset{described}><legend>{escape(prediction.question)}</legend>{field}"
        '<button type="submit">This is my bet</button></fieldset>'
        '<p class="prediction-told" role="status"></p>'
        f'<details class="prediction-truth"><summary>The answer</summary>{told}'
        f'<p><a class="explore" href="#{escape(prediction.address)}">See it in the figure</a>: '
        f"{escape(prediction.reading)}</p></details></form>"
    )


def folded(recall: Recall) -> str:
    """Return questions folded away under their title."""
    forms = "".join(map(html, recall.questions))
    return f'<details class="recall"><summary>{escape(recall.title)}</summary>{forms}</details>'


def anchor(prediction: Prediction) -> str:
    """Return the name of a prediction's place on its page."""
    return f"predict-{prediction.slug}"


def kept(prediction: Prediction) -> str:
    """Return what the player must know of a prediction, as an attribute."""
    known = {"slug": prediction.slug, "kind": prediction.kind, "truth": prediction.truth}
    if isinstance(prediction, Pick):
        places = range(len(prediction.answers))
        known |= {"said": [prediction.said(guess) for guess in places]}
    else:
        names = ("low", "high", "near", "words")
        known |= {name: getattr(prediction, name) for name in names}
        known |= {"close": prediction.told(close=True), "off": prediction.told(close=False)}
    return escape(json.dumps(known))


def _setting(prediction):
    name = f"{anchor(prediction)}-setting"
    return f'<p id="{name}">{escape(prediction.setting)}</p>' if prediction.setting else ""


def _choices(prediction):
    return "".join(
        f'<label><input type="radio" name="guess" value="{place}" required autocomplete="off"> '
        f"{escape(answer.text)}</label>"
        for place, answer in enumerate(prediction.answers)
    )


def _scale(prediction):
    name, low, high = anchor(prediction), prediction.low, prediction.high
    words = escape(prediction.worded(prediction.middle))
    share = (prediction.truth - low) / (high - low)
    return (
        f'<label for="{name}-guess">Your guess</label><output for="{name}-guess">{words}</output>'
        f'<input type="range" id="{name}-guess" name="guess" min="{low:g}" max="{high:g}" '
        f'step="{prediction.step:g}" value="{prediction.middle:g}" aria-valuetext="{words}" '
        'autocomplete="off">'
        f'<div class="prediction-scale" aria-hidden="true"><span style="left:{share:.2%}">'
        f"{escape(prediction.worded(prediction.truth))}</span></div>"
    )


def _reasons(prediction):
    right = prediction.answers[prediction.truth]
    others = (answer for answer in prediction.answers if answer is not right)
    rows = "".join(f"<li>“{escape(each.text)}”: {escape(each.why)}</li>" for each in others)
    return f"<p><strong>{escape(right.text)}.</strong> {escape(right.why)}</p><ul>{rows}</ul>"


def _reason(prediction):
    exact = escape(prediction.worded(prediction.truth))
    return f"<p><strong>{exact}.</strong> {escape(prediction.why)}</p>"
