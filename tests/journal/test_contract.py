"""What a journal promises, wherever it is kept."""

from __future__ import annotations

import threading
import tracemalloc
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import attrs
import pendulum
import pytest
from made_up.people import CASES, MINISTRY, NUMBER, programme, sent

from reintegra.chain import Case
from reintegra.chain.deportation import DeportationReason, Deported, Label, TravelDocument
from reintegra.chain.guidance import SessionAttended
from reintegra.errors import Conflict, InvalidValue, UnknownEvent, WrongType
from reintegra.journal import (
    Anchor,
    Batch,
    Coding,
    DecodingLimits,
    Journal,
    MemoryJournal,
    Row,
    Soundness,
    SqliteJournal,
)
from reintegra.journal.sql import SqlJournal
from reintegra.programme import Command, PaymentApproved
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.vocabulary import (
    ActorId,
    CaseId,
    Code,
    CommandKey,
    CountryCode,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    idr,
)
from tests.journal.events import DAY, LAW, NOW, OFFICE, append, attested, events_of, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.journal.kinds import Place

ONE, TWO = CaseId("case-1"), CaseId("case-2")
START = [attested(ONE), *sessions(ONE, (1, 2))]


def nothing_in(journal: Journal) -> None:
    """An empty journal, in every answer."""
    assert 0 == journal.head().sequence
    assert [] == list(journal.streams())
    assert [] == list(journal.read_all())


def test_what_was_recorded_is_read_as_it_was_with_all_that_was_said(journal: Journal) -> None:
    """An entry says where it stands, when, by whom and by what mandate it was recorded."""
    appended = append(journal, ONE, START, key="start-1")
    assert list(appended.entries) == list(journal.read(ONE)) == list(journal.read_all())
    assert [(1, 1), (2, 2), (3, 3)] == [(e.sequence, e.version) for e in journal.read(ONE)]
    second = append(journal, TWO, [attested(TWO)], cause=3).entries[0]
    assert (4, TWO, 1, NOW) == (second.sequence, second.stream, second.version, second.recorded_at)
    assert (OFFICE, LAW, 3, None) == (second.actor, second.authority, second.cause, second.key)
    assert CommandKey("start-1") == appended.entries[2].key
    assert START == events_of(journal, ONE)
    assert [second] == list(journal.read(TWO))


def test_a_journal_has_the_coding_that_it_is_given(place: Place) -> None:
    """What lies beyond its limits is not recorded; without one it has that of the library."""
    narrow = place.open(1, Coding(limits=DecodingLimits(max_bytes=99)))
    with pytest.raises(InvalidValue, match="too-many-bytes"):
        append(narrow, ONE, START)
    nothing_in(narrow)
    append(place.open(2), ONE, START)


def test_a_stream_is_read_from_any_version_and_all_from_any_sequence(journal: Journal) -> None:
    """The version itself is included; beyond the last there is nothing."""
    append(journal, ONE, START)
    append(journal, TWO, [attested(TWO)])
    for first in range(1, 6):
        assert START[first - 1 :] == events_of(journal, ONE, first)
        expected = list(range(first, 5))
        assert expected == [entry.sequence for entry in journal.read_all(first)]
    assert [] == list(journal.read(CaseId("case-9")))
    assert [] == list(journal.read(ProgrammeId("case-1")))


def test_streams_stand_in_the_order_of_their_first_entry(journal: Journal) -> None:
    """A case and a programme of one number are two streams."""
    nothing_in(journal)
    history = list(sent().programme.history)
    append(journal, TWO, [attested(TWO)])
    append(journal, NUMBER, history)
    of_one_name = CaseId(NUMBER.value)
    append(journal, of_one_name, [attested(of_one_name)])
    append(journal, TWO, sessions(TWO, (1,)), 1)
    assert [TWO, NUMBER, of_one_name] == list(journal.streams())


def test_the_head_is_an_anchor_that_every_append_returns(journal: Journal) -> None:
    """Without an entry the head is the digest before the first."""
    empty = journal.head()
    assert Soundness.INTACT is journal.verify(empty).outcome
    first = append(journal, ONE, START)
    assert first.anchor == journal.head() == journal.verify().head
    assert len({empty, first.anchor}) == 2
    assert Soundness.INTACT is journal.verify(first.anchor).outcome
    for nothing in (empty, None):
        assert Soundness.NOT_VERIFIABLE is journal.verify(nothing).outcome


def test_of_two_writers_who_saw_the_same_one_wins(journal: Journal) -> None:
    """The other is told both versions, and nothing of its own was recorded."""
    append(journal, ONE, START)
    append(journal, ONE, sessions(ONE, (3,)), 3)
    for expected in (3, 5):
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, sessions(ONE, (4,)), expected, key="late-1")
        assert ("version-conflict", ONE) == (caught.value.code, caught.value.key)
        assert (expected, 4) == (caught.value.expected, caught.value.actual)
    assert 4 == journal.head().sequence
    append(journal, ONE, sessions(ONE, (4,)), 4, key="late-1")


def test_a_command_that_is_repeated_is_answered_again_and_recorded_once(journal: Journal) -> None:
    """A later time and an outdated version do not matter: it is the same command."""
    first = append(journal, ONE, START, key="start-1")
    append(journal, TWO, [attested(TWO)])
    later = NOW + timedelta(hours=1)
    again = append(journal, ONE, START, 3, key="start-1", recorded_at=later)
    assert first == again == append(journal, ONE, START, key="start-1")
    assert 4 == journal.head().sequence


@pytest.mark.parametrize(
    "other",
    [
        {"events": START[:2]},
        {"events": [*START, *sessions(ONE, (3,))]},
        {"events": [START[0], START[2], START[1]]},
        {"stream": TWO, "events": [attested(TWO)]},
        {"actor": ActorId("clerk-1")},
        {"authority": Code("another-law")},
        {"cause": 1},
    ],
    ids="-".join,
)
def test_a_key_stands_for_one_content(journal: Journal, other: dict[str, Any]) -> None:
    """Other events, stream, actor, authority or cause under one key are a conflict."""
    append(journal, ONE, START, key="start-1")
    asked = {"stream": ONE, "events": START, **other}
    with pytest.raises(Conflict) as caught:
        append(journal, **asked, key="start-1")
    assert ("key-reused", CommandKey("start-1")) == (caught.value.code, caught.value.key)
    assert 3 == journal.head().sequence


def test_without_a_key_the_same_is_recorded_again(journal: Journal) -> None:
    """Only a key says that it is the same command."""
    append(journal, ONE, [attested(ONE)])
    for version in (1, 2):
        append(journal, ONE, sessions(ONE, (1,)), version)
    assert 3 == journal.head().sequence


def together(journal: Journal, *batches: Batch, key: str | None = None) -> Any:
    """Several streams at once."""
    named = None if key is None else CommandKey(key)
    return journal.append_together(batches, key=named, actor=OFFICE, authority=LAW, recorded_at=NOW)


def test_a_command_of_several_streams_is_recorded_whole_or_not_at_all(journal: Journal) -> None:
    """Where one stream has moved on, nothing is recorded in the others either."""
    history = list(sent().programme.history)
    one, programme = Batch(ONE, START, 0), Batch(NUMBER, history[:1], 0)
    done = together(journal, one, programme, key="both-1")
    assert [1, 2, 3, 4] == [entry.sequence for entry in done.entries]
    assert [1, 2, 3, 1] == [entry.version for entry in done.entries]
    two = Batch(TWO, [attested(TWO)], 0)
    with pytest.raises(Conflict, match="version-conflict") as caught:
        together(journal, two, programme)
    assert NUMBER == caught.value.key
    assert 4 == journal.head().sequence
    assert [] == list(journal.read(TWO))
    assert done == together(journal, one, programme, key="both-1")
    for other in ((one,), (programme, one), (one, programme, two)):
        with pytest.raises(Conflict, match="key-reused"):
            together(journal, *other, key="both-1")


def test_a_command_names_at_least_one_stream_and_each_once(journal: Journal) -> None:
    """Two batches of one stream would each expect what the other changes."""
    batch = Batch(ONE, START, 0)
    for batches, code in (((), "empty"), ((batch, batch), "stream-twice")):
        with pytest.raises(InvalidValue) as caught:
            together(journal, *batches)
        assert ("batches", code) == (caught.value.field, caught.value.code)
    with pytest.raises(WrongType):
        together(journal, (ONE, START, 0))  # type: ignore[arg-type] # seen at run time
    nothing_in(journal)


def entry_of_another() -> Any:
    """An entry whose programme was given another number afterwards."""
    return attrs.evolve(sent().programme.history[0], programme=ProgrammeId("other"))


MALFORMED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "no event": ({"events": []}, InvalidValue, "empty"),
    "another case": ({"events": [attested(TWO)]}, InvalidValue, "another-stream"),
    "another second": ({"events": [*START, attested(TWO)]}, InvalidValue, "another-stream"),
    "no opening": ({"events": sessions(ONE, (1,))}, InvalidValue, "not-opening"),
    "two people": (
        {"events": [*START, attested(ONE, "person-2")]},
        InvalidValue,
        "another-person",
    ),
    "no event at all": ({"events": [1]}, UnknownEvent, ""),
    "of the desk": (
        {"events": [PaymentApproved(case=ONE, on=DAY, by=OFFICE, payment=PaymentId("p"))]},
        UnknownEvent,
        "",
    ),
    "entry in a case": ({"events": list(sent().programme.history)[:1]}, UnknownEvent, ""),
    "event in a programme": ({"stream": NUMBER}, WrongType, ""),
    "another programme": (
        {"stream": NUMBER, "events": [entry_of_another()]},
        InvalidValue,
        "another-stream",
    ),
    "changed entry": (
        {"stream": ProgrammeId("other"), "events": [entry_of_another()]},
        InvalidValue,
        "not-next",
    ),
    "entry too early": (
        {"stream": NUMBER, "events": list(sent().programme.history)[1:]},
        InvalidValue,
        "not-next",
    ),
    "no stream": ({"stream": "case-1"}, WrongType, ""),
    "negative version": ({"expected": -1}, InvalidValue, "negative"),
    "version no number": ({"expected": True}, WrongType, ""),
    "no actor": ({"actor": "social-office"}, WrongType, ""),
    "no authority": ({"authority": ActorId("law")}, WrongType, ""),
    "no time": ({"recorded_at": DAY}, WrongType, ""),
    "naive time": ({"recorded_at": datetime(2020, 1, 1)}, WrongType, ""),  # noqa: DTZ001 - refused
    "another zone": (
        {"recorded_at": NOW.astimezone(timezone(timedelta(hours=8)))},
        InvalidValue,
        "not-utc",
    ),
    "cause of none": ({"cause": 1}, InvalidValue, "no-entry"),
    "cause zero": ({"cause": 0}, InvalidValue, "too-small"),
    "cause no number": ({"cause": "1"}, WrongType, ""),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_raises_and_leaves_the_key_free(journal: Journal, name: str) -> None:
    """Nothing is recorded, and the same key can be used for what was meant."""
    asked, kind, code = MALFORMED[name]
    with pytest.raises(kind) as caught:
        append(journal, **{"stream": ONE, "events": START, "key": "start-1", **asked})
    assert code == getattr(caught.value, "code", "")
    nothing_in(journal)
    append(journal, ONE, START, key="start-1")


class _Clerk(ActorId):
    """An actor of the embedder's own class."""


class _Law(Code):
    """A mandate of the embedder's own class."""


class _Key(CommandKey):
    """A key of the embedder's own class."""


class _Case(CaseId):
    """A case of the embedder's own class."""


@pytest.mark.parametrize(
    "own",
    [
        {"actor": _Clerk("clerk-1")},
        {"authority": _Law("law-1")},
        {"stream": _Case("case-1")},
        {"key": _Key("start-1")},
    ],
    ids="-".join,
)
def test_a_class_of_the_embedder_is_refused_where_it_would_not_be_read_back(
    journal: Journal, own: dict[str, Any]
) -> None:
    """What is read is of the class of the library, and would be another than was recorded."""
    key = CommandKey("start-1")
    given = {"stream": ONE, "key": key, "actor": OFFICE, "authority": LAW, **own}
    with pytest.raises(WrongType, match=next(iter(own))):
        journal.append(events=START, expected_version=0, recorded_at=NOW, **given)
    nothing_in(journal)
    with pytest.raises(WrongType):
        journal.read(_Case("case-1"))


def test_a_store_has_the_methods_of_one() -> None:
    """Nothing else can keep a journal."""
    nothing: Any
    for nothing in (None, "", "journal.sqlite"):
        with pytest.raises(WrongType, match="store"):
            Journal(nothing)


@pytest.mark.parametrize(
    ("timeout", "kind"),
    [
        (-0.1, InvalidValue),
        (float("nan"), InvalidValue),
        (float("inf"), InvalidValue),
        (86_401, InvalidValue),
        ("5", WrongType),
        (None, WrongType),
        (True, WrongType),
    ],
    ids=str,
)
def test_a_writer_waits_for_a_number_of_seconds(
    database: Place, tmp_path: Path, timeout: Any, kind: type[Exception]
) -> None:
    """From none at all to a day."""
    with pytest.raises(kind, match="timeout"):
        SqlJournal(database.engine(), timeout=timeout)
    with pytest.raises(kind, match="timeout"):
        SqliteJournal(tmp_path / "waiting.sqlite", timeout=timeout)
    assert not (tmp_path / "waiting.sqlite").exists()


def test_from_no_time_to_a_day_can_be_waited(tmp_path: Path) -> None:
    """Both ends are included, and a whole number is one as well."""
    for timeout in (0, 0.0, 86_400):
        SqliteJournal(tmp_path / "journal.sqlite", timeout=timeout).close()


def test_a_journal_that_was_closed_says_so(journal: Journal) -> None:
    """Wherever it was kept; closing it twice does no harm."""
    append(journal, ONE, START)
    journal.close()
    journal.close()
    for act in (
        journal.head,
        journal.verify,
        lambda: list(journal.streams()),
        lambda: list(journal.read(ONE)),
        lambda: append(journal, ONE, sessions(ONE, (3,)), 3),
    ):
        with pytest.raises(Conflict, match="closed"):
            act()


def test_a_stream_of_neither_kind_is_told_by_a_code() -> None:
    """It was put there behind the back of the library, and is not repeated."""
    for stream in ("person:siti", "case:17 August 1945", "", 7):
        journal = MemoryJournal()
        append(journal, ONE, [attested(ONE)])
        store = journal._store  # noqa: SLF001 - what is tampered with
        (row,) = store.scan(1, 1)
        with store.writing():
            store.insert([row._replace(sequence=2, stream=stream)])  # type: ignore[arg-type] # as SQLite may hold it
        with pytest.raises(InvalidValue) as caught:
            list(journal.streams())
        assert ("stream", "form") == (caught.value.field, caught.value.code)
        assert caught.value.__context__ is None


@pytest.mark.parametrize("content", [b"{}", "text"])
def test_on_an_entry_that_is_none_nothing_is_recorded(content: Any) -> None:
    """Nobody knows when it was recorded."""
    journal = MemoryJournal()
    append(journal, ONE, [attested(ONE)])
    store = journal._store  # noqa: SLF001 - what is tampered with
    (row,) = store.scan(1, 1)
    with store.writing():
        store.insert([row._replace(sequence=2, version=2, content=content)])
    with pytest.raises(Conflict, match="damaged"):
        append(journal, ONE, sessions(ONE, (1,)), 2)


def appropriated(number: int) -> Command:
    """A command of a programme, as it is sent by its key."""
    event = FundAppropriated(
        programme=NUMBER, on=date(2019, 10, 2), by=MINISTRY, amount=idr(1000),
        record=RecordNumber(f"appropriation-{number}"),
    )  # fmt: skip
    return Command(CommandKey(f"fund-{number}"), (event,))


def history_of(*numbers: int) -> Any:
    """What a programme has on record after these commands."""
    made = programme()
    for number in numbers:
        made = made.carry_out(appropriated(number), CASES).programme
    return made.history


def test_a_command_of_a_programme_by_a_writer_who_is_behind_is_outdated(journal: Journal) -> None:
    """It is on record in another place: who reads on finds its answer there, by its key."""
    known = history_of(2, 3)
    append(journal, NUMBER, known[:1], key="fund-2")
    done = append(journal, NUMBER, known[1:], 1, key="fund-3")
    behind = history_of(3)
    assert behind[0] != known[1]
    with pytest.raises(Conflict) as caught:
        append(journal, NUMBER, behind, key="fund-3")
    assert ("version-conflict", NUMBER) == (caught.value.code, caught.value.key)
    assert (0, 2) == (caught.value.expected, caught.value.actual)
    for version in (0, 1, 2):
        assert done == append(journal, NUMBER, known[1:], version, key="fund-3")


def test_another_command_of_a_programme_under_the_same_key_is_another_content(
    journal: Journal,
) -> None:
    """So it is where actor or mandate differ, or it claims a place that it does not have."""
    known = history_of(2, 3)
    append(journal, NUMBER, known[:1], key="fund-2")
    append(journal, NUMBER, known[1:], 1, key="fund-3")
    others: list[dict[str, Any]] = [
        {"events": history_of(2), "expected": 0},
        {"events": history_of(3), "expected": 0, "actor": ActorId("clerk-1")},
        {"events": history_of(3), "expected": 0, "cause": 1},
        {"events": history_of(4, 5, 3)[2:], "expected": 2},
        {"stream": ONE, "events": START, "expected": 0},
    ]
    for other in others:
        with pytest.raises(Conflict, match="key-reused"):
            append(journal, **{"stream": NUMBER, "key": "fund-3", **other})


def test_an_entry_of_another_place_is_refused_where_the_version_is_right(journal: Journal) -> None:
    """It does not follow on what is there; and of several each follows the one before it."""
    known = history_of(2, 3, 4)
    for events in (known[1:2], [known[0], known[2]], [known[1], known[0]]):
        with pytest.raises(InvalidValue, match="not-next"):
            append(journal, NUMBER, events)
    nothing_in(journal)
    append(journal, NUMBER, known)


def test_an_entry_that_was_made_upon_another_history_is_refused(journal: Journal) -> None:
    """Whoever goes on from what could not be recorded holds the right number, and another past.

    Recorded, it could never be taken out again, and no programme be rebuilt.
    """
    known, lost = history_of(2, 3, 4), history_of(5, 3, 4)
    with pytest.raises(InvalidValue, match="not-next"):
        append(journal, NUMBER, [known[0], lost[1]])
    append(journal, NUMBER, known[:1])
    with pytest.raises(InvalidValue, match="not-next"):
        append(journal, NUMBER, lost[1:], 1, key="fund-3")
    assert list(known[:1]) == events_of(journal, NUMBER)
    append(journal, NUMBER, known[1:], 1, key="fund-3")
    assert programme().replay(events_of(journal, NUMBER)).history == known


def _naming(person: str) -> dict[str, Any]:
    """Each event that names a person, in a case that stands already."""
    who = PersonId(person)
    awarded: Any = sent().programme.history[0].events[0]
    return {
        "an attested return": attested(ONE, person),
        "a deportation": Deported(
            case=ONE,
            on=DAY,
            person=who,
            country=CountryCode("MY"),
            reason=DeportationReason.OVERSTAY,
            document=TravelDocument.SPLP,
            label=Label.WNI_MKPO,
        ),
        "an award": attrs.evolve(awarded, case=ONE, person=who),
    }


@pytest.mark.parametrize("what", _naming("person-1"))
def test_a_case_is_of_one_person_for_ever(journal: Journal, what: str) -> None:
    """An event that names another one is refused: recorded, the case could never be rebuilt."""
    append(journal, ONE, START)
    with pytest.raises(InvalidValue, match="another-person") as caught:
        append(journal, ONE, [_naming("person-2")[what]], 3, key="naming-1")
    assert "person-" not in str(caught.value)
    append(journal, ONE, [_naming("person-1")[what]], 3, key="naming-1")
    assert 4 == Case.replay(journal.read(ONE)).version


def test_who_comes_while_another_records_waits_for_the_end(journal: Journal) -> None:
    """And is told then that the stream has gone on; in the meantime nobody sees anything."""
    append(journal, ONE, START)
    store = journal._store  # noqa: SLF001 - to stand in the midst of recording
    row, answers = store.last(), list[str]()
    assert row is not None

    def come() -> None:
        try:
            append(journal, ONE, sessions(ONE, (9,)), 3)
        except Conflict as conflict:
            answers.append(f"{conflict.code} {conflict.actual}")

    waiting = threading.Thread(target=come)
    with store.writing():
        store.insert([row._replace(sequence=4, version=4)])
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        assert [] == answers
    waiting.join()
    assert ["version-conflict 4"] == answers


def test_who_is_in_the_midst_of_recording_does_not_record_another(journal: Journal) -> None:
    """As a handler of signals may try to; what was begun is recorded whole or not at all."""
    append(journal, ONE, START)
    store = journal._store  # noqa: SLF001 - to stand in the midst of recording
    row = store.last()
    assert row is not None

    def in_its_midst() -> None:
        store.insert([row._replace(sequence=4, version=4)])
        with pytest.raises(Conflict, match="locked"):
            append(journal, TWO, [attested(TWO)])
        store.insert([row._replace(sequence=5, version=5)])

    def stopped() -> None:
        with store.writing():
            in_its_midst()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert 3 == journal.head().sequence
    with store.writing():
        in_its_midst()
    assert 5 == journal.head().sequence
    append(journal, TWO, [attested(TWO)])


def test_large_entries_are_read_a_few_at_a_time(place: Place) -> None:
    """Whatever stands in a journal, who reads it holds little of it."""
    store = place.open()._store  # noqa: SLF001 - rows of any size
    small = 512 * 1024
    rows = [Row(n, "case:a", n, None, bytes(32), bytes(small + n)) for n in range(1, 25)]
    with store.writing():
        store.insert(rows)
    assert rows == list(store.scan(1, 24))
    scans: tuple[Callable[[], Iterator[bytes]], ...] = (
        lambda: (row.content for row in store.scan(1, 24)),
        lambda: store.contents(1, 24),
        lambda: store.contents_of("case:a", 1, 24),
    )
    for scan in scans:
        assert [row.content for row in rows] == list(scan())
        tracemalloc.start()
        read = scan()
        next(read)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 16 * small


def test_a_key_is_a_command_key(journal: Journal) -> None:
    """A plain text is none."""
    given = {"actor": OFFICE, "authority": LAW, "recorded_at": NOW}
    with pytest.raises(WrongType, match="key"):
        journal.append(ONE, START, expected_version=0, key="start-1", **given)  # type: ignore[arg-type] # seen at run time
    nothing_in(journal)


def test_an_event_of_a_class_that_the_library_does_not_have_is_refused(journal: Journal) -> None:
    """Nobody could read it later."""

    class Attended(SessionAttended):
        """A session, as an embedder would have it."""

    own = Attended(case=ONE, on=DAY, module=Code("sewing"), hours=1)
    with pytest.raises(UnknownEvent):
        append(journal, ONE, [attested(ONE), own])
    nothing_in(journal)


def test_an_event_that_would_not_be_read_back_is_refused(journal: Journal) -> None:
    """A field was changed behind the back of its class."""
    for hours in (1.5, "three"):
        (session,) = sessions(ONE, (1,))
        object.__setattr__(session, "hours", hours)
        with pytest.raises(InvalidValue, match=r"event\(session-attended\)\.hours") as caught:
            append(journal, ONE, [attested(ONE), session])
        assert str(hours) not in str(caught.value)
    nothing_in(journal)


def test_what_reads_differently_is_refused(journal: Journal) -> None:
    """A list in the place of a tuple would come back as a tuple."""
    entry = sent().programme.history[0]
    object.__setattr__(entry, "findings", list(entry.findings))
    with pytest.raises(InvalidValue, match="not-readable"):
        append(journal, NUMBER, [entry])
    nothing_in(journal)


def test_a_time_of_any_library_is_kept_to_the_microsecond(journal: Journal) -> None:
    """It is read as a plain time of the standard library."""
    early = datetime(1, 1, 1, tzinfo=UTC)
    append(journal, ONE, [attested(ONE)], recorded_at=early)
    append(journal, ONE, sessions(ONE, (1,)), 1, recorded_at=pendulum.instance(NOW))
    assert [early, NOW] == [entry.recorded_at for entry in journal.read(ONE)]
    assert {datetime} == {type(entry.recorded_at) for entry in journal.read(ONE)}


def test_the_time_of_recording_never_goes_back_within_a_stream(journal: Journal) -> None:
    """As known between the two, the case would be one that never was; another stream is free."""
    append(journal, ONE, START)
    step = timedelta(microseconds=1)
    for earlier in (NOW - step, NOW - timedelta(days=400)):
        with pytest.raises(InvalidValue) as caught:
            append(journal, ONE, sessions(ONE, (3,)), 3, key="more-1", recorded_at=earlier)
        assert ("recorded_at", "clock-went-back") == (caught.value.field, caught.value.code)
        both = [Batch(TWO, [attested(TWO)], 0), Batch(ONE, sessions(ONE, (3,)), 3)]
        with pytest.raises(InvalidValue, match="clock-went-back"):
            journal.append_together(
                both, key=None, actor=OFFICE, authority=LAW, recorded_at=earlier
            )
    assert 3 == journal.head().sequence
    append(journal, TWO, [attested(TWO)], recorded_at=NOW - timedelta(days=400))
    append(journal, ONE, sessions(ONE, (3,)), 3, key="more-1", recorded_at=NOW)
    append(journal, ONE, sessions(ONE, (4,)), 4, recorded_at=NOW + step)
    with pytest.raises(InvalidValue, match="clock-went-back"):
        append(journal, ONE, sessions(ONE, (5,)), 5, recorded_at=NOW)


def test_reading_asks_for_a_stream_and_a_place_from_one(journal: Journal) -> None:
    """A mistake is answered at once, not when the first entry is asked for."""
    with pytest.raises(WrongType):
        journal.read("case-1")  # type: ignore[arg-type] # seen at run time
    with pytest.raises(InvalidValue):
        journal.read(ONE, 0)
    with pytest.raises(InvalidValue):
        journal.read_all(0)
    append(journal, ONE, START)
    for beyond in (4, 2**63 - 1, 2**63, 2**70):
        assert [] == list(journal.read(ONE, beyond))
        assert [] == list(journal.read_all(beyond))
    with pytest.raises(WrongType):
        journal.verify("anchor")  # type: ignore[arg-type] # seen at run time


def test_who_reads_and_records_at_once_reads_what_there_was(journal: Journal) -> None:
    """To answer each entry with another does not go on for ever."""
    append(journal, ONE, START)
    for read in (journal.read(ONE), journal.read_all()):
        before = journal.head().sequence
        seen = 0
        for entry in read:
            seen += 1
            append(journal, ONE, sessions(ONE, (9,)), journal.head().sequence, cause=entry.sequence)
        assert before == seen


def test_a_long_stream_is_read_whole_whatever_stands_between(journal: Journal) -> None:
    """Several pages of a store, and another stream among them."""
    append(journal, ONE, [attested(ONE)])
    append(journal, TWO, [attested(TWO)])
    for version in range(1, 2_401, 800):
        append(journal, ONE, sessions(ONE, tuple(1 + hour % 24 for hour in range(800))), version)
        append(journal, TWO, sessions(TWO, (1,)), version // 800 + 1)
    assert list(range(1, 2_402)) == [entry.version for entry in journal.read(ONE)]
    assert list(range(1, 2_406)) == [entry.sequence for entry in journal.read_all()]
    assert list(range(1_000, 2_402)) == [entry.version for entry in journal.read(ONE, 1_000)]
    assert Soundness.INTACT is journal.verify(journal.head()).outcome


def test_threads_that_write_at_once_lose_and_mix_nothing(journal: Journal) -> None:
    """Each tries again until it wins; every event is there once, in the order of its thread."""
    append(journal, ONE, [attested(ONE)])

    def write(module: str) -> None:
        for hours in range(1, 11):
            event = SessionAttended(case=ONE, on=DAY, module=Code(module), hours=hours)
            while True:
                try:
                    append(journal, ONE, [event], journal.head().sequence)
                except Conflict:
                    continue
                break

    threads = [threading.Thread(target=write, args=(name,)) for name in ("sewing", "baking")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [event for event in events_of(journal, ONE, 2) if isinstance(event, SessionAttended)]
    for name in ("sewing", "baking"):
        of_one = [event.hours for event in told if event.module == Code(name)]
        assert list(range(1, 11)) == of_one
    assert Soundness.INTACT is journal.verify(journal.head()).outcome


def test_two_journals_of_the_same_are_the_same(new_journal: Callable[[], Journal]) -> None:
    """Where a journal is kept, and in which process, is none of it."""
    first, second = new_journal(), new_journal()
    heads = {append(each, ONE, START).anchor for each in (first, second)}
    digest = "7913f2ecf973f046e27610cdc55f78eac14d91333ef02b36d6ddeeeddfcc1f12"
    assert {digest} == {head.digest.value for head in heads}
    assert heads == {Anchor(3, head.digest) for head in heads}


def test_a_case_that_is_read_is_the_case_that_was_recorded(journal: Journal) -> None:
    """Cases of the examples, with all their events."""
    for case in CASES.values():
        append(journal, case.id, case.events)
    for case in CASES.values():
        assert case == Case.replay(entry.event for entry in journal.read(case.id))  # type: ignore[misc] # events of a case


def test_a_journal_is_closed_at_the_end_of_a_block(new_journal: Callable[[], Journal]) -> None:
    """So that a file is given back."""
    with new_journal() as journal:
        append(journal, ONE, START)
    assert Deported not in {type(event) for event in START}
