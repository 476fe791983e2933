"""Arrows point down only: the table of who may import what, held by reading every import."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "nflsim"
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))

GROUND = (
    "finite",
    "tradeoff",
    "allocation",
    "exponent",
    "_absorbing",
    "_check",
    "_halving",
    "_limits",
    "_rounding",
    "_tangent",
)  # level 0
PARTS = ("optimization", "evolution", "market", "learning")  # level 1
MODELS = tuple(f"nflsim.{name}" for name in (*GROUND, *PARTS))
LINES = 250


def allowed(file):
    """Return what a file may import beside the standard library; None if it has no place."""
    folder, name = (file.parts[0] if len(file.parts) > 1 else None), file.stem
    if len(file.parts) > (3 if folder == "explorers" else 2):
        return None
    if folder in PARTS:
        return ("numpy", *(f"nflsim.{ground}" for ground in GROUND), f"nflsim.{folder}")
    used = ("numpy", "plotly", "ipywidgets", "tqdm")
    if folder == "explorers":
        return (*used, *MODELS, "nflsim.sweep", "nflsim.explorer", "nflsim.explorers")
    if folder == "explorer":
        return (*used, "nflsim.explorer", "nflsim._rounding")
    if folder is None and name in GROUND:
        return ("numpy", *(f"nflsim.{ground}" for ground in GROUND))
    top = {
        "__init__": (*MODELS, "nflsim.sweep"),
        "sweep": ("numpy", "tqdm", "nflsim._check"),
    }
    return top.get(name) if folder is None else None


def imports(source):
    """Yield the full name of everything a source imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ("." * node.level + f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in ("__import__", "import_module"):
                yield f"{name}()"


def forbidden(file, source):
    """Return the imports of a source that its place in the table does not grant."""
    granted = allowed(file)

    def fits(name):
        if name.split(".")[0] in sys.stdlib_module_names:
            return True
        return any(name == each or name.startswith(f"{each}.") for each in granted)

    return [name for name in imports(source) if not fits(name)]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_has_a_place_in_the_table(file):
    assert allowed(file) is not None


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_file_imports_upwards_or_sideways(file):
    assert forbidden(file, (PACKAGE / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_file_is_one_idea_long(file):
    assert len((PACKAGE / file).read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize(
    ("file", "source", "caught"),
    [
        ("finite.py", "from nflsim.optimization import enumeration", True),
        ("finite.py", "import plotly.graph_objects as go", True),
        ("finite.py", "from nflsim import _check", False),
        ("optimization/games.py", "from nflsim.evolution import adaptive", True),
        ("optimization/games.py", "from nflsim import sweep", True),
        ("optimization/games.py", "from nflsim.explorer import figures", True),
        ("optimization/games.py", "from nflsim.optimization import enumeration", False),
        ("optimization/games.py", "def f():\n    import scipy.stats", True),
        ("optimization/games.py", "from . import enumeration", True),
        ("optimization/games.py", "from ..evolution import adaptive", True),
        ("optimization/games.py", "import nflsim", True),
        ("optimization/games.py", "import importlib\nimportlib.import_module('plotly')", True),
        ("optimization/games.py", "import numpyro", True),
        ("sweep.py", "from nflsim import finite", True),
        ("sweep.py", "def f():\n    import distributed", True),
        ("explorer/figures.py", "from nflsim.optimization import enumeration", True),
        ("explorer/page.py", "from nflsim.explorers import market", True),
        ("explorer/figures.py", "import plotly.graph_objects as go", False),
        ("__init__.py", "from nflsim import explorers", True),
        ("__init__.py", "from nflsim.explorer import figures", True),
        ("explorers/market.py", "import pandas", True),
        ("explorers/market.py", "from nflsim import finite, sweep", False),
        ("explorers/market.py", "from nflsim.explorer import figures", False),
    ],
)
def test_a_forbidden_import_is_caught(file, source, caught):
    assert caught == bool(forbidden(Path(file), source))


@pytest.mark.parametrize(
    "file", ["helpers.py", "physics/gas.py", "market/deep/trade.py", "explorers/a/b/c.py"]
)
def test_a_file_outside_the_table_is_caught(file):
    assert allowed(Path(file)) is None
