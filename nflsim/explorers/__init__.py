"""Explorers: one declaration, alive on the page without a kernel and in a notebook with one."""

from functools import cache

from nflsim.explorers import evolution, learning, market, optimization, rules, synthesis

__all__ = ["evolution", "learning", "market", "optimization", "synthesis"]


@cache
def every() -> dict:
    """Return all explorers by their slug, part by part.

    Examples
    --------
    >>> every()["regime-map"].title
    'One task, some, or all?'
    """
    parts = (optimization, evolution, market, learning, synthesis)
    made = [rules.kept(getattr(part, name)()) for part in parts for name in part.__all__]
    return {explorer.slug: explorer for explorer in made}
