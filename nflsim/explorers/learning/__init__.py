"""Explorers of the part on learning."""

from nflsim.explorers.learning.targets import all_learners, many_worlds
from nflsim.explorers.learning.tasks import second_task

__all__ = ["all_learners", "many_worlds", "second_task"]
