"""Whether the chain can answer all that an edition asks, so that no rule of it waits for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.chain.answering import ANSWERED, ANSWERED_BY, PARTICULARS
from reintegra.chain.fits import FIT_ANSWERS
from reintegra.chain.table import CHAIN, place_of
from reintegra.errors import InvalidValue
from reintegra.rules import All, AnyOf, AtLeast, Condition, Expression, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event

ABOUT_AN_EVENT: frozenset[str] = frozenset((*FIT_ANSWERS, *PARTICULARS))
"""The facts that an event answers; some event answers each with yes."""


_CHECKED = "checked"


def check_edition(edition: Edition) -> None:
    """Nothing, if the chain and the register can answer all that the edition asks.

    A case asks this of an edition before it judges anything by it.

    Raises:
        InvalidValue: the edition does not order each stage of the chain once (`order`); it asks
            what neither the chain nor the register answers (`never-answered`), or what only
            another event answers (`another-event`); it asks the register for what the chain
            answers (`answered-by-the-chain`); or it asks an event for a no (`asked-for-a-no`), so
            that nobody could say whether some event of its type is possible.
        UnknownEvent: it names an event that the table does not have.
    """
    if _CHECKED in edition.kept:
        return
    if sorted(edition.order.value) != sorted(stage.code for stage in CHAIN[:-1]):
        raise InvalidValue("Edition.order", "order", "name each stage of the chain once")
    declared = {fact.name for fact in edition.register_facts}
    _refuse(declared & ANSWERED, "Edition.register_facts", "answered-by-the-chain")
    _check_asked("Edition.eligibility", edition.eligibility, declared, None)
    for event, rule in edition.requirements.items():
        place_of(event)
        _check_asked("Edition.requirements", rule, declared, event)
        negated = {name for name in ABOUT_AN_EVENT if not asked_positively(rule, name)}
        _refuse(negated, "Edition.requirements", "asked-for-a-no")
    for each in edition.dues:
        met_by = each.met_by if isinstance(each.met_by, tuple) else (each.met_by,)
        for named in (each.starts, *met_by, *each.stopped_by):
            place_of(named)
    for limit in edition.limits:
        if limit.applies is not None:
            _check_asked("Limit.applies", limit.applies, declared, None)
    edition.kept[_CHECKED] = True


def _check_asked(
    field: str, asking: Expression, declared: Iterable[str], event: type[Event] | None
) -> None:
    asked = {fact.name for fact in asking.facts}
    _refuse(asked - ANSWERED - set(declared), field, "never-answered")
    elsewhere = {name for name in asked & PARTICULARS if event not in ANSWERED_BY[name]}
    _refuse(elsewhere, field, "another-event")


def _refuse(names: Iterable[str], field: str, code: str) -> None:
    named = sorted(names)
    if named:
        raise InvalidValue(field, code, f"the edition cannot ask this: {', '.join(named)}")


def asked_positively(expression: Expression, name: str) -> bool:
    """Whether a fact is only ever asked for being true, and never under a negation."""
    match expression:
        case Rule(condition=condition):
            return asked_positively(condition, name)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return all(asked_positively(part, name) for part in parts)
        case Condition(comparison=comparison):
            asked = name in {fact.name for fact in comparison.facts}
            return not asked or comparison.values == (True,)
        case _:
            return name not in {fact.name for fact in expression.facts}
