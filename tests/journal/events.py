"""Made-up events of every type, drawn from the fields of their classes."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import strategies as st

from reintegra.chain.deportation import Label
from reintegra.chain.guidance import SessionAttended
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.stage import Event
from reintegra.chain.table import PLACES
from reintegra.errors import InvalidValue
from reintegra.journal import SCHEMAS, Journal
from reintegra.programme import Entry
from reintegra.programme.content import digest_of_content
from reintegra.vocabulary import (
    IDR,
    XTS,
    ActorId,
    CaseId,
    Code,
    CommandKey,
    CountryCode,
    Digest,
    Money,
    Period,
    PersonId,
    PointOfEntry,
    RegionCode,
    Text,
    Worded,
)
from reintegra.vocabulary.identifiers import Identifier

if TYPE_CHECKING:
    from reintegra.journal import Appended

OFFICE, LAW = ActorId("social-office"), Code("letter-of-return")
NOW = datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
DAY = date(2019, 9, 16)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
EVENTS = tuple(kind for kind in SCHEMAS.values() if kind is not Entry)
ON_THE_CHAIN = tuple(kind for kind in EVENTS if kind in PLACES)

_WORDS: Mapping[type, st.SearchStrategy[Any]] = {
    Code: st.sampled_from(["sewing", "a", "z9-b-c"]).map(Code),
    CountryCode: st.sampled_from(["MY", "NA"]).map(CountryCode),
    Digest: st.binary(max_size=3).map(lambda seed: digest_of_content(seed.hex())),
    RegionCode: st.sampled_from(["52", "52.02", "99.01"]).map(RegionCode),
    Text: st.builds(Text, id=st.just("Ya"), en=st.sampled_from(["Yes", "\u2713 \U0001f642", '"'])),
    Money: st.builds(Money, st.integers(1, 10**25), st.sampled_from([IDR, XTS])),
    date: DAYS,
    bool: st.booleans(),
    int: st.integers(1, 24) | st.integers(0, 10**6),
    str: st.sampled_from(["", "p/1", '\u2713 \U0001f642 "\\', "\x7f\n"]),
    types.NoneType: st.none(),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values that an annotation permits."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*map(values_of, inner))
    if origin is tuple:
        return st.lists(values_of(inner[0]), max_size=3).map(tuple)
    if origin is frozenset:
        return st.frozensets(values_of(inner[0]), max_size=3)
    if origin is Mapping:
        return st.dictionaries(values_of(inner[0]), values_of(inner[1]), max_size=3)
    if hint in _WORDS:
        return _WORDS[hint]
    if issubclass(hint, Worded):
        return st.sampled_from(hint)
    if issubclass(hint, Identifier):
        return st.sampled_from(["a-1", "B", "case/2019-10-31:7", "z_.x"]).map(hint)
    return (
        st.sampled_from(ON_THE_CHAIN).flatmap(of_type)
        if hint.__name__ == "Event"
        else of_type(hint)
    )


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a class by its fields; what it refuses is drawn again."""
    return _made_once(kind)


@cache
def _made_once(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    fields = {field.name: values_of(hints[field.name]) for field in attrs.fields(kind)}

    def made(values: dict[str, Any]) -> Any:
        try:
            return kind(**_fitting(kind, values))
        except InvalidValue:
            return None

    return st.fixed_dictionaries(fields).map(made).filter(lambda value: value is not None)


def _fitting(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """What a class asks of its fields together, where chance would hardly meet it."""
    if kind.__name__ == "ArrivalReceived":
        return {**values, "at": PointOfEntry(values["at"], "Pelabuhan Contoh")}
    if kind.__name__ == "Awarded":
        parts = tuple(Money(abs(part.units), IDR) for part in values["tranches"])
        parts = parts or (Money(960_000, IDR),)
        return {**values, "tranches": parts, "amount": Money.total(parts, IDR)}
    if kind is Period and values["end"] is not None:
        return {"start": min(values.values()), "end": max(values.values())}
    if "returned_on" in values:
        values = {**values, "returned_on": min(values["on"], values["returned_on"])}
    if "regency" in values:
        values = {**values, "regency": RegionCode("52.02")}
    if kind.__name__ == "Office":
        actors = sorted({officer.actor for officer in values["officers"]})
        kept = {
            "officers": tuple({each.actor: each for each in values["officers"]}.values()),
            "approvers": frozenset(actors[:2]),
            "delegations": tuple(
                attrs.evolve(each, of=actors[0], to=actors[1]) for each in values["delegations"]
            )
            if len(actors) > 1
            else (),
            "required": values["required"] and values["required"] % 2 + 1,
        }
        return {**values, **kept}
    return values


def attested(case: CaseId, person: str = "person-1") -> ReturnAttested:
    """The event with which a made-up case begins."""
    return ReturnAttested(
        case=case,
        on=DAY,
        person=PersonId(person),
        by=OFFICE,
        returned_on=date(2017, 8, 1),
        regency=RegionCode("52.02"),
        label=Label.WNI_MKPO,
    )


def sessions(case: CaseId, hours: tuple[int, ...]) -> list[SessionAttended]:
    """So many sessions attended, of so many hours each."""
    return [SessionAttended(case=case, on=DAY, module=Code("sewing"), hours=each) for each in hours]


def append(
    journal: Journal,
    stream: Any,
    events: Any,
    expected: int = 0,
    key: str | None = None,
    **more: Any,
) -> Appended:
    """Append with an office and a mandate that need no mention."""
    given = {"actor": OFFICE, "authority": LAW, "recorded_at": NOW, **more}
    named = None if key is None else CommandKey(key)
    return journal.append(stream, events, expected_version=expected, key=named, **given)


def events_of(journal: Journal, stream: Any, first: int = 1) -> list[Any]:
    """The events of a stream, unwrapped."""
    return [entry.event for entry in journal.read(stream, first)]


def interrupt(journal: Journal) -> None:
    """Stop a command in its midst, as a person does who interrupts the program."""
    store = journal._store  # noqa: SLF001 - stopped where only a signal would stop it
    row = store.last()
    assert row is not None

    def stopped() -> None:
        with store.writing():
            store.insert([row._replace(sequence=row.sequence + 1, version=row.version + 1)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()


def standing(event: Any) -> Any:
    """The event as it can stand in a stream: what happens to a programme stands in a command."""
    if isinstance(event, Event | Entry):
        return event
    return Entry(event.programme, 1, (event,), before=digest_of_content("made up"))
