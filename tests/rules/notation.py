"""The notation of the worked cases, and a slow judge of it that shares nothing with the library.

`["and", ...]`, `["or", ...]`, `["not", x]`, `["at_least", n, ...]`; a text is a fact of type bool;
`[fact, operator, value]` compares; `true`, `false` and `null` stand for themselves.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import reduce
from itertools import product
from typing import Any

from hypothesis import strategies as st

from reintegra.rules import Condition, Expression, Fact, Missing, all_of, any_of, at_least
from reintegra.vocabulary.texts import Text

NO, UNKNOWN, YES = 0, 1, 2
"""The three values in order, so that "and" is the least and "or" the greatest."""

Notation = Any
Known = Mapping[str, Any]

_COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "is": operator.is_,
}
NEVER_KNOWN = "never_known"


def words(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(id=text, en=text)


def fact(name: str, kind: type[Any] = bool) -> Fact[Any]:
    """A fact that is worded by its name."""
    return Fact(name, kind, words(name))


def expression_of(notation: Notation) -> Expression:
    """The library's expression for the notation."""
    if isinstance(notation, bool):
        return all_of() if notation else any_of()
    if notation is None:
        return fact(NEVER_KNOWN).is_true
    if isinstance(notation, str):
        return fact(notation).is_true
    head, *rest = notation
    match head:
        case "and":
            return all_of(*map(expression_of, rest))
        case "or":
            return any_of(*map(expression_of, rest))
        case "not":
            return ~expression_of(rest[0])
        case "at_least":
            return at_least(rest[0], *map(expression_of, rest[1:]))
        case _:
            return _comparison_of(head, rest[0], rest[1])


def _comparison_of(name: str, sign: str, value: Any) -> Expression:
    asked = fact(name, type(value))
    if sign == "!=":
        return ~asked.equals(value)
    if sign in {"==", "is"}:
        return asked.equals(value)
    condition: Condition = _COMPARISONS[sign](asked, value)
    return condition


def slowly(notation: Notation, known: Known) -> int:
    """The value of the notation by the least, the greatest and the n-th greatest of its parts."""
    if notation is None or isinstance(notation, bool):
        return UNKNOWN if notation is None else NO + 2 * notation
    if isinstance(notation, str):
        value = known.get(notation)
        return UNKNOWN if value is None else NO + 2 * bool(value)
    head, *rest = notation
    if head not in {"and", "or", "not", "at_least"}:
        value = known.get(head)
        return UNKNOWN if value is None else 2 * bool(_COMPARISONS[rest[0]](value, rest[1]))
    if head == "at_least":
        ranked = sorted((slowly(part, known) for part in rest[1:]), reverse=True)
        return ranked[rest[0] - 1] if rest[0] else YES
    values = [slowly(part, known) for part in rest]
    if head == "not":
        return YES - values[0]
    return reduce(min, values, YES) if head == "and" else reduce(max, values, NO)


def names_in(notation: Notation) -> list[str]:
    """The facts of the notation, each once, in the order in which they are written."""
    if isinstance(notation, str):
        return [notation]
    if not isinstance(notation, list):
        return []
    head, *rest = notation
    if head not in {"and", "or", "not", "at_least"}:
        return [head]
    return list(dict.fromkeys(name for part in rest for name in names_in(part)))


def powers(notation: Notation, known: Known, values: tuple[Any, ...]) -> dict[str, float]:
    """In which part of the answers to the other unknowns each unknown fact turns the outcome."""
    unknown = [name for name in names_in(notation) if known.get(name) is None]
    found = {}
    for name in unknown:
        others = [other for other in unknown if other != name]
        turned = [
            len({slowly(notation, {**known, **dict(zip(others, rest, strict=True)), name: value})
                 for value in values}) > 1
            for rest in product(values, repeat=len(others))
        ]  # fmt: skip
        found[name] = sum(turned) / len(turned)
    return found


def given(known: Known) -> dict[str, object]:
    """The facts as the library takes them: an unknown one is left out."""
    return {name: value for name, value in known.items() if value is not None}


def missing_kind(code: str) -> Missing:
    """The kind of missing by its code in the cases."""
    return Missing(code.replace("_", "-"))


def trees(leaves: st.SearchStrategy[Notation]) -> st.SearchStrategy[Notation]:
    """Random notations over some leaves."""

    def grown(parts: st.SearchStrategy[Notation]) -> st.SearchStrategy[Notation]:
        several = st.lists(parts, max_size=4)
        return st.one_of(
            st.builds(lambda each: ["and", *each], several),
            st.builds(lambda each: ["or", *each], several),
            st.builds(lambda each: ["not", each], parts),
            several.flatmap(
                lambda each: st.integers(0, len(each)).map(lambda n: ["at_least", n, *each])
            ),
        )

    return st.recursive(leaves, grown, max_leaves=9)


BOOL_TREES = trees(st.sampled_from(["a", "b", "c", "d", "e", True, False]))
KNOWN_BOOLS = st.fixed_dictionaries(
    {name: st.sampled_from([True, False, None]) for name in "abcde"}
)
"""Random partial knowledge of five facts."""
