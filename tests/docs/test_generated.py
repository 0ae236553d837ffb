"""What the documentation says of the library is read off the library, and stays so."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import CHAIN, Edition, Stage
from reintegra.chain.stimulus import OF_A_BANK
from reintegra.policies.kemensos import KEMENSOS
from tools import draw_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.chain.policy import Stated
    from reintegra.rules import Rule
    from reintegra.vocabulary import Source

DOCS = Path(__file__).parents[2] / "docs"
POLICY_PAGE = DOCS / "policies" / "kemensos.md"
GLOSSARY_PAGE = DOCS / "glossary.md"
ARROW = re.compile(r"^ +(\w+) --> (\w+): (.+)$", re.MULTILINE)
PARTS = [
    "Who acts",
    "What is known",
    "The events",
    "What is possible when",
    "The normal way",
    "A refusal",
]

of_a_stage = pytest.mark.parametrize("stage", CHAIN, ids=lambda stage: str(stage.code))
of_a_drawn_page = pytest.mark.parametrize(
    "path", draw_docs.pages(), ids=lambda path: str(path.relative_to(DOCS))
)


def page_of(stage: Stage) -> str:
    """The page of one link of the chain."""
    return (DOCS / "chain" / f"{stage.code}.md").read_text(encoding="utf-8")


def line_with(page: str, *words: str) -> list[str]:
    """The lines of a page that hold all of these words."""
    return [line for line in page.splitlines() if all(word in line for word in words)]


def editions() -> list[Edition]:
    """The editions of the Ministry."""
    return [entry.value for entry in KEMENSOS.editions.entries if entry.value is not None]


def leaves(rule: Rule) -> Iterator[tuple[str, str, Source | None]]:
    """Code, words and source of every named rule that is not itself a group of named rules."""
    names = rule.plan.rules
    inside = names[1:] or names
    return ((each.code, each.text.en, each.source) for each in inside)


@of_a_drawn_page
def test_no_drawn_part_of_a_page_has_drifted(path: Path) -> None:
    """A page says what the library says now; `make drawings` brings it up to date."""
    page = path.read_text(encoding="utf-8")
    assert draw_docs.redrawn(page) == page


@of_a_drawn_page
def test_every_mark_of_a_drawn_part_is_well_formed(path: Path) -> None:
    """A drawn part that begins also ends, so that none is left out of the comparison."""
    page = path.read_text(encoding="utf-8")
    found = len(draw_docs.names_in(page))
    assert (found, found) == (page.count("<!-- drawn:"), page.count("<!-- end -->"))


def test_every_drawing_stands_on_one_page() -> None:
    """What can be drawn is shown once: a new link or edition does not stay undocumented."""
    pages = [path.read_text(encoding="utf-8") for path in draw_docs.pages()]
    shown = [name for page in pages for name in draw_docs.names_in(page)]
    assert sorted(draw_docs.drawings()) == sorted(shown)


def test_a_part_that_nobody_can_draw_is_an_error() -> None:
    """A misspelt name is not passed over."""
    with pytest.raises(KeyError):
        draw_docs.redrawn("<!-- drawn: no-such-part -->\n<!-- end -->\n")


def test_the_pages_are_rewritten_where_they_drifted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drawing mends a part that was changed by hand, names the page, and leaves the others."""
    good, bad, plain = (tmp_path / f"{name}.md" for name in ("good", "bad", "plain"))
    right = draw_docs.redrawn("Before.\n<!-- drawn: links -->\n<!-- end -->\nAfter.\n")
    good.write_text(right, encoding="utf-8")
    bad.write_text(right.replace("Pemulangan", "Something else"), encoding="utf-8")
    plain.write_text("Nothing drawn.\n", encoding="utf-8")
    monkeypatch.setattr(draw_docs, "DOCS", tmp_path)
    monkeypatch.setattr(draw_docs, "ROOT", tmp_path)
    draw_docs.main()
    assert "bad.md\n" == capsys.readouterr().out
    assert [right, right] == [path.read_text(encoding="utf-8") for path in (good, bad)]
    assert "Nothing drawn.\n" == plain.read_text(encoding="utf-8")


@of_a_stage
def test_the_page_of_a_link_has_every_event_with_every_field(stage: Stage) -> None:
    """Each event stands on the page of its link in both languages, with all that it holds."""
    page = page_of(stage)
    for row in stage.rows:
        words = draw_docs.WORDS[row.event]
        (line,) = line_with(page, words.en, words.id, f"`{row.event.__name__}`")
        own = [field for field in attrs.fields(row.event) if field.name not in {"case", "on"}]
        marks = {field.name: " **(specific)**" * ("specific" in field.metadata) for field in own}
        held = re.findall(r"`(\w+)`( \*\*\(specific\)\*\*)?:", line)
        assert marks == dict(held)


@of_a_stage
def test_the_page_of_a_link_has_every_row_of_the_table(stage: Stage) -> None:
    """For each event the page says where it is possible, and what its content must meet."""
    lines = page_of(stage).splitlines()
    for row in stage.rows:
        everywhere = len(row.when) == len(tuple(stage.start.status.__class__))
        when = "any status" if everywhere else ", ".join(each.text.en for each in row.when)
        (line,) = (each for each in lines if each.startswith(f"| [`{row.event.__name__}`]["))
        cells = line.split(" | ")
        assert when == cells[1]
        assert all(status.text.en in cells[2] for status in (*row.to, *row.keeps))
        assert [rule.code for rule in row.fits] == re.findall(r"\(`([\w-]+)`\)", cells[5])
        exempt = row.any_day or row.event in OF_A_BANK
        assert exempt is (cells[3] in {"the case began", "what was told of that payment"})


@of_a_stage
def test_the_diagram_of_a_link_has_every_change_of_status_and_no_other(stage: Stage) -> None:
    """The arrows are those of the table, without the events that always leave the status."""
    drawn = {
        (before, after, words)
        for before, after, label in ARROW.findall(page_of(stage))
        for words in label.split(", ")
    }
    prefix = stage.table.statuses.__name__
    changes = {
        (f"{prefix}_{before}".replace("-", "_"), f"{prefix}_{after}".replace("-", "_"), words.en)
        for row in stage.rows
        for words in [draw_docs.WORDS[row.event]]
        for before in row.when
        for after in row.leads_to(before)
        if row.leads_to(before) != (before,)
    }
    assert changes == drawn


@of_a_stage
def test_the_pages_of_the_links_have_the_same_parts_in_the_same_order(stage: Stage) -> None:
    """Who has read one page of a link knows where to look on the others."""
    assert PARTS == re.findall(r"^## (.+)$", page_of(stage), re.MULTILINE)


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: str(edition.code))
def test_the_page_of_a_policy_has_every_rule_with_where_it_stands(edition: Edition) -> None:
    """Each rule is there with its words, and with its source or the word assumption."""
    page = POLICY_PAGE.read_text(encoding="utf-8")
    rules = [edition.eligibility, *edition.requirements.values()]
    for code, words, source in (leaf for rule in rules for leaf in leaves(rule)):
        stands = "**assumption**" if source is None else source.address
        assert line_with(page, f"`{code}`", f"| {words}<br>", stands), code


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: str(edition.code))
def test_the_page_of_a_policy_has_every_value_with_where_it_stands(edition: Edition) -> None:
    """Order, channels, tranches, horizon, limits, cadences and words are there with sources."""
    page = POLICY_PAGE.read_text(encoding="utf-8")
    horizon = edition.risk_horizon_months
    stated: list[Stated[Any]] = [edition.order, edition.channels, edition.tranches]
    stated += [horizon] if horizon else []
    items = [item for each in edition.instruments for item in (*each.items, *each.options)]
    terms = [*edition.modules, *edition.needs, *edition.services, *items]
    due = [(each.text.en, each.source) for each in edition.limits]
    due += [(each.text.en, each.source) for each in edition.cadences]
    due += [(each.text.en, each.source) for each in stated]
    due += [(each.text.en, each.source) for each in terms]
    for words, source in due:
        stands = "**assumption**" if source is None else source.address
        assert line_with(page, words, stands), words


def test_the_page_of_a_policy_has_every_round() -> None:
    """Each round is there with its people, its amount per person and how that is known."""
    page = POLICY_PAGE.read_text(encoding="utf-8")
    for terms in KEMENSOS.rounds:
        each = f"| {terms.amount or 'unknown'}, {terms.basis.text.en} |"
        assert terms.source is not None
        people = f"| {terms.participants} |"
        assert line_with(page, f"`{terms.code}`", people, each, terms.source.address), terms.code


def glossary_rows() -> list[dict[str, str]]:
    """The rows of the glossary's own file."""
    with draw_docs.GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_glossary_has_every_word_of_its_file() -> None:
    """Each row is on the page, with an anchor of its own that other pages may point to."""
    page = GLOSSARY_PAGE.read_text(encoding="utf-8")
    rows = glossary_rows()
    assert len(rows) >= 99
    for row in rows:
        (line,) = line_with(page, f'<a id="{row["identifier"]}"></a>')
        assert row["indonesian"] in line
        assert row["definition_en"] in line
        assert row["source_url"] in line


def test_each_word_of_the_glossary_is_defined_once() -> None:
    """No identifier and no term has two definitions, and none has an empty one."""
    rows = glossary_rows()
    for column in ("term_id", "identifier", "indonesian", "english"):
        values = [row[column].strip() for row in rows]
        assert "" not in values
        assert len(set(values)) == len(values), column
    assert [] == [row["identifier"] for row in rows if not row["definition_en"].strip()]


@of_a_stage
def test_the_official_name_of_each_link_is_in_the_glossary(stage: Stage) -> None:
    """The Indonesian name of a link is a word of the glossary."""
    terms = {
        term.strip().casefold()
        for row in glossary_rows()
        for term in re.split(r"[;(]", row["indonesian"])
    }
    assert stage.name.id.casefold() in terms
