"""What the register may be asked, and what may stand where a policy or an edition is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, due
from reintegra.chain.answering import ANSWERED
from reintegra.chain.facts import adult
from reintegra.chain.rehabilitation import ServiceRequested
from reintegra.errors import InvalidValue, WrongType
from reintegra.policies.kemensos import KEMENSOS
from reintegra.rules import Dated, DatedValue, Missing
from tests.chain.journeys import ADULT, ERAS, Era, candidates, deported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reintegra.chain import Policy

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def asking(case: Case, era: Era, knowing: Any, under: Any = None) -> Iterator[Callable[[], object]]:
    """Every way to ask a case what is permitted."""
    policy = under or era.policy
    event = next(candidates(case, ServiceRequested, era.day, era.edition))
    yield lambda: case.consider(event, under=policy, knowing=knowing)
    yield lambda: case.record(event, under=policy, knowing=knowing)
    yield lambda: case.next_steps(under=policy, on=era.day, knowing=knowing)
    yield lambda: case.possible(under=policy, on=era.day, knowing=knowing)


@by_era
@pytest.mark.parametrize("knowing", [{"adlt": True}, {1: 2}, {"adult": True, "adlt": True}])
def test_a_name_that_nobody_asks_is_refused(era: Era, knowing: Any) -> None:
    """A misspelt fact would leave the verdict open without a word; the error says what is asked."""
    case = Case.open(deported(era))
    asked = "adult" if era.policy is KEMENSOS else "nothing"
    ways: tuple[Callable[[], object], ...] = (
        *asking(case, era, knowing),
        lambda: case.facts(on=era.day, edition=era.edition, knowing=knowing),
    )
    for ask in ways:
        with pytest.raises(InvalidValue) as refused:
            ask()
        assert ("knowing", "never-asked") == (refused.value.field, refused.value.code)
        assert str(refused.value).startswith(
            f"knowing: the policy asks the register for: {asked} ["
        )
        assert "adlt" not in str(refused.value)


@by_era
@pytest.mark.parametrize("name", ["consent", "case_open", "in_order", "guidance_status"])
def test_a_fact_that_the_chain_answers_is_refused(era: Era, name: str) -> None:
    """The records answer it, and nobody else."""
    assert name in ANSWERED
    case = Case.open(deported(era))
    for ask in asking(case, era, {name: True}):
        with pytest.raises(InvalidValue) as refused:
            ask()
        assert "answered-by-the-chain" == refused.value.code


@by_era
@pytest.mark.parametrize("knowing", [None, [("adult", True)], "adult"])
def test_what_the_register_knows_is_a_mapping(era: Era, knowing: Any) -> None:
    """Nothing at all is an empty mapping."""
    case = Case.open(deported(era))
    for ask in asking(case, era, knowing):
        with pytest.raises(WrongType, match="knowing: expected Mapping"):
            ask()
    for ask in asking(case, era, {}):
        ask()


def test_a_policy_asks_the_register_what_any_of_its_editions_asks() -> None:
    """A case may be judged by either edition; each edition's own facts know only its own."""
    era = ERAS[0]
    silent: Any = attrs.evolve(ERAS[2].edition, code="silent")
    policy: Policy = attrs.evolve(
        KEMENSOS,
        editions=Dated(
            (
                DatedValue(silent, era.day),
                DatedValue(era.edition, ERAS[1].day),
                DatedValue(None, ERAS[1].day.replace(year=2025)),
            )
        ),
    )
    assert (adult,) == policy.register_facts == KEMENSOS.register_facts
    assert () == ERAS[2].policy.register_facts
    case = Case.open(deported(era))
    for ask in asking(case, era, ADULT, under=policy):
        ask()
    with pytest.raises(InvalidValue, match="nothing"):
        case.facts(on=era.day, edition=silent, knowing=ADULT)
    asked = Case.replay(
        (*case.events, next(candidates(case, ServiceRequested, era.day, era.edition)))
    )
    assert 1 == len(due(asked, under=policy, on=era.day, knowing=ADULT))
    facts = case.facts(on=era.day, edition=era.edition, knowing={"adult": Missing.DECLINED})
    assert Missing.DECLINED is facts["adult"]


@by_era
def test_a_case_is_asked_under_a_policy_and_by_an_edition(era: Era) -> None:
    """Nothing, an edition, a policy and a text are refused where another is due."""
    case = Case.open(deported(era))
    for under in (era.edition, "kemensos"):
        for ask in asking(case, era, {}, under=under):
            with pytest.raises(WrongType, match="under: expected Policy"):
                ask()
    wrong: Any
    for wrong in (None, era.policy):
        with pytest.raises(WrongType, match="edition: expected Edition"):
            case.facts(on=era.day, edition=wrong)
    event = next(candidates(case, ServiceRequested, era.day, era.edition))
    nothing: Any = None
    for refused in (
        lambda: case.consider(event, under=nothing),
        lambda: case.record(event, under=nothing),
        lambda: case.next_steps(under=nothing, on=era.day),
        lambda: case.possible(under=nothing, on=era.day),
    ):
        with pytest.raises(WrongType, match="under: expected Policy, got NoneType"):
            refused()
    channel: Any = "own-account"
    with pytest.raises(WrongType, match="channel: expected Channel"):
        case.facts(on=era.day, edition=era.edition, channel=channel)


def test_whether_somebody_is_endangered_is_not_known_without_a_request() -> None:
    """No request is no answer, and the question stays to be asked."""
    era = ERAS[0]
    case = Case.open(deported(era))
    assert Missing.NOT_ASKED is case.facts(on=era.day, edition=era.edition)["endangered"]
    for event in candidates(case, ServiceRequested, era.day, era.edition):
        after = Case.replay((*case.events, event))
        facts = after.facts(on=era.day, edition=era.edition)
        assert getattr(event, "endangered") is facts["endangered"]  # noqa: B009 - an event of the type asked for
