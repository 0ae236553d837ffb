"""Reading a roster: a CSV file with one candidate a line, answered line by line.

Nothing is read in part: a roster with a fault is refused whole, with every fault named by line
and field. A fault never repeats what was written there.

A day is written as 2019-10-31, and none lies after the round. `returned_on` is the day on which
the person came home; the case of somebody whose return is attested begins with the attestation,
so it has no `deported_on`, and what the line says of a deportation enters no event.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from lombok.candidate import FIELDS, Candidate, Fault
from lombok.line import Line
from reintegra.errors import InputRefused
from reintegra.vocabulary import Text

_ENDS_OF_LINES = re.compile(rb"\r\n|\r|\n")
_FILLING_OF_A_NIK = re.compile(r"[\s.\-]+")


def read_roster(path: Path) -> tuple[Candidate, ...]:
    """The candidates of a roster, in the order of the file.

    Raises:
        InputRefused: the file has faults, each named by line and field; nothing is read.
        OSError: the file cannot be opened.
    """
    lines = _lines(_text(path.read_bytes()))
    candidates = [line.candidate() for line in lines]
    _find_repeated([line for line in lines if not line.is_torn])
    faults = [fault for line in lines for fault in line.faults]
    if faults:
        raise InputRefused(faults)
    return tuple(candidate for candidate in candidates if candidate is not None)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + len(_ENDS_OF_LINES.findall(error.object[: error.start]))
    raise _unreadable(
        line,
        "encoding",
        f"berkas ini bukan UTF-8 (bita pertama yang salah ada di baris {line})",
        f"the file is not UTF-8 (first wrong byte on line {line})",
    )


def _lines(text: str) -> list[Line]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    lines: list[Line] | None = None
    try:
        _check_header(list(reader.fieldnames or ()))
        lines = [Line(reader.line_num, row) for row in reader]
    except csv.Error:
        pass
    if lines is None:
        raise _unreadable(
            reader.line_num + 1, "line", "tidak dapat dibaca sebagai CSV", "cannot be read as CSV"
        )
    if not lines:
        raise _unreadable(
            1, "header", "tidak ada calon di bawahnya", "no candidates stand below it"
        )
    return lines


def _check_header(names: list[str]) -> None:
    if names == list(FIELDS):
        return
    missing = ", ".join(field for field in FIELDS if field not in names)
    if len(names) == 1 and re.search(r"[;\t]", names[0]):
        indonesian = "kolom harus dipisahkan dengan koma"
        english = "the columns must be separated by commas"
    elif names and missing:
        indonesian, english = f"kolom yang tidak ada: {missing}", f"missing columns: {missing}"
    else:
        wanted = ", ".join(FIELDS)
        indonesian = f"kolom harus tepat dan berurutan: {wanted}"
        english = f"the columns must be exactly, and in this order: {wanted}"
    raise _unreadable(1, "header", indonesian, english)


def _unreadable(line: int, field: str, indonesian: str, english: str) -> InputRefused:
    return InputRefused([Fault(line, field, Text(id=indonesian, en=english))])


def _find_repeated(lines: list[Line]) -> None:
    """Note where a number, or a person, stands a second time: nobody is paid twice."""
    numbers: dict[str, int] = {}
    niks: dict[str, int] = {}
    for line in lines:
        number = line.row["number"].lstrip("0")  # a spreadsheet takes them from the front
        at = numbers.setdefault(number, line.number)
        if number and at != line.number:
            line.fault(
                "number", f"nomor ini ada di baris {at}", f"the same number stands on line {at}"
            )
        nik = _FILLING_OF_A_NIK.sub("", line.row["nik"])
        at = niks.setdefault(nik, line.number)
        if nik and at != line.number:
            line.fault(
                "nik", f"NIK yang sama ada di baris {at}", f"the same NIK stands on line {at}"
            )
    for line, at in _namesakes(lines):
        line.fault(
            "name",
            f"nama dan tanggal lahir yang sama ada di baris {at}; "
            "isi kedua NIK bila orangnya berbeda",
            f"the same name and date of birth stand on line {at}; "
            "fill in both NIKs where they are two people",
        )


def _namesakes(lines: list[Line]) -> Iterator[tuple[Line, int]]:
    """Equal names with equal dates of birth, unless two NIKs tell them apart."""
    first: dict[tuple[str, str], int] = {}
    first_without_nik: dict[tuple[str, str], int] = {}
    for line in lines:
        name = " ".join(line.row["name"].split()).casefold()
        key = (name, line.row["birth_date"])
        if not all(key):
            continue
        at = (first_without_nik if line.row["nik"] else first).get(key)
        if at is not None:
            yield line, at
        first.setdefault(key, line.number)
        if not line.row["nik"]:
            first_without_nik.setdefault(key, line.number)
