"""Programmes: rounds, decisions, allocations, awards, and a fund that always balances.

Where things are: `Programme` (policy, fund, sites, partners; records events in the cases and the
fund together), `Round` (decide, allocate, award), `Limits` (what one person may receive of it),
`Fund` (double entry), `Given` (who was given what), `next_payment`.
"""

from __future__ import annotations

from reintegra.programme.fund import Fund, StatementLine, replay
from reintegra.programme.given import Gift, Given
from reintegra.programme.ledger import Account, AwardBalance, Movement, PaymentBalance, Posting
from reintegra.programme.limits import Limits
from reintegra.programme.programme import Programme, Recorded, next_payment
from reintegra.programme.round import (
    Decided,
    Occasion,
    Round,
    RoundAllocation,
    Site,
    WaitingEntry,
    WaitingKind,
)

__all__ = [
    "Account",
    "AwardBalance",
    "Decided",
    "Fund",
    "Gift",
    "Given",
    "Limits",
    "Movement",
    "Occasion",
    "PaymentBalance",
    "Posting",
    "Programme",
    "Recorded",
    "Round",
    "RoundAllocation",
    "Site",
    "StatementLine",
    "WaitingEntry",
    "WaitingKind",
    "next_payment",
    "replay",
]
