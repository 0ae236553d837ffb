"""A provision gives a value when a condition is met, unless an exception gives another.

The exceptions stand in the sense of default logic: one that applies overrides the whole provision
that it is an exception to. Two that apply at once must agree, else the law contradicts itself,
and the judging says so instead of choosing.

>>> from reintegra.rules import Fact, Provision, when
>>> from reintegra.vocabulary.money import idr
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> disabled = Fact("disabled", bool, Text(id="Penyandang disabilitas", en="Has a disability"))
>>> base = Provision("base", (when(age >= 18).then(idr(600_000)),), otherwise=idr(0))
>>> grant = base.unless(Provision("disability", (when(disabled.is_true).then(idr(900_000)),)))
>>> str(grant.judge({"age": 30, "disabled": False}).value)
'Rp600.000'
>>> [each.fact.name for each in grant.judge({"age": 30}).missing]
['disabled']
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import attrs

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules.canonical import digest_of, source_as_data
from reintegra.rules.compiled.draft import Draft
from reintegra.rules.compiled.group import Joint
from reintegra.rules.expression import All, AnyOf, Expression, Facts, Not, as_expression, judged
from reintegra.rules.outcome import Outcome
from reintegra.rules.provisions.amount import Amount, amount_of
from reintegra.rules.provisions.provided import Candidate, Provided, provided
from reintegra.rules.rule import Rule
from reintegra.rules.wording import in_both
from reintegra.vocabulary.checks import instance_of, optional, plain_text
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.rules.compiled.plan import Plan
    from reintegra.rules.question import Question

T = TypeVar("T")

_THEN = Text(id="maka", en="then")
_OTHERWISE = Text(id="selain itu", en="otherwise")
_UNLESS = Text(id="kecuali", en="unless")


def _whole(what: object) -> Amount:
    amount = amount_of(what)
    if not amount.is_whole:
        raise InvalidValue("then", "not-whole", "round a share before it is given")
    return amount


def _optional_whole(what: object) -> Amount | None:
    return None if what is None else _whole(what)


@attrs.frozen
class Clause:
    """A condition, and what is given when it is met.

    Raises:
        WrongType: the condition is not an expression, or what is given is no value.
        InvalidValue: a share of an amount is given without being rounded.
    """

    when: Expression = attrs.field(converter=as_expression)
    then: Amount = attrs.field(converter=_whole)


@attrs.frozen
class When:
    """A condition that waits for what is given when it is met."""

    condition: Expression = attrs.field(converter=as_expression)

    def then(self, given: object) -> Clause:
        """The clause: a value, a term (a fact, a sum), or an amount."""
        return Clause(self.condition, given)


def when(condition: Expression) -> When:
    """Begin a clause: `when(age >= 18).then(idr(600_000))`.

    Raises:
        WrongType: the condition is not an expression.
    """
    return When(condition)


def _clauses(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return _each(Clause, "clauses", clauses)


def _provisions(exceptions: Iterable[Provision]) -> tuple[Provision, ...]:
    return _each(Provision, "exceptions", exceptions)


def _is_iterable(given: object) -> TypeGuard[Iterable[object]]:
    return isinstance(given, Iterable)


def _each(kind: type[T], field: str, given: object) -> tuple[T, ...]:
    if not _is_iterable(given):
        raise WrongType(field, f"a tuple of {field}", type(given))
    return tuple(instance_of(kind, field, each) for each in given)


@attrs.frozen
class Provision:
    """Clauses under one label, what holds where none is met, and the exceptions to it all.

    Clauses that are met at once must agree. A provision without a source is an assumption.

    Raises:
        Conflict: a provision is an exception to itself, or, when it is first judged, two
            different facts, rules or provisions have one name.
        InvalidValue: it gives nothing, or the code is not lower case, in words joined by hyphens.
        WrongType: a clause, an exception or a value is none; or one stands alone, without the
            comma that makes a tuple of it.
    """

    code: str
    clauses: tuple[Clause, ...] = attrs.field(converter=_clauses)
    text: Text | None = None
    source: Source | None = None
    otherwise: Amount | None = attrs.field(default=None, converter=_optional_whole)
    exceptions: tuple[Provision, ...] = attrs.field(default=(), converter=_provisions)

    def __attrs_post_init__(self) -> None:
        plain_text("code", self.code)
        optional(Text, f"{self.code}.text", self.text)
        optional(Source, f"{self.code}.source", self.source)
        if not self.clauses and self.otherwise is None:
            raise InvalidValue("clauses", "empty", "a provision gives something")
        if any(each.code == self.code for each in self.everything[1:]):
            raise Conflict("cycle", self.code, "a provision is an exception to itself")
        self.applies.code  # noqa: B018 - a malformed code is refused here, not when first judged

    def unless(self, *exceptions: Provision) -> Provision:
        """The provision with further exceptions; one that applies overrides it whole.

        Raises:
            Conflict: the provision would be an exception to itself.
            InvalidValue: no exception is named.
            WrongType: an exception is no provision.
        """
        if not exceptions:
            raise InvalidValue("exceptions", "empty", "name at least one exception")
        return attrs.evolve(self, exceptions=(*self.exceptions, *exceptions))

    @property
    def everything(self) -> tuple[Provision, ...]:
        """The provision, then every exception to it and to those, each after what it is to."""
        return (self, *(inner for each in self.exceptions for inner in each.everything))

    @cached_property
    def applies(self) -> Rule:
        """That it gives something, by a clause, by an exception, or otherwise."""
        own = tuple(clause.when for clause in self.clauses)
        inner = tuple(each.applies for each in self.exceptions)
        condition = AnyOf((*own, *inner)) if self.otherwise is None else All(())
        return Rule(self.code, condition, self.text or self._own_sentence, self.source)

    @cached_property
    def outcomes(self) -> tuple[tuple[str, Expression, Amount], ...]:
        """Every amount that can be given, by which provision, and when it stands."""
        found: list[tuple[str, Expression, Amount]] = []
        for each in self.everything:
            overridden = tuple(Not(inner.applies) for inner in each.exceptions)
            found += (
                (each.code, All((clause.when, *overridden)), clause.then) for clause in each.clauses
            )
            if each.otherwise is not None:
                no_clause = tuple(Not(clause.when) for clause in each.clauses)
                found.append((each.code, All((*no_clause, *overridden)), each.otherwise))
        return tuple(found)

    @property
    def _which(self) -> Iterator[str]:
        """For each of the outcomes, which part of its provision it is."""
        for each in self.everything:
            yield from (f"clause {number}" for number, _ in enumerate(each.clauses, start=1))
            if each.otherwise is not None:
                yield "otherwise"

    @property
    def sentence(self) -> Text:
        """The provision in words: its clauses, then its exceptions."""
        own, exceptions = self._own_sentence, [each.sentence for each in self.exceptions]
        return in_both(
            lambda language: "; ".join(
                (
                    own(language),
                    *(f"{_UNLESS(language)} [{each(language)}]" for each in exceptions),
                )
            )
        )

    @property
    def _own_sentence(self) -> Text:
        clauses = [(clause.when.sentence, clause.then.text) for clause in self.clauses]
        otherwise = None if self.otherwise is None else self.otherwise.text

        def words(language: Language) -> str:
            said = [
                f"{condition(language)}: {_THEN(language)} {amount(language)}"
                for condition, amount in clauses
            ]
            if otherwise is not None:
                said.append(f"{_OTHERWISE(language)} {otherwise(language)}")
            return "; ".join(said)

        return in_both(words)

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The provision as plain JSON data; without `wording`, only what decides."""
        data: dict[str, object] = {
            "provision": self.code,
            "clauses": [
                {
                    "when": clause.when.to_data(wording=wording),
                    "then": clause.then.to_data(wording=wording),
                }
                for clause in self.clauses
            ],
        }
        if self.otherwise is not None:
            data["otherwise"] = self.otherwise.to_data(wording=wording)
        if self.exceptions:
            data["unless"] = [each.to_data(wording=wording) for each in self.exceptions]
        if wording and self.text is not None:
            data["text"] = {"id": self.text.id, "en": self.text.en}
        if wording and self.source is not None:
            data["source"] = source_as_data(self.source)
        return data

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what decides: codes, conditions, values, facts; no wording, no source."""
        return digest_of(self.to_data(wording=False))

    @cached_property
    def _laid_out(self) -> tuple[Plan, tuple[int, ...]]:
        by_code: dict[str, Provision] = {}
        for each in self.everything:
            if by_code.setdefault(each.code, each) != each:
                raise Conflict(
                    "provision-code", each.code, "two different provisions have one code"
                )
        draft = Draft()
        root = self.applies.place(draft)
        slots = tuple(slot for each in self.everything for slot in _slots_of_outcomes(each, draft))
        return draft.finish(root), slots

    @cached_property
    def facts(self) -> tuple[Question[Any], ...]:
        """Every fact that is asked, each once: those of the conditions, then of the amounts.

        Raises:
            Conflict: two different facts have one name.
        """
        found = {fact.name: fact for fact in self._laid_out[0].facts}
        for fact in (fact for *_, amount in self.outcomes for fact in amount.facts):
            if found.setdefault(fact.name, fact) != fact:
                raise Conflict("fact-name", fact.name, "two different facts have one name")
        return tuple(found.values())

    def judge(self, facts: Facts) -> Provided:
        """What is given on these facts, or what to ask; each fact is read.

        Raises:
            WrongType: a fact has another type than declared, also where it could not matter.
            Conflict: two clauses or exceptions apply, and give different values.
            OutsideCoverage: no clause applies, and no exception.
            CurrencyMismatch: amounts of two currencies meet.
        """
        plan, slots = self._laid_out
        judgement = judged(plan, facts)
        known = {fact.name: fact.read_from(facts) for fact in self.facts}
        if judgement.outcome_at(plan.root) is Outcome.NOT_MET:
            raise OutsideCoverage(self.code, "the facts given")
        candidates = [
            Candidate.of(code, which, (judgement, slot), amount, known)
            for (code, _, amount), which, slot in zip(
                self.outcomes, self._which, slots, strict=True
            )
            if judgement.outcome_at(slot) is not Outcome.NOT_MET
        ]
        return provided(self.code, judgement, candidates)


def _slots_of_outcomes(provision: Provision, draft: Draft) -> Iterator[int]:
    """The slots of a provision's own `outcomes`; what overrides them all is placed once."""
    clauses = tuple(clause.when.place(draft) for clause in provision.clauses)
    exceptions = tuple(each.applies.place(draft) for each in provision.exceptions)
    not_overridden = draft.group(Joint.NOT, (draft.group(Joint.ANY, exceptions),))
    for clause in clauses:
        yield draft.group(Joint.ALL, (clause, not_overridden))
    if provision.otherwise is not None:
        no_clause = draft.group(Joint.NOT, (draft.group(Joint.ANY, clauses),))
        yield draft.group(Joint.ALL, (no_clause, not_overridden))
