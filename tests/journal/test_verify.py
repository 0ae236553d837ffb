"""Whatever is done to a journal behind its back is found out, or at least never called intact."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from made_up.people import NUMBER, sent

from reintegra.errors import WrongType
from reintegra.journal import (
    Anchor,
    DecodingLimits,
    JournalFault,
    MemoryJournal,
    Row,
    Soundness,
    SqliteJournal,
)
from reintegra.journal.chaining import BEFORE_THE_FIRST, chained
from reintegra.journal.verification import verified
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary import CaseId, Digest
from tests.journal.events import append, attested, sessions

if TYPE_CHECKING:
    from pathlib import Path

    from reintegra.journal import Journal, Verification

ONE, TWO = CaseId("case-1"), CaseId("case-2")
LIMITS = DecodingLimits()


def fill(journal: Journal) -> Journal:
    """Fifty entries in three streams, some with a key."""
    append(journal, ONE, [attested(ONE), *sessions(ONE, tuple(range(1, 21)))], key="start-1")
    append(journal, TWO, [attested(TWO)])
    history = list(sent().programme.history)
    append(journal, NUMBER, history, key="programme-1", cause=3)
    left = 50 - journal.head().sequence
    append(journal, TWO, sessions(TWO, tuple(1 + n % 24 for n in range(left))), 1, key="rest-1")
    return journal


ROWS: tuple[Row, ...] = tuple(fill(MemoryJournal())._store.scan(1, 100))  # noqa: SLF001 - what is tampered with
HEAD = Anchor.at(50, ROWS[-1].digest)


def verify(rows: Any, anchor: Anchor | None = HEAD) -> Verification:
    """What is found of rows."""
    return verified(rows, anchor, LIMITS)


def assert_found(rows: Any, position: int | None = None) -> None:
    """With the anchor it is broken; without it, at least never intact."""
    found = verify(rows)
    assert Soundness.BROKEN is found.outcome
    if position is not None:
        assert position == found.position
    assert Soundness.INTACT is not verify(rows, None).outcome


def changed(place: int, **columns: Any) -> list[Row]:
    """The rows with one of them changed."""
    rows = list(ROWS)
    rows[place] = rows[place]._replace(**columns)
    return rows


def test_what_was_left_alone_is_intact() -> None:
    """With the anchor; without it nobody can say."""
    assert 50 == len(ROWS)
    assert Soundness.INTACT is verify(ROWS).outcome
    without = verify(ROWS, None)
    assert (Soundness.NOT_VERIFIABLE, None, None) == (
        without.outcome,
        without.position,
        without.fault,
    )


def test_every_flipped_bit_of_the_content_is_found_where_it_is() -> None:
    """All bits of all fifty entries; also without an anchor."""
    before = BEFORE_THE_FIRST
    for row in ROWS:
        for bit in range(8 * len(row.content)):
            flipped = bytearray(row.content)
            flipped[bit // 8] ^= 1 << bit % 8
            assert row.digest != chained(before, bytes(flipped))
        before = row.digest
    chance = Random(1)  # noqa: S311 - no secret
    for place, row in enumerate(ROWS):
        for bit in chance.sample(range(8 * len(row.content)), 12):
            flipped = bytearray(row.content)
            flipped[bit // 8] ^= 1 << bit % 8
            rows = changed(place, content=bytes(flipped))
            assert Soundness.BROKEN is verify(rows, None).outcome
            assert_found(rows, place + 1)


def test_every_flipped_bit_of_a_column_is_found_where_it_is() -> None:
    """Number, stream, version, key and digest are held to the content."""
    for place, row in enumerate(ROWS):
        for bit in (0, 1, 5, 11):
            number = {"sequence": row.sequence ^ 1 << bit}
            assert_found(changed(place, **number), place + 1)
            assert_found(changed(place, version=row.version ^ 1 << bit), place + 1)
        for bit in range(place % 41, 256, 41):
            digest = bytearray(row.digest)
            digest[bit // 8] ^= 1 << bit % 8
            assert_found(changed(place, digest=bytes(digest)), place + 1)
        for name in ("stream", "key"):
            text = getattr(row, name)
            for bit in range(place % 17, 8 * len(text or ""), 17):
                letters = bytearray(text.encode())
                letters[bit // 8] ^= 1 << bit % 8
                assert_found(changed(place, **{name: letters.decode("latin-1")}), place + 1)


@pytest.mark.parametrize(
    "columns",
    [
        {"key": "other"},
        {"key": None},
        {"version": True},
        {"version": 1.0},
        {"stream": b"case:case-1"},
        {"content": "text"},
        {"content": None},
        {"digest": None},
        {"digest": ROWS[0].digest.hex()},
    ],
    ids=str,
)
def test_a_column_of_another_value_or_type_is_found(columns: dict[str, Any]) -> None:
    """SQLite would hold anything in any column."""
    assert_found(changed(0, **columns), 1)


def test_every_deletion_is_found_where_it_is() -> None:
    """Also where all that follows was numbered anew."""
    for place in range(50):
        rows = [*ROWS[:place], *ROWS[place + 1 :]]
        assert_found(rows, place + 1)
        moved = [row._replace(sequence=number) for number, row in enumerate(rows, 1)]
        assert_found(moved, place + 1)


def test_every_duplication_is_found_where_it_is() -> None:
    """In its own place, at the end, or numbered anew."""
    for place, row in enumerate(ROWS):
        assert_found([*ROWS[: place + 1], *ROWS[place:]], place + 2)
        at_the_end = [*ROWS, row._replace(sequence=51)]
        assert_found(at_the_end, 51)
        assert Soundness.BROKEN is verify(at_the_end, None).outcome


def test_every_swap_of_neighbours_is_found_where_it_is() -> None:
    """With their numbers, and without them."""
    for place in range(49):
        first, second = ROWS[place], ROWS[place + 1]
        rest = ROWS[place + 2 :]
        assert_found([*ROWS[:place], second, first, *rest], place + 1)
        renumbered = [
            second._replace(sequence=first.sequence),
            first._replace(sequence=second.sequence),
        ]
        assert_found([*ROWS[:place], *renumbered, *rest], place + 1)
        contents = [
            first._replace(content=second.content),
            second._replace(content=first.content),
        ]
        assert_found([*ROWS[:place], *contents, *rest], place + 1)


def test_every_move_to_another_stream_is_found_where_it_is() -> None:
    """In the column, in the content, and in both."""
    for place, row in enumerate(ROWS):
        other = "case:case-2" if row.stream == "case:case-1" else "case:case-1"
        assert_found(changed(place, stream=other), place + 1)
        content = rewritten(row, stream=other)
        assert_found(changed(place, content=content), place + 1)
        assert_found(changed(place, content=content, stream=other), place + 1)


def rewritten(row: Row, **fields: Any) -> bytes:
    """The content of a row with other fields."""
    return canonical_bytes({**json.loads(row.content), **fields})


def test_every_truncation_is_found_with_an_anchor_and_never_called_intact_without() -> None:
    """What was cut off at the end contradicts nothing that is left."""
    for length in range(50):
        found = verify(ROWS[:length])
        assert (JournalFault.MISSING, length + 1) == (found.fault, found.position)
        assert length == found.head.sequence
        assert Soundness.NOT_VERIFIABLE is verify(ROWS[:length], None).outcome


def hashed_anew(rows: list[Row]) -> list[Row]:
    """The rows with digests that follow from what they say."""
    before, made = BEFORE_THE_FIRST, list[Row]()
    for row in rows:
        before = chained(before, row.content)
        made.append(row._replace(digest=before))
    return made


def test_a_journal_that_was_written_anew_is_found_with_an_anchor_only() -> None:
    """Whoever can write all of it can make it fit together: only the anchor tells."""
    for place, row in enumerate(ROWS):
        rows = hashed_anew(changed(place, content=rewritten(row, actor="somebody-else")))
        found = verify(rows)
        assert (JournalFault.ANOTHER_JOURNAL, 50) == (found.fault, found.position)
        assert Soundness.NOT_VERIFIABLE is verify(rows, None).outcome


def test_versions_that_do_not_follow_are_found_though_all_was_hashed_anew() -> None:
    """Two entries of one version in one stream, or a gap, contradict each other."""
    for place in (1, 20, 30, 49):
        version = ROWS[place].version + 1
        content = rewritten(ROWS[place], version=version)
        rows = hashed_anew(changed(place, content=content, version=version))
        found = verify(rows, None)
        assert (JournalFault.OUT_OF_ORDER, place + 1) == (found.fault, found.position)


def test_content_that_is_no_entry_is_found_though_all_was_hashed_anew() -> None:
    """It is canonical and says nothing of where it stands."""
    for content, fault in (
        (b"[]", JournalFault.MISPLACED),
        (b"{}", JournalFault.MISPLACED),
        (b"{ }", JournalFault.UNREADABLE),
    ):
        found = verify(hashed_anew(changed(4, content=content)), None)
        assert (fault, 5) == (found.fault, found.position)


def test_each_prefix_fits_the_anchor_of_its_day_and_no_other() -> None:
    """An old anchor still proves what it stood for, whatever came after."""
    for length in range(51):
        digest = ROWS[length - 1].digest if length else BEFORE_THE_FIRST
        anchor = Anchor.at(length, digest)
        found = verify(ROWS, anchor)
        assert (Soundness.INTACT if length else Soundness.NOT_VERIFIABLE) is found.outcome
        assert 50 - length == found.unanchored
        other = Anchor(length, Digest("0" * 64))
        found = verify(ROWS, other)
        assert (JournalFault.ANOTHER_JOURNAL, length) == (found.fault, found.position)
        assert Soundness.BROKEN is verify(changed(49, version=99), anchor).outcome


def test_the_anchor_before_the_first_entry_proves_none() -> None:
    """It is that of every journal, also of one that was written anew."""
    start = Anchor.at(0, BEFORE_THE_FIRST)
    for rows in (ROWS, hashed_anew(changed(7, content=rewritten(ROWS[7], actor="other")))):
        assert Soundness.NOT_VERIFIABLE is verify(rows, start).outcome
    assert (Soundness.INTACT, 0) == (verify([], start).outcome, verify([], start).unanchored)
    assert Soundness.NOT_VERIFIABLE is verify([], None).outcome
    assert 0 == verify(ROWS[:3]).unanchored


def test_what_was_found_is_said_in_both_languages() -> None:
    """With the position and the reason, and nothing of what the entry says."""
    assert verify(ROWS).text.en == (
        "The journal is intact: 50 entries, and fits the anchor at number 50."
    )
    assert verify(ROWS).text.id == (
        "Jurnal utuh: 50 catatan, sesuai dengan jangkar pada nomor urut 50."
    )
    later = verify(ROWS, Anchor.at(47, ROWS[46].digest))
    assert later.text.en == (
        "The journal is intact up to number 47, and fits the anchor; later entries, which no "
        "anchor vouches for yet: 3."
    )
    assert later.text.id == (
        "Jurnal utuh sampai nomor urut 47, sesuai dengan jangkar; catatan sesudahnya yang belum "
        "dijamin jangkar: 3."
    )
    assert verify(ROWS[:3]).text.en == (
        "The journal is broken at number 4: the entry with this number is not in its place."
    )
    assert "tanpa jangkar" in verify(ROWS, None).text.id
    assert "50 entries" in verify(ROWS, None).text.en


def test_an_anchor_is_a_number_and_a_digest() -> None:
    """Anything else is a mistake of the caller."""
    with pytest.raises(WrongType):
        Anchor(1, "0" * 64)  # type: ignore[arg-type] # seen at run time
    with pytest.raises(WrongType):
        Anchor("1", HEAD.digest)  # type: ignore[arg-type] # seen at run time


def test_the_form_of_the_chain_is_that_of_the_documentation() -> None:
    """A journal can be verified by whoever knows SHA-256 and this page."""
    content = b'{"a":1}'

    leaf = hashlib.sha256(b"\x00" + content).digest()
    first = hashlib.sha256(b"reintegra journal 1").digest()
    assert hashlib.sha256(b"\x01" + first + leaf).digest() == chained(first, content)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE sequence = 50",
        "DELETE FROM entry WHERE sequence = 1",
        "DELETE FROM entry",
        "UPDATE entry SET content = replace(content, 'sewing', 'baking') WHERE sequence = 9",
        "UPDATE entry SET sequence = 51 WHERE sequence = 7",
        "UPDATE entry SET key = 'other' WHERE sequence = 7",
        "UPDATE entry SET stream = 'case:case-9' WHERE sequence = 50",
        "UPDATE entry SET version = 900 WHERE sequence = 50",
        "UPDATE entry SET version = 'x' WHERE sequence = 50",
        "UPDATE entry SET digest = zeroblob(32) WHERE sequence = 50",
        "INSERT INTO entry SELECT 51, stream, 999, key, digest, content FROM entry LIMIT 1",
        "INSERT INTO entry SELECT -1, stream, 999, key, digest, content FROM entry LIMIT 1",
    ],
)
def test_a_file_that_was_tampered_with_is_found(tmp_path: Path, statement: str) -> None:
    """The triggers refuse a slip; whoever drops them is found out by the chain."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        anchor = fill(journal).head()
    assert HEAD == anchor
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        if not statement.startswith("INSERT"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                raw.execute(statement)
        raw.execute("DROP TRIGGER entry_not_changed")
        raw.execute("DROP TRIGGER entry_not_deleted")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        assert raw.execute(statement).rowcount > 0
    with SqliteJournal(path) as journal:
        assert Soundness.BROKEN is journal.verify(anchor).outcome
        assert Soundness.INTACT is not journal.verify().outcome
