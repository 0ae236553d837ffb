"""What cannot be shared among is refused, and named by its position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reintegra.bulk.arrays.grouping import LARGEST
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import filled_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reintegra.bulk.arrays.grouping import Whole

NO_CAP = LARGEST
"""The number that stands for no cap in an array of caps."""


def flat_array(field: str, value: object, expected: str, size: int | None) -> NDArray[Any]:
    """The array itself, if it is one of numpy, of one dimension and of this size.

    Raises:
        WrongType: it is anything else, a masked array or a list among them.
        InvalidValue: it has more dimensions, or another size.
    """
    if type(value) not in {np.ndarray, np.memmap}:
        raise WrongType(field, f"an array of numpy, {expected}", type(value))
    array: NDArray[Any] = np.asarray(value)
    if array.ndim != 1:
        raise InvalidValue(field, "not-flat", "an array of one dimension is needed")
    if size is not None and array.size != size:
        raise InvalidValue(field, "other-size", "as many are needed as there are weights")
    return array


def whole_numbers(field: str, value: object, size: int | None = None) -> Whole:
    """The array as one of 64 bits with a sign, if it holds whole numbers that are not negative.

    Raises:
        WrongType: it is no array of numpy, or holds floats, bools, objects or anything else.
        InvalidValue: it is not flat, has another size, or a number is negative or does not fit.
    """
    array = flat_array(field, value, "of whole numbers", size)
    if array.dtype.kind not in "iu":
        raise WrongType(field, "an array of numpy, of whole numbers", array.dtype.type)
    if array.dtype.kind == "u" and array.size and int(array.max()) > LARGEST:
        place = int(np.argmax(array > LARGEST))
        raise InvalidValue(f"{field}[{place}]", "too-large", "more than 64 bits with a sign hold")
    numbers: Whole = array.astype(np.int64, copy=False)
    if numbers.size and int(numbers.min()) < 0:
        place = int(np.argmax(numbers < 0))
        hint = "a whole number of at least 0 is needed"
        raise InvalidValue(f"{field}[{place}]", "negative", hint)
    return numbers


def different_texts(field: str, value: object, size: int) -> NDArray[np.object_]:
    """The texts, if none is blank and no two are the same.

    Raises:
        WrongType: it is no array of numpy, or holds anything but texts.
        InvalidValue: it is not flat, has another size, or a text is blank or stands twice.
    """
    array = flat_array(field, value, "of texts", size)
    if array.dtype.kind not in "UTO":
        raise WrongType(field, "an array of numpy, of texts", array.dtype.type)
    texts = array.tolist()
    for place, text in enumerate(texts):
        filled_text(f"{field}[{place}]", text)
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        if first.setdefault(text, place) != place:
            hint = "an earlier claim has the same id"
            raise InvalidValue(f"{field}[{place}]", code="duplicate", hint=hint)
    return array.astype(object)
