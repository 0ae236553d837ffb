"""The parts of an expression, where each stands, and the whole with another in its place."""

from __future__ import annotations

from typing import Any

import pytest

from reintegra.rules import Condition, Expression, Rule, all_of, any_of, at_least
from reintegra.rules.analysis.parts import located, parts_of, renamed, unused_name, with_parts
from reintegra.rules.comparison import Comparison
from tests.rules.notation import fact, words

a, b, c, d = (fact(name).is_true for name in "abcd")
age = fact("age", int)


def _rule(code: str, condition: Expression) -> Rule:
    return Rule(code, condition, words(code))


@pytest.mark.parametrize(
    ("whole", "keys"),
    [
        (all_of(a, b), ["all.0", "all.1"]),
        (any_of(a, b, c), ["any.0", "any.1", "any.2"]),
        (at_least(2, a, b), ["of.0", "of.1"]),
        (~a, ["not"]),
        (_rule("base", a).unless(_rule("one", b), _rule("two", c)).condition,
         ["base", "unless.0", "unless.1"]),
        (_rule("named", a), ["when"]),
        (a, []),
        (all_of(), []),
    ],
)  # fmt: skip
def test_the_parts_stand_under_their_keys_in_plain_data(whole: Expression, keys: list[str]) -> None:
    """With the same parts it is the same again, but for its code; with others it is another."""
    found = parts_of(whole)
    assert keys == [key for key, _ in found]
    again = with_parts(whole, tuple(part for _, part in found))
    assert (whole.condition if isinstance(whole, Rule) else whole) == again
    data: dict[str, Any] = whole.to_data(wording=False)
    for key, part in found:
        head, _, number = key.partition(".")
        assert part.to_data(wording=False) == (data[head][int(number)] if number else data[head])
    others = with_parts(whole, tuple(d for _ in found))
    assert [d for _ in found] == (
        [others] if keys == ["when"] else [p for _, p in parts_of(others)]
    )


def test_every_part_is_located_by_the_innermost_code() -> None:
    """A rule stands at its code and is one part with its condition."""
    inner = _rule("inner", any_of(b, ~c))
    whole = _rule("outer", all_of(a, inner, at_least(1, d, _rule("outside", _rule("inside", b)))))
    root = located(whole, "rule")
    assert [
        ("outer", whole.condition),
        ("outer.when.all.0", a),
        ("inner", inner.condition),
        ("inner.when.any.0", b),
        ("inner.when.any.1", ~c),
        ("inner.when.any.1.not", c),
        ("outer.when.all.2", parts_of(whole.condition)[2][1]),
        ("outer.when.all.2.of.0", d),
        ("outside", b),
    ] == [(each.place, each.part) for each in root.everything]
    assert ["rule.all.0", "rule.all.1"] == [each.place for each in located(a & b, "rule").parts]
    assert ["inside.when.any.0", "inside.when.any.1"] == [
        each.place for each in located(_rule("out", _rule("inside", a | b)), "rule").parts
    ]


def _decisive(whole: Expression) -> list[tuple[Expression, ...]]:
    return [each.decisive for each in located(whole, "rule").parts]


def test_a_part_decides_where_the_others_leave_it_open() -> None:
    """All others are met, none is, or just so many; of an exception the base is, and no other."""
    base = _rule("base", a).unless(_rule("one", b), _rule("two", c), _rule("one", b))
    one, two = _rule("one", b), _rule("two", c)
    assert [(b, c), (a, c), (a, b)] == _decisive(all_of(a, b, c))
    assert [(~b, ~c), (~a, ~c), (~a, ~b)] == _decisive(any_of(a, b, c))
    assert [()] == _decisive(~a)
    assert [(at_least(1, b, c), ~at_least(2, b, c)), (at_least(1, a, c), ~at_least(2, a, c))] == (
        _decisive(at_least(2, a, b, c))[:2]
    )
    assert [(at_least(0, b), ~at_least(1, b)), (at_least(0, a), ~at_least(1, a))] == (
        _decisive(at_least(1, a, b))
    )
    assert [(at_least(1, b),), (at_least(1, a),)] == _decisive(at_least(2, a, b))
    assert [(any_of(),), (any_of(),)] == _decisive(at_least(0, a, b))
    assert [(~one, ~two, ~one), (a, ~two, ~one), (a, ~one, ~one), (a, ~one, ~two)] == (
        _decisive(base.condition)
    )


def test_a_part_of_a_part_decides_where_both_do() -> None:
    """What is needed further out comes first; the whole decides itself."""
    whole = _rule("outer", all_of(a, _rule("inner", any_of(b, ~c))))
    assert [(), (_rule("inner", any_of(b, ~c)),), (a,), (a, ~~c), (a, ~b), (a, ~b)] == [
        each.decisive for each in located(whole, "rule").everything
    ]


def test_every_comparison_is_changed_and_every_code_left_out() -> None:
    """Wherever it stands."""
    whole = _rule("outer", at_least(1, age >= 3, ~_rule("inner", age < 5)))

    def upwards(comparison: Comparison) -> Comparison:
        (value,) = comparison.values
        return Comparison(comparison.left, comparison.operator, (value + 1,))

    assert at_least(1, age >= 4, ~(age < 6)) == renamed(whole, upwards)
    assert isinstance(renamed(age >= 3, upwards), Condition)


def test_a_name_is_made_longer_until_no_fact_has_it() -> None:
    """Of any of the expressions."""
    assert "part" == unused_name("part", a, b)
    assert "a__" == unused_name("a", a, fact("a_").is_true)
