"""What a provision gives: the one value on which all agree that stands, or what to ask."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import Conflict
from reintegra.rules.asking import still_to_ask
from reintegra.rules.compiled.plan import Judgement
from reintegra.rules.outcome import Outcome
from reintegra.rules.question import Missing, MissingFact
from reintegra.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reintegra.rules.provisions.amount import Amount


@attrs.frozen
class Candidate:
    """An amount that stands, or may still stand; `value` is `None` while a fact is unknown."""

    code: str
    which: str
    place: tuple[Judgement, int]
    value: Any
    unknown: tuple[MissingFact, ...]

    @classmethod
    def of(
        cls,
        code: str,
        which: str,
        place: tuple[Judgement, int],
        amount: Amount,
        known: Mapping[str, object],
    ) -> Candidate:
        """The amount as far as the facts are known."""
        unknown = tuple(
            MissingFact(fact, why)
            for fact in amount.facts
            if isinstance(why := known[fact.name], Missing)
        )
        return cls(code, which, place, None if unknown else amount.value(known), unknown)

    @property
    def stands(self) -> bool:
        """Whether its condition is met, and no exception to it."""
        judgement, slot = self.place
        return judgement.outcome_at(slot) is Outcome.MET

    def agrees(self, other: Candidate) -> bool:
        """Whether both are known, and give the very same."""
        return (
            self.value is not None
            and type(self.value) is type(other.value)
            and self.value == other.value
        )


@attrs.frozen
class Provided:
    """What a provision gives: the value, or that it is undetermined and what to ask.

    `value` is `None` while it is undetermined. `by` are the codes of the provisions that give it;
    `verdict` says which apply and why. It holds values computed from facts: log it with care.
    """

    value: Any = attrs.field(repr=False)
    by: tuple[str, ...]
    verdict: Verdict
    _open: tuple[Candidate, ...] = attrs.field(default=(), repr=False, eq=False)

    @property
    def outcome(self) -> Outcome:
        """Met when the value is determined, else undetermined."""
        return Outcome.MET if self.by else Outcome.UNDETERMINED

    @cached_property
    def missing(self) -> tuple[MissingFact, ...]:
        """The unknown facts that can still change which amount stands, or from which it follows.

        Empty once the value is determined, and never empty while it is not. No fact that can
        change the value is left out; one of which every answer leads to the same may be named.
        They stand in the order of the amounts: for each what decides whether it stands, most
        decisive first, and then from what it follows.
        """
        asked: dict[str, MissingFact] = {}
        for each in self._open:
            for fact in (*still_to_ask((each.place,)), *each.unknown):
                asked.setdefault(fact.fact.name, fact)
        return tuple(asked.values())


def provided(code: str, judgement: Judgement, candidates: Sequence[Candidate]) -> Provided:
    """What the candidates give together.

    Raises:
        Conflict: two that stand give different values.
    """
    standing = [each for each in candidates if each.stands]
    known = [each for each in standing if each.value is not None]
    for each in known:
        if not each.agrees(known[0]):
            both = " and ".join(f"{one.code} ({one.which})" for one in (known[0], each))
            raise Conflict("provisions-disagree", code, f"{both} apply and give different values")
    verdict = Verdict((judgement,))
    if verdict.met and all(each.agrees(candidates[0]) for each in candidates):
        by = tuple(dict.fromkeys(each.code for each in standing or candidates))
        return Provided(candidates[0].value, by, verdict)
    return Provided(None, (), verdict, tuple(candidates))
