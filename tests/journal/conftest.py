"""Every kind of journal, so that one suite of tests is run for each."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.journal import postgresql
from tests.journal.kinds import IN_A_DATABASE, KINDS, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reintegra.journal import Journal


@pytest.fixture(scope="session", autouse=True)
def own_server() -> Iterator[None]:
    """A PostgreSQL that was started for a test is stopped after the last."""
    yield
    postgresql.stop()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where journals of each kind are kept."""
    made = Place(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture(params=IN_A_DATABASE)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where journals are kept by SQLAlchemy."""
    made = Place(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Place]:
    """Journals on PostgreSQL alone."""
    made = Place("sql-on-postgresql", tmp_path)
    yield made
    made.close()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Place]:
    """Journals on SQLite alone."""
    made = Place("sql-on-sqlite", tmp_path)
    yield made
    made.close()


@pytest.fixture
def new_journal(place: Place) -> Callable[[], Journal]:
    """Makes an empty journal, as often as it is called."""
    numbers = count()
    return lambda: place.open(next(numbers))


@pytest.fixture
def journal(new_journal: Callable[[], Journal]) -> Journal:
    """An empty journal of each kind."""
    return new_journal()
