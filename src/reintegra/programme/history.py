"""The history of a programme: one entry for each command, of which nothing ever disappears.

What was refused leaves an entry too, where it had a key: its reasons, and no event. The digest of
an entry is taken over the content of the command, so that two commands of one key can be told
apart without keeping what was refused.

Each entry, with a key or without, is sealed as it is made: a digest of all that it says, and of the
seal of the entry before it; the first, of what the programme began with: its office, sites and
partners, and all that its fund, its desk and its accounts hold. So the last seal stands for the
whole history. Whoever can rewrite all entries can seal them anew: only a seal that was kept
elsewhere tells.

A seal is that of the day on which it was made, whatever has become of the classes since: see
`content`, which says what may change and what may not. So a history is proved in the same way
wherever it comes from, and however old it is: nothing is believed because a journal kept it.
"""

from __future__ import annotations

import attrs

from reintegra.chain.stage import Event
from reintegra.programme.content import digest_of_content, digest_of_record
from reintegra.programme.office_change import OfProgramme
from reintegra.programme.paying.findings import Found
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.reconciliation import Reconciliation
from reintegra.vocabulary.identifiers import CaseId, CommandKey, Digest, PaymentId, ProgrammeId


@attrs.frozen
class OrderFinding:
    """What gives pause about one payment order."""

    case: CaseId
    payment: PaymentId
    finding: Found


def _seal_of(entry: Entry) -> Digest:
    return _seal(entry, digest_of_content(entry.events))


@attrs.frozen
class Entry:
    """One command of a programme: what happened by it, or why nothing did.

    `number` counts the entries of the programme from 1. `content` is the digest of a command with
    a key. `findings` are what gave pause as it was recorded, and `reconciliation` what a bank
    statement was answered, where it had a key, without what the bank wrote in place of a payment.
    `before` is the seal of the entry before it, or of
    what the programme began with, and `seal` the digest of all of this, as it was made.
    """

    programme: ProgrammeId
    number: int
    events: tuple[Event | OfProgramme, ...] = ()
    key: CommandKey | None = None
    content: Digest | None = None
    refusal: Refusal | None = None
    findings: tuple[OrderFinding, ...] = ()
    reconciliation: Reconciliation | None = attrs.field(default=None, repr=False)
    before: Digest = attrs.field(kw_only=True, repr=False)
    seal: Digest = attrs.field(default=attrs.Factory(_seal_of, takes_self=True), repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was made, and says one thing only.

        That is what happened by a command or a statement, or why nothing did.
        """
        told = digest_of_content(self.events)
        if self.seal != _seal(self, told):
            return False
        if self.key is None:
            return bool(self.events) and self.content is None and self.refusal is None
        if self.refusal is not None:
            return not self.events and self.content is not None
        if self.reconciliation is None:
            return self.content == told
        return self.content is not None and self.events == self.reconciliation.events

    @property
    def digest(self) -> Digest:
        """The digest of the content of the command; without a key, of what happened."""
        return digest_of_content(self.events) if self.content is None else self.content


def _seal(entry: Entry, told: Digest) -> Digest:
    """The digest of all that an entry says; `told` is that of its events."""
    return digest_of_record(entry, events=told, seal=None)
