"""No event has a field in which a person could be named: it is proved by walking all of them."""

from __future__ import annotations

import types
import typing
from datetime import date
from typing import Any

import attrs

from reintegra.journal import SCHEMAS, JournalEntry
from reintegra.vocabulary import Money, RegionCode, Text, Worded
from reintegra.vocabulary.identifiers import Identifier
from reintegra.vocabulary.money import Currency

CLOSED = (Worded, Identifier, RegionCode, Money, date, bool, int, types.NoneType)
"""Types of which no value can say a name: closed words, guarded identifiers, numbers, days."""

TEXTS_OF_THE_LIBRARY = {
    ("Refusal", "codes"): "the codes of rules",
    ("Refusal", "open"): "the codes of rules",
    ("Refusal", "to_ask"): "the names of facts",
    ("Refusal", "event"): "the code of a type of event",
    ("Text", "id"): "words of the library and of a policy",
    ("Text", "en"): "words of the library and of a policy",
    ("BankLine", "reference"): "the number of a payment, or nothing: see test_replay",
}
"""Every field that is a plain text, and what fills it; none is filled by a person who types."""


def texts_below(kind: Any, owner: tuple[str, str], seen: set[Any]) -> set[tuple[str, str]]:
    """The fields below a type that are plain texts."""
    inner = typing.get_args(kind)
    if inner:
        return set().union(*(texts_below(each, owner, seen) for each in inner if each is not ...))
    if kind is str:
        return {owner}
    assert isinstance(kind, type)
    if issubclass(kind, CLOSED) or kind in seen:
        return set()
    assert attrs.has(kind), f"{kind} is neither closed nor a record"
    seen.add(kind)
    hints = typing.get_type_hints(kind)
    return set().union(
        *(
            texts_below(hints[field.name], (kind.__name__, field.name), seen)
            for field in attrs.fields(kind)
        )
    )


def test_every_field_of_every_event_is_of_a_type_that_cannot_name_a_person() -> None:
    """The events themselves have no text at all; what surrounds a command has those listed."""
    seen: set[Any] = set()
    events = {name: kind for name, kind in SCHEMAS.items() if name != "entry"}
    assert set() == set().union(*(texts_below(kind, ("", ""), seen) for kind in events.values()))
    found = texts_below(SCHEMAS["entry"], ("", ""), set())
    found |= texts_below(JournalEntry, ("", ""), set())
    assert set(TEXTS_OF_THE_LIBRARY) == found
    assert Text in {Text, Currency}
