"""The chain has no holes: what the exploration of each edition finds is what stands on record."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.explore_chain import EDITIONS, RECORDED

ROOT = Path(__file__).parents[2]
FOUND = json.loads(RECORDED.read_text(encoding="utf-8"))
by_edition = pytest.mark.parametrize("code", EDITIONS)


@by_edition
def test_the_exploration_finds_what_is_on_record(code: str) -> None:
    """In a process of its own, which no measurement of coverage slows; to the state exactly."""
    command = [sys.executable, "-m", "tools.explore_chain", code]
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        command, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert FOUND[code] == json.loads(done.stdout)


@by_edition
def test_what_is_on_record_has_no_hole(code: str) -> None:
    """Walked to the end, no dead end, no broken law; only what cannot be is never met.

    A deportation only opens a case; one edition gives nothing in kind; and who is paid at once
    has not received a part.
    """
    found = FOUND[code]
    goods = ["goods-handed-over"] if code == "decree-1-2018" else []
    parts = [] if code == "decree-1-2018" else ["StimulusStatus.part-paid"]
    assert (True, 0, []) == (found["exhausted"], found["dead ends"], found["violations"])
    assert ["deported", *goods] == found["never accepted"]
    assert parts == found["never reached"]
    assert [f"{each}/new-event" for each in goods] == found["never refused"]


def test_the_states_are_many() -> None:
    """Over the three editions, each walk counting its own."""
    assert sum(found["states"] for found in FOUND.values()) >= 100_000
