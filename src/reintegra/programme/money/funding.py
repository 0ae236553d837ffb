"""What a fund asks of an event before its money moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.programme.demand import demand

if TYPE_CHECKING:
    from reintegra.rules import Rule

_own_currency = demand(
    "own-currency",
    "Jumlah dinyatakan dalam mata uang dana",
    "The amount is in the currency of the fund",
)

OF_AN_APPROPRIATION: tuple[Rule, ...] = (
    demand(
        "own-programme",
        "Anggaran masuk ke dana programnya sendiri",
        "Money is appropriated to the fund of its own programme",
    ),
    _own_currency,
    demand(
        "appropriation-is-new",
        "Belum ada anggaran dengan nomor dokumen ini",
        "No document of this number has put money into the fund yet",
    ),
)
"""What must hold before money is put into the fund."""

OF_AN_AWARD: tuple[Rule, ...] = (
    demand(
        "own-programme",
        "Bantuan dibayar dari dana programnya sendiri",
        "An award is paid from the fund of its own programme",
    ),
    _own_currency,
    demand(
        "award-is-new",
        "Bantuan dengan nomor ini belum dicadangkan",
        "No award of this number is reserved yet",
    ),
    demand(
        "within-available",
        "Dana yang tersedia mencukupi",
        "The money available suffices",
    ),
    demand(
        "funded-by-then",
        "Dana itu sudah dianggarkan pada hari bantuan",
        "The money was appropriated by the day of the award",
    ),
    demand(
        "within-programme-ceiling",
        "Pagu program tidak terlampaui",
        "The ceiling of the programme is not exceeded",
    ),
    demand(
        "within-round-ceiling",
        "Pagu putaran tidak terlampaui",
        "The ceiling of the round is not exceeded",
    ),
    demand(
        "within-site-ceiling",
        "Pagu lokasi tidak terlampaui",
        "The ceiling of the site is not exceeded",
    ),
    demand(
        "within-person-ceiling",
        "Pagu per orang tidak terlampaui",
        "The ceiling of a person is not exceeded",
    ),
)
"""What must hold before money is reserved for an award."""

_award_is_known = demand(
    "award-is-known",
    "Bantuan ini dicadangkan dalam dana",
    "The fund holds a reservation for this award",
)

OF_A_CANCELLATION: tuple[Rule, ...] = (_award_is_known,)
"""What must hold before what is left of an award is released; nothing may be left."""

OF_A_DELIVERY: tuple[Rule, ...] = (
    _award_is_known,
    demand(
        "award-holds-amount",
        "Sisa bantuan ini mencukupi",
        "What is left of this award suffices",
    ),
)
"""What must hold before goods are given for what is reserved."""

_OF_AN_AMOUNT: tuple[Rule, ...] = (
    _own_currency,
    demand("amount-above-zero", "Jumlah lebih dari nol", "The amount is above zero"),
)

OF_A_SENDING: tuple[Rule, ...] = (
    *_OF_AN_AMOUNT,
    demand(
        "payment-is-new",
        "Belum ada pembayaran dengan nomor ini",
        "There is no payment of this number yet",
    ),
    *OF_A_DELIVERY,
)
"""What must hold before a payment is sent."""

OF_AN_ANSWER: tuple[Rule, ...] = (
    *_OF_AN_AMOUNT,
    demand(
        "payment-was-sent",
        "Pembayaran ini dikirim untuk bantuan ini, dan jumlah ini sisanya setelah dikurangi yang "
        "dikembalikan penerima",
        "This payment was sent for this award, and this amount is what is left of it without what "
        "the beneficiary paid back",
    ),
    demand(
        "answer-is-open",
        "Jawaban ini belum dicatat, dan pembayaran belum retur",
        "This answer is not recorded yet, and the payment has not come back",
    ),
    *OF_A_DELIVERY,
)
"""What must hold of a payment before it is confirmed or returned."""

OF_A_REDUCTION: tuple[Rule, ...] = (
    _own_currency,
    _award_is_known,
    demand(
        "less-than-before",
        "Yang masih akan dibayar menjadi kurang dari semula",
        "What is still to be paid becomes less than before",
    ),
)
"""What must hold before an award is reduced."""

OF_A_REPAYMENT: tuple[Rule, ...] = (
    *_OF_AN_AMOUNT,
    _award_is_known,
    demand(
        "payment-was-received",
        "Pembayaran ini diterima untuk bantuan ini",
        "This payment was received for this award",
    ),
    demand(
        "payment-holds-amount",
        "Sisa pembayaran ini pada penerima mencukupi",
        "What the person holds of this payment suffices",
    ),
)
"""What must hold before the person pays back a payment, or some of it."""

OF_A_REMITTANCE: tuple[Rule, ...] = (
    _own_currency,
    _award_is_known,
    demand(
        "return-is-not-due",
        "Ada uang bantuan ini yang telah kembali dan tidak akan dibayarkan lagi",
        "Some of this award came back, and is not to be paid again",
    ),
    demand(
        "remits-what-came-back",
        "Jumlah yang disetor tepat sama dengan uang bantuan ini yang telah kembali dan tidak akan "
        "dibayarkan lagi",
        "The amount remitted is exactly what came back of this award and is not to be paid again",
    ),
)
"""What must hold before what came back of an award is remitted."""
