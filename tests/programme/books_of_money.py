"""What is asked of a programme, in the words of the auditor of its fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.programme import auditor

if TYPE_CHECKING:
    from tests.programme.auditor_of_awards import Held
    from tests.programme.money_words import Step


def in_the_books(step: Step, own: Held | None) -> auditor.Command:
    """The same in the words of the auditor of the fund."""
    return auditor.Command(
        step.verb,
        step.award,
        sum(step.parts) if step.parts else step.amount,
        step.site,
        step.round,
        step.person,
        foreign=step.odd == "foreign",
        own=step.odd != "programme" if step.verb in {"appropriate", "award"} else own is not None,
        payment=step.payment,
        day=step.day,
        record=step.record,
    )
