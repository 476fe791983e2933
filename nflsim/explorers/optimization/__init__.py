"""Explorers of the part on optimization."""

from nflsim.explorers.optimization.census import all_searchers
from nflsim.explorers.optimization.copies import portfolio
from nflsim.explorers.optimization.curves import every_searcher
from nflsim.explorers.optimization.dial import one_dial
from nflsim.explorers.optimization.landscapes import home_and_away
from nflsim.explorers.optimization.splitting import split_the_budget
from nflsim.explorers.optimization.tilt import tilt_the_world

__all__ = [
    "all_searchers",
    "every_searcher",
    "home_and_away",
    "one_dial",
    "portfolio",
    "split_the_budget",
    "tilt_the_world",
]
