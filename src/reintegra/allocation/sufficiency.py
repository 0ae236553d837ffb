"""What total would leave nobody waiting: the smallest one from which on that is so, exactly.

Under methods that are monotone in the total it is found by halving. Under the others a larger
total can leave somebody waiting whom a smaller one did not, so the search goes down from a total
that is surely enough to the first at which somebody waits.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.by_priority import ByPriority
from reintegra.allocation.capped import Capped
from reintegra.allocation.group_parts import group_parts
from reintegra.allocation.inner import by_band, inner_method, share_part
from reintegra.allocation.limits import floors_in_steps
from reintegra.allocation.method import Axiom, Method
from reintegra.allocation.nested import Nested
from reintegra.allocation.plenty import capacity, needs_in, plenty, waits_without
from reintegra.allocation.proportional import Proportional
from reintegra.allocation.sharing import allocate, checked_ids, listed
from reintegra.allocation.slack import Slack
from reintegra.allocation.tie import TieRule
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.group import Group

MOST_WORK = 3_000_000
"""How many claims a search looks at, counted each time, before it is given up."""

_EACH = 20
"""What one look at a total costs beside its claims."""


def sufficiency(claims: Iterable[Claim], method: Method) -> int | None:
    """The smallest total from which on nobody waits, in units of the sum; `None` if none is.

    Ties that are refused are taken as decided by the larger weight, which is the hardest on those
    who wait.

    Raises:
        WrongType: an item is not a `Claim`, or the method not a `Method`.
        InvalidValue: as `allocate`; the method is not one of those in the registry; or weights or
            balances lie so far apart that the search was given up: the error then names a total
            that is surely enough.
    """
    given = listed(claims)
    checked_ids(given)
    settled = _settling_ties(inner_method("method", method))
    if not given:
        return 0
    needs = [waits_without(claim) for claim in given]
    top = plenty(settled, given, needs)
    if allocate(top * settled.unit, given, settled).waiting:
        return None
    return _Search(top * settled.unit).least(settled, given, needs, top) * settled.unit


@attrs.define
class _Search:
    """The search for the least steps from which on everyone has what they need, up to a top.

    `enough` is the total, in units of the sum, that is named where the search is given up.
    """

    enough: int
    work: int = attrs.field(factory=lambda: MOST_WORK)

    def least(self, method: Method, claims: Sequence[Claim], needs: Sequence[int], top: int) -> int:
        """The least steps from which on, up to `top`, nobody has less than they need."""
        top = min(top, plenty(method, claims, needs))

        def enough(steps: int) -> bool:
            return _is_enough(steps, method, claims, needs)

        if top == 0 or not enough(top - 1):
            return top
        if Axiom.MONOTONE_IN_TOTAL in method.axioms:
            return bisect_left(range(top), x=True, key=enough)
        if isinstance(method, ByPriority) and isinstance(method.within, (Capped, Proportional)):
            return self._by_band(method, claims, needs, top)
        if isinstance(method, (Capped, Proportional)) and max(needs, default=0) <= 1:
            return self._down_by_slack(Slack.of(method, claims, needs), top)
        if isinstance(method, Nested):
            top = self._by_group(method, claims, top)
        return self._down(enough, len(claims), top)

    def spend(self, claims: int) -> None:
        """One look at so many claims, or kinds of them, is counted.

        Raises:
            InvalidValue: it was more than a search may take.
        """
        self.work -= claims + _EACH
        if self.work < 0:
            hint = (
                "weights or balances lie too far apart to search for the smallest total; "
                f"from {self.enough} on nobody waits"
            )
            raise InvalidValue(field="claims", code="too-far-apart", hint=hint)

    def _down(self, enough: Callable[[int], bool], size: int, top: int) -> int:
        steps = top
        while steps:
            self.spend(size)
            if not enough(steps - 1):
                break
            steps -= 1
        return steps

    def _down_by_slack(self, slack: Slack, top: int) -> int:
        """One step less takes at most one from the slack, so as many can be left out.

        With no more than the floors somebody waits, so it ends there at the latest.
        """
        if not slack.number:
            return slack.fewest
        steps = min(top, slack.surely)
        spare = slack.at(steps)
        while spare >= 0:
            self.spend(slack.size)
            steps -= spare + 1
            spare = slack.at(steps)
        return steps + 1

    def _by_band(
        self, method: ByPriority, claims: Sequence[Claim], needs: Sequence[int], top: int
    ) -> int:
        """Earlier bands are at their caps before a later one has more than its floors."""
        floors = floors_in_steps(claims, method.unit)
        later = result = sum(floors)
        before = 0
        for band in by_band(claims):
            later -= sum(floors[position] for position in band)
            if any(needs[position] > floors[position] for position in band):
                members = [claims[position] for position in band]
                needed = [needs[position] for position in band]
                least = self.least(method.within, members, needed, top - before - later)
                result = max(result, before + least + later)
            before += capacity(method, [claims[position] for position in band]) or 0
        return result

    def _by_group(self, method: Nested, claims: Sequence[Claim], top: int) -> int:
        """Steps that are enough for every group, from the inner ones up to the whole.

        What a group needs can be more than it may ever receive, and still nobody in it waits, as
        at the top. Then it is enough that the groups around it have reached what they come to.
        """
        by_group: dict[int, int] = {}
        for number, part in group_parts(method, claims):
            needs = needs_in(part, by_group)
            by_group[number] = self.least(part.method, part.members, needs, top)
        return by_group[0]


def _is_enough(steps: int, method: Method, claims: Sequence[Claim], needs: Sequence[int]) -> bool:
    """Whether all receive what they need; where floors pass the total, nobody receives anything."""
    try:
        sharing = share_part(method, steps * method.unit, claims, range(len(claims)))
    except InvalidValue:
        return False
    return all(
        share >= need * method.unit for share, need in zip(sharing.shares, needs, strict=True)
    )


def _settling_ties(method: Method) -> Method:
    """The same method, with ties that it refuses decided by the larger weight, at any depth."""
    changes: dict[str, object] = {}
    for field in attrs.fields(type(method)):
        option = getattr(method, field.name)
        if option is TieRule.REFUSE:
            changes[field.name] = TieRule.LARGER_WEIGHT
        elif isinstance(option, Method):
            changes[field.name] = _settling_ties(option)
    if isinstance(method, Nested):
        changes["groups"] = tuple(map(_settling_group, method.groups))
    return attrs.evolve(method, **changes)


def _settling_group(group: Group) -> Group:
    members = tuple(
        member if isinstance(member, str) else _settling_group(member) for member in group.members
    )
    within = None if group.within is None else _settling_ties(group.within)
    return attrs.evolve(group, members=members, within=within)
