"""Each group shares a sum of its own, as its claims alone would share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    Claim,
    Group,
    Method,
    TieRule,
    allocate,
    capped,
    equal,
    nested,
    per_head,
    proportional,
)
from reintegra.bulk.arrays import NO_CAP, ArrayTie, GroupSum, allocate_array
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.bulk.arrays.inputs import IN_ARRAYS, arrays_of, by_claims, refusal_of, whole
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bulk.arrays.inputs import Answer


def each_alone(
    totals: Sequence[int], claims: Sequence[Sequence[Claim]], method: Method
) -> list[Answer]:
    """What `allocate` answers to each group; nothing is asked of one that can receive nothing."""
    return [
        by_claims(total, some, method)
        for total, some in zip(totals, claims, strict=True)
        if any(claim.weight for claim in some)
    ]


def first_refusal(answers: Sequence[Answer], codes: Any) -> Answer | None:
    """The floor that stands first in the arrays, or else the tie of the first group."""
    places = [np.flatnonzero(codes == code).tolist() for code in range(len(answers))]
    floors = [
        (inner[int(each["place"])], each["refused"])
        for inner, each in zip(places, answers, strict=True)
        if "refused" in each
    ]
    if floors:
        place, code = min(floors)
        return {"refused": code, "place": str(place)}
    for inner, each in zip(places, answers, strict=True):
        if "conflict" in each:
            return {"conflict": tuple(inner[place] for place in each["conflict"])}
    return None


@pytest.mark.parametrize("name", IN_ARRAYS)
@settings(max_examples=at_most(50))  # about 8 ms each
@given(data=st.data())
def test_groups_answer_as_if_each_stood_alone(name: str, data: st.DataObject) -> None:
    """However their claims are mixed; a group without any keeps its total."""
    total, claims, method = data.draw(problems(name))
    parts = [(total, claims)]
    for number in range(data.draw(st.integers(0, 2))):
        more, others, _ = data.draw(problems(name).filter(lambda each: each[2].unit == method.unit))
        parts.append((more, [attrs.evolve(each, id=f"{number}-{each.id}") for each in others]))
    parts.append((data.draw(st.integers(0, 10**18)), []))
    rows = data.draw(
        st.permutations([(code, claim) for code, (_, some) in enumerate(parts) for claim in some])
    )
    mixed = [[claim for each, claim in rows if each == code] for code in range(len(parts))]
    totals = [total for total, _ in parts]
    expected = each_alone(totals, mixed, method)
    arrays = arrays_of([claim for _, claim in rows], method)
    codes = np.array([code for code, _ in rows])
    refusal = first_refusal(expected, codes)
    if refusal is not None:
        with pytest.raises((Conflict, InvalidValue)) as refused:
            allocate_array(whole(totals), method=method, groups=codes, **arrays)
        assert isinstance(refused.value, Conflict | InvalidValue)
        assert refusal == refusal_of(refused.value)
        return
    found = allocate_array(whole(totals), method=method, groups=codes, **arrays)
    for code, answer in enumerate(expected):
        places = np.flatnonzero(codes == code)
        inner = {place: among for among, place in enumerate(places.tolist())}
        of_group = {
            "shares": found.shares[places].tolist(),
            "left_over": found.groups[code].left_over,
            "level": found.groups[code].level,
            "ties": [
                (each.competed, each.served, each.rule) for each in found.ties if each.group == code
            ],
            "remainder": [inner[place] for place in found.remainder.tolist() if place in inner],
            "waiting": [
                (inner[place], found.reason, found.short_by)
                for place in found.waiting.tolist()
                if place in inner
            ],
            "method": found.method,
        }
        assert answer == of_group
    assert totals == [each.total for each in found.groups.values()]
    assert totals[-1] == found.groups[len(parts) - 1].left_over
    assert (sum(totals), None) == (found.total, found.level)
    assert found.left_over == sum(each.left_over for each in found.groups.values())


def test_a_round_goes_to_regencies_and_then_to_people() -> None:
    """Two calls share as `nested` does: among the groups, then within each."""
    people = {"52.02": 340, "52.01": 150}
    sites = np.array(["52.02"] * 340 + ["52.01"] * 150)
    among = allocate_array(470_400_001, whole(list(people.values())), proportional())
    totals = dict(zip(people, among.shares.tolist(), strict=True))
    within = allocate_array(totals, np.ones(490, dtype=np.int64), equal(), groups=sites)
    names = [f"person-{number}" for number in range(490)]
    groups = [
        Group("52.02", tuple(names[:340]), weight=340),
        Group("52.01", tuple(names[340:]), weight=150),
    ]
    expected = allocate(
        470_400_001,
        [Claim(name) for name in names],
        nested(groups, among=proportional(), within=equal()),
    )
    assert list(expected.shares.values()) == within.shares.tolist()
    assert GroupSum(326_400_001, 0, None) == within.groups["52.02"]
    assert (ArrayTie(340, 1, TieRule.EARLIER, "52.02"),) == within.ties


def test_limits_of_people_hold_their_regencies_too() -> None:
    """Two calls share as `nested` does if the first one has the limits of all members together."""
    people = [
        Claim("ayu", floor=3, cap=9),
        Claim("budi", weight=2, cap=5),
        Claim("citra", weight=0, cap=50),
        Claim("dewi"),
        Claim("eko", floor=21),
        Claim("farid", weight=0),
    ]
    method = capped(unit=2)
    groups = [
        Group("52.02", ("ayu", "budi", "citra"), weight=3),
        Group("52.01", ("dewi", "eko"), floor=6, cap=31),
        Group("52.03", ("farid",)),
    ]
    among = allocate_array(
        50,
        whole([3, 1, 0]),
        method,
        floors=whole([4, 22, 0]),
        caps=whole([8 + 4, 31, 0]),
    )
    assert [12, 30, 0] == among.shares.tolist()
    within = allocate_array(
        among.shares,
        whole([claim.weight for claim in people]),
        method,
        floors=whole([claim.floor for claim in people]),
        caps=whole([NO_CAP if claim.cap is None else claim.cap for claim in people]),
        groups=np.array([0, 0, 0, 1, 1, 2]),
    )
    expected = allocate(50, people, nested(groups, among=method, within=method))
    assert list(expected.shares.values()) == within.shares.tolist()
    assert expected.left_over == among.left_over + within.left_over


def test_a_tie_is_that_of_its_group() -> None:
    """Heavier claims first, and among those that are even the earlier."""
    groups = np.array([7, 8, 7, 7, 8, 7])
    found = allocate_array(
        {8: 3, 7: 10}, whole([4, 1, 2, 4, 1, 4]), per_head(3, tie="larger-weight"), groups=groups
    )
    assert [3, 3, 0, 3, 0, 3] == found.shares.tolist()
    assert (
        ArrayTie(2, 1, TieRule.EARLIER, 8),
        ArrayTie(4, 3, TieRule.LARGER_WEIGHT, 7),
    ) == found.ties
    found = allocate_array(
        {8: 0, 7: 6}, whole([4, 1, 2, 4, 1, 4]), per_head(3, tie="larger-weight"), groups=groups
    )
    assert (
        ArrayTie(4, 2, TieRule.LARGER_WEIGHT, 7),
        ArrayTie(3, 2, TieRule.EARLIER, 7),
    ) == found.ties


def test_a_refused_tie_names_the_positions_in_the_array() -> None:
    """Those of the first group, in the order of the totals, in which a tie would decide."""
    groups = np.array(["b", "a", "b", "a", "b"])
    for large in (1, 2**70):
        with pytest.raises(Conflict) as refusal:
            allocate_array(
                {"none": large, "a": 2, "b": 1}, whole([1] * 5), equal(tie="refuse"), groups=groups
            )
        assert (0, 2, 4) == refusal.value.key
        hint = "a tie would decide among the claims at these positions; name a tie rule"
        assert f"{hint}: (0, 2, 4) [tie]" == str(refusal.value)
        with pytest.raises(Conflict) as refusal:
            allocate_array(
                {"none": large, "b": 1, "a": 1}, whole([1] * 5), equal(tie="refuse"), groups=groups
            )
        assert (0, 2, 4) == refusal.value.key


def test_more_groups_than_two_digits_can_count() -> None:
    """Households of two, each with three units of its own."""
    count = 70_000
    groups = np.arange(2 * count) % count
    found = allocate_array(np.full(count, 3), np.ones(2 * count, np.int64), equal(), groups=groups)
    assert [2] * count + [1] * count == found.shares.tolist()
    assert (count, ArrayTie(2, 1, TieRule.EARLIER, count - 1)) == (len(found.ties), found.ties[-1])


def test_a_group_whose_weights_are_all_zero_may_have_nothing() -> None:
    """As the group that `nested` gives nothing; with a total it is refused, by its first claim."""
    weights, groups = whole([0, 1, 0]), np.array([1, 0, 1])
    for method in (equal(), proportional(), per_head(2), capped()):
        found = allocate_array(whole([5, 0]), weights, method, groups=groups)
        assert (0, 0) == (found.shares[0], found.groups[1].left_over)
        assert [] == found.waiting.tolist()
        with pytest.raises(InvalidValue) as refusal:
            allocate_array(whole([5, 1]), weights, method, groups=groups)
        hint = "this group has a total, and all of its weights are zero"
        assert f"groups[0]: {hint} [no-weight]" == str(refusal.value)
    too_large = allocate_array(whole([5, 0]), whole([0, 2**62, 0]), proportional(), groups=groups)
    assert [0, 5, 0] == too_large.shares.tolist()


@pytest.mark.parametrize("totals", [{}, whole([]), {"a": 4, 3: 5}, whole([4, 5])])
def test_without_claims_every_total_is_left_over(totals: Any) -> None:
    """Each group has its own."""
    found = allocate_array(totals, whole([]), equal(), groups=np.array([], dtype=object))
    listed = totals if isinstance(totals, dict) else dict(enumerate(totals.tolist()))
    expected = {label: GroupSum(total, total, None) for label, total in listed.items()}
    assert expected == found.groups
    assert sum(listed.values()) == found.left_over == found.total


@pytest.mark.parametrize(
    "groups",
    [
        np.array([5, 9, 5]),
        np.array([5, 9, 5], dtype=np.uint8),
        np.array([5, 9, 5], dtype=object),
    ],
    ids=str,
)
def test_labels_may_be_numbers_of_any_kind(groups: Any) -> None:
    """What counts is their value."""
    found = allocate_array({9: 1, 5: 4}, whole([1, 1, 1]), equal(), groups=groups)
    assert [2, 1, 2] == found.shares.tolist()
    assert {9: GroupSum(1, 0, None), 5: GroupSum(4, 0, None)} == found.groups


@pytest.mark.parametrize(
    "groups",
    [
        np.array(["x", "long", "x"]),
        np.array(["x", "long", "x"], dtype=object),
        np.array(["x", "long", "x"], dtype=np.dtypes.StringDType()),
    ],
    ids=lambda array: str(array.dtype),
)
def test_labels_may_be_texts_of_any_kind(groups: Any) -> None:
    """As numpy holds them, or as Python does."""
    found = allocate_array({"long": 1, "x": 4}, whole([1, 1, 1]), equal(), groups=groups)
    assert [2, 1, 2] == found.shares.tolist()


@pytest.mark.parametrize(
    ("groups", "totals"),
    [
        (np.array([0, 2, 5]), {0: 1, 2: 1}),
        (np.array([0, 1, 2]), whole([1, 1])),
        (np.array([0, 1, -1]), whole([1, 1])),
        (np.array(["0", "1", "2"]), whole([1, 1])),
        (np.array(["a", "b", "c"]), {"a": 1, "b": 2, 3: 4}),
        (np.array([0, 1, 2**63], dtype=np.uint64), whole([1, 1])),
    ],
    ids=str,
)
def test_every_group_has_a_total(groups: Any, totals: Any) -> None:
    """Whoever is in none is named by the position."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(totals, whole([1, 1, 1]), equal(), groups=groups)
    place = 0 if groups.dtype.kind == "U" and isinstance(totals, np.ndarray) else 2
    assert f"groups[{place}]: no total is given for this group [no-total]" == str(refusal.value)


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (["a"], "groups: expected an array of numpy, of whole numbers or texts, got list"),
        (
            np.array([1.5]),
            "groups: expected an array of numpy, of whole numbers or texts, got float64",
        ),
        (
            np.array([True]),
            "groups: expected an array of numpy, of whole numbers or texts, got bool",
        ),
        (
            np.array([None]),
            "groups[0]: expected a group called by a whole number or a text, got NoneType",
        ),
        (
            np.array([True], dtype=object),
            "groups[0]: expected a group called by a whole number or a text, got bool",
        ),
        (np.array(["a", "b"]), "groups: as many are needed as there are weights [other-size]"),
        (np.array([["a"]]), "groups: an array of one dimension is needed [not-flat]"),
    ],
)
def test_labels_are_whole_numbers_or_texts(groups: Any, message: str) -> None:
    """One for each claim."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        allocate_array({"a": 1}, whole([1]), equal(), groups=groups)
    assert message.replace("got bool_", "got bool") == str(refusal.value).replace("bool_", "bool")


@pytest.mark.parametrize(
    ("totals", "message"),
    [
        (5, "total: expected a mapping or an array with a total for each group, got int"),
        ([5], "total: expected a mapping or an array with a total for each group, got list"),
        ({"a": 1, "b": -1}, "total[1]: a whole number of at least 0 is needed [negative]"),
        ({"a": 1.0}, "total[0]: expected a whole number, got float"),
        ({"a": np.int64(1)}, "total[0]: expected a whole number, got int64"),
        (
            {"a": 1, None: 1},
            "total[1]: expected a group called by a whole number or a text, got NoneType",
        ),
        (np.array([1.0]), "total: expected an array of numpy, of whole numbers, got float64"),
        (whole([4, -1]), "total[1]: a whole number of at least 0 is needed [negative]"),
    ],
)
def test_totals_are_whole_numbers_by_label(totals: Any, message: str) -> None:
    """Wrong ones are named by their position, for a label may be that of a household."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        allocate_array(totals, whole([1]), equal(), groups=np.array(["a"]))
    assert message == str(refusal.value)
