"""The water level is exact, however near two turns lie to each other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reintegra.allocation.level import at_level, water_level


def test_turns_that_differ_in_the_eighteenth_digit_are_told_apart() -> None:
    """Weights of 10**9 make caps meet levels that are 10**-18 apart; the order decides."""
    large = 10**9
    weights = [large, large, large - 1, large]
    caps = [1, large - 1, large - 2, 10 * large]
    level = water_level(3 * large - 3, weights, [0, 0, 0, 0], caps)
    assert Fraction(large - 1, large) == level


@pytest.mark.parametrize(
    ("total", "level"),
    [(7, "0"), (8, "1/2"), (9, "1"), (11, "3/2"), (15, "5/2"), (16, "3"), (17, "6"), (20, "9")],
)
def test_each_turn_changes_the_slope(total: int, level: str) -> None:
    """Weights 2, 2 and 1: one rises from the start, one from level 1 to 5/2, one from 5 on."""
    weights, floors = [2, 2, 1], [0, 2, 5]
    caps = [6, 5, total + 1]
    assert Fraction(level) == water_level(total, weights, floors, caps)


def test_everybody_at_the_cap_has_no_level() -> None:
    """A claim without a weight has a cap of zero, and one that cannot move turns nowhere."""
    assert water_level(7, [2, 1, 0], [0, 3, 0], [4, 3, 0]) is None
    assert water_level(9, [2, 1, 0], [0, 3, 0], [4, 3, 0]) is None
    assert water_level(6, [2, 1, 0], [0, 3, 0], [4, 3, 0]) == Fraction(3, 2)
    assert water_level(0, [1], [0], [0]) is None
    assert water_level(0, [1], [0], [1]) == 0


def test_a_share_at_a_level_is_held_by_floor_and_cap() -> None:
    """The remainders are over the denominator; whoever is held has none."""
    weights, floors, caps = [1, 2, 3, 4, 0], [3, 0, 0, 0, 0], [9, 9, 6, 8, 0]
    held = at_level(Fraction(7, 3), weights, floors, caps)
    assert ([3, 4, 6, 8, 0], [0, 2, 0, 0, 0]) == held
    met = at_level(Fraction(7, 3), [3, 3, 2, 1], [7, 0, 0, 2], [9, 7, 4, 3])
    assert ([7, 7, 4, 2], [0, 0, 0, 1]) == met
