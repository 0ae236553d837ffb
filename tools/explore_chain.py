"""Explores the chain under one edition, and says what was found, as data.

`python -m tools.explore_chain EDITION` prints the figures of one edition; with `--deeper` it tells
more states apart, and has more money in play, for the nightly run. It ends with 1 where something
was cut, a dead end or a broken law was found, or the figures are not those on record.
`--write`, with `--deeper` or without, records those of all editions in tests/data, from which the
documentation is drawn.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reintegra.chain.table import code_of
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.testing import Explored, Scope, explore_policy

if TYPE_CHECKING:
    from reintegra.chain.policy import Policy
    from reintegra.chain.stage import Event
    from reintegra.vocabulary.texts import Worded

DATA = Path(__file__).parents[1] / "tests" / "data"
RECORDED = DATA / "exploration.json"
RECORDED_DEEPER = DATA / "exploration_deeper.json"

EDITIONS: dict[str, tuple[Policy, date]] = {
    "permensos-30-2017": (KEMENSOS, date(2019, 1, 7)),
    "permensos-8-2023": (KEMENSOS, date(2024, 2, 5)),
    "decree-1-2018": (SANDBOX, date(2019, 1, 7)),
}
"""Each edition with its policy and a day on which it holds."""


def explored(code: str, *, deeper: bool = False) -> Explored:
    """All that can become of a case under an edition; deeper: with more told apart, more money."""
    policy, on = EDITIONS[code]
    if deeper:
        return explore_policy(policy, on=on, scope=Scope(units=3), closely=True, limit=5_000_000)
    return explore_policy(policy, on=on)


def figures(found: Explored) -> dict[str, Any]:
    """What is pinned of an exploration."""
    report = found.report
    rules = {f"{code_of(event)}/{code}" for event, codes in report.rules.items() for code in codes}
    return {
        "states": report.states,
        "transitions": report.transitions,
        "exhausted": found.exhausted,
        "alone": dict(found.alone),
        "joined": [*found.joined],
        "joined states": found.joined_states,
        "registers": len(found.registers),
        "dead ends": len(found.dead_ends),
        "violations": sorted({each.law.value for each in found.violations}),
        "accepted": sum(report.taken.values()),
        "refused": sum(report.refusals.values()),
        "rules": len(rules),
        "never accepted": [code_of(each) for each in found.never.events],
        "never reached": [_status(each) for each in found.never.statuses],
        "not known": [
            code_of(each) if isinstance(each, type) else _status(each)
            for each in found.never.perhaps
        ],
        "never said": [f"{code_of(event)}/{name}/{word}" for event, name, word in found.never_said],
        "never refused": [_rule(*each) for each in report.never_refused],
        "without effect": [_rule(each.event, each.code) for each in found.without_effect],
    }


def _rule(event: type[Event], code: str) -> str:
    return f"{code_of(event)}/{code}"


def _status(status: Worded) -> str:
    return f"{type(status).__name__}.{status}"


def main(given: list[str]) -> str | int:
    """Print the figures of one edition, or record those of all; what the process ends with."""
    deeper = "--deeper" in given
    recorded = RECORDED_DEEPER if deeper else RECORDED
    names = [each for each in given if each in EDITIONS]
    if set(given) - {"--deeper"} == {"--write"}:
        every = {code: figures(explored(code, deeper=deeper)) for code in EDITIONS}
        recorded.write_text(json.dumps(every, indent=2) + "\n", encoding="utf-8")
        return 0
    if len(names) != 1 or set(given) - {*names, "--deeper"}:
        return f"usage: python -m tools.explore_chain [--deeper] --write | {' | '.join(EDITIONS)}"
    found = explored(names[0], deeper=deeper)
    print(json.dumps(figures(found), indent=2))
    pinned = json.loads(recorded.read_text(encoding="utf-8"))
    return 0 if found.is_sound and pinned.get(names[0]) == figures(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
