"""Whatever is done to the table of a journal behind its back is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reintegra.errors import Conflict
from reintegra.journal import JournalFault, Soundness
from reintegra.journal.sql import TABLE
from tests.journal import postgresql
from tests.journal.events import append, attested, sessions
from tests.journal.test_verify import HEAD, ONE, fill

if TYPE_CHECKING:
    from tests.journal.kinds import Place

COPY = "INSERT INTO {{0}} SELECT {}, stream, {}, key, digest, content FROM {{0}}"
TAMPERED = [
    "DELETE FROM {} WHERE sequence = 50",
    "DELETE FROM {} WHERE sequence = 1",
    "DELETE FROM {}",
    "UPDATE {} SET sequence = 51 WHERE sequence = 7",
    "UPDATE {} SET key = 'other' WHERE sequence = 7",
    "UPDATE {} SET key = NULL WHERE sequence = 7",
    "UPDATE {} SET stream = 'case:case-9' WHERE sequence = 50",
    "UPDATE {} SET version = 900 WHERE sequence = 50",
    "UPDATE {} SET digest = content WHERE sequence = 50",
    "UPDATE {0} SET content = (SELECT content FROM {0} WHERE sequence = 8) WHERE sequence = 9",
    "UPDATE {0} SET digest = (SELECT digest FROM {0} WHERE sequence = 8) WHERE sequence = 9",
    COPY.format(51, "version + 900") + " WHERE sequence = 50",
    COPY.format(-1, "version + 900") + " WHERE sequence = 50",
    COPY.format("sequence", "version") + " WHERE sequence = 30",
    COPY.format("sequence + 50", "version"),
]


def address(database: Place) -> str:
    """Where the database is found without the library."""
    return database.engine().url.render_as_string(hide_password=False)


def unguarded(database: Place) -> list[str]:
    """What takes away every guard of the table."""
    if database.kind == "sql-on-sqlite":
        # a table of its own without any rule, under the same name
        return [
            f"ALTER TABLE {TABLE} RENAME TO kept",
            f"CREATE TABLE {TABLE} AS SELECT * FROM kept",  # noqa: S608 - the name of the table
            "DROP TABLE kept",
        ]
    names = ("pkey", "stream_version", "sequence", "version", "digest")
    dropped = ", ".join(f"DROP CONSTRAINT {TABLE}_{name}" for name in names)
    return [f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL", f"ALTER TABLE {TABLE} {dropped}"]


@pytest.mark.parametrize("statement", TAMPERED)
def test_a_table_that_was_tampered_with_is_found(database: Place, statement: str) -> None:
    """Who may change the table can take away its guards, and is found out by the chain."""
    journal = database.open()
    anchor = fill(journal).head()
    assert HEAD == anchor
    assert Soundness.INTACT is journal.verify(anchor).outcome
    postgresql.execute(address(database), *unguarded(database))
    assert Soundness.INTACT is journal.verify(anchor).outcome
    postgresql.execute(address(database), statement.format(TABLE))
    assert Soundness.BROKEN is journal.verify(anchor).outcome
    assert Soundness.INTACT is not journal.verify().outcome


def test_a_row_that_stands_twice_is_found_wherever_it_stands(database: Place) -> None:
    """Also where one page of the store ends and the next begins."""
    journal = database.open()
    append(journal, ONE, [attested(ONE), *sessions(ONE, (1,) * 2_000)])
    anchor = journal.head()
    assert [2_000, 2_001] == [entry.sequence for entry in journal.read_all(2_000)]
    assert Soundness.INTACT is journal.verify(anchor).outcome
    postgresql.execute(address(database), *unguarded(database))
    for twice in (1_999, 1_000, 999):
        copied = COPY.format("sequence", "version") + f" WHERE sequence = {twice}"
        postgresql.execute(address(database), copied.format(TABLE))
        found = journal.verify(anchor)
        assert (JournalFault.MISSING, twice + 1) == (found.fault, found.position)


CHANGED = "UPDATE {} SET {} WHERE sequence = 9"


@pytest.mark.parametrize(
    "columns",
    ["version = 'x'", "digest = 'x'", "content = 'text'", "content = 7", "content = NULL"],
)
def test_a_value_of_another_type_is_found_where_it_is(on_sqlite: Place, columns: str) -> None:
    """SQLite would hold anything in any column."""
    journal = on_sqlite.open()
    anchor = fill(journal).head()
    changed = CHANGED.format(TABLE, columns)
    postgresql.execute(address(on_sqlite), *unguarded(on_sqlite), changed)
    found = journal.verify(anchor)
    assert (Soundness.BROKEN, 9) == (found.outcome, found.position)


def test_a_text_that_is_none_is_told_as_damage(on_sqlite: Place) -> None:
    """SQLite holds bytes as a text; nothing of them is repeated."""
    journal = on_sqlite.open()
    fill(journal)
    changed = CHANGED.format(TABLE, "stream = CAST(x'ff' AS TEXT)")
    postgresql.execute(address(on_sqlite), *unguarded(on_sqlite), changed)
    with pytest.raises(Conflict, match="damaged") as caught:
        journal.verify()
    assert caught.value.__context__ is None
