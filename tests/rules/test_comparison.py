"""Conditions as data."""

from __future__ import annotations

from datetime import date

import pytest

from reintegra.errors import WrongType
from reintegra.rules import Expression, Missing
from reintegra.rules.comparison import constant
from reintegra.vocabulary.money import Money, idr
from tests.rules.notation import fact
from tests.rules.test_question import Colour

_AGE = {"name": "age", "type": "int"}
_DAY = {"name": "day", "type": "date"}


@pytest.mark.parametrize(
    ("condition", "data"),
    [
        (fact("age", int) >= 18, {"fact": _AGE, "is": ">=", "values": [18]}),
        (fact("age", int).is_missing, {"fact": _AGE, "is": "missing"}),
        (
            fact("age", int) < fact("limit", int),
            {"fact": _AGE, "is": "<", "other": {"name": "limit", "type": "int"}},
        ),
        (
            fact("day", date) + 3 <= date(2019, 10, 31),
            {"fact": _DAY, "is": "<=", "values": [{"date": "2019-10-31"}], "days": 3},
        ),
        (
            fact("sum", Money).equals(idr(5)),
            {
                "fact": {"name": "sum", "type": "Money"},
                "is": "==",
                "values": [{"money": [5, "IDR"]}],
            },
        ),
        (
            fact("colour", Colour).is_in(Colour.RED, Colour.BLUE),
            {
                "fact": {"name": "colour", "type": "Colour"},
                "is": "in",
                "values": [{"code": "red"}, {"code": "blue"}],
            },
        ),
        (
            fact("yes").is_true,
            {"fact": {"name": "yes", "type": "bool"}, "is": "==", "values": [True]},
        ),
    ],
)
def test_a_condition_is_written_down_as_plain_data(
    condition: Expression, data: dict[str, object]
) -> None:
    """What is asked, how, and against what, each value with its type."""
    assert data == condition.to_data(wording=False)


def test_what_a_rule_names_is_a_known_value() -> None:
    """A kind of missing is asked for with `is_missing`."""
    assert 18 == constant(fact("age", int), 18)
    with pytest.raises(WrongType, match="is_missing"):
        constant(fact("age", int), Missing.UNKNOWN)
