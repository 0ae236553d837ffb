"""The table as it was agreed, written a second time by hand: a row that changes is noticed."""

from __future__ import annotations

import pytest

from reintegra.chain import CHAIN, CaseStatus, Stage
from reintegra.chain.table import code_of
from tests.chain.exploring import explored
from tests.chain.journeys import ERAS, Era

AGREED = {
    "deportation": """
        deported: not-started > deported
        arrival-received: deported > received
        health-checked: received > =
        screened: any > =
        status-determined: any > =
    """,
    "homecoming": """
        shelter-admitted: not-started waiting travelling > sheltered
        shelter-left: sheltered > waiting
        travel-started: not-started waiting > travelling; travelling > =
        handed-over: waiting travelling > returned
        returned-unassisted: not-started waiting travelling > returned
        return-attested: not-started waiting travelling > returned
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
        payment-returned: sent part-paid received > returned
        goods-handed-over: awarded > received
        symbolic-handover-held: any > =
        use-accounted: sent returned part-paid cancelled > =; received > received accounted
        award-cancelled: awarded returned part-paid > cancelled
    """,
    "reintegration": """
        business-started: not-started > accompanied; accompanied confirmed > =
        companion-reported: not-started > accompanied; accompanied confirmed > =
        follow-up-visited: not-started > accompanied; accompanied confirmed > =
        instrument-answered: any > =
        reintegration-confirmed: accompanied > confirmed
        risk-flagged: any > =
        migrated-again: any > =
    """,
    "ending": """
        closed: open contact-lost absconded left transferred > closed
        reopened: closed absconded left transferred > open
        contact-lost: open > contact-lost
        contact-regained: contact-lost > open
        transferred: open > transferred
        absconded: open > absconded
        left-against-advice: open > left
        died: open contact-lost absconded left transferred closed > died
    """,
}
"""Event, statuses in which it is possible, and after `>` those to which it leads; `=` is none."""

EVER = {"payment-confirmed", "payment-returned", "award-cancelled"}
"""What settles money, and is possible whatever has become of the case."""


COUNTS = {
    "kemensos-2018": {
        "deportation": (3, 8),
        "homecoming": (5, 15),
        "rehabilitation": (29, 31),
        "guidance": (5, 10),
        "stimulus": (54, 39),
        "reintegration": (5, 19),
        "ending": (14, 20),
    },
    "kemensos-2023": {
        "deportation": (3, 8),
        "homecoming": (5, 15),
        "rehabilitation": (19, 30),
        "guidance": (5, 10),
        "stimulus": (54, 39),
        "reintegration": (4, 19),
        "ending": (14, 20),
    },
    "sandbox": {
        "deportation": (3, 8),
        "homecoming": (5, 15),
        "rehabilitation": (29, 31),
        "guidance": (5, 10),
        "stimulus": (72, 48),
        "reintegration": (4, 19),
        "ending": (14, 20),
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
    """Every other event of a stage needs an open case."""
    ever = {
        code_of(row.event)
        for stage in CHAIN[:-1]
        for row in stage.rows
        if row.while_case != (CaseStatus.OPEN,)
    }
    assert EVER == ever


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
