"""A golden journal of a programme, replayed by whatever release of the library is imported.

python -m tests.journal.after_upgrade FILE    tell as JSON what became of it
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import Conflict, InvalidValue
from reintegra.programme import (
    BankLine,
    BankStatement,
    Command,
    Entry,
    LineKind,
    Programme,
)
from reintegra.vocabulary import (
    AccountReference,
    ActorId,
    CommandKey,
    Digest,
    ProgrammeId,
    RecordNumber,
    idr,
)
from tests.journal.test_golden import journal_in
from tests.programme.people import KEMENSOS_ROUND, LATER, PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STATEMENT_KEY = CommandKey("bank-1")


def start() -> Programme:
    """The programme as it began."""
    return KEMENSOS_ROUND.programme(960_000)


def statement() -> BankStatement:
    """What the bank said last: of nobody's payment, of one that it said before, of one back."""
    kinds = (
        ("nobody-knows-it", LineKind.PAID, 960_000),
        ("award-1/p3", LineKind.PAID, 960_000),
        ("award-1/p3", LineKind.RETURNED, 959_900),
    )
    lines = [
        BankLine(
            reference=reference,
            amount=idr(units),
            account=AccountReference("account-9"),
            kind=kind,
            on=LATER + timedelta(days=1),
            record=RecordNumber(f"entry-{number}"),
        )
        for number, (reference, kind, units) in enumerate(kinds, 1)
    ]
    return BankStatement(
        RecordNumber("statement-1"),
        tuple(lines),
        on=date(2019, 11, 30),
        count=len(lines),
        total=idr(2_879_900),
    )


def entries_in(path: Path) -> list[Entry]:
    """The entries that a file holds, as this release reads them."""
    return [
        entry.event for entry in journal_in(path).read(PROGRAMME) if isinstance(entry.event, Entry)
    ]


def answers(programme: Programme, entries: Sequence[Entry]) -> dict[str, str]:
    """What each command is answered that is sent once more, by its key."""
    said: dict[str, str] = {}
    before: tuple[Any, ...] = ()
    for entry in entries:
        # what was refused leaves no event: here it was the payment of the entry before
        events, before = entry.events or before, entry.events
        if entry.key is None:
            continue
        try:
            if entry.key == STATEMENT_KEY:
                told = programme.reconcile(statement(), {}, key=entry.key)
                same = entry.reconciliation == told.reconciliation.to_be_kept
                said[str(entry.key)] = f"{told.outcome}, {same}"
            else:
                again = programme.carry_out(Command(entry.key, events), {})
                same = (entry.findings, entry.refusal) == (again.findings, again.refusal)
                said[str(entry.key)] = f"{again.outcome}, {same}"
        except Conflict as conflict:
            said[str(entry.key)] = conflict.code
    return said


def tampered(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Histories that are not the one on record: each field of each entry, and the order."""
    other: dict[str, Any] = {
        "programme": ProgrammeId("another"),
        "number": 99,
        "key": CommandKey("another"),
        "content": Digest("0f" * 32),
        "before": Digest("0f" * 32),
        "seal": Digest("0f" * 32),
        "refusal": None,
        "reconciliation": None,
        "findings": (),
        "events": (),
        "witness": ActorId("witness-1"),
    }
    for place, entry in enumerate(entries):
        names = [field.name for field in attrs.fields(Entry)]
        changes = [{name: other[name]} for name in names if getattr(entry, name) != other[name]]
        for which, event in enumerate(entry.events):
            for changed in _changed(event):
                events = (*entry.events[:which], changed, *entry.events[which + 1 :])
                changes.append({"events": events})
        for each in changes:
            yield [*entries[:place], attrs.evolve(entry, **each), *entries[place + 1 :]]
        if place:
            yield [*entries[: place - 1], entry, entries[place - 1], *entries[place + 1 :]]
            yield [*entries[: place - 1], *entries[place:]]


def _changed(event: Any) -> Iterator[Any]:
    """The event on another day; and with something in a field that only a later release has."""
    yield attrs.evolve(event, on=event.on + timedelta(days=400))
    if hasattr(event, "receipt"):
        yield attrs.evolve(event, receipt=RecordNumber("receipt-1"))


def is_refused(programme: Programme, history: Sequence[Entry]) -> bool:
    """Whether this is not the history of the programme."""
    try:
        programme.replay(history)
    except InvalidValue as error:
        return error.code == "another-history"
    return False


def told_of(path: Path) -> dict[str, Any]:
    """What became of a history: its seals, the answers to its keys, and whether it is guarded."""
    entries, began = entries_in(path), start()
    if is_refused(began, entries):
        return {"replayed": False, "whole": [entry.is_whole for entry in entries]}
    programme = began.replay(entries)
    spoilt = list(tampered(entries))
    return {
        "replayed": True,
        "began": str(began.seal),
        "seals": [str(entry.seal) for entry in programme.history],
        "answers": answers(programme, entries),
        "balances": list(programme.fund.balances.values()),
        "tampered": len(spoilt),
        "refused": sum(is_refused(began, each) for each in spoilt),
        "fields": sorted(_fields_of(entries)),
    }


def _fields_of(entries: Sequence[Entry]) -> set[str]:
    """The fields of all events, by which a release can be told from another."""
    events = {type(event) for entry in entries for event in entry.events}
    return {field.name for kind in events for field in attrs.fields(kind)}


if __name__ == "__main__":
    print(json.dumps(told_of(Path(sys.argv[1]))))  # noqa: T201 - it is told to the test
