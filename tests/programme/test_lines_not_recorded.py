"""What a statement says and cannot be recorded is answered with the reason, in plain words."""

from __future__ import annotations

import attrs
import pytest

from reintegra.programme import Whereabouts
from reintegra.programme.statements.bank_statement import LineKind
from reintegra.programme.statements.reconciliation import reconcile
from reintegra.vocabulary.aid import Channel, ProofKind
from reintegra.vocabulary.money import XTS, Money
from reintegra.vocabulary.texts import Text
from tests.programme.statements import (
    DAY,
    codes,
    later_by,
    line_about,
    order_of,
    statement_of,
    the_answer,
)

PAID, RETURNED = LineKind.PAID, LineKind.RETURNED
NOT_SENT = Text(
    id="perintah bayar bernomor ini ada, tetapi belum atau tidak jadi dikirim",
    en="there is an order of this number, but it has not been sent, or was withdrawn",
)


@pytest.mark.parametrize("kind", LineKind)
def test_a_line_after_the_last_day_of_its_statement_is_not_recorded(kind: LineKind) -> None:
    """It is answered as any other, counts for no other, and the payment stays unmatched."""
    order = order_of(1)
    late = line_about(order, kind, day=3)
    for until, refused in ((3, ()), (2, ("after-the-statement",))):
        answer = reconcile(statement_of([late], until=until), [order])
        assert refused == codes(answer.answers[0])
        assert ((order.payment,) if refused else ()) == answer.unmatched
        assert bool(refused) == (not answer.events)
    told = reconcile(statement_of([late], until=2), [order]).answers[0].text
    assert told.en.endswith(
        "; not recorded: The line is dated after the last day of the statement."
    )
    assert told.id.endswith(
        "; tidak dicatat: Tanggal baris ini setelah hari terakhir rekening koran."
    )


def test_a_line_that_is_dated_far_ahead_freezes_no_payment() -> None:
    """A slip in the year is no event, and the next line of the payment is recorded."""
    order = order_of(1)
    slip = attrs.evolve(line_about(order), on=DAY.replace(year=2091))
    answer = reconcile(statement_of([slip, line_about(order, RETURNED, day=1)]), [order])
    assert [("after-the-statement",), ()] == [codes(each) for each in answer.answers]
    assert [later_by(1)] == [event.on for event in answer.events]


@pytest.mark.parametrize("kind", LineKind)
def test_a_line_before_the_sending_says_so_and_is_not_recorded(kind: LineKind) -> None:
    """On the day of sending it is; and nobody is asked to record what cannot be."""
    order, asked = order_of(1), list[object]()
    lines = [line_about(order, kind, day=-6), line_about(order, kind, day=-5)]
    answer = reconcile(statement_of(lines), [order], recording=asked.append)
    assert [("before-the-sending",), ()] == [codes(each) for each in answer.answers]
    assert list(answer.events) == asked == [answer.answers[1].event]
    told = answer.answers[0].text
    assert told.en.endswith(
        "before this line: Sent); not recorded: The line is dated before the day on which the "
        "payment was sent."
    )
    assert told.id.endswith(
        "; tidak dicatat: Tanggal baris ini sebelum hari pembayaran itu dikirim."
    )


def test_a_return_before_the_receipt_says_so_and_is_not_recorded() -> None:
    """It was not yet there to be taken back; on the day of the receipt it was."""
    order = order_of(1, "confirmed", paid=-2)
    lines = [line_about(order, RETURNED, day=-3), line_about(order, RETURNED, day=-2)]
    answer = reconcile(statement_of(lines), [order])
    assert [("before-the-receipt",), ()] == [codes(each) for each in answer.answers]
    told = answer.answers[0].text
    assert told.en.endswith("dated before the day on which the payment was received.")
    assert told.id.endswith("Tanggal baris ini sebelum hari pembayaran itu diterima.")


def test_an_order_whose_days_nobody_knows_is_answered_without_them() -> None:
    """An application that keeps no days is told of no contradiction, and refused no day."""
    sent, paid, back = (order_of(1, status) for status in ("sent", "confirmed", "returned"))
    for order, kind, expected in (
        (sent, PAID, "matched"),
        (paid, RETURNED, "returned"),
        (back, PAID, "duplicate"),
    ):
        unknown = attrs.evolve(order, whereabouts=Whereabouts())
        answer = the_answer(line_about(unknown, kind, day=-900), unknown)
        assert (expected, None) == (str(answer.outcome), answer.refusal)


def test_an_unknown_payment_of_which_there_is_an_order_says_why() -> None:
    """Not sent, in another currency, or of no amount: `found` alone would contradict the answer."""
    texts = [
        the_answer(line_about(order, units=units), order).text
        for order, units in (
            (order_of(1, "withdrawn"), 960_000),
            (order_of(1), 0),
        )
    ]
    foreign = attrs.evolve(line_about(order_of(1)), amount=Money(960_000, XTS))
    (other,) = reconcile(statement_of([foreign], currency=XTS), [order_of(1)]).answers
    known = "(payment pay-1, before this line:"
    assert [
        f"Line 1: Unknown payment {known} Not sent); {NOT_SENT.en}",
        f"Line 1: Unknown payment {known} Sent); the amount of the line is not above zero",
        f"Line 1: Unknown payment {known} Sent); the order of this number is in another currency",
    ] == [text.en for text in (*texts, other.text)]
    known = "Pembayaran tidak dikenal (pembayaran pay-1, sebelum baris ini:"
    assert [
        f"Baris 1: {known} Belum dikirim); {NOT_SENT.id}",
        f"Baris 1: {known} Dikirim); jumlah pada baris ini tidak lebih dari nol",
        f"Baris 1: {known} Dikirim); perintah bayar bernomor ini dalam mata uang lain",
    ] == [text.id for text in (*texts, other.text)]


def test_a_line_about_goods_says_that_no_money_was_sent() -> None:
    """They were handed over, which is not the same as an order that was withdrawn."""
    order = order_of(1, "handed-over")
    answer = the_answer(line_about(order), order)
    known = "(payment pay-1, before this line: Goods handed over)"
    assert answer.text.en == (
        f"Line 1: Unknown payment {known}; the order of this number was for goods, and no money "
        "was sent"
    )
    assert answer.text.id.endswith(
        "sebelum baris ini: Barangnya diserahkan); perintah bernomor ini atas barang, dan tidak "
        "ada uang yang dikirim"
    )


@pytest.mark.parametrize("kind", [RETURNED, LineKind.REVERSED])
def test_what_comes_back_is_told_beside_what_is_left(kind: LineKind) -> None:
    """Of 960,000 the person paid 60,000 back: all of it is more than is left, not than was sent."""
    order = order_of(1, "confirmed", paid_back=60_000)
    more, less = (
        the_answer(line_about(order, kind, units=units), order) for units in (960_000, 899_999)
    )
    assert ("excess", "partial") == (str(more.outcome), str(less.outcome))
    before = "(payment pay-1, before this line: Paid)"
    assert f"Line 1: More than is left of it, Rp900.000 {before}" == more.text.en
    assert f"Line 1: Less than is left of it, Rp900.000 {before}" == less.text.en
    assert more.text.id.startswith("Baris 1: Lebih dari sisanya, Rp900.000 (")
    assert less.text.id.startswith("Baris 1: Kurang dari sisanya, Rp900.000 (")
    nothing = order_of(1, "confirmed", paid_back=960_000)
    told = the_answer(line_about(nothing, kind), nothing).text
    assert told.en.startswith("Line 1: More than is left of it: the person paid all of it back (")
    assert told.id.startswith("Baris 1: Lebih dari sisanya: seluruhnya sudah dikembalikan penerima")
    whole = order_of(1, "confirmed")
    assert the_answer(line_about(whole, kind, units=960_001), whole).text.en.startswith(
        "Line 1: More than was sent ("
    )
    paid = the_answer(line_about(order, PAID, units=960_001), order)
    assert paid.text.en.startswith("Line 1: More than was sent (")


@pytest.mark.parametrize("kind", LineKind)
def test_what_was_sent_after_the_last_day_is_not_missed_on_a_statement(kind: LineKind) -> None:
    """Whether a line speaks of it or not; on the last day itself it is."""
    order = order_of(1)
    for until, expected in ((-6, ()), (-5, (order.payment,))):
        assert expected == reconcile(statement_of([], until=until), [order]).unmatched
        late = statement_of([line_about(order, kind)], until=until)
        assert expected == reconcile(late, [order]).unmatched


def test_a_payment_whose_line_awaits_a_proof_is_not_missed_on_a_statement() -> None:
    """The answer to the line reports it, as that of a partial line does."""
    order = order_of(1, account=None, channel=Channel.VIA_LKS)
    answer = reconcile(statement_of([line_about(order)]), [order])
    assert ProofKind.LKS_REPORT is answer.answers[0].awaits
    assert () == answer.unmatched


def test_what_was_paid_after_it_came_back_is_told_in_both_languages() -> None:
    """And what a payment in doubt is answered after that."""
    order = order_of(1, "followed", back=-1)
    answer = reconcile(statement_of([line_about(order), line_about(order)]), [order])
    assert [
        "Line 1: Paid after it came back (payment pay-1, before this line: Came back)",
        "Line 2: Duplicate (payment pay-1, before this line: Came back, then said to be paid)",
    ] == [each.text.en for each in answer.answers]
    assert [
        "Baris 1: Dibayarkan setelah retur (pembayaran pay-1, sebelum baris ini: Sudah kembali)",
        (
            "Baris 2: Ganda (pembayaran pay-1, sebelum baris ini: Sudah kembali, lalu dinyatakan "
            "dibayarkan)"
        ),
    ] == [each.text.id for each in answer.answers]
