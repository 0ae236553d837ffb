"""What would have to be otherwise for the outcome to turn: the smallest sets of changes.

A set is small by the number of facts in it; within it each number, day or amount is the nearest
to what is known. Facts that the rule does not ask are never named, and no answer is taken back.

>>> from reintegra.rules import Fact, all_of
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> account = Fact("own_account", bool, Text(id="Rekening sendiri", en="Own account"))
>>> rule = all_of(age >= 18, account.is_true, code="entry")
>>> rule.what_would_change({"age": 16, "own_account": True}).text("id")
'Umur: 18'
>>> rule.what_would_change({"age": 16}).text("en")
'Age: 18, and Own account: yes'
"""

from __future__ import annotations

from typing import Any

import attrs

from reintegra.rules.question import Question
from reintegra.rules.wording import in_both, value_in_words
from reintegra.vocabulary.texts import Language, Text

_OR = Text(id="atau", en="or")
_AND = Text(id="dan", en="and")
_ANY = Text(id="jawaban apa pun", en="any answer")
_ANY_TEXT = Text(id="teks apa pun selain", en="any text other than")
_FITTING = Text(id="jawaban yang sesuai dengan", en="an answer that fits")
_NOTHING = Text(id="Tidak ada yang perlu berubah", en="Nothing needs to change")
_NO_CHANGE = Text(
    id="Tidak ada perubahan fakta yang mengubah hasilnya",
    en="No change of the facts turns the outcome",
)
_NONE_FOUND = Text(
    id="Tidak ditemukan sebelum pencarian dihentikan",
    en="None was found before the search was cut",
)
_MORE = Text(
    id="pencarian dihentikan, mungkin ada yang lain", en="the search was cut, there may be more"
)


@attrs.frozen
class Change:
    """A fact, and each answer to it that turns the outcome together with the rest of its set.

    `values` are the nearest to what is known, two where they are equally near; where no answer
    is known, the first and the last of each stretch of them. Of facts that are compared with each
    other one answer is named. Where `other_than` stands, any answer but those does, and there are
    no `values`. `fitting` names facts of the set that are compared with this one while nothing
    else binds them: any answers do that fit each other.
    """

    fact: Question[Any]
    values: tuple[Any, ...] = attrs.field(default=(), repr=False)
    other_than: tuple[Any, ...] | None = attrs.field(default=None, repr=False)
    fitting: tuple[Question[Any], ...] = ()

    @property
    def text(self) -> Text:
        """The fact and the answers in words, such as "Age: 18"."""
        return in_both(lambda language: f"{self.fact.text(language)}: {self._answers(language)}")

    def _answers(self, language: Language) -> str:
        values, others = (
            [value_in_words(value, language) for value in listed or ()]
            for listed in (self.values, self.other_than)
        )
        said = [f" {_OR(language)} ".join(values)] if values else []
        if self.fitting:
            facts = ", ".join(fact.text(language) for fact in self.fitting)
            said.append(f"{_FITTING(language)} {facts}")
        if others:
            said.append(f"{_ANY_TEXT(language)} {', '.join(others)}")
        return ", ".join(said) if said else _ANY(language)


@attrs.frozen
class Changes:
    """Every smallest set of changes, or some of them where the search was `truncated`.

    Each set that is listed is a smallest one, also then. No set at all means that no change does;
    an empty set, that the outcome is as wanted already. Values may say something about a person:
    log them with care.
    """

    sets: tuple[tuple[Change, ...], ...]
    truncated: bool = False

    def text(self, language: Language = "en") -> str:
        """The sets in one line, and whether there may be more."""
        said = [
            f", {_AND(language)} ".join(change.text(language) for change in changes)
            or _NOTHING(language)
            for changes in self.sets
        ]
        if not said:
            return (_NONE_FOUND if self.truncated else _NO_CHANGE)(language)
        listed = f"; {_OR(language)} ".join(said)
        return f"{listed} ({_MORE(language)})" if self.truncated else listed
