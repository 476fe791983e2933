"""Learning: what can be known off the training set, and when a second task helps."""

from nflsim.learning import perceptron, simplicity, supervised, transfer

__all__ = ["perceptron", "simplicity", "supervised", "transfer"]
