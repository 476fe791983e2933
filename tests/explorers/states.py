"""What tests of any explorer need: all its states, and those that its presets lead to."""


def rows(explorer):
    """Yield every state of an explorer with its arrays and its reading."""
    arrays, readings = explorer.grid
    for i, state in enumerate(explorer.states):
        yield state, {name: array[i] for name, array in arrays.items()}, readings[i]


def preset(explorer, label):
    """Return what an explorer shows at a preset."""
    (found,) = [each for each in explorer.presets if each.label == label]
    return explorer.at(**found.state)
