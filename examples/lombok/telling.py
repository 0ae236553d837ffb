"""Telling it: tables and sentences in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

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
from reintegra.chain.homecoming import HomecomingStatus, ReturnAttested
from reintegra.chain.rehabilitation import RehabilitationStatus
from reintegra.chain.reintegration import ReintegrationStatus
from reintegra.programme import WaitingEntry, WaitingKind
from reintegra.rules import MissingFact, Verdict
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


_STAGES: tuple[tuple[Text, Callable[[Case], bool]], ...] = (
    (Text(id="Calon dalam daftar", en="Candidates on the roster"), lambda _: True),
    (
        Text(id="Deportasi tercatat", en="Deportation on record"),
        lambda case: case.deportation.departure is not None,
    ),
    (
        Text(id="Masuk melalui kepulangan yang diterangkan", en="Came in by an attested return"),
        lambda case: isinstance(case.events[0], ReturnAttested),
    ),
    (
        Text(id="Kembali ke daerah asal", en="Back in the area of origin"),
        lambda case: case.homecoming.status is HomecomingStatus.RETURNED,
    ),
    (
        Text(id="Rehabilitasi sosial selesai", en="Social rehabilitation completed"),
        lambda case: case.rehabilitation.status is RehabilitationStatus.COMPLETED,
    ),
    (
        Text(id="Mengikuti bimbingan sosial", en="Attended social guidance"),
        lambda case: bool(case.guidance.sessions),
    ),
    (
        Text(id="Ditetapkan menerima bantuan", en="Awarded"),
        lambda case: bool(case.stimulus.awards),
    ),
    (
        Text(id="Bantuan diterima dan dipertanggungjawabkan", en="Paid and accounted for"),
        lambda case: any(
            _is_whole(award.paid, award.terms.amount, award.accounted)
            for award in case.stimulus.awards
        ),
    ),
    (
        Text(id="Merintis usaha", en="Started a business"),
        lambda case: bool(case.reintegration.businesses),
    ),
    (
        Text(id="Reintegrasi terkonfirmasi", en="Reintegration confirmed"),
        lambda case: case.reintegration.status is ReintegrationStatus.CONFIRMED,
    ),
    (
        Text(id="Kasus ditutup", en="Case closed"),
        lambda case: case.ending.status is CaseStatus.CLOSED,
    ),
)


def funnel(cases: Sequence[Case], language: Language) -> str:
    """How many candidates came how far, whatever their outcome."""
    rows = [(words(language), sum(map(reached, cases))) for words, reached in _STAGES]
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
                distribution.before.ceilings.sites[site.id],
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
    """Everybody who got nothing: how the case stands, and every reason or what to ask."""
    rows: list[Sequence[object]] = []
    for allocation in distribution.rounds.values():
        for entry in allocation.waiting:
            first, *rest = _reasons(entry, language)
            stands = _how_it_stands(distribution.cases[entry.case], language)
            rows.append((numbers[str(entry.case)], entry.kind.text(language), stands, first))
            rows += [("", "", "", reason) for reason in rest]
    head = (
        say(language, "Nomor", "No."),
        say(language, "Hasil", "Outcome"),
        say(language, "Keadaan kasus", "How the case stands"),
        say(language, "Syarat yang tidak terpenuhi", "Conditions not met"),
    )
    return table(head, rows)


def _reasons(entry: WaitingEntry, language: Language) -> list[str]:
    """A reason is a rule in its own words, so what became of the rule is said before it."""
    match entry.kind:
        case WaitingKind.NOT_ELIGIBLE:
            return [_not_met(reason, language) for reason in entry.reasons]
        case WaitingKind.TO_ASK:
            return [_to_ask(entry.to_ask, language)]
        case WaitingKind.FUND_SHORT | WaitingKind.AT_THE_CAP | WaitingKind.GROUP_AT_THE_CAP:
            return [reason(language) for reason in entry.reasons]


def _how_it_stands(case: Case, language: Language) -> str:
    reason = case.ending.closing_reason
    status = case.ending.status.text(language)
    return f"{status}: {reason.text(language)}" if reason else status


def _not_met(rule: Text, language: Language) -> str:
    return f"{say(language, 'belum terpenuhi', 'not met')}: {rule(language)}"


def _to_ask(missing: Iterable[MissingFact], language: Language) -> str:
    asked = ", ".join(each.fact.text(language) for each in missing)
    return f"{say(language, 'tanyakan', 'ask')}: {asked}"


def refusals(journeys: Iterable[Journey], language: Language) -> str:
    """Every step that was refused on the way, counted by what was not met."""
    counted: Counter[tuple[str, str]] = Counter()
    for journey in journeys:
        for refusal in journey.refusals:
            counted[refusal.event.words(language), _why(refusal.verdict, language)] += 1
    rows = [(step, count, why) for (step, why), count in sorted(counted.items())]
    head = (
        say(language, "Langkah", "Step"),
        say(language, "Kali", "Times"),
        say(language, "Syarat yang tidak terpenuhi", "Conditions not met"),
    )
    return table(head, rows)


def _why(verdict: Verdict, language: Language) -> str:
    unknown = say(language, "belum diketahui", "not known")
    parts = [_not_met(reason.text, language) for reason in verdict.failed]
    parts += [f"{unknown}: {reason.text(language)}" for reason in verdict.undetermined]
    if verdict.missing:
        parts.append(_to_ask(verdict.missing, language))
    return "; ".join(parts)


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
            lines.append(f"{day:>17}  {refused}: {words}; {_why(verdict, language)}")
    return "\n".join(lines)
