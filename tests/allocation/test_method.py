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
    Fault,
    FaultKind,
    InSteps,
    Method,
    MethodRecord,
    Sharing,
    TieRule,
    allocate,
    capped,
    equal,
    proportional,
    verify,
)
from reintegra.allocation.method import Limit
from reintegra.allocation.result import recorded_step
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MAKERS: list[Callable[..., Method]] = [equal, proportional, capped]


@attrs.frozen(kw_only=True)
class _FloorsThen(Method):
    """Everyone gets the floor, and another method shares what is left: an outside method."""

    name: ClassVar[str] = "floors_then"
    text: ClassVar[Text] = Text(id="Batas bawah dahulu", en="Floors first")
    within: Method

    @property
    def unit(self) -> int:
        """That of the other method."""
        return self.within.unit

    @property
    def tie(self) -> TieRule:
        """That of the other method."""
        return self.within.tie

    @property
    def honours(self) -> frozenset[Limit]:
        """Floors only."""
        return frozenset({"floor"})

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Only what is needed here."""
        return frozenset({Axiom.EXACT, Axiom.FLOORS_MET})

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The floors, then the rest."""
        floors = [claim.floor for claim in claims]
        rest = self.within.share(total - sum(floors), claims)
        both = zip(floors, rest.shares, strict=True)
        return Sharing(tuple(floor + share for floor, share in both))


def test_a_method_from_outside_fits_the_frame() -> None:
    """It honours what it says it honours, and the rest is still refused."""
    method = _FloorsThen(within=equal(unit=5))
    allocation = allocate(23, [Claim("a", floor=5), Claim("b")], method)
    assert ({"a": 15, "b": 5}, 3) == (allocation.shares, allocation.left_over)
    assert verify(allocation) == ()
    with pytest.raises(InvalidValue, match=r"^claims\[0\].cap: the method floors_then"):
        allocate(23, [Claim("a", floor=5, cap=8)], method)


def test_a_method_within_a_method_is_recorded_as_data() -> None:
    """The record of the inner one stands among the options of the outer one."""
    record = _FloorsThen(within=equal(unit=5)).record()
    inner = MethodRecord("equal", {"unit": 5, "tie": "earlier"})
    assert MethodRecord("floors_then", {"within": inner}) == record
    assert hash(record) == hash(_FloorsThen(within=equal(unit=5)).record())


def test_the_step_of_a_method_within_is_found_in_its_record() -> None:
    """However deep it stands; a share between its steps is no share."""
    method = _FloorsThen(within=_FloorsThen(within=equal(unit=5)))
    assert recorded_step(method.record()) == 5
    assert recorded_step(proportional().record()) == 1
    between = allocate(23, [Claim("a", floor=1), Claim("b")], _FloorsThen(within=equal(unit=5)))
    assert verify(between) == (Fault(FaultKind.STEP, ("a",)),)


def test_a_step_on_record_is_a_whole_number_above_zero() -> None:
    """None named is one; what is named and is no step is none, also within."""
    assert recorded_step(MethodRecord("mine", {})) == 1
    assert recorded_step(MethodRecord("mine", {"within": "equal", "unit": 2})) == 2
    for unit in (0, -5, "5", True, None):
        inner = MethodRecord("mine", {"unit": unit})
        assert recorded_step(inner) is None
        assert recorded_step(MethodRecord("mine", {"within": inner, "unit": 2})) is None


def test_a_method_has_a_step_and_a_tie_rule_of_its_own_or_of_another() -> None:
    """The frame takes both from the method, and asks nothing about where they come from."""
    method = _FloorsThen(within=equal(unit=5, tie="by-id"))
    assert (5, TieRule.BY_ID) == (method.unit, method.tie)
    assert {"axioms", "share", "tie", "unit"} == Method.__abstractmethods__
    assert not isinstance(method, InSteps)
    assert isinstance(method.within, InSteps)


def test_a_method_honours_no_limit_unless_it_says_so() -> None:
    """What is not named is refused, never ignored."""
    assert frozenset[Limit]() == equal().honours


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


def test_the_order_of_the_claims_may_decide_under_two_tie_rules() -> None:
    """The earlier claim, and among equal weights the larger weight falls back on it."""
    assert [True, True, False, False] == [rule.heeds_order for rule in TieRule]
    assert [rule.value for rule in TieRule] == ["earlier", "larger-weight", "by-id", "refuse"]
