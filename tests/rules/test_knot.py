"""Facts that are compared with each other, and when trying them one by one misses nothing."""

from __future__ import annotations

from datetime import date

import pytest

from reintegra.rules import Expression, Missing, all_of
from reintegra.rules.search.ground import Ground, Opened
from tests.rules.notation import fact
from tests.rules.test_question import Colour

u, v, w, x, y, z = (fact(name, int) for name in "uvwxyz")
start, middle, end = (fact(name, date) for name in ("start", "middle", "end"))
place, other = fact("place", str), fact("other", str)
colour, second = fact("colour", Colour), fact("second", Colour)
a = fact("a")


def _opened(rule: Expression, *known: str) -> Opened:
    plan = rule.plan
    facts = {each.name: 0 if each.name in known else Missing.UNKNOWN for each in plan.facts}
    return Opened(Ground(plan, facts), tuple(each for each in plan.facts if each.name not in known))


def test_facts_hang_together_by_way_of_others() -> None:
    """Each knot has its facts in the order of the rule, and all comparisons between them."""
    rule = all_of(x <= y, a.is_true, z <= u, x <= 3, v <= w, y <= z)
    knots = _opened(rule).knots
    assert [["x", "y", "z", "u"], ["v", "w"]] == [
        [each.name for each in knot.facts] for knot in knots
    ]
    assert [3, 1] == [len(knot.conditions) for knot in knots]
    assert () == _opened(all_of(x <= 3, y >= 4)).knots


def test_a_fact_that_stays_ties_nothing() -> None:
    """What is compared with it is compared with its value."""
    rule = all_of(x <= y, y <= z)
    assert () == _opened(rule, "y").knots
    ((x_and_y,),) = ([each.facts for each in _opened(rule, "z").knots],)
    assert (x, y) == x_and_y
    (knot,) = _opened(x + y <= z, "x").knots
    assert (y, z) == knot.facts
    assert (y, z) == knot.open_in(knot.conditions[0][1])


@pytest.mark.parametrize(
    ("rule", "whole"),
    [
        (x <= y, True),
        (x + y >= 3, True),
        (x * 2 + y * 2 >= z * 2, True),
        (x * 2 + y >= 3, False),
        (x * 2 >= y, False),
        (x + y + z >= 3, True),
        (all_of(x + y + z >= 3, x <= y), False),
        (all_of(x + y + z >= 3, x + y - z >= 3), False),
        (all_of(x <= y, y <= z, z <= x), True),
        (all_of(x <= y, x >= y + 3, x.equals(y)), True),
        (all_of(x * 3 <= y * 3, y * 3 <= z * 3), True),
        (all_of(x <= y, y * 2 <= z * 2), False),
        (all_of(x + y >= 3, x + y <= 5), True),
        (all_of(x + y >= 3, x <= y), False),
        (all_of(x <= y, x + y >= 3), False),
        (all_of(x + y >= 3, y + z >= 3, x <= z), True),
        (all_of(x + y >= 3, y + z >= 3, x + z >= 3), False),
        (all_of(x + y >= 3, y + z >= 3, z + u >= 3, u + x >= 3), True),
        (all_of(x <= y, v <= w, w <= u, u <= z, z <= y), True),
        (all_of(x <= y, v + w <= 3, w <= u, u <= z, z <= y, v <= x), False),
        (all_of(x <= y, v + w <= 3, w <= u, u <= z, z <= y, v + x <= 3), True),
        (start <= end, True),
        (start.months_later(1) <= end, True),
        (start <= end.months_later(1), True),
        (all_of(start.months_later(1) <= middle, middle.months_later(1) <= end), True),
        (all_of(start.months_later(1) <= middle, middle <= start + 40), False),
        (all_of(start <= middle, middle <= start.months_later(2)), False),
        (all_of(start <= middle, middle <= start + 40), True),
        (all_of(start <= middle, middle <= end, start.months_later(1) <= end), False),
        (all_of(start <= middle, middle <= end, start <= end), True),
        (all_of(place.equals(other), ~place.equals(other)), True),
        (all_of(colour.equals(second)), True),
    ],
)
def test_a_knot_is_searched_whole_where_two_facts_stand_side_by_side(
    rule: Expression, whole: object
) -> None:
    """Not where sums have to come out together, nor where months lead around in a circle."""
    (knot,) = _opened(rule).knots
    assert whole is knot.is_searched_whole


def test_a_known_part_of_a_sum_does_not_count() -> None:
    """What stays is a number."""
    rule = all_of(x + y + z * 5 >= 3, x + y - z <= 7)
    assert [False] == [knot.is_searched_whole for knot in _opened(rule).knots]
    assert [True] == [knot.is_searched_whole for knot in _opened(rule, "z").knots]
