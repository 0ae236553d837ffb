"""Mappings and sequences that grow in layers say the same as a dict and a tuple would."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.vocabulary.layers import LayeredMapping, LayeredSequence
from tests.profiles import at_most

changes = st.lists(st.dictionaries(st.integers(0, 30), st.integers(), max_size=8), max_size=30)
stretches = st.lists(st.lists(st.integers(), max_size=8), max_size=30)


@settings(max_examples=at_most(100))  # about 4 ms each
@given(changes)
def test_a_mapping_says_what_a_dict_says_after_the_same_changes(
    changes: list[dict[int, int]],
) -> None:
    """Keys in the order in which they were first given, and the newest value of each."""
    plain: dict[int, int] = {}
    layered = LayeredMapping[int, int]()
    for each in changes:
        plain |= each
        layered = layered.over(each)
        assert list(plain.items()) == list(layered.items())
        assert len(plain) == len(layered)
        assert layered == plain
    for key in range(32):
        assert (plain.get(key), plain.get(key, "none")) == (
            layered.get(key),
            layered.get(key, "none"),
        )
        assert (key in plain) is (key in layered)


@given(stretches)
def test_a_sequence_says_what_a_tuple_says_after_the_same_items(
    stretches: list[list[int]],
) -> None:
    """Every item at its place, from the front and from behind, and every slice."""
    plain: tuple[int, ...] = ()
    layered = LayeredSequence[int]()
    for each in stretches:
        plain += tuple(each)
        layered = layered.then(each)
        assert (len(plain), hash(plain)) == (len(layered), hash(layered))
        assert layered == plain
    for place in range(-len(plain), len(plain)):
        assert plain[place] == layered[place]
    assert plain[1:-1:2] == layered[1:-1:2]
    for beyond in (len(plain), -len(plain) - 1):
        with pytest.raises(IndexError):
            layered[beyond]


def test_a_slice_goes_over_the_layers_and_no_further() -> None:
    """It is a tuple, as of a tuple."""
    layered = LayeredSequence[int]().then([1, 2, 3]).then([4])
    assert ((2, 4), (4, 3, 2, 1)) == (layered[1::2], layered[::-1])
    assert (4, 1) == (layered[-1], layered[-4])
    for beyond in (4, -5):
        with pytest.raises(IndexError):
            layered[beyond]


def test_an_older_mapping_stays_as_it_was() -> None:
    """Two go on from the same one, and neither sees the other."""
    first = LayeredMapping({"a": 1, "b": 2})
    one, other = first.over({"a": 3}), first.over({"c": 4})
    assert [{"a": 1, "b": 2}, {"a": 3, "b": 2}, {"a": 1, "b": 2, "c": 4}] == [
        dict(each) for each in (first, one, other)
    ]
    assert first is first.over({})
    with pytest.raises(KeyError):
        first["c"]


def test_what_was_given_to_a_mapping_cannot_change_it_afterwards() -> None:
    """It keeps its own copy, of the first content as of every change."""
    content, change = {"a": 1}, {"b": 2}
    mapping = LayeredMapping(content).over(change)
    content["a"], change["b"] = 9, 9
    assert {"a": 1, "b": 2} == mapping


def test_an_older_sequence_stays_as_it_was() -> None:
    """Two go on from the same one, and neither sees the other."""
    first = LayeredSequence("ab")
    assert (("a", "b"), ("a", "b", "c"), ("a", "b", "d", "e")) == tuple(
        tuple(each) for each in (first, first.then("c"), first.then("de"))
    )
    assert first is first.then(())


def test_a_sequence_equals_no_other_thing() -> None:
    """Neither a set of the same items, nor the same items in another order."""
    first = LayeredSequence("ab")
    assert first != {"a", "b"}
    assert first != LayeredSequence("ba")


@pytest.mark.parametrize("step", [1, 2, 7])
def test_there_are_never_many_layers(step: int) -> None:
    """A thousand changes, one after the other: as many layers as their number has pairs of bits."""
    mapping, sequence = LayeredMapping[int, int](), LayeredSequence[int]()
    for start in range(0, 1000 * step, step):
        entries = dict.fromkeys(range(start, start + step), start)
        mapping, sequence = mapping.over(entries), sequence.then(entries)
        assert len(mapping.layers) <= 5
        assert len(sequence.layers) <= 5
    assert 1000 * step == len(mapping) == len(sequence)


def test_each_entry_is_copied_a_few_times_and_not_with_every_change() -> None:
    """Of 4,096 changes the merges copy 13 times as many entries, and not 2,048 times as many."""
    mapping, copied = LayeredMapping[int, int](), 0
    for key in range(4096):
        mapping = mapping.over({key: key})
        copied += mapping.layers[0]
    assert copied <= 13 * 4096


def test_both_are_written_as_what_they_say() -> None:
    """As a dict and as a tuple."""
    assert "{'a': 1, 'b': 2}" == repr(LayeredMapping({"a": 1}).over({"b": 2}))
    assert "('a', 'b')" == repr(LayeredSequence("a").then("b"))


def test_what_is_equal_has_one_hash() -> None:
    """A text and a range have hashes of their own, so they are no equals of a sequence."""
    assert LayeredSequence("ab") == ("a", "b")
    assert LayeredSequence("ab") == ["a", "b"]
    assert hash(LayeredSequence("ab")) == hash(("a", "b"))
    assert LayeredSequence("ab") != "ab"
    assert LayeredSequence([0, 1]) != range(2)


def test_both_can_be_pickled_and_copied() -> None:
    """To another process, and deeply."""
    mapping = LayeredMapping({"a": 1}).over({"b": 2})
    sequence = LayeredSequence("a").then("b")
    for each in (mapping, sequence):
        assert each == pickle.loads(pickle.dumps(each))  # noqa: S301 - the bytes were made on this line
        assert each == copy.deepcopy(each)
