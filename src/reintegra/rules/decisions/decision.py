"""A decision on record can be checked later, and holds no fact about anyone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import digest_of, plain
from reintegra.rules.expression import Expression, Facts
from reintegra.rules.outcome import Outcome
from reintegra.rules.provisions.provided import Provided
from reintegra.rules.provisions.provision import Provision
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

Basis = Expression | Provision
"""What a decision is made by: a condition, or a provision that gives a value."""


@attrs.frozen
class Confirmation:
    """Whether a decision was made by this rule and on these facts; true only when both hold.

    Where both hold it was made anew: `same_answer` is false when record and answer disagree.
    """

    same_rule: bool
    same_facts: bool
    same_answer: bool = True

    def __bool__(self) -> bool:
        return not self.differs

    @property
    def differs(self) -> tuple[str, ...]:
        """What differs: `rule`, `facts`, both or none; or, of the same two, the `answer`."""
        named = (
            ("rule", self.same_rule),
            ("facts", self.same_facts),
            ("answer", self.same_answer),
        )
        return tuple(name for name, same in named if not same)


def _reasons(given: Iterable[tuple[str, Outcome]]) -> tuple[tuple[str, Outcome], ...]:
    return tuple(
        (plain_text("reasons", code), instance_of(Outcome, "reasons", outcome))
        for code, outcome in given
    )


@attrs.frozen
class Decision:
    """What was decided on a day under an edition: codes, digests, what was given; never a fact.

    A digest tells whether two are the same. It does not make a fact secret: who can guess the
    facts can check the guess. `value` is what a provision gave, and `None` where it gave nothing
    yet or the rule gives no value; it may tell of the facts, and is not shown.

    Raises:
        WrongType: the day is not a date, the edition or a digest not a text, or what was decided
            no outcome.
        InvalidValue: the edition is empty.
    """

    outcome: Outcome
    on: date = attrs.field(converter=as_day)
    edition: str
    rule_digest: str
    facts_digest: str
    reasons: tuple[tuple[str, Outcome], ...] = attrs.field(converter=_reasons)
    value: Any = attrs.field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check_edition(self.edition)
        instance_of(Outcome, "outcome", self.outcome)
        plain_text("rule_digest", self.rule_digest)
        plain_text("facts_digest", self.facts_digest)

    def confirms(self, basis: Basis, facts: Facts) -> Confirmation:
        """Whether this rule and these facts are those of the decision, and which is not.

        Where the rule differs the facts are compared as far as the given rule asks them.

        Raises:
            WrongType: a fact has another type than declared.
            Conflict: a provision contradicts itself on these facts.
            OutsideCoverage: a provision gives nothing on these facts.
        """
        same_rule = basis.digest == self.rule_digest
        same_facts = facts_digest(basis, facts) == self.facts_digest
        if not (same_rule and same_facts):
            return Confirmation(same_rule, same_facts)
        again = decide(basis, facts, on=self.on, edition=self.edition)
        # True and 1 are equal in Python, and are not the same answer.
        same_answer = again == self and type(again.value) is type(self.value)
        return Confirmation(same_rule, same_facts, same_answer=same_answer)


def decide(basis: Basis, facts: Facts, *, on: date, edition: str) -> Decision:
    """Judge, and keep of it what may be kept.

    Raises:
        WrongType: a fact has another type than declared, the day is not a date, or what is
            decided by is neither an expression nor a provision.
        InvalidValue: the edition is empty.
        Conflict: a provision contradicts itself on these facts.
        OutsideCoverage: a provision gives nothing on these facts.
    """
    answer = as_basis(basis).judge(facts)
    verdict, value = (
        (answer.verdict, answer.value) if isinstance(answer, Provided) else (answer, None)
    )
    return Decision(
        outcome=answer.outcome,
        on=on,
        edition=edition,
        rule_digest=basis.digest,
        facts_digest=facts_digest(basis, facts),
        reasons=tuple((reason.code, reason.outcome) for reason in verdict.reasons),
        value=value,
    )


def facts_digest(basis: Basis, facts: Facts) -> str:
    """SHA-256 over the facts that the rule asks, in canonical form, missing ones included.

    Raises:
        WrongType: a fact has another type than declared.
    """
    return digest_of({fact.name: plain(fact.read_from(facts)) for fact in basis.facts})


def as_basis(basis: object) -> Basis:
    """What is decided by, if it can be.

    Raises:
        WrongType: it is neither an expression nor a provision.
    """
    if not isinstance(basis, Expression | Provision):
        raise WrongType("basis", "an expression or a provision", type(basis))
    return basis


def check_edition(edition: object) -> None:
    """An edition has a name.

    Raises:
        WrongType: it is not a text.
        InvalidValue: it is empty.
    """
    if not plain_text("edition", edition).strip():
        raise InvalidValue("edition", "empty", "name the edition that was in force")
