"""Events hold no personal data, and nothing that is not of the type declared."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain import CHAIN, Case, CaseStatus, DueStatus, Event, Openness
from reintegra.chain.deportation import ArrivalReceived, Deported
from reintegra.chain.ending import Closed, ContactLost, LeftAgainstAdvice
from reintegra.chain.facts import CASE_FACTS
from reintegra.chain.guidance import SessionAttended
from reintegra.chain.policy import Basis
from reintegra.chain.reintegration import Answer, MigratedAgain
from reintegra.chain.stage import SPECIFIC, Record, declared_types, ways_to_happen
from reintegra.chain.stimulus import NoAccountStated
from reintegra.chain.table import PLACES, code_of
from reintegra.errors import InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import Missing
from reintegra.vocabulary.aid import Proof
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import Identifier, RecordNumber
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.places import PointOfEntry, read_point_of_entry
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import LANGUAGES, Text, Worded
from tests.chain.exploring import LENIENT
from tests.chain.journeys import CASE, ERAS, candidates, deported, whole_journey

PLAIN = {bool, int, date, tuple, NoneType, Money, Period, Proof, RegionCode, Answer}
"""What a field may hold beside identifiers and closed words; a text is not among them."""

by_event = pytest.mark.parametrize("kind", PLACES, ids=code_of)
DAY = ERAS[0].day


def one_of(kind: type[Event]) -> Event:
    """Some well-formed event of this type."""
    era = LENIENT if kind.__name__ == "UseAccounted" else ERAS[0]
    return next(candidates(whole_journey(era), kind, DAY, era.edition))


def types_of(kind: type[Event]) -> tuple[tuple[str, tuple[type, ...], tuple[type, ...]], ...]:
    """The declared fields of an event class."""
    return declared_types(kind)  # type: ignore[arg-type] # mypy takes the hash of its objects


def declared_words() -> set[type[Worded]]:
    """The closed words that fields of events hold."""
    return {
        each
        for kind in PLACES
        for _, accepted, elements in types_of(kind)
        for each in (*accepted, *elements)
        if issubclass(each, Worded)
    }


OTHER_WORDS: tuple[type[Worded], ...] = (
    Openness,
    DueStatus,
    Basis,
    *(stage.table.statuses for stage in CHAIN),
)


@by_event
def test_no_event_can_hold_a_text_or_a_number_of_a_person(kind: type[Event]) -> None:
    """Each field is an identifier, a closed word, a day, a count, money, a period or a region."""
    for name, accepted, elements in types_of(kind):
        for each in (*accepted, *elements):
            is_named = issubclass(each, (Identifier, Worded))
            assert is_named or each in PLAIN, (name, each)
            assert each is not str


@by_event
def test_a_text_in_any_field_is_refused_and_not_repeated(kind: type[Event]) -> None:
    """Only the name of a point of arrival is read; an unknown one is not repeated either."""
    made: Any = one_of(kind)
    typed = "Peserta Contoh 001"
    for name, _, _ in types_of(kind):
        error = OutsideCoverage if (kind, name) == (ArrivalReceived, "at") else WrongType
        with pytest.raises(error) as refused:
            attrs.evolve(made, **{name: typed})
        shown = f"{refused.value!r} {vars(refused.value)} {refused.value.__context__!r}"
        assert typed not in shown
        assert "Peserta" not in shown


@by_event
def test_a_wrong_type_names_the_field_and_what_is_due(kind: type[Event]) -> None:
    """The error says which field of which event, and the types that it takes."""
    made: Any = one_of(kind)
    for name, accepted, elements in types_of(kind):
        if name in {"on", "at", "returned_on"}:
            continue
        with pytest.raises(WrongType) as refused:
            attrs.evolve(made, **{name: object()})
        assert f"{kind.__name__}.{name}" == refused.value.field
        expected = " or ".join(each.__name__ for each in elements or accepted)
        assert expected == refused.value.expected


@by_event
def test_days_of_pendulum_end_as_plain_dates(kind: type[Event]) -> None:
    """Every field that holds a day gives back a `date` of the standard library."""
    made: Any = one_of(kind)
    for name, accepted, _ in types_of(kind):
        if date in accepted:
            for day in (
                pendulum.date(2019, 1, 7),
                pendulum.datetime(2019, 1, 7),
                datetime(2019, 1, 7, tzinfo=UTC),
            ):
                value = getattr(attrs.evolve(made, **{name: day}), name)
                assert date is type(value)
                assert date(2019, 1, 7) == value


@by_event
def test_an_event_has_words_in_both_languages(kind: type[Event]) -> None:
    """What has happened, in Indonesian and in English, and not the same as another event."""
    same = [other for other in PLACES if other.words == kind.words]
    assert [kind] == same
    assert all(kind.words(language).strip() for language in LANGUAGES)


@pytest.mark.parametrize(
    "words",
    sorted({*OTHER_WORDS, *declared_words()}, key=repr),
    ids=lambda words: str(words.__name__),
)
def test_every_status_and_closed_word_has_both_languages(words: type[Worded]) -> None:
    """No member lacks words, and no two members of one set share them."""
    texts = [member.text for member in words]
    assert all(text(language).strip() for text in texts for language in LANGUAGES)
    assert len(texts) == len(set(texts))


def test_every_fact_and_rule_of_the_table_has_both_languages() -> None:
    """Facts of a case, names of stages, and every rule that the table gives."""
    texts: list[Text] = [fact.text for fact in CASE_FACTS]
    texts += [stage.name for stage in CHAIN]
    texts += [rule.text for place in PLACES.values() for rule in place.rules]
    assert all(text(language).strip() for text in texts for language in LANGUAGES)


numbers = st.one_of(
    st.from_regex(r"\A[1-9][0-9]{15}\Z"),
    st.from_regex(r"\A(08|\+628|628)[0-9]{8,10}\Z"),
    st.from_regex(r"\A[0-9]{10,16}\Z"),
    st.from_regex(r"\A[0-9]{4}[-. ][0-9]{4}[-. ][0-9]{4}[-. ][0-9]{4}\Z"),
)


IDENTIFIERS = {
    each
    for kind in PLACES
    for _, accepted, elements in types_of(kind)
    for each in (*accepted, *elements)
    if issubclass(each, Identifier)
}
"""Every kind of identifier that an event can hold."""


@given(number=numbers, before=st.sampled_from(["", "nik-", "acc-", "A"]))
def test_no_number_of_a_person_becomes_an_identifier(number: str, before: str) -> None:
    """A NIK, a telephone or an account number is refused by every kind of identifier in use."""
    for kind in IDENTIFIERS:
        with pytest.raises(InvalidValue) as refused:
            kind(before + number)
        assert number not in f"{refused.value} {vars(refused.value)}"


def test_specific_data_is_marked() -> None:
    """Health, money, offences: the fields that deserve the narrowest access say so."""
    marked = {
        f"{kind.__name__}.{field.name}"
        for kind in PLACES
        for field in attrs.fields(kind)
        if field.metadata == SPECIFIC
    }
    assert marked >= {
        "Deported.reason",
        "HealthChecked.finding",
        "Screened.indications",
        "StatusDetermined.status",
        "NeedsAssessed.needs",
        "ServiceRequested.endangered",
        "AccountRegistered.account",
        "PaymentSent.account",
        "InstrumentAnswered.answers",
        "RiskFlagged.risk",
    }


def test_a_bool_is_never_a_count_and_a_count_never_a_bool() -> None:
    """`hours=True` and `legal_case_pending=1` are refused."""
    attended: Any = one_of(SessionAttended)
    left: Any = one_of(LeftAgainstAdvice)
    with pytest.raises(WrongType, match=r"SessionAttended\.hours: expected int, got bool"):
        attrs.evolve(attended, hours=True)
    with pytest.raises(WrongType, match=r"LeftAgainstAdvice\.legal_case_pending: expected bool"):
        attrs.evolve(left, legal_case_pending=1)


def test_a_tuple_is_checked_member_by_member() -> None:
    """A list is no tuple, and one wrong member is enough."""
    screened: Any = one_of(next(kind for kind in PLACES if kind.__name__ == "Screened"))
    for wrong in ([*screened.indications], (*screened.indications, "forced"), None):
        with pytest.raises(WrongType, match=r"Screened\.indications: expected Code"):
            attrs.evolve(screened, indications=wrong)


def test_a_member_of_another_closed_set_is_refused() -> None:
    """A word belongs to its own set, even where the codes are the same."""
    closed: Any = one_of(Closed)
    with pytest.raises(WrongType, match="expected ClosingReason, got CaseStatus"):
        attrs.evolve(closed, reason=CaseStatus.TRANSFERRED)


@pytest.mark.parametrize(
    "given_as", ["Embarkasi Entikong", "debarkasi entikong", "entikong", "object", "code"]
)
def test_a_point_of_arrival_is_read_from_its_name(given_as: str) -> None:
    """Embarkasi and debarkasi are both read; the code of the point is what is kept."""
    point = read_point_of_entry("Entikong")
    forms: dict[str, object] = {"object": point, "code": point.code}
    assert isinstance(point, PointOfEntry)
    at: Any = forms.get(given_as, given_as)
    assert point.code == ArrivalReceived(case=CASE, on=DAY, at=at).at


def test_an_answer_is_made_of_codes() -> None:
    """No free text, neither as item nor as option; declining is an answer."""
    wrong: Any = "yes"
    item: Any = one_of(next(kind for kind in PLACES if kind.__name__ == "InstrumentAnswered"))
    code = item.answers[0].item
    assert Missing.DECLINED is Answer(code, Missing.DECLINED).option
    for values in ((code, wrong), (wrong, code)):
        with pytest.raises(WrongType):
            Answer(*values)


@pytest.mark.parametrize(
    ("kind", "ways"),
    [(ContactLost, 1), (NoAccountStated, 1), (MigratedAgain, 5), (Closed, 10), (Deported, None)],
    ids=lambda each: str(getattr(each, "__name__", each)),
)
def test_how_many_events_of_a_type_one_day_can_hold(kind: type[Event], ways: int | None) -> None:
    """As many as its closed words give; none can count identifiers."""
    assert ways == ways_to_happen(kind)  # type: ignore[arg-type] # mypy takes the hash of its objects


def test_a_record_of_its_own_has_one_status_and_asks_nothing() -> None:
    """What stages share: the status decides, and the content of an event is not asked."""
    record, event = Record(CaseStatus.OPEN), deported(ERAS[0])
    assert CaseStatus.OPEN is record.status_for(event)
    assert (CaseStatus.OPEN,) == record.statuses_for(Deported)
    assert {} == record.particulars(event)
    assert {} == record.possible_particulars(Deported)


def test_events_are_equal_by_what_they_hold() -> None:
    """Two events with the same content are the same event, whenever they were made."""
    first, again = deported(ERAS[0]), deported(ERAS[0])
    assert first == again
    assert {first} == {again}
    assert Case.open(first) == Case.open(again)
    assert first != attrs.evolve(
        first, document=next(iter(itertools.islice(type(first.document), 1)))
    )
    assert RecordNumber("record-1") != RecordNumber("record-2")
