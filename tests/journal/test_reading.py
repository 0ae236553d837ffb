"""Bytes are read in one form only, and within limits that are named."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.journal import DecodingLimits
from reintegra.journal.reading import read_data
from reintegra.rules.canonical import canonical_bytes
from tests.profiles import at_most

DEFAULT = DecodingLimits()
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30) + 1, 10**30 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('ab\u2713\\"{[,'), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=at_most(100))  # about 3 ms each
@given(VALUES)
def test_what_was_written_in_canonical_form_is_read_as_it_was(value: Any) -> None:
    """Whatever signs stand within the texts."""
    assert value == read_data(canonical_bytes(value), DEFAULT)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_as_canonical_or_refused(content: bytes) -> None:
    """Nothing else is raised, and nothing is read that would be written otherwise."""
    try:
        data = read_data(content, DEFAULT)
    except InvalidValue:
        return
    assert content == canonical_bytes(data)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"a":1,"a":1}', "duplicate-key"),
        (b'{"a":{"b":1,"b":2}}', "duplicate-key"),
        (b'{"b":1,"a":2}', "not-canonical"),
        (b'{"a": 1}', "not-canonical"),
        (b" 1", "not-canonical"),
        (b"-0", "not-canonical"),
        (b'"\\u0041"', "not-canonical"),
        (b'"\\/"', "not-canonical"),
        (b"1.0", "not-whole"),
        (b"1e3", "not-whole"),
        (b"1e999", "not-whole"),
        (b"NaN", "not-whole"),
        (b"[Infinity]", "not-whole"),
        (b"-Infinity", "not-whole"),
        (b"1 2", "trailing"),
        (b"{}x", "trailing"),
        (b"{}\x00", "trailing"),
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"01", "trailing"),
        (b"{'a':1}", "not-json"),
        (b'{"a":1,}', "not-json"),
        (b'"\n"', "not-json"),
        (b"\xef\xbb\xbf{}", "byte-order-mark"),
        ("\ufeff{}".encode("utf-16-le"), "not-ascii"),
        ('"\u00e9"'.encode(), "not-ascii"),
        (b'"\\ud800"', "lone-surrogate"),
        (b'["a","\\udfff"]', "lone-surrogate"),
        (b'{"\\ud83d":1}', "lone-surrogate"),
        (b'{"a":["\\ud83dx"]}', "lone-surrogate"),
        (b'"\\uDE42\\uD83D"', "lone-surrogate"),
    ],
)
def test_each_other_form_is_refused_by_its_name(content: bytes, code: str) -> None:
    """What other readers of JSON forgive is not forgiven here."""
    with pytest.raises(InvalidValue) as caught:
        read_data(content, DEFAULT)
    assert code == caught.value.code


def test_a_character_of_two_halves_is_whole() -> None:
    """And so is one whose escape only looks like a half."""
    for text in ("\U0001f642", "\\ud800"):
        assert text == read_data(canonical_bytes(text), DEFAULT)


LIMITED: list[tuple[dict[str, int], bytes, bytes, str]] = [
    ({"max_bytes": 4}, b"1234", b"12345", "too-many-bytes"),
    ({"max_depth": 2}, b"[[1]]", b"[[[1]]]", "too-deep"),
    ({"max_depth": 2}, b"[[],[],[]]", b"[[],[[]]]", "too-deep"),
    ({"max_depth": 1}, b'["[[{{"]', b'[{"a":1}]', "too-deep"),
    ({"max_digits": 3}, b"[999,-999]", b"[1000]", "too-many-digits"),
    ({"max_digits": 3}, b'"1000"', b"-1000", "too-many-digits"),
    ({"max_digits": 3}, b'["1000",999]', b'["1000",1000]', "too-many-digits"),
    ({"max_items": 3}, b"[1,2]", b"[1,2,3]", "too-many-items"),
    ({"max_items": 3}, b"[[],[]]", b"[[],[],[]]", "too-many-items"),
    ({"max_items": 3}, b'[",,,,",1]', b'{"a":1,"b":[2]}', "too-many-items"),
    ({"max_items": 1}, b"[]", b"[1]", "too-many-items"),
    ({"max_items": 1}, b"{}", b'{"a":1}', "too-many-items"),
]


@pytest.mark.parametrize(("limits", "within", "beyond", "code"), LIMITED)
def test_a_limit_is_kept_to_the_unit(
    limits: dict[str, int], within: bytes, beyond: bytes, code: str
) -> None:
    """What stands within a text counts for no limit but that of the bytes."""
    held = DecodingLimits(**limits)
    assert within == canonical_bytes(read_data(within, held))
    with pytest.raises(InvalidValue) as caught:
        read_data(beyond, held)
    assert code == caught.value.code


def test_the_defaults_are_those_of_the_documentation() -> None:
    """A number has 30 digits, and values lie 32 deep."""
    assert 32 == len(canonical_bytes(read_data(b"[" * 32 + b"]" * 32, DEFAULT))) // 2
    assert 10**30 - 1 == read_data(b"9" * 30, DEFAULT)
    for content in (b"[" * 33 + b"]" * 33, b"9" * 31):
        with pytest.raises(InvalidValue):
            read_data(content, DEFAULT)


def test_what_python_itself_cannot_read_is_refused_as_well() -> None:
    """Whoever raises the limits meets those of the interpreter."""
    high = DecodingLimits(max_depth=10**7, max_digits=10**6)
    deep = b"[" * 200_000 + b"]" * 200_000
    long = b"9" * (sys.get_int_max_str_digits() + 1)
    for content, code in ((deep, "too-deep"), (long, "too-many-digits")):
        with pytest.raises(InvalidValue) as caught:
            read_data(content, high)
        assert code == caught.value.code


@pytest.mark.parametrize("name", ["max_bytes", "max_depth", "max_digits", "max_items"])
def test_a_limit_is_a_whole_number_from_one(name: str) -> None:
    """Nothing at all could be read otherwise."""
    assert 1 == getattr(DecodingLimits(**{name: 1}), name)
    with pytest.raises(InvalidValue):
        DecodingLimits(**{name: 0})
    with pytest.raises(WrongType):
        DecodingLimits(**{name: 1.5})  # type: ignore[arg-type] # seen at run time
