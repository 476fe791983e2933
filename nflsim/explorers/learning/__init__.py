"""Explorers of the part on learning."""

from nflsim.explorers.learning.census import all_learners
from nflsim.explorers.learning.lean import many_worlds
from nflsim.explorers.learning.tasks import second_task

__all__ = ["all_learners", "many_worlds", "second_task"]
