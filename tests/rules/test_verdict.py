"""Verdicts: the outcome, its reasons, and what keeps it from being met."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, TransitionRefused, WrongType
from reintegra.rules import (
    Expression,
    Missing,
    Outcome,
    Rule,
    Verdict,
    all_of,
    any_of,
    at_least,
    judge_together,
    none_of,
    verdicts_together,
)
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text
from tests.rules.notation import KNOWN_BOOLS, Known, fact, given, words

_SOURCE = Source("Decree 1/2020 (made up)")
age = fact("age", int)
adult = Rule("adult", age >= 18, Text(id="Dewasa", en="Adult"), _SOURCE)
account = Rule("own-account", fact("own_account").is_true, Text(id="Rekening", en="Account"))
lks = Rule("through-lks", fact("through_lks").is_true, Text(id="Melalui LKS", en="Through an LKS"))
channel = any_of(account, lks, code="channel", text=Text(id="Saluran", en="Channel"))
closed = Rule("closed", fact("closed").is_true, words("closed"))
stimulus = all_of(adult, channel, none_of(closed), code="stimulus", text=words("Stimulus"))

FACTS: dict[str, object] = {
    "age": 30,
    "own_account": True,
    "through_lks": False,
    "closed": False,
}


def _failed(expression: Expression, **changed: object) -> list[str]:
    return [reason.code for reason in expression.judge({**FACTS, **changed}).failed]


def _open(expression: Expression, **changed: object) -> list[str]:
    return [reason.code for reason in expression.judge({**FACTS, **changed}).undetermined]


def test_every_named_rule_has_one_reason() -> None:
    """Depth first, a rule before those inside it, with facts, text and source."""
    verdict = stimulus.judge({"age": 30, "own_account": Missing.DECLINED, "closed": False})
    assert ["stimulus", "adult", "channel", "own-account", "through-lks", "closed"] == [
        reason.code for reason in verdict.reasons
    ]
    assert {
        "stimulus": Outcome.UNDETERMINED,
        "adult": Outcome.MET,
        "channel": Outcome.UNDETERMINED,
        "own-account": Outcome.UNDETERMINED,
        "through-lks": Outcome.UNDETERMINED,
        "closed": Outcome.NOT_MET,
    } == {reason.code: reason.outcome for reason in verdict.reasons}
    first, second, third = verdict.reasons[:3]
    assert ("age", "own_account", "through_lks", "closed") == first.facts
    assert (("age",), _SOURCE, "Dewasa") == (second.facts, second.source, second.text("id"))
    assert [("own_account", Missing.DECLINED), ("through_lks", Missing.NOT_ASKED)] == [
        (each.fact.name, each.why) for each in third.missing
    ]
    assert () == second.missing


def test_nothing_failed_where_the_outcome_is_met() -> None:
    """Neither an alternative that was not needed, nor what must not be."""
    assert [] == _failed(stimulus)
    assert stimulus.judge(FACTS).met


def test_the_innermost_named_rules_are_the_ones_that_failed() -> None:
    """A named group that failed through named parts is not repeated."""
    assert ["adult"] == _failed(stimulus, age=17)
    assert ["own-account", "through-lks"] == _failed(stimulus, own_account=False)
    assert ["adult", "own-account", "through-lks"] == _failed(stimulus, own_account=False, age=1)


def test_a_group_that_failed_by_itself_is_named() -> None:
    """Where a condition without a name failed, or a rule inside was met but must not be."""
    assert ["stimulus"] == _failed(stimulus, closed=True)
    assert ["stimulus", "adult"] == _failed(stimulus, closed=True, age=17)
    mixed = all_of(adult, fact("closed").is_false, code="mixed")
    assert ["mixed", "adult"] == _failed(mixed, age=17, closed=True)
    assert ["adult"] == _failed(mixed, age=17)
    assert ["never"] == _failed(any_of(code="never"))
    assert ["never"] == _failed(none_of(all_of(), code="never"))


def test_a_condition_without_any_name_has_no_reason_to_show() -> None:
    """Only named rules are reasons."""
    verdict = (age >= 18).judge({"age": 17})
    assert (Outcome.NOT_MET, (), ()) == (verdict.outcome, verdict.reasons, verdict.failed)


def test_a_double_negation_blames_the_rule_inside() -> None:
    """Not none of: the rule should have been met."""
    assert ["adult"] == _failed(~none_of(adult), age=17)
    assert ["adult"] == _failed(~Rule("minor", ~adult, words("minor")), age=17)
    assert ["outer"] == _failed(all_of(~adult, code="outer"))


def test_undetermined_rules_are_told_apart_from_failed_ones() -> None:
    """What is unknown is never among the failed."""
    assert (["adult"], []) == (_open(stimulus, age=Missing.UNKNOWN), _failed(stimulus))
    unknown = {"own_account": Missing.UNKNOWN, "through_lks": Missing.DECLINED}
    assert ["own-account", "through-lks"] == _open(stimulus, **unknown)
    half = {"own_account": False, "through_lks": Missing.DECLINED}
    assert (["through-lks"], ["own-account"]) == (
        _open(stimulus, **half),
        _failed(stimulus, **half),
    )
    assert (["closed"], []) == (
        _open(stimulus, closed=Missing.UNKNOWN),
        _failed(stimulus, closed=Missing.UNKNOWN),
    )
    plain = all_of(fact("own_account").is_false | (age < 0), code="plain")
    assert (["plain"], []) == (
        _open(plain, age=Missing.UNKNOWN),
        _failed(plain, age=Missing.UNKNOWN),
    )


def test_a_refusal_lists_what_is_unknown_as_well() -> None:
    """Both lists, side by side."""
    assert ["own-account"] == _open(all_of(adult, account), age=17, own_account=Missing.NOT_ASKED)


def test_a_verdict_says_itself_in_both_languages() -> None:
    """The outcome, what failed, and what to ask with why it is missing."""
    refused = stimulus.judge({**FACTS, "age": 17})
    assert "Not met: Adult." == refused.text()
    assert "Tidak terpenuhi: Dewasa." == refused.text("id")
    unknown = stimulus.judge({**FACTS, "age": Missing.DECLINED})
    assert "Undetermined. Still to be asked: age (declined to answer)." == unknown.text("en")
    half = channel.judge({"own_account": False})
    asked = "Still to be asked: through_lks (not asked yet)."
    assert f"Undetermined. Not met: Account. {asked}" == half.text("en")
    assert "Met." == stimulus.judge(FACTS).text("en")


def test_a_verdict_has_no_truth() -> None:
    """`if verdict:` is a misuse; `verdict.met` says it."""
    with pytest.raises(WrongType, match=r"verdict\.met"):
        bool(stimulus.judge(FACTS))
    assert (True, False, False) == (
        stimulus.judge(FACTS).met,
        stimulus.judge({}).met,
        stimulus.judge({**FACTS, "age": 1}).met,
    )


def test_a_verdict_holds_no_answer_of_anyone() -> None:
    """What was known is not in it, not even in its parts."""
    verdict = all_of(fact("name", str).equals("x"), adult).judge({"name": "Peserta Contoh 001"})
    shown = repr(verdict) + repr(verdict._judgements) + verdict.text("id")  # noqa: SLF001 - all of it
    assert "Peserta" not in shown + repr(verdict.reasons)
    assert "<Verdict not-met>" == repr(verdict)


def test_a_refused_transition_shows_the_reasons() -> None:
    """The error of the chain reads a verdict as it is."""
    verdict = stimulus.judge({**FACTS, "age": 17})
    assert "Adult" in str(TransitionRefused(verdict, ()))


_NAMED = [Rule(f"r-{name}", fact(name).is_true, words(name)) for name in "abcde"]


def _grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda each: all_of(*each)),
        several.map(lambda each: any_of(*each)),
        several.map(lambda each: at_least(len(each), *each)),
        parts.map(lambda each: ~each),
        parts.map(lambda each: all_of(each, code=f"g-{each.digest[:12]}")),
    )


_RULES = st.recursive(
    st.sampled_from([*_NAMED, fact("a").is_true, fact("e").is_false]), _grown, max_leaves=8
)


def _codes(verdict: Verdict) -> tuple[set[str], set[str]]:
    return (
        {reason.code for reason in verdict.failed},
        {reason.code for reason in verdict.undetermined},
    )


@for_all(_RULES, KNOWN_BOOLS)
def test_a_named_rule_that_is_not_met_always_has_a_failed_reason(
    expression: Expression, known: Known
) -> None:
    """What is listed has the outcome under which it is listed; a met outcome lists nothing."""
    verdict = all_of(expression, code="whole").judge(given(known))
    assert all(each.outcome is Outcome.NOT_MET for each in verdict.failed)
    assert all(each.outcome is Outcome.UNDETERMINED for each in verdict.undetermined)
    assert (verdict.outcome is Outcome.NOT_MET) <= bool(verdict.failed)
    assert (verdict.outcome is Outcome.UNDETERMINED) <= bool(verdict.undetermined)
    assert not verdict.met or _codes(verdict) == (set(), set())


def test_a_reason_names_every_fact_of_a_comparison() -> None:
    """Also where two facts are compared with each other, in the order in which they are written."""
    rule = Rule("in-order", fact("first", int) < fact("second", int), words("In order"))
    assert [("first", "second")] == [each.facts for each in rule.judge({}).reasons]


def test_the_reason_of_several_together_asks_what_the_verdict_asks() -> None:
    """The whole has a reason of its own, over the facts of all."""
    together = judge_together("entry", words("Entry"), (adult, channel), {"own_account": False})
    assert ["age", "through_lks"] == [each.fact.name for each in together.missing]
    assert together.missing == together.reasons[0].missing
    assert ("age", "own_account", "through_lks") == together.reasons[0].facts


def test_several_verdicts_are_one_and_what_two_say_alike_is_said_once() -> None:
    """Each was judged on facts of its own; the outcome is that of all together."""
    grown = adult.judge({"age": 30})
    young = all_of(adult, account, code="young").judge({"age": 3})
    whole = verdicts_together("entry", words("Entry"), [grown, young, adult.judge({"age": 3})])
    assert Outcome.NOT_MET is whole.outcome
    assert ["adult"] == [each.code for each in whole.failed]
    codes = [each.code for each in whole.reasons if each.outcome is Outcome.NOT_MET]
    assert ["entry", "young", "adult"] == codes
    open_one = verdicts_together("entry", words("Entry"), [grown, account.judge({})])
    assert (Outcome.UNDETERMINED, ["own_account"]) == (
        open_one.outcome,
        [each.fact.name for each in open_one.missing],
    )
    assert verdicts_together("entry", words("Entry"), [grown, grown]).met
    assert verdicts_together("entry", words("Entry"), []).met


def test_what_several_verdicts_are_has_a_code_and_words() -> None:
    """As what is judged together."""
    with pytest.raises(InvalidValue, match="lower-case words"):
        verdicts_together("Entry", words("Entry"), [])
    nothing: Any = None
    with pytest.raises(WrongType, match="text: expected Text"):
        verdicts_together("entry", nothing, [])
