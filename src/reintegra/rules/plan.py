"""An expression laid out flat: each condition and each group has a slot, one bit of a mask.

Groups come after their parts, so one pass in the order of the slots judges the whole.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import attrs

from reintegra.rules.comparison import Comparison
from reintegra.rules.generated import Completion, Judging, completion, judging
from reintegra.rules.group import Group, bits_by_slot
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


@attrs.frozen
class Plan:
    """Everything needed to judge an expression: data, from which the functions are made once."""

    facts: tuple[Question[Any], ...]
    conditions: tuple[tuple[int, Comparison], ...]
    groups: tuple[Group, ...]
    rules: tuple[NamedRule, ...]
    root: int

    @cached_property
    def of_mapping(self) -> Judging:
        """From a mapping by fact name to the masks."""
        return judging(self.facts, self.conditions, self.groups, self.bits, of_mapping=True)

    @cached_property
    def of_record(self) -> Judging:
        """From an attrs instance to the masks."""
        return judging(self.facts, self.conditions, self.groups, self.bits, of_mapping=False)

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


class Judgement(NamedTuple):
    """A plan with the masks of one judging: the outcome of every slot, and no known value."""

    plan: Plan
    met: int
    unknown: int
    missing: tuple[tuple[int, Missing], ...]

    def outcome_at(self, slot: int) -> Outcome:
        """The outcome of one slot."""
        if self.met >> slot & 1:
            return Outcome.MET
        return Outcome.UNDETERMINED if self.unknown >> slot & 1 else Outcome.NOT_MET
