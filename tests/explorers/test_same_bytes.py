"""A grid comes out the same, byte for byte, in any process: whatever the seed of Python's hashes
and however many threads the linear algebra has."""

import json
import os
import subprocess
import sys

from nflsim import explorers

DIGESTS = """
import hashlib, json
from nflsim import explorers
from nflsim.explorer import grid
scripts = {slug: grid.script(each) for slug, each in explorers.every().items()}
digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
print(json.dumps({slug: digest(text) for slug, text in scripts.items()}))
"""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def started(seed, threads):
    """Return a process of its own that computes every grid."""
    surroundings = {"PYTHONHASHSEED": str(seed)} | dict.fromkeys(THREADS, str(threads))
    return subprocess.Popen(
        [sys.executable, "-c", DIGESTS],
        env=os.environ | surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_two_processes_write_the_same_grids():
    one, other = (started(seed=1, threads=1), started(seed=2, threads=4))
    first, second = (json.loads(process.communicate()[0]) for process in (one, other))
    assert set(first) == set(explorers.every())
    assert {slug for slug in first if first[slug] != second[slug]} == set()
