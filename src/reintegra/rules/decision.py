"""A decision on record can be checked later, and holds no fact about anyone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.errors import InvalidValue
from reintegra.rules.canonical import digest_of, plain
from reintegra.rules.outcome import Outcome
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import plain_text

if TYPE_CHECKING:
    from reintegra.rules.expression import Expression, Facts


@attrs.frozen
class Confirmation:
    """Whether a decision was made by this rule and on these facts; true only when both hold."""

    same_rule: bool
    same_facts: bool

    def __bool__(self) -> bool:
        return self.same_rule and self.same_facts

    @property
    def differs(self) -> tuple[str, ...]:
        """Which of the two differ: `rule`, `facts`, both or none."""
        named = (("rule", self.same_rule), ("facts", self.same_facts))
        return tuple(name for name, same in named if not same)


@attrs.frozen
class Decision:
    """What was decided on a day under an edition: codes and digests, never a fact.

    A digest tells whether two are the same. It does not make a fact secret: who can guess the
    facts can check the guess.

    Raises:
        WrongType: the day is not a date, or the edition not a text.
        InvalidValue: the edition is empty.
    """

    outcome: Outcome
    on: date = attrs.field(converter=as_day)
    edition: str
    rule_digest: str
    facts_digest: str
    reasons: tuple[tuple[str, Outcome], ...]

    def __attrs_post_init__(self) -> None:
        if not plain_text("edition", self.edition).strip():
            raise InvalidValue("edition", "empty", "name the edition that was in force")

    def confirms(self, expression: Expression, facts: Facts) -> Confirmation:
        """Whether this rule and these facts are those of the decision, and which is not.

        Where the rule differs the facts are compared as far as the given rule asks them.

        Raises:
            WrongType: a fact has another type than declared.
        """
        return Confirmation(
            same_rule=expression.digest == self.rule_digest,
            same_facts=facts_digest(expression, facts) == self.facts_digest,
        )


def decide(expression: Expression, facts: Facts, *, on: date, edition: str) -> Decision:
    """Judge, and keep of it what may be kept.

    Raises:
        WrongType: a fact has another type than declared, the day is not a date.
        InvalidValue: the edition is empty.
    """
    verdict = expression.judge(facts)
    return Decision(
        outcome=verdict.outcome,
        on=on,
        edition=edition,
        rule_digest=expression.digest,
        facts_digest=facts_digest(expression, facts),
        reasons=tuple((reason.code, reason.outcome) for reason in verdict.reasons),
    )


def facts_digest(expression: Expression, facts: Facts) -> str:
    """SHA-256 over the facts that the expression asks, in canonical form, missing ones included.

    Raises:
        WrongType: a fact has another type than declared.
    """
    return digest_of({fact.name: plain(fact.read_from(facts)) for fact in expression.facts})
