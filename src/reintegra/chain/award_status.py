"""How far an award has come, and while which of that it can be paid, made less, cancelled."""

from __future__ import annotations

from reintegra.vocabulary.texts import Worded


class StimulusStatus(Worded):
    """How far one award has come; before the first award the stage itself is not awarded."""

    NOT_AWARDED = "not-awarded", "Belum diberi", "Not awarded"
    AWARDED = "awarded", "Ditetapkan", "Awarded"
    SENT = "sent", "Dikirim", "Sent"
    RETURNED = "returned", "Retur", "Payment returned"
    PART_PAID = "part-paid", "Diterima sebagian", "Received in part"
    RECEIVED = "received", "Diterima", "Received"
    ACCOUNTED = "accounted", "Dipertanggungjawabkan", "Accounted for"
    CANCELLED = "cancelled", "Dibatalkan", "Cancelled"


_S = StimulusStatus

TO_BE_PAID = (_S.AWARDED, _S.RETURNED, _S.PART_PAID)
"""While the next tranche can be sent, and while what is left can be reduced or cancelled."""

CAN_END = (*TO_BE_PAID, _S.ACCOUNTED)
"""While it can be cancelled: once it was all received, only where all of it was paid back."""
