"""Predictions: what the book asks its readers, one file a chapter."""

from functools import cache

from nflsim.explorers.predictions import (
    branching,
    budget_and_breadth,
    comparative_advantage,
    division_of_labour,
    fit,
    fitness_sets,
    niches,
    no_free_lunch,
    no_free_lunch_for_learners,
    one_exponent,
    swings,
    transfer,
)

__all__ = [
    "branching",
    "budget_and_breadth",
    "comparative_advantage",
    "division_of_labour",
    "fit",
    "fitness_sets",
    "niches",
    "no_free_lunch",
    "no_free_lunch_for_learners",
    "one_exponent",
    "swings",
    "transfer",
]
CHAPTERS = (
    no_free_lunch,
    fit,
    budget_and_breadth,
    fitness_sets,
    branching,
    comparative_advantage,
    division_of_labour,
    niches,
    swings,
    no_free_lunch_for_learners,
    transfer,
    one_exponent,
)


@cache
def every() -> dict:
    """Return all predictions by their slug, chapter by chapter.

    Examples
    --------
    >>> every()["shuffled-half-the-time"].answers[1].text
    'It shrinks to half'
    """
    made = [getattr(chapter, name)() for chapter in CHAPTERS for name in chapter.__all__]
    return {prediction.slug: prediction for prediction in made}
