"""Where people deported from abroad set foot in Indonesia again.

Some slides of the Ministry call Tanjung Pinang and Pontianak "embarkasi" where regulations say
"debarkasi": both words are read, and the point of arrival is meant. Points are data: hand your
own to `read_point_of_entry`.

>>> from reintegra.vocabulary.places import read_point_of_entry
>>> str(read_point_of_entry("Embarkasi Tanjung Pinang").code)
'tanjung-pinang'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from reintegra.errors import OutsideCoverage
from reintegra.vocabulary.checks import instance_of, optional, plain_text
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.sources import Source, Standing
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_NAME: Final = 200
_FIRST_WORDS: Final = re.compile(r"\A(?:titik )?(?:em|de)barkasi ")


class EntryKind(Worded):
    """What a point of arrival is: airport, sea port or border post.

    Source: Permen P2MI 32/2025 article 1.
    """

    AIR = "air", "bandara", "airport"
    SEA = "sea", "pelabuhan laut", "sea port"
    LAND = "land", "pos lintas batas negara (PLBN)", "border post"


@attrs.frozen
class PointOfEntry:
    """A point of arrival (titik debarkasi); its kind only where a source states it.

    Raises:
        WrongType: a field of another type.
    """

    code: Code
    name: str
    kind: EntryKind | None = None
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(Code, "PointOfEntry.code", self.code)
        plain_text("PointOfEntry.name", self.name)
        optional(EntryKind, "PointOfEntry.kind", self.kind)
        optional(Source, "PointOfEntry.source", self.source)


_ANTARA: Final = Source(
    instrument="Antara, August 2020",
    address="https://antaranews.com/berita/1678926/hingga-agustus-2020-kemensos-sudah-pulangkan-4539-pmi",
)
_TRIBUN: Final = Source(
    instrument="Tribun Pontianak, 13 September 2017",
    address="https://pontianak.tribunnews.com/2017/09/13/malaysia-kembali-deportasi-104-tki-lewat-entikong-begini-nasib-mereka-sebelum-dipulangkan?page=all",
)
_BP2MI: Final = Source(
    instrument="BP2MI, office Nunukan",
    address="https://bp2mi.go.id/berita-detail/upt-bp2mi-nunukan-bantu-pemulangan-161-pmi-yang-dideportasi-kembali-ke-indonesia",
)
_REPORT: Final = Source(
    instrument="Report on the return of Indonesians from Malaysia",
    address="https://vdokumen.net/laporan-pemulangan-wni-dari-malaysia-melalui-.html",
    standing=Standing.SECONDARY,
)
_SUARA_BLITAR: Final = Source(
    instrument="Suara Blitar, 2025",
    address="https://suarablitar.com/kjri-fasilitasi-pemulangan-3-585-pekerja-migran-indonesia-dideportasi-dari-malaysia",
)

POINTS_OF_ENTRY: Final[tuple[PointOfEntry, ...]] = (
    PointOfEntry(Code("tanjung-pinang"), "Tanjung Pinang", None, _ANTARA),
    PointOfEntry(Code("pontianak"), "Pontianak", None, _ANTARA),
    PointOfEntry(Code("entikong"), "Entikong", EntryKind.LAND, _TRIBUN),
    PointOfEntry(Code("nunukan"), "Nunukan", EntryKind.SEA, _BP2MI),
    PointOfEntry(Code("dumai"), "Dumai", EntryKind.SEA, _REPORT),
    PointOfEntry(Code("batam-center"), "Batam Center", None, _SUARA_BLITAR),
)
"""The points of arrival that sources name, the two of the Ministry's own programme first."""


def read_point_of_entry(text: str, among: Iterable[PointOfEntry] = POINTS_OF_ENTRY) -> PointOfEntry:
    """The point of arrival that a code or a name means, in capitals or not.

    The words embarkasi, debarkasi and titik debarkasi may stand before it.

    Raises:
        OutsideCoverage: no point has this code or name; the text is not repeated.
        WrongType: not a plain text.
    """
    given = plain_text("point of entry", text)
    if len(given) <= _LONGEST_NAME:
        wanted = _FIRST_WORDS.sub("", _as_words(given))
        for point in among:
            if wanted in {_as_words(str(point.code)), _as_words(point.name)}:
                return point
    raise OutsideCoverage("point of entry", "this name")


def _as_words(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
