"""Explorers: one declaration, alive on the page without a kernel and in a notebook with one."""

from nflsim.explorers import evolution, learning, market, optimization, synthesis

__all__ = ["evolution", "learning", "market", "optimization", "synthesis"]
