"""Reads expressions, amounts and provisions from plain data, part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.expression import All, AnyOf, AtLeast, Condition, Expression, Not, Unless
from reintegra.rules.provisions.amount import Amount, Joined, Measured, Named, Rounded, Share
from reintegra.rules.provisions.operation import Operation, Rounding
from reintegra.rules.provisions.provision import Clause, Provision
from reintegra.rules.reading.form import JSON_TYPES, MEASURE_KEYS, Form, is_object
from reintegra.rules.reading.place import Place
from reintegra.rules.rule import Rule
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.rules.measure import Measure

_PAIR = 2

PartT = TypeVar("PartT", Expression, Amount)
Read = Callable[[Mapping[str, object], Place], PartT]


class Reader(Form):
    """Reads one document whole."""

    def whole_expression(self, data: object) -> Expression:
        """The expression, with every conflict in it found."""
        place = Place("rule")
        expression = self._expression(data, place)
        place.built(lambda: expression.facts)
        return expression

    def whole_provision(self, data: object) -> Provision:
        """The provision, with every conflict in it found."""
        place = Place("provision")
        provision = self._provision(data, place)
        place.built(lambda: provision.facts)
        return provision

    def _expression(self, data: object, place: Place) -> Expression:
        self.count(place)
        forms: dict[str, Read[Expression]] = {
            "rule": self._rule,
            "all": lambda form, at: All(self._each(form, at, "all")),
            "any": lambda form, at: AnyOf(self._each(form, at, "any")),
            "not": lambda form, at: Not(self._expression(form["not"], at.inside("not"))),
            "at_least": self._at_least,
            "base": self._unless,
            "is": self._condition,
        }
        return self._of_form(data, place, forms)

    def _amount(self, data: object, place: Place) -> Amount:
        self.count(place)
        forms: dict[str, Read[Amount]] = {
            "value": self._named,
            "times": self._share,
            "amount": self._joined,
            "round": self._rounded,
            "sum": self._measured,
            "fact": self._measured,
        }
        return self._of_form(data, place, forms)

    def _of_form(
        self,
        data: object,
        place: Place,
        forms: Mapping[str, Read[PartT]],
    ) -> PartT:
        form = self.keyed(data, place)
        for key, read in forms.items():
            if key in form:
                keys = _KEYS[key]
                self.check_keys(form, place, keys)
                return read(form, place)
        raise place.refused("unknown-form", "one of the keys " + ", ".join(forms))

    def _rule(self, form: Mapping[str, object], place: Place) -> Rule:
        text = form.get("text")
        return place.built(
            Rule,
            self.text(form["rule"], place.at("rule")),
            self._expression(form["when"], place.inside("when")),
            None if text is None else self.words(text, place.at("text")),
            self.source(form.get("source"), place.at("source")),
        )

    def _each(self, form: Mapping[str, object], place: Place, key: str) -> tuple[Expression, ...]:
        parts = self.listed(form[key], place.at(key))
        return tuple(
            self._expression(part, place.at(key).inside(n)) for n, part in enumerate(parts)
        )

    def _at_least(self, form: Mapping[str, object], place: Place) -> AtLeast:
        needed = self.whole(form["at_least"], place.at("at_least"))
        return place.built(AtLeast, needed, self._each(form, place, "of"))

    def _unless(self, form: Mapping[str, object], place: Place) -> Unless:
        base = self._expression(form["base"], place.inside("base"))
        return place.built(Unless, base, self._each(form, place, "unless"))

    def _condition(self, form: Mapping[str, object], place: Place) -> Condition:
        sign = self.member(Operator, form["is"], place.at("is"))
        left = self.measure(form, place)
        values = self.listed(form.get("values", ()), place.at("values"))
        right = form.get("than")
        if (right is not None) + bool(values) + (sign is Operator.IS_MISSING) != 1:
            raise place.refused("values", "values, or what it is compared with, and not both")
        if len(values) > 1 and sign is not Operator.IS_IN:
            raise place.at("values").refused("values", "one value to compare with")
        named = tuple(
            self.value(each, place.at(f"values.{n}"), left.type) for n, each in enumerate(values)
        )
        against = None if right is None else self._right(right, place.at("than"))
        return Condition(place.built(Comparison, left, sign, named, against))

    def _right(self, data: object, place: Place) -> Measure:
        form = self.keyed(data, place)
        self.check_keys(form, place, (frozenset[str](), MEASURE_KEYS))
        return self.measure(form, place)

    def _measured(self, form: Mapping[str, object], place: Place) -> Measured:
        return place.built(Measured, self.measure(form, place))

    def _named(self, form: Mapping[str, object], place: Place) -> Named:
        data, kind = form["value"], form.get("type")
        at = place.at("value")
        if kind is not None:
            found = self._types.get(self.text(kind, place.at("type")))
            if found is None or not issubclass(found, StrEnum):
                raise place.at("type").refused("unknown-type", "hand over the enumeration")
            return place.built(Named, self.value(data, at, found))
        if is_object(data):
            return Named(self.value(data, at, Money if "money" in data else date))
        return Named(self.value(data, at, type(data) if type(data) in JSON_TYPES else int))

    def _share(self, form: Mapping[str, object], place: Place) -> Share:
        pair = self.listed(form["times"], place.at("times"))
        numbers = [self.whole(each, place.at("times")) for each in pair]
        if len(numbers) != _PAIR or numbers[1] < 1:
            raise place.at("times").refused("fraction", "a numerator, and a denominator above 0")
        part = self._amount(form["of"], place.inside("of"))
        return place.built(Share, part, Fraction(*numbers))

    def _joined(self, form: Mapping[str, object], place: Place) -> Joined:
        operation = self.member(Operation, form["amount"], place.at("amount"))
        pair = self.listed(form["of"], place.at("of"))
        if len(pair) != _PAIR:
            raise place.at("of").refused("pair", "the two amounts that are set against each other")
        left, right = (self._amount(each, place.at("of").inside(n)) for n, each in enumerate(pair))
        return place.built(Joined, operation, left, right)

    def _rounded(self, form: Mapping[str, object], place: Place) -> Rounded:
        rounding = self.member(Rounding, form["round"], place.at("round"))
        unit = self.whole(form["unit"], place.at("unit"))
        return place.built(Rounded, self._amount(form["of"], place.inside("of")), rounding, unit)

    def _provision(self, data: object, place: Place) -> Provision:
        self.count(place)
        form = self.keyed(data, place)
        self.check_keys(form, place, _KEYS["provision"])
        clauses = self.listed(form["clauses"], place.at("clauses"))
        exceptions = self.listed(form.get("unless", ()), place.at("unless"))
        text, otherwise = form.get("text"), form.get("otherwise")
        return place.built(
            Provision,
            self.text(form["provision"], place.at("provision")),
            tuple(self._clause(each, place.at(f"clauses.{n}")) for n, each in enumerate(clauses)),
            None if text is None else self.words(text, place.at("text")),
            self.source(form.get("source"), place.at("source")),
            None if otherwise is None else self._amount(otherwise, place.inside("otherwise")),
            tuple(
                self._provision(each, place.inside(f"unless.{n}"))
                for n, each in enumerate(exceptions)
            ),
        )

    def _clause(self, data: object, place: Place) -> Clause:
        form = self.keyed(data, place)
        self.check_keys(form, place, ({"when", "then"}, frozenset()))
        return place.built(
            Clause,
            self._expression(form["when"], place.inside("when")),
            self._amount(form["then"], place.inside("then")),
        )


_KEYS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "rule": (frozenset({"rule", "when"}), frozenset({"text", "source"})),
    "all": (frozenset({"all"}), frozenset()),
    "any": (frozenset({"any"}), frozenset()),
    "not": (frozenset({"not"}), frozenset()),
    "at_least": (frozenset({"at_least", "of"}), frozenset()),
    "base": (frozenset({"base", "unless"}), frozenset()),
    "is": (frozenset({"is"}), MEASURE_KEYS | {"values", "than"}),
    "value": (frozenset({"value"}), frozenset({"type"})),
    "times": (frozenset({"times", "of"}), frozenset()),
    "amount": (frozenset({"amount", "of"}), frozenset()),
    "round": (frozenset({"round", "unit", "of"}), frozenset()),
    "sum": (frozenset({"sum"}), frozenset({"plus"})),
    "fact": (frozenset({"fact"}), frozenset()),
    "provision": (
        frozenset({"provision", "clauses"}),
        frozenset({"otherwise", "unless", "text", "source"}),
    ),
}
