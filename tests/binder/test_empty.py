"""What Binder and Colab do, as far as it can be done without them: in environments of their own."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tools import notebooks

ROOT = Path(__file__).resolve().parents[2]

NOTEBOOK = "learning/transfer.ipynb"
SECONDS = 900
PIP = ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
# Runs a notebook where it stands, as a service would, and says what its figures are made of.
EXECUTE = """
import sys
import nbclient
import nbformat

notebook = nbformat.read(sys.argv[1], 4)
where = {"metadata": {"path": sys.argv[2]}}
nbclient.NotebookClient(notebook, timeout=300, resources=where).execute()
for cell in notebook.cells:
    for output in cell.get("outputs", ()):
        print(*output.get("data", ()))
"""


def run(command, at, environment):
    """Run a command in a folder with the programs of an environment first."""
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    mine = {"PATH": path, "VIRTUAL_ENV": str(environment), "EXPLORER_MODE": ""}
    done = subprocess.run(
        command,
        cwd=at,
        env={**os.environ, **mine},
        stdout=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout


@pytest.fixture
def empty(tmp_path):
    """Return an environment with nothing but pip."""
    venv.create(tmp_path / "env", with_pip=True)
    return tmp_path / "env"


def checkout(folder):
    """Copy what git knows of the repository into a folder."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for name in filter(None, names.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def test_the_steps_of_binders_build_pack_make_notebooks_that_run(empty, tmp_path):
    home = checkout(tmp_path / "home")
    run([*PIP, "-r", "requirements.txt"], home, empty)
    run([*PIP, "."], home, empty)
    run(["./postBuild"], home, empty)
    made = sorted(path.relative_to(home / "notebooks") for path in home.glob("notebooks/*/*.ipynb"))
    assert [path.with_suffix(".md") for path in made] == sorted(
        path.relative_to(home / "chapters") for path in home.glob("chapters/*/*.md")
    )
    place = home / "notebooks" / NOTEBOOK
    kinds = run(["python", "-c", EXECUTE, place, place.parent], home, empty)
    assert "application/vnd.jupyter.widget-view+json" in kinds
    run(["jupyter", "lab", "--version"], home, empty)


def test_a_published_notebook_alone_installs_what_it_needs_and_runs(empty, tmp_path):
    wheels = tmp_path / "wheels"
    own = Path(sys.executable).parent.parent
    run(
        [*PIP[:3], "wheel", "--quiet", "--no-deps", "-w", wheels, checkout(tmp_path / "source")],
        tmp_path,
        own,
    )
    (wheel,) = wheels.glob("nflsim-*.whl")
    requirement = f"nflsim[chapters] @ {wheel.as_uri()}"
    notebooks.make(ROOT / "_build/notebooks", tmp_path / "made", requirement)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(tmp_path / "made" / NOTEBOOK, alone)
    run([*PIP, "ipykernel", "nbclient"], alone, empty)
    kinds = run(["python", "-c", EXECUTE, alone / Path(NOTEBOOK).name, alone], alone, empty)
    assert "application/vnd.jupyter.widget-view+json" in kinds
