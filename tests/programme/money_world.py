"""A small made-up programme, of two tranches an award, and the events that words stand for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import Policy, fitting
from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.ending import ContactLost, ContactRegained
from reintegra.chain.policy import Stated
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.kemensos.rules import consent_recorded
from reintegra.programme import (
    Ceilings,
    Fund,
    FundAppropriated,
    OfficeChanged,
    Programme,
    ReturnRemitted,
    Site,
)
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    HoldReason,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    WithdrawalReason,
)
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.programme.paying.office import Delegation, HouseholdId, Office, Officer
from reintegra.rules import Dated, DatedValue, Rule, all_of
from reintegra.vocabulary.aid import (
    PROOF_OF,
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
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Text
from tests.programme import auditor, auditor_of_desk
from tests.programme.auditor_of_cases import Case
from tests.programme.auditor_of_money import Auditor
from tests.programme.money_words import House
from tests.programme.people import BARAT, GROUNDS, MINISTRY, PROGRAMME, ROUND_DAY, TENGAH, case_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra import chain
    from reintegra.chain import Event
    from reintegra.programme.office_change import OfProgramme
    from tests.programme.money_words import Step

OPENED, TOTAL = -60, 40
ROUNDS = {"round-a": KEMENSOS.rounds[0].code, "round-b": KEMENSOS.rounds[1].code}
CEILINGS = {
    ("programme", ""): 70,
    ("person", ""): 24,
    ("round", "round-a"): 50,
    ("round", "round-b"): 15,
    ("site", "tengah"): 45,
    ("site", "barat"): 12,
}
HOUSE = House(
    frozenset({"maker-1", "maker-2", "clerk-1", "approver-1", "approver-2", "approver-3"}),
    frozenset({"approver-1", "approver-2", "approver-3"}),
    required=2,
    attempts=2,
    recent_days=30,
    delegations=(("approver-3", "clerk-1", -100, 1_000), ("maker-1", "approver-2", 10, 20)),
    persons=MappingProxyType({"approver-1": 1, "maker-2": 9}),
    homes=MappingProxyType({"approver-2": "home-2", 2: "home-2", "maker-2": "home-3", 3: "home-3"}),
)
HOUSES = (
    HOUSE,
    attrs.evolve(
        HOUSE,
        officers=HOUSE.officers - {"maker-2"} | {"approver-4"},
        approvers=HOUSE.approvers - {"approver-1"} | {"approver-4"},
        persons=MappingProxyType({"approver-1": 1, "approver-4": 9}),
        homes=MappingProxyType({"approver-2": "home-2", 2: "home-2", 3: "home-3"}),
        required=1,
    ),
    attrs.evolve(
        HOUSE,
        persons=MappingProxyType({"maker-1": 3, "approver-1": 9, "clerk-1": 2}),
        homes=MappingProxyType({"maker-1": "home-9", "approver-3": "home-9", "clerk-1": "home-9"}),
        delegations=(("approver-1", "maker-1", -100, 1_000), ("maker-2", "clerk-1", -100, 1_000)),
    ),
    attrs.evolve(
        HOUSE,
        homes=MappingProxyType(
            {9: "home-8", "approver-2": "home-8", "clerk-1": "home-1", 1: "home-1"}
        ),
        delegations=(
            ("approver-1", "approver-2", -100, 1_000),
            ("approver-2", "approver-3", -100, 1_000),
        ),
    ),
)
"""The offices that a programme can get: the first is the one that it has.

In the second a former maker approves, under another number, and one is enough; in the third a
maker turns out to be a beneficiary, and an approver to be a former maker; in the last approvers
act for approvers.
"""
PEOPLE = {1: 1, 2: 2, 3: 3, 4: 1}
"""The person of each case; one has two cases."""

_PAID_IN_TWO = all_of(
    consent_recorded,
    Rule(
        "earlier-tranches-accounted",
        fitting.earlier_tranches_accounted.is_true,
        Text(id="Tahap sebelumnya dipertanggungjawabkan", en="Earlier tranches are accounted for"),
    ),
    code="tranche-can-be-paid",
    text=Text(id="Tahap ini dapat dibayar", en="The tranche can be paid"),
)


def _policy() -> Policy:
    edition = KEMENSOS.at(ROUND_DAY)
    made_up = attrs.evolve(
        edition,
        tranches=Stated(2, Text(id="Dua tahap", en="Two tranches")),
        requirements={**edition.requirements, PaymentSent: _PAID_IN_TWO},
    )
    editions = Dated((DatedValue(made_up, date(2017, 1, 1), source=None),), what="edition")
    return attrs.evolve(KEMENSOS, editions=editions)


POLICY = _policy()


def office_of(house: House) -> Office:
    """The office of the same people, values and delegations."""
    officers = tuple(
        Officer(
            ActorId(each),
            person=PersonId(f"person-{house.persons[each]}") if each in house.persons else None,
            household=HouseholdId(house.homes[each]) if each in house.homes else None,
        )
        for each in sorted(house.officers)
    )
    return Office(
        officers,
        frozenset(map(ActorId, house.approvers)),
        required=house.required,
        attempts=house.attempts,
        recent_days=house.recent_days,
        delegations=tuple(
            Delegation(ActorId(of), ActorId(to), Period(day(first), day(last)))
            for of, to, first, last in house.delegations
        ),
        households={
            PersonId(f"person-{number}"): HouseholdId(home)
            for number, home in house.homes.items()
            if isinstance(number, int)
        },
    )


def day(number: int) -> date:
    """So many days after the day of the round."""
    return ROUND_DAY + timedelta(days=number)


def opened() -> tuple[Programme, dict[CaseId, chain.Case]]:
    """A programme with its cases."""
    ceilings = Ceilings(
        programme=idr(CEILINGS["programme", ""]),
        person=idr(CEILINGS["person", ""]),
        rounds={code: idr(CEILINGS["round", name]) for name, code in ROUNDS.items()},
        sites={site.id: idr(CEILINGS["site", str(site.id)]) for site in (TENGAH, BARAT)},
    )
    first = FundAppropriated(
        programme=PROGRAMME,
        on=day(-40),
        by=MINISTRY,
        amount=idr(TOTAL),
        record=RecordNumber("document-0"),
    )
    fund = Fund(PROGRAMME, IDR, ceilings).record(first)
    sites = (TENGAH, BARAT, Site(SiteId("timur"), "Lombok Timur", RegionCode("52.03")))
    programme = Programme(PROGRAMME, POLICY, fund, sites, office_of(HOUSE))
    return programme, dict(cases_at_first())


@cache
def cases_at_first() -> Mapping[CaseId, chain.Case]:
    """The cases before the first command; being values, they are made once."""
    cases = (case_of(number, person=person) for number, person in PEOPLE.items())
    return MappingProxyType({case.id: case for case in cases})


def told() -> Auditor:
    """An auditor who was told the same."""
    books = auditor.Auditor(CEILINGS, TOTAL, TOTAL, given_on=[(-40, TOTAL)])
    cases = {
        number: Case(
            person, [(OPENED, f"account-{number}")], [(OPENED, "given")], OPENED, [(OPENED, "open")]
        )
        for number, person in PEOPLE.items()
    }
    return Auditor(books, auditor_of_desk.Auditor(HOUSES), cases)


def event_of(step: Step) -> Event | OfProgramme:
    """The event that says the same."""
    on, amount = day(step.day), Money(step.amount, XTS if step.odd == "foreign" else IDR)
    programme = ProgrammeId("another") if step.odd == "programme" else PROGRAMME
    if step.verb == "appropriate":
        record = RecordNumber(f"document-{step.record}")
        return FundAppropriated(
            programme=programme, on=on, by=MINISTRY, amount=amount, record=record
        )
    if step.verb == "office":
        office = office_of(HOUSES[step.house])
        return OfficeChanged(programme=programme, on=on, by=MINISTRY, office=office)
    known: dict[str, Any] = {"case": CaseId(f"case-{step.case}"), "on": on}
    match step.verb:
        case "award":
            return _awarded(step, known)
        case "lose":
            return ContactLost(**known)
        case "regain":
            return ContactRegained(**known)
        case "consent":
            return ConsentRecorded(**known, answer=Consent(step.answer))
        case "register":
            return AccountRegistered(**known, account=AccountReference(step.account))
    known["award"] = AwardId(f"award-{step.award}")
    if (step.by or step.verb == "prepare") and step.verb != "uphold":
        return _at_the_desk(step, known, amount)
    return _of_an_award(step, known, amount)


def _awarded(step: Step, known: dict[str, Any]) -> Event:
    currency = XTS if step.odd == "foreign" else IDR
    return Awarded(
        **known,
        award=AwardId(f"award-{step.award}"),
        person=PersonId(f"person-{step.person}"),
        programme=ProgrammeId("another") if step.odd == "programme" else PROGRAMME,
        round=ROUNDS[step.round],
        site=SiteId(step.site),
        purpose=Purpose.BUSINESS_STIMULUS,
        period=Period.of_year(step.year),
        amount=Money(sum(step.parts), currency),
        channel=Channel(step.channel),
        tranches=tuple(Money(units, currency) for units in step.parts),
        grounds=GROUNDS,
    )


def _of_an_award(step: Step, known: dict[str, Any], amount: Money) -> Event:
    payment = PaymentId(f"payment-{step.payment}")
    paid = {**known, "payment": payment, "amount": amount}
    record = RecordNumber(f"record-{step.record}")
    match step.verb:
        case "send":
            return PaymentSent(**paid, account=_account(step))
        case "confirm":
            kind = PROOF_OF[Channel(step.channel)]
            wrong = step.odd == "proof"
            return PaymentConfirmed(
                **paid, proof=Proof(ProofKind.SIGNED_RECEIPT if wrong else kind, record)
            )
        case "return":
            return PaymentReturned(**paid, reason=ReturnReason.NOT_STATED)
        case "back":
            return AidPaidBack(**paid, record=record)
        case "goods":
            return GoodsHandedOver(**known, record=record)
        case "contradict":
            return ReturnContradicted(**known, payment=payment, record=record)
        case "uphold":
            by = ActorId(step.by) if step.by else None
            answers = _found(step.about) if step.by else None
            return ReturnUpheld(**known, payment=payment, record=record, by=by, answers=answers)
        case "account":
            return UseAccounted(**known, amount=amount, record=record)
        case "reduce":
            parts = tuple(Money(units, amount.currency) for units in step.parts)
            return AwardReduced(**known, tranches=parts, reason=ReductionReason.NEED_SMALLER)
        case _:
            return AwardCancelled(**known, reason=CancellationReason.UNDELIVERABLE)


def _at_the_desk(step: Step, known: dict[str, Any], amount: Money) -> Event:
    act = {**known, "by": ActorId(step.by)}
    match step.verb:
        case "hold":
            return AwardHeld(**act, reason=HoldReason.COMPLAINT)
        case "resume":
            return AwardResumed(**act)
        case "decide":
            return FurtherAttemptDecided(**act)
        case "remit":
            return ReturnRemitted(**act, amount=amount, record=RecordNumber("deposit-1"))
        case "prepare":
            follows = PaymentId(f"payment-{step.follows}") if step.follows else None
            payment = PaymentId(f"payment-{step.payment}")
            return PaymentPrepared(
                **act,
                payment=payment,
                amount=amount,
                account=_account(step),
                payee=_payee(step),
                follows=follows,
            )
    del act["award"]
    act["payment"] = PaymentId(f"payment-{step.payment}")
    match step.verb:
        case "amend":
            changed = amount if step.amount else None
            return PaymentAmended(**act, amount=changed, account=_account(step), payee=_payee(step))
        case "approve":
            name = ActorId(step.name) if step.name else None
            despite = tuple(map(_found, step.despite))
            return PaymentApproved(**act, in_the_name_of=name, despite=despite)
        case _:
            return PaymentWithdrawn(**act, reason=WithdrawalReason.NOT_STATED)


def _found(finding: str) -> Found:
    """The finding that is named so: its kind, and what it was found in."""
    kind, *what = finding.split()
    match PaymentFinding(kind), what:
        case PaymentFinding.ACCOUNT_SHARED as shared, [case]:
            return Found(kind=shared, case=CaseId(f"case-{case}"))
        case PaymentFinding.ACCOUNT_CHANGED as changed, [on]:
            return Found(kind=changed, on=day(int(on)))
        case PaymentFinding.PAID_AFTER_RETURN, [payment, on, record]:
            document = RecordNumber(f"record-{record}")
            return Found.paid_after_return(PaymentId(f"payment-{payment}"), day(int(on)), document)
    raise AssertionError(finding)


def _account(step: Step) -> AccountReference | None:
    return AccountReference(step.account) if step.account else None


def _payee(step: Step) -> ActorId | None:
    return ActorId(step.payee) if step.payee else None
