"""The demonstration says which rule shared what, and what the runner-up would have given."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from lombok.distribution import SITES, Distribution, distribute
from lombok.journeys import journeys_of
from lombok.roster import read_roster
from lombok.sharing import rule_of, rules, runner_up, with_the_runner_up
from lombok_2019 import POLICIES, ROSTER

from reintegra.allocation import per_head, proportional, verify
from tests.examples.rosters import recorded_lines, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from reintegra.vocabulary import Language

of_each_policy = pytest.mark.parametrize("policy", POLICIES)


@cache
def distribution(policy: str) -> Distribution:
    """Both rounds of the recorded roster."""
    return distribute(journeys_of(read_roster(ROSTER), POLICIES[policy]), POLICIES[policy])


@of_each_policy
def test_the_rules_on_record_are_those_that_shared(policy: str) -> None:
    """In proportion between the sites, a fixed amount within them; each result holds."""
    held = distribution(policy)
    assert proportional() == rule_of(held.between)
    assert held.between.shares == {
        str(site.id): held.before.ceilings.sites[site.id].units for site in SITES
    }
    for allocation in held.rounds.values():
        (amount,) = set(allocation.shares.values())
        assert per_head(amount.units) == rule_of(allocation.result)
        assert () == verify(allocation.result)


@of_each_policy
def test_what_is_compared_with_is_what_happened(policy: str) -> None:
    """In one tree of sites and people every share is that of the two rounds."""
    held = distribution(policy)
    comparison = with_the_runner_up(held)
    assert comparison is not None
    chosen = next(iter(comparison.outcomes.values())).allocation
    assert chosen is not None
    assert {
        str(case): share.units
        for allocation in held.rounds.values()
        for case, share in allocation.shares.items()
    } == {name: share for name, share in chosen.shares.items() if share}
    assert held.between.shares == chosen.groups


def test_by_equal_budgets_95_people_would_have_had_nothing() -> None:
    """Rp235.200.000 each: 245 of 340 at the first site, and Rp91.200.000 left at the second."""
    comparison = with_the_runner_up(distribution("kemensos"))
    assert comparison is not None
    _, other = comparison.outcomes.values()
    assert other.allocation is not None
    assert other.changes is not None
    assert other.lose is not None
    assert {"lombok-tengah": 235_200_000, "lombok-barat": 235_200_000} == other.allocation.groups
    assert [(340, 245), (150, 150)] == [
        (reached.entitled, reached.served) for reached in other.by_group.values()
    ]
    assert ((), 95, 91_200_000) == (other.gain, len(other.lose), other.allocation.left_over)
    assert {-960_000} == {other.changes[name] for name in other.lose}
    assert () == verify(other.allocation)


def test_the_account_names_rule_people_and_runner_up() -> None:
    """In both languages, with every sum."""
    held = distribution("kemensos")
    told = {"en": rules(held, "en"), "id": rules(held, "id")}
    assert "340 people in Lombok Tengah     A fixed amount each: Rp960.000     0" in told["en"]
    assert "340 orang di Lombok Tengah        Jumlah tetap per orang: Rp960.000     0" in told["id"]
    assert "By the runner-up 0 people would have received more and 95 less" in runner_up(held, "en")
    assert "0 orang akan menerima lebih banyak dan 95 lebih sedikit" in runner_up(held, "id")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "At one of the sites nobody is eligible"), ("id", "tidak ada yang memenuhi syarat")],
)
def test_nothing_is_compared_where_a_site_has_nobody(
    tmp_path: Path, language: Language, words: str
) -> None:
    """The other site would have had its part in the tree, and not in the rounds."""
    roster = read_roster(write_lines(tmp_path, recorded_lines(2)))
    policy = POLICIES["kemensos"]
    held = distribute(journeys_of(roster, policy), policy)
    assert with_the_runner_up(held) is None
    assert words in runner_up(held, language)
