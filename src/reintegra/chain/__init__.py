"""The chain: from deportation to reintegration, one module a link.

Start reading at `CHAIN`, the ordered table in `reintegra.chain.table`:

| link | module |
|---|---|
| deportation | `reintegra.chain.deportation` |
| return home | `reintegra.chain.homecoming` |
| social rehabilitation | `reintegra.chain.rehabilitation` |
| social guidance | `reintegra.chain.guidance` |
| business stimulus | `reintegra.chain.stimulus` (one award: `reintegra.chain.award`) |
| social reintegration | `reintegra.chain.reintegration` |
| what may end it | `reintegra.chain.ending` |

A case is a `Case` (`reintegra.chain.case`); what a rule may ask of it stands in
`reintegra.chain.facts`; what the chain asks of a policy in `reintegra.chain.policy`, and whether it
can be answered in `reintegra.chain.answerable`.
"""

from __future__ import annotations

from reintegra.chain.answerable import check_edition
from reintegra.chain.case import Case, NextStep, Openness
from reintegra.chain.deadlines import Due, DueStatus, Watch, due, watched
from reintegra.chain.policy import Edition, Policy
from reintegra.chain.recorded import Recorded
from reintegra.chain.stage import CaseStatus, Event, Record, Row, Stage
from reintegra.chain.table import CHAIN

__all__ = [
    "CHAIN",
    "Case",
    "CaseStatus",
    "Due",
    "DueStatus",
    "Edition",
    "Event",
    "NextStep",
    "Openness",
    "Policy",
    "Record",
    "Recorded",
    "Row",
    "Stage",
    "Watch",
    "check_edition",
    "due",
    "watched",
]
