"""Every method is found by its name."""

from __future__ import annotations

import pytest

from reintegra.allocation import METHODS, equal, per_head, proportional


def test_the_registry_holds_the_methods_by_their_own_names() -> None:
    """The name of the entry is the name of the method that it builds."""
    assert {"equal": equal, "per_head": per_head, "proportional": proportional} == METHODS
    built = [METHODS["equal"](), METHODS["per_head"](amount=1), METHODS["proportional"]()]
    assert list(METHODS) == [method.name for method in built]
    assert [method.text("en") for method in built] == [
        "Equal shares",
        "A fixed amount each",
        "In proportion to the weights",
    ]


def test_the_registry_cannot_be_changed() -> None:
    """No global state: a method from outside is used as a value."""
    with pytest.raises(TypeError):
        METHODS["mine"] = equal  # type: ignore[index] # what a type checker would catch
