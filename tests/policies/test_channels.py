"""Who needs an account of their own: only who is paid into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Openness
from reintegra.chain.award import Awarded
from reintegra.chain.policy import Stated
from reintegra.chain.stimulus import NoAccountStated
from reintegra.policies.kemensos import KEMENSOS
from reintegra.rules import Dated, DatedValue, Missing, Outcome
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.texts import Text
from tests.chain.journeys import ADULT, ERAS, SCRIPTS, Era, arrived_at, awarded, taken

if TYPE_CHECKING:
    from reintegra.chain import Case, Policy

by_era = pytest.mark.parametrize("era", ERAS[:2], ids=lambda era: era.code)
OTHERS = [channel for channel in Channel if channel is not Channel.OWN_ACCOUNT]
CONSENT = SCRIPTS["stimulus"][1]


def without_an_account(era: Era) -> Case:
    """A case that meets every condition of the stimulus, of somebody who has no account."""
    return taken(arrived_at(era, "stimulus"), era, NoAccountStated, CONSENT)


def award(case: Case, era: Era, channel: Channel) -> Awarded:
    """An award of the era by a channel, on the day of the last event."""
    on = case.records.last_on
    return awarded(case, on, era.edition, Purpose.BUSINESS_STIMULUS, channel)


@by_era
@pytest.mark.parametrize("channel", OTHERS)
def test_aid_by_another_channel_needs_no_account(era: Era, channel: Channel) -> None:
    """Sambas 2019 through the LKS, a card in 2020, goods in 2022 and 2023."""
    case = without_an_account(era)
    event = award(case, era, channel)
    assert case.consider(event, under=KEMENSOS, knowing=ADULT).met
    on = event.on
    facts = case.facts(on=on, edition=era.edition, knowing=ADULT, channel=channel)
    assert Outcome.MET is era.edition.eligibility.judge(facts).outcome


@by_era
def test_aid_into_the_own_account_needs_one(era: Era) -> None:
    """Who has none is refused by the rule and by the row; who was not asked is asked."""
    case = without_an_account(era)
    event = award(case, era, Channel.OWN_ACCOUNT)
    verdict = case.consider(event, under=KEMENSOS, knowing=ADULT)
    assert ["account-ready", "own-account"] == [reason.code for reason in verdict.failed]
    facts = case.facts(on=event.on, edition=era.edition, knowing=ADULT)
    assert Outcome.NOT_MET is era.edition.eligibility.judge(facts).outcome
    unasked = taken(arrived_at(era, "stimulus"), era, CONSENT)
    facts = unasked.facts(on=unasked.records.last_on, edition=era.edition, knowing=ADULT)
    verdict = era.edition.eligibility.judge(facts)
    assert ["own_account"] == [missing.fact.name for missing in verdict.missing]


@by_era
def test_where_nobody_said_how_aid_arrives_nobody_is_refused_for_it(era: Era) -> None:
    """A channel that is not known leaves the answer open, and is what to ask."""
    case = without_an_account(era)
    facts = case.facts(on=case.records.last_on, edition=era.edition, knowing=ADULT, channel=None)
    verdict = era.edition.eligibility.judge(facts)
    assert Outcome.UNDETERMINED is verdict.outcome
    assert [("no_own_account_needed", Missing.UNKNOWN)] == [
        (missing.fact.name, missing.why) for missing in verdict.missing
    ]
    known = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
    facts = known.facts(on=known.records.last_on, edition=era.edition, knowing=ADULT, channel=None)
    assert Outcome.MET is era.edition.eligibility.judge(facts).outcome


def restricted(era: Era, *channels: Channel) -> Policy:
    """The policy of the era with these channels only."""
    some: Any = Stated(frozenset(channels), Text(id="Sebagian", en="Some"))
    edition = attrs.evolve(era.edition, channels=some)
    return attrs.evolve(KEMENSOS, editions=Dated((DatedValue(edition, era.day),)))


@by_era
@pytest.mark.parametrize(
    ("channels", "openness"),
    [
        ((Channel.OWN_ACCOUNT,), Openness.BLOCKED),
        ((Channel.VIA_LKS,), Openness.OPEN),
        ((Channel.OWN_ACCOUNT, Channel.IN_KIND), Openness.OPEN),
    ],
)
def test_an_award_is_open_if_some_channel_of_the_edition_reaches_the_person(
    era: Era, channels: tuple[Channel, ...], openness: Openness
) -> None:
    """Open exactly when `record` accepts the award by one of the channels."""
    case = without_an_account(era)
    policy = restricted(era, *channels)
    on = case.records.last_on
    steps = case.next_steps(under=policy, on=on, knowing=ADULT)
    (step,) = (step for step in steps if step.event is Awarded)
    assert openness is step.openness
    accepted = [
        case.consider(award(case, era, channel), under=policy, knowing=ADULT).met
        for channel in Channel
    ]
    assert (openness is Openness.OPEN) is any(accepted)
