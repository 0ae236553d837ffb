"""How one value is written and read, where no event of the examples goes."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from reintegra.errors import Conflict
from reintegra.journal import DecodingLimits, SqliteJournal, sqlite
from reintegra.journal.forms import Misread, check_fields, read_missing, write_missing
from reintegra.journal.reading import read_data
from reintegra.journal.sqlite_file import EMPTY, identity
from reintegra.rules import Missing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("missing", Missing)
def test_why_an_answer_is_missing_is_read_as_it_was_written(missing: Missing) -> None:
    """No answer of another form is taken for it."""
    assert {"missing": missing.value} == write_missing(missing)
    assert missing is read_missing(write_missing(missing), None)
    others: tuple[object, ...] = (None, missing.value, [], {}, {"missing": 1, "more": 1})
    for other in others:
        with pytest.raises(Misread) as caught:
            read_missing(other, None)
        assert "wrong-type" == caught.value.code


def test_a_field_that_nobody_knows_is_refused_and_not_named() -> None:
    """One that is missing is named, since the library knows it."""
    known = frozenset({"day", "hours"})
    check_fields({"day": 1, "hours": 2}, known)
    for data, code, way in (
        ({"day": 1, "hours": 2, "name": 3}, "unknown-field", ()),
        ({"day": 1}, "missing-field", (".hours",)),
        ([], "wrong-type", ()),
    ):
        with pytest.raises(Misread) as caught:
            check_fields(data, known)
        assert (code, way) == (caught.value.code, caught.value.way)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b'{"\\ud83d\\ude42":"\\ud83d\\ude42"}', {"\U0001f642": "\U0001f642"}),
        (b'["\\ud83d\\ude42",1,null,[]]', ["\U0001f642", 1, None, []]),
    ],
    ids=["object", "list"],
)
def test_a_whole_character_beside_other_values_is_read(content: bytes, data: Any) -> None:
    """Each text is looked at, wherever it stands."""
    assert data == read_data(content, DecodingLimits())


def test_who_finds_that_another_made_the_file_meanwhile_takes_it_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two open a new file at once: the tables are made once."""
    path = tmp_path / "journal.sqlite"
    SqliteJournal(path).close()
    asked = list[int]()

    def too_early(connection: sqlite3.Connection) -> tuple[int, ...]:
        asked.append(1)
        return EMPTY if len(asked) == 1 else identity(connection)

    monkeypatch.setattr(sqlite, "identity", too_early)
    with SqliteJournal(path) as journal:
        assert 0 == journal.head().sequence
    assert 2 == len(asked)


def test_a_file_that_cannot_go_over_to_writing_ahead_for_another_reason_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where another has it open, or it cannot be written, is the other mode good enough."""
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR

    class Connection(sqlite3.Connection):
        """A disk that fails as the mode is changed."""

        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if "journal_mode" in statement:
                raise error
            return super().execute(statement, *values)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Connection, **k))
    with pytest.raises(Conflict) as caught:
        SqliteJournal(tmp_path / "journal.sqlite")
    assert "input-output" == caught.value.code
