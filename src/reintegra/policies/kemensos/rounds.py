"""The rounds of 2018 and 2019 whose day and regency are known; amounts belong to each round.

Why some sites gave Rp960,000 and others Rp900,000 in the same quarter is not known. Cirebon's
participants are approximate in its source. Rounds of later years are not listed: their day, their
regency or their amount is not confirmed.
"""

from __future__ import annotations

from datetime import date

from reintegra.chain.policy import RoundTerms
from reintegra.policies.kemensos import sources
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.money import idr
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Text

_PPK = "LKS Perkumpulan Panca Karsa Mataram"

ROUNDS = (
    RoundTerms(
        Code("cilacap-2018"),
        place="Kabupaten Cilacap",
        held=Period(date(2018, 11, 27), date(2018, 11, 27)),
        regencies=(RegionCode("33.01"),),
        participants=215,
        purpose=Purpose.LIVING_COST,
        channel=None,
        stated=idr(250_000),
        partner="Kabar Bumi",
        source=sources.CILACAP,
    ),
    RoundTerms(
        Code("langsa-2018"),
        place="Langsa; Aceh Timur; Aceh Tamiang",
        held=Period(date(2018, 12, 4), date(2018, 12, 4)),
        regencies=(RegionCode("11.74"), RegionCode("11.03"), RegionCode("11.16")),
        participants=215,
        purpose=Purpose.LIVING_COST,
        channel=None,
        stated=idr(250_000),
        partner="LSM Mitra Bersama",
        note=Text(
            id="Uang transport diberikan di luar jumlah ini; besarnya tidak disebutkan",
            en="Transport money came on top; its amount is not stated",
        ),
        source=sources.LANGSA,
    ),
    RoundTerms(
        Code("majalengka-2019"),
        place="Kabupaten Majalengka",
        held=Period(date(2019, 9, 27), date(2019, 9, 28)),
        regencies=(RegionCode("32.10"),),
        participants=350,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=None,
        total=idr(336_000_000),
        partner="LKS Mawar Persada",
        note=Text(
            id="Paket campuran biaya hidup dan modal UEP; penyerahan simbolis bukan pencairan",
            en="A mixed package of living cost and UEP capital; the symbolic handover paid nothing",
        ),
        source=sources.MAJALENGKA,
    ),
    RoundTerms(
        Code("sambas-2019"),
        place="Kabupaten Sambas",
        held=Period(date(2019, 10, 10), date(2019, 10, 11)),
        regencies=(RegionCode("61.01"),),
        participants=250,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.VIA_LKS,
        total=idr(350_000_000),
        partner="LKS Pembina Asa Puan",
        source=sources.SAMBAS,
    ),
    RoundTerms(
        Code("lombok-tengah-2019"),
        place="Kabupaten Lombok Tengah",
        held=Period(date(2019, 10, 31), date(2019, 10, 31)),
        regencies=(RegionCode("52.02"),),
        participants=340,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.OWN_ACCOUNT,
        total=idr(326_400_000),
        partner=_PPK,
        source=sources.LOMBOK,
    ),
    RoundTerms(
        Code("lombok-barat-2019"),
        place="Kabupaten Lombok Barat",
        held=Period(date(2019, 10, 31), date(2019, 10, 31)),
        regencies=(RegionCode("52.01"),),
        participants=150,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.OWN_ACCOUNT,
        total=idr(144_000_000),
        partner=_PPK,
        source=sources.LOMBOK,
    ),
    RoundTerms(
        Code("kupang-2019"),
        place="Kabupaten Kupang",
        held=Period(date(2019, 11, 13), date(2019, 11, 13)),
        regencies=(RegionCode("53.01"),),
        participants=250,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.OWN_ACCOUNT,
        stated=idr(900_000),
        partner="LKS Rumah Perempuan Kupang",
        source=sources.KUPANG,
    ),
    RoundTerms(
        Code("cirebon-2019"),
        place="Kabupaten Cirebon",
        held=Period(date(2019, 12, 4), date(2019, 12, 4)),
        regencies=(RegionCode("32.09"),),
        participants=250,
        purpose=Purpose.BUSINESS_STIMULUS,
        channel=Channel.OWN_ACCOUNT,
        stated=idr(900_000),
        partner="WCC Mawar Balqis",
        source=sources.CIREBON,
    ),
)
"""Each round with what its source states."""
