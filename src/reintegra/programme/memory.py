"""Commands with a key: repeated by whoever heard no answer, and carried out once.

A key stands for one content. What was carried out is answered again without a new event; what a
rule refused stays refused, with the same reasons, whatever has changed since: a new attempt is a
new command, with a new key. What cannot be decided while a fact is missing is no refusal by a rule:
its key stays free, and the same command is answered once the fact is known. What is malformed
raises, and leaves its key free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stage import Event
from reintegra.errors import Conflict, InvalidValue, UnknownEvent, WrongType
from reintegra.programme.content import digest_of_content
from reintegra.programme.office_change import OfProgramme
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CommandKey
from reintegra.vocabulary.series import Series
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.programme.history import Entry
    from reintegra.vocabulary.identifiers import Digest


class CommandOutcome(Worded):
    """What became of a command."""

    DONE = "done", "Dilaksanakan", "Done"
    REPEATED = "repeated", "Sudah dilaksanakan sebelumnya", "Done before"
    REFUSED = "refused", "Ditolak", "Refused"
    OPEN = "open", "Belum dapat diputuskan", "Cannot be decided yet"


def _as_tuple(events: Iterable[Event | OfProgramme]) -> tuple[Event | OfProgramme, ...]:
    """Of a long case its events as a tuple; what is neither is refused."""
    if not isinstance(events, tuple | Series):
        raise WrongType("Command.events", "tuple", type(events))
    return tuple(events)


@attrs.frozen
class Command:
    """Events to be recorded together under a key, all or none.

    Raises:
        WrongType: the key is no `CommandKey`, or the events are no tuple.
        UnknownEvent: one of them is no event.
        InvalidValue: there is no event.
    """

    key: CommandKey
    events: tuple[Event | OfProgramme, ...] = attrs.field(converter=_as_tuple)

    def __attrs_post_init__(self) -> None:
        instance_of(CommandKey, "Command.key", self.key)
        for event in self.events:
            check_event(event)
        if not self.events:
            raise InvalidValue("Command.events", "empty", "a command records at least one event")

    @property
    def digest(self) -> Digest:
        """The digest of its content; the key is none of it."""
        return digest_of_content(self.events)


def check_event(event: object) -> None:
    """What is recorded is an event of a case, or of the fund.

    Raises:
        UnknownEvent: it is neither.
    """
    if not isinstance(event, Event | OfProgramme):
        raise UnknownEvent(type(event))


def remembered(
    memory: Mapping[CommandKey, Entry], key: CommandKey | None, content: Digest | None
) -> Entry | None:
    """The entry of a command that was answered before; `None` for a new one.

    Raises:
        Conflict: the key was used with another content.
        WrongType: the key is no `CommandKey`.
    """
    if key is None:
        return None
    entry = memory.get(instance_of(CommandKey, "key", key))
    if entry is not None and entry.content != content:
        raise Conflict("key-reused", key, "one key was used for two different commands")
    return entry
