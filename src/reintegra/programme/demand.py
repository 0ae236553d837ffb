"""What fund, desk and office ask before something happens: demands that are met, or not."""

from __future__ import annotations

from reintegra.rules import Fact, Rule
from reintegra.vocabulary.texts import Text


def demand(code: str, indonesian: str, english: str) -> Rule:
    """A rule that one answer decides, whose fact has the name of its code, with underscores."""
    text = Text(id=indonesian, en=english)
    return Rule(code, Fact(code.replace("-", "_"), bool, text).is_true, text)
