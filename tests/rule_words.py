"""Every rule and fact that the library's modules make when they are imported, as data."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reintegra.rules import Fact, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

RECORD = Path(__file__).resolve().parent / "data" / "rule_words.json"
MODULES = (
    "reintegra.chain.facts",
    "reintegra.chain.fitting",
    "reintegra.chain.table",
    "reintegra.programme.money.funding",
    "reintegra.programme.office_change",
    "reintegra.programme.paying.contradiction",
    "reintegra.programme.paying.ordering",
    "reintegra.programme.paying.separation",
    "reintegra.programme.rounds.entitlement",
)


def made_anew(name: str) -> ModuleType:
    """The module as its file makes it now, beside the one that is in use."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words_of(module: ModuleType) -> list[object]:
    """The facts and the rules of a module, with their words, in the order of the file."""
    return [each.to_data() for value in vars(module).values() for each in _inside(value)]


def _inside(value: object) -> Iterator[Fact[object] | Rule]:
    if isinstance(value, Fact | Rule):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _inside(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _inside(getattr(each, "rules", each))


def written() -> str:
    """The words of all modules as they are put on record."""
    found = {name: words_of(made_anew(name)) for name in MODULES}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def record() -> None:
    """Write the record anew."""
    RECORD.write_text(written(), encoding="utf-8")
