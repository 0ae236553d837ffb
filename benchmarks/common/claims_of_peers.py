"""What the page of comparison says about the rule engines beside this library."""

from __future__ import annotations

import inspect
from datetime import date
from functools import cache
from typing import Any

from benchmarks.common.claims import (
    APART,
    BELOW,
    ELSEWHERE,
    FROM_OUTSIDE,
    MANY,
    MONEY,
    NEXT,
    NOT_BELOW,
    OR_TRUE,
    TIME,
    WHY,
    WRONG_TYPE,
    Claim,
    fails,
    offers,
)
from benchmarks.common.peers import (
    description,
    json_logic_libraries,
    module,
    zen_expression_node,
    zen_table,
)

JSON_BELOW = {"<": [{"var": "age"}, 18]}
BELOW_18 = "age < 18"
PAST_FLOAT = 2**53 + 1
DEEP = 10_000


@cache
def _libraries() -> dict[str, Any]:
    return json_logic_libraries()


def json_logic(name: str) -> list[Claim]:
    """The claims that hold of both libraries for json-logic, and where the two differ."""
    takes_zero = name == "panzi-json-logic"

    def answer(rule: object, facts: object = None) -> object:
        return _libraries()[name].jsonLogic(rule, facts or {})

    def below(facts: object = None) -> object:
        return answer(JSON_BELOW, facts)

    def is_deeper_than_python() -> bool:
        rule: object = True
        for _ in range(DEEP):
            rule = {"!": [rule]}
        return fails(lambda: answer(rule), "recursion")

    first = "true: it counts as 0" if takes_zero else "false, as `age >= 18` is"
    at_least = {">=": [{"var": "age"}, 18]}
    return [
        Claim(BELOW, first, lambda: (below(), answer(at_least)) == (takes_zero, False)),
        Claim(OR_TRUE, "true", lambda: answer({"or": [JSON_BELOW, True]}) is True),
        Claim(
            NOT_BELOW,
            "false" if takes_zero else "true",
            lambda: answer({"!": [JSON_BELOW]}) is not takes_zero,
        ),
        Claim(
            APART,
            "no: `true`, as of an age of 3" if takes_zero else "no: `false`, as of an age of 30",
            lambda: below() is below({"age": None}) is below({"age": 3 if takes_zero else 30}),
        ),
        Claim(
            NEXT,
            "`missing` lists those absent of the names given, needed or not",
            lambda: (
                answer({"missing": ["age", "account"]}, {"account": True}) == ["age"]
                and answer({"missing": ["age", "account"]}) == ["age", "account"]
            ),
        ),
        Claim(
            WHY,
            "the value alone",
            lambda: (
                type(below({"age": 3})) is bool
                and not offers(_libraries()[name], "trace", "reason", "explain")
            ),
        ),
        Claim(
            WRONG_TYPE,
            "taken for 17",
            lambda: below({"age": "17"}) is True and below({"age": "19"}) is False,
        ),
        Claim(
            MONEY,
            "numbers of JSON: whole ones exact, `0.1 + 0.2` not 0.3; no currency",
            lambda: (
                answer({"+": [PAST_FLOAT, 0]}) == PAST_FLOAT
                and answer({"+": [0.1, 0.2]}) != 0.3  # noqa: PLR2004 - the sum of the claim
                and not offers(_libraries()[name], "money", "currency")
            ),
        ),
        Claim(TIME, "none", lambda: not offers(_libraries()[name], "date", "period", "instant")),
        Claim(
            FROM_OUTSIDE,
            "JSON, with no limit but Python's stack",
            is_deeper_than_python,
        ),
        Claim(
            MANY,
            "one record at a time",
            lambda: (
                list(inspect.signature(_libraries()[name].jsonLogic).parameters)[:2]
                == ["logic", "data"]
            ),
        ),
        Claim(
            ELSEWHERE,
            "the same rules run in JavaScript; also CertLogic"
            if takes_zero
            else "the same rules run in JavaScript and PHP",
            lambda: all(
                word in description(name)
                for word in (("JavaScript", "CertLogic") if takes_zero else ("JavaScript", "PHP"))
            ),
        ),
    ]


def zen() -> list[Claim]:
    """The claims about zen: its expressions, and its decisions where they say more."""

    def value(expression: str, facts: object = None) -> object:
        return module("zen").evaluate_expression(expression, facts or {})

    def decided(model: str, facts: object, options: object = None) -> Any:  # noqa: ANN401 - its answer
        return module("zen").ZenEngine().create_decision(model).evaluate(facts, options)

    def unknown_is_no_match() -> bool:
        model = zen_table([("age", "< 18")])
        answers = [decided(model, facts)["result"] for facts in ({}, {"age": None}, {"age": 30})]
        return answers == [{}, {}, {}]

    def is_traced() -> bool:
        answer = decided(zen_table([("age", "< 18")]), {"age": 3}, {"trace": True})
        steps = answer["trace"].values()
        return any((step["traceData"] or {}).get("rule", {}).get("_id") == "row" for step in steps)

    def is_batched() -> bool:
        model = module("json").loads(zen_expression_node(BELOW_18))
        engine = module("zen").ZenEngine({"loader": {"type": "static", "content": {"r": model}}})
        asked = [{"key": "r", "context": {"age": age}} for age in (3, 30)]
        answers = [each["data"]["result"]["met"] for each in engine.evaluate_batch(asked)]
        return answers == [True, False]

    model = zen_expression_node(BELOW_18)
    either = f"{BELOW_18} or true"
    return [
        Claim(
            BELOW,
            "an error; in a decision table no match",
            lambda: fails(lambda: decided(model, {})) and unknown_is_no_match(),
        ),
        Claim(
            OR_TRUE,
            "an error; `true or age < 18` is true",
            lambda: fails(lambda: value(either)) and value(f"true or {BELOW_18}") is True,
        ),
        Claim(NOT_BELOW, "an error", lambda: fails(lambda: value(f"not ({BELOW_18})"))),
        Claim(APART, "not in a decision table: `{}` for both", unknown_is_no_match),
        Claim(
            NEXT,
            "not offered; an error quotes the expression",
            lambda: (
                not offers(module("zen"), "missing", "ask", "variables")
                and fails(lambda: decided(model, {}), BELOW_18)
            ),
        ),
        Claim(WHY, "a trace of every node, on request: which row matched", is_traced),
        Claim(WRONG_TYPE, "an error", lambda: fails(lambda: value(BELOW_18, {"age": "17"}))),
        Claim(
            MONEY,
            "exact decimals inside, floats outside: 2^53 + 1 comes back as 2^53; no currency",
            lambda: (
                value("0.1 + 0.2 == 0.3") is True
                and value(f"{PAST_FLOAT} == {PAST_FLOAT - 1}") is False
                and value(f"{PAST_FLOAT} + 0") == PAST_FLOAT - 1
            ),
        ),
        Claim(
            TIME,
            "none; days are values: `d('2019-10-31')`",
            lambda: value("d('2019-10-31') < d('2020-01-01')") is True,
        ),
        Claim(
            FROM_OUTSIDE,
            "a model in JSON; expressions can be checked before they run",
            lambda: module("zen").validate_expression("age <")["type"] == "parserError",
        ),
        Claim(MANY, "a list of records", is_batched),
        Claim(
            ELSEWHERE,
            "Node.js, Go, Java, Kotlin, .NET; a visual editor",
            lambda: all(
                word in description("zen-engine")
                for word in ("Node.js", "Go", "Java", "Kotlin", ".NET", "JDM Editor")
            ),
        ),
    ]


def rule_engine() -> list[Claim]:
    """The claims about rule-engine."""

    def rule(text: str, **context: object) -> Any:  # noqa: ANN401 - its rule
        library = module("rule_engine")
        return library.Rule(text, context=library.Context(**context))

    def matches(text: str, facts: object = None) -> object:
        return rule(text).matches(facts or {})

    either = f"{BELOW_18} or true"
    return [
        Claim(
            BELOW,
            "an error; a default value can be set for every unknown",
            lambda: (
                fails(lambda: matches(BELOW_18))
                and rule(BELOW_18, default_value=0).matches({}) is True
            ),
        ),
        Claim(
            OR_TRUE,
            "an error; `true or age < 18` is true",
            lambda: fails(lambda: matches(either)) and matches(f"true or {BELOW_18}") is True,
        ),
        Claim(NOT_BELOW, "an error", lambda: fails(lambda: matches(f"not ({BELOW_18})"))),
        Claim(
            APART,
            "an error against `false`",
            lambda: fails(lambda: matches(BELOW_18)) and matches(BELOW_18, {"age": 30}) is False,
        ),
        Claim(
            NEXT,
            "lists all names of a rule, known or not",
            lambda: set(rule("age < 18 and account").context.symbols) == {"age", "account"},
        ),
        Claim(
            WHY,
            "the value alone; the rule itself can be drawn",
            lambda: (
                not offers(rule(BELOW_18), "trace", "reason", "explain")
                and offers(rule(BELOW_18), "graphviz")
            ),
        ),
        Claim(WRONG_TYPE, "an error", lambda: fails(lambda: matches(BELOW_18, {"age": "17"}))),
        Claim(
            MONEY,
            "exact decimals; no currency",
            lambda: matches("0.1 + 0.2 == 0.3") is True,
        ),
        Claim(
            TIME,
            'none; days are values: `d"2019-10-31"`',
            lambda: matches('day < d"2020-01-01"', {"day": date(2019, 10, 31)}) is True,
        ),
        Claim(
            FROM_OUTSIDE,
            "text in a language of its own; types can be checked before it runs",
            lambda: fails(
                lambda: rule("age < 'x'", type_resolver=_types_of_rule_engine()), "mismatch"
            ),
        ),
        Claim(
            MANY,
            "filters any iterable, record by record",
            lambda: list(rule(BELOW_18).filter([{"age": 3}, {"age": 30}])) == [{"age": 3}],
        ),
        Claim(
            ELSEWHERE,
            "Python only; regular expressions, compound types, attributes of any object",
            lambda: all(
                word in description("rule-engine")
                for word in (
                    "regular expressions",
                    "Compound datatypes",
                    "arbitrary Python objects",
                )
            ),
        ),
    ]


def _types_of_rule_engine() -> object:
    library = module("rule_engine")
    return library.type_resolver_from_dict({"age": library.DataType.FLOAT})
