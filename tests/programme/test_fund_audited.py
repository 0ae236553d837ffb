"""An independent auditor agrees with every answer of a fund, and the books always balance."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import Fund, Movement, Posting, replay
from reintegra.vocabulary.aid import CancellationReason, Channel, Purpose, ReturnReason
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AwardId,
    CaseId,
    PaymentId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import IDR, XTS, Money
from tests.programme.auditor import Auditor, Command, faults, state

if TYPE_CHECKING:
    from reintegra.programme.books import MoneyEvent

DAY = date(2019, 10, 31)
OWN = ProgrammeId("programme-own")
CEILINGS = {"north": 12, "south": 5}
TOTAL = 20

_VERBS = ("award", "send", "send", "confirm", "confirm", "return", "goods", "cancel", "remit")
_SOURCES = {"send": ("reserved", "returned"), "confirm": ("in-flight",), "return": ("paid",)}


def planned(length: int, seed: int) -> list[Command]:
    """A history in which most commands aim at what stands there, and some miss by one."""
    chance, auditor = Random(seed), Auditor(CEILINGS, TOTAL, TOTAL)  # noqa: S311 - no secret
    history: list[Command] = []
    for _ in range(length):
        command = _aimed(chance, auditor)
        if command.verb == "remit":
            auditor.remit(command.award)
        else:
            auditor.answer(command)
        history.append(command)
    return history


def _aimed(chance: Random, auditor: Auditor) -> Command:
    verb = chance.choice((*_VERBS, *["award"] * 3 * (len(auditor.awards) < 3), "appropriate"))
    award = chance.choice([*auditor.awards, *auditor.awards, 9, chance.randrange(9)])
    site = chance.choice(("north", "north", "south", "east"))
    amount = chance.randint(1, 7)
    balances = auditor.awards.get(award)
    if verb in _SOURCES and balances is not None:
        standing = [balances[each] for each in _SOURCES[verb]]
        amount = chance.choice([*standing, max(standing) + 1, chance.randint(1, 4)])
    if verb == "award":
        left = auditor.ceilings.get(site, TOTAL) - auditor.taken_at(site)
        edge = max(1, chance.choice((left, left + 1, auditor.available, auditor.available + 1)))
        amount = chance.choice((amount, amount, edge))
    if verb in _SOURCES and not chance.randrange(12):
        amount = -chance.randrange(3)
    payment, amount = _payment_for(chance, auditor, verb, award, amount)
    odd, other = chance.randrange(12), chance.randrange(12)
    return Command(
        verb,
        award,
        amount,
        site,
        foreign=not odd,
        own_programme=bool(other),
        payment=payment,
        day=chance.choice((0, 0, 0, 1, 2, -1)),
    )


def _payment_for(
    chance: Random, auditor: Auditor, verb: str, award: int, amount: int
) -> tuple[int, int]:
    """Mostly a new number to send, and a payment of the award with its amount to answer."""
    fresh = len(auditor.payments) + 1
    if verb == "send":
        return chance.choice((fresh, fresh, fresh, fresh, chance.randint(1, fresh))), amount
    own = [number for number, sent in auditor.payments.items() if sent[0] == award]
    if not own or not chance.randrange(6):
        return chance.randint(1, fresh), amount
    number = chance.choice(own)
    return number, chance.choice((*[auditor.payments[number][1]] * 5, amount))


histories = st.builds(planned, st.integers(0, 40), st.integers(0, 2**32))


def opened() -> tuple[Fund, Auditor]:
    """A fund with ceilings at two of three sites, and an auditor who was told the same."""
    ceilings = {SiteId(site): Money(units, IDR) for site, units in CEILINGS.items()}
    fund = Fund.appropriate(OWN, Money(TOTAL, IDR), on=DAY, ceilings=ceilings)
    return fund, Auditor(CEILINGS, TOTAL, TOTAL)


def event_of(command: Command) -> MoneyEvent:
    """The event of the chain that asks the same."""
    case, award = CaseId(f"case-{command.award}"), AwardId(f"award-{command.award}")
    amount = Money(command.amount, XTS if command.foreign else IDR)
    payment, day = PaymentId(f"payment-{command.payment}"), DAY + timedelta(days=command.day)
    match command.verb:
        case "award":
            return Awarded(
                case=case,
                on=day,
                award=award,
                programme=OWN if command.own_programme else ProgrammeId("another"),
                site=SiteId(command.site),
                purpose=Purpose.BUSINESS_STIMULUS,
                period=Period.of_year(2019),
                amount=amount,
                channel=Channel.VIA_LKS,
                tranches=(amount,),
            )
        case "send":
            return PaymentSent(
                case=case, on=DAY, award=award, payment=payment, amount=amount, account=None
            )
        case "confirm":
            return PaymentConfirmed(case=case, on=DAY, award=award, payment=payment, amount=amount)
        case "return":
            return PaymentReturned(
                case=case,
                on=DAY,
                award=award,
                payment=payment,
                amount=amount,
                reason=ReturnReason.NOT_STATED,
            )
        case "goods":
            return GoodsHandedOver(case=case, on=DAY, award=award, record=RecordNumber("bast"))
        case _:
            return AwardCancelled(
                case=case, on=DAY, award=award, reason=CancellationReason.UNDELIVERABLE
            )


def after(fund: Fund, auditor: Auditor, command: Command) -> Fund:
    """The fund after one command, its answer being the one that the auditor gave."""
    if command.verb == "appropriate":
        auditor.answer(command)
        day = DAY + timedelta(days=command.day)
        return fund.post(Posting(Movement.APPROPRIATE, Money(command.amount, IDR), day))
    award = AwardId(f"award-{command.award}")
    if command.verb == "remit":
        if auditor.remit(command.award):
            return fund.remit(award, on=DAY)
        with pytest.raises(InvalidValue, match="nothing-returned"):
            fund.remit(award, on=DAY)
        return fund
    event, refused = event_of(command), auditor.answer(command)
    verdict = fund.consider(event)
    assert refused == {reason.code for reason in verdict.failed}
    assert verdict.met is not bool(refused)
    if not refused:
        return fund.record(event)
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(event)
    assert refused == {reason.code for reason in refusal.value.verdict.failed}
    return fund


@given(histories)
def test_the_auditor_agrees_with_every_answer_and_the_fund_balances(
    history: list[Command],
) -> None:
    """Accepted or refused, and with which codes; every prefix of every history balances."""
    fund, auditor = opened()
    for command in history:
        fund = after(fund, auditor, command)
        assert [] == faults(fund)
        assert [] == auditor.disagreements(fund)


@given(histories)
def test_a_history_recorded_at_once_is_the_same_fund_or_no_fund(history: list[Command]) -> None:
    """All of it, as one after the other; where one is refused, nothing is changed."""
    fund, auditor = opened()
    events = [each for each in history if each.verb not in {"appropriate", "remit"}]
    carried: list[MoneyEvent] = []
    for command in events:
        before = (fund.postings, *state(fund))
        if auditor.answer(command):
            with pytest.raises(TransitionRefused):
                fund.record(*carried, event_of(command))
            assert before == (fund.postings, *state(fund))
        else:
            carried.append(event_of(command))
    at_once, one_by_one = fund.record(*carried), fund
    for event in carried:
        one_by_one = one_by_one.record(event)
    for other in (one_by_one, replay(fund, carried), fund.post(*at_once.postings[1:])):
        assert at_once.postings == other.postings
        assert state(at_once) == state(other)


def postings_of(length: int, seed: int) -> list[Posting]:
    """Postings as somebody might make them by hand, right and wrong."""
    chance = Random(seed)  # noqa: S311 - no secret
    movements = [each for each in Movement if each is not Movement.APPROPRIATE]
    sites = (SiteId("north"), SiteId("south"), SiteId("east"))
    payments = (None, *(PaymentId(f"payment-{number}") for number in range(4)))
    return [
        Posting(
            chance.choice([*movements, *[Movement.RESERVE] * 4]),
            Money(chance.randint(1, 7), IDR),
            DAY,
            AwardId(f"award-{chance.randrange(6)}"),
            chance.choice(payments),
            chance.choice(sites),
        )
        for _ in range(length)
    ]


@given(st.builds(postings_of, st.integers(0, 60), st.integers(0, 2**32)))
def test_no_posting_whatever_breaks_the_books(postings: list[Posting]) -> None:
    """Who posts by hand meets the same limits: the award, the ceiling, the money available."""
    fund, _ = opened()
    for posting in postings:
        with contextlib.suppress(TransitionRefused):
            fund = fund.post(posting)
        assert [] == faults(fund)


def test_the_planned_histories_meet_every_answer() -> None:
    """Each verb is carried, and refused with each code that it can be refused with."""
    met: set[tuple[str, str]] = set()
    for seed in range(60):
        auditor = Auditor(CEILINGS, TOTAL, TOTAL)
        for command in planned(40, seed):
            if command.verb == "remit":
                met.add(("remit", "carried" if auditor.remit(command.award) else "nothing"))
                continue
            refused = auditor.answer(command)
            met |= {(command.verb, code) for code in refused or {"carried"}}
    payment = ("carried", "own-currency", "amount-above-zero", "award-is-known")
    answering = (*payment, "payment-was-sent", "answer-is-open", "award-holds-amount")
    reserving = ("award-is-new", "within-available", "funded-by-then", "within-ceiling")
    expected = {
        "award": ("carried", "own-programme", "own-currency", *reserving),
        "send": (*payment, "payment-is-new", "award-holds-amount"),
        "confirm": answering,
        "return": answering,
        "goods": ("carried", "award-is-known", "award-holds-amount"),
        "cancel": ("carried", "award-is-known"),
        "remit": ("carried", "nothing"),
        "appropriate": ("carried",),
    }
    assert {(verb, code) for verb, answers in expected.items() for code in answers} == met
