"""Conditions of every form with what they mean, to be joined at random and judged by hand.

A leaf holds its condition as the library writes it, and a function that says by plain Python
whether it holds. Trees of leaves are judged by the slow judge of the notation.
"""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, reduce
from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from reintegra.rules import Expression, Fact, all_of, any_of, at_least
from reintegra.vocabulary.money import Money, idr
from tests.profiles import at_most
from tests.rules.notation import Notation, fact, slowly
from tests.rules.test_question import Colour

Known = Mapping[str, Any]

EVERY_WAY = settings(max_examples=at_most(60))
"""For what is compared with every way on a grid: that is slow, whatever the profile."""

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
KINDS: dict[str, type[Any]] = {
    **dict.fromkeys(("a", "b"), bool),
    "colour": Colour,
    **dict.fromkeys(("p", "q"), str),
    **dict.fromkeys(("x", "y", "z"), int),
    **dict.fromkeys(("s", "e"), date),
}
FIRST_DAY = date(2020, 1, 25)


@attrs.frozen
class Leaf:
    """A condition, and what it means once its facts are known."""

    names: tuple[str, ...]
    condition: Expression
    means: Callable[[Known], bool]
    only_missing: bool = False

    def truth(self, known: Known) -> bool | None:
        """Whether it holds; nothing while one of its facts is not among those known."""
        missing = any(name not in known for name in self.names)
        if self.only_missing:
            return missing
        return None if missing else self.means(known)


def asked(name: str) -> Fact[Any]:
    """The fact of that name; `m...` are the amounts that go with the numbers."""
    return fact(name, KINDS[name])


def yes(name: str) -> Leaf:
    """A fact of type bool."""
    return Leaf((name,), asked(name).is_true, lambda known: bool(known[name]))


def missing(name: str) -> Leaf:
    """That no answer is known."""
    return Leaf((name,), asked(name).is_missing, lambda _: False, only_missing=True)


def one_of(name: str, values: Sequence[Any]) -> Leaf:
    """One of some words or numbers."""
    return Leaf((name,), asked(name).is_in(*values), lambda known: known[name] in values)


def same(left: str, right: str) -> Leaf:
    """Two facts have the same value."""
    condition = asked(left).equals(asked(right))
    return Leaf((left, right), condition, lambda known: bool(known[left] == known[right]))


def _summed(counts: Sequence[tuple[str, int]], kind: type[Any]) -> Any:
    terms = [fact(name, kind) if times == 1 else fact(name, kind) * times for name, times in counts]
    return reduce(operator.add, terms)


def total(
    counts: Mapping[str, int], sign: str, limit: int, kind: type[Any] = int, *, apart: bool = False
) -> Leaf:
    """A sum against a number; `apart`, what counts below 0 stands on the other side."""
    unit: Any = idr if kind is Money else int
    left = [(name, times) for name, times in counts.items() if not apart or times > 0]
    right = [(name, -times) for name, times in counts.items() if apart and times < 0]
    if not left:
        left, right = list(counts.items()), []
    against = _summed(right, kind) + unit(limit) if right else unit(limit)
    side = _summed(left, kind)
    condition = side.equals(against) if sign == "==" else SIGNS[sign](side, against)
    return Leaf(
        tuple(counts),
        condition,
        lambda known: bool(
            SIGNS[sign](sum(times * known[name] for name, times in counts.items()), limit)
        ),
    )


def later(day: date, months: int, days: int) -> date:
    """The day so many months and days on; a month that is too short ends on its last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def moved(name: str, months: int, days: int, sign: str, against: str | date) -> Leaf:
    """A day some months and days from a fact, against another fact or a day."""
    term: Any = asked(name).months_later(months) if months else asked(name)
    term = term + days
    other: Any = asked(against) if isinstance(against, str) else against
    condition = term.equals(other) if sign == "==" else SIGNS[sign](term, other)
    names = (name, against) if isinstance(against, str) else (name,)

    def means(known: Known) -> bool:
        limit = known[against] if isinstance(against, str) else against
        return bool(SIGNS[sign](later(known[name], months, days), limit))

    return Leaf(names, condition, means)


@attrs.frozen
class Tree:
    """Leaves, joined by a notation that names each by its number."""

    notation: Notation
    leaves: tuple[Leaf, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The facts that the expression asks, in the order in which they are asked."""
        return tuple(each.name for each in self.expression.facts)

    @cached_property
    def expression(self) -> Expression:
        """The expression of the library."""
        return self._built(self.notation)

    def _built(self, notation: Notation) -> Expression:
        if isinstance(notation, bool):
            return all_of() if notation else any_of()
        if isinstance(notation, str):
            return self.leaves[int(notation)].condition
        head, *rest = notation
        if head == "not":
            return ~self._built(rest[0])
        if head == "at_least":
            return at_least(rest[0], *map(self._built, rest[1:]))
        return (all_of if head == "and" else any_of)(*map(self._built, rest))

    def slowly(self, known: Known) -> int:
        """The outcome by hand; a fact that is not given is missing."""
        truths = {str(number): leaf.truth(known) for number, leaf in enumerate(self.leaves)}
        return slowly(self.notation, truths)


_ORDERS = st.sampled_from(["<", "<=", ">", ">=", "=="])
_SMALL = st.integers(-3, 3)
_DAYS = st.integers(0, 40).map(lambda days: FIRST_DAY + timedelta(days=days))


def _sums(names: Sequence[str], least: int, times: Sequence[int]) -> st.SearchStrategy[Leaf]:
    return st.builds(
        lambda some, counts, sign, limit, apart: total(
            dict(zip(some, counts, strict=False)), sign, limit, apart=apart
        ),
        st.lists(st.sampled_from(names), min_size=least, max_size=len(names), unique=True),
        st.lists(st.sampled_from(times), min_size=len(names), max_size=len(names)),
        _ORDERS,
        _SMALL,
        st.booleans(),
    )


_BOOLS = st.sampled_from(["a", "b"]).map(yes)
_COLOURS = st.sampled_from(list(Colour)).map(lambda value: one_of("colour", [value]))
_TEXTS = st.builds(
    one_of,
    st.sampled_from(["p", "q"]),
    st.lists(st.sampled_from(["u", "v"]), min_size=1, unique=True),
)
_MOVED = st.builds(
    moved,
    st.sampled_from(["s", "e"]),
    st.sampled_from([0, 0, 1, -1]),
    st.integers(-3, 3),
    _ORDERS,
    _DAYS,
)
_MOVED_AGAINST = st.builds(
    lambda names, months, days, sign: moved(names[0], months, days, sign, names[1]),
    st.permutations(["s", "e"]),
    st.sampled_from([0, 0, 1, -1]),
    st.integers(-3, 3),
    _ORDERS,
)

ALONE = st.one_of(_BOOLS, _COLOURS, _TEXTS, _sums(["x"], 1, [1, 2, -1]), _MOVED)
"""Leaves that ask one fact each, and what it is."""
APART = st.one_of(ALONE, st.sampled_from(["a", "x", "p"]).map(missing))
"""Leaves that ask one fact each, some of them whether it is missing."""
NUMBERS = st.one_of(_BOOLS, _sums(["x", "y"], 1, [1, -1, 1, -1, 2]))
THREE_NUMBERS = _sums(["x", "y", "z"], 1, [1, -1])
TEXTS = st.one_of(_TEXTS, st.just(same("p", "q")), _BOOLS)
DAYS = st.one_of(_MOVED, _MOVED_AGAINST)

FAMILIES = pytest.mark.parametrize(
    "leaves",
    [APART, NUMBERS, THREE_NUMBERS, TEXTS, DAYS],
    ids=["apart", "two", "three", "texts", "days"],
)
"""Tried with conditions of each family by itself."""

GRIDS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "colour": tuple(Colour),
    "p": ("u", "v", "w1", "w2"),
    "q": ("u", "v", "w1", "w2"),
    "x": tuple(range(-12, 13)),
    "y": tuple(range(-12, 13)),
    "z": tuple(range(-12, 13)),
    "s": tuple(FIRST_DAY + timedelta(days=days) for days in range(-45, 90)),
    "e": tuple(FIRST_DAY + timedelta(days=days) for days in range(-45, 90)),
}
"""Values among which, for the leaves above, every answer occurs."""


def tree_of(
    leaves: st.SearchStrategy[Leaf], trees: Callable[[Any], st.SearchStrategy[Notation]]
) -> st.SearchStrategy[Tree]:
    """Random trees over some random leaves."""
    return st.lists(leaves, min_size=1, max_size=4).flatmap(
        lambda some: trees(st.sampled_from([str(n) for n in range(len(some))])).map(
            lambda notation: Tree(notation, tuple(some))
        )
    )


def partly_known(draw: st.DrawFn, names: Sequence[str]) -> dict[str, Any]:
    """Some of the facts, from the middle of their grids; the others are left out."""
    known: dict[str, Any] = {}
    for name in names:
        grid = GRIDS[name]
        middle = grid[len(grid) // 3 : -len(grid) // 3] if len(grid) > 4 else grid
        value = draw(st.none() | st.sampled_from(middle))
        if value is not None:
            known[name] = value
    return known


def assignments(names: Sequence[str], known: Known) -> Iterator[dict[str, Any]]:
    """Every way to change just these facts on the grid."""
    choices = [[value for value in GRIDS[name] if value != known.get(name)] for name in names]
    for values in product(*choices):
        yield dict(zip(names, values, strict=True))


def subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of some of the names, the smaller ones first."""
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
