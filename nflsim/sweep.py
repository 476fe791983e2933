"""Any model over a grid of parameters and replicates: one row a run, the same in any order.

Notation
--------
run    one call of the model: {**parameters, "replicate": ..., "seed": ...}
row    a run and what it measured: {**run, **measurements}
file   rows as JSON lines in the order they finished, below one line that names the sweep
"""

import json
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack, closing, suppress
from hashlib import blake2b
from itertools import product
from os import PathLike
from queue import SimpleQueue
from time import perf_counter, time_ns

import numpy as np

from nflsim import _check

OWN = ("replicate", "seed")  # columns of every row
BATCH_SECONDS = 0.1  # a future begins no run after this: done rows need not wait for slow runs


def sweep(
    model: Callable[..., Mapping],
    grid: Mapping,
    *,
    replicates: int,
    seed: int,
    executor: Executor | None = None,
    in_flight: int = 64,
    path: str | PathLike | None = None,
    progress: bool = True,
) -> list[dict]:
    """Return one row a run: all combinations, the last parameter fastest, then replicates.

    `np.random.default_rng(row["seed"])` repeats a run. The seed is a hash of the sweep's seed,
    the run's parameters by name and its replicate: more values, more replicates or another order
    change no old number, a new parameter changes all. Values equal in Python (1, 1.0, True) share
    their seeds; a row in the file stands in for a value of its own type only.

    The file takes each row when its run, on an executor its batch, is done; a later call, also
    after a kill, runs only what is missing. Rows it does not ask for stay. The file knows
    the model by name: begin a new one when the code changes. One sweep at a time may write it.

    Parameters
    ----------
    model : called as model(**parameters, rng=...); returns measurements by name, each an int,
        float, bool, str or NumPy scalar. Processes must be able to import it.
    grid : a list, tuple, range or 1-d array of values for each parameter: int, float (not nan),
        bool, str or NumPy scalars, no two equal. No parameter is called rng, replicate or seed.
    replicates, seed : ints; runs of each combination, >= 1, and >= 0.
    executor : a concurrent.futures.Executor, say of processes, or a dask Client; runs the model
        and changes no row; None runs it here.
    in_flight : int >= 1, futures at a time: as many workers are kept busy, the rest idle.
    path : a file to begin or go on with, nan and inf as Python's json writes them; None for none.
    progress : whether to show a bar on stderr, where tqdm is installed.

    Raises
    ------
    ValueError
        If an argument or a measurement breaks its rule, or the file is of another sweep.
    RuntimeError
        If the model fails: names the run, cancels what waits, keeps the rows in the file. What
        the executor raises when its workers die comes the same way, with a note of the runs lost.

    Examples
    --------
    >>> def walk(*, steps, rng):
    ...     return {"end": rng.choice([-1, 1], steps).sum()}
    >>> rows = sweep(walk, {"steps": [1, 100]}, replicates=2, seed=7, progress=False)
    >>> [(row["steps"], row["replicate"], row["end"]) for row in rows]
    [(1, 0, -1), (1, 1, 1), (100, 0, -8), (100, 1, 2)]
    >>> int(walk(steps=100, rng=np.random.default_rng(rows[2]["seed"]))["end"])
    -8
    """
    grid, names = _plain_grid(grid), sorted(grid)
    replicates, seed = _check.integer("replicates", replicates, 1), _check.integer("seed", seed, 0)
    runs = {_key(run, names): run for run in _runs(grid, replicates, seed)}
    fit = executor is None or hasattr(executor, "submit")
    _check.require(fit, "executor", "None, an Executor or a Client", executor)
    in_flight = _check.integer("in_flight", in_flight, 1)
    with ExitStack() as stack:
        rows, file = {}, None
        if path is not None:
            name = getattr(model, "__qualname__", "<lambda>")
            _check.require("<lambda>" not in name, "model", "a named function, for a file", model)
            told = {"sweep": f"{model.__module__}.{name}", "seed": seed, "parameters": names}
            rows = _stored(path, json.dumps(told).encode() + b"\n", names, runs)
            file = stack.enter_context(open(path, "a", encoding="ascii", newline="\n"))
        missing = [run for key, run in runs.items() if key not in rows]
        here = (_row(model, run) for run in missing)
        finished = here if executor is None else _elsewhere(model, missing, executor, in_flight)
        stack.enter_context(closing(finished))
        if progress:
            with suppress(ImportError):
                from tqdm import tqdm

                finished = stack.enter_context(tqdm(finished, total=len(runs), initial=len(rows)))
        for row in finished:
            if file:
                print(json.dumps(row), file=file, flush=True)
            rows[_key(row, names)] = row
    return [rows[key] for key in runs]


def _plain(what, value):
    plain = value.item() if isinstance(value, np.generic) else value
    _check.require(type(plain) in (int, float, bool, str), what, "int, float, bool or str", value)
    return plain


def _plain_grid(grid):
    _check.require(isinstance(grid, Mapping) and grid, "grid", "a mapping with a parameter", grid)
    plain = {}
    for name, values in grid.items():
        free = isinstance(name, str) and name.isidentifier() and name not in ("rng", *OWN)
        _check.require(free, "grid", "keyed by identifiers, not rng, replicate or seed", name)
        argument, array = f"grid[{name!r}]", getattr(values, "ndim", 0) == 1
        listed = (array or isinstance(values, list | tuple | range)) and len(values)
        _check.require(listed, argument, "a non-empty list, tuple, range or 1-d array", values)
        plain[name] = [_plain(argument, value) for value in values]
        single = len(set(plain[name])) == len(values) and all(v == v for v in plain[name])
        _check.require(single, argument, "free of nan and of repeats", values)
    return plain


def _runs(grid, replicates, seed):
    for run in (dict(zip(grid, values)) for values in product(*grid.values())):
        whole = {n: int(v) for n, v in run.items() if isinstance(v, bool | float) and v % 1 == 0}
        for replicate in range(replicates):
            text = json.dumps([seed, run | whole, replicate], sort_keys=True)
            # 53 bits survive as a double; a million runs share one with chance 6e-5.
            number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 11
            yield {**run, "replicate": replicate, "seed": number}


def _key(row, names):
    return json.dumps([row[name] for name in (*OWN, *names)])


def _stored(path, header, names, runs):
    rows, end = {}, len(header)
    with open(path, "a+b") as file:
        file.seek(0)
        first = file.readline()
        # A new file has no header, a kill may have torn it; a file of something else stays whole.
        _check.require(header.startswith(first), "path", f"new or begin with {header}", first)
        file.write(header[len(first) :])
        for place, line in enumerate(file, start=2):
            if not line.endswith(b"\n"):
                file.truncate(end)
                break
            end += len(line)
            try:
                row = json.loads(line)
                key = _key(row, names)
            except (ValueError, LookupError, TypeError) as error:
                raise ValueError(f"path must hold a row in line {place}, got {line}") from error
            if key in runs:
                rows[key] = runs[key] | row
    return rows


def _row(model, run):
    given = {name: value for name, value in run.items() if name not in OWN}
    try:
        measured = model(**given, rng=np.random.default_rng(run["seed"]))
    except Exception as error:
        raise RuntimeError(f"the model failed in the run {run}: {error!r}") from error
    _check.require(isinstance(measured, Mapping), f"result of {run}", "a mapping", measured)
    bad = [name for name in measured if not isinstance(name, str) or name in run]
    _check.require(not bad, f"names of measurements of {run}", "str and not yet columns", bad)
    return run | {n: _plain(f"measurement {n!r} of {run}", v) for n, v in measured.items()}


def _elsewhere(model, runs, executor, in_flight):
    waiting, flying, finished, size, failure = runs[::-1], {}, SimpleQueue(), 1, None
    began = time_ns()  # Dask takes equal calls for one, and would give an old failure back
    try:
        while waiting or flying:
            while waiting and len(flying) < in_flight and not failure:
                # At most an even share, so that the last runs are spread over all workers.
                batch = [waiting.pop() for _ in range(min(size, -(-len(waiting) // in_flight)))]
                future = executor.submit(_batch, model, batch, began)
                flying[future] = batch
                future.add_done_callback(finished.put)
            future = finished.get()
            batch = flying.pop(future)
            try:
                rows, error = future.result()
            except Exception as lost:  # a worker died: its batch has no rows, others may have some
                lost.add_note(f"lost: the runs from {batch[0]} to {batch[-1]}")
                rows, error = [], lost
            yield from rows
            failure = failure or error
            if failure and finished.empty():
                raise failure
            waiting.extend(reversed(batch[len(rows) :]))
            size = len(rows) if len(rows) < len(batch) else 2 * len(batch)
    finally:
        for future in flying:
            future.cancel()


def _batch(model, runs, began):
    rows, end = [], perf_counter() + BATCH_SECONDS
    try:
        while len(rows) < len(runs) and (not rows or perf_counter() < end):
            rows.append(_row(model, runs[len(rows)]))
    except (RuntimeError, ValueError) as error:
        error.add_note(traceback.format_exc())  # the traceback itself stays in its process
        return rows, error
    return rows, None
