"""What was recorded once is read for ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reintegra.journal import SCHEMAS, Anchor, MemoryJournal, Row, Soundness
from reintegra.programme import Entry
from reintegra.vocabulary import Digest
from tests.journal.schema_record import GOLDEN, RECORD, present, words

if TYPE_CHECKING:
    from pathlib import Path

JOURNALS = sorted(GOLDEN.glob("journal-*.txt"))
PRESENT = GOLDEN / "journal-1.txt"
HELD = json.loads(RECORD.read_text(encoding="utf-8"))


def journal_in(path: Path) -> MemoryJournal:
    """The journal that a golden file holds."""
    journal, rows = MemoryJournal(), list[Row]()
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, content = line.split(" ", maxsplit=1)
        place = json.loads(content)
        columns = (place["sequence"], place["stream"], place["version"], place["key"])
        rows.append(Row(*columns, bytes.fromhex(digest), content.encode()))
    store = journal._store  # noqa: SLF001 - as another store would hand them over
    with store.writing():
        store.insert(rows)
    return journal


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: str(path.stem))
def test_a_journal_of_each_released_schema_is_read_and_intact(path: Path) -> None:
    """Every entry, through its upcasters; each bit is as it was released."""
    journal = journal_in(path)
    entries = list(journal.read_all())
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    anchor = Anchor(len(entries), Digest(last[:64]))
    assert Soundness.INTACT is journal.verify(anchor).outcome
    assert len(entries) >= 65
    assert set(journal.streams()) == {entry.stream for entry in entries}


def test_the_present_journal_holds_every_type_of_event() -> None:
    """A type that is added is added to the golden journal of its release."""
    kinds: set[type] = set()
    for entry in journal_in(PRESENT).read_all():
        inside = entry.event.events if isinstance(entry.event, Entry) else ()
        kinds.update(map(type, (entry.event, *inside)))
    assert set(SCHEMAS.values()) == kinds


def test_no_schema_changes_without_a_new_version() -> None:
    """The fields of each type, with all that lies below them, are those on record."""
    on_record = HELD["schemas"]
    assert {} == {
        name: digest for name, digest in present().items() if on_record.get(name) != digest
    }


def test_no_code_of_a_closed_set_is_taken_away() -> None:
    """What was recorded with it could not be read any more."""
    now = words()
    assert {} == {
        name: sorted(set(codes) - set(now.get(name, ())))
        for name, codes in HELD["words"].items()
        if set(codes) - set(now.get(name, ()))
    }
    assert len(HELD["words"]) >= 30
