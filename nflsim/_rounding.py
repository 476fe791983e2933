"""Numbers that every processor agrees on."""

import numpy as np

DIGITS, DECIMALS = 14, 13  # are kept: what is below is the rounding of larger numbers


def settled(values) -> np.ndarray:
    """Return numbers rounded to 14 digits, so that the last bits of one processor do not count.

    A linear solve, a product of matrices and even `exp` end in other bits on another processor.
    Where a number is compared, stored or printed, that decides ties.

    Parameters
    ----------
    values : numbers; integers and Fractions come back as they are.

    Examples
    --------
    >>> settled([0.1 + 0.2, 2 / 3 - 1 / 3, 1e-17, 12345.6]).tolist()
    [0.3, 0.3333333333333, 0.0, 12345.6]
    """
    values = np.asarray(values)
    if values.dtype.kind != "f":
        return values
    before = np.ceil(np.frexp(values)[1] * np.log10(2))  # digits before the point, or none
    scale = 10.0 ** np.clip(DIGITS - before, 0, DECIMALS)
    return np.rint(values * scale) / scale + 0.0  # no -0.0
