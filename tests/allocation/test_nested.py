"""Regions, sites, households and people share one sum, each level by its own method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Axiom,
    Carry,
    Claim,
    Group,
    MethodRecord,
    Nested,
    Option,
    Proportional,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
    verify,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import problems, trees
from tests.allocation.oracle_nested import nested_shares, stand_in
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Sequence

_TWO = (Group("north", ("a", "b", "c"), 2), Group("south", ("d", "e")))
_FIVE = [Claim("a"), Claim("b"), Claim("c"), Claim("d", 3), Claim("e")]

_FEWER = settings(max_examples=at_most(50))  # about 10 ms each
"""Each example is a tree, and is worked out twice."""


@st.composite
def _limited(draw: st.DrawFn) -> tuple[int, list[Claim], tuple[Group, ...], int, TieRule]:
    """Claims and groups with floors and caps that leave room for each other, and a total."""
    total, claims, method = draw(problems("capped", max_size=7))
    rule = TieRule.EARLIER if method.tie is TieRule.REFUSE else method.tie

    def with_limits(member: str | Group) -> str | Group:
        if isinstance(member, str):
            return member
        group = attrs.evolve(member, members=tuple(with_limits(each) for each in member.members))
        least = stand_in(group, claims, method.unit)
        if draw(st.booleans()):
            more = draw(st.integers(0, 9)) * draw(st.sampled_from([1, 100, 10**17]))
            group = attrs.evolve(group, cap=least.floor + more)
        most = stand_in(group, claims, method.unit)
        if most.weight and draw(st.booleans()):
            limit = most.floor + 10**6 if most.cap is None else most.cap
            limit -= limit % method.unit
            group = attrs.evolve(group, floor=draw(st.integers(0, min(limit, 10**17))))
        return group

    groups = [with_limits(each) for each in draw(trees([claim.id for claim in claims]))]
    tree = tuple(cast("list[Group]", groups))
    needed = sum(-(-stand_in(group, claims, method.unit).floor // method.unit) for group in tree)
    return max(total, needed * method.unit), claims, tree, method.unit, rule


def _members(group: Group) -> list[str]:
    return [each if isinstance(each, str) else each.id for each in group.members]


def _every(groups: Sequence[str | Group]) -> list[Group]:
    found = [each for each in groups if isinstance(each, Group)]
    return found + [inner for group in found for inner in _every(group.members)]


@_FEWER
@given(_limited())
def test_nested_agrees_with_the_slow_answer(
    problem: tuple[int, list[Claim], tuple[Group, ...], int, TieRule],
) -> None:
    """Sharing from the outside in, worked out by recursion in fractions, gives the same."""
    total, claims, groups, unit, rule = problem
    method = capped(unit=unit, tie=rule)
    allocation = allocate(total, claims, nested(groups, among=method, within=method))
    assert nested_shares(total, groups, claims, unit, rule) == {
        **allocation.shares,
        **allocation.groups,
    }


@_FEWER
@given(_limited())
def test_no_cap_of_any_level_is_ever_passed_and_nothing_is_stuck(
    problem: tuple[int, list[Claim], tuple[Group, ...], int, TieRule],
) -> None:
    """People, groups of any depth and the fund; a group receives what its members can use."""
    total, claims, groups, unit, rule = problem
    method = capped(unit=unit, tie=rule)
    allocation = allocate(total, claims, nested(groups, among=method, within=method))
    received = {**allocation.shares, **allocation.groups}
    everyone: list[Claim | Group] = [*claims, *_every(groups)]
    for one in everyone:
        assert one.floor <= received[one.id]
        assert one.cap is None or received[one.id] <= one.cap
    for group in _every(groups):
        assert received[group.id] == sum(received.get(name, 0) for name in _members(group))
    assert sum(allocation.shares.values()) + allocation.left_over == total
    assert verify(allocation) == ()


def test_regions_share_first_and_people_within_them() -> None:
    """Not the same as sharing among all people at once; what a tie decided stands by level."""
    allocation = allocate(1_000, _FIVE, nested(_TWO))
    assert {"a": 223, "b": 222, "c": 222, "d": 250, "e": 83} == allocation.shares
    assert {"north": 667, "south": 333} == allocation.groups
    assert allocation.left_over == 0
    assert (Tie(("a", "b", "c"), ("a",), TieRule.EARLIER),) == allocation.ties
    assert ("north", "a", "d") == allocation.remainder
    assert allocation.level is None
    assert verify(allocation) == ()


def test_a_tie_among_groups_names_the_groups() -> None:
    """The groups stand in the order in which they are listed, each before what is in it."""
    groups = (Group("z", ("a",)), Group("y", ("b", "c")))
    allocation = allocate(3, _FIVE[:3], nested(groups, among=equal(tie="by-id")))
    assert (Tie(("z", "y"), ("y",), TieRule.BY_ID),) == allocation.ties
    assert {"z": 1, "y": 2} == allocation.groups
    first = allocate(3, _FIVE[:3], nested(groups))
    assert {"z": 2, "y": 1} == first.groups
    assert (
        Tie(("z", "y"), ("z",), TieRule.EARLIER),
        Tie(("b", "c"), ("b",), TieRule.EARLIER),
    ) == first.ties
    assert verify(allocation) == verify(first) == ()


def test_the_order_of_the_claims_decides_within_a_group_and_not_the_order_of_its_members() -> None:
    """The earlier claim is the earlier one in the list that is shared among."""
    groups = (Group("g", ("a", "b")),)
    assert allocate(1, [Claim("b"), Claim("a")], nested(groups)).shares == {"b": 1, "a": 0}
    assert allocate(1, [Claim("a"), Claim("b")], nested(groups)).shares == {"a": 1, "b": 0}


def test_claims_and_groups_in_one_group_share_together() -> None:
    """A claim stands before the groups beside it, wherever it is listed."""
    home = Group("home", ("b", "c"), 2)
    groups = (Group("site", (home, "a")),)
    allocation = allocate(8, _FIVE[:3], nested(groups, within=equal()))
    assert {"a": 4, "b": 2, "c": 2} == allocation.shares
    odd = allocate(9, _FIVE[:3], nested(groups, within=equal()))
    assert ({"a": 5, "b": 2, "c": 2}, {"site": 9, "home": 4}) == (odd.shares, odd.groups)
    by_weight = allocate(9, _FIVE[:3], nested(groups))
    assert ({"a": 3, "b": 3, "c": 3}, {"site": 9, "home": 6}) == (
        by_weight.shares,
        by_weight.groups,
    )


def test_each_group_shares_by_its_own_method_or_by_the_one_for_its_level() -> None:
    """Groups of groups by `among`, groups with a claim by `within`, unless they name another."""
    own = Group("own", ("a", "b"), within=per_head(3))
    plain = Group("plain", ("c", "d"))
    deep = Group("deep", (Group("deeper", ("e",), 3), Group("empty", ())))
    groups = (Group("top", (own, plain)), deep)
    method = nested(groups, among=equal(), within=proportional())
    allocation = allocate(30, _FIVE, method)
    assert {"a": 3, "b": 3, "c": 2, "d": 5, "e": 15} == allocation.shares
    received = {"top": 15, "own": 8, "plain": 7, "deep": 15, "deeper": 15, "empty": 0}
    assert received == allocation.groups
    assert list(received) == list(allocation.groups)
    assert allocation.left_over == 2
    assert verify(allocation) == ()


def test_a_member_without_a_claim_is_nobody() -> None:
    """A group may list everyone whom it could have; without anybody it counts as weight zero."""
    groups = (Group("g", ("a", "absent"), 2), Group("gone", ("left",), 9), Group("h", ("b",)))
    claims = [Claim("a"), Claim("b")]
    allocation = allocate(9, claims, nested(groups))
    assert ({"a": 6, "b": 3}, {"g": 6, "gone": 0, "h": 3}) == (
        allocation.shares,
        allocation.groups,
    )
    none_to_serve = allocate(9, [*claims, Claim("left", 0)], nested(groups))
    assert ({"a": 6, "b": 3, "left": 0}, ()) == (none_to_serve.shares, none_to_serve.waiting)


def test_members_of_a_group_of_weight_zero_wait() -> None:
    """They claim something, and their group is no part of it: they are told so."""
    groups = (
        Group("g", ("a", "b"), 0),
        Group("outer", (Group("h", ("c",)), Group("i", ("d",), 0))),
    )
    allocation = allocate(9, _FIVE[:4], nested(groups))
    reason = WaitingReason.GROUP_FOUND_NOTHING
    assert {"a": 0, "b": 0, "c": 9, "d": 0} == allocation.shares
    assert tuple(Waiting(name, reason, 1) for name in "abd") == allocation.waiting
    assert reason.text("en") == "The group of this claim did not receive one smallest step"
    assert reason.text("id") == "Kelompok klaim ini tidak menerima satu satuan terkecil pun"
    assert verify(allocation) == ()


def test_whoever_waits_knows_whether_the_group_found_something() -> None:
    """A group without one step, a group with too little for everyone, and a total without one."""
    small, whole = WaitingReason.GROUP_FOUND_NOTHING, WaitingReason.TOTAL_USED_UP
    groups = (Group("g", ("a",), 9), Group("h", ("b", "c"), 3))
    method = nested(groups, among=proportional(unit=5), within=per_head(10, unit=5))
    tight = allocate(20, _FIVE[:3], method)
    assert {"g": 15, "h": 5} == tight.groups
    assert (Waiting("b", whole, 10), Waiting("c", whole, 10)) == tight.waiting
    nothing = allocate(5, _FIVE[:3], method)
    assert {"g": 5, "h": 0} == nothing.groups
    assert (
        Waiting("a", whole, 10),
        Waiting("b", small, 10),
        Waiting("c", small, 10),
    ) == nothing.waiting
    assert {entry.reason for entry in allocate(4, _FIVE[:3], method).waiting} == {whole}


def test_without_anybody_to_serve_nothing_is_shared() -> None:
    """Everyone's group has no weight: that is a misuse, as weights that are all zero are."""
    groups = (Group("g", ("a",), 0), Group("h", (Group("i", ("b",), 0), "c")))
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, [Claim("a"), Claim("b"), Claim("c", 0)], nested(groups))
    assert (
        str(refusal.value) == "groups: no group with a weight has a claim with a weight [no-weight]"
    )
    assert allocate(9, [], nested(groups)).left_over == 9
    assert verify(allocate(9, [], nested(groups))) == ()


_PEOPLE = [
    Claim("ani", cap=500),
    Claim("budi", cap=300),
    Claim("citra", cap=500),
    *(Claim(name, cap=800) for name in ("dewi", "eko", "farid", "gita")),
]


def _programme(without: str = "") -> Nested:
    """Made up: two sites, one of them with a household of three; a cap on each of the groups."""

    def cap(name: str, amount: int) -> int | None:
        return None if name == without else amount

    household = Group("household", ("ani", "budi", "citra"), 3, cap=cap("household", 1_200))
    hill = Group("hill", (household, "dewi", "eko"), 5, cap=cap("hill", 2_600))
    shore = Group("shore", ("farid", "gita"), 2)
    programme = Group("programme", (hill, shore), cap=cap("programme", 3_900))
    return nested((programme,), among=capped(unit=100), within=capped(unit=100))


def test_caps_of_person_household_site_and_programme_hold_at_once() -> None:
    """The fund could pay for more, and everybody has a place where they are stopped."""
    allocation = allocate(9_000, _PEOPLE, _programme())
    assert {
        "ani": 500,
        "budi": 300,
        "citra": 400,
        "dewi": 700,
        "eko": 700,
        "farid": 700,
        "gita": 600,
    } == allocation.shares
    received = {"programme": 3_900, "hill": 2_600, "household": 1_200, "shore": 1_300}
    assert received == allocation.groups
    assert allocation.left_over == 5_100
    assert verify(allocation) == ()


def test_the_fund_is_a_limit_too() -> None:
    """Below what the caps allow, everything is given and nothing more."""
    allocation = allocate(2_950, _PEOPLE, _programme())
    assert (2_900, 50) == (sum(allocation.shares.values()), allocation.left_over)
    assert allocation.groups["hill"] < 2_600


@pytest.mark.parametrize("name", ["budi", "household", "hill", "programme"])
def test_each_cap_is_what_stops_somebody(name: str) -> None:
    """Without it more would be received there, by a person or by a group."""
    people = [attrs.evolve(claim, cap=None) if claim.id == name else claim for claim in _PEOPLE]
    held = allocate(9_000, _PEOPLE, _programme())
    free = allocate(9_000, people, _programme(without=name))
    assert {**free.shares, **free.groups}[name] > {**held.shares, **held.groups}[name]


def test_a_cap_on_a_group_where_the_method_above_knows_no_caps_is_refused() -> None:
    """So is a floor or a priority; the group is named by its path."""
    for limit, value in (("floor", 1), ("cap", 9), ("priority", -1)):
        inner = Group("i", ("a",), **cast("Any", {limit: value}))
        with pytest.raises(InvalidValue) as refusal:
            nested((Group("g", ("x",)), Group("h", ("b", inner))))
        hint = "the method proportional does not honour it, and never ignores it"
        field = f"groups[1].members[1].{limit}"
        assert f"{field}: {hint} [not-honoured]" == str(refusal.value)
        knows = by_priority(within=capped())
        assert nested((Group("h", (inner,), within=knows),)).honours == knows.honours


def test_a_limit_on_a_claim_is_honoured_by_its_own_group_or_refused() -> None:
    """What another group honours does not count."""
    groups = (Group("g", ("a", "b"), within=capped()), Group("h", ("c",)))
    method = nested(groups, among=capped())
    assert {"floor", "cap"} == method.honours
    assert allocate(9, [Claim("a", cap=2), Claim("c")], method).shares == {"a": 2, "c": 7}
    for limit, value in (("floor", 1), ("cap", 9)):
        claim = Claim("c", **cast("Any", {limit: value}))
        with pytest.raises(InvalidValue) as refusal:
            allocate(9, [Claim("a"), claim], method)
        hint = "the method proportional does not honour it, and never ignores it"
        assert f"claims[1].{limit}: {hint} [not-honoured]" == str(refusal.value)
    with pytest.raises(InvalidValue, match=r"^claims\[0\].priority: the method nested does not"):
        allocate(9, [Claim("a", priority=1)], method)


def test_floors_inside_a_group_bind_every_method_above() -> None:
    """A guarantee holds only where the group can be sure of it."""
    deep = (Group("g", (Group("h", ("a", "b"), within=capped()), "c"), within=capped()),)
    claims = [Claim("a", floor=5), Claim("b"), Claim("c")]
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, claims, nested((*deep, Group("i", ("d",)))))
    hint = "members have floors, and the method proportional above them does not honour any"
    assert f"groups[0].floor: {hint} [not-honoured]" == str(refusal.value)
    sure = nested((*deep, Group("i", ("d",), 9)), among=capped())
    shares = allocate(9, [*claims, Claim("d")], sure).shares
    assert shares == {"a": 5, "b": 0, "c": 0, "d": 4}


def test_a_group_is_sure_of_its_own_floor_and_of_the_floors_of_its_members() -> None:
    """The larger of the two counts, in whole steps."""
    people = [Claim("a", floor=11), Claim("b", floor=1), Claim("c", 1_000)]
    for own, received in ((0, 30), (29, 30), (31, 40)):
        groups = (Group("g", ("a", "b"), floor=own), Group("h", ("c",), 1_000))
        method = nested(groups, among=capped(unit=10), within=capped(unit=10))
        assert received == allocate(100, people, method).groups["g"]
    with pytest.raises(InvalidValue) as refusal:
        allocate(39, people, method)
    assert ("groups[0].floor", "above-total") == (refusal.value.field, refusal.value.code)


def _refused(total: int, claims: list[Claim], method: Nested) -> str:
    with pytest.raises(InvalidValue) as refusal:
        allocate(total, claims, method)
    assert refusal.value.__cause__ is None
    return str(refusal.value)


def test_limits_that_exclude_each_other_are_refused() -> None:
    """A cap below the floors of the members, and a floor above what they may receive."""
    ten = capped(unit=10)

    def of(group: Group) -> Nested:
        return nested((Group("x", ("y",)), group), among=ten, within=ten)

    claims = [Claim("a", floor=11, cap=29), Claim("b", floor=1, cap=19)]
    assert allocate(30, claims, of(Group("g", ("a", "b"), cap=30))).left_over == 0
    hint = "the floors of the members add up to more, in whole steps"
    assert f"groups[1].cap: {hint} [below-floors]" == _refused(
        90, claims, of(Group("g", ("a", "b"), cap=29))
    )
    assert allocate(30, claims, of(Group("g", ("a", "b"), floor=30))).left_over == 0
    hint = "the floor lies above what the group and its members may receive, in whole steps"
    assert f"groups[1].floor: {hint} [above-cap]" == _refused(
        90, claims, of(Group("g", ("a", "b"), floor=31))
    )
    assert f"groups[1].floor: {hint} [above-cap]" == _refused(
        90, [Claim("a")], of(Group("g", ("a", "b"), floor=5, cap=9))
    )


@pytest.mark.parametrize(
    ("group", "claim"),
    [
        (Group("g", ("a",), floor=1), Claim("a", 0)),
        (Group("g", ("absent",), floor=1), Claim("b")),
        (Group("g", ("a",), 0, floor=1), Claim("a")),
        (Group("g", ("a",), 0), Claim("a", floor=1)),
        (Group("g", (Group("h", ("a",), 0), "c"), floor=1), Claim("a")),
    ],
)
def test_a_floor_without_anybody_to_serve_is_refused(group: Group, claim: Claim) -> None:
    """As a floor of a claim without weight is: it could not be kept."""
    method = nested((group, Group("other", ("b",))), among=capped(), within=capped())
    hint = "a group of weight zero, or without anybody to serve, receives nothing"
    claims = [claim] if claim.id == "b" else [claim, Claim("b")]
    assert f"groups[0].floor: {hint} [no-weight]" == _refused(9, claims, method)


def test_a_floor_that_its_own_claim_cannot_keep_is_refused_before_anything_else() -> None:
    """The claim is named, not its group; a floor that fits the total passes."""
    method = nested((Group("g", ("a", "b")),), among=capped(unit=10), within=capped(unit=10))
    assert "claims[1].floor: no whole step lies between the floor and the cap" in _refused(
        90, [Claim("a"), Claim("b", floor=3, cap=9)], method
    )
    assert "claims[1].floor: a claim of weight zero receives nothing" in _refused(
        90, [Claim("a"), Claim("b", 0, floor=1)], method
    )
    assert allocate(20, [Claim("a", floor=1), Claim("b", floor=1)], method).left_over == 0
    assert "groups[0].floor: the floors up to here, in whole steps, pass" in _refused(
        19, [Claim("a", floor=1), Claim("b", floor=1)], method
    )


def test_a_member_that_may_receive_nothing_does_not_widen_its_group() -> None:
    """A claim without weight, or a group without anybody to serve, has room for nothing."""
    gone = Group("gone", ("absent",), cap=90)
    groups = (Group("g", ("a", "none", gone, Group("h", ("c",), 0)), 9), Group("o", ("b",)))
    claims = [Claim("a", cap=4), Claim("none", 0), Claim("b"), Claim("c")]
    method = nested(groups, among=capped(), within=capped())
    allocation = allocate(20, claims, method)
    assert {"g": 4, "gone": 0, "h": 0, "o": 16} == allocation.groups
    assert (Waiting("c", WaitingReason.GROUP_FOUND_NOTHING, 1),) == allocation.waiting


def test_where_the_method_above_knows_no_caps_some_may_be_left_over_inside() -> None:
    """The group receives its part by weight, and the result says how much it could not use."""
    groups = (Group("g", (Group("h", ("a",)),)), Group("o", ("b",)))
    open_handed = nested(groups, among=proportional(), within=capped())
    allocation = allocate(20, [Claim("a", cap=4), Claim("b")], open_handed)
    assert ({"a": 4, "b": 10}, 6) == (allocation.shares, allocation.left_over)
    assert {"g": 10, "h": 10, "o": 10} == allocation.groups
    assert verify(allocation) == ()
    passed_on = nested(
        (Group("t", groups, within=equal()), Group("z", ("c",))), among=capped(), within=capped()
    )
    assert {"t": 4, "g": 2, "h": 2, "o": 2, "z": 0} == allocate(
        4, [Claim("a", cap=4), Claim("b", cap=0), Claim("c", cap=0)], passed_on
    ).groups


def test_every_claim_is_in_one_group() -> None:
    """Whoever is in none would be forgotten without a word."""
    assert "claims[1].id: no group has this claim as a member [in-no-group]" == _refused(
        9, [Claim("a"), Claim("x")], nested(_TWO)
    )
    assert "claims[0].id: no group has this claim as a member [in-no-group]" == _refused(
        9, [Claim("north")], nested(_TWO)
    )


@pytest.mark.parametrize(
    ("groups", "field"),
    [
        ((Group("g", ("a",)), Group("h", ("b", "a"))), "groups[1].members[1]"),
        ((Group("g", ("a", "b", "a")),), "groups[0].members[2]"),
        ((Group("g", ("a",)), Group("g", ("b",))), "groups[1].id"),
        ((Group("g", (Group("h", ("a",)), Group("g", ("b",)))),), "groups[0].members[1].id"),
        ((Group("g", ("a", "g")),), "groups[0].members[1]"),
        ((Group("g", ("a",)), Group("a", ("b",))), "groups[1].id"),
        ((Group("g", (Group("h", ("a",)), "a")),), "groups[0].members[0].members[0]"),
    ],
)
def test_an_id_stands_once_in_the_whole_tree(groups: tuple[Group, ...], field: str) -> None:
    """A claim in two groups would be paid twice; the later one is named by its path."""
    with pytest.raises(InvalidValue) as refusal:
        nested(groups)
    hint = "a group or a member of a group before it has the same id"
    assert f"{field}: {hint} [duplicate]" == str(refusal.value)


def test_any_id_may_be_given() -> None:
    """The tree itself takes no name away."""
    groups = (Group("whole", ("groups",)), Group("g", ("whole 2", "b")))
    assert allocate(2, [Claim("groups"), Claim("b")], nested(groups)).groups == {"whole": 1, "g": 1}


def test_all_methods_have_one_smallest_step() -> None:
    """What a group receives could not be handed on in other steps without a rest."""
    hint = "its smallest step is not the one of the method among the groups [other-step]"
    with pytest.raises(InvalidValue) as refusal:
        nested(_TWO, among=capped(unit=5))
    assert f"within: {hint}" == str(refusal.value)
    inner = Group("h", ("a",), within=equal(unit=5))
    with pytest.raises(InvalidValue) as refusal:
        nested((Group("g", (inner,)),))
    assert f"groups[0].members[0].within: {hint}" == str(refusal.value)
    assert nested((Group("g", (inner,)),), among=equal(unit=5), within=equal(unit=5)).unit == 5


def test_groups_within_groups_belong_into_the_tree() -> None:
    """A nested method inside another would hide its caps from the groups above."""
    inner = nested(_TWO)
    hint = "groups within groups belong into the tree itself [nested]"
    with pytest.raises(InvalidValue) as among:
        nested(_TWO, among=inner)
    with pytest.raises(InvalidValue) as within:
        nested(_TWO, within=inner)
    with pytest.raises(InvalidValue) as of_group:
        nested((Group("x", ("y",), within=inner),))
    fields = ("among", "within", "groups[0].within")
    refused = [str(refusal.value) for refusal in (among, within, of_group)]
    assert [f"{field}: {hint}" for field in fields] == refused


def test_a_carried_round_within_groups_is_refused() -> None:
    """Nobody could say afterwards what each is owed; a round of each group can be carried."""
    hint = "balances would be lost: share among the parts first, then carry each of them [carried]"
    with pytest.raises(InvalidValue) as among:
        nested(_TWO, among=carried())
    with pytest.raises(InvalidValue) as within:
        nested(_TWO, within=carried())
    with pytest.raises(InvalidValue) as of_group:
        nested((Group("x", ("y",), within=carried()),))
    fields = ("among", "within", "groups[0].within")
    refused = [str(refusal.value) for refusal in (among, within, of_group)]
    assert [f"{field}: {hint}" for field in fields] == refused


def test_the_round_of_each_group_can_be_carried() -> None:
    """Share among the groups, then within each with what its members are owed."""
    carry = Carry()
    received = dict.fromkeys("abc", 0)
    for _ in range(3):
        north = allocate(3, [Claim("north", 1), Claim("south", 2)], proportional()).shares["north"]
        within, carry = carry.allocate(north, _FIVE[:3], proportional())
        received = {name: received[name] + share for name, share in within.shares.items()}
    assert {"a": 1, "b": 1, "c": 1} == received


@pytest.mark.parametrize("field", ["among", "within"])
def test_among_and_within_are_methods(field: str) -> None:
    """A maker is none."""
    with pytest.raises(WrongType, match=rf"^{field}: expected a Method, such as capped\(\)"):
        nested(_TWO, **cast("Any", {field: equal}))


@pytest.mark.parametrize("groups", [set(_TWO), "ab", None, _TWO[0]])
def test_groups_stand_in_an_order(groups: object) -> None:
    """A set has none, and one group is not several."""
    with pytest.raises(WrongType, match=r"^groups: expected a tuple, got "):
        nested(cast("Any", groups))


def test_a_group_is_a_group_or_its_fields() -> None:
    """At the top there are groups only; the place is named."""
    with pytest.raises(
        WrongType, match=r"^groups\[1\]: expected a Group, or its fields in a tuple"
    ):
        nested(cast("Any", (_TWO[0], "a")))
    assert nested(_TWO) == nested(cast("Any", [_TWO[0], _TWO[1].as_option()]))


def test_a_refused_tie_names_positions_and_paths() -> None:
    """Claims by their positions in the whole, groups by where they stand."""
    groups = (Group("g", ("a", Group("h", ("d",)), "c"), 2), Group("o", ("b",)))
    with pytest.raises(Conflict) as conflict:
        allocate(6, _FIVE[:4], nested(groups, within=equal(tie="refuse")))
    assert ("tie", (0, 2, "groups[0].members[1]")) == (conflict.value.code, conflict.value.key)


def test_another_conflict_passes_as_it_is() -> None:
    """Only a tie is known to speak of positions."""

    @attrs.frozen(kw_only=True)
    class Contrary(Proportional):
        """Never answers."""

        def share(self, total: int, claims: Sequence[Claim]) -> Any:
            """Raise instead."""
            del total, claims
            raise Conflict(code="contrary", key=(0, 1), hint="nothing fits")

    with pytest.raises(Conflict) as conflict:
        allocate(6, _FIVE[::-1], nested(_TWO, within=Contrary()))
    assert str(conflict.value) == "nothing fits: (0, 1) [contrary]"


def test_a_refusal_without_a_claim_passes_as_it_is() -> None:
    """A method from outside may speak of anything else."""

    @attrs.frozen(kw_only=True)
    class Contrary(Proportional):
        """Never answers."""

        def share(self, total: int, claims: Sequence[Claim]) -> Any:
            """Raise instead."""
            del total, claims
            raise InvalidValue(field="my claims[0]", code="contrary", hint="nothing fits")

    assert (
        _refused(6, _FIVE, nested(_TWO, within=Contrary()))
        == "my claims[0]: nothing fits [contrary]"
    )


def test_priorities_inside_groups_and_among_them() -> None:
    """By priority within a site, and sites by their own priority, with kits at one of them."""
    kits = packages({"kit": 4}, {"a": "kit", "b": "kit", "c": "kit"})
    bands = by_priority()
    groups = (
        Group("late", ("d", "e"), priority=2),
        Group("early", ("a", "b", "c"), cap=9, within=kits),
    )
    claims = [
        Claim("d", priority=1),
        Claim("a", priority=1),
        Claim("b"),
        Claim("c", priority=2),
        Claim("e"),
    ]
    allocation = allocate(12, claims, nested(groups, among=bands, within=bands))
    assert {"d": 0, "a": 4, "b": 4, "c": 0, "e": 3} == allocation.shares
    assert ({"late": 3, "early": 9}, 1) == (allocation.groups, allocation.left_over)
    assert [entry.id for entry in allocation.waiting] == ["d", "c"]
    assert verify(allocation) == ()


def test_a_tree_may_be_deep() -> None:
    """A hundred levels, one in the other, as values and as data; one more is refused at once."""
    group = Group("level 0", ("a",))
    for depth in range(1, 100):
        group = Group(f"level {depth}", (group,))
    method = nested((group,))
    allocation = allocate(10**18 + 1, [Claim("a")], method)
    assert allocation.shares == {"a": 10**18 + 1}
    assert verify(allocation) == ()
    assert method == METHODS["nested"](**method.record().options)
    with pytest.raises(InvalidValue) as refusal:
        nested((Group("beside", ("b",)), Group("level 100", (group,))))
    assert str(refusal.value) == "groups: more than 100 groups stand in each other [too-deep]"


def test_the_record_builds_the_method_again() -> None:
    """Groups are tuples of their fields there, and methods records."""
    inner = Group("inner", ("c",), 2, 3, 4, 5, per_head(10, tie="by-id"))
    method = nested((Group("g", ("a", "b", inner), within=by_priority()),), within=equal())
    record = method.record()
    in_bands = MethodRecord("by_priority", {"within": capped().record()})
    per = MethodRecord("per_head", {"unit": 1, "tie": "by-id", "amount": 10})
    within = (("g", ("a", "b", ("inner", ("c",), 2, 3, 4, 5, per)), 1, 0, None, 0, in_bands),)
    options: dict[str, Option] = {
        "groups": within,
        "among": proportional().record(),
        "within": equal().record(),
    }
    assert MethodRecord("nested", options) == record
    assert method == METHODS[record.name](**record.options)
    assert hash(record) == hash(METHODS["nested"](**record.options).record())


def test_nested_is_a_value_with_a_step_and_a_tie_rule() -> None:
    """Two of the same groups and methods are the same; the tie rule is the one among groups."""
    assert Nested(_TWO) == nested(_TWO)
    assert nested(_TWO) != nested(_TWO[:1])
    assert nested(_TWO) != nested(_TWO, within=equal())
    assert (1, TieRule.BY_ID) == (nested(_TWO).unit, nested(_TWO, among=equal(tie="by-id")).tie)
    assert nested(_TWO).honours == frozenset[str]()
    assert nested(_TWO).text("en") == "Nested: among groups, then within"
    assert nested(_TWO).text("id") == "Bertingkat: antarkelompok, lalu di dalamnya"
    assert hash(nested(_TWO)) == hash(Nested(_TWO))


def test_whether_a_weight_counts_is_said_by_the_method_of_the_group() -> None:
    """A claim in no group is refused, so nothing is said against its weight."""
    method = nested(_TWO, among=proportional(), within=equal())
    assert not method.weighs("a")
    assert method.weighs("x")
    assert nested(_TWO, among=equal()).weighs("a")
    assert by_priority().weighs("a")
    assert not by_priority(within=equal()).weighs("a")


def test_what_holds_of_every_method_inside_is_inherited() -> None:
    """Exactness, limits and being monotone; the order counts only where claims share."""
    always = {Axiom.EXACT, Axiom.WITHIN_CAPS, Axiom.FLOORS_MET, Axiom.MONOTONE_IN_WEIGHT}
    assert always == nested(_TWO).axioms
    by_id = proportional(tie="by-id")
    assert always | {Axiom.ORDER_FREE} == nested(_TWO, within=by_id).axioms
    assert always == nested(_TWO, among=by_id).axioms
    one_by_order = (*_TWO, Group("x", ("y",), within=divisor("dhondt")))
    assert always == nested(one_by_order, within=by_id).axioms
    monotone = nested(_TWO, among=equal(), within=divisor("dhondt"))
    assert always | {Axiom.MONOTONE_IN_TOTAL} == monotone.axioms
    assert always == nested(_TWO, among=equal()).axioms
    assert always == nested(_TWO, within=equal()).axioms
