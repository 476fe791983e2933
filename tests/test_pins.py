"""The pins: every one exact, with hashes for all platforms, and nothing that one machine knows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"[a-z0-9-]+==[\w.]+(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+")
FILES = {
    name: re.split(r"\n(?! )", (ROOT / name).read_text(encoding="utf-8").strip())
    for name in ("requirements.txt", "requirements-test.txt")
}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_carries_the_hashes_of_its_files(name):
    assert len(FILES[name]) > 100
    assert [pin for pin in FILES[name] if not PIN.fullmatch(pin)] == []


def test_the_tests_run_on_what_readers_install():
    def files(pins):
        return {re.sub(r" ; [^\\]+", " ", pin) for pin in pins}  # whatever platform asks for them

    assert files(FILES["requirements.txt"]) <= files(FILES["requirements-test.txt"])
