"""A fixed sum is shared among claims, exactly, by a method that has a name.

Where things are: `Claim` says what someone may receive, `allocate` shares a total among claims by
a method (each stands in `METHODS` under its name), `Allocation` says who gets what, who waits and
what a rule decided, `verify` checks it. What holds of a method stands in `method.axioms`, and is
checked in `reintegra.allocation.axioms`.

>>> from reintegra.allocation import Claim, allocate, proportional
>>> claims = [Claim("5202", weight=340), Claim("5201", weight=150)]
>>> allocate(470_400_000, claims, proportional()).shares
{'5202': 326400000, '5201': 144000000}
"""

from __future__ import annotations

from reintegra.allocation.axioms import CounterExample, counter_example
from reintegra.allocation.by_priority import ByPriority, by_priority
from reintegra.allocation.capped import Capped, capped
from reintegra.allocation.carried import Balances, Carried, carried
from reintegra.allocation.carry import Carry
from reintegra.allocation.certificate import verify
from reintegra.allocation.claim import Claim
from reintegra.allocation.divisor import Divisor, divisor
from reintegra.allocation.divisor_rule import DivisorRule
from reintegra.allocation.equal import Equal, equal
from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.group import Group
from reintegra.allocation.method import Axiom, ByAnother, InSteps, Limit, Method
from reintegra.allocation.nested import Nested, nested
from reintegra.allocation.packages import Choices, Packages, Prices, packages
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
from reintegra.allocation.spread import Spread
from reintegra.allocation.sufficiency import sufficiency
from reintegra.allocation.tie import Tie, TieRule
from reintegra.allocation.what_if import Comparison, Outcome, Refusal, compare

__all__ = [
    "METHODS",
    "Allocation",
    "Axiom",
    "Balances",
    "ByAnother",
    "ByPriority",
    "Capped",
    "Carried",
    "Carry",
    "Choices",
    "Claim",
    "Comparison",
    "CounterExample",
    "Divisor",
    "DivisorRule",
    "Equal",
    "Fault",
    "FaultKind",
    "Group",
    "InSteps",
    "Limit",
    "Method",
    "MethodRecord",
    "Nested",
    "Option",
    "Outcome",
    "Packages",
    "PerHead",
    "Prices",
    "Proportional",
    "Refusal",
    "Sharing",
    "Spread",
    "Tie",
    "TieRule",
    "Waiting",
    "WaitingReason",
    "allocate",
    "by_priority",
    "capped",
    "carried",
    "compare",
    "counter_example",
    "divisor",
    "equal",
    "nested",
    "packages",
    "per_head",
    "proportional",
    "sufficiency",
    "verify",
]
