"""A frozen mapping reads like a dict and cannot be written."""

from __future__ import annotations

import copy
import pickle

import pytest

from reintegra.vocabulary.mapping import FrozenMapping


def test_a_frozen_mapping_reads_like_a_dict() -> None:
    """Order, length, look-up and text are those of the dict that it was made from."""
    mapping = FrozenMapping({"b": 2, "a": 1})
    assert list(mapping) == ["b", "a"]
    assert (2, 1, None) == (len(mapping), mapping["a"], mapping.get("c"))
    assert repr(mapping) == "{'b': 2, 'a': 1}"


def test_a_frozen_mapping_is_made_of_pairs_too() -> None:
    """In their order, read once."""
    assert [("b", 1), ("a", 2)] == list(FrozenMapping(iter([("b", 1), ("a", 2)])).items())


def test_changing_the_dict_afterwards_changes_nothing() -> None:
    """The content is copied."""
    source = {"a": 1}
    mapping = FrozenMapping(source)
    source["a"] = 2
    assert mapping["a"] == 1


def test_a_frozen_mapping_cannot_be_written() -> None:
    """No item can be set, and no attribute added."""
    mapping = FrozenMapping({"a": 1})
    with pytest.raises(TypeError):
        mapping["a"] = 2  # type: ignore[index] # what a type checker would catch
    with pytest.raises(AttributeError):
        mapping.note = 1  # type: ignore[attr-defined] # what a type checker would catch


def test_equal_content_is_equal_in_any_order() -> None:
    """Equality and hash go by the content, also against a plain dict."""
    one, other = FrozenMapping({"a": 1, "b": 2}), FrozenMapping({"b": 2, "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert one == {"b": 2, "a": 1}
    assert one != FrozenMapping({"a": 1})
    assert one != {"a": 1}
    assert one != [("a", 1), ("b", 2)]


def test_a_frozen_mapping_survives_a_copy() -> None:
    """Copies, deep or through bytes, are equal."""
    mapping = FrozenMapping({"a": 1})
    copies = [copy.copy(mapping), copy.deepcopy(mapping), pickle.loads(pickle.dumps(mapping))]  # noqa: S301 - our own bytes
    assert [mapping] * 3 == copies
