"""The worked cases: what must come out, and what peers give instead."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reintegra.errors import Conflict, OutsideCoverage, WrongType
from reintegra.rules import (
    Dated,
    DatedValue,
    Expression,
    Fact,
    Missing,
    Outcome,
    Rule,
    all_of,
    at_least,
)
from reintegra.vocabulary.money import Money, idr
from tests.rules.notation import expression_of, fact, missing_kind, slowly, words

_CASES = Path(__file__).parent.parent / "cases"
_OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDETERMINED}
_LATER = {
    "what-would-change",
    "nearest-value",
    "default-logic",
    "amount-operations",
    "amount-chain",
    "rate-of-base",
    "marginal-rate-scale",
    "marginal-amount-scale",
    "single-amount-scale",
    "interval-edit",
    "birth-indexed",
    "arrears",
    "arrears-by-month",
}


def _of(file: str, *kinds: str) -> pytest.MarkDecorator:
    cases = [
        case for case in json.loads((_CASES / file).read_text("utf-8")) if case["kind"] in kinds
    ]
    assert set(kinds) == {case["kind"] for case in cases}
    parameters = [pytest.param(case["input"], case["expect"], id=case["id"]) for case in cases]
    return pytest.mark.parametrize(("case", "expect"), parameters)


_UNKNOWNS = "rules_unknowns.json"
_DATED = "dated_values.json"


def _facts(facts: dict[str, Any]) -> dict[str, object]:
    known: dict[str, object] = {}
    for name, value in facts.items():
        if isinstance(value, dict):
            known[name] = missing_kind(value["missing"])
        else:
            known[name] = Missing.UNKNOWN if value is None else value
    return known


def test_every_kind_of_case_is_either_met_or_named_as_later() -> None:
    """No kind is forgotten."""
    kinds = {
        case["kind"]
        for file in (_UNKNOWNS, _DATED)
        for case in json.loads((_CASES / file).read_text("utf-8"))
    }
    covered = {
        "kleene-table",
        "kleene",
        "comparison",
        "unknown-with-known",
        "decision",
        "missing-of",
        "kinds-of-missing",
        "decisive-facts",
        "compare-values",
        "value-at",
        "values-refused",
        "dated-rule",
        "threshold",
        "two-time-axes",
    }
    assert covered | _LATER == kinds


@_of(_UNKNOWNS, "kleene-table")
def test_the_truth_tables(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Every row of and, or, not."""
    for *operands, outcome in expect["rows"]:
        expression = expression_of([case["operator"], *"ab"[: len(operands)]])
        facts = _facts(dict(zip("ab", operands, strict=False)))
        assert _OUTCOMES[outcome] is expression.judge(facts).outcome


@_of(_UNKNOWNS, "kleene", "unknown-with-known", "decisive-facts", "decision", "kinds-of-missing")
def test_the_outcome_and_what_to_ask(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Unknown is neither no nor 0, and what cannot matter is not asked."""
    notation = case.get("expression", case.get("rule"))
    verdict = expression_of(notation).judge(_facts(case["facts"]))
    assert _OUTCOMES[expect["outcome"]] is verdict.outcome
    if "missing" in expect:
        found = {each.fact.name: each.why.value.replace("-", "_") for each in verdict.missing}
        wanted = expect["missing"]
        assert sorted(wanted) == sorted(found)
        assert found == (wanted if isinstance(wanted, dict) else found)


@_of(_UNKNOWNS, "kleene")
def test_the_slow_judge_agrees_with_the_cases(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """The oracle of the property tests is itself tested."""
    value = slowly(case["expression"], case["facts"])
    assert {True: 2, None: 1, False: 0}[expect["outcome"]] == value


@_of(_UNKNOWNS, "decision")
def test_the_conditions_that_failed_are_all_named(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Each part of the rule under the name of its fact."""
    parts = [
        Rule(part[0].replace("_", "-"), expression_of(part), words(part[0]))
        for part in case["rule"][1:]
    ]
    verdict = all_of(*parts).judge(_facts(case["facts"]))
    assert expect.get("failed", []) == [reason.code for reason in verdict.failed]


@_of(_UNKNOWNS, "comparison")
def test_comparisons_with_unknown_and_mistyped_facts(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """A missing age is not 0, and a text is not a number."""
    expression, facts = expression_of(case["compare"]), _facts(case["facts"])
    if "error" in expect:
        with pytest.raises(WrongType, match=r"^age: expected int, got str$"):
            expression.judge(facts)
    else:
        assert _OUTCOMES[expect["outcome"]] is expression.judge(facts).outcome


@_of(_UNKNOWNS, "missing-of")
def test_what_is_still_needed_of_several_facts(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Of all of them, or of so many."""
    parts = [fact(name).is_true for name in case["facts"]]
    expression = all_of(*parts) if case["need"] == "all" else at_least(case["need"], *parts)
    verdict = expression.judge(dict.fromkeys(case["known"], True))
    assert expect["missing"] == [each.fact.name for each in verdict.missing]


@_of(_UNKNOWNS, "compare-values")
def test_two_values_are_the_same_different_or_unknown(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """A blank is unknown, and unknown is not the same as unknown."""
    left, right = (
        value[0] if isinstance(value, list) else value or Missing.UNKNOWN
        for value in (case["a"], case["b"])
    )
    kind = int if isinstance(left, int) else str
    same: Expression = fact("a", kind).equals(fact("b", kind))
    assert _OUTCOMES[expect["same"]] is same.judge({"a": left, "b": right}).outcome


def _dated(values: list[list[Any]]) -> Dated[str]:
    return Dated(tuple(DatedValue(value, date.fromisoformat(day)) for day, value in values))


@_of(_DATED, "value-at")
def test_the_value_that_holds_on_a_day(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Before the first and after the end nothing holds."""
    dated, on = _dated(case["values"]), date.fromisoformat(case["on"])
    if "outside" in expect:
        with pytest.raises(OutsideCoverage):
            dated.at(on)
    else:
        assert expect["value"] == dated.at(on)


@_of(_DATED, "values-refused")
def test_values_that_contradict_each_other_are_refused(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Two values from one day; a day that does not exist is none."""
    error = Conflict if "two values" in expect["error"] else ValueError
    with pytest.raises(error):
        _dated(case["values"])


@_of(_DATED, "two-time-axes")
def test_what_was_known_then_to_hold_on_a_day(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """A retroactive change does not rewrite what was known."""
    day = date.fromisoformat
    dated = Dated(
        tuple(
            DatedValue(entry["value"], day(entry["from"]), day(entry["known_from"]))
            for entry in case["values"]
        )
    )
    on, known_at = day(case["on"]), day(case["known_at"])
    if "outside" in expect:
        with pytest.raises(OutsideCoverage):
            dated.at(on, known_at=known_at)
    else:
        assert expect["value"] == dated.at(on, known_at=known_at)


@_of(_DATED, "dated-rule")
def test_the_rule_that_held_on_a_day(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Whole rules are dated like values; before the first law nothing is answered."""
    law = Dated(
        tuple(
            DatedValue(expression_of(entry["when"]), date.fromisoformat(entry["from"]))
            for entry in case["law"]
        )
    )
    on = date.fromisoformat(case["on"])
    if "outside" in expect:
        with pytest.raises(OutsideCoverage):
            law.at(on)
        return
    verdict = law.at(on).judge(case["facts"])
    assert expect["outcome"].replace("_", "-") == verdict.outcome.value
    if verdict.outcome is Outcome.UNDETERMINED:
        assert ["salary"] == [each.fact.name for each in verdict.missing]


@_of(_DATED, "threshold")
def test_a_sum_at_the_threshold_is_within_it(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """A sum of which one part is unknown is unknown."""
    income: Fact[Money] = fact("income", Money)
    incomes = case["incomes"]
    known = Missing.UNKNOWN if None in incomes else idr(sum(incomes))
    verdict = (income <= idr(case["threshold"])).judge({"income": known})
    assert expect["outcome"].replace("_", "-") == verdict.outcome.value
