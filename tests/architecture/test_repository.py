"""What stands in the files of the project, and what must not."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
from hatchling.builders.sdist import SdistBuilder

from tests.architecture.tree import FOLDERS, ROOT, project, written_files

if TYPE_CHECKING:
    from pathlib import Path

PLACES_OF_A_MACHINE = re.compile(r"(?<![\w.])/(root|home|work|Users|tmp|opt)/|[A-Z]:\\\\?Users")
REGISTRY_HOSTS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|anaconda[.]org|unpkg[.]com|jsdelivr[.]net"
)
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|NotImplemented[E]rror)\b")
SILENCED = re.compile(
    r"#\s*(noqa(:\s*[A-Z]+\d+([,\s]+[A-Z]+\d+)*)?|(type|pyright):\s*ignore(\[[\w,\s-]*\])?)"
)
REASON = re.compile(r"[A-Za-z]{3,}")

DOCS = ROOT / "docs"
PAGES_WITH_COMMANDS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")))
GUIDES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE")
SHELL_BLOCK = re.compile(r"```(?:sh|shell|bash|console)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`((?:make|python|\.ci/run|\./|pip)\b[^`\n]*)`")
SCRIPT = re.compile(r"(?:[\w.-]+/)+[\w.-]+\.(?:py|sh)")
PROGRAMS = {"make", "cd", "git", "python", "python3", "pip", ".ci/run"}


def short_name(path: Path) -> str:
    """A file's path inside the project, to name a test."""
    return str(path.relative_to(ROOT))


def targets() -> set[str]:
    """The targets that the Makefile declares."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def commands_in(text: str) -> list[str]:
    """Every command line that a page gives, in a block or within a sentence."""
    lines = [line for block in SHELL_BLOCK.findall(text) for line in block.splitlines()]
    plain = [line.partition(" #")[0].removeprefix("$ ").strip() for line in lines]
    return [line for line in plain if line] + INLINE.findall(text)


def wrong_with(command: str) -> list[str]:
    """What a command names that the project does not have."""
    words = shlex.split(command)
    named = [word for word in words[1:] if "=" not in word and not word.startswith("-")]
    wrong = [] if words[0] in PROGRAMS else [words[0]]
    if words[0] == "make":
        wrong += [word for word in named if word not in targets()]
    wrong += [script for script in SCRIPT.findall(command) if not (ROOT / script).is_file()]
    if words[0] == ".ci/run" and not (ROOT / ".ci/run").is_file():
        wrong.append(".ci/run")
    return wrong


@pytest.mark.parametrize("path", written_files(), ids=short_name)
def test_a_file_is_finished_and_at_home_anywhere(path: Path) -> None:
    """No file names a place of one machine or the host of a registry, or is left unfinished."""
    text = path.read_text(encoding="utf-8")
    found = [
        match.group()
        for pattern in (PLACES_OF_A_MACHINE, REGISTRY_HOSTS, UNFINISHED)
        for match in pattern.finditer(text)
    ]
    assert [] == found


@pytest.mark.parametrize(
    "path", [path for path in written_files() if path.suffix == ".py"], ids=short_name
)
def test_a_silenced_check_has_its_reason(path: Path) -> None:
    """A check that is switched off on a line says why on that line."""
    silent = [
        line.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if SILENCED.search(line) and not REASON.search(SILENCED.sub("", line[line.index("#") :]))
    ]
    assert [] == silent


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_there(name: str) -> None:
    """Readme, guides for contributors and reporters, changelog and licence exist, with text."""
    assert len((ROOT / name).read_text(encoding="utf-8")) > 400


@pytest.mark.parametrize("path", PAGES_WITH_COMMANDS, ids=short_name)
def test_every_command_that_a_page_names_exists(path: Path) -> None:
    """Each target and script that a guide or a page tells people to run is there."""
    commands = commands_in(path.read_text(encoding="utf-8"))
    assert {} == {command: wrong_with(command) for command in commands if wrong_with(command)}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_a_guide_names_the_two_commands_that_matter(name: str) -> None:
    """Who reads either guide learns how to see the reference case and how to test."""
    commands = commands_in((ROOT / name).read_text(encoding="utf-8"))
    assert {"make demo", "make test"} <= set(commands)


@pytest.mark.parametrize(
    "target", ["demo", "test", "nightly", "docs", "bench", "clean", "api", "format"]
)
def test_a_promised_target_is_there(target: str) -> None:
    """The Makefile has every target that the guides and the design promise."""
    assert target in targets()


def test_the_pipeline_runs_the_whole_suite() -> None:
    """The pipeline's script can be run, stops at the first fault, and calls `make test`."""
    script = ROOT / ".ci/run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert script.stat().st_mode & 0o100
    assert "set -euo pipefail" in lines
    assert "make test" == lines[-1]


def test_every_tool_is_pinned() -> None:
    """The constraints are plain `name==version` lines, and pin all that the project asks for."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [] == [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    table = project()
    asked = [
        *table["project"]["dependencies"],
        *table["project"]["optional-dependencies"]["dev"],
        *table["build-system"]["requires"],
    ]
    names = {re.split(r"[<>=!~ ;\[]", line, maxsplit=1)[0].lower() for line in asked}
    assert set() == names - pinned
    assert "schemathesis" not in pinned


def test_the_oldest_permitted_versions_are_those_of_the_long_run() -> None:
    """The long run installs exactly the lower bounds of the three core dependencies."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    floors = re.search(r"^FLOORS := (.*)$", makefile, re.MULTILINE)
    assert floors is not None
    tried = {floor.partition("==")[0]: floor.partition("==")[2] for floor in floors[1].split()}
    bounds = [re.split(r">=|,", line) for line in project()["project"]["dependencies"]]
    assert sorted(tried) == sorted(bound[0] for bound in bounds)
    assert [] == [bound for bound in bounds if not f"{tried[bound[0]]}.".startswith(f"{bound[1]}.")]


def test_the_source_distribution_brings_all_that_its_tests_read() -> None:
    """Every file that was written stands in it too, that of the pipeline among them."""
    brought = {file.relative_path for file in SdistBuilder(str(ROOT)).recurse_included_files()}
    written = {short_name(path) for path in written_files() if short_name(path).startswith(FOLDERS)}
    assert set() == written - brought


def test_make_knows_its_own_targets() -> None:
    """`make help` lists every target with a sentence."""
    listing = subprocess.run(
        ["make", "help"],  # noqa: S607 - the make that started the tests
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = {line.split()[1] for line in listing.stdout.splitlines() if line.startswith("make ")}
    assert targets() == listed
