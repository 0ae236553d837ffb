"""A fixed sum is shared among claims, exactly, by a method that has a name.

Where things are: `Claim` says what someone may receive, `allocate` shares a total among claims by
a method (`equal`, `per_head`, `proportional`; by name in `METHODS`), `Allocation` says who gets
what, who waits and what a rule decided, `verify` checks it. What holds of a method stands in
`method.axioms`, and is checked in `reintegra.allocation.axioms`.

>>> from reintegra.allocation import Claim, allocate, proportional
>>> claims = [Claim("5202", weight=340), Claim("5201", weight=150)]
>>> allocate(470_400_000, claims, proportional()).shares
{'5202': 326400000, '5201': 144000000}
"""

from __future__ import annotations

from reintegra.allocation.axioms import CounterExample, counter_example
from reintegra.allocation.certificate import Fault, FaultKind, verify
from reintegra.allocation.claim import Claim
from reintegra.allocation.equal import Equal, equal
from reintegra.allocation.method import Axiom, Limit, Method
from reintegra.allocation.per_head import PerHead, per_head
from reintegra.allocation.proportional import Proportional, proportional
from reintegra.allocation.registry import METHODS
from reintegra.allocation.result import (
    Allocation,
    MethodRecord,
    Option,
    Sharing,
    Waiting,
    WaitingReason,
)
from reintegra.allocation.sharing import allocate
from reintegra.allocation.tie import Tie, TieRule

__all__ = [
    "METHODS",
    "Allocation",
    "Axiom",
    "Claim",
    "CounterExample",
    "Equal",
    "Fault",
    "FaultKind",
    "Limit",
    "Method",
    "MethodRecord",
    "Option",
    "PerHead",
    "Proportional",
    "Sharing",
    "Tie",
    "TieRule",
    "Waiting",
    "WaitingReason",
    "allocate",
    "counter_example",
    "equal",
    "per_head",
    "proportional",
    "verify",
]
