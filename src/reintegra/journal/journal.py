"""A journal: append-only, in streams, each entry chained to the one before it.

What is promised, wherever it is kept:

- A command is recorded whole or not at all, also where it touches several streams.
- Of two writers who have seen the same version of a stream one wins, and the other is told.
- A command with a key is recorded once, however often it is sent. Its content is its events by
  stream, its actor, authority and cause. The time of recording is none of it: whoever heard no
  answer sends the command again later. What is malformed raises, and leaves the key free.
- What was recorded is read as it was written, and nothing that could not be is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.journal.around import Around
from reintegra.journal.chaining import BEFORE_THE_FIRST, Anchor, chained
from reintegra.journal.coding import Coding
from reintegra.journal.entry import Appended, Batch, JournalEntry, Mandate, Stream, distinct
from reintegra.journal.forms import read_stream, write_stream
from reintegra.journal.store import LEAST, MOST, Row, Store
from reintegra.journal.verification import Verification, verified
from reintegra.vocabulary.checks import at_least, instance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from reintegra.chain.stage import Event
    from reintegra.journal.coding import EventText
    from reintegra.programme import Entry
    from reintegra.vocabulary.identifiers import ActorId, Code, CommandKey


class Journal:
    """Events by stream, kept in a store; `MemoryJournal` and `SqliteJournal` are made with theirs.

    Raises:
        WrongType: the coding is no `Coding`.
    """

    def __init__(self, store: Store, *, coding: Coding | None = None) -> None:
        self._store = store
        self._coding = Coding() if coding is None else instance_of(Coding, "coding", coding)

    def append(
        self,
        stream: Stream,
        events: Iterable[Event | Entry],
        *,
        expected_version: int,
        key: CommandKey | None,
        actor: ActorId,
        authority: Code,
        recorded_at: datetime,
        cause: int | None = None,
    ) -> Appended:
        """Record events of one stream, all or none.

        `expected_version` is how many events the stream has as the caller knows it, `recorded_at`
        the time in UTC, `cause` the sequence of an entry that led to these.

        Raises:
            Conflict: the stream has another version (`version-conflict`, with `expected` and
                `actual`), the key was used with another content (`key-reused`), or the store
                cannot record now (`locked`, `full`, `read-only`, `damaged`, `input-output`).
            InvalidValue, UnknownEvent, WrongType: as `Batch`, an event that could not be read
                back, a time that is not in UTC, a cause that is no entry. The key stays free.
        """
        return self.append_together(
            [Batch(stream, events, expected_version)],
            key=key,
            actor=actor,
            authority=authority,
            recorded_at=recorded_at,
            cause=cause,
        )

    def append_together(
        self,
        batches: Iterable[Batch],
        *,
        key: CommandKey | None,
        actor: ActorId,
        authority: Code,
        recorded_at: datetime,
        cause: int | None = None,
    ) -> Appended:
        """Record events of several streams under one key, all or none.

        Raises:
            Conflict, InvalidValue, UnknownEvent, WrongType: as `append`; and there is no batch, or
                two are of one stream.
        """
        mandate = Mandate(
            recorded_at=recorded_at, actor=actor, authority=authority, cause=cause, key=key
        )
        held = distinct(batches)
        written = [[self._coding.text_of(event) for event in batch.events] for batch in held]
        with self._store.writing():
            before = () if key is None else self._store.by_key(key.value)
            if before:
                return self._repeated(before, held, mandate)
            rows, entries = self._made(held, written, mandate)
            self._store.insert(rows)
        return Appended(entries, Anchor.at(rows[-1].sequence, rows[-1].digest))

    def _repeated(
        self, rows: Sequence[Row], batches: Sequence[Batch], mandate: Mandate
    ) -> Appended:
        entries = tuple(self._coding.read(row.content) for row in rows)
        told = [(e.stream, e.event, e.actor, e.authority, e.cause) for e in entries]
        asked = [
            (batch.stream, event, mandate.actor, mandate.authority, mandate.cause)
            for batch in batches
            for event in batch.events
        ]
        if told != asked:
            hint = "one key was used for two different commands"
            raise Conflict("key-reused", mandate.key, hint)
        return Appended(entries, Anchor.at(rows[-1].sequence, rows[-1].digest))

    def _made(
        self, batches: Sequence[Batch], written: Sequence[Sequence[EventText]], mandate: Mandate
    ) -> tuple[list[Row], tuple[JournalEntry, ...]]:
        """The rows and entries of a command, that follow on what the store has."""
        for batch in batches:
            actual = self._store.version_of(write_stream(batch.stream))
            if actual != batch.expected_version:
                raise Conflict(
                    "version-conflict",
                    batch.stream,
                    "the stream has another version than expected",
                    expected=batch.expected_version,
                    actual=actual,
                )
        head = self.head()
        if mandate.cause is not None and mandate.cause > head.sequence:
            raise InvalidValue("cause", "no-entry", "the cause is an entry of this journal")
        rows, entries = list[Row](), list[JournalEntry]()
        sequence, digest = head.sequence, bytes.fromhex(head.digest.value)
        key = None if mandate.key is None else mandate.key.value
        around, content_of = Around.of(mandate), self._coding.content_of
        for batch, texts in zip(batches, written, strict=True):
            stream, version = write_stream(batch.stream), batch.expected_version
            for event, text in zip(batch.events, texts, strict=True):
                sequence, version = sequence + 1, version + 1
                content = content_of(text, around, sequence, stream, version)
                digest = chained(digest, content)
                rows.append(Row(sequence, stream, version, key, digest, content))
                entries.append(mandate.entry(sequence, batch.stream, version, event))
        return rows, tuple(entries)

    def read(self, stream: Stream, from_version: int = 1) -> Iterator[JournalEntry]:
        """The entries of a stream from a version on, included, one by one as they are asked for.

        What is recorded after the first was asked for is not among them.

        Raises:
            InvalidValue: the version is below 1, or an entry cannot be read, as `Coding.read`.
            WrongType: the stream is neither a case nor a programme.
        """
        if not isinstance(stream, Stream):
            raise WrongType("stream", "CaseId or ProgrammeId", type(stream))
        at_least(1, "from_version", from_version)
        return self._of_stream(write_stream(stream), from_version)

    def _of_stream(self, stream: str, first: int) -> Iterator[JournalEntry]:
        last = self._store.version_of(stream)
        yield from self._coding.read_each(self._store.contents_of(stream, first, last))

    def read_all(self, from_sequence: int = 1) -> Iterator[JournalEntry]:
        """The entries of all streams from a sequence on, included, in the order of recording.

        What is recorded after the first was asked for is not among them.

        Raises:
            InvalidValue: the sequence is below 1, or an entry cannot be read, as `Coding.read`.
        """
        at_least(1, "from_sequence", from_sequence)
        return self._of_all(from_sequence)

    def _of_all(self, first: int) -> Iterator[JournalEntry]:
        last = self.head().sequence
        yield from self._coding.read_each(self._store.contents(first, last))

    def streams(self) -> Iterator[Stream]:
        """Every case and programme that has an entry, in the order of its first."""
        return map(read_stream, self._store.streams())

    def head(self) -> Anchor:
        """How far the journal has come: what to keep elsewhere, to verify it by later."""
        last = self._store.last()
        return Anchor.at(0, BEFORE_THE_FIRST) if last is None else Anchor.at(last[0], last.digest)

    def verify(self, anchor: Anchor | None = None) -> Verification:
        """Whether the journal is what it was when the anchor was taken, and fits together since.

        Raises:
            WrongType: the anchor is no `Anchor`.
            Conflict: the store cannot be read, as `append`.
        """
        return verified(self._store.scan(LEAST, MOST), anchor, self._coding.limits)

    def close(self) -> None:
        """Give back what the store holds of the machine."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
