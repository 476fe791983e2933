"""A phase diagram by `sweep`, serially, on processes and on Dask: the same rows, at what speed.

Run it with OMP_NUM_THREADS=1, or each process has NumPy use all cores. Rows go to
phase_diagram.jsonl, times and machine to phase_diagram.json, for the page
*How to take a sweep to a cluster*.
"""

import json
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import distributed
import numpy as np
from splits import GENERATIONS, JUMP, RATE, SITES, WIDTH, splits, two_heaps

from nflsim.evolution import population
from nflsim.sweep import sweep

GRID = {
    "distance": [tenths / 10 for tenths in range(15, 31)],
    "size": [10, 30, 100, 300, 1000, 3000, 10_000],
}
REPLICATES, SEED = 10, 1953
ROWS = Path(__file__).with_suffix(".jsonl")


@contextmanager
def dask(workers):
    """Yield an executor on Dask workers of this machine."""
    local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(**local) as cluster, distributed.Client(cluster) as client:
        yield client


def endless():
    """Return the distances at which a population without chance ends as two heaps."""
    how = {"width": WIDTH, "rate": RATE, "jump": JUMP, "generations": [GENERATIONS]}
    ends = {
        distance: population.recursion(SITES, (-distance / 2, distance / 2), (0.5, 0.5), **how)[0]
        for distance in GRID["distance"]
    }
    return [distance for distance, end in ends.items() if two_heaps(end)]


def main():
    """Sweep in three ways, compare, and write what the page prints.

    The ways take turns, a replicate at a time, so that other work of the machine slows all alike.
    """
    workers, load = os.cpu_count(), os.getloadavg()[0]
    with TemporaryDirectory() as folder, ExitStack() as stack:
        ways = {
            "serially": None,
            "processes": stack.enter_context(ProcessPoolExecutor(workers)),
            "dask": stack.enter_context(dask(workers)),
        }
        seconds, rows = dict.fromkeys(ways, 0.0), {}
        for replicates in range(1, REPLICATES + 1):
            for way, executor in ways.items():
                where = {"executor": executor, "path": Path(folder, way)}
                start = perf_counter()
                rows[way] = sweep(splits, GRID, replicates=replicates, seed=SEED, **where)
                seconds[way] += perf_counter() - start
            assert rows["serially"] == rows["processes"] == rows["dask"]
        ROWS.write_bytes(Path(folder, "serially").read_bytes())
    for way, each in seconds.items():
        print(f"{way}: {each:.0f} s, {seconds['serially'] / each:.2f} times as fast")
    told = {
        "seconds": {way: round(each, 1) for way, each in seconds.items()},
        "workers": workers,
        "threads": os.environ.get("OMP_NUM_THREADS", "any"),
        "load": round(load, 1),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "distributed": distributed.__version__,
        "endless": endless(),
    }
    ROWS.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
