"""The Ministry's vocabulary: needs, services, guidance modules, instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.chain.policy import Instrument, Term
from reintegra.policies.kemensos import sources
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.vocabulary.sources import Source


def _term(code: str, indonesian: str, english: str, source: Source | None) -> Term:
    return Term(Code(code), Text(id=indonesian, en=english), source)


NEEDS = (
    _term(
        "lack-of-information",
        "Kekurangan informasi tentang akses bantuan",
        "Lack of information about help",
        sources.LOMBOK,
    ),
    _term("debt-trap", "Jebakan utang", "Debt trap", sources.LOMBOK),
    _term("family-disharmony", "Disharmoni keluarga", "Family disharmony", sources.LOMBOK),
    _term(
        "lost-documents",
        "Kehilangan dokumen atau identitas pribadi",
        "Loss of documents or identity",
        sources.LOMBOK,
    ),
    _term("illness", "Sakit", "Illness", sources.LOMBOK),
    _term("disability", "Disabilitas fisik", "Physical disability", sources.LOMBOK),
    _term(
        "home-with-no-result",
        "Pulang tanpa hasil",
        "Came home with no result",
        sources.MAJALENGKA_MINISTRY,
    ),
)
"""What returnees need, as the article on Lombok and the Ministry name it."""

FIRST_AID = _term("first-aid", "Pertolongan pertama", "First aid", sources.UU_21_2007_53)
"""What is due within seven days to somebody whom trauma or illness endangers."""

SERVICES = (
    FIRST_AID,
    _term("protection", "Perlindungan", "Protection", sources.REHABILITATION_SERVICES),
    _term("health-care", "Layanan kesehatan", "Health care", sources.REHABILITATION_SERVICES),
    _term(
        "psychological-care",
        "Pemeriksaan psikologis dan psikiatris",
        "Psychological and psychiatric check",
        sources.REHABILITATION_SERVICES,
    ),
    _term(
        "family-assessment",
        "Asesmen seluruh keluarga",
        "Assessment of the whole family",
        sources.REHABILITATION_SERVICES,
    ),
    _term("skills", "Keterampilan", "Skills", sources.REHABILITATION_SERVICES),
    _term("counselling", "Konseling", "Counselling", sources.SHELTERS),
    _term("clothing", "Sandang", "Clothing", sources.REHABILITATION_SERVICES),
    _term(
        "entrepreneurship",
        "Kewirausahaan",
        "Entrepreneurship",
        sources.REHABILITATION_SERVICES,
    ),
)
"""First aid, the services of social rehabilitation, and the counselling of the shelters."""

MODULES_UNTIL_2023 = (
    _term(
        "entrepreneurship-practice",
        "Praktik kewirausahaan",
        "Entrepreneurship practice",
        sources.LOMBOK,
    ),
    _term("product-introduction", "Pengenalan produk", "Product introduction", sources.LOMBOK),
    _term("start-up-strategy", "Strategi memulai usaha", "Start-up strategy", sources.LOMBOK),
    _term("marketing", "Pemasaran", "Marketing", sources.LOMBOK),
    _term("safe-migration", "Migrasi aman", "Safe migration", sources.KUPANG),
    _term("cakes", "Pembuatan kue", "Cakes", sources.MAJALENGKA_AND_KUPANG),
    _term(
        "food-processing",
        "Pengolahan pangan",
        "Food processing",
        sources.MAJALENGKA_AND_KUPANG,
    ),
    _term(
        "beauty-and-skin-care",
        "Kecantikan dan perawatan kulit",
        "Beauty and skin care",
        sources.MAJALENGKA_AND_KUPANG,
    ),
    _term("heavy-equipment", "Alat berat", "Heavy equipment", sources.KUPANG_2023),
    _term("weaving", "Menenun", "Weaving", sources.KUPANG_2023),
    _term("groceries-kiosk", "Kios kelontong", "Groceries kiosk", sources.KUPANG_2023),
)
"""The modules seen in the rounds of 2019 and in Kupang in July 2023, before Permensos 8/2023."""

LATER_MODULES = (
    *MODULES_UNTIL_2023,
    _term("sewing", "Menjahit", "Sewing", sources.PENA),
    _term("computer", "Komputer", "Computer", sources.PENA),
    _term("cooking", "Memasak", "Cooking", sources.PENA),
    _term("workshop", "Perbengkelan", "Workshop trades", sources.PENA),
    _term("farming", "Pertanian", "Farming", sources.PENA),
)
"""The modules seen before, and those of PENA in 2024."""

INSTRUMENTS = (
    Instrument(
        Code("iom-dtm-indications"),
        Text(id="Survei indikasi IOM DTM", en="IOM DTM indication survey"),
        (
            _term(
                "unpaid-work",
                "Bekerja tanpa bayaran yang dijanjikan",
                "Worked without the expected pay",
                sources.IOM_DTM,
            ),
            _term(
                "forced",
                "Dipaksa bekerja atau berbuat",
                "Forced to work or act",
                sources.IOM_DTM,
            ),
            _term(
                "job-offer",
                "Didekati dengan tawaran pekerjaan",
                "Approached with an offer of employment",
                sources.IOM_DTM,
            ),
            _term(
                "marriage-offer",
                "Didekati dengan tawaran pernikahan",
                "Approached with an offer of marriage",
                sources.IOM_DTM,
            ),
            _term(
                "held",
                "Ditahan bukan oleh pihak berwenang",
                "Held against will by non-authorities",
                sources.IOM_DTM,
            ),
        ),
        sources.IOM_DTM,
        options=(
            _term("yes", "Ya", "Yes", sources.IOM_DTM),
            _term("no", "Tidak", "No", sources.IOM_DTM),
        ),
    ),
)
"""What may be asked; the five answers are indications, and no score follows from them."""
