"""Predictions: what the book asks its readers, one file a chapter."""

from functools import cache

from nflsim.explorers.predictions import budget_and_breadth, fit, no_free_lunch

__all__ = ["budget_and_breadth", "fit", "no_free_lunch"]


@cache
def every() -> dict:
    """Return all predictions by their slug, chapter by chapter.

    Examples
    --------
    >>> every()["shuffled-half-the-time"].answers[1].text
    'It shrinks to half'
    """
    chapters = (no_free_lunch, fit, budget_and_breadth)
    made = [getattr(chapter, name)() for chapter in chapters for name in chapter.__all__]
    return {prediction.slug: prediction for prediction in made}
