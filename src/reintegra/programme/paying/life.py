"""The life of a payment, told from its events in both languages; it shows no account."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
)
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.vocabulary.calendar import day_in_words
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reintegra.chain.stage import Event
    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.identifiers import PaymentId

_SENTENCES: Mapping[type[Event], Text] = MappingProxyType(
    {
        PaymentPrepared: Text(
            id="{payment} disusun oleh {by}, sebesar {amount}",
            en="{payment} was prepared by {by}, for {amount}",
        ),
        PaymentAmended: Text(
            id="{payment} diubah oleh {by}, dan semua persetujuannya gugur",
            en="{payment} was amended by {by}, which voids every approval of it",
        ),
        PaymentApproved: Text(
            id="{payment} disetujui oleh {by}", en="{payment} was approved by {by}"
        ),
        PaymentWithdrawn: Text(
            id="{payment} ditarik oleh {by} ({reason})",
            en="{payment} was withdrawn by {by} ({reason})",
        ),
        PaymentSent: Text(id="{payment} dikirim, {amount}", en="{payment} was sent, {amount}"),
        PaymentConfirmed: Text(
            id="{payment} diterima, {amount} ({proof} {record})",
            en="{payment} was received, {amount} ({proof} {record})",
        ),
        PaymentReturned: Text(
            id="{payment} retur, {amount} ({reason})", en="{payment} came back, {amount} ({reason})"
        ),
        AidPaidBack: Text(
            id="{amount} dari {payment} dikembalikan oleh penerima (bukti {record})",
            en="{amount} of {payment} was paid back by the beneficiary (document {record})",
        ),
        ReturnContradicted: Text(
            id="{payment} dinyatakan dibayarkan setelah retur (bukti {record})",
            en="{payment} was said to be paid after it had come back (document {record})",
        ),
        ReturnUpheld: Text(
            id="{payment} dinyatakan tetap retur (bukti {record})",
            en="{payment} was said to have come back all the same (document {record})",
        ),
        AwardHeld: Text(
            id="bantuan ditahan oleh {by} ({reason})", en="the award was held by {by} ({reason})"
        ),
        AwardResumed: Text(
            id="penahanan bantuan diakhiri oleh {by}", en="the award was resumed by {by}"
        ),
        FurtherAttemptDecided: Text(
            id="percobaan berikutnya diputuskan oleh {by}",
            en="a further attempt was decided by {by}",
        ),
        AwardReduced: Text(
            id="yang masih akan dibayar dari bantuan dikurangi menjadi {left} ({reason})",
            en="what is still to be paid of the award was reduced to {left} ({reason})",
        ),
        AwardCancelled: Text(
            id="bantuan dibatalkan ({reason})", en="the award was cancelled ({reason})"
        ),
        GoodsHandedOver: Text(
            id="barang diserahkan (berita acara {record})",
            en="the goods were handed over (record {record})",
        ),
        ReturnRemitted: Text(
            id="uang pengembalian {amount} disetor ke kas negara oleh {by} (bukti setor {record})",
            en="{amount} that came back was remitted to the treasury by {by} (receipt {record})",
        ),
    }
)
"""What each event says; a gap is the field of that name, and `left` what its tranches come to."""

_DETAILS: Mapping[type[Event], Mapping[str, Text]] = MappingProxyType(
    {
        PaymentPrepared: {
            "follows": Text(
                id="menyambung {follows} yang retur", en="following {follows}, which came back"
            ),
            "payee": Text(
                id="uang atau barangnya diterima {payee}", en="{payee} takes the money or goods"
            ),
        },
        PaymentAmended: {
            "amount": Text(id="jumlah menjadi {amount}", en="the amount becomes {amount}"),
            "account": Text(id="rekening diganti", en="the account is replaced"),
            "payee": Text(
                id="uang atau barangnya diterima {payee}", en="{payee} takes the money or goods"
            ),
        },
        PaymentApproved: {
            "in_the_name_of": Text(
                id="atas nama {in_the_name_of}", en="in the name of {in_the_name_of}"
            ),
            "despite": Text(id="meskipun: {despite}", en="despite: {despite}"),
        },
        ReturnUpheld: {
            "by": Text(
                id="dicatat oleh {by}, sebagai jawaban atas: {answers}",
                en="recorded by {by}, in answer to: {answers}",
            )
        },
    }
)
"""What each event adds where the field of that name is filled."""

_LINE = Text(id="{on}: {told}.", en="{on}: {told}.")
_NOW = Text(id="Status {payment} sekarang: {status}.", en="{payment} is now: {status}.")


def explain(history: Iterable[Event], orders: Sequence[Order], payment: PaymentId) -> Text:
    """A line for each event of a payment and the attempts linked with it, then how each stands.

    `history` is what is on file of the award, `orders` all orders of the award in the order in
    which they were prepared. What concerns the award as a whole is told as well.
    """
    linked = _linked(orders, payment)
    told = [_line(event) for event in history if getattr(event, "payment", None) in linked]
    stands = (
        _NOW.fill(payment=each.payment, status=each.status)
        for each in orders
        if each.payment in linked
    )
    lines = (*told, *stands)
    return Text(
        id="\n".join(line("id") for line in lines), en="\n".join(line("en") for line in lines)
    )


def _linked(orders: Sequence[Order], payment: PaymentId) -> set[PaymentId | None]:
    """The payments that are attempts at the same; and none, which stands for the whole award."""
    follows = {each.payment: each.follows for each in orders}
    first = payment
    while (before := follows[first]) is not None:
        first = before
    linked: set[PaymentId | None] = {None, first}
    for each in orders:
        if each.follows is not None and each.follows in linked:
            linked.add(each.payment)
    return linked


def _line(event: Event) -> Text:
    fields = _readable(event)
    told = [_SENTENCES[type(event)].fill(**fields)]
    for name, detail in _DETAILS.get(type(event), {}).items():
        if getattr(event, name) not in {None, ()}:
            told.append(detail.fill(**fields))
    day = Text(id=day_in_words(event.on, "id"), en=day_in_words(event.on, "en"))
    return _LINE.fill(on=day, told=_joined(told))


def _readable(event: Event) -> dict[str, object]:
    """The fields of an event as they are read; what an approval names, as a list of words.

    Of what is left of an award, the whole is told; of a proof, its kind and its number; of what a
    letter answers, the words.
    """
    fields = attrs.asdict(event, recurse=False)
    if isinstance(event, PaymentApproved) and event.despite:
        fields["despite"] = _joined([finding.text for finding in event.despite])
    if isinstance(event, PaymentConfirmed):
        fields |= {"proof": event.proof.kind, "record": event.proof.record}
    if isinstance(event, AwardReduced):
        fields["left"] = Money.total(event.tranches, event.tranches[0].currency)
    if isinstance(event, ReturnUpheld) and event.answers:
        fields["answers"] = event.answers.text
    return fields


def _joined(texts: Sequence[Text]) -> Text:
    return Text(
        id=", ".join(each("id") for each in texts), en=", ".join(each("en") for each in texts)
    )
