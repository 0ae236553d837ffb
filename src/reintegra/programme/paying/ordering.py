"""What the desk asks of an event before an order changes; who may act stands in `separation`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reintegra.chain.award import (
    AidPaidBack,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.programme.demand import demand
from reintegra.programme.paying import separation
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
from reintegra.programme.paying.orders import named_in
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain.stage import Event
    from reintegra.rules import Rule


def _status(event: type[Event]) -> Rule:
    """In which statuses of the table an event can name an order."""
    statuses = named_in(event)
    text = Text(
        id="Perintah bayar harus berstatus {statuses}", en="The payment order must be {statuses}"
    ).fill(
        statuses=Text(
            id=" atau ".join(f'"{each.text.id}"' for each in statuses),
            en=" or ".join(f'"{each.text.en}"' for each in statuses),
        )
    )
    return demand("order-status", text.id, text.en)


_known = demand(
    "order-is-known",
    "Perintah bayar dengan nomor ini ada pada kasus dan bantuan ini",
    "There is a payment order of this number in this case, for this award",
)
_of_the_case = demand(
    "award-on-record",
    "Bantuan ini tercatat pada kasus ini",
    "This award is on record in this case",
)
_in_order = demand(
    "acts-in-order",
    "Tanggalnya tidak mendahului penetapan bantuan itu, dan tidak mendahului yang terakhir "
    "tercatat padanya (kabar bank: saat pembayaran itu terakhir dikirim, diterima atau retur)",
    "It is not dated before that award was made, nor before the latest on file of it (what a bank "
    "reports: before that payment was last sent, received or returned)",
)
_none_under_way = demand(
    "no-order-under-way",
    "Tidak ada perintah bayar yang sedang berjalan untuk bantuan itu",
    "No payment order is under way for that award",
)
_follows = demand(
    "follows-the-return",
    "Perintah bayar menyambung pembayaran bantuan itu yang retur, bila ada, dan tidak yang lain; "
    "bila lebih dari satu, yang percobaan pertamanya disusun paling dahulu",
    "The order follows the payment of that award that came back, if there is one, and no other; of "
    "several, the one of which the first attempt was prepared first",
)
_payee = demand(
    "payee-named",
    "Bila uang diterima oleh LKS atau kreditur untuk penerima bantuan, perintah bayar menyebut "
    "pihak itu; bila diterima sendiri, tidak menyebut siapa pun",
    "Where an LKS or a creditor takes the money for the person, the order names them; where the "
    "person takes it, it names nobody",
)
_as_ordered = demand(
    "as-ordered",
    "Jumlahnya, dan saat dikirim juga rekeningnya, sama dengan perintah bayar; yang dikembalikan "
    "penerima tidak dihitung",
    "The amount is that of the payment order, without what was paid back, and so is the account "
    "where money is sent",
)
_not_held = demand("award-not-held", "Bantuan itu tidak ditahan", "The award is not held")
_findings_seen = demand(
    "findings-seen",
    "Setiap temuan, persis seperti yang ada, disebut dalam persetujuan (asumsi: tidak ada aturan "
    "yang dikutip)",
    "An approval names every finding, as it is found (assumption: no rule is cited)",
)
_OF_THE_MONEY: tuple[Rule, ...] = (
    demand(
        "amount-is-due",
        "Jumlahnya sama dengan tahap bantuan yang harus dibayar sekarang",
        "The amount is that of the tranche that is due now",
    ),
    demand(
        "account-on-record",
        "Rekeningnya rekening yang tercatat, atau tanpa rekening bila saluran tidak memerlukannya",
        "The account is the one on record, or none where the channel needs none",
    ),
)

RULES: Mapping[type[Event], tuple[Rule, ...]] = MappingProxyType(
    {
        PaymentPrepared: (
            _of_the_case,
            demand(
                "order-is-new",
                "Belum ada perintah bayar dengan nomor ini",
                "There is no payment order of this number yet",
            ),
            _none_under_way,
            _in_order,
            *_OF_THE_MONEY,
            _payee,
            _follows,
            demand(
                "attempts-left",
                "Jumlah percobaan belum habis, atau percobaan berikutnya diputuskan (asumsi: tidak "
                "ada aturan yang dikutip)",
                "Attempts are left, or a further one was decided (assumption: no rule is cited)",
            ),
            *separation.OF_WHOEVER_MOVES_MONEY,
        ),
        PaymentAmended: (
            _known,
            _status(PaymentAmended),
            _in_order,
            demand(
                "something-changes",
                "Ada jumlah, rekening atau penerima uang yang berubah",
                "Amount, account or payee becomes another",
            ),
            *_OF_THE_MONEY,
            _payee,
            *separation.OF_WHOEVER_MOVES_MONEY,
            *separation.OF_THE_MAKERS,
        ),
        PaymentApproved: (
            _known,
            _status(PaymentApproved),
            _in_order,
            *_OF_THE_MONEY,
            _follows,
            demand(
                "only-what-was-found",
                "Temuan yang disebut memang ada pada hari itu, persis seperti yang disebut",
                "The findings that are named are there on that day, as they are named",
            ),
            *separation.OF_AN_APPROVER,
        ),
        PaymentWithdrawn: (
            _known,
            _status(PaymentWithdrawn),
            _in_order,
            separation.officer_is_known,
        ),
        PaymentSent: (
            _known,
            _status(PaymentSent),
            _in_order,
            _as_ordered,
            *_OF_THE_MONEY,
            _follows,
            _not_held,
            _findings_seen,
            *separation.OF_THE_SIGNATORIES,
        ),
        GoodsHandedOver: (
            _of_the_case,
            _in_order,
            _not_held,
            demand(
                "goods-are-ordered",
                "Ada perintah atas bantuan itu yang sudah disetujui",
                "An order of that award is approved",
            ),
            *_OF_THE_MONEY,
            _findings_seen,
            *separation.OF_THE_SIGNATORIES,
        ),
        PaymentConfirmed: (_known, _status(PaymentConfirmed), _in_order, _as_ordered),
        PaymentReturned: (_known, _status(PaymentReturned), _in_order, _as_ordered),
        AidPaidBack: (
            _known,
            _status(AidPaidBack),
            _in_order,
            demand(
                "order-holds-amount",
                "Yang dikembalikan lebih dari nol dan tidak melebihi sisa perintah bayar itu pada "
                "penerima",
                "What is paid back is above zero, and not above what the beneficiary holds of that "
                "payment order",
            ),
        ),
        ReturnContradicted: (
            _known,
            _status(ReturnContradicted),
            demand(
                "contradiction-is-new",
                "Retur pembayaran itu belum pernah dibantah dengan tanggal dan bukti yang sama",
                "The return of that payment was not contradicted before by the same day and "
                "document",
            ),
            demand(
                "after-the-return",
                "Tanggalnya setelah hari retur, atau pada hari itu bila pembayaran itu belum "
                "pernah dinyatakan diterima",
                "It is dated after the return, or on its day where the payment had never been said "
                "to be received",
            ),
        ),
        ReturnUpheld: (
            _known,
            _status(ReturnUpheld),
            demand(
                "return-is-contradicted",
                "Ada bantahan atas retur pembayaran itu yang belum dijawab: menurut rekening "
                "koran, yang tanggalnya tidak setelah tanggal baris itu, dan baris itu tidak "
                "bertanggal hari retur; menurut surat, yang disebut di dalamnya, dan surat itu "
                "tidak mendahului retur",
                "A contradiction of the return of that payment is not answered yet: by a "
                "statement, one that is not dated after the line, and the line is not of the day "
                "of the return; by a letter, the one that it names, and the letter is not dated "
                "before the return",
            ),
            *separation.OF_A_DECIDER,
        ),
        ReturnRemitted: (
            _of_the_case,
            _in_order,
            _none_under_way,
            demand(
                "something-came-back",
                "Ada uang bantuan itu yang retur atau dikembalikan penerima",
                "Money of that award has come back, or was paid back by the beneficiary",
            ),
            demand(
                "no-return-in-doubt",
                "Tidak ada retur bantuan itu yang uangnya masih ada dan yang dibantah (asumsi: "
                "tidak ada aturan yang dikutip)",
                "No return of that award is contradicted of which the money is still here "
                "(assumption: no rule is cited)",
            ),
        ),
        AwardHeld: (
            _of_the_case,
            _in_order,
            demand("not-held-yet", "Bantuan itu belum ditahan", "The award is not held yet"),
            separation.officer_is_known,
        ),
        AwardResumed: (
            _of_the_case,
            _in_order,
            demand("award-is-held", "Bantuan itu sedang ditahan", "The award is held"),
            *separation.OF_WHOEVER_MOVES_MONEY,
        ),
        FurtherAttemptDecided: (
            _of_the_case,
            _in_order,
            demand(
                "attempts-used-up",
                "Pembayaran retur yang kini harus disambung sudah habis percobaannya, dan belum "
                "ada keputusan lain tentangnya",
                "Of the payment that came back and is to be followed now the attempts are used up, "
                "and no other decision about it is waiting",
            ),
            *separation.OF_A_DECIDER,
        ),
    }
)
"""What must hold before an event changes an order or what is on file of an award."""
