"""Draws the parts of the documentation that can be read off the library, into its pages.

A drawn part stands between `<!-- drawn: NAME -->` and `<!-- end -->`; what is between is replaced.
`make drawings` rewrites the pages; a test fails while one differs from what would be drawn now.
"""

from __future__ import annotations

import csv
import inspect
import re
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain import CHAIN, CaseStatus, Edition, Event, Row, Stage
from reintegra.chain.case import OPENING_EVENTS
from reintegra.chain.stage import declared_types
from reintegra.chain.stimulus import OF_A_BANK
from reintegra.chain.table import PLACES, place_of
from reintegra.lifecycle import Table, mermaid
from reintegra.policies.kemensos import KEMENSOS
from reintegra.rules import All, AnyOf, AtLeast, Expression, Missing, Not, Rule
from reintegra.vocabulary import Source, Text, Worded
from tools import draw_allocation, draw_exploration, draw_money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reintegra.chain.policy import Stated, Term

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GLOSSARY = DOCS / "data" / "glossary.csv"
NONE = "&ndash;"
ELIGIBLE = "is eligible, see [Eligibility](#eligibility-for-the-stimulus)"
DRAWN = re.compile(r"(<!-- drawn: ([a-z0-9-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

WORDS: Mapping[type, Text] = {event: event.words for event in PLACES}
"""The words of every event of the chain."""

EDITIONS = [(entry, entry.value) for entry in KEMENSOS.editions.entries if entry.value is not None]
"""The editions of the Ministry, with the entry that says from when each holds."""

HOLDS: Mapping[str, str] = {
    "PersonId": "identifier of the person",
    "ActorId": "identifier of who acts",
    "AwardId": "number of the award",
    "PaymentId": "number of the payment",
    "ProgrammeId": "identifier of the programme",
    "SiteId": "identifier of the site",
    "AccountReference": "reference of the account, never its number",
    "RecordNumber": "number of the document",
    "Code": "code of a vocabulary",
    "CountryCode": "country (ISO 3166)",
    "RegionCode": "regency or city (Kemendagri code)",
    "Digest": "digest (SHA-256)",
    "Money": "amount",
    "Proof": "kind and number of the document that proves it",
    "Period": "period, both ends included",
    "Answer": "answers: item and option",
    "date": "day",
    "bool": "yes or no",
    "int": "whole number",
    "NoneType": "nothing",
}
"""What a field of an event holds, by the name of its type."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is written as an entity."""
    lines = [head, ["---"] * len(head), *rows]
    cells = ([cell.replace("|", "&#124;") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


def event_link(event: type) -> str:
    """The class of an event, linked to its place in the reference."""
    return f"[`{event.__name__}`][{event.__module__}.{event.__name__}]"


def stands(source: Source | None) -> str:
    """Where a value of a policy stands; without a source it is an assumption."""
    if source is None:
        return "**assumption**"
    return f"[{source}]({source.address})" if source.address else str(source)


def both(text: Text) -> str:
    """A text in English, then in Indonesian."""
    return f"{text.en}<br>*{text.id}*"


def overview() -> str:
    """The links of the chain, where a case may begin, and where it may end."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{stage.name.en}" as {stage.code}' for stage in CHAIN]
    for event in OPENING_EVENTS:
        lines.append(f"    [*] --> {place_of(event).stage.code}: {event.words.en}")
    links = [stage.code for stage in CHAIN[:-1]]
    lines += [f"    {before} --> {after}" for before, after in pairwise(links)]
    lines += [f"    {link} --> {CHAIN[-1].code}" for link in links]
    return "\n".join(["```mermaid", *lines, "```", ""])


def links() -> str:
    """The links with their names in both languages, how many events each has, and their pages."""
    rows = (
        (f"[{each.name.en}]({each.code}.md)", each.name.id, str(len(each.rows))) for each in CHAIN
    )
    return table(("link", "Indonesian", "events"), rows)


def diagram(stage: Stage) -> str:
    """The events of a stage that change its status, as a Mermaid diagram."""
    changing = (_only_changes(row) for row in stage.rows)
    drawn: Table[Any] = attrs.evolve(stage.table, rows=tuple(row for row in changing if row))
    return f"```mermaid\n{mermaid([drawn], 'en', naming=WORDS.__getitem__)}```\n"


def _only_changes(row: Row) -> Row | None:
    changed = tuple(status for status in row.when if row.leads_to(status) != (status,))
    may_keep = tuple(status for status in row.may_keep if status in changed)
    return attrs.evolve(row, when=changed, keeps=(), may_keep=may_keep) if changed else None


def events(stage: Stage) -> str:
    """The events of a stage with what they state and the fields that they hold."""
    rows = (
        (
            f"{both(WORDS[row.event])}<br>{event_link(row.event)}",
            (inspect.getdoc(row.event) or "").partition("\n")[0],
            "<br>".join(_fields(row.event)) or NONE,
        )
        for row in stage.rows
    )
    return table(("event", "what it states", "what it holds beside the case and the day"), rows)


def _fields(event: type[Event]) -> Iterator[str]:
    specific = {field.name for field in attrs.fields(event) if "specific" in field.metadata}
    for name, accepted, elements in declared_types(event):  # type: ignore[arg-type] # mypy takes the hash of the objects for that of their class
        if name not in {"case", "on"}:
            held = ", or ".join(map(_holds, elements or accepted))
            several = " (any number)" if elements else ""
            mark = " **(specific)**" if name in specific else ""
            yield f"`{name}`{mark}: {held}{several}"


def _holds(kind: type) -> str:
    if issubclass(kind, Missing):
        return "the reason why it is not known"
    if issubclass(kind, Worded):
        return "; ".join(str(member.text.en) for member in kind)
    return HOLDS[kind.__name__]


def rows_of(stage: Stage) -> str:
    """The rows of the transition table of a stage."""
    rows = (
        (
            event_link(row.event),
            _statuses(row.when, stage.table.statuses),
            _leads_to(row),
            _days_of(row, stage),
            _statuses(row.while_case, CaseStatus),
            "<br>".join(f"{rule.text.en} (`{rule.code}`)" for rule in row.fits) or NONE,
        )
        for row in stage.rows
    )
    case = "while the case is"
    heads = ("event", "possible in", "leads to", "not dated before", case)
    return table((*heads, "what its content must meet"), rows)


def _days_of(row: Row, stage: Stage) -> str:
    if row.any_day:
        return "the case began"
    if row.event in OF_A_BANK:
        return "what was told of that payment"
    return "any event" if stage is CHAIN[-1] else "any event of this link"


def _statuses(statuses: Sequence[Worded], among: type[Worded]) -> str:
    return "any status" if len(statuses) == len(among) else _listed(statuses)


def _listed(statuses: Iterable[Worded]) -> str:
    return ", ".join(status.text.en for status in statuses)


def _leads_to(row: Row) -> str:
    if not row.to:
        return "the same status"
    kept = f"; stays the same from: {_listed(row.keeps)}" if row.keeps else ""
    either = f"; may stay the same from: {_listed(row.may_keep)}" if row.may_keep else ""
    return _listed(row.to) + kept + either


def leaves(expression: Expression) -> Iterator[Rule]:
    """The innermost named rules of an expression, in the order in which they are written."""
    match expression:
        case Rule():
            inner = tuple(leaves(expression.condition))
            yield from inner or (expression,)
        case All() | AnyOf() | AtLeast():
            for part in expression.parts:
                yield from leaves(part)
        case Not():
            yield from leaves(expression.part)
        case _:
            return


def _rule_row(rule: Rule) -> tuple[str, ...]:
    asked = rule.condition.sentence.en
    return f"`{rule.code}`", both(rule.text), asked, stands(rule.source)


def editions() -> str:
    """The editions, the day from which each holds, and the order in which it has the stages."""
    names = {stage.code: stage.name.en for stage in CHAIN}
    rows = []
    for since, edition in EDITIONS:
        order = edition.order
        stages = ", ".join(names[code].lower() for code in order.value)
        day, holds = f"holds from {since.since}", stands(since.source)
        rows += [
            (f"**{edition.name.en}**", f"`{edition.code}`", stands(edition.source)),
            ("", day, holds),
            ("", f"order: {stages}<br>{both(order.text)}", stands(order.source)),
        ]
    return table(("edition", "is", "stands in"), rows)


def requirements(edition: Edition) -> str:
    """What an edition requires across stages, event by event and rule by rule."""
    rows: list[tuple[str, ...]] = []
    for event, rule in edition.requirements.items():
        if rule is edition.eligibility:
            rows.append((event_link(event), NONE, ELIGIBLE, NONE, NONE))
        else:
            rows += [(event_link(event), *_rule_row(leaf)) for leaf in leaves(rule)]
    return table(("before", "rule", "what it says", "asks", "stands in"), rows)


def eligibility(edition: Edition) -> str:
    """The conditions of eligibility of an edition, rule by rule."""
    rows = map(_rule_row, leaves(edition.eligibility))
    return table(("rule", "what it says", "asks", "stands in"), rows)


def values(edition: Edition) -> str:
    """The single values of an edition: currency, channels, tranches, horizon, register."""
    channels = "; ".join(each.text.en for each in sorted(edition.channels.value))
    stated: list[tuple[str, str, Stated[Any]]] = [
        ("channels", channels, edition.channels),
        ("tranches", str(edition.tranches.value), edition.tranches),
    ]
    if (horizon := edition.risk_horizon_months) is not None:
        stated.append(("risk horizon", f"{horizon.value} months", horizon))
    rows = [("currency", edition.currency.code, NONE, NONE)]
    rows += [(name, shown, both(each.text), stands(each.source)) for name, shown, each in stated]
    rows += [
        ("asked of the register", f"`{fact.name}`", both(fact.text), NONE)
        for fact in edition.register_facts
    ]
    return table(("value", "is", "what it says", "stands in"), rows)


def due(edition: Edition) -> str:
    """The time limits and cadences of an edition."""
    rows = [
        (
            f"{both(limit.text)}<br>`{limit.code}`",
            event_link(limit.starts),
            "<br>".join(map(event_link, limit.met_by)),
            f"{limit.days} days",
            NONE if limit.applies is None else limit.applies.sentence.en,
            ", ".join(f"`{service}`" for service in limit.services) or "any",
            "<br>".join(map(event_link, limit.stopped_by)) or NONE,
            stands(limit.source),
        )
        for limit in edition.limits
    ]
    rows += [
        (
            f"{both(each.text)}<br>`{each.code}`",
            event_link(each.starts),
            event_link(each.met_by),
            f"every {each.every_days} days for {each.months} months",
            NONE,
            NONE,
            "<br>".join(map(event_link, each.stopped_by)) or NONE,
            stands(each.source),
        )
        for each in edition.cadences
    ]
    runs = ("runs from", "met by", "within", "only where", "service", "ends with")
    return table(("what is due", *runs, "stands in"), rows)


def modules(edition: Edition) -> str:
    """The guidance modules of an edition."""
    return _terms([("guidance module", edition.modules)])


def words(edition: Edition) -> str:
    """The needs, services and instruments of an edition."""
    items = [
        (f"{kind} of `{each.code}`", terms)
        for each in edition.instruments
        for kind, terms in (("item", each.items), ("option", each.options))
    ]
    return _terms([("need", edition.needs), ("service", edition.services), *items])


def _terms(kinds: Iterable[tuple[str, Iterable[Term]]]) -> str:
    rows = (
        (kind, f"`{term.code}`", term.text.en, term.text.id, stands(term.source))
        for kind, terms in kinds
        for term in terms
    )
    return table(("kind", "code", "English", "Indonesian", "stands in"), rows)


def in_each_edition(draw: Callable[[Edition], str]) -> str:
    """What is drawn of each edition; editions of which the same is drawn stand together."""
    named: dict[str, list[str]] = {}
    for _, edition in EDITIONS:
        named.setdefault(draw(edition), []).append(edition.name.en)
    return "\n".join(f"*{' and '.join(names)}:*\n\n{text}" for text, names in named.items())


def rounds() -> str:
    """The rounds of the policy with the amount per person and how it is known."""
    rows = (
        (
            f"{terms.place}<br>`{terms.code}`",
            " to ".join(dict.fromkeys((str(terms.held.start), str(terms.held.end)))),
            str(terms.participants),
            terms.purpose.text.en,
            "not stated" if terms.channel is None else terms.channel.text.en,
            str(terms.total or "not stated"),
            f"{terms.amount or 'unknown'}, {terms.basis.text.en}",
            f"{terms.partner}. {terms.note.en}." if terms.note else terms.partner,
            stands(terms.source),
        )
        for terms in KEMENSOS.rounds
    )
    who = "partner, and what else is known"
    head = ("where", "held", "people", "purpose", "channel", "total", "each", who, "stands in")
    return table(head, rows)


def glossary() -> str:
    """Every word of the glossary, by its Indonesian spelling."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        terms = sorted(
            csv.DictReader(file), key=lambda term: term["indonesian"].casefold().lstrip("(")
        )
    rows = (
        (
            f'<a id="{term["identifier"]}"></a>{term["indonesian"]}',
            term["english"],
            term["definition_en"],
            f"`{term['identifier']}`",
            f"[source]({term['source_url']})" if term["source_url"] else NONE,
        )
        for term in terms
    )
    return table(("Indonesian", "English", "meaning", "identifier", "source"), rows)


def axioms() -> str:
    """What holds of each method of sharing, and under which tie rule."""
    return table(draw_allocation.heads(), draw_allocation.axioms())


def drawings() -> dict[str, Callable[[], str]]:
    """Every part that can be drawn, by its name."""
    found: dict[str, Callable[[], str]] = {
        "overview": overview,
        "links": links,
        "glossary": glossary,
        "editions": editions,
        "rounds": rounds,
        "axioms": axioms,
        **draw_money.drawings(table),
        **draw_exploration.drawings(table),
    }
    for stage in CHAIN:
        for kind, of_stage in (("diagram", diagram), ("events", events), ("rows", rows_of)):
            found[f"{kind}-{stage.code}"] = partial(of_stage, stage)
    for draw in (eligibility, requirements, values, due, modules, words):
        found[draw.__name__] = partial(in_each_edition, draw)
    return found


def pages() -> tuple[Path, ...]:
    """The pages that have a drawn part."""
    found = sorted(DOCS.rglob("*.md"))
    return tuple(page for page in found if DRAWN.search(page.read_text(encoding="utf-8")))


def names_in(page: str) -> list[str]:
    """The names of the drawn parts of a page, in their order."""
    return [match[2] for match in DRAWN.finditer(page)]


def redrawn(page: str) -> str:
    """The page with every drawn part as it would be drawn now."""
    known = drawings()
    return DRAWN.sub(lambda part: f"{part[1]}\n{known[part[2]]()}\n{part[4]}", page)


def main() -> None:
    """Rewrite the pages; print those that changed."""
    for path in pages():
        before = path.read_text(encoding="utf-8")
        if (after := redrawn(before)) != before:
            path.write_text(after, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
