"""A command with a key is carried out once, however often it is sent, and stays what it was."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.stage import Event
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.errors import (
    Conflict,
    InvalidValue,
    OutsideCoverage,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.programme import (
    Account,
    Answer,
    Command,
    CommandOutcome,
    FundAppropriated,
    Gift,
    Given,
    HouseholdId,
    Office,
    OfficeChanged,
    Officer,
    Programme,
)
from reintegra.programme.content import digest_of_content
from reintegra.vocabulary.identifiers import (
    ActorId,
    AwardId,
    CommandKey,
    PersonId,
    RecordNumber,
    SiteId,
)
from tests.programme.people import (
    ELSEWHERE,
    FIRST,
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    MINISTRY,
    PROGRAMME,
    ROUND_DAY,
    SECOND,
    award_of,
    by_id,
    case_of,
    knowing,
    paying,
    record,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain import Case
    from reintegra.vocabulary.identifiers import CaseId

KEY, OTHER = CommandKey("command-1"), CommandKey("command-2")
DONE, REPEATED, REFUSED, OPEN = CommandOutcome
_FILE = Path(__file__).parents[1] / "cases" / "workflow_and_funds.json"
_CASES = [each for each in json.loads(_FILE.read_text("utf-8")) if each["kind"] == "idempotency"]


def send(
    programme: Programme,
    cases: Mapping[CaseId, Case],
    *events: Event | FundAppropriated,
    key: CommandKey = KEY,
) -> Answer:
    """The events as one command."""
    register = knowing(cases.values())
    return programme.carry_out(Command(key, events), cases, knowing=register)


def appropriated(units: int, record: str = "appropriation-2") -> FundAppropriated:
    """So much more money, by the document of this number."""
    return FundAppropriated(
        programme=PROGRAMME,
        on=LATER,
        by=MINISTRY,
        amount=KEMENSOS_ROUND.money(units),
        record=RecordNumber(record),
    )


def total(answer: Answer) -> int:
    """All that was appropriated."""
    return answer.programme.fund.appropriated.units


def one_case(budget: int = 960_000, consent: Consent = Consent.GIVEN) -> tuple[Programme, Any]:
    """A programme with so much money, and one case."""
    return KEMENSOS_ROUND.programme(budget), by_id(case_of(1, consent=consent))


# --- the same again -------------------------------------------------------------------------------


def test_the_same_command_again_gives_the_same_answer_and_no_new_event() -> None:
    """The programme is the very same, and so are the cases."""
    programme, cases = one_case()
    first = send(programme, cases, award_of(case_of(1)))
    again = send(first.programme, first.cases, award_of(case_of(1)))
    assert (DONE, REPEATED) == (first.outcome, again.outcome)
    assert (first.programme, first.cases) == (again.programme, again.cases)
    assert 1 == len(again.programme.history)
    assert 960_000 == again.programme.fund.balance(Account.RESERVED).units


def test_without_its_key_the_same_document_is_refused_and_another_is_more_money() -> None:
    """The key keeps a command from being doubled; its number keeps a document from it as well."""
    programme, cases = one_case()
    first = send(programme, cases, appropriated(5))
    assert 960_005 == total(first) == total(send(first.programme, cases, appropriated(5)))
    again = send(first.programme, cases, appropriated(5), key=OTHER)
    assert (REFUSED, 960_005) == (again.outcome, total(again))
    with pytest.raises(TransitionRefused) as refusal:
        record(first.programme, appropriated(5))
    codes = [reason.code for reason in refusal.value.verdict.failed]
    assert ["appropriation-is-new"] == codes
    other = appropriated(5, "appropriation-3")
    assert 960_010 == total(send(first.programme, cases, other, key=OTHER))
    assert 960_010 == record(first.programme, other).programme.fund.appropriated.units


def test_a_command_that_is_repeated_is_asked_nothing() -> None:
    """Not even its cases are needed: whoever repeats it may have lost them."""
    programme, cases = one_case()
    first = send(programme, cases, award_of(case_of(1)))
    again = first.programme.carry_out(Command(KEY, (award_of(case_of(1)),)), {})
    assert (REPEATED, {}) == (again.outcome, again.cases)


def test_what_gave_pause_is_answered_again() -> None:
    """A finding of the first time is one of the answer, and the answer is the same."""
    case, other = case_of(1), case_of(2)
    account = case.stimulus.account
    assert account is not None
    shared = other.carry(AccountRegistered(case=other.id, on=ROUND_DAY, account=account))
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(case), cases=[case, shared])
    order, *_ = paying(recorded, case)
    first = send(recorded.programme, recorded.cases, order)
    again = send(first.programme, first.cases, order)
    assert 1 == len(first.findings)
    assert first.findings == again.findings


def test_one_key_is_not_used_for_two_contents() -> None:
    """Whatever became of the first, the second is a conflict, and nothing is changed by it."""
    programme, cases = one_case(consent=Consent.DECLINED)
    first = send(programme, cases, appropriated(5))
    refused = send(first.programme, cases, award_of(case_of(1)), key=OTHER)
    for key in (KEY, OTHER):
        with pytest.raises(Conflict) as conflict:
            send(refused.programme, cases, appropriated(6), key=key)
        assert ("key-reused", key) == (conflict.value.code, conflict.value.key)
        text = "one key was used for two different commands: command-{} [key-reused]"
        assert text.format(1 if key is KEY else 2) == str(conflict.value)
    assert 960_005 == total(refused)


# --- refused stays refused ------------------------------------------------------------------------


def test_a_command_that_a_rule_refused_stays_refused() -> None:
    """With the same reasons, also when it would be carried out now; under a new key it is."""
    programme, cases = one_case(consent=Consent.DECLINED)
    award = award_of(case_of(1))
    first = send(programme, cases, award)
    assert REFUSED is first.outcome
    assert first.verdict is not None
    assert ["consent-recorded"] == [each.code for each in first.verdict.failed]
    given = ConsentRecorded(case=case_of(1).id, on=ROUND_DAY, answer=Consent.GIVEN)
    later = record(first.programme, given, cases=cases.values())
    again = send(later.programme, later.cases, award)
    assert (REFUSED, None, first.refusal) == (again.outcome, again.verdict, again.refusal)
    assert later.programme is again.programme
    assert DONE is send(later.programme, later.cases, award, key=OTHER).outcome


def test_what_cannot_be_decided_yet_leaves_its_key_free() -> None:
    """Unknown is not no: with the fact that was missing, the same command is carried out."""
    programme, cases = one_case()
    award = award_of(case_of(1))
    command = Command(KEY, (award,))
    for _ in range(2):
        answer = programme.carry_out(command, cases)
        assert (OPEN, programme, cases) == (answer.outcome, answer.programme, answer.cases)
        assert answer.refusal is not None
        assert ((), ("adult",)) == (answer.refusal.codes, answer.refusal.to_ask)
        assert () == answer.findings
        assert answer.verdict is not None
        assert not answer.verdict.met
    assert 0 == len(programme.memory) == len(programme.history)
    assert DONE is send(programme, cases, award).outcome


def test_a_command_hears_of_what_another_programme_gave() -> None:
    """As a recording without a key does: nobody is given twice for one purpose and period."""
    programme, cases = one_case()
    award = award_of(case_of(1))
    gift = Gift(ELSEWHERE, AwardId("award-9"), award.purpose, award.period)
    answer = programme.carry_out(
        Command(KEY, (award,)),
        cases,
        knowing=knowing(cases.values()),
        given=Given().also(award.person, gift),
    )
    assert REFUSED is answer.outcome
    assert answer.refusal is not None
    assert ("not-given-before",) == answer.refusal.codes


def test_what_a_rule_refuses_is_refused_though_a_fact_is_missing_too() -> None:
    """The key is used: the fact could not change the answer."""
    programme, cases = one_case(consent=Consent.DECLINED)
    answer = programme.carry_out(Command(KEY, (award_of(case_of(1)),)), cases)
    assert (REFUSED, ()) == (answer.outcome, answer.findings)
    assert answer.refusal is not None
    assert (("consent-recorded",), ("adult",)) == (answer.refusal.codes, answer.refusal.open)
    assert REFUSED is send(answer.programme, cases, award_of(case_of(1))).outcome


def test_a_refusal_says_codes_what_is_open_what_to_ask_and_a_text() -> None:
    """Plain data: it is the same after it was kept and read again."""
    programme, cases = one_case(consent=Consent.DECLINED)
    answer = programme.carry_out(Command(KEY, (award_of(case_of(1)),)), cases)
    refusal = answer.refusal
    assert refusal is not None
    assert (("consent-recorded",), ("adult",), ()) == (
        refusal.codes,
        refusal.open,
        refusal.to_ask,
    )
    short = send(*one_case(100), award_of(case_of(1))).refusal
    assert short is not None
    assert (("within-available",), ("funded-by-then",), ()) == (
        short.codes,
        short.open,
        short.to_ask,
    )
    assert answer.verdict is not None
    assert (answer.verdict.text("id"), answer.verdict.text("en")) == (
        refusal.text.id,
        refusal.text.en,
    )
    assert refusal == pickle.loads(pickle.dumps(refusal))  # noqa: S301 - made on this line


def test_of_a_refused_command_nothing_is_recorded_but_the_refusal() -> None:
    """All or none: its first event would have been carried out alone."""
    programme, cases = one_case(960_000 - 1)
    answer = send(programme, cases, appropriated(5), award_of(case_of(1)), award_of(case_of(1)))
    assert REFUSED is answer.outcome
    assert cases is answer.cases
    assert 959_999 == total(answer)
    (entry,) = answer.programme.history
    assert ((), answer.refusal, KEY) == (entry.events, entry.refusal, entry.key)


# --- malformed ------------------------------------------------------------------------------------


def test_what_is_malformed_raises_and_leaves_its_key_free() -> None:
    """No such case, no such site, no edition on that day: the same key can be used rightly."""
    programme, cases = one_case()
    award = award_of(case_of(1))
    for wrong, error in (
        (award_of(case_of(2)), InvalidValue),
        (attrs.evolve(award, site=SiteId("nowhere")), OutsideCoverage),
        (attrs.evolve(award, on=ROUND_DAY.replace(year=2010)), OutsideCoverage),
    ):
        with pytest.raises(error):
            send(programme, cases, wrong)
    wrongly_known: Any = {case_of(1).id: {"shoe_size": 42}}
    with pytest.raises(InvalidValue, match="never-asked"):
        programme.carry_out(Command(KEY, (award,)), cases, knowing=wrongly_known)
    assert 0 == len(programme.memory)
    assert DONE is send(programme, cases, award).outcome


def test_what_is_malformed_leaves_its_key_free_wherever_it_stands() -> None:
    """Also behind an event that a rule refuses, which alone would take the key."""
    programme, cases = one_case(960_000)
    award = award_of(case_of(1))
    refused = attrs.evolve(award, award=AwardId("award-2"))
    for wrong, error in (
        (award_of(case_of(2)), InvalidValue),
        (attrs.evolve(award, site=SiteId("nowhere")), OutsideCoverage),
        (attrs.evolve(award, on=ROUND_DAY.replace(year=2010)), OutsideCoverage),
        (Event(case=case_of(1).id, on=ROUND_DAY), UnknownEvent),
    ):
        for behind in ((wrong,), (refused, wrong), (appropriated(5), wrong)):
            with pytest.raises(error):
                send(programme, cases, award, refused, *behind)
    answer = send(programme, cases, award, refused, appropriated(5))
    assert REFUSED is answer.outcome
    assert 1 == len(answer.programme.history)


def test_a_command_has_a_key_and_at_least_one_event() -> None:
    """What is none cannot be made."""
    wrong: Any
    for wrong, error, text in (
        (("command-1", (appropriated(1),)), WrongType, "Command.key: expected CommandKey, got str"),
        ((KEY, [appropriated(1)]), WrongType, "Command.events: expected tuple, got list"),
        ((KEY, (object(),)), UnknownEvent, "object is not an event of the chain"),
        (
            (KEY, ()),
            InvalidValue,
            "Command.events: a command records at least one event [empty]",
        ),
    ):
        with pytest.raises(error) as refused:
            Command(*wrong)
        assert text == str(refused.value)
    programme, cases = one_case()
    wrong = appropriated(1)
    with pytest.raises(WrongType, match="command: expected Command"):
        programme.carry_out(wrong, cases)


# --- the digest -----------------------------------------------------------------------------------


def test_the_digest_is_that_of_the_content_and_of_nothing_else() -> None:
    """Every field counts, the order of the events counts, and the key does not."""
    award, more = award_of(case_of(1)), appropriated(5)
    digest = Command(KEY, (award, more)).digest
    assert digest == Command(OTHER, (award, more)).digest
    others = [
        (more, award),
        (award,),
        (attrs.evolve(award, on=LATER), more),
        (attrs.evolve(award, tranches=(award.amount // 2, award.amount // 2)), more),
        (award, attrs.evolve(more, by=MAKER)),
    ]
    assert len(others) + 1 == len({digest, *(Command(KEY, each).digest for each in others)})


def test_what_only_looks_alike_has_another_digest() -> None:
    """A number and its text, an actor and a site of one name, true and one, none and nothing."""
    alike: list[Any] = [1, "1", True, None, (), (None,), ((),), FIRST, SECOND, SiteId(str(FIRST))]
    assert len(alike) == len({digest_of_content(each) for each in alike})


def test_the_digest_is_the_same_in_every_process() -> None:
    """It is pinned: a change of it would make every command on record another one."""
    pinned = "74ca9ff6c2e65ae815896e7a1cc94c0e"
    assert pinned == str(Command(KEY, (appropriated(5),)).digest)[:32]
    actors = [ActorId(f"officer-{number}") for number in range(6)]
    several = Office(
        tuple(map(Officer, actors)),
        frozenset(actors),
        required=2,
        attempts=3,
        recent_days=14,
        households={PersonId("person-1"): HouseholdId("household-1")},
    )
    changed = OfficeChanged(programme=PROGRAMME, on=LATER, by=MINISTRY, office=several)
    assert "bff7b4b16842c0eaf04af3848ba7296a" == str(Command(KEY, (changed,)).digest)[:32]


# --- the worked cases -----------------------------------------------------------------------------


@pytest.mark.parametrize("case", [pytest.param(each, id=each["id"]) for each in _CASES])
def test_keys_answer_as_worked_out(case: dict[str, Any]) -> None:
    """`amount` is what is appropriated; a replay from events keeps the memory of keys.

    The cases say nothing of documents: one command is one, and without a key each is another.
    """
    start, cases = one_case()
    programme, answers = start, list[str]()
    for place, command in enumerate(case["input"]["commands"]):
        if command == "replay from events":
            programme = start.replay(programme.history)
            continue
        key = command["key"]
        more = appropriated(command["amount"], f"document-{key or place}")
        before = len(programme.history)
        try:
            if key is None:
                programme = programme.record([more], cases).programme
            else:
                programme = send(programme, cases, more, key=CommandKey(key)).programme
        except Conflict:
            answers.append("conflict")
            continue
        new = len(programme.history) > before
        answers.append("done" if new else "same result, no new event")
    assert case["expect"]["answers"] == answers
