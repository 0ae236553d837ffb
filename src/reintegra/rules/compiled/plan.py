"""An expression laid out flat: each condition and each group has a slot, one bit of a mask.

Groups come after their parts, so one pass in the order of the slots judges the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import attrs

from reintegra.errors import WrongType
from reintegra.rules.comparison import Comparison
from reintegra.rules.compiled.generated import Completion, Judging, completion, judging
from reintegra.rules.compiled.group import Group, bits_by_slot
from reintegra.rules.outcome import Outcome
from reintegra.rules.question import Missing, Question
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text


@attrs.frozen
class NamedRule:
    """A slot that has a name, for the reasons; `facts` are the names of the facts it uses."""

    slot: int
    code: str
    text: Text
    source: Source | None
    facts: tuple[str, ...]
    condition: object = attrs.field(eq=False, repr=False)

    def differs_from(self, other: NamedRule) -> bool:
        """Whether two that have one code are two rules, in whatever slots they stand."""
        mine = (self.text, self.source, self.condition)
        return mine != (other.text, other.source, other.condition)


@attrs.frozen
class Plan:
    """Everything needed to judge an expression: data, from which the functions are made once."""

    facts: tuple[Question[Any], ...]
    conditions: tuple[tuple[int, Comparison], ...]
    groups: tuple[Group, ...]
    rules: tuple[NamedRule, ...]
    root: int

    @cached_property
    def of_mapping(self) -> Judging[Plan]:
        """From a mapping by fact name to the masks."""
        return self._judging(None)

    @cached_property
    def by_class(self) -> dict[type, Judging[Plan]]:
        """The functions that were made for classes so far: mappings, and classes of attrs."""
        return {}

    def of_class(self, kind: type[Any]) -> Judging[Plan]:
        """From an instance of a mapping or of an attrs class to the masks.

        Raises:
            WrongType: it is neither.
        """
        if issubclass(kind, Mapping):
            made = self.of_mapping
        elif attrs.has(kind):
            made = self._judging({field.name for field in attrs.fields(kind)})
        else:
            raise WrongType("facts", "a mapping by fact name or an attrs instance", kind)
        if len(self.by_class) >= MOST_CLASSES:
            self.by_class.clear()
        self.by_class[kind] = made
        return made

    def of_answers(self, answers: Mapping[str, Callable[[Any], object]]) -> Judging[Plan]:
        """From whatever the answers can be asked of to the masks; made anew each time."""
        return self._judging(None, answers)

    def _judging(
        self,
        fields: Collection[str] | None,
        answers: Mapping[str, Callable[[Any], object]] | None = None,
    ) -> Judging[Plan]:
        return judging(
            self, self.facts, self.conditions, self.groups, self.bits, self.root, fields, answers
        )

    @cached_property
    def complete(self) -> Completion:
        """From the masks of the conditions to those of all slots."""
        return completion(self.groups, self.bits)

    @cached_property
    def bits(self) -> tuple[int, ...]:
        """For each slot the bits that are set with it."""
        return bits_by_slot(len(self.conditions) + len(self.groups), self.groups)

    @cached_property
    def condition_bits(self) -> int:
        """The bits that are set with some condition, as against those that follow from them."""
        return sum(self.bits[slot] for slot, _ in self.conditions)

    @cached_property
    def group_at(self) -> dict[int, Group]:
        """Each group by its slot; a slot that is not here is a condition."""
        return {group.slot: group for group in self.groups}

    @cached_property
    def condition_at(self) -> dict[int, Comparison]:
        """Each condition by its slot."""
        return dict(self.conditions)

    @cached_property
    def rule_at(self) -> dict[int, NamedRule]:
        """Each named rule by its slot."""
        return {rule.slot: rule for rule in self.rules}


MOST_CLASSES = 64
"""How many classes of facts a plan keeps a function for, so that it never grows without end."""


class Judgement(NamedTuple):
    """A plan with the masks of one judging: the outcome of every slot, and no known value."""

    plan: Plan
    met: int
    unknown: int
    missing: tuple[tuple[int, Missing], ...]
    outcome: Outcome

    def outcome_at(self, slot: int) -> Outcome:
        """The outcome of one slot."""
        if self.met >> slot & 1:
            return Outcome.MET
        return Outcome.UNDETERMINED if self.unknown >> slot & 1 else Outcome.NOT_MET
