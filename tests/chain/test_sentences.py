"""How the table says what a step needs, and what a refusal names instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, Event
from reintegra.chain.award import OF_AN_AWARD, Awarded, PaymentSent
from reintegra.chain.ending import ContactRegained, Died
from reintegra.chain.guidance import SessionAttended
from reintegra.chain.rehabilitation import ServiceRequested
from reintegra.chain.reintegration import CompanionReported
from reintegra.chain.table import PLACES, STATUS_FACTS, case_status, instead_of
from reintegra.errors import TransitionRefused
from reintegra.vocabulary.texts import LANGUAGES
from tests.chain.exploring import ended
from tests.chain.journeys import ERAS, Era, arrived_at, candidates, deported

if TYPE_CHECKING:
    from reintegra.rules import Rule

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
ENDINGS = set(CHAIN[-1].table.events)


def rule_of(kind: type[Event], code: str) -> Rule:
    """One rule of the row of an event."""
    (rule,) = (rule for rule in PLACES[kind].rules if rule.code == code)
    return rule


@pytest.mark.parametrize(
    ("kind", "code", "indonesian", "english"),
    [
        (
            SessionAttended,
            "guidance-status",
            'Status bimbingan sosial harus "Terdaftar" atau "Mengikuti"',
            'The social guidance must be "Enrolled" or "Attending"',
        ),
        (
            ContactRegained,
            "ending-status",
            'Status kasus harus "Hilang kontak"',
            'The case must be "Contact lost"',
        ),
        (
            ServiceRequested,
            "case-status",
            'Kasus harus berstatus "Berjalan", pada hari peristiwa maupun sekarang',
            'The case must be "Open", both on the day of the event and now',
        ),
        (
            PaymentSent,
            "stimulus-status",
            'Status bantuan itu harus "Ditetapkan", "Retur" atau "Diterima sebagian"',
            'That award must be "Awarded", "Payment returned" or "Received in part"',
        ),
        (
            Awarded,
            "stimulus-status",
            "Nomor bantuan belum pernah dipakai",
            "The number of the award has not been used before",
        ),
    ],
)
def test_a_row_says_which_status_a_step_needs(
    kind: type[Event], code: str, indonesian: str, english: str
) -> None:
    """Statuses in quotes, one list with an "or", the name of the stage within the sentence."""
    rule = rule_of(kind, code)
    assert (indonesian, english) == (rule.text("id"), rule.text("en"))


@pytest.mark.parametrize("kind", [*PLACES], ids=lambda kind: str(kind.__name__))
def test_every_status_of_a_row_is_named_in_quotes(kind: type[Event]) -> None:
    """Each once, in both languages, and no other status of the stage."""
    stage, row = PLACES[kind].stage, PLACES[kind].row
    rule = rule_of(kind, f"{stage.code}-status")
    for language in LANGUAGES:
        quoted = rule.text(language).split('"')[1::2]
        named = [] if kind is Awarded else [status.text(language) for status in row.when]
        assert named == quoted
    assert rule.text("en").startswith(
        "The number" if kind is Awarded else "That award" if kind in OF_AN_AWARD else "The "
    )


def test_the_facts_of_statuses_are_named_without_capitals_within() -> None:
    """The ending is the status of the case."""
    assert ("Status pemulangan", "Status of the return home") == (
        STATUS_FACTS["homecoming"].text("id"),
        STATUS_FACTS["homecoming"].text("en"),
    )
    assert ("Status kasus", "Status of the case") == (
        STATUS_FACTS["ending"].text("id"),
        STATUS_FACTS["ending"].text("en"),
    )
    assert case_status.text != STATUS_FACTS["ending"].text


def refused(case: Case, era: Era, kind: type[Event]) -> TransitionRefused:
    """The error with which a case refuses an event of this type on its last day."""
    event = next(candidates(case, kind, case.records.last_on, era.edition))
    with pytest.raises(TransitionRefused) as error:
        case.record(event, under=era.policy, knowing=era.knowing)
    return error.value


@by_era
def test_a_refusal_names_what_is_open_in_the_same_stage(era: Era) -> None:
    """All that is possible stays in the data; nobody is told to die instead."""
    case = arrived_at(era, "reintegration")
    error = refused(case, era, PaymentSent)
    assert error.possible is not None
    assert CompanionReported in error.possible
    assert ENDINGS & set(error.possible)
    assert error.instead == tuple(
        kind for kind in error.possible if PLACES[kind].stage.code == "stimulus"
    )
    assert error.instead
    for language in LANGUAGES:
        shown = error.text(language)
        assert Died.words(language) not in shown
        assert all(kind.words(language) in shown for kind in error.instead)
        assert CompanionReported.words(language) not in shown


@by_era
def test_where_its_stage_is_shut_a_refusal_names_other_stages_but_no_ending(era: Era) -> None:
    """Guidance has not begun, and under no edition can it begin yet."""
    case = Case.open(deported(era))
    error = refused(case, era, SessionAttended)
    assert error.possible is not None
    assert ENDINGS & set(error.possible)
    assert error.instead == tuple(kind for kind in error.possible if kind not in ENDINGS)
    assert ServiceRequested.words("id") in error.text("id")


@by_era
def test_where_only_endings_are_open_a_refusal_names_nothing(era: Era) -> None:
    """Neither an ending, nor the untruth that nothing is possible."""
    case = Case.open(deported(era))
    closed = ended(case, CaseStatus.CLOSED, era.day)
    error = refused(closed, era, SessionAttended)
    assert error.possible
    assert set(error.possible) <= ENDINGS
    assert () == error.instead
    assert "Possible instead" not in str(error)
    assert error.verdict.text("id") == error.text("id")


@by_era
def test_an_ending_that_is_refused_is_answered_by_endings(era: Era) -> None:
    """Contact that was never lost cannot be regained."""
    error = refused(Case.open(deported(era)), era, ContactRegained)
    assert error.instead
    assert set(error.instead) <= ENDINGS


def test_what_lies_nearest_is_chosen_from_what_is_possible_alone() -> None:
    """Nothing possible leaves nothing to name."""
    assert () == instead_of(SessionAttended, ())
    assert (PaymentSent,) == instead_of(Awarded, (CompanionReported, PaymentSent))
    assert (CompanionReported,) == instead_of(Awarded, (CompanionReported, ContactRegained))
