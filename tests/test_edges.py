"""Every parameter of every public function, at its edges and beyond: a result or one sentence.

Each is tried in a process with little memory and little time, in which warnings are errors.
"""

import inspect
import multiprocessing
import re
import resource
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from math import inf, isfinite, nan

import numpy as np
import pytest

from tests.knobs.test_models import FUNCTIONS, MODELS

MEMORY, SECONDS, PATIENCE = 4 * 2**30, 3, 30  # bytes; of the processor, and by the clock

BAD = {
    "None": None,
    "True": True,
    "text": "2",
    "bytes": b"2",
    "nan": nan,
    "inf": inf,
    "-inf": -inf,
    "complex": 1 + 1j,
    "Decimal": Decimal(1),
    "dict": {1: 2},
    "set": {1, 2},
    "function": lambda *these, **those: None,
    "object": object(),
    "nested": [[1, 2], [3]],
    "empty": [],
    "list of nan": [nan, 1.0],
    "list of inf": [inf, 1.0],
    "list of None": [None, 1],
    "list of text": ["1", "0"],
    "matrix": [[0.5, 0.5], [0.25, 0.75]],
    "array of 0": np.zeros(2),
    "array of bool": np.array([True, False]),
    "scalar array": np.array(2.0),
    "masked": np.ma.array([0.5, 0.5], mask=[False, True]),
    "largest": [1.7e308, 1.7e308],
    "list of a long integer": [10**5000, 1],
    "long Fraction": Fraction(1, 10**5000),
}
BORDER = {
    "0": 0,
    "-1": -1,
    "1": 1,
    "2": 2,
    "7": 7,
    "0.5": 0.5,
    "-0.0": -0.0,
    "1 - eps": 1 - 2**-53,
    "1 + eps": 1 + 2**-52,
    "tiny": 1e-12,
    "tinier": 1e-17,
    "least": 5e-324,
    "large": 1e6,
    "huge": 1e300,
    "Fraction": Fraction(1, 3),
    "int8": np.int8(127),
    "uint8": np.uint8(2),
    "int64": np.int64(1),
    "float32": np.float32(0.25),
    "10**5": 10**5,
    "10**9": 10**9,
    "10**18": 10**18,
    "10**400": 10**400,
    "10**5000": 10**5000,
    "255": 255,
    "least Fraction": Fraction(1, 10**400),
    "list": [1, 0],
    "pair": [0.5, 0.5],
    "array": np.array([0.25, 0.75]),
}
VALUES = BAD | BORDER
SIMULATED = {"10**5": 500}  # where each costs a step of a simulation
# Where the right answer is infinite, or a state that cannot be ruined lives for ever.
INFINITE = {
    "evolution.bet_hedging.seed_growth",
    "evolution.bet_hedging.stake_growth",
    "evolution.bet_hedging.divergence",
    "market.swings.mean_life",
}


def made(arguments):
    """Return arguments with a generator where a seed stands for one."""
    if isinstance(arguments.get("rng"), int) and arguments["rng"] is not True:
        return arguments | {"rng": np.random.default_rng(arguments["rng"])}
    return arguments


def tried(name, parameter, what):
    """Return what becomes of a function with one argument replaced."""
    base, _ = MODELS[name]
    function = FUNCTIONS[name]
    value = SIMULATED.get(what, VALUES[what]) if "rng" in base else VALUES[what]
    arguments = made(base) | {parameter: value}
    names = "|".join(inspect.signature(function).parameters)
    start = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = function(**arguments)
            if isinstance(result, Iterator):
                result = list(result)
        fine = sound(result) or (name in INFINITE and not np.isnan(result).any())
        verdict = "result" if fine else f"not finite: {str(result)[:80]}"
    except ValueError as error:
        clear = re.match(rf"({names}) must be .+, got |.* would need .+, the limit is ", str(error))
        verdict = "clear" if clear else f"unclear: {error}"
    except MemoryError:
        verdict = "memory"
    except Exception as error:
        verdict = f"{type(error).__name__}: {str(error)[:80]}"
    took = time.process_time() - start
    return verdict if took < SECONDS else f"slow ({verdict})"


def sound(result):
    """Tell whether all numbers of a result are finite."""
    if isinstance(result, np.ndarray):
        return result.dtype.kind not in "fc" or bool(np.isfinite(result).all())
    if isinstance(result, dict):
        return all(map(sound, (*result, *result.values())))
    if isinstance(result, tuple | list):
        return all(map(sound, result))
    return not isinstance(result, float | complex | np.floating) or isfinite(result)


def limited(name, cases, pipe):
    """Try cases one after another and send what becomes of each."""
    with suppress(ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for parameter, what in cases:
        pipe.send((parameter, what, tried(name, parameter, what)))
    pipe.send(None)


def verdicts(name):
    """Yield parameter, value and verdict for each case of a function; a hang costs one process."""
    cases = [(parameter, what) for parameter in MODELS[name][1] for what in VALUES]
    # From a process that holds nothing else: one full of grids is slow to copy.
    fork = multiprocessing.get_context("forkserver")
    fork.set_forkserver_preload([__name__])
    while cases:
        here, there = fork.Pipe(duplex=False)
        child = fork.Process(target=limited, args=(name, cases, there))
        child.start()
        there.close()
        while True:
            try:
                said = here.recv() if here.poll(PATIENCE) else (*cases[0], "hangs")
            except EOFError:
                said = (*cases[0], "dies")
            if said is None:
                break
            yield said
            cases = cases[1:]
            if said[2] in ("hangs", "dies"):
                break
        child.kill()
        child.join()


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_a_value_at_an_edge_gives_a_result_or_one_clear_sentence(name):
    found = list(verdicts(name))
    assert len(found) == len(MODELS[name][1]) * len(VALUES)
    assert [case for case in found if case[2] not in ("clear", "result")] == []
