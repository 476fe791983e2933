"""Traces as they come in: whole numbers that say what a searcher saw."""

from nflsim import _check, _limits

LIMIT = 2**28  # functions


def some(argument, table, n, q):
    """Return traces of any shape as an array; raise unless each is from 0 to q**n - 1."""
    n, q = _check.integer("n", n, 1), _check.integer("q", q, 1)
    _limits.fits_power(f"the traces{_limits.named(n=n, q=q)}", q, n, LIMIT, "functions")
    size = q**n
    rule = f"traces from 0 to {size - 1}"
    return _check.whole(argument, table, rule, lambda x: (x >= 0) & (x < size))


def all_functions(argument, table, n, q):
    """Return traces on all functions as an array, shape (..., q**n)."""
    table = some(argument, table, n, q)
    fits = table.ndim and table.shape[-1] == q**n
    _check.require(fits, argument, f"of shape (..., {q**n})", table.shape)
    return table


def one_searcher(argument, codes, n, q):
    """Return the traces of one searcher as an array, shape (q**n,)."""
    codes = all_functions(argument, codes, n, q)
    _check.require(codes.ndim == 1, argument, f"of shape ({q**n},)", codes.shape)
    return codes
