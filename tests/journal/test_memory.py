"""A journal in memory has a command on record whole or not at all, whatever stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reintegra.journal import MemoryJournal, Row
from reintegra.vocabulary import CaseId
from tests.journal.events import append, attested, events_of, sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, TWO = CaseId("case-1"), CaseId("case-2")
START = [attested(ONE), *sessions(ONE, (1, 2))]


class Torn(Row):
    """A row at which whoever records is interrupted, once."""

    is_torn = False

    @property
    def stream(self) -> str:
        """Which it is, the second time."""
        if not Torn.is_torn:
            Torn.is_torn = True
            raise KeyboardInterrupt
        return self[1]


def seen(journal: MemoryJournal) -> Any:
    """All that a reader is told."""
    store = journal._store  # noqa: SLF001 - also what only a journal asks
    return (
        journal.head(),
        list(journal.streams()),
        list(journal.read(ONE)),
        list(journal.read(TWO)),
        list(journal.read_all()),
        [store.by_key(key) for key in ("start-1", "more-1")],
        [store.version_of(f"case:case-{number}") for number in (1, 2)],
        [store.last_of(f"case:case-{number}") for number in (1, 2)],
    )


def more_after(journal: MemoryJournal) -> list[Row]:
    """Rows of two streams that could follow."""
    row = journal._store.last()  # noqa: SLF001 - to make some like it
    assert row is not None
    first = row._replace(sequence=4, stream="case:case-2", version=1, key="more-1")
    return [first, row._replace(sequence=5, version=4, key="more-1")]


def test_a_reader_in_the_midst_of_a_command_sees_nothing_of_it() -> None:
    """Neither while its rows come, nor before all of them are on record."""
    journal = MemoryJournal()
    append(journal, ONE, START, key="start-1")
    before, looks = seen(journal), list[Any]()

    def coming() -> Iterator[Row]:
        for row in more_after(journal):
            looks.append(seen(journal))
            yield row
        looks.append(seen(journal))

    store = journal._store  # noqa: SLF001 - to stand in its midst
    reading = journal.read_all()
    next(reading)
    with store.writing():
        store.insert(coming())  # type: ignore[arg-type] # one by one
        looks.append(seen(journal))
    assert [before] * 4 == looks
    assert 2 == len(list(reading))
    assert 5 == journal.head().sequence


@pytest.mark.parametrize("place", range(3))
def test_whatever_stops_a_command_leaves_nothing_of_it(place: int) -> None:
    """As its rows are kept, as they are found by their streams, or at the end of it."""
    journal = MemoryJournal()
    append(journal, ONE, START, key="start-1")
    before, store = seen(journal), journal._store  # noqa: SLF001 - to stand in its midst
    rows: list[Row] = [
        row if n != place else Torn(*row) for n, row in enumerate(more_after(journal))
    ]
    Torn.is_torn = False

    def stopped() -> None:
        with store.writing():
            store.insert(rows)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert before == seen(journal)
    three = CaseId("case-3")
    append(journal, three, [attested(three)])
    append(journal, TWO, [attested(TWO)], key="more-1")
    append(journal, ONE, sessions(ONE, (3,)), 3)
    assert [ONE, three, TWO] == list(journal.streams())
    assert [*START, *sessions(ONE, (3,))] == events_of(journal, ONE)
    assert [1, 2, 3, 4, 5, 6] == [entry.sequence for entry in journal.read_all()]
