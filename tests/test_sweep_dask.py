"""The sweep on Dask: a real scheduler, worker processes, and SIGKILL."""

import importlib
import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import dask
import pytest
from distributed import Client, KilledWorker, LocalCluster

from nflsim.sweep import sweep

pytestmark = pytest.mark.slow

TOY = '''
import os
import signal
import time
from pathlib import Path


def measure(*, size, folder, rng):
    """Note that the run began; while there is a reason, one of size 20 dies with its process.

    Not before a row is in the file, so that the sweep is in its middle.
    """
    folder = Path(folder)
    with open(folder / "began", "a") as file:
        file.write(f"{size}\\n")
    for reason in folder.glob("reason-*") if size == 20 else ():
        while (folder / "rows").read_text().count("\\n") < 2:
            time.sleep(0.01)
        reason.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return {"mean": rng.normal(size=size).mean()}
'''
PAGE = Path(__file__).resolve().parent.parent / "chapters/scale.md"
FAILURES = 1  # a task may take so many workers with it; Dask's own number makes a slow test

quiet = partial(sweep, replicates=1, seed=1, progress=False)


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """Return a file with a model that only this process can import."""
    path = tmp_path_factory.mktemp("toy") / "toy_of_dask.py"
    path.write_text(TOY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(path.parent)
        importlib.import_module("toy_of_dask")
    yield path
    del sys.modules["toy_of_dask"]


@pytest.fixture(scope="module")
def executor(toy):
    """Yield the client of a cluster of processes; they get the model as a file.

    There is a worker for every death: Dask starts the dead anew, but it may take its time.
    """
    workers = {"n_workers": 1 + 1 + (FAILURES + 1), "threads_per_worker": 1, "processes": True}
    with dask.config.set({"distributed.scheduler.allowed-failures": FAILURES}):
        cluster = LocalCluster(**workers, memory_limit=0, dashboard_address="127.0.0.1:0")
    with cluster, Client(cluster) as client:
        client.upload_file(str(toy))
        yield client


@pytest.fixture
def ask(toy, tmp_path):
    """Return the sweep of the toy, in a folder of its own."""
    grid = {"size": range(1, 41), "folder": [str(tmp_path)]}
    return partial(quiet, sys.modules["toy_of_dask"].measure, grid)


def began(folder):
    """Return the runs that began, by size, and forget them."""
    return sorted(map(int, (folder / "began").rename(folder / "told").read_text().split()))


def test_rows_from_worker_processes_are_the_serial_rows(ask, executor, tmp_path):
    rows = ask(executor=executor)
    assert began(tmp_path) == list(range(1, 41))
    assert repr(rows) == repr(ask())


def test_a_worker_killed_in_the_middle_changes_no_row(ask, executor, tmp_path):
    path = tmp_path / "rows"
    (tmp_path / "reason-1").touch()
    rows = ask(executor=executor, path=path)
    assert began(tmp_path).count(20) == 2
    assert len(path.read_text().splitlines()) == 1 + 40
    assert repr(rows) == repr(ask())


def test_a_run_that_kills_every_worker_ends_the_sweep_which_can_be_taken_up(
    ask, executor, tmp_path
):
    path = tmp_path / "rows"
    for number in range(FAILURES + 1):
        (tmp_path / f"reason-{number}").touch()
    with pytest.raises(KilledWorker) as caught:
        ask(executor=executor, path=path)
    assert caught.value.__notes__[0].startswith("lost: the runs from {'size': ")
    kept = [json.loads(line)["size"] for line in path.read_text().splitlines()[1:]]
    assert kept
    assert 20 not in kept
    assert began(tmp_path).count(20) == FAILURES + 1
    rows = ask(executor=executor, path=path)
    assert set(began(tmp_path)) == set(range(1, 41)) - set(kept)
    assert repr(rows) == repr(ask())


def test_the_files_on_the_page_run_as_they_stand(tmp_path):
    found = re.findall(
        r"```{code-block} python\n:caption: (\S+)\n\n(.*?)```",
        PAGE.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert [name for name, _ in found] == ["my_models.py", "run_sweep.py"]
    for name, text in found:
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "run_sweep.py"], cwd=tmp_path, check=True, timeout=120)
    head, *rows = (tmp_path / "rows.jsonl").read_text().splitlines()
    assert json.loads(head)["sweep"] == "my_models.found"
    assert len({json.loads(row)["seed"] for row in rows}) == 12


def test_dask_gives_a_run_up_after_four_workers():
    assert dask.config.get("distributed.scheduler.allowed-failures") == 3
