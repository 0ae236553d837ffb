"""Entries that are as they should be are written and read in one go, by functions made for them.

Where the fields of a class of events are plain (no lists, sets or mappings), one regular expression
stands for the canonical bytes of all its entries, and takes them apart at once. `coding` tries
it first. Whatever it does not take, or what then is refused, is read again field by field, and that
answer counts, so that nothing here says what is wrong.

Nothing else than canonical bytes is taken. The constant parts stand in the expression, in order
and each once. A text between two quotes is either spelt out in the expression, or made a value
that permits no sign which JSON would escape. A number has no sign that it does not need.

The text of the functions holds names of fields of this library's own classes, and numbers.
"""

from __future__ import annotations

import re
import types
import typing
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple, Union, get_args, get_origin

import attrs

from reintegra.chain.stage import Event
from reintegra.journal import forms
from reintegra.journal.around import AN_ENTRY, NUMBER, TEXT, read_around
from reintegra.journal.drafts import draft_of, own_checks
from reintegra.journal.entry import JournalEntry
from reintegra.journal.schemas import NAMES, SCHEMAS
from reintegra.rules import Missing
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.texts import Worded

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.journal.reading import DecodingLimits

_PLAIN_TEXT: Final = r'"([ !#-\[\]-~]*)"'
_MOST_DIGITS: Final = 19
"""Those of the largest number that a store holds; in a field one less."""

_CONVERTERS: Final = (None, as_day, as_optional_day)
"""A plain day is for these what it is; what another does with a value nobody knows here."""


class Straight(NamedTuple):
    """How events of a class are written, and read alone or in an entry; an error means: ask again.

    `depth` and `items` are those of an entry, as `DecodingLimits` counts them.
    """

    write: Callable[[Any], str]
    read: Callable[[str], Event]
    read_entry: Callable[[str], JournalEntry]
    depth: int
    items: int

    def within(self, limits: DecodingLimits) -> bool:
        """Whether every entry keeps the limits, but for that of the bytes."""
        return (
            self.depth <= limits.max_depth
            and self.items <= limits.max_items
            and limits.max_digits >= _MOST_DIGITS
        )


class Ways(dict[str, Straight]):
    """The straight ways of a coding by the names of the types, each made as it is first asked for.

    Raises:
        KeyError: the type has none, or an entry of it could lie beyond a limit.
    """

    def __init__(self, limits: DecodingLimits, versions: Mapping[str, int]) -> None:
        super().__init__()
        self._limits = limits
        self._versions = versions

    def __missing__(self, name: str) -> Straight:
        present = self._versions.get(name, 1)
        way = straight(SCHEMAS[name], name, present)  # type: ignore[arg-type] # a class is hashable
        if way is None or not way.within(self._limits):
            raise KeyError
        self[name] = way
        return way


class _Form(NamedTuple):
    """A value: its expression, how it is read from the groups, and how it is written with `%`."""

    pattern: str
    read: str
    template: str
    parts: tuple[str, ...]


class _Making:
    """What the functions are handed over, and how many groups the expression has so far."""

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {"new": object.__new__, "day": forms.day_of}
        self.groups = list[str]()

    def constant(self, value: object) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def group(self) -> str:
        self.groups.append(f"g{len(self.groups)}")
        return self.groups[-1]


@cache
def straight(kind: type[Any], name: str, version: int) -> Straight | None:
    """The functions for a class of events under this name and version, if its fields are plain."""
    making = _Making()
    fields = _fields(kind, "e", making) if issubclass(kind, Event) else None
    if fields is None:
        return None
    fields["case"] = fields["case"]._replace(pattern='"(?P<case>[^"]*)"')
    data = _object(fields)
    event = rf'\{{"data":{data.pattern},"schema":{version},"type":"{name}"\}}'
    entry = event.join(AN_ENTRY)
    made = making.constants
    made |= {"match": re.compile(event).fullmatch, "match_entry": re.compile(entry).fullmatch}
    made |= {"mandate": read_around, "Entry": JournalEntry, "Kind": kind}
    made |= {"EntryDraft": draft_of(JournalEntry), "Draft": draft_of(kind)}  # type: ignore[arg-type] # a class is hashable
    template = f'{{"data":{data.template},"schema":{version},"type":"{name}"}}'
    filled = [f" e.{field} = {form.read}" for field, form in fields.items()]
    checks = own_checks(kind)
    if checks is not None:
        filled.append(f" {making.constant(checks)}(e)")
    lines = _lines(making.groups, f"{template!r} % ({', '.join(data.parts)})", filled)
    exec("\n".join(lines), made)  # noqa: S102 - see above
    # each value but the outermost stands behind its key, and in the entry there are eight more
    items = 1 + event.count('":') + len(attrs.fields(JournalEntry))
    return Straight(made["write"], made["read"], made["read_entry"], _depth(entry), items)


def _depth(pattern: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"\\[{}]", pattern):
        depth += 1 if bracket == r"\{" else -1
        deepest = max(deepest, depth)
    return deepest


def _lines(groups: list[str], written: str, filled: list[str]) -> list[str]:
    event = [" e = new(Draft)", *filled, " e.__class__ = Kind"]
    of_event = ", ".join(groups)
    return [
        "def write(e):",
        f" return {written}",
        "def read(text):",
        f" {of_event} = match(text).groups()",
        *event,
        " return e",
        "def read_entry(text):",
        f" before, {of_event}, after, sequence, version = match_entry(text).groups()",
        *event,
        " j = new(EntryDraft)",
        " j.sequence, j.version, j.stream, j.event = int(sequence), int(version), e.case, e",
        " j.actor, j.authority, j.cause, j.key, j.recorded_at = mandate(before, after)",
        " j.__class__ = Entry",
        " return j",
    ]


def _fields(kind: type[Any], value: str, making: _Making) -> dict[str, _Form] | None:
    """The forms of all fields, in the order in which they are written; none if one is not plain."""
    hints = typing.get_type_hints(kind)
    forms_of: dict[str, _Form] = {}
    for field in sorted(attrs.fields(kind), key=lambda each: str(each.name)):
        name: str = field.name
        form = _form(hints[name], f"{value}.{name}", making)
        as_it_is = field.converter in _CONVERTERS and field.validator is None
        if form is None or not as_it_is or not field.init or field.alias != name:
            return None
        forms_of[name] = form
    return forms_of


def _object(fields: dict[str, _Form]) -> _Form:
    """An object with these keys."""
    pattern = ",".join(f'"{name}":{form.pattern}' for name, form in fields.items())
    template = ",".join(f'"{name}":{form.template}' for name, form in fields.items())
    read = ", ".join(f"{name}={form.read}" for name, form in fields.items())
    parts = tuple(part for form in fields.values() for part in form.parts)
    return _Form(rf"\{{{pattern}\}}", read, f"{{{template}}}", parts)


def _form(hint: Any, value: str, making: _Making) -> _Form | None:  # noqa: ANN401 - an annotation
    if get_origin(hint) in (types.UnionType, Union):
        return _either(get_args(hint), value, making)
    if not isinstance(hint, type):
        return None
    if attrs.has(hint) and not issubclass(hint, forms.OF_ONE_TEXT):
        return _record(hint, value, making)
    return _single(hint, value, making)


def _either(kinds: tuple[Any, ...], value: str, making: _Making) -> _Form | None:
    """One value or nothing; an answer that is missing is left to the other way."""
    rest = [each for each in kinds if each not in (types.NoneType, Missing)]
    form = _single(rest[0], value, making) if len(rest) == 1 else None
    if form is None or types.NoneType not in kinds:
        return form
    (part,) = form.parts
    return _Form(
        f"(?:null|{form.pattern})",
        f"None if {making.groups[-1]} is None else {form.read}",
        "%s",
        (f"'null' if {value} is None else {form.template!r} % ({part})",),
    )


def _record(kind: type[Any], value: str, making: _Making) -> _Form | None:
    fields = None if kind in NAMES or kind is Event else _fields(kind, value, making)
    if fields is None:
        return None
    form = _object(fields)
    return form._replace(read=f"{making.constant(kind)}({form.read})")


def _single(kind: Any, value: str, making: _Making) -> _Form | None:  # noqa: ANN401 - a type
    """A value that is one text, one number, or true or false."""
    group = making.group()
    if kind is bool:
        written = f"('true' if {value} is True else 'false')"
        return _Form("(true|false)", f"{group} == 'true'", "%s", (written,))
    if kind is int:
        return _Form(NUMBER, f"int({group})", "%s", (value,))
    if kind is str:
        return _Form(_PLAIN_TEXT, group, '"%s"', (value,))
    if kind is date:
        return _Form(TEXT, f"day({group})", '"%s"', (f"{value}.isoformat()",))
    if issubclass(kind, Worded):
        words = making.constant(forms.words_of(kind))
        return _Form(TEXT, f"{words}[{group}]", '"%s"', (f"{value}.value",))
    if issubclass(kind, forms.OF_ONE_TEXT):
        return _Form(
            TEXT, f"{making.constant(forms.maker_of(kind))}({group})", '"%s"', (f"{value}.value",)
        )
    return None
