"""A rule is a condition with a code, words in both languages, and where it stands."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, overload

import attrs

from reintegra.errors import Conflict, InvalidValue
from reintegra.rules.canonical import source_as_data
from reintegra.rules.expression import (
    All,
    AnyOf,
    AtLeast,
    Expression,
    Facts,
    Not,
    Unless,
    as_expression,
    judged,
)
from reintegra.rules.verdict import JointVerdict, Verdict
from reintegra.rules.wording import in_both
from reintegra.vocabulary.checks import instance_of, optional, plain_text
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.rules.compiled.draft import Draft
    from reintegra.rules.compiled.plan import NamedRule

_CODE = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")


def _check_code(code: object) -> None:
    if not _CODE.fullmatch(plain_text("code", code)):
        raise InvalidValue(
            "code", "code", "lower-case words joined by hyphens, such as own-account"
        )


@attrs.frozen
class Rule(Expression):
    """A named condition; it may stand inside others, and gives one reason to each verdict.

    Without a text, it is worded by its condition. A rule without a source is an assumption of
    whoever wrote the policy.

    Raises:
        InvalidValue: the code is not lower case, in words joined by hyphens.
        WrongType: the condition is not an expression, or the text not a `Text`.
    """

    code: str
    condition: Expression = attrs.field(converter=as_expression)
    _own_text: Text | None = attrs.field(default=None, alias="text")
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        _check_code(self.code)
        optional(Text, f"{self.code}.text", self._own_text)
        optional(Source, f"{self.code}.source", self.source)

    @cached_property
    def text(self) -> Text:
        """The rule's own words, or where it has none, those of its condition."""
        return self._own_text or self.condition.sentence

    def unless(self, *exceptions: Rule) -> Rule:
        """The same rule with exceptions: where one of them is met, it is not met.

        An exception may have exceptions itself. What gives a value, or where an exception may
        also turn "not met" into "met", is a `Provision`.

        Raises:
            WrongType: an exception is not a rule with a code.
            InvalidValue: no exception is named.
        """
        for each in exceptions:
            instance_of(Rule, "exceptions", each)
        return attrs.evolve(self, condition=Unless(self.condition, exceptions))

    @property
    def sentence(self) -> Text:
        """The rule's own words, then its condition; without own words, the condition alone."""
        if self._own_text is None:
            return self.text
        condition = self.condition.sentence
        return in_both(lambda language: f"{self.text(language)} [{condition(language)}]")

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The code under `rule` and the condition; with `wording` also text and source."""
        data: dict[str, object] = {
            "rule": self.code,
            "when": self.condition.to_data(wording=wording),
        }
        if wording and self._own_text is not None:
            data["text"] = {"id": self._own_text.id, "en": self._own_text.en}
        if wording and self.source is not None:
            data["source"] = source_as_data(self.source)
        return data

    def place(self, draft: Draft) -> int:
        """The condition, then the name."""
        draft.announce(self.code)
        part = self.condition.place(draft)
        return draft.named(part, self.code, self.text, self.source, self.condition)


def _maybe_named(
    expression: Expression, code: str | None, text: Text | None, source: Source | None
) -> Expression:
    if code is not None:
        return Rule(code, expression, text, source)
    if text is not None or source is not None:
        raise InvalidValue("code", "missing", "a text or a source belongs to a rule with a code")
    return expression


@overload
def all_of(*parts: Expression) -> All: ...
@overload
def all_of(
    *parts: Expression, code: str, text: Text | None = None, source: Source | None = None
) -> Rule: ...
def all_of(
    *parts: Expression,
    code: str | None = None,
    text: Text | None = None,
    source: Source | None = None,
) -> Expression:
    """Every part must be met; with a code it is a rule. Of nothing it is met.

    Without a text, a rule is worded by its condition.

    Raises:
        InvalidValue: a text or a source without a code, or a malformed code.
    """
    return _maybe_named(All(parts), code, text, source)


@overload
def any_of(*parts: Expression) -> AnyOf: ...
@overload
def any_of(
    *parts: Expression, code: str, text: Text | None = None, source: Source | None = None
) -> Rule: ...
def any_of(
    *parts: Expression,
    code: str | None = None,
    text: Text | None = None,
    source: Source | None = None,
) -> Expression:
    """One part is enough; with a code it is a rule. Of nothing it is not met.

    Raises:
        InvalidValue: a text or a source without a code, or a malformed code.
    """
    return _maybe_named(AnyOf(parts), code, text, source)


@overload
def none_of(*parts: Expression) -> Not: ...
@overload
def none_of(
    *parts: Expression, code: str, text: Text | None = None, source: Source | None = None
) -> Rule: ...
def none_of(
    *parts: Expression,
    code: str | None = None,
    text: Text | None = None,
    source: Source | None = None,
) -> Expression:
    """No part may be met; with a code it is a rule. Of nothing it is met.

    Raises:
        InvalidValue: a text or a source without a code, or a malformed code.
    """
    return _maybe_named(Not(AnyOf(parts)), code, text, source)


@overload
def at_least(needed: int, *parts: Expression) -> AtLeast: ...
@overload
def at_least(
    needed: int,
    *parts: Expression,
    code: str,
    text: Text | None = None,
    source: Source | None = None,
) -> Rule: ...
def at_least(
    needed: int,
    *parts: Expression,
    code: str | None = None,
    text: Text | None = None,
    source: Source | None = None,
) -> Expression:
    """So many of the parts must be met; with a code it is a rule.

    Raises:
        InvalidValue: fewer than 0 or more than there are parts, or a text without a code.
        WrongType: the number is not an int.
    """
    return _maybe_named(AtLeast(needed, parts), code, text, source)


def judge_together(
    code: str, text: Text, expressions: Iterable[Expression], facts: Facts
) -> Verdict:
    """Judge several rules as one: all must be met, and the whole has its own reason.

    No tree is built, so each expression is compiled once however often it is judged.

    Raises:
        Conflict: two expressions have two different facts under one name, or two different
            rules one code, that of the whole included.
        InvalidValue: a malformed code.
        WrongType: a fact has another type than declared, or an expression is none.
    """
    _check_code(code)
    instance_of(Text, "text", text)
    given = tuple(as_expression(each) for each in expressions)
    facts_seen: dict[str, object] = {}
    rules_seen: dict[str, NamedRule] = {}
    for expression in given:
        for fact in expression.plan.facts:
            known = facts_seen.setdefault(fact.name, fact)
            if known is not fact and known != fact:
                raise Conflict("fact-name", fact.name, "two different facts have one name")
        for rule in expression.plan.rules:
            first = rules_seen.setdefault(rule.code, rule)
            if rule.code == code or (first is not rule and first.differs_from(rule)):
                raise Conflict("rule-code", rule.code, "two different rules have one code")
    judgements = tuple(judged(expression.plan, facts) for expression in given)
    return JointVerdict(judgements, code, text)


def verdicts_together(code: str, text: Text, verdicts: Iterable[Verdict]) -> Verdict:
    """Several verdicts as one: all must be met, and the whole has its own reason.

    Each was judged on facts of its own. What two of them say in the same words is said once.

    Raises:
        InvalidValue: a malformed code.
        WrongType: the text is no `Text`.
    """
    _check_code(code)
    instance_of(Text, "text", text)
    return JointVerdict(tuple(each for verdict in verdicts for each in verdict.judged), code, text)
