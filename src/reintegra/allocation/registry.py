"""The methods by name, so that a policy can name one as data.

A method that stands within another one is data too: its record.
"""

from __future__ import annotations

from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from reintegra.allocation.by_priority import by_priority
from reintegra.allocation.capped import capped
from reintegra.allocation.carried import carried
from reintegra.allocation.divisor import divisor
from reintegra.allocation.equal import equal
from reintegra.allocation.nested import nested
from reintegra.allocation.packages import packages
from reintegra.allocation.per_head import per_head
from reintegra.allocation.proportional import proportional
from reintegra.allocation.result import MethodRecord
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.allocation.method import Method


def with_records(make: Callable[..., Method]) -> Callable[..., Method]:
    """What builds the same method, and takes records where methods stand in its options."""

    @wraps(make)
    def made(*given: object, **options: object) -> Method:
        return make(*map(_built, given), **{name: _built(each) for name, each in options.items()})

    return made


def _built(option: object) -> object:
    if isinstance(option, MethodRecord):
        if option.name not in METHODS:
            hint = f"use one of {', '.join(METHODS)}"
            raise InvalidValue(field="MethodRecord.name", code="unknown-method", hint=hint)
        return METHODS[option.name](**option.options)
    if isinstance(option, tuple):
        return tuple(_built(each) for each in cast("tuple[object, ...]", option))
    return option


METHODS: Mapping[str, Callable[..., Method]] = MappingProxyType(
    {
        "equal": equal,
        "per_head": per_head,
        "proportional": proportional,
        "capped": capped,
        "divisor": divisor,
        "packages": packages,
        "by_priority": with_records(by_priority),
        "nested": with_records(nested),
        "carried": with_records(carried),
    }
)
"""What builds each method, by the name of the method; the options are its arguments.

`METHODS[record.name](**record.options)` builds the method of a record.
"""
