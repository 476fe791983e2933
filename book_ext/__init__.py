"""What the book needs of Sphinx, in one extension: figures, finished pages, what others read."""

from importlib import import_module

PARTS = {
    "figures": ("states", "asked", "joins", "emblem", "diagram", "ledger", "checked"),
    "pages": ("assets", "code", "formulas", "fresh", "ids", "works", "links", "finish"),
    "publishing": ("citation", "launch", "metadata", "notebooks"),
}


def setup(app):
    """Register every part with Sphinx."""
    for folder, names in PARTS.items():
        for name in names:
            import_module(f"book_ext.{folder}.{name}").setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
