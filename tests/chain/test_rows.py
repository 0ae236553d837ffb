"""The table as it was agreed, written a second time by hand: a row that changes is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reintegra.chain import CHAIN, CaseStatus, Stage
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.deportation import DeportationStatus
from reintegra.chain.guidance import GuidanceStatus
from reintegra.chain.homecoming import HomecomingStatus
from reintegra.chain.rehabilitation import RehabilitationStatus
from reintegra.chain.reintegration import ReintegrationStatus
from reintegra.chain.table import code_of
from reintegra.lifecycle import dead_ends, reachable
from tests.chain.exploring import explored
from tests.chain.journeys import ERAS, Era

if TYPE_CHECKING:
    from reintegra.vocabulary.texts import Worded

AGREED = {
    "deportation": """
        deported: not-started > deported
        arrival-received: deported > received
        health-checked: received > =
        screened: any > =
        status-determined: any > =
    """,
    "homecoming": """
        shelter-admitted: not-started waiting travelling in-care returned > sheltered
        shelter-left: sheltered > waiting
        travel-started: not-started waiting in-care > travelling; travelling > =
        handed-over: waiting travelling in-care > returned in-care
        returned-unassisted: not-started waiting travelling in-care > returned
        return-attested: not-started waiting travelling in-care > returned
    """,
    "rehabilitation": """
        service-requested: not-started completed refused > requested
        agreement-signed: requested > agreed; assessed > =
        needs-assessed: requested agreed > assessed; assessed planned served completed > =
        plan-agreed: assessed > planned; planned served > =
        service-delivered: requested agreed assessed served > =; planned > served
        service-referred: requested agreed assessed planned served > =
        service-refused: not-started requested agreed assessed planned served > refused
        rehabilitation-completed: served > completed
    """,
    "guidance": """
        enrolled: not-started completed left > enrolled
        session-attended: enrolled > attending; attending > =
        session-missed: enrolled attending > =
        guidance-completed: attending > completed
        guidance-left: enrolled attending > left
    """,
    "stimulus": """
        account-registered: any > =
        no-account-stated: any > =
        consent-recorded: any > =
        awarded: not-awarded > awarded
        payment-sent: awarded returned part-paid > sent
        payment-confirmed: sent > part-paid received
        payment-returned: sent > sent returned; returned part-paid received accounted > returned;\
 cancelled > =
        goods-handed-over: awarded > received
        symbolic-handover-held: any > =
        use-accounted: sent returned part-paid cancelled > =; received > received accounted
        award-reduced: awarded returned part-paid > =
        aid-paid-back: sent returned part-paid cancelled accounted > =;\
 received > received accounted
        award-cancelled: awarded returned part-paid accounted > cancelled
    """,
    "reintegration": """
        business-started: not-started > accompanied; accompanied confirmed > =
        companion-reported: not-started > accompanied; accompanied confirmed > =
        follow-up-visited: not-started > accompanied; accompanied confirmed > =
        instrument-answered: any > =
        reintegration-confirmed: accompanied confirmed > confirmed
        risk-flagged: any > =
        migrated-again: any > =
    """,
    "ending": """
        closed: open contact-lost absconded left transferred > closed
        reopened: closed absconded left transferred died > open
        contact-lost: open > contact-lost
        contact-regained: contact-lost > open
        transferred: open > transferred
        absconded: open > absconded
        left-against-advice: open > left
        died: open contact-lost absconded left transferred closed > died
    """,
}
"""Event, statuses in which it is possible, and after `>` those to which it leads; `=` is none."""

EVER = {
    "payment-confirmed",
    "payment-returned",
    "award-reduced",
    "aid-paid-back",
    "award-cancelled",
}
"""What settles money, and is possible whatever has become of the case."""

SOUGHT = {"status-determined", "follow-up-visited", "risk-flagged"}
"""What goes on while contact is lost: somebody looks for the person, and authorities decide."""

ANY_DAY = {
    "screened",
    "status-determined",
    "companion-reported",
    "follow-up-visited",
    "instrument-answered",
    "risk-flagged",
    "died",
}
"""What may be dated before later events of its stage: none of them depends on their order."""

COUNTS = {
    "kemensos-2018": {
        "deportation": (3, 8),
        "homecoming": (6, 24),
        "rehabilitation": (29, 31),
        "guidance": (5, 10),
        "stimulus": (50, 46),
        "reintegration": (5, 20),
        "ending": (14, 21),
    },
    "kemensos-2023": {
        "deportation": (3, 8),
        "homecoming": (6, 24),
        "rehabilitation": (19, 30),
        "guidance": (5, 10),
        "stimulus": (50, 46),
        "reintegration": (4, 20),
        "ending": (14, 21),
    },
    "sandbox": {
        "deportation": (3, 8),
        "homecoming": (6, 24),
        "rehabilitation": (29, 31),
        "guidance": (5, 10),
        "stimulus": (200, 64),
        "reintegration": (4, 20),
        "ending": (14, 21),
    },
}
"""States that can be told apart, and steps between two statuses, by era and stage."""


def agreed_arrows(stage: Stage) -> set[tuple[str, str, str]]:
    """The steps of one stage as they stand above."""
    statuses = [str(status) for status in stage.table.statuses]
    arrows = set()
    for line in AGREED[stage.code].strip().splitlines():
        event, _, ways = line.strip().partition(": ")
        for way in ways.split("; "):
            before, _, after = way.partition(" > ")
            for status in statuses if before == "any" else before.split():
                targets = [status] if after == "=" else after.split()
                arrows |= {(event, status, target) for target in targets}
    return arrows


@pytest.mark.parametrize("stage", CHAIN, ids=lambda stage: stage.code)
def test_the_table_is_the_one_that_was_agreed(stage: Stage) -> None:
    """Every event, every status in which it is possible, and every status to which it leads."""
    arrows = {
        (code_of(row.event), str(before), str(after))
        for row in stage.rows
        for before in row.when
        for after in row.leads_to(before)
    }
    assert agreed_arrows(stage) == arrows


def test_only_what_settles_money_outlives_an_open_case() -> None:
    """While contact is lost the search goes on; every other event of a stage needs an open case."""
    cases: dict[tuple[CaseStatus, ...], set[str]] = {}
    for row in (row for stage in CHAIN[:-1] for row in stage.rows):
        cases.setdefault(row.while_case, set()).add(code_of(row.event))
    open_only = cases.pop((CaseStatus.OPEN,))
    assert {
        tuple(CaseStatus): EVER,
        (CaseStatus.OPEN, CaseStatus.CONTACT_LOST): SOUGHT,
    } == cases
    assert not open_only & (EVER | SOUGHT)


def test_only_what_depends_on_no_order_may_be_dated_before_later_events() -> None:
    """Observations and determinations are held by their days; death is learnt late."""
    rows = [row for stage in CHAIN for row in stage.rows]
    assert ANY_DAY == {code_of(row.event) for row in rows if row.any_day}


GOALS: dict[str, Worded] = {
    "deportation": DeportationStatus.RECEIVED,
    "homecoming": HomecomingStatus.RETURNED,
    "rehabilitation": RehabilitationStatus.COMPLETED,
    "guidance": GuidanceStatus.COMPLETED,
    "stimulus": StimulusStatus.ACCOUNTED,
    "reintegration": ReintegrationStatus.CONFIRMED,
    "ending": CaseStatus.CLOSED,
}
"""Where each stage is meant to end."""


@pytest.mark.parametrize("stage", CHAIN, ids=lambda stage: stage.code)
def test_only_a_cancelled_award_is_a_dead_end(stage: Stage) -> None:
    """From every other status of every stage its end can be reached; even a death can be undone."""
    cancelled = (StimulusStatus.CANCELLED,) if stage.code == "stimulus" else ()
    assert cancelled == dead_ends(stage.table, [GOALS[stage.code]])


def test_no_status_is_left_for_none_other_but_where_a_stage_is_over() -> None:
    """Received, cancelled, confirmed; from all others something leads on, from death as well."""
    sinks = {
        str(status)
        for stage in CHAIN
        for status in stage.table.statuses
        if reachable(stage.table, status) == {status}
    }
    assert {"received", "cancelled", "confirmed"} == sinks
    assert {HomecomingStatus.RETURNED} < reachable(CHAIN[1].table, HomecomingStatus.IN_CARE)


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
def test_the_reachable_states_are_counted(era: Era) -> None:
    """How many states of each stage can be told apart, and how many steps lead between statuses."""
    counts = {
        stage.code: (
            len(explored(era, stage.code)[0]),
            len({step.arrow for step in explored(era, stage.code)[1]}),
        )
        for stage in CHAIN
    }
    assert COUNTS[era.code] == counts
