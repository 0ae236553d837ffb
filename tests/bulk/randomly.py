"""Random rules over facts of every type, and random partial rows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from reintegra.rules import Expression, Fact, Not, Rule, all_of, any_of, at_least
from reintegra.vocabulary.money import IDR, Money, idr
from tests.rules.notation import Notation, fact, trees, words

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """An enumeration of three codes."""

    A = "a"
    B = "b"
    LONG = "long-code"


BOOLS = [fact("yes"), fact("sure")]
NUMBERS = [fact("count", int), fact("other_count", int), fact("third_count", int)]
AMOUNTS = [fact("wage", Money), fact("debt", Money)]
DAYS = [fact("born", date), fact("arrived", date)]
WORDS = [fact("name", str), fact("alias", str)]
KINDS = [fact("kind", Kind), fact("second_kind", Kind)]
FACTS = [*BOOLS, *NUMBERS, *AMOUNTS, *DAYS, *WORDS, *KINDS]

COLUMNS: dict[str, Any] = {
    each.name: int if each.type is Money else str if each.type is Kind else each.type
    for each in FACTS
}
"""The type of the column of each fact."""

WHOLE = st.one_of(
    st.integers(-3, 3),
    st.integers(-(2**63), 2**63 - 1),
    st.builds(
        lambda edge, step: max(-(2**63), min(2**63 - 1, edge + step)),
        st.sampled_from(
            [-(2**63), -(2**62), -(2**53), -(2**32), 2**31, 2**32, 2**53, 2**62, 2**63]
        ),
        st.integers(-2, 2),
    ),
)
NAMED_WHOLE = st.one_of(WHOLE, st.builds(lambda n, k: n + k, WHOLE, st.integers(-(2**64), 2**64)))
DATES = st.one_of(
    st.dates(),
    st.builds(
        lambda year, month, day, step: _near(date(year, month, day), step),
        st.sampled_from([1, 4, 1582, 1899, 1900, 1970, 2000, 2024, 2025, 9999]),
        st.sampled_from([1, 2, 3, 12]),
        st.sampled_from([1, 28]),
        st.integers(-2, 3),
    ),
)
LETTERS = st.sampled_from(
    ["", "a", "b", "A", "a ", "\u00fc", "u\u0308", "0", "null", "'", '"', "\\"]
)
TIMES = st.one_of(st.sampled_from([1, 1, -1, 2]), st.integers(-9, 9), st.integers(-(2**18), 2**18))


def _near(day: date, step: int) -> date:
    number = day.toordinal() + step
    return date.fromordinal(max(1, min(date.max.toordinal(), number)))


def _orders(term: Any, other: Any, sign: str) -> Expression:
    made: Expression = {
        "<": lambda: term < other,
        "<=": lambda: term <= other,
        ">": lambda: term > other,
        ">=": lambda: term >= other,
        "==": lambda: term.equals(other),
    }[sign]()
    return made


SIGNS = st.sampled_from(["<", "<=", ">", ">=", "=="])


@st.composite
def whole_conditions(draw: st.DrawFn) -> Expression:
    """Whole numbers or amounts: alone, counted several times, summed, and on both sides."""
    amounts = draw(st.booleans())
    value = st.builds(idr, NAMED_WHOLE) if amounts else NAMED_WHOLE
    facts = draw(st.permutations(AMOUNTS if amounts else NUMBERS))
    split = draw(st.integers(1, len(facts)))
    left = _sum(draw, facts[:split])
    if draw(st.booleans()):
        left += draw(value)
    others = facts[split : draw(st.integers(split, len(facts)))]
    if others:
        right = _sum(draw, others)
        if draw(st.booleans()):
            right += draw(value)
        return _orders(left, right, draw(SIGNS))
    if draw(st.booleans()):
        return _orders(left, draw(value), draw(SIGNS))
    made: Expression = left.is_in(*draw(st.lists(value, min_size=1, max_size=3)))
    return made


def _sum(draw: st.DrawFn, facts: list[Any]) -> Any:
    terms = [each * (draw(TIMES) or 1) if draw(st.booleans()) else each for each in facts]
    total = terms[0]
    for term in terms[1:]:
        total += term
    return total


@st.composite
def day_conditions(draw: st.DrawFn) -> Expression:
    """Days, moved or not, against a day or another fact."""
    first, other = draw(st.permutations(DAYS))
    left = _moved(draw, first)
    if draw(st.booleans()):
        return _orders(left, _moved(draw, other), draw(SIGNS))
    if draw(st.booleans()):
        return _orders(left, draw(DATES), draw(SIGNS))
    made: Expression = left.is_in(*draw(st.lists(DATES, min_size=1, max_size=3)))
    return made


def _moved(draw: st.DrawFn, term: Any) -> Any:
    far = st.one_of(st.integers(-40, 40), st.integers(-130_000, 130_000))
    if draw(st.booleans()):
        term = term.months_later(draw(far))
    if draw(st.booleans()):
        term += draw(st.one_of(far, st.integers(-5_000_000, 5_000_000)))
    return term


@st.composite
def plain_conditions(draw: st.DrawFn) -> Expression:
    """Booleans, texts and codes."""
    pool, values = draw(
        st.sampled_from([(BOOLS, st.booleans()), (WORDS, LETTERS), (KINDS, st.sampled_from(Kind))])
    )
    first, other = draw(st.permutations(list[Any](pool)))
    made: Expression = first.equals(other if draw(st.booleans()) else draw(values))
    if draw(st.booleans()):
        made = first.is_in(*draw(st.lists(values, min_size=1, max_size=3)))
    return made


CONDITIONS = st.one_of(
    whole_conditions(),
    day_conditions(),
    plain_conditions(),
    st.sampled_from([each.is_missing for each in FACTS]),
)
PLACES = ["c0", "c1", "c2", "c3"]


@st.composite
def rules(draw: st.DrawFn) -> Expression:
    """A random tree over random conditions, some of its parts under a name."""
    notation = draw(trees(st.sampled_from([*PLACES, True, False])))
    conditions = {place: draw(CONDITIONS) for place in PLACES}
    names = iter(range(1000))

    def built(part: Notation) -> Expression:
        made = _built(part, conditions, built)
        if draw(st.integers(0, 3)):
            return made
        code = f"rule-{next(names)}"
        return Rule(code, made, words(code))

    return built(notation)


def _built(notation: Notation, conditions: Mapping[str, Expression], built: Any) -> Expression:
    if isinstance(notation, bool):
        return all_of() if notation else any_of()
    if isinstance(notation, str):
        return conditions[notation]
    head, *rest = notation
    match head:
        case "and":
            return all_of(*map(built, rest))
        case "or":
            return any_of(*map(built, rest))
        case "not":
            return Not(built(rest[0]))
        case _:
            return at_least(rest[0], *map(built, rest[1:]))


_VALUES: dict[type, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: WHOLE,
    Money: WHOLE,
    date: DATES,
    str: LETTERS,
    Kind: st.sampled_from([*map(str, Kind), "other", "A", ""]),
}
ROWS = st.lists(
    st.fixed_dictionaries({each.name: st.one_of(st.none(), _VALUES[each.type]) for each in FACTS}),
    min_size=1,
    max_size=8,
)


def known_in(row: Mapping[str, Any], facts: list[Fact[Any]] = FACTS) -> dict[str, Any]:
    """A row as one-case judging takes it: without what nobody knows."""
    known = {}
    for each in facts:
        value = row.get(each.name)
        if value is None or (each.type is Kind and value not in set(Kind)):
            continue
        known[each.name] = each.type(value) if each.type is Kind else value
        if each.type is Money:
            known[each.name] = Money(value, IDR)
    return known
