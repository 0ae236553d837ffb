"""The public names of the library, as text: a change of contract shows up in a diff.

Signatures, members of enumerations with their codes, fields of attrs classes with their defaults.
`make api` records the listing; a test compares it with what the library offers now.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

import reintegra

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

RECORD = Path(__file__).parents[1] / "tests" / "architecture" / "public_api.txt"


def listing() -> str:
    """The whole public surface, one name a line, sorted within each module."""
    names = [found.name for found in pkgutil.walk_packages(reintegra.__path__, "reintegra.")]
    public = [name for name in ["reintegra", *names] if "._" not in name]
    blocks = ["\n".join(_module(importlib.import_module(name))) for name in sorted(public)]
    return "\n\n".join(blocks) + "\n"


def _module(module: ModuleType) -> Iterator[str]:
    yield module.__name__
    if hasattr(module, "__path__"):
        offered: list[str] = list(getattr(module, "__all__", ()))
        yield from (f"  offers {name}" for name in offered)
    annotations = dict(inspect.get_annotations(module))
    for name, value in sorted(vars(module).items()):
        if name.startswith("_"):
            continue
        if name in annotations:
            yield f"  {name}: {annotations[name]}"
        elif getattr(value, "__module__", None) == module.__name__:
            yield from _defined(name, value)


def _defined(name: str, value: object) -> Iterator[str]:
    if isinstance(value, type):
        bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
        yield f"  class {name}({bases})"
        yield from _members(value)
    elif inspect.isroutine(inspect.unwrap(value) if callable(value) else value):
        yield f"  {name}{_signature(value)}"
    else:
        yield f"  {name} = {type(value).__name__}"


def _members(kind: type) -> Iterator[str]:
    if issubclass(kind, enum.Enum):
        yield from (f"    {member.name} = {member.value!r}" for member in kind)
    elif attrs.has(kind):
        yield f"    attrs {_manner(kind)}"
        yield from (f"    {_field(kind, field)}" for field in attrs.fields(kind) if field.init)
    elif "__init__" in vars(kind):
        yield f"    __init__{_signature(vars(kind)['__init__'])}"
    for name, value in sorted(vars(kind).items()):
        if not name.startswith("_"):
            yield from _method(name, value)


def _method(name: str, value: object) -> Iterator[str]:
    if isinstance(value, property) and value.fget is not None:
        yield f"    {name}: property -> {inspect.get_annotations(value.fget).get('return')}"
    elif isinstance(value, classmethod | staticmethod):
        yield f"    {type(value).__name__} {name}{_signature(value.__func__)}"
    elif inspect.isfunction(value):
        yield f"    {name}{_signature(value)}"


def _manner(kind: type) -> str:
    marks = {"__setattr__": "frozen", "__slots__": "slots", "__lt__": "ordered"}
    made = {name for base in kind.__mro__[:-1] if attrs.has(base) for name in vars(base)}
    return " ".join(word for mark, word in marks.items() if mark in made)


def _field(kind: type, field: attrs.Attribute[object]) -> str:
    """As it is annotated: whoever reads events has the types of their fields resolved in place."""
    written = (inspect.get_annotations(base).get(field.name) for base in kind.__mro__)
    shown = f"{field.alias}: {next((each for each in written if each), field.type)}"
    if field.kw_only:
        shown = f"* {shown}"
    if field.default is attrs.NOTHING:
        return shown
    is_made = isinstance(field.default, attrs.Factory)  # type: ignore[arg-type] # a class at run time
    return f"{shown} = {'(made)' if is_made else repr(field.default)}"


def _signature(function: object) -> str:
    return str(inspect.signature(function)) if callable(function) else ""


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        RECORD.write_text(listing(), encoding="utf-8")
    else:
        sys.stdout.write(listing())
