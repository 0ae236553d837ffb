"""What a programme knows of an award and its case, for the desk that pays it."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from reintegra.chain import Case
from reintegra.chain.award import PaymentSent
from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.errors import InvalidValue, ReintegraError
from reintegra.programme.paying.about import About
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import AccountReference, CaseId, PaymentId
from reintegra.vocabulary.money import idr
from tests.programme.desks import ABOUT, ACCOUNT, CASE, HOME
from tests.programme.people import ROUND_DAY, award_of, case_of

_OLD, _NEW = AccountReference("account-1"), AccountReference("account-9")


def with_events(*events: Any) -> Case:
    """A case with an award, and some events more."""
    case = case_of(1)
    return Case.replay((*case.events, award_of(case), *events))


def registered(account: AccountReference, day: int) -> AccountRegistered:
    """An account registered on a day of November 2019."""
    return AccountRegistered(case=CASE, on=date(2019, 11, day), account=account)


def known(case: Case) -> About:
    """What is known of the award of the case."""
    return About.of(case, case.stimulus.awards[0])


def test_a_case_says_whose_award_it_is_what_is_due_and_into_which_account() -> None:
    """An account entered first is not changed."""
    case = with_events()
    about = About.of(
        case, case.stimulus.awards[0], holders=(CASE, CaseId("case-2")), household=HOME
    )
    expected = attrs.evolve(ABOUT, shared_with=frozenset({CaseId("case-2")}), household=HOME)
    assert expected == about
    assert ABOUT == known(case)


def test_of_an_award_that_cannot_be_paid_now_nothing_is_due() -> None:
    """While a payment of it is under way."""
    sending = PaymentSent(
        case=CASE,
        on=ROUND_DAY,
        award=award_of(case_of(1)).award,
        payment=PaymentId("payment-1"),
        amount=idr(960_000),
        account=_OLD,
    )
    assert known(with_events(sending)).due is None


@pytest.mark.parametrize(
    ("events", "changed_on"),
    [
        ((), None),
        ((registered(_OLD, 2),), None),
        ((registered(_NEW, 2),), date(2019, 11, 2)),
        ((registered(_NEW, 2), registered(_NEW, 5)), date(2019, 11, 2)),
        ((registered(_NEW, 2), registered(_OLD, 5)), date(2019, 11, 5)),
        (
            (NoAccountStated(case=CASE, on=date(2019, 11, 2)), registered(_NEW, 5)),
            date(2019, 11, 5),
        ),
    ],
)
def test_an_account_is_changed_on_the_day_on_which_it_took_the_place_of_another(
    events: Any, changed_on: date | None
) -> None:
    """Registering the same account again changes nothing."""
    assert changed_on == known(with_events(*events)).changed_on


def test_money_goes_into_the_account_only_where_the_channel_says_so() -> None:
    """Through an LKS it does not, whatever account is on record."""
    assert ACCOUNT == ABOUT.pays_into
    others = [channel for channel in Channel if channel is not Channel.OWN_ACCOUNT]
    assert {None} == {attrs.evolve(ABOUT, channel=each).pays_into for each in others}


def test_an_award_is_taken_from_the_case_as_it_stands() -> None:
    """An older state of it is refused."""
    old = with_events().stimulus.awards[0]
    later = with_events(
        PaymentSent(
            case=CASE,
            on=ROUND_DAY,
            award=old.terms.award,
            payment=PaymentId("payment-1"),
            amount=idr(960_000),
            account=_OLD,
        )
    )
    with pytest.raises(InvalidValue) as refused:
        About.of(later, old)
    assert "award: take the award from the case as it stands [another-case]" == str(refused.value)


_REFUSED: dict[str, dict[str, Any]] = {
    "About.shared_with: an account is shared with other cases [own-case]": {
        "shared_with": frozenset({CASE})
    },
    "About.others: name the other awards alone [own-award]": {"others": frozenset({ABOUT.award})},
    "About.others: expected frozenset, got set": {"others": set()},
    "About.others: expected AwardId, got str": {"others": frozenset({"award-2"})},
    "About.case: expected CaseId, got str": {"case": "case-1"},
    "About.award: expected AwardId, got str": {"award": "award-1"},
    "About.person: expected PersonId, got str": {"person": "person-1"},
    "About.channel: expected Channel, got str": {"channel": "own-account"},
    "About.due: expected Money, got int": {"due": 960_000},
    "About.account: expected AccountReference, got str": {"account": "account-1"},
    "About.household: expected HouseholdId, got str": {"household": "household-1"},
    "About.shared_with: expected frozenset, got set": {"shared_with": set()},
    "About.shared_with: expected CaseId, got str": {"shared_with": frozenset({"case-2"})},
    "changed_on: expected date, got str": {"changed_on": "2019-10-31"},
}


@pytest.mark.parametrize(("text", "changes"), _REFUSED.items(), ids=_REFUSED)
def test_what_is_known_is_of_the_types_declared(text: str, changes: dict[str, Any]) -> None:
    """The field is named, and never what it held."""
    with pytest.raises(ReintegraError) as refused:
        attrs.evolve(ABOUT, **changes)
    assert text == str(refused.value)
