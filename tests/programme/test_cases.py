"""The worked cases of `tests/cases/workflow_and_funds.json` that concern a fund."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import AwardReduced, PaymentSent
from reintegra.errors import TransitionRefused
from reintegra.programme import Account, Fund, FundAppropriated, Movement
from reintegra.vocabulary.aid import ReductionReason
from reintegra.vocabulary.identifiers import AwardId, PaymentId, RecordNumber
from reintegra.vocabulary.money import IDR, idr
from tests.programme.people import (
    MINISTRY,
    PROGRAMME,
    award_of,
    cancelled,
    case_of,
    confirmed,
    returned,
)

if TYPE_CHECKING:
    from reintegra.chain.award import Awarded
    from reintegra.programme.money.standing import MoneyEvent

Case = dict[str, Any]

DAY = date(2019, 10, 31)
EACH = 960_000
_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES: list[Case] = json.loads(_FILE.read_text(encoding="utf-8"))
_TEMPLATE = award_of(case_of(1))


def _of_kind(kind: str) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case["id"]) for case in _CASES if case["kind"] == kind]
    assert cases
    return pytest.mark.parametrize("case", cases)


def _appropriated(units: int, place: int = 0) -> FundAppropriated:
    record = RecordNumber(f"appropriation-{place}")
    return FundAppropriated(
        programme=PROGRAMME, on=DAY, by=MINISTRY, amount=idr(units), record=record
    )


def _award(place: int, units: int) -> Awarded:
    return attrs.evolve(
        _TEMPLATE, award=AwardId(f"award-{place}"), amount=idr(units), tranches=(idr(units),)
    )


def _released(terms: Awarded, left: int) -> MoneyEvent:
    if not left:
        return cancelled(terms)
    return AwardReduced(
        case=terms.case,
        on=DAY,
        award=terms.award,
        tranches=(idr(left),),
        reason=ReductionReason.FUND_SHORT,
    )


def _sent(terms: Awarded, units: int) -> list[PaymentSent]:
    """A sum in payments of the amount that each person gets, and one of the rest."""
    return [
        PaymentSent(
            case=terms.case,
            on=DAY,
            award=terms.award,
            payment=PaymentId(f"{terms.award}/p{place}"),
            amount=idr(min(EACH, units - place * EACH)),
            account=None,
        )
        for place in range(-(-units // EACH))
    ]


def _answered(fund: Fund, movement: Movement, units: int) -> list[MoneyEvent]:
    """The answers to the payments under way that come to this sum, the earliest first."""
    answer = confirmed if movement is Movement.CONFIRM else returned
    flying = [
        sent
        for award in fund.awards.values()
        for sent in _sent(award.terms, award.terms.amount.units)
        if fund.payments[sent.payment].account is Account.IN_FLIGHT
    ]
    chosen = flying[: units // EACH]
    assert units == sum(sent.amount.units for sent in chosen)
    return [answer(sent, DAY) for sent in chosen]


def _by_award(fund: Fund, movement: Movement, units: int) -> list[MoneyEvent]:
    """The movement of a sum, as events of the awards that hold it, the earliest first."""
    if movement in {Movement.CONFIRM, Movement.RETURN}:
        return _answered(fund, movement, units)
    events: list[MoneyEvent] = []
    for award in fund.awards.values():
        part = min(units, award.reserved)
        if part and movement is Movement.RELEASE:
            events.append(_released(award.terms, award.reserved - part))
        elif part:
            events += _sent(award.terms, part)
        units -= part
    assert not units
    return events


@_of_kind("fund-ledger")
def test_a_ledger_answers_as_worked_out(case: Case) -> None:
    """The balances after the last posting, and which postings were refused."""
    fund, refused = Fund(PROGRAMME, IDR), []
    for place, (name, units) in enumerate(case["input"]["postings"]):
        movement = Movement(name)
        events: list[MoneyEvent]
        if movement is Movement.APPROPRIATE:
            events = [_appropriated(units, place)]
        elif movement is Movement.RESERVE:
            events = [_award(place, units)]
        else:
            events = _by_award(fund, movement, units)
        try:
            fund = fund.record(*events)
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
    fund = Fund(PROGRAMME, IDR)
    if case["input"]["fund"]:
        fund = fund.record(_appropriated(case["input"]["fund"]))
    awards = [_award(place, units) for place, units in enumerate(amounts)]
    if case["expect"]["approved"] == len(awards):
        fund = fund.record(*awards)
    else:
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(*awards)
        assert ["within-available"] == [each.code for each in refusal.value.verdict.failed]
    assert case["expect"]["approved"] == len(fund.awards)
    assert case["expect"]["left"] == fund.balance(Account.AVAILABLE).units
