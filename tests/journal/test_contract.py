"""What a journal promises, wherever it is kept."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import attrs
import pendulum
import pytest
from made_up.people import CASES, NUMBER, sent

from reintegra.chain import Case
from reintegra.chain.deportation import Deported
from reintegra.chain.guidance import SessionAttended
from reintegra.errors import Conflict, InvalidValue, UnknownEvent, WrongType
from reintegra.journal import Anchor, Batch, Journal, Soundness
from reintegra.programme import PaymentApproved
from reintegra.vocabulary import ActorId, CaseId, Code, CommandKey, PaymentId, ProgrammeId
from tests.journal.events import DAY, LAW, NOW, OFFICE, append, attested, events_of, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

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
    second = append(journal, TWO, [attested(TWO)], cause=2).entries[0]
    assert (4, TWO, 1, NOW) == (second.sequence, second.stream, second.version, second.recorded_at)
    assert (OFFICE, LAW, 2, None) == (second.actor, second.authority, second.cause, second.key)
    assert CommandKey("start-1") == appended.entries[2].key
    assert START == events_of(journal, ONE)
    assert [second] == list(journal.read(TWO))


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
    for anchor in (empty, first.anchor):
        assert Soundness.INTACT is journal.verify(anchor).outcome
    assert Soundness.NOT_VERIFIABLE is journal.verify().outcome


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
    append(journal, ONE, [attested(ONE)], recorded_at=pendulum.instance(NOW))
    early = datetime(1, 1, 1, tzinfo=UTC)
    append(journal, ONE, sessions(ONE, (1,)), 1, recorded_at=early)
    assert [NOW, early] == [entry.recorded_at for entry in journal.read(ONE)]
    assert {datetime} == {type(entry.recorded_at) for entry in journal.read(ONE)}


def test_reading_asks_for_a_stream_and_a_place_from_one(journal: Journal) -> None:
    """A mistake is answered at once, not when the first entry is asked for."""
    with pytest.raises(WrongType):
        journal.read("case-1")  # type: ignore[arg-type] # seen at run time
    with pytest.raises(InvalidValue):
        journal.read(ONE, 0)
    with pytest.raises(InvalidValue):
        journal.read_all(0)
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
