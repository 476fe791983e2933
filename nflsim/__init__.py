"""Toy models of specialists and generalists; importing this needs NumPy only.

The explorers, which draw the models, live in `nflsim.explorers` and are imported by name.

Bad input is a ValueError that names the argument, the rule and the value; so is a size beyond
memory and a result beyond floats, from 1e-308 to 1e308. What is returned as a Fraction or an int
is exact. Closed forms are good to twelve digits, for arguments over twelve decades around 1;
where a docstring says how many digits, it is those. Sums of many terms (chains, simulated
means, solved systems) keep ten unless a docstring says otherwise.
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
