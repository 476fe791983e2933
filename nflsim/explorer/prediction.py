"""Prediction: a question asked before the figure tells, with an answer that the model gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nflsim.explorer.declaration import DeclarationError, Explorer
from nflsim.explorer.lives import TwoLives


@dataclass(frozen=True)
class Answer:
    """One answer to choose: its text, whether the model bears it out, and why or why not."""

    text: str
    holds: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Prediction(TwoLives):
    """A question, and the state of a figure that answers it.

    Parameters
    ----------
    slug : name in addresses: lower case letters, digits and hyphens.
    setting, question : what is given, and what is asked; neither tells the answer.
    explorer, state : the figure and the state of it that shows the answer.
    seen : the words of that state's reading that settle the question.
    """

    slug: str
    setting: str = ""
    question: str
    explorer: Explorer
    state: Mapping
    seen: str

    def __post_init__(self):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.slug):
            self._fail("slug must be lower case words with hyphens")
        if self.seen not in self.reading:
            self._fail(f"{self.seen!r} is not what the figure says there: {self.reading}")

    @property
    def reading(self) -> str:
        """Return what the figure says at the state that shows the answer."""
        return self.explorer.at(**self.state).reading

    @property
    def address(self) -> str:
        """Return the address of the state that shows the answer."""
        return self.explorer.address(self.state)

    def _fail(self, rule):
        raise DeclarationError(f"prediction {self.slug}: {rule}")

    def _page(self):
        from nflsim.explorer import form

        return form.html(self)

    def _widget(self):
        from nflsim.explorer import live

        return live.asked(self)


@dataclass(frozen=True, kw_only=True)
class Pick(Prediction):
    """A prediction among two to five answers, of which exactly one holds."""

    answers: tuple[Answer, ...]
    kind = "pick"

    def __post_init__(self):
        super().__post_init__()
        if not 2 <= len({answer.text for answer in self.answers}) == len(self.answers) <= 5:
            self._fail("answers must be two to five, all different")
        if sum(bool(answer.holds) for answer in self.answers) != 1:
            held = [answer.text for answer in self.answers if answer.holds]
            self._fail(f"exactly one answer must hold, got {held}")

    @property
    def truth(self) -> int:
        """Return the place of the answer that holds."""
        return [bool(answer.holds) for answer in self.answers].index(True)

    def said(self, guess: int) -> str:
        """Return what is said to a guess, the place of an answer."""
        given, right = self.answers[guess], self.answers[self.truth]
        if given is right:
            return f"You said “{given.text}”, and so it is."
        return f"You said “{given.text}”. It is “{right.text}”."


@dataclass(frozen=True, kw_only=True)
class Place(Prediction):
    """A prediction of a number: where on a scale from `low` to `high`, in whole steps.

    `words` has {} where a number stands beside its unit, as in "{}%"; `near` is how far a guess
    may be off and still count as right.
    """

    low: float
    high: float
    step: float
    words: str
    truth: float
    near: float
    why: str
    kind = "place"

    def __post_init__(self):
        super().__post_init__()
        if not self.low <= self.truth <= self.high:
            self._fail(f"truth must be on the scale, {self.low:g} to {self.high:g}")
        if not 0 < self.near < (self.high - self.low) / 4:
            self._fail("near must be more than 0 and less than a quarter of the scale")

    @property
    def middle(self) -> float:
        """Return the step nearest to the middle, where the scale stands first."""
        return self.low + round((self.high - self.low) / 2 / self.step) * self.step

    def worded(self, number: float) -> str:
        """Return a number with its unit."""
        return self.words.format(f"{number:g}")

    def told(self, close: bool) -> str:
        """Return what is said to a guess that is close or is not, with {} for the guess."""
        verdict = "That is close: it" if close else "It"
        return f"You said {self.words}. {verdict} is {self.worded(self.truth)}."

    def said(self, guess: float) -> str:
        """Return what is said to a guess."""
        return self.told(abs(guess - self.truth) <= self.near).format(f"{guess:g}")


@dataclass(frozen=True)
class Recall(TwoLives):
    """Questions on the chapter before, folded away until a reader wants them."""

    questions: tuple[Prediction, ...]
    title = "Two questions on the chapter before"

    def __post_init__(self):
        if len(self.questions) != 2:
            raise DeclarationError(f"a recall must have two questions, got {len(self.questions)}")

    def _page(self):
        from nflsim.explorer import form

        return form.folded(self)

    def _widget(self):
        from nflsim.explorer import live

        return live.recalled(self)
