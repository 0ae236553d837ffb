"""A group refuses what cannot be a group when it is made, and is data as well."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reintegra.allocation import METHODS, Group, Nested, by_priority, equal
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.sex import Sex


def test_a_group_counts_once_and_has_no_limits_unless_it_says_so() -> None:
    """The plain group has weight one, no floor, no cap, no priority and no method of its own."""
    group = Group("g", ("a", "b"))
    assert ("g", ("a", "b"), 1, 0, None, 0, None) == group.as_option()


@pytest.mark.parametrize("field", ["weight", "floor", "cap", "priority"])
@pytest.mark.parametrize("value", [True, 1.0, "1"])
def test_only_an_int_is_a_whole_number(field: str, value: object) -> None:
    """A bool or a float is refused by its type, and is not repeated."""
    with pytest.raises(WrongType) as refusal:
        Group("g", ("a",), **cast("Any", {field: value}))
    got = type(value).__name__
    assert f"Group.{field}: expected a whole number, got {got}" == str(refusal.value)


@pytest.mark.parametrize("field", ["weight", "floor", "cap"])
def test_a_negative_number_is_refused(field: str) -> None:
    """Weights, floors and caps start at zero; only a priority may lie below."""
    limits: dict[str, Any] = {field: -1}
    with pytest.raises(InvalidValue) as refusal:
        Group("g", ("a",), **limits)
    assert (f"Group.{field}", "negative") == (refusal.value.field, refusal.value.code)
    limits = {field: 0, "priority": -1}
    assert getattr(Group("g", ("a",), **limits), field) == 0


@pytest.mark.parametrize("cap", [3, 4])
def test_a_floor_may_reach_the_cap_and_not_pass_it(cap: int) -> None:
    """Floor and cap are both included."""
    assert cap == Group("g", ("a",), floor=3, cap=cap).cap
    with pytest.raises(InvalidValue) as refusal:
        Group("g", ("a",), floor=cap + 1, cap=cap)
    assert str(refusal.value) == "Group.floor: the floor lies above the cap [above-cap]"


def test_an_id_is_a_text_that_is_not_blank() -> None:
    """Of a group and of a member."""
    with pytest.raises(WrongType, match=r"^Group.id: expected a text, got int$"):
        Group(7, ("a",))  # type: ignore[arg-type] # what a type checker would catch
    with pytest.raises(InvalidValue, match=r"^Group.id: a text that is not blank is needed"):
        Group(" ", ("a",))
    with pytest.raises(InvalidValue, match=r"^Group.members\[1\]: a text that is not blank"):
        Group("g", ("a", ""))
    with pytest.raises(WrongType, match=r"^Group.members\[0\]: expected a text, got Sex$"):
        Group("g", (Sex.MALE,))


@pytest.mark.parametrize("members", ["abc", {"a", "b"}, {"a": 1}, None, Group("h", ())])
def test_members_stand_in_an_order(members: object) -> None:
    """A text is one id and not its letters, and a set has another order in every process."""
    with pytest.raises(WrongType) as refusal:
        Group("g", cast("Any", members))
    got = type(members).__name__
    assert f"Group.members: expected a tuple, got {got}" == str(refusal.value)


@pytest.mark.parametrize("member", [7, None, (), ("g", ("a",)), ["a"]])
def test_a_member_is_an_id_or_a_group(member: object) -> None:
    """A group may stand as its fields, all seven of them."""
    with pytest.raises(WrongType) as refusal:
        Group("g", (cast("Any", member),))
    expected = "expected a Group, or its fields in a tuple"
    got = type(member).__name__
    assert f"Group.members[0]: {expected}, got {got}" == str(refusal.value)


def test_members_in_a_list_are_the_same_group() -> None:
    """The list itself is not kept."""
    assert Group("g", ("a", "b")) == Group("g", cast("Any", ["a", "b"]))
    assert Group("g", cast("Any", ["a"])).members == ("a",)


@pytest.mark.parametrize("within", [equal, "equal"])
def test_the_method_of_a_group_is_a_method(within: object) -> None:
    """A maker or a name is none."""
    with pytest.raises(WrongType, match=r"^Group.within: expected a Method, such as capped\(\)"):
        Group("g", ("a",), within=cast("Any", within))


def test_a_group_is_built_again_from_its_fields() -> None:
    """Groups in it too; the method of a group stands as its record."""
    inner = Group("inner", ("b",), 2, 3, 4, 5)
    group = Group("g", ("a", inner), within=by_priority())
    fields = group.as_option()
    assert fields[1] == ("a", ("inner", ("b",), 2, 3, 4, 5, None))
    assert fields[6] == by_priority().record()
    outer = ("outer", (fields,), 1, 0, None, 0, None)
    method = METHODS["nested"]((outer,), among=by_priority(), within=by_priority())
    assert Nested((Group("outer", (group,)),), among=by_priority(), within=by_priority()) == method
