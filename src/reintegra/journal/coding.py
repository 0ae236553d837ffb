"""Events as JSON data, and back as typed values: by cattrs, from the fields of their classes.

Nobody writes down how an event is written: a class that is added is written by its fields, and a
field for which `forms` has no form is refused as this module is loaded.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, reduce
from typing import Any, Final, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from reintegra.chain.deportation import ArrivalReceived
from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from reintegra.journal import forms
from reintegra.journal.around import Around
from reintegra.journal.entry import JournalEntry, Stream
from reintegra.journal.forms import Misread, Read, Write
from reintegra.journal.reading import DecodingLimits, check_limits, read_data
from reintegra.journal.schemas import (
    NAMES,
    SCHEMAS,
    UPCASTERS,
    VERSIONS,
    Data,
    Upcaster,
    known_type,
    present_versions,
)
from reintegra.journal.straight import Ways
from reintegra.rules import Missing
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary.checks import instance_of

_NAME: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LONGEST_NAME: Final = 64
_TAG: Final = frozenset({"type", "schema", "data"})
_ANOTHER_FORM: Final = "this is not what is written here"
_HINTS: Final[Mapping[str, str]] = {
    "unknown-type": "this library has no type of event of this name",
    "unknown-schema": "no version of this schema that is read here: look at library and `Coding`",
    "not-upcast": "the upcaster of this schema failed",
}

EventText = tuple[str, bool]
"""The canonical text of an event, and whether every entry with it keeps all limits but of bytes."""


def _text_of(data: Data) -> EventText:
    return canonical_bytes(data).decode("ascii"), False


class Coding:
    """How events are written and read: within which limits, and from which older schemas.

    `upcasters` are for versions of a schema before the present one, and stand behind those of the
    library, which are always there. `versions` are the present versions of the types that own
    upcasters take beyond that of the library.

    Raises:
        InvalidValue: a type that the library does not have, a version below that of the library; a
            version before the present one that has no upcaster, or two; an upcaster from a version
            that is not before the present one.
        WrongType: the limits are no `DecodingLimits`, an upcaster is no `Upcaster`, or the versions
            are no mapping of names to whole numbers.
    """

    def __init__(
        self,
        *,
        limits: DecodingLimits | None = None,
        upcasters: Iterable[Upcaster] = (),
        versions: Mapping[str, int] = VERSIONS,
    ) -> None:
        within = DecodingLimits() if limits is None else limits
        self.limits: DecodingLimits = instance_of(DecodingLimits, "limits", within)
        self._versions = present_versions(versions)
        self._change = _by_version(upcasters)
        for name, version in self._versions.items():
            for older in range(1, version):
                if (name, older) not in self._change:
                    raise InvalidValue(name, "no-upcaster", f"nothing reads schema {older} of it")
        for name, older in self._change:
            if older >= self._versions.get(name, 1):
                hint = f"an upcaster from schema {older} of it would never be asked"
                raise InvalidValue(name, "never-asked", hint)
        self._converter = _converter(self)
        self._entry = self._converter.get_structure_hook(JournalEntry)
        self._straight = Ways(self.limits, self._versions)

    def text_of(self, event: object) -> EventText:
        """The canonical text of an event, once it was read back.

        Raises:
            InvalidValue: it could not be read back as it is.
            UnknownEvent: no event of the library.
        """
        try:
            way = self._straight[NAMES[type(event)]]
            text = way.write(event)
            if way.read(text) == event:
                return text, True
        except Exception:  # noqa: BLE001, S110 - the other way says what is wrong
            pass
        return _text_of(self.data_of(event))

    def data_of(self, event: object) -> Data:
        """An event as data, with the name of its type and the version of its schema.

        Raises:
            InvalidValue: it could not be read back as it is.
            UnknownEvent: no event of the library.
        """
        if type(event) not in NAMES:
            raise UnknownEvent(type(event))
        data: Data = self._read(partial(self.write_tagged, event), "event")
        if self._read(partial(self.read_tagged, data), "event") != event:
            raise InvalidValue("event", "not-readable", "it would not be read back as it is")
        return data

    def write(self, entry: JournalEntry, data: Data) -> bytes:
        """The canonical bytes of an entry, whose event is this data.

        Raises:
            InvalidValue: they lie beyond a limit.
        """
        stream = forms.write_stream(entry.stream)
        place = entry.sequence, stream, entry.version
        return self.content_of(_text_of(data), Around.of(entry), *place)

    def content_of(
        self, event: EventText, around: Around, sequence: int, stream: str, version: int
    ) -> bytes:
        """The canonical bytes of an entry with this event.

        Raises:
            InvalidValue: they lie beyond a limit.
        """
        text, is_within_limits = event
        before, after = around
        content = (
            f'{before}{text}{after}{sequence},"stream":"{stream}","version":{version}}}'
        ).encode("ascii")
        if not is_within_limits or len(content) > self.limits.max_bytes:
            check_limits(content, self.limits)
        return content

    def read(self, content: bytes) -> JournalEntry:
        """The entry that canonical bytes stand for.

        Raises:
            InvalidValue: they are not those of an entry, lie beyond a limit, or are of a type or a
                version that this library does not have. The field is named, the value never is.
            WrongType: no bytes.
        """
        (entry,) = self.read_each((content,))
        return entry

    def read_each(self, contents: Iterable[bytes]) -> Iterator[JournalEntry]:
        """The entries that canonical bytes stand for, one by one as they are asked for.

        Raises:
            InvalidValue, WrongType: as `read`.
        """
        ways, longest = self._straight, self.limits.max_bytes
        for content in contents:
            entry = None
            try:
                text = content.decode("ascii")
                end = text.rfind('"},"key":')
                way = ways[text[text.rfind('"', 0, end) + 1 : end]]
                if len(text) <= longest:
                    entry = way.read_entry(text)
            except Exception:  # noqa: BLE001, S110 - the other way says what is wrong
                pass
            yield self._read_by_fields(content) if entry is None else entry

    def _read_by_fields(self, content: bytes) -> JournalEntry:
        data = read_data(content, self.limits)
        entry: JournalEntry = self._read(partial(self._entry, data, JournalEntry), "entry")
        event = entry.event
        if entry.stream != (event.case if isinstance(event, Event) else event.programme):
            raise InvalidValue("entry.stream", "another-stream", "the event is of another stream")
        return entry

    @staticmethod
    def _read(read: Any, field: str) -> Any:  # noqa: ANN401 - whatever is read
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - cattrs gives groups of whatever went wrong
            code, way = forms.whereabouts(error)
        raise InvalidValue("".join((field, *way)), code, _HINTS.get(code, _ANOTHER_FORM))

    def write_tagged(self, event: object) -> Data:
        """An event with the name of its type and the version of its schema."""
        kind = type(event)
        name = NAMES[kind]
        data = self._converter.unstructure(event, kind)
        return {"type": name, "schema": self._versions.get(name, 1), "data": data}

    def read_tagged(self, data: Any, _: object = None) -> Any:  # noqa: ANN401 - any data, any event
        """An event by the name of its type, its data made that of the present schema."""
        forms.check_fields(data, _TAG)
        name, version = data["type"], data["schema"]
        if type(name) is not str or type(version) is not int or type(data["data"]) is not dict:
            raise Misread("wrong-type")
        kind = SCHEMAS.get(name)
        if kind is None:
            is_name = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None
            raise Misread("unknown-type", *(f"({name})" for _ in range(is_name)))
        present = self._versions.get(name, 1)
        if not 1 <= version <= present:
            raise Misread("unknown-schema", f"({name})")
        held = data["data"]
        for older in range(version, present):
            held = self._changed(name, older, held)
        try:
            return self._converter.structure(held, kind)
        except Exception as error:  # noqa: BLE001 - it is told with the name of the schema
            code, way = forms.whereabouts(error)
        raise Misread(code, f"({name})", *way)

    def _changed(self, name: str, older: int, held: Data) -> Data:
        try:
            return self._change[name, older].change(held)
        except Exception:  # noqa: BLE001, S110 - whatever it raises may repeat a value
            pass
        raise Misread("not-upcast", f"({name})")


def _by_version(upcasters: Iterable[Upcaster]) -> dict[tuple[str, int], Upcaster]:
    if not isinstance(upcasters, Iterable):
        raise WrongType("upcasters", "several upcasters", type(upcasters))
    held: dict[tuple[str, int], Upcaster] = {}
    for each in (*UPCASTERS, *upcasters):
        known_type("upcasters", instance_of(Upcaster, "upcasters", each).type)
        if (each.type, each.from_version) in held:
            raise InvalidValue("upcasters", "twice", "one upcaster reads a version of a schema")
        held[each.type, each.from_version] = each
    return held


def _converter(coding: Coding) -> Converter:
    converter = Converter()
    # by class, since cattrs asks for these before its own ways, which are less strict
    for kind, write, read in forms.BY_CLASS:
        converter.register_unstructure_hook(kind, write)
        converter.register_structure_hook(kind, read)
    made: tuple[tuple[Callable[[Any], bool], Form], ...] = (
        (_is_record, _record),
        (_is_several, _several),
        (_is_union, _either),
        (_is_stream, _stream),
        (_is_event, partial(_event, coding)),
    )
    for is_it, form in made:
        converter.register_unstructure_hook_factory(is_it, partial(_first, form, converter))
        converter.register_structure_hook_factory(is_it, partial(_second, form, converter))
    return converter


Form = Callable[[Converter, Any], tuple[Write, Read]]
"""How values of a type are written and read, once it is known how those within them are."""


def _is_stream(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return bool(kind == Stream)


def _stream(_converter: Converter, _kind: object) -> tuple[Write, Read]:
    return forms.write_stream, forms.read_stream


def _event(coding: Coding, _converter: Converter, kind: Any) -> tuple[Write, Read]:  # noqa: ANN401 - an annotation
    return coding.write_tagged, _only(kind, coding.read_tagged)


def _first(form: Form, converter: Converter, kind: Any) -> Write:  # noqa: ANN401 - an annotation
    return form(converter, kind)[0]


def _second(form: Form, converter: Converter, kind: Any) -> Read:  # noqa: ANN401 - an annotation
    return form(converter, kind)[1]


def _is_record(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return attrs.has(kind) and not issubclass(kind, forms.OF_ONE_TEXT)


def _is_several(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return get_origin(kind) in (tuple, frozenset, Mapping)


def _is_union(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return get_origin(kind) in (types.UnionType, Union)


_EVENTS: Final = (Event, *SCHEMAS.values())


def _is_event(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    return kind is Event or (_is_union(kind) and all(each in _EVENTS for each in get_args(kind)))


def _only(kind: Any, read: Read) -> Read:  # noqa: ANN401 - an annotation
    def only(data: object, _: object) -> object:
        event = read(data, None)
        if not isinstance(event, kind):
            raise Misread("wrong-type")
        return event

    return only


_READ_APART: Final[Mapping[type[Any], dict[str, Any]]] = {
    ArrivalReceived: {"at": override(struct_hook=forms.read_point)}
}
"""Fields whose class asks more of a new event than of one that is on record."""


def _record(converter: Converter, kind: Any) -> tuple[Write, Read]:  # noqa: ANN401 - an annotation
    """An object with every field by its name."""
    names = frozenset(field.name for field in attrs.fields(kind))
    apart: dict[str, Any] = _READ_APART.get(kind, {})
    structure = make_dict_structure_fn(kind, converter, _cattrs_detailed_validation=True, **apart)

    def read(data: Any, _: object) -> object:  # noqa: ANN401 - any data
        forms.check_fields(data, names)
        return structure(data, kind)

    return make_dict_unstructure_fn(kind, converter), read


def _several(converter: Converter, kind: Any) -> tuple[Write, Read]:  # noqa: ANN401 - an annotation
    """A list, for what is held in order or as a set; an object for a mapping."""
    kinds = get_args(kind)
    writes = [converter.get_unstructure_hook(each) for each in kinds if each is not ...]
    reads = [converter.get_structure_hook(each) for each in kinds if each is not ...]
    write, read, first = writes[0], reads[0], kinds[0]
    if get_origin(kind) is Mapping:
        return forms.write_mapping(write, writes[1]), forms.read_mapping(read, reads[1], kinds)
    if get_origin(kind) is frozenset:
        return forms.write_set(write), forms.read_set(read, first)
    return forms.write_list(write), forms.read_list(read, first)


def _either(converter: Converter, kind: Any) -> tuple[Write, Read]:  # noqa: ANN401 - an annotation
    """A value of one type, or nothing, or why it is missing."""
    apart = (types.NoneType, Missing)
    permitted = [each for each in apart if each in get_args(kind)]
    kinds: list[Any] = [each for each in get_args(kind) if each not in apart]
    rest = reduce(lambda some, other: some | other, kinds)
    if not permitted:
        raise InvalidValue("schema", "no-form", "a field of several types has no form")
    write_rest = converter.get_unstructure_hook(rest)
    read_rest = converter.get_structure_hook(rest)

    def write(value: object) -> object:
        if value is None:
            return None
        return forms.write_missing(value) if isinstance(value, Missing) else write_rest(value)

    def read(data: object, _: object) -> object:
        if data is None and types.NoneType in permitted:
            return None
        if Missing in permitted and forms.is_missing(data):
            return forms.read_missing(data, Missing)
        return read_rest(data, rest)

    return write, read
