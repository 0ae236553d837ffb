"""How many examples are tried: as the guide says, and in the nightly run nothing is held back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import EXAMPLES, bounded

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "examples", "drawn_by_chance"),
    [("dev", 50, False), ("ci", 500, False), ("nightly", 20_000, True)],
)
def test_each_profile_is_what_the_guide_says(
    name: str, examples: int, drawn_by_chance: bool
) -> None:
    """Only the nightly run tries other examples each time; the others can be told again."""
    profile = settings.get_profile(name)
    assert (examples, not drawn_by_chance, None) == (
        profile.max_examples,
        profile.derandomize,
        profile.deadline,
    )
    assert re.search(rf"^\| `{name}` \| {examples:,} \|", GUIDE, re.MULTILINE)


@given(st.integers(1, 600))
def test_what_is_dear_is_bounded_in_make_test_and_keeps_its_share_at_night(examples: int) -> None:
    """No more than asked for, never fewer at night, and the share of the profile there."""
    dev, ci, nightly = (bounded(examples, asked) for asked in EXAMPLES.values())
    assert (min(50, examples), min(500, examples)) == (dev, ci)
    assert nightly == ci * 40
