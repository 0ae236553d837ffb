"""The examples print what a person approved."""

from __future__ import annotations

import pytest

from tools.approve_examples import EXAMPLES, EXPECTED, ROOT, printed


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_what_was_approved(name: str) -> None:
    """What readers see changes only together with its recorded output."""
    assert (EXPECTED / name).read_text(encoding="utf-8") == printed(*EXAMPLES[name])


def test_every_example_and_every_recorded_output_is_in_the_list() -> None:
    """No example goes untested, and no output is left behind."""
    scripts = {path.name for path in (ROOT / "examples").glob("*.py")}
    assert scripts == {command[0] for command in EXAMPLES.values()}
    assert {path.name for path in EXPECTED.iterdir()} == set(EXAMPLES)
