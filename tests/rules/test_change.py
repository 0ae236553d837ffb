"""The smallest changes that turn an outcome, against every change that there is on a small grid."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import (
    Change,
    Changes,
    Expression,
    Missing,
    Outcome,
    Rule,
    all_of,
    any_of,
    at_least,
)
from reintegra.vocabulary.money import XTS, Money, idr
from reintegra.vocabulary.texts import Text
from tests.rules.leaves import (
    APART,
    EVERY_WAY,
    FAMILIES,
    FIRST_DAY,
    GRIDS,
    NUMBERS,
    Known,
    Tree,
    assignments,
    partly_known,
    subsets,
    total,
    tree_of,
)
from tests.rules.notation import NO, YES, fact, trees, words
from tests.rules.test_question import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDERED = {"x", "y", "z", "s", "e"}
_TARGETS = st.sampled_from([None, Outcome.MET, Outcome.NOT_MET])

a, b, c = (fact(name) for name in "abc")
age, x, y, z = (fact(name, int) for name in ("age", "x", "y", "z"))
place, other_place = fact("place", str), fact("other_place", str)
start, end = fact("start", date), fact("end", date)
wage, limit = fact("wage", Money), fact("limit", Money)
colour, second = fact("colour", Colour), fact("second", Colour)


@attrs.frozen
class _Case:
    """A rule, what is known, and how it is to turn out."""

    tree: Tree
    known: Known
    to: Outcome | None

    @property
    def wanted(self) -> int:
        if self.to is None:
            return NO if self.tree.slowly(self.known) == YES else YES
        return YES if self.to is Outcome.MET else NO

    def turns(self, changed: Known) -> bool:
        return self.tree.slowly({**self.known, **changed}) == self.wanted

    def changes(self, **more: Any) -> Changes:
        return self.tree.expression.what_would_change(self.known, to=self.to, **more)

    def distance(self, name: str, value: Any) -> int:
        return abs(_number(value) - _number(self.known[name]))


def _number(value: Any) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


@st.composite
def _cases(draw: st.DrawFn, leaves: st.SearchStrategy[Any]) -> _Case:
    tree = draw(tree_of(leaves, trees))
    return _Case(tree, partly_known(draw, tree.names), draw(_TARGETS))


def _smallest(case: _Case) -> set[tuple[str, ...]]:
    """The smallest sets of facts with which some change of just these turns the outcome."""
    if case.turns({}):
        return {()}
    found: set[tuple[str, ...]] = set()
    for names in subsets(case.tree.names):
        if found and len(names) > min(map(len, found)):
            break
        if any(case.turns(changed) for changed in assignments(names, case.known)):
            found.add(names)
    return found


def _names(changes: tuple[Change, ...]) -> tuple[str, ...]:
    return tuple(change.fact.name for change in changes)


def _answers(change: Change, known: Known) -> list[Any]:
    """The values on the grid that a change names, in whichever way."""
    if change.other_than is None:
        return list(change.values)
    grid = GRIDS[change.fact.name]
    apart = (*change.other_than, known.get(change.fact.name))
    return [value for value in grid if value not in apart]


def _ways(changes: tuple[Change, ...], known: Known) -> Iterator[dict[str, Any]]:
    for values in product(*(_answers(change, known) for change in changes)):
        yield dict(zip(_names(changes), values, strict=True))


def _fits_somewhere(case: _Case, changes: tuple[Change, ...]) -> bool:
    """Whether two days that only have to fit each other do so in a month that the grid lacks."""
    if {"s", "e"} != set(_names(changes)) or not all(change.fitting for change in changes):
        return False
    days = [FIRST_DAY + timedelta(days=day) for day in range(-400, 400)]
    return any(
        case.turns({"s": start, "e": start + timedelta(days=more)})
        for start in days
        for more in range(-70, 71)
    )


@FAMILIES
@EVERY_WAY
@for_all(data=st.data())
def test_the_smallest_sets_are_found_and_no_other(
    leaves: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    """Every change on the grid is tried by hand; where the search is cut it names fewer sets."""
    case = data.draw(_cases(leaves))
    changes, expected = case.changes(), _smallest(case)
    found = {_names(each) for each in changes.sets}
    beyond = [each for each in changes.sets if _names(each) not in expected]
    assert all(_fits_somewhere(case, each) for each in beyond)
    assert changes.truncated or expected <= found


@FAMILIES
@EVERY_WAY
@for_all(data=st.data())
def test_every_set_turns_the_outcome_by_the_nearest_values(
    leaves: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    """Whichever of its values are taken; between what is known and a value none does."""
    case = data.draw(_cases(leaves))
    for changes in case.changes().sets:
        ways = list(_ways(changes, case.known))
        if any(change.fitting for change in changes):
            near = assignments(_names(changes), case.known)
            assert any(map(case.turns, near)) or _fits_somewhere(case, changes)
            continue
        assert ways
        for way in ways:
            assert case.turns(way)
            for name in way.keys() & case.known.keys() & _ORDERED:
                far = case.distance(name, way[name])
                nearer = [each for each in GRIDS[name] if 0 < case.distance(name, each) < far]
                assert not any(case.turns({**way, name: each}) for each in nearer)


@EVERY_WAY
@for_all(case=_cases(APART))
def test_where_no_fact_is_compared_with_another_every_way_is_listed_or_a_nearer_one(
    case: _Case,
) -> None:
    """And no way is listed for which there is a nearer one that changes the same facts."""
    changes = case.changes()
    assert not changes.truncated
    listed = [each for each in changes.sets if each]
    for names in {_names(each) for each in listed}:
        counted = sorted(set(names) & case.known.keys() & _ORDERED)
        told_apart = [name for name in names if name not in counted and name not in _ORDERED]
        ways = [way for each in listed if _names(each) == names for way in _ways(each, case.known)]
        for changed in filter(case.turns, assignments(names, case.known)):
            alike = [way for way in ways if all(way[name] == changed[name] for name in told_apart)]
            far = [case.distance(name, changed[name]) for name in counted]
            near = [[case.distance(name, way[name]) for name in counted] for way in alike]
            assert any(all(map(int.__le__, each, far)) for each in near)
        _assert_none_is_nearer(case, names, ways, counted)


def _assert_none_is_nearer(
    case: _Case, names: tuple[str, ...], ways: list[dict[str, Any]], counted: list[str]
) -> None:
    for way in ways:
        far = [case.distance(name, way[name]) for name in counted]
        for changed in assignments(counted, case.known):
            near = [case.distance(name, changed[name]) for name in counted]
            if near != far and all(map(int.__le__, near, far)):
                assert not case.turns({**way, **changed})
        assert set(names) == way.keys()


@EVERY_WAY
@for_all(case=_cases(APART))
def test_of_an_unknown_number_or_day_the_ends_of_each_stretch_are_named(case: _Case) -> None:
    """Where every value does, that is said; the stretch is that of all the set's choices."""
    for changes in case.changes().sets:
        for change in changes:
            name = change.fact.name
            if name not in _ORDERED or name in case.known:
                continue
            others = [each for each in changes if each is not change]
            ways = list(_ways(tuple(others), case.known))
            grid = GRIDS[name]
            does = [all(case.turns({**way, name: value}) for way in ways) for value in grid]
            around = [True, *does, True]
            ends = [
                value
                for number, value in enumerate(grid)
                if does[number] and not (around[number] and around[number + 2])
            ]
            assert (list(change.values), change.other_than) == (ends, None if ends else ())


@EVERY_WAY
@for_all(case=_cases(NUMBERS), bound=st.integers(1, 60))
def test_a_search_that_was_cut_says_so_and_names_only_smallest_sets(
    case: _Case, bound: int
) -> None:
    """What was searched whole does not depend on the limit."""
    whole, cut = case.changes(), case.changes(limit=bound)
    if cut.truncated:
        assert set(cut.sets) <= set(whole.sets)
    else:
        assert whole == cut


@EVERY_WAY
@for_all(case=_cases(NUMBERS))
def test_there_is_a_least_limit_with_which_a_search_is_not_cut(case: _Case) -> None:
    """Below it the search is cut, from it on it is not."""
    whole = case.changes()
    enough = [not case.changes(limit=bound).truncated for bound in range(1, 40)]
    assert enough == sorted(enough)
    assert whole.truncated or len(enough) == 39


def test_the_limit_counts_the_judgings() -> None:
    """No change, one fact that may change, and it before and after each of its answers."""
    rule = all_of(a.is_true)
    assert rule.what_would_change({}, limit=4).truncated
    assert not rule.what_would_change({}, limit=5).truncated
    assert rule.what_would_change({"a": False}, limit=3).truncated
    assert not rule.what_would_change({"a": False}, limit=4).truncated


@EVERY_WAY
@for_all(
    st.lists(
        st.tuples(
            st.fixed_dictionaries(
                {"x": st.sampled_from([1, -1, 2]), "y": st.sampled_from([1, -1])}
            ),
            st.sampled_from(["<", "<=", ">", ">=", "=="]),
            st.integers(-3, 3),
            st.booleans(),
        ),
        min_size=1,
        max_size=3,
    ),
    st.dictionaries(st.sampled_from(["x", "y"]), st.integers(-4, 4)),
)
def test_amounts_change_like_numbers(sums: list[Any], known: dict[str, int]) -> None:
    """One rupiah is one more, and what is found has the currency of the rule."""
    rules = [
        all_of(
            *(
                total(counts, sign, limit, kind, apart=apart).condition
                for counts, sign, limit, apart in sums
            )
        )
        for kind in (int, Money)
    ]
    numbers = rules[0].what_would_change(known)
    amounts = rules[1].what_would_change({name: idr(value) for name, value in known.items()})
    assert numbers.truncated is amounts.truncated
    assert [
        [(change.fact.name, [idr(value) for value in change.values], len(change.fitting))
         for change in each] for each in numbers.sets
    ] == [
        [(change.fact.name, list(change.values), len(change.fitting)) for change in each]
        for each in amounts.sets
    ]  # fmt: skip


_JANUARY = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("rule", "known", "indonesian", "english"),
    [
        (age >= 18, {"age": 16}, "age: 18", "age: 18"),
        (age >= 18, {}, "age: 18", "age: 18"),
        (age >= 18, {"age": 20}, "age: 17", "age: 17"),
        ((age >= 18) & (age < 60), {}, "age: 18 atau 59", "age: 18 or 59"),
        (~age.equals(10), {"age": 10}, "age: 9 atau 11", "age: 9 or 11"),
        (age.is_in(3, 30), {"age": 5}, "age: 3", "age: 3"),
        ((age < 18) | (age >= 18), {}, "age: jawaban apa pun", "age: any answer"),
        ((age >= 18) | (age >= 60), {}, "age: 18", "age: 18"),
        (~age.is_missing, {}, "age: jawaban apa pun", "age: any answer"),
        (a.is_true | ~a.is_true, {}, "a: ya atau tidak", "a: yes or no"),
        (colour.is_in(Colour.RED), {"colour": Colour.BLUE}, "colour: Merah", "colour: Red"),
        (
            (age >= 18) & a.is_true,
            {"age": 16},
            "age: 18, dan a: ya",
            "age: 18, and a: yes",
        ),
        (a.is_true | b.is_true, {"a": False}, "a: ya; atau b: ya", "a: yes; or b: yes"),
        (
            a.is_true | (age >= 18),
            {"age": 17, "a": True},
            "a: tidak",
            "a: no",
        ),
        (place.is_in("u", "v"), {"place": "w"}, "place: u atau v", "place: u or v"),
        (
            ~place.is_in("u", "v"),
            {"place": "u"},
            "place: teks apa pun selain u, v",
            "place: any text other than u, v",
        ),
        (~place.is_missing, {}, "place: jawaban apa pun", "place: any answer"),
        (place.equals(""), {"place": "w"}, "place: teks kosong", "place: an empty text"),
        (
            ~place.equals(""),
            {"place": ""},
            "place: teks apa pun selain teks kosong",
            "place: any text other than an empty text",
        ),
        (
            ~place.equals(other_place),
            {"place": "w", "other_place": "w"},
            "place: teks apa pun selain w; atau other_place: teks apa pun selain w",
            "place: any text other than w; or other_place: any text other than w",
        ),
        (place.equals(other_place), {"place": "w"}, "other_place: w", "other_place: w"),
        (
            place.equals(other_place),
            {},
            (
                "place: jawaban yang sesuai dengan other_place, "
                "dan other_place: jawaban yang sesuai dengan place"
            ),
            "place: an answer that fits other_place, and other_place: an answer that fits place",
        ),
        (
            all_of(place.equals(other_place), ~place.equals("u")),
            {},
            (
                "place: jawaban yang sesuai dengan other_place, teks apa pun selain u, "
                "dan other_place: jawaban yang sesuai dengan place, teks apa pun selain u"
            ),
            (
                "place: an answer that fits other_place, any text other than u, "
                "and other_place: an answer that fits place, any text other than u"
            ),
        ),
        (
            start <= end,
            {},
            "start: jawaban yang sesuai dengan end, dan end: jawaban yang sesuai dengan start",
            "start: an answer that fits end, and end: an answer that fits start",
        ),
        (
            (start <= end) & (start >= _JANUARY),
            {},
            "start: 1 Januari 2019, dan end: 1 Januari 2019",
            "start: 1 January 2019, and end: 1 January 2019",
        ),
        (
            start.months_later(6) <= end,
            {"start": date(2019, 9, 1), "end": date(2020, 2, 29)},
            "start: 31 Agustus 2019; atau end: 1 Maret 2020",
            "start: 31 August 2019; or end: 1 March 2020",
        ),
        (
            (x + y >= 12) & (x >= 5) & (y >= 5),
            {"x": 3, "y": 3},
            "x: 5, dan y: 7; atau x: 7, dan y: 5",
            "x: 5, and y: 7; or x: 7, and y: 5",
        ),
        (
            colour.equals(second),
            {},
            "colour: Merah, dan second: Merah; atau colour: Biru, dan second: Biru",
            "colour: Red, and second: Red; or colour: Blue, and second: Blue",
        ),
        (
            ~a.equals(b),
            {},
            "a: ya, dan b: tidak; atau a: tidak, dan b: ya",
            "a: yes, and b: no; or a: no, and b: yes",
        ),
        (
            all_of(place.equals(other_place), other_place.equals(fact("third", str))),
            {},
            (
                "place: jawaban yang sesuai dengan other_place, third, "
                "dan other_place: jawaban yang sesuai dengan place, third, "
                "dan third: jawaban yang sesuai dengan place, other_place"
            ),
            (
                "place: an answer that fits other_place, third, and other_place: an answer that "
                "fits place, third, and third: an answer that fits place, other_place"
            ),
        ),
        (
            all_of(~place.equals(other_place), place.is_in("u", "v")),
            {"place": "w", "other_place": "u"},
            "place: v",
            "place: v",
        ),
        (
            all_of(place.equals(other_place), ~place.is_in("u", "v")),
            {"place": "u", "other_place": "v"},
            (
                "place: jawaban yang sesuai dengan other_place, teks apa pun selain u, v, "
                "dan other_place: jawaban yang sesuai dengan place, teks apa pun selain u, v"
            ),
            (
                "place: an answer that fits other_place, any text other than u, v, "
                "and other_place: an answer that fits place, any text other than u, v"
            ),
        ),
        (
            all_of(~place.equals(other_place), ~place.equals("u"), other_place.is_in("v")),
            {},
            "place: teks apa pun selain u, v, dan other_place: v",
            "place: any text other than u, v, and other_place: v",
        ),
        (
            all_of(start <= end, end <= start.months_later(1), ~a.equals(b)),
            {"a": True},
            (
                "start: jawaban yang sesuai dengan end, dan end: jawaban yang sesuai dengan start, "
                "dan b: tidak"
            ),
            "start: an answer that fits end, and end: an answer that fits start, and b: no",
        ),
        (
            all_of(x + y >= 14, x >= 5, y >= 5, any_of(x - y <= 1, a.is_true)),
            {"x": 3, "y": 3, "a": False},
            "x: 5, dan y: 9; atau x: 6, dan y: 8",
            "x: 5, and y: 9; or x: 6, and y: 8",
        ),
        (
            any_of(all_of(x + y >= 14, x >= 5, y >= 5), all_of(x.equals(8), y.equals(8))),
            {"x": 30, "y": 3, "z": 1},
            "y: 5",
            "y: 5",
        ),
        (
            all_of(x <= y, y <= z, x >= 5, z <= 9),
            {"x": 3, "y": 1, "z": 12},
            "x: 5, dan y: 5, dan z: 9",
            "x: 5, and y: 5, and z: 9",
        ),
        (
            all_of(y.equals(-1), x + y <= -3),
            {},
            "y: -1, dan x: -2",
            "y: -1, and x: -2",
        ),
        (
            all_of(y.equals(-1), x + y <= -3, a.is_true),
            {},
            "y: -1, dan x: -2, dan a: ya",
            "y: -1, and x: -2, and a: yes",
        ),
        (
            all_of(x + y <= -14, x <= -5, y <= -5, x <= y),
            {"x": 1},
            "x: -8, dan y: -8",
            "x: -8, and y: -8",
        ),
        (
            all_of(x + y + z >= 4, x >= y - 3, z <= y + 2),
            {"x": 0, "z": -4},
            "x: 5, dan y: 3; atau y: 3, dan z: 1",
            "x: 5, and y: 3; or y: 3, and z: 1",
        ),
        (
            (age >= 18) & ((age < 10) | a.is_true),
            {"age": 12, "a": False},
            "age: 18, dan a: ya",
            "age: 18, and a: yes",
        ),
        (
            all_of(any_of(x >= 5, x >= 7), any_of(y >= 2, y >= 4)),
            {"x": 0, "y": 0},
            "x: 5, dan y: 2",
            "x: 5, and y: 2",
        ),
        (
            any_of((x >= 5) & colour.is_in(Colour.RED), (x >= 7) & colour.is_in(Colour.BLUE)),
            {"x": 0},
            "x: 5, dan colour: Merah; atau x: 7, dan colour: Biru",
            "x: 5, and colour: Red; or x: 7, and colour: Blue",
        ),
        (
            any_of((x >= 5) & (age < 3), (x >= 7) & (age >= 3)),
            {"x": 0},
            "x: 5, dan age: 2; atau x: 7, dan age: 3",
            "x: 5, and age: 2; or x: 7, and age: 3",
        ),
        (~age.equals(5), {}, "age: 4 atau 6", "age: 4 or 6"),
        (
            any_of(start >= date.max, start >= date(9999, 12, 30)),
            {},
            "start: 30 Desember 9999",
            "start: 30 December 9999",
        ),
        (
            any_of(start <= date.min, start <= date(1, 1, 2)),
            {},
            "start: 2 Januari 1",
            "start: 2 January 1",
        ),
        (
            ~all_of(a.is_missing, b.is_missing, c.is_true),
            {"c": True},
            "a: ya atau tidak; atau b: ya atau tidak; atau c: tidak",
            "a: yes or no; or b: yes or no; or c: no",
        ),
        (wage <= idr(100), {"wage": idr(120)}, "wage: Rp100", "wage: Rp100"),
        (wage + limit <= idr(100), {"limit": idr(5)}, "wage: Rp95", "wage: Rp95"),
        (wage <= limit, {"limit": Money(5, XTS)}, "wage: XTS 0,05", "wage: XTS 0,05"),
        (
            a.is_missing,
            {"a": True},
            "Tidak ada perubahan fakta yang mengubah hasilnya",
            "No change of the facts turns the outcome",
        ),
        (
            (age < 3) & (age > 3),
            {},
            "Tidak ada perubahan fakta yang mengubah hasilnya",
            "No change of the facts turns the outcome",
        ),
    ],
)
def test_changes_are_said_in_both_languages(
    rule: Expression, known: dict[str, object], indonesian: str, english: str
) -> None:
    """The facts in their own words, the nearest values as people read them."""
    changes = rule.what_would_change(known)
    assert (indonesian, english) == (changes.text("id"), changes.text("en"))
    assert english == changes.text()
    assert not changes.truncated


def test_a_change_is_a_fact_with_values_and_has_words() -> None:
    """The data behind the words."""
    changes = ((age >= 18) & place.equals("u") & (start <= end)).what_would_change(
        {"age": 16, "start": _JANUARY}
    )
    ages, places, days = changes.sets[0]
    assert (Change(age, (18,)), Change(place, ("u",)), Change(end, (_JANUARY,))) == (
        ages,
        places,
        days,
    )
    assert Text(id="age: 18", en="age: 18") == ages.text
    assert (None, ()) == (ages.other_than, ages.fitting)


def test_facts_that_only_fit_each_other_name_each_other() -> None:
    """There is no value to name for either."""
    sets = (start <= end).what_would_change({}).sets
    assert ((Change(start, fitting=(end,)), Change(end, fitting=(start,))),) == sets
    apart = (place.equals(other_place)).what_would_change({}).sets
    assert (
        (
            Change(place, (), (), fitting=(other_place,)),
            Change(other_place, (), (), fitting=(place,)),
        ),
    ) == apart


def test_values_stand_in_no_representation() -> None:
    """They may be personal."""
    changes = (~place.equals("Praya")).what_would_change({"place": "Praya"})
    assert "Praya" not in repr(changes)
    assert "2008" not in repr((start <= date(2008, 1, 1)).what_would_change({"start": _JANUARY}))
    assert "place" in repr(changes)


def test_a_set_of_no_changes_says_that_the_outcome_is_as_wanted() -> None:
    """That is another answer than that no change does."""
    met = (age >= 18).what_would_change({"age": 18}, to=Outcome.MET)
    assert Changes(((),)) == met
    assert ("Tidak ada yang perlu berubah", "Nothing needs to change") == (
        met.text("id"),
        met.text("en"),
    )
    not_met = (age >= 18).what_would_change({"age": 17}, to=Outcome.NOT_MET)
    assert Changes(((),)) == not_met
    assert Changes(()) == all_of().what_would_change({})
    assert Changes(()) == any_of().what_would_change({})


def test_what_is_undetermined_can_be_turned_either_way() -> None:
    """Without a target it is to be met."""
    rule = age >= 18
    assert ((Change(age, (18,)),),) == rule.what_would_change({}).sets
    assert ((Change(age, (17,)),),) == rule.what_would_change({}, to=Outcome.NOT_MET).sets


@pytest.mark.parametrize("why", Missing)
def test_every_kind_of_missing_may_be_answered(why: Missing) -> None:
    """None is ever put in the place of an answer."""
    rule = all_of(a.is_true, age.is_missing)
    assert ((Change(a, (True,)),),) == rule.what_would_change({"a": why, "age": why}).sets
    assert () == rule.what_would_change({"a": why, "age": 3}).sets


def test_facts_of_an_attrs_instance_are_changed_like_those_of_a_mapping() -> None:
    """Named by the fact, as always."""

    @attrs.frozen
    class Person:
        age: int

    assert ((Change(age, (18,)),),) == (age >= 18).what_would_change(Person(16)).sets


def test_sums_that_have_to_come_out_together_are_not_searched_whole() -> None:
    """Only 7 and 3 do, and neither follows from a limit alone: the search says that it was cut."""
    rule = all_of((x + y).equals(10), (x - y).equals(4))
    changes = rule.what_would_change({"x": 0, "y": 0})
    assert Changes((), truncated=True) == changes
    assert "None was found before the search was cut" == changes.text("en")
    assert "Tidak ditemukan sebelum pencarian dihentikan" == changes.text("id")


def test_beside_sums_that_are_not_searched_whole_other_sets_are_found() -> None:
    """They are smallest ones, and the search says that there may be more."""
    sums = all_of((x + y).equals(10), (x - y).equals(4))
    known = {"x": 0, "y": 0, "a": False, "b": False}
    for rule in (any_of(sums, a.is_true & b.is_true), any_of(a.is_true & b.is_true, sums)):
        changes = rule.what_would_change(known)
        assert ((Change(a, (True,)), Change(b, (True,))),) == changes.sets
        assert changes.truncated


def test_a_set_that_can_be_reached_in_two_ways_is_looked_at_once() -> None:
    """Two of three: nothing, two sets of one fact, three of two with each of their answers."""
    rule = at_least(2, a.is_true, b.is_true, c.is_true)
    known = dict.fromkeys("abc", False)
    assert rule.what_would_change(known, limit=14).truncated
    assert not rule.what_would_change(known, limit=15).truncated


def test_any_answer_is_one_that_is_other_than_nothing() -> None:
    """Of a number as of a text."""
    assert ((Change(age, (), ()),),) == ((age < 3) | (age >= 3)).what_would_change({}).sets
    assert ((Change(place, (), ()),),) == (~place.is_missing).what_would_change({}).sets


def test_a_large_rule_is_searched_as_long_as_the_limit_allows() -> None:
    """Of five facts that are lacking there are millions of smallest sets; some are named."""
    many = [fact(f"fact_{number}") for number in range(100)]
    known = {each.name: True for each in many[:45]}
    rule = at_least(50, *(each.is_true for each in many))
    changes = rule.what_would_change(known, limit=2_000)
    assert changes.truncated
    assert {5} == {len(each) for each in changes.sets}
    assert changes.text("en").endswith(" (the search was cut, there may be more)")
    assert changes.text("id").endswith(" (pencarian dihentikan, mungkin ada yang lain)")


def test_a_hundred_conditions_that_all_lack_are_one_set() -> None:
    """However large it is, it is found at once."""
    many = [fact(f"number_{number}", int) for number in range(100)]
    rule = all_of(*(Rule(f"rule-{n}", each >= n, words("rule")) for n, each in enumerate(many)))
    changes = rule.what_would_change(dict.fromkeys((each.name for each in many), 0))
    (only,) = changes.sets
    assert [Change(each, (n,)) for n, each in enumerate(many) if n] == list(only)
    assert not changes.truncated


def test_the_limit_bounds_the_time_also_of_a_large_rule() -> None:
    """It counts for several judgings: that of no change, of one, and of each of its answers."""
    many = [fact(f"fact_{number}") for number in range(64)]
    known = {each.name: True for each in many} | {"fact_5": False}
    rule = all_of(*(each.is_true for each in many))
    assert rule.what_would_change(known, limit=7).truncated
    assert Changes(((Change(many[5], (True,)),),)) == rule.what_would_change(known, limit=8)


def test_a_rule_of_a_hundred_conditions_that_hang_together_is_cut_and_says_so() -> None:
    """Each fact stands in two conditions that it cannot both meet, so each has to change."""
    many = [fact(f"number_{number}", int) for number in range(51)]
    known = dict.fromkeys((each.name for each in many), 3)
    rule = all_of(*((one >= 18) | (next_ <= 2) for one, next_ in pairwise(many)))
    assert Changes((), truncated=True) == rule.what_would_change(known, limit=500)
    fewer = all_of(*((one >= 18) | (next_ <= 2) for one, next_ in pairwise(many[:9])))
    changes = fewer.what_would_change(known)
    assert ({8}, 9, False) == (set(map(len, changes.sets)), len(changes.sets), changes.truncated)


def test_what_no_target_can_be() -> None:
    """No answer is taken back, so nothing is turned into undetermined."""
    with pytest.raises(InvalidValue) as raised:
        (age >= 18).what_would_change({}, to=Outcome.UNDETERMINED)
    assert "to: met or not met; no answer is taken back [undetermined]" == str(raised.value)
    target: Any = True
    with pytest.raises(WrongType, match=r"^to: expected Outcome, got bool$"):
        (age >= 18).what_would_change({}, to=target)


@pytest.mark.parametrize("bound", [0, -1])
def test_a_limit_is_at_least_one_judging(bound: int) -> None:
    """Also where nothing needs to be searched."""
    with pytest.raises(InvalidValue) as raised:
        (age >= 18).what_would_change({"age": 18}, to=Outcome.MET, limit=bound)
    assert "limit: at least one judging [range]" == str(raised.value)


def test_a_limit_is_a_whole_number() -> None:
    """And nothing that looks like one."""
    bound: Any = True
    with pytest.raises(WrongType, match=r"^limit: expected a whole number, got bool$"):
        (age >= 18).what_would_change({}, limit=bound)


def test_facts_are_read_as_in_a_judging() -> None:
    """A wrong type and another currency are misuse."""
    with pytest.raises(WrongType, match=r"^age: expected int, got str$"):
        (age >= 18).what_would_change({"age": "18"})
    with pytest.raises(CurrencyMismatch):
        (wage <= idr(5)).what_would_change({"wage": Money(5, XTS)})
    with pytest.raises(CurrencyMismatch):
        (wage + limit <= fact("more", Money)).what_would_change(
            {"wage": idr(5), "limit": Money(5, XTS)}
        )
