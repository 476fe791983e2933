"""Grids and questions come out the same, byte for byte, on any processor: whichever kernels its
linear algebra takes, whichever instructions NumPy uses, whatever the number of threads and the
seed of hashes."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from nflsim import explorers
from nflsim.explorers import predictions

DIGESTS = """
import hashlib, json
from nflsim import explorers
from nflsim.explorer import form, grid, page
from nflsim.explorers import predictions
def told(each):
    return grid.script(each) + repr((each.grid[1], each.known)) + page.html(each, "")
digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
found = {slug: digest(told(each)) for slug, each in explorers.every().items()}
found |= {slug: digest(form.html(each)) for slug, each in predictions.every().items()}
print(json.dumps(found))
"""
OPTIONAL = [name for name in __cpu_dispatch__ if __cpu_features__[name]]  # beyond the baseline
PLAIN = {"NPY_DISABLE_CPU_FEATURES": " ".join(OPTIONAL)} if OPTIONAL else {}
MACHINES = {
    "2008": {"OPENBLAS_CORETYPE": "Nehalem", "PYTHONHASHSEED": "1"} | PLAIN,
    "2013": {"OPENBLAS_CORETYPE": "Haswell", "PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "2"},
    "this": {"PYTHONHASHSEED": "3", "OMP_NUM_THREADS": "4"},
}
if __cpu_features__.get("AVX512F"):
    MACHINES["2017"] = {"OPENBLAS_CORETYPE": "SkylakeX", "PYTHONHASHSEED": "4"}


def started(machine):
    """Return a process that computes all grids as on another machine."""
    threads = {"OMP_NUM_THREADS": "1"} | MACHINES[machine]
    threads |= dict.fromkeys(
        ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads["OMP_NUM_THREADS"]
    )
    return subprocess.Popen(
        [sys.executable, "-W", "error::ImportWarning", "-c", DIGESTS],
        env=os.environ | threads,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture(scope="module")
def digests():
    """Return what each machine makes of each explorer, two of them at work at a time."""
    found, left = {}, list(MACHINES)
    while left:
        pair, left = left[:2], left[2:]
        processes = {machine: started(machine) for machine in pair}
        found |= {name: json.loads(one.communicate()[0]) for name, one in processes.items()}
    return found


@pytest.mark.slow
def test_every_machine_writes_the_same_grids_sentences_facts_and_questions(digests):
    first, *others = digests.values()
    assert set(first) == {*explorers.every(), *predictions.every()}
    for other in others:
        assert {slug for slug in first if first[slug] != other[slug]} == set()


def test_the_machines_differ():
    """A solve and an exponential end in other bits: what the test above compares could differ."""
    code = "import numpy as np; a = np.random.default_rng(1).random((60, 60));"
    code += "print(np.linalg.solve(a, a[0]).sum().hex(), np.exp(a).sum(axis=0)[0].hex())"
    said = {
        subprocess.check_output([sys.executable, "-c", code], env=os.environ | machine, text=True)
        for machine in MACHINES.values()
    }
    assert np.prod(list(map(len, map(set, zip(*map(str.split, said)))))) > 1
