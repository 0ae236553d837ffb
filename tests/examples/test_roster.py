"""A roster is read whole, or answered line by line."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lombok.candidate import ATTESTED, ENDINGS, FIELDS, NOT_YET, RETURNS
from lombok.countries import COUNTRIES
from lombok.roster import read_roster
from lombok_2019 import main

from reintegra.errors import InputRefused
from tests.examples.rosters import (
    WITHOUT_A_DEPORTATION,
    recorded_lines,
    write_lines,
    written,
)
from tests.profiles import at_most

HEADER = ",".join(FIELDS).encode()
BROKEN = {
    "number": "dua",
    "site": "lombok-timur",
    "nik": "1234",
    "birth_date": "31/02/1970",
    "sex": "unknown",
    "label": "korban",
    "country": "Malaysia",
    "reason": "lain",
    "document": "ktp",
    "deported_on": "2018-13-01",
    "arrived_at": "Antah Berantah",
    "health": "sehat",
    "returned_by": "teman",
    "returned_on": "kemarin",
    "guidance": "barangkali",
    "account": "1234567890",
    "consent": "entah",
    "given_elsewhere": "3171011708450001",
    "payment": "tunai",
    "ending": "lain",
}
WELL_FORMED_BUT_WRONG = (
    {"number": "9999010101900001"},
    {"number": "123456789"},
    {"number": "²"},
    {"number": "٣"},
    {"number": ""},
    {"birth_date": "2030-01-01"},
    {"birth_date": "2018-02-20"},
    {"country": "XX"},
    {"country": "ID"},
    {"deported_on": "20190304"},
    {"deported_on": "2019-W10-1"},
    {"deported_on": "2030-01-01"},
    {"deported_on": "9999-12-31"},
    {"returned_on": "2018-02-18"},
    {"returned_on": "2019-11-01"},
    {"returned_on": "2018-03-03", "returned_by": NOT_YET},
    {"deported_on": "2018-02-19", "returned_by": ATTESTED},
    {**WITHOUT_A_DEPORTATION, "returned_on": "2019-09-17", "returned_by": ATTESTED},
    {**WITHOUT_A_DEPORTATION, "returned_on": "2030-01-01", "returned_by": ATTESTED},
)


def faults(path: Path) -> list[str]:
    """What is said of a roster that is refused, in English."""
    with pytest.raises(InputRefused) as refused:
        read_roster(path)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("field", BROKEN)
def test_a_fault_is_named_by_line_and_field_and_never_repeats_the_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], field: str
) -> None:
    """Whoever keeps the roster finds the place; nobody else learns what stood there."""
    roster = written(tmp_path, **{field: BROKEN[field]})
    assert 1 == main(["--roster", str(roster), "--lang", "id"])
    said = capsys.readouterr().out
    assert f"baris 3, {field}: " in said
    assert BROKEN[field] not in said


@pytest.mark.parametrize("changes", WELL_FORMED_BUT_WRONG, ids=str)
def test_what_is_well_formed_but_cannot_be_is_a_fault_of_its_field(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    """No such number, country or day; days out of order; a deportation beside an attestation."""
    wrong = next(field for field in changes if changes[field] or len(changes) == 1)
    said = faults(written(tmp_path, **changes))
    assert [f"line 3, {wrong}"] == [each.partition(": ")[0] for each in said]
    assert not changes[wrong] or changes[wrong] not in said[0]


def test_every_fault_of_a_roster_is_named_at_once(tmp_path: Path) -> None:
    """One reading is enough to correct the whole file."""
    with pytest.raises(InputRefused) as refused:
        read_roster(written(tmp_path, **BROKEN))
    assert set(BROKEN) == {fault.field for fault in refused.value.faults}


@pytest.mark.parametrize("field", ["country", "returned_on"])
def test_what_is_needed_for_the_journey_cannot_be_left_out(tmp_path: Path, field: str) -> None:
    """A deportation has a country; somebody who returned did so on a day."""
    assert faults(written(tmp_path, **{field: ""}))[0].startswith(f"line 3, {field}: ")


def test_days_that_follow_one_another_closely_are_no_fault(tmp_path: Path) -> None:
    """Born, deported and home on one day, and that day the last before the round is over."""
    day = "2019-10-31"
    path = written(tmp_path, birth_date=day, deported_on=day, returned_on=day)
    assert date(2019, 10, 31) == read_roster(path)[1].returned_on


def test_the_countries_are_those_of_the_standard_but_one() -> None:
    """ISO 3166-1 has 249 countries, and nobody is deported from Indonesia to Indonesia."""
    assert 248 == len(COUNTRIES)
    assert {"MY", "SA", "NA"} <= COUNTRIES
    assert COUNTRIES.isdisjoint({"ID", "XX", "QQ", "ZZ"})


# -- nobody stands twice -----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["001", "1", "0001"])
def test_a_number_used_twice_is_a_fault(tmp_path: Path, number: str) -> None:
    """Two lines cannot be one case, and a spreadsheet takes the zeros from the front."""
    said = faults(written(tmp_path, number=number))
    assert ["line 3, number: the same number stands on line 2"] == said


def test_one_person_under_two_numbers_is_a_fault(tmp_path: Path) -> None:
    """The same NIK is the same person, however it is written; its digits are not repeated."""
    first, second = recorded_lines(2)
    nik = first["nik"]
    spaced = f" {nik[:4]}.{nik[4:8]} {nik[8:12]}-{nik[12:]}"
    said = faults(write_lines(tmp_path, [first, {**second, "nik": spaced}]))
    assert ["line 3, nik: the same NIK stands on line 2"] == said


@pytest.mark.parametrize("niks", [("", ""), ("9999025502690001", ""), ("", "9999025502690001")])
def test_a_namesake_born_on_the_same_day_is_a_fault_unless_two_niks_differ(
    tmp_path: Path, niks: tuple[str, str]
) -> None:
    """Without a NIK on each line nothing tells the two apart, and one person is paid once."""
    first, second = recorded_lines(2)
    same = {"name": " peserta  CONTOH 001", "birth_date": first["birth_date"]}
    lines = [{**first, "nik": niks[0]}, {**second, **same, "nik": niks[1]}]
    said = faults(write_lines(tmp_path, lines))
    assert ["line 3, name: the same name and date of birth stand on line 2"] == [
        each.partition(";")[0] for each in said
    ]


def test_two_people_of_one_name_and_birthday_are_told_apart_by_their_niks(tmp_path: Path) -> None:
    """Many people share a name; a person wrongly refused is the costly error."""
    first, second = recorded_lines(2)
    same = {"name": first["name"], "birth_date": first["birth_date"]}
    assert 2 == len(read_roster(write_lines(tmp_path, [first, {**second, **same}])))


@pytest.mark.parametrize("unknown", ["name", "birth_date"])
def test_what_is_unknown_is_never_the_same(tmp_path: Path, unknown: str) -> None:
    """Two people without a NIK and a name, or without a birthday, may be two people."""
    lines = [{**line, "nik": "", unknown: ""} for line in recorded_lines(2)]
    lines[1]["birth_date"] = lines[0]["birth_date"]
    assert 2 == len(read_roster(write_lines(tmp_path, lines)))


# -- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, header: the columns must be exactly, and in this order"),
        (b"number,site\n", "line 1, header: missing columns: name, nik, birth_date"),
        (HEADER.replace(b",consent", b""), "line 1, header: missing columns: consent"),
        (HEADER + b",more", "line 1, header: the columns must be exactly, and in this order"),
        (HEADER.replace(b",", b";"), "line 1, header: the columns must be separated by commas"),
        (HEADER.replace(b",", b"\t"), "line 1, header: the columns must be separated by commas"),
        (HEADER + b"\n", "line 1, header: no candidates stand below it"),
        (HEADER + b"\n1,2\n", "line 2, line: the number of columns is wrong"),
        (HEADER + b"\n" + b"x," * 30 + b"\n", "line 2, line: the number of columns is wrong"),
        (HEADER + b'\n"open', "line 2, line: cannot be read as CSV"),
        (b"\xff\xfe\x00", "line 1, encoding: the file is not UTF-8 (first wrong byte on line 1)"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_a_place(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """No candidates, other columns or separators, a torn line, another encoding."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert fault.startswith(said)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("wrong", [2, 3, 399])
def test_a_wrong_byte_is_found_on_its_own_line(
    tmp_path: Path, wrong: int, mark: bytes, end: bytes
) -> None:
    """However long the file, and however its lines end."""
    lines = [HEADER, *(b"1," * 20 for _ in range(400))]
    lines[wrong - 1] = b"\xe9" + lines[wrong - 1]
    path = tmp_path / "roster.csv"
    path.write_bytes(mark + end.join(lines))
    said = f"line {wrong}, encoding: the file is not UTF-8 (first wrong byte on line {wrong})"
    assert [said] == faults(path)


def test_a_roster_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """A byte order mark in front of the header is no fault."""
    path = written(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert 2 == len(read_roster(path))


def test_a_roster_that_is_not_there_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback for a mistyped name, nor for a folder."""
    for name in (tmp_path / "nowhere.csv", tmp_path):
        assert 1 == main(["--roster", str(name)])
        assert "The roster cannot be opened.\n" == capsys.readouterr().out


def test_a_small_roster_of_ones_own_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two people are enough; the rest of the budget stays available."""
    assert 0 == main(["--roster", str(written(tmp_path))])
    assert "Rp468.480.000" in capsys.readouterr().out


# -- whatever stands there ---------------------------------------------------------------------

DAYS = ("2017-05-01", "2018-02-19", "2019-09-16", "2019-10-29", "2019-10-30", "2019-10-31")
ODD_DAYS = ("", "0001-01-01", "9999-12-31", "2019-11-01", "20190304", "2019-02-29")
VALUES: dict[str, tuple[str, ...]] = {
    "number": ("2", "999999", "²", "9999010101900001", ""),
    "name": ("", " ", "Peserta Contoh 001"),
    "birth_date": (*DAYS, *ODD_DAYS, "2001-10-31"),
    "label": ("none", "", "x"),
    "country": ("SA", "XX", ""),
    "deported_on": (*DAYS, *ODD_DAYS),
    "health": ("medical", "psychological", ""),
    "returned_by": RETURNS,
    "returned_on": (*DAYS, *ODD_DAYS),
    "guidance": ("missed", "none"),
    "account": ("no", "", "x"),
    "consent": ("declined", ""),
    "given_elsewhere": ("lain/1", "x y"),
    "payment": ("returned-once",),
    "ending": ENDINGS,
}


@st.composite
def changed_lines(draw: st.DrawFn) -> dict[str, str]:
    """The second line of the recorded roster, with some fields changed."""
    fields = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=6))
    line = recorded_lines(2)[1]
    line.update({field: draw(st.sampled_from(VALUES[field])) for field in sorted(fields)})
    if line["returned_by"] == ATTESTED and draw(st.booleans()):
        line.update(WITHOUT_A_DEPORTATION)
    return line


@settings(max_examples=at_most(50))  # about 20 ms each
@given(line=changed_lines(), policy=st.sampled_from(("kemensos", "sandbox")))
def test_whatever_a_roster_says_it_is_told_or_its_faults_are_named(
    line: dict[str, str], policy: str
) -> None:
    """Never a traceback, which would say nothing to who keeps the roster."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_lines(Path(folder), [recorded_lines(1)[0], line])
        assert main(["--roster", str(path), "--policy", policy]) in {0, 1}
