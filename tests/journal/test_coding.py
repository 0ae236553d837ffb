"""Every event of the library is written by its fields, and read back as strictly."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.stage import Event
from reintegra.chain.table import PLACES, code_of
from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from reintegra.journal import SCHEMAS, Coding, DecodingLimits, JournalEntry, Upcaster
from reintegra.journal.schemas import event_types
from reintegra.programme import Entry, Office, OfficeChanged, Officer
from reintegra.programme.content import digest_of_content
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.paying.acts import NOT_OF_THE_CHAIN
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary import ActorId, CaseId, CommandKey, PersonId, ProgrammeId, idr
from tests.journal.events import (
    DAY,
    EVENTS,
    LAW,
    NOW,
    OFFICE,
    attested,
    of_type,
    sessions,
    standing,
)
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Callable

CODING = Coding()
CASE = CaseId("case-1")


def entry_with(event: Any) -> JournalEntry:
    """An entry of a made-up stream."""
    stream = getattr(event, "case", None) or event.programme
    return JournalEntry(
        sequence=7,
        stream=stream,
        version=3,
        recorded_at=NOW,
        actor=OFFICE,
        authority=LAW,
        cause=None,
        key=CommandKey("key-1"),
        event=event,
    )


def written(event: Any, coding: Coding = CODING) -> bytes:
    """The canonical bytes of an entry with this event."""
    return coding.write(entry_with(event), coding.data_of(event))


def data_of(event: Any) -> dict[str, Any]:
    """The same as data that can be spoilt."""
    data: dict[str, Any] = json.loads(written(event))
    return data


def refused(data: Any, coding: Coding = CODING) -> InvalidValue:
    """The error with which data is refused."""
    with pytest.raises(InvalidValue) as caught:
        coding.read(canonical_bytes(data))
    return caught.value


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: str(kind.__name__))
@settings(max_examples=at_most(15))  # for each class of events, with every field drawn
@given(st.data())
def test_every_event_is_read_as_it_was_written(kind: type[Any], data: st.DataObject) -> None:
    """Of every class every field, and every type of value that the field permits."""
    event = standing(data.draw(of_type(kind)))
    content = written(event)
    read = CODING.read(content)
    assert entry_with(event) == read
    assert type(event) is type(read.event)
    for field in attrs.fields(type(event)):
        assert type(getattr(event, field.name)) is type(getattr(read.event, field.name))
    assert digest_of_content(event) == digest_of_content(read.event)
    assert content == written(read.event)


@settings(max_examples=at_most(30))  # a command with all that it may hold
@given(of_type(Entry))
def test_every_command_of_a_programme_is_read_as_it_was_written(entry: Entry) -> None:
    """With its events, its refusal, its findings and what a bank statement was answered."""
    content = written(entry)
    read = CODING.read(content).event
    assert entry == read
    assert digest_of_content(entry) == digest_of_content(read)
    assert content == written(read)


def test_the_types_are_all_that_the_table_the_desk_and_the_programme_have() -> None:
    """Walked from the classes, and the same as what the library itself goes by."""
    by_the_library = {*PLACES, *NOT_OF_THE_CHAIN, FundAppropriated, OfficeChanged, Entry}
    assert by_the_library == set(SCHEMAS.values())
    assert {code_of(kind): kind for kind in by_the_library} == dict(SCHEMAS)


def test_an_event_of_an_embedder_is_no_schema_of_the_library() -> None:
    """Whatever class somebody else puts below `Event`, the schemas stay as they are."""

    @attrs.frozen(kw_only=True)
    class Own(Event):
        """Of another library."""

    assert Own not in set(SCHEMAS.values())
    with pytest.raises(UnknownEvent):
        CODING.data_of(Own(case=CASE, on=DAY))
    assert Own not in set(event_types())


def wrong_values(value: Any) -> list[Any]:
    """What JSON could hold in the place of a value, and must not."""
    others: list[Any] = [None, True, 0, 1, "x", "", [], {}, [None], {"missing": 1}, -(10**18)]
    if isinstance(value, int):
        others += [str(value), bool(value)]
    if isinstance(value, str):
        others += [[value], {"missing": value}, value + "\n", value.upper() + "-", f" {value}"]
    return [each for each in others if (type(each), each) != (type(value), value)]


def places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in data."""
    found = [way] if way else []
    held: Any = data if isinstance(data, dict | list) else []
    for name, value in held.items() if isinstance(held, dict) else enumerate(held):
        found += places(value, (*way, name))
    return found


def put(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at one place."""
    copy = json.loads(json.dumps(data))
    at = copy
    for step in way[:-1]:
        at = at[step]
    at[way[-1]] = value
    return copy


@pytest.mark.parametrize("kind", [*EVENTS, Entry], ids=lambda kind: str(kind.__name__))
@settings(max_examples=at_most(3))  # each tries many values, for each class of events
@given(st.data())
def test_a_wrong_value_anywhere_is_refused_or_means_what_it_says(
    kind: type[Any], data: st.DataObject
) -> None:
    """Nothing is bent to fit: what is read at all is written as the very same bytes."""
    right = data_of(standing(data.draw(of_type(kind))))
    way = data.draw(st.sampled_from(places(right)))
    at: Any = right
    for step in way:
        at = at[step]
    for other in wrong_values(at):
        content = canonical_bytes(put(right, way, other))
        try:
            read = CODING.read(content)
        except InvalidValue:
            continue
        assert content == CODING.write(read, CODING.data_of(read.event))


@pytest.mark.parametrize("kind", [*EVENTS, Entry], ids=lambda kind: str(kind.__name__))
@settings(max_examples=at_most(3))  # each tries many values, for each class of events
@given(st.data())
def test_a_field_too_few_or_too_many_is_refused(kind: type[Any], data: st.DataObject) -> None:
    """Also one that has a default; the unknown name is not repeated."""
    right = data_of(standing(data.draw(of_type(kind))))
    objects = [way for way in [(), *places(right)] if _at(right, way).__class__ is dict]
    way = data.draw(st.sampled_from(objects))
    if way[-1:] == ("households",):
        return
    inside = _at(right, way)
    more = put(right, (*way, "3201234567890001"), 1)
    assert "3201234567890001" not in str(refused(more))
    for name in inside:
        fewer = {key: value for key, value in inside.items() if key != name}
        refused(put(right, way, fewer) if way else fewer)


def _at(data: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        data = data[step]
    return data


OFFICE_CHANGED = OfficeChanged(
    programme=ProgrammeId("stimulus"),
    on=DAY,
    by=OFFICE,
    office=Office(
        (Officer(ActorId("a-1")), Officer(ActorId("a-2"), PersonId("p-1"))),
        frozenset({ActorId("a-1"), ActorId("a-2")}),
        required=2,
        attempts=1,
        recent_days=0,
    ),
)
IN_A_COMMAND = standing(OFFICE_CHANGED)
FIRST = ("event", "data", "events", 0)
SESSION = sessions(CASE, (3,))[0]
SPOILT: dict[str, tuple[Any, tuple[Any, ...], Any, str, str]] = {
    "bool": (
        SESSION,
        ("event", "data", "hours"),
        True,
        "entry.event(session-attended).hours",
        "wrong-type",
    ),
    "text": (
        SESSION,
        ("event", "data", "hours"),
        "3",
        "entry.event(session-attended).hours",
        "wrong-type",
    ),
    "range": (SESSION, ("event", "data", "hours"), 25, "entry.event(session-attended)", "hours"),
    "day": (
        SESSION,
        ("event", "data", "on"),
        "20190916",
        "entry.event(session-attended).on",
        "form",
    ),
    "no day": (
        SESSION,
        ("event", "data", "on"),
        "2019-02-30",
        "entry.event(session-attended).on",
        "malformed",
    ),
    "week": (
        SESSION,
        ("event", "data", "on"),
        "2019-W37-1",
        "entry.event(session-attended).on",
        "form",
    ),
    "case": (
        SESSION,
        ("event", "data", "case"),
        "320123456789",
        "entry.event(session-attended).case",
        "form",
    ),
    "digits": (
        SESSION,
        ("event", "data", "case"),
        "x320123456789",
        "entry.event(session-attended).case",
        "digits",
    ),
    "code": (
        attested(CASE),
        ("event", "data", "label"),
        "other",
        "entry.event(return-attested).label",
        "unknown-code",
    ),
    "missing": (
        attested(CASE),
        ("event", "data", "label"),
        {"missing": "so"},
        "entry.event(return-attested).label",
        "unknown-code",
    ),
    "no text": (
        attested(CASE),
        ("event", "data", "label"),
        1,
        "entry.event(return-attested).label",
        "wrong-type",
    ),
    "type": (
        SESSION,
        ("event", "type"),
        "session-held",
        "entry.event(session-held)",
        "unknown-type",
    ),
    "personal type": (
        SESSION,
        ("event", "type"),
        "3201234567890001",
        "entry.event",
        "unknown-type",
    ),
    "type no text": (SESSION, ("event", "type"), 1, "entry.event", "wrong-type"),
    "long type": (SESSION, ("event", "type"), "a" * 65, "entry.event", "unknown-type"),
    "future": (SESSION, ("event", "schema"), 2, "entry.event(session-attended)", "unknown-schema"),
    "zero": (SESSION, ("event", "schema"), 0, "entry.event(session-attended)", "unknown-schema"),
    "schema bool": (SESSION, ("event", "schema"), True, "entry.event", "wrong-type"),
    "data": (SESSION, ("event", "data"), [], "entry.event", "wrong-type"),
    "no event": (SESSION, ("event",), None, "entry.event", "wrong-type"),
    "stream": (SESSION, ("stream",), "person:case-1", "entry.stream", "form"),
    "stream no text": (SESSION, ("stream",), 1, "entry.stream", "wrong-type"),
    "stream no number": (SESSION, ("stream",), "case:", "entry.stream", "form"),
    "time": (SESSION, ("recorded_at",), "2020-01-02T03:04:05Z", "entry.recorded_at", "form"),
    "time zone": (
        SESSION,
        ("recorded_at",),
        "2020-01-02T03:04:05.000000+07:00",
        "entry.recorded_at",
        "form",
    ),
    "no time": (
        SESSION,
        ("recorded_at",),
        "2020-01-02T03:04:61.000000Z",
        "entry.recorded_at",
        "malformed",
    ),
    "time no text": (SESSION, ("recorded_at",), 1, "entry.recorded_at", "wrong-type"),
    "set order": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "approvers"),
        ["a-2", "a-1"],
        "entry.event(entry).events[0](office-changed).office.approvers",
        "not-canonical",
    ),
    "set twice": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "approvers"),
        ["a-1", "a-1"],
        "entry.event(entry).events[0](office-changed).office.approvers",
        "not-canonical",
    ),
    "set member": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "approvers"),
        ["a-1", 2],
        "entry.event(entry).events[0](office-changed).office.approvers[1]",
        "wrong-type",
    ),
    "no list": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "officers"),
        {},
        "entry.event(entry).events[0](office-changed).office.officers",
        "wrong-type",
    ),
    "in a list": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "officers", 1, "person"),
        5,
        "entry.event(entry).events[0](office-changed).office.officers[1].person",
        "wrong-type",
    ),
    "mapping": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "households"),
        [],
        "entry.event(entry).events[0](office-changed).office.households",
        "wrong-type",
    ),
    "mapping key": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "households"),
        {"320123456789": "h-1"},
        "entry.event(entry).events[0](office-changed).office.households[key]",
        "form",
    ),
    "mapping value": (
        IN_A_COMMAND,
        (*FIRST, "data", "office", "households"),
        {"p-1": None},
        "entry.event(entry).events[0](office-changed).office.households[value]",
        "wrong-type",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_refusal_names_the_field_and_the_reason_and_never_the_value(name: str) -> None:
    """Whoever reads the error finds the place; what stood there may be personal."""
    event, way, value, field, code = SPOILT[name]
    error = refused(put(data_of(event), way, value))
    assert (field, code) == (error.field, error.code)
    assert "320123456789" not in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


def test_an_event_stands_only_where_its_kind_is_asked_for() -> None:
    """A command of a programme holds events, and no other command."""
    data = data_of(standing(OFFICE_CHANGED))
    nested = put(data, ("event", "data", "events"), [data["event"]])
    assert "entry.event(entry).events[0]" == refused(nested).field


def older(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Coding:
    """A library in which sessions are at their third schema."""
    steps = (
        Upcaster("session-attended", 1, change),
        Upcaster("session-attended", 2, lambda data: {**data, "hours": data["hours"] // 60}),
    )
    return Coding(upcasters=steps, versions={"session-attended": 3})


def in_minutes(data: dict[str, Any]) -> dict[str, Any]:
    """The second schema counted in minutes; the first in quarters, by another name."""
    return {"hours": data.pop("quarters") * 15, **data}


@pytest.mark.parametrize(
    ("name", "hint"),
    [("type", "no type of event of this name"), ("future", "no version of this schema")],
)
def test_what_the_library_does_not_know_is_not_called_another_form(name: str, hint: str) -> None:
    """Whoever went back to an older release is not to think that the journal is damaged."""
    event, way, value, *_ = SPOILT[name]
    assert hint in str(refused(put(data_of(event), way, value)))


def test_what_was_recorded_under_an_older_schema_is_read_by_a_chain_of_upcasters() -> None:
    """Each takes it from one version to the next."""
    coding = older(in_minutes)
    third = json.loads(written(SESSION, coding))
    assert 3 == third["event"]["schema"]
    first = put(third, ("event", "schema"), 1)
    first["event"]["data"]["quarters"] = 12
    del first["event"]["data"]["hours"]
    second = put(put(third, ("event", "schema"), 2), ("event", "data", "hours"), 180)
    for data in (first, second, third):
        assert SESSION == coding.read(canonical_bytes(data)).event
    assert "unknown-schema" == refused(put(third, ("event", "schema"), 4), coding).code


def test_a_fault_of_an_upcaster_is_told_by_the_schema() -> None:
    """What it was given is not repeated, nor is its own error."""
    data = put(data_of(SESSION), ("event", "data", "case"), "secret-case")
    error = refused(data, older(in_minutes))
    assert ("entry.event(session-attended)", "not-upcast") == (error.field, error.code)
    assert "quarters" not in str(error)


ONE, SECOND = Upcaster("session-attended", 1, dict), Upcaster("session-attended", 2, dict)


@pytest.mark.parametrize(
    ("upcasters", "versions", "text"),
    [
        ((SECOND,), {"session-attended": 3}, r"session-attended: .*schema 1.*no-upcaster"),
        ((SECOND, SECOND), {}, r"upcasters: .*\[twice"),
        ((SECOND,), {}, r"session-attended: .*schema 2 .*never-asked"),
        ((ONE, SECOND), {"session-attended": 2}, r"session-attended: .*schema 2 .*never-asked"),
        ((Upcaster("session-held", 1, dict),), {}, r"upcasters: .*unknown-type"),
        ((), {"session-held": 1}, r"versions: .*unknown-type"),
        ((), {"session-attended": 0}, r"session-attended: .*at least 1 .*too-small"),
    ],
)
def test_what_the_upcasters_cannot_read_is_found_before_anything_is(
    upcasters: Any, versions: Any, text: str
) -> None:
    """A version that nothing reads would be lost; what is never asked was meant otherwise."""
    with pytest.raises(InvalidValue, match=text):
        Coding(upcasters=upcasters, versions=versions)


@pytest.mark.parametrize(
    "given",
    [
        {"upcasters": (dict,)},
        {"upcasters": 1},
        {"upcasters": "session-attended"},
        {"versions": "session-attended"},
        {"versions": {1: 1}},
        {"versions": {"session-attended": "2"}},
        {"versions": {"session-attended": True}},
        {"limits": 10},
    ],
)
def test_a_coding_is_made_of_limits_upcasters_and_versions(given: Any) -> None:
    """Anything else is a misuse."""
    with pytest.raises(WrongType):
        Coding(**given)


def test_own_upcasters_stand_behind_those_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library reads its own older versions, whatever is given besides."""
    first = Upcaster("session-attended", 1, in_minutes)
    monkeypatch.setattr("reintegra.journal.coding.UPCASTERS", (first,))
    monkeypatch.setattr("reintegra.journal.schemas.VERSIONS", {"session-attended": 2})
    to_hours = Upcaster("session-attended", 2, lambda data: {**data, "hours": data["hours"] // 60})
    own = Coding(upcasters=(to_hours,), versions={"session-attended": 3})
    third = json.loads(written(SESSION, own))
    oldest = put(third, ("event", "schema"), 1)
    oldest["event"]["data"]["quarters"] = 12
    del oldest["event"]["data"]["hours"]
    assert SESSION == own.read(canonical_bytes(oldest)).event
    assert 2 == json.loads(written(SESSION, Coding()))["event"]["schema"]
    with pytest.raises(InvalidValue, match="twice"):
        Coding(upcasters=(first,))
    with pytest.raises(InvalidValue, match="too-small"):
        Coding(versions={"session-attended": 1})


def test_what_a_coding_was_given_can_be_changed_without_changing_it() -> None:
    """It keeps its own."""
    versions = {"session-attended": 2}
    coding = Coding(upcasters=(Upcaster("session-attended", 1, dict),), versions=versions)
    versions["session-attended"] = 9
    assert 2 == json.loads(written(SESSION, coding))["event"]["schema"]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ((1, 1, dict), WrongType),
        (("entry", 0, dict), InvalidValue),
        (("entry", True, dict), WrongType),
        (("entry", 1, "dict"), WrongType),
    ],
)
def test_an_upcaster_is_for_a_version_of_a_type(given: Any, kind: type[Exception]) -> None:
    """Versions count from 1."""
    with pytest.raises(kind):
        Upcaster(*given)


def test_what_lies_beyond_a_limit_is_not_recorded_either() -> None:
    """What could not be read again is refused as it is written."""
    coding = Coding(limits=DecodingLimits(max_bytes=len(written(SESSION)) - 1))
    with pytest.raises(InvalidValue, match="too-many-bytes"):
        written(SESSION, coding)
    exactly = Coding(limits=DecodingLimits(max_bytes=len(written(SESSION))))
    assert SESSION == exactly.read(written(SESSION, exactly)).event


@pytest.mark.parametrize(("length", "told"), [(64, True), (65, False)])
def test_an_unknown_type_is_named_if_it_could_be_one(length: int, told: bool) -> None:
    """A name has at most 64 letters; what is longer is not repeated."""
    name = "a" * length
    content = written(SESSION).replace(b"session-attended", name.encode())
    with pytest.raises(InvalidValue) as refused:
        CODING.read(content)
    assert ("unknown-type", told) == (refused.value.code, name in refused.value.field)


def test_what_is_no_event_is_named() -> None:
    """By its type."""
    with pytest.raises(UnknownEvent, match="Money"):
        CODING.data_of(idr(5))


def test_bytes_are_asked_for() -> None:
    """A text is none."""
    with pytest.raises(WrongType):
        CODING.read("{}")  # type: ignore[arg-type] # seen at run time


def test_an_entry_is_of_the_stream_of_its_event() -> None:
    """A case has its own events and a programme its own entries; another stream is not believed."""
    data = json.loads(written(SESSION, CODING))
    assert SESSION == CODING.read(canonical_bytes(data)).event
    for other in ("case:another", "programme:stimulus-2019"):
        with pytest.raises(InvalidValue, match=r"entry.stream: .*another-stream"):
            CODING.read(canonical_bytes(put(data, ("stream",), other)))


@pytest.mark.parametrize(("field", "value"), [("on", None), ("module", "practice"), ("hours", {1})])
def test_an_event_that_was_spoilt_is_refused_before_it_is_written(
    field: str, value: object
) -> None:
    """Whoever gets round its class is told, and not with what it holds."""
    spoilt = copy.copy(SESSION)
    object.__setattr__(spoilt, field, value)
    with pytest.raises(InvalidValue, match="event") as caught:
        CODING.data_of(spoilt)
    assert "practice" not in str(caught.value)
