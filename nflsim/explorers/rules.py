"""What this book asks of its explorers, beyond what any explorer must be."""

from nflsim.explorer import DeclarationError, Explorer


def kept(explorer: Explorer) -> Explorer:
    """Return an explorer that keeps the rules of the book; raise DeclarationError otherwise.

    Its controls are budget, breadth, and at most one knob that can overturn the claim; one of
    its presets shows where the generalist wins.
    """
    names = [control.name for control in explorer.controls]
    if names[:2] != ["budget", "breadth"] or len(names) > 3:
        rule = f"controls must be budget, breadth and at most one knob, got {names}"
        raise DeclarationError(f"explorer {explorer.slug}: {rule}")
    if not any(preset.generalist_wins for preset in explorer.presets):
        rule = "one preset must show where the generalist wins"
        raise DeclarationError(f"explorer {explorer.slug}: {rule}")
    return explorer
