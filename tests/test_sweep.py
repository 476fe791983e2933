import importlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from itertools import product
from math import inf, nan, sqrt

import numpy as np
import pytest

from nflsim import sweep as module
from nflsim.sweep import sweep

TOY = '''
import time


class Odd(Exception):
    """An exception that cannot be made again from its pickle."""

    def __init__(self, what, why):
        super().__init__(f"{what}: {why}")


def measure(*, size, kind="a", log="", pause=0.0, rng):
    time.sleep(pause)
    draw = rng.random()
    if log:
        with open(log, "a") as file:
            file.write(f"{draw!r}\\n")
    return {"draw": draw, "mean": rng.normal(size=size).mean(), "low": draw < 0.5, "word": kind}


def fail(*, size, rng):
    if size == 3:
        raise Odd("size", "three")
    return {"draw": rng.random()}


def lie(*, size, rng):
    return {"draw": rng.random(), "list": [1, 2]}
'''

quiet = partial(sweep, progress=False)


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """Yield a module that a process started now can import."""
    folder = tmp_path_factory.mktemp("toy")
    (folder / "toy_of_sweep.py").write_text(TOY, encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield importlib.import_module("toy_of_sweep")
    sys.path.remove(str(folder))
    del sys.modules["toy_of_sweep"]


@pytest.fixture(scope="module")
def processes(toy):
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def threads():
    with ThreadPoolExecutor(3) as pool:
        yield pool


@pytest.fixture(params=["here", "threads", "processes"])
def executor(request):
    return None if request.param == "here" else request.getfixturevalue(request.param)


def draw(*, rng, **parameters):
    return {"draw": rng.random()}


def seeds(grid, replicates=1, seed=0):
    return [row["seed"] for row in quiet(draw, grid, replicates=replicates, seed=seed)]


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


# Rows and seeds


def test_rows_are_what_loops_written_by_hand_give(toy, executor):
    expected = []
    for size, kind, replicate in product([2, 1], ["x", "é"], range(40)):
        text = json.dumps([9, {"kind": kind, "size": size}, replicate])
        seed = int(blake2b(text.encode(), digest_size=8).hexdigest(), 16) // 2**11
        measured = toy.measure(size=size, kind=kind, rng=np.random.default_rng(seed))
        row = {"size": size, "kind": kind, "replicate": replicate, "seed": seed} | measured
        expected.append(row | {"mean": float(row["mean"])})
    grid = {"size": [2, 1], "kind": ["x", "é"]}
    rows = quiet(toy.measure, grid, replicates=40, seed=9, executor=executor)
    assert repr(rows) == repr(expected)


def test_the_seeds_of_this_release_are_the_seeds_of_the_next():
    row = sweep(draw, {"b": [0.25], "a": ["x"]}, replicates=1, seed=1, progress=False)[0]
    assert row == {
        "b": 0.25,
        "a": "x",
        "replicate": 0,
        "seed": 5803347238723833,
        "draw": 0.44988604830818724,
    }


def test_a_larger_grid_keeps_every_old_row():
    small = quiet(draw, {"a": [1, 2], "b": ["x"]}, replicates=2, seed=3)
    large = quiet(draw, {"b": ["y", "x"], "a": np.linspace(0, 2, 5)}, replicates=3, seed=3)
    assert len(large) == 30
    assert all(row in large for row in small)


def test_a_new_parameter_another_sweep_and_another_name_change_every_seed():
    same = seeds({"a": [1, 2]}, 3)
    for other in (seeds({"a": [1, 2], "b": [0]}, 3), seeds({"a": [1, 2]}, 3, 1)):
        assert not set(same) & set(other)
    assert not set(same) & set(seeds({"b": [1, 2]}, 3))


def test_equal_values_share_their_seeds_and_no_others_do():
    assert seeds({"a": [1]}) == seeds({"a": [1.0]}) == seeds({"a": [True]})
    assert seeds({"a": [0]}) == seeds({"a": [-0.0]}) == seeds({"a": [False]})
    assert seeds({"a": [10**22]}) == seeds({"a": [1e22]})
    values = [0, 1, "1", "1.0", "True", "true", 1.5, 0.1 + 0.2, 0.3, inf, -inf, "inf", ""]
    assert len(set(seeds({"a": values}, 2))) == 2 * len(values)


def test_replicates_and_neighbours_are_uniform_and_uncorrelated():
    """A mean of n uniforms lies within 5 standard deviations, as does a correlation of n pairs."""
    n = 2000
    rows = quiet(draw, {"a": [1, 2]}, replicates=n, seed=0)
    one, two = np.array([row["draw"] for row in rows]).reshape(2, n)
    assert len({row["seed"] for row in rows}) == 2 * n
    assert abs(one.mean() - 0.5) < 5 * sqrt(1 / 12 / n)
    for first, second in [(one, two), (one[1:], one[:-1]), (two[1:], two[:-1])]:
        assert abs(np.corrcoef(first, second)[0, 1]) < 5 / sqrt(n - 1)


def test_numpy_scalars_become_plain():
    scalars = [np.int64(2), np.float32(0.1), np.bool_(False), np.str_("x")]
    plain = [2, float(np.float32(0.1)), False, "x"]

    def show(*, a, rng):
        return {"type": type(a).__name__, **{f"m{i}": scalar for i, scalar in enumerate(scalars)}}

    rows = quiet(show, {"a": scalars}, replicates=np.int64(1), seed=np.uint8(0))
    assert repr([row["a"] for row in rows]) == repr(plain)
    assert [row["type"] for row in rows] == ["int", "float", "bool", "str"]
    assert repr([rows[0][f"m{i}"] for i in range(4)]) == repr(plain)
    assert all(type(value) in (int, float, bool, str) for row in rows for value in row.values())


# The file


def test_every_row_is_in_the_file_before_the_next_run_begins(tmp_path):
    path, seen = tmp_path / "rows", []

    def look(*, a, rng):
        seen.append(len(lines(path)))
        return {}

    quiet(look, {"a": range(5)}, replicates=2, seed=0, path=path)
    assert seen == list(range(1, 11))


def test_a_file_cut_anywhere_is_completed(toy, tmp_path):
    """The oracle for what runs again: the lines that still end."""
    path, log = tmp_path / "rows", tmp_path / "log"
    ask = partial(quiet, toy.measure, {"size": [1, 2], "log": [str(log)]}, replicates=2, seed=5)
    rows = ask(path=path)
    whole = path.read_bytes()
    assert [json.loads(line) for line in lines(path)[1:]] == rows == ask()
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        log.write_bytes(b"")
        assert repr(ask(path=path)) == repr(rows)
        assert len(lines(log)) == 4 - max(0, whole[:cut].count(b"\n") - 1)
        assert path.read_bytes() == whole


def test_a_file_serves_other_grids_and_keeps_what_they_do_not_ask_for(toy, tmp_path, executor):
    path, log = tmp_path / "rows", tmp_path / "log"
    ask = partial(quiet, toy.measure, seed=1, path=path, executor=executor)
    ask({"size": [1, 2], "log": [str(log)]}, replicates=20)
    old = path.read_bytes()
    large = {"log": [str(log)], "size": [3, 2, 1]}
    rows = ask(large, replicates=30)
    assert len(lines(log)) == 90
    assert path.read_bytes().startswith(old)
    fresh = quiet(toy.measure, large, replicates=30, seed=1)
    assert repr(rows) == repr(fresh)
    small = ask({"log": [str(log)], "size": [2]}, replicates=1)
    assert small == [row for row in fresh if (row["size"], row["replicate"]) == (2, 0)]
    assert len(lines(log)) == 180
    assert len(lines(path)) == 91


def test_a_row_stands_in_for_values_of_its_own_type_only(tmp_path):
    path = tmp_path / "rows"

    def kind(*, a, rng):
        return {"kind": type(a).__name__, "draw": rng.random()}

    rows = [quiet(kind, {"a": [a]}, replicates=1, seed=0, path=path)[0] for a in (1, 1.0, True)]
    assert [row["kind"] for row in rows] == ["int", "float", "bool"]
    assert len({row["draw"] for row in rows}) == 1
    assert len(lines(path)) == 4
    assert quiet(kind, {"a": [1.0]}, replicates=1, seed=0, path=path) == rows[1:2]


def test_a_row_with_another_seed_is_run_again(tmp_path):
    path = tmp_path / "rows"
    rows = quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path)
    odd = json.dumps(rows[0] | {"seed": 1, "draw": 2.0})
    path.write_text(f"{lines(path)[0]}\n{odd}\n", encoding="utf-8")
    assert quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path) == rows
    assert lines(path)[1:] == [odd, json.dumps(rows[0])]


def test_numbers_come_back_from_the_file_as_they_were(tmp_path):
    values = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.0, inf, -inf, nan, 2**70, 1e22]
    path = str(tmp_path / "rows")

    def show(*, a, rng):
        return {f"m{i}": value for i, value in enumerate(values)} | {"word": 'ü\n"\u2028'}

    grid = {"a": [0.1, inf, -inf, 1e22, 'ü\n"']}
    first, again = (quiet(show, grid, replicates=1, seed=0, path=path) for _ in range(2))
    assert repr(first) == repr(again)
    assert repr([again[0][f"m{i}"] for i in range(len(values))]) == repr(values)


@pytest.mark.parametrize("content", [b"my thesis\n", b"my thesis", b"\n", b"\xff\x00\n", b"{}\n"])
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "rows"
    path.write_bytes(content)
    with pytest.raises(
        ValueError, match=r"^path must be new or begin with b'\{\"sweep\": .* got b"
    ):
        quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path)
    assert path.read_bytes() == content


def other(*, rng, **parameters):
    return {}


@pytest.mark.parametrize(
    ("model", "grid", "seed"),
    [
        (other, {"a": [1]}, 0),
        (draw, {"b": [1]}, 0),
        (draw, {"a": [1], "b": [1]}, 0),
        (draw, {"a": [1]}, 1),
    ],
)
def test_a_file_of_another_sweep_is_refused_and_left_alone(tmp_path, model, grid, seed):
    path = tmp_path / "rows"
    quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path)
    content = path.read_bytes()
    with pytest.raises(
        ValueError, match=r"^path must be new or begin with .*, got b'\{\"sweep\": "
    ):
        quiet(model, grid, replicates=1, seed=seed, path=path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("line", [b"{\n", b"3\n", b'{"a": 1}\n', b"\xff\n", b"\n"])
def test_a_line_that_is_no_row_is_named(tmp_path, line):
    path = tmp_path / "rows"
    quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path)
    content = path.read_bytes() + line
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"^path must hold a row in line 3, got b'"):
        quiet(draw, {"a": [1]}, replicates=1, seed=0, path=path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("model", [lambda *, a, rng: {}, partial(draw), 3])
def test_a_file_needs_a_model_with_a_name(tmp_path, model):
    with pytest.raises(ValueError, match=r"^model must be a named function, for a file, got "):
        quiet(model, {"a": [1]}, replicates=1, seed=0, path=tmp_path / "rows")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import sys
from concurrent.futures import ProcessPoolExecutor
from toy_of_sweep import measure
from nflsim.sweep import sweep

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        grid = {"size": [1, 2], "log": [sys.argv[2]], "pause": [0.02]}
        more = {"executor": pool, "path": sys.argv[1], "progress": False}
        sweep(measure, grid, replicates=100, seed=1, **more)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills a group of processes")
def test_killed_half_way_a_sweep_goes_on(toy, processes, tmp_path):
    path, log, script = tmp_path / "rows", tmp_path / "log", tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script), str(path), str(log)]
    child = subprocess.Popen(command, env=environment, start_new_session=True)
    deadline = time.monotonic() + 30
    while not path.exists() or len(lines(path)) < 20:
        assert child.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    ended = path.read_bytes().split(b"\n")[1:-1]
    kept = {json.loads(line)["draw"] for line in ended}
    assert 19 <= len(kept) < 200
    log.write_bytes(b"")
    grid = {"size": [1, 2], "log": [str(log)], "pause": [0.02]}
    rows = quiet(toy.measure, grid, replicates=100, seed=1, executor=processes, path=path)
    ran = [float(line) for line in lines(log)]
    assert len(ran) == len(set(ran)) == 200 - len(kept)
    assert kept.isdisjoint(ran)
    with ThreadPoolExecutor(32) as many:
        assert rows == quiet(toy.measure, grid, replicates=100, seed=1, executor=many)


# Errors of the model


def test_an_error_names_its_run_and_finished_rows_are_kept(toy, executor, tmp_path):
    path, grid = tmp_path / "rows", {"size": [1, 2, 3, 4]}
    run = {"size": 3, "replicate": 0, "seed": seeds({"size": [3]}, seed=8)[0]}
    with pytest.raises(RuntimeError) as caught:
        quiet(toy.fail, grid, replicates=2, seed=8, executor=executor, path=path)
    assert str(caught.value).startswith("the model failed in the run {'size': 3, 'replicate': ")
    if executor is None:
        assert str(caught.value) == f"the model failed in the run {run}: Odd('size: three')"
        assert isinstance(caught.value.__cause__, toy.Odd)
    else:
        assert re.search(r'File ".*toy_of_sweep.py", line \d+, in fail', caught.value.__notes__[0])
    kept = [json.loads(line) for line in lines(path)[1:]]
    possible = quiet(toy.fail, {"size": [1, 2, 4]}, replicates=2, seed=8)
    assert kept == possible[:4] if executor is None else all(row in possible for row in kept)
    assert quiet(toy.fail, {"size": [1, 2, 4]}, replicates=2, seed=8, path=path) == possible


@pytest.mark.parametrize(("result", "error"), [(dict.fromkeys, RuntimeError), (list, ValueError)])
def test_rows_finished_before_the_error_in_its_batch_are_kept(tmp_path, result, error):
    """With room for one future, the runs before the error sit in the error's own batch."""
    path = tmp_path / "rows"

    def fail(*, a, rng):
        return {"draw": rng.random()} if a < 12 else result()

    with ThreadPoolExecutor(1) as one, pytest.raises(error, match=r"'a': 12, "):
        quiet(fail, {"a": range(20)}, replicates=1, seed=0, executor=one, in_flight=1, path=path)
    assert [json.loads(line)["a"] for line in lines(path)[1:]] == list(range(12))


class Eager(Executor):
    """Finish every future before anybody asks for it; refuse to go on for ever."""

    left = 500

    def submit(self, call, *arguments):
        self.left -= 1
        assert self.left
        future = Future()
        future.set_result(call(*arguments))
        return future


def test_rows_finished_beside_an_error_are_kept_and_nothing_begins_after_it(tmp_path):
    path, ran = tmp_path / "rows", []

    def fail(*, a, rng):
        ran.append(a)
        return {"inverse": 1 / (a - 3)}

    with pytest.raises(RuntimeError, match=r"'a': 3, "):
        quiet(fail, {"a": range(500)}, replicates=1, seed=0, executor=Eager(), path=path)
    kept = [json.loads(line)["a"] for line in lines(path)[1:]]
    assert kept == [a for a in ran if a != 3]
    assert 64 <= len(ran) < 2 * 64


class Mortal(Eager):
    """Lose the batch with the tenth run, as a pool does whose worker is killed."""

    def submit(self, call, model, runs, began):
        future = super().submit(call, model, runs, began)
        if 10 in [run["a"] for run in runs]:
            future = Future()
            future.set_exception(BrokenExecutor("a worker died"))
        return future


def test_a_lost_worker_is_told_with_its_runs_and_the_rows_beside_it_are_kept(tmp_path):
    path, grid = tmp_path / "rows", {"a": range(500)}
    with pytest.raises(BrokenExecutor, match=r"^a worker died") as caught:
        quiet(draw, grid, replicates=1, seed=0, executor=Mortal(), path=path)
    assert re.match(r"lost: the runs from \{'a': 10, .*\} to \{'a': 10, ", *caught.value.__notes__)
    kept = [json.loads(line)["a"] for line in lines(path)[1:]]
    assert kept == [a for a in range(max(kept) + 1) if a != 10]
    assert len(kept) >= 64 - 1
    rows = quiet(draw, grid, replicates=1, seed=0, path=path)
    assert rows == quiet(draw, grid, replicates=1, seed=0)


def test_a_caller_stopped_while_it_writes_cancels_what_waits(monkeypatch, tmp_path):
    def full(*_, **__):
        raise OSError("no space left")

    def model(*, a, rng):
        ran.append(a)
        time.sleep(0.005)
        return {}

    ran = []
    monkeypatch.setattr(module, "print", full, raising=False)
    with ThreadPoolExecutor(1) as one, pytest.raises(OSError, match="no space") as caught:
        quiet(model, {"a": range(99)}, replicates=1, seed=0, executor=one, path=tmp_path / "rows")
    assert caught.tb  # which keeps the sweep's frame: only closing it cancels
    assert len(ran) < 10


def test_an_error_cancels_what_waits():
    ran = []

    def fail(*, a, rng):
        ran.append(a)
        time.sleep(0.005)
        return {"inverse": 1 / a}

    with ThreadPoolExecutor(1) as one, pytest.raises(RuntimeError):
        quiet(fail, {"a": range(1000)}, replicates=1, seed=0, executor=one)
    assert len(ran) < 10


@pytest.mark.parametrize("value", [None, [1], (), np.zeros(2), np.zeros(()), 1j, Fraction(1), b"x"])
def test_a_measurement_of_another_kind_is_refused(value):
    def model(*, a, rng):
        return {"fine": 1, "odd": value}

    rule = r"^measurement 'odd' of \{'a': 7, 'replicate': 0, 'seed': \d+\} must be int, float, bool"
    with pytest.raises(ValueError, match=rule):
        quiet(model, {"a": [7]}, replicates=1, seed=0)


@pytest.mark.parametrize("name", ["a", "replicate", "seed", 3, None])
def test_a_measurement_may_not_take_another_columns_name(name):
    def model(*, a, rng):
        return {"fine": 1, name: 1}

    rule = rf"^names of measurements of .* must be str and not yet columns, got \[{name!r}\]$"
    with pytest.raises(ValueError, match=rule):
        quiet(model, {"a": [7]}, replicates=1, seed=0)


@pytest.mark.parametrize("result", [None, 3, [("b", 1)]])
def test_a_result_without_names_is_refused(result):
    with pytest.raises(ValueError, match=r"^result of \{'a': 7, .*\} must be a mapping, got "):
        quiet(lambda *, a, rng: result, {"a": [7]}, replicates=1, seed=0)


def test_a_refused_measurement_reaches_the_caller_from_a_process(toy, processes):
    with pytest.raises(ValueError, match=r"^measurement 'list' of \{'size': 1, "):
        quiet(toy.lie, {"size": [1]}, replicates=1, seed=0, executor=processes)


# Futures


@pytest.mark.parametrize("in_flight", [4, 100])
def test_futures_are_few_and_bounded(in_flight):
    flying, most, batches = set(), [], []

    class Counting(ThreadPoolExecutor):
        def submit(self, call, model, runs, began):
            future = super().submit(call, model, runs, began)
            batches.append(len(runs))
            flying.add(future)
            most.append(len(flying))
            future.add_done_callback(flying.discard)
            return future

    with Counting(2) as counting:
        more = {"executor": counting, "in_flight": in_flight}
        rows = quiet(draw, {"a": range(1000)}, replicates=1, seed=0, **more)
    assert rows == quiet(draw, {"a": range(1000)}, replicates=1, seed=0)
    assert in_flight / 4 < max(most) <= in_flight
    assert len(batches) < 25 * in_flight
    assert batches[-3:] == [1, 1, 1]  # the last ones are spread


def test_rows_of_fast_runs_do_not_wait_for_slow_ones(monkeypatch, tmp_path):
    """A slow run finds on disk the row of the slow run two before it: no batch holds three."""
    monkeypatch.setattr(module, "BATCH_SECONDS", 0.01)
    path, seen = tmp_path / "rows", []

    def model(*, slow, rng):
        if slow:
            seen.append(len(lines(path)))
            time.sleep(0.02)
        return {}

    with ThreadPoolExecutor(1) as one:
        more = {"executor": one, "in_flight": 2, "path": path}
        rows = quiet(model, {"slow": [0, 1]}, replicates=30, seed=0, **more)
    assert [row["slow"] for row in rows] == [0] * 30 + [1] * 30
    assert len(seen) == 30
    assert all(later > earlier for earlier, later in zip(seen[2:], seen[4:]))


def test_a_batch_without_time_still_runs_one_run(monkeypatch):
    monkeypatch.setattr(module, "BATCH_SECONDS", -1)
    rows = quiet(draw, {"a": range(300)}, replicates=1, seed=0, executor=Eager())
    assert rows == quiet(draw, {"a": range(300)}, replicates=1, seed=0)


# The bar


def test_the_bar_is_on_stderr_and_counts_what_is_there_already(tmp_path, capsys):
    path = tmp_path / "rows"
    quiet(draw, {"a": range(4)}, replicates=1, seed=0, path=path)
    assert capsys.readouterr() == ("", "")
    sweep(draw, {"a": range(6)}, replicates=2, seed=0, path=path)
    out, err = capsys.readouterr()
    assert out == ""
    assert " 4/12 " in err
    assert " 12/12 " in err


def test_without_tqdm_there_is_no_bar(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    rows = sweep(draw, {"a": [1]}, replicates=1, seed=0)
    assert rows == quiet(draw, {"a": [1]}, replicates=1, seed=0)
    assert capsys.readouterr() == ("", "")


def test_importing_and_sweeping_in_silence_loads_no_tqdm():
    code = (
        "import sys; from nflsim.sweep import sweep; "
        "sweep(lambda a, rng: {}, {'a': [1]}, replicates=1, seed=0, progress=False); "
        "sys.exit('tqdm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Bad input

NAMES = "grid must be keyed by identifiers, not rng, replicate or seed"
LISTS = r"grid\['a'\] must be a non-empty list, tuple, range or 1-d array"
PLAIN = r"grid\['a'\] must be int, float, bool or str"
ONCE = r"grid\['a'\] must be free of nan and of repeats"


@pytest.mark.parametrize(
    ("grid", "rule"),
    [
        *(
            (grid, "grid must be a mapping with a parameter")
            for grid in ({}, [], None, [("a", [1])])
        ),
        *(({name: [1]}, NAMES) for name in ("", "a b", "1a", 3, None, "rng", "replicate", "seed")),
        *(({"a": v}, LISTS) for v in ([], (), range(0), "abc", b"abc", 3, None, {1, 2}, iter([1]))),
        *(({"a": v}, LISTS) for v in ({1: 2}, np.zeros(()), np.zeros((2, 2)), np.zeros(0))),
        *(
            ({"a": [1, v]}, PLAIN)
            for v in (None, [1], {}, 1j, b"x", Fraction(1), np.zeros(1), object)
        ),
        *(({"a": v}, ONCE) for v in ([1, 2, 1], [1, 1.0], [1, True], [0.0, -0.0], ["x", "x"])),
        *(({"a": v}, ONCE) for v in ([nan], [1.0, nan], np.array([nan, 1]), [np.float32(nan)])),
    ],
)
def test_a_bad_grid_is_refused(grid, rule):
    with pytest.raises(ValueError, match=rf"^{rule}, got "):
        quiet(draw, grid, replicates=1, seed=0)


@pytest.mark.parametrize("value", [0, -1, 1.0, True, "1", None])
def test_bad_replicates_are_refused(value):
    rule = re.escape(f"replicates must be an integer >= 1, got {value!r}")
    with pytest.raises(ValueError, match=f"^{rule}$"):
        quiet(draw, {"a": [1]}, replicates=value, seed=0)


@pytest.mark.parametrize("value", [0, -1, 1.0, True, "1", None])
def test_bad_room_for_futures_is_refused(value):
    with pytest.raises(ValueError, match=r"^in_flight must be an integer >= 1, got "):
        quiet(draw, {"a": [1]}, replicates=1, seed=0, in_flight=value)


@pytest.mark.parametrize("value", [-1, 1.0, True, "1", None, [1], np.random.SeedSequence(1)])
def test_a_bad_seed_is_refused(value):
    with pytest.raises(ValueError, match=r"^seed must be an integer >= 0, got "):
        quiet(draw, {"a": [1]}, replicates=1, seed=value)


def test_bad_input_leaves_no_file(tmp_path):
    with pytest.raises(ValueError):
        quiet(draw, {"a": [1]}, replicates=0, seed=0, path=tmp_path / "rows")
    assert list(tmp_path.iterdir()) == []
