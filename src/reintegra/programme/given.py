"""Who was given what: at most one award per person, purpose and period, across programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.vocabulary.aid import Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import AwardId, PersonId

if TYPE_CHECKING:
    from reintegra.chain.award import Award
    from reintegra.chain.case import Case


@attrs.frozen
class Gift:
    """One award that stands: its purpose, its period and its number."""

    award: AwardId
    purpose: Purpose
    period: Period


@attrs.frozen
class Given:
    """The awards that stand, by person, of all programmes and all cases that were named.

    Periods that overlap count as the same period. An award that was cancelled before anything of
    it reached the person does not stand.
    """

    gifts: Mapping[PersonId, tuple[Gift, ...]] = MappingProxyType({})

    @classmethod
    def of(cls, cases: Iterable[Case], *, besides: Given | None = None) -> Given:
        """What these cases have on record, and what others have given `besides`.

        Of an award that is on record in one of the cases, the record decides whether it stands.
        """
        awards = [(case.person, award) for case in cases for award in case.stimulus.awards]
        on_record = {award.terms.award for _, award in awards}
        gifts: dict[PersonId, list[Gift]] = {}
        for person, given in besides.gifts.items() if besides else ():
            gifts[person] = [gift for gift in given if gift.award not in on_record]
        for person, award in awards:
            if award.stands:
                gifts.setdefault(person, []).append(_gift(award))
        return cls(MappingProxyType({person: tuple(held) for person, held in gifts.items()}))

    def to(self, person: PersonId) -> Given:
        """What one person was given."""
        return Given(MappingProxyType({person: self.gifts.get(person, ())}))

    def has(self, person: PersonId, purpose: Purpose, period: Period) -> bool:
        """Whether the person has had aid for this purpose in this period."""
        return any(
            gift.purpose is purpose and gift.period.overlaps(period)
            for gift in self.gifts.get(person, ())
        )

    def also(self, person: PersonId, gift: Gift) -> Given:
        """What was given, with one more award."""
        held = (*self.gifts.get(person, ()), gift)
        return Given(MappingProxyType({**self.gifts, person: held}))


def _gift(award: Award) -> Gift:
    return Gift(award.terms.award, award.terms.purpose, award.terms.period)
