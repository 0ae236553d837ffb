"""Every kind of journal, so that one suite of tests is run for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reintegra.journal import MemoryJournal, SqliteJournal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reintegra.journal import Journal

KINDS = ("memory", "sqlite")


@pytest.fixture(params=KINDS)
def new_journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Journal]]:
    """Makes an empty journal, as often as it is called."""
    made: list[Journal] = []

    def new() -> Journal:
        path = tmp_path / f"journal-{len(made)}.sqlite"
        made.append(MemoryJournal() if request.param == "memory" else SqliteJournal(path))
        return made[-1]

    yield new
    for journal in made:
        journal.close()


@pytest.fixture
def journal(new_journal: Callable[[], Journal]) -> Journal:
    """An empty journal of each kind."""
    return new_journal()
