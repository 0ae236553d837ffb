"""How long one verdict takes, beside the same eight conditions written inline in Python.

Judging makes the outcome and all that its reasons need; the reasons are made when they are read.
The inline code looks at every condition, as a verdict does, but knows neither unknown facts nor
wrong types nor a second currency, and gives no reason. The bound, 6, is shown and asserted nowhere.
"""

from __future__ import annotations

from benchmarks.common import eight
from benchmarks.common.timing import compare, show, side_by_side
from reintegra.rules import Missing

BOUND = 6

PERSON = eight.PERSON
FACTS = eight.as_mapping(PERSON)
UNKNOWN = {**FACTS, "own_account": Missing.NOT_ASKED, "income": Missing.DECLINED}

STATEMENTS = {
    "inline, an object": "inline(person)",
    "inline, an object, money compared as money": "inline_with_currency(person)",
    "inline, a mapping": "inline_of_mapping(facts)",
    "judged, an object": "rule.judge(person).outcome",
    "judged, a mapping": "rule.judge(facts).outcome",
    "judged, a mapping with two unknown facts": "rule.judge(unknown).outcome",
    "judged, an object, and all nine reasons read": "rule.judge(person).reasons",
    "judged, two unknown facts, and what to ask next read": "rule.judge(unknown).missing",
}
NAMES = {
    "inline": eight.inline,
    "inline_with_currency": eight.inline_with_currency,
    "inline_of_mapping": eight.inline_of_mapping,
    "rule": eight.RULE,
    "person": PERSON,
    "facts": FACTS,
    "unknown": UNKNOWN,
}


def outcomes_agree() -> bool:
    """Whether all four ways say the same of 256 people, each condition met and not met."""
    return all(
        {eight.inline(person)}
        == {
            eight.inline_with_currency(person),
            eight.inline_of_mapping(eight.as_mapping(person)),
            eight.RULE.judge(person).met,
            eight.RULE.judge(eight.as_mapping(person)).met,
        }
        for person in eight.people()
    )


def main() -> None:
    """Print the medians and the ratios."""
    print(f"  same outcomes for 256 people: {'yes' if outcomes_agree() else 'NO'}")
    times = side_by_side(STATEMENTS, NAMES)
    show(times)
    inline, as_money, inline_mapping, judged, mapping, unknown, *_ = times.values()
    compare("an object, beside inline", judged / inline, BOUND)
    compare("an object, beside inline with money as money", judged / as_money, BOUND)
    compare("a mapping, beside inline", mapping / inline_mapping, BOUND)
    compare("a mapping with two unknown facts, beside inline", unknown / inline_mapping, None)


if __name__ == "__main__":
    main()
