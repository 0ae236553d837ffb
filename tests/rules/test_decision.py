"""Decisions on record: codes and digests, confirmed later."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import (
    Confirmation,
    Decision,
    Missing,
    Outcome,
    Provision,
    Rounding,
    Rule,
    all_of,
    amount_of,
    at_least,
    decide,
    when,
)
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact, words
from tests.rules.test_question import Colour

_ON = date(2019, 10, 31)
adult = Rule("adult", fact("age", int) >= 18, words("adult"))
rich = Rule("rich", fact("income", Money) > idr(5), words("rich"))
coloured = Rule("coloured", fact("colour", Colour).is_in(Colour.RED), words("coloured"))
late = Rule("late", fact("day", date) > _ON, words("late"))
rule = all_of(adult, rich, coloured, late, fact("place", str).equals("é"), code="whole")
FACTS: dict[str, object] = {
    "age": 30,
    "income": idr(10),
    "colour": Colour.RED,
    "day": date(2020, 1, 1),
    "place": "é",
}


def _decided(facts: dict[str, object]) -> Decision:
    return decide(rule, facts, on=_ON, edition="made-up-1")


def test_a_decision_keeps_codes_and_outcomes() -> None:
    """The day, the edition, the outcome of every named rule."""
    decision = _decided({**FACTS, "age": 3})
    assert (Outcome.NOT_MET, _ON, "made-up-1") == (
        decision.outcome,
        decision.on,
        decision.edition,
    )
    assert (
        ("whole", Outcome.NOT_MET),
        ("adult", Outcome.NOT_MET),
        ("rich", Outcome.MET),
        ("coloured", Outcome.MET),
        ("late", Outcome.MET),
    ) == decision.reasons


def test_a_decision_keeps_no_fact() -> None:
    """All it holds are codes, a day and digests."""
    shown = repr(attrs.asdict(_decided({**FACTS, "age": 123_456_789, "place": "Contoh"})))
    assert ("123" in shown, "Contoh" in shown) == (False, False)


def test_the_same_rule_and_facts_confirm_a_decision() -> None:
    """In any order, with facts beside, and from an attrs instance too."""
    decision = _decided(FACTS)
    reordered = dict(reversed(FACTS.items())) | {"beside": 1}
    record = attrs.make_class("Record", list(FACTS))(**FACTS)
    for facts in (FACTS, reordered, record):
        confirmation = decision.confirms(rule, facts)
        assert confirmation
        assert () == confirmation.differs


@pytest.mark.parametrize(
    "changed",
    [
        {"age": 31},
        {"age": Missing.UNKNOWN},
        {"income": idr(11)},
        {"colour": Colour.BLUE},
        {"day": date(2020, 1, 2)},
        {"place": "e"},
    ],
)
def test_other_facts_are_told_from_another_rule(changed: dict[str, object]) -> None:
    """Any fact that the rule asks counts, whatever the outcome."""
    decision = _decided(FACTS)
    assert ("facts",) == decision.confirms(rule, {**FACTS, **changed}).differs
    stricter = all_of(rule, fact("age", int) >= 21)
    assert ("rule",) == decision.confirms(stricter, FACTS).differs
    both = decision.confirms(stricter, {**FACTS, **changed})
    assert (("rule", "facts"), False) == (both.differs, bool(both))


def test_an_absent_fact_is_one_that_was_not_asked() -> None:
    """The kinds of missing are told apart in the digest."""
    decision = _decided({})
    assert decision.confirms(rule, dict.fromkeys(FACTS, Missing.NOT_ASKED))
    assert not decision.confirms(rule, dict.fromkeys(FACTS, Missing.DECLINED))


@settings(max_examples=at_most(100))  # about 3 ms each
@for_all(st.lists(st.tuples(st.booleans() | st.integers(0, 1), st.text(max_size=2)), max_size=3))
def test_values_of_two_types_never_have_one_digest(pairs: list[tuple[Any, str]]) -> None:
    """`True` is not 1, and a text is not a code."""
    assert decide(
        fact("x").is_true, {"x": True}, on=_ON, edition="e"
    ).facts_digest != decide(
        fact("x", int) > 0, {"x": 1}, on=_ON, edition="e"
    ).facts_digest  # fmt: skip
    texts = {text: _decided({**FACTS, "place": text}).facts_digest for _, text in pairs}
    assert len(texts) == len(set(texts.values()))


@pytest.mark.parametrize("edition", ["", "  "])
def test_an_edition_has_a_name(edition: str) -> None:
    """A decision without one could not be checked later."""
    expected = r"^edition: name the edition that was in force \[empty\]$"
    with pytest.raises(InvalidValue, match=expected):
        decide(rule, FACTS, on=_ON, edition=edition)


def test_days_and_editions_of_a_wrong_type_are_misuse() -> None:
    """And a wrong fact is, too."""
    wrong: Any = "2019-10-31"
    number: Any = 5
    with pytest.raises(WrongType, match=r"^on: expected date, got str$"):
        decide(rule, FACTS, on=wrong, edition="e")
    with pytest.raises(WrongType, match=r"^edition: expected a text, got int$"):
        decide(rule, FACTS, on=_ON, edition=number)
    with pytest.raises(WrongType, match=r"^basis: expected an expression or a provision, got int$"):
        decide(number, FACTS, on=_ON, edition="e")
    with pytest.raises(WrongType, match=r"^age: "):
        _decided(FACTS).confirms(rule, {"age": "30"})
    assert date is type(decide(rule, FACTS, on=pendulum.date(2019, 10, 31), edition="e").on)


grant = Provision(
    "grant",
    (
        when(adult).then(
            amount_of(fact("income", Money)).times(Fraction(1, 3)).rounded(Rounding.UP)
        ),
        when(fact("day", date).years_later(2) - 3 > _ON).then(idr(5)),
    ),
    words("grant"),
    otherwise=Money(0, XTS),
    exceptions=(
        Provision("red", (when(coloured).then(Colour.BLUE),)),
        Provision("count", (when(at_least(1, rich, late)).then(3),)),
    ),
)
KINDS: dict[str, object] = {
    "age": Missing.DECLINED,
    "income": idr(-5),
    "colour": Colour.BLUE,
    "day": Missing.UNKNOWN,
}
PLAIN: dict[str, object] = {
    "age": 3,
    "income": idr(5),
    "colour": Colour.BLUE,
    "day": date(2000, 1, 1),
}


def _given(**facts: object) -> Decision:
    return decide(grant, PLAIN | facts, on=_ON, edition="made-up-1")


def test_a_decision_by_a_provision_keeps_what_was_given() -> None:
    """An amount, a number, a code; nothing while it is undetermined."""
    assert (Outcome.MET, Money(0, XTS)) == (_given().outcome, _given().value)
    assert (3, 3) == (_given(day=date(2020, 1, 1)).value, _given(income=idr(6)).value)
    assert Colour.BLUE is _given(colour=Colour.RED).value
    assert idr(2) == _given(age=18, income=idr(4)).value
    open_still = _given(age=Missing.DECLINED)
    assert (Outcome.UNDETERMINED, None) == (open_still.outcome, open_still.value)
    assert (
        ("grant", Outcome.MET),
        ("adult", Outcome.NOT_MET),
        ("red", Outcome.NOT_MET),
        ("coloured", Outcome.NOT_MET),
        ("count", Outcome.NOT_MET),
        ("rich", Outcome.NOT_MET),
        ("late", Outcome.NOT_MET),
    ) == _given().reasons
    assert None is _decided(FACTS).value


def test_what_was_given_is_not_shown() -> None:
    """It may be computed from facts of somebody."""
    shown = repr(_given(age=18, income=idr(4)))
    assert (False, False) == ("value" in shown, "Money" in shown)


def test_a_decision_by_a_provision_is_confirmed_like_any_other() -> None:
    """The facts of its amounts count as those of its conditions do."""
    decision, facts = _given(age=18), {**PLAIN, "age": 18}
    assert () == decision.confirms(grant, facts).differs
    assert ("facts",) == decision.confirms(grant, {**facts, "income": idr(4)}).differs
    dearer = attrs.evolve(grant, otherwise=Money(1, XTS))
    assert ("rule",) == decision.confirms(dearer, facts).differs
    assert ("rule", "facts") == decision.confirms(adult, facts).differs


def test_a_record_that_was_altered_is_not_confirmed() -> None:
    """The decision is made anew: outcome, value and reasons must be the same."""
    decision, facts = _given(age=18), {**PLAIN, "age": 18}
    for altered in (
        attrs.evolve(decision, value=idr(3)),
        attrs.evolve(decision, outcome=Outcome.NOT_MET),
        attrs.evolve(decision, reasons=()),
    ):
        confirmation = altered.confirms(grant, facts)
        assert (("answer",), False) == (confirmation.differs, bool(confirmation))
        assert ("facts",) == altered.confirms(grant, {**facts, "age": 19}).differs
    assert Confirmation(same_rule=True, same_facts=True)
    assert not Confirmation(same_rule=True, same_facts=True, same_answer=False)
    assert not Confirmation(same_rule=True, same_facts=False)
    assert not Confirmation(same_rule=False, same_facts=True)


def test_a_provision_that_gives_nothing_or_contradicts_itself_decides_nothing() -> None:
    """There is no decision to keep."""
    adults = Provision("adults", (when(adult).then(1),))
    with pytest.raises(OutsideCoverage, match=r"^adults: nothing holds for the facts given$"):
        decide(adults, {"age": 17}, on=_ON, edition="e")
    torn = adults.unless(*(Provision(f"e{n}", (when(adult).then(n),)) for n in (1, 2)))
    with pytest.raises(Conflict, match="provisions-disagree"):
        decide(torn, {"age": 18}, on=_ON, edition="e")


class Answer(StrEnum):
    """An enumeration with a member whose code is that of a kind of missing."""

    UNKNOWN = "unknown"


def test_an_answer_called_unknown_is_not_a_missing_answer() -> None:
    """One is known, the other is not; they must not have one digest."""
    asked = fact("answer", Answer)
    known, unknown = (
        decide(asked.equals(Answer.UNKNOWN), {"answer": value}, on=_ON, edition="e")
        for value in (Answer.UNKNOWN, Missing.UNKNOWN)
    )
    assert (Outcome.MET, Outcome.UNDETERMINED) == (known.outcome, unknown.outcome)
    assert known.facts_digest != unknown.facts_digest
    text = fact("answer", str).equals("unknown")
    assert decide(text, {"answer": "unknown"}, on=_ON, edition="e").facts_digest not in {
        known.facts_digest,
        unknown.facts_digest,
    }


_SCRIPT = """
from datetime import date
from tests.rules.test_decision import FACTS, KINDS, grant, rule
from reintegra.rules import decide
for basis, facts in ((rule, FACTS), (grant, KINDS)):
    decision = decide(basis, dict(sorted(facts.items())), on=date(2019, 10, 31), edition="e")
    print(decision.rule_digest, decision.facts_digest)
"""


@pytest.mark.parametrize(("seed", "locale"), [("0", "C"), ("4711", "tr_TR.UTF-8"), ("1", "id_ID")])
def test_digests_are_the_same_in_every_process(seed: str, locale: str) -> None:
    """Whatever the hash seed, the locale, the version of Python; the values are pinned."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": locale,
        "PYTHONPATH": ":".join(sys.path),
    }
    answer = subprocess.run(  # noqa: S603 - this interpreter, and the script above
        [sys.executable, "-c", _SCRIPT], capture_output=True, check=True, env=environment, text=True
    )
    decisions = [
        decide(basis, dict(reversed(facts.items())), on=_ON, edition="e")
        for basis, facts in ((rule, FACTS), (grant, KINDS))
    ]
    found = [digest for each in decisions for digest in (each.rule_digest, each.facts_digest)]
    assert found == answer.stdout.split()
    assert [
        "d3ae8d0928e8ff73987016a4f53e11da637bfdb7182b3627c594d7b2fe82f6f9",
        "2fcdcf2b8dfde78a234523fb55f126267f081ffed6c15a434db4207976829aa8",
        "fef0485795540378a337bf99f0b8683739e3cd778cb048eb534225fb811d4e8f",
        "efddb67449636d8d57bd4b261c2c16b6250f9f71781e29ae20d7985d24ccfef1",
    ] == found


def test_an_answer_of_another_type_is_another_answer() -> None:
    """True and 1 are equal in Python."""
    value: Any = True
    yes = Provision("yes", (when(adult).then(value),), otherwise=False)
    decision = decide(yes, {"age": 30}, on=_ON, edition="e")
    assert decision.confirms(yes, {"age": 30})
    altered = attrs.evolve(decision, value=1)
    assert ("answer",) == altered.confirms(yes, {"age": 30}).differs


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"outcome": "met"}, "outcome: expected Outcome, got str"),
        ({"rule_digest": None}, "rule_digest: expected a text, got NoneType"),
        ({"facts_digest": 5}, "facts_digest: expected a text, got int"),
        ({"reasons": [(5, Outcome.MET)]}, "reasons: expected a text, got int"),
        ({"reasons": [("adult", "met")]}, "reasons: expected Outcome, got str"),
    ],
)
def test_a_record_holds_outcomes_codes_and_digests(changed: dict[str, Any], message: str) -> None:
    """A record that somebody else wrote is read no more loosely than one of our own."""
    decision = _decided(FACTS)
    with pytest.raises(WrongType, match=f"^{message}$"):
        attrs.evolve(decision, **changed)
    assert decision == attrs.evolve(decision, reasons=list(decision.reasons))
