"""What all links of the chain share: a dated event, a record with a status, a row of the table.

An event is a fact that happened to one case. It is frozen, dated, and holds no personal data:
its fields are identifiers, closed words, codes of a policy, regions, days, counts and money, and
their types are checked when it is made. Fields marked with `SPECIFIC` hold what UU 27/2022
article 4 calls specific personal data (secondary source); they deserve the embedder's narrowest
access.
"""

from __future__ import annotations

import functools
import operator
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar, Union, cast

import attrs

from reintegra import lifecycle
from reintegra.chain.drafting import Draft, copying, seal
from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Rule
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.identifiers import CaseId
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded

if typing.TYPE_CHECKING:
    from reintegra.vocabulary.regions import RegionCode

SPECIFIC: Mapping[str, str] = types.MappingProxyType({"specific": "UU 27/2022, article 4"})
"""Marks a field as specific personal data: health, children, finance, criminal record."""


class CaseStatus(Worded):
    """Whether the case is being worked on, and if not, why."""

    OPEN = "open", "Berjalan", "Open"
    CONTACT_LOST = "contact-lost", "Hilang kontak", "Contact lost"
    ABSCONDED = "absconded", "Kabur", "Absconded"
    LEFT = "left", "Pulang paksa", "Left against advice"
    TRANSFERRED = "transferred", "Dialihkan", "Transferred"
    CLOSED = "closed", "Ditutup", "Closed"
    DIED = "died", "Meninggal", "Died"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Event:
    """Something happened to one case on one day.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    words: ClassVar[Text]
    """What has happened, in both languages."""

    case: CaseId
    on: date = attrs.field(converter=as_day)

    def __attrs_post_init__(self) -> None:
        event: type = type(self)
        values = _reading(event)(self)
        kinds: tuple[type, ...] = tuple(map(type, values))
        place = _misfit(event, kinds)
        for tuple_at, elements in _tuples(event):
            if place is None and not all(isinstance(each, elements) for each in values[tuple_at]):
                place = tuple_at
        if place is not None:
            name, accepted, elements = declared_types(event)[place]
            expected = " or ".join(kind.__name__ for kind in elements or accepted)
            raise WrongType(f"{event.__name__}.{name}", expected, kinds[place])


@functools.cache
def _reading(event: type) -> Callable[[object], tuple[Any, ...]]:
    """All fields of an event at once, of which it always has more than one."""
    return operator.attrgetter(*(name for name, _, _ in declared_types(event)))


@functools.cache
def _tuples(event: type) -> tuple[tuple[int, tuple[type, ...]], ...]:
    """The places of the fields that hold several, with the types of their elements."""
    fields = enumerate(declared_types(event))
    return tuple((place, elements) for place, (_, _, elements) in fields if elements)


@functools.lru_cache(maxsize=1024)
def _misfit(event: type, kinds: tuple[type, ...]) -> int | None:
    """The place of the first field that does not take a value of its type, if any.

    It is the same for all events whose fields are of these types, so it is asked once.
    """
    for place, (kind, (_, accepted, _)) in enumerate(
        zip(kinds, declared_types(event), strict=True)
    ):
        if not issubclass(kind, accepted) or (kind is bool and bool not in accepted):
            return place
    return None


@functools.cache
def declared_types(
    event: type,
) -> tuple[tuple[str, tuple[type, ...], tuple[type, ...]], ...]:
    """The fields of an event class: name, accepted types, and element types of a tuple."""
    hints = typing.get_type_hints(event)
    return tuple(
        (field.name, _alternatives(hints[field.name]), _elements(hints[field.name]))
        for field in attrs.fields(event)
    )


def _alternatives(hint: Any) -> tuple[type, ...]:  # noqa: ANN401 - an annotation has no narrower type
    if typing.get_origin(hint) in (types.UnionType, Union):
        return tuple(kind for part in typing.get_args(hint) for kind in _alternatives(part))
    return (typing.get_origin(hint) or hint,)


def _elements(hint: Any) -> tuple[type, ...]:  # noqa: ANN401 - an annotation has no narrower type
    return _alternatives(typing.get_args(hint)[0]) if typing.get_origin(hint) is tuple else ()


@functools.cache
def ways_to_happen(event: type[Event]) -> int | None:
    """How many different events of this type one case can have on one day; `None`: any number."""
    ways = 1
    for name, accepted, elements in declared_types(event):  # type: ignore[arg-type] # as above
        if name in {"case", "on"}:
            continue
        choices = [_choices(kind) for kind in accepted]
        if elements or not all(choices):
            return None
        ways *= sum(choices)
    return ways


def _choices(kind: type) -> int:
    """How many values a closed type has; 0 where nobody can count them."""
    if kind is types.NoneType:
        return 1
    if kind is bool:
        return 2
    return len(kind) if issubclass(kind, Worded) else 0


def each_once(field: str, named: Iterable[Hashable]) -> None:
    """Refuse what is named twice in one event.

    Raises:
        InvalidValue: something is named twice; it is not repeated.
    """
    held = tuple(named)
    if len(set(held)) != len(held):
        raise InvalidValue(field, "twice", "name each once")


def regency_level(field: str, region: RegionCode) -> None:
    """Refuse a province where a regency or city is meant; unknown and retired codes are kept.

    Raises:
        InvalidValue: the code is that of a province.
    """
    if region == region.province:
        raise InvalidValue(field, "province", "the code of a regency or city, such as 52.02")


EventT = TypeVar("EventT", bound=Event)


def by_day(events: Sequence[EventT], event: EventT) -> Sequence[EventT]:
    """The events with one more, by their days; of one day in the order of recording."""
    if not events or events[-1].on <= event.on:
        return with_one_more(events, event)
    return tuple(sorted((*events, event), key=lambda each: each.on))


@attrs.frozen(weakref_slot=False)
class Record:
    """What is on record of one stage of one case; each stage derives its own.

    `last_on` is the latest day of an event of the stage.
    """

    status: Worded
    last_on: date | None = None

    def status_for(self, _event: Event) -> Worded:
        """The status that decides whether this event is possible."""
        return self.status

    def statuses_for(self, _event: type[Event]) -> tuple[Worded, ...]:
        """The statuses in which an event of this type could find the stage."""
        return (self.status,)

    def latest_for(self, _event: Event) -> date | None:
        """The day before which this event must not be dated, where its row is kept in order."""
        return self.last_on

    def earliest_for(self, _event: type[Event]) -> date | None:
        """The earliest day that an event of this type must not be dated before."""
        return self.last_on

    def particulars(self, _event: Event) -> Mapping[str, bool]:
        """How the event's own content fits what is on record, by fact name."""
        return {}

    def possible_particulars(self, _event: type[Event]) -> Mapping[str, bool]:
        """What no event of this type could fit now, by fact name; all else some event fits."""
        return {}


@attrs.frozen
class Row(lifecycle.Row[Worded]):
    """In which statuses of the stage and of the case an event is possible, and where it leads.

    `fits` are rules about the event's own content. An empty `to` leaves the status as it is, and
    so does every status in `keeps`, wherever the event leads from the others; in a status of
    `may_keep` both can be. `any_day`: the event may be dated before later ones on record.

    Raises:
        InvalidValue: a status is kept in which the event is not possible, or the row names no
            status of the case.
    """

    while_case: tuple[CaseStatus, ...] = (CaseStatus.OPEN,)
    fits: tuple[Rule, ...] = ()
    keeps: tuple[Worded, ...] = ()
    may_keep: tuple[Worded, ...] = ()
    any_day: bool = False

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not set(self.when).issuperset((*self.keeps, *self.may_keep)):
            raise InvalidValue(self.event.__name__, "keeps", "keep only statuses of `when`")
        if not self.while_case:
            raise InvalidValue(self.event.__name__, "never", "possible in no status of the case")

    def leads_to(self, status: Worded) -> tuple[Worded, ...]:
        """Where the event can lead from a status: nowhere, if it is not possible there."""
        if status in self.keeps:
            return (status,)
        also = (status,) if status in self.may_keep else ()
        return (*super().leads_to(status), *also)


Change = Callable[[Any, Any], None]
"""Puts an event into the draft of a record; the latest day is put there for all alike."""


def _frozen(changes: Mapping[type[Event], Change]) -> Mapping[type[Event], Change]:
    return types.MappingProxyType(dict(changes))


@attrs.frozen(eq=False)
class Stage:
    """One link of the chain: its table, the record it starts from, and how an event changes it.

    `draft` is the class of a record while it is changed, and `changes` are what each event of the
    table changes of it.
    """

    code: str
    name: Text
    table: lifecycle.Table[Any]
    start: Record
    draft: type[Draft]
    changes: Mapping[type[Event], Change] = attrs.field(converter=_frozen)
    opened: Callable[[Record], Any] = attrs.field(
        init=False, default=attrs.Factory(lambda stage: copying(stage.draft), takes_self=True)
    )
    """How a record of this stage becomes a draft."""

    def after(self, record: Record, event: Event) -> Record:
        """The record after one more event of this stage."""
        draft = self.opened(record)
        self.put(draft, event)
        seal(draft)
        sealed: Record = draft
        return sealed

    def put(self, draft: Any, event: Event) -> None:  # noqa: ANN401 - a draft of whatever record
        """Put an event of this stage into a draft of its record."""
        if draft.last_on is None or draft.last_on < event.on:
            draft.last_on = event.on
        self.changes[type(event)](draft, event)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its table, with what the chain adds to them."""
        return cast("tuple[Row, ...]", self.table.rows)
