"""The claims page: no verdict without a check or a citation, and no link that leads nowhere."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from book_ext.figures import ledger
from nflsim import explorers
from nflsim.exponent import best_breadth

ROOT = Path(__file__).resolve().parent.parent

CLAIMS = ledger.read("ledger")
SECTIONS = {"E0": 5, "E1": 8, "E2": 8, "E3": 5, "E4": 4, "E5": 4}
NAMES = [f"{section}.{n}" for section, last in SECTIONS.items() for n in range(1, last + 1)]
FIELDS = {"says", "verdict", "why", "see", "tests", "cite"}
every_claim = pytest.mark.parametrize("name", CLAIMS)


@cache
def tokens():
    """Return what each control of each explorer may be in an address."""
    return {
        slug: {control.name: list(map(control.token, control.values)) for control in each.controls}
        for slug, each in explorers.every().items()
    }


def test_all_claims_are_there_in_order():
    assert list(CLAIMS) == [*NAMES, "P1", "P2", "P3", "P4", "P5"]


@every_claim
def test_a_claim_has_a_verdict_and_a_reason(name):
    claim = CLAIMS[name]
    assert set(claim) <= FIELDS
    assert claim["verdict"] in ledger.VERDICTS
    assert min(len(claim["says"]), len(claim["why"])) > 20
    assert claim["why"].endswith(".")


@every_claim
def test_no_verdict_stands_without_a_check_or_a_citation(name):
    claim = CLAIMS[name]
    assert claim.get("see") or claim.get("tests") or claim.get("cite")
    if claim["verdict"] in ("holds if", "fails as stated"):
        assert claim.get("tests") or claim.get("cite")


@every_claim
def test_states_lead_somewhere(name):
    for state in CLAIMS[name].get("see", ()):
        slug, _, query = state.partition("?")
        for part in query.split("&"):
            control, _, value = part.partition("=")
            assert value in tokens()[slug][control]


@every_claim
def test_tests_are_there(name):
    for test in CLAIMS[name].get("tests", ()):
        path, _, function = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", source, flags=re.MULTILINE)


@every_claim
def test_citations_are_in_the_bibliography(name):
    keys = re.findall(r"^@\w+\{([^,]+),", (ROOT / "chapters/references.bib").read_text(), re.M)
    assert set(CLAIMS[name].get("cite", ())) <= set(keys)


def test_the_summary_counts_every_claim_once():
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \|", ledger.summary(), flags=re.MULTILINE)
    assert [verdict for verdict, _ in rows] == list(ledger.VERDICTS)
    assert sum(int(count) for _, count in rows) == len(CLAIMS)


def test_a_link_says_what_the_figure_shows_there():
    state = "many-worlds?budget=4&breadth=4&lean=0"
    view = explorers.every()["many-worlds"].at(budget=4, breadth=4, lean=0.0)
    link, reading = ledger.shown(state).split("\\\n  ")
    assert (link, reading) == (f"{{explore}}`One learner, many worlds <{state}>`", view.reading)


def test_blind_tries_hit_a_point_in_a_hundred_as_the_errata_say():
    told = ledger.read("errata")["ours"]["C6"]
    miss = Fraction(99, 100)
    assert f"a chance of {round(100 * miss**100)} per cent" in told
    assert miss**459 < Fraction(1, 100) < miss**458
    assert "459" in told


def test_the_front_page_says_how_many_tasks_a_budget_is_best_spent_on():
    best = [best_breadth(budget=b, tasks=12, steepness=3.0) for b in (1.4, 4.0, 16.0)]
    assert best == [1, 3, 12]
    said = "With little more than one unit, do one of them; with four, three; with sixteen, all."
    assert said in (ROOT / "index.md").read_text(encoding="utf-8")


def test_the_errata_have_a_head_each_and_one_name_each():
    errata = ledger.read("errata")
    assert list(errata) == list(ledger.HEADS)
    names = [name for entries in errata.values() for name in entries]
    assert len(set(names)) == len(names)
    assert {f"C{n}" for n in range(1, 15)} <= set(names)
