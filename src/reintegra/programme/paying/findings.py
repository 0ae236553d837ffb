"""What gives pause before a payment is sent, and must be seen by somebody else than its maker.

A finding does not refuse a payment. An approval has to name it; until then the order is not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from datetime import date

    from reintegra.programme.paying.about import About


class PaymentFinding(Worded):
    """What can give pause about a payment (assumption: no rule is cited)."""

    ACCOUNT_SHARED = (
        "account-shared",
        "Rekening dipakai oleh beberapa kasus",
        "Account shared by several cases",
    )
    ACCOUNT_CHANGED = (
        "account-changed",
        "Rekening baru saja diganti",
        "Account changed shortly before",
    )
    PAID_AFTER_RETURN = (
        "paid-after-return",
        "Menurut bank, pembayaran bantuan ini yang retur sudah dibayarkan",
        "The bank says that a payment of this award that came back was paid after all",
    )


def findings_on(
    about: About, *, on: date, recent_days: int, is_contradicted: bool
) -> tuple[PaymentFinding, ...]:
    """What there is to be seen on a day before anything more of an award is paid.

    An account is recently changed from the day on which it took the place of another to the day
    `recent_days` later, both included. An account entered first is not changed. Of an account
    into which nothing is paid nothing is found. `is_contradicted` where the bank says of a
    payment of the award that came back that it was paid: that is found whatever the day.
    """
    has_account, changed = about.pays_into is not None, about.changed_on
    is_recent = changed is not None and (on - changed).days <= recent_days
    found = {
        PaymentFinding.ACCOUNT_SHARED: has_account and bool(about.shared_with),
        PaymentFinding.ACCOUNT_CHANGED: has_account and is_recent,
        PaymentFinding.PAID_AFTER_RETURN: is_contradicted,
    }
    return tuple(finding for finding, is_found in found.items() if is_found)
