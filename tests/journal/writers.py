"""A process of an embedder: it carries out commands, records them in a journal, and can crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from reintegra.chain import Case
from reintegra.journal import Anchor, Batch, Coding, Journal
from reintegra.journal.sqlite import SqliteStore
from reintegra.vocabulary import CommandKey
from tests.journal.events import LAW, NOW, OFFICE
from tests.programme.money_runs import Result, Run
from tests.programme.people import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reintegra.journal import Row
    from tests.programme.auditor_of_bank import Answer, Statement
    from tests.programme.money_words import Command

T = TypeVar("T")
CODING = Coding()
"""For all writers: it holds nothing of a journal, and to make its functions takes long."""
CRASHES = ("before", "within", "after")
"""Where a process ends: before it records, with half of a batch recorded, and unanswered after."""


class Crashed(Exception):  # noqa: N818 - what happened to the process
    """The process ended, and whoever asked heard no answer."""


class Outdated(Exception):  # noqa: N818 - what the writer finds itself to be
    """Somebody else has recorded since; what was answered was of an older state."""


class _Store(SqliteStore):
    """A file whose process can end in the middle of a batch."""

    crash: str = ""

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep the rows, or half of them."""
        if self.crash == "within":
            super().insert(rows[: (len(rows) + 1) // 2])
            raise Crashed
        super().insert(rows)


class Writer:
    """A programme and its cases as one process knows them, over a file that others write as well.

    Like any embedder it keeps what it carries out, and begins again where it was not the first.
    """

    def __init__(self, path: Path) -> None:
        self._store = _Store(path, timeout=5.0)
        self.journal = Journal(self._store, coding=CODING)
        self.run = Run.opened()
        self.seen: Anchor = self.journal.head()
        if self.seen.sequence:
            self.run = read(self.journal)

    def close(self) -> None:
        """The process ends; nothing but the file is left."""
        self.journal.close()

    def begin(self) -> Anchor:
        """Record the cases as they stand at first."""
        batches = [Batch(case.id, case.events, 0) for case in self.run.cases.values()]
        return self._append(batches, "begin")

    def carry_out(self, command: Command, crash: str = "") -> Result:
        """What becomes of a command, once it is on record."""
        after, key = attrs.evolve(self.run), command.key or None
        answer = after.take(command)
        is_new = self._keep(after, key, crash)
        return answer if is_new or answer[0] != "done" else ("repeated", frozenset())

    def reconcile(self, asked: Statement, crash: str = "") -> list[Answer]:
        """What each line of a statement is, once what it changes is on record."""
        after = attrs.evolve(self.run)
        answers = after.told(asked)
        self._keep(after, None, crash)
        return answers

    def _keep(self, after: Run, key: str | None, crash: str) -> bool:
        """Record what is new; whether it was, or the journal had it under the key already.

        Raises:
            Outdated: there is nothing to record, but others have recorded.
            Conflict: there is, and others have.
            Crashed: as was asked.
        """
        head, old = self.journal.head(), self.run
        known = len(old.programme.history)
        entries = list(after.programme.history)[known:]
        if not entries:
            assert old.programme is after.programme
            if head != self.seen:
                raise Outdated
            return True
        batches = [Batch(PROGRAMME, entries, known)]
        for number, case in after.cases.items():
            version = old.cases[number].version
            if case.version > version:
                batches.append(Batch(number, case.events[version:], version))
        if crash == "before":
            raise Crashed
        self._store.crash = crash
        recorded = self._append(batches, key)
        if crash == "after":
            raise Crashed
        self.run = after
        return recorded.sequence > head.sequence

    def _append(self, batches: list[Batch], key: str | None) -> Anchor:
        done = self.journal.append_together(
            batches,
            key=None if key is None else CommandKey(key),
            actor=OFFICE,
            authority=LAW,
            recorded_at=NOW,
        )
        self.seen = done.anchor
        return self.seen


def read(journal: Journal) -> Run:
    """The programme and the cases that a journal makes."""
    start = Run.opened()
    of_programme: Any = (entry.event for entry in journal.read(PROGRAMME))
    cases: dict[Any, Case] = {}
    for stream in journal.streams():
        if stream != PROGRAMME:
            of_case: Any = (entry.event for entry in journal.read(stream))
            cases[stream] = Case.replay(of_case)
    return Run(start.programme.replay(of_programme), cases)


def caught(ask: Callable[[], T], *kinds: type[Exception]) -> T | Exception:
    """The answer, or the error of one of these kinds."""
    try:
        return ask()
    except kinds as error:
        return error
