"""The worked cases of `tests/cases/workflow_and_funds.json` that concern a fund."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from reintegra.errors import TransitionRefused
from reintegra.programme import Account, Fund, Movement, Posting
from reintegra.vocabulary.identifiers import AwardId, ProgrammeId, SiteId
from reintegra.vocabulary.money import IDR, idr
from tests.programme.people import award_of, case_of

Case = dict[str, Any]

DAY = date(2019, 10, 31)
SITE = SiteId("site")
_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES: list[Case] = json.loads(_FILE.read_text(encoding="utf-8"))
_PLACES = {
    Movement.RELEASE: Account.RESERVED,
    Movement.SEND: Account.RESERVED,
    Movement.CONFIRM: Account.IN_FLIGHT,
    Movement.RETURN: Account.IN_FLIGHT,
}


def _of_kind(kind: str) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case["id"]) for case in _CASES if case["kind"] == kind]
    assert cases
    return pytest.mark.parametrize("case", cases)


def _by_award(fund: Fund, movement: Movement, units: int) -> list[Posting]:
    """The movement of a sum, as movements of the awards that hold it, the earliest first."""
    postings: list[Posting] = []
    for number, award in fund.awards.items():
        part = min(units, award.on(_PLACES[movement]))
        if part:
            postings.append(Posting(movement, idr(part), DAY, number))
            units -= part
    assert not units
    return postings


@_of_kind("fund-ledger")
def test_a_ledger_answers_as_worked_out(case: Case) -> None:
    """The balances after the last posting, and which postings were refused."""
    fund, refused = Fund(ProgrammeId("p"), IDR, {}), []
    for place, (name, units) in enumerate(case["input"]["postings"]):
        movement, award = Movement(name), AwardId(f"award-{place}")
        if movement is Movement.APPROPRIATE:
            postings = [Posting(movement, idr(units), DAY)]
        elif movement is Movement.RESERVE:
            postings = [Posting(movement, idr(units), DAY, award, site=SITE)]
        else:
            postings = _by_award(fund, movement, units)
        try:
            fund = fund.post(*postings)
        except TransitionRefused:
            refused.append(place)
    expected: dict[str, int] = dict(case["expect"]["balances"])
    assert expected.pop("appropriated") == fund.appropriated.units
    assert expected == {
        str(account).replace("-", "_"): units
        for account, units in fund.balances.items()
        if account is not Account.TREASURY
    }
    assert case["expect"]["refused"] == refused


@_of_kind("fund-check")
def test_a_fund_carries_all_awards_or_none(case: Case) -> None:
    """Exactly enough is enough, and of not enough nothing is half applied."""
    amounts = case["input"]["amounts"]
    if isinstance(amounts, dict):
        amounts = [amounts["each"]] * amounts["count"]
    template = award_of(case_of(1))
    fund = Fund(template.programme, IDR, {})
    if case["input"]["fund"]:
        fund = fund.post(Posting(Movement.APPROPRIATE, idr(case["input"]["fund"]), DAY))
    awards = [
        attrs.evolve(
            template, award=AwardId(f"award-{place}"), amount=idr(units), tranches=(idr(units),)
        )
        for place, units in enumerate(amounts)
    ]
    if case["expect"]["approved"] == len(awards):
        fund = fund.record(*awards)
    else:
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(*awards)
        assert ["within-available"] == [each.code for each in refusal.value.verdict.failed]
    assert case["expect"]["approved"] == len(fund.awards)
    assert case["expect"]["left"] == fund.balance(Account.AVAILABLE).units
