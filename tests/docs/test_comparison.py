"""The page that compares this library with other engines says what was tried, of what version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.common.claims import QUESTIONS
from benchmarks.peer_behaviour import ENGINES, table, trial

if TYPE_CHECKING:
    from benchmarks.common.claims import Claim
    from benchmarks.peer_behaviour import Engine

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/rules/comparison.md").read_text(encoding="utf-8")
PINS = (ROOT / "constraints-bench.txt").read_text(encoding="utf-8").splitlines()


def test_the_page_has_the_table_that_is_tried() -> None:
    """Every cell of the page is one that the measurement of behaviour tries out."""
    assert table() in PAGE


@pytest.mark.parametrize("engine", ENGINES[1:], ids=lambda engine: str(engine.distribution))
def test_the_page_names_the_versions_that_are_tried(engine: Engine) -> None:
    """Each other engine stands on the page with the version that is installed for the trial."""
    (pin,) = (line for line in PINS if line.startswith(f"{engine.distribution}=="))
    assert pin.replace("==", " ") in re.sub(r"\s+", " ", PAGE)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: str(engine.distribution))
def test_every_engine_answers_every_question(engine: Engine) -> None:
    """No cell is left out, and none is claimed twice."""
    assert list(QUESTIONS) == [claim.question for claim in engine.claims()]


@pytest.mark.parametrize("claim", ENGINES[0].claims(), ids=lambda claim: str(claim.question))
def test_what_the_page_says_of_this_library_holds(claim: Claim) -> None:
    """Our own column is tried with every run of the tests, not with the measurements alone."""
    assert "holds" == trial(claim)
