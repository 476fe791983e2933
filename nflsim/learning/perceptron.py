"""What a perceptron says before it has learned anything.

Notation
--------
bits     inputs, each 0 or 1; there are 2**bits points
t        points at which the perceptron says 1
"""

import numpy as np

from nflsim import _check, _limits, finite

DRAWS = 10**9
BLOCK = 2**14  # draws at once


def ones(*, bits: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Return how often random perceptrons say 1 at t points, shape (2**bits + 1,).

    Normal weights, no threshold, inputs 0 and 1. Each t from 0 to 2**bits - 1 has chance
    2**-bits [mingard2019]_; t = 2**bits is impossible, as no sum of nothing exceeds 0.

    Parameters
    ----------
    bits : int from 1 to 10.
    draws : int >= 1.
    rng : draws the weights.

    Examples
    --------
    >>> ones(bits=2, draws=4000, rng=np.random.default_rng(1)).tolist()[4]
    0
    """
    bits, draws = _check.integer("bits", bits, 1, 10), _check.integer("draws", draws, 1)
    rng = _check.generator("rng", rng)
    _limits.fits("the draws", draws * 2**bits, DRAWS, "answers")
    inputs, counts = finite.functions(n=bits, q=2).astype(float), np.zeros(2**bits + 1, dtype=int)
    for start in range(0, draws, BLOCK):
        drawn = rng.standard_normal((min(BLOCK, draws - start), bits))
        counts += np.bincount((drawn @ inputs.T > 0).sum(axis=1), minlength=len(counts))
    return counts
