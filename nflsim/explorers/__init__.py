"""Explorers: one declaration, alive on the page without a kernel and in a notebook with one."""

from nflsim.explorers import evolution, market, optimization

__all__ = ["evolution", "market", "optimization"]
