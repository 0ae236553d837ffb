"""Draws the table of the axioms that hold of each method of sharing, read off the methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.allocation import (
    METHODS,
    Axiom,
    DivisorRule,
    Group,
    Method,
    TieRule,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHIN = "by the method within"


def variants(name: str, tie: TieRule) -> tuple[Method, ...]:
    """A method with every option on which an axiom may hang, under one tie rule."""
    by_rule = tuple(divisor(rule, tie=tie) for rule in DivisorRule)
    entitling = (equal(tie=tie), proportional(tie=tie))
    plain = (*entitling, per_head(1, tie=tie), capped(tie=tie), *by_rule)
    kits = packages({}, {}, tie=tie)
    made: dict[str, tuple[Method, ...]] = {
        "divisor": by_rule,
        "by_priority": tuple(by_priority(within=each) for each in (*plain, kits)),
        "nested": tuple(_nested(each) for each in plain),
        "carried": tuple(carried(within=each) for each in entitling),
    }
    return made.get(name) or tuple(each for each in (*plain, kits) if each.name == name)


def _nested(within: Method) -> Method:
    return nested((Group("one", ("a",)), Group("other", ("b",))), among=within, within=within)


def page_of(name: str) -> str:
    """The page of a method."""
    return "over-time.md" if name == "carried" else f"{name.replace('_', '-')}.md"


def holds(axiom: Axiom, made: Iterable[tuple[Method, ...]]) -> str:
    """When an axiom holds: always, never, under some tie rules, or as the method is made.

    `made` are the variants under each tie rule, in the order of the rules.
    """
    held = {
        tuple(tie for tie, method in zip(TieRule, variant, strict=True) if axiom in method.axioms)
        for variant in zip(*made, strict=True)
    }
    if len(held) > 1:
        return WITHIN
    (ties,) = held
    if ties == tuple(TieRule):
        return "yes"
    return " ".join(f"`{tie}`" for tie in ties) or "**no**"


def axioms() -> list[tuple[str, ...]]:
    """A row for each axiom with what it says, and a column for each method."""
    made = {name: [variants(name, tie) for tie in TieRule] for name in METHODS}
    return [
        (f"`{axiom}`<br>{axiom.text.en}", *(holds(axiom, made[name]) for name in METHODS))
        for axiom in Axiom
    ]


def heads() -> tuple[str, ...]:
    """Each method, with its page."""
    return ("axiom", *(f"[`{name}`]({page_of(name)})" for name in METHODS))
