"""An independent auditor agrees with every answer of a fund, and the books always balance."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.errors import TransitionRefused
from reintegra.programme import (
    Ceilings,
    Fund,
    FundAppropriated,
    Movement,
    ReturnRemitted,
    replay,
)
from reintegra.vocabulary.aid import (
    CancellationReason,
    Channel,
    Proof,
    ProofKind,
    Purpose,
    ReductionReason,
    ReturnReason,
)
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    ActorId,
    AwardId,
    CaseId,
    Code,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import IDR, XTS, Money
from tests.profiles import at_most
from tests.programme.auditor import Auditor, Command, faults, state
from tests.programme.people import GROUNDS

if TYPE_CHECKING:
    from reintegra.programme.money.standing import MoneyEvent
    from tests.programme.auditor import Place

DAY = date(2019, 10, 31)
OWN = ProgrammeId("programme-own")
BY, NUMBER = ActorId("kemensos"), RecordNumber("record-1")
CEILINGS: dict[Place, int] = {
    ("programme", ""): 18,
    ("person", ""): 9,
    ("round", "first"): 15,
    ("round", "second"): 4,
    ("site", "north"): 12,
    ("site", "south"): 5,
}
TOTAL = 20

_VERBS = (
    *("award", "send", "send", "confirm", "confirm", "return"),
    *("goods", "cancel", "reduce", "back", "remit"),
)
_SOURCES = {"send": ("reserved", "returned"), "confirm": ("in-flight",), "return": ("paid",)}


def planned(length: int, seed: int) -> list[Command]:
    """A history in which most commands aim at what stands there, and some miss by one."""
    chance, auditor = Random(seed), Auditor(CEILINGS, TOTAL, TOTAL)  # noqa: S311 - no secret
    history: list[Command] = []
    for _ in range(length):
        history.append(_aimed(chance, auditor))
        auditor.answer(history[-1])
    return history


def _aimed(chance: Random, auditor: Auditor) -> Command:
    verb = chance.choice((*_VERBS, *["award"] * 3 * (len(auditor.awards) < 3), "appropriate"))
    award = chance.choice([*auditor.awards, *auditor.awards, 9, chance.randrange(9)])
    payment, amount = _payment_for(chance, auditor, verb, award)
    odd, other = chance.randrange(12), chance.randrange(12)
    command = Command(
        verb,
        award,
        amount,
        chance.choice(("north", "north", "south", "east")),
        chance.choice(("first", "first", "second", "third")),
        chance.randrange(3),
        foreign=not odd,
        own=bool(other),
        payment=payment,
        day=chance.choice((0, 0, 0, 1, 2, -1)),
        record=chance.choice((len(auditor.records), len(auditor.records), 0)),
    )
    return _at_the_edge(chance, auditor, command) if verb == "award" else command


def _at_the_edge(chance: Random, auditor: Auditor, command: Command) -> Command:
    """Exactly what a ceiling or the fund still permits, or one more."""
    rooms = [auditor.available]
    for place in command.places:
        ceiling = auditor.ceiling(place)
        rooms += [] if ceiling is None else [ceiling - auditor.taken_at(place)]
    amount = max(1, chance.choice((*rooms, min(rooms), min(rooms), min(rooms) + 1, 7)))
    return attrs.evolve(command, amount=amount)


def _amount_for(chance: Random, auditor: Auditor, verb: str, award: int) -> int:
    held = auditor.awards.get(award)
    amount = chance.randint(1, 7)
    if held is not None and verb in _SOURCES:
        standing = [held.on[each] for each in _SOURCES[verb]]
        amount = chance.choice([*standing, sum(standing), max(standing) + 1, amount])
    if held is not None and verb == "remit":
        return chance.choice((held.to_remit, held.to_remit, held.to_remit + 1, amount))
    if held is not None and verb == "reduce":
        return max(1, held.to_pay - chance.choice((0, 1, 1, 2)))
    if verb in {*_SOURCES, "back"} and not chance.randrange(12):
        return -chance.randrange(3)
    return amount


def _payment_for(chance: Random, auditor: Auditor, verb: str, award: int) -> tuple[int, int]:
    """Mostly a new number to send, and a payment of the award with its amount to answer."""
    fresh, amount = len(auditor.payments) + 1, _amount_for(chance, auditor, verb, award)
    if verb == "send":
        return chance.choice((fresh, fresh, fresh, fresh, chance.randint(1, fresh))), amount
    own = [number for number, sent in auditor.payments.items() if sent[0] == award]
    if not own or not chance.randrange(6) or verb in {"reduce", "remit"}:
        return chance.randint(1, fresh), amount
    number = chance.choice(own)
    left = auditor.payments[number][1] - auditor.paid_back.get(number, 0)
    if verb == "back":
        return number, chance.choice((amount, left, left + 1, 1))
    whole = auditor.payments[number][1]
    most = max(1, left) if verb == "return" else whole
    return number, chance.choice((*[most] * 5, whole, amount))


histories = st.builds(planned, st.integers(0, 40), st.integers(0, 2**32))


def opened() -> tuple[Fund, Auditor]:
    """A fund with ceilings of every kind, and an auditor who was told the same."""
    by_kind: dict[str, dict[str, Money]] = {}
    for (kind, name), units in CEILINGS.items():
        by_kind.setdefault(kind, {})[name] = Money(units, IDR)
    ceilings = Ceilings(
        programme=by_kind["programme"][""],
        person=by_kind["person"][""],
        rounds={Code(name): limit for name, limit in by_kind["round"].items()},
        sites={SiteId(name): limit for name, limit in by_kind["site"].items()},
    )
    fund = Fund.appropriate(
        OWN, Money(TOTAL, IDR), on=DAY, by=BY, record=RecordNumber("given-0"), ceilings=ceilings
    )
    return fund, Auditor(CEILINGS, TOTAL, TOTAL)


def event_of(command: Command) -> MoneyEvent:
    """The event that asks the same."""
    amount = Money(command.amount, XTS if command.foreign else IDR)
    day = DAY + timedelta(days=command.day)
    programme = OWN if command.own else ProgrammeId("another")
    if command.verb == "appropriate":
        record = RecordNumber(f"given-{command.record}")
        return FundAppropriated(programme=programme, on=day, by=BY, amount=amount, record=record)
    if command.verb == "award":
        return Awarded(
            case=CaseId(f"case-{command.award}"),
            on=day,
            award=AwardId(f"award-{command.award}"),
            person=PersonId(f"person-{command.person}"),
            programme=programme,
            round=Code(command.round),
            site=SiteId(command.site),
            purpose=Purpose.BUSINESS_STIMULUS,
            period=Period.of_year(2019),
            amount=amount,
            channel=Channel.VIA_LKS,
            tranches=(amount,),
            grounds=GROUNDS,
        )
    return _of_an_award(command, amount)


def _of_an_award(command: Command, amount: Money) -> MoneyEvent:
    known: dict[str, Any] = {
        "case": CaseId(f"case-{command.award}" if command.own else "case-of-another"),
        "on": DAY,
        "award": AwardId(f"award-{command.award}"),
    }
    paid: dict[str, Any] = {
        **known,
        "payment": PaymentId(f"payment-{command.payment}"),
        "amount": amount,
    }
    match command.verb:
        case "send":
            return PaymentSent(**paid, account=None)
        case "confirm":
            return PaymentConfirmed(**paid, proof=Proof(ProofKind.LKS_REPORT, NUMBER))
        case "return":
            return PaymentReturned(**paid, reason=ReturnReason.NOT_STATED)
        case "back":
            return AidPaidBack(**paid, record=NUMBER)
        case "goods":
            return GoodsHandedOver(**known, record=NUMBER)
        case "reduce":
            reason = ReductionReason.NEED_SMALLER
            return AwardReduced(**known, tranches=(amount,), reason=reason)
        case "remit":
            return ReturnRemitted(**known, by=BY, amount=amount, record=NUMBER)
        case _:
            return AwardCancelled(**known, reason=CancellationReason.UNDELIVERABLE)


def after(fund: Fund, auditor: Auditor, command: Command) -> Fund:
    """The fund after one command, its answer being the one that the auditor gave."""
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


@settings(max_examples=at_most(50))  # about 8 ms each
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


@settings(max_examples=at_most(100))  # about 4 ms each
@given(histories)
def test_a_history_recorded_at_once_is_the_same_fund_or_no_fund(history: list[Command]) -> None:
    """All of it, as one after the other; where one is refused, nothing is changed."""
    fund, auditor = opened()
    carried: list[MoneyEvent] = []
    before = (fund.postings, *state(fund))
    for command in history:
        if auditor.answer(command):
            with pytest.raises(TransitionRefused):
                fund.record(*carried, event_of(command))
            assert before == (fund.postings, *state(fund))
        else:
            carried.append(event_of(command))
    at_once, one_by_one = fund.record(*carried), fund
    for event in carried:
        one_by_one = one_by_one.record(event)
    empty = Fund(fund.programme, fund.currency, fund.ceilings)
    for other in (
        one_by_one,
        replay(empty, [fund.appropriations[RecordNumber("given-0")], *carried]),
    ):
        assert at_once.postings == other.postings
        assert state(at_once) == state(other)


def test_the_planned_histories_meet_every_answer() -> None:
    """Each verb is carried, and refused with each code that it can be refused with."""
    met: set[tuple[str, str]] = set()
    movements: set[Movement] = set()
    for seed in range(120):
        fund, auditor = opened()
        for command in planned(40, seed):
            refused = auditor.answer(command)
            met |= {(command.verb, code) for code in refused or {"carried"}}
            fund = fund if refused else fund.record(event_of(command))
        movements |= {posting.movement for posting in fund.postings}
    assert set(Movement) == movements
    payment = ("carried", "own-currency", "amount-above-zero", "award-is-known")
    answering = (*payment, "payment-was-sent", "answer-is-open", "award-holds-amount")
    ceilings = tuple(f"within-{kind}-ceiling" for kind in ("programme", "round", "site", "person"))
    expected = {
        "award": (
            *("carried", "own-programme", "own-currency", "award-is-new"),
            *("within-available", "funded-by-then", *ceilings),
        ),
        "send": (*payment, "payment-is-new", "award-holds-amount"),
        "confirm": answering,
        "return": answering,
        "goods": ("carried", "award-is-known", "award-holds-amount"),
        "reduce": ("carried", "own-currency", "award-is-known", "less-than-before"),
        "back": (*payment, "payment-was-received", "payment-holds-amount"),
        "cancel": ("carried", "award-is-known"),
        "remit": (
            *("carried", "own-currency", "award-is-known", "return-is-not-due"),
            "remits-what-came-back",
        ),
        "appropriate": ("carried", "own-programme", "own-currency", "appropriation-is-new"),
    }
    assert {(verb, code) for verb, answers in expected.items() for code in answers} == met
