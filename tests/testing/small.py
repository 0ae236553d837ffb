"""A small policy, its exploration, and policies with a hole."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import facts
from reintegra.chain.award import Awarded
from reintegra.chain.deportation import HealthChecked
from reintegra.chain.ending import Closed
from reintegra.chain.guidance import Enrolled
from reintegra.chain.homecoming import ReturnedUnassisted, ShelterAdmitted, TravelStarted
from reintegra.chain.policy import Policy
from reintegra.chain.rehabilitation import AgreementSigned, ServiceRefused, ServiceRequested
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Dated, DatedValue, Fact, Rule, all_of, any_of
from reintegra.testing import Explored, Scope, explore_policy
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.texts import Text
from tests.chain.journeys import ERAS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.chain.stage import Event

DAY = ERAS[-1].day
FEW = 100
"""So many states of the whole are met in no time; dead ends do not hang on them."""

PAPERS: Fact[bool] = Fact("has_papers", bool, Text(id="Punya surat", en="Has papers"))
"""A second fact of the register."""


def rule(code: str, condition: Any) -> Rule:
    """A rule of the small policy."""
    return Rule(code, condition, Text(id=f"Aturan {code}", en=f"Rule {code}"))


SETTLED = rule("settled", facts.award_open.is_false)
CONSENTS = rule("consents", facts.consent.is_true)
AGAIN = rule("again", facts.consent.is_true)
ADULT = rule("adult", facts.adult.is_true)
WITH_PAPERS = rule("papers", PAPERS.is_true)
VISITED = rule("visited", facts.followed_up.is_true)
NEVER = rule("never", facts.consent.is_true & facts.consent.is_false)
"""Met by nobody."""


def edition_with(requirements: Mapping[type[Event], Any]) -> Any:
    """It asks little: one payment of e-money, and two facts of the register at the most."""
    sandbox = SANDBOX.at(DAY)
    return attrs.evolve(
        sandbox,
        code="small",
        requirements=requirements,
        tranches=attrs.evolve(sandbox.tranches, value=1),
        channels=attrs.evolve(sandbox.channels, value=frozenset({Channel.E_MONEY})),
        register_facts=(facts.adult, PAPERS),
    )


def policy_with(requirements: Mapping[type[Event], Any]) -> Policy:
    """One edition with these requirements."""
    edition = edition_with(requirements)
    return Policy("small", SANDBOX.name, Dated((DatedValue(edition, DAY),)))


def explored(requirements: Mapping[type[Event], Any], **bounds: Any) -> Explored:
    """What can become of a case under the small policy with these requirements."""
    small: dict[str, Any] = {"scope": Scope(), "limit": FEW, **bounds}
    return explore_policy(policy_with(requirements), on=DAY, **small)


SOUND: Mapping[type[Event], Any] = MappingProxyType(
    {
        Awarded: all_of(CONSENTS, ADULT, code="small-award", text=Text(id="Layak", en="Eligible")),
        Closed: SETTLED,
    }
)

QUIET: Mapping[type[Event], Any] = MappingProxyType(
    dict.fromkeys(
        (
            Awarded,
            Enrolled,
            ReturnedUnassisted,
            ServiceRequested,
            ServiceRefused,
            ShelterAdmitted,
            TravelStarted,
        ),
        NEVER,
    )
)
"""Hardly anything can happen, so that all of it is met in no time."""


def _no(fact: Fact[bool]) -> Any:
    return any_of(fact.is_false, fact.is_missing)


_LOCK = any_of(_no(facts.health_problem), _no(facts.endangered))
LOCKED: Mapping[type[Event], Any] = MappingProxyType(
    {
        HealthChecked: rule("lock-a", _LOCK),
        ServiceRequested: rule("lock-b", _LOCK),
        Closed: rule("lock-c", _LOCK & facts.award_open.is_false),
        AgreementSigned: rule("home", facts.returned_to_origin.is_true),
    }
)
"""Who is both ill and endangered can never be closed; each alone is harmless."""


@cache
def sound() -> Explored:
    """Some of what can become of a case under a policy without a hole."""
    return explored(SOUND)


@cache
def quiet() -> Explored:
    """All that can become of a case of which hardly anything can."""
    return explored(QUIET, limit=10_000)


@cache
def minors() -> Explored:
    """A policy under which only adults can be closed."""
    return explored({Closed: ADULT})
