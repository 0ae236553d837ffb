"""The page on journals says of every answer of `append` what it means, and what to do then."""

from __future__ import annotations

import re
from pathlib import Path

from tests.error_texts import on_record

PAGE = (Path(__file__).parents[2] / "docs" / "journal" / "index.md").read_text(encoding="utf-8")
ROWS = re.compile(r"^\| ((?:`[a-z-]+`(?:, )?)+) \| (.+) \| (.+) \|$", re.MULTILINE)
RAISED = re.compile(
    r"Conflict: (?:.*: journal|the stream has another version than expected: .*"
    r"|one key was used for two different commands: .*) \[([a-z-]+)\]"
)


def test_every_code_with_which_a_journal_refuses_stands_on_the_page_once() -> None:
    """With what it means and what to do; and the page names none that does not exist."""
    told = [code for codes, _, _ in ROWS.findall(PAGE) for code in re.findall(r"[a-z-]+", codes)]
    raised = {match[1] for match in map(RAISED.fullmatch, on_record()) if match is not None}
    assert sorted(raised) == sorted(told)
