"""The words and conditions of every rule of the chain, the fund and its office stand on record."""

from __future__ import annotations

import pytest

from tests.rule_words import MODULES, RECORD, made_anew, words_of, written


def test_every_rule_says_and_asks_what_is_on_record() -> None:
    """A changed word or condition is read by somebody; `make approve` renews the record."""
    assert RECORD.read_text(encoding="utf-8") == written()


@pytest.mark.parametrize("name", MODULES)
def test_each_of_the_modules_has_rules_or_facts(name: str) -> None:
    """Nothing on record would be no record."""
    assert words_of(made_anew(name))
