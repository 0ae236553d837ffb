"""Programmes: rounds, decisions, allocations, awards, payments, and a fund that always balances.

Where things are: `Programme` (policy, fund, sites, office, partners; records events in the cases,
at the desk and in the fund together), `Round` (decide, allocate, award), `Limits` (what one person
may receive of it), `Fund` (double entry, within `Ceilings`), `Given` (who was given what), `Desk`
and its `Office` (who prepares, approves and holds payments), `BankStatement` and `reconcile` (what
a bank says of them), `Command` and `Answer` (what is carried out once, however often it is sent).
The folders: `rounds` and `money` are what is given and what it is given from, `paying` the desk,
`statements` the bank; what stands beside them joins all four, and keeps the history.
"""

from __future__ import annotations

from reintegra.programme.case_index import CaseIndex
from reintegra.programme.history import Entry, OrderFinding
from reintegra.programme.memory import Command, CommandOutcome
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.ceilings import Ceilings
from reintegra.programme.money.fund import Fund, StatementLine, replay
from reintegra.programme.money.ledger import (
    Account,
    AwardBalance,
    Movement,
    PaymentBalance,
    Posting,
)
from reintegra.programme.office_change import OfficeChanged
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    HoldReason,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
    WithdrawalReason,
)
from reintegra.programme.paying.award_file import AwardFile
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.programme.paying.office import Delegation, HouseholdId, Office, Officer
from reintegra.programme.paying.orders import Approval, Order, OrderStatus
from reintegra.programme.paying.signatory import Signatory
from reintegra.programme.paying.whereabouts import Whereabouts
from reintegra.programme.programme import Answer, Programme, Reconciled, Recorded
from reintegra.programme.refusal import Refusal
from reintegra.programme.rounds.entitlement import Standings, standings
from reintegra.programme.rounds.given import Gift, Given
from reintegra.programme.rounds.limits import Limits
from reintegra.programme.rounds.round import (
    Decided,
    Occasion,
    Round,
    RoundAllocation,
    Site,
    WaitingEntry,
    WaitingKind,
)
from reintegra.programme.statements.answer import LineAnswer, LineOutcome
from reintegra.programme.statements.bank_statement import (
    BankLine,
    BankStatement,
    ControlFault,
    LineKind,
)
from reintegra.programme.statements.reconciliation import Reconciliation, reconcile

__all__ = [
    "About",
    "Account",
    "Answer",
    "Approval",
    "AwardBalance",
    "AwardFile",
    "AwardHeld",
    "AwardResumed",
    "BankLine",
    "BankStatement",
    "CaseIndex",
    "Ceilings",
    "Command",
    "CommandOutcome",
    "ControlFault",
    "Decided",
    "Delegation",
    "Desk",
    "Entry",
    "Found",
    "Fund",
    "FundAppropriated",
    "FurtherAttemptDecided",
    "Gift",
    "Given",
    "HoldReason",
    "HouseholdId",
    "Limits",
    "LineAnswer",
    "LineKind",
    "LineOutcome",
    "Movement",
    "Occasion",
    "Office",
    "OfficeChanged",
    "Officer",
    "Order",
    "OrderFinding",
    "OrderStatus",
    "PaymentAmended",
    "PaymentApproved",
    "PaymentBalance",
    "PaymentFinding",
    "PaymentPrepared",
    "PaymentWithdrawn",
    "Posting",
    "Programme",
    "Reconciled",
    "Reconciliation",
    "Recorded",
    "Refusal",
    "ReturnContradicted",
    "ReturnRemitted",
    "ReturnUpheld",
    "Round",
    "RoundAllocation",
    "Signatory",
    "Site",
    "Standings",
    "StatementLine",
    "WaitingEntry",
    "WaitingKind",
    "Whereabouts",
    "WithdrawalReason",
    "reconcile",
    "replay",
    "standings",
]
