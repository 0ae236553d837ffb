"""What finds the entries of a file can be damaged while they are not, and is found out as well."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from reintegra.errors import Conflict
from reintegra.journal import Journal, JournalFault, MemoryJournal, SqliteJournal
from reintegra.journal.sql import METADATA, SqlJournal
from tests.journal.test_verify import HEAD, ONE, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sqlite", "sql-on-sqlite"])
def file_and_journal(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Path, Journal]]:
    """A journal of fifty entries in a file, and where it lies."""
    path = tmp_path / "journal.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    if request.param == "sqlite":
        journal: Journal = SqliteJournal(path)
    else:
        METADATA.create_all(engine)
        journal = SqlJournal(engine)
    yield path, fill(journal)
    journal.close()
    engine.dispose()


def lose_in_the_index(path: Path) -> None:
    """Take an entry out of the indexes by stream, and leave the table as it is."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        asked = "SELECT name, rootpage FROM sqlite_master WHERE type = 'index'"
        roots = [root for name, root in raw.execute(asked) if "autoindex" in name]
        for number, root in enumerate(roots):
            name = f"of{number}"
            made = (
                f"CREATE TABLE {name} (a TEXT, b INT, c INT, PRIMARY KEY (a, b, c)) WITHOUT ROWID"
            )
            raw.execute(
                "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) "
                "VALUES ('table', ?, ?, ?, ?)",
                (name, name, root, made),
            )
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for number in range(len(roots)):
            raw.execute(f"DELETE FROM of{number} WHERE a = 'case:case-1' AND b = 9")  # noqa: S608 - made above
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_master WHERE name GLOB 'of[0-9]*'")


def test_an_entry_that_only_the_index_has_lost_is_found(
    file_and_journal: tuple[Path, Journal],
) -> None:
    """By stream it is passed over, though every digest fits: and taken over it is there again."""
    path, journal = file_and_journal
    assert journal.verify(HEAD).fault is None
    lose_in_the_index(path)
    assert 20 == len(list(journal.read(ONE)))
    for anchor in (HEAD, None):
        with pytest.raises(Conflict) as caught:
            journal.verify(anchor)
        assert "damaged-index" == caught.value.code
    again = MemoryJournal()
    assert HEAD == again.take_over(journal)
    assert 21 == len(list(again.read(ONE)))
    assert again.verify(HEAD).fault is None


def test_what_is_wrong_with_an_entry_is_said_before(file_and_journal: tuple[Path, Journal]) -> None:
    """It has a position, which an index has not."""
    path, journal = file_and_journal
    lose_in_the_index(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        asked = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        triggers = raw.execute(asked).fetchall()
        for trigger, _ in triggers:
            raw.execute(f"DROP TRIGGER {trigger}")
        table = triggers[0][1]
        raw.execute(f"UPDATE {table} SET digest = zeroblob(32) WHERE sequence = 30")  # noqa: S608 - a table of the test
    found = journal.verify(HEAD)
    assert (JournalFault.CHANGED, 30) == (found.fault, found.position)


def test_a_damaged_name_in_the_file_is_told_as_damage(tmp_path: Path) -> None:
    """What SQLite says of it is no text, and repeats what stands in the file."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        fill(journal)
    held = path.read_bytes()
    for name in (b"entry_by_key", b"CREATE INDEX"):
        path.write_bytes(held.replace(name, bytes([name[0] | 0x80]) + name[1:], 1))
        with pytest.raises(Conflict, match="damaged"):
            SqliteJournal(path)
