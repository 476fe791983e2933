"""Search on finite functions: who wins, on which class, by how much."""

from nflsim.optimization import enumeration

__all__ = ["enumeration"]
