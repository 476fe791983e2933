"""Markets: who makes what, and how narrow a firm should be."""

from nflsim.market import crowd, labour, niches, spatial, swings, trade

__all__ = ["crowd", "labour", "niches", "spatial", "swings", "trade"]
