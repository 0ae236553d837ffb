"""Bytes are read as JSON only in the one form that the library writes, and within limits.

That form is `reintegra.rules.canonical.canonical_bytes`: ASCII, keys in order and each once, no
blank, no fraction, no number that is none. So whatever else a reader of JSON would forgive is
refused: a byte order mark, what stands behind the end, a key twice, NaN.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NoReturn, cast

import attrs

from reintegra.errors import InvalidValue
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary.checks import at_least, instance_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# possessive, so that no text makes it try the same bytes again; without its end it goes to the last
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_EVERY_DIGIT_NOUGHT: Final = bytes.maketrans(b"123456789", b"0" * 9)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@attrs.frozen(kw_only=True)
class DecodingLimits:
    """How large one entry of a journal may be, as it is written and as it is read.

    The defaults have room for a bank statement of some 60,000 lines. An `item` is any value,
    also a list or an object. The outermost value has depth 1.

    Raises:
        InvalidValue: a limit is below 1.
        WrongType: a limit is no whole number.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_depth: int = 32
    max_digits: int = 30
    max_items: int = 4_000_000

    def __attrs_post_init__(self) -> None:
        for field in attrs.fields(type(self)):
            at_least(1, f"DecodingLimits.{field.name}", getattr(self, field.name))


def read_data(content: bytes, limits: DecodingLimits) -> object:
    """The data that canonical bytes stand for.

    Raises:
        InvalidValue: other bytes, or more than a limit permits; what they say is not repeated.
        WrongType: no bytes.
    """
    check_limits(instance_of(bytes, "content", content), limits)
    data = _parsed(content, _PLAIN)
    if canonical_bytes(data) != content:
        _parsed(content, _EACH_KEY_ONCE)
        raise _refused("not-canonical", "the bytes are those that the library writes, and no other")
    return data


def check_limits(content: bytes, limits: DecodingLimits) -> None:
    """Refuse bytes beyond a limit, or that are no text at all.

    Raises:
        InvalidValue: more bytes, depth, digits or items than a limit permits, bytes that are not
            ASCII, or half of a character.
    """
    if len(content) > limits.max_bytes:
        raise _refused("too-many-bytes", f"an entry has at most {limits.max_bytes} bytes")
    if content.startswith(_BYTE_ORDER_MARK):
        raise _refused("byte-order-mark", "no mark stands before the data")
    if not content.isascii():
        raise _refused("not-ascii", "every other character is written as an escape")
    if _may_be_beyond(content, limits):
        _measure(_STRING.sub(b'""', content), limits)
    if b"\\u" in content and _SURROGATE.search(content):
        _whole_characters(_parsed(content, _PLAIN))


def _may_be_beyond(content: bytes, limits: DecodingLimits) -> bool:
    """Whether it takes a closer look; what stands within texts is counted here as well."""
    opened = content.count(b"[") + content.count(b"{")
    return (
        opened > limits.max_depth
        or opened + content.count(b",") >= limits.max_items
        or b"0" * (limits.max_digits + 1) in content.translate(_EVERY_DIGIT_NOUGHT)
    )


def _measure(bare: bytes, limits: DecodingLimits) -> None:
    """Refuse bytes, without their texts, that go beyond a limit."""
    depth = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in b"[{" else -1
        if depth > limits.max_depth:
            raise _refused("too-deep", f"values lie at most {limits.max_depth} deep")
    if b"0" * (limits.max_digits + 1) in bare.translate(_EVERY_DIGIT_NOUGHT):
        raise _refused("too-many-digits", f"a number has at most {limits.max_digits} digits")
    empty = len(re.findall(rb"\[\]|\{\}", bare))
    opened = bare.count(b"[") + bare.count(b"{") - empty
    if 1 + opened + bare.count(b",") > limits.max_items:
        raise _refused("too-many-items", f"an entry holds at most {limits.max_items} values")


def _no_number(_text: str) -> NoReturn:
    raise _refused("not-whole", "every number is a whole one")


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise _refused("duplicate-key", "a key stands once in an object")
    return held


_PLAIN: Final = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number)
_EACH_KEY_ONCE: Final = json.JSONDecoder(object_pairs_hook=_each_once)


def _parsed(content: bytes, decoder: json.JSONDecoder) -> object:
    fault = "not-json", "the bytes are not JSON"
    try:
        data: object = decoder.decode(content.decode("ascii"))
    except InvalidValue:
        raise
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            fault = "trailing", "something stands behind the end"
    except RecursionError:
        fault = "too-deep", "deeper than Python reads"
    except ValueError:
        fault = "too-many-digits", "a number has more digits than Python reads"
    else:
        return data
    raise _refused(*fault)


def _whole_characters(data: object) -> None:
    for text in _texts(data):
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            continue
        raise _refused("lone-surrogate", "a text holds half of a character")


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in cast("dict[str, object]", data).items():
            yield from _texts(name)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in cast("list[object]", data):
            yield from _texts(value)


def _refused(code: str, hint: str) -> InvalidValue:
    return InvalidValue("entry", code, hint)
