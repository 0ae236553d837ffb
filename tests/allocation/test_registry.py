"""Every method is found by its name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reintegra.allocation import (
    METHODS,
    Group,
    Method,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
)

_BUILT: list[Method] = [
    equal(),
    per_head(1),
    proportional(),
    capped(),
    divisor("dean"),
    packages({"seed": 5}, {"a": "seed"}),
    by_priority(within=per_head(1)),
    nested((Group("g", ("a", Group("h", ("b",), within=equal()))),), within=capped()),
    carried(within=equal(unit=5), balances={"b": Fraction(1, 3), "a": Fraction(-1, 3)}),
]
"""One of each method, in the order of the registry."""


def test_the_registry_holds_the_methods_by_their_own_names() -> None:
    """The name of the entry is the name of the method that it builds."""
    assert list(METHODS) == [method.name for method in _BUILT]
    records = [method.record() for method in _BUILT]
    assert _BUILT == [METHODS[record.name](**record.options) for record in records]
    assert [
        "Equal shares",
        "A fixed amount each",
        "In proportion to the weights",
        "By weight, within floors and caps",
        "Places to the largest quotients",
        "Whole kits by priority",
        "By priority",
        "Nested: among groups, then within",
        "Set off against earlier rounds",
    ] == [method.text("en") for method in _BUILT]


def test_the_registry_cannot_be_changed() -> None:
    """No global state: a method from outside is used as a value."""
    with pytest.raises(TypeError):
        METHODS["mine"] = equal  # type: ignore[index] # what a type checker would catch
