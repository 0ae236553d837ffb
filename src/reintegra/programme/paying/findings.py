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
    """What can give pause about the account of a payment (assumption: no rule is cited)."""

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


def findings_on(about: About, *, on: date, recent_days: int) -> tuple[PaymentFinding, ...]:
    """What there is to be seen on a day about the account into which an award is paid.

    An account is recently changed from the day on which it took the place of another to the day
    `recent_days` later, both included. An account entered first is not changed.
    """
    if about.pays_into is None:
        return ()
    changed = about.changed_on
    found = {
        PaymentFinding.ACCOUNT_SHARED: bool(about.shared_with),
        PaymentFinding.ACCOUNT_CHANGED: changed is not None and (on - changed).days <= recent_days,
    }
    return tuple(finding for finding, is_found in found.items() if is_found)
