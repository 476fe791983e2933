"""Lines that touch a Hill curve r(e) = e**h / (1 + e**h)."""

from math import exp, expm1, log

from nflsim import _halving

LOGS = 700  # of a float


def from_point(start, *, steepness):
    """Return where a line from the curve at `start` touches it further on, None if nowhere.

    r'(e)(e - start) = r(e) - r(start), beyond the bend; from there on the curve only flattens.
    """
    h = steepness
    bend = ((h - 1) / (h + 1)) ** (1 / h) if h > 1 else 0.0
    if start >= bend:
        return None
    if not start:
        return (h - 1) ** (1 / h)

    def missing(e):
        return 1 / (1 + exp(min(h * log(e), LOGS)))

    def steeper(e):  # both sides over e**h (1 - r(e)), so that no digits are lost
        rises = -expm1(h * log(start / e)) * missing(start)
        return h * (1 - start / e) * missing(e) > rises

    high = 2 * bend
    while steeper(high):
        high *= 2
    return _halving.change(steeper, bend, high)
