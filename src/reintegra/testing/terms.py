"""What an exploration asks of an edition: its facts, its register, and what its rules then say."""

from __future__ import annotations

import itertools
import math
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.answerable import check_edition
from reintegra.chain.answering import ANSWERS
from reintegra.chain.answering import answers as ways_to_answer
from reintegra.chain.asking import Asking
from reintegra.chain.policy import Edition, Policy
from reintegra.chain.table import STATUS_FACTS, place_of
from reintegra.errors import InvalidValue
from reintegra.rules import Dated, DatedValue, Expression, Missing, Outcome, Rule
from reintegra.rules.comparison import Operator
from reintegra.testing.scope import Scope
from reintegra.vocabulary.checks import instance_of, whole_number
from reintegra.vocabulary.identifiers import CaseId, PersonId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain.asking import Answer
    from reintegra.chain.case import Case, Known
    from reintegra.chain.records import Records
    from reintegra.chain.stage import Event

CASE = CaseId("case-explored")
PERSON = PersonId("person-explored")

Answers = tuple[object, ...]
"""How some facts are answered, in their order."""

Content = tuple[tuple[str, object], ...]
"""What an event itself answers of the facts that are asked before it, by name."""


@attrs.frozen(eq=False)
class Terms:
    """One edition, as if it held at all times, and how much of what it permits is tried.

    Raises:
        WrongType: a requirement is no rule, the scope is none, or the bound no whole number.
        InvalidValue: the register is asked for so many facts that it has more than `registers` ways
            to answer them, or the chain cannot answer what the edition asks.
        UnknownEvent: it requires something before an event that the table does not have.
    """

    edition: Edition
    scope: Scope
    most_registers: int
    _met: dict[object, tuple[int, ...]] = attrs.field(factory=dict, init=False)
    _openings: dict[Answers, tuple[tuple[int, ...], ...]] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        instance_of(Scope, "scope", self.scope)
        most = whole_number("registers", self.most_registers)
        for rule in self.edition.requirements.values():
            instance_of(Rule, "Edition.requirements", rule)
        check_edition(self.edition)
        ways = math.prod(map(len, self._said))
        if ways > most:
            hint = f"{len(self._said)} facts have {ways} answers"
            raise InvalidValue("registers", "too-few", f"{hint}: permit as many")

    @cached_property
    def policy(self) -> Policy:
        """A policy with this edition only."""
        return _of(self.edition)

    @cached_property
    def free(self) -> Policy:
        """The same without anything that is required across stages."""
        return _of(attrs.evolve(self.edition, requirements={}))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The facts of a case that are asked before any event, each once."""
        rules = self.edition.requirements.values()
        asked = (fact.name for rule in rules for fact in rule.facts)
        return tuple(dict.fromkeys(name for name in asked if name in ANSWERS))

    @cached_property
    def of_register(self) -> tuple[str, ...]:
        """The facts of the register that are asked before any event, each once."""
        rules = self.edition.requirements.values()
        declared = {fact.name for fact in self.edition.register_facts}
        asked = (fact.name for rule in rules for fact in rule.facts)
        return tuple(dict.fromkeys(name for name in asked if name in declared))

    @cached_property
    def registers(self) -> tuple[Known, ...]:
        """Every way to answer these; the first answers all with yes."""
        answers = itertools.product(*self._said)
        return tuple(dict(zip(self.of_register, each, strict=True)) for each in answers)

    @cached_property
    def _said(self) -> tuple[tuple[bool | Missing, ...], ...]:
        """What the register can say to each: yes, no, and nothing, if a rule asks for that."""
        silence = {
            comparison.facts[0].name
            for rule in self.edition.requirements.values()
            for _, comparison in rule.plan.conditions
            if comparison.operator is Operator.IS_MISSING
        }
        return tuple(
            (True, False, Missing.NOT_ASKED) if name in silence else (True, False)
            for name in self.of_register
        )

    def answers(self, records: Records) -> Answers:
        """How records answer the facts that are asked of a case."""
        on = records.last_on
        asking = Asking(CASE, PERSON, on, (), records, records, on, self.edition, {})
        return tuple([answer(asking) for answer in self._ways])

    @cached_property
    def _ways(self) -> tuple[Answer, ...]:
        return tuple(ANSWERS[name] for name in self.names)

    def content(self, case: Case, event: Event) -> Content:
        """How an event answers the facts about it that are asked before it."""
        asked = self._of_events.get(type(event))
        if asked is None:
            return ()
        now = case.records
        begun = case.opened_on
        asking = Asking(
            CASE, PERSON, begun, case.events, now, now, event.on, self.edition, {}, event
        )
        return tuple((name, answer(asking)) for name, answer in asked.items())

    @cached_property
    def _of_events(self) -> Mapping[type[Event], Mapping[str, Answer]]:
        return {
            kind: ways_to_answer(
                [fact.name for fact in rule.facts if self._is_of_event(fact.name, kind)],
                self.edition,
                kind,
                given=True,
            )
            for kind, rule in self.edition.requirements.items()
        }

    def _is_of_event(self, name: str, kind: type[Event]) -> bool:
        """Whether the event itself answers a fact: also the status that it finds in its stage."""
        own = STATUS_FACTS[place_of(kind).stage.code].name
        return name == own or (name not in ANSWERS and name not in self.of_register)

    def met(self, kind: type[Event], answers: Answers, content: Content) -> tuple[int, ...]:
        """The places of the registers with which what is required before an event is met."""
        name = (kind, answers, content)
        found = self._met.get(name)
        if found is None:
            rule = self.edition.requirements.get(kind)
            found = self._met[name] = tuple(
                place
                for place, known in enumerate(self.registers)
                if rule is None or self.is_met(rule, answers, content, known)
            )
        return found

    def is_met(self, rule: Expression, answers: Answers, content: Content, known: Known) -> bool:
        """Whether a rule is met by these answers."""
        facts = {**dict(zip(self.names, answers, strict=True)), **dict(content), **known}
        return rule.judge(facts).outcome is Outcome.MET

    def opening(self, kind: type[Event], answers: Answers) -> tuple[int, ...]:
        """With which registers some event of a type meets what is required before it."""
        return self.met(kind, answers, self.all_of(kind))

    def all_of(self, kind: type[Event]) -> Content:
        """The answers of an event of this type that meets whatever is asked of it.

        The status that it finds is left to its stage.
        """
        asked = self._of_events.get(kind, ())
        return tuple((name, True) for name in asked if name not in ANSWERS)

    def openings(self, answers: Answers) -> tuple[tuple[int, ...], ...]:
        """The same of each type of event before which anything is required."""
        found = self._openings.get(answers)
        if found is None:
            kinds = self.edition.requirements
            found = self._openings[answers] = tuple(self.opening(each, answers) for each in kinds)
        return found


def _of(edition: Edition) -> Policy:
    return Policy(edition.code, edition.name, Dated((DatedValue(edition, date.min),)))
