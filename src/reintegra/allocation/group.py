"""A group stands for its members where a sum is shared among groups: a region, a site, a home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import attrs

from reintegra.allocation.inner import inner_method
from reintegra.allocation.method import Method
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least, filled_text, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.result import Option

Member: TypeAlias = "str | Group"
"""Who is in a group: a claim, by its id, or a group."""

Fields: TypeAlias = "tuple[Option | Method | Member | tuple[object, ...], ...]"
"""A group as data: its fields in their order."""

Listed = TypeVar("Listed")


def listed(field: str, given: Sequence[Listed]) -> tuple[Listed, ...]:
    """What is given in a tuple or list; a set has no order, and a text is one thing.

    Raises:
        WrongType: anything else.
    """
    if not isinstance(given, (tuple, list)):
        raise WrongType(field, expected="a tuple", got=type(given))
    return tuple(given)


def _as_members(given: Sequence[Member | Fields]) -> tuple[Member, ...]:
    return tuple(
        filled_text(f"Group.members[{place}]", member)
        if isinstance(member, str)
        else as_group(f"Group.members[{place}]", member)
        for place, member in enumerate(listed("Group.members", given))
    )


@attrs.frozen
class Group:
    """Claims, by their ids, and groups that share what their group receives.

    `weight`, `floor`, `cap` and `priority` are those of the group among the groups beside it, as
    on a `Claim`; floor and cap are in units of the sum, both included. `within` shares among the
    members; `None` leaves that to the nested method. A member without a claim is nobody, so a
    group may list everyone whom it could ever have.

    Raises:
        WrongType: the id or a member is of a wrong type, a number is not an `int`, or `within` is
            not a method.
        InvalidValue: the id is blank, the weight, floor or cap is negative, or the floor lies
            above the cap.
    """

    id: str
    members: tuple[Member, ...] = attrs.field(converter=_as_members)
    weight: int = 1
    floor: int = 0
    cap: int | None = None
    priority: int = 0
    within: Method | None = None

    def __attrs_post_init__(self) -> None:
        """What cannot be a group is refused when it is made."""
        filled_text("Group.id", self.id)
        at_least(0, "Group.weight", self.weight)
        at_least(0, "Group.floor", self.floor)
        whole_number("Group.priority", self.priority)
        if self.cap is not None:
            at_least(0, "Group.cap", self.cap)
            if self.floor > self.cap:
                hint = "the floor lies above the cap"
                raise InvalidValue(field="Group.floor", code="above-cap", hint=hint)
        if self.within is not None:
            inner_method("Group.within", self.within)

    def as_option(self) -> tuple[Option, ...]:
        """The group as data: its fields in order, and so for the groups in it."""
        members = tuple(
            member if isinstance(member, str) else member.as_option() for member in self.members
        )
        within = None if self.within is None else self.within.record()
        return (self.id, members, self.weight, self.floor, self.cap, self.priority, within)


def as_group(field: str, value: object) -> Group:
    """The group itself, or the one of these fields in their order.

    Raises:
        WrongType: neither a group nor its fields, or as `Group`.
        InvalidValue: as `Group`.
    """
    if isinstance(value, Group):
        return value
    fields: Any = value
    got = type(value)
    if not isinstance(value, tuple) or len(fields) != len(attrs.fields(Group)):
        expected = "a Group, or its fields in a tuple"
        raise WrongType(field, expected, got)
    return Group(*fields)
