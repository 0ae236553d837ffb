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
    """With its text and source; without a text it is worded by its condition."""
    group = build(a, b)
    assert Rule("both", group, _TEXT, _SOURCE) == build(
        a, b, code="both", text=_TEXT, source=_SOURCE
    )
    assert group.sentence == build(a, b, code="both").text
    for extra in ({"text": _TEXT}, {"source": _SOURCE}):
        with pytest.raises(InvalidValue, match="missing"):
            build(a, b, **extra)


def test_a_rule_may_stand_inside_others() -> None:
    """It has the outcome of its condition."""
    rule = Rule("a", a, _TEXT)
    assert (rule & b).judge({"a": True, "b": True}).met
    assert (~rule).judge({"a": False}).met
    assert Outcome.UNDETERMINED is (rule | b).judge({"b": False}).outcome


@pytest.mark.parametrize("code", ["", "Adult", "own account", "-a", "a-", "a--b", "a\n"])
def test_a_code_is_lower_case_words(code: str) -> None:
    """Joined by hyphens, dots or underscores."""
    with pytest.raises(InvalidValue, match="code"):
        Rule(code, a, _TEXT)
    with pytest.raises(InvalidValue, match="code"):
        judge_together(code, _TEXT, [a], {})


@pytest.mark.parametrize(
    "arguments",
    [(5, a, _TEXT), ("x", fact("d"), _TEXT), ("x", a, "text"), ("x", a, _TEXT, "Decree 1/2020")],
)
def test_a_rule_is_made_of_code_condition_text_and_source(arguments: tuple[Any, ...]) -> None:
    """Anything else is a misuse."""
    with pytest.raises(WrongType):
        Rule(*arguments)


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


def test_one_code_in_two_rules_that_are_judged_together_keeps_both_reasons() -> None:
    """Only the one that failed is among the failed."""
    rules = [Rule("r", a, words("first")), Rule("r", b, words("second"))]
    verdict = judge_together("step", _TEXT, rules, {"a": True, "b": False})
    assert ["step", "r", "r"] == [reason.code for reason in verdict.reasons]
    assert ["second"] == [reason.text("en") for reason in verdict.failed]


def test_judging_together_finds_two_facts_under_one_name() -> None:
    """Also across expressions."""
    with pytest.raises(Conflict, match="fact-name"):
        judge_together("step", _TEXT, [a, fact("a", int) >= 1], {})
