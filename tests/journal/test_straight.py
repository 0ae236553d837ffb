"""What is written and read in one go is the very same as what is written and read by fields."""

from __future__ import annotations

import json
import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import UseAccounted
from reintegra.chain.deportation import Label
from reintegra.chain.stage import Event
from reintegra.errors import InvalidValue
from reintegra.journal import SCHEMAS, Coding, DecodingLimits, JournalEntry
from reintegra.journal.drafts import draft_of
from reintegra.journal.schemas import NAMES, event_types
from reintegra.journal.straight import Straight, Ways
from reintegra.programme.content import digest_of_content
from reintegra.rules import Missing
from reintegra.rules.canonical import canonical_bytes
from reintegra.vocabulary import AwardId, CaseId, Currency, Money, RecordNumber
from tests.journal.events import DAY, EVENTS, attested, of_type, sessions, standing
from tests.journal.schema_record import GOLDEN
from tests.journal.test_coding import CASE, CODING, entry_with, written
from tests.profiles import at_most

DEFAULT = DecodingLimits()
SESSION = sessions(CASE, (3,))[0]
NOT_PLAIN = {
    "arrival-received",
    "award-reduced",
    "awarded",
    "entry",
    "fund-appropriated",
    "instrument-answered",
    "needs-assessed",
    "office-changed",
    "payment-amended",
    "payment-approved",
    "return-upheld",
    "screened",
}
PLAIN = [kind for name, kind in SCHEMAS.items() if name not in NOT_PLAIN]
LINES = (GOLDEN / "journal-1.txt").read_text(encoding="ascii").splitlines()
RELEASED = [written(CODING.read(line.split(" ", 1)[1].encode()).event) for line in LINES]
"""An entry with an event of every type, in the stream of its own case or programme."""


def has_a_way(kind: type[Any]) -> bool:
    """Whether entries with events of this class are read in one go."""
    try:
        return bool(Ways(DEFAULT, {})[NAMES[kind]])
    except KeyError:
        return False


def way_of(kind: type[Any]) -> Straight:
    """The straight way of a class that has one."""
    return Ways(DEFAULT, {})[NAMES[kind]]


def by_fields(content: bytes) -> JournalEntry:
    """What counts where the two ways are not the same."""
    return CODING._read_by_fields(content)  # noqa: SLF001 - what is compared


def outcome(read: Any, content: bytes) -> tuple[Any, ...]:
    """What is read, or how it is refused."""
    try:
        entry = read(content)
    except InvalidValue as error:
        return error.field, error.code, str(error)
    return entry, type(entry.event), digest_of_content(entry.event)


def test_the_types_whose_fields_are_plain_are_those_on_this_page() -> None:
    """Whoever adds a type sees whether it is written and read in one go."""
    assert {NAMES[kind] for kind in SCHEMAS.values() if not has_a_way(kind)} == NOT_PLAIN


@pytest.mark.parametrize("content", RELEASED, ids=range(len(RELEASED)))
def test_what_was_released_is_read_alike_both_ways(content: bytes) -> None:
    """Each type of event as it stands in a journal of the first schema."""
    entry = CODING.read(content)
    assert outcome(by_fields, content) == outcome(CODING.read, content)
    assert content == CODING.write(entry, CODING.data_of(entry.event))
    text, _ = CODING.text_of(entry.event)
    assert text.encode() == canonical_bytes(CODING.data_of(entry.event))


def test_what_can_be_read_in_one_go_is_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """By fields it would be the same, and slow; an entry may be exactly as long as is permitted.

    Four of those on record hold a missing answer or an amount of 25 digits, which take fields.
    """

    def slowly(*_: object) -> None:
        raise AssertionError

    plain = [
        (content, entry.event)
        for content in RELEASED
        if has_a_way(type((entry := CODING.read(content)).event))
        if b'{"missing":' not in content and b"9" * 25 not in content
    ]
    assert len(PLAIN) - 4 == len(plain)
    monkeypatch.setattr(Coding, "_read_by_fields", slowly)
    monkeypatch.setattr(Coding, "data_of", slowly)
    for content, event in plain:
        exactly = Coding(limits=DecodingLimits(max_bytes=len(content)))
        assert event == exactly.read(content).event
        assert exactly.text_of(event)[1]


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: str(kind.__name__))
@settings(max_examples=at_most(20))  # for each type of event; each is written and read twice
@given(st.data())
def test_both_ways_agree_on_every_event(kind: type[Any], data: st.DataObject) -> None:
    """By value, by type, by hash, and by the bytes as which it is written."""
    event = standing(data.draw(of_type(kind)))
    content = written(event)
    entry, slowly = CODING.read(content), by_fields(content)
    assert entry == slowly
    for one, other in ((entry, slowly), (entry.event, slowly.event), (entry.event, event)):
        assert type(one) is type(other)
        assert hash(one) == hash(other)
        for field in attrs.fields(type(one)):
            assert type(getattr(one, field.name)) is type(getattr(other, field.name))
    assert CODING.text_of(event)[0].encode() == canonical_bytes(CODING.data_of(event))


SIGNS = st.sampled_from(
    [b'"', b"\\", b"{", b"}", b",", b":", b"0", b"-", b" ", b"\x7f", b"\n", b"a"]
)


@settings(max_examples=at_most(400))  # an entry is read twice, mostly the slow way
@given(st.sampled_from(RELEASED), st.data())
def test_both_ways_agree_on_spoilt_bytes(content: bytes, data: st.DataObject) -> None:
    """A sign put in, taken out or changed: the same entry, or the same code in the same place."""
    at = data.draw(st.integers(0, len(content)))
    sign = data.draw(SIGNS | st.binary(min_size=1, max_size=1))
    taken = data.draw(st.integers(0, 3))
    spoilt = content[:at] + data.draw(st.sampled_from([b"", sign])) + content[at + taken :]
    assert outcome(by_fields, spoilt) == outcome(CODING.read, spoilt)


@settings(max_examples=at_most(300))  # an entry is read twice, mostly the slow way
@given(st.sampled_from(RELEASED), st.data())
def test_both_ways_agree_on_another_value(content: bytes, data: st.DataObject) -> None:
    """Any value in the place of another, whether it fits there or not."""
    values = list(re.finditer(rb'(?<=:)("[^"]*"|-?\d+|null|true|false)', content))
    one, other = data.draw(st.sampled_from(values)), data.draw(st.sampled_from(values))
    more = [b"null", b"true", b"-0", b"01", b"1.0", b"1e3", b"NaN", b"[]", b"{}", b'""']
    more += [b"9" * 18, b"9" * 19, b"9" * 31, b'"\\u0041"', b'"\\ud800"', b'"2019-02-30"', b"99"]
    value = data.draw(st.sampled_from([other.group(), *more]))
    spoilt = content[: one.start()] + value + content[one.end() :]
    assert outcome(by_fields, spoilt) == outcome(CODING.read, spoilt)


SPOILT = {
    "leading zero": (b'"hours":3', b'"hours":03', "not-json"),
    "minus nought": (b'"hours":3', b'"hours":-0', "not-canonical"),
    "fraction": (b'"hours":3', b'"hours":3.0', "not-whole"),
    "too many hours": (b'"hours":3', b'"hours":25', "hours"),
    "a truth": (b'"hours":3', b'"hours":true', "wrong-type"),
    "as an escape": (b'"case":"case-1"', b'"case":"case-\\u0031"', "not-canonical"),
    "actor as an escape": (b'"actor":"social', b'"actor":"\\u0073ocial', "not-canonical"),
    "key as an escape": (b'"key":"key-1"', b'"key":"key\\u002d1"', "not-canonical"),
    "no such day": (b"2019-09-16", b"2019-02-30", "malformed"),
    "a blank": (b'"schema":1', b'"schema": 1', "not-canonical"),
    "a key twice": (b'"schema":1', b'"schema":1,"schema":1', "duplicate-key"),
    "another schema": (b'"schema":1', b'"schema":2', "unknown-schema"),
    "a cause with a sign": (b'"cause":null', b'"cause":-0', "not-canonical"),
    "behind the end": (b'"version":3}', b'"version":3} ', "not-canonical"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_refused_is_refused_by_the_way_that_names_the_reason(name: str) -> None:
    """No fast answer takes what the slow one would not."""
    content = written(SESSION)
    right, wrong, code = SPOILT[name]
    assert 1 == content.count(right)
    spoilt = content.replace(right, wrong)
    with pytest.raises(InvalidValue) as caught:
        CODING.read(spoilt)
    assert code == caught.value.code
    assert outcome(by_fields, spoilt) == outcome(CODING.read, spoilt)


def test_what_is_read_cannot_be_changed_and_is_no_draft() -> None:
    """An event and its entry are of the very classes that are documented, and frozen."""
    entry = CODING.read(written(SESSION))
    assert (JournalEntry, type(SESSION)) == (type(entry), type(entry.event))
    for each in (entry, entry.event):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            each.case = CaseId("case-2")  # type: ignore[union-attr, misc] # seen at run time
        assert not hasattr(each, "__dict__")


def test_a_draft_is_no_type_of_event() -> None:
    """Whatever was read before, the schemas are those of the library."""
    CODING.read(written(SESSION))
    draft = draft_of(type(SESSION))  # type: ignore[arg-type] # a class is hashable
    assert issubclass(draft, Event)
    assert all(each.__module__ != draft.__module__ for each in event_types())


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: str(kind.__name__))
def test_the_way_is_taken_and_its_depth_and_items_are_those_of_the_bytes(kind: type[Any]) -> None:
    """None is left to the other way unseen; and it is taken where every entry keeps the limits."""
    content = next(each for each in RELEASED if f'"{NAMES[kind]}"}},"key"'.encode() in each)
    way = way_of(kind)
    # an answer that is missing and a number of more digits are left to the other way
    if not re.search(rb'\{"missing"|:[0-9]{19}', content):
        assert by_fields(content) == way.read_entry(content.decode())
    assert (way.depth, way.items) == size(json.loads(content))
    for limit, exactly in (("max_depth", way.depth), ("max_items", way.items)):
        assert way.within(DecodingLimits(**{limit: exactly}))
        assert not way.within(DecodingLimits(**{limit: exactly - 1}))


def size(data: Any) -> tuple[int, int]:
    """How deep it lies and how many values it holds; why an answer is missing counts as one."""
    if not isinstance(data, dict) or data.keys() == {"missing"}:
        return 0, 1
    sizes = [size(each) for each in data.values()]
    return 1 + max(depth for depth, _ in sizes), 1 + sum(items for _, items in sizes)


def test_where_numbers_are_kept_short_each_is_counted() -> None:
    """A number of a store has up to nineteen digits."""
    name = "session-attended"
    assert Ways(DecodingLimits(max_digits=19), {})[name] is way_of(type(SESSION))
    with pytest.raises(KeyError):
        Ways(DecodingLimits(max_digits=18), {})[name]
    with pytest.raises(KeyError):
        Ways(DEFAULT, {})["entry"]
    short = Coding(limits=DecodingLimits(max_digits=3))
    late = attrs.evolve(entry_with(SESSION), sequence=1_000)
    with pytest.raises(InvalidValue, match="too-many-digits"):
        short.write(late, short.data_of(SESSION))
    with pytest.raises(InvalidValue, match="too-many-digits"):
        short.read(CODING.write(late, CODING.data_of(SESSION)))


def test_what_would_be_read_otherwise_is_not_recorded() -> None:
    """A value that somebody put into a frozen event is found as it is read back."""
    for field, value in (("hours", True), ("hours", 3.0), ("on", None), ("module", "sewing")):
        spoilt = attrs.evolve(SESSION)
        object.__setattr__(spoilt, field, value)
        with pytest.raises((InvalidValue, TypeError, AttributeError)):
            CODING.text_of(spoilt)


def test_an_answer_that_is_missing_is_written_the_other_way() -> None:
    """Why it is missing is no word of the set; the bytes are canonical all the same."""
    unknown = attrs.evolve(attested(CASE), label=Missing.UNKNOWN)
    for event, is_straight in ((unknown, False), (attested(CASE), True)):
        text, is_within_limits = CODING.text_of(event)
        assert text.encode() == canonical_bytes(CODING.data_of(event))
        assert is_straight == is_within_limits
        assert event == CODING.read(written(event)).event
    assert Label.WNI_MKPO == attested(CASE).label


@pytest.mark.parametrize("prefix", ["Rp", "", "\x7f", '"', "\\", "\n", "\u20b1", '","x":"'])
def test_a_text_of_any_signs_is_written_canonically(prefix: str) -> None:
    """How a currency is written is the one text of these events that is free."""
    money = Money(960_000, Currency("IDR", 0, prefix))
    event = UseAccounted(
        case=CASE, on=DAY, award=AwardId("a-1"), amount=money, record=RecordNumber("r-1")
    )
    content = written(event)
    assert CODING.text_of(event)[0].encode() == canonical_bytes(CODING.data_of(event))
    read = CODING.read(content).event
    assert isinstance(read, UseAccounted)
    assert prefix == read.amount.currency.prefix
    escaped = content.replace(b'"prefix":"', b'"prefix":"\\u0041')
    with pytest.raises(InvalidValue, match="not-canonical"):
        CODING.read(escaped)


def test_an_entry_of_another_case_is_refused_in_either_way() -> None:
    """A stream is in one place of the bytes, and the case of the event in another."""
    content = written(SESSION).replace(b'"stream":"case:case-1"', b'"stream":"case:case-2"')
    for read in (CODING.read, by_fields):
        with pytest.raises(InvalidValue, match="another-stream"):
            read(content)


def test_more_bytes_than_are_permitted_are_refused_in_either_way() -> None:
    """The one limit that is asked of each entry."""
    content = written(SESSION)
    for longest, is_read in ((len(content), True), (len(content) - 1, False)):
        coding = Coding(limits=DecodingLimits(max_bytes=longest))
        assert is_read == (SESSION == outcome_of_event(coding, content))


def outcome_of_event(coding: Coding, content: bytes) -> object:
    """The event that is read, or the code with which it is refused."""
    try:
        return coding.read(content).event
    except InvalidValue as error:
        return error.code
