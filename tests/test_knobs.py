"""Every knob turns something: no parameter and no control is ignored."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

import nflsim
from nflsim import explorers
from nflsim.explorers.core import Explorer
from nflsim.optimization import enumeration

IN_ORDER = enumeration.trace(enumeration.in_order([2, 1, 0]), n=3, q=2)
OTHER = enumeration.trace(enumeration.in_order([0, 1, 2]), n=3, q=2)
TABLE = enumeration.traces(n=3, q=2)
SIZES = {"n": 3, "q": 2}
UNEVEN = [3, 0, 1, 4, 1, 5, 9, 2]


def follow(points, values):
    """Look at the first point not seen, whatever was seen."""
    return next(x for x in range(9) if x not in points)


def stay(points, values):
    return 0


# function -> base arguments, and for each parameter arguments that must change the result
MODELS = {
    "finite.functions": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.number": (
        {"table": [0, 1, 1], "q": 2},
        {"table": {"table": [1, 1, 1]}, "q": {"q": 3}},
    ),
    "finite.orbits": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.indicator": (
        {"members": [1, 2], **SIZES},
        {"members": {"members": [1]}, "n": {"n": 2}, "q": {"q": 3}},
    ),
    "finite.nondecreasing": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.closure": (
        {"members": [1], **SIZES},
        {"members": {"members": [3]}, "n": {"n": 2}, "q": {"q": 3}},
    ),
    "finite.is_closed": (
        {"members": [1, 2, 4], **SIZES},
        {"members": {"members": [1]}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "finite.closed_fraction": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.log2_closed_fraction": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "finite.spread": (
        {"weights": [0, 1, 0, 0], "share": 1, "n": 2, "q": 2},
        {
            "weights": {"weights": [0, 1, 0, 2]},
            "share": {"share": Fraction(1, 2)},
            # Four weights fit one point of four values too, where nothing can be spread.
            "n": {"n": 1, "q": 4},
            "q": {"n": 1, "q": 4},
        },
    ),
    "finite.average": (
        {"values": [0, 1, 5], "weights": [1, 1, 0]},
        {"values": {"values": [0, 2, 5]}, "weights": {"weights": [1, 1, 1]}},
    ),
    "optimization.enumeration.log10_searchers": (SIZES, {"n": {"n": 4}, "q": {"q": 3}}),
    "optimization.enumeration.count_searchers": (SIZES, {"n": {"n": 4}, "q": {"q": 3}}),
    "optimization.enumeration.traces": (SIZES, {"n": {"n": 2}, "q": {"q": 3}}),
    "optimization.enumeration.searcher": (
        {"index": 7, **SIZES},
        {"index": {"index": 1}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "optimization.enumeration.in_order": (
        {"points": [2, 0, 1]},
        {"points": {"points": [0, 2, 1]}},
    ),
    "optimization.enumeration.trace": (
        {"rule": follow, **SIZES},
        {
            "rule": {"rule": enumeration.in_order([2, 1, 0])},
            "n": {"n": 2},
            "q": {"q": 3},
            "revisits": {"rule": stay, "revisits": True},
        },
    ),
    "optimization.enumeration.are_bijections": (
        {"table": TABLE},
        {"table": {"table": np.zeros_like(TABLE)}},
    ),
    "optimization.enumeration.trace_histogram": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {
            "table": {"table": np.zeros_like(IN_ORDER)},
            "m": {"m": 1},
            "n": {"n": 4},
            "q": {"q": 3},
        },
    ),
    "optimization.performance.best": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {"table": {"table": OTHER}, "m": {"m": 1}, "n": {"n": 4}, "q": {"q": 3}},
    ),
    "optimization.performance.best_histogram": (
        {"table": IN_ORDER, "m": 2, **SIZES},
        {
            "table": {"table": np.zeros_like(IN_ORDER)},
            "m": {"m": 1},
            "n": {"n": 4},
            "q": {"q": 3},
        },
    ),
    "optimization.performance.expected_best": ({"m": 2, "q": 3}, {"m": {"m": 3}, "q": {"q": 2}}),
    "optimization.performance.expected": (
        {"codes": IN_ORDER, "weights": UNEVEN, **SIZES},
        {
            "codes": {"codes": OTHER},
            "weights": {"weights": UNEVEN[::-1]},
            # Eight weights fit one point of eight values too.
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
        },
    ),
    "optimization.performance.blind_draws": (
        SIZES,
        {"n": {"n": 2}, "q": {"q": 3}, "repeats": {"repeats": True}},
    ),
    "optimization.performance.blind": (
        {"weights": UNEVEN, **SIZES},
        {
            "weights": {"weights": UNEVEN[::-1]},
            "n": {"n": 1, "q": 8},
            "q": {"n": 1, "q": 8},
            "repeats": {"repeats": True},
        },
    ),
}


def plain(result):
    """Return a result as something that `==` compares whole; a rule as what it does."""
    if callable(result):
        first = result((), ())
        return first, [result((first,), (value,)) for value in (0, 1)]
    if isinstance(result, Iterator):
        return [plain(each) for each in result]
    if isinstance(result, tuple | list):
        return [plain(each) for each in result]
    return result.tolist() if isinstance(result, np.ndarray | np.generic) else result


def model_functions():
    """Yield the public functions of the models: what stands below sweeps and figures."""
    for _, name, is_package in pkgutil.walk_packages(nflsim.__path__, "nflsim."):
        short = name.removeprefix("nflsim.")
        if is_package or short.startswith(("_", "explorers", "figures", "sweep")):
            continue
        module = importlib.import_module(name)
        for each, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == name and not each.startswith("_"):
                yield f"{short}.{each}", value


FUNCTIONS = dict(model_functions())


def test_every_function_and_every_parameter_has_an_entry():
    entries = {name: set(knobs) for name, (_, knobs) in MODELS.items()}
    signatures = {n: set(inspect.signature(f).parameters) for n, f in FUNCTIONS.items()}
    assert signatures == entries


@pytest.mark.parametrize("name", MODELS)
def test_every_parameter_changes_the_result(name):
    base, knobs = MODELS[name]
    before = plain(FUNCTIONS[name](**base))
    assert [
        knob for knob, change in knobs.items() if plain(FUNCTIONS[name](**base | change)) == before
    ] == []


@pytest.mark.parametrize("name", MODELS)
def test_a_function_without_a_generator_gives_the_same_result_twice(name):
    base, _ = MODELS[name]
    assert plain(FUNCTIONS[name](**base)) == plain(FUNCTIONS[name](**base))


def all_explorers():
    """Yield every explorer that is offered, by its source."""
    for part in explorers.__all__:
        module = getattr(explorers, part)
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if inspect.signature(value).return_annotation is Explorer:
                yield f"{part}.{name}", value


SOURCES = dict(all_explorers())
EXPLORERS = {name: make() for name, make in SOURCES.items()}


def test_every_explorer_says_where_it_comes_from_and_has_an_address_of_its_own():
    assert EXPLORERS
    assert list(SOURCES) == [explorer.source for explorer in EXPLORERS.values()]
    assert len({explorer.slug for explorer in EXPLORERS.values()}) == len(EXPLORERS)


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_moves_the_figure_and_the_reading(name):
    explorer = EXPLORERS[name]
    arrays, readings = explorer.grid
    drawn = [array for key, array in arrays.items() if key in explorer.spans]
    for axis, control in enumerate(explorer.controls):
        moves = 0
        for here in np.ndindex(explorer.shape):
            if here[axis]:
                there = (*here[:axis], 0, *here[axis + 1 :])
                i, j = (int(np.ravel_multi_index(at, explorer.shape)) for at in (here, there))
                moves += readings[i] != readings[j] and any((a[i] != a[j]).any() for a in drawn)
        assert moves, f"{control.name} is ignored"


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_model_asked_now_agrees_with_the_grid(name):
    """A state asked for by itself is the same, digit for digit, as its row of the whole grid."""
    explorer = EXPLORERS[name]
    arrays, readings = explorer.grid
    for place in np.random.default_rng(20).integers(len(readings), size=30).tolist():
        view = explorer.at(**explorer.states[place])
        assert view.state == explorer.states[place]
        assert view.reading == readings[place]
        assert set(view.arrays) == set(arrays)
        for key, array in arrays.items():
            assert np.array_equal(view.arrays[key], array[place])
