"""What each rule engine does with what is not known, and the like: every cell of the comparison.

The page docs/rules/comparison.md holds the table that `python -m benchmarks.peer_behaviour --table`
prints. Without that option each cell is tried out here, with the versions that are installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import attrs

from benchmarks.common.claims import QUESTIONS, Claim
from benchmarks.common.claims_of_openfisca import openfisca
from benchmarks.common.claims_of_ours import ours
from benchmarks.common.claims_of_peers import json_logic, rule_engine, zen
from benchmarks.common.peers import json_logic_libraries, module, version


@attrs.frozen
class Engine:
    """A column of the page: a distribution, its claims, and whether it is installed here."""

    distribution: str
    claims: Callable[[], list[Claim]]
    is_installed: Callable[[], bool]


def _has(name: str) -> Callable[[], bool]:
    return lambda: module(name) is not None


def _has_json_logic(name: str) -> Callable[[], bool]:
    return lambda: name in json_logic_libraries()


def _engine_of_json_logic(name: str) -> Engine:
    return Engine(name, partial(json_logic, name), _has_json_logic(name))


ENGINES = (
    Engine("reintegra", ours, _has("reintegra")),
    _engine_of_json_logic("panzi-json-logic"),
    _engine_of_json_logic("json-logic-qubit"),
    Engine("zen-engine", zen, _has("zen")),
    Engine("rule-engine", rule_engine, _has("rule_engine")),
    Engine("openfisca-core", openfisca, _has("openfisca_core")),
)


def table() -> str:
    """The table of the page: a row for each question, a column for each engine."""
    words = [{claim.question: claim.words for claim in each.claims()} for each in ENGINES]
    rows = [
        ["", *(engine.distribution for engine in ENGINES)],
        ["---"] * (len(ENGINES) + 1),
        *([question, *(column[question] for column in words)] for question in QUESTIONS),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def trial(claim: Claim) -> str:
    """Whether a claim holds; a trial that fails itself says how."""
    try:
        return "holds" if claim.holds() else "DIFFERS"
    except Exception as failure:  # noqa: BLE001 - whatever a peer raises, the others are tried
        return f"DIFFERS ({type(failure).__name__})"


def main() -> None:
    """Print what each engine does, and whether the page says so."""
    if "--table" in sys.argv[1:]:
        print(table(), end="")
        return
    differing = 0
    for engine in ENGINES:
        if not engine.is_installed():
            print(f"  NOT TRIED: {engine.distribution} could not be imported here")
            continue
        print(f"  {version(engine.distribution)}")
        for claim in engine.claims():
            answer = trial(claim)
            differing += answer != "holds"
            print(f"    {claim.question:<36} {claim.words:<84} {answer}")
    print(f"  cells that differ from the page: {differing or 'none'}")


if __name__ == "__main__":
    main()
