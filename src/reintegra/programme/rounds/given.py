"""Who was given what: at most one award per person, purpose and period, across programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from reintegra.vocabulary.aid import Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import AwardId, PersonId, ProgrammeId
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from reintegra.chain.award_record import Award
    from reintegra.chain.case import Case


@attrs.frozen
class Gift:
    """One award that stands: whose it is, its number, its purpose and its period.

    Two programmes may number their awards alike: programme and number together name an award.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    programme: ProgrammeId
    award: AwardId
    purpose: Purpose
    period: Period

    def __attrs_post_init__(self) -> None:
        instance_of(ProgrammeId, "Gift.programme", self.programme)
        instance_of(AwardId, "Gift.award", self.award)
        instance_of(Purpose, "Gift.purpose", self.purpose)
        instance_of(Period, "Gift.period", self.period)


def _checked(
    gifts: Mapping[PersonId, tuple[Gift, ...]],
) -> FrozenMapping[PersonId, tuple[Gift, ...]]:
    for person, held in gifts.items():
        instance_of(PersonId, "Given.gifts", person)
        instance_of(tuple, "Given.gifts", held)
        for gift in held:
            instance_of(Gift, "Given.gifts", gift)
    return FrozenMapping(gifts)


@attrs.frozen
class Given:
    """The awards that stand, by person, of all programmes and all cases that were named.

    Periods that overlap count as the same period. An award that was cancelled before anything of
    it reached the person does not stand.

    Raises:
        WrongType: a key is no `PersonId`, or what a person was given is no tuple of `Gift`.
    """

    gifts: Mapping[PersonId, tuple[Gift, ...]] = attrs.field(
        default=FrozenMapping[PersonId, tuple[Gift, ...]]({}), converter=_checked
    )

    @classmethod
    def of(
        cls,
        cases: Iterable[Case],
        *,
        besides: Given | None = None,
        without: Award | None = None,
    ) -> Given:
        """What these cases have on record, and what others have given `besides`.

        Of an award of a person that is on record in one of the cases, the record decides whether
        it stands; one that is left out, `without`, does not.
        """
        awards = [(case.person, award) for case in cases for award in case.stimulus.awards]
        on_record = {(person, award.terms.programme, award.terms.award) for person, award in awards}
        gifts: dict[PersonId, list[Gift]] = {}
        for person, given in besides.gifts.items() if besides else ():
            gifts[person] = [
                gift for gift in given if (person, gift.programme, gift.award) not in on_record
            ]
        for person, award in awards:
            if award.stands and award is not without:
                gifts.setdefault(person, []).append(_gift(award))
        return cls({person: tuple(held) for person, held in gifts.items()})

    def to(self, person: PersonId) -> Given:
        """What one person was given."""
        return Given({person: self.gifts.get(person, ())})

    def has(self, person: PersonId, purpose: Purpose, period: Period) -> bool:
        """Whether the person has had aid for this purpose in this period.

        Raises:
            WrongType: the person, the purpose or the period is given as another type: it would
                be found nowhere.
        """
        instance_of(PersonId, "person", person)
        instance_of(Purpose, "purpose", purpose)
        instance_of(Period, "period", period)
        return any(
            gift.purpose is purpose and gift.period.overlaps(period)
            for gift in self.gifts.get(person, ())
        )

    def also(self, person: PersonId, gift: Gift) -> Given:
        """What was given, with one more award."""
        held = (*self.gifts.get(person, ()), gift)
        return Given({**self.gifts, person: held})


def _gift(award: Award) -> Gift:
    terms = award.terms
    return Gift(terms.programme, terms.award, terms.purpose, terms.period)
