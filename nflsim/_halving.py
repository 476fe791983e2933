"""Where a condition changes, to the last digit."""


def change(below, low, high):
    """Return the float between `low` and `high` up to which `below` holds."""
    while low < (middle := low + (high - low) / 2) < high:
        low, high = (middle, high) if below(middle) else (low, middle)
    return middle
