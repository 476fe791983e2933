"""What tests of live explorers share: the widgets in a widget."""


def every(widget, kind) -> list:
    """Return all widgets of a kind in a widget, in order."""
    found = [widget] if isinstance(widget, kind) else []
    for child in getattr(widget, "children", ()):
        found += every(child, kind)
    return found
