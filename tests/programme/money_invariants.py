"""What must hold of any programme and its cases, whatever was asked of them before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.chain.stimulus import Consent, ConsentRecorded
from reintegra.programme import (
    Office,
    OfficeChanged,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
)
from reintegra.vocabulary import ActorId, CaseId, PaymentId, PersonId
from tests.programme.money_words import failing
from tests.programme.money_world import HOUSE, office_of

if TYPE_CHECKING:
    from reintegra import chain
    from reintegra.programme import Programme


def breaches(programme: Programme, cases: Mapping[CaseId, chain.Case]) -> list[str]:
    """Which of the invariants of the money do not hold, after any of the events of its history."""
    events = [event for entry in programme.history for event in entry.events]
    watch = _Watch(office_of(HOUSE), {case.id: case.person for case in cases.values()})
    return [
        *_arrivals(events),
        *(fault for event in events for fault in watch.see(event)),
    ]


def _arrivals(events: Iterable[object]) -> list[str]:
    """Every payment is sent once, arrives once at the most, and comes back once at the most."""
    found: list[str] = []
    for kind in (PaymentSent, PaymentConfirmed, PaymentReturned):
        times = Counter(str(event.payment) for event in events if isinstance(event, kind))
        found += [f"{kind.__name__} of {name} {n} times" for name, n in times.items() if n > 1]
    return found


@attrs.define
class _Watch:
    """What was done to each payment as it stands, and what each person said."""

    office: Office
    persons: Mapping[CaseId, PersonId]
    makers: dict[PaymentId, set[ActorId]] = attrs.field(factory=dict)
    payees: dict[PaymentId, ActorId | None] = attrs.field(factory=dict)
    approvals: dict[PaymentId, set[tuple[ActorId, ActorId]]] = attrs.field(factory=dict)
    ready: set[PaymentId] = attrs.field(factory=set)
    consents: dict[CaseId, Consent] = attrs.field(factory=dict)

    def see(self, event: object) -> list[str]:
        """What is wrong with one event; whatever it is, it has happened."""
        match event:
            case OfficeChanged():
                self.office = event.office
            case ConsentRecorded():
                self.consents[event.case] = event.answer
            case PaymentPrepared():
                self.makers[event.payment] = {event.by}
                self.payees[event.payment] = event.payee
            case PaymentAmended():
                self.makers[event.payment].add(event.by)
                self.payees[event.payment] = event.payee or self.payees[event.payment]
                self.approvals[event.payment] = set()
                self.ready.discard(event.payment)
            case PaymentApproved():
                return self._approving(event)
            case PaymentSent():
                return self._sending(event)
            case _:
                pass
        return []

    def _approving(self, event: PaymentApproved) -> list[str]:
        name, person, office = event.name, self.persons[event.case], self.office
        given = self.approvals.setdefault(event.payment, set())
        given.add((event.by, name))
        standing = [pair for pair in given if pair[1] in office.approvers]
        actors, names = {by for by, _ in standing}, {of for _, of in standing}
        if min(len(actors), len(names)) >= max(office.required or len(office.approvers), 1):
            self.ready.add(event.payment)
        home = office.households.get(person)
        near = {
            each.actor
            for each in office.officers
            if each.person == person or (home is not None and each.household == home)
        }
        concerned = self.makers[event.payment] | {self.payees[event.payment]} | near
        faults = {
            "approved by whom it concerns": not concerned.isdisjoint({event.by, name}),
            "approved in the name of nobody in the group": name not in office.approvers,
        }
        return [f"{event.payment} {fault}" for fault in failing(faults)]

    def _sending(self, event: PaymentSent) -> list[str]:
        consent = self.consents.get(event.case, Consent.GIVEN)
        faults = {
            "sent without approval": event.payment not in self.ready,
            "sent without consent": consent is not Consent.GIVEN,
        }
        return [f"{event.payment} {fault}" for fault in failing(faults)]
