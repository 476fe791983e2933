"""Every searcher that never looks twice, on every finite function, exactly.

Notation
--------
n, q       points and values, as in `nflsim.finite`
m          budget: evaluations made, 1 to n
searcher   a rule (points seen, values seen) -> next point: a decision tree
trace      the values a searcher sees on f, in order, written as a number in base q;
           traces are numbered as functions are, so a trace of length n is from 0 to q**n - 1
"""

from collections.abc import Callable, Sequence
from math import ceil, log10

import numpy as np

from nflsim import _check, _limits, finite
from nflsim.optimization import _traces

Searcher = Callable[[tuple[int, ...], tuple[int, ...]], int]

COUNT_DIGITS = 10_000  # longer counts are given by their logarithm only
TRACE_LIMIT = 2**28  # bytes of one table of traces
POINTS = 10**6  # of a logarithm
CHUNK = 2**12  # searchers checked at a time, so that scratch memory stays in the cache


def log10_searchers(*, n: int, q: int) -> float:
    """Return log10 of the number of searchers on n points and q values.

    sum_i q**i log10(n - i), i = 0..n-1: at depth i there are q**i nodes with n - i choices.

    Parameters
    ----------
    n, q : points and values, each at least 1.

    Examples
    --------
    >>> round(log10_searchers(n=10, q=4))
    31000
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    what = f"the count of searchers{_limits.named(n=n, q=q)}"
    _limits.fits_power(what, q, n, 10**300, "digits")
    _limits.fits(what, n, POINTS, "points")
    return sum(q**i * log10(n - i) for i in range(n))


def count_searchers(*, n: int, q: int) -> int:
    """Return the number of non-repeating adaptive deterministic searchers, exactly.

    prod_i (n - i)**(q**i), i = 0..n-1.

    Parameters
    ----------
    n, q : points and values; a count of more than `COUNT_DIGITS` digits is refused.

    Examples
    --------
    >>> count_searchers(n=4, q=3)
    55296
    """
    digits = ceil(log10_searchers(n=n, q=q))
    _limits.fits(f"the count of searchers{_limits.named(n=n, q=q)}", digits, COUNT_DIGITS, "digits")
    count = 1
    for i in range(n):
        count *= (n - i) ** (q**i)
    return count


def traces(*, n: int, q: int) -> np.ndarray:
    """Return the trace of every searcher on every function, shape (searchers, q**n).

    A searcher is a first point and, for each value seen there, a searcher on the points left;
    so the table for n points is put together from the table for n - 1.

    Parameters
    ----------
    n, q : points and values; a table of more than `TRACE_LIMIT` bytes is refused.

    Raises
    ------
    ValueError
        If an argument is out of range or the table does not fit; the size is in the message.

    Examples
    --------
    >>> traces(n=2, q=2).tolist()
    [[0, 1, 2, 3], [0, 2, 1, 3]]
    """
    digits = log10_searchers(n=n, q=q)
    n, q = int(n), int(q)
    what = f"the table of all traces{_limits.named(n=n, q=q)}"
    if digits > 30:
        raise ValueError(
            f"{what} would need over 10^{digits:.4g} bytes, the limit is {TRACE_LIMIT:,}"
        )
    _limits.fits_power(what, q, n, TRACE_LIMIT)
    dtype = np.min_scalar_type(q**n - 1)
    _limits.fits(what, count_searchers(n=n, q=q) * q**n * dtype.itemsize, TRACE_LIMIT)
    table = np.zeros((1, 1), dtype=dtype)
    for size in range(1, n + 1):
        rest, below = len(table), q ** (size - 1)
        grown = np.empty((size, *(rest,) * q, q**size), dtype=dtype)
        for x in range(size):
            # f(x) is one digit of f's number: split the columns before, at and after it.
            columns = grown[x].reshape(*(rest,) * q, q**x, q, -1)
            for value in range(q):
                branch = (1,) * value + (rest,) + (1,) * (q - 1 - value)
                columns[..., value, :] = (table + dtype.type(value * below)).reshape(
                    *branch, q**x, -1
                )
        table = grown.reshape(-1, q**size)
    return table


def searcher(index: int, *, n: int, q: int) -> Searcher:
    """Return the searcher in row `index` of `traces`, as a rule that can be read and run.

    Parameters
    ----------
    index : int from 0 to the number of searchers - 1.
    n, q : points and values.

    Examples
    --------
    >>> searcher(1, n=2, q=2)((), ())
    1
    """
    count = count_searchers(n=n, q=q)
    index, n, q = _check.integer("index", index, 0, count - 1), int(n), int(q)

    def rule(points, values):
        left, tree, value = list(range(n)), index, 0
        for value in (*values, None):
            subtrees = count_searchers(n=len(left) - 1, q=q) if len(left) > 1 else 1
            choice, branches = divmod(tree, subtrees**q)
            x = left.pop(choice)
            if value is None:
                return x
            tree = branches // subtrees ** (q - 1 - value) % subtrees

    return rule


def in_order(points: Sequence[int]) -> Searcher:
    """Return the searcher that looks at `points` in the order given, whatever it sees.

    Parameters
    ----------
    points : the points, in order.

    Examples
    --------
    >>> in_order([2, 0, 1])((2,), (5,))
    0
    """
    points = tuple(_check.integer("points", each, 0) for each in _check.listed("points", points))
    return lambda seen, values: points[len(seen)]


def trace(rule: Searcher, *, n: int, q: int, revisits: bool = False) -> np.ndarray:
    """Return the trace of one searcher on every function, shape (q**n,).

    Parameters
    ----------
    rule : called with the points and the values seen so far, returns the next point.
    n, q : points and values.
    revisits : whether the rule may look twice at a point, against the theorem's assumption.

    Raises
    ------
    ValueError
        If the rule names no point, or looks twice and `revisits` is false.

    Examples
    --------
    >>> trace(in_order([1, 0]), n=2, q=2).tolist()
    [0, 2, 1, 3]
    """
    table, n, q = finite.functions(n=n, q=q), int(n), int(q)
    revisits = _check.flag("revisits", revisits)
    _check.instance("rule", rule, Callable, "a function of points and values")
    codes = np.zeros(len(table), dtype=np.int64)

    def walk(members, points, values):
        if len(points) == n:
            return
        x = _check.integer("rule", rule(points, values), 0, n - 1)
        _check.require(revisits or x not in points, "rule", "free of repeats", (*points, x))
        codes[members] = codes[members] * q + table[members, x]
        order = np.argsort(table[members, x], kind="stable")
        different, starts = np.unique(table[members, x][order], return_index=True)
        for value, some in zip(different.tolist(), np.split(members[order], starts[1:])):
            walk(some, (*points, x), (*values, value))

    walk(np.arange(len(table)), (), ())
    return codes


def are_bijections(table: np.ndarray) -> np.ndarray:
    """Return for each row of traces whether it takes every value 0..columns-1 once.

    For a searcher that never looks twice this is the theorem of [wolpert1997]_ in its
    strongest form: every sequence of values is seen on exactly one function.

    Parameters
    ----------
    table : integer traces from 0 to q**n - 1, shape (searchers, q**n).

    Examples
    --------
    >>> are_bijections(np.array([[0, 2, 1, 3], [0, 2, 2, 3]])).tolist()
    [True, False]
    """
    table = _check.whole("table", table, "integers of shape (searchers, q**n)", ndim=2)
    rows, size = table.shape
    rule = f"traces from 0 to {size - 1}"
    table = _check.whole("table", table, rule, lambda x: (x >= 0) & (x < size))
    verdict = np.empty(rows, dtype=bool)
    for start in range(0, rows, CHUNK):
        part = table[start : start + CHUNK]
        seen = np.zeros((len(part), size), dtype=bool)
        seen.reshape(-1)[part + size * np.arange(len(part))[:, None]] = True
        verdict[start : start + CHUNK] = seen.all(axis=1)
    return verdict


def trace_histogram(table: np.ndarray, m: int, *, n: int, q: int) -> np.ndarray:
    """Return how many functions show each sequence of m values, shape (..., q**m).

    For searchers that never look twice every count is q**(n - m) [wolpert1997]_.

    Parameters
    ----------
    table : traces, shape (..., q**n).
    m : int from 1 to n, budget.
    n, q : points and values.

    Examples
    --------
    >>> trace_histogram(traces(n=2, q=2), 1, n=2, q=2).tolist()
    [[2, 2], [2, 2]]
    """
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    m, table = _check.integer("m", m, 1, n), _traces.all_functions("table", table, n, q)
    _limits.fits_power("the histogram", q, m, TRACE_LIMIT, times=max(table.size // q**n, 1))
    prefix = table // q ** (n - m)
    return np.stack([(prefix == code).sum(axis=-1) for code in range(q**m)], axis=-1)
