"""The history of a programme: one entry for each command, of which nothing ever disappears.

What was refused leaves an entry too, where it had a key: its reasons, and no event. The digest of
an entry is taken over the content of the command, so that two commands of one key can be told
apart without keeping what was refused.

Each entry, with a key or without, is sealed as it is made: a digest of all that it says, and of the
seal of the entry before it; the first, of what the programme began with: its office, sites and
partners, and all that its fund, its desk and its accounts hold. So the last seal stands for the
whole history. Whoever can rewrite all entries can seal them anew: only a seal that was kept
elsewhere tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any, cast

import attrs

from reintegra.chain.stage import Event
from reintegra.programme.office_change import OfProgramme
from reintegra.programme.paying.findings import Found
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.reconciliation import Reconciliation
from reintegra.rules import Missing
from reintegra.rules.canonical import digest_of, plain
from reintegra.vocabulary.identifiers import CaseId, CommandKey, Digest, PaymentId, ProgrammeId
from reintegra.vocabulary.money import Money


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


def digest_of_content(value: object) -> Digest:
    """SHA-256 over a value in canonical form: the same in every process and language.

    Two values have one digest only where all their fields are equal, and of one type.
    """
    return Digest(digest_of(_content(value)))


def _seal(entry: Entry, told: Digest) -> Digest:
    """The digest of all that an entry says; `told` is that of its events."""
    of_the_command = (entry.key, entry.content, entry.refusal, entry.reconciliation)
    place = (entry.programme, entry.number, entry.before)
    return digest_of_content((*place, told, *of_the_command, entry.findings))


@cache
def _fields_of(kind: type[Any]) -> tuple[str, ...] | None:
    """The names of the fields of a kind of value that has some."""
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else None


def _content(value: object) -> object:
    if isinstance(value, Money | Missing):
        return plain(value)
    fields = _fields_of(cast("Any", type(value)))
    if fields is not None:
        return [type(value).__name__, {name: _content(getattr(value, name)) for name in fields}]
    if isinstance(value, Enum | str) or not isinstance(value, Iterable):
        return plain(value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {"mapping": sorted(([_content(each) for each in pair] for pair in pairs), key=repr)}
    held = [_content(each) for each in cast("Iterable[object]", value)]
    return {"set": sorted(held, key=repr)} if isinstance(value, frozenset) else held
