"""How conditions are said, in Indonesian and in English."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from reintegra.vocabulary.calendar import day_in_words
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import LANGUAGES, Language, Text, Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ORDER_WORDS = {
    "<": Text(id="kurang dari", en="is less than"),
    "<=": Text(id="paling banyak", en="is at most"),
    ">": Text(id="lebih dari", en="is more than"),
    ">=": Text(id="sekurang-kurangnya", en="is at least"),
}
_DAY_WORDS = {
    "<": Text(id="sebelum", en="is before"),
    "<=": Text(id="pada atau sebelum", en="is on or before"),
    ">": Text(id="sesudah", en="is after"),
    ">=": Text(id="pada atau sesudah", en="is on or after"),
}
_EQUALS = Text(id="adalah", en="is")
_IS_IN = Text(id="adalah salah satu dari", en="is one of")
_IS_MISSING = Text(id="tidak diketahui", en="is not known")
_YES = Text(id="ya", en="yes")
_NO = Text(id="tidak", en="no")
_EMPTY = Text(id="teks kosong", en="an empty text")
_DAYS = Text(id="hari", en="days")
_MONTHS = Text(id="bulan", en="months")
_YEARS = Text(id="tahun", en="years")

TIMES = "\N{MULTIPLICATION SIGN}"
MONTHS_IN_A_YEAR = 12


def in_both(words: Callable[[Language], str]) -> Text:
    """A text whose words are made for each language."""
    indonesian, english = (words(language) for language in LANGUAGES)
    return Text(id=indonesian, en=english)


def value_in_words(value: object, language: Language) -> str:
    """A value as people read it: amounts grouped, days in words, codes by their text."""
    match value:
        case bool():
            return (_YES if value else _NO)(language)
        case Worded():
            return value.text(language)
        case "":
            return _EMPTY(language)
        case StrEnum():
            return str(value.value)
        case date():
            return day_in_words(value, language)
        case _:
            return str(value)


def _set_off(value: object, language: Language) -> str:
    """A value beside others: a text in quotation marks, so that a comma in it parts nothing."""
    if type(value) is str and value:
        return json.dumps(value, ensure_ascii=False)
    return value_in_words(value, language)


def measure_in_words(
    parts: Sequence[tuple[int, Text]], months: int, days: int, plus: int | Money | None
) -> Text:
    """What is compared, such as "Date of birth +18 years" or "Wage + 2 times Allowance"."""

    def words(language: Language) -> str:
        said = ""
        for times, text in parts:
            sign = ("-" if times < 0 else "") if not said else (" - " if times < 0 else " + ")
            count = "" if abs(times) == 1 else f"{abs(times)} {TIMES} "
            said += f"{sign}{count}{text(language)}"
        years, rest = divmod(abs(months), MONTHS_IN_A_YEAR)
        if not rest:
            months_or_years = (years if months > 0 else -years, _YEARS)
        else:
            months_or_years = (months, _MONTHS)
        for number, unit in (months_or_years, (days, _DAYS)):
            said += f" {number:+d} {unit(language)}" if number else ""
        if plus is None:
            return said
        units = plus.units if isinstance(plus, Money) else plus
        sign, size = ("-", -plus) if units < 0 else ("+", plus)
        return f"{said} {sign} {value_in_words(size, language)}"

    return in_both(words)


def comparison_in_words(
    subject: Text, fact_type: type, operator: str, values: Sequence[object], other: Text | None
) -> Text:
    """A condition as a sentence, such as "Age is at least 18"."""

    def words(language: Language) -> str:
        if operator == "missing":
            return f"{subject(language)} {_IS_MISSING(language)}"
        named = [_set_off(value, language) for value in values]
        if fact_type is bool and other is None and operator == "==":
            return f"{subject(language)}: {named[0]}"
        if operator == "==":
            link = _EQUALS
        elif operator == "in":
            link = _IS_IN
        else:
            link = (_DAY_WORDS if fact_type is date else _ORDER_WORDS)[operator]
        against = ", ".join(named) if other is None else other(language)
        return f"{subject(language)} {link(language)} {against}"

    return in_both(words)


def joined(parts: Sequence[Text], link: Text, empty: Text) -> Text:
    """Several sentences with one link between them, each in brackets where there are several."""
    if not parts:
        return empty
    if len(parts) == 1:
        return parts[0]
    return in_both(
        lambda language: f" {link(language)} ".join(f"({part(language)})" for part in parts)
    )
