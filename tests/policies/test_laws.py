"""What holds of every policy: sources or named assumptions, both languages, fair questions."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reintegra.chain import CHAIN
from reintegra.chain.asking import ANSWERED, FIT_ANSWERS, PARTICULARS
from reintegra.chain.award import Awarded
from reintegra.chain.policy import Cadence, Edition, Instrument, Limit, RoundTerms, Stated, Term
from reintegra.chain.table import PLACES
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import All, AnyOf, AtLeast, Condition, Expression, Not, Rule
from reintegra.vocabulary.texts import LANGUAGES, Text
from tests.chain.exploring import examples, pool
from tests.chain.journeys import ADULT, ERAS, POLICIES, Era, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.vocabulary.sources import Source

EDITIONS: tuple[Edition, ...] = tuple(
    entry.value
    for policy in POLICIES
    for entry in policy.editions.entries
    if entry.value is not None
)
by_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)
by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def rules_in(expression: Expression) -> Iterator[Rule]:
    """Every named rule of an expression, itself included."""
    match expression:
        case Rule(condition=condition):
            yield expression
            yield from rules_in(condition)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from rules_in(part)
        case Not(part=part):
            yield from rules_in(part)


def required(edition: Edition) -> list[Rule]:
    """Every rule that an edition requires, the inner ones included."""
    whole = (*edition.requirements.values(), edition.eligibility)
    return [rule for each in whole for rule in rules_in(each)]


Value = Rule | Limit | Cadence | Term | Instrument | Stated[Any]


def values(edition: Edition) -> list[Value]:
    """Everything that an edition states: rules, limits, cadences, words, single values."""
    words: tuple[Value, ...] = (
        *edition.modules,
        *edition.needs,
        *edition.services,
        *edition.instruments,
    )
    items = (item for each in edition.instruments for item in each.items)
    stated = (edition.order, edition.channels, edition.tranches, edition.risk_horizon_months)
    single = (each for each in stated if each is not None)
    limits: tuple[Value, ...] = (*edition.limits, *edition.cadences)
    return [*required(edition), *limits, *words, *items, *single]


def is_named_an_assumption(text: Text) -> bool:
    """The text says so in both languages."""
    return "asumsi" in text("id") and "assumption" in text("en")


def is_only_composed(value: Value) -> bool:
    """A rule that joins others states nothing itself: its parts have the sources."""
    return isinstance(value, Rule) and len(list(rules_in(value))) > 1


SHARED = {rule.code for place in PLACES.values() for rule in place.rules}
"""Rules of the table that a policy may repeat: they are the library's, not a regulation's."""


@by_edition
def test_every_value_has_a_source_or_is_named_an_assumption(edition: Edition) -> None:
    """Nothing is written as if it were law that no source states."""
    unsourced = [
        value
        for value in values(edition)
        if value.source is None
        and not is_named_an_assumption(value.text)
        and not is_only_composed(value)
        and getattr(value, "code", None) not in SHARED
    ]
    assert [] == unsourced


@by_edition
def test_everything_an_edition_says_exists_in_both_languages(edition: Edition) -> None:
    """Names, rules, limits, words: Indonesian and English, and no two words alike."""
    texts = [edition.name, *(value.text for value in values(edition))]
    assert all(text(language).strip() for text in texts for language in LANGUAGES)
    for words in (edition.modules, edition.needs, edition.services):
        assert len(words) == len({term.code for term in words}) == len({t.text for t in words})


@by_edition
def test_every_fact_of_a_rule_can_be_answered(edition: Edition) -> None:
    """By the chain, or by the register where the edition declares that it asks it."""
    declared = {fact.name for fact in edition.register_facts}
    asked = {fact.name for rule in required(edition) for fact in rule.facts}
    assert asked <= ANSWERED | declared
    assert not declared & ANSWERED
    assert declared <= asked


@by_edition
def test_an_edition_orders_the_stages_of_the_chain(edition: Edition) -> None:
    """Each stage once; the ending has no place among them."""
    assert sorted(stage.code for stage in CHAIN[:-1]) == sorted(edition.order.value)
    assert set(edition.requirements) <= set(PLACES)
    assert edition.requirements[Awarded] is edition.eligibility


def asked_positively(expression: Expression, name: str) -> bool:
    """Whether a fact is only ever asked for its being true, and never under a negation."""
    match expression:
        case Rule(condition=condition):
            return asked_positively(condition, name)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return all(asked_positively(part, name) for part in parts)
        case Not(part=part):
            return name not in {fact.name for fact in part.facts}
        case Condition(comparison=comparison):
            asked = name in {fact.name for fact in comparison.facts}
            return not asked or (True,) == comparison.values
        case _:
            raise AssertionError(type(expression))


@by_edition
def test_facts_about_an_event_are_only_asked_for_being_true(edition: Edition) -> None:
    """So that what is open for some event is judged with all of them true."""
    fit = set(FIT_ANSWERS) | PARTICULARS
    rules = [*required(edition), *(rule for place in PLACES.values() for rule in place.rules)]
    for rule, name in itertools.product(rules, fit):
        assert asked_positively(rule, name), (rule.code, name)


def test_the_law_of_positive_questions_notices_a_negative_one() -> None:
    """A rule that asks for a fit being false, or denies it, breaks the law."""
    rule = PLACES[Awarded].row.fits[0]
    (fact,) = rule.facts
    denied = Rule("denied", Not(rule), rule.text)
    assert asked_positively(rule, fact.name)
    assert not asked_positively(denied, fact.name)


@by_era
def test_a_rule_about_the_content_of_an_event_finds_its_answer(era: Era) -> None:
    """What a requirement asks of an event is answered by the stage of that very event."""
    for kind, rule in era.edition.requirements.items():
        asked = {fact.name for fact in rule.facts} & PARTICULARS
        for case in pool(era)[:3] if asked else ():
            event = next(candidates(case, kind, case.records.last_on, era.edition))
            record = case.records.of_stage(PLACES[kind].stage)
            assert asked <= set(record.particulars(event)), kind


@by_era
def test_the_plain_way_leads_through_the_stages_in_the_order_of_the_edition(era: Era) -> None:
    """Every stage can be taken after those that the edition orders before it."""
    taken = {PLACES[kind].stage.code for kind in examples(era)}
    assert set(era.edition.order.value) | {"ending"} == taken
    assert ADULT.keys() >= {fact.name for fact in era.edition.register_facts}


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.code)
def test_a_policy_and_its_rounds_are_named(policy: Any) -> None:
    """The name in both languages; every round under its own code, with its source."""
    assert all(policy.name(language).strip() for language in LANGUAGES)
    rounds: tuple[RoundTerms, ...] = policy.rounds
    assert len(rounds) == len({terms.code for terms in rounds})
    sources: list[Source | None] = [terms.source for terms in rounds]
    assert None not in sources


def test_the_policies_differ_where_the_engines_must_not_care() -> None:
    """Another order, another currency, another number of tranches, no register."""
    ministry, other = KEMENSOS.at(date(2019, 10, 31)), SANDBOX.at(date(2019, 10, 31))
    assert ministry.order.value != other.order.value
    assert ministry.currency != other.currency
    assert ministry.tranches.value != other.tranches.value
    assert () == other.register_facts
    assert SANDBOX.at(date(2030, 1, 1) - timedelta(1)) is other
