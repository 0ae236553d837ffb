"""A journal: append-only, in streams, each entry chained to the one before it.

What is promised, wherever it is kept:

- A command is recorded whole or not at all, also where it touches several streams.
- Of two writers who have seen the same version of a stream one wins, and the other is told.
- A command with a key is recorded once, however often it is sent. Its content is its events by
  stream, its actor, authority and cause. The time of recording is none of it: whoever heard no
  answer sends the command again later. What is malformed raises, and leaves the key free.
- A command of a programme is the same by its key and content. Whoever repeats it as an entry of
  another place does not know what came before, and is told so by a conflict of versions.
- Within a stream the time of recording never goes back.
- A stream can be rebuilt: a case names one person, and an entry of a programme is sealed upon that
  before it.
- What was recorded is read as it was written, and nothing that could not be is recorded.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, Self

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.journal.around import Around
from reintegra.journal.chaining import BEFORE_THE_FIRST, Anchor, chained
from reintegra.journal.clock import refuse_earlier
from reintegra.journal.coding import Coding
from reintegra.journal.entry import Appended, Batch, JournalEntry, Mandate, distinct, stream_of
from reintegra.journal.forms import Misread, read_stream, write_stream
from reintegra.journal.standing import refuse_another_history
from reintegra.journal.store import LEAST, MOST, Row, Store
from reintegra.journal.verification import Verification, verified
from reintegra.programme import Entry
from reintegra.vocabulary.checks import at_least, instance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from reintegra.chain.stage import Event
    from reintegra.journal.coding import EventText
    from reintegra.journal.entry import Stream
    from reintegra.vocabulary.identifiers import ActorId, Code, CommandKey

_AT_A_TIME: Final = 100
"""How many rows are taken over at a time, so that few are held at once."""


class Journal:
    """Events by stream, kept in a store; `MemoryJournal` and `SqliteJournal` are made with theirs.

    Raises:
        WrongType: the store has not the methods of one, or the coding is no `Coding`.
    """

    def __init__(self, store: Store, *, coding: Coding | None = None) -> None:
        if not isinstance(store, Store):
            raise WrongType("store", "a store", type(store))
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
                cannot record now (`locked`, `full`, `read-only`, `damaged`, `input-output`); or
                nobody knows whether it did (`unanswered`): repeat it with its key.
            InvalidValue, UnknownEvent, WrongType: as `Batch`, an event that could not be read
                back, a time that is not in UTC or before that of the last entry of the stream
                (`clock-went-back`), a cause that is no entry, or what does not follow on what
                stands: an event that names another person (`another-person`), an entry of a
                programme that was made upon another history (`not-next`). The key stays free.
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
        told = [(entry.stream, entry.event) for entry in entries]
        asked = [(batch.stream, event) for batch in batches for event in batch.events]
        if (entries[0].actor, entries[0].authority, entries[0].cause) == (
            mandate.actor,
            mandate.authority,
            mandate.cause,
        ):
            if told == asked:
                return Appended(entries, Anchor.at(rows[-1].sequence, rows[-1].digest))
            if _is_outdated(_entries(asked), _entries(told)):
                for batch in batches:
                    self._refuse_outdated(batch, self._store.version_of(write_stream(batch.stream)))
        hint = "one key was used for two different commands"
        raise Conflict("key-reused", mandate.key, hint)

    @staticmethod
    def _refuse_outdated(batch: Batch, actual: int) -> None:
        if actual != batch.expected_version:
            raise Conflict(
                "version-conflict",
                batch.stream,
                "the stream has another version than expected",
                expected=batch.expected_version,
                actual=actual,
            )

    def _made(
        self, batches: Sequence[Batch], written: Sequence[Sequence[EventText]], mandate: Mandate
    ) -> tuple[list[Row], tuple[JournalEntry, ...]]:
        """The rows and entries of a command, that follow on what the store has."""
        for batch in batches:
            last = self._store.last_of(write_stream(batch.stream))
            self._refuse_outdated(batch, 0 if last is None else last.version)
            refuse_another_history(batch, last, self._store, self._coding)
            refuse_earlier(last, mandate.recorded_at)
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
        at_least(1, "from_version", from_version)
        return self._of_stream(write_stream(stream_of(stream)), from_version)

    def _of_stream(self, stream: str, first: int) -> Iterator[JournalEntry]:
        last = self._store.version_of(stream)
        if first > last:
            return  # also where no store could hold the number
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
        if first > last:
            return
        yield from self._coding.read_each(self._store.contents(first, last))

    def streams(self) -> Iterator[Stream]:
        """Every case and programme that has an entry, in the order of its first.

        Raises:
            InvalidValue: a row is of a stream that is neither.
        """
        return map(_read_stream, self._store.streams())

    def head(self) -> Anchor:
        """How far the journal has come: what to keep elsewhere, to verify it by later."""
        last = self._store.last()
        return Anchor.at(0, BEFORE_THE_FIRST) if last is None else Anchor.at(last[0], last.digest)

    def verify(self, anchor: Anchor | None = None) -> Verification:
        """Whether the journal is what it was when the anchor was taken, and fits together since.

        What was recorded after the anchor is chained to it, but not proved by it; the anchor before
        the first entry proves none.

        Raises:
            WrongType: the anchor is no `Anchor`.
            Conflict: the store cannot be read, as `append`; or the entries are what they were, and
                that by which the store finds them is not (`damaged-index`).
        """
        found = verified(self._store.scan(LEAST, MOST), anchor, self._coding.limits)
        if found.fault is None:
            self._store.check()
        return found

    def take_over(self, other: Journal) -> Anchor:
        """Record, byte for byte, what another journal holds beyond this one: all of it or none.

        So events move from one store to another: every sequence, key and digest stays, and what was
        an anchor of the other is one of this. To append them anew would write older schemas in the
        words of the present. Nobody should record in the other any more.

        Raises:
            Conflict: either store cannot be read or written now, as `append`.
            InvalidValue: the other is broken, or what stands here is not its beginning; the code is
                the `JournalFault` that was found.
            WrongType: the other is no `Journal`.
        """
        source = instance_of(Journal, "other", other)._store  # noqa: SLF001 - of the same class
        with self._store.writing():
            # by the rows alone, so that what only its indexes have lost is brought back
            found = verified(source.scan(LEAST, MOST), self.head(), other._coding.limits)
            if found.fault is not None:
                hint = "the other journal is broken, or does not begin with what stands here"
                raise InvalidValue("other", found.fault.value, hint)
            rows = source.scan(self.head().sequence + 1, found.head.sequence)
            while some := tuple(islice(rows, _AT_A_TIME)):
                self._store.insert(some)
        return found.head

    def close(self) -> None:
        """Give back what the store holds of the machine."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _entries(events: Iterable[tuple[Stream, Event | Entry]]) -> list[tuple[Stream, Entry]]:
    return [(stream, event) for stream, event in events if isinstance(event, Entry)]


def _is_outdated(
    asked: Sequence[tuple[Stream, Entry]], told: Sequence[tuple[Stream, Entry]]
) -> bool:
    """Whether they are the same commands, answered by somebody who does not know what came before.

    Their place is another then, and perhaps what became of them.
    """
    commands, recorded = (
        [(stream, entry.key, entry.digest) for stream, entry in entries]
        for entries in (asked, told)
    )
    return asked != told and commands == recorded


def _read_stream(text: str) -> Stream:
    try:
        return read_stream(text)
    except (Misread, InvalidValue):
        pass
    raise InvalidValue("stream", "form", "a row is of no case and no programme")
