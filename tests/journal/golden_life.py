"""The golden journal of a programme, and the digests of whatever can stand in one.

python -m tests.journal.golden_life    write both anew, after the journal of `schema_record`
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import Case
from reintegra.chain.table import PLACES
from reintegra.journal import MemoryJournal
from reintegra.programme.content import digest_of_content
from reintegra.vocabulary.layers import LayeredMapping, LayeredSequence
from tests.journal.after_upgrade import STATEMENT_KEY, start, statement
from tests.journal.events import append
from tests.journal.schema_record import GOLDEN
from tests.journal.test_golden import PRESENT, journal_in
from tests.programme.people import KEMENSOS_ROUND, case_of
from tests.programme.test_history import a_life

if TYPE_CHECKING:
    from reintegra.programme import Programme

LIFE = GOLDEN / "programme-1.txt"
DIGESTS = GOLDEN / "digests-1.json"


def life() -> Programme:
    """A payment that needed three attempts, with keys, refusals, and a statement with a key."""
    programme, case = a_life(KEMENSOS_ROUND)[-1], case_of(1)
    happened: list[Any] = [event for entry in programme.history for event in entry.events]
    case = Case.replay((*case.events, *(each for each in happened if type(each) in PLACES)))
    return programme.reconcile(statement(), {case.id: case}, key=STATEMENT_KEY).programme


def beginnings() -> dict[str, str]:
    """The seals of programmes without a history: with nothing yet, and in the midst of a life."""
    whole = life()
    on_its_way = attrs.evolve(whole, history=LayeredSequence(), memory=LayeredMapping())
    return {"at the start": str(start().seal), "on its way": str(on_its_way.seal)}


def digests() -> dict[str, str]:
    """The digest of every event of the golden journal, by its place and type."""
    entries = journal_in(PRESENT).read_all()
    return {
        f"{entry.sequence} {type(entry.event).__name__}": str(digest_of_content(entry.event))
        for entry in entries
    }


def write() -> None:
    """Write both files."""
    programme, journal = life(), MemoryJournal()
    append(journal, programme.id, programme.history)
    rows = journal._store.scan(1, len(programme.history))  # noqa: SLF001 - its rows as they are kept
    lines = [f"{row.digest.hex()} {row.content.decode()}\n" for row in rows]
    LIFE.write_text("".join(lines), encoding="utf-8")
    held = {"beginnings": beginnings(), "events": digests()}
    DIGESTS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
