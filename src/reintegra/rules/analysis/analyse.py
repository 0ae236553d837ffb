"""What is the matter with a rule, found without any case: what it says and cannot mean.

Nothing is reported that is not so. Where not everything could be tried within the limit, the
last finding says so.

>>> from reintegra.rules import Fact, all_of, analyse
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> [finding.text("en") for finding in analyse(all_of(age >= 18, age < 10, code="entry"))]
['Can never be met: (Age is at least 18) and (Age is less than 10)']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reintegra.errors import Conflict, WrongType
from reintegra.rules.analysis.amounts import currency_in
from reintegra.rules.analysis.cliff import cliffs
from reintegra.rules.analysis.coverage import coverage, given_by
from reintegra.rules.analysis.finding import Finding, FindingKind
from reintegra.rules.analysis.parts import Located, located, with_parts
from reintegra.rules.analysis.situations import Situations
from reintegra.rules.expression import All, AnyOf, Expression
from reintegra.rules.facts import Fact
from reintegra.rules.provisions.provision import Provision
from reintegra.rules.question import Question
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TRIALS = 10_000
"""How often a rule is judged at most for one question about it, unless the caller allows more."""

_CONSTANTS = (All(()), AnyOf(()))
_PART = Text(id="bagian", en="part")


def analyse(
    rule: Expression | Provision,
    *,
    declared: Iterable[Question[Any]] = (),
    limit: int = MOST_TRIALS,
) -> tuple[Finding, ...]:
    """Everything that is found in a rule or a provision; `declared` are the facts meant for it.

    Raises:
        Conflict: two different facts have one name.
        InvalidValue: the limit is below 1.
        WrongType: neither an expression nor a provision, `declared` are no facts, or the limit is
            no whole number.
    """
    if isinstance(rule, Provision):
        given = given_by(rule)
        situations = Situations(limit, currency_in(each.amount for each in given))
        found = [
            *coverage(rule, given, situations),
            *_in_clauses(rule, situations),
            *cliffs(rule, given, situations),
        ]
    elif isinstance(rule, Expression):
        situations = Situations(limit)
        found = list(_in_parts(located(rule, "rule"), situations))
    else:
        raise WrongType("rule", "an expression or a provision", type(rule))
    found += _unused(rule, declared)
    if situations.was_cut:
        found.append(Finding(FindingKind.NOT_EXHAUSTED, (), None))
    return tuple(dict.fromkeys(found))


def _in_clauses(provision: Provision, situations: Situations) -> Iterator[Finding]:
    for each in provision.everything:
        for number, clause in enumerate(each.clauses):
            root = located(clause.when, f"{each.code}.clauses.{number}.when")
            yield from _in_parts(root, situations, in_clause=True)


def _unused(rule: Expression | Provision, declared: Iterable[Question[Any]]) -> Iterator[Finding]:
    if not isinstance(declared, Iterable):
        raise WrongType("declared", "facts one after the other", type(declared))
    used = {fact.name: fact for fact in rule.facts}
    for fact in declared:
        instance_of(Question, "declared", fact)
        if used.setdefault(fact.name, fact) != fact:
            raise Conflict("fact-name", fact.name, "two different facts have one name")
        if fact not in rule.facts:
            yield Finding(FindingKind.UNUSED_FACT, (fact.name,), fact.text, (fact.name,))


def _in_parts(
    root: Located, situations: Situations, *, in_clause: bool = False
) -> Iterator[Finding]:
    """Parts that are constant, and parts without effect; the reason, and not what follows.

    That the condition of a clause is never met is said of the clause: it never applies.
    """
    constant = {each: _constant(each.part, situations) for each in root.everything}
    for each, always in constant.items():
        if always is None or each.part in _CONSTANTS or (each is root and not always and in_clause):
            continue
        if each is root or not _follows(each, constant, situations):
            core = _core(each.part, situations, always=always)
            kind = FindingKind.ALWAYS_MET if always else FindingKind.NEVER_MET
            yield Finding(kind, (each.place,), core.sentence, _names(core))
    if constant[root] is None:
        yield from _without_effect(root, constant, situations)


def _names(expression: Expression) -> tuple[str, ...]:
    return tuple(fact.name for fact in expression.facts)


def _constant(part: Expression, situations: Situations) -> bool | None:
    """Whether the part is met in every situation, in none, or it depends."""
    if situations.is_impossible(part, met=True):
        return False
    return True if situations.is_impossible(part, met=False) else None


def _follows(each: Located, constant: dict[Located, bool | None], situations: Situations) -> bool:
    """Whether a part is constant because of constant parts of its own."""
    stand_ins = tuple(
        Fact(f"part_{number}", bool, _PART).is_true if always is None else _CONSTANTS[not always]
        for number, always in enumerate(constant[part] for part in each.parts)
    )
    return bool(stand_ins) and _constant(with_parts(each.part, stand_ins), situations) is not None


def _core(part: Expression, situations: Situations, *, always: bool) -> Expression:
    """As few of the parts as contradict each other, or leave nothing out."""
    kind = AnyOf if always else All
    if not isinstance(part, kind):
        return part
    kept = part.parts
    for each in part.parts:
        fewer = tuple(other for other in kept if other is not each)
        if situations.is_impossible(kind(fewer), met=not always):
            kept = fewer
    return kind(kept)


def _without_effect(
    root: Located, constant: dict[Located, bool | None], situations: Situations
) -> Iterator[Finding]:
    """The outermost parts that may turn out either way and never make a difference."""
    waiting = list(root.parts)
    while waiting:
        each = waiting.pop(0)
        if constant[each] is not None:
            continue
        if situations.is_impossible(All(each.decisive), met=True, in_doubt=True):
            detail = each.part.sentence
            yield Finding(FindingKind.NEVER_MATTERS, (each.place,), detail, _names(each.part))
        else:
            waiting = [*each.parts, *waiting]
