"""A method is a value with a name, a text in both languages and options as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

import attrs
import pytest

from reintegra.allocation import (
    METHODS,
    Axiom,
    Claim,
    Method,
    MethodRecord,
    Sharing,
    TieRule,
    allocate,
    equal,
    proportional,
)
from reintegra.allocation.method import Limit
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MAKERS: list[Callable[..., Method]] = [equal, proportional]


@attrs.frozen(kw_only=True)
class _FloorsThen(Method):
    """Everyone gets the floor, and another method shares what is left: an outside method."""

    name: ClassVar[str] = "floors_then"
    text: ClassVar[Text] = Text(id="Batas bawah dahulu", en="Floors first")
    honours: ClassVar[frozenset[Limit]] = frozenset({"floor"})
    then: Method

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Only what is needed here."""
        return frozenset({Axiom.EXACT, Axiom.FLOORS_MET})

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The floors, then the rest."""
        floors = [claim.floor for claim in claims]
        rest = self.then.share(total - sum(floors), claims)
        both = zip(floors, rest.shares, strict=True)
        return Sharing(tuple(floor + share for floor, share in both))


def test_a_method_from_outside_fits_the_frame() -> None:
    """It honours what it says it honours, and the rest is still refused."""
    method = _FloorsThen(then=equal(unit=5))
    allocation = allocate(21, [Claim("a", floor=3), Claim("b")], method)
    assert ({"a": 13, "b": 5}, 3) == (allocation.shares, allocation.left_over)
    with pytest.raises(InvalidValue, match=r"^claims\[0\].cap: the method floors_then"):
        allocate(21, [Claim("a", floor=3, cap=8)], method)


def test_a_method_within_a_method_is_recorded_as_data() -> None:
    """The record of the inner one stands among the options of the outer one."""
    record = _FloorsThen(then=equal(unit=5)).record()
    inner = MethodRecord("equal", {"unit": 5, "tie": "earlier"})
    assert MethodRecord("floors_then", {"unit": 1, "tie": "earlier", "then": inner}) == record
    assert hash(record) == hash(_FloorsThen(then=equal(unit=5)).record())


@pytest.mark.parametrize("make", _MAKERS)
def test_a_record_builds_the_method_again_even_from_json(make: Callable[..., Method]) -> None:
    """Options are plain data, so a journal may keep them."""
    method = make(unit=1_000, tie=TieRule.LARGER_WEIGHT)
    record = method.record()
    options = json.loads(json.dumps(dict(record.options)))
    assert {"unit": 1_000, "tie": "larger-weight"} == options
    assert method == METHODS[record.name](**options)


@pytest.mark.parametrize("make", _MAKERS)
def test_a_step_is_one_and_the_earlier_claim_wins_unless_said_otherwise(
    make: Callable[..., Method],
) -> None:
    """The defaults of every method."""
    assert (1, TieRule.EARLIER) == (make().unit, make().tie)


@pytest.mark.parametrize("make", _MAKERS)
@pytest.mark.parametrize("unit", [0, -1])
def test_a_step_is_at_least_one(make: Callable[..., Method], unit: int) -> None:
    """A step of nothing has no end."""
    with pytest.raises(InvalidValue) as refusal:
        make(unit=unit)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize("make", _MAKERS)
@pytest.mark.parametrize("unit", [True, 1.0, "1"])
def test_a_step_is_a_whole_number(make: Callable[..., Method], unit: object) -> None:
    """A bool or a float is refused by its type."""
    with pytest.raises(WrongType) as refusal:
        make(unit=unit)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize("make", _MAKERS)
def test_options_are_given_by_name(make: Callable[..., Method]) -> None:
    """A number in the wrong place would be a wrong allocation."""
    with pytest.raises(TypeError):
        make(1_000)
