"""A made-up office, an award to be paid, and the events of its desk, for the tests of the desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    HoldReason,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
    WithdrawalReason,
)
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.findings import Found
from reintegra.programme.paying.office import HouseholdId, Office, Officer
from reintegra.programme.paying.signatory import OfficeSince
from reintegra.vocabulary.aid import (
    PROOF_OF,
    CancellationReason,
    Channel,
    Proof,
    ReturnReason,
)
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    PaymentId,
    PersonId,
    RecordNumber,
)
from reintegra.vocabulary.money import idr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.money import Money

DAY = date(2019, 10, 31)
CASE, AWARD, PERSON = CaseId("case-1"), AwardId("award-1"), PersonId("person-1")
ACCOUNT, OTHER_ACCOUNT = AccountReference("account-1"), AccountReference("account-2")
MAKER, EDITOR, OUTSIDER = ActorId("maker-1"), ActorId("maker-2"), ActorId("clerk-1")
FIRST, SECOND, THIRD = ActorId("approver-1"), ActorId("approver-2"), ActorId("approver-3")
STRANGER, CREDITOR = ActorId("stranger-1"), ActorId("creditor-1")
HOME = HouseholdId("household-1")
OFFICE = Office(
    tuple(Officer(each) for each in (MAKER, EDITOR, OUTSIDER, FIRST, SECOND, THIRD)),
    frozenset({FIRST, SECOND, THIRD}),
    required=2,
    attempts=3,
    recent_days=14,
)
ABOUT = About(CASE, AWARD, PERSON, Channel.OWN_ACCOUNT, idr(960_000), ACCOUNT, awarded_on=DAY)


def pay(number: int) -> PaymentId:
    """The payment of this number."""
    return PaymentId(f"payment-{number}")


def prepared(
    number: int = 1,
    by: ActorId = MAKER,
    *,
    on: date = DAY,
    amount: Money | None = None,
    account: AccountReference | None = ACCOUNT,
    payee: ActorId | None = None,
    follows: int | None = None,
) -> PaymentPrepared:
    """An order for the tranche that is due."""
    return PaymentPrepared(
        case=CASE,
        on=on,
        by=by,
        award=AWARD,
        payment=pay(number),
        amount=amount or idr(960_000),
        account=account,
        payee=payee,
        follows=None if follows is None else pay(follows),
    )


def amended(
    number: int = 1,
    by: ActorId = EDITOR,
    *,
    on: date = DAY,
    amount: Money | None = None,
    account: AccountReference | None = None,
    payee: ActorId | None = None,
) -> PaymentAmended:
    """The order changed."""
    return PaymentAmended(
        case=CASE, on=on, by=by, payment=pay(number), amount=amount, account=account, payee=payee
    )


def approved(
    by: ActorId = FIRST,
    number: int = 1,
    *,
    on: date = DAY,
    name: ActorId | None = None,
    despite: tuple[Found, ...] = (),
) -> PaymentApproved:
    """The order approved."""
    return PaymentApproved(
        case=CASE, on=on, by=by, payment=pay(number), in_the_name_of=name, despite=despite
    )


def withdrawn(number: int = 1, by: ActorId = MAKER, on: date = DAY) -> PaymentWithdrawn:
    """The order withdrawn."""
    reason = WithdrawalReason.NOT_APPROVED
    return PaymentWithdrawn(case=CASE, on=on, by=by, payment=pay(number), reason=reason)


def sent(
    number: int = 1,
    *,
    on: date = DAY,
    amount: Money | None = None,
    account: AccountReference | None = ACCOUNT,
) -> PaymentSent:
    """The payment sent."""
    return PaymentSent(
        case=CASE,
        on=on,
        award=AWARD,
        payment=pay(number),
        amount=amount or idr(960_000),
        account=account,
    )


def confirmed(number: int = 1, *, on: date = DAY, amount: Money | None = None) -> PaymentConfirmed:
    """The payment received."""
    return PaymentConfirmed(
        case=CASE,
        on=on,
        award=AWARD,
        payment=pay(number),
        amount=amount or idr(960_000),
        proof=Proof(PROOF_OF[Channel.OWN_ACCOUNT], RecordNumber(f"proof-{number}")),
    )


def returned(number: int = 1, *, on: date = DAY, amount: Money | None = None) -> PaymentReturned:
    """The payment come back."""
    return PaymentReturned(
        case=CASE,
        on=on,
        award=AWARD,
        payment=pay(number),
        amount=amount or idr(960_000),
        reason=ReturnReason.ACCOUNT_DORMANT,
    )


def contradicted(number: int = 1, *, on: date = DAY) -> ReturnContradicted:
    """What came back said to be paid."""
    record = RecordNumber(f"contradicted-{number}")
    return ReturnContradicted(case=CASE, on=on, award=AWARD, payment=pay(number), record=record)


def upheld(number: int = 1, *, on: date = DAY, said_on: date = DAY) -> ReturnUpheld:
    """What was said to be paid after it came back, said to have come back: by a letter."""
    said = contradicted(number, on=said_on)
    answers = Found.paid_after_return(said.payment, said.on, said.record)
    return ReturnUpheld(
        case=CASE,
        on=on,
        award=AWARD,
        payment=pay(number),
        record=RecordNumber(f"upheld-{number}"),
        by=THIRD,
        answers=answers,
    )


def paid_back(number: int = 1, on: date = DAY, units: int = 60_000) -> AidPaidBack:
    """Some of the payment paid back."""
    return AidPaidBack(
        case=CASE,
        on=on,
        award=AWARD,
        payment=pay(number),
        amount=idr(units),
        record=RecordNumber("claw-back-1"),
    )


def held(by: ActorId = OUTSIDER, on: date = DAY) -> AwardHeld:
    """The award held."""
    return AwardHeld(case=CASE, on=on, by=by, award=AWARD, reason=HoldReason.COMPLAINT)


def resumed(by: ActorId = OUTSIDER, on: date = DAY) -> AwardResumed:
    """The award resumed."""
    return AwardResumed(case=CASE, on=on, by=by, award=AWARD)


def decided(by: ActorId = THIRD, on: date = DAY) -> FurtherAttemptDecided:
    """A further attempt decided."""
    return FurtherAttemptDecided(case=CASE, on=on, by=by, award=AWARD)


def remitted(on: date = DAY) -> ReturnRemitted:
    """What came back remitted to the treasury."""
    return ReturnRemitted(
        case=CASE,
        on=on,
        by=OUTSIDER,
        award=AWARD,
        amount=idr(960_000),
        record=RecordNumber("deposit-1"),
    )


def cancelled(on: date = DAY) -> AwardCancelled:
    """The award cancelled."""
    return AwardCancelled(case=CASE, on=on, award=AWARD, reason=CancellationReason.DIED)


def goods(on: date = DAY) -> GoodsHandedOver:
    """The goods handed over."""
    return GoodsHandedOver(case=CASE, on=on, award=AWARD, record=RecordNumber("bast-1"))


def attempt(number: int = 1, follows: int | None = None) -> tuple[DeskEvent, ...]:
    """An order prepared, approved by two, sent."""
    return (
        prepared(number, follows=follows),
        approved(FIRST, number),
        approved(SECOND, number),
        sent(number),
    )


def after(*events: DeskEvent, office: Office = OFFICE, about: About = ABOUT) -> Desk:
    """The desk after these events, all recorded."""
    desk = Desk(office)
    for event in events:
        desk = desk.record(event, at_the_end(about) if event == remitted(event.on) else about)
    return desk


def at_the_end(about: About) -> About:
    """The award when nothing of it is due any more, so that what came back is remitted."""
    return attrs.evolve(about, due=None)


def in_office(desk: Desk, office: Office) -> Desk:
    """The desk once its programme has got another office."""
    return desk.under(office)


def since(office: Office) -> OfficeSince:
    """The office, where nothing was known of people before it."""
    return OfficeSince(office, office.people)


def refusals(desk: Desk, event: DeskEvent, about: About = ABOUT) -> set[str]:
    """The codes with which the desk refuses an event; none where it is recorded."""
    verdict = desk.consider(event, about)
    assert verdict.met == (not verdict.failed)
    assert verdict.failed or not verdict.undetermined
    return {reason.code for reason in verdict.failed}


def statuses(desk: Desk) -> Mapping[str, str]:
    """The status of each order, by its payment."""
    return {str(payment): str(order.status) for payment, order in desk.orders.items()}


def later_by(days: int) -> date:
    """A day after the first."""
    return DAY + timedelta(days=days)


def with_office(**changes: Any) -> Office:
    """The office with other values."""
    return attrs.evolve(OFFICE, **changes)


def makers(order: Order) -> list[ActorId]:
    """Under which numbers an order was made, in the order in which they came."""
    return [each.actor for each in order.makers]


def approvers(order: Order) -> list[ActorId]:
    """Under which numbers it was approved, in the order in which they came."""
    return [each.by.actor for each in order.approvals]
