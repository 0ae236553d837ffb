"""What the page of comparison says about this library."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.common.claims import (
    APART,
    BELOW,
    ELSEWHERE,
    FROM_OUTSIDE,
    MANY,
    MONEY,
    NEXT,
    NOT_BELOW,
    OR_TRUE,
    TIME,
    WHY,
    WRONG_TYPE,
    Claim,
    fails,
)
from benchmarks.common.peers import module
from reintegra.errors import CurrencyMismatch, WrongType
from reintegra.rules import (
    Dated,
    DatedValue,
    Fact,
    Limits,
    Missing,
    Outcome,
    Rule,
    all_of,
    expression_from_data,
    from_json,
)
from reintegra.vocabulary.money import Currency, Money, idr
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.rules import Expression

AGE = Fact("age", int, Text(id="Umur", en="Age"))
ACCOUNT = Fact("account", bool, Text(id="Rekening", en="Account"))
BELOW_18 = AGE < 18  # noqa: PLR2004 - the age of the page
ALWAYS = all_of()
SOURCE = Source("made up for this page")


def ours() -> list[Claim]:
    """One claim for each question."""
    return [
        Claim(BELOW, "undetermined", lambda: outcome(BELOW_18) is Outcome.UNDETERMINED),
        Claim(OR_TRUE, "met", lambda: outcome(BELOW_18 | ALWAYS) is Outcome.MET),
        Claim(NOT_BELOW, "undetermined", lambda: outcome(~BELOW_18) is Outcome.UNDETERMINED),
        Claim(
            APART,
            "three outcomes; *not asked*, *declined* and *not known* are reported apart",
            outcomes_are_apart,
        ),
        Claim(NEXT, "the facts that can still decide, most decisive first", asks_what_decides),
        Claim(
            WHY,
            "a reason for each named rule: outcome, facts, source, words in two languages",
            gives_reasons,
        ),
        Claim(WRONG_TYPE, "refused; the message names the fact, never the value", names_the_fact),
        Claim(
            MONEY,
            "whole units of a currency at any size; two currencies do not mix",
            money_is_exact,
        ),
        Claim(TIME, "two axes: when it holds, and when that was known", time_has_two_axes),
        Claim(
            FROM_OUTSIDE,
            "JSON, limited in depth and size before anything is built; the digest stays",
            is_limited,
        ),
        Claim(MANY, "whole frames, a null staying unknown", judges_frames),
        Claim(ELSEWHERE, "Python only; no editor", lambda: module("reintegra.editor") is None),
    ]


def outcome(expression: Expression) -> Outcome:
    """The outcome while nothing is known."""
    return expression.judge({}).outcome


def outcomes_are_apart() -> bool:
    """Each way of not knowing is reported as itself, and none of them is a no."""
    ways = {way: BELOW_18.judge({"age": way}).missing[0].why for way in Missing}
    no = BELOW_18.judge({"age": 30}).outcome
    return all(way is why for way, why in ways.items()) and no is Outcome.NOT_MET


def asks_what_decides() -> bool:
    """A fact that decides alone comes first; one that cannot matter any more is not asked."""
    either = BELOW_18 | ACCOUNT.is_true & Fact("card", bool, AGE.text).is_true
    asked = [each.fact.name for each in either.judge({}).missing]
    rest = [each.fact.name for each in either.judge({"account": False}).missing]
    return asked[0] == "age" and set(asked) == {"age", "account", "card"} and rest == ["age"]


def gives_reasons() -> bool:
    """The reason of a rule has all that the words say."""
    rule = Rule("minor", BELOW_18, Text(id="Anak", en="Minor"), SOURCE)
    (reason,) = rule.judge({"age": 30}).reasons
    told = (reason.outcome, reason.facts, reason.source, reason.text("id"), reason.text("en"))
    return told == (Outcome.NOT_MET, ("age",), SOURCE, "Anak", "Minor")


def names_the_fact() -> bool:
    """The message of the misuse has the name in it and not the value."""
    try:
        BELOW_18.judge({"age": "17"})
    except WrongType as misuse:
        return "age" in str(misuse) and "17" not in str(misuse)
    return False


def money_is_exact() -> bool:
    """Amounts beyond every float are exact; another currency is refused, not converted."""
    large = 10**30 + 1
    other = Money(1, Currency("XXX", 0, "XXX "))
    mixed = Fact("income", Money, AGE.text) <= idr(1)
    try:
        mixed.judge({"income": other})
    except CurrencyMismatch:
        return (idr(large) + idr(1)).units - large == 1
    return False


def time_has_two_axes() -> bool:
    """What held on a day, as it was known on another day."""
    since, known, on = date(2024, 1, 1), date(2024, 9, 1), date(2024, 6, 1)
    dated = Dated((DatedValue(50_000, since), DatedValue(70_000, since, known)))
    before = date(2024, 8, 31)
    return [dated.at(on), dated.at(on, known_at=before)] == [70_000, 50_000]


def is_limited() -> bool:
    """A rule comes back equal; one that is nested too deep is refused."""
    written = json.dumps(BELOW_18.to_data())
    again = expression_from_data(from_json(written))
    deep = ALWAYS
    for _ in range(Limits().depth + 1):
        deep = all_of(~deep, BELOW_18)
    same = again == BELOW_18 and again.digest == BELOW_18.digest
    return same and fails(lambda: expression_from_data(deep.to_data()))


def judges_frames() -> bool:
    """A null in a frame of polars is undetermined, as one missing fact is."""
    polars, bulk = module("polars"), module("reintegra.bulk")
    frame = polars.DataFrame({"age": [30, 12, None]})
    answers = bulk.judge_frame(BELOW_18, frame)["outcome"].to_list()
    return bool(answers == [False, True, None])
