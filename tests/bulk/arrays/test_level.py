"""The water level of arrays is the one that sorting finds, and few rounds are enough."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import Claim, TieRule, capped
from reintegra.bulk.arrays import NO_CAP, ArrayTie, allocate_array, level
from tests.allocation.inputs import rules
from tests.allocation.test_capped import near_limits
from tests.bulk.arrays.inputs import by_arrays, by_claims, whole
from tests.profiles import at_most


@settings(max_examples=at_most(100))  # about 6 ms each
@given(near_limits(), rules)
def test_the_level_lies_where_sorting_finds_it(
    problem: tuple[int, list[Claim], int], rule: TieRule
) -> None:
    """Among floors and caps that are all near it."""
    total, claims, unit = problem
    method = capped(unit=unit, tie=rule)
    assert by_claims(total, claims, method) == by_arrays(total, claims, method)


@pytest.mark.parametrize(
    ("total", "floors", "caps", "expected", "shares"),
    [
        (13, [0, 10], [3, NO_CAP], Fraction(3), [3, 10]),
        (12, [0, 10], [3, NO_CAP], Fraction(2), [2, 10]),
        (14, [0, 10], [3, NO_CAP], Fraction(11), [3, 11]),
        (15, [0, 10], [4, 11], None, [4, 11]),
        (20, [0, 10], [4, 11], None, [4, 11]),
        (10, [0, 10], [4, 11], Fraction(0), [0, 10]),
        (6, [0, 0], [3, NO_CAP], Fraction(3), [3, 3]),
        (0, [0, 0], [3, NO_CAP], Fraction(0), [0, 0]),
        (0, [0, 0], [0, 0], None, [0, 0]),
        (30, [0, 10, 17], [3, NO_CAP, NO_CAP], Fraction(3), [3, 10, 17]),
    ],
)
def test_the_least_level_that_gives_these_shares_is_named(
    total: int, floors: list[int], caps: list[int], expected: Fraction | None, shares: list[int]
) -> None:
    """Where a share has just risen to its cap, and not where the next one leaves its floor."""
    weights = np.ones(len(shares), dtype=np.int64)
    found = allocate_array(total, weights, capped(), floors=whole(floors), caps=whole(caps))
    assert (expected, shares) == (found.level, found.shares.tolist())
    assert total == found.left_over + sum(shares)


def test_the_last_cap_is_not_the_one_that_floats_take_for_it() -> None:
    """As a quotient of floats the second cap over its weight is one, and above the first."""
    weights = whole([2**53, 2**60 + 127, 1])
    caps, floors = whole([2**53 - 1, 2**60 - 63, NO_CAP]), whole([0, 0, 10])
    total = 2**53 - 1 + 2**60 - 63 + 10
    found = allocate_array(total, weights, capped(), floors=floors, caps=caps)
    assert Fraction(2**53 - 1, 2**53) == found.level
    assert [2**53 - 1, 2**60 - 63, 10] == found.shares.tolist()


def test_whoever_a_limit_holds_receives_no_step_more() -> None:
    """The first is at the cap, the second at the floor, and both would have a fraction too."""
    weights, floors = whole([1, 1, 1, 1]), whole([0, 3, 0, 0])
    caps = whole([2, NO_CAP, NO_CAP, NO_CAP])
    found = allocate_array(10, weights, capped(), floors=floors, caps=caps)
    assert [2, 3, 3, 2] == found.shares.tolist()
    assert (ArrayTie(2, 1, TieRule.EARLIER),) == found.ties


def test_each_group_has_its_own_last_cap() -> None:
    """The caps of another group say nothing."""
    found = allocate_array(
        whole([13, 16, 5]),
        whole([1, 1, 1, 1, 1, 1]),
        capped(),
        floors=whole([0, 10, 0, 10, 0, 0]),
        caps=whole([3, NO_CAP, 6, NO_CAP, 100, 100]),
        groups=np.array([0, 0, 1, 1, 2, 2]),
    )
    assert [3, 6, Fraction(5, 2)] == [found.groups[code].level for code in range(3)]
    assert [3, 10, 6, 10, 3, 2] == found.shares.tolist()


def test_many_groups_have_a_last_cap_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are found in one pass over the claims, and not in one for each group."""
    passes = 0
    found_in = level._Search._name_last_caps  # noqa: SLF001 - the passes are counted from outside

    def counted(search: level._Search, groups: Any) -> None:
        nonlocal passes
        passes += 1
        found_in(search, groups)

    monkeypatch.setattr(level._Search, "_name_last_caps", counted)  # noqa: SLF001 - likewise
    caps = np.arange(1, 301)
    found = allocate_array(
        caps + 500,
        np.ones(600, dtype=np.int64),
        capped(),
        floors=np.repeat([0, 500], 300),
        caps=np.concatenate([caps, np.full(300, NO_CAP)]),
        groups=np.tile(np.arange(300), 2),
    )
    assert caps.tolist() == [found.groups[code].level for code in range(300)]
    assert 1 == passes


@settings(max_examples=at_most(100))  # about 3 ms each
@given(st.integers(0, 2**32))
def test_few_rounds_are_enough(seed: int) -> None:
    """However widely weights, floors and caps are spread: at most twenty among 300."""
    chance, count = np.random.default_rng(seed), 300
    weights = (2 ** chance.uniform(0, 30, count)).astype(np.int64)
    most = (weights * 2 ** chance.uniform(0, 15, count)).astype(np.int64)
    floors = chance.integers(0, 2, count) * most
    caps = floors + (2 ** chance.uniform(0, 45, count)).astype(np.int64)
    total = int(floors.sum() + (caps - floors).sum() * chance.uniform() ** 5)
    rounds = 0
    turn = level._Search.turn  # noqa: SLF001 - the rounds are counted from outside

    def counted(search: level._Search) -> None:
        nonlocal rounds
        rounds += 1
        turn(search)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(level._Search, "turn", counted)  # noqa: SLF001 - likewise
        found = allocate_array(total, weights, capped(), floors=floors, caps=caps)
    assert total == int(found.shares.sum()) + found.left_over
    assert 20 >= rounds
