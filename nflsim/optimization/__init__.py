"""Search on finite functions and bit strings: who wins, on which class, by how much."""

from nflsim.optimization import (
    chains,
    enumeration,
    games,
    landscapes,
    measures,
    performance,
    ruggedness,
    runtimes,
    search,
    tuning,
    worlds,
)

__all__ = [
    "chains",
    "enumeration",
    "games",
    "landscapes",
    "measures",
    "performance",
    "ruggedness",
    "runtimes",
    "search",
    "tuning",
    "worlds",
]
