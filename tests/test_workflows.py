"""What GitHub runs: it calls what is there, may do little, and uses official actions only."""

import os
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github/workflows"
FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yml"))}
FLOWS = {name: yaml.safe_load(text) for name, text in FILES.items()}
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
every = pytest.mark.parametrize("name", FLOWS)


def steps(name):
    return [step for job in FLOWS[name]["jobs"].values() for step in job["steps"]]


def starts(name):
    return FLOWS[name][True]  # YAML 1.1 reads the key `on` so


def test_there_are_three():
    assert set(FLOWS) == {"test", "publish", "pins"}


@every
def test_every_command_is_a_script_or_a_target_that_is_there(name):
    commands = [step["run"] for step in steps(name) if "run" in step]
    assert commands
    for command in commands:
        tool, *rest = command.split()
        assert rest[0] in TARGETS if tool == "make" else os.access(ROOT / tool, os.X_OK)


@every
def test_actions_are_official_and_pinned_by_commit(name):
    used = re.findall(r"uses: (\S+) # v\d+\.\d+\.\d+$", FILES[name], re.MULTILINE)
    assert used == [step["uses"] for step in steps(name) if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one) for one in used)


def test_all_use_the_same_actions_and_dependabot_keeps_them():
    used = [{step["uses"] for step in steps(name) if "uses" in step} for name in FLOWS]
    assert all(each == used[0] for each in used)
    kept = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert {each["package-ecosystem"] for each in kept["updates"]} == {"github-actions", "npm"}
    for each in kept["updates"]:
        for folder in each.get("directories", ()):
            assert (ROOT / folder.strip("/") / "package-lock.json").is_file()


@every
def test_a_workflow_may_do_what_it_must_and_runs_once(name):
    flow, may = FLOWS[name], {"contents": "read" if name == "test" else "write"}
    assert flow["permissions"] == may | ({"pull-requests": "write"} if name == "pins" else {})
    assert all("permissions" not in job for job in flow["jobs"].values())
    assert all(job["timeout-minutes"] <= 90 for job in flow["jobs"].values())
    assert flow["concurrency"]["group"].startswith(name)


def test_every_python_is_tested_and_is_the_one_that_make_uses():
    (job,) = FLOWS["test"]["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    (run,) = [step for step in job["steps"] if "run" in step]
    assert run == {"run": ".ci/run", "env": {"PYTHON": "python${{ matrix.python }}"}}
    assert starts("test") == {"push": {"branches": ["main"]}, "pull_request": None}


def test_only_main_is_published_and_only_after_its_tests():
    assert starts("publish") == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    (job,) = FLOWS["publish"]["jobs"].values()
    assert job["if"] == "github.ref == 'refs/heads/main'"
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run", "make publish"]
    assert not FLOWS["publish"]["concurrency"].get("cancel-in-progress")
