"""The life of a payment, told from its events in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain.award import AwardReduced, GoodsHandedOver
from reintegra.errors import OutsideCoverage, WrongType
from reintegra.programme.paying.acts import ReturnRemitted
from reintegra.programme.paying.desk import AT_THE_DESK
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.vocabulary.aid import Channel, ReductionReason
from reintegra.vocabulary.identifiers import CaseId
from reintegra.vocabulary.money import idr
from reintegra.vocabulary.texts import LANGUAGES
from tests.programme.desks import (
    ABOUT,
    ACCOUNT,
    AWARD,
    CASE,
    CREDITOR,
    DAY,
    FIRST,
    MAKER,
    OTHER_ACCOUNT,
    OUTSIDER,
    SECOND,
    after,
    amended,
    approved,
    at_the_end,
    attempt,
    cancelled,
    confirmed,
    contradicted,
    decided,
    goods,
    held,
    later_by,
    paid_back,
    pay,
    prepared,
    remitted,
    resumed,
    returned,
    sent,
    upheld,
    with_office,
    withdrawn,
)
from tests.programme.test_office import delegated

if TYPE_CHECKING:
    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.desk import Desk

_OFFICE = with_office(attempts=1, delegations=delegated((SECOND, OUTSIDER)))
_SHARED = attrs.evolve(ABOUT, shared_with=frozenset({CaseId("case-2")}))
_WHOLE_LIFE: tuple[DeskEvent, ...] = (
    prepared(account=OTHER_ACCOUNT),
    amended(by=MAKER, account=ACCOUNT),
    approved(FIRST, despite=(Found(kind=PaymentFinding.ACCOUNT_SHARED, case=CaseId("case-2")),)),
    approved(OUTSIDER, name=SECOND),
    held(),
    resumed(),
    sent(),
    confirmed(on=later_by(2)),
    paid_back(on=later_by(3)),
    returned(on=later_by(4), amount=idr(900_000)),
    contradicted(on=later_by(5)),
    upheld(on=later_by(5), said_on=later_by(5)),
    decided(FIRST, on=later_by(5)),
    prepared(2, follows=1, on=later_by(5)),
    withdrawn(2, on=later_by(5)),
    remitted(on=later_by(6)),
)

_ENGLISH = """\
31 October 2019: payment-1 was prepared by maker-1, for Rp960.000.
31 October 2019: payment-1 was amended by maker-1, which voids every approval of it, \
the account is replaced.
31 October 2019: payment-1 was approved by approver-1, despite: Account \
shared with another case (case-2).
31 October 2019: payment-1 was approved by clerk-1, in the name of approver-2.
31 October 2019: the award was held by clerk-1 (A complaint was made).
31 October 2019: the award was resumed by clerk-1.
31 October 2019: payment-1 was sent, Rp960.000.
2 November 2019: payment-1 was received, Rp960.000 (Bank confirmation proof-1).
3 November 2019: Rp60.000 of payment-1 was paid back by the beneficiary (document \
claw-back-1).
4 November 2019: payment-1 came back, Rp900.000 (Account dormant or inactive).
5 November 2019: payment-1 was said to be paid after it had come back \
(document contradicted-1).
5 November 2019: payment-1 was said to have come back all the same (document upheld-1), \
recorded by approver-3, in answer to: A payment to this person that came back is said to have been \
paid after all (payment-1, 5 November 2019, document contradicted-1).
5 November 2019: a further attempt was decided by approver-1.
5 November 2019: payment-2 was prepared by maker-1, for Rp960.000, following payment-1, which came \
back.
5 November 2019: payment-2 was withdrawn by maker-1 (Not approved).
6 November 2019: Rp960.000 that came back was remitted to the treasury by clerk-1 (receipt \
deposit-1).
payment-1 is now: Remitted to the treasury.
payment-2 is now: Withdrawn."""

_INDONESIAN = """\
31 Oktober 2019: payment-1 disusun oleh maker-1, sebesar Rp960.000.
31 Oktober 2019: payment-1 diubah oleh maker-1, dan semua persetujuannya gugur, rekening \
diganti.
31 Oktober 2019: payment-1 disetujui oleh approver-1, meskipun: Rekening dipakai juga oleh \
kasus lain (case-2).
31 Oktober 2019: payment-1 disetujui oleh clerk-1, atas nama approver-2.
31 Oktober 2019: bantuan ditahan oleh clerk-1 (Ada pengaduan).
31 Oktober 2019: penahanan bantuan diakhiri oleh clerk-1.
31 Oktober 2019: payment-1 dikirim, Rp960.000.
2 November 2019: payment-1 diterima, Rp960.000 (Konfirmasi bank proof-1).
3 November 2019: Rp60.000 dari payment-1 dikembalikan oleh penerima (bukti claw-back-1).
4 November 2019: payment-1 retur, Rp900.000 (Rekening pasif).
5 November 2019: payment-1 dinyatakan dibayarkan setelah retur (bukti contradicted-1).
5 November 2019: payment-1 dinyatakan tetap retur (bukti upheld-1), \
dicatat oleh approver-3, sebagai jawaban atas: Pembayaran kepada orang ini yang retur dinyatakan \
sudah dibayarkan (payment-1, 5 November 2019, bukti contradicted-1).
5 November 2019: percobaan berikutnya diputuskan oleh approver-1.
5 November 2019: payment-2 disusun oleh maker-1, sebesar Rp960.000, menyambung payment-1 yang retur.
5 November 2019: payment-2 ditarik oleh maker-1 (Tidak disetujui).
6 November 2019: uang pengembalian Rp960.000 disetor ke kas negara oleh clerk-1 (bukti setor \
deposit-1).
Status payment-1 sekarang: Disetor ke kas negara.
Status payment-2 sekarang: Ditarik."""


def lived(count: int = len(_WHOLE_LIFE)) -> Desk:
    """The desk after so many events of the whole life, in which the account becomes another."""
    first, *rest = _WHOLE_LIFE[:count]
    desk = after(first, office=_OFFICE, about=attrs.evolve(_SHARED, account=OTHER_ACCOUNT))
    for event in rest:
        about = at_the_end(_SHARED) if isinstance(event, ReturnRemitted) else _SHARED
        desk = desk.record(event, about)
    return desk


def test_a_whole_life_is_told_in_both_languages() -> None:
    """Every kind of event that the desk is asked about, in the order of recording."""
    desk = lived()
    told = desk.explain(pay(1))
    assert _ENGLISH == told("en")
    assert _INDONESIAN == told("id")
    assert set(AT_THE_DESK) - {GoodsHandedOver} == {type(event) for event in _WHOLE_LIFE}


def test_what_becomes_of_the_award_is_told_too() -> None:
    """It is reduced, and then cancelled, and its order withdrawn; the desk asks nothing of it."""
    desk, award = after(prepared()), AWARD
    less = AwardReduced(
        case=CASE, on=DAY, award=award, tranches=(idr(1), idr(2)), reason=ReductionReason.FUND_SHORT
    )
    told = desk.carry(less, ABOUT).carry(cancelled(), ABOUT).explain(pay(1))
    assert [
        (
            "31 October 2019: what is still to be paid of the award was reduced to Rp3 "
            "(The money was cut)."
        ),
        "31 October 2019: the award was cancelled (Died).",
        "payment-1 is now: Withdrawn.",
    ] == told("en").splitlines()[1:]
    once_more = desk.carry(attrs.evolve(less, tranches=(idr(2),)), ABOUT).explain(pay(1))
    assert "was reduced to Rp2 (The money was cut)." in once_more("en")
    assert [
        (
            "31 Oktober 2019: yang masih akan dibayar dari bantuan dikurangi menjadi Rp3 "
            "(Dana berkurang)."
        ),
        "31 Oktober 2019: bantuan dibatalkan (Meninggal).",
        "Status payment-1 sekarang: Ditarik.",
    ] == told("id").splitlines()[1:]


def test_goods_are_told_of_from_their_order_to_their_being_handed_over() -> None:
    """In both languages, and then how the order stands."""
    about = attrs.evolve(ABOUT, channel=Channel.IN_KIND, account=None)
    order = prepared(account=None)
    desk = after(order, approved(FIRST), approved(SECOND), goods(), about=about)
    assert [
        "31 October 2019: the goods were handed over (record bast-1).",
        "payment-1 is now: Handed over.",
    ] == desk.explain(pay(1))("en").splitlines()[-2:]
    assert [
        "31 Oktober 2019: barang diserahkan (berita acara bast-1).",
        "Status payment-1 sekarang: Diserahkan.",
    ] == desk.explain(pay(1))("id").splitlines()[-2:]


def test_each_attempt_is_told_with_all_that_are_linked_to_it() -> None:
    """Whichever of them is asked about, the answer is the same, and says how each stands."""
    desk = after(*attempt(), returned(), *attempt(2, 1), returned(2), prepared(3, follows=2))
    lives = [desk.explain(pay(number))("en").splitlines() for number in (1, 2, 3)]
    assert 1 == len({tuple(life) for life in lives})
    assert 11 == len(lives[0][:-3])
    assert [
        "payment-1 is now: Followed by another order.",
        "payment-2 is now: Followed by another order.",
        "payment-3 is now: Prepared.",
    ] == lives[0][-3:]


def test_the_payment_of_another_tranche_is_not_told() -> None:
    """It is no attempt at the same; what was done to the award is told of both."""
    desk = after(*attempt(), confirmed(), held(), resumed(), *attempt(2))
    first, second = (desk.explain(pay(number))("en") for number in (1, 2))
    assert "payment-2" not in first
    assert "payment-1" not in second
    assert "held" in first
    assert "held" in second


def test_an_amendment_says_what_it_changed() -> None:
    """An amount and an account; the account itself is not shown."""
    about = attrs.evolve(ABOUT, due=idr(480_000), account=OTHER_ACCOUNT)
    desk = after(prepared()).record(amended(amount=idr(480_000), account=OTHER_ACCOUNT), about)
    told = desk.explain(pay(1))
    assert (
        told("en")
        .splitlines()[1]
        .endswith(", the amount becomes Rp480.000, the account is replaced.")
    )
    assert told("id").splitlines()[1].endswith(", jumlah menjadi Rp480.000, rekening diganti.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_life_shows_an_account(language: str) -> None:
    """Its reference is for the register."""
    told = lived().explain(pay(1))(language)  # type: ignore[arg-type] # one of both
    assert "account-1" not in told
    assert "account-2" not in told


def test_a_payment_without_an_account_is_told_as_any_other() -> None:
    """With who takes the money or the goods, also where an amendment names another."""
    about = attrs.evolve(ABOUT, channel=Channel.DEBT_SETTLEMENT)
    desk = after(prepared(account=None, payee=CREDITOR), amended(payee=OUTSIDER), about=about)
    assert (
        "31 October 2019: payment-1 was prepared by maker-1, for Rp960.000, creditor-1 takes the "
        "money or goods.\n"
        "31 October 2019: payment-1 was amended by maker-2, which voids every approval of it, "
        "clerk-1 takes the money or goods.\npayment-1 is now: Prepared."
    ) == desk.explain(pay(1))("en")
    indonesian = desk.explain(pay(1))("id").splitlines()
    assert "uang atau barangnya diterima creditor-1." in indonesian[0]
    assert "uang atau barangnya diterima clerk-1." in indonesian[1]


@given(st.integers(0, len(_WHOLE_LIFE)))
def test_a_life_is_told_at_any_point_of_it(count: int) -> None:
    """A line for each event so far, and one for how each attempt stands."""
    desk = lived(max(1, count))
    for language in LANGUAGES:
        stands = max(1, count) + len(desk.orders)
        assert stands == len(desk.explain(pay(1))(language).splitlines())


@pytest.mark.parametrize("name", ["payment-1", None, AWARD])
def test_a_payment_is_named_by_its_number_and_not_by_a_text(name: object) -> None:
    """A life is told, and an order found, of a `PaymentId` alone; one nobody ordered is unknown."""
    desk = after(prepared())
    for asked in (desk.order, desk.explain):
        with pytest.raises(WrongType, match="payment"):
            asked(cast("Any", name))
        with pytest.raises(OutsideCoverage):
            asked(pay(9))
