"""A small policy, its exploration, and policies with a hole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import facts
from reintegra.chain.award import Awarded
from reintegra.chain.ending import Closed
from reintegra.chain.guidance import Enrolled
from reintegra.chain.policy import Policy
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Dated, DatedValue, Rule, all_of
from reintegra.testing import Explored, Scope, explore_policy
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.texts import Text
from tests.chain.journeys import ERAS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain.stage import Event

DAY = ERAS[-1].day


def rule(code: str, condition: Any) -> Rule:
    """A rule of the small policy."""
    return Rule(code, condition, Text(id=f"Aturan {code}", en=f"Rule {code}"))


SETTLED = rule("settled", facts.award_open.is_false)
CONSENTS = rule("consents", facts.consent.is_true)
ADULT = rule("adult", facts.adult.is_true)
NEVER = rule("never", facts.adult.is_false)
"""Met only where the register says no, and the explorer goes on where it says yes."""
AGAIN = rule("again", facts.consent.is_true)


def policy_with(requirements: Mapping[type[Event], Any]) -> Policy:
    """One edition that asks little: one payment of e-money, one register fact."""
    sandbox = SANDBOX.at(DAY)
    edition = attrs.evolve(
        sandbox,
        code="small",
        requirements=requirements,
        tranches=attrs.evolve(sandbox.tranches, value=1),
        channels=attrs.evolve(sandbox.channels, value=frozenset({Channel.E_MONEY})),
        register_facts=(facts.adult,),
    )
    return Policy("small", SANDBOX.name, Dated((DatedValue(edition, DAY),)))


SOUND: dict[type[Event], Any] = {
    Awarded: all_of(CONSENTS, ADULT, code="small-award", text=Text(id="Layak", en="Eligible")),
    Closed: SETTLED,
}


def explored(requirements: Mapping[type[Event], Any], **bounds: Any) -> Explored:
    """All that can become of a case under the small policy with these requirements."""
    small: dict[str, Any] = {"scope": Scope(), **bounds}
    return explore_policy(policy_with(requirements), on=DAY, **small)


HOLED: dict[type[Event], Any] = {
    Awarded: all_of(CONSENTS, AGAIN, code="twice", text=Text(id="Dua kali", en="Twice")),
    Enrolled: NEVER,
    Closed: NEVER,
}
"""Nobody enrols, nobody can close a case, and one rule says what another says."""


@cache
def holed() -> Explored:
    """The policy with these holes."""
    return explored(HOLED)


@cache
def sound() -> Explored:
    """The policy without a hole."""
    return explored(SOUND)
