"""How long it takes to make the function of a rule of a hundred conditions, once for all verdicts.

Every round has a new rule of a hundred facts of five types in twenty groups, all of them named.
Compiling is laying the rule out, and writing and compiling its function. The time is that of the
processor, so that other work of the machine does not count. The bound, 20 ms, is shown and asserted
nowhere.
"""

from __future__ import annotations

import statistics
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.common.timing import compare, show
from reintegra.rules import Fact, Missing, Rule, all_of, any_of
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.rules import Expression

CONDITIONS = 100
GROUP = 5
ROUNDS = 25
BOUND = 20
KINDS: tuple[type[Any], ...] = (int, bool, Money, date, str)


def text(name: str) -> Text:
    """A text that says the name."""
    return Text(id=name, en=name)


def condition(number: int) -> Expression:
    """One named condition on a fact of its own."""
    kind = KINDS[number % len(KINDS)]
    fact: Fact[Any] = Fact(f"fact_{number}", kind, text(f"fact {number}"))
    asked = {
        int: lambda: fact >= number,
        bool: lambda: fact.is_true,
        Money: lambda: fact <= idr(number),
        date: lambda: fact <= date(2019, 10, 31),
        str: lambda: fact.is_in("a", "b", "c"),
    }[kind]()
    return Rule(f"condition-{number}", asked, text(f"condition {number}"))


def new_rule() -> Expression:
    """A rule of a hundred conditions that nothing was computed for yet."""
    conditions = [condition(number) for number in range(CONDITIONS)]
    groups = [
        any_of(*conditions[first : first + GROUP], code=f"group-{first}", text=text("group"))
        for first in range(0, CONDITIONS, GROUP)
    ]
    return all_of(*groups, code="whole", text=text("whole"))


def seconds_of_one(unknown: dict[str, object]) -> tuple[float, float, float]:
    """The time of writing the rule, of its first verdict, and of its second."""
    began = time.process_time()
    rule = new_rule()
    written = time.process_time()
    rule.judge(unknown)
    first = time.process_time()
    rule.judge(unknown)
    return written - began, first - written, time.process_time() - first


def main() -> None:
    """Print the medians."""
    unknown: dict[str, object] = {f"fact_{n}": Missing.NOT_ASKED for n in range(CONDITIONS)}
    seconds_of_one(unknown)
    rounds = zip(*(seconds_of_one(unknown) for _ in range(ROUNDS)), strict=True)
    written, first, second = (statistics.median(times) for times in rounds)
    show(
        {
            "writing the rule down": written,
            "compiling it: the first verdict less the second": first - second,
            "the second verdict, by the same function": second,
        }
    )
    compare("compiling, in milliseconds", (first - second) * 1000, BOUND)


if __name__ == "__main__":
    main()
