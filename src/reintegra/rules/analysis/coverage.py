"""Which cases a provision covers: once, twice and differently, or not at all."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import CurrencyMismatch
from reintegra.rules.analysis.amounts import facts_in
from reintegra.rules.analysis.finding import Finding, FindingKind
from reintegra.rules.expression import All, Expression
from reintegra.rules.outcome import Outcome
from reintegra.rules.provisions.amount import Amount
from reintegra.rules.question import Missing
from reintegra.rules.wording import in_both, value_in_words
from reintegra.vocabulary.texts import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reintegra.rules.analysis.situations import Situations
    from reintegra.rules.provisions.provision import Provision


@attrs.frozen(eq=False)
class Given:
    """An amount that a provision can give: where it stands, and when it is given."""

    code: str
    place: str
    stands: Expression
    amount: Amount
    text: Text

    @property
    def named(self) -> tuple[Any, ...]:
        """The value, if it is not computed from facts."""
        return () if self.amount.facts else (self.amount.value({}),)

    def may_differ_from(self, other: Given) -> bool:
        """Whether both do not always give the same value."""
        if self.amount.facts or other.amount.facts:
            return self.amount != other.amount
        return _differ((*self.named, *other.named))


def given_by(provision: Provision) -> tuple[Given, ...]:
    """Every amount that a provision can give, those of its exceptions after its own."""
    places: list[tuple[str, Text]] = []
    for each in provision.everything:
        for number, clause in enumerate(each.clauses):
            said = _said(clause.when.sentence, clause.then.text)
            places.append((f"{each.code}.clauses.{number}", said))
        if each.otherwise is not None:
            places.append((f"{each.code}.otherwise", each.otherwise.text))
    return tuple(
        Given(code, place, stands, amount, text)
        for (place, text), (code, stands, amount) in zip(places, provision.outcomes, strict=True)
    )


def _said(condition: Text, amount: Text) -> Text:
    return in_both(lambda language: f"{condition(language)} ({amount(language)})")


def _beside(one: Text, other: Text) -> Text:
    return in_both(lambda language: f"{one(language)}; {other(language)}")


def coverage(
    provision: Provision, given: tuple[Given, ...], situations: Situations
) -> Iterator[Finding]:
    """What never applies, what applies together with something else, and where nothing does."""
    idle = tuple(_idle(provision, situations))
    for exception in idle:
        names = _names(exception.applies)
        yield Finding(FindingKind.NEVER_APPLIES, (exception.code,), exception.sentence, names)
    overruled = {inner.code for exception in idle for inner in exception.everything}
    standing: list[Given] = []
    for each in given:
        if each.code in overruled:
            continue
        if situations.is_impossible(each.stands, met=True):
            names = _names(each.stands)
            yield Finding(FindingKind.NEVER_APPLIES, (each.place,), each.text, names)
        else:
            standing.append(each)
    for one, other in combinations(standing, 2):
        if one.may_differ_from(other):
            yield from _conflict(one, other, situations)
    yield from _uncovered(provision, situations)


def _names(expression: Expression) -> tuple[str, ...]:
    return tuple(fact.name for fact in expression.facts)


def _conflict(one: Given, other: Given, situations: Situations) -> Iterator[Finding]:
    """The first case in which both are given, and are not the same."""
    both, amounts = All((one.stands, other.stands)), (one.amount, other.amount)

    def values(facts: Mapping[str, Any]) -> tuple[Any, ...]:
        return _values(amounts, facts) if both.judge(facts).met else ()

    for found in situations.cases(both, {}, amounts):
        apart = values(found)
        if _differ(apart):
            example = smallest_example(found, lambda facts: values(facts) == apart)  # noqa: B023 - used at once
            yield Finding(
                FindingKind.CONFLICT,
                (one.place, other.place),
                _beside(one.text, other.text),
                tuple(name for name, _ in example),
                example,
                apart,
            )
            return


def _values(amounts: tuple[Amount, ...], facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of amounts; none, where one cannot be told."""
    held = (facts.get(fact.name, Missing.NOT_ASKED) for fact in facts_in(amounts))
    if any(isinstance(each, Missing) for each in held):
        return ()
    try:
        return tuple(each.value(facts) for each in amounts)
    except CurrencyMismatch:
        return ()


def _differ(values: tuple[Any, ...]) -> bool:
    return any(type(one) is not type(other) or one != other for one, other in pairwise(values))


def _uncovered(provision: Provision, situations: Situations) -> Iterator[Finding]:
    applies = provision.applies
    found = next(situations.with_outcome(applies, {}, met=False), None)
    if found is not None:
        example = smallest_example(
            found, lambda facts: applies.judge(facts).outcome is Outcome.NOT_MET
        )
        names = tuple(name for name, _ in example)
        words = {fact.name: fact.text for fact in applies.facts}

        def in_words(language: Language) -> str:
            return "; ".join(
                f"{words[name](language)}: {value_in_words(value, language)}"
                for name, value in example
            )

        detail = in_both(in_words) if example else None
        yield Finding(FindingKind.NOTHING_APPLIES, (provision.code,), detail, names, example)


def smallest_example(
    found: Mapping[str, Any], shows: Callable[[Mapping[str, Any]], bool]
) -> tuple[tuple[str, Any], ...]:
    """The facts without those that need not be known for it to show."""
    kept = {name: value for name, value in found.items() if not isinstance(value, Missing)}
    for name in tuple(kept):
        fewer = {other: value for other, value in kept.items() if other != name}
        if shows(fewer):
            kept = fewer
    return tuple(kept.items())


def _idle(provision: Provision, situations: Situations) -> Iterator[Provision]:
    """The outermost exceptions that never apply."""
    for each in provision.exceptions:
        if situations.is_impossible(each.applies, met=True):
            yield each
        else:
            yield from _idle(each, situations)
