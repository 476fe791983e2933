"""Explorers of the synthesis."""

from nflsim.explorers.synthesis.regimes import regime_map

__all__ = ["regime_map"]
