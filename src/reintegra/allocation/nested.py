"""Groups share a sum, and what each receives is shared among its members, level by level.

```text
share of a member = what the method of its group gives it, of the share of the group
```

Regions, then sites, then households, then people: each level has its own weights, floors and caps.
A group can receive what its members may, and no more: its cap is the smaller of its own and the
sum of theirs, its floor the larger of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.carried import Carried
from reintegra.allocation.group import Fields, Group, as_group, listed
from reintegra.allocation.inner import inner_method, merged, share_part, waiting_because
from reintegra.allocation.limits import UNSET, limits_in_steps, not_honoured
from reintegra.allocation.method import Axiom, Limit, Method
from reintegra.allocation.proportional import Proportional
from reintegra.allocation.result import MethodRecord, Option, Sharing, WaitingReason
from reintegra.allocation.stand_in import stand_ins
from reintegra.allocation.tree import Tree, check_step, laid_out
from reintegra.errors import InvalidValue
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.inner import Place
    from reintegra.allocation.tie import TieRule

PROPORTIONAL = Proportional()
"""What shares among groups, and within them, unless another method is named."""

_INHERITED = frozenset(
    {
        Axiom.EXACT,
        Axiom.WITHIN_CAPS,
        Axiom.FLOORS_MET,
        Axiom.MONOTONE_IN_TOTAL,
        Axiom.MONOTONE_IN_WEIGHT,
    }
)


def _as_groups(given: Sequence[Group | Fields]) -> tuple[Group, ...]:
    return tuple(
        as_group(f"groups[{place}]", each) for place, each in enumerate(listed("groups", given))
    )


@attrs.frozen
class Nested(Method):
    """A tree of groups with people as its leaves; each group shares what it receives.

    Raises:
        WrongType: a group is none, or a method is none.
        InvalidValue: an id stands twice, a group carries what the method above it does not honour,
            the smallest steps of the methods differ, a method within is nested itself or carried,
            or more than a hundred groups stand in each other.
    """

    name: ClassVar[str] = "nested"
    text: ClassVar[Text] = Text(
        id="Bertingkat: antarkelompok, lalu di dalamnya", en="Nested: among groups, then within"
    )

    groups: tuple[Group, ...] = attrs.field(converter=_as_groups)
    among: Method = attrs.field(default=PROPORTIONAL, kw_only=True)
    within: Method = attrs.field(default=PROPORTIONAL, kw_only=True)
    tree: Tree = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """The tree is laid out once, and checked."""
        _check_inside("among", self.among)
        _check_inside("within", self.within)
        check_step("within", self.within, self.among)
        tree = laid_out(self.groups, self.among, self.within)
        for node in tree.row[1:]:
            _check_inside(f"{node.path}.within", node.method)
        object.__setattr__(self, "tree", tree)

    @property
    def unit(self) -> int:
        """The smallest step of every method in it."""
        return self.among.unit

    @property
    def tie(self) -> TieRule:
        """The tie rule among the groups; within a group it is the one of its method."""
        return self.among.tie

    @property
    def honours(self) -> frozenset[Limit]:
        """What is honoured in some group; who carries more than their own group does is refused."""
        return frozenset[Limit]().union(*(node.method.honours for node in self.tree.row))

    def weighs(self, identifier: str) -> bool:
        """As under the method of the claim's own group; whoever is in no group is refused."""
        number = self.tree.home.get(identifier)
        return number is None or self.tree.row[number].method.weighs(identifier)

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Limits hold; members of different groups are not compared with each other."""
        nodes, homes = self.tree.row, self.tree.home.values()
        inherited = _INHERITED.intersection(*(node.method.axioms for node in nodes))
        free = all(Axiom.ORDER_FREE in nodes[number].method.axioms for number in homes)
        return inherited | {Axiom.ORDER_FREE} if free else inherited

    def record(self) -> MethodRecord:
        """The groups as tuples of their fields, and the methods as their records."""
        options: dict[str, Option] = {
            "groups": tuple(group.as_option() for group in self.groups),
            "among": self.among.record(),
            "within": self.within.record(),
        }
        return MethodRecord(self.name, options)

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """From the whole down: what a group receives is shared among its claims and its groups.

        Claims stand in their own order, groups in the order in which they are listed, and behind
        the claims where both are in one group.

        Raises:
            InvalidValue: a claim in no group, or one that carries what the method of its group
                does not honour; limits that exclude each other; or as the methods.
            Conflict: a tie rule is `REFUSE` and a tie would decide.
        """
        tree = self.tree
        inside = _by_group(claims, tree)
        limits_in_steps(sum(claim.floor for claim in claims) + len(claims), claims, self.unit)
        standing = stand_ins(claims, inside, tree, self.unit)
        if not any(standing[number].weight for number in tree.inner[0]):
            hint = "no group with a weight has a claim with a weight"
            raise InvalidValue(field="groups", code="no-weight", hint=hint)
        received = [total] + [0] * (len(tree.row) - 1)
        parts: list[tuple[list[Place], Sharing]] = []
        for number, node in enumerate(tree.row):
            inner = tree.inner[number]
            places: list[Place] = [*inside[number], *(tree.row[each].path for each in inner)]
            members = [*(claims[place] for place in inside[number]), *(standing[n] for n in inner)]
            sharing = share_part(node.method, received[number], members, places)
            if received[number] < self.unit <= total:
                sharing = waiting_because(WaitingReason.GROUP_FOUND_NOTHING, sharing)
            for each, share in zip(inner, sharing.shares[len(inside[number]) :], strict=True):
                received[each] = share
            parts.append((places, sharing))
        ids = (node.group.id for node in tree.row[1:])
        groups = dict(zip(ids, received[1:], strict=True))
        return attrs.evolve(merged(claims, parts), groups=groups)


def nested(
    groups: Sequence[Group | Fields],
    *,
    among: Method = PROPORTIONAL,
    within: Method = PROPORTIONAL,
) -> Nested:
    """Groups share a sum by `among`, and what each receives is shared within it, level by level.

    Raises:
        WrongType: a group or a method is none.
        InvalidValue: an id stands twice, a group carries what the method above it does not honour,
            the smallest steps of the methods differ, one of them is nested itself or carried, or
            more than a hundred groups stand in each other.
    """
    return Nested(groups, among=among, within=within)


def _check_inside(field: str, value: object) -> None:
    method = inner_method(field, value)
    if isinstance(method, Nested):
        hint = "groups within groups belong into the tree itself"
        raise InvalidValue(field, code="nested", hint=hint)
    check_not_carried(field, method)


def check_not_carried(field: str, method: Method) -> None:
    """What everyone is owed after a round is read off a whole round, and would be lost in a part.

    Raises:
        InvalidValue: the method sets off earlier rounds.
    """
    if isinstance(method, Carried):
        hint = "balances would be lost: share among the parts first, then carry each of them"
        raise InvalidValue(field, code="carried", hint=hint)


def _by_group(claims: Sequence[Claim], tree: Tree) -> list[list[int]]:
    """The positions of the claims of each node; whoever carries what it does not honour is refused.

    Raises:
        InvalidValue: a claim is in no group, or carries what the method of its group refuses.
    """
    honoured = [node.method.honours for node in tree.row]
    by_all = frozenset[Limit].intersection(*honoured)
    not_by_all = [each for each in UNSET if each[0] not in by_all]
    inside: list[list[int]] = [[] for _ in tree.row]
    for position, claim in enumerate(claims):
        number = tree.home.get(claim.id)
        if number is None:
            hint = "no group has this claim as a member"
            raise InvalidValue(f"claims[{position}].id", code="in-no-group", hint=hint)
        for limit, unset in not_by_all:
            if getattr(claim, limit) != unset and limit not in honoured[number]:
                raise not_honoured(f"claims[{position}]", limit, tree.row[number].method)
        inside[number].append(position)
    return inside
