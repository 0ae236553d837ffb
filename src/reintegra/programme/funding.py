"""What a fund asks of an event, or of a posting, before its money moves."""

from __future__ import annotations

from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text


def _rule(code: str, indonesian: str, english: str) -> Rule:
    text = Text(id=indonesian, en=english)
    return Rule(code, Fact(code.replace("-", "_"), bool, text).is_true, text)


_own_currency = _rule(
    "own-currency",
    "Jumlah dinyatakan dalam mata uang dana",
    "The amount is in the currency of the fund",
)

OF_A_RESERVATION: tuple[Rule, ...] = (
    _rule(
        "award-is-new",
        "Bantuan dengan nomor ini belum dicadangkan",
        "No award of this number is reserved yet",
    ),
    _rule(
        "within-available",
        "Dana yang tersedia mencukupi",
        "The money available suffices",
    ),
    _rule(
        "funded-by-then",
        "Dana itu sudah dianggarkan pada hari bantuan",
        "The money was appropriated by the day of the award",
    ),
    _rule(
        "within-ceiling",
        "Pagu lokasi tidak terlampaui",
        "The ceiling of the site is not exceeded",
    ),
)
"""What must hold before money is reserved."""

OF_AN_AWARD: tuple[Rule, ...] = (
    _rule(
        "own-programme",
        "Bantuan dibayar dari dana programnya sendiri",
        "An award is paid from the fund of its own programme",
    ),
    _own_currency,
    *OF_A_RESERVATION,
)
"""What must hold before an award is carried."""

_award_is_known = _rule(
    "award-is-known",
    "Bantuan ini dicadangkan dalam dana",
    "The fund holds a reservation for this award",
)

OF_A_CANCELLATION: tuple[Rule, ...] = (_award_is_known,)
"""What must hold before what is left of an award is released; nothing may be left."""

OF_A_MOVEMENT: tuple[Rule, ...] = (
    _award_is_known,
    _rule(
        "award-holds-amount",
        "Sisa bantuan ini mencukupi",
        "What is left of this award suffices",
    ),
)
"""What must hold before reserved money moves, and before goods are given for it."""

OF_AN_AMOUNT: tuple[Rule, ...] = (
    _own_currency,
    _rule("amount-above-zero", "Jumlah lebih dari nol", "The amount is above zero"),
)
"""What must hold of the amount of every payment."""

OF_A_SENDING: tuple[Rule, ...] = (
    _rule(
        "payment-is-new",
        "Belum ada pembayaran dengan nomor ini",
        "There is no payment of this number yet",
    ),
)
"""What must hold of the number of a payment before it is sent."""

OF_AN_ANSWER: tuple[Rule, ...] = (
    _rule(
        "payment-was-sent",
        "Pembayaran ini dikirim untuk bantuan ini dengan jumlah ini",
        "This payment was sent for this award with this amount",
    ),
    _rule(
        "answer-is-open",
        "Jawaban ini belum dicatat, dan pembayaran belum retur",
        "This answer is not recorded yet, and the payment has not come back",
    ),
)
"""What must hold of a payment before it is confirmed or returned."""
