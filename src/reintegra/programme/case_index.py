"""Cases by their number, found by their person and by their account too.

Whoever records event by event gives back the cases that the last recording gave: they are not
read through again, however many they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, overload

import attrs

from reintegra.chain.case import Case
from reintegra.errors import InvalidValue
from reintegra.programme.accounts import NOBODY, Accounts, holding_of
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import CaseId, PersonId
from reintegra.vocabulary.layers import LayeredMapping

if TYPE_CHECKING:
    from typing import TypeVar

    from reintegra.vocabulary.identifiers import AccountReference

    Other = TypeVar("Other")

Cases = Mapping[CaseId, Case]
"""Cases by their number, as the embedder keeps them."""


@attrs.frozen(eq=False, repr=False)
class CaseIndex(Mapping[CaseId, Case]):
    """Cases by number; it never changes, and equals any mapping of the same cases."""

    cases: LayeredMapping[CaseId, Case]
    of_person: LayeredMapping[PersonId, tuple[CaseId, ...]]
    accounts: Accounts

    @classmethod
    def of(cls, cases: Cases) -> CaseIndex:
        """The cases of a mapping; what is an index already is taken as it is.

        Raises:
            InvalidValue: a case stands under the number of another.
            WrongType: the cases are no mapping, or one of them is no `Case`.
        """
        if isinstance(cases, CaseIndex):
            return cases
        of_person: dict[PersonId, tuple[CaseId, ...]] = {}
        accounts = Accounts().opened()
        instance_of(Mapping, "cases", cases)  # type: ignore[type-abstract] # asked, not made
        for number, case in cases.items():
            if instance_of(Case, "cases", case).id != number:
                raise InvalidValue("cases", "another-case", "each case stands under its own number")
            of_person[case.person] = (*of_person.get(case.person, ()), number)
            holding = holding_of(case)
            if holding is not None:
                accounts.put(number, holding)
        return cls(LayeredMapping(cases), LayeredMapping(of_person), accounts.closed())

    def over(self, changed: Cases, accounts: Accounts) -> CaseIndex:
        """Another index with these cases in the place of those of the same numbers."""
        return attrs.evolve(self, cases=self.cases.over(changed), accounts=accounts)

    def holders(self, account: AccountReference, elsewhere: Accounts) -> frozenset[CaseId]:
        """Of these cases those that have the account; of all others what is known elsewhere."""
        others = (case for case in elsewhere.holders.get(account, NOBODY) if case not in self)
        return self.accounts.holders.get(account, NOBODY).union(others)

    def __getitem__(self, case: CaseId) -> Case:
        """The case of this number."""
        return self.cases[case]

    @overload
    def get(self, key: CaseId, /) -> Case | None: ...
    @overload
    def get(self, key: CaseId, /, default: Case | Other) -> Case | Other: ...
    def get(self, key: CaseId, /, default: object = None) -> object:
        """The case of this number, or the default."""
        return self.cases.get(key, default)

    def __contains__(self, case: object) -> bool:
        """Whether there is a case of this number."""
        return case in self.cases

    def __iter__(self) -> Iterator[CaseId]:
        """The numbers, in the order in which they were first given."""
        return iter(self.cases)

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self.cases)

    def __repr__(self) -> str:
        """As a plain `dict` is written."""
        return repr(self.cases)


NO_CASES = CaseIndex.of({})
"""No case at all."""
