"""What holds of every policy: sources or named assumptions, both languages, fair questions."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reintegra.chain import check_edition
from reintegra.chain.answerable import ABOUT_AN_EVENT, asked_positively
from reintegra.chain.award import Awarded
from reintegra.chain.policy import Cadence, Edition, Instrument, Limit, RoundTerms, Stated, Term
from reintegra.chain.table import PLACES
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import All, AnyOf, AtLeast, Expression, Not, Rule
from reintegra.vocabulary.texts import LANGUAGES, Text
from tests.chain.exploring import examples
from tests.chain.journeys import ADULT, ERAS, POLICIES, Era

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
    items = (item for each in edition.instruments for item in (*each.items, *each.options))
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


@by_edition
def test_every_value_has_a_source_or_is_named_an_assumption(edition: Edition) -> None:
    """Nothing is written as if it were law that no source states."""
    unsourced = [
        value
        for value in values(edition)
        if value.source is None
        and not is_named_an_assumption(value.text)
        and not is_only_composed(value)
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
def test_the_chain_can_answer_all_that_an_edition_asks(edition: Edition) -> None:
    """Facts, stages, events, fair questions: what is asked of every policy, also of a user's."""
    check_edition(edition)
    declared = {fact.name for fact in edition.register_facts}
    assert declared <= {fact.name for rule in required(edition) for fact in rule.facts}
    assert edition.requirements[Awarded] is edition.eligibility


def test_the_rows_of_the_table_ask_an_event_only_for_a_yes() -> None:
    """So that what is open for some event is judged with all of its facts true."""
    rules = [rule for place in PLACES.values() for rule in place.rules]
    for rule, name in itertools.product(rules, sorted(ABOUT_AN_EVENT)):
        assert asked_positively(rule, name), (rule.code, name)


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
