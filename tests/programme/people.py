"""Made-up people, programmes and events for the tests of the programme, under both policies."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain import Case, Event, Policy
from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.deportation import Label
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, SessionAttended
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.rehabilitation import NeedsAssessed
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.programme import (
    Ceilings,
    Fund,
    FundAppropriated,
    Office,
    OfficeChanged,
    Officer,
    PaymentApproved,
    PaymentPrepared,
    Programme,
    Recorded,
    ReturnRemitted,
    Site,
)
from reintegra.vocabulary.aid import (
    PROOF_OF,
    CancellationReason,
    Channel,
    Proof,
    Purpose,
    ReturnReason,
)
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    Code,
    Digest,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import IDR, XTS, Currency, Money
from reintegra.vocabulary.regions import RegionCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.chain.award_record import Award
    from reintegra.programme import Given
    from reintegra.rules import Fact

PROGRAMME = ProgrammeId("programme-2019")
ELSEWHERE = ProgrammeId("elsewhere-2019")
ROUND_DAY = date(2019, 10, 31)
LATER = ROUND_DAY + timedelta(days=3)
TENGAH = Site(SiteId("tengah"), "Lombok Tengah", RegionCode("52.02"))
BARAT = Site(SiteId("barat"), "Lombok Barat", RegionCode("52.01"))
ADULT: Mapping[str, object] = MappingProxyType({"adult": True})
YEAR = Period.of_year(2019)
MINISTRY = ActorId("kemensos")
ROUND = Code("round-1")
APPROPRIATION = RecordNumber("appropriation-1")
GROUNDS = Digest("0f" * 32)
LKS = ActorId("lks-1")
MAKER, FIRST, SECOND = ActorId("maker-1"), ActorId("approver-1"), ActorId("approver-2")
OFFICE = Office(
    tuple(Officer(each) for each in (MAKER, FIRST, SECOND)),
    frozenset({FIRST, SECOND}),
    required=2,
    attempts=9,
    recent_days=0,
)


@attrs.frozen(eq=False)
class Ministry:
    """A policy with the currency and the amount per person of its round on `ROUND_DAY`."""

    policy: Policy
    currency: Currency
    each: int
    tranches: tuple[int, ...]
    lacks: type[Event]

    def money(self, units: int) -> Money:
        """So many units of its currency."""
        return Money(units, self.currency)

    def programme(self, total: int, *, ceilings: Mapping[SiteId, int] | None = None) -> Programme:
        """A programme at both sites, with so much money."""
        limits = {site: self.money(units) for site, units in (ceilings or {}).items()}
        fund = Fund.appropriate(
            PROGRAMME,
            self.money(total),
            on=date(2019, 10, 1),
            by=MINISTRY,
            record=APPROPRIATION,
            ceilings=Ceilings(sites=limits),
        )
        return Programme(PROGRAMME, self.policy, fund, (TENGAH, BARAT), OFFICE)


KEMENSOS_ROUND = Ministry(KEMENSOS, IDR, 960_000, (960_000,), SessionAttended)
SANDBOX_ROUND = Ministry(SANDBOX, XTS, 12_345, (6_173, 6_172), NeedsAssessed)
MINISTRIES = (KEMENSOS_ROUND, SANDBOX_ROUND)


def case_of(
    number: int,
    ministry: Ministry = KEMENSOS_ROUND,
    *,
    person: int | None = None,
    without: tuple[type[Event], ...] = (),
    consent: Consent = Consent.GIVEN,
) -> Case:
    """A case that is eligible under both policies, except for the events left out."""
    case, day = CaseId(f"case-{number}"), date(2019, 9, 1)
    edition = ministry.policy.at(day)
    history: tuple[Event, ...] = (
        ReturnAttested(
            case=case,
            on=day,
            person=PersonId(f"person-{number if person is None else person}"),
            by=ActorId("dinsos"),
            returned_on=date(2019, 5, 1),
            regency=TENGAH.regency,
            label=Label.WNI_MKPO,
        ),
        NeedsAssessed(
            case=case,
            on=day,
            by=ActorId("dinsos"),
            needs=(edition.needs[0].code,),
            exploitation_indicated=True,
        ),
        Enrolled(case=case, on=day, programme=PROGRAMME, site=TENGAH.id),
        SessionAttended(case=case, on=day, module=edition.modules[0].code, hours=2),
        GuidanceCompleted(case=case, on=day),
        AccountRegistered(case=case, on=day, account=AccountReference(f"account-{number}")),
        ConsentRecorded(case=case, on=day, answer=consent),
    )
    return Case.replay(event for event in history if not isinstance(event, without))


def by_id(*cases: Case) -> dict[CaseId, Case]:
    """The cases by their number."""
    return {case.id: case for case in cases}


def known(asked: Iterable[Fact[bool]]) -> Mapping[str, object]:
    """What the register says of everybody, as far as it is asked: yes, such as being an adult."""
    return {fact.name: True for fact in asked}


def knowing(
    cases: Iterable[Case], asked: Iterable[Fact[bool]] = KEMENSOS.register_facts
) -> dict[CaseId, Mapping[str, object]]:
    """What the register says of each."""
    return {case.id: known(asked) for case in cases}


def award_of(
    case: Case,
    ministry: Ministry = KEMENSOS_ROUND,
    *,
    number: str = "award-1",
    site: SiteId = TENGAH.id,
    purpose: Purpose = Purpose.BUSINESS_STIMULUS,
    period: Period = YEAR,
    channel: Channel = Channel.OWN_ACCOUNT,
    programme: ProgrammeId = PROGRAMME,
) -> Awarded:
    """An award of the round's amount, in the tranches of the policy."""
    return Awarded(
        case=case.id,
        on=ROUND_DAY,
        award=AwardId(number),
        person=case.person,
        programme=programme,
        round=ROUND,
        site=site,
        purpose=purpose,
        period=period,
        amount=ministry.money(ministry.each),
        channel=channel,
        tranches=tuple(ministry.money(units) for units in ministry.tranches),
        grounds=GROUNDS,
    )


def sent(case: Case, award: Award, on: date = LATER, *, number: int = 1) -> PaymentSent:
    """The tranche that is due of an award is sent, into the account on record."""
    into_account = award.terms.channel is Channel.OWN_ACCOUNT
    assert award.tranche_due is not None
    return PaymentSent(
        case=case.id,
        on=on,
        award=award.terms.award,
        payment=PaymentId(f"{award.terms.award}/p{number}"),
        amount=award.tranche_due,
        account=case.stimulus.account if into_account else None,
    )


def confirmed(
    payment: PaymentSent, on: date = LATER, *, channel: Channel = Channel.OWN_ACCOUNT
) -> PaymentConfirmed:
    """The payment reached the person, with the proof of its channel."""
    return PaymentConfirmed(
        case=payment.case,
        on=on,
        award=payment.award,
        payment=payment.payment,
        amount=payment.amount,
        proof=Proof(PROOF_OF[channel], RecordNumber(f"proof-{payment.payment}"[:64])),
    )


def returned(payment: PaymentSent, on: date = LATER) -> PaymentReturned:
    """The payment came back."""
    return PaymentReturned(
        case=payment.case,
        on=on,
        award=payment.award,
        payment=payment.payment,
        amount=payment.amount,
        reason=ReturnReason.ACCOUNT_DORMANT,
    )


def cancelled(award: Awarded, on: date = LATER) -> AwardCancelled:
    """The award was cancelled."""
    return AwardCancelled(
        case=award.case, on=on, award=award.award, reason=CancellationReason.UNDELIVERABLE
    )


def remitted(award: Awarded, units: int | None = None, on: date = LATER) -> ReturnRemitted:
    """What came back of the award, and is not due again, was remitted: all of it, or so much."""
    amount = award.amount if units is None else Money(units, award.amount.currency)
    record = RecordNumber("deposit-1")
    return ReturnRemitted(
        case=award.case, on=on, by=MINISTRY, award=award.award, amount=amount, record=record
    )


def goods_ordered(recorded: Recorded, case: Case, on: date = LATER) -> Ordering:
    """The order to hand over the goods of a case, and two approvals of it."""
    order = order_due(recorded, case, on)
    first, second = (
        PaymentApproved(case=case.id, on=on, by=by, payment=order.payment) for by in (FIRST, SECOND)
    )
    return (order, first, second)


def handed_over(award: Awarded, on: date = LATER) -> GoodsHandedOver:
    """The goods of the award were handed over."""
    return GoodsHandedOver(case=award.case, on=on, award=award.award, record=RecordNumber("bast-1"))


def accounted(award: Award, on: date = LATER) -> UseAccounted:
    """All that was paid of an award was accounted for."""
    return UseAccounted(
        case=award.terms.case,
        on=on,
        award=award.terms.award,
        amount=award.paid - award.accounted,
        record=RecordNumber(f"use-{len(award.uses) + 1}"),
    )


Ordering = tuple[PaymentPrepared, PaymentApproved, PaymentApproved]
"""An order and two approvals of it."""


def the_award(recorded: Recorded, case: Case) -> Award:
    """The newest award of a case, as recorded."""
    return recorded.cases[case.id].stimulus.awards[-1]


def order_due(recorded: Recorded, case: Case, on: date = LATER) -> PaymentPrepared:
    """The next order to pay the newest award of a case."""
    award = the_award(recorded, case)
    payee = LKS if award.terms.channel is Channel.VIA_LKS else None
    return recorded.programme.next_order(
        recorded.cases[case.id], award, on=on, by=MAKER, payee=payee
    )


def payment_due(recorded: Recorded, case: Case, on: date = LATER) -> PaymentSent:
    """The next payment of the newest award of a case, which nobody has prepared yet."""
    order = order_due(recorded, case, on)
    return PaymentSent(
        case=case.id,
        on=on,
        award=order.award,
        payment=order.payment,
        amount=order.amount,
        account=order.account,
    )


Paying = tuple[PaymentPrepared, PaymentApproved, PaymentApproved, PaymentSent]
"""An order, two approvals, and the payment that they let be sent."""


def paying(recorded: Recorded, case: Case, on: date = LATER) -> Paying:
    """The next payment of a case from its order to its being sent, as `ordered`."""
    _, *approvals, payment = ordered(payment_due(recorded, case, on))
    return (order_due(recorded, case, on), approvals[0], approvals[1], payment)


def ordered(payment: PaymentSent, *, follows: PaymentSent | None = None) -> Paying:
    """The payment, after its order was prepared, and approved by two, on the same day."""
    case, on, number = payment.case, payment.on, payment.payment
    prepared = PaymentPrepared(
        case=case,
        on=on,
        by=MAKER,
        award=payment.award,
        payment=number,
        amount=payment.amount,
        account=payment.account,
        follows=None if follows is None else follows.payment,
    )
    first, second = (
        PaymentApproved(case=case, on=on, by=by, payment=number) for by in (FIRST, SECOND)
    )
    return (prepared, first, second, payment)


def record(
    recorded: Recorded | Programme,
    *events: Event | FundAppropriated | OfficeChanged,
    cases: Iterable[Case] = (),
    given: Given | None = None,
) -> Recorded:
    """Record events, with everybody known to be an adult."""
    programme = recorded if isinstance(recorded, Programme) else recorded.programme
    held = by_id(*cases) if isinstance(recorded, Programme) else recorded.cases
    asked = programme.policy.register_facts
    return programme.record(events, held, knowing=knowing(held.values(), asked), given=given)
