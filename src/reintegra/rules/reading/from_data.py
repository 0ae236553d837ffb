"""Rules that come from outside as plain data are read back, within limits, and never run as code.

What is read has the digest of what was written. Unknown keys, missing keys and wrong types are
refused by the place where they stand; no message repeats what stood there. Judging costs no more
than a pass over the parts, so the limits on size bound the time as well.

>>> from reintegra.rules import Fact, expression_from_data
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> expression_from_data((age >= 18).to_data()) == (age >= 18)
True
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn
from unicodedata import normalize

from reintegra.errors import InvalidValue
from reintegra.rules.reading.place import STANDARD_LIMITS, Limits
from reintegra.rules.reading.reader import Reader
from reintegra.vocabulary.checks import instance_of, plain_text
from reintegra.vocabulary.money import IDR, Currency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from reintegra.rules.expression import Expression
    from reintegra.rules.provisions.provision import Provision

_BRACKETS_A_PART = 6
"""How many brackets may stand inside each other for one part of a rule, at most."""


def expression_from_data(
    data: object,
    *,
    types: Iterable[type[StrEnum]] = (),
    currencies: Iterable[Currency] = (IDR,),
    limits: Limits = STANDARD_LIMITS,
) -> Expression:
    """The expression that `to_data` wrote.

    `types` are the enumerations that facts may have, `currencies` those that amounts may be in.

    Raises:
        InvalidValue: a key is unknown or missing, a value has a wrong form, a limit is passed, or
            what is written cannot be a rule; the field is the place, such as
            `rule.when.all.2.values.0`.
        Conflict: two of `types` have one name, or two of `currencies` one code.
        WrongType: a type is no enumeration of texts, a currency none, or the limits are none.
    """
    return Reader(types, currencies, limits).whole_expression(data)


def provision_from_data(
    data: object,
    *,
    types: Iterable[type[StrEnum]] = (),
    currencies: Iterable[Currency] = (IDR,),
    limits: Limits = STANDARD_LIMITS,
) -> Provision:
    """The provision that `to_data` wrote; the same as for an expression holds.

    Raises:
        InvalidValue, Conflict, WrongType: as for an expression.
    """
    return Reader(types, currencies, limits).whole_provision(data)


def from_json(document: str, limits: Limits = STANDARD_LIMITS) -> object:
    """The plain data of a JSON document that may come from anybody.

    Raises:
        InvalidValue: it is no JSON, has one key twice (also where two are one only after Unicode
            normalisation), a number that is not whole, or is larger or deeper than the limits.
        WrongType: not a text, or the limits are none.
    """
    instance_of(Limits, "limits", limits)
    if len(plain_text("document", document)) > limits.characters:
        raise InvalidValue("document", "too-large", "more characters than are allowed")
    if _brackets_inside_each_other(document) > limits.depth * _BRACKETS_A_PART:
        raise InvalidValue("document", "too-deep", "more parts inside parts than are allowed")

    def whole(digits: str) -> int:
        if len(digits.removeprefix("-")) > limits.digits:
            raise InvalidValue("document", "too-many-digits", "a number has too many digits")
        return int(digits)

    try:
        data: object = json.loads(
            document,
            object_pairs_hook=_without_repeated_keys,
            parse_int=whole,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (json.JSONDecodeError, RecursionError):
        pass
    else:
        return data
    raise InvalidValue("document", "not-json", "the document is no JSON")


def _brackets_inside_each_other(document: str) -> int:
    deepest = depth = 0
    in_text = escaped = False
    for character in document:
        if in_text:
            in_text = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_text = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({normalize("NFKC", key) for key, _ in pairs}) < len(pairs):
        raise InvalidValue("document", "repeated-key", "one key stands twice in one object")
    return dict(pairs)


def _refuse_number(_: str) -> NoReturn:
    raise InvalidValue("document", "not-whole", "numbers in rules are whole")
