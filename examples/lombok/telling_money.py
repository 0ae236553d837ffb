"""Telling the money: who prepared and approved, what the bank said, where every rupiah is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lombok.distribution import Distribution
from lombok.telling import say, table
from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.programme import (
    Fund,
    LineOutcome,
    PaymentApproved,
    PaymentPrepared,
    Reconciliation,
    reconcile,
)
from reintegra.vocabulary import Language, Money

_BY_AN_OFFICER = (PaymentPrepared, PaymentApproved)
_OF_A_PAYMENT = (*_BY_AN_OFFICER, PaymentSent, PaymentConfirmed, PaymentReturned)


def orders(distribution: Distribution, language: Language) -> str:
    """What happened to the payment orders, by whom, how often, and about how much money."""
    desk, currency = distribution.after.desk, distribution.before.currency
    done: dict[tuple[str, str], list[Money]] = defaultdict(list)
    for file in desk.files.values():
        for event in file.history:
            if isinstance(event, _OF_A_PAYMENT):
                by = str(event.by) if isinstance(event, _BY_AN_OFFICER) else ""
                done[event.words(language), by].append(desk.order(event.payment).amount)
    rows = [
        (step, by, len(amounts), Money.total(amounts, currency))
        for (step, by), amounts in done.items()
    ]
    head = (
        ("Langkah", "Oleh", "Kali", "Jumlah")
        if language == "id"
        else ("Step", "By", "Times", "Amount")
    )
    return table(head, rows)


def reconciliations(distribution: Distribution, language: Language) -> str:
    """Each statement of the bank by outcome, then the lines that were not as sent."""
    head = (
        ("Rekening koran", "Hasil", "Baris", "Jumlah", "Dicatat")
        if language == "id"
        else ("Bank statement", "Outcome", "Lines", "Amount", "Recorded")
    )
    answered = [reconciliation for _, reconciliation in distribution.compared]
    rows = [row for each in answered for row in _outcomes(each, distribution, language)]
    odd = [
        f"{each.statement}: {answer.text(language)}"
        for each in answered
        for answer in each.answers
        if answer.outcome is not LineOutcome.MATCHED
    ]
    return "\n".join([table(head, rows), "", *odd, "", _read_again(distribution, language)])


def _outcomes(
    reconciliation: Reconciliation, distribution: Distribution, language: Language
) -> Iterator[Sequence[object]]:
    currency, statement = distribution.before.currency, str(reconciliation.statement)
    for outcome in LineOutcome:
        answers = [each for each in reconciliation.answers if each.outcome is outcome]
        if answers:
            amount = Money.total((each.line.amount for each in answers), currency)
            recorded = len([each for each in answers if each.event and not each.refusal])
            yield statement, outcome.text(language), len(answers), amount, recorded
            statement = ""


def _read_again(distribution: Distribution, language: Language) -> str:
    """What the same statements would change now: nothing."""
    orders = distribution.after.desk.orders
    again = [reconcile(each, orders.values()).events for each, _ in distribution.compared]
    changed = sum(map(len, again))
    return say(
        language,
        f"Bila dibaca sekali lagi, rekening koran ini mengubah {changed} pembayaran.",
        f"Read once more, these statements change {changed} payments.",
    )


def what_came_back(distribution: Distribution, language: Language) -> list[str]:
    """The life of each payment that the bank returned, with the attempts that followed."""
    return [
        distribution.after.explain(answer.payment)(language)
        for _, reconciliation in distribution.compared
        for answer in reconciliation.answers
        if answer.outcome is LineOutcome.RETURNED and answer.payment is not None
    ]


def fund_statement(before: Fund, after: Fund, language: Language) -> str:
    """Where every unit of the fund stood before and stands after, and that nothing is missing."""
    (_, *stood), (_, *stands) = before.statement(), after.statement()
    rows: list[Sequence[object]] = [
        (line.text(language), line.amount, later.amount)
        for line, later in zip(before.statement(), after.statement(), strict=True)
    ]
    sums = [
        Money.total((line.amount for line in lines), before.currency) for lines in (stood, stands)
    ]
    rows.append((say(language, "Jumlah semua pos", "Sum of the accounts"), *sums))
    head = (
        say(language, "Pos dana", "Account of the fund"),
        say(language, "Sebelum", "Before"),
        say(language, "Sesudah", "After"),
    )
    return table(head, rows)
