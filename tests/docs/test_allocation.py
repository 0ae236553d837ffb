"""The pages about sharing say of every method what the method says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import METHODS, Axiom, Claim, TieRule, by_priority
from tests.allocation.inputs import methods
from tests.profiles import at_most
from tools import draw_allocation

PAGES = Path(__file__).parents[2] / "docs" / "allocation"
INDEX = (PAGES / "index.md").read_text(encoding="utf-8")
NAME = re.compile(r"`([a-z_-]+)`")
CLAIMS = [Claim("claim-1"), Claim("claim-0", weight=2), Claim("claim-2")]
IN_WORDS = {
    "yes": "yes",
    "no": "**no**",
    "by the tie rule": "`by-id` `refuse`",
    "only with refuse": "`refuse`",
    draw_allocation.WITHIN: draw_allocation.WITHIN,
}
"""What the page of a method says, and what the table of all methods then has."""

of_a_method = pytest.mark.parametrize("name", METHODS)


def table_of_all() -> dict[tuple[str, Axiom], str]:
    """Each cell of the table of all methods, by method and axiom."""
    drawn = INDEX.partition("<!-- drawn: axioms -->")[2].partition("<!-- end -->")[0]
    head, _, *rows = (line.strip("| ").split(" | ") for line in drawn.split("\n") if line)
    names = [NAME.findall(cell)[0] for cell in head[1:]]
    return {
        (name, Axiom(NAME.findall(row[0])[0])): cell
        for row in rows
        for name, cell in zip(names, row[1:], strict=True)
    }


def own_table(name: str) -> list[tuple[str, Axiom, str, str]]:
    """Column, axiom, answer and reason of each cell under "What holds" on the page of a method."""
    page = (PAGES / draw_allocation.page_of(name)).read_text(encoding="utf-8")
    section = page.partition("\n## What holds")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.split("\n") if line.startswith("| ")]
    (_, *columns, _), *rows = lines
    return [
        (NAME.findall(column)[-1], Axiom(code), re.sub(r"[*`]", "", answer), why)
        for codes, *answers, why in rows
        for code in NAME.findall(codes)
        for column, answer in zip(columns, answers, strict=True)
    ]


def test_the_table_has_every_method_and_every_axiom() -> None:
    """Nothing that is registered or may be asked is left out, and nothing stands there twice."""
    expected = [(name, axiom) for axiom in Axiom for name in METHODS]
    assert expected == list(table_of_all())


@of_a_method
@settings(max_examples=at_most(100))  # about 5 ms each
@given(data=st.data())
def test_the_table_says_what_a_method_declares(name: str, data: st.DataObject) -> None:
    """Under any option: a "yes" always holds, a "no" never, and what is named makes the rest so."""
    method = data.draw(methods(name, CLAIMS))
    for axiom in Axiom:
        cell = table_of_all()[name, axiom]
        declared = axiom in method.axioms
        if cell in {"yes", "**no**"}:
            assert declared is (cell == "yes")
        elif cell != draw_allocation.WITHIN and name != "nested":
            assert declared is (f"`{method.tie}`" in cell)


def test_what_hangs_on_the_method_within_differs_between_two() -> None:
    """It is said only of methods that have one within, and only where it makes a difference."""
    hanging = [key for key, cell in table_of_all().items() if cell == draw_allocation.WITHIN]
    for name, axiom in hanging:
        made = draw_allocation.variants(name, TieRule.REFUSE)
        assert {True, False} == {axiom in method.axioms for method in made}
    assert {"by_priority", "nested", "carried"} == {name for name, _ in hanging}


@of_a_method
def test_the_page_of_a_method_agrees_with_what_it_declares(name: str) -> None:
    """Every axiom stands on the page of each method, with its answer and a reason.

    A column is of the method itself, or of the method within on which the answer hangs.
    """
    cells = own_table(name)
    columns = {column for column, _, _, _ in cells}
    assert sorted((column, axiom) for column in columns for axiom in Axiom) == sorted(
        (column, axiom) for column, axiom, _, _ in cells
    )
    for column, axiom, answer, why in cells:
        if column == name:
            expected = table_of_all()[name, axiom]
        else:
            made = [(by_priority(within=METHODS[column](tie=tie)),) for tie in TieRule]
            expected = draw_allocation.holds(axiom, made)
        assert expected == IN_WORDS[answer]
        assert why.strip()


@of_a_method
def test_the_overview_says_when_to_use_a_method(name: str) -> None:
    """Each page is linked from the table of what you have and want."""
    choices = INDEX.partition("## Which method when")[2].partition("\n## ")[0]
    assert f"]({draw_allocation.page_of(name)})" in choices


@of_a_method
def test_the_overview_says_which_limits_a_method_honours(name: str) -> None:
    """A floor, cap or priority is for the methods that take it, and refused by the others."""
    (line,) = re.findall(rf"^\| (?:`\w+`, )*`{name}`(?:, `\w+`)* \| (.*) \|$", INDEX, re.MULTILINE)
    says = dict(zip(("floor", "cap", "priority"), line.split(" | "), strict=True))
    for made in draw_allocation.variants(name, TieRule.EARLIER):
        for limit, word in says.items():
            if word in {"yes", "refused"}:
                assert (limit in made.honours) is (word == "yes")
