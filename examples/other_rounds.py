"""The rounds of 2018 and 2019: what each person received, where it is stated or divides exactly.

An amount is stated by the source of a round, or derived from its total where that divides
exactly among the participants; otherwise it stays unknown. A round of one site cannot be taken
for the measure of another.

    python examples/other_rounds.py --lang id
"""

from __future__ import annotations

import argparse
import sys

from lombok.telling import say, table, title

from reintegra.chain.policy import Basis, RoundTerms
from reintegra.policies.kemensos import KEMENSOS
from reintegra.vocabulary import Language, Period, day_in_words


def main(arguments: list[str]) -> int:
    """Show the rounds; the answer is the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("id", "en"), default="en")
    print(tell(parser.parse_args(arguments).lang))
    return 0


def tell(language: Language) -> str:
    """Every round with its amount per person and how it is known."""
    head = (
        ("Hari", "Tempat", "Orang", "Jumlah", "Per orang", "Dasar", "Saluran")
        if language == "id"
        else ("Day", "Place", "People", "Total", "Per person", "Basis", "Channel")
    )
    rows = [_row(terms, language) for terms in KEMENSOS.rounds]
    notes = [f"- {terms.place}: {terms.note(language)}." for terms in KEMENSOS.rounds if terms.note]
    sources = [
        f"- {terms.place}: {terms.source.address}" for terms in KEMENSOS.rounds if terms.source
    ]
    return "\n".join(
        [
            title(say(language, "Putaran 2018 dan 2019", "The rounds of 2018 and 2019")),
            table(head, rows),
            title(say(language, "Catatan", "Notes")),
            *notes,
            title(say(language, "Sumber", "Sources")),
            *sources,
        ]
    ).lstrip()


def _row(terms: RoundTerms, language: Language) -> tuple[object, ...]:
    unknown = say(language, "tidak diketahui", "unknown")
    total = terms.total
    if total is None and terms.basis is Basis.STATED and terms.amount:
        total_words = say(language, "tidak dinyatakan", "not stated")
    else:
        total_words = str(total) if total else unknown
    channel = terms.channel.text(language) if terms.channel else unknown
    return (
        _days(terms.held, language),
        terms.place,
        terms.participants,
        total_words,
        terms.amount or unknown,
        terms.basis.text(language),
        channel,
    )


def _days(held: Period, language: Language) -> str:
    first = day_in_words(held.start, language)
    if held.end is None or held.end == held.start:
        return first
    return f"{held.start.day}-{day_in_words(held.end, language)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
