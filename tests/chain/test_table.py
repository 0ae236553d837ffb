"""The table and the functions say the same: every row is taken, and nothing beside the rows."""

from __future__ import annotations

import itertools
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, Event, Row, Stage
from reintegra.chain.award import OF_AN_AWARD, GoodsHandedOver, PaymentReturned
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.deportation import Deported
from reintegra.chain.ending import Closed
from reintegra.chain.homecoming import HandedOver
from reintegra.chain.rehabilitation import NeedsAssessed, RehabilitationStatus
from reintegra.chain.table import PLACES, STATUS_FACTS, code_of, place_of
from reintegra.errors import InvalidValue, TransitionRefused, UnknownEvent
from reintegra.lifecycle import mermaid
from reintegra.vocabulary.texts import LANGUAGES, Language, Text, Worded
from tests.chain.exploring import (
    LENIENT,
    STAGES,
    ended,
    examples,
    explored,
    never_under,
    pool,
)
from tests.chain.journeys import ERAS, Era, candidates, deported

ROOT = Path(__file__).parents[2]
by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
by_stage = pytest.mark.parametrize("stage", CHAIN, ids=lambda stage: stage.code)

Arrow = tuple[type[Event], Worded, Worded]


def words_of(event: type) -> Text:
    """The words of an event class."""
    words: Text = vars(event)["words"]
    return words


def arrows_of(stage: Stage) -> set[Arrow]:
    """Every step that the table of a stage lists, a deportation apart, which only opens a case."""
    return {
        (row.event, before, after)
        for row in stage.rows
        for before in row.when
        for after in row.leads_to(before)
        if row.event is not Deported
    }


def arrows_taken(era: Era, stage: Stage) -> set[Arrow]:
    """Every step that the real case took in this stage."""
    return {step.arrow for step in explored(era, stage.code)[1]}


@pytest.mark.long
@by_stage
@by_era
def test_no_step_leads_where_its_row_does_not(era: Era, stage: Stage) -> None:
    """Whatever was recorded, the status after it stands in the row of the event."""
    assert set() == arrows_taken(era, stage) - arrows_of(stage)


@pytest.mark.long
@by_stage
def test_every_row_is_taken_from_every_status_to_every_status(stage: Stage) -> None:
    """What the table lists happens under one of the editions; the rows promise nothing more."""
    assert arrows_of(stage) == set().union(*(arrows_taken(era, stage) for era in (*ERAS, LENIENT)))


@pytest.mark.long
@by_stage
@by_era
def test_each_edition_takes_every_row_outside_the_stimulus(era: Era, stage: Stage) -> None:
    """Channels and tranches narrow the stimulus; since 2023 agreement comes before assessment."""
    missing = {(kind, before) for kind, before, _ in arrows_of(stage) - arrows_taken(era, stage)}
    unagreed = {(NeedsAssessed, RehabilitationStatus.REQUESTED)}
    narrowed = unagreed if (era.code, stage.code) == ("kemensos-2023", "rehabilitation") else set()
    assert stage.code == "stimulus" or narrowed == missing


@by_era
def test_only_goods_depend_on_the_channels_of_an_edition(era: Era) -> None:
    """The sandbox gives nothing in kind; a deportation never happens to a case that has begun."""
    goods = {GoodsHandedOver} if era.code == "sandbox" else set()
    assert {Deported} | goods == never_under(era)


def test_a_deportation_leads_from_nothing_to_deported() -> None:
    """The one row that only the opening of a case takes."""
    (row,) = (row for row in CHAIN[0].rows if row.event is Deported)
    assert (CHAIN[0].start.status,) == row.when
    assert (Case.open(deported(ERAS[0])).deportation.status,) == row.to


@pytest.mark.long
@by_stage
@by_era
def test_what_the_table_does_not_have_is_refused_and_changes_nothing(
    era: Era, stage: Stage
) -> None:
    """Every event in every status in which its row does not permit it, one reason naming that."""
    met: set[tuple[type[Event], Worded]] = set()
    for case in explored(era, stage.code)[0]:
        on, before = case.records.last_on + timedelta(1), Case.replay(case.events)
        for kind in stage.table.events:
            for event in itertools.islice(candidates(case, kind, on, era.edition), 8):
                status = case.records.of_stage(stage).status_for(event)
                if status in place_of(kind).row.when:
                    continue
                met.add((kind, status))
                with pytest.raises(TransitionRefused) as refused:
                    case.record(event, under=era.policy, knowing=era.knowing)
                verdict = refused.value.verdict
                assert f"{stage.code}-status" in {reason.code for reason in verdict.failed}
                assert before == case
    seen = {step for case in explored(era, stage.code)[0] for step in _statuses(case, stage)}
    pairs = {(row.event, status) for row in stage.rows for status in set(seen) - set(row.when)}
    assert {(kind, status) for kind, status in pairs if _can_be_found(kind, status)} == met


def _statuses(case: Case, stage: Stage) -> set[Worded]:
    record = case.records.of_stage(stage)
    return (
        {record.status, *(award.status for award in case.stimulus.awards)}
        if (stage.code == "stimulus")
        else {record.status}
    )


def _can_be_found(kind: type[Event], status: Worded) -> bool:
    """A new award has no status yet, whatever the earlier ones have."""
    return place_of(kind).stage.code != "stimulus" or kind in OF_AN_AWARD or status == "not-awarded"


@by_era
def test_the_status_of_the_case_decides_as_the_row_says(era: Era) -> None:
    """Every event in every status of the case: work needs an open case, settling does not."""
    for kind, step in examples(era).items():
        place = place_of(kind)
        if place.stage is CHAIN[-1]:
            continue
        for status in CaseStatus:
            case = ended(step.case, status, step.event.on)
            verdict = case.consider(step.event, under=era.policy, knowing=era.knowing)
            codes = {reason.code for reason in verdict.failed}
            assert (status in place.row.while_case) is verdict.met, (kind, status)
            assert (status not in place.row.while_case) is ("case-status" in codes), (kind, status)


def test_an_ending_is_judged_by_the_case_alone() -> None:
    """The status of the ending is that of the case, so its rows name no other."""
    assert all(set(CaseStatus) == set(row.while_case) for row in CHAIN[-1].rows)


def test_every_event_has_one_place() -> None:
    """No event stands in two stages, and each place names its row."""
    events = [row.event for stage in CHAIN for row in stage.rows]
    assert len(set(events)) == len(events) == len(PLACES)
    assert all(kind is PLACES[kind].row.event for kind in events)


def test_what_is_kept_is_part_of_when() -> None:
    """A row keeps no status in which it is not possible, and each of its `to` can be reached."""
    for place in PLACES.values():
        row = place.row
        assert {*row.keeps, *row.may_keep} <= set(row.when)
        moved = {after for status in row.when for after in row.leads_to(status)}
        assert set(row.to) <= moved


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"keeps": (CaseStatus.DIED,)}, "keeps"),
        ({"may_keep": (CaseStatus.DIED,)}, "keeps"),
        ({"while_case": ()}, "never"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(changes: Any, code: str) -> None:
    """It keeps no status in which its event is impossible, and names a status of the case."""
    with pytest.raises(InvalidValue) as refused:
        Row(Closed, when=(CaseStatus.OPEN,), to=(CaseStatus.CLOSED,), **changes)
    assert code == refused.value.code


def test_a_row_may_keep_a_status_or_leave_it() -> None:
    """Both are said: of a payment that came back while another one flies, and of no other."""
    row = place_of(PaymentReturned).row
    assert (StimulusStatus.RETURNED, StimulusStatus.SENT) == row.leads_to(StimulusStatus.SENT)
    assert (StimulusStatus.CANCELLED,) == row.leads_to(StimulusStatus.CANCELLED)
    assert {PaymentReturned} == {kind for kind, place in PLACES.items() if place.row.may_keep}


def test_a_status_outside_the_row_leads_nowhere() -> None:
    """A row says nothing of a status in which its event is not possible."""
    row = place_of(HandedOver).row
    assert () == row.leads_to(CHAIN[1].start.status)


def test_codes_are_words_joined_by_hyphens() -> None:
    """The code of an event class is its name in lower case."""
    assert "handed-over" == code_of(HandedOver)
    assert "use-accounted" == code_of(next(kind for kind in PLACES if "UseAcc" in kind.__name__))
    assert len(PLACES) == len({code_of(kind) for kind in PLACES})


@pytest.mark.parametrize("stranger", [Event, int, type], ids=lambda kind: str(kind.__name__))
def test_a_class_that_is_no_event_of_the_chain_has_no_place(stranger: type) -> None:
    """Not even the base class of all events."""
    with pytest.raises(UnknownEvent) as unknown:
        place_of(stranger)
    assert stranger is unknown.value.event_type


def test_the_layers_of_the_imports_name_the_stages_backwards() -> None:
    """import-linter lists the latest link highest, so that none imports a later one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (
        contract["layers"]
        for contract in contracts
        if contract.get("containers") == ["reintegra.chain"]
    )
    assert list(STAGES) == [layer for layer in reversed(layers) if layer in STAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_has_every_arrow_of_the_table(language: Language) -> None:
    """One state for each status, and each event's words on each of its arrows."""
    tables = [stage.table for stage in CHAIN]
    lines = mermaid(tables, language, naming=words_of)
    for stage in CHAIN:
        prefix = stage.table.statuses.__name__
        assert f'state "{stage.name(language)}" as {prefix} {{' in lines
        for row in stage.rows:
            for before, after in ((b, a) for b in row.when for a in row.leads_to(b)):
                start = f"{prefix}_{before}".replace("-", "_")
                end = f"{prefix}_{after}".replace("-", "_")
                (line,) = (text for text in lines.splitlines() if f" {start} --> {end}:" in text)
                assert words_of(row.event)(language) in line


def test_status_facts_speak_of_their_stage() -> None:
    """Each stage has a fact whose words name it, and whose values are its statuses."""
    assert list(STAGES) == list(STATUS_FACTS)
    for code, fact in STATUS_FACTS.items():
        assert STAGES[code].table.statuses is fact.type
        named = "kasus" if code == "ending" else STAGES[code].name("id").lower()
        assert f"Status {named}" == fact.text("id")


@by_era
def test_the_explored_states_are_many(era: Era) -> None:
    """The walks found every status of every stage, so that the tests above speak of all."""
    cases = pool(era)
    for stage in CHAIN:
        statuses = {status for case in cases for status in _statuses(case, stage)}
        unpaid = {"part-paid"} if stage.code == "stimulus" and era.code != "sandbox" else set()
        assert {str(each) for each in stage.table.statuses} - unpaid == {str(s) for s in statuses}
