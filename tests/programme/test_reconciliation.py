"""Every line of a statement is answered, what fits is recorded once, and nothing is guessed."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from decimal import ROUND_UP, Context, Inexact, Rounded, localcontext
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.errors import InvalidValue, TransitionRefused, WrongType
from reintegra.programme import Account, OrderStatus, ReturnContradicted, ReturnUpheld
from reintegra.programme.statements import reconciliation
from reintegra.programme.statements.answer import LineOutcome, PaymentStanding
from reintegra.programme.statements.bank_statement import BankLine, LineKind
from reintegra.programme.statements.on_record import STANDING_OF
from reintegra.programme.statements.reconciliation import reconcile
from reintegra.vocabulary.aid import PROOF_OF, Channel, Proof, ProofKind, ReturnReason
from reintegra.vocabulary.identifiers import AccountReference, AwardId, PaymentId, RecordNumber
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.programme.people import (
    KEMENSOS_ROUND,
    ROUND_DAY,
    award_of,
    case_of,
    paying,
    record,
    the_award,
)
from tests.programme.statements import (
    CAME_BACK,
    DAY,
    FAR,
    HEARD,
    STATUSES,
    Oracle,
    Ordered,
    after,
    codes,
    later_by,
    line_about,
    order_of,
    statement_of,
    the_answer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.programme import Fund, Order, Recorded
    from reintegra.programme.statements.answer import BankEvent

PAID, RETURNED, REVERSED = LineKind.PAID, LineKind.RETURNED, LineKind.REVERSED
ELSEWHERE = AccountReference("account-elsewhere")
_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES = [
    case
    for case in json.loads(_FILE.read_text(encoding="utf-8"))
    if case["kind"] == "reconciliation"
]


def outcomes(lines: Iterable[BankLine], *orders: Ordered) -> list[str]:
    """The codes of the answers, in the order of the lines."""
    return [str(answer.outcome) for answer in reconcile(statement_of(lines), orders).answers]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_a_statement_answers_as_worked_out(case: dict[str, Any]) -> None:
    """One outcome for each line, and the orders that no line speaks of."""
    orders = {
        each["payment"]: order_of(each["payment"], units=each["amount"], account=each["account"])
        for each in case["input"]["orders"]
    }
    lines = [
        line_about(
            orders.get(each["payment"]) or order_of(each["payment"]),
            LineKind(each["is"]),
            units=each["amount"],
            account=AccountReference(each["account"]),
        )
        for each in case["input"]["lines"]
    ]
    answer = reconcile(statement_of(lines), orders.values())
    assert case["expect"]["outcomes"] == [str(each.outcome) for each in answer.answers]
    expected = [PaymentId(f"pay-{number}") for number in case["expect"]["unmatched_internal"]]
    assert expected == list(answer.unmatched)
    assert RecordNumber("statement-1") == answer.statement
    assert 4 == len(_CASES)


def tables() -> list[list[list[str]]]:
    """The two tables of the module, as they are written for people, row by row."""
    blocks = str(reconciliation.__doc__).split("\n\n")
    rows = [block.splitlines() for block in blocks if block.startswith("|")]
    return [
        [[cell.strip() for cell in row.strip("|").split("|")] for row in table] for table in rows
    ]


def by_status() -> list[tuple[PaymentStanding, str, LineKind, LineOutcome]]:
    """The first table: what a line is by the status of the order."""
    (first, _) = tables()
    kinds = [LineKind(code) for code in first[0][2:]]
    return [
        (PaymentStanding(standing), status, kind, LineOutcome(outcome))
        for standing, statuses, *answers in first[2:]
        for status in statuses.split(", ")
        for kind, outcome in zip(kinds, answers, strict=True)
    ]


def by_day() -> list[tuple[str, str, LineKind, LineOutcome]]:
    """The second table: what a line is by its day, of a payment that came back."""
    (_, second) = tables()
    kinds = [LineKind(code) for code in second[0][2:]]
    return [
        (standing, day, kind, LineOutcome(outcome))
        for standing, day, *answers in second[2:]
        for kind, outcome in zip(kinds, answers, strict=True)
    ]


def test_the_decision_table_has_a_cell_for_every_status_and_kind() -> None:
    """No status of an order and no kind of line is left out, and none is named twice."""
    told = by_status()
    expected = {(status, kind) for status in {*STATUSES} - {*CAME_BACK} for kind in LineKind}
    assert expected == {(status, kind) for _, status, kind, _ in told}
    assert len(expected) == len(told) == 18
    stands = {status: standing for standing, status, _, _ in told}
    assert STANDING_OF == stands | dict.fromkeys(CAME_BACK, PaymentStanding.CAME_BACK)
    days = [(standing, day) for standing, day, kind, _ in by_day() if kind is PAID]
    assert list(SITUATIONS) == days
    assert 33 == len(by_day())


@pytest.mark.parametrize(("standing", "status", "kind", "outcome"), by_status())
def test_a_line_that_fits_is_answered_as_the_decision_table_says(
    standing: PaymentStanding, status: str, kind: LineKind, outcome: LineOutcome
) -> None:
    """With the amount and account of the order, and an event where the answer changes anything."""
    order = order_of(1, status)
    answer = the_answer(line_about(order, kind), order)
    assert (outcome, standing) == (answer.outcome, answer.found)
    kinds = {
        LineOutcome.MATCHED: PaymentConfirmed,
        LineOutcome.RETURNED: PaymentReturned,
        LineOutcome.REVERSED: PaymentReturned,
    }
    assert kinds.get(outcome, type(None)) is type(answer.event)


Days = dict[str, Any]
SITUATIONS: dict[tuple[str, str], tuple[Days, ...]] = {
    ("came-back", "before the return"): ({"back": 1}, {"back": 1, "paid": -2}),
    ("came-back", "of the return, confirmed before"): (
        *({"back": 0, "paid": -2}, {"back": 0, "paid": 0}),
    ),
    ("came-back", "of the return, never confirmed"): ({"back": 0}, {"back": 0, "heard": (2,)}),
    ("came-back", "after the return"): (
        *({"back": -1}, {"back": -1, "paid": -2}, {"back": -1, "heard": (1, 99)}),
    ),
    ("came-back", "after the return, said before"): ({"back": -1, "heard": (0,)},),
    ("in-doubt", "before the return"): ({"back": 1, "doubts": (1,)},),
    ("in-doubt", "of the return, confirmed before"): (
        *({"back": 0, "paid": 0, "doubts": (1,)}, {"back": 0, "paid": -2, "doubts": (99,)}),
    ),
    ("in-doubt", "of the return, never confirmed"): (
        *({"back": 0, "doubts": (0,)}, {"back": 0, "doubts": (1,)}),
    ),
    ("in-doubt", "after the return, before every doubt"): (
        *({"back": -2, "doubts": (1,)}, {"back": -1, "doubts": (99,), "heard": (-1,)}),
    ),
    ("in-doubt", "after the return, of a doubt or later"): (
        *({"back": -1, "doubts": (0,)}, {"back": -2, "doubts": (-1, 99)}),
        *({"back": -1, "doubts": (-1,)}, {"back": -2, "paid": -2, "doubts": (-1, 0)}),
    ),
    ("in-doubt", "after the return, said before"): (
        *({"back": -1, "doubts": (0,)}, {"back": -1, "doubts": (-1,), "heard": (0,)}),
    ),
}
"""What was said of a payment, by days from that of the line, for each row of the second table."""


@pytest.mark.parametrize("status", CAME_BACK)
@pytest.mark.parametrize(("standing", "day", "kind", "outcome"), by_day())
def test_what_came_back_is_answered_by_the_day_as_the_decision_table_says(
    standing: str, day: str, kind: LineKind, outcome: LineOutcome, status: str
) -> None:
    """Whatever has become of its order since; and nothing that it records moves money."""
    record = HEARD if day.endswith("said before") else RecordNumber("entry-9")
    for days in SITUATIONS[standing, day]:
        order = order_of(1, status, **days)
        answer = the_answer(line_about(order, kind, record=str(record)), order)
        assert (outcome, standing) == (answer.outcome, answer.found)
        made = {"paid-after-return": ReturnContradicted, "duplicate": None}
        kind_of_event = made.get(str(outcome), ReturnUpheld)
        expected = kind_of_event and kind_of_event(
            case=order.case,
            on=DAY,
            award=order.award,
            payment=order.payment,
            record=record,
        )
        assert expected == answer.event


def test_a_confirmation_carries_the_payment_and_the_banks_record_as_its_proof() -> None:
    """Case, award, payment and amount are those of the order, the day that of the bank."""
    order = order_of(1)
    answer = the_answer(line_about(order, day=2, record="entry-9"), order)
    assert (
        PaymentConfirmed(
            case=order.case,
            on=DAY.replace(day=6),
            award=order.award,
            payment=order.payment,
            amount=order.amount,
            proof=Proof(ProofKind.BANK_CONFIRMATION, RecordNumber("entry-9")),
        )
        == answer.event
    )
    assert (1, order.payment, None) == (answer.place, answer.payment, answer.awaits)


@pytest.mark.parametrize(
    ("kind", "unstated"),
    [(RETURNED, ReturnReason.NOT_STATED), (REVERSED, ReturnReason.REVERSED_BY_BANK)],
)
def test_a_return_carries_the_reason_of_the_bank(kind: LineKind, unstated: ReturnReason) -> None:
    """What a bank does not say is not stated, unless what it did says it: it reversed a booking."""
    order = order_of(1)
    line = line_about(order, kind, reason=ReturnReason.ACCOUNT_DORMANT)
    expected = PaymentReturned(
        case=order.case,
        on=DAY,
        award=order.award,
        payment=order.payment,
        amount=order.amount,
        reason=ReturnReason.ACCOUNT_DORMANT,
    )
    assert expected == the_answer(line, order).event
    unsaid = the_answer(line_about(order, kind), order).event
    assert attrs.evolve(expected, reason=unstated) == unsaid


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", LineKind)
def test_account_then_amount_are_compared_before_anything_else(status: str, kind: LineKind) -> None:
    """In every status after sending; a payment that was never sent is unknown first of all."""
    order = order_of(1, status)
    never = STANDING_OF[status] in {PaymentStanding.NOT_SENT, PaymentStanding.HANDED_OVER}
    lines = [
        line_about(order, kind, units=959_999, account=ELSEWHERE),
        line_about(order, kind, units=959_999),
        line_about(order, kind, units=960_001),
        line_about(order, kind, units=0),
        line_about(order, kind, units=-960_000),
    ]
    expected = ["wrong-account", "partial", "excess", "unknown-payment", "unknown-payment"]
    if never:
        expected = ["unknown-payment"] * 5
    answer = reconcile(statement_of(lines), [order])
    assert expected == [str(each.outcome) for each in answer.answers]
    assert () == answer.events


def test_an_account_that_is_not_named_is_not_the_account_of_the_order() -> None:
    """Nor is one that is named where the order has none; only none and none agree."""
    into, without = order_of(1), order_of(2, account=None)
    lines = [
        attrs.evolve(line_about(into), account=None),
        attrs.evolve(line_about(without), account=ELSEWHERE),
        line_about(without),
    ]
    assert ["wrong-account", "wrong-account", "matched"] == outcomes(lines, into, without)


def test_a_payment_that_was_sent_in_another_currency_is_unknown() -> None:
    """Equal figures of two currencies are no equal amounts; the order stays unmatched."""
    order = order_of(1)
    line = attrs.evolve(line_about(order), amount=Money(960_000, XTS))
    answer = reconcile(statement_of([line], currency=XTS), [order])
    assert LineOutcome.UNKNOWN_PAYMENT is answer.answers[0].outcome
    assert (order.payment,) == answer.unmatched


def test_an_amount_that_is_not_above_zero_is_that_of_no_payment() -> None:
    """It is not less than was sent, and says nothing of it: the payment stays unmatched."""
    order = order_of(1)
    lines = [line_about(order, units=0), line_about(order, REVERSED, units=-960_000)]
    answer = reconcile(statement_of(lines), [order])
    assert [LineOutcome.UNKNOWN_PAYMENT] * 2 == [each.outcome for each in answer.answers]
    assert (order.payment,) == answer.unmatched


@pytest.mark.parametrize("kind", [RETURNED, REVERSED])
def test_what_comes_back_is_compared_with_what_was_not_paid_back(kind: LineKind) -> None:
    """Of 960.000, of which 60.000 were paid back, a bank can take 900.000."""
    order = order_of(1, "confirmed", paid_back=60_000)
    lines = [line_about(order, kind, units=units) for units in (960_000, 899_999, 900_000)]
    answer = reconcile(statement_of(lines), [order])
    assert ["excess", "partial", str(kind)] == [str(each.outcome) for each in answer.answers]
    (event,) = answer.events
    assert isinstance(event, PaymentReturned)
    assert idr(900_000) == event.amount
    assert ["duplicate"] == outcomes([line_about(order)], order)
    spent = order_of(1, "confirmed", paid_back=960_000)
    assert ["excess"] == outcomes([line_about(spent, kind, units=1)], spent)


def test_parts_are_never_added_up_to_a_whole() -> None:
    """Two halves are two partial lines, and the payment stays in flight."""
    order = order_of(1)
    lines = [line_about(order, units=480_000), line_about(order, units=480_000, record="entry-2")]
    answer = reconcile(statement_of(lines), [order])
    assert [LineOutcome.PARTIAL] * 2 == [each.outcome for each in answer.answers]
    assert ((), ()) == (answer.events, answer.unmatched)


def test_the_first_attempt_stays_returned_while_a_second_is_under_way() -> None:
    """A late line about the first attempt moves neither of the two."""
    first, second = order_of("1a", "followed"), order_of("1b")
    lines = [line_about(first, kind, record=f"entry-{kind}") for kind in LineKind]
    answer = reconcile(statement_of(lines), [first, second])
    assert [LineOutcome.DUPLICATE] * 3 == [each.outcome for each in answer.answers]
    assert ((), (second.payment,)) == (answer.events, answer.unmatched)
    assert ["matched"] == outcomes([line_about(second)], first, second)


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("day", [0, 1])
@pytest.mark.parametrize("kind", [RETURNED, REVERSED])
def test_a_payment_is_paid_before_it_comes_back_however_a_bank_sorts(
    newest_first: bool, day: int, kind: LineKind
) -> None:
    """Statements that begin with the newest line, or mix those of a day, answer alike."""
    order = order_of(1)
    lines = [line_about(order), line_about(order, kind, day=day)]
    expected = ["matched", str(kind)]
    if newest_first:
        lines, expected = lines[::-1], expected[::-1]
    assert expected == outcomes(lines, order)
    events = reconcile(statement_of(lines), [order]).events
    assert [PaymentConfirmed, PaymentReturned] == [type(event) for event in events]


def test_events_are_in_the_order_of_their_days() -> None:
    """An award refuses what is dated before its latest event, so its payments come by day."""
    orders = [order_of(number) for number in range(3)]
    lines = [line_about(order, day=9 - 3 * place) for place, order in enumerate(orders)]
    events = reconcile(statement_of(lines), orders).events
    assert sorted(event.on for event in events) == [event.on for event in events]
    assert 3 == len(events)


@pytest.mark.parametrize("channel", Channel)
def test_a_bank_confirms_only_what_a_bank_can_prove(channel: Channel) -> None:
    """Through an LKS the bank shows that money reached the LKS: the person's proof is awaited."""
    order = order_of(1, channel=channel)
    answer = the_answer(line_about(order), order)
    proved = channel is Channel.OWN_ACCOUNT
    assert LineOutcome.MATCHED is answer.outcome
    assert (proved, None if proved else PROOF_OF[channel]) == (
        answer.event is not None,
        answer.awaits,
    )


@pytest.mark.parametrize("channel", Channel)
def test_a_statement_of_the_proof_that_a_channel_needs_confirms(channel: Channel) -> None:
    """Such as the report of an LKS, with its own record as the proof."""
    order, needed = order_of(1, channel=channel), PROOF_OF[channel]
    (answer,) = reconcile(statement_of([line_about(order)], proof=needed), [order]).answers
    assert isinstance(answer.event, PaymentConfirmed)
    assert Proof(needed, RecordNumber("entry-1")) == answer.event.proof
    assert answer.awaits is None


def test_what_awaits_its_proof_is_answered_once_and_can_still_come_back() -> None:
    """A second paid line is a duplicate; a return needs no proof of having been received."""
    order = order_of(1, channel=Channel.VIA_LKS)
    lines = [line_about(order), line_about(order, day=1), line_about(order, RETURNED, day=2)]
    answer = reconcile(statement_of(lines), [order])
    assert ["matched", "duplicate", "returned"] == [str(each.outcome) for each in answer.answers]
    assert [PaymentReturned] == [type(event) for event in answer.events]
    assert [ProofKind.LKS_REPORT, None, None] == [each.awaits for each in answer.answers]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("proof", ProofKind)
@pytest.mark.parametrize("kind", [RETURNED, REVERSED])
def test_what_came_back_is_taken_from_the_bank_and_from_who_proves_the_channel(
    channel: Channel, proof: ProofKind, kind: LineKind
) -> None:
    """From nobody else: the proof is awaited, and the payment stands where it stood."""
    order = order_of(1, channel=channel)
    lines = [line_about(order, kind), line_about(order, kind, day=1)]
    first, second = reconcile(statement_of(lines, proof=proof), [order]).answers
    taken = proof in {ProofKind.BANK_CONFIRMATION, PROOF_OF[channel]}
    assert (str(kind), taken) == (str(first.outcome), first.event is not None)
    assert (None if taken else PROOF_OF[channel]) == first.awaits
    assert "duplicate" if taken else str(kind) == str(second.outcome)
    doubted = order_of(1, "returned", channel=channel, back=-1)
    (answer,) = reconcile(statement_of([line_about(doubted)], proof=proof), [doubted]).answers
    assert (LineOutcome.PAID_AFTER_RETURN, first.awaits) == (answer.outcome, answer.awaits)
    assert taken is isinstance(answer.event, ReturnContradicted)


def test_on_the_day_of_the_return_only_who_proves_it_says_that_it_was_paid() -> None:
    """A bank pays the LKS before the LKS fails to hand over: that is no contradiction."""
    order = order_of(1, "returned", channel=Channel.VIA_LKS, back=0)
    said = [
        str(reconcile(statement_of([line_about(order)], proof=proof), [order]).answers[0].outcome)
        for proof in (ProofKind.BANK_CONFIRMATION, ProofKind.LKS_REPORT)
    ]
    assert ["duplicate", "paid-after-return"] == said


def test_an_answer_says_in_both_languages_what_it_is_and_what_is_still_needed() -> None:
    """The place, the outcome, the payment and where it stood; never what the bank wrote."""
    order = order_of(1, channel=Channel.VIA_LKS)
    unknown = attrs.evolve(line_about(order), reference="Siti Aminah", amount=idr(5))
    answer = reconcile(statement_of([unknown, line_about(order)]), [order])
    first, second = (each.text for each in answer.answers)
    assert ("Baris 1: Pembayaran tidak dikenal", "Line 1: Unknown payment") == (first.id, first.en)
    assert "Line 2: Matched (payment pay-1, before this line: Sent); still needed: " + (
        ProofKind.LKS_REPORT.text("en")
    ) == second("en")
    assert (
        "Baris 2: Cocok (pembayaran pay-1, sebelum baris ini: Dikirim); masih diperlukan: "
        + ProofKind.LKS_REPORT.text("id")
    ) == second("id")
    own = order_of(2, "returned")
    assert "Line 1: Duplicate (payment pay-2, before this line: Came back)" == (
        the_answer(line_about(own), own).text("en")
    )
    assert "Siti" not in repr(answer)


def test_two_orders_of_one_number_are_a_misuse() -> None:
    """Nobody could say which of the two a line is about."""
    with pytest.raises(InvalidValue) as refused:
        reconcile(statement_of([]), [order_of(1), order_of(1, "returned")])
    assert "orders: name each payment once [payment-twice]" == str(refused.value)
    assert ("orders", "payment-twice") == (refused.value.field, refused.value.code)


def test_an_order_has_one_of_the_statuses_of_the_table() -> None:
    """A status that nobody decided about is no reason to guess."""
    with pytest.raises(InvalidValue) as refused:
        reconcile(statement_of([]), [order_of(1, "lost")])
    assert (
        "orders: an order is one of prepared, approved, withdrawn, handed-over, sent, confirmed, "
        "returned, followed, remitted [unknown-status]"
    ) == str(refused.value)
    assert ("orders", "unknown-status") == (refused.value.field, refused.value.code)


def test_only_a_statement_can_be_reconciled() -> None:
    """Lines without control totals are none."""
    with pytest.raises(WrongType) as refused:
        reconcile([line_about(order_of(1))], [])  # type: ignore[arg-type] # handed over unread
    assert "statement: expected BankStatement, got list" == str(refused.value)


EVERY_WAY = [
    *(order_of(1, status) for status in STATUSES if status not in CAME_BACK),
    *(
        order_of(1, status, back=back, paid=paid, doubts=doubts, heard=heard)
        for status in CAME_BACK
        for back, paid in product((-1, 0, 1), (None, -1, 0, 1))
        for doubts, heard in product(((), (0,), (1,), (0, 1), (99,)), ((), (0,), (99,)))
        if (paid is None or paid <= back) and all(day >= back for day in (*doubts, *heard))
    ),
]
"""Every status; and what came back, on three days, with much that can have been said of it.

An officer answered some of what was said, and some was dated by mistake.
"""


@pytest.mark.parametrize("order", EVERY_WAY, ids=lambda order: f"{order.status}")
def test_every_way_of_three_lines_about_one_payment_is_that_of_the_definitions(
    order: Ordered,
) -> None:
    """All 27 successions of what a bank can say, on one day and on three, forwards and back."""
    for kinds in product(LineKind, repeat=3):
        for step in (0, 1, -1):
            lines = [
                line_about(order, kind, day=step * place, record=f"entry-{place}")
                for place, kind in enumerate(kinds)
            ]
            oracle = Oracle({str(order.payment): order}, lines)
            answer = reconcile(statement_of(lines), [order])
            assert oracle.outcomes() == [str(each.outcome) for each in answer.answers]
            assert oracle.effects() == effects(answer.events)
            again = reconcile(statement_of(lines), after([order], answer.events))
            assert () == again.events


@st.composite
def an_order(draw: st.DrawFn, number: int) -> Ordered:
    """Any order, with what was said of its money, on days about those of the lines."""
    status, channel = draw(st.sampled_from(STATUSES)), draw(st.sampled_from(CHANNELS))
    said: dict[str, Any] = {}
    if status == "confirmed":
        said["paid"] = draw(st.integers(-2, 2))
    if status in CAME_BACK:
        said["back"] = back = draw(st.integers(-1, 3))
        said["paid"] = draw(st.none() | st.integers(-2, back))
        for what in ("doubts", "heard"):
            said[what] = draw(st.sets(st.integers(back, 4), max_size=2))
    return order_of(number, status, channel=channel, **said)


CHANNELS = (Channel.OWN_ACCOUNT, Channel.OWN_ACCOUNT, Channel.VIA_LKS)
PROOFS = st.sampled_from(
    [ProofKind.BANK_CONFIRMATION] * 4 + [ProofKind.LKS_REPORT, ProofKind.SIGNED_RECEIPT]
)
UNTIL = st.sampled_from([FAR, FAR, 1])
ORDERS = st.integers(0, 3).flatmap(
    lambda count: st.tuples(*(an_order(number) for number in range(count))).map(list)
)


@st.composite
def line(draw: st.DrawFn) -> BankLine:
    """Any line: of a payment that may be known or not, with an amount and account that may fit."""
    about = order_of(draw(st.integers(0, 3)))
    known = st.just(str(about.payment))
    return BankLine(
        reference=draw(st.one_of(known, known, known, st.text(max_size=70))),
        amount=idr(draw(st.sampled_from([960_000] * 5 + [959_999, 960_001, 0, -960_000]))),
        account=draw(st.sampled_from([*[about.account] * 5, ELSEWHERE, None])),
        kind=draw(st.sampled_from(LineKind)),
        on=later_by(draw(st.sampled_from([0, 0, 0, 1, 1, 2, 2, -6]))),
        record=RecordNumber(f"entry-{draw(st.integers(1, 3))}"),
    )


LINES = st.lists(line(), max_size=12)


EFFECTS = {
    PaymentConfirmed: "confirmed",
    PaymentReturned: "returned",
    ReturnContradicted: "contradicted",
    ReturnUpheld: "upheld",
}


def effects(events: Iterable[BankEvent]) -> list[tuple[str, str, str]]:
    """What becomes of payments, in turn: by number and day."""
    return [(str(event.payment), str(event.on), EFFECTS[type(event)]) for event in events]


@settings(max_examples=at_most(100))  # about 5 ms each
@given(orders=ORDERS, lines=LINES, proof=PROOFS, until=UNTIL)
def test_every_answer_is_that_of_the_definitions(
    orders: list[Ordered], lines: list[BankLine], proof: ProofKind, until: int
) -> None:
    """An oracle that keeps no more than a list of what was said answers the same."""
    oracle = Oracle({str(order.payment): order for order in orders}, lines, proof, until)
    answer = reconcile(statement_of(lines, proof=proof, until=until), orders)
    assert oracle.outcomes() == [str(each.outcome) for each in answer.answers]
    assert oracle.refusals() == ["".join(codes(each)) for each in answer.answers]
    assert oracle.unmatched() == [str(payment) for payment in answer.unmatched]
    assert oracle.effects() == effects(answer.events)
    assert lines == [each.line for each in answer.answers]
    assert list(range(1, len(lines) + 1)) == [each.place for each in answer.answers]


@settings(max_examples=at_most(50))  # about 7 ms each
@given(orders=ORDERS, lines=LINES)
def test_a_line_is_answered_as_if_its_payment_were_alone(
    orders: list[Ordered], lines: list[BankLine]
) -> None:
    """Whatever the other lines are, unknown ones and damaged references among them."""
    together = reconcile(statement_of(lines), orders).answers
    for order in orders:
        own = [each for each in lines if each.reference == str(order.payment)]
        alone = reconcile(statement_of(own), [order]).answers
        assert [(each.line, each.outcome, each.event) for each in alone] == [
            (each.line, each.outcome, each.event)
            for each in together
            if each.line.reference == str(order.payment)
        ]


@settings(max_examples=at_most(100))  # about 5 ms each
@given(
    orders=ORDERS,
    lines=st.lists(
        line(), max_size=12, unique_by=lambda each: (each.reference, each.on, each.kind is PAID)
    ),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_lines_changes_no_answer(
    orders: list[Ordered], lines: list[BankLine], chance: random.Random
) -> None:
    """Unless they are of one payment, one day and one direction, lines may stand anyhow."""
    shuffled = chance.sample(lines, len(lines))
    one, other = (reconcile(statement_of(each), orders) for each in (lines, shuffled))
    answered, again = ({each.line: each.outcome for each in of.answers} for of in (one, other))
    assert answered == again
    assert (one.unmatched, set(one.events)) == (other.unmatched, set(other.events))


@settings(max_examples=at_most(50))  # about 6 ms each
@given(orders=ORDERS, lines=LINES, proof=PROOFS, until=UNTIL)
def test_a_statement_that_is_read_twice_changes_nothing_the_second_time(
    orders: list[Ordered], lines: list[BankLine], proof: ProofKind, until: int
) -> None:
    """What it did the first time is answered as a duplicate the second time, if it was recorded."""
    statement = statement_of(lines, proof=proof, until=until)
    first = reconcile(statement, orders)
    second = reconcile(statement, after(orders, first.events))
    assert () == second.events
    for before, again in zip(first.answers, second.answers, strict=True):
        if before.event is not None and before.refusal is None:
            assert LineOutcome.DUPLICATE is again.outcome


@settings(max_examples=at_most(100))  # about 6 ms each
@given(orders=ORDERS, lines=LINES, last=st.integers(0, 2))
def test_a_statement_that_is_cut_after_a_day_answers_as_the_whole(
    orders: list[Ordered], lines: list[BankLine], last: int
) -> None:
    """So it does not matter how many days a bank puts on one statement."""
    early = [each for each in lines if each.on <= later_by(last)]
    late = [each for each in lines if each.on > later_by(last)]
    first = reconcile(statement_of(early), orders)
    second = reconcile(statement_of(late), after(orders, first.events))
    whole = reconcile(statement_of(lines), orders)
    assert whole.events == (*first.events, *second.events)
    expected = [each.outcome for each in whole.answers if each.line.on <= later_by(last)]
    expected += [each.outcome for each in whole.answers if each.line.on > later_by(last)]
    assert expected == [each.outcome for each in (*first.answers, *second.answers)]


@settings(max_examples=at_most(50))  # about 10 ms each
@given(orders=ORDERS, lines=LINES)
def test_every_payment_that_was_sent_is_answered_or_unmatched_and_never_both(
    orders: list[Ordered], lines: list[BankLine]
) -> None:
    """Money in flight is never lost from sight."""
    answer = reconcile(statement_of(lines), orders)
    said = {
        each.payment
        for each in answer.answers
        if each.outcome is not LineOutcome.UNKNOWN_PAYMENT and each.refusal is None
    }
    sent = {order.payment for order in orders if order.status == "sent"}
    assert sent == (said & sent) | set(answer.unmatched)
    assert set() == said & set(answer.unmatched)


@pytest.mark.parametrize(
    "context",
    [
        Context(prec=1, rounding=ROUND_UP),
        Context(prec=1, traps=[Inexact, Rounded]),
        Context(prec=3, Emax=1, Emin=-1),
    ],
    ids=["one digit", "nothing inexact", "small exponents"],
)
def test_amounts_are_exact_whatever_the_decimal_context_is(context: Context) -> None:
    """One rupiah beside 10^18 is seen, and the control total of many is exact."""
    order = order_of(1, units=10**18)
    with localcontext(context):
        lines = [
            line_about(order, units=10**18 - 1),
            line_about(order, units=10**18 + 1),
            line_about(order),
        ]
        answer = reconcile(statement_of(lines), [order])
        codes = [str(each.outcome) for each in answer.answers]
        assert ["partial", "excess", "matched"] == codes
        assert [10**18] == [event.amount.units for event in answer.of_the_fund]


PAYMENTS = 500


def sent_fund() -> tuple[Fund, list[Ordered]]:
    """A fund out of which 500 payments were sent, and nothing is left; and their orders."""
    fund = KEMENSOS_ROUND.programme(PAYMENTS * 960_000).fund
    award = award_of(case_of(1))
    orders = [
        attrs.evolve(order_of(number), case=award.case, amount=award.amount)
        for number in range(PAYMENTS)
    ]
    events = [
        event
        for order in orders
        for event in (
            attrs.evolve(award, award=order.award),
            PaymentSent(
                case=order.case,
                on=ROUND_DAY,
                award=order.award,
                payment=order.payment,
                amount=order.amount,
                account=order.account,
            ),
        )
    ]
    return fund.record(*events), orders


def interleaved(orders: list[Ordered], chance: random.Random, times: int) -> list[BankLine]:
    """Every payment returned and reversed, so many times each, all in random order and days."""
    lines = [
        line_about(order, kind, day=chance.randrange(3), record=f"entry-{kind}-{time}")
        for order in orders
        for kind in (RETURNED, REVERSED)
        for time in range(times)
    ]
    return chance.sample(lines, len(lines))


@pytest.mark.long
def test_what_comes_back_twice_has_one_effect_over_all_interleavings() -> None:
    """500 payments, each returned and reversed: 500 effects, 500 refusals, and a total of zero.

    The second return of a payment is answered as a duplicate; recorded all the same, the fund
    refuses it by its rule.
    """
    fund, orders = sent_fund()
    refused: Counter[str] = Counter()
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - a shuffle that can be repeated, no secret
        lines = interleaved(orders, chance, times=1)
        cut = chance.randrange(len(lines))
        first = reconcile(statement_of(lines[:cut]), orders)
        second = reconcile(statement_of(lines[cut:]), after(orders, first.events))
        answers = (*first.answers, *second.answers)
        effective = [each for each in answers if each.event is not None]
        duplicates = [each for each in answers if each.outcome is LineOutcome.DUPLICATE]
        assert (PAYMENTS, PAYMENTS) == (len(effective), len(duplicates))
        assert PAYMENTS == len({each.payment for each in effective})
        after_all = fund.record(*first.of_the_fund, *second.of_the_fund)
        assert 0 == sum(after_all.balances.values())
        assert PAYMENTS * 960_000 == after_all.balance(Account.RETURNED).units
        assert 0 == after_all.balance(Account.IN_FLIGHT).units
        assert 0 == after_all.balance(Account.PAID).units
        of_payment = {
            str(event.payment): event for event in (*first.of_the_fund, *second.of_the_fund)
        }
        for answer in duplicates:
            again = attrs.evolve(of_payment[answer.line.reference], on=answer.line.on)
            refused.update(each.code for each in after_all.consider(again).failed)
        with pytest.raises(TransitionRefused):
            after_all.record(again)
    assert 20 * PAYMENTS == refused["answer-is-open"]


@pytest.mark.long
def test_what_comes_back_four_times_has_one_effect_all_the_same() -> None:
    """Returned twice and reversed twice: 500 effects and 1,500 duplicates."""
    orders = [order_of(number) for number in range(PAYMENTS)]
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - as above
        lines = interleaved(orders, chance, times=2)
        answer = reconcile(statement_of(lines), orders)
        counted = Counter(each.outcome is LineOutcome.DUPLICATE for each in answer.answers)
        assert {False: PAYMENTS, True: 3 * PAYMENTS} == counted
        assert PAYMENTS == len({event.payment for event in answer.events}) == len(answer.events)


def mixed(size: int) -> tuple[list[BankLine], list[Ordered]]:
    """So many lines about half as many payments: each is paid, and every other comes back."""
    orders = [order_of(number) for number in range(size // 2)]
    paid = [line_about(order) for order in orders]
    back = [line_about(order, RETURNED, day=1) for order in orders[::2]]
    unknown = [line_about(order_of(f"x{number}")) for number in range(size // 2 - len(back))]
    return [*back, *unknown, *paid], orders


def calls_of(size: int) -> int:
    """How many calls it takes to reconcile a statement of so many lines."""
    lines, orders = mixed(size)
    statement, calls = statement_of(lines), 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        _ = reconcile(statement, orders).events
    finally:
        sys.setprofile(before)
    return calls


def test_twice_the_lines_take_twice_the_work() -> None:
    """The work grows with the lines and the orders, never with their product."""
    calls_of(8)
    one, two, four = calls_of(400), calls_of(800), calls_of(1_600)
    called_in_between = 50
    assert (four - two) <= 2 * (two - one) + called_in_between


@pytest.mark.long
def test_a_statement_of_sixty_thousand_lines_is_answered_line_by_line() -> None:
    """As many as the people of the longest series of the field."""
    lines, orders = mixed(60_000)
    answer = reconcile(statement_of(lines), orders)
    assert Counter(matched=30_000, returned=15_000) + Counter({"unknown-payment": 15_000}) == (
        Counter(str(each.outcome) for each in answer.answers)
    )
    assert (45_000, ()) == (len(answer.events), answer.unmatched)


def orders_of(recorded: Recorded) -> tuple[Order, ...]:
    """The orders of all cases, as the desk has them."""
    return tuple(recorded.programme.desk.orders.values())


def test_cases_and_fund_carry_what_a_statement_says() -> None:
    """One paid, one paid and returned, one reversed, one partial, one not seen, one unknown."""
    cases = [case_of(number) for number in range(5)]
    awards = [award_of(case, number=f"award-{place}") for place, case in enumerate(cases)]
    recorded = record(KEMENSOS_ROUND.programme(5 * 960_000), *awards, cases=cases)
    events = [event for case in cases for event in paying(recorded, case)]
    recorded = record(recorded, *events)
    orders = orders_of(recorded)
    lines = [
        line_about(orders[2], REVERSED, reason=ReturnReason.NAME_DIFFERS),
        line_about(orders[1], RETURNED, day=1, reason=ReturnReason.ACCOUNT_DORMANT),
        line_about(orders[3], units=1),
        line_about(order_of("unknown")),
        line_about(orders[1]),
        line_about(orders[0]),
    ]
    first = reconcile(statement_of(lines), orders)
    recorded = record(recorded, *first.events)
    statuses = [str(the_award(recorded, case).status) for case in cases]
    assert ["received", "returned", "returned", "sent", "sent"] == statuses
    balances = recorded.programme.fund.balances
    assert (960_000, 2 * 960_000, 2 * 960_000) == (
        balances[Account.PAID],
        balances[Account.RETURNED],
        balances[Account.IN_FLIGHT],
    )
    assert (orders[4].payment,) == first.unmatched
    again = reconcile(statement_of(lines), orders_of(recorded))
    assert ((), first.unmatched) == (again.events, again.unmatched)


def test_a_corrected_attempt_is_confirmed_under_its_own_number() -> None:
    """The first stays returned, whatever the bank says of it afterwards; that is kept on file."""
    case = case_of(1)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(case), cases=[case])
    recorded = record(recorded, *paying(recorded, case))
    (first,) = orders_of(recorded)
    recorded = record(
        recorded, *reconcile(statement_of([line_about(first, RETURNED)]), [first]).events
    )
    recorded = record(recorded, *paying(recorded, case, DAY))
    first, second = orders_of(recorded)
    lines = [line_about(first, day=1), line_about(second, day=1)]
    answer = reconcile(statement_of(lines), [first, second])
    assert ["paid-after-return", "matched"] == [str(each.outcome) for each in answer.answers]
    recorded = record(recorded, *answer.events)
    assert [OrderStatus.FOLLOWED, OrderStatus.CONFIRMED] == [
        each.status for each in orders_of(recorded)
    ]
    assert (second.payment,) == tuple(sent.payment for sent in the_award(recorded, case).confirmed)
    assert AwardId("award-1") == second.award
