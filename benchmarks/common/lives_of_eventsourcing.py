"""The same events for `eventsourcing`: an aggregate with `@event`, and its store in SQLite.

Its events hold what ours hold, as plain texts, days and numbers. Beside an event its time is
recorded; ours has actor, authority and key as well, and a digest that chains it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import (
    DatetimeAsISO,
    JSONTranscoder,
    Mapper,
    Transcoding,
    UUIDAsHex,
)
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.common.lives import MODULE, OFFICE, ON, PROGRAMME, REGENCY, SESSIONS, SITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from uuid import UUID

PAGE = 1_000


class Life(Aggregate):
    """A case as an aggregate, with guidance and stimulus in its fields."""

    @event("Attested")
    def __init__(
        self, on: date, person: str, by: str, returned_on: date, regency: str, label: str
    ) -> None:
        self.on, self.person, self.by = on, person, by
        self.returned_on, self.regency, self.label = returned_on, regency, label
        self.status, self.hours = "not-started", 0
        self.sessions: list[tuple[date, str, int]] = []

    @event("Enrolled")
    def enrol(self, on: date, programme: str, site: str) -> None:
        """Enrolled in guidance."""
        self.status, self.enrolled_on, self.programme, self.site = "enrolled", on, programme, site

    @event("Attended")
    def attend(self, on: date, module: str, hours: int) -> None:
        """A session was attended."""
        self.status = "attending"
        self.sessions.append((on, module, hours))
        self.hours += hours

    @event("Completed")
    def complete(self, on: date) -> None:
        """Guidance was completed."""
        self.status, self.completed_on = "completed", on

    @event("Registered")
    def register(self, on: date, account: str) -> None:
        """An account was registered."""
        self.registered_on, self.account = on, account

    @event("Consented")
    def answer(self, on: date, consent: str) -> None:
        """Consent was given or not."""
        self.answered_on, self.consent = on, consent


class DayAsText(Transcoding):
    """A day, which the peer does not write by itself."""

    type = date
    name = "day"

    def encode(self, obj: date) -> str:
        """The day as a text."""
        return obj.isoformat()

    def decode(self, data: str) -> date:
        """The day that a text names."""
        return date.fromisoformat(data)


def life(number: int, sessions: int = SESSIONS) -> Sequence[Any]:
    """The events of one case."""
    case = Life(
        on=ON,
        person=f"person-{number}",
        by=str(OFFICE),
        returned_on=ON,
        regency=REGENCY.value,
        label="wni-mkpo",
    )
    case.enrol(on=ON, programme=str(PROGRAMME), site=str(SITE))
    for each in range(sessions):
        case.attend(on=ON, module=str(MODULE), hours=1 + each % 8)
    case.complete(on=ON)
    case.register(on=ON, account=f"account-{number}")
    case.answer(on=ON, consent="given")
    events: Sequence[Any] = case.collect_events()
    return events


def replayed(events: Iterable[Any]) -> Any:  # noqa: ANN401 - an aggregate of the peer
    """The aggregate that the events make, as its repository does it."""
    aggregate = None
    for each in events:
        aggregate = each.mutate(aggregate)
    return aggregate


class Store:
    """Its recorder for SQLite, with its mapper and its transcoder of JSON."""

    def __init__(self, path: Path) -> None:
        transcoder = JSONTranscoder()
        for transcoding in (DayAsText(), UUIDAsHex(), DatetimeAsISO()):
            transcoder.register(transcoding)
        self._mapper = Mapper(transcoder)
        self._datastore = SQLiteDatastore(str(path))
        self._recorder = SQLiteApplicationRecorder(self._datastore)
        self._recorder.create_table()

    def append(self, events: Iterable[Any]) -> None:
        """Keep events, all or none."""
        self._recorder.insert_events([self._mapper.to_stored_event(each) for each in events])

    def read_all(self) -> Iterator[Any]:
        """Every event in the order of recording, by pages as its own followers read them."""
        start = 1
        while page := self._recorder.select_notifications(start, PAGE):
            yield from map(self._mapper.to_domain_event, page)
            start = page[-1].id + 1

    def read(self, case: UUID) -> Iterator[Any]:
        """The events of one aggregate."""
        return map(self._mapper.to_domain_event, self._recorder.select_events(case))

    def close(self) -> None:
        """Close the file."""
        self._datastore.close()
