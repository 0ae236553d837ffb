"""Documents that are no rules, and the refusal of each: the place, what is due, and a code."""

from __future__ import annotations

MARK = "rahasia_wati_5271"
"""What stands in the documents, and may stand in no message."""


def fact_data(name: object = "age", kind: object = "int") -> dict[str, object]:
    """A fact as data."""
    return {"name": name, "type": kind, "text": {"id": "x", "en": "x"}}


def is_data(kind: str = "int", **more: object) -> dict[str, object]:
    """A condition as data, by default without anything to compare with."""
    return {"fact": fact_data("x", kind), "is": "=="} | more


YES = {"fact": fact_data("yes", "bool"), "is": "==", "values": [True]}
RULE = {"rule": "r", "when": YES, "text": {"id": "x", "en": "x"}}
SUM = {"sum": [{"fact": fact_data(), "times": 1}], "is": ">", "values": [1]}
_FORMS = "one of the keys rule, all, any, not, at_least, base, is [unknown-form]"
_AMOUNT_FORMS = "one of the keys value, times, amount, round, sum, fact [unknown-form]"
_CONDITION_KEYS = "only days, fact, is, months, plus, sum, than, values [unknown-key]"
_OPERATORS = "one of <, <=, >, >=, ==, in, missing [unknown-code]"
_MONEY = "units, and the code and the decimals of a currency in `currencies` [money]"
_EITHER = "values, or what it is compared with, and not both [values]"
_SOURCE_KEYS: dict[str, object] = {
    "instrument": "i",
    "article": "a",
    "address": "",
    "standing": "confirmed",
}

REFUSED: list[tuple[object, str]] = [
    # forms
    (MARK, "rule: an object with keys [wrong-type]"),
    (None, "rule: an object with keys [wrong-type]"),
    ({1: MARK}, "rule: an object with keys [wrong-type]"),
    ({}, f"rule: {_FORMS}"),
    ({MARK: 1}, f"rule: {_FORMS}"),
    ({"all": [YES, {MARK: 1}]}, f"rule.all.1: {_FORMS}"),
    ({"all": [], MARK: 1}, "rule: only all [unknown-key]"),
    ({"all": [], "any": []}, "rule: only all [unknown-key]"),
    ({"all": MARK}, "rule.all: a list [wrong-type]"),
    ({"all": {"0": YES}}, "rule.all: a list [wrong-type]"),
    ({"any": [MARK]}, "rule.any.0: an object with keys [wrong-type]"),
    ({"any": [], MARK: 1}, "rule: only any [unknown-key]"),
    ({"not": MARK}, "rule.not: an object with keys [wrong-type]"),
    ({"not": YES, MARK: 1}, "rule: only not [unknown-key]"),
    # at least, unless
    ({"at_least": 1}, "rule.of: this key is needed [missing-key]"),
    ({"at_least": MARK, "of": []}, "rule.at_least: a whole number [wrong-type]"),
    ({"at_least": True, "of": [YES]}, "rule.at_least: a whole number [wrong-type]"),
    ({"at_least": 1.0, "of": [YES]}, "rule.at_least: a whole number [wrong-type]"),
    ({"at_least": 2, "of": [YES]}, "rule: from 0 to the number of parts [range]"),
    ({"at_least": -1, "of": [YES]}, "rule: from 0 to the number of parts [range]"),
    ({"at_least": 1, "of": [YES], MARK: 1}, "rule: only at_least, of [unknown-key]"),
    ({"base": YES}, "rule.unless: this key is needed [missing-key]"),
    ({"base": YES, "unless": []}, "rule: name at least one exception [empty]"),
    ({"base": MARK, "unless": [YES]}, "rule.base: an object with keys [wrong-type]"),
    ({"base": YES, "unless": [MARK]}, "rule.unless.0: an object with keys [wrong-type]"),
    ({"base": YES, "unless": [YES], MARK: 1}, "rule: only base, unless [unknown-key]"),
    # rules
    ({"rule": "r"}, "rule.when: this key is needed [missing-key]"),
    (RULE | {MARK: 1}, "rule: only rule, source, text, when [unknown-key]"),
    (RULE | {"rule": 5}, "rule.rule: a text [wrong-type]"),
    (
        RULE | {"rule": MARK + "!"},
        "rule: lower-case words joined by hyphens, such as own-account [code]",
    ),
    (RULE | {"text": MARK}, "rule.text: an object with keys [wrong-type]"),
    (RULE | {"text": {"id": "x"}}, "rule.text.en: this key is needed [missing-key]"),
    (RULE | {"text": {"id": "x", "en": 5}}, "rule.text.en: a text [wrong-type]"),
    (RULE | {"text": {"id": 5, "en": "x"}}, "rule.text.id: a text [wrong-type]"),
    (
        RULE | {"text": {"id": "x", "en": " "}},
        "rule.text: a text is needed in both languages [empty]",
    ),
    (RULE | {"text": {"id": "x", "en": "x", MARK: 1}}, "rule.text: only en, id [unknown-key]"),
    (RULE | {"when": MARK}, "rule.when: an object with keys [wrong-type]"),
    (RULE | {"source": MARK}, "rule.source: an object with keys [wrong-type]"),
    (RULE | {"source": {}}, "rule.source.address: this key is needed [missing-key]"),
    (
        RULE | {"source": _SOURCE_KEYS | {MARK: 1}},
        "rule.source: only address, article, instrument, standing [unknown-key]",
    ),
    (RULE | {"source": _SOURCE_KEYS | {"article": 5}}, "rule.source.article: a text [wrong-type]"),
    (
        RULE | {"source": _SOURCE_KEYS | {"standing": MARK}},
        "rule.source.standing: one of confirmed, secondary, derived [unknown-code]",
    ),
    (
        {"all": [RULE, RULE | {"when": {"not": YES}}]},
        "rule: two different rules have one code [rule-code]",
    ),
    # conditions
    (is_data(MARK), "rule.fact.type: hand over the enumeration in `types` [unknown-type]"),
    (
        is_data("int", values=[1], fact=fact_data("x") | {"text": MARK}),
        "rule.fact.text: an object with keys [wrong-type]",
    ),
    (is_data("int", values=[1], **{"is": MARK}), f"rule.is: {_OPERATORS}"),
    (is_data("int", values=[1], **{"is": 5}), "rule.is: a text [wrong-type]"),
    (is_data("int", values=[1], **{MARK: 1}), f"rule: {_CONDITION_KEYS}"),
    (is_data("int"), f"rule: {_EITHER}"),
    (is_data("int", values=[]), f"rule: {_EITHER}"),
    (is_data("int", values=[1], than=YES), f"rule: {_EITHER}"),
    (is_data("int", values=[1], **{"is": "missing"}), f"rule: {_EITHER}"),
    (is_data("int", than={"fact": fact_data()}, **{"is": "missing"}), f"rule: {_EITHER}"),
    (is_data("int", values=[1, 2]), "rule.values: one value to compare with [values]"),
    (is_data("int", values=MARK), "rule.values: a list [wrong-type]"),
    (is_data("int", than=MARK), "rule.than: an object with keys [wrong-type]"),
    (is_data("int", than={MARK: 1}), "rule.than: only days, fact, months, plus, sum [unknown-key]"),
    (is_data("int", than={}), "rule.than: a fact, or a sum of facts [unknown-form]"),
    (
        is_data("int", than={"fact": fact_data("x")}),
        "rule: compare it with something else [same-fact]",
    ),
    (
        is_data("int", than={"fact": fact_data("y", "text")}),
        "rule: expected a fact of type int [wrong-type]",
    ),
    (
        is_data("bool", values=[True], **{"is": "<"}),
        "rule: expected a fact with an order (int, date, Money) [wrong-type]",
    ),
    # measures
    ({"is": "==", "values": [1]}, "rule: a fact, or a sum of facts [unknown-form]"),
    (SUM | {"fact": fact_data()}, "rule: a fact, or a sum of facts [unknown-form]"),
    (SUM | {"sum": MARK}, "rule.sum: a list [wrong-type]"),
    (SUM | {"sum": []}, "rule.sum: at least one fact that counts [empty]"),
    (SUM | {"sum": [MARK]}, "rule.sum.0: an object with keys [wrong-type]"),
    (SUM | {"sum": [{"fact": fact_data()}]}, "rule.sum.0.times: this key is needed [missing-key]"),
    (
        SUM | {"sum": [{"fact": fact_data(), "times": 1, MARK: 1}]},
        "rule.sum.0: only fact, times [unknown-key]",
    ),
    (
        SUM | {"sum": [{"fact": fact_data(5), "times": 1}]},
        "rule.sum.0.fact.name: a text [wrong-type]",
    ),
    (
        SUM | {"sum": [{"fact": fact_data(), "times": MARK}]},
        "rule.sum.0.times: a whole number [wrong-type]",
    ),
    (
        SUM | {"sum": [{"fact": fact_data(), "times": 0}]},
        "rule: it counts 0 times; leave it out [empty]",
    ),
    (
        SUM | {"sum": [{"fact": fact_data(MARK), "times": n} for n in (1, 2)]},
        "rule: name each fact of a sum once [same-fact]",
    ),
    (
        SUM | {"sum": [{"fact": fact_data(), "times": 2}], "is": "missing", "values": ()},
        "rule: only a fact itself can be missing [not-a-fact]",
    ),
    (is_data("int", values=[1], months=1), "rule: expected a fact of type date [wrong-type]"),
    (is_data("int", values=[1], days=MARK), "rule.days: a whole number [wrong-type]"),
    (is_data("int", values=[1], months=MARK), "rule.months: a whole number [wrong-type]"),
    (is_data("int", values=[1], plus=MARK), "rule.plus: a value of type int [wrong-type]"),
    (
        is_data("date", values=[{"date": "2019-10-31"}], plus={"date": "2019-10-31"}),
        "rule: expected a fact of type int or Money [wrong-type]",
    ),
    # facts
    (is_data("int", values=[1]) | {"fact": MARK}, "rule.fact: an object with keys [wrong-type]"),
    (is_data("int", values=[1]) | {"fact": {}}, "rule.fact.name: this key is needed [missing-key]"),
    (
        is_data("int", values=[1]) | {"fact": fact_data() | {MARK: 1}},
        "rule.fact: only name, text, type [unknown-key]",
    ),
    (
        is_data("int", values=[1]) | {"fact": fact_data("Rahasia " + MARK)},
        "rule.fact: one lower-case word, such as own_account [name]",
    ),
    (is_data("int", values=[1]) | {"fact": fact_data(5)}, "rule.fact.name: a text [wrong-type]"),
    (
        is_data("int", values=[1]) | {"fact": fact_data("x", 5)},
        "rule.fact.type: a text [wrong-type]",
    ),
    (
        {"all": [YES, is_data("int", values=[1]) | {"fact": fact_data("yes")}]},
        "rule: two different facts have one name [fact-name]",
    ),
    # values
    (is_data("int", values=[MARK]), "rule.values.0: a value of type int [wrong-type]"),
    (is_data("int", values=[True]), "rule.values.0: a value of type int [wrong-type]"),
    (is_data("int", values=[1.0]), "rule.values.0: a value of type int [wrong-type]"),
    (is_data("int", values=[None]), "rule.values.0: a value of type int [wrong-type]"),
    (
        is_data("int", values=[1, MARK], **{"is": "in"}),
        "rule.values.1: a value of type int [wrong-type]",
    ),
    (is_data("bool", values=[1]), "rule.values.0: a value of type bool [wrong-type]"),
    (is_data("text", values=[1]), "rule.values.0: a value of type text [wrong-type]"),
    (is_data("Money", values=[1]), "rule.values.0: an object with keys [wrong-type]"),
    (
        is_data("Money", values=[{"date": 1}]),
        "rule.values.0.money: this key is needed [missing-key]",
    ),
    (is_data("Money", values=[{"money": MARK}]), "rule.values.0.money: a list [wrong-type]"),
    (is_data("Money", values=[{"money": []}]), f"rule.values.0.money: {_MONEY}"),
    (is_data("Money", values=[{"money": [1, "IDR"]}]), f"rule.values.0.money: {_MONEY}"),
    (is_data("Money", values=[{"money": [1, "IDR", 2]}]), f"rule.values.0.money: {_MONEY}"),
    (is_data("Money", values=[{"money": [1, MARK, 0]}]), f"rule.values.0.money: {_MONEY}"),
    (is_data("Money", values=[{"money": [1, 5, 0]}]), "rule.values.0.money.1: a text [wrong-type]"),
    (
        is_data("Money", values=[{"money": [1, "IDR", MARK]}]),
        "rule.values.0.money.2: a whole number [wrong-type]",
    ),
    (
        is_data("Money", values=[{"money": [MARK, "IDR", 0]}]),
        "rule.values.0.money.0: a whole number [wrong-type]",
    ),
    (
        is_data(
            "Money", values=[{"money": [1, "IDR", 0]}, {"money": [1, "XTS", 2]}], **{"is": "in"}
        ),
        "rule: amounts of one currency [currency]",
    ),
    (is_data("date", values=["2019-10-31"]), "rule.values.0: an object with keys [wrong-type]"),
    (is_data("date", values=[{"date": 5}]), "rule.values.0.date: a text [wrong-type]"),
    (
        is_data("date", values=[{"money": 1}]),
        "rule.values.0.date: this key is needed [missing-key]",
    ),
    *(
        (
            is_data("date", values=[{"date": day}]),
            "rule.values.0.date: a day such as 2019-10-31 [date]",
        )
        for day in ("2019-02-29", "20191031", "2019-W44-4", "2019-10-31T00:00:00", MARK, "")
    ),
    (is_data("Colour", values=["red"]), "rule.values.0: an object with keys [wrong-type]"),
    (
        is_data("Colour", values=[{"code": MARK}]),
        "rule.values.0.code: one of red, blue [unknown-code]",
    ),
    (
        is_data("Colour", values=[{"code": "red", MARK: 1}]),
        "rule.values.0: only code [unknown-key]",
    ),
    (
        is_data("Colour", values=[{"missing": "unknown"}]),
        "rule.values.0.code: this key is needed [missing-key]",
    ),
    # texts that are none
    (
        is_data("text", values=["\ud800"]),
        "rule.values.0: characters that can be written [not-text]",
    ),
    (
        is_data("text", values=["x\udfff"]),
        "rule.values.0: characters that can be written [not-text]",
    ),
    (RULE | {"rule": "\udc00"}, "rule.rule: characters that can be written [not-text]"),
]

NO: dict[str, object] = {"provision": "p", "clauses": [{"when": YES, "then": {"value": 1}}]}


def then_data(amount: object) -> dict[str, object]:
    """A provision as data that gives an amount."""
    return {"provision": "p", "clauses": [], "otherwise": amount}


_AT = "provision.otherwise"
REFUSED_PROVISIONS: list[tuple[object, str]] = [
    (MARK, "provision: an object with keys [wrong-type]"),
    ({}, "provision.clauses: this key is needed [missing-key]"),
    ({"clauses": []}, "provision.provision: this key is needed [missing-key]"),
    (
        NO | {MARK: 1},
        "provision: only clauses, otherwise, provision, source, text, unless [unknown-key]",
    ),
    (NO | {"provision": 5}, "provision.provision: a text [wrong-type]"),
    (
        NO | {"provision": MARK + "!"},
        "provision: lower-case words joined by hyphens, such as own-account [code]",
    ),
    (NO | {"clauses": MARK}, "provision.clauses: a list [wrong-type]"),
    (NO | {"clauses": []}, "provision: a provision gives something [empty]"),
    (NO | {"clauses": [MARK]}, "provision.clauses.0: an object with keys [wrong-type]"),
    (
        NO | {"clauses": [{"when": YES}]},
        "provision.clauses.0.then: this key is needed [missing-key]",
    ),
    (NO | {"clauses": [{"then": 1}]}, "provision.clauses.0.when: this key is needed [missing-key]"),
    (
        NO | {"clauses": [{"when": YES, "then": MARK}]},
        "provision.clauses.0.then: an object with keys [wrong-type]",
    ),
    (
        NO | {"clauses": [{"when": YES, "then": {"value": 1}, MARK: 1}]},
        "provision.clauses.0: only then, when [unknown-key]",
    ),
    (
        NO | {"clauses": [{"when": YES, "then": {"value": 1}}, {"when": MARK, "then": MARK}]},
        "provision.clauses.1.when: an object with keys [wrong-type]",
    ),
    (
        NO | {"clauses": [{"when": YES, "then": {"times": [1, 3], "of": {"value": 1}}}]},
        "provision.clauses.0: round a share before it is given [not-whole]",
    ),
    (NO | {"text": MARK}, "provision.text: an object with keys [wrong-type]"),
    (NO | {"source": MARK}, "provision.source: an object with keys [wrong-type]"),
    (NO | {"unless": MARK}, "provision.unless: a list [wrong-type]"),
    (NO | {"unless": [MARK]}, "provision.unless.0: an object with keys [wrong-type]"),
    (NO | {"unless": [NO]}, "provision: a provision is an exception to itself [cycle]"),
    (
        NO
        | {
            "unless": [{"provision": "e", "clauses": [], "otherwise": {"value": n}} for n in (1, 2)]
        },
        "provision: two different provisions have one code [provision-code]",
    ),
    (
        then_data({"fact": fact_data("yes", "int")}) | {"clauses": NO["clauses"]},
        "provision: two different facts have one name [fact-name]",
    ),
    # amounts
    (then_data(MARK), f"{_AT}: an object with keys [wrong-type]"),
    (then_data({MARK: 1}), f"{_AT}: {_AMOUNT_FORMS}"),
    (then_data({"value": 1.5}), f"{_AT}.value: a value of type int [wrong-type]"),
    (then_data({"value": None}), f"{_AT}.value: a value of type int [wrong-type]"),
    (then_data({"value": [MARK]}), f"{_AT}.value: a value of type int [wrong-type]"),
    (then_data({"value": {}}), f"{_AT}.value.date: this key is needed [missing-key]"),
    (then_data({"value": {"money": MARK}}), f"{_AT}.value.money: a list [wrong-type]"),
    (then_data({"value": {"code": "red"}}), f"{_AT}.value.date: this key is needed [missing-key]"),
    (
        then_data({"value": {"code": "red"}, "type": MARK}),
        f"{_AT}.type: hand over the enumeration [unknown-type]",
    ),
    (
        then_data({"value": {"code": "red"}, "type": "int"}),
        f"{_AT}.type: hand over the enumeration [unknown-type]",
    ),
    (then_data({"value": {"code": "red"}, "type": 5}), f"{_AT}.type: a text [wrong-type]"),
    (
        then_data({"value": {"code": MARK}, "type": "Colour"}),
        f"{_AT}.value.code: one of red, blue [unknown-code]",
    ),
    (
        then_data({"value": {"code": "red"}, "type": "Plain"}),
        f"{_AT}: expected a value, a term or an amount [wrong-type]",
    ),
    (then_data({"value": 1, MARK: 1}), f"{_AT}: only type, value [unknown-key]"),
    (then_data({"times": [1, 2]}), f"{_AT}.of: this key is needed [missing-key]"),
    (then_data({"times": MARK, "of": {"value": 1}}), f"{_AT}.times: a list [wrong-type]"),
    (
        then_data({"times": [1, MARK], "of": {"value": 1}}),
        f"{_AT}.times: a whole number [wrong-type]",
    ),
    *(
        (
            then_data({"times": pair, "of": {"value": 1}}),
            f"{_AT}.times: a numerator, and a denominator above 0 [fraction]",
        )
        for pair in ([], [1], [1, 0], [1, -2], [1, 2, 3])
    ),
    (then_data({"times": [1, 1], "of": MARK}), f"{_AT}.of: an object with keys [wrong-type]"),
    (
        then_data({"times": [1, 1], "of": {"value": 1}, MARK: 1}),
        f"{_AT}: only of, times [unknown-key]",
    ),
    (
        then_data({"times": [1, 3], "of": {"value": 1}}),
        "provision: round a share before it is given [not-whole]",
    ),
    (
        then_data({"amount": MARK, "of": []}),
        f"{_AT}.amount: one of plus, minus, capped, raised, excess, shortfall [unknown-code]",
    ),
    *(
        (
            then_data({"amount": "plus", "of": [{"value": 1}] * n}),
            f"{_AT}.of: the two amounts that are set against each other [pair]",
        )
        for n in (0, 1, 3)
    ),
    (then_data({"amount": "plus", "of": MARK}), f"{_AT}.of: a list [wrong-type]"),
    (
        then_data({"amount": "plus", "of": [{"value": 1}, {"value": MARK}]}),
        f"{_AT}: expected a number or money [wrong-type]",
    ),
    (
        then_data({"times": [1, 2], "of": {"value": MARK}}),
        f"{_AT}: expected a number or money [wrong-type]",
    ),
    (
        then_data({"amount": "plus", "of": [{"value": 1}, MARK]}),
        f"{_AT}.of.1: an object with keys [wrong-type]",
    ),
    (then_data({"amount": "plus", "of": [], MARK: 1}), f"{_AT}: only amount, of [unknown-key]"),
    (
        then_data({"round": "up", "of": {"value": 1}}),
        f"{_AT}.unit: this key is needed [missing-key]",
    ),
    (
        then_data({"round": MARK, "unit": 1, "of": 1}),
        f"{_AT}.round: one of down, up, towards-zero, nearest [unknown-code]",
    ),
    (then_data({"round": "up", "unit": MARK, "of": 1}), f"{_AT}.unit: a whole number [wrong-type]"),
    (
        then_data({"round": "up", "unit": 0, "of": {"value": 1}}),
        f"{_AT}: a unit of at least 1 [range]",
    ),
    (
        then_data({"round": "up", "unit": 1, "of": MARK}),
        f"{_AT}.of: an object with keys [wrong-type]",
    ),
    (
        then_data({"round": "up", "unit": 1, "of": 1, MARK: 1}),
        f"{_AT}: only of, round, unit [unknown-key]",
    ),
    (
        then_data({"fact": fact_data("x", "date")}),
        f"{_AT}: expected a fact of type int or Money [wrong-type]",
    ),
    (then_data({"fact": fact_data("x", "date"), "days": 1}), f"{_AT}: only fact [unknown-key]"),
    (then_data({"sum": [], "plus": 1}), f"{_AT}.sum: at least one fact that counts [empty]"),
    (then_data({"sum": [], "months": 1}), f"{_AT}: only plus, sum [unknown-key]"),
]
