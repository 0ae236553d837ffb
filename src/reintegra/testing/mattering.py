"""Rules of an edition without which everything would be judged as it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stage import Event, Stage
from reintegra.chain.table import PLACES
from reintegra.rules import All, AnyOf, AtLeast, Expression, Missing, Not, Rule, Unless
from reintegra.testing.refusing import innermost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.chain.case import Known
    from reintegra.testing.alone import Alone
    from reintegra.testing.joining import Stages
    from reintegra.testing.terms import Answers, Content, Terms


@attrs.frozen
class WithoutEffect:
    """A rule before an event that never decided in any case that was found.

    `surely` says that it cannot; otherwise it is not known whether a case that was not found would
    be judged otherwise without it.
    """

    event: type[Event]
    code: str
    surely: bool


def without_effect(
    stages: Stages,
    found: Mapping[Stage, Alone],
    judged: Iterable[tuple[type[Event], Answers, Content]],
) -> tuple[WithoutEffect, ...]:
    """The rules that never decided, whether the register answers yes, no, or not at all."""
    terms = stages.terms
    held: dict[type[Event], dict[tuple[Answers, Content], None]] = {}
    for event, answers, content in judged:
        held.setdefault(event, {})[answers, content] = None
    idle: list[WithoutEffect] = []
    for event, rule in terms.edition.requirements.items():
        for inner in dict.fromkeys(innermost(rule)):
            if _decides(terms, event, inner, held.get(event, ())):
                continue
            contents = {
                move.content
                for moves in found[PLACES[event].stage].moves
                for move in moves
                if move.kind is event and not move.refused
            }
            anywhere = itertools.product(stages.wherever(event, {}), contents)
            surely = not _decides(terms, event, inner, anywhere)
            idle.append(WithoutEffect(event, inner.code, surely))
    return tuple(idle)


def _decides(
    terms: Terms, event: type[Event], inner: Rule, judged: Iterable[tuple[Answers, Content]]
) -> bool:
    rule = terms.edition.requirements[event]
    rest = without(rule, inner)
    asked = {fact.name for fact in rule.facts}
    seen: set[tuple[Answers, Content]] = set()
    for answers, content in judged:
        told = tuple(
            answer for name, answer in zip(terms.names, answers, strict=True) if name in asked
        )
        if (told, content) in seen:
            continue
        seen.add((told, content))
        for known in _registers(terms):
            is_met = terms.is_met(rule, answers, content, known)
            if is_met is not (rest is None or terms.is_met(rest, answers, content, known)):
                return True
    return False


def _registers(terms: Terms) -> Iterable[Known]:
    answers = (True, False, Missing.NOT_ASKED)
    for each in itertools.product(answers, repeat=len(terms.of_register)):
        yield dict(zip(terms.of_register, each, strict=True))


def without(expression: Expression, rule: Rule) -> Expression | None:
    """The expression with a rule taken out of it; `None` where nothing is left."""
    if expression == rule:
        return None
    match expression:
        case Rule(condition=condition):
            rest = without(condition, rule)
            return None if rest is None else attrs.evolve(expression, condition=rest)
        case All(parts=parts):
            return All(_rest(parts, rule))
        case AnyOf(parts=parts):
            return AnyOf(_rest(parts, rule))
        case AtLeast(needed=needed, parts=parts):
            left = _rest(parts, rule)
            return AtLeast(min(needed, len(left)), left)
        case Not(part=part):
            rest = without(part, rule)
            return None if rest is None else Not(rest)
        case Unless(base=base, exceptions=exceptions):
            rest, left = without(base, rule), _rest(exceptions, rule)
            return Unless(All(()) if rest is None else rest, left) if left else rest
        case _:
            return expression


def _rest(parts: tuple[Expression, ...], rule: Rule) -> tuple[Expression, ...]:
    left = (without(part, rule) for part in parts)
    return tuple(part for part in left if part is not None)
