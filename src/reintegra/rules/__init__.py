"""Conditions that can explain themselves, judged with three outcomes.

Where things are: `facts` what a rule asks, `expression` and `rule` how conditions are joined and
named, `verdict` the answer and its reasons, `asking` what to ask next; and in folders, `changing`
what would turn the outcome, `analysis` what is the matter with a rule, `search` what these two
share, `provisions` what a rule of law gives, `law` values over time, `decisions` what is kept on
record and what would be decided otherwise now, `reading` rules that come from outside as data,
`compiled` how a rule is judged.

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

from reintegra.rules.analysis.analyse import analyse
from reintegra.rules.analysis.finding import Finding, FindingKind
from reintegra.rules.canonical import canonical_bytes
from reintegra.rules.changing.change import Change, Changes
from reintegra.rules.decisions.correction import Correction, Enacted, PastDecision, Reassessment
from reintegra.rules.decisions.decision import Confirmation, Decision, decide
from reintegra.rules.decisions.reassessment import reassess
from reintegra.rules.expression import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Expression,
    Facts,
    Not,
    Unless,
)
from reintegra.rules.facts import Computed, Fact, Term
from reintegra.rules.law.dated import Dated
from reintegra.rules.law.entry import DatedValue
from reintegra.rules.law.period_value import PeriodValue
from reintegra.rules.outcome import (
    Outcome,
    at_least_met,
    conjunction,
    disjunction,
    negation,
)
from reintegra.rules.provisions.amount import Amount, amount_of
from reintegra.rules.provisions.operation import Rounding
from reintegra.rules.provisions.provided import Provided
from reintegra.rules.provisions.provision import Clause, Provision, when
from reintegra.rules.question import Missing, MissingFact, Question
from reintegra.rules.reading.from_data import (
    expression_from_data,
    from_json,
    provision_from_data,
)
from reintegra.rules.reading.place import Limits
from reintegra.rules.rule import (
    Rule,
    all_of,
    any_of,
    at_least,
    judge_together,
    none_of,
    verdicts_together,
)
from reintegra.rules.verdict import Reason, Verdict

__all__ = [
    "All",
    "Amount",
    "AnyOf",
    "AtLeast",
    "Change",
    "Changes",
    "Clause",
    "Computed",
    "Condition",
    "Confirmation",
    "Correction",
    "Dated",
    "DatedValue",
    "Decision",
    "Enacted",
    "Expression",
    "Fact",
    "Facts",
    "Finding",
    "FindingKind",
    "Limits",
    "Missing",
    "MissingFact",
    "Not",
    "Outcome",
    "PastDecision",
    "PeriodValue",
    "Provided",
    "Provision",
    "Question",
    "Reason",
    "Reassessment",
    "Rounding",
    "Rule",
    "Term",
    "Unless",
    "Verdict",
    "all_of",
    "amount_of",
    "analyse",
    "any_of",
    "at_least",
    "at_least_met",
    "canonical_bytes",
    "conjunction",
    "decide",
    "disjunction",
    "expression_from_data",
    "from_json",
    "judge_together",
    "negation",
    "none_of",
    "provision_from_data",
    "reassess",
    "verdicts_together",
    "when",
]
