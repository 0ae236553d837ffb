"""Every pair that the table does not have is refused and changes nothing: all pairs."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, Event, Stage
from reintegra.chain.award import Awarded
from reintegra.errors import TransitionRefused
from reintegra.journal import Journal
from reintegra.journal.memory import MemoryStore
from tests.chain.exploring import LENIENT, ended, explored
from tests.chain.journeys import ERAS, Era, candidates
from tests.journal.events import append

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.chain.stage import Record, Row
    from reintegra.vocabulary.texts import Worded

Pair = tuple[type[Event], "Worded", CaseStatus]
MOST = 12
by_stage = pytest.mark.parametrize("stage", CHAIN, ids=lambda stage: str(stage.code))


def _is_in_the_table(row: Row, status: Worded, case_status: CaseStatus) -> bool:
    return status in row.when and case_status in row.while_case


def pairs_beside(stage: Stage) -> set[Pair]:
    """Every event of a stage with every status of the stage and of the case in which it cannot be.

    The status of the last stage is that of the case.
    """
    kind: Any = stage.table.statuses
    statuses: list[Worded] = list(kind)
    return {
        (row.event, status, case_status)
        for row in stage.rows
        for status, case_status in itertools.product(statuses, CaseStatus)
        if stage is not CHAIN[-1] or status is case_status
        if not _is_in_the_table(row, status, case_status)
    }


def _cases(era: Era, stage: Stage) -> Iterator[Case]:
    """Every state of a stage while its case is open, and the same in every status of the case."""
    for case in explored(era, stage.code)[0]:
        if case.ending.status is CaseStatus.OPEN:
            for status in CaseStatus:
                yield ended(case, status, case.records.last_on)


def _tried(era: Era, stage: Stage, case: Case, row: Row) -> Iterator[tuple[Event, Worded]]:
    """Events of one type that could be recorded, each with the status that decides about it."""
    on = case.records.last_on + timedelta(1)
    for event in itertools.islice(candidates(case, row.event, on, era.edition), MOST):
        yield event, case.records.of_stage(stage).status_for(event)
        if isinstance(event, Awarded):
            for award in case.stimulus.awards:
                yield attrs.evolve(event, award=award.terms.award), award.status


def refused_pairs(era: Era, stage: Stage) -> set[Pair]:
    """The pairs beside the table that were tried in the real case, and refused."""
    found: set[Pair] = set()
    for case in _cases(era, stage):
        kept: Kept | None = None
        for row in stage.rows:
            for event, status in _tried(era, stage, case, row):
                pair = (row.event, status, case.ending.status)
                if not _is_in_the_table(row, status, case.ending.status) and pair not in found:
                    kept = Kept.of(case) if kept is None else kept
                    assert_refused(era, stage, kept, event)
                    found.add(pair)
    return found


@attrs.frozen(eq=False)
class Kept:
    """A case and the journal that holds its events, with every row as it was kept, by its bytes."""

    case: Case
    store: MemoryStore
    rows: tuple[object, ...]

    @classmethod
    def of(cls, case: Case) -> Kept:
        """The journal of a case."""
        store = MemoryStore()
        append(Journal(store), case.id, case.events)
        return cls(case, store, tuple(store.scan(0, case.version + 1)))


def assert_refused(era: Era, stage: Stage, kept: Kept, event: Event) -> None:
    """The refusal names the status that stands against it; case and journal stay as they were."""
    case, journal = kept.case, Journal(kept.store)
    before = (case.events, case.records, case.version)
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    codes = {reason.code for reason in verdict.failed}
    assert not verdict.met
    assert codes & {f"{stage.code}-status", "case-status"}
    with pytest.raises(TransitionRefused) as refused:
        append(journal, case.id, [recorded(era, case, event)], expected=case.version)
    assert verdict == refused.value.verdict
    assert before == (case.events, case.records, case.version)
    assert case == Case.replay(case.events)
    assert kept.rows == tuple(kept.store.scan(0, case.version + 1))


def recorded(era: Era, case: Case, event: Event) -> Event:
    """The event as the case has recorded it: what an embedding application keeps."""
    return case.record(event, under=era.policy, knowing=era.knowing).events[-1]


def beside_others(era: Era, stage: Stage, case: Case) -> Iterator[Case]:
    """The case with each other stage in each of its statuses, one stage at a time."""
    for other in CHAIN[:-1]:
        if other is stage:
            continue
        held: dict[Worded, Record] = {}
        for each in explored(era, other.code)[0]:
            record = each.records.of_stage(other)
            held.setdefault(record.status, record)
        for record in held.values():
            changed: dict[str, Any] = {other.code: record}
            yield attrs.evolve(case, records=attrs.evolve(case.records, **changed))


@pytest.mark.long
@by_stage
def test_no_status_of_another_stage_permits_what_the_table_does_not_have(stage: Stage) -> None:
    """Each pair beside the table, with each status of each of the other stages."""
    era = LENIENT if stage.code == "stimulus" else ERAS[0]
    tried: set[tuple[Worded, type[Event]]] = set()
    for case in explored(era, stage.code)[0]:
        status = case.records.of_stage(stage).status
        beside = [row for row in stage.rows if status not in row.when]
        for row in beside:
            if (status, row.event) in tried:
                continue
            tried.add((status, row.event))
            for other in beside_others(era, stage, case):
                on = max(case.records.last_on, other.records.last_on) + timedelta(1)
                event = next(iter(candidates(case, row.event, on, era.edition)))
                if other.records.of_stage(stage).status_for(event) not in row.when:
                    verdict = other.consider(event, under=era.policy, knowing=era.knowing)
                    assert f"{stage.code}-status" in {reason.code for reason in verdict.failed}
    assert {row.event for row in stage.rows if set(row.when) != set(_all(stage))} == {
        event for _, event in tried
    }


def _all(stage: Stage) -> tuple[Worded, ...]:
    kind: Any = stage.table.statuses
    return tuple(kind)


@pytest.mark.long
@by_stage
def test_every_pair_that_the_table_does_not_have_is_refused(stage: Stage) -> None:
    """All statuses of a stage and of the case, with all events of the stage, under every edition.

    An event about an award that nobody made finds it not awarded; an award under the number of
    another finds that one.
    """
    eras = (*ERAS, LENIENT) if stage.code == "stimulus" else ERAS
    tried = set[Pair]().union(*(refused_pairs(era, stage) for era in eras))
    assert pairs_beside(stage) == tried
