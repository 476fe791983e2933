"""Explorers of the part on markets."""

from nflsim.explorers.market.entry import entry_and_exit
from nflsim.explorers.market.firms import how_narrow
from nflsim.explorers.market.labour import pin_factory
from nflsim.explorers.market.swings import ride_it_out
from nflsim.explorers.market.trade import two_makers

__all__ = ["entry_and_exit", "how_narrow", "pin_factory", "ride_it_out", "two_makers"]
