"""All that is asked of an event under an edition, as one rule and as a function that judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.chain import fitting
from reintegra.chain.answerable import check_edition
from reintegra.chain.answering import answers
from reintegra.chain.table import code_of, place_of
from reintegra.rules import Expression, Rule, all_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.chain.asking import Asking
    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event
    from reintegra.rules import Verdict

_ALWAYS: tuple[Rule, ...] = (
    fitting.only_this_case,
    fitting.only_once,
    fitting.only_after_the_opening,
    fitting.only_in_order,
)


def judging(
    edition: Edition, event_type: type[Event], *, given: bool
) -> Callable[[Asking], Verdict]:
    """How an event of this type is judged, or whether some event of it could be recorded.

    It is made once, and kept with the edition, so that it is gone when the edition is.
    """
    name = (event_type, given)
    judge: Callable[[Asking], Verdict] | None = edition.kept.get(name)
    if judge is None:
        guard = _guard(edition, event_type)
        names = [fact.name for fact in guard.facts]
        judge = guard.judging(answers(names, edition, event_type, given=given))
        edition.kept[name] = judge
    return judge


def _guard(edition: Edition, event_type: type[Event]) -> Expression:
    """All that is asked of an event of this type under an edition, as one rule."""
    check_edition(edition)
    required = edition.requirements.get(event_type)
    across_stages = () if required is None else (required,)
    return all_of(
        *_ALWAYS,
        *place_of(event_type).rules,
        *across_stages,
        code=code_of(event_type),
        text=event_type.words,
    )
