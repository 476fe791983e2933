"""Search on finite functions: who wins, on which class, by how much."""

from nflsim.optimization import enumeration, performance

__all__ = ["enumeration", "performance"]
