"""Every measurement is run by `make bench`, and the other engines stay out of the way."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.architecture.tree import ROOT, project

MEASUREMENTS = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))
EXTRAS = project()["project"]["optional-dependencies"]
PANZI = "panzi-json-logic"


def name_of(requirement: str) -> str:
    """The distribution that a requirement or a pin names."""
    return re.split(r"[<>=!~ ;\[]", requirement, maxsplit=1)[0].lower()


@pytest.fixture(scope="module")
def commands() -> str:
    """What `make bench` would do."""
    return subprocess.run(
        ["make", "--dry-run", "bench"],  # noqa: S607 - the make that started the tests
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_a_measurement_is_run(name: str, commands: str) -> None:
    """Each script of the folder stands in the one list of names or the other."""
    lists = re.findall(r"for name in ([\w ]+);", commands)
    assert 1 == sum(name in listed.split() for listed in lists)


def test_the_other_engines_are_pinned() -> None:
    """The pins are plain `name==version` lines, and hold all that the extra asks for."""
    lines = (ROOT / "constraints-bench.txt").read_text(encoding="utf-8").splitlines()
    assert [] == [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    pinned = {name_of(line) for line in lines}
    core = project()["project"]["dependencies"]
    asked = {name_of(each) for each in (*EXTRAS["bench"], *core, PANZI)}
    assert set() == asked - pinned


def test_two_libraries_of_one_module_are_kept_apart() -> None:
    """Both libraries for json-logic have a module `json_logic`: one has a folder of its own."""
    assert PANZI not in {name_of(each) for each in EXTRAS["bench"]}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"--target $(BENCH)/panzi {PANZI}\n" in makefile


def test_the_other_engines_are_no_part_of_the_work_on_the_library() -> None:
    """The environment of the tests has none of them, so that nothing comes to lean on one."""
    engines = {"json-logic-qubit", "openfisca-core", "rule-engine", "zen-engine"}
    peers = engines | {"apportionment", "votelib"}
    assert set() == peers & {name_of(each) for each in EXTRAS["dev"]}
    assert peers <= {name_of(each) for each in EXTRAS["bench"]}
