"""What the package promises as a whole: light to import, documented, cited, deterministic."""

import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nflsim

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "nflsim").rglob("*.py"))
FOUND = {name: folder for _, name, folder in pkgutil.walk_packages(nflsim.__path__, "nflsim.")}
PACKAGES = ["nflsim", *(name for name, folder in FOUND.items() if folder)]
ABOVE = ("nflsim.explorer", "nflsim.sweep", "nflsim._check")
MODELS = [
    name
    for name, folder in FOUND.items()
    if not folder and not name.startswith(ABOVE) and not name.rpartition(".")[2].startswith("_")
]
FUNCTIONS = [
    (name, function)
    for name in MODELS
    for function, value in inspect.getmembers(importlib.import_module(name), inspect.isfunction)
    if value.__module__ == name and not function.startswith("_")
]


def test_importing_the_package_loads_numpy_and_the_standard_library_only():
    code = "import sys, json; before = set(sys.modules); import nflsim; "
    code += "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in json.loads(done.stdout) if "cython" not in name}
    assert {"nflsim", "numpy"} == loaded - set(sys.stdlib_module_names)


@pytest.mark.parametrize("name", PACKAGES)
def test_the_public_names_are_there_and_written_by_hand(name):
    package = importlib.import_module(name)
    assert all(hasattr(package, public) for public in package.__all__)
    assert sorted(set(package.__all__)) == sorted(package.__all__)


def test_every_part_is_public():
    assert [name for name in MODELS if name.rpartition(".")[2] not in public(name)] == []


def public(name):
    return importlib.import_module(name.rpartition(".")[0]).__all__


def test_there_are_models_and_functions_to_look_at():
    assert {"nflsim.finite", "nflsim.optimization.enumeration"} <= set(MODELS)
    assert len(FUNCTIONS) >= 20


@pytest.mark.parametrize("name", MODELS)
def test_a_model_opens_with_its_notation(name):
    lines = inspect.getdoc(importlib.import_module(name)).splitlines()
    assert lines[lines.index("Notation") + 1] == "-" * len("Notation")


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_a_model_function_tells_its_parameters_and_an_example(module, name):
    function = getattr(importlib.import_module(module), name)
    sections = re.split(r"\n(\w+)\n-+\n", inspect.getdoc(function))
    told = dict(zip(sections[1::2], sections[2::2]))
    assert ">>>" in told["Examples"]
    names = re.findall(r"^([\w, ]+) : ", told.get("Parameters", ""), flags=re.MULTILINE)
    expected = set(inspect.signature(function).parameters)
    assert expected == {part.strip() for group in names for part in group.split(",")}


def test_every_key_cited_in_a_docstring_is_in_the_bibliography():
    bibliography = (ROOT / "chapters/references.bib").read_text(encoding="utf-8")
    known = set(re.findall(r"^@\w+\{([^,]+),", bibliography, flags=re.MULTILINE))
    cited = {key for path in SOURCES for key in re.findall(r"\[(\w+)\]_", path.read_text("utf-8"))}
    assert cited
    assert cited <= known


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_hidden_randomness_and_no_changing_module_state(path):
    """Randomness comes to a model as a Generator; sweeps and explorers may make one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    maker = path.stem == "sweep" or "explorers" in path.parts
    harmless = {"Generator", "SeedSequence"} | ({"default_rng"} if maker else set())
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(a.name in ("random", "secrets") for a in names):
                found.append("import random")
            case ast.ImportFrom(module="random" | "secrets" | "numpy.random"):
                found.append("from random")
            case ast.Global():
                found.append("global")
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name):
                if name not in harmless:
                    found.append(f"np.random.{name}")
    assert found == []
