"""What an analysis of a rule finds, without any facts of a person."""

from __future__ import annotations

from typing import Any

import attrs

from reintegra.rules.wording import in_both
from reintegra.vocabulary.texts import Text, Worded


class FindingKind(Worded):
    """What is the matter with a part of a rule."""

    NEVER_MET = "never-met", "Tidak pernah dapat terpenuhi", "Can never be met"
    ALWAYS_MET = "always-met", "Tidak pernah tidak terpenuhi", "Can never be not met"
    NEVER_MATTERS = "never-matters", "Tidak pernah berpengaruh", "Never matters"
    UNUSED_FACT = "unused-fact", "Tidak pernah ditanyakan", "Is never asked"
    NEVER_APPLIES = "never-applies", "Tidak pernah berlaku", "Never applies"
    CONFLICT = (
        "conflict",
        "Dapat berlaku bersamaan dengan hasil yang berbeda",
        "Can apply at once with different results",
    )
    NOTHING_APPLIES = (
        "nothing-applies",
        "Ada keadaan yang tidak diatur",
        "There are cases for which nothing applies",
    )
    CLIFF = (
        "cliff",
        "Satu satuan lebih mengurangi yang diberikan",
        "One unit more takes away from what is given",
    )
    NOT_EXHAUSTED = (
        "not-exhausted",
        "Tidak semua keadaan diperiksa; mungkin ada temuan lain",
        "Not every case was tried; there may be more to find",
    )


@attrs.frozen
class Finding:
    """Something that a rule says and cannot mean, or that its author may want to know.

    `places` are where it stands: the code of a rule or a provision, or the way from such a code
    to a part as in plain data (`adult.when.all.0`); two for a conflict. `facts` are the names of
    those involved. `example` are facts with which it can be seen, by name; `amounts` what is then
    given: the two of a conflict, or that before and after a `threshold`.
    """

    kind: FindingKind
    places: tuple[str, ...]
    detail: Text | None
    facts: tuple[str, ...] = ()
    example: tuple[tuple[str, Any], ...] = ()
    amounts: tuple[Any, ...] = ()
    threshold: Any = None

    @property
    def text(self) -> Text:
        """The finding in words."""
        if self.detail is None:
            return self.kind.text
        detail = self.detail
        return in_both(lambda language: f"{self.kind.text(language)}: {detail(language)}")
