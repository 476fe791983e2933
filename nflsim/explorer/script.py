"""The player: one script, as pages get it, from parts of one idea each."""

from pathlib import Path

FOLDER = Path(__file__).with_name("player")
# Classes and constants before what uses them; `view` and `picture` know no page.
PARTS = ("picture", "view", "controls", "plot", "explorer", "page", "predictions")
HEAD = (
    "/* The player: looks states up in a grid that Python wrote and moves the figure's marks.\n"
    " * It holds no formula of any model. One classic script, so that it also runs from file://. */"
)


def player(parts: tuple[str, ...] = PARTS) -> str:
    """Return the player's script, or that of some of its parts."""
    text = "\n".join((FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    return f'{HEAD}\n(function () {{\n"use strict";\n{text}}})();\n'


def written(folder: Path):
    """Write the player and its style sheet to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "explorer.js").write_text(player(), encoding="utf-8")
    sheet = (FOLDER / "explorer.css").read_text(encoding="utf-8")
    (folder / "explorer.css").write_text(sheet, encoding="utf-8")
