"""Explores the chain under one edition, and says what was found, as data.

`python -m tools.explore_chain EDITION` prints the figures of one edition; with `--deeper` under
the bounds of the nightly run. `python -m tools.explore_chain --write` records those of all
editions in tests/data/exploration.json, from which the documentation is drawn.
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

RECORDED = Path(__file__).parents[1] / "tests" / "data" / "exploration.json"

EDITIONS: dict[str, tuple[Policy, date]] = {
    "permensos-30-2017": (KEMENSOS, date(2019, 1, 7)),
    "permensos-8-2023": (KEMENSOS, date(2024, 2, 5)),
    "decree-1-2018": (SANDBOX, date(2019, 1, 7)),
}
"""Each edition with its policy and a day on which it holds."""


def explored(code: str, *, deeper: bool = False) -> Explored:
    """All that can become of a case under an edition; deeper with more money in play."""
    policy, on = EDITIONS[code]
    if deeper:
        return explore_policy(policy, on=on, joined=Scope(units=4), alone=Scope(awards=2, units=2))
    return explore_policy(policy, on=on)


def figures(found: Explored) -> dict[str, Any]:
    """What is pinned of an exploration."""
    report = found.report
    rules = {f"{code_of(event)}/{code}" for event, codes in report.rules.items() for code in codes}
    return {
        "states": report.states,
        "transitions": report.transitions,
        "exhausted": report.exhausted,
        "walks": [len(each.found.states) for each in report.walks],
        "dead ends": len(report.dead_ends),
        "violations": sorted({each.law.value for each in found.violations}),
        "accepted": sum(report.taken.values()),
        "refused": sum(report.refusals.values()),
        "rules": len(rules),
        "never accepted": [code_of(each) for each in report.never_taken],
        "never reached": [f"{type(each).__name__}.{each}" for each in report.never_reached],
        "never refused": [_rule(*each) for each in report.never_refused],
        "never alone": [_rule(*each) for each in report.never_alone],
    }


def _rule(event: type[Event], code: str) -> str:
    return f"{code_of(event)}/{code}"


def main() -> None:
    """Print the figures of one edition, or record those of all."""
    given = sys.argv[1:]
    if given == ["--write"]:
        found = {code: figures(explored(code)) for code in EDITIONS}
        RECORDED.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        return
    names = [each for each in given if each in EDITIONS]
    if len(names) != 1 or set(given) - {*names, "--deeper"}:
        sys.exit(f"usage: python -m tools.explore_chain [--deeper] {' | '.join(EDITIONS)}")
    print(json.dumps(figures(explored(names[0], deeper="--deeper" in given)), indent=2))


if __name__ == "__main__":
    main()
