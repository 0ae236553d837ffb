"""The case: one person's way through the chain, as the sum of its events.

A case is a value: recording an event gives a new case and leaves the old one as it was.

What is asked of every event, and answered alike by `consider`, `record` and `next_steps`:

- It belongs to this case, and is not on record already.
- It is not dated before the first event of the case, nor before the latest of its own stage; an
  ending is not dated before anything. Three things may be older: what was only observed (rows
  with `any_day`), which the records hold by its day; what a bank reports of a payment, which is
  compared with the events of its award alone; and death. An event of another stage may be
  reported late: it is then judged by the records as they stood on its day. Two events of one day
  stand in the order in which they are recorded.
- The row of `CHAIN` permits it in the status of its stage and of the case.
- Its content fits the record and the vocabulary of the edition.
- What the edition of its day requires across stages is met. Undetermined is not met; the verdict
  then says what to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain import fitting
from reintegra.chain.answerable import check_edition
from reintegra.chain.answering import ANSWERED, CaseFacts
from reintegra.chain.asking import Asking
from reintegra.chain.deportation import Deportation, Deported
from reintegra.chain.drafting import Draft, copying, seal
from reintegra.chain.fits import NAMES_THE_PERSON
from reintegra.chain.guards import judging
from reintegra.chain.homecoming import Homecoming, ReturnAttested
from reintegra.chain.policy import Edition, Policy
from reintegra.chain.recorded import Recorded, known_by
from reintegra.chain.records import Records
from reintegra.chain.stage import Event, Stage
from reintegra.chain.table import PLACES, instead_of, place_of
from reintegra.errors import InvalidValue, TransitionRefused, WrongType
from reintegra.rules import Fact, Missing, Outcome, Verdict
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, optional
from reintegra.vocabulary.identifiers import AwardId, CaseId, PersonId
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from datetime import datetime

    from reintegra.chain.ending import Ending
    from reintegra.chain.guidance import Guidance
    from reintegra.chain.rehabilitation import Rehabilitation
    from reintegra.chain.reintegration import Reintegration
    from reintegra.chain.stimulus import Stimulus

Known = Mapping[str, object]
"""Facts from the embedder's register, by name; see `Policy.register_facts`."""

NOTHING_KNOWN: Known = MappingProxyType({})


def checked(knowing: Known, asked: Iterable[Fact[bool]]) -> Known:
    """What the register knows, if it was asked for nothing else.

    Raises:
        WrongType: not a mapping.
        InvalidValue: a name that the chain itself answers, or that nobody asks; the name itself
            is not repeated.
    """
    if knowing is NOTHING_KNOWN:
        return knowing
    if not isinstance(knowing, Mapping):
        raise WrongType("knowing", "Mapping", type(knowing))
    if knowing.keys() & ANSWERED:
        raise InvalidValue("knowing", "answered-by-the-chain", "the records answer this fact")
    names = [fact.name for fact in asked] if knowing else []
    if not knowing.keys() <= set(names):
        asks = ", ".join(names) or "nothing"
        hint = f"the policy asks the register for: {asks}"
        raise InvalidValue("knowing", "never-asked", hint)
    return knowing


OPENING_EVENTS = (Deported, ReturnAttested)
"""The events with which a case begins."""

_NAMING = frozenset(NAMES_THE_PERSON)


class Openness(Worded):
    """Whether a step can be taken now."""

    OPEN = "open", "Terbuka", "Open"
    BLOCKED = "blocked", "Tertutup", "Blocked"
    WAITING = "waiting", "Menunggu keterangan", "Waiting for facts"


_OPENNESS: Mapping[Outcome, Openness] = MappingProxyType(
    {
        Outcome.MET: Openness.OPEN,
        Outcome.NOT_MET: Openness.BLOCKED,
        Outcome.UNDETERMINED: Openness.WAITING,
    }
)


@attrs.frozen
class NextStep:
    """Whether some event of this type can be recorded on the day asked about, and why not."""

    event: type[Event]
    openness: Openness
    verdict: Verdict


@attrs.frozen(weakref_slot=False)
class Case:
    """One person's way through the chain; it knows the person by `PersonId` only."""

    id: CaseId
    person: PersonId
    events: Sequence[Event]
    records: Records
    opened_on: date = attrs.field(
        init=False, eq=False, default=attrs.Factory(lambda case: case.events[0].on, takes_self=True)
    )
    """The day of the first event."""

    @classmethod
    def open(cls, event: Deported | ReturnAttested) -> Case:
        """A new case that begins with a deportation, or with the attestation of a return.

        Raises:
            InvalidValue: the event does not open a case.
            UnknownEvent: the table does not have the event.
        """
        return cls.replay((event,))

    @classmethod
    def replay(cls, events: Iterable[Event | Recorded], known_at: datetime | None = None) -> Case:
        """The case that these events make, as trusted history: nothing is asked of them.

        They may come as a journal keeps them, with the time at which each was recorded. With
        `known_at` only those count that had been recorded by then, that moment included: the case
        is as it was known at that time, whatever was reported later of earlier days.

        Raises:
            InvalidValue: there is no event, or none was known then; the first does not open a
                case; one belongs to another case or person; or `known_at` is given, and an event
                does not say when it was recorded.
            UnknownEvent: the table does not have one of the events.
            WrongType: a time does not say its offset.
        """
        history = known_by(events, known_at)
        records = Records.of(history)
        if not history:
            raise InvalidValue("events", "empty", "a case begins with an event")
        first = history[0]
        if not isinstance(first, OPENING_EVENTS):
            hint = "a case begins with a deportation or an attested return"
            raise InvalidValue("events", "not-opening", hint)
        case, person = first.case, first.person
        for event in history:
            # mostly they share the identifier, and to compare two takes longer than all else here
            another = event.case is not case and event.case != case
            if type(event) in _NAMING and isinstance(event, NAMES_THE_PERSON):
                another = another or event.person != person
            if another:
                raise InvalidValue("events", "another-case", "all events belong to one case")
        return cls(case, person, history, records)

    @property
    def version(self) -> int:
        """How many events are on record."""
        return len(self.events)

    @property
    def stage(self) -> Stage:
        """The furthest link that has begun, in the order of `CHAIN` and not of an edition.

        Where the case is not open, it is the ending.
        """
        return self.records.reached

    @property
    def deportation(self) -> Deportation:
        """What is on record of the deportation."""
        return self.records.deportation

    @property
    def homecoming(self) -> Homecoming:
        """What is on record of the return home."""
        return self.records.homecoming

    @property
    def rehabilitation(self) -> Rehabilitation:
        """What is on record of social rehabilitation."""
        return self.records.rehabilitation

    @property
    def guidance(self) -> Guidance:
        """What is on record of social guidance."""
        return self.records.guidance

    @property
    def stimulus(self) -> Stimulus:
        """What is on record of the business stimulus."""
        return self.records.stimulus

    @property
    def reintegration(self) -> Reintegration:
        """What is on record of social reintegration."""
        return self.records.reintegration

    @property
    def ending(self) -> Ending:
        """How the case stands."""
        return self.records.ending

    def record(self, event: Event, *, under: Policy, knowing: Known = NOTHING_KNOWN) -> Case:
        """The case with one more event.

        Raises:
            TransitionRefused: the event is not permitted, or it is undetermined whether it is;
                the verdict holds every reason, and the error what is possible instead; its text
                names what lies nearest.
            UnknownEvent: the table does not have the event.
            OutsideCoverage: no edition of the policy holds on the day of the event.
            WrongType: `under` is not a `Policy`, or `knowing` not a mapping.
            InvalidValue: `knowing` names a fact that the policy does not ask the register for, or
                an edition of it asks what nobody can answer.
        """
        verdict = self.consider(event, under=under, knowing=knowing)
        if verdict.outcome is not Outcome.MET:
            possible = self.possible(under=under, on=event.on, knowing=knowing)
            raise TransitionRefused(verdict, possible, instead=instead_of(type(event), possible))
        return self.carry(event)

    def carry(self, event: Event) -> Case:
        """The case with an event that `consider` has met; nothing is asked of it.

        Raises:
            UnknownEvent: the table does not have the event.
        """
        case = _open(self)
        case.records = self.records.after(event)
        case.events = with_one_more(self.events, event)
        seal(case)
        return case

    def consider(self, event: Event, *, under: Policy, knowing: Known = NOTHING_KNOWN) -> Verdict:
        """Whether the event can be recorded, with every reason; nothing is changed.

        Raises:
            UnknownEvent: the table does not have the event.
            OutsideCoverage: no edition of the policy holds on the day of the event.
            WrongType: `under` is not a `Policy`, or `knowing` not a mapping.
            InvalidValue: `knowing` names a fact that the policy does not ask the register for, or
                an edition of it asks what nobody can answer.
        """
        known = checked(knowing, instance_of(Policy, "under", under).register_facts)
        place_of(type(event))
        edition = under.at(event.on)
        now = self.records
        then = now if event.on >= now.last_on else self.as_of(event.on)
        asking = self._asking(then, now, event.on, edition, known, event)
        return judging(edition, type(event), given=True)(asking)

    def next_steps(
        self, *, under: Policy, on: date, knowing: Known = NOTHING_KNOWN
    ) -> tuple[NextStep, ...]:
        """Every event type, in the order of the table: open, blocked, or waiting for facts.

        A type is open exactly when `record` would accept some event of it on that day.

        Raises:
            OutsideCoverage: no edition of the policy holds on that day.
            WrongType: `under` is not a `Policy`, or `knowing` not a mapping.
            InvalidValue: `knowing` names a fact that the policy does not ask the register for, or
                an edition of it asks what nobody can answer.
        """
        known = checked(knowing, instance_of(Policy, "under", under).register_facts)
        day = as_day(on)
        edition, then = under.at(day), self.as_of(day)
        verdicts = {
            event: judging(edition, event, given=False)(
                self._asking(then, self.records, day, edition, known)
            )
            for event in PLACES
        }
        return tuple(
            NextStep(event, _OPENNESS[verdict.outcome], verdict)
            for event, verdict in verdicts.items()
        )

    def possible(
        self, *, under: Policy, on: date, knowing: Known = NOTHING_KNOWN
    ) -> tuple[type[Event], ...]:
        """The event types that are open on that day.

        Raises:
            OutsideCoverage: no edition of the policy holds on that day.
            WrongType: `under` is not a `Policy`, or `knowing` not a mapping.
            InvalidValue: `knowing` names a fact that the policy does not ask the register for, or
                an edition of it asks what nobody can answer.
        """
        steps = self.next_steps(under=under, on=on, knowing=knowing)
        return tuple(step.event for step in steps if step.openness is Openness.OPEN)

    def as_of(self, day: date) -> Records:
        """The records as they stood at the end of that day, by the dates of the events."""
        last = as_day(day, "day")
        if last >= self.records.last_on:
            return self.records
        return Records.of(event for event in self.events if event.on <= last)

    def facts(
        self,
        *,
        on: date,
        edition: Edition,
        knowing: Known = NOTHING_KNOWN,
        given_before: bool = False,
        channel: Channel | None = Channel.OWN_ACCOUNT,
        without: AwardId | None = None,
    ) -> CaseFacts:
        """What a rule may ask about this case on that day.

        `given_before`: whether the person has had aid for the purpose and period in question;
        `channel`: how the aid in question would reach the person, `None` where nobody said.
        Only a programme can know either. `without`: an award that is not counted, so that whether
        it could still be given can be asked after it was.

        Raises:
            InvalidValue: `knowing` names a fact that the edition does not ask the register for,
                or the edition asks what nobody can answer.
            WrongType: `edition` is not an `Edition`, `channel` not a `Channel`, or `knowing` not
                a mapping.
        """
        known = checked(knowing, instance_of(Edition, "edition", edition).register_facts)
        needs_none: bool | Missing = Missing.UNKNOWN
        if optional(Channel, "channel", channel) is not None:
            needs_none = channel is not Channel.OWN_ACCOUNT
        of_programme = {
            fitting.not_given_before.name: not given_before,
            fitting.no_own_account_needed.name: needs_none,
        }
        day = as_day(on)
        check_edition(edition)
        then, now = self.as_of(day), self.records
        if without is not None:
            then, now = then.without_award(without), now.without_award(without)
        return CaseFacts(self._asking(then, now, day, edition, {**known, **of_programme}))

    def _asking(
        self,
        then: Records,
        now: Records,
        on: date,
        edition: Edition,
        known: Known,
        event: Event | None = None,
    ) -> Asking:
        return Asking(
            self.id,
            self.person,
            self.opened_on,
            self.events,
            then,
            now,
            on,
            edition,
            known,
            event,
        )


class _Draft(Draft, Case):
    __slots__ = ()

    if TYPE_CHECKING:
        events: Sequence[Event]
        records: Records


_open = copying(_Draft)
