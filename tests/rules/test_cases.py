"""The worked cases: what must come out, and what peers give instead."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import (
    Amount,
    Dated,
    DatedValue,
    Enacted,
    Expression,
    Fact,
    Missing,
    Outcome,
    PastDecision,
    Provision,
    Rounding,
    Rule,
    all_of,
    amount_of,
    at_least,
    decide,
    expression_from_data,
    from_json,
    reassess,
    when,
)
from reintegra.vocabulary.calendar import days_after
from reintegra.vocabulary.money import XTS, Money, idr
from tests.rules.notation import expression_of, fact, missing_kind, slowly, words

_CASES = Path(__file__).parent.parent / "cases"
_OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDETERMINED}
_LATER: set[str] = set()
_COVERED: set[str] = set()


def _of(file: str, *kinds: str) -> pytest.MarkDecorator:
    cases = [
        case for case in json.loads((_CASES / file).read_text("utf-8")) if case["kind"] in kinds
    ]
    assert set(kinds) == {case["kind"] for case in cases}
    _COVERED.update(kinds)
    parameters = [pytest.param(case["input"], case["expect"], id=case["id"]) for case in cases]
    return pytest.mark.parametrize(("case", "expect"), parameters)


_UNKNOWNS = "rules_unknowns.json"
_DATED = "dated_values.json"
_DATES = "dates.json"
_INPUT = "input.json"
_DAY = date.fromisoformat


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
    assert (kinds, set()) == ((_COVERED | _LATER) & kinds, _COVERED & _LATER)


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


@_of(_UNKNOWNS, "what-would-change")
def test_every_smallest_set_of_facts_that_turns_the_outcome(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Each fact of a set is answered the other way around; each set is a smallest one."""
    rule, facts = expression_of(case["expression"]), case["facts"]
    assert _OUTCOMES[expect["outcome"]] is rule.judge(facts).outcome
    changes = rule.what_would_change(facts)
    assert not changes.truncated
    assert sorted(expect["smallest"]) == sorted(
        sorted(change.fact.name for change in each) for each in changes.sets
    )
    for change in (change for each in changes.sets for change in each):
        assert (not facts[change.fact.name],) == change.values


@_of(_UNKNOWNS, "nearest-value")
def test_the_nearest_value_that_turns_the_outcome(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Of a number, the nearest whole one."""
    rule = expression_of(case["rule"])
    assert _OUTCOMES[expect["outcome"]] is rule.judge(case["facts"]).outcome
    ((change,),) = rule.what_would_change(case["facts"]).sets
    assert expect["change"] == {change.fact.name: change.values[0]}
    assert 1 == len(change.values)


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
    """Whole provisions are dated like values; before the first law nothing is answered."""
    law = Dated(
        tuple(
            DatedValue(_grant(entry["when"], entry["amount"]), _DAY(entry["from"]))
            for entry in case["law"]
        )
    )
    on = _DAY(case["on"])
    if "outside" in expect:
        with pytest.raises(OutsideCoverage):
            law.at(on)
        return
    provision = law.at(on)
    verdict, found = provision.clauses[0].when.judge(case["facts"]), provision.judge(case["facts"])
    assert expect["outcome"].replace("_", "-") == verdict.outcome.value
    assert expect["amount"] == found.value
    asked = ["salary"] if verdict.outcome is Outcome.UNDETERMINED else []
    assert (asked, asked) == (
        [each.fact.name for each in verdict.missing],
        [each.fact.name for each in found.missing],
    )


def _grant(condition: Any, amount: object) -> Provision:
    """The amount where the condition is met, and nothing where it is not."""
    return Provision("grant", (when(expression_of(condition)).then(amount),), otherwise=0)


@_of(_DATED, "threshold")
def test_a_sum_at_the_threshold_is_within_it(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """A sum of which one part is unknown is unknown."""
    first, second = fact("first", Money), fact("second", Money)
    within = first + second <= idr(case["threshold"])
    provision = Provision("grant", (when(within).then(idr(case["amount"])),), otherwise=idr(0))
    facts: dict[str, object] = {
        name: Missing.UNKNOWN if income is None else idr(income)
        for name, income in zip(("first", "second"), case["incomes"], strict=True)
    }
    assert expect["outcome"].replace("_", "-") == within.judge(facts).outcome.value
    amount = None if expect["amount"] is None else idr(expect["amount"])
    assert amount == provision.judge(facts).value


@_of(_DATED, "rate-of-base")
def test_a_rate_that_held_on_a_day_is_applied_exactly(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """As a fraction, which no decimal context can round."""
    rates = Dated(
        tuple(
            DatedValue(None if rate is None else Fraction(rate), _DAY(since))
            for since, rate in case["rate"]
        )
    )
    if "outside" in expect:
        with pytest.raises(OutsideCoverage):
            rates.at(_DAY(case["on"]))
        return
    amount = amount_of(fact("base", int)).times(rates.at(_DAY(case["on"])))
    assert (Fraction(expect["amount"]), None) == amount.exact({"base": case["base"]})


def _exactly(number: str | int) -> Amount:
    """A number that need not be whole, as on the way to an amount."""
    return amount_of(1).times(Fraction(number))


@_of(_DATED, "marginal-rate-scale")
def test_each_part_of_a_base_has_the_rate_of_its_bracket(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """What exceeds the threshold, but no more than the bracket is wide, at its rate."""
    base, brackets = _exactly(case["base"]), [tuple(map(Fraction, b)) for b in case["brackets"]]
    total: Amount = amount_of(0)
    for place, (threshold, rate) in enumerate(brackets):
        part = base.in_excess_of(_exactly(str(threshold)))
        if place + 1 < len(brackets):
            part = part.capped_at(_exactly(str(brackets[place + 1][0] - threshold)))
        total = total.plus(part.times(rate))
    assert (Fraction(expect["amount"]), None) == total.exact({})


def _hundredths(amount: str) -> Money:
    return Money(int(Fraction(amount) * 100), XTS)


@_of(_DATED, "marginal-amount-scale")
def test_every_amount_whose_threshold_is_reached_counts(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """One provision for each bracket."""
    base, nothing = fact("base", int), Money.zero(XTS)
    steps = [
        Provision(
            "step", (when(base >= int(threshold)).then(_hundredths(amount)),), otherwise=nothing
        )
        for threshold, amount in case["brackets"]
    ]
    given = [step.judge({"base": int(case["base"])}).value for step in steps]
    assert _hundredths(expect["amount"]) == Money.total(given, XTS)


@_of(_DATED, "single-amount-scale")
def test_the_last_amount_whose_threshold_is_reached_counts_alone(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Each bracket is an exception to the one before."""
    base = fact("base", int)
    scale: Provision | None = None
    for threshold, amount in reversed(case["brackets"]):
        clause = when(base >= int(threshold)).then(_hundredths(amount))
        scale = Provision(
            f"from-{threshold}", (clause,), exceptions=() if scale is None else (scale,)
        )
    assert scale is not None
    assert _hundredths(expect["amount"]) == scale.judge({"base": int(case["base"])}).value


@_of(_DATED, "interval-edit")
def test_a_value_is_changed_on_some_days_alone(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """The old one resumes on the day after, and a gap stays a gap."""
    until = None if case["to"] is None else _DAY(case["to"])
    changed = _dated(case["values"]).changed(case["value"], _DAY(case["from"]), until)
    assert _dated(expect["values"]) == changed


@_of(_DATED, "birth-indexed")
def test_a_value_may_depend_on_the_day_of_birth(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Dated values are dated themselves, by the birth from which on they hold."""
    table = Dated(
        tuple(
            DatedValue(_dated(values), date.min if birth is None else _DAY(birth))
            for birth, values in case["table"]
        )
    )
    on = _DAY(case["on"])
    assert expect["values"] == [table.at(_DAY(birth)).at(on) for birth in case["births"]]


def _enacted(amount: int) -> Enacted:
    return Enacted(f"edition-{amount}", _grant(True, idr(amount)))  # noqa: FBT003 - a notation


@_of(_DATED, "arrears")
def test_the_difference_to_all_that_was_paid_is_arrears_or_an_overpayment(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """What was decided last is what has been paid so far."""
    since, on = date(2024, 1, 1), date(2024, 3, 1)
    old, paid = _enacted(sum(case["paid"])), tuple(map(idr, case["paid"]))
    law = Dated((DatedValue(old, since, since),))
    law = law.changed(_enacted(case["entitled_now"]), since, known_from=on)
    decision = decide(old.basis, {}, on=on, edition=old.edition)
    (found,) = reassess([PastDecision(decision, {}, paid)], law, known_at=on)
    assert (idr(expect["difference"]), expect["is"]) == (found.difference, found.kind.value)


@_of(_DATED, "arrears-by-month")
def test_each_month_is_due_at_what_held_in_that_month(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """A month before the change is not listed."""
    months = [_DAY(f"{month}-01") for month in case["months"]]
    known, old = date(2024, 4, 1), _enacted(case["was"])
    law = Dated((DatedValue(old, date(2023, 1, 1)),))
    since = _DAY(f"{case['now_from']}-01")
    law = law.changed(_enacted(case["now"]), since, known_from=known)
    past = [
        PastDecision(
            decide(old.basis, {}, on=on, edition=old.edition), {}, (idr(case["paid_each_month"]),)
        )
        for on in months
    ]
    found = {each.old.on: each.difference for each in reassess(past, law, known_at=known)}
    assert [None if n == 0 else idr(n) for n in expect["differences"]] == list(
        map(found.get, months)
    )
    given = [each for each in found.values() if isinstance(each, Money)]
    assert idr(expect["total"]) == Money.total(given, idr(0).currency)


def _by_label(rules: list[dict[str, Any]]) -> Provision:
    """All rules of one label together, with those that are exceptions to the label."""

    def labelled(label: str, above: tuple[str, ...]) -> Provision:
        clauses = [rule for rule in rules if rule["label"] == label]
        inner = {rule["label"]: None for rule in rules if rule.get("exception_to") == label}
        return Provision(
            label,
            tuple(when(expression_of(rule["when"])).then(rule["value"]) for rule in clauses),
            exceptions=tuple(
                labelled(each, (*above, label)) for each in inner if label not in above
            ),
        )

    bases = [rule["label"] for rule in rules if "exception_to" not in rule]
    return labelled((bases or [rules[0]["label"]])[0], ())


@_of(_UNKNOWNS, "default-logic")
def test_exceptions_override_what_they_are_exceptions_to(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Two that disagree are a conflict, a cycle is found when it is built, nothing is no zero."""
    error = expect.get("error")
    if error == "cycle":
        with pytest.raises(Conflict, match="cycle"):
            _by_label(case["rules"])
        return
    provision = _by_label(case["rules"])
    if error is not None:
        with pytest.raises(Conflict if error == "conflict" else OutsideCoverage):
            provision.judge(case["facts"])
        return
    found = provision.judge(case["facts"])
    assert (expect["value"], expect.get("missing", [])) == (
        found.value,
        [each.fact.name for each in found.missing],
    )


_OPERATIONS = {
    "cap": lambda amount, case: amount.capped_at(case["at"]),
    "floor": lambda amount, case: amount.raised_to(case["at"]),
    "in_excess": lambda amount, case: amount.in_excess_of(case["of"]),
    "in_default": lambda amount, case: amount.short_of(case["of"]),
    "round_towards_zero": lambda amount, case: amount.rounded(Rounding.TOWARDS_ZERO, _unit(case)),
    "round_up": lambda amount, case: amount.rounded(Rounding.UP, _unit(case)),
    "round_down": lambda amount, case: amount.rounded(Rounding.DOWN, _unit(case)),
    "round_nearest": lambda amount, case: amount.rounded(Rounding.NEAREST, _unit(case)),
}


def _unit(case: dict[str, Any]) -> int:
    return int(case.get("unit", 1))


@_of(_UNKNOWNS, "amount-operations")
def test_an_operation_on_an_amount_is_exact(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """A cap, a floor, an excess, a shortfall, and every rounding."""
    amount = _OPERATIONS[case["operation"]](_exactly(case["amount"]), case)
    assert (int(expect["value"]), None) == amount.exact({})


@_of(_UNKNOWNS, "amount-chain")
def test_a_chain_of_shares_is_rounded_once(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Exact to the end."""
    first, *shares = case["multiply"]
    amount: Amount = amount_of(idr(int(first)))
    for share in shares:
        amount = amount.times(Fraction(share))
    assert idr(int(expect["value"])) == amount.rounded(Rounding.DOWN, _unit(case)).value({})


_BORN: Fact[date] = fact("born", date)
_ON: Fact[date] = fact("on", date)


@_of(_DATES, "has-reached-age", "has-reached-months", "rounding-is-chosen")
def test_whether_a_time_has_passed_is_a_rule(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Against a day that the rule names, and against the day on which somebody asks."""
    born = _DAY(case.get("birth") or case.get("from") or case["day"])
    on = _DAY(case.get("on") or case["not_after"])
    months = case.get("months") or 12 * (case.get("age") or case["add_years"])
    reached = _BORN.months_later(months)
    answer = expect["reached"] if "reached" in expect else expect["round_down"]
    assert answer is (reached <= on).judge({"born": born}).met
    assert answer is (reached <= _ON).judge({"born": born, "on": on}).met
    assert answer is (_ON >= reached).judge({"born": born, "on": on}).met
    assert answer is (reached < days_after(on, 1)).judge({"born": born}).met


@_of(_DATES, "age")
def test_an_age_is_reached_and_the_next_one_is_not(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Ages are found by adding years and comparing."""
    years: int = expect["years"] if "years" in expect else expect["round_down"]
    known = {"born": _DAY(case["birth"]), "on": _DAY(case["on"])}
    aged = (_BORN.years_later(years) <= _ON) & (_BORN.years_later(years + 1) > _ON)
    assert aged.judge(known).met


@_of(_DATES, "add")
def test_a_moved_day_is_the_day_of_the_calendar(
    case: dict[str, Any], expect: dict[str, Any]
) -> None:
    """By days, weeks, months and years, later and earlier."""
    expected, count = _DAY(expect.get("day") or expect["round_down"]), case["n"]
    match case["unit"]:
        case "days":
            moved = _BORN + count
        case "weeks":
            moved = _BORN - 7 * -count
        case "months":
            moved = _BORN.months_later(count)
        case _:
            moved = _BORN.years_earlier(-count)
    known = {"born": _DAY(case["day"]), "on": expected}
    assert moved.equals(expected).judge(known).met
    assert moved.equals(_ON).judge(known).met
    assert not moved.equals(days_after(expected, 1)).judge(known).met


@_of(_INPUT, "json-duplicate-keys", "json-unknown-keys")
def test_a_document_with_faults_is_no_rule(case: dict[str, Any], expect: dict[str, Any]) -> None:
    """It is refused, and no value of it comes back."""
    assert ["refuse"] * len(case["values"]) == expect["answers"]
    for value in case["values"]:
        with pytest.raises(InvalidValue) as caught:
            expression_from_data(from_json(value["json"]))
        assert not any(word in str(caught.value) for word in ("1000000", "PAID", "status"))
