"""How long 100,000 events take into a journal in SQLite and out of it again as typed objects.

Beside it stands the store of `eventsourcing`, with events of the same fields, written in batches
of the same size and kept as durably (a write-ahead log that is synchronised at each batch). Ours
does more: before it is written each event is read back and compared, it is chained by a digest,
and what is read is held to be canonical and checked field by field. The time is that of the
processor, and the bounds are asserted nowhere.

    python -m benchmarks.journal 100000

The number is how many events there are.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.common.lives import EVENTS, OFFICE, life
from benchmarks.common.peers import module, version
from benchmarks.common.timing import compare, not_here, show, taking_turns
from reintegra.vocabulary import Code, CommandKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reintegra.chain import Event
    from reintegra.journal import Journal

COUNT, CASES_IN_A_BATCH, ROUNDS = 100_000, 100, 3
LAW, NOW = Code("round-of-2019"), datetime(2019, 10, 2, tzinfo=UTC)
OURS, THEIRS = "reintegra", "eventsourcing"
BOUND_OF_APPENDING, BOUND_OF_READING = 1.0, 2.0


def append(journal: Journal, lives: Sequence[tuple[Event, ...]]) -> None:
    """Every event, a hundred cases at once."""
    of_journal: Any = module("reintegra.journal")
    for first in range(0, len(lives), CASES_IN_A_BATCH):
        together = lives[first : first + CASES_IN_A_BATCH]
        journal.append_together(
            [of_journal.Batch(events[0].case, events, 0) for events in together],
            key=CommandKey(f"cases-{first}"),
            actor=OFFICE,
            authority=LAW,
            recorded_at=NOW,
        )


def append_to_peer(store: Any, lives: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401 - the peer's
    """The same, with the store of the peer."""
    for first in range(0, len(lives), CASES_IN_A_BATCH):
        together = lives[first : first + CASES_IN_A_BATCH]
        store.append([event for events in together for event in events])


def files(folder: str) -> Iterator[Path]:
    """A new file each time."""
    number = 0
    while True:
        number += 1
        yield Path(folder) / f"{number}.sqlite"


def main() -> None:
    """Print the times, and the ratios beside their bounds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    journal: Any = module("reintegra.journal")
    if journal is None:
        not_here("cattrs, of the extra `json`, is not installed, so that no journal")
    peer: Any = module("benchmarks.common.lives_of_eventsourcing")
    print(f"  {count:,} events of {count // EVENTS:,} cases; {version('eventsourcing')}")
    lives = [life(number) for number in range(count // EVENTS)]
    with tempfile.TemporaryDirectory() as folder:
        new = files(folder)

        def write() -> Path:
            path = next(new)
            with journal.SqliteJournal(path) as kept:
                append(kept, lives)
            return path

        ours = write()

        def read() -> int:
            with journal.SqliteJournal(ours) as kept:
                return sum(1 for _ in kept.read_all())

        def verify() -> None:
            with journal.SqliteJournal(ours) as kept:
                kept.verify()

        appending: dict[str, Callable[[], object]] = {OURS: write}
        reading: dict[str, Callable[[], object]] = {OURS: read}
        if peer is not None:
            theirs = [peer.life(number) for number in range(count // EVENTS)]

            def write_theirs() -> Path:
                path = next(new)
                store = peer.Store(path)
                append_to_peer(store, theirs)
                store.close()
                return path

            of_theirs = write_theirs()

            def read_theirs() -> int:
                store = peer.Store(of_theirs)
                found = sum(1 for _ in store.read_all())
                store.close()
                return found

            same = read() == read_theirs() == count
            print(f"  as many events come out of both as went in: {'yes' if same else 'NO'}")
            appending[THEIRS], reading[THEIRS] = write_theirs, read_theirs
        wrote, told = taking_turns(appending, ROUNDS), taking_turns(reading, ROUNDS)
        checked = taking_turns({"": verify}, ROUNDS)[""]
    show({f"append: {title}": seconds for title, seconds in wrote.items()})
    show({f"read as typed objects: {title}": seconds for title, seconds in told.items()})
    show({"verify: reintegra": checked})
    if peer is None:
        not_here("eventsourcing is not installed, so that nothing to compare with")
    compare(
        "appended so many times as fast", wrote[THEIRS] / wrote[OURS], BOUND_OF_APPENDING,
        at_least=True,
    )  # fmt: skip
    compare(
        "read so many times as fast", told[THEIRS] / told[OURS], BOUND_OF_READING, at_least=True
    )


if __name__ == "__main__":
    main()
