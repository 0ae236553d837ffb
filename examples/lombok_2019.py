"""The reference case: Lombok, 31 October 2019, from the roster to reintegration.

A roster of 505 made-up candidates at two sites goes through the whole chain. Under the
Ministry's policy 490 are eligible, and each receives Rp960.000 into an own account: 340 people
in Lombok Tengah, 150 in Lombok Barat, Rp470.400.000 in all. Everybody else is told why not.

    python examples/lombok_2019.py --lang id --policy kemensos --roster FILE
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import attrs
from lombok import sharing, telling, telling_money
from lombok.candidate import ATTESTED, Candidate, Fault
from lombok.days import ROUND_DAY
from lombok.distribution import Distribution, distribute
from lombok.journeys import Journey, after_the_round, journeys_of
from lombok.roster import read_roster
from lombok.telling import Story, say, title

from reintegra.chain import Policy
from reintegra.errors import InputRefused
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.vocabulary import Language, Text

ROSTER = Path(__file__).parent / "data" / "lombok_2019.csv"
POLICIES = {policy.code: policy for policy in (KEMENSOS, SANDBOX)}


def main(arguments: list[str]) -> int:
    """Run the demonstration; the answer is the exit status."""
    options = _options(arguments)
    language: Language = options.lang
    try:
        told = tell(read_roster(options.roster), POLICIES[options.policy], language)
    except InputRefused as refused:
        print(_faults(refused.faults, language))
        return 1
    except OSError:
        print(say(language, "Daftar tidak dapat dibuka.", "The roster cannot be opened."))
        return 1
    print(told)
    return 0


def tell(candidates: tuple[Candidate, ...], policy: Policy, language: Language) -> str:
    """The whole demonstration as text.

    Raises:
        InputRefused: the policy has no edition for the day on which a case begins.
    """
    journeys = journeys_of(candidates, policy)
    distribution = distribute(journeys, policy)
    numbers = {str(journey.case.id): journey.candidate.number for journey in journeys}
    ended = [
        after_the_round(attrs.evolve(journey, case=case), policy)
        if case.stimulus.awards
        else journey
        for journey in journeys
        for case in [distribution.cases[journey.case.id]]
    ]
    parts = [
        say(
            language,
            f"Kasus rujukan Lombok, 31 Oktober 2019. Kebijakan: {policy.name.id}",
            f"The reference case of Lombok, 31 October 2019. Policy: {policy.name.en}",
        ),
        title(say(language, "Dari deportasi ke reintegrasi", "From deportation to reintegration")),
        telling.funnel([journey.case for journey in ended], language),
        *_remarks(policy, language),
        title(say(language, "Dua anggaran", "The two budgets")),
        telling.budgets(distribution, language),
        title(say(language, "Aturan mana membagi apa", "Which rule shared what")),
        sharing.rules(distribution, language),
        title(
            say(
                language,
                "Aturan cadangan: sama rata antarlokasi",
                "The runner-up: equal shares for the sites",
            )
        ),
        sharing.runner_up(distribution, language),
        title(say(language, "Yang tidak menerima, dan mengapa", "Who got nothing, and why")),
        telling.without_a_share(distribution, numbers, language),
        title(say(language, "Langkah yang ditolak", "Steps that were refused")),
        telling.refusals(ended, language),
        *(telling.told(story, story.journey.case, language) for story in _stories(ended)),
        *_the_money(distribution, language),
    ]
    return "\n".join(parts)


def _the_money(distribution: Distribution, language: Language) -> list[str]:
    came_back = telling_money.what_came_back(distribution, language)
    heading = say(
        language, "Uang yang retur, dan kelanjutannya", "What came back, and what became of it"
    )
    return [
        title(say(language, "Perintah bayar", "Payment orders")),
        telling_money.orders(distribution, language),
        title(say(language, "Pencocokan dengan bank", "Compared with the bank")),
        telling_money.reconciliations(distribution, language),
        *([title(heading), *came_back] if came_back else []),
        title(say(language, "Dana sebelum dan sesudah", "The fund before and after")),
        telling_money.fund_statement(distribution.before, distribution.after.fund, language),
    ]


def _remarks(policy: Policy, language: Language) -> list[str]:
    order = policy.at(ROUND_DAY).order.value
    if order.index("homecoming") < order.index("stimulus"):
        return []
    return [
        say(
            language,
            "\nDi sini pemulangan terjadi sesudah putaran: tanggal pulang dalam daftar tidak "
            "dipakai, kecuali pada kepulangan yang diterangkan.",
            "\nHere the return home comes after the round: the days of return on the roster are "
            "not used, except those of an attested return.",
        )
    ]


def _stories(ended: list[Journey]) -> list[Story]:
    """Four cases worth telling, where the roster has them."""
    chosen = (
        (
            Text(id="Sebuah kasus dengan langkah yang ditolak", en="A case with a refused step"),
            lambda journey: bool(journey.refusals) and bool(journey.case.stimulus.awards),
        ),
        (
            Text(id="Pembayaran yang retur dan dikirim lagi", en="A payment that came back"),
            lambda journey: journey.candidate.payment_returns,
        ),
        (
            Text(id="Kasus yang dibuka kembali", en="A case that was reopened"),
            lambda journey: journey.case.ending.reopenings > 0,
        ),
        (
            Text(id="Kepulangan yang diterangkan", en="An attested return"),
            lambda journey: journey.candidate.returned_by == ATTESTED,
        ),
    )
    found = ((words, next(filter(fits, ended), None)) for words, fits in chosen)
    return [
        Story(Text(id=f"{words.id}: {each.case.id}", en=f"{words.en}: {each.case.id}"), each)
        for words, each in found
        if each is not None
    ]


def _faults(faults: tuple[Fault, ...], language: Language) -> str:
    heading = say(
        language,
        "Daftar tidak dapat diolah; tidak ada yang diproses.",
        "The roster cannot be used; nothing was processed.",
    )
    word = say(language, "baris", "line")
    return "\n".join(
        [heading, *(f"{word} {each.line}, {each.field}: {each.text(language)}" for each in faults)]
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("id", "en"), default="en")
    parser.add_argument("--policy", choices=sorted(POLICIES), default="kemensos")
    parser.add_argument("--roster", type=Path, default=ROSTER)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
