"""What was found of a policy: counts, dead ends, what never happens, rules without effect, laws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.case import Case, Known
from reintegra.chain.stage import Event, declared_types
from reintegra.lifecycle import Report
from reintegra.rules import Missing
from reintegra.testing.laws import Violation
from reintegra.testing.leading import PolicyDeadEnd
from reintegra.testing.mattering import WithoutEffect
from reintegra.testing.possible import Never
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reintegra.vocabulary.texts import Language

_PARTS = {
    "registers": Text(
        id="Jawaban register, dengan jumlah jalan buntu",
        en="Answers of the register, with the number of dead ends",
    ),
    "laws": Text(
        id="Hukum yang dilanggar, dengan jalan ke sana", en="Laws broken, with a way there"
    ),
    "idle": Text(
        id="Aturan kebijakan yang tidak pernah menentukan",
        en="Rules of the policy that never decide",
    ),
    "perhaps": Text(
        id="Tidak ditemukan, dan belum diketahui apakah mungkin",
        en="Not found, and not known whether it can be",
    ),
    "never_said": Text(
        id="Alasan dan kata yang tidak pernah diterima", en="Reasons and words never accepted"
    ),
}
_NONE = Text(id="tidak ada", en="none")
_NOTHING_ASKED = Text(id="register tidak ditanya", en="the register is not asked")
_UNSURE = Text(
    id="Untuk {unsure} dari {every} jawaban register BELUM DIKETAHUI apakah ada jalan buntu lain: "
    "tahap yang menentukan TERPOTONG oleh `joined`, atau bantuan di luar `Scope` dapat membuka "
    "jalan.",
    en="With {unsure} of {every} answers of the register it is NOT KNOWN whether there are other "
    "dead ends: the stages that decide were CUT by `joined`, or awards beyond `Scope` could lead "
    "on.",
)
_NOTHING_SAID = Text(id="tidak dijawab", en="not answered")
_NOT_KNOWN = Text(id="belum diketahui", en="not known")
_SURELY = Text(id="pasti", en="surely")
_PERHAPS = Text(id="dalam yang ditemukan", en="in what was found")
_YES, _NO = Text(id="ya", en="yes"), Text(id="tidak", en="no")


@attrs.frozen(eq=False)
class Explored:
    """What was found of a policy under one edition.

    `report` is that of the walk of the whole, with the dead ends that are sure; `alone` counts the
    states of each stage alone. `registers` are the ways in which the register can answer,
    `not_known` the places of those for which dead ends are not known, since the `joined` stages
    that decide have more states than permitted, or since more awards than the scope has could lead
    on; `joined_states` is how many were met.
    """

    report: Report[Case]
    alone: Mapping[str, int]
    registers: tuple[Known, ...]
    joined: tuple[str, ...]
    joined_states: int
    dead_ends: tuple[PolicyDeadEnd, ...]
    not_known: tuple[int, ...]
    never: Never
    without_effect: tuple[WithoutEffect, ...]
    said: Mapping[tuple[type[Event], str, Worded], int]
    violations: tuple[Violation, ...]

    @property
    def exhausted(self) -> bool:
        """Whether nothing was cut, neither the walk of the whole nor the stages joined."""
        return self.report.exhausted and not self.not_known

    @property
    def is_sound(self) -> bool:
        """Whether all was walked to the end, without a dead end and without a broken law."""
        return self.exhausted and not self.dead_ends and not self.violations

    @cached_property
    def never_said(self) -> tuple[tuple[type[Event], str, Worded], ...]:
        """Each event that was accepted or opened a case, with a field and a word never accepted."""
        told = dict.fromkeys(event for event, _, _ in self.said)
        every = (
            (event, name, word)
            for event in told
            for name, accepted, _ in declared_types(event)  # type: ignore[arg-type] # mypy takes the hash of its objects
            for kind in accepted
            if issubclass(kind, Worded)
            for word in kind
        )
        return tuple(each for each in every if each not in self.said)

    def text(self, language: Language, naming: Callable[[type[Event]], Text]) -> str:
        """The report in paragraphs of plain text; the policy's own first, then the chain's."""
        parts: dict[str, Iterable[str]] = {
            "registers": self._of_registers(language),
            "laws": [
                f"{each.law.text(language)}: {_way(each.case, language, naming)}"
                for each in self.violations
            ],
            "idle": [
                f"{naming(each.event)(language)}: {each.code} "
                f"({(_SURELY if each.surely else _PERHAPS)(language)})"
                for each in self.without_effect
            ],
            "perhaps": [
                (self.report.status_text(each) if isinstance(each, Worded) else naming(each))(
                    language
                )
                for each in self.never.perhaps
            ],
            "never_said": [
                f"{naming(event)(language)}: {name} {word.text(language)}"
                for event, name, word in self.never_said
            ],
        }
        summary, _, rest = self.report.text(language, naming).partition("\n")
        lines = [summary]
        if self.not_known:
            unsure = _UNSURE.fill(unsure=len(self.not_known), every=len(self.registers))
            lines.append(unsure(language))
        for name, found in parts.items():
            listed = [f"  {each}" for each in found] or [f"  {_NONE(language)}"]
            lines += [f"{_PARTS[name](language)}:", *listed]
        return "\n".join([*lines, rest])

    def _of_registers(self, language: Language) -> Iterable[str]:
        for place, known in enumerate(self.registers):
            told = (f"{name}: {_said(answer)(language)}" for name, answer in known.items())
            count = sum(each.register is known for each in self.dead_ends)
            unsure = f", {_NOT_KNOWN(language)}" if place in self.not_known else ""
            yield f"{', '.join(told) or _NOTHING_ASKED(language)}: {count}{unsure}"


def _said(answer: object) -> Text:
    """What the register says, in a word."""
    if isinstance(answer, Missing):
        return _NOTHING_SAID
    return _YES if answer else _NO


def _way(case: Case, language: Language, naming: Callable[[type[Event]], Text]) -> str:
    return " → ".join(naming(type(event))(language) for event in case.events)
