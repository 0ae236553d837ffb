"""What came back and may be paid: who has seen it, who ends it, and what becomes of the money."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import AidPaidBack, Awarded, AwardReduced, PaymentSent
from reintegra.errors import InvalidValue, TransitionRefused, WrongType
from reintegra.programme import (
    Account,
    BankLine,
    Found,
    LineKind,
    OrderFinding,
    PaymentWithdrawn,
    Recorded,
    ReturnContradicted,
    ReturnUpheld,
    WithdrawalReason,
)
from reintegra.vocabulary.aid import Channel, ReductionReason
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import ActorId, CaseId, RecordNumber
from reintegra.vocabulary.money import Money, idr
from tests.programme.auditor import faults
from tests.programme.desks import (
    DAY,
    THIRD,
    after,
    attempt,
    contradicted,
    refusals,
    returned,
    upheld,
    with_office,
)
from tests.programme.desks import MAKER as DESK_MAKER
from tests.programme.people import (
    FIRST,
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    SECOND,
    award_of,
    cancelled,
    case_of,
    goods_ordered,
    handed_over,
    paying,
    record,
    remitted,
    the_award,
)
from tests.programme.test_history import held
from tests.programme.test_office import delegated
from tests.programme.test_paid_after_return import (
    RETURNED,
    approved,
    came_back,
    doubt,
    later_by,
    ready_again,
    refused,
    told,
)
from tests.programme.test_statement_recorded import line, outcomes, reconciled, sent_to

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain.stage import Event
    from reintegra.programme import PaymentPrepared

CASE = case_of(1)
RECEIPT = RecordNumber("repayment-1")


def terms_of(recorded: Recorded) -> Awarded:
    """The award of the first case."""
    return the_award(recorded, recorded.cases[CASE.id]).terms


def reduced(payment: PaymentSent) -> AwardReduced:
    """Of the award of a payment, Rp500.000 is still to be paid, and no more."""
    return AwardReduced(
        case=payment.case,
        on=later_by(5),
        award=payment.award,
        tranches=(idr(500_000),),
        reason=ReductionReason.NEED_SMALLER,
    )


def paid_back(payment: PaymentSent, units: int, day: int) -> AidPaidBack:
    """So much of a payment paid back by the person."""
    return AidPaidBack(
        case=payment.case,
        on=later_by(day),
        award=payment.award,
        payment=payment.payment,
        amount=idr(units),
        record=RECEIPT,
    )


def letter_about(payment: PaymentSent) -> ReturnUpheld:
    """A letter that answers, on the seventh day, what was said of the sixth."""
    return ReturnUpheld(
        case=payment.case,
        on=later_by(7),
        award=payment.award,
        payment=payment.payment,
        record=RecordNumber("letter-1"),
        by=SECOND,
        answers=doubt(payment, 6),
    )


def withdrawn_again(order: PaymentPrepared) -> PaymentWithdrawn:
    """An order that was prepared, withdrawn on the seventh day."""
    return PaymentWithdrawn(
        case=order.case,
        on=later_by(7),
        by=MAKER,
        payment=order.payment,
        reason=WithdrawalReason.NOT_STATED,
    )


# --- what is remitted ---------------------------------------------------------------------------


def test_what_was_reduced_while_it_was_returned_is_remitted_after_the_rest_was_paid() -> None:
    """The award is due again by less than came back: the difference leaves by itself."""
    recorded, one = came_back()
    recorded, second = ready_again(record(recorded, reduced(one)), one)
    recorded = record(recorded, second)
    remit = remitted(terms_of(recorded), 460_000, later_by(9))
    assert {"no-order-under-way"} == refused(recorded, remit)
    recorded, _ = told(recorded, line(second, on=later_by(8)))
    more = attrs.evolve(remit, amount=idr(460_001))
    assert {"remits-what-came-back"} == refused(recorded, more)
    recorded = record(recorded, remit)
    fund = recorded.programme.fund
    assert (0, 460_000) == (fund.balances[Account.RETURNED], fund.balances[Account.REMITTED])
    assert [] == faults(fund)
    again = attrs.evolve(remit, on=later_by(10), record=RecordNumber("deposit-2"))
    assert {"return-is-not-due"} == refused(recorded, again) - {"remits-what-came-back"}


def test_what_was_not_sent_on_of_a_return_in_doubt_is_not_remitted() -> None:
    """The award was reduced: some of what is said to be paid is still here, until it is upheld."""
    recorded, one = came_back()
    recorded, second = ready_again(record(recorded, reduced(one)), one)
    recorded, _ = told(record(recorded, second), line(second, on=later_by(7)))
    recorded, _ = told(recorded, line(one, on=later_by(8)))
    remit = remitted(terms_of(recorded), 460_000, later_by(9))
    assert {"no-return-in-doubt"} == refused(recorded, remit)
    recorded, _ = told(recorded, line(one, RETURNED, on=later_by(9)))
    assert 460_000 == record(recorded, remit).programme.fund.balances[Account.REMITTED]


def test_what_was_paid_twice_and_paid_back_is_remitted() -> None:
    """The money of the return in doubt went out again, and is not what is remitted."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded, _ = told(record(recorded, second), line(second, on=later_by(7)))
    recorded, _ = told(recorded, line(one, on=later_by(8)))
    back = paid_back(second, second.amount.units, 9)
    remit = remitted(terms_of(recorded), one.amount.units, later_by(10))
    recorded = record(recorded, back, remit)
    assert one.amount == recorded.programme.fund.balance(Account.REMITTED)
    assert [] == faults(recorded.programme.fund)


# --- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("upholds", [False, True])
def test_a_year_that_was_mistyped_in_what_is_said_of_a_return_freezes_no_award(
    upholds: bool,
) -> None:
    """It is compared with the days of that payment, and binds no other act."""
    recorded, one = came_back()
    far = later_by(4).replace(year=2091)
    said = ReturnContradicted(
        case=one.case, on=far, award=one.award, payment=one.payment, record=RecordNumber("letter-1")
    )
    upheld = ReturnUpheld(
        case=one.case,
        on=far,
        award=one.award,
        payment=one.payment,
        record=RecordNumber("letter-2"),
        by=FIRST,
        answers=Found.paid_after_return(one.payment, far, said.record),
    )
    recorded = record(recorded, said, *([upheld] if upholds else []))
    recorded, second = ready_again(recorded, one)
    found = Found.paid_after_return(one.payment, far, said.record)
    if not upholds:
        recorded = record(recorded, approved(second, later_by(6), found))
    sent = record(recorded, second)
    assert later_by(6) == sent.programme.desk.order(second.payment).whereabouts.sent_on


def by_hand(one: PaymentSent, *, said: date, letter: date) -> tuple[Event, ReturnUpheld]:
    """An officer records that a payment was paid after all, and then a letter that it was not."""
    named: dict[str, Any] = {"case": one.case, "award": one.award, "payment": one.payment}
    first, second = RecordNumber("letter-1"), RecordNumber("letter-2")
    answers = Found.paid_after_return(one.payment, said, first)
    upheld = ReturnUpheld(**named, on=letter, record=second, by=FIRST, answers=answers)
    return ReturnContradicted(**named, on=said, record=first), upheld


FAR = later_by(6).replace(year=2091)


@pytest.mark.parametrize("said", [later_by(6), FAR])
@pytest.mark.parametrize("letter", [later_by(4), later_by(6), FAR])
@pytest.mark.parametrize("paid", [4, 5, 6, 7])
@pytest.mark.parametrize("first", [False, True])
def test_a_day_that_was_mistyped_by_hand_does_not_silence_the_bank(
    said: date, letter: date, paid: int, *, first: bool
) -> None:
    """What it says is paid is a finding, before and after the letter; none goes unseen."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    contradicted, upheld = by_hand(one, said=said, letter=letter)
    early = attrs.evolve(upheld, on=later_by(3))
    of_the_bank = line(one, on=later_by(paid))
    recorded = record(recorded, contradicted)
    assert {"return-is-contradicted"} == refused(recorded, early)
    if first:
        recorded, answer = told(recorded, of_the_bank)
        assert ["paid-after-return"] == outcomes(answer)
    recorded = record(recorded, upheld)
    assert {"return-is-contradicted"} == refused(recorded, upheld)
    if not first:
        assert () == recorded.programme.findings(later_by(7))
        recorded, answer = told(recorded, of_the_bank)
        assert ["paid-after-return"] == outcomes(answer)
    found = recorded.programme.findings(later_by(8))
    assert [doubt(one, paid)] == [each.finding for each in found]
    assert {"findings-seen"} == refused(recorded, attrs.evolve(second, on=later_by(8)))
    again, answer = told(recorded, of_the_bank)
    assert (["duplicate"], recorded.programme) == (outcomes(answer), again.programme)


def test_a_letter_answers_what_was_said_of_the_day_that_it_names_and_nothing_else() -> None:
    """Of two days two letters; the same letter again answers nothing that was said since."""
    recorded, one = came_back()
    lines = (line(one, on=later_by(6)), line(one, on=later_by(9)))
    recorded, answer = told(recorded, *lines)
    assert ["paid-after-return"] * 2 == outcomes(answer)
    recorded, _ = ready_again(recorded, one)

    def found(recorded: Recorded) -> list[Found]:
        return [each.finding for each in recorded.programme.findings(later_by(10))]

    assert [doubt(one, 6), doubt(one, 9)] == found(recorded)
    _, letter = by_hand(one, said=later_by(6), letter=later_by(10))
    assert {"return-is-contradicted"} == refused(recorded, letter)
    letter = attrs.evolve(letter, answers=doubt(one, 6))
    answered = record(recorded, letter)
    assert [doubt(one, 9)] == found(answered)
    again = attrs.evolve(letter, on=later_by(11))
    assert {"return-is-contradicted"} == refused(answered, letter) == refused(answered, again)
    settled = record(answered, attrs.evolve(letter, answers=doubt(one, 9)))
    assert [] == found(settled)
    once_more, answer = told(settled, *lines)
    assert (["duplicate"] * 2, settled.programme) == (outcomes(answer), once_more.programme)


def test_an_approval_that_named_what_was_answered_has_not_seen_what_is_said_anew() -> None:
    """Of the same day by another document; whether a letter answered it, or the bank."""
    recorded, one = came_back()
    recorded, second = ready_again(recorded, one)
    recorded, _ = told(recorded, line(one, on=later_by(6)))
    recorded = record(recorded, approved(second, later_by(6), doubt(one, 6)))
    _, letter = by_hand(one, said=later_by(6), letter=later_by(7))
    by_letter = record(recorded, attrs.evolve(letter, answers=doubt(one, 6)))
    by_bank, _ = told(recorded, line(one, LineKind.REVERSED, on=later_by(6)))
    for answered, day in ((by_letter, 6), (by_bank, 6), (by_bank, 7)):
        anew = line(one, on=later_by(day), record=RecordNumber("entry-2"))
        after_that, answer = told(answered, anew)
        assert ["paid-after-return"] == outcomes(answer)
        assert {"findings-seen"} == refused(after_that, attrs.evolve(second, on=later_by(8)))


def test_what_was_confirmed_came_back_by_the_first_return_and_by_no_later_one() -> None:
    """Said to be paid on the day on which it came back again, it may be paid once more."""
    recorded, (one,) = sent_to(1)
    lines = (line(one, on=later_by(2)), line(one, RETURNED, on=later_by(4)))
    recorded, _ = told(recorded, *lines)
    recorded, second = ready_again(recorded, one)
    same_day = line(one, on=later_by(4), record=RecordNumber("entry-2"))
    _, answer = told(recorded, same_day)
    assert ["duplicate"] == outcomes(answer)
    recorded, _ = told(
        recorded, line(one, on=later_by(6)), line(one, LineKind.REVERSED, on=later_by(8))
    )
    anew = line(one, on=later_by(8), record=RecordNumber("entry-2"))
    recorded, answer = told(recorded, anew)
    assert ["paid-after-return"] == outcomes(answer)
    assert {"findings-seen"} == refused(recorded, attrs.evolve(second, on=later_by(9)))
    again, _ = told(recorded, *lines, anew)
    assert again.programme == recorded.programme


@pytest.mark.parametrize(("day", "left"), [(6, [9]), (8, [9]), (9, []), (12, [])])
def test_a_line_answers_what_was_said_of_its_day_and_before(day: int, left: list[int]) -> None:
    """What was said to be paid after it stays in doubt."""
    recorded, one = came_back()
    recorded, _ = told(recorded, line(one, on=later_by(6)), line(one, on=later_by(9)))
    recorded, answer = told(recorded, line(one, LineKind.REVERSED, on=later_by(day)))
    assert ["reversed"] == outcomes(answer)
    said = recorded.programme.desk.order(one.payment).whereabouts
    assert later_by(day) == said.back_on
    assert {later_by(each) for each in left} == {on for on, _ in said.doubts}


def test_a_letter_of_whoever_acts_for_the_maker_that_day_answers_nothing() -> None:
    """While the delegation is in force, and not before it is."""
    tomorrow = DAY + timedelta(days=1)
    acts = delegated((DESK_MAKER, THIRD), during=Period(tomorrow, tomorrow))
    desk = after(*attempt(), returned(), contradicted(), office=with_office(delegations=acts))
    letter = upheld()
    assert set() == refusals(desk, letter)
    assert {"apart-from-maker"} == refusals(desk, attrs.evolve(letter, on=tomorrow))


def test_what_a_letter_answers_is_a_finding_with_its_document() -> None:
    """The error names the field."""
    _, letter = in_doubt()
    assert letter.answers is not None
    wrong: Any = "letter-2"
    with pytest.raises(WrongType, match="answers"):
        attrs.evolve(letter, answers=wrong)
    with pytest.raises(WrongType, match=r"Found\.record"):
        attrs.evolve(letter.answers, record=wrong)


def test_a_letter_has_an_officer_and_a_day_to_answer_and_a_line_has_neither() -> None:
    """One without the other is a misuse."""
    _, letter = in_doubt()
    changes: list[dict[str, Any]] = [{"by": None}, {"answers": None}]
    for change in changes:
        with pytest.raises(InvalidValue) as error:
            attrs.evolve(letter, **change)
        assert ("ReturnUpheld.answers", "unpaired") == (error.value.field, error.value.code)


def test_what_came_back_whole_before_some_was_paid_back_is_not_recorded_after_that() -> None:
    """Bank and person gave back more than was paid: nothing moves, and the answer says it."""
    recorded, (one,) = sent_to(1)
    recorded, _ = told(recorded, line(one, on=later_by(1)))
    back = paid_back(one, 60_000, 5)
    recorded = record(recorded, back)
    after, answer = told(recorded, line(one, LineKind.REVERSED, on=later_by(4)))
    assert ["excess"] == outcomes(answer)
    assert idr(one.amount.units - 60_000) == answer.reconciliation.answers[0].left
    assert recorded.programme.fund.balances == after.programme.fund.balances


def test_a_doubt_that_an_earlier_day_raises_ends_when_the_later_statement_is_read_again() -> None:
    """Its line was a duplicate when it was read first: nothing was in doubt."""
    recorded, one = came_back()
    again = line(one, LineKind.REVERSED, on=later_by(10))
    recorded, answer = told(recorded, again)
    assert ["duplicate"] == outcomes(answer)
    recorded, answer = told(recorded, line(one, on=later_by(6)))
    assert ["paid-after-return"] == outcomes(answer)
    assert recorded.programme.desk.order(one.payment).whereabouts.is_contradicted
    recorded, answer = told(recorded, again)
    assert ["reversed"] == outcomes(answer)
    assert not recorded.programme.desk.order(one.payment).whereabouts.is_contradicted


# --- what an approval has seen ------------------------------------------------------------------


def test_an_approval_has_seen_the_doubt_that_was_there_and_no_later_one() -> None:
    """It was settled, and the bank said once more that it was paid: somebody has to see that."""
    recorded, one = came_back()
    recorded, _ = told(recorded, line(one, on=later_by(5)))
    *events, second = paying(recorded, recorded.cases[one.case], later_by(6))
    recorded = record(recorded, *events, approved(second, later_by(6), doubt(one, 5)))
    lines = (line(one, LineKind.REVERSED, on=later_by(7)), line(one, on=later_by(8)))
    recorded, answer = told(recorded, *lines)
    assert ["reversed", "paid-after-return"] == outcomes(answer)
    send = attrs.evolve(second, on=later_by(9))
    assert {"findings-seen"} == refused(recorded, send)
    old = approved(second, later_by(9), doubt(one, 5), by=SECOND)
    assert {"only-what-was-found", "approves-once"} >= refused(recorded, old)
    recorded = record(recorded, approved(second, later_by(9), doubt(one, 8)), send)
    again = KEMENSOS_ROUND.programme(960_000).replay(recorded.programme.history)
    assert held(recorded.programme) == held(again)


def richly() -> tuple[Recorded, PaymentSent]:
    """One payment that came back, and enough in the fund for another award."""
    funded = KEMENSOS_ROUND.programme(2 * 960_000)
    *events, one = paying(record(funded, award_of(CASE), cases=[CASE]), CASE)
    recorded = record(record(funded, award_of(CASE), cases=[CASE]), *events, one)
    recorded, _ = told(recorded, line(one, RETURNED, on=later_by(4)))
    return recorded, one


def test_another_award_to_the_person_does_not_get_round_a_doubt() -> None:
    """The first is cancelled and given anew: whoever approves must have seen what the bank said."""
    recorded, one = richly()
    recorded, _ = told(recorded, line(one, on=later_by(5)))
    first = terms_of(recorded)
    anew = attrs.evolve(award_of(CASE, number="award-b"), on=later_by(6))
    recorded = record(recorded, cancelled(first, later_by(6)), anew)
    *events, second = paying(recorded, recorded.cases[CASE.id], later_by(6))
    prepared = record(recorded, *events)
    finding = OrderFinding(CASE.id, second.payment, doubt(one, 5))
    assert (finding,) == prepared.findings
    assert (finding,) == prepared.programme.findings(later_by(9))
    assert {"findings-seen"} == refused(prepared, second)
    seen = record(prepared, approved(second, later_by(6), doubt(one, 5)), second)
    assert second.amount == seen.programme.fund.balance(Account.IN_FLIGHT)
    again = KEMENSOS_ROUND.programme(2 * 960_000).replay(seen.programme.history)
    assert held(seen.programme) == held(again)


def test_what_is_said_later_is_told_of_the_order_of_another_award_too() -> None:
    """It was approved before the bank said so; the statement names it."""
    recorded, one = richly()
    first = terms_of(recorded)
    anew = attrs.evolve(award_of(CASE, number="award-b"), on=later_by(6))
    recorded = record(recorded, cancelled(first, later_by(6)), anew)
    *events, second = paying(recorded, recorded.cases[CASE.id], later_by(6))
    recorded, answer = told(record(recorded, *events), line(one, on=later_by(7)))
    assert (OrderFinding(CASE.id, second.payment, doubt(one, 7)),) == answer.findings
    assert {"findings-seen"} == refused(recorded, attrs.evolve(second, on=later_by(8)))


def test_goods_are_not_handed_over_instead_of_money_that_may_be_paid() -> None:
    """The approvals of their order name it too."""
    recorded, one = richly()
    recorded, _ = told(recorded, line(one, on=later_by(5)))
    anew = attrs.evolve(award_of(CASE, number="award-b", channel=Channel.IN_KIND), on=later_by(6))
    recorded = record(recorded, cancelled(terms_of(recorded), later_by(6)), anew)
    prepared, *approvals = goods_ordered(recorded, recorded.cases[CASE.id], later_by(6))
    recorded = record(recorded, prepared, *approvals)
    over = handed_over(anew, later_by(7))
    assert {"findings-seen"} == refused(recorded, over)
    named = attrs.evolve(approvals[0], on=later_by(7), despite=(doubt(one, 5),))
    assert record(recorded, named, over).programme.fund.balance(Account.PAID) == one.amount


# --- who ends a doubt ---------------------------------------------------------------------------


def in_doubt() -> tuple[Recorded, ReturnUpheld]:
    """A payment in doubt, its second attempt approved, and a letter that ends the doubt."""
    recorded, one = came_back()
    recorded, _ = ready_again(recorded, one)
    recorded, _ = told(recorded, line(one, on=later_by(6)))
    letter = letter_about(one)
    return recorded, letter


def test_a_doubt_is_ended_by_a_statement_or_by_an_approver_who_made_no_order() -> None:
    """Nobody, its maker, a clerk and a stranger do not end it by hand; who ended it is told."""
    recorded, letter = in_doubt()
    for by, codes in (
        (None, {"answered-for"}),
        (MAKER, {"approver-in-group", "apart-from-maker"}),
        (ActorId("stranger-1"), {"officer-is-known", "approver-in-group"}),
    ):
        answers = letter.answers if by else None
        assert codes == refused(recorded, attrs.evolve(letter, by=by, answers=answers))
    after = record(recorded, letter).programme
    assert () == after.findings(later_by(7))
    payment = letter.payment
    told_of = after.explain(payment)
    assert letter.answers is not None
    answered = letter.answers.text
    told_by = (
        (
            f"{payment} dinyatakan tetap retur (bukti {letter.record}), dicatat oleh {SECOND}, "
            f"sebagai jawaban atas: {answered('id')}."
        ),
        (
            f"{payment} was said to have come back all the same (document {letter.record}), "
            f"recorded by {SECOND}, in answer to: {answered('en')}."
        ),
    )
    assert told_by[0] in told_of("id")
    assert told_by[1] in told_of("en")
    _, answer = told(recorded, line_of(recorded, letter))
    assert ["reversed"] == outcomes(answer)
    (event,) = answer.reconciliation.events
    assert isinstance(event, ReturnUpheld)
    assert event.by is None


def line_of(recorded: Recorded, letter: ReturnUpheld) -> BankLine:
    """A line that says what the letter says."""
    order = recorded.programme.desk.order(letter.payment)
    return line(order.sending(LATER), LineKind.REVERSED, on=letter.on)


def test_whoever_made_an_order_of_another_award_ends_no_doubt_that_it_waits_for() -> None:
    """It is a finding about that order too; once that is withdrawn, it is about none of theirs."""
    recorded, one = richly()
    anew = attrs.evolve(award_of(CASE, number="award-b"), on=later_by(5))
    recorded = record(recorded, cancelled(terms_of(recorded), later_by(5)), anew)
    prepared, *_ = paying(recorded, recorded.cases[CASE.id], later_by(6))
    recorded = record(recorded, attrs.evolve(prepared, by=SECOND))
    recorded, _ = told(recorded, line(one, on=later_by(6)))
    letter = letter_about(one)
    assert {"apart-from-maker"} == refused(recorded, letter)
    assert record(recorded, attrs.evolve(letter, by=FIRST)).programme.findings(later_by(7)) == ()
    withdrawn = withdrawn_again(prepared)
    record(recorded, withdrawn, letter)


def test_whoever_made_an_order_of_the_award_ends_no_doubt_though_it_was_withdrawn() -> None:
    """Withdrawn, it can be made anew by the same officer as soon as the doubt is gone."""
    recorded, one = came_back()
    prepared, *_ = paying(recorded, recorded.cases[one.case], later_by(5))
    recorded = record(recorded, attrs.evolve(prepared, by=FIRST))
    recorded, _ = told(recorded, line(one, on=later_by(6)))
    withdrawn = withdrawn_again(prepared)
    letter = attrs.evolve(letter_about(one), by=FIRST)
    for stands in (recorded, record(recorded, withdrawn)):
        assert {"apart-from-maker"} == refused(stands, letter)
        assert record(stands, attrs.evolve(letter, by=SECOND)).programme.findings(later_by(8)) == ()


def test_what_is_left_unanswered_for_is_considered_as_it_is_recorded() -> None:
    """Asked beforehand, the same is said."""
    recorded, letter = in_doubt()
    nobody = attrs.evolve(letter, by=None, answers=None)
    verdict = recorded.programme.consider(nobody, recorded.cases)
    assert ["answered-for"] == [reason.code for reason in verdict.failed]
    assert recorded.programme.consider(letter, recorded.cases).met
    done, _ = told(recorded, line_of(recorded, letter))
    with pytest.raises(TransitionRefused):
        record(done, nobody)


# --- lines --------------------------------------------------------------------------------------


def test_what_was_left_and_came_back_is_known_when_it_is_paid_after_that() -> None:
    """Of a payment of which some was paid back the bank returned the rest, and paid the rest."""
    recorded, (one,) = sent_to(1)
    recorded, _ = told(recorded, line(one, on=later_by(3)))
    back = paid_back(one, 60_000, 4)
    rest = Money(one.amount.units - 60_000, one.amount.currency)
    recorded, _ = told(record(recorded, back), line(one, RETURNED, on=later_by(5), amount=rest))
    for amount, day, expected in (
        (rest, 6, "paid-after-return"),
        (one.amount, 6, "paid-after-return"),
        (one.amount, 3, "duplicate"),
        (rest, 4, "duplicate"),
        (idr(899_999), 6, "partial"),
        (idr(930_000), 6, "partial"),
        (idr(960_001), 6, "excess"),
    ):
        _, answer = told(recorded, line(one, on=later_by(day), amount=amount))
        assert [expected] == outcomes(answer)
    recorded, _ = told(recorded, line(one, on=later_by(6), amount=rest))
    *_, second = events = paying(recorded, recorded.cases[one.case], later_by(7))
    assert {"findings-seen"} == refused(recorded, *events)
    assert rest == second.amount


def test_a_case_given_as_it_stood_before_stops_no_other_line() -> None:
    """Its line is answered with the reason; the other payment is recorded."""
    recorded, (one, two) = sent_to(2)
    before = recorded.cases[one.case]
    recorded, _ = told(recorded, line(one, on=later_by(3)))
    stale = Recorded(recorded.programme, {**recorded.cases, CaseId(str(one.case)): before})
    lines = (line(one, RETURNED, on=later_by(4)), line(two, on=later_by(4)))
    answer = reconciled(stale, *lines)
    first, second = answer.reconciliation.answers
    assert first.refusal is not None
    assert (("older-case",), None) == (first.refusal.codes, second.refusal)
    assert first.refusal.text.en.startswith("The case of that payment was given as it stood")
    assert first.refusal.text.id.endswith("dalam keadaan sebelum pencatatan yang terakhir.")
    paid = answer.programme.fund.balance(Account.PAID)
    assert one.amount + two.amount == paid
