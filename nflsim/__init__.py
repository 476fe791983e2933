"""Toy models of specialists and generalists; importing this needs NumPy only.

The explorers, which draw the models, live in `nflsim.explorers` and are imported by name.

Bad input is a ValueError that names the argument, the rule and the value; so is a size beyond
memory and a result beyond floats, from 1e-308 to 1e308. What is returned as a Fraction or an int
is exact. Closed forms are good to twelve digits, for arguments over twelve decades around 1, and
what is summed over the states of a chain to ten; `tests/test_digits.py` has the ranges, and a
docstring says where it is more.
"""

from nflsim import (
    allocation,
    evolution,
    exponent,
    finite,
    learning,
    market,
    optimization,
    sweep,
    tradeoff,
)

__all__ = [
    "allocation",
    "evolution",
    "exponent",
    "finite",
    "learning",
    "market",
    "optimization",
    "sweep",
    "tradeoff",
]
