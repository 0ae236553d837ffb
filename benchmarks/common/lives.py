"""The events of so many cases, ten each, made up for measuring: from the return to the consent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reintegra.chain.deportation import Label
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, SessionAttended
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.policies.kemensos import KEMENSOS
from reintegra.vocabulary import (
    AccountReference,
    ActorId,
    CaseId,
    PersonId,
    ProgrammeId,
    RegionCode,
    SiteId,
)

if TYPE_CHECKING:
    from reintegra.chain import Event

ON = date(2019, 10, 1)
OFFICE = ActorId("kemensos")
PROGRAMME, SITE, REGENCY = ProgrammeId("stimulus-2019"), SiteId("site-1"), RegionCode("52.02")
MODULE = KEMENSOS.at(ON).modules[0].code
SESSIONS = 5
EVENTS = 10


def life(number: int, sessions: int = SESSIONS) -> tuple[Event, ...]:
    """What is on record of a case with so many sessions attended: five events more than these."""
    case = CaseId(f"case-{number}")
    return (
        ReturnAttested(
            case=case,
            on=ON,
            person=PersonId(f"person-{number}"),
            by=OFFICE,
            returned_on=ON,
            regency=REGENCY,
            label=Label.WNI_MKPO,
        ),
        Enrolled(case=case, on=ON, programme=PROGRAMME, site=SITE),
        *(
            SessionAttended(case=case, on=ON, module=MODULE, hours=1 + each % 8)
            for each in range(sessions)
        ),
        GuidanceCompleted(case=case, on=ON),
        AccountRegistered(case=case, on=ON, account=AccountReference(f"account-{number}")),
        ConsentRecorded(case=case, on=ON, answer=Consent.GIVEN),
    )
