"""A refusal as it is remembered and reported: data that stays the same whatever changes since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.table import code_of
from reintegra.errors import OutsideCoverage, TransitionRefused
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.chain.stage import Event
    from reintegra.programme.office_change import OfProgramme
    from reintegra.rules import Verdict

_NO_EDITION = Text(
    id="Tidak ada edisi kebijakan yang berlaku pada hari itu.",
    en="No edition of the policy holds on that day.",
)

_AT = Text(
    id="Peristiwa ke-{place} dari {count} ({event}): {why}",
    en="Event {place} of {count} ({event}): {why}",
)


@attrs.frozen
class Refusal:
    """Why something was refused, as it is remembered: plain codes, and the whole as a text.

    `codes` are the rules that were not met, `open` those that could not be decided, and `to_ask`
    the facts that were missing, by name. Where a command was refused, `place` says which of its
    events could not be recorded, counted from 1, and `event` the code of its type.
    """

    codes: tuple[str, ...]
    open: tuple[str, ...]
    to_ask: tuple[str, ...]
    text: Text = attrs.field(repr=False)
    place: int | None = None
    event: str | None = None

    @classmethod
    def of(cls, verdict: Verdict) -> Refusal:
        """What a verdict that is not met says."""
        return cls(
            tuple(reason.code for reason in verdict.failed),
            tuple(reason.code for reason in verdict.undetermined),
            tuple(missing.fact.name for missing in verdict.missing),
            Text(id=verdict.text("id"), en=verdict.text("en")),
        )

    @classmethod
    def by(cls, error: TransitionRefused | OutsideCoverage) -> Refusal:
        """What an error says that does not stop what comes after it."""
        if isinstance(error, TransitionRefused):
            return cls.of(error.verdict)
        return cls.plain("outside-coverage", _NO_EDITION)

    def at(self, place: int, events: Sequence[Event | OfProgramme]) -> Refusal:
        """The same of one event of a command; where there are several, the text says of which."""
        kind, text = type(events[place - 1]), self.text
        if len(events) > 1:
            text = _AT.fill(place=place, count=len(events), event=kind.words, why=text)
        return attrs.evolve(self, text=text, place=place, event=code_of(kind))

    @classmethod
    def plain(cls, code: str, text: Text) -> Refusal:
        """For one reason that is no rule of a policy or of an office."""
        return cls((code,), (), (), text)


CASE_NOT_GIVEN = Refusal.plain(
    "case-not-given",
    Text(
        id="Kasus dari pembayaran itu tidak disertakan.",
        en="The case of that payment was not given.",
    ),
)
"""Why nothing is recorded of a payment whose case is not at hand."""

OLDER_CASE = Refusal.plain(
    "older-case",
    Text(
        id="Kasus dari pembayaran itu disertakan dalam keadaan sebelum pencatatan yang terakhir.",
        en="The case of that payment was given as it stood before what was last recorded in it.",
    ),
)
"""Why nothing is recorded of a payment whose case is not the one that stands."""
