"""Which rule shared what, and what the runner-up among the rules would have given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lombok.distribution import SITES, Distribution
from lombok.telling import say, table
from reintegra.allocation import (
    METHODS,
    Allocation,
    Comparison,
    Group,
    Method,
    compare,
    equal,
    nested,
)
from reintegra.vocabulary import Currency, Language, Money

RUNNER_UP = equal()
"""The rule that would have shared between the sites if theirs had not."""

NAMES = {str(site.id): site.name for site in SITES}
"""The names of the sites, by the id of their claim."""


def rule_of(allocation: Allocation) -> Method:
    """The method of an allocation, built again from its record."""
    return METHODS[allocation.method.name](**allocation.method.options)


def rules(distribution: Distribution, language: Language) -> str:
    """What was shared among whom by which rule, as it stands on record."""
    currency, between = distribution.before.currency, distribution.between
    sites = say(language, "lokasi, menurut jumlah peserta", "sites, by their participants")
    rows = [_rule_row(between, f"{len(SITES)} {sites}", currency, language)]
    for site in SITES:
        result = distribution.rounds[site.id].result
        among = say(language, f"orang di {site.name}", f"people in {site.name}")
        rows.append(_rule_row(result, f"{len(result.claims)} {among}", currency, language))
    head = (
        ("Dana", "Dibagi di antara", "Aturan", "Seri")
        if language == "id"
        else ("Sum", "Shared among", "Rule", "Ties")
    )
    return table(head, rows)


def _rule_row(
    allocation: Allocation, among: str, currency: Currency, language: Language
) -> Sequence[object]:
    method = rule_of(allocation)
    words, amount = method.text(language), method.record().options.get("amount")
    if isinstance(amount, int):
        words = f"{words}: {Money(amount, currency)}"
    return Money(allocation.total, currency), among, words, len(allocation.ties)


def with_the_runner_up(distribution: Distribution) -> Comparison | None:
    """The whole sum among everybody eligible: as it was shared, and as the runner-up would have.

    Within the sites the rule is the same both times. There is no comparison where one of the sites
    has nobody eligible, for then the other would have its part too.
    """
    rounds = {str(site.id): distribution.rounds[site.id].result for site in SITES}
    if not all(result.claims for result in rounds.values()):
        return None
    between = distribution.between
    homes = tuple(
        Group(
            claim.id,
            tuple(member.id for member in rounds[claim.id].claims),
            weight=claim.weight,
            within=rule_of(rounds[claim.id]),
        )
        for claim in between.claims
    )
    methods = [nested(homes, among=rule) for rule in (rule_of(between), RUNNER_UP)]
    claims = [claim for result in rounds.values() for claim in result.claims]
    site_of = {claim.id: site for site, result in rounds.items() for claim in result.claims}
    return compare(between.total, claims, methods, site_of)


def runner_up(distribution: Distribution, language: Language) -> str:
    """What each site and its people would have received, and who would have gained and lost."""
    comparison = with_the_runner_up(distribution)
    if comparison is None:
        return say(
            language,
            "Di salah satu lokasi tidak ada yang memenuhi syarat: tidak ada yang dibandingkan.",
            "At one of the sites nobody is eligible: there is nothing to compare.",
        )
    head = (
        ("Aturan antarlokasi", "Lokasi", "Pagu", "Menerima", "Menunggu", "Sisa")
        if language == "id"
        else ("Rule between the sites", "Site", "Budget", "Receive", "Wait", "Left")
    )
    rows = _rows(comparison, distribution, language)
    return f"{table(head, rows)}\n\n{_who_loses(comparison, distribution, language)}"


def _rows(
    comparison: Comparison, distribution: Distribution, language: Language
) -> Iterator[Sequence[object]]:
    currency = distribution.before.currency
    rules = (rule_of(distribution.between), RUNNER_UP)
    for rule, outcome in zip(rules, comparison.outcomes.values(), strict=True):
        budgets = outcome.allocation.groups if outcome.allocation else dict[str, int]()
        for site, units in budgets.items():
            reached = outcome.by_group[site]
            yield (
                rule.text(language),
                NAMES[site],
                Money(units, currency),
                reached.served,
                reached.entitled - reached.served,
                Money(units - reached.given, currency),
            )


def _who_loses(comparison: Comparison, distribution: Distribution, language: Language) -> str:
    _, other = comparison.outcomes.values()
    _, everyone = (row for row in comparison.group_rows() if row["group"] is None)
    gained, lost = everyone["gain"], everyone["lose"]
    given = sum(reached.given for reached in other.by_group.values())
    left = Money(comparison.total - given, distribution.before.currency)
    return say(
        language,
        f"Dengan aturan cadangan {gained} orang akan menerima lebih banyak dan {lost} lebih "
        f"sedikit, dan {left} akan tersisa.",
        f"By the runner-up {gained} people would have received more and {lost} less, "
        f"and {left} would have been left over.",
    )
