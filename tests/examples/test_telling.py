"""What the demonstration tells reads as it is meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lombok.roster import read_roster
from lombok_2019 import POLICIES, ROSTER, tell

from tests.examples.rosters import recorded_lines, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from reintegra.vocabulary import Language

LANGUAGES = pytest.mark.parametrize("language", ["id", "en"])
CONDITIONS = {"id": "Syarat yang tidak terpenuhi", "en": "Conditions not met"}
LEADS = {
    "id": ("belum terpenuhi: ", "belum diketahui: ", "tanyakan: "),
    "en": ("not met: ", "not known: ", "ask: "),
}


@cache
def told(language: Language, policy: str = "kemensos") -> str:
    """The whole demonstration."""
    return tell(read_roster(ROSTER), POLICIES[policy], language)


def conditions(text: str, language: Language) -> list[list[str]]:
    """The last column of each table that has conditions, without its head."""
    columns: list[list[str]] = []
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.endswith(CONDITIONS[language]):
            start = line.index(CONDITIONS[language])
            body = lines[at + 2 : lines.index("", at)]
            columns.append([row[start:] for row in body])
    return columns


@LANGUAGES
@pytest.mark.parametrize("policy", POLICIES)
def test_no_reason_reads_as_its_opposite(policy: str, language: Language) -> None:
    """A reason is a rule in its own words: before it stands that the rule is not met."""
    without_a_share, refused = conditions(told(language, policy), language)
    assert 15 <= len(without_a_share)
    for reason in (*without_a_share, *refused):
        assert reason.startswith(LEADS[language])


@LANGUAGES
def test_a_refused_step_of_a_story_says_what_was_not_met(language: Language) -> None:
    """The same lead as in the tables."""
    word = {"id": "DITOLAK", "en": "REFUSED"}[language]
    refused = [line for line in told(language).splitlines() if f"  {word}: " in line]
    assert refused
    for line in refused:
        assert f"; {LEADS[language][0]}" in line


def test_where_only_the_money_was_short_no_condition_is_blamed(tmp_path: Path) -> None:
    """The 151st person of a site for 150 meets everything."""
    (first,) = recorded_lines(1)
    own = ({"number": str(n), "name": "", "nik": ""} for n in range(1, 152))
    lines = [{**first, "site": "lombok-barat", **each} for each in own]
    text = tell(read_roster(write_lines(tmp_path, lines)), POLICIES["kemensos"], "en")
    ((reason,),) = conditions(text, "en")[:1]
    assert reason.startswith("The total does not reach for one more whole share")


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", "017", "Open"),
        ("en", "203", "Closed: Service refused"),
        ("en", "260", "Closed: Absconded"),
        ("en", "433", "Closed: Left against advice"),
        ("en", "468", "Died"),
        ("id", "203", "Ditutup: Layanan ditolak"),
        ("id", "260", "Ditutup: Kabur"),
        ("id", "433", "Ditutup: Pulang paksa"),
        ("id", "468", "Meninggal"),
    ],
)
def test_it_says_how_the_case_of_everybody_without_a_share_stands(
    language: Language, number: str, words: str
) -> None:
    """Who refused, absconded, left or died is told apart; "the case is open" says it of nobody."""
    rows = (re.split(r" {2,}", line) for line in told(language).splitlines())
    (row,) = (row for row in rows if row[0] == number)
    assert words == row[2]


@LANGUAGES
@pytest.mark.parametrize("policy", POLICIES)
def test_it_says_how_many_came_in_by_an_attested_return(policy: str, language: Language) -> None:
    """With those who were deported on record they are all candidates: 491 and 14."""
    words = {"id": "Masuk melalui kepulangan yang diterangkan", "en": "Came in by an attested"}
    assert re.search(rf"^{words[language]}.* 14$", told(language, policy), re.MULTILINE)


@pytest.mark.parametrize(
    ("policy", "stories"),
    [
        (
            "kemensos",
            ["A case with a refused step", "A payment that came back", "A case that was reopened"],
        ),
        ("sandbox", ["A payment that came back", "A case that was reopened"]),
    ],
)
def test_a_case_of_each_kind_is_told_from_its_first_day(policy: str, stories: list[str]) -> None:
    """The fictional ministry refuses no step of anybody whom it pays."""
    text = told("en", policy)
    headings = re.findall(r"^(.+): case-\d+\n=+$", text, re.MULTILINE)
    assert [*stories, "An attested return"] == headings
    assert "Return attested" in text.partition("An attested return: ")[2]
    assert "Case reopened" in text


@LANGUAGES
def test_it_says_where_the_days_of_return_are_not_used(language: Language) -> None:
    """The fictional ministry has the trip home after the round; the Ministry does not."""
    words = {"id": "tanggal pulang dalam daftar tidak dipakai", "en": "the days of return on the"}
    assert words[language] in told(language, "sandbox")
    assert words[language] not in told(language)
