"""Quotas are exact where products do not fit into 64 bits, at every width and every edge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.bulk.arrays import division
from reintegra.bulk.arrays.division import MOST, divided
from reintegra.bulk.arrays.grouping import Apart, Together
from tests.bulk.arrays.inputs import whole
from tests.profiles import at_most

_EDGES = st.builds(
    lambda power, step: max(0, min(2**power + step, MOST - 1)),
    st.sampled_from([0, 1, 31, 32, 49, 50, 51, 52, 53, 60, 61, 62]),
    st.integers(-3, 3),
)
_ANY = st.one_of(_EDGES, st.integers(0, MOST - 1), st.integers(0, 10**6))


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, list[int]]:
    """A total, and weights that add up to less than `MOST`."""
    weights: list[int] = []
    for weight in draw(st.lists(_ANY, min_size=1, max_size=8)):
        weights.append(min(weight, MOST - 1 - sum(weights)))
    return draw(_ANY), weights


@settings(max_examples=at_most(250))  # about 1 ms each
@given(parts())
def test_a_quota_and_its_remainder_are_exact(problem: tuple[int, list[int]]) -> None:
    """As Python divides; a sum of nothing divides nothing."""
    total, weights = problem
    sums = sum(weights)
    quotients, remainders = divided(whole(weights), [total], [sums], Together(len(weights)))
    expected = [divmod(total * weight, max(sums, 1)) for weight in weights]
    assert expected == list(zip(quotients.tolist(), remainders.tolist(), strict=True))


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (2**59 - 1, [1, 1_023], [(2**49 - 1, 1_023), (1_023 * 2**49 - 1, 1)]),
        (1, [49], [(1, 0)]),
        (2**50 - 1, [1], [(2**50 - 1, 0)]),
        (2**50, [1], [(2**50, 0)]),
        (MOST - 1, [MOST - 1], [(MOST - 1, 0)]),
        (MOST - 1, [1, MOST - 2], [(1, 0), (MOST - 2, 0)]),
        (0, [0, 5], [(0, 0), (0, 0)]),
    ],
)
def test_a_float_that_is_off_by_one_is_mended(
    total: int, weights: list[int], expected: list[tuple[int, int]]
) -> None:
    """Above, below, and where floats no longer tell whole numbers apart."""
    found = divided(whole(weights), [total], [sum(weights)], Together(len(weights)))
    assert expected == list(zip(*(each.tolist() for each in found), strict=True))


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.lists(parts(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_each_group_is_divided_by_its_own_sum(
    problems: list[tuple[int, list[int]]], chance: np.random.Generator
) -> None:
    """However the claims of the groups are mixed."""
    rows = [(code, weight) for code, (_, weights) in enumerate(problems) for weight in weights]
    chance.shuffle(rows)
    totals, sums = [total for total, _ in problems], [sum(weights) for _, weights in problems]
    grouping = Apart(len(rows), len(problems), np.array([code for code, _ in rows]))
    found = divided(whole([weight for _, weight in rows]), totals, sums, grouping)
    expected = [divmod(totals[code] * weight, max(sums[code], 1)) for code, weight in rows]
    assert expected == list(zip(*(each.tolist() for each in found), strict=True))


@pytest.mark.parametrize("groups", [1, 3])
def test_blocks_are_seamless(monkeypatch: pytest.MonkeyPatch, groups: int) -> None:
    """A thousand claims in blocks of seven are divided as in one block."""
    weights = whole([number * 999_983 % 10_007 for number in range(1_000)])
    codes = np.arange(1_000) % groups
    grouping = Together(1_000) if groups == 1 else Apart(1_000, groups, codes)
    totals, sums = [10**18 + code for code in range(groups)], grouping.sums(weights)
    expected = divided(weights, totals, sums, grouping)
    monkeypatch.setattr(division, "_BLOCK", 7)
    found = divided(weights, totals, sums, grouping)
    assert [each.tolist() for each in expected] == [each.tolist() for each in found]
