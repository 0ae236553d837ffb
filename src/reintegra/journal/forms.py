"""How one value of a field is written as JSON data, and read back as strictly as it was written.

| a value | is written as |
|---|---|
| whole number, text, true or false, nothing | itself, `null` for nothing |
| an identifier, the code of a region | its text |
| a word of a closed set | its code |
| a `Missing` | `{"missing": code}` |
| a day | `2019-10-31` |
| a time | `2019-10-31T02:00:00.000000Z`, in UTC, always with six decimals |
| several in order | a list |
| a set | a list in the order of the canonical bytes of its members |
| a mapping | an object, its keys as above |
| a record | an object with every field by its name |
| an event | `{"type": name, "schema": version, "data": record}` |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, Final, NoReturn, TypeGuard, TypeVar, cast

from reintegra.rules import Missing
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary.identifiers import CaseId, Code, Identifier, ProgrammeId
from reintegra.vocabulary.places import PointOfEntry
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Worded

T = TypeVar("T")
Write = Callable[[Any], Any]
Read = Callable[[Any, Any], Any]
"""A reader takes the data and the type, as cattrs hands them over."""

REMEMBERED: Final = 4_096
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z")


class Misread(Exception):  # noqa: N818 - it never leaves this package
    """Data that is not what it should be, with the way to it from the outside in."""

    def __init__(self, code: str, *way: str) -> None:
        super().__init__(code)
        self.code = code
        self.way = way


def _read_plainly(data: object, kind: Any) -> Any:  # noqa: ANN401 - of the kind that is asked for
    """A value that is written as itself; `True` is no number."""
    if type(data) is not kind:
        raise Misread("wrong-type")
    return data


def _as_it_is(value: T) -> T:
    return value


def write_instant(value: datetime) -> str:
    """The time in UTC with six decimals."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_instant(data: object, _: object) -> datetime:
    """The time in UTC that a text names."""
    return instant_of(_text(data))


@lru_cache(REMEMBERED)
def instant_of(text: str) -> datetime:
    """The time in UTC that a text names, in the one form in which it is written."""
    return datetime.fromisoformat(_of_form(_INSTANT, text))


def read_day(data: object, _: object) -> date:
    """The day that a text names."""
    return day_of(_text(data))


@lru_cache(REMEMBERED)
def day_of(text: str) -> date:
    """The day that a text names."""
    return date.fromisoformat(_of_form(_DAY, text))


def _text(data: object) -> str:
    if type(data) is not str:
        raise Misread("wrong-type")
    return data


def _of_form(form: re.Pattern[str], text: str) -> str:
    if form.fullmatch(text) is None:
        raise Misread("form")
    return text


def _write_word(word: Worded) -> str:
    """The code of a word of a closed set."""
    code: str = word.value
    return code


def _read_word(data: object, kind: Any) -> Any:  # noqa: ANN401 - of the kind that is asked for
    """A word of a closed set by its code."""
    if type(data) is not str:
        raise Misread("wrong-type")
    word = words_of(kind).get(data)
    if word is None:
        raise Misread("unknown-code")
    return word


@cache
def words_of(kind: type[Worded]) -> Mapping[str, Worded]:
    """The words of a closed set by their codes."""
    return {member.value: member for member in kind}


def write_missing(value: Missing) -> dict[str, str]:
    """Why an answer is missing, as no answer is written."""
    return {"missing": value.value}


def read_missing(data: Any, _: object) -> Missing:  # noqa: ANN401 - any data
    """Why an answer is missing."""
    if not is_missing(data):
        raise Misread("wrong-type")
    missing: Missing = _read_word(data["missing"], Missing)
    return missing


def is_missing(data: object) -> bool:
    """Whether data is written as only a `Missing` is."""
    return type(data) is dict and data.keys() == {"missing"}


def _write_text(value: Identifier | RegionCode) -> str:
    return value.value


def _read_text(data: object, kind: Any) -> Any:  # noqa: ANN401 - of the kind that is asked for
    """What is made of one text; of the same text the same value, which nobody can change."""
    if type(data) is not str:
        raise Misread("wrong-type")
    make: Callable[[str], Any] = maker_of(kind)
    return make(data)


@cache
def maker_of(kind: Callable[[str], T]) -> Callable[[str], T]:
    """Makes values of one text, and of the same text the same value while it is remembered."""
    return lru_cache(REMEMBERED)(kind)


def read_point(data: object, _: object) -> PointOfEntry:
    """A point of arrival by its code, be it one of the library or one of the embedder's own."""
    code: Code = _read_text(data, Code)
    return PointOfEntry(code, code.value)


OF_ONE_TEXT: Final = (Identifier, RegionCode)
"""Records that are written as the one text that they hold."""

BY_CLASS: Final[tuple[tuple[type[Any], Write, Read], ...]] = (
    *((kind, _as_it_is, _read_plainly) for kind in (int, str, bool)),
    *((kind, _write_text, _read_text) for kind in OF_ONE_TEXT),
    (date, date.isoformat, read_day),
    (datetime, write_instant, read_instant),
    (Worded, _write_word, _read_word),
    (Missing, write_missing, read_missing),
)
"""How values of these classes, and of those below them, are written and read."""


def write_stream(stream: CaseId | ProgrammeId) -> str:
    """`case:` or `programme:` and the number."""
    return f"{_KIND_OF[type(stream)]}:{stream.value}"


def read_stream(data: object, _: object = None) -> CaseId | ProgrammeId:
    """The case or programme that a text names."""
    kind, _colon, number = _text(data).partition(":")
    if kind not in _STREAM_OF:
        raise Misread("form")
    return _STREAM_OF[kind](number)


_STREAM_OF: Final[Mapping[str, type[CaseId | ProgrammeId]]] = {
    "case": CaseId,
    "programme": ProgrammeId,
}
_KIND_OF: Final = {kind: name for name, kind in _STREAM_OF.items()}


def write_list(element: Write) -> Write:
    """Write several in order."""
    return lambda held: [element(each) for each in held]


def write_set(element: Write) -> Write:
    """Write a set in one order, whatever order it is held in."""
    return lambda held: sorted(map(element, held), key=canonical_bytes)


def read_list(element: Read, kind: Any) -> Read:  # noqa: ANN401 - an annotation
    """Read several in order."""

    def read(data: Any, _: object) -> tuple[Any, ...]:  # noqa: ANN401 - any data
        if not _is_list(data):
            raise Misread("wrong-type")
        return tuple([_at(place, element, each, kind) for place, each in enumerate(data)])

    return read


def read_set(element: Read, kind: Any) -> Read:  # noqa: ANN401 - an annotation
    """Read a set, whose members stand in order and each once."""
    read_members = read_list(element, kind)

    def read(data: Any, _: object) -> frozenset[Any]:  # noqa: ANN401 - any data
        members = read_members(data, None)
        written = list(map(canonical_bytes, data))
        if written != sorted(set(written)):
            raise Misread("not-canonical")
        return frozenset(members)

    return read


def write_mapping(key: Write, value: Write) -> Write:
    """Write a mapping whose keys are written as texts."""
    return lambda held: {key(name): value(each) for name, each in held.items()}


def read_mapping(key: Read, value: Read, kinds: tuple[Any, Any]) -> Read:
    """Read a mapping; the name of a key is never told, since it may be anything."""

    def read(data: Any, _: object) -> dict[Any, Any]:  # noqa: ANN401 - any data
        if not _is_dict(data):
            raise Misread("wrong-type")
        return {
            _at("key", key, name, kinds[0]): _at("value", value, each, kinds[1])
            for name, each in data.items()
        }

    return read


def _is_list(data: object) -> TypeGuard[list[Any]]:
    return type(data) is list


def _is_dict(data: object) -> TypeGuard[dict[Any, Any]]:
    return type(data) is dict


def _at(place: int | str, read: Read, data: object, kind: Any) -> Any:  # noqa: ANN401 - whatever it reads
    try:
        return read(data, kind)
    except Exception as fault:  # noqa: BLE001 - any fault is told with the place where it is
        code, way = whereabouts(fault)
    raise Misread(code, f"[{place}]", *way)


def check_fields(data: object, names: frozenset[str]) -> None:
    """Refuse what is no object with exactly these keys; an unknown one is not named."""
    if type(data) is not dict:
        raise Misread("wrong-type")
    if data.keys() != names:
        missing = sorted(names - data.keys())
        _refuse_fields(missing)


def _refuse_fields(missing: list[str]) -> NoReturn:
    if missing:
        raise Misread("missing-field", f".{missing[0]}")
    raise Misread("unknown-field")


def whereabouts(fault: BaseException) -> tuple[str, tuple[str, ...]]:
    """The code of the first thing that is wrong, and the way to it."""
    if isinstance(fault, BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", fault)
        first = group.exceptions[0]
        code, way = whereabouts(first)
        notes: list[Any] = getattr(first, "__notes__", [])
        names = [note.name for note in notes if hasattr(note, "name")]
        return code, (*(f".{name}" for name in names), *way)
    if isinstance(fault, Misread):
        return fault.code, fault.way
    return str(getattr(fault, "code", "malformed")), ()
