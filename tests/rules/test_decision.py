"""Decisions on record: codes and digests, confirmed later."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Decision, Missing, Outcome, Rule, all_of, decide
from reintegra.vocabulary.money import Money, idr
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
    with pytest.raises(InvalidValue, match="edition"):
        decide(rule, FACTS, on=_ON, edition=edition)


def test_days_and_editions_of_a_wrong_type_are_misuse() -> None:
    """And a wrong fact is, too."""
    wrong: Any = "2019-10-31"
    number: Any = 5
    with pytest.raises(WrongType):
        decide(rule, FACTS, on=wrong, edition="e")
    with pytest.raises(WrongType):
        decide(rule, FACTS, on=_ON, edition=number)
    with pytest.raises(WrongType, match=r"^age: "):
        _decided(FACTS).confirms(rule, {"age": "30"})
    assert date is type(decide(rule, FACTS, on=pendulum.date(2019, 10, 31), edition="e").on)


_SCRIPT = """
from datetime import date
from tests.rules.test_decision import FACTS, rule
from reintegra.rules import decide
decision = decide(rule, dict(sorted(FACTS.items())), on=date(2019, 10, 31), edition="e")
print(decision.rule_digest, decision.facts_digest)
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_digests_are_the_same_in_every_process(seed: str) -> None:
    """Whatever the hash seed and the locale; the values are pinned."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONPATH": ":".join(sys.path),
    }
    answer = subprocess.run(  # noqa: S603 - this interpreter, and the script above
        [sys.executable, "-c", _SCRIPT], capture_output=True, check=True, env=environment, text=True
    )
    decision = decide(rule, FACTS, on=_ON, edition="e")
    assert [decision.rule_digest, decision.facts_digest] == answer.stdout.split()
    assert ("76adf81f16b3d595", "e246fe89df14eb1f") == (
        decision.rule_digest[:16],
        decision.facts_digest[:16],
    )
