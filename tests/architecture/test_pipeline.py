"""The script of the pipeline, beside a package manager that fails, is missing, or works."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.architecture.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAYS = "PostgreSQL cannot be installed here: the journal on PostgreSQL is not tested"
DEBIAN = "/usr/lib/postgresql"


def run(folder: Path, *, apt: str | None, make: str = "echo made; exit 0") -> tuple[int, list[str]]:
    """The code and the words of the script, on a machine with nothing but these programs."""
    machine, home = folder / "machine", folder / "project" / ".ci"
    machine.mkdir()
    home.mkdir(parents=True)
    text = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert DEBIAN in text
    (home / "run").write_text(text.replace(DEBIAN, str(folder / "postgresql")), encoding="utf-8")
    for name in ("dirname", "ls"):
        found = shutil.which(name)
        assert found is not None
        (machine / name).symlink_to(found)
    for name, act in (("make", make), ("apt-get", apt)):
        if act is not None:
            (machine / name).write_text(f"#!/bin/sh\n{act}\n", encoding="utf-8")
            (machine / name).chmod(0o755)
    bash = shutil.which("bash")
    assert bash is not None
    told = subprocess.run(  # noqa: S603 - our own script
        [bash, home / "run"],
        capture_output=True,
        text=True,
        env={"PATH": str(machine)},
        check=False,
    )
    return told.returncode, told.stdout.splitlines()


@pytest.mark.parametrize("apt", ["exit 100", None], ids=["that fails", "that is not there"])
def test_what_the_package_manager_cannot_do_is_said_and_stops_nothing(
    tmp_path: Path, apt: str | None
) -> None:
    """Without a server everything else is tested all the same."""
    assert (0, [SAYS, "made"]) == run(tmp_path, apt=apt)


def test_a_server_that_is_missing_is_installed(tmp_path: Path) -> None:
    """What the package manager says is left out; nothing else is said."""
    asked = tmp_path / "asked"
    assert (0, ["made"]) == run(tmp_path, apt=f'echo "$1" >>"{asked}"; echo words')
    assert ["update", "install"] == [
        word for word in asked.read_text(encoding="utf-8").split() if not word.startswith("-")
    ]


def test_a_server_that_is_there_is_not_installed_again(tmp_path: Path) -> None:
    """The package manager is not asked."""
    programs = tmp_path / "postgresql" / "15" / "bin"
    programs.mkdir(parents=True)
    (programs / "initdb").touch()
    assert (0, ["made"]) == run(tmp_path, apt=f'touch "{tmp_path}/asked"; exit 0')
    assert not (tmp_path / "asked").exists()


def test_what_make_finds_is_what_the_pipeline_finds(tmp_path: Path) -> None:
    """A fault of the tests is a fault of the script."""
    code, _ = run(tmp_path, apt="exit 100", make="exit 2")
    assert 2 == code
