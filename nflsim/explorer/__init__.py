"""What an explorer is, declared once: alive on a page without a kernel, in a notebook with one."""

from nflsim.explorer.controls import Control, Preset, counted
from nflsim.explorer.declaration import DeclarationError, Explorer, View
from nflsim.explorer.prediction import Answer, Pick, Place, Prediction, Recall

__all__ = [
    "Answer",
    "Control",
    "DeclarationError",
    "Explorer",
    "Pick",
    "Place",
    "Prediction",
    "Preset",
    "Recall",
    "View",
    "counted",
]
