"""A run may leave its figures behind, for the page that says how the numbers are checked."""

import json
from collections import Counter
from pathlib import Path

import pytest

pytest.register_assert_rewrite("book")  # what the tests of the site share

FIGURES = Path(__file__).resolve().parent.parent / ".figures"


def pytest_addoption(parser):
    """Let a run be named."""
    parser.addoption("--record", help="name under which a run that passed leaves its figures")


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    """Write how many tests passed, by folder, if all did."""
    name = config.getoption("--record")
    if not name or exitstatus:
        return
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", ())]
    folders = Counter(str(Path(node.partition("::")[0]).parent) for node in passed)
    FIGURES.mkdir(exist_ok=True)
    text = json.dumps({"passed": len(passed), "folders": dict(sorted(folders.items()))}, indent=1)
    (FIGURES / f"{name}.json").write_text(text + "\n", encoding="utf-8")
