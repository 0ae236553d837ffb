"""Of a refused command of several events it is said, and remembered, which one was refused."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain.table import code_of
from reintegra.programme import Command, CommandOutcome, OfficeChanged
from reintegra.vocabulary.identifiers import AwardId, CommandKey, ProgrammeId
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    MINISTRY,
    OFFICE,
    PROGRAMME,
    award_of,
    by_id,
    case_of,
    knowing,
)
from tests.programme.test_keys import appropriated

CASES = by_id(case_of(1))
KEY = CommandKey("command-1")
AGAIN = attrs.evolve(award_of(case_of(1)), award=AwardId("award-2"))


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_refusal_says_which_event_of_the_command_was_refused(before: int, behind: int) -> None:
    """Wherever it stands: its place, its type, and both in the text where there are several."""
    wrong = attrs.evolve(appropriated(1), programme=ProgrammeId("another"))
    events = (
        *(appropriated(1, f"before-{number}") for number in range(before)),
        wrong,
        *(appropriated(1, f"behind-{number}") for number in range(behind)),
    )
    programme = KEMENSOS_ROUND.programme(960_000)
    answer = programme.carry_out(Command(KEY, events), CASES)
    refusal, verdict = answer.refusal, answer.verdict
    assert refusal is not None
    assert verdict is not None
    assert (before + 1, "fund-appropriated") == (refusal.place, refusal.event)
    several = before + behind > 0
    which = f"Event {before + 1} of {len(events)} ({wrong.words.en}): " if several else ""
    assert which + verdict.text("en") == refusal.text.en
    place = f"Peristiwa ke-{before + 1} dari {len(events)} (" if several else "Tidak terpenuhi: "
    assert refusal.text.id.startswith(place)
    assert refusal.text.id.endswith(verdict.text("id"))


def test_which_event_was_refused_is_remembered_and_replayed() -> None:
    """The second of two awards to one person; a repetition and a replay say the same of it."""
    start = KEMENSOS_ROUND.programme(2_000_000)
    command = Command(KEY, (award_of(case_of(1)), AGAIN))
    first = start.carry_out(command, CASES, knowing=knowing(CASES.values()))
    assert CommandOutcome.REFUSED is first.outcome
    assert first.refusal is not None
    assert (2, code_of(type(AGAIN))) == (first.refusal.place, first.refusal.event)
    replayed = start.replay(first.programme.history)
    for programme in (first.programme, replayed):
        assert first.refusal == programme.carry_out(command, CASES).refusal


def test_what_cannot_be_decided_yet_says_of_which_event() -> None:
    """An event of the office before it, and nobody knows whether the person is an adult."""
    start = KEMENSOS_ROUND.programme(2_000_000)
    same = OfficeChanged(programme=PROGRAMME, on=LATER, by=MINISTRY, office=OFFICE)
    answer = start.carry_out(Command(KEY, (same, award_of(case_of(1)))), CASES)
    assert CommandOutcome.OPEN is answer.outcome
    assert answer.refusal is not None
    assert (2, "awarded", ("adult",)) == (
        answer.refusal.place,
        answer.refusal.event,
        answer.refusal.to_ask,
    )
