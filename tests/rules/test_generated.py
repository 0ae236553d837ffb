"""The function that is made for a rule: no text that came from outside is part of its code."""

from __future__ import annotations

import itertools
import operator
import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pendulum
import pytest

from reintegra.errors import WrongType
from reintegra.rules import Expression, Missing, Outcome, Rule, Verdict, all_of, any_of
from reintegra.rules.compiled import generated
from reintegra.rules.compiled.plan import MOST_CLASSES
from reintegra.vocabulary.money import idr
from tests.rules.notation import fact, words

if TYPE_CHECKING:
    from collections.abc import Callable

ODD_NAMES = (
    "a1",
    "a0",
    "facts",
    "made",
    "get",
    "getattr",
    "moved",
    "units_of",
    "v0",
    "m",
    "u",
    "n",
    "w",
)
"""What the function itself calls things; the first two stand for each other."""

OWN_WORDS = re.compile(
    r"def|made|facts|get|getattr|try|except|if|elif|else|is|in|not|and|or|return|pass"
    r"|True|False|[munw]|__class__|units|currency|units_of|moved|toordinal|bit_count"
    r"|MISSING|NA|NO_FIELD|PLAN|MET|NOT_MET|UNDETERMINED|[aAvTRNC][0-9]+|[KP][0-9]+(_[0-9]+)?"
)
KINDS = {"zebra": bool, "yak": int, "walrus": date, "vole": str, "urchin": type(idr(1))}


@attrs.frozen
class Zoo:
    """Facts of every type, as fields."""

    zebra: object
    yak: object
    walrus: object
    vole: object
    urchin: object


KNOWN = Zoo(zebra=True, yak=1, walrus=date(1987, 1, 1), vole="osprey", urchin=idr(1))
BOTH = (True, False)


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are compiled while the test runs."""
    compiled: list[str] = []

    def compile_and_keep(text: str, constants: dict[str, Any]) -> None:
        compiled.append(text)
        exec(text, constants)  # noqa: S102 - what the library would run, seen on its way

    monkeypatch.setattr(generated, "exec", compile_and_keep, raising=False)
    return compiled


def zoo_rule() -> Expression:
    """A rule of all types, with a moved day, a sum, and facts that are compared."""
    asked: dict[str, Any] = {name: fact(name, kind) for name, kind in KINDS.items()}
    return all_of(
        Rule("quokka", asked["zebra"].is_true, words("Quokka")),
        asked["yak"] + fact("xerus", int) >= 70_001,
        asked["walrus"].months_later(2) + 3 <= date(1987, 6, 5),
        asked["vole"].is_in("ptarmigan", "osprey"),
        any_of(asked["urchin"] <= idr(80_002), asked["urchin"].is_missing),
    )


@pytest.mark.parametrize("alike", [True, False])
def test_a_fact_may_be_called_like_anything_in_the_function(*, alike: bool) -> None:
    """Each name finds its own fact, in a mapping and among fields, whatever it is."""
    facts = {name: number if alike else -number for number, name in enumerate(ODD_NAMES, start=1)}
    rule = all_of(
        *(
            Rule(f"is-{number}", fact(name, int).equals(number), words(name))
            for number, name in enumerate(ODD_NAMES, start=1)
        )
    )
    fields = attrs.make_class("Fields", ODD_NAMES, frozen=True)(**facts)
    wanted = {Outcome.MET if alike else Outcome.NOT_MET}
    assert wanted == {each.outcome for each in rule.judge(facts).reasons}
    assert wanted == {each.outcome for each in rule.judge(fields).reasons}


def by_answers(rule: Expression, known: Zoo) -> Verdict:
    """The rule judged by functions that answer a fact each; one of the facts has none."""
    return rule.judging({name: operator.attrgetter(name) for name in KINDS})(known)


WAYS: dict[str, Callable[[Expression], Verdict]] = {
    "mapping": lambda rule: rule.judge({}),
    "fields": lambda rule: rule.judge(KNOWN),
    "answers": lambda rule: by_answers(rule, KNOWN),
}


@pytest.mark.parametrize("judge", WAYS.values(), ids=WAYS)
def test_the_text_that_is_compiled_holds_numbers_only(
    texts: list[str], judge: Callable[[Expression], Verdict]
) -> None:
    """No name, code, word or value of a rule is in it, nor anything but the function's own."""
    judge(zoo_rule())
    text = re.sub(r"\b0x[0-9a-f]+", "", texts[0])
    assert 1 == len(texts)
    assert [] == [word for word in re.findall(r"[^\W\d]\w*", text) if not OWN_WORDS.fullmatch(word)]
    assert [] == re.findall(r"['\"#\\]", text)
    assert [] == [number for number in ("70001", "80002", "1987") if number in text]


NEAR: dict[str, tuple[object, ...]] = {
    "zebra": (True, False, Missing.UNKNOWN),
    "yak": (70_001, 70_000, Missing.UNKNOWN),
    "walrus": (date(1987, 1, 1), date(1987, 6, 5), Missing.NOT_ASKED),
    "vole": ("osprey", "kite"),
    "urchin": (idr(80_002), idr(80_003), Missing.UNKNOWN),
}


def test_functions_that_answer_are_judged_as_a_mapping_of_their_answers() -> None:
    """The same outcome, reasons and missing facts, whatever is answered; each is asked once."""
    for values in itertools.product(*NEAR.values()):
        known = dict(zip(NEAR, values, strict=True))
        asked: list[str] = []

        def answer(name: str, thing: dict[str, object], asked: list[str] = asked) -> object:
            asked.append(name)
            return thing[name]

        rule = zoo_rule()
        answers = {name: partial(answer, name) for name in known}
        judged, expected = rule.judging(answers)(known), rule.judge(known)
        assert expected == judged
        assert expected.reasons == judged.reasons
        assert expected.missing == judged.missing
        assert [each.name for each in rule.facts if each.name in known] == asked


def test_a_fact_that_no_function_answers_was_not_asked() -> None:
    """It is missing, as one that is in no mapping."""
    none: dict[str, Callable[[object], object]] = {}
    verdict = zoo_rule().judging(none)(None)
    assert zoo_rule().judge({}) == verdict
    assert {"xerus", *KINDS} == {each.fact.name for each in verdict.missing}


def test_an_answer_of_another_type_is_refused() -> None:
    """As in a mapping; the value is not repeated."""
    answers: dict[str, Callable[[object], object]] = {"zebra": lambda _thing: 1}
    judge = zoo_rule().judging(answers)
    with pytest.raises(WrongType, match="zebra"):
        judge(None)


def test_a_class_without_any_of_the_facts_has_nothing_of_them() -> None:
    """What it does not have was not asked."""
    barn = attrs.make_class("Barn", ["doors"])(2)
    verdict = all_of(fact("zebra").is_true, fact("yak", int) > 1).judge(barn)
    assert {"zebra", "yak"} == {each.fact.name for each in verdict.missing}


def test_a_rule_may_have_more_parts_than_a_decimal_number_has_room_for() -> None:
    """Python reads no decimal number of more than 4,300 digits; masks may be longer."""
    yak = fact("yak", int)
    rule = any_of(*(yak.equals(number) for number in range(14_400)))
    assert rule.judge({"yak": 14_399}).met
    assert Outcome.NOT_MET is rule.judge({"yak": 14_400}).outcome


def test_one_function_is_made_for_one_class_of_facts(texts: list[str]) -> None:
    """Judging instances of a class makes no function for mappings, and none twice."""
    rule = zoo_rule()
    rule.judge(KNOWN)
    rule.judge(KNOWN)
    assert 1 == len(texts)
    rule.judge({})
    rule.judge({"yak": 1})
    assert 2 == len(texts)


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        (True, ["yes", "either", "known"]),
        (False, ["no", "either", "known"]),
        (Missing.DECLINED, ["missing"]),
    ],
)
def test_yes_and_no_are_told_apart(answer: object, met: list[str]) -> None:
    """A fact of type bool decides every condition on it, and unknown only that it is missing."""
    asked = fact("zebra")
    conditions = {
        "yes": asked.is_true,
        "no": asked.is_false,
        "either": asked.is_in(*BOTH),
        "missing": asked.is_missing,
        "known": ~asked.is_missing,
    }
    rule = any_of(*(Rule(code, each, words(code)) for code, each in conditions.items()))
    reasons = rule.judge({"zebra": answer}).reasons
    assert met == [each.code for each in reasons if each.outcome is Outcome.MET]
    undecided = ["yes", "no", "either"] if answer is Missing.DECLINED else []
    assert undecided == [each.code for each in reasons if each.outcome is Outcome.UNDETERMINED]


@pytest.mark.parametrize("answer", [1, 0, None, "yes"])
def test_what_is_like_yes_or_no_is_neither(answer: object) -> None:
    """1 is no yes: another type is a misuse, told by the name of the fact."""
    with pytest.raises(WrongType) as misuse:
        fact("zebra").is_true.judge({"zebra": answer})
    assert "zebra" == misuse.value.field


def test_a_field_that_was_never_set_was_not_asked() -> None:
    """The other fields are read all the same, and so is what is no field."""

    @attrs.define
    class Unfinished:
        yak: int
        zebra: bool = attrs.field(init=False)

        @property
        def vole(self) -> str:
            return "osprey"

    yak, zebra, vole = fact("yak", int) >= 1, fact("zebra").is_true, fact("vole", str)
    rule = all_of(yak, zebra, vole.equals("osprey"))
    verdict = rule.judge(Unfinished(1))
    assert [("zebra", Missing.NOT_ASKED)] == [
        (each.fact.name, each.why) for each in verdict.missing
    ]
    whole = Unfinished(1)
    whole.zebra = True
    assert Outcome.MET is rule.judge(whole).outcome
    assert Outcome.NOT_MET is rule.judge(Unfinished(0)).outcome


def test_a_day_of_pendulum_is_read_before_it_is_compared() -> None:
    """It counts as the plain day that it is, alone and moved."""
    day = fact("walrus", date)
    rule = all_of(day.equals(date(2019, 10, 31)), day + 1 <= date(2019, 11, 1))
    assert Outcome.MET is rule.judge({"walrus": pendulum.date(2019, 10, 31)}).outcome
    assert Outcome.NOT_MET is rule.judge({"walrus": pendulum.date(2019, 11, 1)}).outcome


def test_functions_for_ever_new_classes_are_not_kept_without_end() -> None:
    """A rule keeps those of 64 classes, and judges the next one as well as the first."""
    rule = fact("yak", int) >= 1
    classes = [attrs.make_class(f"Class{number}", ["yak"]) for number in range(MOST_CLASSES)]
    for each in classes:
        assert Outcome.MET is rule.judge(each(1)).outcome
    assert 64 == MOST_CLASSES == len(rule.plan.by_class)
    assert Outcome.NOT_MET is rule.judge({"yak": 0}).outcome
    assert [dict] == list(rule.plan.by_class)
    assert Outcome.NOT_MET is rule.judge(classes[0](0)).outcome


def test_each_field_is_looked_up_once() -> None:
    """In the order in which the facts are written; what is no fact of the rule is not touched."""
    looked_up: list[str] = []

    @attrs.define
    class Watched:
        vole: str
        zebra: bool
        yak: int

        def __getattribute__(self, name: str) -> object:
            looked_up.append(name)
            return super().__getattribute__(name)

    rule = all_of(fact("yak", int) >= 1, fact("zebra").is_true, fact("yak", int) < 9)
    assert Outcome.MET is rule.judge(Watched("osprey", True, 1)).outcome  # noqa: FBT003 - a field
    assert ["__class__", "yak", "zebra"] == looked_up
