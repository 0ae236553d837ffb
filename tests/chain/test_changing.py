"""A record that is changed is the record that its class makes, and the old one stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain.changing import changed
from reintegra.chain.records import Records
from reintegra.chain.table import CHAIN

if TYPE_CHECKING:
    from reintegra.chain.stage import Record

KINDS: list[object] = [stage.start for stage in CHAIN]


@pytest.mark.parametrize("start", KINDS, ids=lambda each: type(each).__name__)
def test_a_changed_record_has_what_was_changed_and_keeps_the_rest(start: Record) -> None:
    """Each field by itself, and all of them in another order, as `attrs.evolve` has it."""
    names = [field.name for field in attrs.fields(type(start))]
    values = {name: f"another {name}" for name in reversed(names)}
    start = attrs.evolve(start, **{name: f"the {name}" for name in names})  # type: ignore[arg-type] # any value
    before = attrs.astuple(start, recurse=False)
    for name in names:
        one = {name: values[name]}
        assert attrs.evolve(start, **one) == changed(start, **one)  # type: ignore[arg-type] # any value
    assert [values[name] for name in names] == list(
        attrs.astuple(changed(start, **values), recurse=False)  # type: ignore[arg-type] # any value
    )
    assert before == attrs.astuple(start, recurse=False)
    assert type(start) is type(changed(start))


def test_every_record_of_a_case_can_be_changed_so() -> None:
    """Each field is an argument of its class, in order and by its own name."""
    for kind in (Records, *map(type, KINDS)):
        for field in attrs.fields(kind):
            assert (field.init, field.kw_only, field.alias) == (True, False, field.name)


def test_an_unknown_field_is_no_change() -> None:
    """Nothing is made of a name that the record does not have."""
    with pytest.raises(KeyError, match="nobody"):
        changed(Records(), nobody=1)  # type: ignore[call-arg] # to see it refused
