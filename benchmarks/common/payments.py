"""So many people who are awarded, ordered, approved, sent and confirmed, made up for measuring."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import attrs

from benchmarks.common.bare_books import Plain
from reintegra.chain import Case
from reintegra.chain.award import Awarded, PaymentSent
from reintegra.chain.deportation import Label
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, SessionAttended
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.policies.kemensos import KEMENSOS
from reintegra.programme import (
    BankLine,
    BankStatement,
    Fund,
    LineKind,
    Office,
    Officer,
    PaymentApproved,
    PaymentPrepared,
    Programme,
    Site,
    Whereabouts,
)
from reintegra.vocabulary import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    Code,
    Digest,
    Money,
    PaymentId,
    Period,
    PersonId,
    ProgrammeId,
    RecordNumber,
    RegionCode,
    SiteId,
    idr,
)
from reintegra.vocabulary.aid import Channel, Purpose

UNITS = 960_000
NUMBER, SITE = ProgrammeId("stimulus-2019"), Site(SiteId("site-1"), "Site", RegionCode("52.02"))
BEFORE, ON, ANSWERED = date(2019, 10, 1), date(2019, 10, 31), date(2019, 11, 4)
SENT = Whereabouts(sent_on=ON)
MINISTRY = ActorId("kemensos")
CLERK, TREASURER, HEAD = ActorId("clerk-1"), ActorId("treasurer-1"), ActorId("head-1")
OFFICE = Office(
    tuple(map(Officer, (CLERK, TREASURER, HEAD))),
    frozenset({TREASURER, HEAD}),
    required=2,
    attempts=3,
    recent_days=14,
)


class Work(NamedTuple):
    """All that happens to so many awards, and what the bank says of their payments."""

    awards: list[Awarded]
    orders: list[PaymentPrepared]
    approvals: list[PaymentApproved]
    sent: list[PaymentSent]
    statement: BankStatement


@attrs.frozen
class Ordered:
    """An order that was sent, with no more than reconciling asks for."""

    payment: PaymentId
    award: AwardId
    case: CaseId
    amount: Money
    account: AccountReference | None
    channel: Channel = Channel.OWN_ACCOUNT
    status: str = "sent"
    whereabouts: Whereabouts = SENT

    @property
    def outstanding(self) -> Money:
        """Nobody has paid anything back."""
        return self.amount


def work(count: int) -> Work:
    """The events of so many people, each with one award that is paid once."""
    awards: list[Awarded] = []
    orders: list[PaymentPrepared] = []
    approvals: list[PaymentApproved] = []
    sent: list[PaymentSent] = []
    lines: list[BankLine] = []
    each, period, grounds, code = (
        idr(UNITS),
        Period.of_year(2019),
        Digest("0f" * 32),
        Code("round-1"),
    )
    for number in range(count):
        case, award = CaseId(f"case-{number}"), AwardId(f"award-{number}")
        payment, account = PaymentId(f"award-{number}/p1"), AccountReference(f"account-{number}")
        awards.append(
            Awarded(
                case=case,
                on=ON,
                award=award,
                person=PersonId(f"person-{number}"),
                programme=NUMBER,
                round=code,
                site=SITE.id,
                purpose=Purpose.BUSINESS_STIMULUS,
                period=period,
                amount=each,
                channel=Channel.OWN_ACCOUNT,
                tranches=(each,),
                grounds=grounds,
            )
        )
        orders.append(
            PaymentPrepared(
                case=case,
                on=ON,
                by=CLERK,
                award=award,
                payment=payment,
                amount=each,
                account=account,
            )
        )
        approvals += [
            PaymentApproved(case=case, on=ON, by=by, payment=payment) for by in (TREASURER, HEAD)
        ]
        sent.append(
            PaymentSent(
                case=case, on=ON, award=award, payment=payment, amount=each, account=account
            )
        )
        lines.append(
            BankLine(
                reference=str(payment),
                amount=each,
                account=account,
                kind=LineKind.PAID,
                on=ANSWERED,
                record=RecordNumber(f"bank-{number}"),
            )
        )
    return Work(awards, orders, approvals, sent, statement_of(lines))


def statement_of(lines: list[BankLine]) -> BankStatement:
    """A statement with the control totals that its lines have."""
    total = idr(UNITS * len(lines))
    number, held = RecordNumber("bank"), tuple(lines)
    return BankStatement(number, held, on=ANSWERED, count=len(lines), total=total)


def cases_of(of: Work) -> dict[CaseId, Case]:
    """A case for each award, eligible for it."""
    edition = KEMENSOS.at(BEFORE)
    return {
        award.case: Case.replay(
            (
                ReturnAttested(
                    case=award.case,
                    on=BEFORE,
                    person=award.person,
                    by=MINISTRY,
                    returned_on=BEFORE,
                    regency=SITE.regency,
                    label=Label.WNI_MKPO,
                ),
                Enrolled(case=award.case, on=BEFORE, programme=NUMBER, site=SITE.id),
                SessionAttended(
                    case=award.case, on=BEFORE, module=edition.modules[0].code, hours=2
                ),
                GuidanceCompleted(case=award.case, on=BEFORE),
                AccountRegistered(case=award.case, on=BEFORE, account=order.account),
                ConsentRecorded(case=award.case, on=BEFORE, answer=Consent.GIVEN),
            )
        )
        for award, order in zip(of.awards, of.orders, strict=True)
        if order.account is not None
    }


def fund_for(count: int) -> Fund:
    """A fund that suffices for exactly so many."""
    return Fund.appropriate(
        NUMBER, idr(UNITS * count), on=BEFORE, by=MINISTRY, record=RecordNumber("appropriation-1")
    )


def ordered(of: Work) -> list[Ordered]:
    """The payments as orders that were sent."""
    return [Ordered(e.payment, e.award, e.case, e.amount, e.account) for e in of.sent]


def programme_for(count: int) -> Programme:
    """A programme with a fund that suffices for exactly so many."""
    return Programme(NUMBER, KEMENSOS, fund_for(count), (SITE,), OFFICE)


def of_texts(of: Work) -> Plain:
    """What comes in, without the types of the library."""
    return Plain(
        [
            (str(e.award), str(e.person), str(e.round), str(e.site), e.amount.units, e.on)
            for e in of.awards
        ],
        [(str(e.payment), str(e.award), e.amount.units, str(e.account), e.on) for e in of.sent],
        [
            (e.reference, e.amount.units, str(e.account), e.kind.value, e.on)
            for e in of.statement.lines
        ],
    )
