"""What a reader may set: controls, and presets of them all."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True)
class Control:
    """One slider, or one choice: its name, its values, and each value in words.

    The label is the name with a capital unless it is given.
    """

    name: str
    values: tuple
    _: KW_ONLY
    default: object
    words: Callable[[object], str]
    label: str = ""
    kind: str = "range"

    def __post_init__(self):
        object.__setattr__(self, "label", self.label or self.name.capitalize())

    def token(self, value) -> str:
        """Return `value` as an address writes it."""
        return value if isinstance(value, str) else f"{value:g}"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A state worth seeing: a link's text, the state, and what to look for."""

    label: str
    state: Mapping
    see: str
    generalist_wins: bool = False


def counted(number: float, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one.

    Examples
    --------
    >>> counted(1, "label"), counted(0, "label"), counted(1024, "label"), counted(0.5, "label")
    ('1 label', '0 labels', '1,024 labels', '0.5 labels')
    """
    return f"{number:,g} {noun}{'s' * (number != 1)}"
