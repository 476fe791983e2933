"""Explorers of the part on evolution."""

from nflsim.explorers.evolution.branching import watch_it_split, who_invades_whom
from nflsim.explorers.evolution.fitness_sets import one_body, sow_or_wait

__all__ = ["one_body", "sow_or_wait", "watch_it_split", "who_invades_whom"]
