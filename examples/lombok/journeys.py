"""From a line of the roster to the events of a case, in the order in which an edition has them.

What the roster says is put into events; the library decides which of them can be recorded. A
refused step ends its part of the journey, and is kept with every reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from lombok.candidate import Candidate, Fault
from lombok.days import AFTER_THE_ROUND, ROUND_DAY
from lombok.steps import PARTS, account_and_consent, opening, ways_out
from reintegra.chain import Case, Event, Policy
from reintegra.chain import homecoming as home
from reintegra.errors import InputRefused, OutsideCoverage, TransitionRefused
from reintegra.rules import Verdict
from reintegra.vocabulary import ActorId, Text

_UNTIL_HOME = ("deportation", "homecoming")


@attrs.frozen
class Refusal:
    """A step that was not recorded, and why; `after` counts the events on record before it."""

    event: Event
    verdict: Verdict
    after: int


@attrs.frozen
class Journey:
    """One candidate with the case so far and the steps that were refused on the way."""

    candidate: Candidate
    case: Case
    refusals: tuple[Refusal, ...] = ()

    def known(self, on: date, policy: Policy) -> dict[str, object]:
        """What the register answers if it is asked: whether the person is of age on that day."""
        asked = {fact.name for fact in policy.register_facts}
        adult = self.candidate.person.has_reached_age(18, on)
        return {} if adult is None or "adult" not in asked else {"adult": adult}

    def take(self, events: list[Event], policy: Policy) -> Journey:
        """The journey after these steps; the first refused one ends them."""
        case = self.case
        for event in events:
            try:
                case = case.record(event, under=policy, knowing=self.known(event.on, policy))
            except TransitionRefused as refused:
                refusal = Refusal(event, refused.verdict, case.version)
                met = attrs.evolve(self, case=case, refusals=(*self.refusals, refusal))
                again = _with_an_escort(event, refused.verdict)
                rest = events[events.index(event) + 1 :]
                return met.take([again, *rest], policy) if again else met
        return attrs.evolve(self, case=case)


def _with_an_escort(event: Event, verdict: Verdict) -> Event | None:
    """The same trip with an escort, where that was what it lacked."""
    unmet = {reason.code for reason in (*verdict.failed, *verdict.undetermined)}
    if isinstance(event, home.TravelStarted) and unmet == {"escorted-where-needed"}:
        return attrs.evolve(event, escort=ActorId("escort-1"))
    return None


def journeys_of(candidates: Iterable[Candidate], policy: Policy) -> tuple[Journey, ...]:
    """Every candidate until the round, or nobody.

    Raises:
        InputRefused: the policy has no edition for the day on which a case begins.
    """
    listed = tuple(candidates)
    faults = [fault for each in listed if (fault := _outside(each, policy)) is not None]
    if faults:
        raise InputRefused(faults)
    return tuple(up_to_the_round(candidate, policy) for candidate in listed)


def _outside(candidate: Candidate, policy: Policy) -> Fault | None:
    try:
        policy.at(opening(candidate).on)
    except OutsideCoverage:
        text = Text(
            id="kebijakan ini tidak mengatur hari itu; yang pulang lebih dahulu masuk melalui "
            "kepulangan yang diterangkan (returned_by: attested)",
            en="the policy has no edition for that day; whoever came home earlier enters by an "
            "attested return (returned_by: attested)",
        )
        return Fault(candidate.line, "deported_on", text)
    return None


def up_to_the_round(candidate: Candidate, policy: Policy) -> Journey:
    """The journey of a candidate until the round, as the edition of the round orders it."""
    edition = policy.at(ROUND_DAY)
    first = opening(candidate)
    journey, day = Journey(candidate, Case.open(first)), first.on
    parts = edition.order.value[: edition.order.value.index("stimulus")]
    leaving = _where_ways_part(parts)
    for part in parts:
        last = (candidate.returned_on if part in _UNTIL_HOME else None) or ROUND_DAY
        events = _not_after(last, PARTS[part](candidate, edition, day))
        journey = journey.take(events, policy)
        if part != "guidance":
            day = max([day, *(event.on for event in events)])
        if part == leaving:
            journey = journey.take(_not_after(ROUND_DAY, ways_out(candidate, day)), policy)
            day = max([day, *(event.on for event in journey.case.events)])
    return journey.take(account_and_consent(candidate), policy)


def _where_ways_part(parts: tuple[str, ...]) -> str:
    """The part after which somebody leaves the chain: the trip home, or what guidance follows."""
    return "homecoming" if "homecoming" in parts else parts[parts.index("guidance") - 1]


def _not_after(last: date, events: list[Event]) -> list[Event]:
    """The same steps, none later than a day that the roster or the round sets."""
    return [event if event.on <= last else attrs.evolve(event, on=last) for event in events]


def after_the_round(journey: Journey, policy: Policy) -> Journey:
    """The rest of the chain for somebody who was paid."""
    edition = policy.at(ROUND_DAY)
    order = edition.order.value
    for part in order[order.index("stimulus") + 1 :]:
        journey = journey.take(PARTS[part](journey.candidate, edition, AFTER_THE_ROUND), policy)
    return journey


def steps_of(journey: Journey) -> Iterator[tuple[Event, Verdict | None]]:
    """Recorded and refused steps of a journey, in the order in which they were tried."""
    for position, event in enumerate(journey.case.events):
        for refusal in journey.refusals:
            if refusal.after == position:
                yield refusal.event, refusal.verdict
        yield event, None
    for refusal in journey.refusals:
        if refusal.after == journey.case.version:
            yield refusal.event, refusal.verdict
