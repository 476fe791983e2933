"""Explorer: controls, a model, a figure and a sentence, declared once.

Notation
--------
state     one value for each control
states    all states, in the order of the controls' values, the last control fastest
arrays    what the model returns at a state: name -> numbers; the array named as a trace's uid is
          its y (z for a heat map), `uid.x` its x
reading   the sentence that says what the figure shows at a state
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from urllib.parse import parse_qsl, urlencode

import numpy as np
import plotly.graph_objects as go
from tqdm import tqdm

from nflsim._rounding import settled
from nflsim.explorer.controls import Control, Preset
from nflsim.explorer.lives import TwoLives


class DeclarationError(ValueError):
    """An explorer that would mislead its reader; the message names it and the state."""


@dataclass(frozen=True)
class View:
    """An explorer at one state."""

    state: dict
    arrays: dict
    reading: str
    facts: dict


@dataclass(frozen=True, kw_only=True)
class Explorer(TwoLives):
    """A figure that answers at once: on the page from a grid, in a notebook from the model.

    Parameters
    ----------
    slug : name in addresses: lower case letters, digits and hyphens.
    title, summary : the heading; what kind of plot it is, its axes and its shape.
    source : where the declaration is, as `part.function` of `nflsim.explorers`.
    controls : one or more.
    model : called with the value of each control; returns the arrays.
    figure : a figure with fixed axes, its data left empty (`nflsim.explorer.figures`).
    reading : called with the arrays of one state and the state; returns a sentence.
    table : column heading -> name of an array with one number a row; Fractions and integers
        are printed exactly, floats with `digits` decimals.
    presets : states worth seeing.
    facts : name -> function like `reading` that returns a few characters; the text around the
        figure may repeat them, and they follow the controls.
    """

    slug: str
    title: str
    summary: str
    source: str
    controls: tuple[Control, ...]
    model: Callable[..., Mapping]
    figure: go.Figure
    reading: Callable[..., str]
    table: Mapping[str, str]
    presets: tuple[Preset, ...]
    digits: int = 4
    facts: Mapping[str, Callable[..., str]] = field(default_factory=dict)

    def __post_init__(self):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.slug):
            self._fail("slug must be lower case words with hyphens")
        names = [control.name for control in self.controls]
        if not 1 <= len(set(names)) == len(names):
            self._fail(f"controls must be one or more, each of its own name, got {names}")
        for control in self.controls:
            if len(set(control.values)) < 2:
                self._fail(f"control {control.name} must have two values or more")
            if len({control.token(value) for value in control.values}) < len(control.values):
                self._fail(f"control {control.name} has two values of one address")
            for value in control.values:
                if not isinstance(value, str) and float(control.token(value)) != value:
                    self._fail(f"control {control.name} has a value that its address loses", value)
            if control.kind not in ("range", "select"):
                self._fail(f"control {control.name} must be a range or a select")
            if control.default not in control.values:
                self._fail(f"default of {control.name} is not one of its values", control.default)
        for preset in self.presets:
            self.index(preset.state)
        if set(names) & set(self.facts):
            self._fail(f"facts must not be called as controls are, got {list(self.facts)}")

    @property
    def default(self) -> dict:
        """Return the state shown first."""
        return {control.name: control.default for control in self.controls}

    @property
    def shape(self) -> tuple[int, ...]:
        """Return how many values each control has."""
        return tuple(len(control.values) for control in self.controls)

    @cached_property
    def states(self) -> list[dict]:
        """Return all states."""
        names = [control.name for control in self.controls]
        values = [control.values for control in self.controls]
        return [dict(zip(names, state)) for state in product(*values)]

    def index(self, state: Mapping) -> int:
        """Return the place of `state` among `states`; controls left out take their default."""
        unknown = set(state) - {control.name for control in self.controls}
        if unknown:
            self._fail(f"unknown control {sorted(unknown)[0]}", dict(state))
        full, place = self.default | dict(state), []
        for control in self.controls:
            if full[control.name] not in control.values:
                self._fail(f"{control.name} must be one of {control.values}", full)
            place.append(control.values.index(full[control.name]))
        return int(np.ravel_multi_index(place, self.shape))

    def state(self, query: str) -> dict:
        """Return the state that an address such as `budget=2&breadth=15` names."""
        state = {}
        for name, token in parse_qsl(query, keep_blank_values=True):
            control = next((each for each in self.controls if each.name == name), None)
            named = (
                [value for value in control.values if control.token(value) == token]
                if control
                else []
            )
            if not named:
                self._fail(f"{name}={token} is no state of it")
            state[name] = named[0]
        return state

    def address(self, state: Mapping) -> str:
        """Return the address of a state on its page, all controls named."""
        full = self.states[self.index(state)]
        tokens = {each.name: each.token(full[each.name]) for each in self.controls}
        return f"{self.slug}?{urlencode(tokens)}"

    def at(self, **state) -> View:
        """Return the arrays and the reading at one state, computed now by the model."""
        full = self.states[self.index(state)]
        arrays = {name: array[0] for name, array in self._evaluate([full]).items()}
        one = {name: settled(array) for name, array in arrays.items()}
        facts = {name: fact(one, **full) for name, fact in self.facts.items()}
        return View(full, arrays, self.reading(one, **full), facts)

    @cached_property
    def grid(self) -> tuple[dict, list[str]]:
        """Return the arrays and the readings of all states."""
        arrays = self._evaluate(tqdm(self.states, desc=self.slug, disable=None, delay=1.5))
        self._check_shown({name: settled(array) for name, array in arrays.items()})
        return arrays, self._said(self.reading, arrays)

    @cached_property
    def known(self) -> dict[str, list[str]]:
        """Return the facts of all states."""
        return {name: self._said(fact, self.grid[0]) for name, fact in self.facts.items()}

    def _said(self, say, arrays):
        arrays = {name: settled(array) for name, array in arrays.items()}
        rows = ({name: array[i] for name, array in arrays.items()} for i in range(len(self.states)))
        return [say(row, **state) for row, state in zip(rows, self.states)]

    @cached_property
    def spans(self) -> dict[str, tuple[float, float]]:
        """Return for each name an array of the figure may have the range it is drawn on."""
        layout, spans = self.figure.layout, {}
        for trace in self.figure.data:
            drawn = trace.type == "heatmap" and (trace.zmin, trace.zmax)
            spans[trace.uid] = drawn or tuple(layout.yaxis.range)
            spans[f"{trace.uid}.x"] = tuple(layout.xaxis.range)
        return spans

    def _evaluate(self, states):
        rows, first = [], None
        for state in states:
            rows.append({name: np.array(value) for name, value in self.model(**state).items()})
            first = first or rows[0]
            for name in set(first) ^ set(rows[-1]):
                self._fail(f"array {name} is not there at every state", state)
            for name, array in rows[-1].items():
                if array.shape != first[name].shape:
                    self._fail(f"array {name} changes its shape", state)
                self._check_numbers(name, array, state)
        return {name: np.stack([row[name] for row in rows]) for name in first}

    def _check_numbers(self, name, array, state):
        if not np.isfinite(array.astype(float)).all():
            self._fail(f"array {name} is not finite", state)
        if name in self.spans:
            low, high = self.spans[name]
            if (array < low).any() or (array > high).any():
                self._fail(f"array {name} leaves its axis, {low:g} to {high:g}", state)

    def _check_shown(self, arrays):
        sizes = {name: arrays[name][0].size for name in self.table.values() if name in arrays}
        missing = sorted(set(self.table.values()) - set(sizes))
        if missing or len(set(sizes.values())) != 1:
            self._fail(f"table needs arrays of one size, got {sizes}, missing {missing}")
        drawn = [arrays[name].reshape(*self.shape, -1) for name in self.spans if name in arrays]
        for axis, control in enumerate(self.controls):
            if all((grid == grid.take([0], axis=axis)).all() for grid in drawn):
                self._fail(f"control {control.name} changes nothing in the figure")

    def _fail(self, rule, state=None):
        where = "" if state is None else f" at {state}"
        raise DeclarationError(f"explorer {self.slug}: {rule}{where}")

    def _page(self):
        from nflsim.explorer import page

        return page.publish(self, os.environ["EXPLORER_GRIDS"])

    def _widget(self):
        from nflsim.explorer import live

        return live.widget(self)
