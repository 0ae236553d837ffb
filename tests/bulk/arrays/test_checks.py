"""What no array of claims can be is refused, and named by its position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reintegra.allocation import capped, equal, proportional
from reintegra.bulk.arrays import NO_CAP, allocate_array
from reintegra.errors import InvalidValue, WrongType
from tests.bulk.arrays.inputs import whole

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = "expected an array of numpy, of whole numbers"

FIELDS = ("weights", "floors", "caps")


def shared(field: str, array: Any) -> Any:
    """Two claims of one unit each, with another array in the place of one of theirs."""
    arrays = {"weights": whole([1, 1]), "floors": whole([0, 0]), "caps": whole([9, 9])}
    return allocate_array(2, method=capped(), **(arrays | {field: array}))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("array", "message"),
    [
        ([1, 1], f"{NUMBERS}, got list"),
        (np.array([1.0, np.nan]), f"{NUMBERS}, got float64"),
        (np.array([True, True]), f"{NUMBERS}, got bool"),
        (np.array([1, 1], dtype=object), f"{NUMBERS}, got object_"),
        (np.array(["1", "1"]), f"{NUMBERS}, got str_"),
        (np.array([1, 1], dtype="m8[s]"), f"{NUMBERS}, got timedelta64"),
        (np.ma.masked_array([1, 1], mask=[False, True]), f"{NUMBERS}, got MaskedArray"),
        (np.array([[1, 1]]), "an array of one dimension is needed [not-flat]"),
    ],
)
def test_only_flat_arrays_of_whole_numbers_are_shared_among(
    field: str, array: Any, message: str
) -> None:
    """No list, no float, no bool, no object, nothing masked."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        shared(field, array)
    assert f"{field}: {message}" == str(refusal.value).replace("got bool_", "got bool")


@pytest.mark.parametrize("field", FIELDS)
def test_a_negative_number_is_named_by_its_position(field: str) -> None:
    """The first one, and its value is not repeated."""
    with pytest.raises(InvalidValue) as refusal:
        shared(field, whole([0, -987_654]))
    message = f"{field}[1]: a whole number of at least 0 is needed [negative]"
    assert message == str(refusal.value)


@pytest.mark.parametrize("field", FIELDS)
def test_a_number_without_a_sign_fits_or_is_refused(field: str) -> None:
    """2**63 has no place among numbers of 64 bits with a sign."""
    assert [1, 1] == shared(field, np.array([1, 1], dtype=np.uint64)).shares.tolist()
    with pytest.raises(InvalidValue) as refusal:
        shared(field, np.array([1, 2**63], dtype=np.uint64))
    assert f"{field}[1]: more than 64 bits with a sign hold [too-large]" == str(refusal.value)


@pytest.mark.parametrize("kind", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", ">i8", "<i4"])
def test_whole_numbers_of_any_width_are_shared_among(kind: str) -> None:
    """And of any order of their bytes; every second one of an array as well."""
    array = np.array([1, 99, 1, 99], dtype=kind)[::2]
    assert [1, 1] == shared("weights", array).shares.tolist()


def test_an_array_may_lie_in_a_file(tmp_path: Path) -> None:
    """A million claims need not be read first."""
    path = tmp_path / "weights"
    whole([3, 1]).tofile(path)
    weights = np.memmap(path, dtype=np.int64, mode="r")
    assert [3, 1] == allocate_array(8, weights, capped(), caps=weights).shares.tolist()
    found = allocate_array(8, weights, proportional())
    assert [6, 2] == found.shares.tolist()
    assert np.ndarray is type(found.shares)


@pytest.mark.parametrize("field", ["floors", "caps"])
def test_there_is_one_limit_for_each_weight(field: str) -> None:
    """Neither fewer nor more."""
    for count in (1, 3):
        with pytest.raises(InvalidValue) as refusal:
            shared(field, whole([1] * count))
        message = f"{field}: as many are needed as there are weights [other-size]"
        assert message == str(refusal.value)


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["a", "b"], "ids: expected an array of numpy, of texts, got list"),
        (np.array([1, 2]), "ids: expected an array of numpy, of texts, got int64"),
        (np.array(["a", 2], dtype=object), "ids[1]: expected a text, got int"),
        (np.array(["a", " "]), "ids[1]: a text that is not blank is needed [empty]"),
        (np.array(["a", "a"]), "ids[1]: an earlier claim has the same id [duplicate]"),
        (np.array(["a"]), "ids: as many are needed as there are weights [other-size]"),
    ],
)
def test_ids_are_different_texts(ids: Any, message: str) -> None:
    """Whatever the tie rule."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        allocate_array(1, whole([1, 1]), equal(), ids=ids)
    assert message == str(refusal.value)


@pytest.mark.parametrize(
    "kind", [object, "U", np.dtypes.StringDType()], ids=["object", "fixed", "any-length"]
)
def test_ids_go_by_their_code_points(kind: Any) -> None:
    """As Python orders texts, capitals first."""
    ids = np.array(["b", "B", "a", "\U0001f600", "\uffff"], dtype=kind)
    found = allocate_array(3, whole([1] * 5), equal(tie="by-id"), ids=ids)
    assert [1, 1, 1, 0, 0] == found.shares.tolist()
    found = allocate_array(4, whole([1] * 5), equal(tie="by-id"), ids=ids)
    assert [1, 1, 1, 0, 1] == found.shares.tolist()


@pytest.mark.parametrize(
    ("arrays", "unit", "message"),
    [
        (
            {"floors": [0, 6], "caps": [9, 5]},
            1,
            "floors[1]: the floor lies above the cap [above-cap]",
        ),
        (
            {"weights": [1, 0], "floors": [0, 1]},
            1,
            "floors[1]: a claim of weight zero receives nothing, whatever its floor [no-weight]",
        ),
        (
            {"floors": [0, 11], "caps": [NO_CAP, 19]},
            10,
            "floors[1]: no whole step lies between the floor and the cap [between-steps]",
        ),
        (
            {"floors": [60, 41]},
            1,
            "floors[1]: the floors up to here, in whole steps, pass the total [above-total]",
        ),
        (
            {"floors": [81, 5], "caps": [NO_CAP, 19]},
            50,
            "floors[1]: no whole step lies between the floor and the cap [between-steps]",
        ),
        (
            {"floors": [2**63 - 1, 2**63 - 1]},
            2,
            "floors[0]: the floors up to here, in whole steps, pass the total [above-total]",
        ),
        (
            {"floors": [1, 1]},
            2**70,
            "floors[0]: the floors up to here, in whole steps, pass the total [above-total]",
        ),
    ],
)
def test_floors_that_nobody_could_meet_are_refused(
    arrays: dict[str, list[int]], unit: int, message: str
) -> None:
    """As of claims, by the position of the first one that no longer fits."""
    given: Any = {"weights": [1, 1]} | arrays
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(
            100, method=capped(unit=unit), **{name: whole(each) for name, each in given.items()}
        )
    assert message == str(refusal.value)


def test_floors_pass_the_total_of_their_own_group_only() -> None:
    """Three of four fit, and the one that does not is named."""
    arrays: Any = {"floors": whole([5, 5, 5, 5]), "groups": np.array([0, 1, 1, 0])}
    with pytest.raises(InvalidValue, match=r"^floors\[2\]: .*\[above-total\]$"):
        allocate_array(whole([10, 9]), whole([1] * 4), capped(), **arrays)
    found = allocate_array(whole([10, 11]), whole([1] * 4), capped(), **arrays)
    assert [5, 6, 5, 5] == found.shares.tolist()


def test_a_floor_may_be_as_large_as_a_number_of_64_bits() -> None:
    """Its steps do not pass those of a cap that is none."""
    floors = whole([2**63 - 1, 0])
    arrays: Any = {"floors": floors, "caps": whole([NO_CAP, NO_CAP])}
    with pytest.raises(InvalidValue, match=r"^shares\[0\]: .*\[too-large\]$"):
        allocate_array(2**63, whole([1, 1]), capped(unit=2), **arrays)
    caps = whole([NO_CAP, 5])
    with pytest.raises(InvalidValue, match=r"^shares\[0\]: .*\[too-large\]$"):
        allocate_array(12 * 10**18, whole([1, 1]), capped(unit=3), caps=caps)
    found = allocate_array(2**63, whole([1, 1]), capped(), **arrays)
    assert [2**63 - 1, 1] == found.shares.tolist()
