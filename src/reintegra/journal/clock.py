"""The time of recording goes on within a stream, so that a case can be shown as it was known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reintegra.errors import InvalidValue
from reintegra.journal.forms import write_instant
from reintegra.journal.store import DAMAGED, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from reintegra.journal.store import Row

# what follows upon the event; within a text every quotation mark has a stroke before it
_TAIL: Final = re.compile(
    rb',"recorded_at":"([0-9T:.-]{26}Z)","sequence":[0-9]+,"stream":"[^"\\]+","version":[0-9]+\}\Z'
)
_LONGEST_TAIL: Final = 1_000


def refuse_earlier(last: Row | None, recorded_at: datetime) -> None:
    """Refuse a time of recording before that of the last entry of the stream.

    The clock of one machine was behind that of another, or was put back: a case that was asked for
    as it was known between the two would be one that never was. The same time is none before it.

    Raises:
        InvalidValue: it is earlier (`clock-went-back`).
        Conflict: the last entry is not as the library left it (`damaged`).
    """
    if last is None:
        return
    # of equal length and form, so that the order of the texts is that of the times
    content: object = last.content
    found = _TAIL.search(content[-_LONGEST_TAIL:]) if isinstance(content, bytes) else None
    if found is None:
        refuse(DAMAGED)
    if write_instant(recorded_at).encode() < found[1]:
        hint = "the stream has an entry that was recorded later: wait, and look at the clock"
        raise InvalidValue("recorded_at", "clock-went-back", hint)
