"""A long history takes one more without being copied, and reads as the tuple that it stands for."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.vocabulary.series import LONGEST_TUPLE, Series, with_one_more

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNTS = (0, 1, LONGEST_TUPLE - 1, LONGEST_TUPLE, LONGEST_TUPLE + 1, 2 * LONGEST_TUPLE, 100)


def grown(count: int) -> Sequence[int]:
    """So many numbers, added one by one."""
    values: Sequence[int] = ()
    for number in range(count):
        values = with_one_more(values, number)
    return values


@pytest.mark.parametrize("count", COUNTS)
def test_it_reads_as_the_tuple_of_its_values(count: int) -> None:
    """Length, places from both ends, slices, order, contents, text and hash are the same."""
    values, plain = grown(count), tuple(range(count))
    assert (values == plain, plain == values, len(values)) == (True, True, count)
    assert [values[place] for place in range(-count, count)] == [*plain, *plain]
    assert [plain[-3:], plain[5:40:7]] == [values[-3:], values[5:40:7]]
    assert list(reversed(plain)) == list(reversed(values))
    assert [number in values for number in range(-1, count + 1)] == [False, *[True] * count, False]
    assert (repr(plain), hash(plain)) == (repr(values), hash(values))
    assert bool(values) is bool(plain)


@pytest.mark.parametrize("count", COUNTS)
def test_there_is_nothing_before_the_first_and_behind_the_last(count: int) -> None:
    """As of a tuple, a place that it does not have is an `IndexError`."""
    values = grown(count)
    for place in (count, -count - 1):
        with pytest.raises(IndexError):
            values[place]


def test_what_stood_before_stays_as_it_was() -> None:
    """Of one history two are made, and neither holds what was added to the other."""
    for count in COUNTS:
        before = grown(count)
        one, other = with_one_more(before, -1), with_one_more(before, -2)
        assert (before, one, other) == (
            tuple(range(count)),
            (*range(count), -1),
            (*range(count), -2),
        )


def test_a_long_one_shares_what_it_had() -> None:
    """However long it has grown, one more copies no more than one tuple of it."""
    long, short = grown(100_000), grown(40)
    for values in (long, short):
        assert isinstance(values, Series)
    sizes = [sum(1 for _ in pairs_apart(values)) for values in (long, short)]
    assert max(sizes) <= LONGEST_TUPLE + 1


def pairs_apart(values: Sequence[int]) -> list[int]:
    """The values that stand in another tuple once there is one more."""
    more = with_one_more(values, 0)
    assert isinstance(values, Series)
    assert isinstance(more, Series)
    kept = {id(block) for block in values._blocks}  # noqa: SLF001 - to see what is shared
    apart = [block for block in (*more._blocks, more._end) if id(block) not in kept]  # noqa: SLF001 - the same
    return [value for block in apart for value in block]


def test_it_equals_no_list_and_no_other_values() -> None:
    """Only a tuple or a series of the same values in the same order."""
    values = grown(50)
    assert values == grown(50)
    assert values != grown(51)
    assert values != (*range(49), 0)
    assert values != list(range(50))
    assert isinstance(values, Series)
    assert values == values.plus(1)[:-1]


@pytest.mark.parametrize("count", COUNTS)
def test_a_sum_with_a_tuple_is_a_tuple(count: int) -> None:
    """From both sides, and of two series; nothing else is added to it."""
    values, plain = grown(count), tuple(range(count))
    assert (*plain, -1) == values + (-1,)  # type: ignore[operator] # noqa: RUF005 - the sum is what is tried
    assert (-1, *plain) == (-1,) + values  # type: ignore[operator] # noqa: RUF005 - the same
    assert plain + plain == values + values  # type: ignore[operator] # a Sequence has no sum by type
    with pytest.raises(TypeError):
        values + [1]  # type: ignore[operator] # noqa: RUF005 - the same


def test_it_survives_a_copy() -> None:
    """Copies, deep or through bytes, are equal, and grow by themselves."""
    values = grown(70)
    copies = [copy.copy(values), copy.deepcopy(values), pickle.loads(pickle.dumps(values))]  # noqa: S301 - our own bytes
    assert [values] * 3 == copies
    assert [grown(71)] * 3 == [with_one_more(each, 70) for each in copies]


@given(st.lists(st.integers(), max_size=150), st.data())
def test_however_it_grew_it_is_the_same(numbers: list[int], data: st.DataObject) -> None:
    """From a tuple of any length on, added one by one."""
    cut = data.draw(st.integers(0, len(numbers)))
    values: Sequence[int] = tuple(numbers[:cut])
    for number in numbers[cut:]:
        values = with_one_more(values, number)
    assert tuple(numbers) == tuple(values)
    assert len(numbers) == len(values)
