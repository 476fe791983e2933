"""Toy models of specialists and generalists; importing this needs NumPy only.

The explorers, which draw the models, live in `nflsim.explorers` and are imported by name.
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
