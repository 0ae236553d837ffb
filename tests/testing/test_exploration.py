"""The chain has no holes: what the exploration of each edition finds is what stands on record."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.testing.small import DAY, explored, minors, policy_with, quiet
from tools import explore_chain
from tools.explore_chain import EDITIONS, RECORDED, RECORDED_DEEPER, figures

ROOT = Path(__file__).parents[2]
FOUND = json.loads(RECORDED.read_text(encoding="utf-8"))
by_edition = pytest.mark.parametrize("code", EDITIONS)


@pytest.mark.long
@by_edition
def test_the_exploration_finds_what_is_on_record(code: str) -> None:
    """In a process of its own, which no measurement of coverage slows; to the state exactly."""
    command = [sys.executable, "-m", "tools.explore_chain", code]
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert FOUND[code] == json.loads(done.stdout), done.stderr
    assert 0 == done.returncode


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
    assert [] == found["not known"]
    assert [f"{each}/new-event" for each in goods] == found["never refused"]


def test_the_states_are_many() -> None:
    """Over the three editions; no walk meets one of its states twice."""
    assert sum(found["states"] for found in FOUND.values()) >= 100_000


@pytest.mark.parametrize("arguments", [[], ["--deeper"], ["nobody"], ["--deeper", "--whole"]])
def test_what_is_not_asked_for_rightly_is_refused(arguments: list[str]) -> None:
    """With a line on how to ask."""
    assert str(explore_chain.main(arguments)).startswith("usage: ")


@pytest.mark.long
@pytest.mark.parametrize("deeper", [False, True])
def test_a_hole_ends_with_one_and_so_do_other_figures(
    deeper: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A sound policy ends with nothing, once its figures are those on record."""
    record = "RECORDED_DEEPER" if deeper else "RECORDED"
    depth = ["--deeper"] if deeper else []
    monkeypatch.setattr(explore_chain, record, tmp_path / "figures.json")
    monkeypatch.setattr(explore_chain, "EDITIONS", {"small": (policy_with({}), DAY)})
    found = {"small": quiet()}
    monkeypatch.setattr(explore_chain, "explored", lambda code, **_: found[code])
    assert 0 == explore_chain.main(["--write", *depth])
    assert figures(quiet()) == json.loads((tmp_path / "figures.json").read_text())["small"]
    assert 0 == explore_chain.main(["small", *depth])
    found["small"] = minors()
    assert 1 == explore_chain.main(["small", *depth])
    explore_chain.main(["--write", *depth])
    assert 1 == explore_chain.main(["small", *depth])
    found["small"] = explored({}, limit=100)
    explore_chain.main(["--write", *depth])
    assert 1 == explore_chain.main(["small", *depth])


def test_the_deeper_figures_have_no_hole_either() -> None:
    """They are compared in the nightly run, and tell more states apart."""
    deeper = json.loads(RECORDED_DEEPER.read_text(encoding="utf-8"))
    assert set(deeper) == set(EDITIONS)
    for code, found in deeper.items():
        assert (True, 0, []) == (found["exhausted"], found["dead ends"], found["violations"])
        assert found["states"] > FOUND[code]["states"]
