"""A journal keeps every event, in order, and can prove that none was changed.

Where things are: `journal` what a journal does, wherever it is kept; `memory` and `sqlite` where
one is kept, behind the small protocol of `store`, and `sql` in a database, imported by itself, by
the extra `sql`; `entry` what is recorded of an event; `coding` events as data and back, which takes
cattrs, installed by the extra `json`; `reading` bytes as data, within limits; `schemas` the types
of events and their versions; `chaining` and `verification` the proof.

>>> from datetime import UTC, date, datetime
>>> from reintegra.chain.deportation import Label
>>> from reintegra.chain.homecoming import ReturnAttested
>>> from reintegra.journal import MemoryJournal
>>> from reintegra.vocabulary import ActorId, CaseId, Code, CommandKey, PersonId, RegionCode
>>> case, office = CaseId("case-1"), ActorId("social-office")
>>> day = date(2019, 9, 16)
>>> came_home = ReturnAttested(
...     case=case,
...     on=day,
...     person=PersonId("person-1"),
...     by=office,
...     returned_on=date(2017, 8, 1),
...     regency=RegionCode("52.02"),
...     label=Label.WNI_MKPO,
... )
>>> journal = MemoryJournal()
>>> recorded = journal.append(
...     case,
...     [came_home],
...     expected_version=0,
...     key=CommandKey("attest-1"),
...     actor=office,
...     authority=Code("letter-of-return"),
...     recorded_at=datetime(2019, 9, 17, 2, tzinfo=UTC),
... )
>>> [entry.event.on for entry in journal.read(case)] == [day]
True
>>> journal.verify(anchor=recorded.anchor).outcome.text("id")
'Utuh'
"""

from __future__ import annotations

import importlib.util

if importlib.util.find_spec("cattrs") is None:
    raise ImportError("reintegra.journal needs the extra `json`: pip install 'reintegra[json]'")

from reintegra.journal.chaining import Anchor
from reintegra.journal.coding import Coding
from reintegra.journal.entry import Appended, Batch, JournalEntry, Stream
from reintegra.journal.journal import Journal
from reintegra.journal.memory import MemoryJournal
from reintegra.journal.reading import DecodingLimits
from reintegra.journal.schemas import SCHEMAS, Upcaster
from reintegra.journal.sqlite import SqliteJournal
from reintegra.journal.store import Row, Store
from reintegra.journal.verification import JournalFault, Soundness, Verification

__all__ = [
    "SCHEMAS",
    "Anchor",
    "Appended",
    "Batch",
    "Coding",
    "DecodingLimits",
    "Journal",
    "JournalEntry",
    "JournalFault",
    "MemoryJournal",
    "Row",
    "Soundness",
    "SqliteJournal",
    "Store",
    "Stream",
    "Upcaster",
    "Verification",
]
