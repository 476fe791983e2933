"""Explorers of the part on optimization."""

from nflsim.explorers.optimization.fit import home_and_away, tilt_the_world
from nflsim.explorers.optimization.no_free_lunch import all_searchers, every_searcher
from nflsim.explorers.optimization.splitting import split_the_budget
from nflsim.explorers.optimization.tuning import one_dial, portfolio

__all__ = [
    "all_searchers",
    "every_searcher",
    "home_and_away",
    "one_dial",
    "portfolio",
    "split_the_budget",
    "tilt_the_world",
]
