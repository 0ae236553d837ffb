"""Several methods are set beside the first: who gains and loses, how far apart, who is reached."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Comparison,
    Group,
    Outcome,
    Refusal,
    Spread,
    allocate,
    by_priority,
    capped,
    compare,
    divisor,
    equal,
    nested,
    per_head,
    proportional,
)
from reintegra.allocation.spread import spread_of
from reintegra.errors import InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLAIMS = [Claim("a", 5), Claim("b", 3), Claim("none", 0), Claim("c", 2)]
_SITES = {"a": "north", "b": "south", "none": "empty", "c": "south", "elsewhere": "west"}


def _compared(groups: Mapping[str, str] | None = _SITES) -> Comparison:
    return compare(10, _CLAIMS, [proportional(), equal(), per_head(4)], groups)


def test_the_others_are_set_beside_the_first() -> None:
    """Of ten by weight 5, 3 and 2; equally 4, 3 and 3; four each until the money ends."""
    comparison = _compared()
    assert "proportional" == comparison.base
    assert ["proportional", "equal", "per_head"] == list(comparison.outcomes)
    assert (10, tuple(_CLAIMS)) == (comparison.total, comparison.claims)
    by_weight, by_head, fixed = comparison.outcomes.values()
    assert allocate(10, _CLAIMS, proportional()) == by_weight.allocation
    assert proportional().record() == by_weight.method
    assert {"a": 0, "b": 0, "none": 0, "c": 0} == by_weight.changes
    assert {"a": -1, "b": 0, "none": 0, "c": 1} == by_head.changes
    assert {"a": -1, "b": 1, "none": 0, "c": -2} == fixed.changes
    assert (("c",), ("a",)) == (by_head.gain, by_head.lose)
    assert (("b",), ("a", "c")) == (fixed.gain, fixed.lose)
    assert ((), ()) == (by_weight.gain, by_weight.lose)
    assert by_weight.refusal is by_head.refusal is fixed.refusal is None


def test_the_spread_is_of_those_who_have_a_weight() -> None:
    """Shares of 4, 4 and 0: a mean of 8/3, two of three served, and a Gini coefficient of 1/3."""
    fixed = _compared().outcomes["per_head"]
    assert fixed.spread == Spread(
        entitled=3,
        served=2,
        given=8,
        least=0,
        most=4,
        mean=Fraction(8, 3),
        gini=Fraction(1, 3),
    )
    assert fixed.spread is not None
    assert Fraction(2, 3) == fixed.spread.coverage


def test_every_group_with_somebody_entitled_has_its_spread() -> None:
    """The north has 4, the south 4 and 0; where nobody has a weight there is no group."""
    fixed = _compared().outcomes["per_head"]
    assert fixed.by_group == {
        "north": Spread(1, 1, 4, 4, 4, Fraction(4), Fraction(0)),
        "south": Spread(2, 1, 4, 0, 4, Fraction(2), Fraction(1, 2)),
    }
    assert ["north", "south"] == list(fixed.by_group)
    assert {} == _compared(None).outcomes["per_head"].by_group
    assert {} == _compared(None).groups
    assert {name: _SITES[name] for name in ("a", "b", "none", "c")} == _compared().groups


def test_the_rows_are_plain_and_ready_for_a_chart() -> None:
    """One for each claim under each method, in order; they can be written as JSON."""
    rows = _compared().rows()
    assert 12 == len(rows)
    assert {
        "method": "per_head",
        "claim": "c",
        "group": "south",
        "weight": 2,
        "share": 0,
        "change": -2,
        "waits": True,
    } == rows[-1]
    assert {
        "method": "proportional",
        "claim": "a",
        "group": "north",
        "weight": 5,
        "share": 5,
        "change": 0,
        "waits": False,
    } == rows[0]
    assert ["a", "b", "none", "c"] * 3 == [row["claim"] for row in rows]
    assert rows == json.loads(json.dumps(rows))
    assert {None} == {row["group"] for row in _compared(None).rows()}


def test_the_rows_of_groups_begin_with_everyone() -> None:
    """One for each method and its groups, with the columns of the spread."""
    rows = _compared().group_rows()
    names = ["proportional", "equal", "per_head"]
    labels = [None, "north", "south"]
    expected = [(name, label) for name in names for label in labels]
    assert expected == [(row["method"], row["group"]) for row in rows]
    assert {
        "method": "per_head",
        "group": "south",
        "entitled": 2,
        "served": 1,
        "given": 4,
        "least": 0,
        "most": 4,
        "mean": Fraction(2),
        "gini": Fraction(1, 2),
        "coverage": Fraction(1, 2),
        "gain": 1,
        "lose": 1,
    } == rows[-1]
    assert [(0, 0)] * 3 + [(1, 1), (0, 1), (1, 0)] + [(1, 2), (0, 1), (1, 1)] == [
        (row["gain"], row["lose"]) for row in rows
    ]
    assert [1, 2] == [row["lose"] for row in _compared(None).group_rows()][1:]
    assert 3 == len(_compared(None).group_rows())


_LIMITED = [Claim("a", 5, cap=3), Claim("b", 3), Claim("c", 3)]


def test_a_method_that_refuses_is_reported_and_the_others_are_not_held_up() -> None:
    """A cap that is not honoured, and a tie that is refused, are answers too."""
    methods = {"no caps": equal(), "open": capped(tie="refuse"), "by cap": capped()}
    comparison = compare(10, _LIMITED, methods)
    refused, tied, shared = comparison.outcomes.values()
    field, code = "claims[0].cap", "not-honoured"
    text = f"{field}: the method equal does not honour it, and never ignores it [{code}]"
    assert Outcome(equal().record(), refusal=Refusal(code, field, text)) == refused
    hint = "a tie would decide among the claims at these positions; name a tie rule"
    refusal = Refusal("tie", None, f"{hint}: (1, 2) [tie]")
    assert Outcome(methods["open"].record(), refusal=refusal) == tied
    assert shared.allocation is not None
    assert {"a": 3, "b": 4, "c": 3} == shared.allocation.shares
    assert [(None, None, None)] * 3 == [
        (each.changes, each.gain, each.lose) for each in (refused, tied, shared)
    ]
    assert {"by cap"} == {row["method"] for row in comparison.rows()}
    assert {None} == {row["change"] for row in comparison.rows()}
    (row,) = comparison.group_rows()
    assert ("by cap", None, None) == (row["method"], row["gain"], row["lose"])


def test_only_the_first_is_compared_with() -> None:
    """Where it shares, the others have changes, whoever refuses in between."""
    comparison = compare(10, _LIMITED, [capped(), equal(), divisor("dhondt")])
    assert [True, False, True] == [
        each.changes is not None for each in comparison.outcomes.values()
    ]
    assert {"a": 0, "b": 0, "c": 0} == comparison.outcomes["divisor"].changes


def test_methods_are_labelled_by_name_and_number_or_as_one_likes() -> None:
    """A name that repeats is numbered; a mapping brings its own labels."""
    methods = [divisor("adams"), equal(), divisor("dean"), divisor("dhondt")]
    labels = ["divisor 1", "equal", "divisor 2", "divisor 3"]
    assert labels == list(compare(5, _CLAIMS, methods).outcomes)
    assert labels == list(compare(5, _CLAIMS, iter(methods)).outcomes)
    comparison = compare(5, _CLAIMS, {"today": equal(), "tomorrow": equal(unit=2)})
    assert ["today", "tomorrow"] == list(comparison.outcomes)
    assert equal(unit=2).record() == comparison.outcomes["tomorrow"].method


def test_methods_that_honour_different_limits_can_be_compared() -> None:
    """Groups, priorities and caps: whoever honours what the claims carry shares."""
    claims = [Claim("a", cap=4), Claim("b")]
    tree = nested((Group("g", ("a", "b"), cap=9),), among=capped(), within=capped())
    comparison = compare(10, claims, [capped(), by_priority(), tree, proportional()])
    shares = [
        each.allocation and dict(each.allocation.shares) for each in comparison.outcomes.values()
    ]
    assert [{"a": 4, "b": 6}, {"a": 4, "b": 6}, {"a": 4, "b": 5}, None] == shares


def test_nobody_to_share_among_has_no_spread() -> None:
    """Without claims everything is left over under every method."""
    comparison = compare(10, [], [equal(), proportional()], {})
    assert [None, None] == [outcome.spread for outcome in comparison.outcomes.values()]
    assert ([], []) == (comparison.rows(), comparison.group_rows())
    assert {10} == {
        each.allocation.left_over for each in comparison.outcomes.values() if each.allocation
    }


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # each shares twice
@given(data=st.data())
def test_every_method_can_be_compared(name: str, data: st.DataObject) -> None:
    """Changes add up to the difference of what is left over, and groups to everyone."""
    total, claims, method = data.draw(problems(name))
    label = st.sampled_from(["north", "south"])
    groups = {claim.id: data.draw(label) for claim in claims}
    comparison = compare(total, claims, [capped(), method], groups)
    outcome = [*comparison.outcomes.values()][-1]
    if outcome.allocation is None or outcome.spread is None:
        assert outcome.refusal is not None
        return
    first = comparison.outcomes["capped" if name != "capped" else "capped 1"].allocation
    assert (first is None) == (outcome.changes is None)
    if first is not None and outcome.changes is not None:
        assert first.left_over - outcome.allocation.left_over == sum(outcome.changes.values())
    parts = outcome.by_group.values()
    for field in ("entitled", "served", "given"):
        assert getattr(outcome.spread, field) == sum(getattr(part, field) for part in parts)
    assert outcome.spread.least == min(part.least for part in parts)
    assert outcome.spread.most == max(part.most for part in parts)
    rows = [row for row in comparison.rows() if row["method"] == [*comparison.outcomes][-1]]
    assert [claim.id for claim in claims] == [row["claim"] for row in rows]


@settings(max_examples=at_most(250))  # about 1 ms each
@given(st.lists(st.integers(0, 3) | st.integers(0, 10**18), min_size=1, max_size=9))
def test_the_spread_is_what_its_definition_says(shares: list[int]) -> None:
    """Gini: the mean of all differences of two, by twice the mean; the slow way, in fractions."""
    spread = spread_of(shares)
    number, mean = len(shares), Fraction(sum(shares), len(shares))
    apart = Fraction(sum(abs(one - other) for one in shares for other in shares), number**2)
    assert (apart / (2 * mean) if mean else Fraction(0)) == spread.gini
    assert 0 <= spread.gini < 1
    assert (min(shares), max(shares), mean) == (spread.least, spread.most, spread.mean)
    assert (number, sum(shares)) == (spread.entitled, spread.given)
    assert number - shares.count(0) == spread.served


def test_a_comparison_is_a_value() -> None:
    """Made again it is the same, and nobody can change it."""
    assert _compared() == _compared()
    assert hash(_compared()) == hash(_compared())
    outcome: Any = _compared().outcomes
    groups: Any = _compared().groups
    for mapping in (
        outcome,
        groups,
        outcome["equal"].changes,
        outcome["equal"].by_group,
    ):
        with pytest.raises(TypeError):
            mapping["a"] = 1
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        outcome["equal"].spread = None


@pytest.mark.parametrize(
    ("total", "claims", "methods", "groups", "words"),
    [
        (-1, _CLAIMS, [equal()], None, "total: a whole number of at least 0 is needed [negative]"),
        (1, ["a"], [equal()], None, "claims[0]: expected a Claim, got str"),
        (1, [Claim("a", 0)], [equal()], None, "claims: all weights are zero [no-weight]"),
        (
            1,
            _CLAIMS,
            [equal(), "x"],
            None,
            "methods[1]: expected a Method, such as capped(), got str",
        ),
        (1, _CLAIMS, {"x": 1}, None, "methods[0]: expected a Method, such as capped(), got int"),
        (1, _CLAIMS, {" ": equal()}, None, "methods: a text that is not blank is needed [empty]"),
        (1, _CLAIMS, {1: equal()}, None, "methods: expected a text, got int"),
        (1, _CLAIMS, [], None, "methods: a comparison needs a method [empty]"),
        (1, _CLAIMS, equal(), None, "methods: expected methods in a list, or by label, got Equal"),
        (1, _CLAIMS, [equal()], [("a", "x")], "groups: expected a mapping by claim id, got list"),
        (
            1,
            _CLAIMS,
            [equal()],
            {"a": "x"},
            "claims[1].id: no group is given for this claim [in-no-group]",
        ),
        (
            1,
            _CLAIMS,
            [equal()],
            {**_SITES, "c": 7},
            "groups, of claims[3]: expected a text, got int",
        ),
    ],
)
def test_what_no_method_could_answer_is_a_misuse(
    total: int, claims: Any, methods: Any, groups: Any, words: str
) -> None:
    """The field is named by position, and the value is not repeated."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        compare(total, claims, methods, groups)
    assert words == str(refusal.value)
