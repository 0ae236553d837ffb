"""The programme: what is recorded in its cases, at its desk and in its fund, together.

>>> from datetime import date
>>> from reintegra.policies.kemensos import KEMENSOS
>>> from reintegra.programme import Fund, Office, Officer, Programme, Site
>>> from reintegra.vocabulary import ActorId, ProgrammeId, RecordNumber, RegionCode, SiteId, idr
>>> number, day = ProgrammeId("stimulus-2019"), date(2019, 10, 31)
>>> site = Site(SiteId("lombok-tengah"), "Lombok Tengah", RegionCode("52.02"))
>>> by, treasurer = ActorId("kemensos"), ActorId("treasurer-1")
>>> record = RecordNumber("appropriation-1")
>>> fund = Fund.appropriate(number, idr(2_000_000), on=date(2019, 10, 1), by=by, record=record)
>>> clerk = Officer(ActorId("clerk-1"))
>>> approvers = frozenset({treasurer})
>>> office = Office((clerk, Officer(treasurer)), approvers, required=1, attempts=3, recent_days=14)
>>> held = Programme(number, KEMENSOS, fund, (site,), office).round(site.id, day)
>>> f"{held.amount} each, {held.budget} in all"
'Rp960.000 each, Rp2.000.000 in all'
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.programme.case_index import CaseIndex, Cases
from reintegra.programme.charter import Charter
from reintegra.programme.content import digest_of_content
from reintegra.programme.history import Entry, OrderFinding
from reintegra.programme.memory import Command, CommandOutcome, remembered
from reintegra.programme.recording import Recording
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.bank_statement import BankStatement
from reintegra.programme.statements.reconciliation import Reconciliation, reconcile
from reintegra.programme.working import Working, not_its_own
from reintegra.rules import Verdict
from reintegra.vocabulary.checks import instance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reintegra.chain.case import Known
    from reintegra.chain.stage import Event
    from reintegra.programme.office_change import OfProgramme
    from reintegra.programme.rounds.given import Given
    from reintegra.vocabulary.identifiers import CaseId, CommandKey, Digest

_NOTHING: Mapping[CaseId, Known] = MappingProxyType({})


@attrs.frozen(eq=False)
class Recorded:
    """A programme and its cases after events were recorded in both.

    `findings` are what gave pause about the payment orders that were recorded, each once.
    """

    programme: Programme
    cases: Cases
    findings: tuple[OrderFinding, ...] = ()


@attrs.frozen(eq=False)
class Answer:
    """What became of a command, and the programme and the cases after it.

    `refusal` is why nothing was recorded, and for which event: as it is remembered where a rule
    refused it, and what is still to be asked where it cannot be decided yet. `verdict` says the
    same in full the first time, and is `None` later, and where nothing was refused.
    """

    outcome: CommandOutcome
    programme: Programme
    cases: Cases
    verdict: Verdict | None = None
    findings: tuple[OrderFinding, ...] = ()
    refusal: Refusal | None = None


@attrs.frozen(eq=False)
class Reconciled:
    """A bank statement answered, and the programme and the cases after what it changed.

    `findings` are what it gave pause about, of the orders that are still to be sent.
    """

    outcome: CommandOutcome
    programme: Programme
    cases: Cases
    reconciliation: Reconciliation
    findings: tuple[OrderFinding, ...] = ()


@attrs.frozen(eq=False)
class Programme(Charter):
    """What is funded, under which policy, where, by which office, and with whom.

    Whoever makes a programme names the first five fields, and perhaps its partners; the others
    grow by what is recorded. `desk` are its payment orders, `accounts` what was recorded of
    accounts here, `latest` the last event that was recorded here in each case, `history` all its
    commands, `memory` those with a key.

    Raises:
        InvalidValue: the fund is that of another programme, the desk that of another office, two
            sites have one number, or a ceiling of the fund is for a site that the programme does
            not have, or for a round that its policy does not have.
        WrongType: a field holds a value of another type than the one declared.
    """

    def record(
        self,
        events: Iterable[Event | OfProgramme],
        cases: Cases,
        *,
        knowing: Mapping[CaseId, Known] = _NOTHING,
        given: Given | None = None,
    ) -> Recorded:
        """The programme and the cases after these events: all of them in both, or none.

        Case, desk and fund are asked of each event together: a refusal holds every reason. A
        payment is sent, and goods are handed over, only while the person is eligible on that day,
        the award itself apart.
        `given` is what other programmes have given, beside what is on record in the cases; a
        second award to one person for the same purpose and period is refused, also across two
        cases. Whoever goes on with the cases that were given back records in the same time,
        however many they are.

        Of an account that several cases share: the cases given say themselves which account they
        have; of all others counts what was recorded in this programme.

        Raises:
            TransitionRefused: a case, the desk or the fund refuses an event; nothing is recorded.
            UnknownEvent: neither the chain, the desk nor the fund has one of the events.
            InvalidValue: an event belongs to none of the cases, or its case is given as it stood
                before the last event that was recorded in it here.
            OutsideCoverage: an event lies outside every edition of the policy, or awards at a
                site that the programme does not have.
        """
        recording = self._recording(cases, knowing, given)
        for event in events:
            recording.record(event)
        return self._recorded(recording)

    def consider(
        self,
        event: Event | OfProgramme,
        cases: Cases,
        *,
        knowing: Mapping[CaseId, Known] = _NOTHING,
        given: Given | None = None,
    ) -> Verdict:
        """Whether one event can be recorded, with every reason; nothing is changed.

        Raises:
            UnknownEvent, InvalidValue, OutsideCoverage: as `record`.
        """
        return self._recording(cases, knowing, given).consider(event)

    def carry_out(
        self,
        command: Command,
        cases: Cases,
        *,
        knowing: Mapping[CaseId, Known] = _NOTHING,
        given: Given | None = None,
    ) -> Answer:
        """Record the events of a command once, however often it is sent.

        Of a command that is repeated nothing is asked, and the programme and the cases given come
        back as they are. They do too where no rule is failed and a fact is missing: nothing is
        remembered of it, and the same command can be sent again with the fact.

        Raises:
            Conflict: the key was used with another content.
            UnknownEvent, InvalidValue, OutsideCoverage: as `record`; the key stays free.
            WrongType: the command is no `Command`.
        """
        content = instance_of(Command, "command", command).digest
        entry = remembered(self.memory, command.key, content)
        if entry is not None:
            outcome = CommandOutcome.REFUSED if entry.refusal else CommandOutcome.REPEATED
            return Answer(outcome, self, cases, None, entry.findings, entry.refusal)
        recording = self._recording(cases, knowing, given)
        refused = recording.all_or_none(command.events)
        if refused is not None:
            refusal, verdict = refused
            if not verdict.failed:
                return Answer(CommandOutcome.OPEN, self, cases, verdict, (), refusal)
            noted = Entry(
                self.id,
                self._next,
                key=command.key,
                content=content,
                refusal=refusal,
                before=self.seal,
            )
            after = self._after(self._working(), (noted,))
            return Answer(CommandOutcome.REFUSED, after, cases, verdict, (), refusal)
        done = self._recorded(recording, command.key, content)
        return Answer(CommandOutcome.DONE, done.programme, done.cases, None, done.findings)

    def reconcile(
        self,
        statement: BankStatement,
        cases: Cases,
        *,
        key: CommandKey | None = None,
        knowing: Mapping[CaseId, Known] = _NOTHING,
    ) -> Reconciled:
        """Answer every line of a statement, and record what each changes, one by one.

        An event that cannot be recorded stops no other: its answer has the reasons, as `refusal`.
        So is it where the case of a payment is not given. The same statement again finds nothing
        more to record. A statement that changed nothing, and has no key, leaves no entry.

        Raises:
            Conflict: the key was used with another content.
            WrongType: the statement is no `BankStatement`.
        """
        instance_of(BankStatement, "statement", statement)
        content = None if key is None else digest_of_content(statement)
        entry = remembered(self.memory, key, content)
        if entry is not None and entry.reconciliation is not None:
            repeated = CommandOutcome.REPEATED
            answered = entry.reconciliation.beside(statement)
            return Reconciled(repeated, self, cases, answered, entry.findings)
        recording = self._recording(cases, knowing, None, is_reading=True)
        orders = self.desk.orders.values()
        answered = reconcile(statement, orders, recording=recording.attempt)
        done = self._recorded(recording, key, content, answered)
        outcome = CommandOutcome.DONE
        return Reconciled(outcome, done.programme, done.cases, answered, done.findings)

    def replay(self, history: Iterable[Entry]) -> Programme:
        """The programme after entries that follow on its own history: `start.replay(history)`.

        What was recorded once is trusted: neither cases nor policy are asked. Fund, desk, memory
        and history are then those of the programme that recorded it, at every prefix.

        Raises:
            InvalidValue: this is not the history of this programme from where it stands: of
                another, with a gap, twice, or changed afterwards.
            UnknownEvent: an entry holds what is no event.
            WrongType: one of them is no `Entry`.
        """
        working, entries, used = self._working(), list[Entry](), set(self.memory)
        before = self.seal
        for number, entry in enumerate(history, self._next):
            instance_of(Entry, "history", entry)
            stands = (entry.programme, entry.number, entry.before)
            follows, before = stands == (self.id, number, before), entry.seal
            if not follows or entry.key in used or not entry.is_whole:
                raise not_its_own()
            for event in entry.events:
                working.replay(event)
            entries.append(entry)
            used.update(() if entry.key is None else (entry.key,))
        return self._after(working, entries)

    def _recording(
        self,
        cases: Cases,
        knowing: Mapping[CaseId, Known],
        given: Given | None,
        *,
        is_reading: bool = False,
    ) -> Recording:
        index = CaseIndex.of(cases)
        return Recording(
            policy=self.policy,
            site=self.site,
            working=self._working(),
            cases=index,
            knowing=knowing,
            given=given,
            accounts=index.accounts.opened(),
            latest=self.latest,
            is_reading=is_reading,
        )

    def _working(self) -> Working:
        return Working(self.fund.books(), self.desk, self.accounts.opened())

    def _recorded(
        self,
        recording: Recording,
        key: CommandKey | None = None,
        content: Digest | None = None,
        answered: Reconciliation | None = None,
    ) -> Recorded:
        """The programme after a recording, with its entry; nothing at all has none."""
        findings, events = tuple(recording.findings), tuple(recording.working.events)
        if key is None and not events:
            return Recorded(self, recording.cases)
        kept = None if key is None or answered is None else answered.to_be_kept
        entry = Entry(
            self.id,
            self._next,
            events,
            key,
            content,
            findings=findings,
            reconciliation=kept,
            before=self.seal,
        )
        return Recorded(self._after(recording.working, (entry,)), recording.after(), findings)

    @property
    def _next(self) -> int:
        """The number of the next entry."""
        return len(self.history) + 1

    def _after(self, working: Working, entries: Iterable[Entry]) -> Programme:
        made = tuple(entries)
        return attrs.evolve(
            self,
            fund=self.fund.after(working.books),
            office=working.desk.office,
            desk=working.desk,
            accounts=working.accounts.closed(),
            latest=self.latest.over(working.latest),
            history=self.history.then(made),
            memory=self.memory.over({each.key: each for each in made if each.key is not None}),
        )
