"""What is recorded of an event: which, where it stands, when, by whom and by what mandate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from reintegra.chain.case import OPENING_EVENTS
from reintegra.chain.stage import Event
from reintegra.chain.table import place_of
from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from reintegra.journal.chaining import Anchor
from reintegra.journal.drafts import draft_of
from reintegra.journal.following import not_next, person_named, refuse_gap
from reintegra.programme import Entry
from reintegra.vocabulary.calendar import as_instant
from reintegra.vocabulary.checks import at_least, instance_of
from reintegra.vocabulary.identifiers import ActorId, CaseId, Code, CommandKey, ProgrammeId

if TYPE_CHECKING:
    from collections.abc import Iterable

Stream = CaseId | ProgrammeId
"""Whose events they are: a case has those of the chain, a programme its commands (`Entry`)."""


STREAMS: Final = (CaseId, ProgrammeId)


def stream_of(value: object) -> Stream:
    """The value itself, if it is the number of a case or of a programme, and of no other class.

    Raises:
        WrongType: anything else.
    """
    if type(value) not in STREAMS:
        raise WrongType("stream", "CaseId or ProgrammeId", type(value))
    return cast("Stream", value)


def _exactly(kind: type[Any], field: str, value: object) -> None:
    """Refuse a class of the embedder, which would not be read back as what it was."""
    if type(value) is not kind:
        raise WrongType(field, kind.__name__, type(value))


def instant_in_utc(value: datetime) -> datetime:
    """The plain UTC time, if it is given in UTC.

    Raises:
        WrongType: not a time, or one that does not say its offset.
        InvalidValue: the time of another zone.
    """
    instant = as_instant(value, "recorded_at")
    if value.utcoffset() != timedelta(0):
        raise InvalidValue("recorded_at", "not-utc", "the time of recording is given in UTC")
    return instant


@attrs.frozen(kw_only=True)
class JournalEntry:
    """One event as it was recorded.

    `sequence` counts the entries of the journal from 1, `version` those of the stream.
    `recorded_at` is in UTC, as the caller gave it. `authority` is the mandate by which it was
    recorded, `cause` the sequence of an entry that led to this one. `key` is that of the command,
    which may have several entries.
    """

    sequence: int
    stream: Stream
    version: int
    recorded_at: datetime
    actor: ActorId
    authority: Code
    cause: int | None
    key: CommandKey | None
    event: Event | Entry


_ENTRY_DRAFT: Final = draft_of(JournalEntry)


@attrs.frozen(kw_only=True)
class Mandate:
    """Who records, by what mandate and when; why; and under which key.

    `authority` is the mandate as a code of the embedder, `cause` the sequence of an entry that led
    to this one.

    Raises:
        InvalidValue: the cause is below 1, or the time is not in UTC.
        WrongType: a field holds a value of another type than the one declared.
    """

    recorded_at: datetime = attrs.field(converter=instant_in_utc)
    actor: ActorId
    authority: Code
    cause: int | None
    key: CommandKey | None

    def __attrs_post_init__(self) -> None:
        _exactly(ActorId, "actor", self.actor)
        _exactly(Code, "authority", self.authority)
        if self.key is not None:
            _exactly(CommandKey, "key", self.key)
        if self.cause is not None:
            at_least(1, "cause", self.cause)

    def entry(
        self, sequence: int, stream: Stream, version: int, event: Event | Entry
    ) -> JournalEntry:
        """What is recorded of one event by this mandate."""
        entry: Any = object.__new__(_ENTRY_DRAFT)
        entry.sequence, entry.stream, entry.version, entry.event = sequence, stream, version, event
        entry.recorded_at, entry.actor, entry.authority = (
            self.recorded_at,
            self.actor,
            self.authority,
        )
        entry.cause, entry.key = self.cause, self.key
        entry.__class__ = JournalEntry
        return cast("JournalEntry", entry)


@attrs.frozen
class Appended:
    """What one command recorded, and how far the journal had come with it.

    Whoever repeats the command is given the same, however far the journal has come since.
    """

    entries: tuple[JournalEntry, ...]
    anchor: Anchor


def _in_order(events: Iterable[Event | Entry]) -> tuple[Event | Entry, ...]:
    return tuple(events)


@attrs.frozen
class Batch:
    """Events to be recorded in one stream, in their order.

    `expected_version` is how many events the stream has, as whoever records them has seen it.

    Raises:
        InvalidValue: there is no event, the version is negative, an event belongs to another
            stream, the first of a case does not open one, those of a case name two people, or an
            entry of a programme does not follow the one before it, or is not as it was made.
        UnknownEvent: an event of a case that the chain does not have.
        WrongType: the stream is neither a case nor a programme, or the events of a programme are
            not its entries.
    """

    stream: Stream
    events: tuple[Event | Entry, ...] = attrs.field(converter=_in_order)
    expected_version: int

    def __attrs_post_init__(self) -> None:
        stream_of(self.stream)
        at_least(0, "expected_version", self.expected_version)
        if not self.events:
            raise InvalidValue("events", "empty", "at least one event is recorded")
        if isinstance(self.stream, CaseId):
            self._check_case()
        else:
            self._check_programme()

    def _check_case(self) -> None:
        for event in self.events:
            if not isinstance(event, Event):
                raise UnknownEvent(type(event))
            place_of(type(event))
            # most often it is the very same object, which needs no comparison
            if event.case is not self.stream and event.case != self.stream:
                raise InvalidValue("events", "another-stream", "each event is of this case")
        if not self.expected_version and not isinstance(self.events[0], OPENING_EVENTS):
            hint = "a case begins with a deportation or an attested return"
            raise InvalidValue("events", "not-opening", hint)
        person_named(self.events)

    def _check_programme(self) -> None:
        before: Entry | None = None
        for event in self.events:
            entry = instance_of(Entry, "events", event)
            if entry.programme != self.stream:
                raise InvalidValue("events", "another-stream", "each entry is of this programme")
            if not entry.is_whole:
                raise not_next()
            if before is not None:
                refuse_gap(before, entry)
            before = entry


def distinct(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """The batches of one command, which names each stream once.

    Raises:
        InvalidValue: there is none, or two are of one stream.
        WrongType: one of them is no `Batch`.
    """
    held = tuple(instance_of(Batch, "batches", batch) for batch in batches)
    if not held:
        raise InvalidValue("batches", "empty", "at least one event is recorded")
    if len({batch.stream for batch in held}) != len(held):
        raise InvalidValue("batches", "stream-twice", "name each stream once")
    return held
