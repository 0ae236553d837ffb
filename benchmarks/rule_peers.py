"""One verdict on eight conditions, beside the rule engines that a Python programme can embed.

Each peer has the whole rule ready, compiled where it can be, and the facts in the form that it
takes. Peers stop at the first condition that fails; here all hold, so everybody looks at all eight.
The bounds are shown and asserted nowhere. A zen decision is timed twice: as its documentation
creates it, which starts threads for every evaluation, and from a static loader, which does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from benchmarks.common import eight
from benchmarks.common.peers import (
    json_logic_libraries,
    module,
    version,
    zen_expression_node,
)
from benchmarks.common.timing import compare, not_here, show, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUNDS = {
    "zen decision": 100,
    "rule-engine": 10,
    "panzi-json-logic": 1,
    "json-logic-qubit": 1,
}
OURS = "reintegra, an object"
OURS_MAPPING = "reintegra, a mapping"
DISTRIBUTIONS = ("zen-engine", "rule-engine", "panzi-json-logic", "json-logic-qubit")
CONDITIONS = (
    f"age >= {eight.ADULT}",
    "consent",
    "returned",
    "own_account",
    f"attended >= {eight.MEETINGS}",
    f"income <= {eight.MOST_INCOME}",
)
LISTED = json.dumps(eight.STATUSES)
DAY = eight.LAST_DAY.isoformat()
ZEN = " and ".join((*CONDITIONS, f"d(arrived) <= d('{DAY}')", f"status in {LISTED}"))
RULE_ENGINE = " and ".join((*CONDITIONS, f'arrived <= d"{DAY}"', f"status in {LISTED}"))
JSON_LOGIC = {
    "and": [
        {">=": [{"var": "age"}, eight.ADULT]},
        {"var": "consent"},
        {"var": "returned"},
        {"var": "own_account"},
        {">=": [{"var": "attended"}, eight.MEETINGS]},
        {"<=": [{"var": "income"}, eight.MOST_INCOME]},
        {"<=": [{"var": "arrived"}, DAY]},
        {"in": [{"var": "status"}, list(eight.STATUSES)]},
    ]
}


def met_of_model(answer: dict[str, Any]) -> bool:
    """Whether a decision of zen says that the rule is met."""
    met: bool = answer["result"]["met"]
    return met


@attrs.frozen
class Peer:
    """How an engine is asked: what is called, with the facts in which form, and what it answers."""

    title: str
    ask: Callable[[Any], Any]
    form: Callable[[eight.Person], Any] = eight.as_record
    met: Callable[[Any], bool] = bool


def zen_peers() -> Iterator[Peer]:
    """A decision, a decision from a static loader, and a bare expression."""
    zen = module("zen")
    if zen is None:
        return
    model = zen_expression_node(ZEN)
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(model))
    loader = {"type": "static", "content": {"rule": json.loads(model)}}
    loaded = partial(zen.ZenEngine({"loader": loader}).evaluate, "rule")
    yield Peer("zen decision", decision.evaluate, met=met_of_model)
    yield Peer("zen decision, static loader", loaded, met=met_of_model)
    yield Peer("zen expression", zen.compile_expression(ZEN).evaluate)


def rule_engine_peers() -> Iterator[Peer]:
    """A rule of rule-engine, which takes days as they are, and amounts as numbers."""
    rule_engine = module("rule_engine")
    if rule_engine is not None:
        yield Peer("rule-engine", rule_engine.Rule(RULE_ENGINE).matches, form=with_days)


def with_days(person: eight.Person) -> dict[str, Any]:
    """The facts by name, the amount as a number."""
    return {**eight.as_record(person), "arrived": person.arrived}


def peers() -> list[Peer]:
    """Every other engine that is installed here."""
    json_logic = (
        Peer(name, partial(library.jsonLogic, JSON_LOGIC))
        for name, library in json_logic_libraries().items()
    )
    return [*zen_peers(), *rule_engine_peers(), *json_logic]


def differing(found: list[Peer]) -> list[str]:
    """Who says another thing than inline Python of one of 256 people."""
    return [
        peer.title
        for peer in found
        if any(
            peer.met(peer.ask(peer.form(person))) != eight.inline(person)
            for person in eight.people()
        )
    ]


def main() -> None:
    """Print the medians and the ratios."""
    found = peers()
    if not found:
        not_here("none of the other rule engines")
    print(" ", ", ".join(version(name) for name in DISTRIBUTIONS))
    print(f"  differing from inline Python for 256 people: {differing(found) or 'none'}")
    statements = {OURS: "judge(person).outcome", OURS_MAPPING: "judge(facts).outcome"}
    names: dict[str, Any] = {
        "judge": eight.RULE.judge,
        "person": eight.PERSON,
        "facts": eight.as_mapping(eight.PERSON),
    }
    for number, peer in enumerate(found):
        statements[peer.title] = f"ask_{number}(facts_{number})"
        names |= {f"ask_{number}": peer.ask, f"facts_{number}": peer.form(eight.PERSON)}
    times = side_by_side(statements, names)
    show(times)
    for peer in found:
        ratio = times[peer.title] / times[OURS]
        compare(f"{peer.title}, beside ours", ratio, BOUNDS.get(peer.title), at_least=True)


if __name__ == "__main__":
    main()
