"""What a journal has read out rebuilds the cases and the programme, to the rupiah."""

from __future__ import annotations

from base64 import b64encode
from binascii import hexlify
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from made_up.people import CASES, NUMBER, SENT_ON, programme, sent

from reintegra.chain import Case
from reintegra.journal import Batch, Journal, MemoryJournal, SqliteJournal
from reintegra.programme import BankLine, BankStatement, CommandOutcome, LineKind, Programme
from reintegra.vocabulary import Code, CommandKey, Pseudonymiser, RecordNumber, idr
from tests.journal.events import LAW, NOW, OFFICE, append
from tests.programme.money_commands import plan
from tests.programme.money_runs import Run, quickly
from tests.programme.people import MINISTRIES
from tests.programme.test_history import a_life, held

if TYPE_CHECKING:
    from pathlib import Path

    from reintegra.chain.stage import Event
    from reintegra.vocabulary import PersonId

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


@attrs.frozen
class Known:
    """What the register of an embedder knows of a made-up person."""

    name: str
    nik: str
    family_card: str
    telephone: str
    account: str


def register_of(count: int) -> dict[str, Known]:
    """Made-up people, each by a number of the register that was drawn by chance."""
    chance = Random(14)  # noqa: S311 - no secret
    names = ("Siti Contoh", "Budi Misal", "Ayu Umpama")
    return {
        f"{chance.getrandbits(128):032x}": Known(
            f"{names[number % 3]} {chance.randrange(1000)}",
            *(str(chance.randrange(10**15, 10**16)) for _ in range(4)),
        )
        for number in range(count)
    }


def written(text: str) -> set[bytes]:
    """A text in every form in which it might stand somewhere."""
    plain = {form.encode(code) for form in (text, text.lower()) for code in ("utf-8", "utf-16-le")}
    hidden = {
        made(each).lower()
        for each in (text.encode(), *(word.encode() for word in text.split() if len(word) > 4))
        for made in (hexlify, lambda part: b64encode(part).rstrip(b"=")[:-1])
    }
    return {each.lower() for each in {*plain, *hidden, sha256(text.encode()).hexdigest().encode()}}


def traces(known_as: str, person: Known, held: bytes) -> set[str]:
    """What of a person, or of the number by which a register knows them, stands in bytes."""
    fields = {"known_as": known_as, **attrs.asdict(person)}
    parts = {(field, part) for field, text in fields.items() for part in (text, *text.split())}
    return {field for field, part in parts if any(each in held for each in written(part))}


def bytes_beside(path: Path) -> bytes:
    """All that lies on the disk of a journal: the file, what was written ahead, its index."""
    files = sorted(path.parent.glob(f"{path.name}*"))
    return b"".join(each.read_bytes() for each in files).lower()


def numbered_anew(case: Case, person: PersonId) -> tuple[Event, ...]:
    """The events of a case, of another person."""
    return tuple(
        attrs.evolve(event, person=person) if hasattr(event, "person") else event  # type: ignore[call-arg] # those that name one
        for event in case.events
    )


def test_once_a_person_is_forgotten_nothing_else_changes_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    """The register of the embedder forgets; replay, proof and fund are as before."""
    recorded, path = sent(), tmp_path / "journal.sqlite"
    register = register_of(len(CASES))
    numbers = Pseudonymiser(sha256(b"a key for this test").digest(), Code("register"))
    person_of = {known_as: numbers.number(known_as) for known_as in register}
    events = {
        case.id: numbered_anew(recorded.cases[case.id], person)
        for case, person in zip(CASES.values(), person_of.values(), strict=True)
    }
    with SqliteJournal(path) as journal:
        append(journal, NUMBER, recorded.programme.history)
        for case, of_case in events.items():
            append(journal, case, of_case)
        # to read it so takes away its locks: here no other process is there to take the file
        anchor, open_bytes = journal.head(), bytes_beside(path)
    kept = bytes_beside(path)
    for known_as, known in list(register.items()):
        person = person_of[known_as]
        for content in (open_bytes, kept):
            assert person.value.encode() in content
            assert set() == traces(known_as, known, content)
        del register[known_as]
        assert person not in {numbers.number(each) for each in register}
        with SqliteJournal(path) as journal:
            found = journal.verify(anchor)
            assert (anchor, "intact") == (found.head, found.outcome)
            assert_rebuilt(journal, programme(), recorded.programme)
            rebuilt = programme().replay(entry.event for entry in journal.read(NUMBER))  # type: ignore[misc] # entries
            assert recorded.programme.fund.statement() == rebuilt.fund.statement()
            for case, of_case in events.items():
                told = (entry.event for entry in journal.read(case))
                assert Case.replay(of_case) == Case.replay(told)  # type: ignore[arg-type] # events of a case
        assert kept == bytes_beside(path)
    assert {} == register


@pytest.mark.parametrize("field", ["known_as", *(each.name for each in attrs.fields(Known))])
def test_what_would_be_left_of_a_person_would_be_found(field: str) -> None:
    """As it is, in other letters, or as a digest that anybody can make."""
    ((known_as, known),) = register_of(1).items()
    text = {"known_as": known_as, **attrs.asdict(known)}[field]
    for left in (
        text.encode(),
        text.upper().encode("utf-16-le"),
        hexlify(text.encode()),
        b64encode(text.encode()),
        sha256(text.encode()).hexdigest().encode(),
    ):
        assert field in traces(known_as, known, b"{" + left.lower() + b"}")
    assert set() == traces(known_as, known, b"p-agjkmbjm 2019-10-31 case-1")
