"""What the columns are called that a judging adds: by the codes of the rules, after a prefix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.rules.compiled.plan import Plan

OUTCOME = "outcome"
"""The name of the column for the whole."""

_PREFIX = re.compile(r"[A-Za-z0-9_.-]*")


def added_names(plan: Plan, prefix: str, existing: Iterable[str]) -> list[str]:
    """The columns that are added, none of which stands in the place of another.

    SQL does not tell capitals from small letters in a name, so they are not told apart here.

    Raises:
        InvalidValue: a column of that name exists, a rule is called as the column for the whole,
            or the prefix holds other signs.
        WrongType: the prefix is no text.
    """
    if not _PREFIX.fullmatch(plain_text("prefix", prefix)):
        raise InvalidValue("prefix", "prefix", "letters, digits, and any of _ . -")
    taken = {str(name).casefold() for name in existing}
    codes = [rule.code for rule in plan.rules]
    if OUTCOME in codes:
        raise InvalidValue("rule", "outcome", f"no rule can be called {OUTCOME} in a frame")
    added = [prefix + name for name in (*codes, OUTCOME)]
    for name in added:
        if name.casefold() in taken:
            hint = f"the column {name} exists; choose another one"
            raise InvalidValue("prefix", "column-exists", hint)
        taken.add(name.casefold())
    return added
