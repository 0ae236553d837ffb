"""Telling it: tables and sentences in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from lombok.distribution import SITES, Distribution
from lombok.journeys import Journey, steps_of
from reintegra.chain import Case, CaseStatus
from reintegra.chain.award import (
    Awarded,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.homecoming import HomecomingStatus
from reintegra.chain.rehabilitation import RehabilitationStatus
from reintegra.chain.reintegration import ReintegrationStatus
from reintegra.programme import Fund, WaitingKind
from reintegra.rules import Verdict
from reintegra.vocabulary import Language, Money, Text, day_in_words


def say(language: Language, indonesian: str, english: str) -> str:
    """One of two wordings."""
    return Text(id=indonesian, en=english)(language)


def title(words: str) -> str:
    """A heading with a line under it."""
    return f"\n{words}\n{'=' * len(words)}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as their widest cell; numbers and money to the right."""
    body = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in [list(head), *body]) for column in range(len(head))]
    right = [all(_is_amount(row[column]) for row in body) for column in range(len(head))]
    lines = [list(head), ["-" * width for width in widths], *body]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_the_right else cell.ljust(width)
            for cell, width, to_the_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def _is_amount(cell: str) -> bool:
    return cell.lstrip("-").removeprefix("Rp").removeprefix("XTS ").replace(".", "").isdigit() or (
        cell.startswith("XTS ")
    )


def funnel(journeys: Sequence[Journey], cases: Sequence[Case], language: Language) -> str:
    """How many candidates came how far, whatever their outcome."""
    rows = [
        (say(language, "Calon dalam daftar", "Candidates on the roster"), len(journeys)),
        (
            say(language, "Deportasi tercatat", "Deportation on record"),
            sum(case.deportation.departure is not None for case in cases),
        ),
        (
            say(language, "Kembali ke daerah asal", "Back in the area of origin"),
            sum(case.homecoming.status is HomecomingStatus.RETURNED for case in cases),
        ),
        (
            say(language, "Rehabilitasi sosial selesai", "Social rehabilitation completed"),
            sum(case.rehabilitation.status is RehabilitationStatus.COMPLETED for case in cases),
        ),
        (
            say(language, "Mengikuti bimbingan sosial", "Attended social guidance"),
            sum(bool(case.guidance.sessions) for case in cases),
        ),
        (
            say(language, "Ditetapkan menerima bantuan", "Awarded"),
            sum(bool(case.stimulus.awards) for case in cases),
        ),
        (
            say(language, "Bantuan diterima dan dipertanggungjawabkan", "Paid and accounted for"),
            sum(
                any(
                    _is_whole(award.paid, award.terms.amount, award.accounted)
                    for award in case.stimulus.awards
                )
                for case in cases
            ),
        ),
        (
            say(language, "Merintis usaha", "Started a business"),
            sum(bool(case.reintegration.businesses) for case in cases),
        ),
        (
            say(language, "Reintegrasi terkonfirmasi", "Reintegration confirmed"),
            sum(case.reintegration.status is ReintegrationStatus.CONFIRMED for case in cases),
        ),
        (
            say(language, "Kasus ditutup", "Case closed"),
            sum(case.ending.status is CaseStatus.CLOSED for case in cases),
        ),
    ]
    return table((say(language, "Tahap", "Stage"), say(language, "Orang", "People")), rows)


def _is_whole(paid: Money, amount: Money, accounted: Money) -> bool:
    return paid == amount == accounted


def budgets(distribution: Distribution, language: Language) -> str:
    """Each site: its ceiling, how many receive, what each receives, what is left."""
    rows: list[Sequence[object]] = []
    for site in SITES:
        allocation = distribution.rounds[site.id]
        given = sorted(set(allocation.shares.values()))
        rows.append(
            (
                site.name,
                distribution.before.ceilings[site.id],
                len(allocation.shares),
                ", ".join(map(str, given)),
                Money.total(allocation.shares.values(), distribution.before.currency),
                allocation.left_over,
            )
        )
    shares = [s for allocation in distribution.rounds.values() for s in allocation.shares.values()]
    currency = distribution.before.currency
    rows.append(
        (
            say(language, "Jumlah", "Total"),
            distribution.before.appropriated,
            len(shares),
            "",
            Money.total(shares, currency),
            distribution.before.appropriated - Money.total(shares, currency),
        )
    )
    head = (
        ("Lokasi", "Pagu", "Penerima", "Per orang", "Dibagikan", "Sisa")
        if language == "id"
        else ("Site", "Budget", "Receive", "Each", "Shared", "Left")
    )
    return table(head, rows)


def without_a_share(distribution: Distribution, numbers: dict[str, str], language: Language) -> str:
    """Everybody who got nothing, with every reason and what to ask."""
    rows: list[Sequence[object]] = []
    for allocation in distribution.rounds.values():
        for entry in allocation.waiting:
            reasons = [reason(language) for reason in entry.reasons]
            if entry.kind is WaitingKind.TO_ASK:
                asked = ", ".join(each.fact.text(language) for each in entry.to_ask)
                reasons = [f"{say(language, 'tanyakan', 'ask')}: {asked}"]
            first, *rest = reasons
            rows.append((numbers[str(entry.case)], entry.kind.text(language), first))
            rows += [("", "", reason) for reason in rest]
    head = (
        say(language, "Nomor", "No."),
        say(language, "Hasil", "Outcome"),
        say(language, "Alasan", "Reasons"),
    )
    return table(head, rows)


def refusals(journeys: Iterable[Journey], language: Language) -> str:
    """Every step that was refused on the way to the round, counted by its reasons."""
    counted: Counter[tuple[str, str]] = Counter()
    for journey in journeys:
        for refusal in journey.refusals:
            counted[refusal.event.words(language), _why(refusal.verdict, language)] += 1
    rows = [(step, count, why) for (step, why), count in sorted(counted.items())]
    head = (
        say(language, "Langkah", "Step"),
        say(language, "Kali", "Times"),
        say(language, "Alasan", "Reasons"),
    )
    return table(head, rows)


def _why(verdict: Verdict, language: Language) -> str:
    reasons = [reason.text(language) for reason in (*verdict.failed, *verdict.undetermined)]
    asked = [f"? {missing.fact.text(language)}" for missing in verdict.missing]
    return "; ".join([*reasons, *asked])


def fund_statement(before: Fund, after: Fund, language: Language) -> str:
    """Where every unit of the fund stood before and stands after."""
    rows = [
        (line.text(language), line.amount, later.amount)
        for line, later in zip(before.statement(), after.statement(), strict=True)
    ]
    head = (
        say(language, "Rekening", "Account"),
        say(language, "Sebelum", "Before"),
        say(language, "Sesudah", "After"),
    )
    return table(head, rows)


_WITH_AN_AMOUNT = (Awarded, PaymentSent, PaymentConfirmed, PaymentReturned, UseAccounted)


@attrs.frozen
class Story:
    """One case to be told, with the heading that it gets."""

    heading: Text
    journey: Journey


def told(story: Story, case: Case, language: Language) -> str:
    """A case step by step; a refused step says why and is marked."""
    lines = [title(story.heading(language))]
    journey = attrs.evolve(story.journey, case=case)
    for event, verdict in steps_of(journey):
        day = day_in_words(event.on, language)
        words = event.words(language)
        if isinstance(event, _WITH_AN_AMOUNT):
            words = f"{words}: {event.amount}"
        if verdict is None:
            lines.append(f"{day:>17}  {words}")
        else:
            refused = say(language, "DITOLAK", "REFUSED")
            lines.append(f"{day:>17}  {refused}: {words}. {_why(verdict, language)}.")
    return "\n".join(lines)
