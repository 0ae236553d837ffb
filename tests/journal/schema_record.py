"""What the schemas of events are, so that nobody changes one without a new version.

python -m tests.journal.schema_record        write down schemas that are not on record yet
python -m tests.journal.schema_record golden  write the journal of the present schemas anew
"""

from __future__ import annotations

import copy
import json
import sys
import typing
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, given, seed, settings

from reintegra.chain import Event
from reintegra.journal import SCHEMAS, Coding, JournalEntry, Row
from reintegra.journal.chaining import BEFORE_THE_FIRST, chained
from reintegra.journal.forms import write_stream
from reintegra.journal.schemas import VERSIONS
from reintegra.programme import Entry
from reintegra.rules.canonical import digest_of
from reintegra.vocabulary import CaseId, ProgrammeId, Worded
from tests.journal.events import LAW, NOW, OFFICE, of_type, standing

GOLDEN = Path(__file__).parents[1] / "golden"
RECORD = GOLDEN / "schemas.json"


def schema_of(hint: Any) -> Any:
    """An annotation as data: the names of fields and of types, however deep."""
    inner = typing.get_args(hint)
    if inner:
        name = getattr(typing.get_origin(hint), "__name__", "")
        kind = "Union" if name == "UnionType" else name
        told = [schema_of(each) for each in inner if each is not ...]
        return [kind, sorted(told, key=str) if kind == "Union" else told]
    if isinstance(hint, type) and attrs.has(hint) and hint.__name__ not in _TAGGED:
        hints = typing.get_type_hints(hint)
        fields = {each.name: schema_of(hints[each.name]) for each in attrs.fields(hint)}
        return [hint.__name__, fields]
    return hint.__name__


_TAGGED = {"Event", *(kind.__name__ for kind in SCHEMAS.values())}
"""What stands with its own name and version wherever it stands."""


def fields_of(kind: type[Any]) -> Any:
    """The fields of a type of event."""
    hints = typing.get_type_hints(kind)
    return {each.name: schema_of(hints[each.name]) for each in attrs.fields(kind)}


def present() -> dict[str, str]:
    """The digest of every schema, by type and version."""
    return {
        f"{name}/{VERSIONS.get(name, 1)}": digest_of(fields_of(kind))
        for name, kind in SCHEMAS.items()
    }


def words() -> dict[str, list[str]]:
    """Every code of every closed set that an event can hold."""
    found: dict[str, list[str]] = {}

    def look(hint: Any) -> None:
        for inner in typing.get_args(hint):
            look(inner)
        if isinstance(hint, type) and issubclass(hint, Worded):
            found[hint.__name__] = sorted(hint)
        elif isinstance(hint, type) and attrs.has(hint):
            hints = typing.get_type_hints(hint)
            for field in attrs.fields(hint):
                look(hints[field.name])

    for kind in SCHEMAS.values():
        look(kind)
    return found


def golden_rows() -> list[Row]:
    """A journal with an event of every type, each in a stream of its own."""
    coding, rows, before = Coding(), list[Row](), BEFORE_THE_FIRST
    for kind in sorted(SCHEMAS.values(), key=lambda kind: kind.__name__):
        event, stream = in_its_stream(example_of(kind), f"golden-{kind.__name__.lower()}")
        place = len(rows) + 1
        entry = JournalEntry(
            sequence=place,
            stream=stream,
            version=1,
            recorded_at=NOW,
            actor=OFFICE,
            authority=LAW,
            cause=None,
            key=None,
            event=event,
        )
        content = coding.write(entry, coding.data_of(event))
        before = chained(before, content)
        rows.append(Row(place, write_stream(stream), 1, None, before, content))
    return rows


def in_its_stream(made: Any, number: str) -> tuple[Any, CaseId | ProgrammeId]:
    """The event as one of a case or a programme of this number; an entry keeps its own."""
    if isinstance(made, Entry):
        return made, made.programme
    field, kind = ("case", CaseId) if isinstance(made, Event) else ("programme", ProgrammeId)
    stream, event = kind(number), copy.copy(made)
    # what is on record is not asked anew: a point of entry may have gone out of use
    object.__setattr__(event, field, stream)
    return standing(event), stream


def example_of(kind: type[Any]) -> Any:
    """The fullest of a few made-up events: every field that can be filled is."""
    found: list[Any] = []

    @seed(1)
    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    @given(of_type(kind))
    def collect(event: Any) -> None:
        found.append(event)

    collect()
    return max(found, key=lambda event: len(str(event)) if len(str(event)) < 4_000 else 0)


def record() -> None:
    """Write down what is not on record; what is on record stays."""
    held = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    schemas = {**present(), **held.get("schemas", {})}
    codes = held.get("words", {})
    for name, known in words().items():
        codes[name] = sorted({*known, *codes.get(name, ())})
    text = json.dumps({"schemas": schemas, "words": codes}, indent=1, sort_keys=True)
    RECORD.write_text(text + "\n", encoding="utf-8")


def write_golden() -> None:
    """One line for each entry: the digest in hexadecimal, a blank, the canonical bytes."""
    lines = [f"{row.digest.hex()} {row.content.decode()}\n" for row in golden_rows()]
    (GOLDEN / "journal-1.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_golden() if "golden" in sys.argv else record()
