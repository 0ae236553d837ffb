"""A policy whose questions nobody can answer is refused at its first use, not waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, check_edition, due
from reintegra.chain.answerable import asked_positively
from reintegra.chain.answering import ANSWERED_BY
from reintegra.chain.award import Awarded
from reintegra.chain.facts import adult, consent
from reintegra.chain.fitting import (
    account_ready,
    escorted,
    new_event,
    only_known_modules,
    use_fits,
)
from reintegra.chain.guidance import Enrolled, SessionAttended
from reintegra.chain.homecoming import TravelStarted
from reintegra.chain.rehabilitation import ServiceDelivered, ServiceRequested
from reintegra.chain.reintegration import CompanionReported
from reintegra.chain.table import PLACES
from reintegra.errors import InvalidValue, UnknownEvent
from reintegra.policies.kemensos import KEMENSOS
from reintegra.rules import AnyOf, AtLeast, Dated, DatedValue, Fact, Not, Rule
from reintegra.vocabulary.texts import Text
from tests.chain.exploring import pool
from tests.chain.journeys import ERAS, Era, candidates, deported

if TYPE_CHECKING:
    from reintegra.chain import Edition, Policy
    from reintegra.rules import Expression

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
SOME = Text(id="Suatu", en="Some")
MISSPELT: Fact[bool] = Fact("consnet", bool, SOME)
BASE: Any = ERAS[0].edition


def ruled(condition: Expression) -> Rule:
    """A rule with this condition."""
    return Rule("some-rule", condition, SOME)


def requiring(event: type, condition: Expression) -> Edition:
    """The edition of 2017 that requires one more thing of one more event."""
    changed: Edition = attrs.evolve(
        BASE, requirements={**BASE.requirements, event: ruled(condition)}
    )
    return changed


def with_limit(**changes: Any) -> Edition:
    """The edition of 2017 whose first limit is another one."""
    first, *rest = BASE.limits
    changed: Edition = attrs.evolve(BASE, limits=(attrs.evolve(first, **changes), *rest))
    return changed


WRONG: tuple[tuple[str, str, Edition], ...] = (
    ("Edition.order", "order", attrs.evolve(BASE, order=attrs.evolve(BASE.order, value=("x",)))),
    (
        "Edition.order",
        "order",
        attrs.evolve(BASE, order=attrs.evolve(BASE.order, value=BASE.order.value[1:])),
    ),
    (
        "Edition.order",
        "order",
        attrs.evolve(BASE, order=attrs.evolve(BASE.order, value=(*BASE.order.value, "guidance"))),
    ),
    ("Edition.requirements", "never-answered", requiring(Enrolled, MISSPELT.is_true)),
    (
        "Edition.eligibility",
        "never-answered",
        attrs.evolve(BASE, eligibility=ruled(consent.is_true & MISSPELT.is_true)),
    ),
    ("Edition.eligibility", "never-answered", attrs.evolve(BASE, register_facts=())),
    (
        "Edition.register_facts",
        "answered-by-the-chain",
        attrs.evolve(BASE, register_facts=(adult, consent)),
    ),
    ("Edition.requirements", "another-event", requiring(Enrolled, escorted.is_true)),
    (
        "Edition.eligibility",
        "another-event",
        attrs.evolve(BASE, eligibility=ruled(account_ready.is_true)),
    ),
    ("Edition.requirements", "asked-for-a-no", requiring(TravelStarted, escorted.is_false)),
    ("Edition.requirements", "asked-for-a-no", requiring(Enrolled, ~new_event.is_true)),
    ("Limit.applies", "never-answered", with_limit(applies=MISSPELT.is_true)),
    ("Limit.applies", "another-event", with_limit(applies=use_fits.is_true)),
)
"""Editions that cannot be answered: the field, the code, and the edition."""


@pytest.mark.parametrize(("field", "code", "edition"), WRONG, ids=lambda each: str(each)[:24])
def test_an_edition_that_cannot_be_answered_is_refused(
    field: str, code: str, edition: Edition
) -> None:
    """The field and the code say what is wrong with it."""
    with pytest.raises(InvalidValue) as refused:
        check_edition(edition)
    assert (field, code) == (refused.value.field, refused.value.code)


def test_every_question_that_cannot_be_answered_is_named() -> None:
    """In the order of their names."""
    other: Fact[bool] = Fact("adutl", bool, SOME)
    edition = attrs.evolve(BASE, eligibility=ruled(MISSPELT.is_true & other.is_true))
    with pytest.raises(InvalidValue, match=r"cannot ask this: adutl, consnet \["):
        check_edition(edition)


@pytest.mark.parametrize(
    "edition",
    [
        requiring(Exception, consent.is_true),
        with_limit(starts=Exception),
        with_limit(met_by=(ServiceDelivered, Exception)),
        with_limit(stopped_by=(Exception,)),
        attrs.evolve(BASE, cadences=(attrs.evolve(BASE.cadences[0], met_by=Exception),)),
    ],
)
def test_an_event_that_the_table_does_not_have_is_refused(edition: Edition) -> None:
    """Neither a requirement nor a limit nor a cadence can name it."""
    with pytest.raises(UnknownEvent):
        check_edition(edition)


def policy_of(edition: Edition) -> Policy:
    """A policy with this edition alone."""
    changed: Policy = attrs.evolve(KEMENSOS, editions=Dated((DatedValue(edition, ERAS[0].day),)))
    return changed


def test_a_case_refuses_such_an_edition_before_it_judges_anything() -> None:
    """A requirement on a misspelt fact would otherwise wait for an answer for ever."""
    era = ERAS[0]
    policy = policy_of(requiring(Enrolled, MISSPELT.is_true))
    case = Case.open(deported(era))
    enrolled = next(candidates(case, Enrolled, era.day, era.edition))
    request = next(candidates(case, ServiceRequested, era.day, era.edition))
    asked = Case.replay((*case.events, request))
    for ask in (
        lambda: case.consider(enrolled, under=policy),
        lambda: case.record(enrolled, under=policy),
        lambda: case.next_steps(under=policy, on=era.day),
        lambda: case.possible(under=policy, on=era.day),
        lambda: case.facts(on=era.day, edition=policy.at(era.day)),
        lambda: due(asked, under=policy, on=era.day),
    ):
        with pytest.raises(InvalidValue, match="consnet"):
            ask()


def test_what_a_rule_may_ask_of_its_own_event_is_let_through() -> None:
    """An escort of a trip, an account of an award, a cadence of a report."""
    check_edition(requiring(TravelStarted, escorted.is_true))
    check_edition(requiring(Awarded, account_ready.is_true))
    check_edition(requiring(SessionAttended, only_known_modules))
    check_edition(with_limit(met_by=(CompanionReported,)))


@by_era
def test_the_facts_about_an_event_are_answered_by_exactly_the_events_that_are_named(
    era: Era,
) -> None:
    """What each stage answers of its events is what `ANSWERED_BY` says."""
    for kind, place in PLACES.items():
        for case in pool(era)[:3]:
            event = next(candidates(case, kind, case.records.last_on, era.edition))
            answered = set(case.records.of_stage(place.stage).particulars(event))
            assert {n for n, kinds in ANSWERED_BY.items() if kind in kinds} <= answered, kind


def test_a_question_is_positive_wherever_it_stands_but_under_a_negation() -> None:
    """In alternatives and in counts it is; a comparison with no, or a denial, is none."""
    name, fair, other = new_event.name, new_event.is_true, consent.is_true
    for whole in (fair, fair & other, AnyOf((fair, other)), AtLeast(1, (fair, other)), ruled(fair)):
        assert asked_positively(whole, name)
    for unfair in (new_event.is_false, Not(fair), fair & ~(fair | other), new_event.is_missing):
        assert not asked_positively(unfair, name)
    assert asked_positively(Not(other), name)
