"""What a journal has read out rebuilds the cases and the programme, to the rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from made_up.people import CASES, NUMBER, SENT_ON, programme, sent

from reintegra.chain import Case
from reintegra.journal import Batch, Journal, MemoryJournal, SqliteJournal
from reintegra.programme import BankLine, BankStatement, CommandOutcome, LineKind, Programme
from reintegra.vocabulary import CommandKey, RecordNumber, idr
from reintegra.vocabulary.people import Person
from tests.journal.events import LAW, NOW, OFFICE, append
from tests.programme.money_commands import plan
from tests.programme.money_runs import Run, quickly
from tests.programme.people import MINISTRIES
from tests.programme.test_history import a_life, held

if TYPE_CHECKING:
    from pathlib import Path

NIK = "5202014101900001"


def assert_rebuilt(journal: Journal, start: Programme, end: Programme) -> None:
    """The programme that the journal gives is the one that was recorded."""
    rebuilt = start.replay(entry.event for entry in journal.read(end.id))  # type: ignore[misc] # the entries of a programme
    assert held(end) == held(rebuilt)
    assert end.seal == rebuilt.seal


def test_the_programme_of_the_examples_is_rebuilt_and_its_cases(tmp_path: Path) -> None:
    """From the file, with the fund, the orders, and each event of each case."""
    recorded = sent()
    batches = [Batch(case.id, case.events, 0) for case in recorded.cases.values()]
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        journal.append_together(
            [Batch(NUMBER, recorded.programme.history, 0), *batches],
            key=CommandKey("all-1"), actor=OFFICE, authority=LAW, recorded_at=NOW,
        )  # fmt: skip
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        assert_rebuilt(journal, programme(), recorded.programme)
        for case in recorded.cases.values():
            told = (entry.event for entry in journal.read(case.id))
            assert case == Case.replay(told)  # type: ignore[arg-type] # the events of a case


@pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)
def test_a_life_of_a_payment_is_rebuilt_at_each_step(ministry: Any) -> None:
    """Three attempts, with approvals, findings, refusals and returns."""
    way = a_life(ministry)
    journal, start = MemoryJournal(), way[0]
    fresh = attrs.evolve(start)
    for entry in way[-1].history:
        append(journal, start.id, [entry], entry.number - 1)
    entries = [entry.event for entry in journal.read(start.id)]
    assert list(way[-1].history) == entries
    rebuilt = fresh.replay(entries[len(start.history) :])  # type: ignore[arg-type] # entries
    assert held(way[-1]) == held(rebuilt)


@pytest.mark.parametrize("seed", range(4))
def test_a_generated_history_is_rebuilt_as_it_was_made(seed: int) -> None:
    """Commands with and without a key, done, refused and repeated."""
    run, journal = Run.opened(), MemoryJournal()
    start = run.programme
    with quickly():
        for planned, _ in plan(60, seed):
            before = len(run.programme.history)
            run.take(planned.command)
            new = list(run.programme.history)[before:]
            if new:
                append(journal, start.id, new, before)
    assert len(run.programme.history) > 20
    assert_rebuilt(journal, start, run.programme)


STATEMENT = BankStatement(
    RecordNumber("statement-1"),
    tuple(
        BankLine(
            reference=reference,
            amount=idr(960_000),
            account=None,
            kind=LineKind.PAID,
            on=SENT_ON,
            record=RecordNumber(f"entry-{number}"),
        )
        for number, reference in enumerate(
            (f"NIK {NIK} SITI CONTOH", "lombok-tengah-2019/case-001/p1", ""), 1
        )
    ),
    on=SENT_ON,
    count=3,
    total=idr(2_880_000),
)


def test_what_a_bank_wrote_in_place_of_a_payment_is_answered_and_not_kept(tmp_path: Path) -> None:
    """Anything may stand there: the answer has it, the history and the journal do not."""
    before = sent()
    first = before.programme.reconcile(STATEMENT, before.cases, key=CommandKey("bank-1"))
    assert [line.reference for line in STATEMENT.lines] == [
        answer.line.reference for answer in first.reconciliation.answers
    ]
    again = first.programme.reconcile(STATEMENT, first.cases, key=CommandKey("bank-1"))
    assert (CommandOutcome.REPEATED, first.reconciliation) == (again.outcome, again.reconciliation)
    kept = first.programme.history[-1].reconciliation
    assert kept is not None
    assert ["", STATEMENT.lines[1].reference, ""] == [each.line.reference for each in kept.answers]
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, NUMBER, first.programme.history)
        assert_rebuilt(journal, programme(), first.programme)
    assert NIK.encode() not in path.read_bytes()
    assert b"SITI" not in path.read_bytes()


def test_once_a_person_is_forgotten_nothing_else_changes_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    """The register of the embedder forgets; replay, proof and fund are as before."""
    recorded, path = sent(), tmp_path / "journal.sqlite"
    register = {case.person: Person(case.person, "Siti Contoh") for case in recorded.cases.values()}
    with SqliteJournal(path) as journal:
        append(journal, NUMBER, recorded.programme.history)
        for case in CASES.values():
            append(journal, case.id, recorded.cases[case.id].events)
        anchor = journal.head()
    for person in list(register):
        before = path.read_bytes()
        assert str(register.pop(person).name).encode() not in before
        with SqliteJournal(path) as journal:
            assert anchor == journal.verify(anchor).head
            assert "intact" == journal.verify(anchor).outcome
            assert_rebuilt(journal, programme(), recorded.programme)
            rebuilt = programme().replay(entry.event for entry in journal.read(NUMBER))  # type: ignore[misc] # entries
            assert recorded.programme.fund.statement() == rebuilt.fund.statement()
    assert {} == register
