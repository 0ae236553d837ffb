"""What stands in a stream already, and what may not be recorded behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.journal.following import another_person, not_next, person_named, refuse_gap
from reintegra.journal.forms import write_stream
from reintegra.programme import Entry
from reintegra.vocabulary.checks import instance_of

if TYPE_CHECKING:
    from reintegra.journal.coding import Coding
    from reintegra.journal.entry import Batch
    from reintegra.journal.store import Row, Store


def refuse_another_history(batch: Batch, last: Row | None, store: Store, coding: Coding) -> None:
    """Refuse what would stand behind a history that it does not belong to.

    A case that names two people, and a programme whose entry was made upon another one, could be
    recorded and never rebuilt; and nothing that was recorded is taken out again.

    Raises:
        InvalidValue: an entry does not follow on the last (`not-next`), an event names somebody
            else than the person whose case it is (`another-person`), or what stands cannot be read.
    """
    first = batch.events[0]
    if isinstance(first, Entry):
        if first.number != batch.expected_version + 1:
            raise not_next()
        if last is not None:
            refuse_gap(instance_of(Entry, "events", coding.read(last.content).event), first)
    elif last is not None and (person := person_named(batch.events)) is not None:
        opening = coding.read_each(store.contents_of(write_stream(batch.stream), 1, 1))
        if [person] != [person_named([entry.event]) for entry in opening]:
            raise another_person()
