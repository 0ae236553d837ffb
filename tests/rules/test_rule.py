"""Rules: conditions with a code, words and a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.rules import (
    Fact,
    Outcome,
    Rule,
    all_of,
    any_of,
    at_least,
    judge_together,
    none_of,
)
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text
from tests.rules.notation import fact, words

if TYPE_CHECKING:
    from collections.abc import Callable

a, b, c = (fact(name).is_true for name in "abc")
_SOURCE = Source("Decree 1/2020 (made up)", "article 4")
_TEXT = Text(id="Keduanya", en="Both")


@pytest.mark.parametrize("build", [all_of, any_of, none_of, lambda *p, **k: at_least(1, *p, **k)])
def test_a_group_with_a_code_is_a_rule(build: Callable[..., Any]) -> None:
    """With its text and source, or without."""
    group = build(a, b)
    assert Rule("both", group, _TEXT, _SOURCE) == build(
        a, b, code="both", text=_TEXT, source=_SOURCE
    )
    assert Rule("both", group) == build(a, b, code="both")
    for extra in ({"text": _TEXT}, {"source": _SOURCE}):
        with pytest.raises(InvalidValue) as caught:
            build(a, b, **extra)
        assert "code: a text or a source belongs to a rule with a code [missing]" == str(
            caught.value
        )


def test_a_rule_may_stand_inside_others() -> None:
    """It has the outcome of its condition."""
    rule = Rule("a", a, _TEXT)
    assert (rule & b).judge({"a": True, "b": True}).met
    assert (~rule).judge({"a": False}).met
    assert Outcome.UNDETERMINED is (rule | b).judge({"b": False}).outcome


@pytest.mark.parametrize("code", ["", "Adult", "own account", "-a", "a-", "a--b", "a\n"])
def test_a_code_is_lower_case_words(code: str) -> None:
    """Joined by hyphens, dots or underscores."""
    expected = "code: lower-case words joined by hyphens, such as own-account [code]"
    with pytest.raises(InvalidValue) as caught:
        Rule(code, a, _TEXT)
    assert expected == str(caught.value)
    with pytest.raises(InvalidValue, match="code"):
        judge_together(code, _TEXT, [a], {})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, a, _TEXT), "code: expected a text, got int"),
        (
            ("x", fact("d"), _TEXT),
            "expression: expected an expression; a bool fact is asked with is_true, got Fact",
        ),
        (("x", a, "text"), "x.text: expected Text, got str"),
        (("x", a, _TEXT, "Decree 1/2020"), "x.source: expected Source, got str"),
    ],
)
def test_a_rule_is_made_of_code_condition_text_and_source(
    arguments: tuple[Any, ...], message: str
) -> None:
    """Anything else is a misuse."""
    with pytest.raises(WrongType) as caught:
        Rule(*arguments)
    assert message == str(caught.value)


def test_two_rules_under_one_code_are_a_conflict() -> None:
    """A code must mean one rule; the same rule may occur again."""
    rule = Rule("r", a, _TEXT)
    assert ["r"] == [reason.code for reason in (rule & (b | rule)).judge({}).reasons]
    for other in (Rule("r", b, _TEXT), Rule("r", a, words("x")), Rule("r", a, _TEXT, _SOURCE)):
        with pytest.raises(Conflict, match="rule-code"):
            (rule | other).judge({})
    assert 2 == len((rule | Rule("s", a, _TEXT)).judge({}).reasons)


def test_a_rule_is_written_down_with_wording_and_source() -> None:
    """The digest covers what decides: neither wording nor source."""
    rule = Rule("a", a, _TEXT, _SOURCE)
    data = rule.to_data()
    assert {"id": "Keduanya", "en": "Both"} == data["text"]
    assert {
        "instrument": "Decree 1/2020 (made up)",
        "article": "article 4",
        "address": "",
        "standing": "confirmed",
    } == data["source"]
    assert {"rule", "when", "text"} == Rule("a", a, _TEXT).to_data().keys()
    reworded = Rule("a", Fact("a", bool, words("another wording")).is_true, words("other"))
    assert reworded.digest == rule.digest
    assert Rule("x", a, _TEXT).digest != rule.digest
    assert a.digest != rule.digest


def test_a_rule_reads_as_its_words_and_its_condition() -> None:
    """The condition stands in square brackets."""
    assert "Both [a: yes]" == Rule("a", a, _TEXT).sentence("en")
    assert "Keduanya [a: ya]" == Rule("a", a, _TEXT).sentence("id")


def test_a_rule_without_a_text_is_worded_by_its_condition() -> None:
    """Once, however many such rules stand inside each other; its reasons say the same."""
    group = (a & b) | c
    rule = Rule("x", group, source=_SOURCE)
    assert group.sentence == rule.text == rule.sentence
    assert [group.sentence] == [reason.text for reason in rule.judge({}).reasons]
    assert {"rule", "when", "source"} == rule.to_data().keys()
    nested: Rule = rule
    for level in range(16):
        nested = all_of(nested, code=f"level{level}")
    assert group.sentence == nested.sentence
    excepted = rule.unless(Rule("y", b, words("Y")))
    assert excepted.condition.sentence == excepted.text


def test_judging_together_is_judging_the_conjunction() -> None:
    """Outcome, reasons and what to ask are those of one rule over all."""
    rules = [Rule("a", a, words("A")), Rule("b", b | c, words("B")), a]
    for facts in ({}, {"a": True}, {"a": False}, {"a": True, "b": False}, {"a": True, "b": True}):
        one = all_of(*rules, code="all", text=_TEXT).judge(facts)
        together = judge_together("all", _TEXT, rules, facts)
        assert one.outcome is together.outcome
        assert one.missing == together.missing
        for aspect in ("reasons", "failed", "undetermined"):
            assert getattr(one, aspect) == getattr(together, aspect)


def test_what_is_judged_together_may_come_one_by_one() -> None:
    """From an iterator that can be read once: nothing is left out."""
    facts = {"a": False, "b": True}
    listed = judge_together("step", _TEXT, [Rule("a", a, words("A")), b], facts)
    streamed = judge_together("step", _TEXT, iter([Rule("a", a, words("A")), b]), facts)
    assert Outcome.NOT_MET is streamed.outcome
    assert listed.reasons == streamed.reasons


def test_what_is_judged_together_are_expressions_under_a_text() -> None:
    """Anything else is a misuse, as it is in a rule."""
    anything: Any = "W"
    with pytest.raises(WrongType, match=r"^text: expected Text, got str$"):
        judge_together("step", anything, [], {})
    for part in (fact("d"), True):
        anything = part
        with pytest.raises(WrongType, match=r"^expression: expected an expression; "):
            judge_together("step", _TEXT, [a, anything], {})


def test_the_code_of_the_whole_is_of_no_rule_that_is_judged_together() -> None:
    """Two reasons under one code could not be told apart."""
    for each in (Rule("step", a, _TEXT), Rule("x", b | Rule("step", a, _TEXT), _TEXT)):
        with pytest.raises(Conflict) as caught:
            judge_together("step", _TEXT, [c, each], {})
        assert "two different rules have one code: step [rule-code]" == str(caught.value)


def test_judging_nothing_together_is_met() -> None:
    """All of nothing."""
    verdict = judge_together("step", _TEXT, [], {})
    assert verdict.met
    assert ["step"] == [reason.code for reason in verdict.reasons]
    assert ((), (), ()) == (verdict.failed, verdict.undetermined, verdict.missing)


def test_judging_together_names_the_whole_where_a_condition_has_no_name() -> None:
    """A refusal always has a reason."""
    named = Rule("b", b, words("B"))
    alone = judge_together("step", _TEXT, [a, named], {"a": False, "b": True})
    assert ["step"] == [reason.code for reason in alone.failed]
    both = judge_together("step", _TEXT, [a, named], {"a": False, "b": False})
    assert ["step", "b"] == [reason.code for reason in both.failed]
    unknown = judge_together("step", _TEXT, [a, named], {})
    assert ["step", "b"] == [reason.code for reason in unknown.undetermined]
    refused = judge_together("step", _TEXT, [a, named], {"b": False})
    assert ["b"] == [reason.code for reason in refused.failed]
    assert () == refused.undetermined


def test_two_different_rules_under_one_code_are_never_judged_together() -> None:
    """A code must mean one rule; the same rule may come twice, and has one reason."""
    first = Rule("r", a, words("first"))
    for other in (Rule("r", b, words("first")), Rule("r", a, words("second"))):
        with pytest.raises(Conflict) as caught:
            judge_together("step", _TEXT, [first, b, other], {"a": True, "b": False})
        expected = "two different rules have one code: r [rule-code]"
        assert (expected, "rule-code", "r") == (
            str(caught.value),
            caught.value.code,
            caught.value.key,
        )
    with pytest.raises(Conflict, match="rule-code"):
        judge_together("step", _TEXT, [all_of(first, b), ~Rule("r", ~a, words("first"))], {})
    inside = judge_together("step", _TEXT, [all_of(first, b), first | c], {})
    assert ["step", "r"] == [reason.code for reason in inside.reasons]
    twice = judge_together("step", _TEXT, [first, Rule("r", a, words("first"))], {"a": False})
    assert ["step", "r"] == [reason.code for reason in twice.reasons]
    assert ["r"] == [reason.code for reason in twice.failed]


def test_judging_together_finds_two_facts_under_one_name() -> None:
    """Also across expressions."""
    with pytest.raises(Conflict) as caught:
        judge_together("step", _TEXT, [a, fact("a", int) >= 1], {})
    assert "two different facts have one name: a [fact-name]" == str(caught.value)


def _excepted(rule: Rule, *exceptions: Rule, **facts: bool) -> Outcome:
    return rule.unless(*exceptions).judge(facts).outcome


def test_a_rule_with_exceptions_is_met_where_none_of_them_is() -> None:
    """An unknown exception leaves it undetermined, unless the rule itself is not met."""
    rule, first, second = (Rule(name, fact(name).is_true, words(name)) for name in "rxy")
    met, not_met, unknown = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
    assert met is _excepted(rule, first, second, r=True, x=False, y=False)
    assert not_met is _excepted(rule, first, second, r=True, x=False, y=True)
    assert not_met is _excepted(rule, first, second, r=True, y=True)
    assert unknown is _excepted(rule, first, second, r=True, y=False)
    assert not_met is _excepted(rule, first, second, r=False)
    assert unknown is _excepted(rule, first, second, x=False, y=False)


def test_an_exception_may_have_exceptions_itself() -> None:
    """Then it no longer applies."""
    rule, first, second = (Rule(name, fact(name).is_true, words(name)) for name in "rxy")
    nested = first.unless(second)
    assert Outcome.NOT_MET is _excepted(rule, nested, r=True, x=True, y=False)
    assert Outcome.MET is _excepted(rule, nested, r=True, x=True, y=True)


def test_a_rule_with_exceptions_keeps_its_code_words_and_source() -> None:
    """Its reasons name the exceptions, and its sentence says them."""
    rule = Rule("r", a, _TEXT, _SOURCE)
    excepted = rule.unless(Rule("x", b, words("X")), Rule("y", c, words("Y")))
    assert ("r", _TEXT, _SOURCE) == (excepted.code, excepted.text, excepted.source)
    facts = {"a": True, "b": True, "c": False}
    assert [("r", Outcome.NOT_MET), ("x", Outcome.MET), ("y", Outcome.NOT_MET)] == [
        (reason.code, reason.outcome) for reason in excepted.judge(facts).reasons
    ]
    assert ["r"] == [reason.code for reason in excepted.judge(facts).failed]
    assert "Both [a: yes, unless ((X [b: yes]) or (Y [c: yes]))]" == excepted.sentence("en")
    assert "Keduanya [a: ya, kecuali ((X [b: ya]) atau (Y [c: ya]))]" == excepted.sentence("id")
    assert excepted.digest != rule.digest
    assert ("a", "b", "c") == tuple(each.name for each in excepted.facts)


def test_exceptions_are_rules_and_at_least_one() -> None:
    """A condition without a code would give no reason."""
    rule: Any = Rule("r", a, _TEXT)
    with pytest.raises(WrongType, match=r"^exceptions: expected Rule, got Condition$"):
        rule.unless(Rule("x", b, _TEXT), c)
    with pytest.raises(InvalidValue, match=r"^exceptions: name at least one exception \[empty\]$"):
        rule.unless()


def test_a_rule_is_no_exception_to_itself() -> None:
    """Two different rules have one code then; that is found when it is judged."""
    rule = Rule("r", a, _TEXT)
    around = rule.unless(Rule("x", b, _TEXT).unless(rule))
    with pytest.raises(Conflict, match="rule-code"):
        around.judge({})
