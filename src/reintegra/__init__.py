"""The programme logic for people deported from abroad, on their way home and back on their feet.

Where things are:

- `reintegra.chain`: the case and the links of the chain, from deportation to reintegration; start
  at `CHAIN`. Events are imported from the module of their link, such as
  `reintegra.chain.homecoming`.
- `reintegra.policies.kemensos`, `reintegra.policies.sandbox`: what ministries answer to it.
- `reintegra.programme`: rounds, awards, payments, and a fund that always balances.
- `reintegra.journal`: every event kept in order and proved unchanged; with the extra `json`.
- `reintegra.rules`, `reintegra.allocation`, `reintegra.lifecycle`: the engines, which know nothing
  of people.
- `reintegra.vocabulary`: money, days, identifiers, regions, people, texts in both languages.
- `reintegra.errors`: the error tree.

The names below are those with which most programs begin. Each is loaded when it is first used, so
that `import reintegra` by itself costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reintegra.allocation import Claim, allocate, equal, per_head, proportional
    from reintegra.chain import CHAIN, Case, Policy
    from reintegra.errors import (
        Conflict,
        CurrencyMismatch,
        InputRefused,
        InvalidValue,
        OutsideCoverage,
        ReintegraError,
        TransitionRefused,
        UnknownEvent,
        WrongType,
    )
    from reintegra.programme import Fund, Given, Programme
    from reintegra.rules import (
        Dated,
        Decision,
        Fact,
        Missing,
        Outcome,
        Rule,
        Verdict,
        all_of,
        any_of,
        at_least,
    )
    from reintegra.vocabulary import (
        IDR,
        CaseId,
        Money,
        Nik,
        Period,
        Person,
        PersonId,
        Source,
        Text,
        idr,
    )

__all__ = [
    "CHAIN",
    "IDR",
    "Case",
    "CaseId",
    "Claim",
    "Conflict",
    "CurrencyMismatch",
    "Dated",
    "Decision",
    "Fact",
    "Fund",
    "Given",
    "InputRefused",
    "InvalidValue",
    "Missing",
    "Money",
    "Nik",
    "Outcome",
    "OutsideCoverage",
    "Period",
    "Person",
    "PersonId",
    "Policy",
    "Programme",
    "ReintegraError",
    "Rule",
    "Source",
    "Text",
    "TransitionRefused",
    "UnknownEvent",
    "Verdict",
    "WrongType",
    "all_of",
    "allocate",
    "any_of",
    "at_least",
    "equal",
    "idr",
    "per_head",
    "proportional",
]

_HOMES = {
    "reintegra.allocation": (
        "Claim",
        "allocate",
        "equal",
        "per_head",
        "proportional",
    ),
    "reintegra.chain": (
        "CHAIN",
        "Case",
        "Policy",
    ),
    "reintegra.errors": (
        "Conflict",
        "CurrencyMismatch",
        "InputRefused",
        "InvalidValue",
        "OutsideCoverage",
        "ReintegraError",
        "TransitionRefused",
        "UnknownEvent",
        "WrongType",
    ),
    "reintegra.programme": (
        "Fund",
        "Given",
        "Programme",
    ),
    "reintegra.rules": (
        "Dated",
        "Decision",
        "Fact",
        "Missing",
        "Outcome",
        "Rule",
        "Verdict",
        "all_of",
        "any_of",
        "at_least",
    ),
    "reintegra.vocabulary": (
        "IDR",
        "CaseId",
        "Money",
        "Nik",
        "Period",
        "Person",
        "PersonId",
        "Source",
        "Text",
        "idr",
    ),
}


def __getattr__(name: str) -> object:
    """Load a name of the façade from its home, once."""
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(importlib.import_module(home), name)
            globals()[name] = value
            return value
    message = f"module 'reintegra' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """The names of the façade."""
    return __all__
