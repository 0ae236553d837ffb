"""The examples print what a person approved."""

from __future__ import annotations

import pytest

from tools.approve_examples import EXAMPLES, EXPECTED, ON_SPARK, ROOT, printed


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_what_was_approved(name: str) -> None:
    """What readers see changes only together with its recorded output."""
    assert (EXPECTED / name).read_text(encoding="utf-8") == printed(*EXAMPLES[name])


@pytest.mark.spark
@pytest.mark.parametrize("name", ON_SPARK)
def test_an_example_prints_on_spark_what_was_approved(name: str) -> None:
    """The same, of what runs on a Java machine."""
    assert (EXPECTED / name).read_text(encoding="utf-8") == printed(*ON_SPARK[name])


def test_every_example_and_every_recorded_output_is_in_the_list() -> None:
    """No example goes untested, and no output is left behind."""
    scripts = {path.name for path in (ROOT / "examples").glob("*.py")}
    listed = EXAMPLES | ON_SPARK
    assert scripts == {command[0] for command in listed.values()}
    assert {path.name for path in EXPECTED.iterdir()} == set(listed)
