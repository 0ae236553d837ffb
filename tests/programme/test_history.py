"""The history of a programme is what it is: replayed, it is the same programme at every prefix."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import AidPaidBack
from reintegra.chain.stimulus import AccountRegistered
from reintegra.errors import Conflict, InvalidValue, TransitionRefused, WrongType
from reintegra.programme import (
    Ceilings,
    Command,
    CommandOutcome,
    Desk,
    Entry,
    Found,
    FurtherAttemptDecided,
    HouseholdId,
    OfficeChanged,
    OrderFinding,
    OrderStatus,
    PaymentAmended,
    PaymentApproved,
    PaymentFinding,
    Programme,
    Recorded,
    Site,
)
from reintegra.programme.refusal import Refusal
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    CommandKey,
    Digest,
    PaymentId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.layers import LayeredSequence
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Text
from tests.profiles import at_most
from tests.programme.auditor import faults
from tests.programme.people import (
    APPROPRIATION,
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    MINISTRIES,
    MINISTRY,
    OFFICE,
    SANDBOX_ROUND,
    Ministry,
    accounted,
    award_of,
    by_id,
    cancelled,
    case_of,
    confirmed,
    knowing,
    order_due,
    paying,
    record,
    remitted,
    returned,
    the_award,
)
from tests.programme.test_programme import events_for, steps_of

if TYPE_CHECKING:
    from reintegra.chain import Case

MORE_ATTEMPTS = attrs.evolve(OFFICE, attempts=OFFICE.attempts + 1)

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)


def held(programme: Programme) -> dict[str, Any]:
    """All that a programme holds, as plain values that can be compared."""
    fund, desk, accounts = programme.fund, programme.desk, programme.accounts
    return {
        "balances": dict(fund.balances),
        "postings": tuple(fund.postings),
        "awards": dict(fund.awards),
        "payments": dict(fund.payments),
        "ceilings": dict(fund.held),
        "appropriations": fund.appropriations,
        "orders": dict(desk.orders),
        "files": dict(desk.files),
        "accounts": dict(accounts.of_case),
        "holders": {account: who for account, who in accounts.holders.items() if who},
        "latest": dict(programme.latest),
        "memory": dict(programme.memory),
        "history": tuple(programme.history),
    }


def a_life(ministry: Ministry) -> list[Programme]:
    """A programme after each of the steps of one payment that needed three attempts."""
    case = case_of(1, ministry)
    recorded = record(ministry.programme(ministry.each), cases=[case])
    way = [recorded.programme]

    def step(*events: Any, key: str | None = None) -> None:
        nonlocal recorded
        if key is None:
            recorded = record(recorded, *events)
        else:
            register = knowing([case], ministry.policy.register_facts)
            command = Command(CommandKey(key), events)
            answer = recorded.programme.carry_out(command, recorded.cases, knowing=register)
            recorded = Recorded(answer.programme, answer.cases)
        way.append(recorded.programme)

    step(award_of(case, ministry))
    for attempt in (1, 2):
        *rest, payment = paying(recorded, case)
        step(*rest, key=f"prepare-{attempt}")
        step(payment)
        step(payment, key=f"again-{attempt}")
        step(returned(payment), key=f"return-{attempt}")
    order, *approvals, payment = paying(recorded, case)
    other = AccountReference("account-9")
    edited = PaymentAmended(case=case.id, on=LATER, by=MAKER, payment=order.payment, account=other)
    despite = (Found(kind=PaymentFinding.ACCOUNT_CHANGED, on=LATER),)
    seen = [attrs.evolve(each, despite=despite) for each in approvals]
    payment = attrs.evolve(payment, account=other)
    changed = AccountRegistered(case=case.id, on=LATER, account=other)
    step(order, changed, edited, *seen, payment, confirmed(payment))
    back = AidPaidBack(
        case=case.id,
        on=LATER,
        award=payment.award,
        payment=payment.payment,
        amount=ministry.money(100),
        record=RecordNumber("back-1"),
    )
    step(accounted(the_award(recorded, case)), back, key="back-1")
    step(remitted(the_award(recorded, case).terms, 100))
    return way


@under_both
def test_every_prefix_of_a_history_replays_to_the_programme_of_that_day(
    ministry: Ministry,
) -> None:
    """Fund, desk, accounts, memory and history; without a case, and without asking the policy."""
    way = a_life(ministry)
    start, whole = way[0], tuple(way[-1].history)
    assert [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] == [len(each.history) for each in way]
    for programme in way:
        again = start.replay(whole[: len(programme.history)])
        assert held(programme) == held(again)
        assert [] == faults(again.fund)


@under_both
def test_a_history_can_be_replayed_in_parts(ministry: Ministry) -> None:
    """From wherever a programme stands, what came after it."""
    way = a_life(ministry)
    whole = tuple(way[-1].history)
    for programme in way:
        assert held(way[-1]) == held(programme.replay(whole[len(programme.history) :]))


@under_both
@settings(max_examples=at_most(50))  # about 10 ms each
@given(st.builds(steps_of, st.integers(0, 25), st.integers(0, 2**32)), st.integers(0, 25))
def test_whatever_happened_any_prefix_replays_to_the_same_and_balances(
    ministry: Ministry, steps: list[Any], cut: int
) -> None:
    """Four cases of two people, right and wrong steps, every third as a command with a key."""
    cases = [case_of(number, ministry, person=number % 2) for number in (1, 2, 3, 4)]
    start = ministry.programme(3 * ministry.each)
    recorded, way = record(start, cases=cases), [start]
    for place, step in enumerate(steps):
        events = events_for(recorded, ministry, step, place)
        if events and place % 3 == 0:
            register = knowing(cases, ministry.policy.register_facts)
            command = Command(CommandKey(f"command-{place}"), events)
            answer = recorded.programme.carry_out(command, recorded.cases, knowing=register)
            recorded = Recorded(answer.programme, answer.cases)
        else:
            try:
                recorded = record(recorded, *events)
            except TransitionRefused:
                continue
        way.append(recorded.programme)
    part = way[min(cut, len(way) - 1)]
    again = start.replay(recorded.programme.history[: len(part.history)])
    assert held(part) == held(again)
    assert [] == faults(again.fund)


def test_after_a_replay_a_command_is_answered_as_before() -> None:
    """Done is repeated, refused is refused, with the same reasons."""
    way = a_life(KEMENSOS_ROUND)
    again = way[0].replay(way[-1].history)
    for entry in way[-1].history:
        if entry.key is None or not entry.events:
            continue
        answer = again.carry_out(Command(entry.key, entry.events), {})
        assert (CommandOutcome.REPEATED, entry.findings) == (answer.outcome, answer.findings)
    refused = again.memory[CommandKey("again-1")]
    payment = next(each for each in way[-1].history[2].events)
    answer = again.carry_out(Command(CommandKey("again-1"), (payment,)), {})
    assert (CommandOutcome.REFUSED, refused.refusal) == (answer.outcome, answer.refusal)


def test_a_remittance_replays_as_it_was_whether_more_is_due_or_not() -> None:
    """While what came back is due again, its order is not remitted; cancelled, it is."""
    case = case_of(1, SANDBOX_ROUND)
    start = SANDBOX_ROUND.programme(SANDBOX_ROUND.each)
    recorded = record(start, award_of(case, SANDBOX_ROUND), cases=[case])
    *_, first = events = paying(recorded, case)
    back = AidPaidBack(
        case=case.id,
        on=LATER,
        award=first.award,
        payment=first.payment,
        amount=SANDBOX_ROUND.money(100),
        record=RecordNumber("back-1"),
    )
    recorded = record(recorded, *events, confirmed(first), back)
    recorded = record(recorded, accounted(the_award(recorded, case)))
    *_, second = events = paying(recorded, case)
    terms = the_award(recorded, case).terms
    one = record(recorded, *events, returned(second), remitted(terms, 100))
    two = record(one, cancelled(terms), remitted(terms, second.amount.units))
    for after, status in ((one, OrderStatus.RETURNED), (two, OrderStatus.REMITTED)):
        again = start.replay(after.programme.history)
        assert status is again.desk.order(second.payment).status
        assert held(after.programme) == held(again)


def test_after_a_replay_the_programme_goes_on() -> None:
    """The next order has the next number, and follows the payment that came back."""
    case = case_of(1)
    start = KEMENSOS_ROUND.programme(960_000)
    recorded = record(start, award_of(case), cases=[case])
    *_, payment = events = paying(recorded, case)
    recorded = record(recorded, *events, returned(payment))
    again = attrs.evolve(recorded, programme=start.replay(recorded.programme.history))
    assert order_due(recorded, case) == order_due(again, case)
    assert ("award-1/p2", payment.payment) == (
        str(order_due(again, case).payment),
        order_due(again, case).follows,
    )
    assert held(record(recorded, *paying(recorded, case)).programme) == held(
        record(again, *paying(again, case)).programme
    )


def test_a_programme_that_gets_another_office_replays_under_the_office_of_each_day() -> None:
    """One approval suffices from then on; the order that two had to approve is not touched."""
    case = case_of(1)
    start = KEMENSOS_ROUND.programme(960_000)
    recorded = record(start, award_of(case), cases=[case])
    order, first, second, payment = paying(recorded, case)
    one_of_two = OfficeChanged(
        programme=start.id, on=LATER, by=MINISTRY, office=attrs.evolve(OFFICE, required=1)
    )
    before = record(recorded, order, first)
    after = record(before, one_of_two)
    assert (1, 1) == (after.programme.office.required, after.programme.desk.office.required)
    with pytest.raises(TransitionRefused):
        record(after, payment)
    sent = record(after, second, payment)
    assert held(sent.programme) == held(start.replay(sent.programme.history))
    assert 1 == start.replay(sent.programme.history).office.required
    assert 2 == start.replay(tuple(sent.programme.history)[:2]).office.required


def test_an_office_is_changed_by_a_command_too_and_only_its_own_programme_gets_it() -> None:
    """Two offices are one content unless they differ, in whatever order they are named."""
    start, households = KEMENSOS_ROUND.programme(5), {}
    for number in (1, 2):
        households[case_of(number).person] = HouseholdId(f"household-{number}")
    office = attrs.evolve(OFFICE, households=households)
    turned = attrs.evolve(OFFICE, households=dict(reversed(households.items())))
    changed = OfficeChanged(programme=start.id, on=LATER, by=MINISTRY, office=office)
    key = CommandKey("office-1")
    answer = start.carry_out(Command(key, (changed,)), {})
    assert office == answer.programme.office
    again = Command(key, (attrs.evolve(changed, office=turned),))
    assert CommandOutcome.REPEATED is answer.programme.carry_out(again, {}).outcome
    other = Command(key, (attrs.evolve(changed, office=OFFICE),))
    with pytest.raises(Conflict):
        answer.programme.carry_out(other, {})
    foreign = attrs.evolve(changed, programme=ProgrammeId("another"))
    with pytest.raises(TransitionRefused) as refusal:
        record(start, foreign)
    assert ["own-programme"] == [each.code for each in refusal.value.verdict.failed]
    refused(start, [Entry(start.id, 1, (foreign,), before=start.seal)])


@pytest.mark.parametrize("field", ["office", "fund", "ceilings", "sites", "policy"])
def test_a_history_belongs_to_what_the_programme_began_with(field: str) -> None:
    """Another office, appropriation, ceiling, site or policy at the start is another history."""
    start, case = KEMENSOS_ROUND.programme(960_000), case_of(1)
    history = record(start, award_of(case), cases=[case]).programme.history
    fund = start.fund
    (given,) = fund.appropriations.values()
    more = attrs.evolve(given, amount=KEMENSOS_ROUND.money(1), record=RecordNumber("document-2"))
    richer = fund.record(more)
    site = Site(SiteId("elsewhere"), "Elsewhere", RegionCode("52.02"))
    other: dict[str, Any] = {
        "office": attrs.evolve(start, office=MORE_ATTEMPTS, desk=Desk(MORE_ATTEMPTS)),
        "fund": attrs.evolve(start, fund=richer),
        "ceilings": attrs.evolve(
            start, fund=attrs.evolve(fund, ceilings=Ceilings(person=KEMENSOS_ROUND.money(960_000)))
        ),
        "sites": attrs.evolve(start, sites=(*start.sites, site)),
        "policy": attrs.evolve(start, policy=attrs.evolve(start.policy, code="another")),
    }
    refused(other[field], history)
    assert held(start.replay(history)) == held(attrs.evolve(start).replay(history))


@pytest.mark.parametrize("field", ["programme", "by", "office"])
def test_each_field_of_another_office_has_its_type(field: str) -> None:
    """The field is named."""
    start = KEMENSOS_ROUND.programme(5)
    changed = OfficeChanged(programme=start.id, on=LATER, by=MINISTRY, office=OFFICE)
    wrong: Any = {field: "kemensos"}
    with pytest.raises(WrongType, match=rf"^OfficeChanged\.{field}: "):
        attrs.evolve(changed, **wrong)


# --- a history that is another one ----------------------------------------------------------------

_TEXT = "history: this is not the history of this programme, from where it stands [another-history]"


def refused(start: Programme, history: Any) -> None:
    """The history is refused as a whole."""
    before = held(start)
    with pytest.raises(InvalidValue) as refusal:
        start.replay(history)
    assert str(refusal.value) == _TEXT
    assert before == held(start)


def test_a_history_is_not_replayed_twice() -> None:
    """Neither at once nor after it was."""
    way = a_life(KEMENSOS_ROUND)
    whole = tuple(way[-1].history)
    refused(way[0], (*whole, *whole))
    refused(way[-1], whole)
    refused(way[0], (*whole, whole[-1]))
    refused(way[1], whole)


def test_a_history_has_no_gap_and_is_in_order() -> None:
    """An entry left out, or two exchanged, is another history."""
    first, second, *rest = a_life(KEMENSOS_ROUND)[-1].history
    start = KEMENSOS_ROUND.programme(960_000)
    refused(start, (second, *rest))
    refused(start, (first, *rest))
    refused(start, (second, first, *rest))


def test_the_history_of_another_programme_is_refused() -> None:
    """By its number, and where the number agrees by what it says."""
    first = a_life(KEMENSOS_ROUND)[-1].history[0]
    start = KEMENSOS_ROUND.programme(960_000)
    refused(start, [attrs.evolve(first, programme=ProgrammeId("another"))])
    refused(KEMENSOS_ROUND.programme(5), [first])
    refused(SANDBOX_ROUND.programme(960_000), [first])


def test_a_history_that_was_changed_afterwards_is_refused() -> None:
    """A key with other events than its digest, a refusal with events, an entry of nothing."""
    way = a_life(KEMENSOS_ROUND)
    entries = list(way[-1].history)
    keyed = next(place for place, each in enumerate(entries) if each.key and each.events)
    turned = next(place for place, each in enumerate(entries) if each.refusal)
    plain = next(place for place, each in enumerate(entries) if each.key is None)
    for place, changes in (
        (keyed, {"events": entries[keyed].events[:1]}),
        (keyed, {"content": None}),
        (keyed, {"content": Digest("0f" * 32)}),
        (keyed, {"key": None}),
        (turned, {"events": entries[plain].events}),
        (turned, {"content": None}),
        (plain, {"events": ()}),
        (plain, {"content": entries[keyed].content}),
        (plain, {"refusal": entries[turned].refusal}),
    ):
        changed = [*entries]
        changed[place] = attrs.evolve(entries[place], **changes)
        refused(way[0], changed)


def made_anew(entry: Entry, **changes: Any) -> Entry:
    """An entry that says something else, and is sealed for it."""
    fields: dict[str, Any] = attrs.asdict(entry, recurse=False)
    del fields["seal"]
    fields.update(changes)
    return Entry(**fields)


@pytest.mark.parametrize("place", range(12))
def test_no_entry_of_a_history_can_be_changed_or_made_anew(place: int) -> None:
    """With a key or without: who did it, what was found, its key, its number; or all of it."""
    way = a_life(KEMENSOS_ROUND)
    start, entries = way[0], list(way[-1].history)
    entry = entries[place]
    events = [attrs.evolve(each, on=LATER + timedelta(days=9)) for each in entry.events]
    order = PaymentId("award-1/p9")
    found = Found(kind=PaymentFinding.ACCOUNT_SHARED, case=case_of(2).id)
    for changes in (
        {"events": tuple(events)},
        {"events": (*entry.events, *entry.events)},
        {"findings": (OrderFinding(case_of(1).id, order, found),)},
        {"refusal": Refusal(("another",), (), (), Text(id="lain", en="another"))},
        {"key": CommandKey("another")},
        {"before": Digest("0f" * 32)},
        {"seal": Digest("0f" * 32)},
    ):
        as_it_was: Any = {name: getattr(entry, name) for name in changes}
        if as_it_was != changes:
            entries[place] = attrs.evolve(entry, **changes)
            refused(start, entries)
    anew = made_anew(entry, findings=(OrderFinding(case_of(1).id, order, found),))
    entries[place] = anew
    if place + 1 < len(entries):
        refused(start, entries)
    assert anew == start.replay(entries[: place + 1]).history[-1]


def test_a_refused_command_cannot_be_turned_into_one_that_was_done() -> None:
    """Its digest is that of the events, and yet it was refused."""
    start, cases = KEMENSOS_ROUND.programme(959_999), by_id(case_of(1))
    command = Command(CommandKey("command-1"), (award_of(case_of(1)),))
    answer = start.carry_out(command, cases)
    assert CommandOutcome.REFUSED is answer.outcome
    (entry,) = answer.programme.history
    refused(start, [attrs.evolve(entry, refusal=None, events=command.events)])


def test_one_key_stands_once_in_a_history() -> None:
    """Two entries of one key cannot both be of one programme."""
    start = KEMENSOS_ROUND.programme(959_999)
    cases = by_id(case_of(1))
    command = Command(CommandKey("command-1"), (award_of(case_of(1)),))
    answer = start.carry_out(command, cases)
    (entry,) = answer.programme.history
    said = (entry.events, entry.key, entry.content, entry.refusal)
    again = Entry(start.id, 2, *said, before=entry.seal)
    assert again.is_whole
    refused(start, [entry, again])


def _broken(start: Programme) -> list[tuple[Entry, ...]]:
    """Histories of which the desk does not know what they are about."""
    case = case_of(1)
    recorded = record(start, award_of(case), cases=[case])
    order, first, second, payment = paying(recorded, case)
    award = recorded.programme.history[0]
    edited = PaymentAmended(case=case.id, on=LATER, by=MAKER, payment=order.payment, payee=MINISTRY)
    decided = FurtherAttemptDecided(case=case.id, on=LATER, by=MAKER, award=AwardId("award-9"))
    following = attrs.evolve(order, payment=PaymentId("other-1"), follows=PaymentId("other-2"))
    open_one = attrs.evolve(order, payment=PaymentId("other-1"), follows=order.payment)
    of_another = attrs.evolve(order, case=case_of(2).id)
    events: list[tuple[Any, ...]] = [
        (first,),
        (order, order),
        (following,),
        (order, open_one),
        (of_another,),
        (decided,),
        (order, first, second, payment, edited),
    ]
    return [(award, Entry(start.id, 2, each, before=award.seal)) for each in events]


@pytest.mark.parametrize("place", range(7))
def test_what_the_desk_does_not_know_is_another_history(place: int) -> None:
    """An approval of no order, an order made twice, one that follows none, an unknown award."""
    start = KEMENSOS_ROUND.programme(960_000)
    refused(start, _broken(start)[place])


# --- entries --------------------------------------------------------------------------------------


def test_the_digest_of_an_entry_is_that_of_its_command() -> None:
    """Without a key it is taken of what happened."""
    case = case_of(1)
    start = KEMENSOS_ROUND.programme(960_000)
    command = Command(CommandKey("command-1"), (award_of(case),))
    by_key = start.carry_out(command, by_id(case), knowing=knowing([case])).programme.history[0]
    without = record(start, award_of(case), cases=[case]).programme.history[0]
    assert (command.digest, command.digest) == (by_key.digest, without.digest)
    assert (command.digest, None) == (by_key.content, without.content)


def test_a_history_is_kept_without_being_copied() -> None:
    """What a programme remembered before is the same object afterwards."""
    case = case_of(1)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(case), cases=[case])
    before = recorded.programme.history[0]
    for _ in range(3):
        recorded = record(recorded, *paying(recorded, case))
        payment = the_award(recorded, case).in_flight
        assert payment is not None
        recorded = record(recorded, returned(payment))
    assert before is recorded.programme.history[0]
    assert isinstance(recorded.programme.history, LayeredSequence)


def test_a_programme_with_its_history_crosses_to_another_process_whole() -> None:
    """Pickled or copied, it holds the same, and goes on."""
    programme = a_life(KEMENSOS_ROUND)[-1]
    again: Programme
    for again in (
        pickle.loads(pickle.dumps(programme)),  # noqa: S301 - the bytes were made on this line
        copy.deepcopy(programme),
    ):
        assert held(programme) == held(again)


def test_money_is_not_put_into_the_fund_twice_by_a_replay() -> None:
    """Neither as it is, nor under the next number, nor as a new entry of the same document."""
    start = KEMENSOS_ROUND.programme(960_000)
    after = record(
        start,
        attrs.evolve(
            start.fund.appropriations[APPROPRIATION],
            on=LATER,
            record=RecordNumber("appropriation-2"),
        ),
    ).programme
    refused(after, after.history)
    (entry,) = after.history
    refused(after, [attrs.evolve(entry, number=2)])
    refused(after, [attrs.evolve(entry, number=2, before=entry.seal)])
    refused(after, [Entry(start.id, 2, entry.events, before=entry.seal)])
    event: Any = entry.events[0]
    other = attrs.evolve(event, record=RecordNumber("appropriation-3"))
    more = Entry(start.id, 2, (other,), before=entry.seal)
    assert 3 * 960_000 == after.replay([more]).fund.appropriated.units


def test_nothing_that_was_cancelled_disappears() -> None:
    """The order that came back, the award that was cancelled: all is still told."""
    case: Case = case_of(1)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(case), cases=[case])
    *_, payment = events = paying(recorded, case)
    gone = cancelled(the_award(recorded, case).terms, LATER + timedelta(days=1))
    after = record(recorded, *events, returned(payment), gone)
    assert OrderStatus.RETURNED is after.programme.desk.order(payment.payment).status
    told = [event for entry in after.programme.history for event in entry.events]
    assert [award_of(case), *events, returned(payment), gone] == told
    assert any(isinstance(each, PaymentApproved) for each in told)
