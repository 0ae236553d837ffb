"""A round asks for an account only where its aid is paid into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain import Case
from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.errors import TransitionRefused
from reintegra.rules import Outcome
from reintegra.vocabulary.aid import Channel
from tests.programme.people import KEMENSOS_ROUND, ROUND_DAY, TENGAH, by_id, case_of, knowing

if TYPE_CHECKING:
    from reintegra.programme import Programme, Round

MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def without_an_account() -> Case:
    """Somebody who is eligible but for the account, and said to have none."""
    case = case_of(1, without=(AccountRegistered,))
    stated = NoAccountStated(case=case.id, on=case.records.last_on)
    return Case.replay((*case.events, stated))


def a_round(channel: Channel | None) -> tuple[Programme, Round]:
    """The round of Lombok Tengah, with another channel in its terms."""
    programme = KEMENSOS_ROUND.programme(KEMENSOS_ROUND.each)
    held = programme.round(TENGAH.id, ROUND_DAY)
    return programme, attrs.evolve(held, terms=attrs.evolve(held.terms, channel=channel))


@pytest.mark.parametrize(
    ("stated", "named", "outcome"),
    [
        (Channel.OWN_ACCOUNT, None, NOT_MET),
        (Channel.VIA_LKS, None, MET),
        (Channel.E_MONEY, None, MET),
        (Channel.IN_KIND, None, MET),
        (None, None, OPEN),
        (None, Channel.VIA_LKS, MET),
        (None, Channel.OWN_ACCOUNT, NOT_MET),
        (Channel.VIA_LKS, Channel.OWN_ACCOUNT, NOT_MET),
        (Channel.OWN_ACCOUNT, Channel.IN_KIND, MET),
    ],
)
def test_a_decision_goes_by_the_channel_of_the_round(
    stated: Channel | None, named: Channel | None, outcome: Outcome
) -> None:
    """As its terms say, unless the caller names another; where nobody says, it stays open."""
    case, (_, held) = without_an_account(), a_round(stated)
    (answer,) = held.decide([case], knowing=knowing([case]), channel=named)
    assert outcome is answer.outcome
    asked = ["no_own_account_needed"] if outcome is OPEN else []
    assert asked == [missing.fact.name for missing in answer.verdict.missing]


def test_somebody_without_an_account_is_awarded_through_an_lks() -> None:
    """Decided, allocated, awarded and recorded; into an account the same award is refused."""
    case, (programme, held) = without_an_account(), a_round(Channel.VIA_LKS)
    allocation = held.allocate(held.decide([case], knowing=knowing([case])))
    (award,) = held.award(allocation)
    recorded = programme.record([award], by_id(case), knowing=knowing([case]))
    assert Channel.VIA_LKS is recorded.cases[case.id].stimulus.awards[-1].terms.channel
    (other,) = held.award(allocation, channel=Channel.OWN_ACCOUNT)
    with pytest.raises(TransitionRefused) as refused:
        programme.record([other], by_id(case), knowing=knowing([case]))
    codes = {reason.code for reason in refused.value.verdict.failed}
    assert {"own-account", "account-ready"} == codes
