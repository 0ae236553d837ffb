"""Codes that events name: points, regencies, items and options; and what begins a link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case
from reintegra.chain.award import Awarded
from reintegra.chain.deportation import ArrivalReceived, Screened
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, GuidanceLeft, SessionAttended
from reintegra.chain.homecoming import HandedOver, ReturnAttested, ReturnedUnassisted
from reintegra.chain.rehabilitation import NeedsAssessed, ServiceRefused
from reintegra.chain.reintegration import Answer, InstrumentAnswered, RiskFlagged
from reintegra.chain.stage import Event, regency_level
from reintegra.chain.stimulus import AccountRegistered, ConsentRecorded, NoAccountStated
from reintegra.chain.table import code_of
from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.rules import Missing
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.places import POINTS_OF_ENTRY, PointOfEntry
from reintegra.vocabulary.regions import RegionCode, retired_codes
from tests.chain.journeys import (
    CASE,
    ERAS,
    Era,
    arrived_at,
    attested,
    awarded,
    candidates,
    deported,
    taken,
    whole_journey,
)

if TYPE_CHECKING:
    from reintegra.chain.policy import Instrument

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def one(kind: type[Event], era: Era) -> Any:
    """Some well-formed event of this type."""
    return next(candidates(whole_journey(era), kind, era.day, era.edition))


def test_a_code_of_no_known_point_of_arrival_is_refused() -> None:
    """As a name is; and it is not repeated."""
    unknown: Any = Code("nowhere-at-all")
    with pytest.raises(OutsideCoverage) as outside:
        ArrivalReceived(case=CASE, on=ERAS[0].day, at=unknown)
    assert "nowhere" not in str(outside.value)
    for point in POINTS_OF_ENTRY:
        assert point.code == ArrivalReceived(case=CASE, on=ERAS[0].day, at=point.code).at


def test_a_point_of_your_own_is_handed_in_as_a_point() -> None:
    """Points are data: whoever knows another one says what it is."""
    own: Any = PointOfEntry(Code("own-harbour"), "Pelabuhan Contoh")
    assert own.code == ArrivalReceived(case=CASE, on=ERAS[0].day, at=own).at


@pytest.mark.parametrize("kind", [HandedOver, ReturnedUnassisted, ReturnAttested], ids=code_of)
def test_a_province_is_no_area_of_origin(kind: type[Event]) -> None:
    """The three events that name one want a regency or city; unknown and retired codes are kept."""
    event = one(kind, ERAS[0])
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(event, regency=RegionCode("52"))
    assert (f"{kind.__name__}.regency", "province") == (refused.value.field, refused.value.code)
    retired = next(each.code for each in retired_codes() if each.code != each.code.province)
    for code in (RegionCode("99.99"), retired):
        assert code == attrs.evolve(event, regency=code).regency
        regency_level("any", code)


@pytest.mark.parametrize(
    ("kind", "field"),
    [(Screened, "indications"), (NeedsAssessed, "needs"), (InstrumentAnswered, "answers")],
)
def test_nothing_is_named_twice_in_one_event(kind: type[Event], field: str) -> None:
    """An item, a need, an answer: each once, also where the second answer is another one."""
    event = one(kind, ERAS[0])
    first = getattr(event, field)[0]
    other = attrs.evolve(first, option=Missing.UNKNOWN) if isinstance(first, Answer) else first
    for again in (first, other):
        with pytest.raises(InvalidValue) as refused:
            attrs.evolve(event, **{field: (first, again)})
        assert (f"{kind.__name__}.{field}", "twice") == (refused.value.field, refused.value.code)
        assert str(getattr(first, "item", first)) not in str(refused.value)


@by_era
def test_an_answer_is_one_of_the_options_of_its_instrument(era: Era) -> None:
    """Or the reason why there is none; any other code is refused."""
    case = arrived_at(era, "stimulus")
    event: Any = next(candidates(case, InstrumentAnswered, case.records.last_on, era.edition))
    item = event.answers[0].item
    options = era.edition.instruments[0].options
    named: list[Code | Missing] = [*(option.code for option in options), *Missing]
    for option, met in (*((each, True) for each in named), (Code("bananas"), False)):
        told = attrs.evolve(event, answers=(Answer(item, option),))
        verdict = case.consider(told, under=era.policy, knowing=era.knowing)
        assert met is verdict.met, option
        assert met or ["instrument-known"] == [reason.code for reason in verdict.failed]


def test_an_instrument_without_options_takes_any_code() -> None:
    """Where a policy names none, nothing is said about them."""
    whole = ERAS[0].edition.instruments[0]
    free: Instrument = attrs.evolve(whole, options=())
    assert (False, True) == (whole.offers([Code("bananas")]), free.offers([Code("bananas")]))
    assert whole.offers(option.code for option in whole.options)


@by_era
def test_a_link_has_begun_once_its_status_changed(era: Era) -> None:
    """What is noted at the border begins neither reintegration nor stimulus."""
    case = Case.open(deported(era))
    for kind in (RiskFlagged, NoAccountStated, AccountRegistered, ConsentRecorded):
        assert "deportation" == taken(case, era, kind).stage.code, kind
    assert "rehabilitation" == taken(case, era, ServiceRefused).stage.code
    assert "homecoming" == Case.open(attested(era)).stage.code
    assert "reintegration" == whole_journey(era).stage.code


@by_era
def test_guidance_of_an_old_enrolment_does_not_count_for_a_new_one(era: Era) -> None:
    """One session, left, enrolled again: nothing attended, nothing completed, the session kept."""
    before = taken(arrived_at(era, "guidance"), era, Enrolled, SessionAttended)
    for way_out in (GuidanceLeft, GuidanceCompleted):
        again = taken(before, era, way_out, Enrolled)
        known = again.facts(on=again.records.last_on, edition=era.edition)
        assert (False, False) == (known["guidance_attended"], known["guidance_completed"])
        assert (1, 0) == (len(again.guidance.sessions), len(again.guidance.attended))
        assert before.guidance.hours == again.guidance.hours
        assert None is again.guidance.completed_on
        done = taken(again, era, SessionAttended, GuidanceCompleted)
        known = done.facts(on=done.records.last_on, edition=era.edition)
        assert (True, True) == (known["guidance_attended"], known["guidance_completed"])
        assert (2, 1) == (len(done.guidance.sessions), len(done.guidance.attended))


def test_an_award_waits_for_the_guidance_of_the_newest_enrolment() -> None:
    """Under both editions of the Ministry: enrolled again and never come is not guided."""
    for era in ERAS[:2]:
        case = taken(arrived_at(era, "guidance"), era, Enrolled, SessionAttended, GuidanceLeft)
        case = taken(case, era, Enrolled, AccountRegistered, ConsentRecorded)
        on = case.records.last_on + timedelta(1)
        award = awarded(case, on, era.edition, Purpose.BUSINESS_STIMULUS, Channel.OWN_ACCOUNT)
        verdict = case.consider(award, under=era.policy, knowing=era.knowing)
        assert ["guidance-attended"] == [reason.code for reason in verdict.failed]
        assert "asumsi" in verdict.failed[0].text("id")
        assert "assumption" in verdict.failed[0].text("en")
        assert Awarded in taken(case, era, SessionAttended).possible(
            under=era.policy, on=on, knowing=era.knowing
        )
