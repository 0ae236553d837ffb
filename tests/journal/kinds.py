"""Every kind of journal, made empty or opened again, so that one suite of tests is run for each."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest
from sqlalchemy import Engine, create_engine

from reintegra.journal import Coding, Journal, MemoryJournal, SqliteJournal
from reintegra.journal.sql import METADATA, SqlJournal
from tests.journal import postgresql

IN_A_DATABASE = ("sql-on-sqlite", "sql-on-postgresql")
KINDS = ("memory", "sqlite", *IN_A_DATABASE)
KILLS = int(os.environ.get("REINTEGRA_KILLS", "20"))
"""How often a process is killed at some moment, one after another on one journal of each kind."""


@attrs.define
class Place:
    """Where journals of one kind are kept: each by its number, opened as often as is asked for."""

    kind: str
    folder: Path
    _engines: dict[int, Engine] = attrs.field(factory=dict)
    _opened: list[Journal] = attrs.field(factory=list)

    def open(self, number: int = 0, coding: Coding | None = None) -> Journal:
        """The journal of this number, made where there is none; in memory it is always made."""
        if self.kind == "memory":
            journal: Journal = MemoryJournal(coding=coding)
        elif self.kind == "sqlite":
            journal = SqliteJournal(self.folder / f"journal-{number}.sqlite", coding=coding)
        else:
            journal = SqlJournal(self.engine(number), coding=coding)
        self._opened.append(journal)
        return journal

    def engine(self, number: int = 0) -> Engine:
        """The engine of a database with the table of a journal."""
        if number not in self._engines:
            self._engines[number] = create_engine(self._new_address(number))
            METADATA.create_all(self._engines[number])
        return self._engines[number]

    def _new_address(self, number: int) -> str:
        if self.kind == "sql-on-sqlite":
            return f"sqlite:///{self.folder / f'journal-{number}.sqlite'}"
        server = postgresql.server()
        if server is None:
            pytest.skip(postgresql.NOT_INSTALLED)
        return server.new_schema()

    def close(self) -> None:
        """Give back all that was opened."""
        for journal in self._opened:
            journal.close()
        for engine in self._engines.values():
            engine.dispose()
