"""How fast the enumeration is, as ratios measured in one run.

Two yardsticks: the same answers by plain Python, and the time a machine needs to write as many
bytes as the table has, once, which no way of making the table can beat.
"""

import tracemalloc
from itertools import product
from statistics import median
from time import perf_counter

import numpy as np

from nflsim.optimization import enumeration

REPEATS = 5
NAIVE_REPEATS = 3


def naive_searchers(points, q):
    """Yield every searcher on `points` as (point, one searcher on the rest for each value)."""
    if not points:
        yield None
    for x in points:
        rest = tuple(p for p in points if p != x)
        for branches in product(list(naive_searchers(rest, q)), repeat=q):
            yield x, branches


def naive_traces(n, q):
    """Return the trace of every searcher on every function, by running each on each."""
    functions = list(product(range(q), repeat=n))
    table = []
    for searcher in naive_searchers(tuple(range(n)), q):
        row = []
        for function in functions:
            code, node = 0, searcher
            while node is not None:
                x, branches = node
                code = code * q + function[x]
                node = branches[function[x]]
            row.append(code)
        table.append(row)
    return table


def timed(work, repeats):
    """Return the median of the seconds that some work takes, and its last result."""
    seconds, result = [], None
    for _ in range(repeats):
        result = None  # free the last one before the next is made
        start = perf_counter()
        result = work()
        seconds.append(perf_counter() - start)
    return median(seconds), result


def written_once(shape, dtype):
    """Return a table of new memory, written once."""
    table = np.empty(shape, dtype=dtype)
    table.fill(1)
    return table


def peak(work):
    """Return the largest number of bytes that some work holds at a time."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def against_plain_python(n, q):
    """Compare with plain Python, answers included."""
    fast, table = timed(lambda: enumeration.traces(n=n, q=q), REPEATS)
    slow, expected = timed(lambda: naive_traces(n, q), NAIVE_REPEATS)
    assert np.array_equal(table, np.array(expected))
    print(f"n={n}, q={q}: {table.shape[0]:,} searchers on {table.shape[1]} functions")
    print(f"  plain Python   {slow:9.4f} s, median of {NAIVE_REPEATS}")
    print(f"  traces         {fast:9.4f} s, median of {REPEATS}, the same answers")
    print(f"  ratio          {slow / fast:9.0f} times faster")


def against_memory(n, q):
    """Compare with writing the table's bytes once, and weigh what is held at a time."""
    seconds, table = timed(lambda: enumeration.traces(n=n, q=q), REPEATS)
    floor, _ = timed(lambda: written_once(table.shape, table.dtype), REPEATS)
    copied, _ = timed(table.copy, REPEATS)
    checked, verdict = timed(lambda: enumeration.are_bijections(table), REPEATS)
    assert verdict.all()
    size, checking = table.nbytes, peak(lambda: enumeration.are_bijections(table))
    making = peak(lambda: enumeration.traces(n=n, q=q))
    print(f"n={n}, q={q}: {table.shape[0]:,} searchers on {table.shape[1]} functions")
    print(f"  written once   {floor:9.4f} s for the same {size / 2**20:.1f} MiB, the floor")
    print(f"  copied         {copied:9.4f} s, {copied / floor:.1f} times the floor")
    print(f"  traces         {seconds:9.4f} s, {seconds / floor:.1f} times the floor")
    print(f"  are_bijections {checked:9.4f} s, {checked / floor:.1f} times the floor")
    print(f"  both           {seconds + checked:9.4f} s")
    print(f"  memory, making {making / 2**20:9.1f} MiB at most, {making / size:.2f} tables")
    print(f"  while checking {checking / 2**20:9.1f} MiB at most beside the table")


if __name__ == "__main__":
    against_plain_python(n=4, q=3)
    against_memory(n=5, q=2)
