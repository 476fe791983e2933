"""Explorers of the part on evolution."""

from nflsim.explorers.evolution.bodies import one_body
from nflsim.explorers.evolution.histories import watch_it_split
from nflsim.explorers.evolution.invasions import who_invades_whom
from nflsim.explorers.evolution.seeds import sow_or_wait

__all__ = ["one_body", "sow_or_wait", "watch_it_split", "who_invades_whom"]
