"""Every knob turns something: no parameter of a model is ignored."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

import nflsim
from nflsim import finite
from nflsim.optimization import chains, landscapes
from tests.knobs import evolution, ground, learning, market, optimization

# function -> base arguments, and for each parameter arguments that must change the result;
# a number for `rng` is the seed of a generator made anew for each call
PARTS = (ground, optimization, evolution, market, learning)
MODELS = {name: entry for part in PARTS for name, entry in part.MODELS.items()}
SEEN_LABELS = {"train": [0, 1], "seen": finite.functions(n=8, q=2)[:, [0, 1]]}

REFUSALS = {("evolution.lattice.checked", "niches")}
# All learners are called alike; these need only the labels.
UNUSED = {
    ("learning.simplicity.simplest", "train"),
    ("learning.simplicity.most_complex", "train"),
    ("learning.simplicity.majority", "train"),
}


def call(name, arguments):
    """Call a function with a fresh generator where it takes one."""
    if "rng" in arguments:
        arguments = arguments | {"rng": np.random.default_rng(arguments["rng"])}
    return plain(FUNCTIONS[name](**arguments))


def plain(result):
    """Return a result as something that `==` compares whole; a rule as what it does."""
    if isinstance(result, landscapes.Landscape):
        every = list(product((0, 1), repeat=result.n))
        return result.n, result.best, result.profile, plain(result(every))
    if isinstance(result, chains.Chain):
        return [plain(each) for each in (result.start, result.step, result.found)]
    if callable(result) and list(inspect.signature(result).parameters) == ["train", "seen"]:
        return plain(result(**SEEN_LABELS))
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
        private = any(part.startswith("_") for part in short.split("."))
        if is_package or private or short.startswith(("explorer", "sweep")):
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
    before = call(name, base)
    for knob, change in knobs.items():
        if (name, knob) in REFUSALS:
            with pytest.raises(ValueError):
                call(name, base | change)
        else:
            used = (name, knob) not in UNUSED
            assert (call(name, base | change) != before) == used, f"{knob} is ignored"


@pytest.mark.parametrize("name", MODELS)
def test_the_same_arguments_and_the_same_seed_give_the_same_result(name):
    base, _ = MODELS[name]
    assert call(name, base) == call(name, base)


@pytest.mark.parametrize("name", [name for name, (base, _) in MODELS.items() if "rng" in base])
def test_every_seed_gives_a_result_of_its_own(name):
    base, _ = MODELS[name]
    results = [str(call(name, base | {"rng": seed})) for seed in range(20)]
    assert len(set(results)) == 20


def test_chance_enters_by_a_generator_that_is_required():
    for name, function in FUNCTIONS.items():
        parameters = inspect.signature(function).parameters
        assert not {"seed", "random_state"} & set(parameters)
        if "rng" in parameters:
            assert parameters["rng"].default is inspect.Parameter.empty
            assert "rng" in MODELS[name][0]
