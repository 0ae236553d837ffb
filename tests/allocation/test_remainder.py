"""The largest remainders are served first; only the border can be a tie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import Claim, Tie, TieRule, WaitingReason
from reintegra.allocation.remainder import in_steps, largest_remainders
from reintegra.errors import Conflict
from tests.profiles import at_most


def _claims(count: int) -> list[Claim]:
    return [Claim(chr(ord("a") + place)) for place in range(count)]


def test_no_place_serves_nobody() -> None:
    """Where everything divides there is no remainder and no tie."""
    assert ([], ()) == largest_remainders([0, 0], 0, _claims(2), TieRule.REFUSE)


def test_the_larger_remainder_is_served_wherever_it_stands() -> None:
    """The served are in the order of their remainders."""
    assert ([2, 0], ()) == largest_remainders([5, 1, 9], 2, _claims(3), TieRule.REFUSE)


def test_only_the_claims_at_the_border_compete() -> None:
    """A larger remainder is served before the tie, a smaller one after it."""
    tie = Tie(("a", "d"), ("a",), TieRule.EARLIER)
    answer = largest_remainders([3, 7, 1, 3], 2, _claims(4), TieRule.EARLIER)
    assert ([1, 0], (tie,)) == answer


def test_equal_remainders_that_are_all_served_are_no_tie() -> None:
    """Nothing is decided among claims that are all served."""
    assert ([0, 1], ()) == largest_remainders([4, 4, 3], 2, _claims(3), TieRule.REFUSE)


def test_a_border_in_the_middle_of_many_is_found() -> None:
    """Three larger, four alike of whom two are served, three smaller: in the order of service."""
    remainders = [5, 2, 9, 5, 1, 7, 5, 0, 8, 5]
    tie = Tie(("a", "d", "g", "j"), ("a", "d"), TieRule.EARLIER)
    answer = largest_remainders(remainders, 5, _claims(10), TieRule.EARLIER)
    assert ([2, 8, 5, 0, 3], (tie,)) == answer


def test_equal_remainders_at_the_border_are_refused_on_demand() -> None:
    """The conflict names those who compete, and only those."""
    with pytest.raises(Conflict) as conflict:
        largest_remainders([9, 4, 3, 4], 2, _claims(4), TieRule.REFUSE)
    assert (1, 3) == conflict.value.key


@settings(max_examples=at_most(100))  # about 2 ms each
@given(st.data())
def test_nobody_unserved_has_a_larger_remainder(data: st.DataObject) -> None:
    """The smallest remainder served is at least the largest that is not; equal means a tie."""
    remainders = data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=12))
    places = data.draw(st.integers(1, len(remainders) - 1))
    served, ties = largest_remainders(remainders, places, _claims(12), TieRule.EARLIER)
    unserved = set(range(len(remainders))) - set(served)
    least = min(remainders[place] for place in served)
    most = max(remainders[place] for place in unserved)
    assert places == len(set(served))
    assert least >= most
    assert (least == most) == bool(ties)


def test_whoever_has_a_weight_and_no_step_waits() -> None:
    """A weight or a cap of zero does not wait; one that got the extra step does not either."""
    claims = [Claim("a"), Claim("b", weight=0), Claim("c"), Claim("d"), Claim("e", cap=0)]
    claims.append(Claim("f", cap=1))
    sharing = in_steps([1, 0, 0, 0, 0, 0], [3], (), claims, unit=5)
    assert (5, 0, 0, 5, 0, 0) == sharing.shares
    assert ("d",) == sharing.remainder
    reason = WaitingReason.BELOW_ONE_STEP
    assert [("c", reason, 5), ("f", reason, 5)] == [
        (entry.id, entry.reason, entry.short_by) for entry in sharing.waiting
    ]
