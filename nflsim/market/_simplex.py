"""The simplex method in whole numbers, for programs small enough to want exactly."""

from fractions import Fraction
from math import gcd, lcm


def largest(rows, limits, goal):
    """Return the largest goal . x with rows . x <= limits and x >= 0: value, x, dual prices.

    `limits` are >= 0, so x = 0 is a start. The steepest column enters, and after a step that
    gained nothing the first, Bland's rule, which never goes round in a circle. Each row of the
    table is whole numbers up to a factor > 0: the slacks and the value have columns of their own.
    """
    size, wide = len(rows), len(goal)
    limits, goal = list(limits), [-v for v in goal]
    table = [
        _whole([*row, *(int(i == j) for j in range(size + 1)), limit])
        for i, (row, limit) in enumerate(zip([*rows, goal], [*limits, 0]))
    ]
    basis, rose = list(range(wide, wide + size)), True
    while any(v < 0 for v in table[-1][:-1]):
        gains = table[-1][:-1]
        column = gains.index(min(gains)) if rose else next(j for j, v in enumerate(gains) if v < 0)
        held = [i for i in range(size) if table[i][column] > 0]
        if not held:
            raise ValueError("the program must be bounded")
        row = min(held, key=lambda i: (Fraction(table[i][-1], table[i][column]), basis[i]))
        pivot, line, rose = table[row][column], table[row], table[row][-1] > 0
        for i, other in enumerate(table):
            if i != row and (times := other[column]):
                table[i] = _whole([v * pivot - times * u for v, u in zip(other, line)])
        basis[row] = column
    x = [Fraction(0)] * (wide + size)
    for j, line in zip(basis, table):
        x[j] = Fraction(line[-1], line[j])
    *duals, unit, value = table[-1][wide:]
    return Fraction(value, unit), x[:wide], [Fraction(v, unit) for v in duals]


def _whole(row):
    """Return a row times the factor > 0 that makes it whole numbers without a common divisor."""
    if not all(isinstance(v, int) for v in row):
        row = [Fraction(v) for v in row]
        scale = lcm(*(v.denominator for v in row))
        row = [int(v * scale) for v in row]
    divisor = gcd(*row)
    return [v // divisor for v in row] if divisor > 1 else row
