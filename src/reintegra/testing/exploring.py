"""All that can become of a case under a policy: the real `Case` is walked to its last state.

- *Alone*: every stage by every value of every field of its events (`reintegra.testing.alone`).
- *The whole*: one walk through all seven stages (`reintegra.testing.walking`).
- *Joined*: the ending with the stages that decide about it, however many states all stages have
  together; this tells the dead ends (`reintegra.testing.trapping`).
"""

from __future__ import annotations

from datetime import date

import attrs

from reintegra.chain.policy import Policy
from reintegra.chain.table import CHAIN
from reintegra.errors import InvalidValue
from reintegra.testing.alike import Alike
from reintegra.testing.alone import alone, opened
from reintegra.testing.explored import Explored
from reintegra.testing.joining import Stages
from reintegra.testing.leading import lead
from reintegra.testing.mattering import without_effect
from reintegra.testing.possible import never
from reintegra.testing.scope import Scope
from reintegra.testing.terms import Terms
from reintegra.testing.trapping import trapped
from reintegra.testing.walking import Walker
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import at_least, instance_of

TWO_UNITS = Scope(units=2)
"""One award that can be reduced and paid back in part; of two tranches, each is of one unit."""

_FIRST, _LAST = date(11, 1, 1), date(9989, 12, 31)
"""Between these days none of the events that are tried, before or after, leaves the calendar."""


def explore_policy(
    policy: Policy,
    *,
    on: date,
    scope: Scope = TWO_UNITS,
    limit: int = 1_000_000,
    joined: int = 1_000_000,
    registers: int = 64,
    closely: bool = False,
) -> Explored:
    """Everything that can become of a case under the edition that holds on this day.

    The edition is walked as if it held at all times: its successor is another exploration. The
    register may answer each question of the edition with yes or no, and not at all where a rule
    asks for that, another way before each event; dead ends are those that remain while it answers
    as it does. `limit` bounds the states of the walk of the whole, `joined` those of the stages
    that are joined to find dead ends; a report says what was cut. `registers` bounds the ways in
    which the register can answer all its questions. `closely` tells more states of the whole apart:
    also by what is required before events that are not possible yet.

    Raises:
        OutsideCoverage: no edition holds on the day.
        WrongType: `policy` is not a `Policy`, `on` not a date, `scope` not a `Scope`, a bound not
            an int, `closely` not a bool, or the edition requires what is no rule.
        InvalidValue: the day is one of the first or the last ten years of the calendar, the limit
            is below the number of states to begin with, `joined` below 1, the register has more
            ways to answer than permitted, or the chain cannot answer what the edition asks.
        UnknownEvent: the edition requires something before an event that the table does not have.
    """
    day = as_day(on)
    if not _FIRST <= day <= _LAST:
        hint = "events are tried some years around it, and the calendar ends"
        raise InvalidValue("on", "range", hint)
    most = at_least(1, "joined", joined)
    instance_of(bool, "closely", closely)
    terms = Terms(instance_of(Policy, "policy", policy).at(day), scope, registers)
    found = {stage: alone(terms, stage, day) for stage in CHAIN}
    walker = Walker(terms, found, limit, closely)
    report = walker.report(case for case, _ in opened(terms, day))
    stages = Stages(terms, {stage: Alike.in_(each) for stage, each in found.items()})
    caught = trapped(stages, most)
    led = [lead(trap, found, day) for trap in caught.traps]
    dead = tuple(end for end, _ in led if end is not None)
    broken = [one for each in found.values() for one in each.violations]
    broken += walker.violations + [one for _, lost in led for one in lost]
    walk = attrs.evolve(report.walks[0], dead_ends=tuple(each.told for each in dead), not_known=0)
    return Explored(
        report=attrs.evolve(report, walks=(walk,)),
        alone={stage.code: len(each.cases) for stage, each in found.items()},
        registers=terms.registers,
        joined=tuple(stage.code for stage in caught.stages),
        joined_states=caught.states,
        dead_ends=dead,
        not_known=caught.not_known,
        never=never(stages, report),
        without_effect=without_effect(stages, found, walker.judged),
        said=walker.said,
        violations=tuple(broken),
    )
