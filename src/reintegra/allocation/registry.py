"""The methods by name, so that a policy can name one as data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reintegra.allocation.equal import equal
from reintegra.allocation.per_head import per_head
from reintegra.allocation.proportional import proportional

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.allocation.method import Method

METHODS: Mapping[str, Callable[..., Method]] = MappingProxyType(
    {"equal": equal, "per_head": per_head, "proportional": proportional}
)
"""What builds each method, by the name of the method; the options are its arguments."""
