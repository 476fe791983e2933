"""A grid of states as one small file: 16-bit integers in axis units, texts by their number.

Notation
--------
axes     the controls on which an array depends; it is stored once for each of their states
steps    a stored number is low + code / steps * (high - low)
code     integers below 2**16, as differences, high bytes before low bytes, in base64;
         with `levels`, a letter for each: the number of its level, of few
texts    different strings, each stored once
"""

import base64
import json
from fractions import Fraction

import numpy as np
from plotly.utils import PlotlyJSONEncoder

from nflsim._rounding import settled

STEPS = 2**16 - 1  # at most: the largest error of a stored number is range / (2 * steps)
SMOOTH = 1000  # steps over an axis, at least: a mark is off by less than a third of a pixel
FIRST, LETTERS = ord("#"), 57  # to "[": what JSON writes as it is


def encode(integers: np.ndarray) -> str:
    """Return integers from 0 to 65535 as text: differences mod 2**16, in byte planes."""
    flat = np.asarray(integers, dtype=np.int64).ravel()
    steps = np.diff(flat, prepend=0).astype(np.uint16)
    planes = (steps >> 8).astype(np.uint8).tobytes() + (steps & 255).astype(np.uint8).tobytes()
    return base64.b64encode(planes).decode()


def packed(integers: np.ndarray) -> dict:
    """Return integers from 0 to 65535 as letters if few of them differ, else as `encode` does."""
    levels, letters = np.unique(integers, return_inverse=True)
    if len(levels) > LETTERS:
        return {"code": encode(integers)}
    code = (letters.ravel() + FIRST).astype(np.uint8).tobytes().decode()
    return {"levels": levels.tolist(), "code": code}


def reduced(array: np.ndarray, shape: tuple[int, ...]) -> tuple[list[int], np.ndarray]:
    """Return the controls on which an array over all states depends, and it on those alone."""
    array = array.reshape(*shape, -1)
    axes = []
    for axis in range(len(shape)):
        first = array.take([0], axis=axis)
        if (array == first).all():
            array = first
        else:
            axes.append(axis)
    return axes, array


def numbers(
    array: np.ndarray, shape: tuple[int, ...], low: float, high: float, digits: int | None = None
) -> dict:
    """Return an array over all states as fractions of the range from `low` to `high`.

    With `digits`, on the grid of decimals if the range allows it: what is printed with so many
    is then the number itself, rounded once.
    """
    array = array.astype(float)
    code, steps = (array - low) / ((high - low) or 1) * STEPS, STEPS
    if digits is not None:
        first, last = (round(end * 10**digits, 6) for end in (low, high))
        if first % 1 == last % 1 == 0 and SMOOTH <= last - first <= STEPS:
            code, steps = np.rint(array * 10**digits) - first, int(last - first)
    axes, code = reduced(np.rint(code).astype(np.int64), shape)
    kept = {"axes": axes, "size": code.shape[-1], "low": low, "high": high, "steps": steps}
    return kept | packed(code)


def texts(array: np.ndarray, shape: tuple[int, ...]) -> dict:
    """Return an array of strings over all states, each different string stored once."""
    axes, array = reduced(array, shape)
    different, places = np.unique(array.ravel(), return_inverse=True)
    if len(different) > STEPS:
        raise ValueError(f"texts must be at most {STEPS} different strings, got {len(different)}")
    return {"axes": axes, "size": array.shape[-1], "texts": different.tolist()} | packed(places)


def payload(explorer) -> dict:
    """Return all that the player needs to show any state of an explorer."""
    arrays, readings = explorer.grid
    arrays = {name: settled(array) for name, array in arrays.items()}
    spans = {name: span for name, span in explorer.spans.items() if name in arrays}
    printed = [name for name in explorer.table.values() if arrays[name].dtype.kind == "f"]
    for name in printed:
        if name in spans:
            continue
        ends, unit = (arrays[name].min(), arrays[name].max()), 10**explorer.digits
        spans[name] = float(np.floor(ends[0] * unit) / unit), float(np.ceil(ends[1] * unit) / unit)
    stored = {
        name: numbers(
            arrays[name], explorer.shape, *span, explorer.digits if name in printed else None
        )
        for name, span in spans.items()
    }
    columns = []
    for label, name in explorer.table.items():
        column = {"label": label, "array": name}
        if name in printed:
            column["digits"] = explorer.digits
        else:
            written = np.array([written_exactly(value) for value in arrays[name].ravel()])
            column |= texts(written, explorer.shape)
        columns.append(column)
    return {
        "arrays": stored,
        "columns": columns,
        "readings": texts(np.array(readings), explorer.shape),
        "facts": {
            name: texts(np.array(said), explorer.shape) for name, said in explorer.known.items()
        },
        "figure": explorer.figure.to_plotly_json(),
    }


def written_exactly(value) -> str:
    """Return an integer or a Fraction as text."""
    return str(value) if isinstance(value, Fraction) else str(int(value))


def script(explorer) -> str:
    """Return the grid as a script: a classic one also loads from a file opened in a browser."""
    compact = {"separators": (",", ":"), "ensure_ascii": False}
    text = json.dumps(payload(explorer), cls=PlotlyJSONEncoder, **compact)
    return f'(window.nflsimGrids=window.nflsimGrids||{{}})["{explorer.slug}"]={text};\n'
