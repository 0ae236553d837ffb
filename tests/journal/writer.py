"""Another process that writes into a journal, and says what was acknowledged."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import create_engine

from reintegra.errors import Conflict
from reintegra.journal import Journal, SqliteJournal
from reintegra.journal.sql import SqlJournal
from reintegra.vocabulary import CaseId
from tests.journal.events import append, attested, sessions

ONE = CaseId("case-1")


def begun(path: str) -> Journal:
    """The journal, with the first event of the case."""
    journal: Journal = (
        SqlJournal(create_engine(path), timeout=30)
        if "://" in path
        else SqliteJournal(path, timeout=30)
    )
    append(journal, ONE, [attested(ONE)], key="start")
    return journal


def in_batches(path: str) -> None:
    """Seven events at a time, until something stops it."""
    journal = begun(path)
    while True:
        version = journal.head().sequence
        number = (version - 1) // 7
        append(journal, ONE, sessions(ONE, (1,) * 7), version, key=f"batch-{number}")
        print(number, flush=True)  # noqa: T201 - what is acknowledged is told to the test


def limited(path: str) -> None:
    """The same, where no file may have more than 100,000 bytes."""
    begun(path).close()
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        in_batches(path)
    except Conflict as conflict:
        print(conflict.code, flush=True)  # noqa: T201 - what is acknowledged is told to the test


def racing(path: str, name: str) -> None:
    """One event after another, against another process that does the same."""
    journal = begun(path)
    for number in range(20):
        while True:
            version = journal.head().sequence
            try:
                append(journal, ONE, sessions(ONE, (1,)), version, key=f"{name}-{number}")
            except Conflict as conflict:
                if conflict.code != "version-conflict":
                    raise
            else:
                break
    print("done")  # noqa: T201 - what is acknowledged is told to the test


def looking(path: str) -> None:
    """Open the file, say how far it has come, and close it."""
    with SqliteJournal(path) as journal:
        print(journal.head().sequence)  # noqa: T201 - what is seen is told to the test


if __name__ == "__main__":
    _, at, mode, *rest = sys.argv
    if mode == "racing":
        racing(at, *rest)
    elif mode == "looking":
        looking(at)
    else:
        (limited if mode == "limited" else in_batches)(at)
