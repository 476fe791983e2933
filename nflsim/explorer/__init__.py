"""What an explorer is, declared once: alive on a page without a kernel, in a notebook with one."""

from nflsim.explorer.declaration import Control, DeclarationError, Explorer, Preset, View

__all__ = ["Control", "DeclarationError", "Explorer", "Preset", "View"]
