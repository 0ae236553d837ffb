"""Three made-up people who meet everything, a fund for them, and an office that pays."""

from __future__ import annotations

from datetime import date

from reintegra.chain import Case
from reintegra.chain.deportation import Label
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, SessionAttended
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.policies.kemensos import KEMENSOS
from reintegra.programme import (
    Fund,
    Office,
    Officer,
    PaymentApproved,
    Programme,
    Recorded,
    Site,
)
from reintegra.vocabulary import (
    AccountReference,
    ActorId,
    CaseId,
    Code,
    PersonId,
    ProgrammeId,
    RecordNumber,
    RegionCode,
    SiteId,
    idr,
)
from reintegra.vocabulary.aid import Channel

NUMBER, SITE = ProgrammeId("stimulus-2019"), SiteId("lombok-tengah")
LOMBOK_TENGAH = RegionCode("52.02")
MINISTRY, SOCIAL_OFFICE = ActorId("ministry"), ActorId("social-office")
APPROPRIATION = RecordNumber("appropriation-1")
ROUND_DAY, SENT_ON = date(2019, 10, 31), date(2019, 11, 1)

CLERK, TREASURER, HEAD = ActorId("clerk-1"), ActorId("treasurer-1"), ActorId("head-1")
OFFICE = Office(
    officers=(Officer(CLERK), Officer(TREASURER), Officer(HEAD)),
    approvers=frozenset({TREASURER, HEAD}),
    required=2,
    attempts=2,
    recent_days=14,
)


def case_of(who: str) -> Case:
    """Somebody who came home in 2017, attended guidance in 2019, has an account and consents."""
    number, before = CaseId(f"case-{who}"), date(2019, 10, 30)
    case = Case.open(
        ReturnAttested(
            case=number,
            on=date(2019, 9, 16),
            person=PersonId(f"person-{who}"),
            by=SOCIAL_OFFICE,
            returned_on=date(2017, 8, 1),
            regency=LOMBOK_TENGAH,
            label=Label.WNI_MKPO,
        )
    )
    for event in (
        Enrolled(case=number, on=before, programme=NUMBER, site=SITE),
        SessionAttended(case=number, on=before, module=Code("marketing"), hours=3),
        GuidanceCompleted(case=number, on=before),
        AccountRegistered(case=number, on=before, account=AccountReference(f"account-{who}")),
        ConsentRecorded(case=number, on=before, answer=Consent.GIVEN),
    ):
        case = case.record(event, under=KEMENSOS)
    return case


CASES = {case.id: case for case in map(case_of, ("001", "002", "003"))}
REGISTER = {case: {"adult": True} for case in CASES}
"""What the register of persons answers: each has reached 18 years."""


def programme(office: Office = OFFICE) -> Programme:
    """A programme with Rp5.000.000, before anybody is awarded anything."""
    fund = Fund.appropriate(
        NUMBER, idr(5_000_000), on=date(2019, 10, 1), by=MINISTRY, record=APPROPRIATION
    )
    return Programme(NUMBER, KEMENSOS, fund, (Site(SITE, "Lombok Tengah", LOMBOK_TENGAH),), office)


def awarded(office: Office = OFFICE, channel: Channel | None = None) -> Recorded:
    """After the round: each of the three is awarded Rp960.000, by the channel of the round."""
    start = programme(office)
    held = start.round(SITE, ROUND_DAY)
    allocation = held.allocate(held.decide(CASES.values(), knowing=REGISTER))
    return start.record(held.award(allocation, channel=channel), CASES, knowing=REGISTER)


def awarded_in_kind() -> Recorded:
    """The same, where the aid is given as goods of that worth."""
    return awarded(channel=Channel.IN_KIND)


def sent() -> Recorded:
    """After that: prepared by the clerk, approved by treasurer and head, and sent."""
    before = awarded()
    orders = [
        before.programme.next_order(case, award, on=ROUND_DAY, by=CLERK)
        for case in before.cases.values()
        for award in case.stimulus.awards
    ]
    approvals = [
        PaymentApproved(case=order.case, on=SENT_ON, by=by, payment=order.payment)
        for order in orders
        for by in (TREASURER, HEAD)
    ]
    ready = before.programme.record([*orders, *approvals], before.cases)
    payments = [ready.programme.desk.order(order.payment).sending(SENT_ON) for order in orders]
    return ready.programme.record(payments, ready.cases, knowing=REGISTER)
