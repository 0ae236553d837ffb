"""What is surely enough is worked out for each method, and is never too little."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Group,
    Method,
    Proportional,
    allocate,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
)
from reintegra.allocation.group_parts import GroupPart, group_parts
from reintegra.allocation.inner import by_band
from reintegra.allocation.plenty import capacity, needs_in, plenty, waits_without
from reintegra.errors import InvalidValue
from tests.allocation.inputs_small import small_problems
from tests.profiles import at_most

_CLAIMS = [Claim("a", 1), Claim("none", 0), Claim("b", 3), Claim("c", 6)]
_NEEDS = [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("method", "steps"),
    [
        (equal(unit=7), 6),
        (per_head(21, unit=7), 9),
        (proportional(unit=7), 10),
        (capped(unit=7), 2 + 4 + 7),
        (divisor("dean"), 2 + 4 + 7),
        (packages({"seed": 3, "stall": 7}, {"a": "seed", "b": "stall", "c": "gone"}), 10),
        (by_priority(within=per_head(21, unit=7)), 9),
        (by_priority(within=proportional(unit=7)), 10),
        (carried(within=proportional(unit=7)), 10),
        (carried(within=equal(unit=7)), 6),
    ],
    ids=lambda given_: str(given_.name if isinstance(given_, Method) else given_),
)
def test_plenty_is_pinned_for_each_method(method: Method, steps: int) -> None:
    """Needs of 1, 2 and 1 steps for weights of 1, 3 and 6; whoever has no weight needs nothing."""
    assert steps == plenty(method, _CLAIMS, _NEEDS)


def test_floors_and_caps_hold_what_is_reached() -> None:
    """At a level of one: 2, 4 and 7 steps, but for a floor of three and a cap of five steps."""
    claims = [Claim("a", 1, floor=15), Claim("b", 3), Claim("c", 6, cap=38)]
    assert 3 + 4 + 5 == plenty(capped(unit=7), claims, [1, 2, 1])
    assert 3 + 4 + 5 == plenty(divisor("adams", unit=7), claims, [1, 2, 1])


def test_what_is_owed_lowers_what_is_due_and_raises_what_all_stay_behind() -> None:
    """Owed 3/2 and 1, so 5/4 on the mean: all may stay two behind, and one is due 3 - 3/2 yet."""
    owed = {"a": Fraction(3, 2), "b": Fraction(1), "gone": Fraction(-5, 2)}
    claims = [Claim("a", 1), Claim("none", 0), Claim("b", 3)]
    assert 6 == plenty(carried(balances=owed), claims, [1, 0, 1])
    in_steps = {name: 7 * balance for name, balance in owed.items()}
    assert 6 == plenty(carried(within=proportional(unit=7), balances=in_steps), claims, [1, 0, 1])
    ahead = {name: -balance for name, balance in owed.items()}
    assert 10 == plenty(carried(balances=ahead), claims, [1, 0, 1])
    much = {"a": Fraction(60), "gone": Fraction(-60)}
    assert 0 == plenty(carried(balances=much), claims[:1], [0])
    even = {"a": Fraction(1), "b": Fraction(1), "gone": Fraction(-2)}
    assert 4 == plenty(carried(balances=even), claims, [1, 0, 1])


def test_bands_add_up_each_at_its_caps_or_at_what_is_enough() -> None:
    """The first can take up to its caps of 3 and 4, the next needs 1/2 and 1 and 1 beyond."""
    claims = [
        Claim("a", 1, cap=28, priority=2),
        Claim("b", 1, cap=23),
        Claim("c", 2, priority=2),
        Claim("d", 2, cap=30),
        Claim("none", 0, priority=2),
    ]
    method = by_priority(within=capped(unit=7))
    assert [[1, 3], [0, 2, 4]] == by_band(claims)
    assert 7 == capacity(method, [claims[1], claims[3]])
    assert capacity(method, [claims[0], claims[2]]) is None
    assert 4 == capacity(method, [claims[0], claims[4]])
    assert 7 + 2 + 3 == plenty(method, claims, [1, 1, 1, 1, 0])


_TREE = nested(
    (
        Group("north", ("a", Group("home", ("b", "c"), within=equal()), "nobody"), weight=1),
        Group("south", ("d",), weight=1, cap=4, within=per_head(9)),
    ),
    among=capped(),
)
_LEAVES = [Claim("d"), Claim("a", 2), Claim("b"), Claim("c", 5), Claim("astray")]


def test_groups_are_looked_at_from_the_inside_out() -> None:
    """Members are claims, then groups that stand as claims; a cap above them is the most."""
    seen = dict(group_parts(_TREE, _LEAVES))
    assert [3, 2, 1, 0] == list(seen)
    home, south = Claim("home"), Claim("south", cap=4)
    north = (Claim("a", 2), home)
    assert GroupPart(per_head(9), (Claim("d"),), (), 4) == seen[3]
    assert GroupPart(equal(), (Claim("b"), Claim("c", 5)), (), None) == seen[2]
    assert GroupPart(proportional(), north, (2,), None) == seen[1]
    assert GroupPart(capped(), (Claim("north"), south), (1, 3), None) == seen[0]
    assert [1, 7] == needs_in(seen[1], {2: 7, 3: 5})
    assert [8, 9] == needs_in(seen[0], {1: 8, 3: 9})


def test_the_whole_has_enough_where_every_group_has() -> None:
    """The home needs two, so the north six; the south would need nine, and its cap is four."""
    assert 7 + 4 == plenty(_TREE, _LEAVES, [1] * 5)
    in_steps = nested((Group("g", ("a",), cap=29),), among=capped(unit=7), within=equal(unit=7))
    assert [4, None] == [part.most for _, part in group_parts(in_steps, _LEAVES)]


def test_a_claim_needs_one_step_unless_it_is_none() -> None:
    """A weight of zero or a cap of zero is nothing to wait for."""
    claims = [Claim("a", 0), Claim("b", cap=0), Claim("c", cap=1), Claim("d")]
    assert [0, 0, 1, 1] == list(map(waits_without, claims))


def test_without_a_weight_nothing_is_enough() -> None:
    """A group of nobody needs no total."""
    assert 0 == plenty(equal(), [Claim("a", 0)], [0])
    assert 0 == plenty(capped(), [], [])


class _Mine(Proportional):
    """Shares in a way of its own."""


def test_a_method_from_elsewhere_is_not_known() -> None:
    """What cannot be proven is not guessed, within another method neither."""
    for method in (_Mine(), by_priority(within=_Mine())):
        with pytest.raises(InvalidValue) as refusal:
            plenty(method, _CLAIMS, _NEEDS)
        hint = "how far it must be looked at is known of the methods in the registry only"
        assert f"method: {hint} [not-known]" == str(refusal.value)
        assert ("method", "not-known") == (refusal.value.field, refusal.value.code)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # about 3 ms each
@given(data=st.data())
def test_plenty_is_never_too_little(name: str, data: st.DataObject) -> None:
    """From there on the same claims wait, whatever the total: nobody further can be served."""
    claims, method = data.draw(small_problems(name))
    needs = list(map(waits_without, claims))
    try:
        enough = plenty(method, claims, needs) * method.unit
        waiting = _waiting(enough, claims, method)
    except InvalidValue:
        return
    for more in (1, 2, 3, 7, 20, data.draw(st.integers(1, 10**9))):
        assert waiting == _waiting(enough + more * method.unit, claims, method)


def _waiting(total: int, claims: list[Claim], method: Method) -> set[str]:
    return {entry.id for entry in allocate(total, claims, method).waiting}
