"""A payment that came back and is said to be paid after all: nobody pays it twice unseen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import AwardCancelled
from reintegra.errors import TransitionRefused
from reintegra.programme import (
    Account,
    Found,
    LineKind,
    OrderFinding,
    OrderStatus,
    PaymentApproved,
    Recorded,
    ReturnContradicted,
    ReturnRemitted,
    ReturnUpheld,
)
from reintegra.vocabulary.aid import CancellationReason
from reintegra.vocabulary.identifiers import CommandKey, RecordNumber
from tests.programme.auditor import faults
from tests.programme.people import (
    FIRST,
    KEMENSOS_ROUND,
    LATER,
    MINISTRY,
    SECOND,
    paying,
    record,
)
from tests.programme.test_history import held
from tests.programme.test_statement_recorded import line, outcomes, reconciled, sent_to

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain.award import PaymentSent
    from reintegra.programme import BankLine, Reconciled

RETURNED = LineKind.RETURNED
CODES = {"findings-seen"}


def later_by(days: int) -> date:
    """A day after the payment was sent."""
    return LATER + timedelta(days=days)


def told(recorded: Recorded, *lines: BankLine, **how: Any) -> tuple[Recorded, Reconciled]:
    """What stands after a statement, and its answer."""
    answer = reconciled(recorded, *lines, **how)
    return Recorded(answer.programme, answer.cases), answer


def came_back() -> tuple[Recorded, PaymentSent]:
    """One payment that came back on the fourth day, never confirmed."""
    recorded, (one,) = sent_to(1)
    recorded, _ = told(recorded, line(one, RETURNED, on=later_by(4)))
    return recorded, one


def ready_again(recorded: Recorded, one: PaymentSent) -> tuple[Recorded, PaymentSent]:
    """The second attempt approved on the sixth day; it is not sent yet."""
    case = recorded.cases[one.case]
    *events, payment = paying(recorded, case, later_by(6))
    return record(recorded, *events), payment


def refused(recorded: Recorded, *events: Any) -> set[str]:
    """The codes with which events are refused."""
    with pytest.raises(TransitionRefused) as error:
        record(recorded, *events)
    return {reason.code for reason in error.value.verdict.failed}


def doubt(one: PaymentSent, day: int, record: str = "entry-1") -> Found:
    """That a payment which came back is said, by a document, to have been paid on a day."""
    return Found.paid_after_return(one.payment, later_by(day), RecordNumber(record))


def approved(payment: PaymentSent, on: date, *found: Found, by: Any = FIRST) -> PaymentApproved:
    """An approval that names what was found."""
    return PaymentApproved(case=payment.case, on=on, by=by, payment=payment.payment, despite=found)


@pytest.mark.parametrize("day", [4, 5, 6, 9])
def test_an_order_that_was_approved_before_it_was_known_is_not_sent(day: int) -> None:
    """Whichever day the bank names, also one before the second attempt was prepared."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded, answer = told(recorded, line(one, on=later_by(day)))
    assert ["paid-after-return"] == outcomes(answer)
    finding = OrderFinding(one.case, second.payment, doubt(one, day))
    assert (finding,) == answer.findings == recorded.programme.history[-1].findings
    send = attrs.evolve(second, on=later_by(9))
    assert CODES == refused(recorded, send)
    assert (finding,) == recorded.programme.findings(later_by(90), recorded.cases)
    recorded = record(recorded, approved(second, later_by(9), doubt(one, day)))
    sent = record(recorded, send)
    assert OrderStatus.SENT is sent.programme.desk.order(second.payment).status


def test_an_order_that_is_prepared_afterwards_is_not_sent_unseen_either() -> None:
    """One approval that names it is enough, and the finding is told with the order."""
    recorded, one = came_back()
    recorded, _ = told(recorded, line(one, on=later_by(5)))
    assert () == recorded.programme.findings(later_by(5), recorded.cases)
    *events, second = paying(recorded, recorded.cases[one.case], later_by(6))
    recorded = record(recorded, *events)
    assert OrderFinding(one.case, second.payment, doubt(one, 5)) in recorded.findings
    assert CODES == refused(recorded, second)
    recorded = record(recorded, approved(second, later_by(6), doubt(one, 5), by=SECOND))
    assert () == record(recorded, second).programme.findings(later_by(6), recorded.cases)


def test_it_moves_no_money_and_no_status_and_is_kept_on_file() -> None:
    """An entry of the history also where the statement has no key; and it is told of."""
    recorded, one = came_back()
    before = recorded.programme
    recorded, answer = told(recorded, line(one, on=later_by(5)))
    after = recorded.programme
    assert before.fund.balances == after.fund.balances
    assert before.desk.order(one.payment).status is after.desk.order(one.payment).status
    (event,) = after.history[-1].events
    assert event == answer.reconciliation.answers[0].event
    assert isinstance(event, ReturnContradicted)
    assert len(before.history) + 1 == len(after.history)
    explained = after.explain(one.payment)
    document = answer.reconciliation.answers[0].line.record
    assert f": {one.payment} was said to be paid after it had come back (document {document})." in (
        explained("en")
    )
    assert f": {one.payment} dinyatakan dibayarkan setelah retur (bukti {document})." in (
        explained("id")
    )
    again = KEMENSOS_ROUND.programme(960_000).replay(after.history)
    assert held(after) == held(again)


@pytest.mark.parametrize("key", [None, CommandKey("statement-2")])
def test_the_same_statement_again_says_nothing_new(key: CommandKey | None) -> None:
    """Nor does an earlier one."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded, first = told(recorded, line(one, on=later_by(5)), key=key)
    assert OrderFinding(one.case, second.payment, doubt(one, 5)) in first.findings
    if key is not None:
        _, repeated = told(recorded, line(one, on=later_by(5)), key=key)
        assert first.findings == repeated.findings
    for lines in (
        (line(one, on=later_by(5)),),
        (line(one, RETURNED, on=later_by(4)),),
        (line(one, on=later_by(5)), line(one, RETURNED, on=later_by(4))),
    ):
        again, answer = told(recorded, *lines)
        assert again.programme is recorded.programme
        assert ["duplicate"] * len(lines) == outcomes(answer)


def test_a_line_that_was_sent_again_from_before_the_return_contradicts_nothing() -> None:
    """It is the payment that came back."""
    recorded, one = came_back()
    recorded, answer = told(recorded, line(one, on=later_by(3)))
    assert ["duplicate"] == outcomes(answer)


@pytest.mark.parametrize("kind", [RETURNED, LineKind.REVERSED])
def test_it_ends_when_the_bank_says_again_that_it_came_back(kind: LineKind) -> None:
    """That is kept on file and told as well; then nothing has to be named any more."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded, _ = told(recorded, line(one, on=later_by(6)))
    recorded, answer = told(recorded, line(one, kind, on=later_by(6)))
    assert [str(kind)] == outcomes(answer)
    (event,) = recorded.programme.history[-1].events
    assert isinstance(event, ReturnUpheld)
    assert () == recorded.programme.findings(later_by(7), recorded.cases)
    assert f": {one.payment} dinyatakan tetap retur (bukti {event.record})." in (
        recorded.programme.explain(one.payment)("id")
    )
    assert (
        f": {one.payment} was said to have come back all the same (document {event.record})."
        in (recorded.programme.explain(one.payment)("en"))
    )
    lines = (line(one, on=later_by(6)), line(one, kind, on=later_by(6)))
    again, _ = told(recorded, *lines)
    assert again.programme is recorded.programme
    assert record(recorded, second).programme.desk.order(second.payment).whereabouts.sent_on


def test_what_the_bank_says_may_be_with_the_person_is_not_given_back() -> None:
    """Until the bank says that it came back, by a line or by a letter; its record is kept."""
    recorded, one = came_back()
    gone = AwardCancelled(
        case=one.case, on=later_by(5), award=one.award, reason=CancellationReason.UNDELIVERABLE
    )
    recorded, _ = told(record(recorded, gone), line(one, on=later_by(5)))
    remit = ReturnRemitted(
        case=one.case,
        on=later_by(8),
        by=MINISTRY,
        award=one.award,
        amount=one.amount,
        record=RecordNumber("deposit-1"),
    )
    assert {"no-return-in-doubt"} == refused(recorded, remit)
    letter = ReturnUpheld(
        case=one.case,
        on=later_by(7),
        award=one.award,
        payment=one.payment,
        record=RecordNumber("letter-1"),
        by=FIRST,
        answers=doubt(one, 5),
    )
    early = attrs.evolve(letter, on=later_by(3))
    assert {"return-is-contradicted"} == refused(recorded, early)
    recorded = record(recorded, letter, remit)
    assert 0 == recorded.programme.fund.balance(Account.RETURNED).units
    assert {"return-is-contradicted"} == refused(recorded, attrs.evolve(letter, on=later_by(9)))
    recorded, answer = told(recorded, line(one, on=later_by(9)))
    assert ["paid-after-return"] == outcomes(answer)
    assert OrderStatus.REMITTED is recorded.programme.desk.order(one.payment).status
    assert [] == faults(recorded.programme.fund)


def test_a_payment_in_doubt_keeps_its_own_money_alone_from_being_remitted() -> None:
    """What went out again as another payment, and came back of that one, is not in doubt."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded = record(recorded, second)
    recorded, _ = told(recorded, line(second, RETURNED, on=later_by(7)))
    gone = AwardCancelled(
        case=one.case, on=later_by(8), award=one.award, reason=CancellationReason.UNDELIVERABLE
    )
    remit = ReturnRemitted(
        case=one.case,
        on=later_by(8),
        by=MINISTRY,
        award=one.award,
        amount=one.amount,
        record=RecordNumber("deposit-1"),
    )
    recorded, _ = told(record(recorded, gone), line(one, on=later_by(8)))
    doubted, _ = told(recorded, line(second, on=later_by(8)))
    assert {"no-return-in-doubt"} == refused(doubted, remit)
    recorded = record(recorded, remit)
    recorded, _ = told(recorded, line(second, on=later_by(9)))
    assert {"return-is-not-due"} == refused(recorded, attrs.evolve(remit, on=later_by(9)))


def test_a_return_is_contradicted_once_by_a_document_and_by_what_is_said_after_it() -> None:
    """Also where no statement says it, but a letter that somebody records."""
    recorded, one = came_back()
    said = ReturnContradicted(
        case=one.case,
        on=later_by(4),
        award=one.award,
        payment=one.payment,
        record=RecordNumber("letter-1"),
    )
    assert {"after-the-return"} == refused(recorded, attrs.evolve(said, on=later_by(3)))
    recorded = record(recorded, said)
    assert {"contradiction-is-new"} == refused(recorded, said)
    changes: list[dict[str, Any]] = [{"on": later_by(5)}, {"record": RecordNumber("letter-2")}]
    for change in changes:
        anew = record(recorded, attrs.evolve(said, **change)).programme
        assert len(recorded.programme.history) < len(anew.history)
    fresh, (other,) = sent_to(1)
    of_another = attrs.evolve(said, payment=other.payment, award=other.award)
    assert {"order-status", "after-the-return"} == refused(fresh, of_another)
    upheld = ReturnUpheld(
        case=one.case,
        on=said.on,
        award=other.award,
        payment=other.payment,
        record=said.record,
        by=FIRST,
        answers=Found.paid_after_return(other.payment, said.on, said.record),
    )
    assert {"order-status", "return-is-contradicted"} == refused(fresh, upheld)
