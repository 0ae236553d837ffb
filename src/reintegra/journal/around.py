"""What stands around an event in the bytes of its entry: who recorded it, why, when and where.

The same for all events of one command, but for the place; so it is written once for all of them,
and read once while it is remembered.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from reintegra.journal.forms import REMEMBERED, Misread, instant_of, write_instant
from reintegra.vocabulary.identifiers import ActorId, Code, CommandKey

if TYPE_CHECKING:
    from datetime import datetime

    from reintegra.journal.entry import JournalEntry, Mandate

TEXT: Final = r'"([^"]*)"'
NUMBER: Final = r"(0|-?[1-9][0-9]{0,17})"
_COUNT: Final = r"([1-9][0-9]{0,17})"

_BEFORE: Final = re.compile(
    rf'\{{"actor":{TEXT},"authority":{TEXT},"cause":(?:null|{NUMBER}),"event":'
)
_AFTER: Final = re.compile(rf',"key":(?:null|{TEXT}),"recorded_at":{TEXT},"sequence":')

_ONLY_OF_ITS_CASE: Final = r'"stream":"case:(?P=case)"'
AN_ENTRY: Final = (
    r"(\{[^{]*)",
    (
        rf'(,"key":(?:null|"[^"]*"),"recorded_at":"[^"]*","sequence":){_COUNT},{_ONLY_OF_ITS_CASE},'
        rf'"version":{_COUNT}\}}'
    ),
)
"""What stands around the expression of an event in that of its entry: one group, and three.

Both texts around an event are for `read_around`. A case has no other stream than its own.
"""


class Around(NamedTuple):
    """What stands before an event, and between it and the sequence, as text."""

    before: str
    after: str

    @classmethod
    def of(cls, held: Mandate | JournalEntry) -> Around:
        """Those of a command, or of one of its entries."""
        cause = "null" if held.cause is None else held.cause
        key = "null" if held.key is None else f'"{held.key.value}"'
        at = write_instant(held.recorded_at)
        return cls(
            f'{{"actor":"{held.actor.value}","authority":"{held.authority.value}",'
            f'"cause":{cause},"event":',
            f',"key":{key},"recorded_at":"{at}","sequence":',
        )


@lru_cache(REMEMBERED)
def read_around(
    before: str, after: str
) -> tuple[ActorId, Code, int | None, CommandKey | None, datetime]:
    """Actor, authority, cause, key and time, from the two groups of `AN_ENTRY`.

    Raises:
        Misread: they have another form, or the time has.
        InvalidValue: an identifier has another form.
    """
    of_actor, of_key = _BEFORE.fullmatch(before), _AFTER.fullmatch(after)
    if of_actor is None or of_key is None:
        raise Misread("form")
    actor, authority, cause = of_actor.groups()
    key, recorded_at = of_key.groups()
    return (
        ActorId(actor),
        Code(authority),
        None if cause is None else int(cause),
        None if key is None else CommandKey(key),
        instant_of(recorded_at),
    )
