"""Every example that a reader meets is executed, and not fewer of them than before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

import reintegra

if TYPE_CHECKING:
    from sybil.document import Document

ROOT = Path(__file__).parents[2]
PACKAGE = Path(str(reintegra.__file__)).parent
FENCE = re.compile(r"^\s*```[ \t]*\{?\.?(\w*)", re.MULTILINE)
RUN_OR_PLAIN = {"", "python", "text", "mermaid", "sh", "json", "csv", "toml"}

PAGES = Sybil(parsers=[PythonCodeBlockParser()], path=str(ROOT), patterns=["*.md"])
DOCSTRINGS = Sybil(
    parsers=[DocTestParser()],
    path=str(PACKAGE),
    patterns=["*.py"],
    document_types={".py": PythonDocStringDocument},
)


@attrs.frozen
class Kind:
    """One kind of place where examples stand, and how many must at least have run there."""

    name: str
    reader: Sybil
    files: tuple[Path, ...]
    least: int


KINDS = (
    Kind("readme", PAGES, (ROOT / "README.md",), least=5),
    Kind("pages", PAGES, tuple(sorted((ROOT / "docs").rglob("*.md"))), least=840),
    Kind("docstrings", DOCSTRINGS, tuple(sorted(PACKAGE.rglob("*.py"))), least=137),
)


def run(document: Document) -> tuple[int, list[str]]:
    """How many examples of a document ran, and what went wrong with them."""
    ran, faults = 0, []
    for example in document.examples():
        try:
            example.evaluate()
        except Exception as fault:  # noqa: BLE001 - whatever an example raises is its fault
            faults.append(f"{example.path}:{example.line}: {type(fault).__name__}: {fault}")
        ran += 1
    return ran, faults


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_example_runs_and_shows_what_it_says(kind: Kind) -> None:
    """All examples of one kind are executed, and at least as many as there have been."""
    results = [run(kind.reader.parse(path)) for path in kind.files]
    assert [] == [fault for _, faults in results for fault in faults]
    assert kind.least <= sum(ran for ran, _ in results)


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_block_of_code_escapes_execution(path: Path) -> None:
    """A block is Python and runs, or is plainly something else: `pycon` would be skipped."""
    languages = FENCE.findall(path.read_text(encoding="utf-8"))
    assert set() == set(languages) - RUN_OR_PLAIN


def test_a_wrong_example_would_be_found(tmp_path: Path) -> None:
    """A page whose examples fail or show something else than they say has as many faults."""
    page = tmp_path / "page.md"
    page.write_text(
        "```python\n>>> 1 + 1\n3\n\n```\n\n```python\nassert False\n```\n", encoding="utf-8"
    )
    ran, faults = run(PAGES.parse(page))
    assert (2, 2) == (ran, len(faults))
