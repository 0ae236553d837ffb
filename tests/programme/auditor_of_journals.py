"""What must hold of the ceilings and the journal of a fund, counted anew by an auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.programme import Account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.programme import Fund

OF_AWARDS = ("reserved", "in-flight", "paid", "returned", "remitted")
ROUTES = {
    "appropriate": ("treasury", "available"),
    "reserve": ("available", "reserved"),
    "release": ("reserved", "available"),
    "send": ("reserved", "in-flight"),
    "send-again": ("returned", "in-flight"),
    "confirm": ("in-flight", "paid"),
    "return": ("in-flight", "returned"),
    "return-of-paid": ("paid", "returned"),
    "deliver": ("reserved", "paid"),
    "claw-back": ("paid", "returned"),
    "remit": ("returned", "remitted"),
}


def ceilings_exceeded(fund: Fund) -> list[str]:
    """The ceilings that the awards of a fund exceed, and whether it counts otherwise."""
    limits, taken = fund.ceilings, dict[object, int]()
    for award in fund.awards.values():
        terms, held = award.terms, sum(award.on(Account(each)) for each in OF_AWARDS)
        for name in ("programme", terms.round, terms.site, terms.person):
            taken[name] = taken.get(name, 0) + held
    people = {award.terms.person for award in fund.awards.values()}
    ceilings = ("programme", limits.programme), *limits.rounds.items(), *limits.sites.items()
    found = [
        f"the ceiling of {name}"
        for name, limit in (*ceilings, *((person, limits.person) for person in people))
        if limit is not None and taken.get(name, 0) > limit.units
    ]
    own = {name: units for name, units in taken.items() if name != "programme"}
    return found if own == dict(fund.held) else [*found, "held"]


def journal_faults(fund: Fund, balances: Mapping[str, int]) -> list[str]:
    """Where the postings of a fund fall below zero on the way, or add up to something else."""
    again = dict.fromkeys(balances, 0)
    for posting in fund.postings:
        source, target = ROUTES[str(posting.movement)]
        again[source] -= posting.amount.units
        again[target] += posting.amount.units
        if posting.amount.units <= 0 or min(v for k, v in again.items() if k != "treasury") < 0:
            return ["the journal is below zero on the way"]
    return [] if again == balances else ["the postings add up to something else"]
