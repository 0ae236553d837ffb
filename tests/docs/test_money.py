"""The pages on money name tests that exist, and say of the office what is an assumption."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from made_up import people

from reintegra.programme import Account
from reintegra.vocabulary import idr

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "money"
INVARIANTS = (PAGES / "invariants.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (?!what holds|---)(.+?) \| (.+) \|$", re.MULTILINE)


def defined_in(file: str) -> set[str]:
    """The tests that a file of the tests of the programme defines."""
    tree = ast.parse((ROOT / "tests" / "programme" / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED.findall(INVARIANTS)}))
def test_every_test_that_is_named_exists(file: str) -> None:
    """Whoever renames a test finds it on the page."""
    named = {test for where, test in NAMED.findall(INVARIANTS) if where == file}
    assert set() == named - defined_in(file)


def test_every_invariant_names_a_test_and_no_test_stands_for_two() -> None:
    """A sentence without a test is a wish."""
    rows = ROW.findall(INVARIANTS)
    assert 40 <= len(rows)
    assert [] == [holds for holds, cell in rows if not NAMED.search(cell)]
    counted = Counter(NAMED.findall(INVARIANTS))
    assert [] == [test for test, times in counted.items() if times > 1]


def test_a_missing_test_would_be_found() -> None:
    """Of a name that no file has, nothing is taken for granted."""
    assert "test_no_such_test" not in defined_in("test_fund.py")
    assert "test_a_fund_is_a_value" in defined_in("test_fund.py")


def test_every_page_on_money_is_named_in_its_overview() -> None:
    """Whoever reads the overview finds every other page."""
    overview = (PAGES / "index.md").read_text(encoding="utf-8")
    others = {path.name for path in PAGES.glob("*.md")} - {"index.md"}
    assert others == set(re.findall(r"\]\((\w[\w-]*\.md)\)", overview))


def test_the_procedure_of_a_return_is_said_not_to_be_confirmed() -> None:
    """No source states it: whoever reads of returns reads that first."""
    page = (PAGES / "returned.md").read_text(encoding="utf-8")
    before, _, _ = page.partition("\n## ")
    assert "not confirmed" in before
    assert "assumptions" in before


def test_the_people_of_the_pages_are_awarded_and_paid_to_the_rupiah() -> None:
    """Three shares of Rp960.000 are under way, and the rest is still available."""
    fund = people.sent().programme.fund
    assert idr(2_880_000) == fund.balance(Account.IN_FLIGHT)
    assert idr(5_000_000) == fund.balance(Account.AVAILABLE) + fund.balance(Account.IN_FLIGHT)
