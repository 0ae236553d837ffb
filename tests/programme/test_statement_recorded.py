"""A bank statement recorded by a programme: line by line, once, and told where it could not be."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import AidPaidBack, UseAccounted
from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.programme import (
    Account,
    BankLine,
    BankStatement,
    Command,
    CommandOutcome,
    LineKind,
    OrderStatus,
    Recorded,
)
from reintegra.rules import DatedValue
from reintegra.vocabulary.identifiers import CommandKey, RecordNumber
from reintegra.vocabulary.money import Money, idr
from tests.programme.auditor import faults
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    award_of,
    case_of,
    confirmed,
    knowing,
    paying,
    record,
    returned,
)
from tests.programme.test_history import held, made_anew

if TYPE_CHECKING:
    from reintegra.chain.award import PaymentSent
    from reintegra.programme import Reconciled

KEY = CommandKey("statement-1")


def sent_to(people: int) -> tuple[Recorded, list[PaymentSent]]:
    """So many payments sent, each to a person of its own."""
    cases = [case_of(number) for number in range(1, people + 1)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(960_000 * people), *awards, cases=cases)
    payments: list[PaymentSent] = []
    for case in cases:
        *_, payment = events = paying(recorded, case)
        recorded = record(recorded, *events)
        payments.append(payment)
    return recorded, payments


def line(payment: PaymentSent, kind: LineKind = LineKind.PAID, **changes: Any) -> BankLine:
    """What the bank says of a payment, three days later."""
    about = BankLine(
        reference=str(payment.payment),
        amount=payment.amount,
        account=payment.account,
        kind=kind,
        on=LATER + timedelta(days=3),
        record=RecordNumber("entry-1"),
    )
    return attrs.evolve(about, **changes)


def statement_of(*lines: BankLine) -> BankStatement:
    """The lines with the control totals that they have."""
    total = Money.total((each.amount for each in lines), idr(0).currency)
    number, on = RecordNumber("statement-1"), LATER + timedelta(days=30)
    return BankStatement(number, lines, on=on, count=len(lines), total=total)


def reconciled(recorded: Recorded, *lines: BankLine, **how: Any) -> Reconciled:
    """The statement recorded."""
    register = knowing(recorded.cases.values())
    statement = statement_of(*lines)
    return recorded.programme.reconcile(statement, recorded.cases, knowing=register, **how)


def outcomes(answer: Reconciled) -> list[str]:
    """What each line is; with a mark where it could not be recorded."""
    return [
        f"{each.outcome}{'' if each.refusal is None else ', not recorded'}"
        for each in answer.reconciliation.answers
    ]


def test_what_a_statement_changes_is_recorded_and_all_else_is_answered() -> None:
    """One arrived, one came back, one twice, one unknown, one short, one elsewhere."""
    recorded, payments = sent_to(5)
    one, two, three, four, _ = payments
    answer = reconciled(
        recorded,
        line(one),
        line(two, LineKind.RETURNED),
        line(one, record=RecordNumber("entry-2")),
        line(one, reference="nobody-knows"),
        line(three, amount=idr(5)),
        line(four, account=one.account),
    )
    expected = ["matched", "returned", "duplicate", "unknown-payment", "partial", "wrong-account"]
    assert expected == outcomes(answer)
    fund = answer.programme.fund
    assert (960_000, 960_000, 3 * 960_000) == (
        fund.balance(Account.PAID).units,
        fund.balance(Account.RETURNED).units,
        fund.balance(Account.IN_FLIGHT).units,
    )
    assert [] == faults(fund)
    assert 2 == len(answer.programme.history[-1].events)
    # A line of another amount or account is about its payment: only the fifth is on no line.
    assert (payments[4].payment,) == answer.reconciliation.unmatched
    assert CommandOutcome.DONE is answer.outcome


def test_running_a_statement_twice_changes_nothing() -> None:
    """With a key and without: no event, no entry, the same money."""
    recorded, (one, two) = sent_to(2)
    lines = (line(one), line(two, LineKind.RETURNED))
    for how in ({}, {"key": KEY}):
        first = reconciled(recorded, *lines, **how)
        again = reconciled(Recorded(first.programme, first.cases), *lines, **how)
        assert first.programme is again.programme
        assert first.cases == again.cases


def test_under_its_key_a_statement_is_answered_as_the_first_time() -> None:
    """Without one its lines are duplicates by then; and another statement is a conflict."""
    recorded, (one,) = sent_to(1)
    first = reconciled(recorded, line(one), key=KEY)
    after = Recorded(first.programme, first.cases)
    again = reconciled(after, line(one), key=KEY)
    assert (CommandOutcome.REPEATED, first.reconciliation) == (again.outcome, again.reconciliation)
    assert first.findings == again.findings == ()
    assert first.reconciliation == first.programme.history[-1].reconciliation
    assert ["duplicate"] == outcomes(reconciled(after, line(one)))
    assert None is reconciled(recorded, line(one)).programme.history[-1].reconciliation
    with pytest.raises(Conflict, match="key-reused"):
        reconciled(after, line(one, on=LATER), key=KEY)
    with pytest.raises(Conflict, match="key-reused"):
        first.programme.carry_out(Command(KEY, (confirmed(one),)), first.cases)


def test_a_statement_that_changes_nothing_still_takes_its_key() -> None:
    """The answer is remembered, and no event is recorded."""
    recorded, (one,) = sent_to(1)
    answer = reconciled(recorded, line(one, amount=idr(1)), key=KEY)
    assert len(recorded.programme.history) + 1 == len(answer.programme.history)
    assert () == answer.programme.history[-1].events
    assert held(recorded.programme)["postings"] == held(answer.programme)["postings"]


def test_what_the_case_refuses_stops_no_other_line() -> None:
    """In its case alone the first was said to be back, and not here; the next is told."""
    recorded, (one, two) = sent_to(2)
    alone = recorded.cases[one.case].carry(returned(one))
    recorded = attrs.evolve(recorded, cases={**recorded.cases, one.case: alone})
    answer = reconciled(recorded, line(one, LineKind.RETURNED), line(two))
    assert ["returned, not recorded", "matched"] == outcomes(answer)
    first = answer.reconciliation.answers[0]
    assert first.refusal is not None
    assert ("payment-fits",) == first.refusal.codes
    expected = "Line 1: Returned (payment award-case-1/p1, before this line: Sent); not recorded: "
    assert first.text("en").startswith(expected + "Not met: ")
    assert "; tidak dicatat: Tidak terpenuhi: " in first.text("id")
    desk, sent = answer.programme.desk, OrderStatus.SENT
    after = [desk.order(each.payment).status for each in (one, two)]
    assert [sent, OrderStatus.CONFIRMED] == after


def test_what_a_bank_tells_late_is_recorded_whatever_the_award_has_come_to() -> None:
    """It took back on the third day what was used, and in part paid back, on the ninth."""
    recorded, (one, two) = sent_to(2)
    used = UseAccounted(
        case=one.case,
        on=LATER + timedelta(days=9),
        award=one.award,
        amount=one.amount,
        record=RecordNumber("use-1"),
    )
    part = AidPaidBack(
        case=one.case,
        on=LATER + timedelta(days=9),
        award=one.award,
        payment=one.payment,
        amount=idr(60_000),
        record=RecordNumber("claw-back-1"),
    )
    recorded = record(recorded, confirmed(one), used, part)
    rest = one.amount - idr(60_000)
    lines = (line(one, LineKind.REVERSED, amount=rest), line(two))
    answer = reconciled(recorded, *lines)
    assert ["reversed", "matched"] == outcomes(answer)
    (award,) = answer.cases[one.case].stimulus.awards
    assert (rest, idr(0)) == (award.tranche_due, award.paid)
    assert one.amount == answer.programme.fund.balance(Account.RETURNED)


def test_a_line_before_the_sending_is_refused_in_plain_words() -> None:
    """Its case is not asked: what it would say of statuses explains nothing."""
    recorded, (one,) = sent_to(1)
    answer = reconciled(recorded, line(one, on=LATER - timedelta(days=1)))
    (told,) = answer.reconciliation.answers
    assert (
        "Line 1: Matched (payment award-case-1/p1, before this line: Sent); not recorded: The line "
        "is dated before the day on which the payment was sent."
    ) == told.text.en
    assert (
        "Baris 1: Cocok (pembayaran award-case-1/p1, sebelum baris ini: Dikirim); tidak dicatat: "
        "Tanggal baris ini sebelum hari pembayaran itu dikirim."
    ) == told.text.id


@pytest.mark.parametrize("kind", [LineKind.PAID, LineKind.RETURNED])
def test_a_line_that_is_not_recorded_stops_no_good_line_of_the_same_payment(kind: LineKind) -> None:
    """The payment stands as sent until something is recorded of it; and again nothing is new."""
    recorded, (one,) = sent_to(1)
    lines = (line(one, kind, on=LATER - timedelta(days=1)), line(one))
    first = "matched" if kind is LineKind.PAID else "returned"
    answer = reconciled(recorded, *lines, key=KEY)
    assert [f"{first}, not recorded", "matched"] == outcomes(answer)
    assert ["Sent", "Sent"] == [
        "" if each.found is None else each.found.text("en")
        for each in answer.reconciliation.answers
    ]
    assert OrderStatus.CONFIRMED is answer.programme.desk.order(one.payment).status
    assert answer.programme.history[-1].events == answer.reconciliation.events
    assert () == answer.reconciliation.unmatched
    again = reconciled(Recorded(answer.programme, answer.cases), *lines)
    assert again.programme is answer.programme


def test_a_payment_of_which_nothing_could_be_recorded_is_still_unmatched() -> None:
    """It was sent, and nobody knows yet what became of it."""
    recorded, (one, two) = sent_to(2)
    answer = reconciled(recorded, line(one, on=LATER - timedelta(days=1)), line(two))
    assert (one.payment,) == answer.reconciliation.unmatched


def test_of_what_some_was_paid_back_the_bank_takes_back_the_rest_and_not_the_whole() -> None:
    """The whole would come back twice; the rest is due again, and what was paid back is not."""
    recorded, (one,) = sent_to(1)
    back = AidPaidBack(
        case=one.case,
        on=LATER,
        award=one.award,
        payment=one.payment,
        amount=idr(5),
        record=RecordNumber("back-1"),
    )
    recorded = record(recorded, confirmed(one), back)
    assert idr(959_995) == recorded.programme.desk.order(one.payment).outstanding
    whole = reconciled(recorded, line(one, LineKind.REVERSED))
    assert ["excess"] == outcomes(whole)
    assert recorded.programme is whole.programme
    rest = reconciled(recorded, attrs.evolve(line(one, LineKind.REVERSED), amount=idr(959_995)))
    assert ["reversed"] == outcomes(rest)
    fund, (award,) = rest.programme.fund, rest.cases[one.case].stimulus.awards
    assert (0, 960_000) == (
        fund.balance(Account.PAID).units,
        fund.balance(Account.RETURNED).units,
    )
    assert (idr(959_995), idr(5)) == (award.tranche_due, fund.to_remit(one.award))
    assert OrderStatus.RETURNED is rest.programme.desk.order(one.payment).status


def test_a_line_on_a_day_of_no_edition_stops_no_other_line() -> None:
    """The policy ended while payments were still out: each is answered."""
    recorded, (one, two) = sent_to(2)
    policy = recorded.programme.policy
    ended: Any = DatedValue(None, LATER + timedelta(days=4))
    editions = attrs.evolve(policy.editions, entries=(*policy.editions.entries, ended))
    without = attrs.evolve(policy, editions=editions)
    recorded = Recorded(attrs.evolve(recorded.programme, policy=without), recorded.cases)
    answer = reconciled(recorded, line(one, on=LATER + timedelta(days=4)), line(two))
    assert ["matched, not recorded", "matched"] == outcomes(answer)
    refusal = answer.reconciliation.answers[0].refusal
    assert refusal is not None
    assert (("outside-coverage",), (), (), "No edition of the policy holds on that day.") == (
        refusal.codes,
        refusal.open,
        refusal.to_ask,
        refusal.text.en,
    )


def test_a_payment_that_comes_back_after_it_arrived_is_recorded_in_the_order_of_the_days() -> None:
    """Whatever the order of the lines."""
    recorded, (one,) = sent_to(1)
    later = LATER + timedelta(days=5)
    answer = reconciled(recorded, line(one, LineKind.RETURNED, on=later), line(one))
    assert ["returned", "matched"] == outcomes(answer)
    assert OrderStatus.RETURNED is answer.programme.desk.order(one.payment).status
    assert 2 == len(answer.programme.history[-1].events)


def test_a_statement_replays_with_its_answer() -> None:
    """The memory of its key is the same."""
    start = KEMENSOS_ROUND.programme(960_000 * 2)
    recorded, (one, two) = sent_to(2)
    answer = reconciled(recorded, line(one), line(two, LineKind.RETURNED), key=KEY)
    again = start.replay(answer.programme.history)
    assert held(answer.programme) == held(again)
    repeated = again.reconcile(statement_of(line(one), line(two, LineKind.RETURNED)), {}, key=KEY)
    assert answer.reconciliation == repeated.reconciliation


def test_a_statement_on_record_holds_what_it_was_answered_and_no_more() -> None:
    """An event added to it afterwards is refused, also in an entry that is made anew."""
    start = KEMENSOS_ROUND.programme(960_000)
    recorded, (one,) = sent_to(1)
    programme = reconciled(recorded, line(one, reference="nobody-knows"), key=KEY).programme
    *rest, entry = programme.history
    for changed in (
        attrs.evolve(entry, events=(confirmed(one),)),
        made_anew(entry, events=(confirmed(one),)),
        made_anew(entry, content=None),
    ):
        with pytest.raises(InvalidValue, match="another-history"):
            start.replay([*rest, changed])
    assert entry == start.replay([*rest, made_anew(entry)]).history[-1]


def test_a_case_that_is_not_given_stops_no_other_line() -> None:
    """Its line is answered, and recorded by whoever gives the case."""
    recorded, (one, two) = sent_to(2)
    only = {one.case: recorded.cases[one.case]}
    answer = recorded.programme.reconcile(statement_of(line(two), line(one)), only, key=KEY)
    assert ["matched, not recorded", "matched"] == outcomes(answer)
    told = answer.reconciliation.answers[0]
    assert told.refusal is not None
    assert ("case-not-given",) == told.refusal.codes
    assert told.text.en.endswith("; not recorded: The case of that payment was not given.")
    assert told.text.id.endswith("; tidak dicatat: Kasus dari pembayaran itu tidak disertakan.")
    assert (two.payment,) == answer.reconciliation.unmatched
    after = Recorded(answer.programme, {**recorded.cases, **answer.cases})
    assert ["matched", "duplicate"] == outcomes(reconciled(after, line(two), line(one)))


def test_only_a_statement_is_reconciled_and_only_under_a_key() -> None:
    """Anything else is a misuse, and the key stays free."""
    recorded, (one,) = sent_to(1)
    programme, cases = recorded.programme, recorded.cases
    wrong: Any = "statement-1"
    nothing: Any
    for nothing, key in ((wrong, None), (wrong, KEY), (object(), CommandKey("another"))):
        with pytest.raises(WrongType, match="statement: expected BankStatement"):
            programme.reconcile(nothing, cases, key=key)
    with pytest.raises(WrongType, match="key: expected CommandKey, got str"):
        programme.reconcile(statement_of(line(one)), cases, key=wrong)


@pytest.mark.parametrize("seed", range(20))
def test_in_any_order_each_payment_comes_back_once(seed: int) -> None:
    """Returned and reversed twice each: as many effects as payments, and the rest duplicates."""
    recorded, payments = sent_to(10)
    kinds = (LineKind.RETURNED, LineKind.REVERSED)
    lines = [line(each, kind) for each in payments for kind in kinds for _ in range(2)]
    Random(seed).shuffle(lines)  # noqa: S311 - no secret
    answer = reconciled(recorded, *lines)
    told = outcomes(answer)
    assert (10, 30) == (len(answer.programme.history[-1].events), told.count("duplicate"))
    fund = answer.programme.fund
    assert 10 * 960_000 == fund.balance(Account.RETURNED).units
    assert [] == faults(fund)
