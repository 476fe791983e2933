"""What an explorer is, declared once: alive on a page without a kernel, in a notebook with one."""

from nflsim.explorer.controls import Control, Preset, counted
from nflsim.explorer.declaration import DeclarationError, Explorer, View

__all__ = ["Control", "DeclarationError", "Explorer", "Preset", "View", "counted"]
