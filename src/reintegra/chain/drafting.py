"""A record is changed as a draft, and is frozen again before anybody sees it.

The record is copied into a draft, an event is put into the draft by plain assignments, and the
draft is sealed: it becomes a record itself, without another copy. A whole history is put into one
draft of each record. So what an event changes is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

D = TypeVar("D")


class Draft:
    """Comes first among the bases of a class whose second base is a record.

    That class adds no field, and declares those that are assigned, so that types are checked. Its
    one attribute stands under a name that no field has.
    """

    __slots__ = ()

    __sealed__: ClassVar[type]
    """What it becomes."""

    def __init_subclass__(cls) -> None:
        cls.__sealed__ = cls.__bases__[1]

    # both of them: a class that takes one from the record calls it for the other as well
    if not TYPE_CHECKING:  # pragma: no branch - always so where it runs
        __setattr__ = object.__setattr__
        __delattr__ = object.__delattr__


def copying(draft: type[D]) -> Callable[[object], D]:
    """How a record is copied into a draft: field by field, by a function made for the class."""
    names = [field.name for field in attrs.fields(cast("Any", draft))]
    lines = [f" draft.{name} = record.{name}" for name in names]
    constants: dict[str, Any] = {"new": object.__new__, "kind": draft}
    # the lines hold the names of fields of this package alone
    exec("\n".join(("def copy(record):", " draft = new(kind)", *lines, " return draft")), constants)  # noqa: S102 - see above
    copy: Callable[[object], D] = constants["copy"]
    return copy


def seal(draft: Draft) -> None:
    """Make the draft the record that its class derives from; it cannot be changed any more."""
    draft.__class__ = draft.__sealed__
