"""A digest that is taken today is the one of the day on which the content was first sealed."""

from __future__ import annotations

from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue
from reintegra.programme import content
from reintegra.programme.content import digest_of_content, digest_of_parts, digest_of_record

PLAIN = st.none() | st.booleans() | st.integers(-1, 2) | st.sampled_from(["", "1", "x"])
VALUES = PLAIN | st.lists(PLAIN, max_size=2).map(tuple) | st.dictionaries(PLAIN, PLAIN, max_size=1)


def made(name: str, **fields: Any) -> Any:
    """A kind of record with these fields, each with its default."""
    held = {each: attrs.field(default=default) for each, default in fields.items()}
    return attrs.make_class(name, held, frozen=True, kw_only=True)


def told(value: object) -> str:
    """A value with the type of all that is in it: 1 is not True here."""
    return repr(value)


@example(old=None, default=1, new=True)
@example(old=None, default=(False,), new=(0,))
@given(VALUES, VALUES, VALUES)
def test_a_field_that_is_added_changes_nothing_where_it_holds_its_default(
    old: object, default: object, new: object
) -> None:
    """And tells whatever else it holds, were it only of another type."""
    before = made("Kind", held=attrs.NOTHING)(held=old)
    later = made("Kind", held=attrs.NOTHING, added=default)
    assert digest_of_content(before) == digest_of_content(later(held=old))
    assert digest_of_content(before) == digest_of_content(later(held=old, added=default))
    same = digest_of_content(later(held=old, added=new)) == digest_of_content(before)
    assert same is (told(new) == told(default))


@given(VALUES, VALUES, VALUES, VALUES)
def test_two_records_have_one_digest_only_where_all_their_fields_agree(
    first: object, second: object, third: object, fourth: object
) -> None:
    """Wherever a default stands: it is left out, and known to be so."""
    kind = made("Kind", one=attrs.NOTHING, two=third, three=None)
    left, right = kind(one=first, two=second), kind(one=third, three=fourth)
    alike = told(attrs.astuple(left, recurse=False)) == told(attrs.astuple(right, recurse=False))
    assert alike is (digest_of_content(left) == digest_of_content(right))


def test_a_default_that_is_made_anew_is_one_and_one_of_other_fields_is_none() -> None:
    """An empty list is made for each record; what depends on the record is always told."""

    @attrs.frozen
    class Kind:
        one: int
        many: dict[str, int] = attrs.field(factory=dict)
        twice: int = attrs.field(default=attrs.Factory(lambda kind: 2 * kind.one, takes_self=True))

    without: Any = attrs.make_class("Kind", ["one", "twice"], frozen=True)
    assert digest_of_content(Kind(2)) == digest_of_content(without(2, 4))
    assert digest_of_content(Kind(2)) != digest_of_content(without(2, 5))
    assert digest_of_content(Kind(2)) != digest_of_content(Kind(2, {"a": 1}))


def test_a_named_tuple_is_told_by_its_names_as_well() -> None:
    """What a fund keeps may get a field like anything else."""

    class Posted(NamedTuple):
        amount: int
        note: str | None = None

    before: Any = attrs.make_class("Posted", ["amount"], frozen=True)
    assert digest_of_content(before(5)) == digest_of_content(Posted(5))
    assert digest_of_content(before(5)) != digest_of_content(Posted(5, "x"))
    assert digest_of_content(Posted(5)) != digest_of_content((5, None))


def test_what_is_renamed_is_sealed_by_its_first_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both a kind of value and a field of it."""
    officer = made("Officer", person=attrs.NOTHING, household=None)(person="p", household="h")
    before = digest_of_content(officer)
    assert before != digest_of_content(
        made("Clerk", person=attrs.NOTHING, home=None)(person="p", home="h")
    )
    names = {"Clerk": "Officer", "Clerk.home": "household"}
    monkeypatch.setattr(content, "FIRST_NAMES", names)
    clerk = made("Clerk", person=attrs.NOTHING, home=None)
    assert before == digest_of_content(clerk(person="p", home="h"))
    assert before != digest_of_content(clerk(person="p", home="other"))
    both = made("Clerk", household=None, home=None)
    with pytest.raises(InvalidValue, match=r"Clerk: two fields .* \[name-twice\]"):
        digest_of_content(both())


def test_a_record_can_be_told_with_other_values_in_place_of_its_own() -> None:
    """As an entry is sealed: by the digest of its events, and without its seal."""
    kind = made("Kind", one=1, two=2)
    assert digest_of_content(kind(one=5, two=7)) == digest_of_record(kind(one=5), two=7)
    assert digest_of_content(kind()) == digest_of_record(kind(one=5), one=1)


def test_parts_are_told_by_name_and_empty_ones_not_at_all() -> None:
    """What a programme may begin with one day changes nothing of those that began without."""
    held = digest_of_parts({"orders": (1,), "awards": (2,)})
    assert held == digest_of_parts({"awards": (2,), "orders": (1,), "letters": ()})
    assert held != digest_of_parts({"orders": (2,), "awards": (1,)})
    assert held != digest_of_parts({"orders": (1,), "awards": (2,), "letters": (0,)})
