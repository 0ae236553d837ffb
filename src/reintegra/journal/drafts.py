"""An event or an entry that is read is filled in as a draft, and becomes one once it was checked.

A draft is of a class below that of the event, with the same fields and no others, which permits
its fields to be set. What a class asks of its values is asked of the draft. Only whether each
value has the declared type is not asked again: the reader of a field gives no other.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from reintegra.chain.drafting import Draft
from reintegra.chain.stage import Event


@cache
def draft_of(kind: type[Any]) -> type[Any]:
    """The class of drafts of a frozen class, whose `__class__` becomes that class.

    An event may have a field of any name, and a draft hides none.
    """
    above = (kind, _typed()) if issubclass(kind, Event) else (kind,)
    return type("EntryDraft", (Draft, *above), {"__slots__": ()})


def own_checks(kind: type[Any]) -> Any | None:  # noqa: ANN401 - a method without a name of its own
    """What a class of events asks of a draft besides the types of its values, if anything."""
    asked: Any = kind.__attrs_post_init__
    return None if asked is Event.__attrs_post_init__ else asked


@cache
def _typed() -> type[Any]:
    """Stands between a class of events and `Event`, whose question about types it answers."""

    def of_declared_types(_: Event) -> None:
        """Each value was made by the reader for the type of its field."""

    return type("Typed", (Event,), {"__slots__": (), "__attrs_post_init__": of_declared_types})
