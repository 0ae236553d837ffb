"""What a programme knows of an award and its case, for the desk that pays it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award_status import TO_BE_PAID
from reintegra.errors import InvalidValue
from reintegra.programme.paying.office import HouseholdId
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.checks import instance_of, optional
from reintegra.vocabulary.identifiers import AccountReference, AwardId, CaseId, PersonId
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.chain.award import Awarded
    from reintegra.chain.award_record import Award
    from reintegra.chain.case import Case


def _as_changed(value: date | None) -> date | None:
    return as_optional_day(value, "changed_on")


@attrs.frozen
class About:
    """One award as it stands: whose it is, how it is paid, what is due, and into which account.

    `due` is the tranche that can be sent now, or all that is to be handed over of what goes in
    kind; `None` where nothing can. `awarded_on` is the day of the award. `account` is the one on
    record, and `changed_on` the day on which it took the place of another; `None` where it is the
    first. `shared_with` are the other cases that have the same account on record, and `others` the
    other awards of the programme to the same person. What is not known of a `household` is taken
    as none (assumption: no rule is cited).

    Raises:
        InvalidValue: an account is shared with the case itself, or the award is among the others.
        WrongType: a field holds a value of another type than the one declared.
    """

    case: CaseId
    award: AwardId
    person: PersonId
    channel: Channel
    due: Money | None
    account: AccountReference | None = None
    changed_on: date | None = attrs.field(default=None, converter=_as_changed)
    shared_with: frozenset[CaseId] = frozenset()
    household: HouseholdId | None = None
    others: frozenset[AwardId] = frozenset()
    awarded_on: date = attrs.field(kw_only=True, converter=as_day)

    def __attrs_post_init__(self) -> None:
        instance_of(CaseId, "About.case", self.case)
        instance_of(AwardId, "About.award", self.award)
        instance_of(PersonId, "About.person", self.person)
        instance_of(Channel, "About.channel", self.channel)
        optional(Money, "About.due", self.due)
        optional(AccountReference, "About.account", self.account)
        optional(HouseholdId, "About.household", self.household)
        instance_of(frozenset, "About.shared_with", self.shared_with)
        for other in self.shared_with:
            instance_of(CaseId, "About.shared_with", other)
        if self.case in self.shared_with:
            hint = "an account is shared with other cases"
            raise InvalidValue("About.shared_with", "own-case", hint)
        instance_of(frozenset, "About.others", self.others)
        for award in self.others:
            instance_of(AwardId, "About.others", award)
        if self.award in self.others:
            raise InvalidValue("About.others", "own-award", "name the other awards alone")

    @classmethod
    def of(
        cls,
        case: Case,
        award: Award,
        *,
        holders: Iterable[CaseId] = (),
        awards: Iterable[AwardId] = (),
        household: HouseholdId | None = None,
    ) -> About:
        """What the case says of its award.

        `holders` are all cases that have its account, `awards` all awards to its person.

        Raises:
            InvalidValue: the award is not on record in this case as it is given.
        """
        if case.stimulus.award(award.terms.award) != award:
            raise InvalidValue("award", "another-case", "take the award from the case as it stands")
        return cls(
            case=case.id,
            award=award.terms.award,
            person=case.person,
            channel=award.terms.channel,
            due=_due(award),
            account=case.stimulus.account,
            changed_on=case.stimulus.account_changed_on,
            shared_with=frozenset(holders) - {case.id},
            household=household,
            others=frozenset(awards) - {award.terms.award},
            awarded_on=award.terms.on,
        )

    @classmethod
    def on_file(cls, terms: Awarded, due: Money | None) -> About:
        """What the fund knows of an award: enough to carry again what was asked before."""
        return cls(terms.case, terms.award, terms.person, terms.channel, due, awarded_on=terms.on)

    @property
    def pays_into(self) -> AccountReference | None:
        """The account into which the award is paid; none where its channel needs none."""
        return self.account if self.channel is Channel.OWN_ACCOUNT else None


def _due(award: Award) -> Money | None:
    """The tranche that is due, or the whole of an award in kind, which is handed over at once."""
    if award.terms.channel is Channel.IN_KIND:
        return award.amount if award.status in TO_BE_PAID else None
    return award.tranche_due if award.is_payable else None
