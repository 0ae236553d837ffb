"""How many steps are to spare before somebody waits is never said too high."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import Claim, TieRule, allocate, capped, proportional
from reintegra.allocation.plenty import plenty, waits_without
from reintegra.allocation.slack import Slack
from tests.allocation.inputs_small import small_problems
from tests.profiles import at_most


def test_claims_are_counted_by_kind_beside_the_last_ones() -> None:
    """Of those who need a step and have no floor the lightest are last; ties may go before."""
    claims = [
        Claim("m", 4, cap=29),
        Claim("z", 2),
        Claim("a", 4, cap=28),
        Claim("b", 2),
        Claim("n", 0),
        Claim("y", 4, cap=28),
        Claim("c", 1, floor=8),
        Claim("d", 1, cap=0),
    ]
    needs = list(map(waits_without, claims))
    earlier = Slack.of(capped(unit=7), claims, needs)
    assert (2, 2, 2) == (earlier.least, earlier.number, earlier.fewest)
    assert {
        (4, 0, 4, True): 2,
        (4, 0, 4, False): 1,
        (2, 0, None, False): 2,
        (1, 2, None, False): 1,
        (1, 0, 0, False): 1,
    } == dict(earlier.kinds)
    assert 5 == earlier.size
    by_id = Slack.of(capped(unit=7, tie="by-id"), claims, needs)
    assert {(4, 0, 4, True): 3} == {kind: number for kind, number in by_id.kinds if kind[0] > 2}
    first = [Claim("m", 4), Claim("a", 2), Claim("b", 2)]
    heavier = Slack.of(proportional(tie="larger-weight"), first[::-1], [1, 1, 1])
    assert {(4, 0, None, True): 1, (2, 0, None, False): 2} == dict(heavier.kinds)
    later = Slack.of(proportional(tie="by-id"), first, [1, 1, 1])
    assert (4, 0, None, False) in dict(later.kinds)


def test_only_who_needs_a_step_is_waited_for() -> None:
    """A claim that needs nothing is not among the last, however light."""
    claims = [Claim("a", 1), Claim("b", 2)]
    assert (2, 1) == _last(Slack.of(proportional(), claims, [0, 1]))
    assert (1, 1) == _last(Slack.of(proportional(), claims, [1, 1]))
    assert (0, 0) == _last(Slack.of(capped(), [Claim("a", floor=1)], [1]))


def _last(slack: Slack) -> tuple[int, int]:
    return slack.least, slack.number


@pytest.mark.parametrize(
    ("steps", "spare"),
    [(2, -1), (3, 0), (4, -1), (5, 0), (6, 1), (7, 0), (8, 0)],
)
def test_three_three_and_one_are_served_by_three_and_not_by_four(steps: int, spare: int) -> None:
    """Quotas of four: 12/7, 12/7 and 4/7, and two places go to the larger remainders."""
    slack = Slack.of(proportional(), [Claim("a", 3), Claim("b", 3), Claim("c", 1)], [1, 1, 1])
    assert spare == slack.at(steps)
    assert 5 == slack.surely


def test_limits_hold_the_level() -> None:
    """Weights 4, 2, 1 and 1: one is held by its floor of two steps, one by its cap of one."""
    claims = [Claim("a", 4, cap=7), Claim("b", 2), Claim("c", 1, floor=14), Claim("d", 1)]
    slack = Slack.of(capped(unit=7), claims, [1, 1, 1, 1])
    assert [-3, -2, -1, 0, 0, 0] == [slack.at(steps) for steps in range(2, 8)]
    assert 6 == slack.surely


@pytest.mark.parametrize("name", ["proportional", "capped"])
@settings(max_examples=at_most(100))  # about 2 ms each
@given(data=st.data())
def test_slack_says_exactly_whether_somebody_waits(name: str, data: st.DataObject) -> None:
    """Below zero somebody waits; as many steps fewer as are to spare leave nobody waiting."""
    claims, method = data.draw(small_problems(name))
    needs = list(map(waits_without, claims))
    if not any(claim.weight for claim in claims):
        return
    top = plenty(method, claims, needs)
    slack = Slack.of(method, claims, needs)
    if not slack.number or allocate(top * method.unit, claims, method).waiting:
        return
    for steps in range(slack.fewest, top + 3):
        waiting = allocate(steps * method.unit, claims, method).waiting
        assert (slack.at(steps) < 0) == bool(waiting)
        assert slack.fewest == steps or slack.at(steps - 1) >= slack.at(steps) - 1
        assert steps < slack.surely or not waiting


def test_a_tie_goes_before_the_last_one_by_its_rule() -> None:
    """Weights 1 and 3 share two: quotas 1/2 and 3/2, and the rule says who is served."""
    for tie, lighter_first, spare in (
        (TieRule.EARLIER, True, 0),
        (TieRule.EARLIER, False, -1),
        (TieRule.LARGER_WEIGHT, True, -1),
    ):
        claims = [Claim("a", 1), Claim("b", 3)][:: 1 if lighter_first else -1]
        assert spare == Slack.of(proportional(tie=tie), claims, [1, 1]).at(2)
    claims = [Claim("b", 1), Claim("a", 3)]
    assert -1 == Slack.of(proportional(tie="by-id"), claims, [1, 1]).at(2)
