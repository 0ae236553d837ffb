"""A change of the law that reaches back: what would be decided otherwise now, and by how much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pendulum
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from reintegra.errors import Conflict, CurrencyMismatch, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import (
    Correction,
    Dated,
    DatedValue,
    Decision,
    Enacted,
    Missing,
    Outcome,
    PastDecision,
    Provision,
    Reassessment,
    decide,
    reassess,
    when,
)
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.rules import Expression

eligible = fact("eligible").is_true
poor = fact("poor").is_true
_FIRST, _CHANGE = date(2024, 1, 1), date(2024, 7, 1)
_MARCH = date(2024, 3, 1)
_YES: dict[str, object] = {"eligible": True}


def _grant(amount: object, condition: Expression = eligible) -> Provision:
    return Provision("grant", (when(condition).then(amount),), otherwise=idr(0))


OLD = Enacted("first", _grant(idr(50_000)))
LAW = Dated((DatedValue(OLD, _FIRST, date(2023, 12, 1)),), "grant law")


def _changed(now: object, condition: Expression = eligible) -> Dated[Enacted]:
    basis = now if isinstance(now, Provision) else _grant(now, condition)
    return LAW.changed(Enacted("second", basis), _FIRST, known_from=_CHANGE)


def _decided(facts: dict[str, object] | None = None, on: date = _MARCH) -> Decision:
    return decide(OLD.basis, _YES if facts is None else facts, on=on, edition=OLD.edition)


def _past(*paid: Money | int, facts: dict[str, object] | None = None) -> PastDecision:
    return PastDecision(_decided(facts), _YES if facts is None else facts, paid)


def _one(past: PastDecision, law: Dated[Enacted]) -> Reassessment:
    (found,) = reassess([past], law, known_at=_CHANGE)
    return found


def test_an_entitlement_raised_for_the_past_leaves_arrears() -> None:
    """Of 70,000 there were 50,000 paid, and 5,000 by an earlier correction."""
    past = _past(idr(50_000), idr(5_000))
    found = _one(past, _changed(idr(70_000)))
    assert (past.decision, "second", _MARCH) == (found.old, found.new.edition, found.new.on)
    assert (idr(50_000), idr(70_000)) == (found.old_amount, found.new_amount)
    assert (idr(15_000), Correction.ARREARS) == (found.difference, found.kind)
    assert ((idr(50_000), idr(5_000)), ()) == (found.paid, found.missing)


@pytest.mark.parametrize(
    ("now", "paid", "difference", "kind"),
    [
        (40_000, (50_000,), -10_000, Correction.OVERPAYMENT),
        (49_999, (50_000,), -1, Correction.OVERPAYMENT),
        (50_001, (50_000,), 1, Correction.ARREARS),
        (70_000, (50_000, 20_000), 0, Correction.EVEN),
        (70_000, (50_000, -50_000), 70_000, Correction.ARREARS),
        (70_000, (), 70_000, Correction.ARREARS),
        (0, (), 0, Correction.EVEN),
    ],
)
def test_the_difference_is_what_is_due_now_less_all_that_was_paid(
    now: int, paid: tuple[int, ...], difference: int, kind: Correction
) -> None:
    """Above zero arrears, below zero an overpayment; in rupiah as in whole numbers."""
    found = _one(_past(*map(idr, paid)), _changed(idr(now)))
    assert (idr(difference), kind) == (found.difference, found.kind)
    counted = _one(_past(*paid), _changed(Provision("grant", (), otherwise=now)))
    assert (difference, kind) == (counted.difference, counted.kind)
    assert (idr(50_000), now) == (counted.old_amount, counted.new_amount)


def test_every_kind_of_correction_is_said_in_both_languages() -> None:
    """In the words that people read."""
    assert {
        "arrears": ("Kekurangan pembayaran", "Arrears"),
        "overpayment": ("Kelebihan pembayaran", "Overpayment"),
        "even": ("Tidak ada selisih", "No difference"),
        "no-amount": ("Keputusan lain tanpa jumlah", "Another answer without an amount"),
        "open": ("Belum dapat ditentukan", "Undetermined"),
    } == {each.value: (each.text("id"), each.text("en")) for each in Correction}


def test_what_the_new_law_asks_besides_is_what_to_ask() -> None:
    """It is undetermined now, and no difference is claimed."""
    law = _changed(idr(70_000), eligible & poor)
    found = _one(_past(idr(50_000), facts={**_YES, "poor": Missing.DECLINED}), law)
    assert (Outcome.UNDETERMINED, None, Correction.OPEN) == (
        found.new.outcome,
        found.difference,
        found.kind,
    )
    assert [("poor", Missing.DECLINED)] == [(m.fact.name, m.why) for m in found.missing]
    assert (idr(50_000), None) == (found.old_amount, found.new_amount)


def test_what_was_undetermined_may_be_decided_now() -> None:
    """The new law no longer asks what was not known; what is still undetermined is not listed."""
    unknown: dict[str, object] = {"eligible": Missing.UNKNOWN, "poor": True}
    past = _past(facts=unknown)
    found = _one(past, _changed(idr(70_000), poor))
    assert (Outcome.UNDETERMINED, None) == (found.old.outcome, found.old_amount)
    assert (idr(70_000), idr(70_000), ()) == (found.new_amount, found.difference, found.missing)
    assert () == reassess([past], _changed(idr(70_000)), known_at=_CHANGE)


def test_a_rule_without_amounts_is_reassessed_by_its_outcome() -> None:
    """No amount is made up from what was paid."""
    age = fact("age", int)
    law = Dated((DatedValue(Enacted("first", age >= 18), _FIRST),), "rule")
    law = law.changed(Enacted("second", age >= 21), _FIRST, known_from=_CHANGE)
    past = [
        PastDecision(decide(age >= 18, {"age": n}, on=_MARCH, edition="first"), {"age": n}, (1,))
        for n in (17, 18, 20, 21)
    ]
    found = reassess(past, law, known_at=_CHANGE)
    assert [each.decision for each in past[1:3]] == [each.old for each in found]
    for each in found:
        assert (Outcome.MET, Outcome.NOT_MET) == (each.old.outcome, each.new.outcome)
        assert (None, None, None) == (each.old_amount, each.new_amount, each.difference)
        assert (Correction.NO_AMOUNT, (1,), ()) == (each.kind, each.paid, each.missing)


def test_a_value_that_is_no_amount_is_never_subtracted_from() -> None:
    """Neither a code nor yes or no; and yes is another answer than 1."""
    for before, now in ((True, 1), (1, True), (idr(0), "none"), (Outcome.MET, "met")):
        old = Enacted("first", Provision("p", (), otherwise=before))
        law = Dated((DatedValue(old, _FIRST, _FIRST),))
        new = Enacted("second", Provision("p", (), otherwise=now))
        past = PastDecision(decide(old.basis, {}, on=_MARCH, edition="first"), {})
        found = _one(past, law.changed(new, _FIRST, known_from=_CHANGE))
        is_number = type(now) is int
        assert (now if is_number else None) == found.difference
        assert (Correction.ARREARS if is_number else Correction.NO_AMOUNT) is found.kind


def test_nothing_is_listed_that_would_be_decided_the_same() -> None:
    """Another wording, another rule, another edition, but the same answer."""
    same = Provision("grant", (when(eligible & eligible).then(idr(50_000)),), otherwise=idr(0))
    past = _past(idr(1))
    assert () == reassess([past], _changed(same), known_at=_CHANGE)
    assert () == reassess([past], LAW, known_at=_CHANGE)
    assert () == reassess([], LAW, known_at=_CHANGE)


def test_the_latest_decision_is_reassessed_after_a_second_change() -> None:
    """What was corrected once is not corrected twice."""
    law = _changed(idr(70_000))
    first = _one(_past(idr(50_000)), law)
    law = law.changed(
        Enacted("third", _grant(idr(60_000))), _FIRST, known_from=_CHANGE + timedelta(days=9)
    )
    again = PastDecision(first.new, _YES, (idr(50_000), idr(20_000)))
    (found,) = reassess([again], law, known_at=_CHANGE + timedelta(days=9))
    assert (idr(70_000), idr(60_000), idr(-10_000)) == (
        found.old_amount,
        found.new_amount,
        found.difference,
    )
    assert () == reassess([again], law, known_at=_CHANGE + timedelta(days=8))


@pytest.mark.parametrize(("known_at", "listed"), [(_CHANGE - timedelta(days=1), 0), (_CHANGE, 1)])
def test_a_change_counts_from_the_day_on_which_it_is_known(known_at: date, listed: int) -> None:
    """The day before, nothing would be decided otherwise."""
    assert listed == len(reassess([_past()], _changed(idr(1)), known_at=known_at))
    day = pendulum.date(known_at.year, known_at.month, known_at.day)
    assert listed == len(reassess([_past()], _changed(idr(1)), known_at=day))


def test_the_facts_must_be_those_of_the_decision() -> None:
    """Which record it is, and not what stands in it, is said."""
    other = attrs.evolve(_past(), facts={"eligible": False})
    with pytest.raises(Conflict) as caught:
        reassess([_past(), other], LAW, known_at=_CHANGE)
    expected = "past[1]: not the facts of the decision: 2024-03-01 [other-facts]"
    assert (expected, "other-facts", _MARCH) == (
        str(caught.value),
        caught.value.code,
        caught.value.key,
    )


def test_a_record_that_was_altered_is_refused() -> None:
    """Its rule and its facts give another answer than it says."""
    altered = attrs.evolve(_decided(), value=idr(60_000))
    with pytest.raises(Conflict) as caught:
        reassess([PastDecision(altered, _YES)], LAW, known_at=_CHANGE)
    expected = "past[0]: not what its rule and facts give: 2024-03-01 [other-answer]"
    assert (expected, "other-answer", _MARCH) == (
        str(caught.value),
        caught.value.code,
        caught.value.key,
    )


def test_a_rule_that_the_law_does_not_have_is_outside_of_it() -> None:
    """So is a day on which nothing holds any more, and facts on which nothing is given."""
    strange = decide(_grant(idr(1)), _YES, on=_MARCH, edition="other")
    with pytest.raises(OutsideCoverage) as caught:
        reassess([_past(), PastDecision(strange, _YES)], LAW, known_at=_CHANGE)
    what = "past[1]: the law does not have the rule of the decision"
    assert (what, _MARCH) == (caught.value.what, caught.value.key)
    repealed = LAW.changed(None, _FIRST, known_from=_CHANGE)
    with pytest.raises(OutsideCoverage, match=r"^grant law: nothing holds for 2024-03-01$"):
        reassess([_past()], repealed, known_at=_CHANGE)
    narrow = Provision("narrow", (when(fact("eligible").is_false).then(idr(1)),))
    with pytest.raises(OutsideCoverage, match=r"^narrow: "):
        reassess([_past()], _changed(narrow), known_at=_CHANGE)


def test_two_currencies_or_money_and_numbers_are_never_set_off() -> None:
    """No rate is guessed."""
    with pytest.raises(CurrencyMismatch):
        _one(_past(idr(1)), _changed(Provision("grant", (), otherwise=Money(1, XTS))))
    with pytest.raises(WrongType, match=r"^paid: expected Money, got int$"):
        _one(_past(1), _changed(idr(1)))
    with pytest.raises(WrongType, match=r"^paid: expected a whole number, got Money$"):
        _one(_past(idr(1)), _changed(Provision("grant", (), otherwise=1)))


_WRONG: Any = "x"


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: PastDecision(_WRONG, {}), "decision: expected Decision, got str"),
        (lambda: PastDecision(_decided(), {}, (_WRONG,)), "paid: expected a whole number, got str"),
        (lambda: PastDecision(_decided(), {}, (True,)), "paid: expected a whole number, got bool"),
        (lambda: Enacted("e", _WRONG), "basis: expected an expression or a provision, got str"),
        (lambda: Enacted(OLD, OLD.basis), "edition: expected a text, got Enacted"),  # type: ignore[arg-type] # what is tested
        (
            lambda: reassess([_past(), _WRONG], LAW, known_at=_CHANGE),
            r"past\[1\]: expected PastDecision, got str",
        ),
        (lambda: reassess([], _WRONG, known_at=_CHANGE), "law: expected Dated, got str"),
        (
            lambda: reassess([], Dated((DatedValue(_WRONG, _FIRST),)), known_at=_CHANGE),
            "law: expected Enacted, got str",
        ),
        (lambda: reassess([], LAW, known_at=_WRONG), "known_at: expected date, got str"),
        (
            lambda: reassess([_past(facts={"eligible": "x"})], LAW, known_at=_CHANGE),
            "eligible: expected bool, got str",
        ),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_is_misuse(misuse: Callable[[], object], message: str) -> None:
    """The argument is named, and its value is not."""
    with pytest.raises(WrongType, match=f"^{message}$"):
        misuse()


def test_an_edition_of_the_law_has_a_name() -> None:
    """As that of a decision."""
    with pytest.raises(InvalidValue, match=r"^edition: name the edition that was in force"):
        Enacted(" ", OLD.basis)


def test_the_facts_of_a_past_decision_are_not_shown() -> None:
    """They may be personal."""
    assert "eligible" not in repr(_past(idr(5)))


_DAYS = st.integers(0, 5).map(lambda n: _FIRST + timedelta(days=n))
_LAWS = st.lists(
    st.tuples(st.integers(0, 3), _DAYS, _DAYS), min_size=1, max_size=5, unique_by=lambda e: e[1:]
)
_PAST = st.lists(
    st.tuples(_DAYS, st.booleans(), st.lists(st.integers(-2, 9), max_size=3)), max_size=6
)


def _slowly(law: list[tuple[int, date, date]], on: date, known_at: date) -> int | None:
    """Day by day backwards: the amount of the last entry that was known."""
    for day in (on - timedelta(days=n) for n in range(6)):
        known = [
            (learnt, amount) for amount, since, learnt in law if since == day and learnt <= known_at
        ]
        if known:
            return max(known)[1]
    return None


@settings(max_examples=at_most(100))  # about 5 ms each
@for_all(_LAWS, _PAST, _DAYS, _DAYS)
def test_the_differences_are_the_new_entitlements_less_what_was_paid(
    law: list[tuple[int, date, date]],
    past: list[tuple[date, bool, list[int]]],
    made_at: date,
    known_at: date,
) -> None:
    """Order kept, nothing lost, nothing listed that would be decided the same."""
    dated = Dated(
        tuple(
            DatedValue(Enacted(f"edition-{amount}", _grant(idr(amount))), since, learnt)
            for amount, since, learnt in law
        )
    )
    records, expected = [], []
    for on, is_eligible, paid in past:
        then, now = _slowly(law, on, made_at), _slowly(law, on, known_at)
        if then is None or now is None:
            continue
        facts: dict[str, object] = {"eligible": is_eligible}
        enacted = dated.at(on, known_at=made_at)
        made = decide(enacted.basis, facts, on=on, edition=enacted.edition)
        records.append(PastDecision(made, facts, tuple(map(idr, paid))))
        if is_eligible and then != now:
            expected.append((made, now, now - sum(paid)))
    found = reassess(records, dated, known_at=known_at)
    assert expected == [
        (each.old, _units(each.new_amount), _units(each.difference)) for each in found
    ]
    assert () == reassess(records, dated, known_at=made_at)


def _units(amount: Money | int | None) -> int:
    assert isinstance(amount, Money)
    return amount.units
