"""Conditions that can explain themselves, judged with three outcomes.

Where things are: `facts` what a rule asks, `expression` and `rule` how conditions are joined and
named, `verdict` the answer and its reasons, `asking` what to ask next, `dated` values of the law
over time, `decision` what is kept on record.

>>> from reintegra.rules import Fact, Rule, all_of
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> consent = Fact("consent", bool, Text(id="Persetujuan", en="Consent"))
>>> adult = Rule("adult", age >= 18, Text(id="Dewasa", en="Adult"))
>>> agreed = Rule("consent", consent.is_true, Text(id="Setuju", en="Agreed"))
>>> verdict = all_of(adult, agreed, code="entry").judge({"age": 30})
>>> verdict.text("en")
'Undetermined. Still to be asked: Consent (not asked yet).'
"""

from __future__ import annotations

from reintegra.rules.canonical import canonical_bytes
from reintegra.rules.dated import Dated, DatedValue
from reintegra.rules.decision import Confirmation, Decision, decide
from reintegra.rules.expression import All, AnyOf, AtLeast, Condition, Expression, Facts, Not
from reintegra.rules.facts import Fact, Shifted, Term
from reintegra.rules.outcome import (
    Outcome,
    at_least_met,
    conjunction,
    disjunction,
    negation,
)
from reintegra.rules.question import Missing, MissingFact, Question
from reintegra.rules.rule import Rule, all_of, any_of, at_least, judge_together, none_of
from reintegra.rules.verdict import Reason, Verdict

__all__ = [
    "All",
    "AnyOf",
    "AtLeast",
    "Condition",
    "Confirmation",
    "Dated",
    "DatedValue",
    "Decision",
    "Expression",
    "Fact",
    "Facts",
    "Missing",
    "MissingFact",
    "Not",
    "Outcome",
    "Question",
    "Reason",
    "Rule",
    "Shifted",
    "Term",
    "Verdict",
    "all_of",
    "any_of",
    "at_least",
    "at_least_met",
    "canonical_bytes",
    "conjunction",
    "decide",
    "disjunction",
    "judge_together",
    "negation",
    "none_of",
]
