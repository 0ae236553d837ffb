"""The answer of a rule: its outcome at once, and everything that explains it when it is read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

import attrs

from reintegra.errors import WrongType
from reintegra.rules.asking import still_to_ask
from reintegra.rules.blame import Blame, blame
from reintegra.rules.compiled.generated import Judged
from reintegra.rules.compiled.plan import Judgement, Plan
from reintegra.rules.outcome import Outcome, conjunction
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Language, Text

if TYPE_CHECKING:
    from reintegra.rules.compiled.plan import NamedRule
    from reintegra.rules.question import MissingFact

_MET = Outcome.MET
_TO_ASK = Text(id="Masih perlu ditanyakan", en="Still to be asked")


@attrs.frozen
class Reason:
    """One named rule inside a verdict: how it turned out, on which facts, by which source.

    `text` is the rule's own words, not a statement that it is met; `facts` are names.
    """

    code: str
    outcome: Outcome
    facts: tuple[str, ...]
    text: Text
    source: Source | None
    _parts: tuple[tuple[Judgement, int], ...] = attrs.field(repr=False, eq=False)

    @cached_property
    def missing(self) -> tuple[MissingFact, ...]:
        """The missing facts that can still change the outcome of this rule."""
        return still_to_ask(self._parts)


@attrs.frozen(repr=False)
class Verdict:
    """The outcome of judging one expression, or several together, with its reasons on demand.

    It holds no known value of a fact, so it may be logged; it is never used as a bool.

    Raises:
        WrongType: it is asked for its truth; read `met` or `outcome` instead.
    """

    _judged: tuple[Judged[Plan], ...]

    @cached_property
    def _judgements(self) -> tuple[Judgement, ...]:
        return tuple(Judgement(*judged) for judged in self._judged)

    def __bool__(self) -> NoReturn:
        """Refuse: undetermined is neither true nor false."""
        raise WrongType("verdict", "verdict.met or verdict.outcome", bool)

    def __repr__(self) -> str:
        return f"<Verdict {self.outcome.value}>"

    @property
    def judged(self) -> tuple[Judged[Plan], ...]:
        """What was judged, by plan and outcome: that of which another verdict can be made."""
        return self._judged

    @property
    def outcome(self) -> Outcome:
        """Met, not met, or undetermined."""
        return self._judged[0][-1]

    @property
    def met(self) -> bool:
        """Whether the outcome is met; undetermined is not."""
        return self.outcome is _MET

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """One reason for each named rule, a rule before those inside it."""
        found = (
            _reason(judgement, rule)
            for judgement in self._judgements
            for rule in judgement.plan.rules
        )
        return tuple(dict.fromkeys((*self._of_the_whole, *found)))

    @property
    def _of_the_whole(self) -> tuple[Reason, ...]:
        return ()

    @property
    def _roots(self) -> tuple[tuple[Judgement, int], ...]:
        return tuple((judgement, judgement.plan.root) for judgement in self._judgements)

    @property
    def failed(self) -> tuple[Reason, ...]:
        """The innermost named rules that are not met and keep the outcome from being met."""
        return self._blamed(Outcome.NOT_MET)

    @property
    def undetermined(self) -> tuple[Reason, ...]:
        """The innermost named rules that are undetermined and keep the outcome from being met."""
        return self._blamed(Outcome.UNDETERMINED)

    def _blamed(self, outcome: Outcome) -> tuple[Reason, ...]:
        found = Blame.together(blame(judgement) for judgement in self._judgements)
        codes = set(found.codes[outcome])
        if outcome in found.unnamed:
            codes.update(whole.code for whole in self._of_the_whole)
        return tuple(
            each for each in self.reasons if each.code in codes and each.outcome is outcome
        )

    @cached_property
    def missing(self) -> tuple[MissingFact, ...]:
        """The unknown facts whose answers can still change the outcome, most decisive first.

        Empty once the outcome is decided, and never empty while it is undetermined. Of a fact
        that stands in it, some two answers lead to different outcomes, and none such is left out.
        One that cannot decide may be named beside them where more than twelve conditions are
        unknown, or where facts are compared with each other: a verdict holds no known value. Where
        no fact can decide, all that is unknown still stands in it.
        """
        return still_to_ask(self._roots)

    def text(self, language: Language = "en") -> str:
        """The verdict in one paragraph: the outcome, what failed, and what to ask."""
        failed = "; ".join(reason.text(language) for reason in self.failed)
        paragraphs = [f"{self.outcome.text(language)}."]
        if failed:
            said = f"{Outcome.NOT_MET.text(language)}: {failed}."
            paragraphs = [said] if self.outcome is Outcome.NOT_MET else [*paragraphs, said]
        asked = [f"{m.fact.text(language)} ({m.why.text(language)})" for m in self.missing]
        if asked:
            paragraphs.append(f"{_TO_ASK(language)}: {'; '.join(asked)}.")
        return " ".join(paragraphs)


@attrs.frozen(repr=False)
class JointVerdict(Verdict):
    """The verdict on several expressions together, with a reason for the whole."""

    _code: str
    _text: Text

    @property
    def outcome(self) -> Outcome:
        """Met when all are met, not met when one is not; of nothing it is met."""
        return conjunction(judgement.outcome for judgement in self._judgements)

    @property
    def _of_the_whole(self) -> tuple[Reason, ...]:
        names = (fact.name for judgement in self._judgements for fact in judgement.plan.facts)
        facts = tuple(dict.fromkeys(names))
        return (Reason(self._code, self.outcome, facts, self._text, None, self._roots),)


def _reason(judgement: Judgement, rule: NamedRule) -> Reason:
    outcome = judgement.outcome_at(rule.slot)
    return Reason(rule.code, outcome, rule.facts, rule.text, rule.source, ((judgement, rule.slot),))
