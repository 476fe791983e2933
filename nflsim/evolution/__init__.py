"""Evolution: when selection favours a specialist, when the middle, and when both at once."""

from nflsim.evolution import adaptive, bet_hedging, competition, fitness_sets, lattice, population

__all__ = ["adaptive", "bet_hedging", "competition", "fitness_sets", "lattice", "population"]
