"""What is asked of a case on a day, and how facts about the case itself are answered.

They are answered from its records as they stood on the day that is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from reintegra.chain.deportation import (
    HealthFinding,
    Label,
)
from reintegra.chain.homecoming import (
    HomecomingStatus,
)
from reintegra.chain.policy import Edition
from reintegra.chain.records import Records
from reintegra.chain.rehabilitation import (
    RehabilitationStatus,
)
from reintegra.chain.stage import CaseStatus, Event
from reintegra.chain.stimulus import Consent
from reintegra.rules import Missing
from reintegra.vocabulary.identifiers import CaseId, PersonId


@attrs.define
class Asking:
    """What is asked about: a case on a day, and perhaps an event that is to be recorded then.

    `then` are the records as they stood at the end of the day `on`, `now` with all on record.
    `known` are facts that the embedder's register answers, or that a programme knows better.
    """

    case: CaseId
    person: PersonId
    opened_on: date
    history: Sequence[Event]
    then: Records
    now: Records
    on: date
    edition: Edition
    known: Mapping[str, object]
    event: Any = None
    particulars: Mapping[str, bool] | None = None
    """How the event fits what is on record of its stage, once that was asked."""


Answer = Callable[[Asking], object]
"""How a fact is answered: with a value of its type, or a `Missing`."""


def _label(asking: Asking) -> bool | Missing:
    """The newest known label stands; where none is known, why not."""
    departure, attestation = asking.then.deportation.departure, asking.then.homecoming.attestation
    attested = attestation.label if attestation else Missing.NOT_ASKED
    recorded = departure.label if departure else Missing.NOT_ASKED
    if isinstance(attested, Label):
        return attested is Label.WNI_MKPO
    if isinstance(recorded, Label):
        return recorded is Label.WNI_MKPO
    return attested if attested is not Missing.NOT_ASKED else recorded


def _returned(asking: Asking) -> bool | Missing:
    status = asking.then.homecoming.status
    if status is HomecomingStatus.NOT_STARTED:
        return Missing.NOT_ASKED
    return status is HomecomingStatus.RETURNED


def _own_account(asking: Asking) -> bool | Missing:
    has_account = asking.then.stimulus.has_account
    return Missing.NOT_ASKED if has_account is None else has_account


def _consent(asking: Asking) -> bool | Missing:
    consent = asking.then.stimulus.consent
    return Missing.NOT_ASKED if consent is None else consent.answer is Consent.GIVEN


def _indicated(asking: Asking) -> bool | Missing:
    assessments = asking.then.rehabilitation.assessments
    return assessments[-1].exploitation_indicated if assessments else Missing.NOT_ASKED


def _health_problem(asking: Asking) -> bool | Missing:
    checks = asking.then.deportation.health_checks
    return checks[-1].finding is not HealthFinding.NO_PROBLEM if checks else Missing.NOT_ASKED


def _aid_received(asking: Asking) -> bool:
    return any(award.paid for award in asking.then.stimulus.awards)


def _endangered(asking: Asking) -> bool | Missing:
    request = asking.then.rehabilitation.request
    return Missing.NOT_ASKED if request is None else request.endangered


CASE_ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "recorded_as_wni_mkpo": _label,
        "returned_to_origin": _returned,
        "guidance_attended": lambda asking: asking.then.guidance.has_attended,
        "guidance_completed": lambda asking: asking.then.guidance.completed_on is not None,
        "own_account": _own_account,
        "consent": _consent,
        "exploitation_indicated": _indicated,
        "determined_not_a_victim": lambda asking: asking.then.deportation.found_not_a_victim,
        "health_problem": _health_problem,
        "endangered": _endangered,
        "agreement_signed": lambda asking: asking.then.rehabilitation.agreement is not None,
        "needs_assessed": lambda asking: bool(asking.then.rehabilitation.assessments),
        "plan_agreed": lambda asking: asking.then.rehabilitation.plan is not None,
        "service_given": lambda asking: bool(asking.then.rehabilitation.services),
        "rehabilitation_completed": lambda asking: (
            asking.then.rehabilitation.status is RehabilitationStatus.COMPLETED
        ),
        "award_open": lambda asking: any(award.is_open for award in asking.now.stimulus.awards),
        "aid_received": _aid_received,
        "followed_up": lambda asking: any(visit.met for visit in asking.then.reintegration.visits),
        "case_open": lambda asking: (
            asking.then.ending.status is asking.now.ending.status is CaseStatus.OPEN
        ),
    }
)
"""How each fact about the case is answered."""
