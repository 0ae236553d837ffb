"""A plan in the making: equal parts share a slot, and names are checked for conflicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reintegra.errors import Conflict
from reintegra.rules.compiled.group import Group, Joint
from reintegra.rules.compiled.plan import NamedRule, Plan
from reintegra.vocabulary.money import Money, currencies_apart

if TYPE_CHECKING:
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.question import Question
    from reintegra.vocabulary.sources import Source
    from reintegra.vocabulary.texts import Text


class Draft:
    """The slots given out so far; every part is placed before the group that it belongs to."""

    def __init__(self) -> None:
        self._facts: dict[str, Question[Any]] = {}
        self._amounts: dict[str, Money] = {}
        self._leads: dict[str, str] = {}
        self._conditions: dict[Comparison, int] = {}
        self._groups: dict[tuple[Joint, tuple[int, ...], int | str], Group] = {}
        self._rules: dict[str, NamedRule | None] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def condition(self, comparison: Comparison) -> int:
        """The slot of a condition.

        Raises:
            Conflict: two different facts have one name.
            CurrencyMismatch: one fact is compared with amounts of two currencies, by itself or by
                way of other facts.
        """
        for fact in comparison.facts:
            if self._facts.setdefault(fact.name, fact) != fact:
                raise Conflict("fact-name", fact.name, "two different facts have one name")
        if comparison.left.type is Money:
            self._have_one_currency(comparison)
        slot = self._conditions.setdefault(comparison, self._next())
        self._names[slot] = tuple(fact.name for fact in comparison.facts)
        return slot

    def _have_one_currency(self, comparison: Comparison) -> None:
        """Facts that are compared with each other have one lead, which holds an amount of all."""
        leads = [self._lead(fact.name) for fact in comparison.facts]
        amounts = [self._amounts[lead] for lead in leads if lead in self._amounts]
        amounts += comparison.amounts
        for amount in amounts:
            if amount.currency != amounts[0].currency:
                raise currencies_apart(amounts[0].currency, amount.currency)
            self._amounts[leads[0]] = amount
        self._leads |= dict.fromkeys(leads, leads[0])

    def _lead(self, name: str) -> str:
        while (lead := self._leads.setdefault(name, name)) != name:
            self._leads[name] = self._leads[lead]
            name = lead
        return name

    def group(self, joint: Joint, parts: tuple[int, ...], needed: int = 0) -> int:
        """The slot of a group; a part that counts twice gets a second slot to count with."""
        counted = joint is Joint.AT_LEAST
        parts = self._apart(parts) if counted else tuple(dict.fromkeys(parts))
        return self._placed(joint, parts, needed, needed)

    def _apart(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        before: Counter[int] = Counter()
        apart: list[int] = []
        for part in parts:
            again = before[part]
            apart.append(self._placed(Joint.ALL, (part,), 0, again) if again else part)
            before[part] += 1
        return tuple(apart)

    def _placed(self, joint: Joint, parts: tuple[int, ...], needed: int, key: int | str) -> int:
        group = Group(self._next(), joint, parts, needed)
        slot = self._groups.setdefault((joint, parts, key), group).slot
        self._names[slot] = tuple({name: None for part in parts for name in self._names[part]})
        return slot

    def announce(self, code: str) -> None:
        """Keep the place of a named rule before those inside it."""
        self._rules.setdefault(code, None)

    def named(
        self, part: int, code: str, text: Text, source: Source | None, condition: object
    ) -> int:
        """The slot of a named rule, whose condition has a slot already.

        Raises:
            Conflict: two different rules have one code.
        """
        slot = self._placed(Joint.NAMED, (part,), 0, code)
        rule = NamedRule(slot, code, text, source, self._names[part], condition)
        if (self._rules.get(code) or rule) != rule:
            raise Conflict("rule-code", code, "two different rules have one code")
        self._rules[code] = rule
        return slot

    def finish(self, root: int) -> Plan:
        """The plan; the groups stand in the order in which they are judged."""
        return Plan(
            facts=tuple(self._facts.values()),
            conditions=tuple((slot, each) for each, slot in self._conditions.items()),
            groups=tuple(self._groups.values()),
            rules=tuple(rule for rule in self._rules.values() if rule is not None),
            root=root,
        )

    def _next(self) -> int:
        return len(self._conditions) + len(self._groups)
