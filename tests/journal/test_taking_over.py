"""A journal moves from one place to another as it is, with all that was proved of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.journal import Coding, Journal, MemoryJournal, Row, Upcaster
from reintegra.vocabulary import CaseId
from tests.journal.events import append, attested, sessions
from tests.journal.test_verify import HEAD, ROWS, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THREE = CaseId("case-3")


def rows_of(journal: Journal) -> list[Row]:
    """All that is on record, as it is kept."""
    return list(journal._store.scan(1, 1_000))  # noqa: SLF001 - byte for byte


def holding(rows: Sequence[Row]) -> Journal:
    """A journal with these rows, whatever they are."""
    journal = MemoryJournal()
    with journal._store.writing():  # noqa: SLF001 - nobody could append what was tampered with
        journal._store.insert(rows)  # noqa: SLF001 - as above
    return journal


def test_every_byte_is_taken_over_and_anchors_and_keys_hold(
    new_journal: Callable[[], Journal],
) -> None:
    """From each kind of journal to each: afterwards the one can go on where the other stopped."""
    old, new = fill(new_journal()), new_journal()
    assert HEAD == new.take_over(old) == new.head()
    assert list(ROWS) == rows_of(new)
    back = MemoryJournal()
    assert HEAD == back.take_over(new)
    start = [attested(CaseId("case-1")), *sessions(CaseId("case-1"), tuple(range(1, 21)))]
    assert 21 == append(new, CaseId("case-1"), start, key="start-1").anchor.sequence
    assert 51 == append(new, THREE, [attested(THREE)]).anchor.sequence


@given(st.integers(0, 50), st.integers(0, 50))
def test_what_was_taken_over_in_part_is_gone_on_with(first: int, more: int) -> None:
    """Only what is beyond is recorded; taken over once more, nothing is."""
    new = holding(ROWS[:first])
    source = holding(ROWS[: first + more])
    for _ in range(2):
        assert source.head() == new.take_over(source)
        assert rows_of(source) == rows_of(new)


def test_older_schemas_are_taken_over_as_they_were_written() -> None:
    """Appended anew they would be other bytes, and no anchor would hold."""
    changed = Upcaster("session-attended", 1, dict)
    coding = Coding(versions={"session-attended": 2}, upcasters=[changed])
    new = MemoryJournal(coding=coding)
    new.take_over(holding(ROWS))
    assert list(ROWS) == rows_of(new)
    assert new.verify(HEAD).fault is None
    assert 50 == len(list(new.read_all()))


OTHER = [ROWS[0], ROWS[1]._replace(digest=bytes(32))]


@pytest.mark.parametrize(
    ("stands", "other", "code"),
    [
        (ROWS[:9], ROWS[:8], "missing"),
        (OTHER, ROWS, "another-journal"),
        ([], [*ROWS[:20], *ROWS[21:]], "missing"),
        (ROWS[:5], [*ROWS[:20], ROWS[20]._replace(key="other"), *ROWS[21:]], "misplaced"),
        ([], [*ROWS[:49], ROWS[49]._replace(digest=bytes(32))], "changed"),
    ],
)
def test_what_is_broken_or_of_another_journal_is_not_taken_over(
    stands: Sequence[Row], other: Sequence[Row], code: str
) -> None:
    """Nothing of it is recorded."""
    new = holding(stands)
    with pytest.raises(InvalidValue) as caught:
        new.take_over(holding(other))
    assert code == caught.value.code
    assert list(stands) == rows_of(new)


def test_a_journal_takes_over_nothing_of_itself(journal: Journal) -> None:
    """It has all of it already."""
    append(journal, THREE, [attested(THREE)])
    assert 1 == journal.take_over(journal).sequence == len(rows_of(journal))


def test_only_a_journal_is_taken_over(journal: Journal) -> None:
    """Rows of elsewhere are not."""
    nothing: Any = list(ROWS)
    with pytest.raises(WrongType, match="Journal"):
        journal.take_over(nothing)
