"""What the use of is accounted for, payment by payment, whatever went back in between."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import (
    AidPaidBack,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_record import Award
from reintegra.chain.award_status import StimulusStatus
from reintegra.vocabulary.aid import Channel, Proof, ProofKind, ReturnReason
from reintegra.vocabulary.identifiers import PaymentId, RecordNumber
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.programme.auditor_of_use import Holding
from tests.programme.people import ROUND_DAY, award_of, case_of

TERMS = award_of(case_of(1))
KNOWN: dict[str, Any] = {"case": TERMS.case, "on": ROUND_DAY, "award": TERMS.award}
RECORD, ANOTHER = RecordNumber("record-1"), RecordNumber("record-2")


def terms(*units: int, channel: Channel = Channel.VIA_LKS) -> Awarded:
    """An award of these tranches."""
    tranches = tuple(idr(each) for each in units)
    return attrs.evolve(TERMS, amount=idr(sum(units)), tranches=tranches, channel=channel)


def named(payment: int, units: int) -> dict[str, Any]:
    """Award, payment and amount."""
    return {**KNOWN, "payment": PaymentId(f"payment-{payment}"), "amount": idr(units)}


def sent(payment: int, units: int) -> PaymentSent:
    """A payment sent."""
    return PaymentSent(**named(payment, units), account=None)


def confirmed(payment: int, units: int) -> PaymentConfirmed:
    """A payment received."""
    return PaymentConfirmed(**named(payment, units), proof=Proof(ProofKind.LKS_REPORT, RECORD))


def returned(payment: int, units: int) -> PaymentReturned:
    """A payment that came back, or the rest of it."""
    return PaymentReturned(**named(payment, units), reason=ReturnReason.NOT_STATED)


def paid_back(payment: int, units: int, record: RecordNumber = RECORD) -> AidPaidBack:
    """So much of a payment paid back by the person."""
    return AidPaidBack(**named(payment, units), record=record)


def used(units: int, record: RecordNumber = RECORD) -> UseAccounted:
    """The use of so much accounted for."""
    return UseAccounted(**KNOWN, amount=idr(units), record=record)


def after(*events: Any, of: Awarded) -> Award:
    """The award after these events."""
    award = Award(of)
    for event in events:
        award = award.after(event)
    return award


def arrived(payment: int, units: int) -> tuple[PaymentSent, PaymentConfirmed]:
    """A payment sent and received."""
    return sent(payment, units), confirmed(payment, units)


def test_evidence_of_money_that_was_paid_back_counts_for_no_other_payment() -> None:
    """Of 300,000 nothing was said, so the third tranche waits for it."""
    three = terms(400_000, 300_000, 260_000)
    first = (*arrived(1, 400_000), used(400_000), paid_back(1, 400_000))
    award = after(*first, *arrived(2, 300_000), of=three)
    assert (False, True, False) == (
        award.is_accounted,
        award.can_account(idr(300_000), ANOTHER),
        award.can_account(idr(300_001), ANOTHER),
    )
    assert (idr(0), idr(300_000)) == (award.accounted, award.paid)
    assert award.after(used(300_000)).is_accounted


def test_evidence_of_money_that_a_bank_took_back_counts_for_no_other_payment() -> None:
    """It is the same whether the bank took the money back, or the person gave it."""
    first = (*arrived(1, 400), used(400), returned(1, 400))
    award = after(*first, *arrived(2, 400), of=terms(400, 300, 260))
    assert (False, idr(0)) == (award.is_accounted, award.accounted)
    assert award.after(used(400)).is_accounted


def test_what_was_sent_again_is_accounted_for_again_and_the_award_is_closed() -> None:
    """The status that it had before the money came back, with evidence of the money that came."""
    once = after(*arrived(1, 960), used(960), of=terms(960))
    assert StimulusStatus.ACCOUNTED is once.status
    again = after(*arrived(1, 960), used(960), returned(1, 960), *arrived(2, 960), of=terms(960))
    assert (StimulusStatus.RECEIVED, True) == (again.status, again.can_account(idr(960), ANOTHER))
    whole = again.after(used(960))
    assert (StimulusStatus.ACCOUNTED, idr(960), 2) == (
        whole.status,
        whole.accounted,
        len(whole.uses),
    )


def test_a_document_counts_once_and_again_for_what_was_paid_in_the_place_of_its_money() -> None:
    """As long as some of what it told of is held, it does not count for anything else."""
    one = RecordNumber("use-1")
    both = after(*arrived(1, 400), used(400, one), *arrived(2, 300), of=terms(400, 300, 260))
    gone = both.after(returned(1, 400))
    some, most = (both.after(paid_back(1, units)) for units in (399, 400))
    assert [False, True, False, True] == [
        each.can_account(idr(300), one) for each in (both, gone, some, most)
    ]
    two = after(*arrived(1, 4), *arrived(2, 3), used(5, one), returned(1, 4), of=terms(4, 3))
    assert (False, True) == (two.can_account(idr(2), one), two.can_account(idr(2), ANOTHER))
    first_only = after(*arrived(1, 4), *arrived(2, 3), used(4, one), returned(1, 4), of=terms(4, 3))
    assert first_only.can_account(idr(3), one)


def test_one_slip_pays_back_two_payments_and_each_of_them_once() -> None:
    """It is told for each; told again of the same payment, it is no new one."""
    slip = RecordNumber("slip-1")
    both = after(*arrived(1, 400), *arrived(2, 300), of=terms(400, 300))
    told = both.after(paid_back(1, 100, slip))
    first, second = PaymentId("payment-1"), PaymentId("payment-2")
    assert (False, True, True) == (
        told.can_pay_back(first, idr(100), slip),
        told.can_pay_back(first, idr(100), ANOTHER),
        told.can_pay_back(second, idr(100), slip),
    )


def test_use_counts_against_what_was_received_first() -> None:
    """Of 5 accounted for, 4 are of the first; when that goes back, 1 of the second is left."""
    both = after(*arrived(1, 4), *arrived(2, 3), used(5), of=terms(4, 3))
    assert [idr(4), idr(1)] == [receipt.accounted for receipt in both.receipts]
    left = both.after(returned(1, 4))
    assert (idr(1), idr(3), True, False) == (
        left.accounted,
        left.paid,
        left.can_account(idr(2), ANOTHER),
        left.can_account(idr(3), ANOTHER),
    )


def test_what_is_paid_back_is_first_what_was_not_accounted_for() -> None:
    """Of 10, 7 are used and told; to pay back 3 takes nothing from what was told, 1 more does."""
    award = after(*arrived(1, 10), used(7), of=terms(10))
    told = [award.after(paid_back(1, units)).accounted.units for units in (2, 3, 4, 10)]
    assert [7, 7, 6, 0] == told


def test_goods_are_accounted_for_with_their_amount() -> None:
    """They are one receipt of no payment, and nothing of them goes back."""
    goods = GoodsHandedOver(**KNOWN, record=RECORD)
    award = after(goods, used(900), of=terms(960, channel=Channel.IN_KIND))
    assert (idr(960), idr(900), {}) == (award.paid, award.accounted, award.can_come_back)
    assert (StimulusStatus.RECEIVED, StimulusStatus.ACCOUNTED) == (
        award.status,
        award.after(used(60)).status,
    )
    assert ((), idr(0)) == (award.confirmed, award.kept_of(PaymentId("payment-1")))


def test_a_bank_takes_back_the_rest_of_what_was_paid_back_in_part() -> None:
    """Exactly the rest, once; the rest is due again and what was paid back is not."""
    award = after(*arrived(1, 400), used(400), paid_back(1, 100), of=terms(400, 300))
    for wrong in (idr(400), idr(299), idr(301), idr(100), idr(0), Money(300, XTS)):
        assert not award.can_return(PaymentId("payment-1"), wrong)
    assert {PaymentId("payment-1"): idr(300)} == award.can_come_back
    assert award.can_return(PaymentId("payment-1"), idr(300))
    back = award.after(returned(1, 300))
    assert (StimulusStatus.RETURNED, (idr(300), idr(300))) == (back.status, back.tranches_left)
    assert (idr(0), idr(0), idr(700)) == (back.paid, back.accounted, back.amount)
    assert {} == back.can_come_back
    whole = after(*arrived(1, 400), paid_back(1, 100), returned(1, 300), *arrived(2, 300),
                  *arrived(3, 300), of=terms(400, 300))  # fmt: skip
    assert (StimulusStatus.RECEIVED, idr(600), ()) == (
        whole.status,
        whole.paid,
        whole.tranches_left,
    )


def test_nothing_of_what_was_paid_back_whole_is_taken_back_by_a_bank() -> None:
    """The person holds nothing of it; no amount fits, and none of zero does."""
    award = after(*arrived(1, 400), paid_back(1, 400), of=terms(400))
    assert {} == award.can_come_back
    for units in (0, 400):
        assert not award.can_return(PaymentId("payment-1"), idr(units))


def test_a_history_with_amounts_that_are_no_tranches_is_taken_as_it_is() -> None:
    """The payment stands for the tranche in its place, or for the last; its rest is due again."""
    odd = after(*arrived(1, 7), paid_back(1, 2), returned(1, 5), of=terms(400, 300))
    assert (idr(5), idr(300)) == odd.tranches_left
    more = (*arrived(1, 400), *arrived(2, 300), *arrived(3, 9), paid_back(3, 2), returned(3, 7))
    assert (idr(400), idr(2), idr(7)) == after(*more, of=terms(400, 300)).tranches


_VERBS = ("pay", "pay", "pay", "tell", "tell", "back", "back", "return")
_STEP = st.tuples(st.sampled_from(_VERBS), st.integers(0, 5), st.integers(1, 6))
_STEPS = st.lists(_STEP, min_size=6, max_size=30)


@attrs.define
class _Told:
    """An award, and beside it a holding of single units and the parts that are to be paid."""

    award: Award
    holding: Holding
    parts: list[int]
    payments: int = 0
    documents: int = 0
    paid_for: dict[int, int] = attrs.field(factory=dict)
    told: list[RecordNumber] = attrs.field(factory=list)

    def take(self, verb: str, which: int, amount: int) -> None:
        """One step, if there is something to do it with."""
        held = [n for n in range(1, self.payments + 1) if self.holding.of(n)]
        if verb == "pay" and any(self.parts):
            self._pay()
        elif verb == "tell" and self.holding.untold:
            units = min(amount, len(self.holding.untold))
            assert self.award.can_account(idr(units), self._next_document())
            self.award = self.award.after(used(units, self._document))
            assert not self.award.can_account(idr(1), self._document)
            self.told.append(self._document)
            self.holding.tell(units, self._document)
        elif verb in {"back", "return"} and held:
            self._lose(verb, held[which % len(held)], amount)

    @property
    def _document(self) -> RecordNumber:
        """The newest document, which has told of something."""
        return RecordNumber(f"document-{self.documents}")

    def _next_document(self) -> RecordNumber:
        self.documents += 1
        return self._document

    def _pay(self) -> None:
        due = self.award.tranche_due
        assert due is not None
        self.payments += 1
        self.paid_for[self.payments] = place = self.parts.index(due.units)
        self.parts[place] = 0
        for event in arrived(self.payments, due.units):
            self.award = self.award.after(event)
        self.holding.receive(self.payments, due.units)

    def _lose(self, verb: str, number: int, amount: int) -> None:
        kept = self.holding.of(number)
        units = kept if verb == "return" else min(amount, kept)
        payment = PaymentId(f"payment-{number}")
        if verb == "return":
            assert self.award.can_return(payment, idr(kept))
            assert not self.award.can_return(payment, idr(kept + 1))
            self.parts[self.paid_for[number]] = kept
            self.award = self.award.after(returned(number, units))
        else:
            assert self.award.can_pay_back(payment, idr(units), self._next_document())
            assert not self.award.can_pay_back(payment, idr(kept + 1), self._document)
            self.award = self.award.after(paid_back(number, units, self._document))
            assert not self.award.can_pay_back(payment, idr(1), self._document)
        self.holding.lose(number, units)

    def agrees(self) -> None:
        """What stands, and what is possible next, is what the single units say."""
        award, holding = self.award, self.holding
        untold, to_pay = len(holding.untold), sorted(filter(None, self.parts))
        assert (len(holding.units), holding.told) == (award.paid.units, award.accounted.units)
        assert (untold == 0) is award.is_accounted
        new = RecordNumber("document-new")
        for each in self.told:
            again = untold > 0 and not holding.counts(each)
            assert award.can_account(idr(untold), each) is again
        assert not award.can_account(idr(untold + 1), new)
        assert award.can_account(idr(untold), new) is (untold > 0)
        assert to_pay == sorted(part.units for part in award.tranches_left)
        kept = {PaymentId(f"payment-{n}"): holding.of(n) for n in range(1, self.payments + 1)}
        assert kept == {payment: award.kept_of(payment).units for payment in kept}
        assert {n for n, units in kept.items() if units} == award.can_come_back.keys()
        if award.status is StimulusStatus.ACCOUNTED:
            assert (0, []) == (untold, to_pay)
        if award.status is StimulusStatus.RECEIVED:
            assert untold
        assert (award.status in {StimulusStatus.RECEIVED, StimulusStatus.ACCOUNTED}) is (
            self.payments > 0 and not to_pay
        )


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), _STEPS)
def test_evidence_never_outlives_the_money_that_it_is_about(
    parts: list[int], steps: list[tuple[str, int, int]]
) -> None:
    """Whatever is paid, told, paid back and returned: all agrees with a count of single units."""
    told = _Told(Award(terms(*parts)), Holding(), list(parts))
    for step in steps:
        told.take(*step)
        told.agrees()
