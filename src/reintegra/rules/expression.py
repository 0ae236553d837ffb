"""Conditions as data: a small tree that is printed, compared, hashed, written down, and judged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import digest_of
from reintegra.rules.changing.smallest import MOST_JUDGINGS, changes_of
from reintegra.rules.comparison import Comparison
from reintegra.rules.compiled.draft import Draft
from reintegra.rules.compiled.group import Joint
from reintegra.rules.compiled.plan import Judgement
from reintegra.rules.verdict import Verdict
from reintegra.rules.wording import in_both, joined
from reintegra.vocabulary.checks import whole_number
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.rules.changing.change import Changes
    from reintegra.rules.compiled.generated import Judging
    from reintegra.rules.compiled.plan import Plan
    from reintegra.rules.outcome import Outcome
    from reintegra.rules.question import Question

Facts = Mapping[str, object] | attrs.AttrsInstance
"""A mapping by fact name, or an attrs instance with fields of those names."""

T = TypeVar("T")

_new = object.__new__
_set_judged = Verdict.__dict__["_judged"].__set__

_AND = Text(id="dan", en="and")
_OR = Text(id="atau", en="or")
_NOT = Text(id="tidak benar bahwa", en="it is not so that")
_OF = Text(id="sekurang-kurangnya {needed} dari", en="at least {needed} of")
_UNLESS = Text(id="kecuali", en="unless")
_ALWAYS = Text(id="tanpa syarat", en="without condition")
_NEVER = Text(id="tidak pernah", en="never")


@attrs.frozen(slots=False)
class Expression(ABC):
    """A condition over facts: equal by structure, hashable, and without any code of its own.

    Raises:
        Conflict: when it is first judged, or its `facts` or `digest` read: two different facts
            have one name, or two different rules one code.
        CurrencyMismatch: then too: one fact is compared with amounts of two currencies, by itself
            or by way of other facts.
        WrongType: it is asked for its truth (`if age >= 18:`); judge it instead.
    """

    def __bool__(self) -> NoReturn:
        """Refuse: an expression has an outcome only once it is judged."""
        raise WrongType("expression", "judge(facts); join expressions with & | ~", bool)

    def __and__(self, other: Expression) -> All:
        """Met when both are met."""
        return All((*_parts_of_all(self), *_parts_of_all(as_expression(other))))

    def __or__(self, other: Expression) -> AnyOf:
        """Met when one of the two is met."""
        return AnyOf((*_parts_of_any(self), *_parts_of_any(as_expression(other))))

    def __invert__(self) -> Not:
        """Met when this is not met; undetermined when this is."""
        return Not(self)

    @property
    @abstractmethod
    def sentence(self) -> Text:
        """The condition in words, in both languages."""

    @abstractmethod
    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The expression as plain JSON data; without `wording`, only what decides."""

    @abstractmethod
    def place(self, draft: Draft) -> int:
        """Give every part a slot in a draft, parts first, and answer with the own slot."""

    @cached_property
    def plan(self) -> Plan:
        """The expression laid out for judging; made once."""
        draft = Draft()
        return draft.finish(self.place(draft))

    @cached_property
    def _by_class(self) -> dict[type, Judging[Plan]]:
        return self.plan.by_class

    @property
    def facts(self) -> tuple[Question[Any], ...]:
        """Every fact that is asked, each once, in the order in which they are written."""
        return self.plan.facts

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what decides: codes, conditions, facts and types, but no wording or source."""
        return digest_of(self.to_data(wording=False))

    def judge(self, facts: Facts) -> Verdict:
        """Judge the facts; each is looked up once, in a mapping with `.get(name, default)`.

        Absent keys and fields count as `Missing.NOT_ASKED`.

        Raises:
            WrongType: a fact has another type than declared, also where it could not matter.
            CurrencyMismatch: an amount is in another currency than the rule's.
        """
        kind = facts.__class__
        judging = self._by_class.get(kind) or self.plan.of_class(kind)
        # To call the class would take a fifth of the whole time: its only field is set directly.
        verdict = _new(Verdict)
        _set_judged(verdict, (judging(facts),))
        return verdict

    def judging(self, answers: Mapping[str, Callable[[T], object]]) -> Callable[[T], Verdict]:
        """How to judge a thing by functions that answer a fact of it each, by the fact's name.

        It is the same as to judge a mapping of the answers, and saves making one. A fact without a
        function counts as `Missing.NOT_ASKED`. Make it once and keep it: making it takes longer
        than judging. What it hands back raises as `judge` does.
        """
        judging = self.plan.of_answers(answers)

        def judge(thing: T) -> Verdict:
            verdict = _new(Verdict)
            _set_judged(verdict, (judging(thing),))
            return verdict

        return judge

    def what_would_change(
        self, facts: Facts, *, to: Outcome | None = None, limit: int = MOST_JUDGINGS
    ) -> Changes:
        """The smallest sets of changes of facts that turn the outcome, by the nearest values.

        Without `to`, what is met is to be not met, and anything else met. The search is cut when
        the rule has been judged `limit` times, and says so; a judging of a rule with more than 64
        conditions and groups counts once for each 64 of them.

        Raises:
            InvalidValue: `to` is undetermined, or the limit below 1.
            WrongType: a fact has another type than declared, `to` is no outcome, or the limit no
                whole number.
            CurrencyMismatch: amounts of two currencies would have to be compared.
        """
        known = {fact.name: fact.read_from(facts) for fact in self.facts}
        return changes_of(judged(self.plan, facts), known, to=to, limit=limit)


def judged(plan: Plan, facts: Facts) -> Judgement:
    """The masks of one judging of a mapping or an attrs instance.

    Raises:
        WrongType: the facts are neither a mapping nor an attrs instance, or one has another type.
    """
    kind = facts.__class__
    judging = plan.by_class.get(kind) or plan.of_class(kind)
    return Judgement(*judging(facts))


def as_expression(part: object) -> Expression:
    """The part itself, if it is an expression.

    Raises:
        WrongType: it is none; a fact alone says nothing, not even one of type bool.
    """
    if isinstance(part, Expression):
        return part
    kind = type(part)
    if kind is bool:
        hint = "compare with equals(...), not with == or !="
    elif isinstance(part, (list, tuple, Iterator)):
        hint = "hand the parts over one by one"
    else:
        hint = "a bool fact is asked with is_true"
    raise WrongType("expression", f"an expression; {hint}", kind)


def _parts_of_all(expression: Expression) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, All) else (expression,)


def _parts_of_any(expression: Expression) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, AnyOf) else (expression,)


def _all_checked(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return tuple(as_expression(part) for part in parts)


@attrs.frozen
class Condition(Expression):
    """One comparison: the leaf of every expression."""

    comparison: Comparison

    @property
    def sentence(self) -> Text:
        """The comparison in words."""
        return self.comparison.sentence

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The comparison as data."""
        return self.comparison.to_data(wording=wording)

    def place(self, draft: Draft) -> int:
        """One slot for each comparison that differs."""
        return draft.condition(self.comparison)


@attrs.frozen
class All(Expression):
    """Met when every part is met; of nothing it is met."""

    parts: tuple[Expression, ...] = attrs.field(converter=_all_checked)

    @property
    def sentence(self) -> Text:
        """The parts joined by "and"."""
        return joined([part.sentence for part in self.parts], _AND, _ALWAYS)

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The parts under `all`."""
        return {"all": [part.to_data(wording=wording) for part in self.parts]}

    def place(self, draft: Draft) -> int:
        """The parts, then the group."""
        return draft.group(Joint.ALL, tuple(part.place(draft) for part in self.parts))


@attrs.frozen
class AnyOf(Expression):
    """Met when one part is met; of nothing it is not met."""

    parts: tuple[Expression, ...] = attrs.field(converter=_all_checked)

    @property
    def sentence(self) -> Text:
        """The parts joined by "or"."""
        return joined([part.sentence for part in self.parts], _OR, _NEVER)

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The parts under `any`."""
        return {"any": [part.to_data(wording=wording) for part in self.parts]}

    def place(self, draft: Draft) -> int:
        """The parts, then the group."""
        return draft.group(Joint.ANY, tuple(part.place(draft) for part in self.parts))


@attrs.frozen
class Not(Expression):
    """Met when its part is not met, and undetermined when that is."""

    part: Expression = attrs.field(converter=as_expression)

    @property
    def sentence(self) -> Text:
        """The part, denied."""
        part = self.part.sentence
        return in_both(lambda language: f"{_NOT(language)} ({part(language)})")

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The part under `not`."""
        return {"not": self.part.to_data(wording=wording)}

    def place(self, draft: Draft) -> int:
        """The part, then the group."""
        return draft.group(Joint.NOT, (self.part.place(draft),))


def _some(parts: tuple[Expression, ...]) -> tuple[Expression, ...]:
    if not parts:
        raise InvalidValue("exceptions", "empty", "name at least one exception")
    return _all_checked(parts)


@attrs.frozen
class Unless(Expression):
    """Met when its base is met and none of the exceptions to it is.

    Raises:
        InvalidValue: no exception is named.
    """

    base: Expression = attrs.field(converter=as_expression)
    exceptions: tuple[Expression, ...] = attrs.field(converter=_some)

    @property
    def sentence(self) -> Text:
        """The base, then the exceptions."""
        base = self.base.sentence
        exceptions = joined([each.sentence for each in self.exceptions], _OR, _NEVER)
        return in_both(
            lambda language: f"{base(language)}, {_UNLESS(language)} ({exceptions(language)})"
        )

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The base under `base`, the exceptions under `unless`."""
        exceptions = [each.to_data(wording=wording) for each in self.exceptions]
        return {"base": self.base.to_data(wording=wording), "unless": exceptions}

    def place(self, draft: Draft) -> int:
        """The parts, then none of the exceptions, then the group."""
        base = self.base.place(draft)
        exceptions = tuple(each.place(draft) for each in self.exceptions)
        any_exception = draft.group(Joint.ANY, exceptions)
        return draft.group(Joint.ALL, (base, draft.group(Joint.NOT, (any_exception,))))


@attrs.frozen
class AtLeast(Expression):
    """Met when `needed` of its parts are met; a part that is named twice counts twice.

    Raises:
        InvalidValue: `needed` is below 0 or above the number of parts.
        WrongType: `needed` is not an int.
    """

    needed: int
    parts: tuple[Expression, ...] = attrs.field(converter=_all_checked)

    def __attrs_post_init__(self) -> None:
        if not 0 <= whole_number("needed", self.needed) <= len(self.parts):
            raise InvalidValue("needed", "range", "from 0 to the number of parts")

    @property
    def sentence(self) -> Text:
        """How many of which parts, each in brackets."""
        if not self.parts:
            return _ALWAYS
        head, parts = _OF.fill(needed=self.needed), [part.sentence for part in self.parts]
        return in_both(
            lambda language: (
                f"{head(language)}: " + "; ".join(f"({each(language)})" for each in parts)
            )
        )

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The number under `at_least`, the parts under `of`."""
        parts = [part.to_data(wording=wording) for part in self.parts]
        return {"at_least": self.needed, "of": parts}

    def place(self, draft: Draft) -> int:
        """The parts, then the group."""
        parts = tuple(part.place(draft) for part in self.parts)
        return draft.group(Joint.AT_LEAST, parts, self.needed)
